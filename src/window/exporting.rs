//! Exports, carried out on threads of their own.

use std::path::{Path, PathBuf};

use crate::app::overview::Picture;
use crate::app::texts::{self, errors};
use crate::app::{
    Event, ExportScope, ExportSource, ExportTask, Notice, Phrase, ThemeName, Ticket, Weight,
};
use crate::clean::CleanOptions;
use crate::host::library::Library;
use crate::host::{disk, input};
use crate::placing;
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
    if let (ExportScope::Library, Some(library)) = (task.choice.scope, library) {
        let n_missing = add_library(&mut task, library);
        if n_missing > 0 {
            let said = texts::export_missing(n_missing);
            sink.send(Event::Notice(Notice::new(Weight::Info, said)));
        }
    }
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
pub(crate) fn copy(task: &ExportTask) -> Event {
    match task.written() {
        Ok(written) => Event::ExportCopied(String::from_utf8_lossy(&written.bytes).into_owned()),
        Err(why) => failed(why),
    }
}

/// Makes the beginning of what an export would be.
pub(crate) fn preview(ticket: Ticket, task: &ExportTask) -> Event {
    Event::Previewed(ticket, Box::new(task.preview()))
}

/// Adds the library's other documents; says how many files were not found.
fn add_library(task: &mut ExportTask, library: &Library) -> usize {
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
    let (notebook, places) = (loaded.notebook.into(), places.into());
    Some((ExportSource { document, notebook, places }, options))
}
