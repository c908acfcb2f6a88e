//! What is remembered between starts. How it is written, others know.

use std::path::PathBuf;

use crate::app::{ExportMemory, LentKeys, PageLook, Settings, SplitMemory, State, split, tabs};
use crate::notebook::{AnnotationId, Timestamp};
use crate::text::{Clean, Pos};

/// All that the next start is to know.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memory {
    /// The look that was chosen.
    pub settings: Settings,
    /// Documents read lately, newest first.
    pub recents: Vec<Recent>,
    /// Where reading stopped, newest first.
    pub readings: Vec<Reading>,
    /// The files in tabs, and which of them is shown.
    pub tabs: (Vec<PathBuf>, usize),
    /// How the page is split.
    pub split: Option<SplitMemory>,
    /// How notes were exported.
    pub export: ExportMemory,
    /// Digit keys that are lent to tags.
    pub lent: LentKeys,
}

impl Memory {
    /// What is to be remembered now.
    pub(crate) fn of(state: &State) -> Self {
        Self {
            settings: state.settings,
            recents: state.recents.clone(),
            readings: state.readings.clone(),
            tabs: tabs::remembered(state),
            split: split::remembered(state),
            export: ExportMemory::of(&state.export.choice),
            lent: state.lent.clone(),
        }
    }
}

/// Where reading stopped in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Hash of the file's bytes.
    pub content: String,
    /// The first place in view.
    pub pos: Pos<Clean>,
    /// Whether the reader was told that its cleaning took much away.
    pub is_seen: bool,
    /// How its page is set, if not as all are.
    pub look: Option<PageLook>,
    /// Annotations of which the reader said that they do not stand where they are suggested.
    pub refused: Vec<AnnotationId>,
}

/// A document read lately.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recent {
    /// Where its file was.
    pub path: PathBuf,
    /// What it was called: its title, or its file's name.
    pub title: String,
    /// How far it was read, in percent.
    pub percent: u8,
    /// When it was last read.
    pub read: Timestamp,
    /// How many passages are marked.
    pub n_notes: u32,
}
