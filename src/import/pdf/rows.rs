//! Glyphs to rows: what stands on one line of the page, whatever column it belongs to.

use crate::import::pdf::glyphs::Glyph;
use crate::import::raised::Raised;

/// Baselines this near are one, in ems.
const SAME_BASE: f32 = 0.18;
/// Glyphs of a lower size than this part of the row's may be raised or lowered in it; browsers set them five sixths as
/// large.
const SMALL: f32 = 0.86;
/// A figure of such a size is raised or lowered where it stands off the line by so many ems.
const FIGURE_BASE: f32 = 0.05;
/// The same glyph this near over itself is drawn twice to look bold, in ems.
const DOUBLED: f32 = 0.2;
/// Gaps wider than this are more than those between words, in ems.
pub(super) const WORD_GAP: f32 = 0.75;

/// Glyphs on one line of the page, from left to right.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) base: f32,
    pub(super) size: f32,
    pub(super) glyphs: Vec<Glyph>,
    /// The stretches between wide gaps, each from left to right.
    pub(super) words: Vec<(f32, f32)>,
    /// The cells of a table's row, each with the rows in it; such a row has no other glyphs.
    pub(super) cells: Vec<Vec<Self>>,
}

impl Row {
    /// A row of glyphs; none if they show nothing.
    pub(super) fn new(mut glyphs: Vec<Glyph>) -> Option<Self> {
        glyphs.sort_by(|a, b| a.left.total_cmp(&b.left));
        let first = glyphs.iter().position(|glyph| !glyph.c.is_whitespace())?;
        let last = glyphs.iter().rposition(|glyph| !glyph.c.is_whitespace())?;
        glyphs.truncate(last + 1);
        glyphs.drain(..first);
        glyphs.dedup_by(|later, earlier| {
            later.c == earlier.c
                && !later.c.is_whitespace()
                && later.left - earlier.left < DOUBLED * earlier.size
        });
        let size = median(glyphs.iter().map(|glyph| glyph.size));
        let base = median(glyphs.iter().map(|glyph| glyph.base));
        for glyph in glyphs.iter_mut().filter(|glyph| glyph.size < SMALL * size) {
            let below = glyph.base - base;
            let way = if below > 0.0 { Raised::Down } else { Raised::Up };
            let is_figure = glyph.c.is_ascii_digit() && below.abs() > FIGURE_BASE * size;
            glyph.raised = glyph.raised.or(is_figure.then_some(way));
        }
        let words = words(&glyphs, size);
        Some(Self { base, size, glyphs, words, cells: Vec::new() })
    }

    /// The row of a table with these cells; none if nothing stands in them. It has no gap, so that no column ends in it.
    pub(super) fn of_cells(cells: Vec<Vec<Self>>) -> Option<Self> {
        let rows = || cells.iter().flatten();
        let base = rows().map(|row| row.base).reduce(f32::min)?;
        let left = rows().map(Self::left).fold(f32::MAX, f32::min);
        let right = rows().map(Self::right).fold(f32::MIN, f32::max);
        let size = median(rows().map(|row| row.size));
        Some(Self { base, size, glyphs: Vec::new(), words: vec![(left, right)], cells })
    }

    pub(super) fn left(&self) -> f32 {
        self.words.first().map_or(0.0, |word| word.0)
    }

    pub(super) fn right(&self) -> f32 {
        self.words.last().map_or(0.0, |word| word.1)
    }

    /// The row on both sides of a place that none of its words covers.
    pub(super) fn split(self, at: f32) -> (Option<Self>, Option<Self>) {
        if !self.cells.is_empty() {
            return if self.left() < at { (Some(self), None) } else { (None, Some(self)) };
        }
        let (left, right) = self.glyphs.into_iter().partition(|glyph| glyph.left < at);
        (Self::new(left), Self::new(right))
    }
}

