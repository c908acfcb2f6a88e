//! Which lines of a page are the article's, judged by their words, their shape and their place.
//!
//! A line is first looked at alone; then the page is cut into what stands above the article, the article, and
//! what stands below it: a name of the site is furniture above a title and a heading inside an article.

mod beside;
mod contents;
mod facts;
mod head;
mod look;
mod naming;
mod navigation;
mod odds;
mod records;
mod shape;
mod tail;
mod words;
mod wrapped;

use std::ops::Range;

use crate::clean::page::facts::Facts;
pub use crate::clean::page::facts::NAMES as FACTS;
use crate::clean::page::look::{Look, Place, Seen};
use crate::text::lines::{lines_with_text, trimmed};

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineKind {
    /// The article's.
    Article,
    /// The site's: navigation, sharing, footer.
    Furniture,
    /// Where and when it was published.
    Source,
}

/// A page with what its lines are.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// Its lines that are not blank.
    pub(crate) lines: Vec<Line>,
    /// Which of them looks most like the title, where the page has one.
    pub(crate) title: Option<usize>,
}

/// A line with what it is.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Its bytes, with its line ending.
    pub(crate) range: Range<usize>,
    /// What it is.
    pub(crate) kind: LineKind,
}

/// Makes ready what the first page would wait for: some thirty milliseconds.
pub(crate) fn make_ready() {
    words::make_ready();
}

/// What is known of a line before its words are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// It is the article's: no word and no mark of it shows a site.
    Article,
    /// It is the title.
    Title,
    /// It is the site's.
    Site,
}

/// What is known of a page before its words are read.
#[derive(Clone, Copy)]
struct Known {
    /// Lines of the site.
    has_site: bool,
    /// An article.
    has_text: bool,
}

/// Says of each line of `text` that is not blank what it is. `told` says what is known of a stretch beforehand,
/// `has_text` that the page is known to hold an article.
pub(crate) fn classify(
    text: &str,
    told: impl Fn(&Range<usize>) -> Option<Told>,
    has_text: bool,
) -> Page {
    let (mut ranges, mut seen, mut is_site) = (Vec::new(), Vec::new(), Vec::new());
    for (range, body) in lines_with_text(text) {
        let told = told(&trimmed(text, &range));
        seen.push(match told {
            Some(Told::Article) => Seen::of_the_article(body),
            Some(Told::Title) => Seen::title(body),
            Some(Told::Site) | None => Seen::new(body),
        });
        is_site.push(told == Some(Told::Site));
        ranges.push(range);
    }
    let has_site = is_site.contains(&true);
    // What says where a text comes from is read also where the page puts it aside, but not below it.
    let first =
        seen.iter().zip(&is_site).position(|(seen, is_site)| !is_site && seen.look == Look::Prose);
    let sources: Vec<bool> =
        seen.iter().take(first.unwrap_or(0)).map(|seen| seen.look == Look::Source).collect();
    // What is strewn in against copying says nothing of the lines beside it, nor does what is known.
    let junk = look::junk(&seen);
    let is_out = |at: usize| is_site[at] || junk[at];
    let mut page: Vec<Seen<'_>> = Vec::with_capacity(seen.len());
    page.extend(seen.into_iter().enumerate().filter(|(at, _)| !is_out(*at)).map(|(_, seen)| seen));
    let title = judge(&mut page, Known { has_site, has_text });
    let title = title.and_then(|title| (0..ranges.len()).filter(|at| !is_out(*at)).nth(title));
    let mut kinds = page.into_iter().map(|seen| seen.kind);
    let mut kind = |at: usize| match if is_out(at) { None } else { kinds.next() } {
        Some(kind) => kind,
        None if is_site[at] && sources.get(at) == Some(&true) => LineKind::Source,
        None => LineKind::Furniture,
    };
    let lines = ranges.into_iter().enumerate();
    Page { lines: lines.map(|(at, range)| Line { kind: kind(at), range }).collect(), title }
}

