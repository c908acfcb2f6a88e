//! The text of a document as it was when it was marked: what became of a passage is then seen by
//! comparing it with the text as it is now.

use crate::anchor::{Anchor, CONTEXT_CHARS, is_denied};
use crate::document::Document;
use crate::text::{Clean, EditMap, Source, Span, Text};

/// A document's text as it once was, with what the reader saw of it.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptText {
    /// The file, decoded.
    pub source: Text<Source>,
    /// What was seen of it.
    pub clean: Text<Clean>,
    /// How the one became the other.
    pub map: EditMap<Source, Clean>,
}

impl KeptText {
    /// The text of a document as it is.
    pub fn of(document: &Document) -> Self {
        Self {
            source: document.imported.text.clone(),
            clean: document.cleaned.text.clone(),
            map: document.cleaned.map.clone(),
        }
    }

    /// Where the passage stood in what was seen, if this is the text that it was marked in.
    pub(super) fn seen(&self, anchor: &Anchor) -> Option<Span<Clean>> {
        let stands = stands(&self.source, anchor) && self.source.holds(anchor.span);
        let span = stands.then(|| self.map.forward(anchor.span))?;
        (!span.is_empty() && self.clean.holds(span)).then_some(span)
    }
}

/// Whether the passage stands at its place, with one side of its context as it was.
pub(super) fn stands(source: &Text<Source>, anchor: &Anchor) -> bool {
    if anchor.exact.is_empty() || source.get(anchor.span) != anchor.exact {
        return false;
    }
    let before = source.as_str().get(..anchor.span.start.index()).unwrap_or_default();
    let after = source.as_str().get(anchor.span.end.index()..).unwrap_or_default();
    let is_alone = anchor.prefix.is_empty() && anchor.suffix.is_empty();
    let has_before = !anchor.prefix.is_empty() && before.ends_with(&anchor.prefix);
    let has_after = !anchor.suffix.is_empty() && after.starts_with(&anchor.suffix);
    let is_whole = before.is_empty() || after.is_empty();
    // The same words say the contrary behind another word that denies them.
    let says_same =
        || anchor.prefix.is_empty() || is_denied(&anchor.prefix) == is_denied(end_of(before));
    has_before || has_after && says_same() || is_alone && is_whole
}

/// The last words of a text, as many as an anchor knows.
fn end_of(text: &str) -> &str {
    let start = text.char_indices().rev().take(CONTEXT_CHARS).last().map_or(0, |(at, _)| at);
    text.get(start..).unwrap_or_default()
}
