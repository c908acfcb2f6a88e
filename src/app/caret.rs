//! Steps of the caret, and of an end of what is selected or marked: what a step is, and where a step within the
//! text leads. Steps by the page's lines only the page can measure.

use unicode_segmentation::UnicodeSegmentation;

use crate::app::{OpenDocument, State};
use crate::document::Document;
use crate::text::{Clean, Pos, Span, units};

/// How far a step goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum By {
    /// One character, as a reader counts them.
    Character,
    /// To the next border of a word.
    Word,
    /// To the next beginning of a paragraph.
    Paragraph,
    /// To the next line of the page.
    Line,
    /// To the edge of the page's line.
    LineEdge,
}

/// What a step moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moved {
    /// The caret, letting go of what is selected.
    Caret,
    /// The caret, selecting what it passes; without it the end of what is selected or marked.
    End,
    /// The start of what is selected or marked.
    Start,
}

/// One step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Step {
    /// How far.
    pub by: By,
    /// Whether towards the text's end.
    pub is_forward: bool,
    /// Of what.
    pub moved: Moved,
}

/// A step by the page's lines that waits for the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineStep {
    /// Grows with each.
    pub number: u64,
    /// The step.
    pub step: Step,
    /// From where.
    pub from: Pos<Clean>,
}

impl State {
    /// What an end of is moved when there is no caret: the selection, else the active mark where it stands.
    pub fn movable(&self) -> Option<Span<Clean>> {
        let active = || self.open.as_ref()?.places.get(self.active.as_ref()?)?.clean;
        self.selection.or_else(active).filter(|span| !span.is_empty())
    }
}

/// Most bytes of a cluster of characters that are looked at.
const CLUSTER_BYTES: usize = 256;

/// Where a step within the text leads from `from`.
pub(crate) fn stepped(open: &OpenDocument, from: Pos<Clean>, step: Step) -> Pos<Clean> {
    let Some(index) = block_near(open, from) else { return from };
    let block = trimmed_block(&open.document, index);
    let at = from.index().clamp(block.start.index(), block.end.index());
    let next = || {
        let all = open.document.blocks.len();
        (index + 1 < all).then(|| trimmed_block(&open.document, index + 1).start)
    };
    let previous = || index.checked_sub(1).map(|index| trimmed_block(&open.document, index));
    let (text, offset) = (open.document.cleaned.text.get(block), at - block.start.index());
    let here = |offset: usize| Pos::new(block.start.index() + offset);
    match (step.by, step.is_forward) {
        (By::Paragraph, true) => next().unwrap_or(block.end),
        (By::Paragraph, false) if offset > 0 => block.start,
        (By::Paragraph, false) => previous().map_or(block.start, |block| block.start),
        (_, true) if offset >= text.len() => next().unwrap_or(block.end),
        (_, false) if offset == 0 => previous().map_or(block.start, |block| block.end),
        (By::Word, true) => here(units::next_word(text, offset)),
        (By::Word, false) => here(units::previous_word(text, offset)),
        (_, true) => here(cluster_end(text, offset)),
        (_, false) => here(cluster_start(text, offset)),
    }
}

fn cluster_end(text: &str, offset: usize) -> usize {
    let end = text.ceil_char_boundary((offset + CLUSTER_BYTES).min(text.len()));
    let near = text.get(offset..end).unwrap_or_default();
    offset + near.graphemes(true).next().map_or(0, str::len)
}

fn cluster_start(text: &str, offset: usize) -> usize {
    let start = text.floor_char_boundary(offset.saturating_sub(CLUSTER_BYTES));
    let near = text.get(start..offset).unwrap_or_default();
    offset - near.graphemes(true).next_back().map_or(0, str::len)
}

/// The paragraph in which `pos` stands, or the one that ends before it.
fn block_near(open: &OpenDocument, pos: Pos<Clean>) -> Option<usize> {
    let blocks = &open.document.blocks;
    let after = blocks.partition_point(|block| block.span.start <= pos);
    (!blocks.is_empty()).then(|| after.saturating_sub(1))
}

/// A paragraph without the white space at its ends.
pub(crate) fn trimmed_block(document: &Document, index: usize) -> Span<Clean> {
    let Some(block) = document.blocks.get(index) else { return Span::default() };
    let text = document.cleaned.text.get(block.span);
    let inner = units::trimmed(text, 0..text.len());
    let start = block.span.start.index();
    Span::new(start + inner.start, start + inner.end)
}
