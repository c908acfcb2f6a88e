//! What the reader wants to see: one of the wanted of each kind, and nothing that is unwanted.

use std::collections::BTreeSet;

use memchr::memmem;

use crate::app::PlaceState;
use crate::app::note_list::index::{NoteEntry, NoteIndex, folded_chars};
use crate::app::seek::{self, Sought};
use crate::notebook::{HighlightColor, TagId};
use crate::search::Letters;

/// Something that a note has or has not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// It is shown in this colour.
    Color(HighlightColor),
    /// It carries this tag, or one below it.
    Tag(TagId),
    /// It carries no tag.
    Untagged,
    /// Something was written about it.
    WithNote,
    /// Nothing was.
    WithoutNote,
    /// Its place waits for a yes.
    ToCheck,
    /// It has no place.
    Unplaced,
    /// It is of this document, by [`crate::app::note_list::IndexedDocument::id`].
    Document(String),
}

/// Facets of one kind exclude each other or add up; those of different kinds narrow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Color,
    Tag,
    Note,
    Place,
    Document,
}

impl Facet {
    const fn kind(&self) -> Kind {
        match self {
            Self::Color(_) => Kind::Color,
            Self::Tag(_) | Self::Untagged => Kind::Tag,
            Self::WithNote | Self::WithoutNote => Kind::Note,
            Self::ToCheck | Self::Unplaced => Kind::Place,
            Self::Document(_) => Kind::Document,
        }
    }
}

/// What the reader wants to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoteFilter {
    /// What is sought in quote, note and tags.
    pub search: String,
    /// Of each kind that is named here a note has at least one.
    pub wanted: BTreeSet<Facet>,
    /// A note has none of these.
    pub unwanted: BTreeSet<Facet>,
}

impl NoteFilter {
    /// Whether it leaves nothing out.
    pub fn is_empty(&self) -> bool {
        self.has_all() && self.search.trim().is_empty()
    }

    /// Whether it leaves nothing out but what is not sought.
    pub fn has_all(&self) -> bool {
        self.wanted.is_empty() && self.unwanted.is_empty()
    }

    /// Wants a facet, or no longer.
    pub fn toggle(&mut self, facet: &Facet) {
        let was_named = self.wanted.remove(facet) | self.unwanted.remove(facet);
        if !was_named {
            self.wanted.insert(facet.clone());
        }
    }

    /// Leaves a facet out, or no longer.
    pub fn toggle_not(&mut self, facet: &Facet) {
        self.wanted.remove(facet);
        if !self.unwanted.remove(facet) {
            self.unwanted.insert(facet.clone());
        }
    }
}

/// A filter made ready for the notes of one index.
pub(super) struct Sieve<'a> {
    filter: &'a NoteFilter,
    /// For each tag of the index whether the filter wants it, leaves it out, and whether its name is sought.
    tags: Vec<(bool, bool, bool)>,
    /// The same for each document.
    documents: Vec<(bool, bool, bool)>,
    folded: memmem::Finder<'static>,
    letters: Option<Letters>,
    kinds: [bool; 5],
}

impl<'a> Sieve<'a> {
    pub(super) fn new(filter: &'a NoteFilter, index: &NoteIndex) -> Self {
        let typed = seek::normal(&filter.search);
        let sought = Sought::new(&typed);
        let named = |facets: &BTreeSet<Facet>, line: &[TagId]| {
            line.iter().any(|id| facets.contains(&Facet::Tag(id.clone())))
        };
        let tags = index.tags.iter().map(|tag| {
            let is_sought = !typed.is_empty() && sought.is_in(&tag.path);
            (named(&filter.wanted, &tag.line), named(&filter.unwanted, &tag.line), is_sought)
        });
        let documents = index.documents.iter().map(|document| {
            let facet = Facet::Document(document.id.clone());
            let is_sought = !typed.is_empty() && sought.is_in(&document.title);
            (filter.wanted.contains(&facet), filter.unwanted.contains(&facet), is_sought)
        });
        let has = |kind: Kind| filter.wanted.iter().any(|facet| facet.kind() == kind);
        Self {
            filter,
            tags: tags.collect(),
            documents: documents.collect(),
            folded: memmem::Finder::new(&folded_chars(&filter.search).collect::<String>())
                .into_owned(),
            letters: Letters::new(&filter.search),
            kinds: [Kind::Color, Kind::Tag, Kind::Note, Kind::Place, Kind::Document].map(has),
        }
    }

    pub(super) fn lets_through(&self, entry: &NoteEntry) -> bool {
        self.has_wanted(entry) && !self.has_unwanted(entry) && self.is_found(entry)
    }

    fn has_wanted(&self, entry: &NoteEntry) -> bool {
        let [by_color, by_tag, by_note, by_place, by_document] = self.kinds;
        let wanted = &self.filter.wanted;
        (!by_color || wanted.contains(&Facet::Color(entry.color)))
            && (!by_tag || self.has_tag(entry, wanted, |tag| tag.0))
            && (!by_document || self.document(entry).0)
            && (!by_note || wanted.contains(&note_facet(entry)))
            && (!by_place || place_facet(entry).is_some_and(|facet| wanted.contains(&facet)))
    }

    fn has_unwanted(&self, entry: &NoteEntry) -> bool {
        let unwanted = &self.filter.unwanted;
        !unwanted.is_empty()
            && (unwanted.contains(&Facet::Color(entry.color))
                || self.document(entry).1
                || self.has_tag(entry, unwanted, |tag| tag.1)
                || unwanted.contains(&note_facet(entry))
                || place_facet(entry).is_some_and(|facet| unwanted.contains(&facet)))
    }

    /// Whether the filter wants its document, leaves it out, and whether its title is sought.
    fn document(&self, entry: &NoteEntry) -> (bool, bool, bool) {
        self.documents.get(entry.document as usize).copied().unwrap_or_default()
    }

    fn has_tag(
        &self,
        entry: &NoteEntry,
        facets: &BTreeSet<Facet>,
        is_named: impl Fn(&(bool, bool, bool)) -> bool,
    ) -> bool {
        if entry.tags.is_empty() {
            return facets.contains(&Facet::Untagged);
        }
        entry.tags.iter().any(|tag| self.tags.get(*tag as usize).is_some_and(&is_named))
    }

    fn is_found(&self, entry: &NoteEntry) -> bool {
        self.folded.needle().is_empty()
            || self.document(entry).2
            || entry.tags.iter().any(|tag| self.tags.get(*tag as usize).is_some_and(|tag| tag.2))
            || self.is_in_words(entry)
    }

    fn is_in_words(&self, entry: &NoteEntry) -> bool {
        let (folded, first_letters) = entry.folded();
        let is_read = |letters: &Letters| {
            letters.may_be_in(first_letters)
                && entry.texts().into_iter().any(|text| letters.are_in(text))
        };
        self.folded.find(folded.as_bytes()).is_some() || self.letters.as_ref().is_some_and(is_read)
    }
}

fn note_facet(entry: &NoteEntry) -> Facet {
    if entry.has_note() { Facet::WithNote } else { Facet::WithoutNote }
}

fn place_facet(entry: &NoteEntry) -> Option<Facet> {
    match entry.state? {
        PlaceState::Suggested => Some(Facet::ToCheck),
        PlaceState::Orphan => Some(Facet::Unplaced),
        PlaceState::Placed | PlaceState::Moved => None,
    }
}