/// Decides of each line of a page what it is, and says which looks most like the title.
fn judge(page: &mut [Seen<'_>], known: Known) -> Option<usize> {
    let Some(Shown { article, title, is_page }) = tell(page, known) else {
        page.iter_mut().for_each(Seen::clear);
        return None;
    };
    // Where the page's own parts spoke, what is left was not learnt from.
    if !known.has_site {
        odds::settle(page, article, title, is_page);
    }
    if !known.has_text && is_remnant(page, known.has_site) {
        page.iter_mut().for_each(Seen::clear);
        return None;
    }
    title.filter(|title| page[*title].kind == LineKind::Article)
}

/// What words and places show of a page.
struct Shown {
    /// The lines from the first paragraph to the last.
    article: Range<usize>,
    /// The line that looks most like the title.
    title: Option<usize>,
    /// Whether there are signs of a site.
    is_page: bool,
}

/// Decides what words and places show; nothing where no line is an article's.
fn tell(page: &mut [Seen<'_>], known: Known) -> Option<Shown> {
    contents::settle_tables(page);
    records::settle(page);
    wrapped::settle(page);
    let is_page = known.has_site || look::is_page(page);
    if is_page {
        contents::settle(page);
        look::weigh_repeated(page);
    }
    // A record of talks has the time before each turn, and no furniture.
    let n_sources = page.iter().filter(|seen| seen.look == Look::Source).count();
    if n_sources >= 5 && look::n_furniture(page) < n_sources {
        let sources = page.iter_mut().filter(|seen| seen.look == Look::Source);
        sources.for_each(|seen| seen.look = Look::Plain);
    }
    if !known.has_text && navigation::is_all(page) {
        return None;
    }
    let article = article(page);
    if is_page {
        contents::keep_tables(page, &article);
        contents::keep_notes(page);
        contents::keep_parts(page);
        tail::clear(page, &article);
        beside::clear(page, &article);
    }
    let title = head::clear(page, &article, is_page);
    for (index, seen) in page.iter_mut().enumerate() {
        let is_inside = article.contains(&index);
        let inside = if is_inside { Place::Inside } else { Place::Outside };
        seen.settle(if is_page { inside } else { Place::NoPage });
    }
    Some(Shown { article, title, is_page })
}

/// A line with what is counted of it, for learning what the figures say.
#[derive(Clone, Debug)]
pub struct LineFacts<'a> {
    /// The line without the white space around it.
    pub line: &'a str,
    /// Whether neither words nor places took it away, so that the figures are asked.
    pub is_open: bool,
    /// What is counted, in the order of [`FACTS`].
    pub facts: [f32; FACTS.len()],
}

/// Counts what the lines of a plain text have; nothing of a page without an article. assets/cleaning/odds.txt is made
/// of this.
pub fn facts_of_lines(text: &str) -> Vec<LineFacts<'_>> {
    let mut page: Vec<Seen<'_>> = lines_with_text(text).map(|(_, body)| Seen::new(body)).collect();
    let mut junk = look::junk(&page).into_iter();
    page.retain(|_| junk.next() == Some(false));
    let known = Known { has_site: false, has_text: false };
    let Some(Shown { article, title, is_page }) = tell(&mut page, known) else {
        return Vec::new();
    };
    let facts = Facts::new(&page, article, title, is_page);
    (0..page.len())
        .map(|at| LineFacts {
            line: page[at].body,
            is_open: facts.is_open(at),
            facts: facts.of(at),
        })
        .collect()
}

/// Most prose on a page that may be but a remark on its verses, in bytes.
const MOST_REMARK: usize = 300;

/// The lines from the first paragraph to the last, those of comments and lists behind the article left out.
fn article(page: &[Seen<'_>]) -> Range<usize> {
    let title = page.iter().position(Seen::is_title).map_or(0, |title| title + 1);
    let below = text(page.get(title..).unwrap_or_default());
    title + below.start..title + below.end
}

fn text(page: &[Seen<'_>]) -> Range<usize> {
    let is_prose = |seen: &Seen<'_>| seen.look == Look::Prose;
    let n_prose: usize =
        page.iter().filter(|seen| is_prose(seen)).map(|seen| seen.body.len()).sum();
    let verses = || verses(page);
    if n_prose == 0 || (n_prose <= MOST_REMARK && is_song(&page[verses()], n_prose)) {
        return verses();
    }
    let has_paragraphs = page.iter().any(|seen| is_prose(seen) && seen.is_long());
    // A question with the site's lines below is asked in the title.
    let is_asked = |at: usize, seen: &Seen<'_>| {
        let is_site = |next: &Seen<'_>| {
            next.is_furniture() || matches!(next.look, Look::Control | Look::Source)
        };
        seen.is_question() && page.get(at + 1).is_some_and(is_site)
    };
    let may_begin = |at: usize, seen: &Seen<'_>| {
        is_prose(seen) && (seen.is_long() || !has_paragraphs) && !is_asked(at, seen)
    };
    let long = page.iter().enumerate().position(|(at, seen)| may_begin(at, seen));
    let long = long.unwrap_or(page.len());
    // Short sentences before the first long one belong to it, unless the site's lines stand between.
    let furniture = page.iter().take(long).rposition(Seen::is_furniture).map_or(0, |last| last + 1);
    let first =
        page.iter().skip(furniture).position(is_prose).map_or(long, |first| furniture + first);
    let end = tail::opener(page, first).unwrap_or(page.len());
    let end = next_post(page, first).unwrap_or(end).min(end);
    let last = page.iter().take(end).rposition(is_prose).unwrap_or(first);
    let end = (last + 1).max(first).min(page.len());
    first..signature(page, first..end).unwrap_or(end)
}

