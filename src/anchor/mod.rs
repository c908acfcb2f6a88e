//! Row 1: keeps a note on its passage. Anchors stand in the source, whatever the cleaning shows of it.
//!
//! What is here knows texts alone; `placing` knows documents and notes and judges what was found.

mod align;
mod figures;
mod find;
mod folded;
mod names;
mod nearest;
mod number;
mod sense;
mod sketch;

pub use align::{Alignment, Image};
pub use figures::{Cut, differ_in_figures, differ_in_one_figure, may_cut_figure};
pub use find::{Hits, Pieces, find_all, window};
pub use folded::{FoldedText, folded};
pub use nearest::{Nearest, begins_like, ends_like, fewest_errors, likeness, nearest};
pub use sense::{Change, change_of_words, is_denied};
pub use sketch::Sketch;

use crate::text::{Source, Span, Text};

/// Code points of context kept on each side of a quote.
pub const CONTEXT_CHARS: usize = 32;

/// A passage of a source, found again by its place or by its words (`placing` does).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Where it stood when it was last placed.
    pub span: Span<Source>,
    /// The source text of the passage.
    pub exact: String,
    /// Up to [`CONTEXT_CHARS`] code points before it.
    pub prefix: String,
    /// Up to [`CONTEXT_CHARS`] code points after it.
    pub suffix: String,
}

/// Describes the passage at `span`.
pub fn describe(source: &Text<Source>, span: Span<Source>) -> Anchor {
    let (prefix, suffix) = context(source, span);
    Anchor { span, exact: source.get(span).to_owned(), prefix, suffix }
}

/// Up to [`CONTEXT_CHARS`] code points before `span`, and as many after it.
pub fn context<T>(text: &Text<T>, span: Span<T>) -> (String, String) {
    let before = text.as_str().get(..span.start.index()).unwrap_or_default();
    let after = text.as_str().get(span.end.index()..).unwrap_or_default();
    let start = before.char_indices().rev().take(CONTEXT_CHARS).last();
    let prefix = start.and_then(|(index, _)| before.get(index..)).unwrap_or_default();
    (prefix.to_owned(), after.chars().take(CONTEXT_CHARS).collect())
}
