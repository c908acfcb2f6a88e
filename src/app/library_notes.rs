//! The notes of all documents that the library knows, as its files had them when they were last read.
//!
//! They are read where no frame waits; of the document that is shown the open notebook is newer and counts.

use std::path::PathBuf;
use std::sync::Arc;

use crate::app::autocode::Elsewhere;
use crate::app::passage_link::PassageLink;
use crate::app::{DocumentKey, OpenDocument, Ticket};
use crate::document::Fingerprint;
use crate::notebook::{Annotation, AnnotationId, Codebook, Notebook, Way};
use crate::store::{self, DocumentRecord, StoredNotes};

/// Which notes the panel lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoteScope {
    /// Those of the document that is shown.
    #[default]
    Document,
    /// Those of every document that the library knows.
    Library,
}

impl NoteScope {
    /// Both, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Document, Self::Library];
}

/// A document with its notes.
#[derive(Clone, Debug)]
pub struct NotedDocument {
    /// What the library knows of it.
    pub record: DocumentRecord,
    /// Its notes.
    pub notebook: Notebook,
}

/// All of them, by title.
#[derive(Clone, Debug, Default)]
pub struct LibraryNotes {
    /// The reading that they are of.
    pub ticket: Ticket,
    /// The documents.
    pub documents: Vec<Arc<NotedDocument>>,
}

impl NotedDocument {
    /// What it is known by.
    pub fn key(&self) -> DocumentKey {
        let newest = |hashes: &[String]| hashes.last().cloned().unwrap_or_default();
        let record = &self.record;
        let fingerprint =
            Fingerprint { content: newest(&record.contents), text: newest(&record.texts) };
        DocumentKey { fingerprint, path: record.paths.last().map(PathBuf::from) }
    }

    /// The address that leads to one of its notes.
    pub fn address(&self, note: &Annotation) -> String {
        let DocumentKey { fingerprint, path } = self.key();
        let link = PassageLink::new(&fingerprint.content, path.as_deref())
            .with_passage(note.anchor.span.start.offset, &note.excerpt.exact);
        PassageLink { note: Some(note.id.clone()), ..link }.to_address()
    }
}

impl LibraryNotes {
    /// What was read; documents without notes are left out.
    pub fn new(ticket: Ticket, stored: Vec<StoredNotes>) -> Self {
        let noted = |StoredNotes { record, notebook }: StoredNotes| {
            let has_notes = !notebook.annotations.is_empty();
            has_notes.then(|| Arc::new(NotedDocument { record, notebook }))
        };
        let mut documents: Vec<_> = stored.into_iter().filter_map(noted).collect();
        documents
            .sort_by(|a, b| (&a.record.title, &a.record.id).cmp(&(&b.record.title, &b.record.id)));
        Self { ticket, documents }
    }

    /// The place among them of an open document: by its content, else its text, else its file.
    pub fn place_of(&self, open: &OpenDocument) -> Option<usize> {
        let Fingerprint { content, text } = &open.document.fingerprint;
        let path = open.origin.path().map(|path| path.to_string_lossy());
        let records: Vec<_> = self.documents.iter().map(|noted| &noted.record).collect();
        store::place_of(&records, content, Some(text), path.as_deref())
    }

    /// The note with this identity, with its document.
    pub fn find(&self, id: &AnnotationId) -> Option<(&NotedDocument, &Annotation)> {
        let mut documents = self.documents.iter().map(Arc::as_ref);
        documents.find_map(|noted| Some((noted, noted.notebook.annotations.get(id)?)))
    }

    /// Takes up what changes in a document, so that the next change begins there though nothing was read anew.
    pub(crate) fn take_up(&mut self, other: &Elsewhere, way: Way) {
        let content = &other.key.fingerprint.content;
        let is_it = |noted: &&mut Arc<NotedDocument>| noted.record.contents.contains(content);
        let Some(noted) = self.documents.iter_mut().find(is_it) else { return };
        let notebook = &mut Arc::make_mut(noted).notebook;
        let is_undone = way == Way::Undo;
        // None of these changes is one of tags.
        let mut codebook = Codebook::default();
        for change in &other.changes {
            let change = if is_undone { change.clone().inverse() } else { change.clone() };
            if change.starts_from(notebook, &codebook) {
                change.apply(notebook, &mut codebook);
            }
        }
    }

    /// How many notes there are.
    pub fn n_notes(&self) -> usize {
        self.documents.iter().map(|noted| noted.notebook.annotations.len()).sum()
    }
}
