//! What is remembered between starts and may be lost: the look, recent documents, places of reading.

use std::collections::BTreeMap;

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
    /// Whether the theme follows the system's.
    pub follows_system: bool,
    /// The id of the theme while the system's is dark.
    pub dark_theme: String,
    /// Size of the interface, in percent; 0 is the usual one.
    pub scale_percent: u16,
    /// Whether nothing glides.
    pub reduces_motion: bool,
    /// Whether bare letters are no keys.
    pub has_no_single_keys: bool,
    /// Whether the program starts without the documents of the last time.
    pub starts_empty: bool,
    /// Whether the notes of a document that has none yet will also stand beside its file.
    pub keeps_beside: bool,
    /// How pages are set; what older files say of it is taken in by its own names.
    pub page: Option<StoredLook>,
    /// Size of the page's text, in points, where `page` is missing.
    #[serde(skip_serializing)]
    pub size_points: u16,
    /// Length of a full line, in 字, where `page` is missing.
    #[serde(skip_serializing)]
    pub measure: u16,
    /// Line height, in hundredths, where `page` is missing.
    #[serde(skip_serializing)]
    pub line_height_percent: u16,
    /// Whether lines are justified, where `page` is missing.
    #[serde(skip_serializing)]
    pub is_justified: bool,
    /// The same for texts in a Latin script, where `page` is missing.
    #[serde(skip_serializing)]
    pub is_latin_justified: bool,
    /// Whether commas and full stops may stand outside the column, where `page` is missing.
    #[serde(skip_serializing)]
    pub hangs_marks: bool,
    /// Whether the contents are shown.
    pub shows_contents: bool,
    /// Whether the notes are shown.
    pub shows_notes: bool,
    /// A colour's id.
    pub last_color: String,
    /// What the list of notes is grouped by.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note_grouping: String,
    /// What its notes are in order by.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note_sorting: String,
    /// Whether the page hides where lines were taken away.
    pub hides_pills: bool,
    /// Whether a primer's readings stay behind their characters as written, where `page` is missing.
    #[serde(skip_serializing)]
    pub keeps_readings: bool,
    /// Cleaning rules that are off unless a document wants them.
    pub rules_off: Vec<String>,
    /// Documents read lately, newest first.
    pub recents: Vec<StoredRecent>,
    /// Where reading stopped, newest first.
    pub readings: Vec<StoredReading>,
    /// The files in tabs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tabs: Vec<String>,
    /// Which of them was shown, counted from 0.
    pub tab: u32,
    /// How the page was split, if it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split: Option<StoredSplit>,
    /// How notes were exported, where a person chose that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub export: Option<StoredExport>,
    /// Digit keys lent to tags without one, each with its tag's identity.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub lent: BTreeMap<u8, String>,
}

/// How notes were exported.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoredExport {
    /// A format's id.
    pub format: String,
    /// Whether passages were quoted as they stand in the file.
    pub quotes_source: bool,
    /// What notes were put together by: `section`, `tag`, `color` or `date`.
    pub grouping: String,
    /// Whether each tag of a highlight had a row of its own.
    pub has_row_a_tag: bool,
    /// The text of the template.
    pub template: String,
}

/// How the page was split.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoredSplit {
    /// Whether the second half had the keyboard.
    pub is_second: bool,
    /// The part of the room that the first half took, in hundredths.
    pub share: u8,
    /// Which of the tabs the other half showed; `None` where it showed the same document.
    pub tab: Option<u32>,
    /// Bytes of the cleaned text above the other half's top, where it showed the same document.
    pub offset: u32,
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
    /// How its page is set, if not as all are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub look: Option<StoredLook>,
    /// Annotations that do not stand where they are suggested.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<String>,
}

/// How a page is set.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoredLook {
    /// The name of its face: `@serif`, `@sans`, or an installed family's.
    pub font: String,
    /// Size of the text, in points.
    pub size_points: u16,
    /// Length of a full line, in 字.
    pub measure: u16,
    /// Line height, in hundredths.
    pub line_height_percent: u16,
    /// Space between paragraphs, in hundredths.
    pub paragraph_gap_percent: u16,
    /// Whether first lines are not indented.
    pub has_no_indent: bool,
    /// Whether lines are justified.
    pub is_justified: bool,
    /// The same for texts in a Latin script.
    pub is_latin_justified: bool,
    /// Whether commas and full stops may stand outside the column.
    pub hangs_marks: bool,
    /// The gap between Han and Latin text: `full`, `slight` or `off`.
    pub autospace: String,
    /// Whether a primer's readings stay behind their characters as written.
    pub keeps_readings: bool,
}

/// The file's text.
pub fn state_to_ron(state: &StoredState) -> String {
    pretty(state)
}

/// Reads the file; `None` when it cannot be.
pub fn state_from_ron(text: &str) -> Option<StoredState> {
    ron::from_str(text.trim_start_matches('\u{FEFF}')).ok()
}
