//! Row 3: notes in the formats that other tools read. A format is one file here and one line in the list.

pub mod cite;
pub mod codebook;
mod csv;
mod html;
mod json;
pub mod markdown;

use crate::text::{Bilingual, Language};

/// The notes of one document, ready to be written: plain data, nothing left to look up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportSet {
    /// The document's title.
    pub title: String,
    /// Its file name.
    pub file_name: String,
    /// The notes in document order, those without a place last.
    pub notes: Vec<ExportNote>,
}

/// One note, ready to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportNote {
    /// Its identity, the same in every export.
    pub id: String,
    /// The passage as it reads cleaned.
    pub quote: String,
    /// The passage as it stands in the file.
    pub source_quote: String,
    /// Up to 32 code points before it, cleaned.
    pub prefix: String,
    /// Up to 32 code points after it, cleaned.
    pub suffix: String,
    /// Its place in the cleaned text, in code points, end exclusive.
    pub clean: Option<[u32; 2]>,
    /// Its place in the source, in code points, end exclusive.
    pub source: Option<[u32; 2]>,
    /// `placed`, `moved`, `suggested` or `orphan`.
    pub state: &'static str,
    /// The headings above it, highest first.
    pub heading: Vec<String>,
    /// The id of its colour.
    pub color: &'static str,
    /// Its tags as paths.
    pub tags: Vec<String>,
    /// What was written about it.
    pub note: String,
    /// When it was made, RFC 3339.
    pub created: String,
    /// When it was last changed, RFC 3339.
    pub modified: String,
}

/// A format that notes are written in.
#[derive(Clone, Copy)]
pub struct ExportFormat {
    /// Its name on the command line; never changed.
    pub id: &'static str,
    /// Its name.
    pub name: Bilingual,
    /// The end of its files' names, without the dot.
    pub extension: &'static str,
    /// Whether it can be read back.
    pub reads: bool,
    /// Writes the notes of one or more documents.
    pub write: fn(&[ExportSet], Language) -> Vec<u8>,
}

/// All formats, in the order in which they are offered.
pub const FORMATS: &[ExportFormat] = &[markdown::FORMAT, html::FORMAT, csv::FORMAT, json::FORMAT];

/// The format with this id.
pub fn format(id: &str) -> Option<&'static ExportFormat> {
    FORMATS.iter().find(|format| format.id == id)
}

/// The words that exports put beside what the reader wrote.
mod words {
    use crate::text::Bilingual;

    pub(super) const UNPLACED: Bilingual = Bilingual::new("未定位", "Unplaced");
    pub(super) const BEGINNING: Bilingual = Bilingual::new("正文开头", "Beginning");
    pub(super) const FROM: Bilingual = Bilingual::new("出自", "From");
}

/// The notes in groups of the same heading, each with the heading's name.
fn sections(set: &ExportSet, language: Language) -> Vec<(String, Vec<&ExportNote>)> {
    let mut groups: Vec<(String, Vec<&ExportNote>)> = Vec::new();
    for note in &set.notes {
        let name = match note.heading.last() {
            _ if note.state == "orphan" => words::UNPLACED.get(language).to_owned(),
            Some(heading) => heading.clone(),
            None => words::BEGINNING.get(language).to_owned(),
        };
        match groups.last_mut() {
            Some((last, notes)) if *last == name => notes.push(note),
            _ => groups.push((name, vec![note])),
        }
    }
    groups
}
