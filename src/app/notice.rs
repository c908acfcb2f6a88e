//! What the person is told, in a bar or a few words that go by themselves.

use std::path::PathBuf;

use crate::app::Phrase;
use crate::notebook::Timestamp;

/// How weighty a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Good to know; goes away by itself.
    Info,
    /// Should be looked at.
    Warning,
    /// Something failed.
    Error,
}

/// A sentence shown in a bar until it is taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How weighty.
    pub weight: Weight,
    /// The sentence.
    pub text: Phrase,
    /// When it came up; set by `update`.
    pub since: Timestamp,
    /// Whether it offers to undo what it tells of.
    pub offers_undo: bool,
    /// Whether it is about the library and not about a document, so that it stays when another is opened.
    pub is_of_library: bool,
    /// The file in a tab that is not where it was.
    pub lost: Option<PathBuf>,
    /// The folder of a library that was restored, which can be used from now on or joined.
    pub restored: Option<PathBuf>,
}

impl Notice {
    /// A notice that `update` will date.
    pub fn new(weight: Weight, text: Phrase) -> Self {
        Self {
            weight,
            text,
            since: Timestamp::default(),
            offers_undo: false,
            is_of_library: false,
            lost: None,
            restored: None,
        }
    }

    /// The notice of something done, with the offer to undo it.
    pub fn of_step(text: Phrase) -> Self {
        Self { offers_undo: true, ..Self::new(Weight::Info, text) }
    }
}
