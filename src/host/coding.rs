//! Seeking in the library's other documents, and in what else is meant, what is to be marked there, and marking it.
//!
//! Each is read as it would be opened. What cannot be read is named and changes nothing.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::app::autocode::{
    DocumentHits, Draft, Elsewhere, LibraryHits, LibraryQuery, MOST_ELSEWHERE, stretches_in,
};
use crate::app::texts::{self, errors};
use crate::app::{DocumentKey, Phrase};
use crate::clean::CleanOptions;
use crate::document::{Document, content_hash};
use crate::host::coding_list::{Candidate, listed};
use crate::host::input;
use crate::host::library::{Library, LibraryError, SaveTarget};
use crate::notebook::{Annotation, AnnotationId, Notebook, Timestamp, Way};
use crate::placing::{self, Places};
use crate::ruling::Site;
use crate::search::{self, SearchError};
use crate::text::{Clean, Span};

/// A document with its notes and where they stand.
struct Read {
    key: DocumentKey,
    document: Document,
    notebook: Notebook,
    places: Places,
}

/// Seeks in all documents of the library but the shown one, and in what else is meant; `tell` hears how many were
/// read and of how many. `None` when `is_wanted` says that nobody waits for it.
pub fn seek(
    library: &Library,
    wish: &LibraryQuery,
    is_wanted: &dyn Fn() -> bool,
    tell: &dyn Fn((usize, usize)),
) -> Result<Option<LibraryHits>, LibraryError> {
    let listed = listed(library, wish, is_wanted)?;
    let mut seeking = Seeking { library, wish, is_wanted, seen: HashSet::new(), n_drafts: 0 };
    seeking.seen.insert(wish.shown.clone());
    let mut found = LibraryHits { unread: listed.unread, ..LibraryHits::default() };
    let n_all = listed.candidates.len();
    for (n_read, candidate) in listed.candidates.into_iter().enumerate() {
        if !is_wanted() {
            return Ok(None);
        }
        tell((n_read, n_all));
        match seeking.read(&candidate) {
            Ok(Some(read)) => {
                found.n_read += 1;
                if seeking.seek_in(read, &mut found).is_none() {
                    return Ok(None);
                }
            }
            Ok(None) => {}
            Err(why) => found.unread.push((candidate.title, why)),
        }
    }
    Ok(Some(found))
}

/// Seeking in one document after the other.
struct Seeking<'a> {
    library: &'a Library,
    wish: &'a LibraryQuery,
    is_wanted: &'a dyn Fn() -> bool,
    /// The hashes of the files that were read: the same text is not marked twice.
    seen: HashSet<String>,
    n_drafts: usize,
}

impl Seeking<'_> {
    /// Reads a document; none if it was read already, under another name.
    fn read(&mut self, candidate: &Candidate) -> Result<Option<Read>, Phrase> {
        let none = || Phrase::from(texts::NO_FILE_OF_ITS_OWN);
        let path = candidate.path.clone().ok_or_else(none)?;
        let bytes =
            input::read(&path).map_err(|error| error.phrase(&path.display().to_string()))?;
        if !self.seen.insert(content_hash(&bytes)) {
            return Ok(None);
        }
        read(self.library, path, bytes).map(Some)
    }

    /// Adds what is to be marked in a document; `None` when nobody waits for it.
    fn seek_in(&mut self, read: Read, found: &mut LibraryHits) -> Option<()> {
        let text = &read.document.cleaned.text;
        let hits = match search::search(text, &self.wish.query, self.is_wanted) {
            Ok(hits) => hits,
            Err(SearchError::Cancelled) => return None,
            // Whoever asks has sought it in another text before.
            Err(SearchError::Pattern(_)) => return Some(()),
        };
        let stretches = stretches_in(&read.document, &hits.spans, self.wish.unit);
        let room = MOST_ELSEWHERE - self.n_drafts;
        found.is_cut |= hits.is_cut || stretches.len() > room;
        let drafts = drafts(&read, stretches.get(..room).unwrap_or(&stretches));
        self.n_drafts += drafts.len();
        if !drafts.is_empty() {
            let title = read.document.title().to_owned();
            found.documents.push(DocumentHits { key: read.key, title, drafts });
        }
        Some(())
    }
}

fn read(library: &Library, path: PathBuf, bytes: Vec<u8>) -> Result<Read, Phrase> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let choose = |known: Option<CleanOptions>| known.unwrap_or_default();
    let (document, _) = library
        .document(&name, bytes.into(), None, Some(&path), choose, &|_| ())
        .map_err(|error| errors::import_error(&error, &name))?;
    let loaded =
        library.load(&document.fingerprint, Some(&path)).map_err(|error| error.phrase())?;
    if let Some(why) = loaded.read_only {
        return Err(why);
    }
    let kept = loaded.record.map(|record| library.kept_texts(&record.id)).unwrap_or_default();
    let places = placing::place_all(&document, &loaded.notebook, &kept);
    let key = DocumentKey { fingerprint: document.fingerprint.clone(), path: Some(path) };
    Ok(Read { key, document, notebook: loaded.notebook, places })
}

/// What is to be marked: a mark that stands just there is taken for it.
fn drafts(read: &Read, stretches: &[Span<Clean>]) -> Vec<Draft> {
    let spans = read.places.iter().filter_map(|(id, place)| Some((place.clean?, id)));
    let known: HashMap<Span<Clean>, &AnnotationId> = spans.collect();
    let draft = |span: &Span<Clean>| {
        let marked = known.get(span).and_then(|id| read.notebook.annotations.get(*id));
        let new = || {
            let nobody = AnnotationId(String::new());
            placing::annotation_on(&read.document, *span, nobody, Timestamp::default())
        };
        Draft { note: marked.map_or_else(new, Annotation::clone), is_new: marked.is_none() }
    };
    stretches.iter().map(draft).collect()
}

/// What came of changing other documents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changed {
    /// How many documents.
    pub n_documents: usize,
    /// How many of their notes.
    pub n_notes: usize,
    /// Those that could not be written: their titles, and why.
    pub failed: Vec<(String, Phrase)>,
}

/// Changes documents that are not open, or takes that back, or does it again; in each it is one step.
pub fn change(library: &Library, others: &[Elsewhere], way: Way) -> Changed {
    let mut changed = Changed::default();
    for other in others {
        match change_one(library, other, way) {
            Ok(0) => {}
            Ok(n_notes) => {
                changed.n_documents += 1;
                changed.n_notes += n_notes;
            }
            Err(error) => changed.failed.push((other.title.clone(), error.phrase())),
        }
    }
    changed
}

/// Changes one; the answer is how many of its notes.
fn change_one(library: &Library, other: &Elsewhere, way: Way) -> Result<usize, LibraryError> {
    let path: Option<&Path> = other.key.path.as_deref();
    let (loaded, codebook) = (library.load(&other.key.fingerprint, path)?, library.codebook()?.0);
    let notebook = loaded.notebook;
    let history = loaded.record.map(|record| library.history(&record.id, &notebook, &codebook));
    let mut history = history.unwrap_or_default();
    let changes = history.go(way, &other.changes, (&notebook, &codebook));
    if changes.is_empty() {
        return Ok(0);
    }
    let target = SaveTarget {
        fingerprint: other.key.fingerprint.clone(),
        path: path.map(Path::to_path_buf),
        title: other.title.clone(),
        options: None,
        encoding: None,
        site: Site::default(),
    };
    library.commit_whole(&target, &changes)?;
    // What is lost here is no note.
    drop(library.keep_steps(&other.key.fingerprint, path, &history.take_news()));
    Ok(changes.len())
}