/// The middle of some values; 0 if there are none.
pub(super) fn median(values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.collect();
    let middle = values.len() / 2;
    let Some(first) = values.first().copied() else { return 0.0 };
    if values.iter().all(|value| value.to_bits() == first.to_bits()) {
        return first;
    }
    *values.select_nth_unstable_by(middle, f32::total_cmp).1
}

fn words(glyphs: &[Glyph], size: f32) -> Vec<(f32, f32)> {
    let mut words: Vec<(f32, f32)> = Vec::new();
    for glyph in glyphs.iter().filter(|glyph| !glyph.c.is_whitespace()) {
        match words.last_mut() {
            Some(word) if glyph.left - word.1 <= WORD_GAP * size => {
                word.1 = word.1.max(glyph.right);
            }
            _ => words.push((glyph.left, glyph.right)),
        }
    }
    words
}

/// Puts the glyphs of a page into rows, from the top.
pub(super) fn rows(mut glyphs: Vec<Glyph>) -> Vec<Row> {
    glyphs.retain(|glyph| glyph.size > 0.5 && glyph.size < 2000.0 && glyph.base.is_finite());
    glyphs.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut groups: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        match groups.last_mut() {
            Some(group) if is_same_base(group, &glyph) => group.push(glyph),
            _ => groups.push(vec![glyph]),
        }
    }
    joined(groups.into_iter().filter_map(Row::new).collect())
}

fn is_same_base(group: &[Glyph], glyph: &Glyph) -> bool {
    group
        .first()
        .is_some_and(|first| glyph.base - first.base <= SAME_BASE * first.size.min(glyph.size))
}

/// Puts raised and lowered glyphs into the rows that they belong to.
fn joined(rows: Vec<Row>) -> Vec<Row> {
    let mut into: Vec<Option<usize>> = vec![None; rows.len()];
    for (index, small) in rows.iter().enumerate() {
        let before = index.checked_sub(1);
        let mut near = [before, Some(index + 1)].into_iter().flatten();
        into[index] = near.find(|other| rows.get(*other).is_some_and(|row| is_part(small, row)));
    }
    // Not into a row that goes into another itself.
    let target = |index: usize| into[index].filter(|target| into[*target].is_none());
    let mut taken: Vec<Vec<Glyph>> = vec![Vec::new(); rows.len()];
    for (index, row) in rows.iter().enumerate() {
        let Some(target) = target(index) else { continue };
        let way = if rows[target].base > row.base { Raised::Up } else { Raised::Down };
        taken[target].extend(row.glyphs.iter().map(|glyph| Glyph { raised: Some(way), ..*glyph }));
    }
    let rows =
        rows.into_iter().zip(taken).enumerate().filter(|(index, _)| target(*index).is_none());
    let grown = rows.filter_map(|(_, (mut row, taken))| {
        if taken.is_empty() {
            return Some(row);
        }
        row.glyphs.extend(taken);
        Row::new(row.glyphs)
    });
    grown.collect()
}

/// Widest room behind the raised number that a note begins with, in ems of the note.
const NUMBER_GAP: f32 = 0.9;

/// Whether `small` is the number that stands before a note.
fn is_number_before(small: &Row, row: &Row) -> bool {
    let room = row.left() - small.right();
    let is_number = small.glyphs.iter().all(|glyph| glyph.c.is_ascii_digit());
    is_number && small.glyphs.len() <= 3 && (-1.0..NUMBER_GAP * row.size).contains(&room)
}

/// Whether the glyphs of `small` are raised or lowered ones of `row`.
fn is_part(small: &Row, row: &Row) -> bool {
    let below = small.base - row.base;
    let is_near = below > -0.75 * row.size && below < 0.4 * row.size;
    let is_within = |word: &(f32, f32)| {
        row.words.iter().any(|other| word.0 >= other.0 - 1.0 && word.0 <= other.1 + 0.5 * row.size)
    };
    small.size < SMALL * row.size
        && is_near
        && small.glyphs.len() * 3 <= row.glyphs.len()
        && (small.words.iter().all(is_within) || (below < 0.0 && is_number_before(small, row)))
}
