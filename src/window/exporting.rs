//! Exports, carried out on threads of their own.

use std::path::{Path, PathBuf};

use crate::app::overview::Picture;
use crate::app::texts::{self, errors};
use crate::app::{
    Event, ExportScope, ExportSource, ExportTask, Notice, Phrase, ThemeName, Ticket, Weight,
};
use crate::clean::CleanOptions;
use crate::document::Document;
use crate::host::library::Library;
use crate::host::{disk, input};
use crate::notebook::Notebook;
use crate::placing::{self, Places};
use crate::store::{DocumentRecord, StoredNotes};
use crate::ui;
use crate::window::EventSink;
use crate::window::recovery::failed;

/// Writes an export to a file.
pub(crate) fn write(
    mut task: ExportTask,
    path: &Path,
    replaces: bool,
    library: Option<&Library>,
    sink: &EventSink,
) -> Event {
    if let Err(why) = may_write(path, replaces) {
        return failed(why);
    }
    gather(&mut task, library, sink);
    match task.written() {
        Ok(written) => put(path, &written.bytes, written.loss),
        Err(why) => failed(why),
    }
}

/// Writes a text to a file; what is there already is replaced only if so said.
pub(crate) fn write_text(path: &Path, text: &str, replaces: bool) -> Event {
    match may_write(path, replaces) {
        Ok(()) => put(path, text.as_bytes(), None),
        Err(why) => failed(why),
    }
}

/// Writes the overview of tags to a file as pixels, in this theme.
pub(crate) fn write_picture(
    path: &Path,
    picture: &Picture,
    theme: ThemeName,
    replaces: bool,
) -> Event {
    if let Err(why) = may_write(path, replaces) {
        return failed(why);
    }
    match ui::overview_png(picture, ui::theme::theme(theme)) {
        Ok(bytes) => put(path, &bytes, None),
        Err(error) => failed(errors::no_picture(&error.to_string())),
    }
}

/// Whether a file of the person's may be written: none is replaced unless so said.
pub(crate) fn may_write(path: &Path, replaces: bool) -> Result<(), Phrase> {
    if replaces || !path.exists() { Ok(()) } else { Err(errors::is_there_already(path)) }
}

/// Writes a file of the person's; `loss` is what it could not hold.
pub(crate) fn put(path: &Path, bytes: &[u8], loss: Option<Phrase>) -> Event {
    match disk::write_document(path, bytes) {
        Ok(()) => Event::ExportDone(path.to_path_buf(), loss),
        Err(error) => failed(errors::not_written(path, &error)),
    }
}

/// Makes the text that goes to the clipboard.
pub(crate) fn copy(mut task: ExportTask, library: Option<&Library>, sink: &EventSink) -> Event {
    gather(&mut task, library, sink);
    match task.written() {
        Ok(written) => Event::ExportCopied(String::from_utf8_lossy(&written.bytes).into_owned()),
        Err(why) => failed(why),
    }
}

/// Makes the beginning of what an export would be.
///
/// Of the whole library only the shown document is shown; of certain notes all that have any of them.
pub(crate) fn preview(ticket: Ticket, mut task: ExportTask, library: Option<&Library>) -> Event {
    let are_certain = task.choice.request.filter.ids.is_some();
    if let (ExportScope::Library, true, Some(library)) = (task.choice.scope, are_certain, library) {
        add_library(&mut task, library);
    }
    Event::Previewed(ticket, Box::new(task.preview()))
}

/// Adds the library's other documents if they are meant; says how many of them are not found.
fn gather(task: &mut ExportTask, library: Option<&Library>, sink: &EventSink) {
    let (ExportScope::Library, Some(library)) = (task.choice.scope, library) else { return };
    let n_missing = add_library(task, library);
    if n_missing > 0 {
        let said = texts::export_missing(n_missing);
        sink.send(Event::Notice(Notice::new(Weight::Info, said)));
    }
}

/// Adds the library's other documents, of certain notes those that have any of them; says how many files were not
/// found.
fn add_library(task: &mut ExportTask, library: &Library) -> usize {
    let ids = task.choice.request.filter.ids.clone();
    let has_any = |notebook: &Notebook| {
        ids.as_ref().is_none_or(|ids| notebook.annotations.keys().any(|id| ids.contains(id)))
    };
    task.sources.retain(|(source, _)| has_any(&source.notebook));
    let mut n_missing = 0;
    for StoredNotes { record, notebook } in library.all_notes().unwrap_or_default() {
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