/// Whether short lines are so many that a sentence or two elsewhere on the page is what somebody says of them.
fn is_song(verses: &[Seen<'_>], n_prose: usize) -> bool {
    /// Fewest lines of it.
    const LEAST_LINES: usize = 8;

    verses.len() >= LEAST_LINES
        && verses.iter().map(|seen| seen.body.len()).sum::<usize>() >= 2 * n_prose
}

/// The longest stretch of lines without furniture, for a page without sentences: verse or a list.
fn verses(page: &[Seen<'_>]) -> Range<usize> {
    let (mut longest, mut most) = (page.len()..page.len(), 0);
    let (mut start, mut n_bytes) = (0, 0);
    for index in 0..=page.len() {
        if let Some(seen) = page.get(index).filter(|seen| seen.look == Look::Plain) {
            n_bytes += seen.body.len();
            continue;
        }
        if n_bytes > most {
            (longest, most) = (start..index, n_bytes);
        }
        (start, n_bytes) = (index + 1, 0);
    }
    // Without a line between that says where it comes from, its first line is its title.
    let is_sourced = longest.start.checked_sub(1).is_some_and(|above| {
        page[above].look == Look::Source || page[above].body.contains([':', '：'])
    });
    let title = usize::from(!is_sourced && longest.len() >= 2);
    longest.start + title..longest.end
}

/// Where the first post of a forum ends: the next line that says when and by whom something was posted.
fn next_post(page: &[Seen<'_>], first: usize) -> Option<usize> {
    let is_forum = look::is_forum(page);
    let says = |seen: &Seen<'_>| seen.is_of_forum() || words::POSTED.are_in(&seen.folded);
    // A floor is a word of furniture as well: who posted on it and when stands near.
    let is_source = |at: usize| page.get(at).is_some_and(|seen| seen.look == Look::Source);
    let is_near =
        |at: usize| is_source(at + 1) || page.iter().skip(at.saturating_sub(2)).take(6).any(says);
    let is_posted = |at: usize, seen: &Seen<'_>| says(seen) || (seen.is_floor() && is_near(at));
    let mut below = page.iter().enumerate().skip(first + 1).filter(|_| is_forum);
    below.find(|(at, seen)| seen.look != Look::Prose && is_posted(*at, seen)).map(|(at, _)| at)
}

/// Where a forum's signature begins: below a rule, a line or two at the end of a post.
fn signature(page: &[Seen<'_>], article: Range<usize>) -> Option<usize> {
    let start = article.end.saturating_sub(3).max(article.start);
    let rule = (start..article.end).rev().find(|index| shape::is_rule(page[*index].body))?;
    let is_forum = look::is_forum(page);
    let is_short = |seen: &Seen<'_>| !seen.is_long();
    let is_site = page.get(article.end).is_some_and(Seen::is_furniture);
    (is_forum && is_site && page.get(rule..article.end)?.iter().all(is_short)).then_some(rule)
}

/// Whether what is left is a line or two without any text: the name of a page.
fn is_remnant(page: &[Seen<'_>], has_site: bool) -> bool {
    let left = || page.iter().filter(|seen| seen.kind == LineKind::Article);
    let n_chars: usize = left().map(|seen| seen.body.chars().count()).sum();
    let n_furniture = look::n_furniture(page);
    (has_site || n_furniture >= 3) && n_chars <= 30 && !left().any(|seen| seen.look == Look::Prose)
}
