//! What is remembered between starts and may be lost: the look, recent documents, places of reading.

use serde::{Deserialize, Serialize};

use crate::store::write::pretty;

/// What is remembered; anything missing or odd falls back to its default.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoredState {
    /// `zh` or `en`.
    pub language: String,
    /// A theme's id.
    pub theme: String,
    /// Size of the page's text, in points.
    pub size_points: u16,
    /// Length of a full line, in 字.
    pub measure: u16,
    /// Line height, in hundredths.
    pub line_height_percent: u16,
    /// Whether lines are justified.
    pub is_justified: bool,
    /// The same for texts in a Latin script.
    pub is_latin_justified: bool,
    /// Whether commas and full stops may stand outside the column.
    pub hangs_marks: bool,
    /// Whether the contents are shown.
    pub shows_contents: bool,
    /// Whether the notes are shown.
    pub shows_notes: bool,
    /// A colour's id.
    pub last_color: String,
    /// Whether the page hides where lines were taken away.
    pub hides_pills: bool,
    /// Whether a primer's readings stay behind their characters as written.
    pub keeps_readings: bool,
    /// Cleaning rules that are off unless a document wants them.
    pub rules_off: Vec<String>,
    /// Documents read lately, newest first.
    pub recents: Vec<StoredRecent>,
    /// Where reading stopped, newest first.
    pub readings: Vec<StoredReading>,
}

/// A document read lately.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoredRecent {
    /// Its file.
    pub path: String,
    /// Its name.
    pub title: String,
    /// How far it was read, in percent.
    pub percent: u8,
    /// When, in milliseconds since 1970.
    pub read: i64,
    /// How many passages are marked.
    pub n_notes: u32,
}

/// Where reading stopped in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoredReading {
    /// Hash of the file's bytes.
    pub content: String,
    /// Bytes of the cleaned text above the page's top.
    pub offset: u32,
    /// Whether the reader was told that its cleaning took much away.
    pub is_seen: bool,
}

/// The file's text.
pub fn state_to_ron(state: &StoredState) -> String {
    pretty(state)
}

/// Reads the file; `None` when it cannot be.
pub fn state_from_ron(text: &str) -> Option<StoredState> {
    ron::from_str(text.trim_start_matches('\u{FEFF}')).ok()
}
