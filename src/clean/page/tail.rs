//! What stands below an article: comments, lists of other things, the site's footer.

use std::ops::Range;

use crate::clean::page::look::{Look, Seen};
use crate::clean::page::{LineKind, words};
use crate::clean::{dates, meta};
use crate::text::chars::is_han;
use crate::text::numbering::numbering;

/// The line from which on nothing is the article's: one that opens a list of other things, with little prose
/// behind it.
pub(super) fn opener(page: &[Seen<'_>], first: usize) -> Option<usize> {
    let weight = |seen: &Seen<'_>| if seen.look == Look::Prose { seen.body.len() } else { 0 };
    let all: usize = page.iter().map(weight).sum();
    let mut before = 0;
    page.iter().enumerate().find_map(|(index, seen)| {
        // A link amid the text opens nothing.
        let is_turn = words::TURNS.are_all(&seen.folded);
        let is_link = !is_turn && page.get(index + 1).is_some_and(|next| next.look == Look::Prose);
        // Answers and comments may be longer than what they are to.
        let is_last = (all - before) * 3 < before
            || (is_turn && all - before <= before)
            || words::TALK.are_in(&seen.folded);
        before += weight(seen);
        (index > first && seen.is_opener() && !is_link && is_last).then_some(index)
    })
}

/// Takes away what stands below the article.
pub(super) fn clear(page: &mut [Seen<'_>], article: &Range<usize>) {
    let opener = opener(page, article.start);
    // Below what several lines show to be the footer, the rest belongs to it too.
    let is_footer =
        |seen: &Seen<'_>| matches!(seen.look, Look::Furniture | Look::Control | Look::Notice);
    let below = || page.iter().enumerate().skip(article.end);
    let n_footer = below().filter(|(_, seen)| is_footer(seen)).count();
    let footer = below().find(|(_, seen)| is_footer(seen)).map(|(index, _)| index);
    let footer = footer.filter(|_| n_footer >= 2);
    let end = [opener, footer].into_iter().flatten().min().unwrap_or(page.len());
    let part = last_part(page, article, n_footer);
    clear_lists_within(page, article);
    clear_controls_within(page, article);
    for (index, seen) in page.iter_mut().enumerate().skip(article.end) {
        let is_below = index >= end && !(index < end + 3 && is_signature(seen.body));
        if is_below || (n_footer >= 3 && index >= part && is_scrap(seen)) {
            seen.clear();
        } else if meta::is_credit(&seen.folded) || is_edited(seen) {
            seen.kind = LineKind::Source;
        }
    }
}

/// Where the last part of an article ends, if it is made of short lines: what stood on the blackboard.
fn last_part(page: &[Seen<'_>], article: &Range<usize>, n_footer: usize) -> usize {
    /// Fewest lines of such a part; fewer are scraps.
    const LEAST_LINES: usize = 3;
    /// Fewest lines of a footer below which they are scraps in any case.
    const SURE_FOOTER: usize = 4;

    let below = page.iter().skip(article.end);
    let n_lines =
        below.take_while(|seen| seen.look == Look::Plain && !is_signature(seen.body)).count();
    let is_part = n_lines >= LEAST_LINES && n_footer < SURE_FOOTER;
    article.end + if is_part { n_lines } else { 0 }
}

/// Whether a label has what it speaks of behind it on its line.
fn has_link(line: &str) -> bool {
    line.split_once([':', '：']).is_some_and(|(_, link)| link.trim().chars().count() >= 6)
}

/// When it was written or edited, with the time: 编辑于 2021-06-18 21:40.
fn is_edited(seen: &Seen<'_>) -> bool {
    seen.look == Look::Source && !dates::is_bare_date(seen.body)
}

/// A date alone, or the name of an office: what stands below a notice.
fn is_signature(line: &str) -> bool {
    let is_office = words::OFFICE_ENDS.end(line) || words::ROLES.begin(line);
    let is_end = matches!(line, "完" | "全文完" | "（完）" | "Ends" | "ENDS" | "END");
    dates::is_bare_date(line) || is_end || (is_office && line.chars().count() <= 30)
}

/// A few words that are no signature, no note and no item: what footers are made of.
fn is_scrap(seen: &Seen<'_>) -> bool {
    let line = seen.body;
    let is_part = ["附", "注", "（", "(", "[", "【", "—", "表", "图"]
        .iter()
        .any(|start| line.starts_with(start));
    // A word and what it means: `kite n. 风筝`.
    let is_entry = line.contains(is_han) && line.contains(|c: char| c.is_ascii_lowercase());
    let is_text = is_entry
        || line.contains(['，', '、', '；', '。', '！', '？', '：', ':', '\t'])
        || numbering(line).is_some();
    seen.look == Look::Plain
        && line.chars().count() <= 12
        && !(is_part || is_text || is_signature(line))
}

/// Takes away what follows a line inside the article that opens a list of other things, up to the next text.
fn clear_lists_within(page: &mut [Seen<'_>], article: &Range<usize>) {
    let mut is_list = false;
    for seen in page.iter_mut().take(article.end).skip(article.start) {
        let is_item = seen.look != Look::Prose && numbering(seen.body).is_none();
        // A link behind its label opens no list: `Read next: …`.
        let opens = seen.is_opener() && !has_link(seen.body);
        is_list = opens || (is_list && is_item && !seen.is_opener());
        if is_list || seen.is_opener() {
            seen.clear();
        }
    }
    clear_scraps_within(page, article);
}

/// Takes away words to click on inside the article that stand in a row, and lines in parentheses that name who
/// had a part in it.
fn clear_controls_within(page: &mut [Seen<'_>], article: &Range<usize>) {
    /// Fewest words in a row.
    const LEAST_ROW: usize = 3;

    let is_control = |seen: &Seen<'_>| matches!(seen.look, Look::Control | Look::Furniture);
    let mut start = article.start;
    for at in article.start..=article.end.min(page.len()) {
        let seen = page.get(at).filter(|_| at < article.end);
        if seen.is_some_and(is_control) {
            continue;
        }
        if at - start >= LEAST_ROW {
            page[start..at].iter_mut().for_each(Seen::clear);
        }
        start = at + 1;
    }
    let inside = page.iter_mut().take(article.end).skip(article.start);
    let is_enclosed = |line: &str| {
        line.starts_with(['(', '（', '[', '【']) && line.ends_with([')', '）', ']', '】'])
    };
    for seen in inside.filter(|seen| is_enclosed(seen.body) && meta::is_credit(&seen.folded)) {
        seen.kind = LineKind::Source;
    }
}

/// Takes away short lines inside the article that stand between lines of the site.
fn clear_scraps_within(page: &mut [Seen<'_>], article: &Range<usize>) {
    /// Longest such line, in characters.
    const MOST_CHARS: usize = 20;

    // Marks alone stand between lines of code as well.
    let is_word = |seen: &Seen<'_>| seen.body.chars().any(char::is_alphabetic);
    let is_site = |seen: &Seen<'_>| {
        seen.kind == LineKind::Furniture
            || seen.look == Look::Furniture
            || (seen.look == Look::Control && is_word(seen))
    };
    for at in article.start + 1..article.end.min(page.len().saturating_sub(1)) {
        let is_between = is_site(&page[at - 1]) && is_site(&page[at + 1]);
        let seen = &mut page[at];
        let is_scrap = seen.look == Look::Plain && seen.body.chars().count() <= MOST_CHARS;
        if is_between && is_scrap && numbering(seen.body).is_none() {
            seen.clear();
        }
    }
}
