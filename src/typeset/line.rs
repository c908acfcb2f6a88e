//! One set line: where each cluster stands. Drawing, hit-testing, selection and carets all read these boxes.
//!
//! It knows no font and no painter.

use std::ops::Range;

/// Where one cluster (what a reader takes for one character) stands in its line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// Its first byte in the paragraph; it ends where the next cell, or the line, does.
    pub offset: u32,
    /// Its left edge in physical pixels from the column's left edge. Whole for Han.
    pub x: f32,
    /// Its width in physical pixels, without the gap to the next cell. A space has the width that is drawn.
    pub width: f32,
    /// Where the glyph's origin goes, in physical pixels from the column's left edge: left of `x` for a mark
    /// whose blank half is squeezed away.
    pub pen: f32,
    /// How far the glyph moves the pen by itself, in physical pixels.
    pub advance: f32,
    /// How a painter may draw it.
    pub ink: Ink,
}

/// How a painter may draw a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ink {
    /// Nothing to draw: a space, a control character.
    Blank,
    /// A plain Han character: may share a run with its like.
    Han,
    /// Part of a word: shares a run with its like, so that the font can kern it.
    Word,
    /// One character that stands by itself.
    Single,
    /// A character with an annotation above it: only its first `base` bytes stand in the line.
    Annotated {
        /// The bytes of the character itself.
        base: u8,
    },
    /// Several characters in one cluster, or a character that another font may draw with another advance: its
    /// advance is a guess, so what follows must not be placed relative to its end.
    Guess,
}

/// One line of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its bytes in the paragraph; the spaces at its end are in it, the next line starts where it ends.
    pub bytes: Range<usize>,
    /// Right edge of its last cell before justification, in physical pixels, the indent counted in.
    pub natural_width: f32,
    /// Right edge of its last cell as set, in physical pixels, the indent counted in.
    pub width: f32,
    /// Whether it ends short of the measure though another line follows.
    pub ragged: bool,
    /// Where the hyphen of a word that goes on in the next line stands, in physical pixels. The text has none.
    pub hyphen: Option<f32>,
    /// Its clusters from left to right, spaces included.
    pub cells: Vec<Cell>,
}

impl Cell {
    /// Whether it is a letter of the word that `before` belongs to, and stands to it as the font has it.
    pub fn goes_on_with(&self, before: &Self) -> bool {
        (before.ink, self.ink) == (Ink::Word, Ink::Word) && self.x <= before.x + before.width
    }
}

impl Line {
    /// Has all of it stand farther right, by whole physical pixels.
    pub fn move_by(&mut self, pixels: f32) {
        self.natural_width += pixels;
        self.width += pixels;
        self.hyphen = self.hyphen.map(|x| x + pixels);
        for cell in &mut self.cells {
            (cell.x, cell.pen) = (cell.x + pixels, cell.pen + pixels);
        }
    }

    /// The x of the caret before the cluster at `offset` (bytes in the paragraph), in physical pixels.
    ///
    /// An offset before the line gives its left edge, one at or after its end its right edge.
    pub fn x_of(&self, offset: usize) -> f32 {
        if offset >= self.bytes.end {
            return self.end_x();
        }
        let after = self.cells.partition_point(|cell| cell.offset as usize <= offset);
        let cell = self.cells.get(after.saturating_sub(1));
        cell.map_or_else(|| self.end_x(), |cell| cell.x)
    }

    /// The caret position (bytes in the paragraph) nearest to `x` physical pixels.
    ///
    /// It is the start of a cluster, or the line's end: before a cluster in its left half, else behind it.
    pub fn offset_at(&self, x: f32) -> usize {
        let after = self.cells.partition_point(|cell| cell.x <= x);
        let Some(index) = after.checked_sub(1) else {
            return self.bytes.start;
        };
        // The middle of the character itself counts, however wide the gap behind it is.
        let is_before = |cell: &Cell| cell.width <= 0.0 || x - cell.x < cell.width / 2.0;
        let index = if self.cells.get(index).is_none_or(is_before) { index } else { after };
        self.offset_of(index)
    }

    /// The bytes of the cluster under `x` physical pixels, if there is one.
    pub fn cluster_at(&self, x: f32) -> Option<Range<usize>> {
        let index = self.cells.partition_point(|cell| cell.x <= x).checked_sub(1)?;
        (x < self.end_x()).then(|| self.offset_of(index)..self.offset_of(index + 1))
    }

    /// Left and right edge, in physical pixels, of what `range` (bytes in the paragraph) covers of this line.
    ///
    /// It is a tight box: the blank after the last mark is left out. `None` when it covers no cluster.
    pub fn extent(&self, range: Range<usize>) -> Option<(f32, f32)> {
        let mut first = self.cells.partition_point(|cell| (cell.offset as usize) < range.start);
        // What starts in the annotation of a character covers the character.
        if range.start < self.offset_of(first)
            && let Some(before) = first.checked_sub(1).and_then(|index| self.cells.get(index))
            && matches!(before.ink, Ink::Annotated { .. })
        {
            first -= 1;
        }
        let last = self.cells.partition_point(|cell| (cell.offset as usize) < range.end);
        let cells = self.cells.get(first..last)?;
        let (left, right) = (cells.first()?, cells.last()?);
        Some((left.x, right.x + right.width))
    }

    /// Right edge of the last cell, in physical pixels; the indent if there is none.
    fn end_x(&self) -> f32 {
        self.cells.last().map_or(self.width, |cell| cell.x + cell.width)
    }

    fn offset_of(&self, index: usize) -> usize {
        self.cells.get(index).map_or(self.bytes.end, |cell| cell.offset as usize)
    }
}

/// The index of the line that holds the caret `offset` (bytes in the paragraph); at a border, the later one.
pub fn line_of(lines: &[Line], offset: usize) -> usize {
    lines.partition_point(|line| line.bytes.start <= offset).saturating_sub(1)
}

/// What `range` (bytes in the paragraph) covers: index of the line, left and right edge in physical pixels.
pub fn rects(
    lines: &[Line],
    range: Range<usize>,
) -> impl Iterator<Item = (usize, f32, f32)> + use<'_> {
    let first = line_of(lines, range.start);
    let covered = lines.iter().enumerate().skip(first);
    covered
        .take_while({
            let end = range.end;
            move |(_, line)| line.bytes.start < end
        })
        .filter_map(move |(index, line)| {
            line.extent(range.clone()).map(|(left, right)| (index, left, right))
        })
}
