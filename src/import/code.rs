//! Code that a format has as paragraphs, one a line: the lines are put together to one piece again, the empty ones
//! among them too.
//!
//! What is code, each format says by its styles or elements; nothing is guessed here.

use std::ops::Range;

use crate::import::builder::Builder;
use crate::text::{Hint, HintKind, Source, Span};

/// The pieces of code of a text that is being written.
#[derive(Default)]
pub(super) struct Pieces {
    ranges: Vec<Range<usize>>,
    /// Empty lines behind the last piece, which are its own if it goes on.
    n_empty: usize,
    /// Where the last words that are code end, with the white space behind them.
    words_end: usize,
}

/// Most looks that the same words have.
const MOST_LOOKS: usize = 4;

impl Pieces {
    /// The pieces as hints.
    pub(super) fn hints(&mut self) -> impl Iterator<Item = Hint<Source>> {
        let span = |range: Range<usize>| Span::new(range.start, range.end);
        let ranges = std::mem::take(&mut self.ranges).into_iter();
        ranges.map(move |range| Hint { span: span(range), kind: HintKind::Code })
    }

    /// Whether what is written behind `text` goes on with the last piece.
    fn goes_on(&self, text: &str) -> bool {
        let behind = self.ranges.last().and_then(|last| text.get(last.end..));
        behind.is_some_and(|behind| behind.trim().is_empty())
    }
}

impl Builder {
    /// Begins a paragraph of code, or one that may be, at the beginning of a line; says where. In a table there are
    /// none, and behind a mark of a list neither.
    pub(super) fn begin_code(&mut self) -> Option<usize> {
        let n_empty = std::mem::take(&mut self.code.n_empty);
        if !self.is_at_line_start() || self.is_in_table() {
            return None;
        }
        let n_empty = if self.code.goes_on(self.so_far()) { n_empty } else { 0 };
        self.exact(&"\n".repeat(n_empty));
        Some(self.so_far().len())
    }

    /// Ends the paragraph of code that begins at `start`; words in it need not be called code once more.
    pub(super) fn end_code(&mut self, start: usize) {
        let written = self.so_far().get(start..).unwrap_or_default();
        let end = start + written.trim_end().len();
        if written.trim().is_empty() {
            return;
        }
        let mut within = self.hints_behind(start);
        within.retain(|hint| hint.kind != HintKind::Code);
        self.written().1.append(&mut within);
        let goes_on = self.code.goes_on(self.so_far().get(..start).unwrap_or_default());
        match self.code.ranges.last_mut().filter(|_| goes_on) {
            Some(last) => last.end = end,
            None => self.code.ranges.push(start..end),
        }
    }

    /// Words that are code go on where others end that are: formats cut them where their look changes.
    pub(super) fn goes_on_with_code(&mut self, start: usize) -> bool {
        let text = self.so_far();
        let (all, end) = (text.len(), text.trim_end().len());
        let before = std::mem::replace(&mut self.code.words_end, all);
        if before != start || start == 0 || end <= start {
            return false;
        }
        let mut last = self.written().1.iter_mut().rev().take(MOST_LOOKS);
        let last = last.find(|hint| hint.kind == HintKind::Code && hint.span.end.index() <= start);
        last.map(|hint| hint.span = Span::new(hint.span.start.index(), end)).is_some()
    }

    /// A paragraph of code without text.
    pub(super) fn empty_line_of_code(&mut self) {
        self.code.n_empty += 1;
    }

    /// There is no code in this text after all.
    pub(super) fn forget_code(&mut self) {
        self.code = Pieces::default();
        self.written().1.retain(|hint| hint.kind != HintKind::Code);
    }
}
