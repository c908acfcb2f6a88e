//! What is written about more than a passage: the document, a tag, the library.

use crate::app::State;
use crate::notebook::{Change, TagId};

/// What a memo is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemoOf {
    /// The open document.
    Document,
    /// A tag.
    Tag(TagId),
    /// The library.
    Library,
}

/// The memo that is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemoEditor {
    /// What it is about.
    pub of: MemoOf,
    /// What the writing changed so far: one undo step.
    pub change: Change,
}

impl State {
    /// What is written about the document, a tag or the library; empty when there is nothing.
    pub fn memo_of(&self, of: &MemoOf) -> &str {
        let memo = match of {
            MemoOf::Document => self.open.as_ref().map(|open| &open.notebook.memo),
            MemoOf::Tag(id) => self.codebook.tags.get(id).map(|tag| &tag.memo),
            MemoOf::Library => Some(&self.codebook.memo),
        };
        memo.map_or("", String::as_str)
    }

    /// Whether this is being written.
    pub fn writes_memo(&self, of: &MemoOf) -> bool {
        self.memo.as_ref().is_some_and(|memo| memo.of == *of)
    }
}
