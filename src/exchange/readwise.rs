//! Notes as the CSV that Readwise takes in: its column names, tags as `.tag` words before the note.
//!
//! What a spreadsheet would run has an apostrophe before it, which Readwise shows: who looks at the table first is safe.

use crate::exchange::{
    Aspect, ExportFormat, ExportNote, ExportSet, Holds, Material, Request, Writer, csv,
};
use crate::text::Bilingual;

pub(super) const FORMAT: ExportFormat = ExportFormat {
    id: "readwise",
    name: Bilingual::new("Readwise CSV", "Readwise CSV"),
    extension: "csv",
    holds: Holds::Notes,
    reads: false,
    loses: &[
        Aspect::Memos,
        Aspect::TagMemos,
        Aspect::LibraryMemo,
        Aspect::Colors,
        Aspect::States,
        Aspect::SourceTexts,
        Aspect::Headings,
        Aspect::Ids,
        Aspect::SpacesInTags,
        Aspect::Controls,
        Aspect::Guarded,
    ],
    write: Writer::Sure(write),
};

const HEADER: [&str; 7] = ["Highlight", "Title", "Author", "URL", "Note", "Location", "Date"];

fn write(material: &Material, _: &Request) -> Vec<u8> {
    let documents = material.documents.iter();
    let rows = documents.flat_map(|set| set.notes.iter().map(move |note| row(set, note)));
    csv::written("", std::iter::once(HEADER.map(str::to_owned)).chain(rows))
}

fn row(set: &ExportSet, note: &ExportNote) -> [String; 7] {
    let meta = &set.meta;
    let location = note.clean.map(|place| place.chars).map(|[start, _]| start.to_string());
    [
        note.quote.clone(),
        set.title.clone(),
        meta.author.clone().unwrap_or_default(),
        meta.url.clone().unwrap_or_default(),
        with_tags(note),
        location.unwrap_or_default(),
        date(&note.created),
    ]
}

fn with_tags(note: &ExportNote) -> String {
    let tag = |tag: &String| format!(".{}", tag.replace(char::is_whitespace, "_"));
    let tags = note.tags.iter().map(tag).collect::<Vec<_>>().join(" ");
    match (tags.is_empty(), note.note.is_empty()) {
        (true, _) => note.note.clone(),
        (false, true) => tags,
        (false, false) => format!("{tags}\n{}", note.note),
    }
}

/// `2026-01-02 03:04:05`, in UTC.
fn date(created: &str) -> String {
    created.get(..19).unwrap_or(created).replace('T', " ")
}
