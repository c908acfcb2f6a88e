//! What is remembered between starts. How it is written, others know.

use std::path::PathBuf;

use crate::app::{ExportMemory, Reading, Recent, Settings, SplitMemory, State, split, tabs};

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
        }
    }
}
