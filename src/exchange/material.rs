//! What an export is made of: plain data, nothing left to look up. How it is written is not known here.

use std::collections::BTreeSet;

use crate::clean::Meta;
use crate::exchange::Article;
use crate::notebook::HighlightColor;
use crate::text::{Clean, Span};

/// All that one export may hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Material {
    /// The documents with their notes.
    pub documents: Vec<ExportSet>,
    /// The tags of the library.
    pub tags: Vec<ExportTag>,
    /// What the reader wrote about the library as a whole; empty when there is nothing.
    pub memo: String,
}

impl Material {
    /// The tags that the notes carry, and those above them.
    pub fn tags_in_use(&self) -> impl Iterator<Item = &ExportTag> {
        let notes = self.documents.iter().flat_map(|set| &set.notes);
        let used: BTreeSet<&str> =
            notes.flat_map(|note| &note.tags).flat_map(|tag| paths_to(tag)).collect();
        self.tags.iter().filter(move |tag| used.contains(tag.path.as_str()))
    }
}

/// The path of a tag and of those above it.
pub(super) fn paths_to(tag: &str) -> impl Iterator<Item = &str> {
    let ends = tag.match_indices('/').map(|(at, _)| at).chain([tag.len()]);
    ends.filter_map(|end| tag.get(..end)).filter(|path| !path.is_empty())
}

/// A tag, ready to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportTag {
    /// Its names from the root.
    pub path: String,
    /// What it means.
    pub description: String,
    /// What the reader wrote about it.
    pub memo: String,
    /// The colour of highlights that carry it first.
    pub color: HighlightColor,
}

impl ExportTag {
    /// Whether anything is written about it.
    pub const fn says_something(&self) -> bool {
        !self.description.is_empty() || !self.memo.is_empty()
    }
}

/// The notes of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportSet {
    /// The document's title.
    pub title: String,
    /// Its file name.
    pub file_name: String,
    /// BLAKE3 of the file's bytes, as 64 hexadecimal digits: the same in every export of the same file.
    pub hash: String,
    /// Author, publication, date, address.
    pub meta: Meta,
    /// What the reader wrote about it as a whole; empty when there is nothing.
    pub memo: String,
    /// The text itself, for formats that hold it.
    pub article: Option<Article>,
    /// The notes in document order, those without a place last.
    pub notes: Vec<ExportNote>,
}

/// One stretch in the three units that tools count in; starts inclusive, ends exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExportPlace {
    /// In Unicode code points.
    pub chars: [u32; 2],
    /// In UTF-16 units.
    pub utf16: [u32; 2],
    /// In UTF-8 bytes.
    pub bytes: [u32; 2],
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
    /// Up to 32 code points before it, in the file.
    pub source_prefix: String,
    /// Up to 32 code points after it, in the file.
    pub source_suffix: String,
    /// Its place in the cleaned text.
    pub clean: Option<ExportPlace>,
    /// Its place in the source.
    pub source: Option<ExportPlace>,
    /// `placed`, `moved`, `suggested` or `orphan`.
    pub state: &'static str,
    /// The headings above it, highest first.
    pub heading: Vec<String>,
    /// The colour it is shown in.
    pub color: HighlightColor,
    /// Its tags as paths.
    pub tags: Vec<String>,
    /// What was written about it.
    pub note: String,
    /// When it was made, RFC 3339.
    pub created: String,
    /// When it was last changed, RFC 3339.
    pub modified: String,
}

impl ExportNote {
    /// Where it stands in the article's text; `None` where nothing of it is seen there.
    pub fn span(&self) -> Option<Span<Clean>> {
        let [start, end] = self.clean?.bytes;
        (start < end).then(|| Span::new(start as usize, end as usize))
    }

    /// Whether there is more to it than its colour.
    pub fn says_something(&self) -> bool {
        !self.tags.is_empty() || !self.note.is_empty()
    }
}
