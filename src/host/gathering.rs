//! The documents of a whole library with their notes, as an export wants them. Writes nothing.

use std::path::{Path, PathBuf};

use crate::app::{ExportScope, ExportSource, ExportTask};
use crate::clean::CleanOptions;
use crate::host::input;
use crate::host::library::Library;
use crate::placing;

/// Adds the library's other documents to an export that is of the whole library; says how many files were not found.
pub fn add_library(task: &mut ExportTask, library: &Library) -> usize {
    if task.choice.scope != ExportScope::Library {
        return 0;
    }
    let mut n_missing = 0;
    for record in library.records().unwrap_or_default() {
        let path = record.paths.iter().rev().map(PathBuf::from).find(|path| path.exists());
        let source = path.and_then(|path| source(library, &path));
        match source {
            Some((source, _)) if is_known(task, &source) => {}
            Some(source) => task.sources.push(source),
            None => n_missing += 1,
        }
    }
    n_missing
}

fn is_known(task: &ExportTask, source: &ExportSource) -> bool {
    let hash = &source.document.fingerprint.content;
    task.sources.iter().any(|(known, _)| known.document.fingerprint.content == *hash)
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
    Some((ExportSource { document, notebook: loaded.notebook, places }, options))
}
