//! The contents that a page has of itself, and what they, or the page's own order, show to be the article's.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::clean::page::look::{Look, Seen};
use crate::clean::page::shape::{is_border, n_borders};
use crate::clean::page::words;
use crate::text::chars::has_more_chars;
use crate::text::numbering::numbering;

/// Fewest entries of a page's contents.
const LEAST_ENTRIES: usize = 3;
/// Longest entry, in characters.
const MOST_ENTRY_CHARS: usize = 40;

/// Takes away the contents of a page, whose entries come again below in the same order, and keeps the headings
/// that they name.
pub(super) fn settle(page: &mut [Seen<'_>]) {
    let places = places(page);
    let mut at = 0;
    while at < page.len() {
        let named = named_from(page, &places, at);
        let end = at + named.len();
        if named.len() >= LEAST_ENTRIES && named.iter().any(|heading| heads_text(page, *heading)) {
            page[at..end].iter_mut().for_each(Seen::clear);
            let label = at.checked_sub(1).filter(|above| is_label(&page[*above].folded));
            label.into_iter().for_each(|above| page[above].clear());
            named.into_iter().for_each(|heading| page[heading].keep());
        }
        at = end.max(at + 1);
    }
}

/// Where each short line stands, in order.
fn places<'a>(page: &[Seen<'a>]) -> FxHashMap<&'a str, Vec<usize>> {
    let mut places: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (index, seen) in page.iter().enumerate().filter(|(_, seen)| is_entry(seen)) {
        places.entry(without_tool(seen.body)).or_default().push(index);
    }
    places
}

