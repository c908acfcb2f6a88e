//! A text as passages are compared in it, with the way back to its bytes.
//!
//! One character stands for each that means something; it keeps the lines' beginnings and nothing
//! else of how the text was set.

use std::ops::Range;

use crate::text::fold::{folded_char, is_ignored};

/// A text without what a conversion changes: script, case, width, spaces, line breaks, invisible
/// characters, the kind of a dash and the length of a row of dots.
pub struct FoldedText<'a> {
    text: &'a str,
    chars: Vec<char>,
    /// For each folded character the byte it came from.
    starts: Vec<u32>,
    /// The folded characters that begin a line; the first is always there.
    lines: Vec<u32>,
}

impl<'a> FoldedText<'a> {
    /// Folds `text`.
    pub fn new(text: &'a str) -> Self {
        let about = text.len() / 2;
        let (mut chars, mut starts) = (Vec::with_capacity(about), Vec::with_capacity(about));
        let mut lines = vec![0];
        for (start, c) in text.char_indices() {
            if is_ignored(c) {
                let here = chars.len() as u32;
                if c == '\n' && lines.last() != Some(&here) {
                    lines.push(here);
                }
                continue;
            }
            let folded = mark(folded_char(c));
            if is_in_row(c) && chars.last() == Some(&folded) {
                continue;
            }
            chars.push(folded);
            starts.push(start as u32);
        }
        Self { text, chars, starts, lines }
    }

    /// Its characters.
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The characters that begin a line.
    pub(super) fn lines(&self) -> &[u32] {
        &self.lines
    }

    /// The bytes of the text that a stretch of folded characters came from.
    pub fn bytes(&self, stretch: Range<usize>) -> Range<usize> {
        let start =
            |index: usize| self.starts.get(index).map_or(self.text.len(), |at| *at as usize);
        let first = start(stretch.start);
        let Some(last) = stretch.end.checked_sub(1).filter(|last| *last >= stretch.start) else {
            return first..first;
        };
        let last = start(last);
        let c = self.text.get(last..).and_then(|rest| rest.chars().next());
        first..last + c.map_or(0, char::len_utf8)
    }

    /// The folded characters of a stretch of bytes.
    pub fn stretch(&self, bytes: Range<usize>) -> Range<usize> {
        let before = |byte: usize| self.starts.partition_point(|start| (*start as usize) < byte);
        let start = before(bytes.start);
        start..before(bytes.end).max(start)
    }
}

/// `text` folded.
pub fn folded(text: &str) -> Vec<char> {
    FoldedText::new(text).chars
}

/// Whether a mark comes in rows whose length says nothing.
const fn is_in_row(c: char) -> bool {
    matches!(c, '-' | '.') || mark(c) != c
}

/// One kind of dash, and of dots.
const fn mark(c: char) -> char {
    match c {
        '–' | '—' | '―' | '─' | '‐' | '‑' | '−' => '-',
        '…' | '⋯' => '.',
        c => c,
    }
}
