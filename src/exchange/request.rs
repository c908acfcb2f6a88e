//! What is wanted of an export: which notes, in which shape. Which documents, those who gather them know.

use std::collections::BTreeSet;

use crate::exchange::{ExportNote, ExportSet};
use crate::notebook::{AnnotationId, HighlightColor};
use crate::text::Language;

/// Which notes are wanted: those that fit everything that is said here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only these, by identity; `None` for any.
    pub ids: Option<BTreeSet<AnnotationId>>,
    /// Only with one of these tags or one below it; empty for any, those without a tag too.
    pub tags: Vec<String>,
    /// Only in one of these colours; empty for any.
    pub colors: Vec<HighlightColor>,
    /// Only under a heading that holds this text; empty for any.
    pub section: String,
    /// Whether something must have been written about them.
    pub written: Written,
}

/// Whether something was written about a passage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Written {
    /// It does not matter.
    #[default]
    Either,
    /// Something was.
    With,
    /// Nothing was.
    Without,
}

impl Filter {
    /// Whether a note is wanted.
    pub fn admits(&self, note: &ExportNote) -> bool {
        let has_tag = |path: &String| note.tags.iter().any(|tag| is_at_or_below(tag, path));
        let is_under = |heading: &String| heading.contains(self.section.as_str());
        self.ids.as_ref().is_none_or(|ids| ids.contains(&AnnotationId(note.id.clone())))
            && (self.tags.is_empty() || self.tags.iter().any(has_tag))
            && (self.colors.is_empty() || self.colors.contains(&note.color))
            && (self.section.is_empty() || note.heading.iter().any(is_under))
            && match self.written {
                Written::Either => true,
                Written::With => !note.note.is_empty(),
                Written::Without => note.note.is_empty(),
            }
    }
}

fn is_at_or_below(tag: &str, path: &str) -> bool {
    tag.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Which text of a passage is quoted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QuoteText {
    /// As it reads cleaned.
    #[default]
    Clean,
    /// As it stands in the file.
    Source,
}

/// What notes are put together by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// The heading they stand under.
    #[default]
    Section,
    /// Their tags; a note with two stands under both.
    Tag,
    /// Their colour.
    Color,
    /// The day they were made.
    Date,
}

impl Grouping {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Section, Self::Tag, Self::Color, Self::Date];

    /// The name in files; never changed.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Section => "section",
            Self::Tag => "tag",
            Self::Color => "color",
            Self::Date => "date",
        }
    }

    /// The one with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grouping| grouping.id() == id)
    }
}

/// What a row of a table stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rows {
    /// A highlight, its tags in one cell.
    #[default]
    Highlight,
    /// A highlight and one of its tags; a highlight without tags has a row too.
    HighlightAndTag,
}

/// All that is wanted of an export but the documents and the format.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// Which notes.
    pub filter: Filter,
    /// Which text of them.
    pub quote: QuoteText,
    /// How formats for reading put them together.
    pub grouping: Grouping,
    /// What a row of a table stands for.
    pub rows: Rows,
    /// The text of the template, for the format that has one; empty for the first preset.
    pub template: String,
    /// The language of what stands beside the reader's own words.
    pub language: Language,
}

impl Request {
    /// Leaves only the notes that are wanted, with the text that is wanted.
    pub fn narrow(&self, set: &mut ExportSet) {
        set.notes.retain(|note| self.filter.admits(note));
        if self.quote == QuoteText::Source {
            set.notes.iter_mut().for_each(quote_source);
        }
    }
}

/// Its place in the cleaned text stays, by which the article is marked.
fn quote_source(note: &mut ExportNote) {
    note.quote.clone_from(&note.source_quote);
    note.prefix.clone_from(&note.source_prefix);
    note.suffix.clone_from(&note.source_suffix);
}
