//! Levels of headings, by the logic of their numbering.

use std::collections::BTreeSet;

use crate::outline::headings::is_section_name;
use crate::outline::lines::Line;
use crate::text::numbering::Numbering;

/// The rank of a heading: unnumbered ones stand where 一、 would.
fn rank(line: &Line<'_>) -> Numbering {
    line.numbering.map_or(Numbering::Han, |(kind, _)| kind)
}

/// The level of each heading, 1 the highest: kinds of numbering that occur, in their order.
pub(super) fn levels(headings: &[&Line<'_>]) -> Vec<u8> {
    let numbered = headings.iter().filter_map(|line| line.numbering.map(|(kind, _)| kind)).min();
    // References and thanks stand beside the chapters of a book.
    let rank = |line: &&Line<'_>| match numbered {
        Some(highest) if is_section_name(line.text) => highest,
        _ => rank(line),
    };
    let ranks: BTreeSet<Numbering> = headings.iter().map(rank).collect();
    let level = |line: &&Line<'_>| {
        let above = ranks.iter().position(|other| *other == rank(line)).unwrap_or_default();
        (above as u8 + 1).min(6)
    };
    headings.iter().map(level).collect()
}
