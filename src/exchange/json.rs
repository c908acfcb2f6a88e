//! Notes as JSON, with nothing left out.

use serde::Serialize;

use crate::exchange::{ExportFormat, ExportNote, ExportSet};
use crate::text::{Bilingual, Language};

pub(super) const FORMAT: ExportFormat = ExportFormat {
    id: "json",
    name: Bilingual::new("JSON", "JSON"),
    extension: "json",
    reads: false,
    write,
};

/// Grows when a key changes its meaning; new keys do not count.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct File<'a> {
    generator: &'static str,
    version: u32,
    documents: Vec<Document<'a>>,
}

#[derive(Serialize)]
struct Document<'a> {
    title: &'a str,
    file: &'a str,
    annotations: Vec<Annotation<'a>>,
}

#[derive(Serialize)]
struct Annotation<'a> {
    id: &'a str,
    quote: &'a str,
    source_quote: &'a str,
    prefix: &'a str,
    suffix: &'a str,
    clean: Option<[u32; 2]>,
    source: Option<[u32; 2]>,
    state: &'a str,
    heading: &'a [String],
    color: &'a str,
    tags: &'a [String],
    note: &'a str,
    created: &'a str,
    modified: &'a str,
}

impl<'a> From<&'a ExportNote> for Annotation<'a> {
    fn from(note: &'a ExportNote) -> Self {
        Self {
            id: &note.id,
            quote: &note.quote,
            source_quote: &note.source_quote,
            prefix: &note.prefix,
            suffix: &note.suffix,
            clean: note.clean,
            source: note.source,
            state: note.state,
            heading: &note.heading,
            color: note.color,
            tags: &note.tags,
            note: &note.note,
            created: &note.created,
            modified: &note.modified,
        }
    }
}

fn write(sets: &[ExportSet], _language: Language) -> Vec<u8> {
    let documents = sets.iter().map(|set| Document {
        title: &set.title,
        file: &set.file_name,
        annotations: set.notes.iter().map(Annotation::from).collect(),
    });
    let file = File { generator: "danhuang", version: VERSION, documents: documents.collect() };
    serde_json::to_vec_pretty(&file).expect("strings and numbers can always be written as JSON")
}
