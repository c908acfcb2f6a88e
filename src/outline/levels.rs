//! Levels of headings, by the logic of their numbering.

use std::collections::{BTreeMap, BTreeSet};

use crate::outline::headings::is_section_name;
use crate::outline::lines::Line;
use crate::text::numbering::Numbering;

/// The level of each of the `chosen` lines, 1 the highest: kinds of numbering that occur, in their order. Unnumbered ones
/// stand where 一、 would, or where `ranks` puts them.
pub(super) fn levels(
    lines: &[Line<'_>],
    chosen: &[usize],
    ranks: &BTreeMap<usize, Numbering>,
) -> Vec<u8> {
    let kind = |at: &usize| lines[*at].numbering.map(|(kind, _)| kind);
    let numbered = chosen.iter().filter_map(kind).min();
    let rank = |at: &usize| match (numbered, ranks.get(at)) {
        // References and thanks stand beside the chapters of a book.
        (Some(highest), _) if is_section_name(lines[*at].text) => highest,
        (_, Some(rank)) => *rank,
        _ => kind(at).unwrap_or(Numbering::Han),
    };
    let ranks: BTreeSet<Numbering> = chosen.iter().map(rank).collect();
    let level = |at: &usize| {
        let above = ranks.iter().position(|other| *other == rank(at)).unwrap_or_default();
        (above as u8 + 1).min(6)
    };
    chosen.iter().map(level).collect()
}
