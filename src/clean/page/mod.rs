//! Which lines of a page are the article's, judged by their words, their shape and their place.
//!
//! A line is first looked at alone; then the page is cut into what stands above the article, the article, and
//! what stands below it: a name of the site is furniture above a title and a heading inside an article.

mod head;
mod look;
mod tail;
mod words;

use std::ops::Range;

use crate::clean::page::look::{Look, Place, Seen};
use crate::text::lines::lines_with_text;

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

/// A line with what it is.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Its bytes, with its line ending.
    pub(crate) range: Range<usize>,
    /// What it is.
    pub(crate) kind: LineKind,
}

/// Says of each line of `text` that is not blank what it is.
pub(crate) fn classify(text: &str) -> Vec<Line> {
    let (ranges, seen): (Vec<Range<usize>>, Vec<Seen<'_>>) =
        lines_with_text(text).map(|(range, body)| (range, Seen::new(body))).unzip();
    let is_junk = look::junk(&seen);
    // What is strewn in against copying says nothing of the lines beside it.
    let mut page: Vec<Seen<'_>> = Vec::with_capacity(seen.len());
    page.extend(
        seen.into_iter().zip(&is_junk).filter(|(_, is_junk)| !**is_junk).map(|(seen, _)| seen),
    );
    judge(&mut page);
    let mut kinds = page.into_iter().map(|seen| seen.kind);
    let mut kind = |is_junk: bool| match is_junk {
        true => LineKind::Furniture,
        false => kinds.next().unwrap_or(LineKind::Article),
    };
    ranges.into_iter().zip(is_junk).map(|(range, junk)| Line { range, kind: kind(junk) }).collect()
}

/// Decides of each line of a page what it is.
fn judge(page: &mut [Seen<'_>]) {
    if is_navigation_only(page) {
        page.iter_mut().for_each(Seen::clear);
        return;
    }
    let article = article(page);
    let is_page = page.iter().filter(|seen| seen.is_furniture()).count() >= 2;
    if is_page {
        tail::clear(page, &article);
    }
    head::clear(page, &article, is_page);
    for (index, seen) in page.iter_mut().enumerate() {
        seen.settle(match is_page {
            false => Place::NoPage,
            true if article.contains(&index) => Place::Inside,
            true => Place::Outside,
        });
    }
}

/// The lines from the first paragraph to the last, those of comments and lists behind the article left out.
fn article(page: &[Seen<'_>]) -> Range<usize> {
    let is_prose = |seen: &Seen<'_>| seen.look == Look::Prose;
    let has_paragraphs = page.iter().any(|seen| is_prose(seen) && seen.is_long);
    let long = page.iter().position(|seen| is_prose(seen) && (seen.is_long || !has_paragraphs));
    let long = long.unwrap_or(page.len());
    // Short sentences before the first long one belong to it, unless the site's lines stand between.
    let furniture = page.iter().take(long).rposition(Seen::is_furniture).map_or(0, |last| last + 1);
    let first =
        page.iter().skip(furniture).position(is_prose).map_or(long, |first| furniture + first);
    let end = tail::opener(page, first).unwrap_or(page.len());
    let last = page.iter().take(end).rposition(is_prose).unwrap_or(first);
    let end = (last + 1).max(first).min(page.len());
    first..signature(page, first..end).unwrap_or(end)
}

/// Where a forum's signature begins: below a rule, a line or two at the end of a post.
fn signature(page: &[Seen<'_>], article: Range<usize>) -> Option<usize> {
    let start = article.end.saturating_sub(3).max(article.start);
    let rule = (start..article.end).rev().find(|index| look::is_rule(page[*index].body))?;
    let is_forum = page.iter().any(|seen| look::has_any(&seen.folded, words::FORUM));
    let is_short = |seen: &Seen<'_>| !seen.is_long;
    let is_site = page.get(article.end).is_some_and(Seen::is_furniture);
    (is_forum && is_site && page.get(rule..article.end)?.iter().all(is_short)).then_some(rule)
}

/// Whether nothing on the page is an article: no prose, and most lines are what one clicks on, or links with
/// their dates, or stand below what opens a list of such.
fn is_navigation_only(page: &[Seen<'_>]) -> bool {
    let n_furniture = page.iter().filter(|seen| seen.is_furniture()).count();
    let opener = page.iter().position(|seen| seen.is_opener).unwrap_or(page.len());
    let lines = page.iter().enumerate();
    let n_links =
        lines.filter(|(at, seen)| seen.is_furniture() || seen.is_link || *at > opener).count();
    let has_prose = page.iter().any(|seen| seen.look == Look::Prose);
    !has_prose && n_furniture >= 2 && n_links * 2 > page.len()
}

#[cfg(test)]
mod dbg {
    #[test]
    fn dbg() {
        let p = std::env::var("PAGE").unwrap();
        let text = String::from_utf8_lossy(&std::fs::read(p).unwrap()).replace('\r', "");
        let mut page: Vec<super::Seen<'_>> =
            super::lines_with_text(&text).map(|(_, b)| super::Seen::new(b)).collect();
        println!(
            "article {:?} opener {:?}",
            super::article(&page),
            super::tail::opener(&page, super::article(&page).start)
        );
        super::judge(&mut page);
        for (i, s) in page.iter().enumerate() {
            println!(
                "{i} {:?} {:?} long {} link {} opener {} | {:.60}",
                s.look,
                s.kind,
                s.is_long,
                s.is_link,
                s.is_opener,
                s.body.chars().take(30).collect::<String>()
            );
        }
    }
}
