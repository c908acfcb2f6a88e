//! A piece's lines as runs of characters, each with its place and width, and where words begin.
//!
//! Pure but for the page it reads: which node a run becomes is not known here.

use std::ops::Range;

use crate::text::{Span, words};
use crate::typeset::{Cell, Line};
use crate::ui::reader::layout::SetPiece;
use crate::ui::reader::look::Sizes;
use crate::ui::reader::model::Page;
use crate::ui::reader::scroll::Placed;

/// Most characters in a run: where words begin is said in a byte.
const MOST_CHARS: usize = 255;

/// Characters of one line, as they follow each other.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Run {
    /// The line, by its place in the piece.
    pub(crate) line: usize,
    /// Its bytes in the piece as it is shown.
    pub(crate) bytes: Range<usize>,
    /// Left and right edge, in physical pixels from the column's left.
    pub(crate) extent: (f32, f32),
    /// What it reads; a paragraph's last ends with a line ending.
    pub(crate) text: String,
    /// Bytes of each character of `text`.
    pub(crate) lengths: Vec<u8>,
    /// Left edge of each character, in points from the run's.
    pub(crate) positions: Vec<f32>,
    /// Width of each character, in points.
    pub(crate) widths: Vec<f32>,
    /// The characters at which words begin, counted from 0.
    pub(crate) word_starts: Vec<u8>,
    /// Where each character begins in the piece as it is shown, in bytes.
    offsets: Vec<u32>,
}

impl Run {
    /// The character that stands at a place of the piece, or the run's end.
    pub(crate) fn index_of(&self, offset: usize) -> usize {
        self.offsets.partition_point(|start| (*start as usize) < offset)
    }
}

/// The runs of a piece in view.
pub(crate) fn of_piece(page: &Page, place: &Placed, sizes: Sizes) -> Vec<Run> {
    let shown = page.shown(place.index).map(|shown| shown.text);
    let start = page.pieces.get(place.index).map_or(0, |piece| piece.span.start.index());
    let text = |bytes: Range<usize>| match &shown {
        Some(shown) => shown.get(bytes).unwrap_or_default(),
        // Its last row may end in the next piece.
        None => page.text.get(Span::new(start + bytes.start, start + bytes.end)),
    };
    let goes_on = page.pieces.get(place.index + 1).is_some_and(|next| next.is_continued);
    let mut runs = of_lines(&place.set, sizes, text);
    if let Some(last) = runs.last_mut().filter(|last| !goes_on && last.lengths.len() < MOST_CHARS) {
        let end = last.positions.last().copied().unwrap_or_default()
            + last.widths.last().copied().unwrap_or_default();
        last.text.push('\n');
        last.lengths.push(1);
        last.positions.push(end);
        last.widths.push(0.0);
    }
    runs
}

fn of_lines<'a>(set: &SetPiece, sizes: Sizes, text: impl Fn(Range<usize>) -> &'a str) -> Vec<Run> {
    let mut runs = Vec::new();
    for (index, line) in set.lines.iter().enumerate() {
        for cells in line.line.cells.chunks(MOST_CHARS) {
            let Some(bytes) = bytes_of(&line.line, cells) else { continue };
            let is_first = runs.is_empty();
            runs.push(run(index, cells, bytes.clone(), text(bytes), is_first, sizes));
        }
    }
    runs
}

/// The bytes that some cells of a line stand for.
fn bytes_of(line: &Line, cells: &[Cell]) -> Option<Range<usize>> {
    let last = cells.last()?.offset;
    let after = line.cells.partition_point(|cell| cell.offset <= last);
    let end = line.cells.get(after).map_or(line.bytes.end, |cell| cell.offset as usize);
    Some(cells.first()?.offset as usize..end)
}

fn run(
    line: usize,
    cells: &[Cell],
    bytes: Range<usize>,
    text: &str,
    is_first: bool,
    sizes: Sizes,
) -> Run {
    let left = cells.first().map_or(0.0, |cell| cell.x);
    let right = cells.last().map_or(left, |cell| cell.x + cell.width);
    let mut run = Run {
        line,
        extent: (left, right),
        text: text.to_owned(),
        lengths: Vec::with_capacity(cells.len()),
        positions: Vec::with_capacity(cells.len()),
        widths: Vec::with_capacity(cells.len()),
        word_starts: Vec::new(),
        offsets: Vec::with_capacity(cells.len()),
        bytes,
    };
    let starts = cells.iter().map(|cell| cell.offset as usize);
    let ends = starts.skip(1).chain([run.bytes.end]);
    for (cell, end) in cells.iter().zip(ends) {
        // A cluster without end is cut: its length is said in a byte.
        let length = end.saturating_sub(cell.offset as usize);
        if length > usize::from(u8::MAX) {
            run.text = run
                .text
                .get(..cell.offset as usize - run.bytes.start)
                .unwrap_or_default()
                .to_owned();
            break;
        }
        run.lengths.push(length as u8);
        run.positions.push(sizes.points(f64::from(cell.x - left)));
        run.widths.push(sizes.points(f64::from(cell.width)));
        run.offsets.push(cell.offset);
    }
    run.word_starts = word_starts(&run, is_first);
    run
}

/// The characters at which words begin. That one begins with a paragraph need not be said.
fn word_starts(run: &Run, is_first: bool) -> Vec<u8> {
    let base = run.bytes.start;
    let begins = |at: &usize| {
        let first = run.text.get(*at..).and_then(|rest| rest.chars().next());
        first.is_some_and(char::is_alphanumeric) && (*at > 0 || !is_first)
    };
    let index = |at: usize| run.offsets.binary_search(&((base + at) as u32)).ok();
    let breaks = words::breaks(&run.text).filter(begins).filter_map(index);
    breaks.filter_map(|index| u8::try_from(index).ok()).collect()
}
