//! Row 1: keeps a note on its passage. Anchors stand in the source, whatever the cleaning shows of it.

use crate::text::{Source, Span, Text};

/// Code points of context kept on each side of a quote.
pub const CONTEXT_CHARS: usize = 32;

/// A passage of a source, found again by its place or by its words.
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

/// What became of an anchor in a source.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// At its stored place, quote equal.
    Exact(Span<Source>),
    /// Elsewhere, accepted.
    Moved(Span<Source>),
    /// A likely place that waits for a yes.
    Suggested(Span<Source>),
    /// Nowhere; the note is kept.
    Lost,
}

/// Describes the passage at `span`.
pub fn describe(source: &Text<Source>, span: Span<Source>) -> Anchor {
    let before = source.as_str().get(..span.start.index()).unwrap_or_default();
    let after = source.as_str().get(span.end.index()..).unwrap_or_default();
    let skipped = before.chars().count().saturating_sub(CONTEXT_CHARS);
    Anchor {
        span,
        exact: source.get(span).to_owned(),
        prefix: before.chars().skip(skipped).collect(),
        suffix: after.chars().take(CONTEXT_CHARS).collect(),
    }
}

/// Finds the passage of `anchor` in `source`.
pub fn locate(source: &Text<Source>, anchor: &Anchor) -> Found {
    if source.holds(anchor.span) && source.get(anchor.span) == anchor.exact {
        return Found::Exact(anchor.span);
    }
    Found::Lost
}
