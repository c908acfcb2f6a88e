//! What stands above an article: the site's name and navigation, the title, where the text comes from.

use std::collections::HashSet;
use std::ops::Range;

use crate::clean::byline;
use crate::clean::dates;
use crate::clean::page::look::{Look, Seen, is_forum};
use crate::clean::page::{LineKind, naming, words};
use crate::text::chars::{is_han, is_sentence_end, is_wide};
use crate::text::numbering::{Numbering, numbering};

/// From how many lines above the text on a short first line hardly is the title.
const LEAST_HEAD: usize = 5;
/// How many lines above the article a title is sought in.
const MOST_HEAD_LINES: usize = 100;
/// Most lines above a title that are part of it, as newspapers set them.
const MOST_EYEBROWS: usize = 2;
/// Longest line between a title and its text that can be a user's name or rank, in characters.
const MOST_SMALL_CHARS: usize = 12;

/// Notes where the text comes from, takes away what else stands above the article of a page, and says which line is
/// the title.
pub(super) fn clear(page: &mut [Seen<'_>], article: &Range<usize>, is_page: bool) -> Option<usize> {
    let end = article.start.min(page.len());
    for seen in page.iter_mut().take(end).filter(|seen| seen.look == Look::Source) {
        seen.kind = LineKind::Source;
    }
    if !is_page {
        return None;
    }
    clear_bylines(page, article);
    let title = title(page, article)?;
    let run = run_above(page, title);
    let imprint = named_in_imprint(page, title);
    let name = page.get(title).map_or("", |seen| seen.body);
    // Above a chapter stands the name of its book.
    let is_in_book = page.get(title).is_some_and(is_chapter);
    let below: HashSet<&str> =
        page.get(title + 1..end).unwrap_or_default().iter().map(|seen| seen.body).collect();
    for (index, seen) in page.iter_mut().enumerate().take(title) {
        let n_han = seen.body.chars().filter(|c| is_han(*c)).count();
        let is_phrase = n_han >= 8 || seen.body.split(' ').count() >= 5;
        let is_near = (run.len() <= MOST_EYEBROWS && (n_han >= 5 || is_in_book))
            || (index + MOST_EYEBROWS >= title && is_phrase);
        let is_eyebrow = run.contains(&index)
            && is_near
            && !(seen.body.contains(name) || name.contains(seen.body))
            // What stands above and below a title is the name of its site or of its author.
            && !below.contains(seen.body)
            && !(is_site_name(&seen.folded) || is_names(seen.body))
            && (is_in_book || !imprint.contains(&seen.body))
            && !(is_field(seen.body) || is_latin_field(seen.body))
            && !is_figure(seen.body);
        if seen.look == Look::Plain && !is_eyebrow && !is_chapter(seen) {
            seen.clear();
        }
    }
    for seen in page.iter_mut().take(end).skip(title + 1) {
        if dates::is_only_date(&seen.folded) {
            seen.kind = LineKind::Source;
        }
    }
    note_authors(page, title + 1..end);
    let title_is_han = name.contains(is_han);
    // The same title in the other language.
    let is_second = page.get(title + 1).is_some_and(|seen| {
        let n_han = seen.body.chars().filter(|c| is_han(*c)).count();
        if title_is_han { n_han == 0 && seen.body.split(' ').count() >= 4 } else { n_han >= 4 }
    });
    clear_between(page, title + 1 + usize::from(is_second)..end);
    // Chapters have the name of their book above, and a line that begins so goes on from the title.
    let is_title = !is_in_book && !name.starts_with(['—', '─', '-', '（', '(']);
    is_title.then_some(title)
}

/// Notes the line of authors right below a title: `钱树人1，高小云1，Ito Kenji2`.
fn note_authors(page: &mut [Seen<'_>], between: Range<usize>) {
    /// Among how many lines below the title they stand.
    const MOST_LINES: usize = 8;

    for seen in page.get_mut(between).unwrap_or_default().iter_mut().take(MOST_LINES) {
        let is_author = byline::is_authors(seen.body) || byline::is_marked(seen.body);
        if seen.look == Look::Plain && is_author {
            seen.kind = LineKind::Source;
        }
    }
}

/// Notes the lines that say who wrote a text and when below a first sentence that stands right under the title.
fn clear_bylines(page: &mut [Seen<'_>], article: &Range<usize>) {
    /// Among how many lines of the article they stand.
    const MOST_LINES: usize = 8;

    let top = page.iter_mut().take(article.end).skip(article.start).take(MOST_LINES);
    for seen in top.filter(|seen| seen.look == Look::Source && !dates::is_bare_date(seen.body)) {
        seen.kind = LineKind::Source;
    }
}

/// The line above the article that looks most like its title.
fn title(page: &[Seen<'_>], article: &Range<usize>) -> Option<usize> {
    let known = page.iter().take(article.start).position(Seen::is_title);
    if known.is_some() {
        return known;
    }
    let may_be_title = |seen: &Seen<'_>| seen.may_be_title() && !is_item(seen);
    let text = page.get(article.clone()).unwrap_or_default().iter().take(12);
    let text = text.filter(|seen| seen.look == Look::Prose);
    let known: HashSet<String> = text.flat_map(|seen| pieces(&seen.folded_or_body())).collect();
    let end = article.start.min(page.len());
    let candidates = end.saturating_sub(MOST_HEAD_LINES)..end;
    let candidates = candidates.filter(|index| may_be_title(&page[*index]));
    // Of equals the upper one, but where the title itself ends the path above it.
    let best = candidates.rev().max_by_key(|index| score(page, *index, article, &known))?;
    let name = without_tag(page[best].body);
    (best..end).rev().find(|index| {
        let line = page[*index].body;
        line == page[best].body || is_alike(line, name)
    })
}

/// A title without the words in brackets before it, which say what it is filed under: `【碼頭】末班街渡載最後一程`.
fn without_tag(line: &str) -> &str {
    let tagged = line.strip_prefix('【').and_then(|rest| rest.split_once('】'));
    tagged.map(|(_, name)| name.trim_start()).filter(|name| is_long(name)).unwrap_or(line)
}

/// Whether two lines have the same signs, whatever spaces part them.
fn is_alike(line: &str, other: &str) -> bool {
    let has_sign = |c: &char| !c.is_whitespace();
    line.chars().filter(has_sign).eq(other.chars().filter(has_sign))
}

/// How much a line looks like the title.
fn score(page: &[Seen<'_>], index: usize, article: &Range<usize>, known: &HashSet<String>) -> i32 {
    let Some(line) = page.get(index) else { return 0 };
    let run_end =
        (index..article.start).find(|at| page[*at].look != Look::Plain).unwrap_or(article.start);
    let is_look = |at: usize, look: Look| page.get(at).is_some_and(|seen| seen.look == look);
    let follows_site =
        index.checked_sub(1).and_then(|at| page.get(at)).is_some_and(Seen::is_furniture);
    let is_named_above = line.body.chars().count() >= 4
        && page
            .iter()
            .take(MOST_HEAD_LINES)
            .any(|other| other.is_path() && other.body.ends_with(line.body));
    let is_passed_above = line.body.chars().count() >= 2
        && page.iter().take(MOST_HEAD_LINES).any(|other| {
            other.is_path() && other.body.contains(line.body) && !other.body.ends_with(line.body)
        });
    // The name of a site is named beside it as well.
    let is_named_beside = line.body.chars().count() >= 6
        && (!line.body.is_ascii() || line.body.split(' ').count() >= 3)
        && !is_office(line.body)
        && page
            .iter()
            .take(article.start)
            .enumerate()
            .any(|(at, other)| at != index && is_named_by(line.body, other.body));
    let own: HashSet<String> = pieces(&line.folded).into_iter().collect();
    let n_shared = own.intersection(known).count();
    // A line of a list has its like above.
    let follows_headline = index
        .checked_sub(1)
        .and_then(|at| page.get(at))
        .is_some_and(|above| above.look == Look::Plain && is_long(above.body));
    let is_long = is_long(line.body);
    let is_site_above = |at: usize| {
        page.get(at)
            .is_some_and(|seen| seen.look == Look::Source || dates::is_only_date(&seen.folded))
    };
    // A longer line between a headline and what says where it comes from goes on from the headline.
    let is_above_standfirst = index > 0
        && !follows_headline
        && !line.body.contains(['>', '›', '»', '|', '｜'])
        && !(is_field(line.body) || is_latin_field(line.body))
        && is_look(index + 2, Look::Source)
        && page.get(index + 1).is_some_and(|below| {
            below.look == Look::Plain && below.body.len() > line.body.len() && is_long
        });
    // The weights were found on pages of forty kinds of sites.
    let signs = [
        (follows_site, 1),
        (
            is_look(index + 1, Look::Source) || is_above_authors(page, index),
            if is_long { 4 } else { 2 },
        ),
        (is_above_standfirst, 6),
        (index > 0 && is_long && (index + 2..index + 4).any(is_site_above), 2),
        (is_lower(line.body), -4),
        (is_office(line.body), -4),
        (is_look(run_end, Look::Source), 1),
        ((index..article.start).any(|at| is_look(at, Look::Source)), 1),
        (run_end == article.start, 1),
        (is_long, 3),
        (is_named_above, 5),
        (is_passed_above, -4),
        (is_named_often(page, line.body) && !is_office(line.body), 6),
        (words::OFFICE_ENDS.end(&line.folded), -3),
        (is_named_beside, 4),
        (is_in_clauses(line.body), 2),
        (is_figure(line.body), -4),
        (words::CAPTIONS.begin(&line.folded), -6),
        (is_below_longer(page, index), -5),
        (line.body.ends_with('。'), -6),
        (line.body.starts_with(['—', '～', '〜']), -4),
        (is_below_path(page, index, article), 4),
        (is_site_name(&line.folded) || is_of_site(page, line.body), -5),
        (is_in_imprint(page, line.body), -8),
        (!is_long && is_at_foot(page, line.body, article), -5),
        (index == 0 && !is_long && article.start >= LEAST_HEAD, -4),
        (numbering(line.body).is_some(), -2),
        (is_value(page, index) || is_names(line.body), -6),
    ];
    let shared = (n_shared * 6 / own.len().max(1)).min(n_shared * 2) as i32;
    let named = shared + naming::weight(page, index, article);
    named + signs.iter().filter(|(holds, _)| *holds).map(|(_, weight)| weight).sum::<i32>()
}

/// Whether a short line comes again at the foot of the page, as the name of its site does.
fn is_at_foot(page: &[Seen<'_>], line: &str, article: &Range<usize>) -> bool {
    /// So many lines are the foot.
    const MOST_LINES: usize = 12;

    let foot = page.get(article.end.min(page.len())..).unwrap_or_default();
    line.chars().nth(2).is_some()
        && foot
            .iter()
            .rev()
            .take(MOST_LINES)
            .any(|seen| seen.body == line || (seen.is_furniture() && seen.body.contains(line)))
}

/// The lines above the title by which the site calls itself where it says whose it is.
fn named_in_imprint<'a>(page: &[Seen<'a>], title: usize) -> HashSet<&'a str> {
    let above = page.iter().take(title).map(|seen| seen.body);
    above.filter(|line| is_in_imprint(page, line)).collect()
}

/// Whether a line is what the site calls itself where it says whose it is: `© 2021 长汀城市研究院`.
fn is_in_imprint(page: &[Seen<'_>], line: &str) -> bool {
    /// Among how many lines at the head and at the foot of a page that stands.
    const MOST_LINES: usize = 40;

    let line = line.to_lowercase();
    let ends = page.iter().take(MOST_LINES).chain(page.iter().rev().take(MOST_LINES));
    let mut foot = ends.filter(|seen| seen.is_imprint());
    line.chars().nth(2).is_some()
        && foot.any(|seen| {
            let body = seen.body.to_lowercase();
            body != line && body.contains(&line)
        })
}

/// Whether a line is as long as headlines are.
fn is_long(line: &str) -> bool {
    let n_of = |is_kind: fn(char) -> bool| line.chars().filter(|c| is_kind(*c)).count();
    n_of(is_han) >= 6 || n_of(is_wide) >= 16 || line.split(' ').count() >= 3
}

/// Latin words without a capital letter: what a text is filed under.
fn is_lower(line: &str) -> bool {
    line.is_ascii()
        && line.contains(' ')
        && line.starts_with(|c: char| c.is_ascii_lowercase())
        && !line.contains(|c: char| c.is_ascii_uppercase())
}

/// The name of an office and nothing else, as it stands above and below what it publishes.
fn is_office(line: &str) -> bool {
    /// Longest such name, in characters.
    const MOST_CHARS: usize = 12;

    words::OFFICE_ENDS.end(line) && line.chars().all(is_han) && line.chars().count() <= MOST_CHARS
}

/// Whether a line is made of clauses, as the names of sites and users are not.
fn is_in_clauses(line: &str) -> bool {
    line.contains(['，', '？', '！']) && line.chars().filter(|c| is_han(*c)).count() >= 10
}

/// Whether the names of authors stand right below a line.
fn is_above_authors(page: &[Seen<'_>], index: usize) -> bool {
    page.get(index + 1).is_some_and(|below| byline::is_authors(below.body))
}

/// Whether `other` names the line with something before it, or with what no title has behind it: a path without
/// separators, a label, a file's name.
fn is_named_by(line: &str, other: &str) -> bool {
    let rest =
        other.rsplit_once(line).filter(|(before, rest)| !(before.is_empty() && rest.is_empty()));
    let goes_on = |rest: &str| rest.trim_start().starts_with(char::is_alphanumeric);
    rest.is_some_and(|(before, rest)| {
        !rest.starts_with(|c: char| is_han(c) || c == '，') && !(before.is_empty() && goes_on(rest))
    })
}

/// Whether several lines begin with the whole line, as those about a recipe do with its name.
fn is_named_often(page: &[Seen<'_>], line: &str) -> bool {
    /// How many lines are looked at.
    const MOST_LINES: usize = 1_000;

    let begins = |seen: &&Seen<'_>| seen.body.len() > line.len() && seen.body.starts_with(line);
    let is_phrase = !line.is_ascii() || line.split(' ').count() >= 2;
    is_phrase
        && line.chars().count() >= 4
        && page.iter().take(MOST_LINES).filter(begins).take(2).count() == 2
}

/// Whether a few characters stand below what may be a title: who wrote it.
fn is_below_longer(page: &[Seen<'_>], index: usize) -> bool {
    let n_chars = |seen: &Seen<'_>| seen.body.chars().count();
    let mut above = page[index.saturating_sub(3)..index].iter();
    let may_be_title =
        |seen: &Seen<'_>| seen.may_be_title() && !is_names(seen.body) && n_chars(seen) >= 8;
    n_chars(&page[index]) <= 5 && above.any(may_be_title)
}

/// Whether it is the first line that can be a title below the last path through the site.
fn is_below_path(page: &[Seen<'_>], index: usize, article: &Range<usize>) -> bool {
    let end = article.start.min(page.len());
    let path = (end.saturating_sub(MOST_HEAD_LINES)..end).rev().find(|at| page[*at].is_path());
    path.is_some_and(|path| {
        (path + 1..page.len()).find(|at| page[*at].may_be_title()) == Some(index)
    })
}

/// The pairs of Chinese characters and the longer words of a line.
fn pieces(line: &str) -> Vec<String> {
    let letters: Vec<char> = line.chars().collect();
    let is_katakana = |c: char| matches!(c, 'ァ'..='ヺ' | 'ー');
    let pairs = letters.windows(2);
    let pairs = pairs.filter(|pair| pair.iter().all(|c| is_han(*c) || is_katakana(*c)));
    let pairs = pairs.map(|pair| pair.iter().collect());
    let words = line.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() >= 4);
    pairs.chain(words.map(str::to_owned)).collect()
}

/// The lines right above the title with nothing between.
fn run_above(page: &[Seen<'_>], title: usize) -> Range<usize> {
    let is_other = |index: &usize| page[*index].look != Look::Plain;
    let start = (0..title).rev().find(is_other).map_or(0, |other| other + 1);
    start..title
}

/// Whether the line names a site rather than a text.
fn is_site_name(line: &str) -> bool {
    let name = line.split(['-', '_', '—', '|', ' ']).next().unwrap_or_default().trim();
    let is_path =
        line.split(" - ").count() >= 3 && line.split(" - ").all(|part| part.chars().count() <= 8);
    let ends = |text: &str| words::SITE_ENDS.end(text);
    let squashed: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    ends(line) || ends(name) || ends(&squashed) || line.contains("欢迎") || is_path
}

/// The name with which the page begins, and a word or two more: 海角新闻综合.
fn is_of_site(page: &[Seen<'_>], line: &str) -> bool {
    let name = page.first().map_or("", |seen| seen.body);
    let rest = line.strip_prefix(name).map_or(0, |rest| rest.chars().count());
    let is_site = |name: &str| {
        let mut others = page.iter().skip(1).filter(|seen| seen.is_furniture() || seen.is_path());
        others.any(|seen| seen.body.contains(name))
    };
    name.chars().nth(2).is_some() && (1..=4).contains(&rest) && is_site(name)
}

/// A short label with its value: 等级：小学五年级.
fn is_field(line: &str) -> bool {
    line.contains('\t')
        || line.split_once(['：', ':']).is_some_and(|(label, _)| label.chars().count() <= 6)
}

/// The same where it stands beside others or what stands behind the label is no headline, which may have a colon too.
fn is_value(page: &[Seen<'_>], index: usize) -> bool {
    /// Fewest characters of what is a headline.
    const LEAST_CHARS: usize = 7;

    let is_field_at =
        |at: Option<usize>| at.and_then(|at| page.get(at)).is_some_and(|seen| is_field(seen.body));
    let line = page[index].body;
    let value = line.split_once(['：', ':']).map_or("", |(_, value)| value.trim());
    // A Chinese headline may have two clauses side by side.
    let is_clause = |part: &str| part.chars().nth(3).is_some() && part.contains(is_han);
    let is_headline = value.chars().nth(LEAST_CHARS - 1).is_some()
        && !value.contains(|c: char| c.is_ascii_digit())
        && (!value.contains([' ', '\u{3000}']) || value.split([' ', '\u{3000}']).all(is_clause));
    let is_beside_others = is_field_at(index.checked_sub(1)) || is_field_at(Some(index + 1));
    is_field(line) && (is_beside_others || !is_headline)
}

/// A single word with its value: `Location: Dundee`.
fn is_latin_field(line: &str) -> bool {
    let label = line.split_once(": ").map_or("", |(label, _)| label);
    !label.is_empty() && label.chars().all(|c| c.is_ascii_alphabetic())
}

/// A name with a figure behind it, as prices and scores have: 苹果 3.20元/斤 ↑.
fn is_figure(line: &str) -> bool {
    let words: Vec<&str> =
        line.split([' ', '\u{3000}', '\t']).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
    let is_short = line.chars().count() <= 20;
    let n_figures = words.iter().skip(1).filter(|word| is_number(word)).count();
    is_short && n_figures >= 1 && words.len() <= 4
}

/// Three short names or more side by side.
fn is_names(line: &str) -> bool {
    let mut names = line.split([' ', '\u{3000}', '\t']).filter(|name| !name.is_empty());
    // Single characters are a heading set wide.
    let n_chars: usize = names.clone().map(|name| name.chars().count()).sum();
    let n_names = names.clone().count();
    // Small words in a line of Latin letters are a phrase: `The chair nobody would sit on`.
    let is_name = |name: &str| !name.starts_with(char::is_lowercase);
    n_names >= 3
        && n_chars > n_names
        && names.all(|name| name.chars().count() <= 6 && is_name(name))
}

/// Whether the line is one of a numbered list.
fn is_item(seen: &Seen<'_>) -> bool {
    numbering(seen.body).is_some_and(|(kind, _)| kind >= Numbering::Han)
}

fn is_chapter(seen: &Seen<'_>) -> bool {
    // 第七迴 is 第七回 in the wrong characters.
    numbering(&seen.folded_or_body()).is_some_and(|(kind, _)| kind <= Numbering::Section)
}

/// Takes away what stands between a title and its text, but for its own lines: names and ranks of users.
fn clear_between(page: &mut [Seen<'_>], between: Range<usize>) {
    /// Fewest lines of a poem.
    const LEAST_VERSES: usize = 6;

    let is_forum = is_forum(page);
    let is_site =
        |seen: &Seen<'_>| matches!(seen.look, Look::Furniture | Look::Control | Look::Source);
    let last_site = between.clone().rev().find(|index| page.get(*index).is_some_and(is_site));
    let end = last_site.unwrap_or(between.start);
    let are_plain = |a: &Seen<'_>, b: &Seen<'_>| a.look == Look::Plain && b.look == Look::Plain;
    let runs = page.get_mut(between.start..end).unwrap_or_default().chunk_by_mut(are_plain);
    // So many short lines in a row are no names, but a poem above what is said of it.
    for seen in runs.filter(|run| is_forum || run.len() < LEAST_VERSES).flatten() {
        let n_chars = seen.body.chars().count();
        let is_name = n_chars <= 2 * MOST_SMALL_CHARS
            && seen.body.is_ascii()
            && seen.body.split(' ').count() <= 3;
        let is_small = n_chars <= MOST_SMALL_CHARS || is_name;
        let is_own = numbering(seen.body).is_some()
            || seen.body.starts_with(['—', '（', '(', '─', '-'])
            || seen.body.ends_with(['：', ':', '，', ','])
            // Small words end no sentence: verse does.
            || (n_chars > 2 && seen.body.ends_with(is_sentence_end))
            || (!is_forum && seen.body.contains(['：', ':', '\t']));
        if seen.look == Look::Plain && (is_forum || is_small) && !is_own {
            seen.clear();
        }
    }
}
