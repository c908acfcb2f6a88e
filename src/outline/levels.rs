//! Levels of headings, by the logic of their numbering and by what stands right below what.

use std::collections::{BTreeMap, BTreeSet};

use crate::outline::headings::is_section_name;
use crate::outline::lines::Line;
use crate::text::numbering::{Numbering, ordinal_value};

/// The level of each of the `chosen` lines, 1 the highest: kinds of numbering that occur, in their order. Unnumbered ones
/// stand where 一、 would, or where `ranks` puts them.
pub(super) fn levels(
    lines: &[Line<'_>],
    chosen: &[usize],
    ranks: &BTreeMap<usize, Numbering>,
) -> Vec<u8> {
    let kind = |at: &usize| lines[*at].numbering.map(|(kind, _)| kind);
    let numbered = chosen.iter().filter_map(kind).min();
    let is_numbered = |at: &usize| kind(at).is_some() || ranks.contains_key(at);
    let are_frame = frames(lines, chosen, &is_numbered);
    let headed = headed(lines, chosen, &is_numbered);
    let rank = |at: &usize| match (numbered, ranks.get(at)) {
        // References and thanks stand beside the chapters of a book.
        (Some(highest), _) if is_beside_chapters(lines[*at].text) => highest,
        (Some(highest), None) if are_frame && kind(at).is_none() => highest,
        (_, Some(rank)) => *rank,
        _ => kind(at).unwrap_or(Numbering::Han),
    };
    // Each level with whether it stands below an unnumbered heading, and so one deeper.
    let rank = |at: &usize| {
        let is_below = headed.contains(at) && rank(at) == Numbering::Han;
        (rank(at), is_below)
    };
    let ranks: BTreeSet<(Numbering, bool)> = chosen.iter().map(rank).collect();
    let level = |at: &usize| {
        let above = ranks.iter().position(|other| *other == rank(at)).unwrap_or_default();
        (above as u8 + 1).min(6)
    };
    chosen.iter().map(level).collect()
}

/// Whether a heading without number stands beside numbered ones as high as they are, whatever their kind.
fn is_beside_chapters(text: &str) -> bool {
    const NAMES: [&str; 4] = ["附则", "附則", "附录", "附錄"];
    const TABLES: [&str; 2] = ["别表", "別表"];

    let name: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    is_section_name(&name)
        || NAMES.contains(&name.as_str())
        || TABLES.iter().any(|table| name.starts_with(table))
}

/// Whether all unnumbered headings stand before the first numbered one or behind the last, as a summary and thanks do
/// around the parts of a paper, with text of their own.
fn frames(lines: &[Line<'_>], chosen: &[usize], is_numbered: &impl Fn(&usize) -> bool) -> bool {
    let first = chosen.iter().position(is_numbered);
    let last = chosen.iter().rposition(is_numbered);
    let (Some(first), Some(last)) = (first, last) else { return false };
    let top = |at: &usize| lines[*at].numbering.map(|(kind, _)| kind);
    let highest = chosen.iter().filter_map(top).min();
    let n_highest = chosen.iter().filter(|at| top(at) == highest).count();
    let inner = chosen.get(first..=last).unwrap_or_default();
    let has_text = |at: &usize| chosen.binary_search(&(at + 1)).is_err();
    let outer = || chosen.iter().take(first).chain(chosen.iter().skip(last + 1));
    // Steps of a recipe are numbered 1. as well, and parts of what its names without numbers head.
    let is_deep = inner.iter().any(|at| top(at) == Some(Numbering::Decimal(2)));
    let is_high = highest.is_some_and(|kind| kind <= Numbering::Section);
    (is_high || (is_deep && highest == Some(Numbering::Decimal(1))))
        && n_highest >= 3
        && top(&chosen[first]) == highest
        && inner.iter().all(is_numbered)
        && outer().all(has_text)
}

/// The numbered headings that begin right below an unnumbered one and end before the next of those: parts of what it
/// heads, as 一、 and 二、 below 教学过程.
fn headed(
    lines: &[Line<'_>],
    chosen: &[usize],
    is_numbered: &impl Fn(&usize) -> bool,
) -> BTreeSet<usize> {
    let kind = |at: usize| lines[at].numbering.map(|(kind, _)| kind);
    let mut found = BTreeSet::new();
    let mut n_runs = 0;
    for (index, at) in chosen.iter().enumerate().filter(|(_, at)| is_numbered(at)) {
        let above = index.checked_sub(1).map(|above| chosen[above]);
        let begins = above.is_some_and(|above| !is_numbered(&above));
        if !begins {
            continue;
        }
        let is_right_below = above.is_some_and(|above| above + 1 == *at);
        let is_first = ordinal_value(lines[*at].text) == Some(1);
        let run = chosen.iter().skip(index).take_while(|at| is_numbered(at));
        n_runs += 1;
        if is_right_below && is_first {
            found.extend(run.filter(|other| kind(**other) == kind(*at)));
        } else {
            return BTreeSet::new();
        }
    }
    // Where a numbered one stands above all others, the unnumbered are its own.
    let is_above = chosen.first().is_some_and(is_numbered);
    if is_above || n_runs == 0 { BTreeSet::new() } else { found }
}
