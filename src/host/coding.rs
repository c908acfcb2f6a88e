//! Seeking in the library's other documents what is to be marked there, and marking it.
//!
//! Each is read as it would be opened. What cannot be read is named and changes nothing.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::app::autocode::{
    DocumentHits, Draft, Elsewhere, LibraryHits, LibraryQuery, MOST_ELSEWHERE, stretches_in,
};
use crate::app::texts::{self, errors};
use crate::app::{DocumentKey, Phrase};
use crate::clean::CleanOptions;
use crate::document::Document;
use crate::host::input;
use crate::host::library::{Library, LibraryError, SaveTarget};
use crate::notebook::{Annotation, AnnotationId, Notebook, Step, Timestamp};
use crate::placing::{self, Places};
use crate::ruling::Site;
use crate::search::{self, SearchError};
use crate::store::DocumentRecord;
use crate::text::{Clean, Span};

/// A document with its notes and where they stand.
struct Read {
    key: DocumentKey,
    document: Document,
    notebook: Notebook,
    places: Places,
}

/// Seeks in all documents of the library but the shown one; `tell` hears how many were read and of how many.
/// `None` when `is_wanted` says that nobody waits for it.
pub fn seek(
    library: &Library,
    wish: &LibraryQuery,
    is_wanted: &dyn Fn() -> bool,
    tell: &dyn Fn((usize, usize)),
) -> Result<Option<LibraryHits>, LibraryError> {
    let records = library.records()?;
    let others = records.iter().filter(|record| !record.contents.contains(&wish.shown));
    let others: Vec<&DocumentRecord> = others.collect();
    let (mut found, mut n_drafts) = (LibraryHits::default(), 0);
    for (n_read, record) in others.iter().enumerate() {
        if !is_wanted() {
            return Ok(None);
        }
        tell((n_read, others.len()));
        let read = match read(library, record) {
            Ok(read) => read,
            Err(why) => {
                found.unread.push((record.title.clone(), why));
                continue;
            }
        };
        let hits = match search::search(&read.document.cleaned.text, &wish.query, is_wanted) {
            Ok(hits) => hits,
            Err(SearchError::Cancelled) => return Ok(None),
            // Whoever asks has sought it in another text before.
            Err(SearchError::Pattern(_)) => continue,
        };
        let stretches = stretches_in(&read.document, &hits.spans, wish.unit);
        let room = MOST_ELSEWHERE - n_drafts;
        found.is_cut |= hits.is_cut || stretches.len() > room;
        let drafts = drafts(&read, stretches.get(..room).unwrap_or(&stretches));
        n_drafts += drafts.len();
        if !drafts.is_empty() {
            let title = read.document.title().to_owned();
            found.documents.push(DocumentHits { key: read.key, title, drafts });
        }
    }
    Ok(Some(found))
}

fn read(library: &Library, record: &DocumentRecord) -> Result<Read, Phrase> {
    let paths = || record.paths.iter().rev().map(PathBuf::from);
    let path = paths().find(|path| path.exists()).or_else(|| paths().next());
    let path = path.ok_or_else(|| Phrase::from(texts::NO_FILE_OF_ITS_OWN))?;
    let shown = path.display().to_string();
    let bytes = input::read(&path).map_err(|error| error.phrase(&shown))?;
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
    let kept = library.kept_texts(&record.id);
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

/// Changes documents that are not open; each change is one step that can be undone there.
pub fn change(library: &Library, others: &[Elsewhere]) -> Changed {
    let mut changed = Changed::default();
    for other in others {
        match change_one(library, other) {
            Ok(()) => {
                changed.n_documents += 1;
                changed.n_notes += other.changes.len();
            }
            Err(error) => changed.failed.push((other.title.clone(), error.phrase())),
        }
    }
    changed
}

fn change_one(library: &Library, other: &Elsewhere) -> Result<(), LibraryError> {
    let path: Option<&Path> = other.key.path.as_deref();
    let target = SaveTarget {
        fingerprint: other.key.fingerprint.clone(),
        path: path.map(Path::to_path_buf),
        title: other.title.clone(),
        options: None,
        encoding: None,
        site: Site::default(),
    };
    library.commit_whole(&target, &other.changes)?;
    // What is lost here is no note.
    drop(library.keep_steps(&other.key.fingerprint, path, &[Step::Done(other.changes.clone())]));
    Ok(())
}