/// The places of the headings that the lines from `at` on name, as far as each comes again behind the last.
fn named_from(page: &[Seen<'_>], places: &FxHashMap<&str, Vec<usize>>, at: usize) -> Vec<usize> {
    let mut named: Vec<usize> = Vec::new();
    for (index, seen) in page.iter().enumerate().skip(at) {
        if !is_entry(seen) {
            break;
        }
        let least = named.last().map_or(index + 1, |last| last + 1);
        let again = [without_tool(seen.body), entry_name(seen.body)].into_iter().find_map(|name| {
            let places = places.get(name)?;
            let again = *places.get(places.partition_point(|place| *place < least))?;
            // A word to click on may be a heading only if it has text below it.
            (page[again].look != Look::Control || heads_text(page, again)).then_some(again)
        });
        let Some(again) = again else { break };
        // Where the headings begin, the contents are over.
        if named.first().is_some_and(|first| *first <= index) {
            break;
        }
        named.push(again);
    }
    // What the last entries name must not lie among the entries.
    let end = at + named.len();
    if named.first().is_some_and(|first| *first < end) { Vec::new() } else { named }
}

/// Whether a paragraph or an item stands soon below.
fn heads_text(page: &[Seen<'_>], heading: usize) -> bool {
    let mut below = page[heading + 1..].iter().take(4);
    below.any(|seen| seen.look == Look::Prose || seen.is_item())
}

fn is_entry(seen: &Seen<'_>) -> bool {
    (matches!(seen.look, Look::Plain | Look::Control) || seen.is_question())
        && seen.body.chars().any(char::is_alphabetic)
        && !has_more_chars(seen.body, MOST_ENTRY_CHARS)
}

/// A heading without what one clicks on behind it to edit it: `Feeding[edit]`, `起源[编辑]`.
fn without_tool(line: &str) -> &str {
    let tools = ["[]", "[edit]", "[ edit ]", "[编辑]", "[編輯]", "[編集]", "编辑本段"];
    tools.into_iter().find_map(|tool| line.strip_suffix(tool)).map_or(line, str::trim_end)
}

/// The entry without its bullet, its number or the page before it: `1 形态特征`, `第2页：照度`, `· 起源`.
fn entry_name(line: &str) -> &str {
    let is_mark = |c: char| c.is_ascii_digit() || c.is_whitespace() || "·•▪■◆●-—.、)）".contains(c);
    let page = line.strip_prefix('第').and_then(|rest| rest.split_once("页"));
    let name = page.filter(|(number, _)| number.len() <= 3).map_or(line, |(_, name)| name);
    let bare = name.trim_start_matches(['：', ':']).trim_start_matches(is_mark);
    if bare.len() < line.len() {
        return bare;
    }
    numbering(line).and_then(|(_, length)| line.get(length..)).unwrap_or(line)
}

fn is_label(folded: &str) -> bool {
    let name: String = folded.chars().filter(|c| c.is_alphabetic()).collect();
    ["目录", "文章目录", "本文目录", "文章导航", "contents", "tableofcontents", "目次", "もくじ"]
        .contains(&name.as_str())
}

/// Keeps the notes and references below an article: a label with numbered lines right below it.
pub(super) fn keep_notes(page: &mut [Seen<'_>]) {
    let is_site = |seen: &Seen<'_>| matches!(seen.look, Look::Furniture | Look::Control);
    let mut at = 0;
    while at < page.len() {
        let end = if words::NOTES.are_all(&page[at].folded) {
            // What edits the section may stand between.
            let between = page[at + 1..].iter().take(2);
            let n_between = between.take_while(|seen| is_site(seen) && !seen.is_opener()).count();
            let first = at + 1 + n_between;
            let below = page[first..].iter();
            let n_notes = below.take_while(|seen| seen.is_item() && !seen.is_furniture()).count();
            if n_notes > 0 { first + n_notes } else { at }
        } else {
            at
        };
        page[at..end].iter_mut().filter(|seen| !is_site(seen)).for_each(Seen::keep);
        at = end.max(at + 1);
    }
}

/// Keeps numbers that stand alone and count up from one: the parts of an essay.
pub(super) fn keep_parts(page: &mut [Seen<'_>]) {
    let value = |seen: &Seen<'_>| {
        let is_number = (1..=2).contains(&seen.body.len());
        is_number.then(|| seen.body.parse::<u32>().ok()).flatten()
    };
    let numbers: Vec<(usize, u32)> =
        page.iter().enumerate().filter_map(|(at, seen)| Some((at, value(seen)?))).collect();
    let counts_up = numbers.iter().zip(1..).all(|((_, value), wanted)| *value == wanted);
    // Numbers of a list stand side by side.
    let are_apart = numbers
        .windows(2)
        .all(|pair| page[pair[0].0..pair[1].0].iter().any(|seen| seen.look == Look::Prose));
    if numbers.len() >= 2 && counts_up && are_apart {
        numbers.into_iter().for_each(|(at, _)| page[at].keep());
    }
}

/// Fewest rows of a table.
const LEAST_ROWS: usize = 3;

/// How many lines from `at` on have as many borders of cells.
fn n_rows(page: &[Seen<'_>], at: usize) -> usize {
    let n_columns = n_borders(page[at].body);
    let is_row = |seen: &Seen<'_>| n_borders(seen.body) == n_columns || is_border(seen.body);
    if n_columns == 0 { 0 } else { page[at..].iter().take_while(|seen| is_row(seen)).count() }
}

/// Takes the rows of tables with bars for what they are: one line of them looks like a menu.
pub(super) fn settle_tables(page: &mut [Seen<'_>]) {
    let mut at = 0;
    while at < page.len() {
        let n_rows = if memchr::memchr(b'|', page[at].body.as_bytes()).is_some() {
            n_rows(page, at)
        } else {
            0
        };
        if n_rows >= LEAST_ROWS {
            page[at..at + n_rows].iter_mut().for_each(Seen::set_plain);
        }
        at += n_rows.max(1);
    }
}

/// Keeps the tables of an article: rows of as many cells, one below the other, whatever stands in them.
pub(super) fn keep_tables(page: &mut [Seen<'_>], article: &Range<usize>) {
    let mut end = article.end;
    let mut at = article.start;
    while at <= end && at < page.len() {
        let n_rows = n_rows(page, at);
        if n_rows >= LEAST_ROWS {
            page[at..at + n_rows].iter_mut().for_each(Seen::keep_as_plain);
            end = end.max(at + n_rows);
        }
        at += n_rows.max(1);
    }
}
