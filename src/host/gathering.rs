//! The documents of a whole library with their notes, as an export wants them. Writes nothing.

use std::path::{Path, PathBuf};

use crate::app::{ExportScope, ExportSource, ExportTask};
use crate::clean::CleanOptions;
use crate::document::Document;
use crate::host::input;
use crate::host::library::Library;
use crate::notebook::Notebook;
use crate::placing::{self, Places};
use crate::store::{DocumentRecord, StoredNotes};

/// Adds the library's other documents to an export that is of the whole library, of certain notes those that have any
/// of them; says how many files were not found.
pub fn add_library(task: &mut ExportTask, library: &Library) -> usize {
    add_library_while(task, library, &|| true)
}

/// The same, as long as it is wanted.
pub fn add_library_while(
    task: &mut ExportTask,
    library: &Library,
    is_wanted: &dyn Fn() -> bool,
) -> usize {
    if task.choice.scope != ExportScope::Library {
        return 0;
    }
    let ids = task.choice.request.filter.ids.clone();
    let has_any = |notebook: &Notebook| {
        ids.as_ref().is_none_or(|ids| notebook.annotations.keys().any(|id| ids.contains(id)))
    };
    task.sources.retain(|(source, _)| has_any(&source.notebook));
    let mut n_missing = 0;
    for StoredNotes { record, notebook } in library.all_notes().unwrap_or_default() {
        if !is_wanted() {
            break;
        }
        if !has_any(&notebook) || is_known(task, &record) {
            continue;
        }
        let path = record.paths.iter().rev().map(PathBuf::from).find(|path| path.exists());
        if let Some(source) = path.and_then(|path| source(library, &path)) {
            task.sources.push(source);
        } else {
            n_missing += 1;
            task.sources.extend(without_file(&record, notebook));
        }
    }
    n_missing
}

/// A document whose file is gone, with its notes as they were kept: none has a place.
fn without_file(
    record: &DocumentRecord,
    notebook: Notebook,
) -> Option<(ExportSource, CleanOptions)> {
    let options = CleanOptions::default();
    let mut document =
        Document::new(&record.title, record.title.as_bytes(), None, &options).ok()?;
    document.fingerprint.content = record.contents.last().cloned().unwrap_or_default();
    let (notebook, places) = (notebook.into(), Places::default().into());
    Some((ExportSource { document, notebook, places }, options))
}

/// Whether a document is among those that are exported already, as the one that is shown is.
fn is_known(task: &ExportTask, record: &DocumentRecord) -> bool {
    let content = |source: &ExportSource| source.document.fingerprint.content.clone();
    task.sources.iter().any(|(known, _)| record.contents.contains(&content(known)))
}

fn source(library: &Library, path: &Path) -> Option<(ExportSource, CleanOptions)> {
    let bytes = input::read(path).ok()?;
    let name = path.file_name()?.to_string_lossy();
    let choose = |known: Option<CleanOptions>| known.unwrap_or_default();
    let (document, options) =
        library.document(&name, bytes.into(), None, Some(path), choose, &|_| ()).ok()?;
    let loaded = library.load(&document.fingerprint, Some(path)).ok()?;
    let kept = loaded.record.map(|record| library.kept_texts(&record.id)).unwrap_or_default();
    let places = placing::place_all(&document, &loaded.notebook, &kept);
    let (notebook, places) = (loaded.notebook.into(), places.into());
    Some((ExportSource { document, notebook, places }, options))
}
