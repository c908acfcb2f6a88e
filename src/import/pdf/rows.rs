//! Glyphs to rows: what stands on one line of the page, whatever column it belongs to.

use crate::import::pdf::glyphs::Glyph;

/// Baselines this near are one, in ems.
const SAME_BASE: f32 = 0.18;
/// Glyphs of a lower size than this part of the row's may be raised or lowered in it.
const SMALL: f32 = 0.82;
/// The same glyph this near over itself is drawn twice to look bold, in ems.
const DOUBLED: f32 = 0.2;
/// Gaps wider than this are more than those between words, in ems.
const WORD_GAP: f32 = 0.75;

/// Glyphs on one line of the page, from left to right.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) base: f32,
    pub(super) size: f32,
    pub(super) glyphs: Vec<Glyph>,
    /// The stretches between wide gaps, each from left to right.
    pub(super) words: Vec<(f32, f32)>,
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
        let words = words(&glyphs, size);
        Some(Self { base, size, glyphs, words })
    }

    pub(super) fn left(&self) -> f32 {
        self.words.first().map_or(0.0, |word| word.0)
    }

    pub(super) fn right(&self) -> f32 {
        self.words.last().map_or(0.0, |word| word.1)
    }

    /// The row on both sides of a place that none of its words covers.
    pub(super) fn split(self, at: f32) -> (Option<Self>, Option<Self>) {
        let (left, right) = self.glyphs.into_iter().partition(|glyph| glyph.left < at);
        (Self::new(left), Self::new(right))
    }
}

/// The middle of some values; 0 if there are none.
pub(super) fn median(values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.collect();
    let middle = values.len() / 2;
    if values.is_empty() {
        return 0.0;
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
        let is_raised = rows[target].base > row.base;
        taken[target].extend(row.glyphs.iter().map(|glyph| Glyph { is_raised, ..*glyph }));
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
