//! An index of the whole library: that of the shown document, joined with the notes of all others.
//!
//! Of those it knows what the library keeps: their passages as they read when they were marked.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::app::library_notes::LibraryNotes;
use crate::app::note_list::index::{
    IndexedDocument, IndexedTag, NoteEntry, NoteIndex, Words, is_same,
};
use crate::app::{OpenDocument, shown_color};
use crate::notebook::{Annotation, Codebook, Notebook, TagId};

/// The document that is shown, in the library.
#[derive(Clone, Debug)]
pub struct ShownDocument {
    /// Its place among the library's documents; `None` where it has no notes there yet.
    place: Option<usize>,
    document: IndexedDocument,
}

impl ShownDocument {
    /// The open document among those of the library.
    pub fn of(open: &OpenDocument, library: &LibraryNotes) -> Self {
        let place = library.place_of(open);
        let record = place.and_then(|place| library.documents.get(place));
        let id = record.map(|noted| noted.record.id.clone());
        let document = IndexedDocument {
            id: id.unwrap_or_else(|| open.document.fingerprint.content.clone()),
            title: open.document.title().to_owned(),
            count: 0,
            sections: Arc::default(),
        };
        Self { place, document }
    }
}

impl NoteIndex {
    /// This index, which is of the shown document, with the notes of all others; what stayed as it was is taken from
    /// the library's index before.
    #[must_use]
    pub fn joined(
        &self,
        shown: &ShownDocument,
        library: &LibraryNotes,
        codebook: &Codebook,
        before: &Self,
    ) -> Self {
        let mut index = Self::of_tags(self.tags.clone());
        let mut others = index.take_documents(shown, library);
        others.sort_by(|a, b| a.2.id.cmp(&b.2.id));
        let mut places: HashMap<TagId, u32> =
            (0..).zip(&index.tags).map(|(place, tag)| (tag.id.clone(), place)).collect();
        let mut known = before.entries.iter().map(|entry| &entry.words).peekable();
        let mut here = self.entries.iter().peekable();
        index.entries.reserve(self.entries.len() + others.len());
        for (document, heading, note) in others {
            let at = index.shown;
            let take = |entry: &NoteEntry| NoteEntry { document: at, ..entry.clone() };
            while let Some(entry) = here.next_if(|entry| *entry.id() < note.id) {
                index.entries.push(take(entry));
            }
            while known.next_if(|words| words.id < note.id).is_some() {}
            // A note that two documents have is listed once: where it is shown, else where it was first.
            let is_there = here.peek().is_some_and(|entry| *entry.id() == note.id)
                || index.entries.last().is_some_and(|last| *last.id() == note.id);
            if is_there {
                continue;
            }
            let words = known.peek().filter(|words| is_same(words, note)).copied();
            let words = words.map_or_else(|| Arc::new(Words::new(note)), Arc::clone);
            // What was merged since is what it became; what is no longer there is none.
            let meant: BTreeSet<&TagId> =
                note.tags.iter().filter_map(|tag| codebook.resolved(tag)).collect();
            let tags = meant.into_iter().map(|tag| {
                places.get(tag).copied().unwrap_or_else(|| {
                    let place = index.take_tag(IndexedTag::of(codebook, tag));
                    places.insert(tag.clone(), place);
                    place
                })
            });
            let tags = tags.collect();
            index.entries.push(entry(codebook, (document, heading, note), words, tags));
        }
        let at = index.shown;
        index.entries.extend(here.map(|entry| NoteEntry { document: at, ..entry.clone() }));
        index.count();
        index
    }

    /// Lists the documents; the answer is the notes of those that are not shown, each with its section.
    fn take_documents<'a>(
        &mut self,
        shown: &ShownDocument,
        library: &'a LibraryNotes,
    ) -> Vec<(u32, Option<u32>, &'a Annotation)> {
        let mut others = Vec::with_capacity(library.n_notes());
        if shown.place.is_none() {
            self.documents.push(shown.document.clone());
        }
        for (place, noted) in library.documents.iter().enumerate() {
            let at = self.documents.len() as u32;
            if shown.place == Some(place) {
                self.shown = at;
                self.documents.push(shown.document.clone());
                continue;
            }
            let (id, title) = (noted.record.id.clone(), noted.record.title.clone());
            let sections = Sections::of(&noted.notebook);
            let of = |note: &'a Annotation| {
                (at, sections.places.get(&*note.heading_path).copied(), note)
            };
            others.extend(noted.notebook.annotations.values().map(of));
            self.documents.push(IndexedDocument { id, title, count: 0, sections: sections.names });
        }
        others
    }
}

/// The sections of a document that its notes name, in the order of the first note of each.
struct Sections<'a> {
    names: Arc<[String]>,
    places: BTreeMap<&'a [String], u32>,
}

impl<'a> Sections<'a> {
    fn of(notebook: &'a Notebook) -> Self {
        let mut first: BTreeMap<&[String], u32> = BTreeMap::new();
        for note in notebook.annotations.values().filter(|note| !note.heading_path.is_empty()) {
            let start = note.excerpt.clean.start.offset;
            let known = first.entry(&note.heading_path).or_insert(start);
            *known = start.min(*known);
        }
        let mut paths: Vec<(u32, &[String])> =
            first.into_iter().map(|(path, start)| (start, path)).collect();
        paths.sort_unstable();
        let names = paths.iter().filter_map(|(_, path)| path.last().cloned()).collect();
        Self { names, places: paths.into_iter().map(|(_, path)| path).zip(0..).collect() }
    }
}

fn entry(
    codebook: &Codebook,
    (document, heading, note): (u32, Option<u32>, &Annotation),
    words: Arc<Words>,
    tags: Box<[u32]>,
) -> NoteEntry {
    NoteEntry {
        words,
        document,
        span: note.excerpt.clean,
        state: None,
        heading,
        color: shown_color(note, codebook),
        tags,
        created: note.created,
        modified: note.modified,
    }
}
