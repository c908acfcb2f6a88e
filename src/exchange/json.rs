//! Notes as JSON, with nothing left out. Places in code points, UTF-16 units and bytes, ends exclusive.

use serde::Serialize;

use crate::exchange::{
    ExportFormat, ExportNote, ExportPlace, ExportSet, ExportTag, Holds, Material, Request, Writer,
};
use crate::text::Bilingual;

pub(super) const FORMAT: ExportFormat = ExportFormat {
    id: "json",
    name: Bilingual::new("JSON", "JSON"),
    extension: "json",
    holds: Holds::Notes,
    reads: false,
    loses: &[],
    write: Writer::Sure(write),
};

/// Grows when a key changes its meaning; new keys do not count.
const VERSION: u32 = 1;

/// A whole file; RON has the same.
#[derive(Serialize)]
pub(super) struct File<'a> {
    generator: &'static str,
    version: u32,
    /// What was written about the library.
    memo: &'a str,
    /// The tags in use and those above them.
    tags: Vec<Tag<'a>>,
    documents: Vec<Document<'a>>,
}

/// A tag; templates know it by the same names.
#[derive(Serialize)]
pub(super) struct Tag<'a> {
    path: &'a str,
    color: &'a str,
    description: &'a str,
    memo: &'a str,
}

impl<'a> From<&'a ExportTag> for Tag<'a> {
    fn from(tag: &'a ExportTag) -> Self {
        let ExportTag { path, description, memo, color } = tag;
        Self { path, color: color.id(), description, memo }
    }
}

/// A document with its notes.
#[derive(Serialize)]
pub(super) struct Document<'a> {
    title: &'a str,
    file: &'a str,
    hash: &'a str,
    author: Option<&'a str>,
    source: Option<&'a str>,
    date: Option<&'a str>,
    url: Option<&'a str>,
    memo: &'a str,
    annotations: Vec<Annotation<'a>>,
}

/// In code points, in UTF-16 units, in bytes.
type Places = (Option<[u32; 2]>, Option<[u32; 2]>, Option<[u32; 2]>);

/// A highlight.
#[derive(Serialize)]
pub(super) struct Annotation<'a> {
    id: &'a str,
    quote: &'a str,
    source_quote: &'a str,
    prefix: &'a str,
    suffix: &'a str,
    source_prefix: &'a str,
    source_suffix: &'a str,
    clean: Option<[u32; 2]>,
    clean_utf16: Option<[u32; 2]>,
    clean_bytes: Option<[u32; 2]>,
    source: Option<[u32; 2]>,
    source_utf16: Option<[u32; 2]>,
    source_bytes: Option<[u32; 2]>,
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
        let (clean, clean_utf16, clean_bytes) = places(note.clean);
        let (source, source_utf16, source_bytes) = places(note.source);
        Self {
            id: &note.id,
            quote: &note.quote,
            source_quote: &note.source_quote,
            prefix: &note.prefix,
            suffix: &note.suffix,
            source_prefix: &note.source_prefix,
            source_suffix: &note.source_suffix,
            clean,
            clean_utf16,
            clean_bytes,
            source,
            source_utf16,
            source_bytes,
            state: note.state,
            heading: &note.heading,
            color: note.color.id(),
            tags: &note.tags,
            note: &note.note,
            created: &note.created,
            modified: &note.modified,
        }
    }
}

fn places(place: Option<ExportPlace>) -> Places {
    (place.map(|place| place.chars), place.map(|place| place.utf16), place.map(|place| place.bytes))
}

impl<'a> Annotation<'a> {
    /// All that is text in it.
    pub(super) fn words(&self) -> impl Iterator<Item = &'a str> {
        let quotes = [self.quote, self.source_quote, self.prefix, self.suffix];
        let others = [self.source_prefix, self.source_suffix, self.note, self.id];
        let lists = self.heading.iter().chain(self.tags).map(String::as_str);
        quotes.into_iter().chain(others).chain([self.created, self.modified]).chain(lists)
    }
}

impl<'a> Document<'a> {
    fn of(set: &'a ExportSet) -> Self {
        let annotations = set.notes.iter().map(Annotation::from).collect();
        Self { annotations, ..Self::without_notes(set) }
    }

    /// What is said of a document itself.
    pub(super) fn without_notes(set: &'a ExportSet) -> Self {
        let meta = &set.meta;
        Self {
            title: &set.title,
            file: &set.file_name,
            hash: &set.hash,
            author: meta.author.as_deref(),
            source: meta.source.as_deref(),
            date: meta.date.as_deref(),
            url: meta.url.as_deref(),
            memo: &set.memo,
            annotations: Vec::new(),
        }
    }
}

impl<'a> File<'a> {
    /// A file of these documents.
    pub(super) fn of(material: &'a Material, documents: Vec<Document<'a>>) -> Self {
        let tags = material.tags_in_use().map(Tag::from).collect();
        Self { generator: "danhuang", version: VERSION, memo: &material.memo, tags, documents }
    }
}

fn write(material: &Material, _: &Request) -> Vec<u8> {
    let file = File::of(material, material.documents.iter().map(Document::of).collect());
    serde_json::to_vec_pretty(&file).expect("strings and numbers can always be written as JSON")
}
