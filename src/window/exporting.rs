//! Exports, carried out on threads of their own.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::app::overview::Picture;
use crate::app::texts::{self, errors};
use crate::app::{Event, ExportTask, Notice, Phrase, ThemeName, Ticket, Weight};
use crate::host::library::Library;
use crate::host::{disk, gathering};
use crate::ui;
use crate::window::EventSink;
use crate::window::effects::{self, LibraryWorker};
use crate::window::recovery::failed;

/// What exports are made with.
pub(crate) struct Exporter<'a> {
    pub(crate) library: &'a LibraryWorker,
    pub(crate) sink: &'a EventSink,
}

impl Exporter<'_> {
    /// Makes an export on a thread of its own, with what is on its way to disk.
    pub(crate) fn run(
        &self,
        name: &'static str,
        task: ExportTask,
        failed: impl Fn(Phrase) -> Event + Send + Clone + 'static,
        job: impl FnOnce(ExportTask, Option<&Library>, &EventSink) -> Event + Send + 'static,
    ) {
        let sink = self.sink.clone();
        self.library.run(move |library| {
            let library = library.as_ref().ok().cloned();
            let told = sink.clone();
            effects::run(&sink, name, move || job(task, library.as_ref(), &told), failed);
        });
    }
}

/// The latest of several jobs: an earlier one is given up.
#[derive(Clone, Default)]
pub(crate) struct Latest(Arc<AtomicU64>);

impl Latest {
    /// This one is now.
    pub(crate) fn begin(&self, ticket: Ticket) {
        self.0.store(ticket.0, Ordering::Relaxed);
    }

    /// Whether this one still is.
    fn is(&self, ticket: Ticket) -> bool {
        self.0.load(Ordering::Relaxed) == ticket.0
    }
}

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

/// Adds the library's other documents where they are wanted; tells of those whose files are not there.
fn gather(task: &mut ExportTask, library: Option<&Library>, sink: &EventSink) {
    let n_missing = library.map_or(0, |library| gathering::add_library(task, library));
    if n_missing > 0 {
        let said = texts::export_missing(n_missing);
        sink.send(Event::Notice(Notice::new(Weight::Info, said)));
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

/// Counts what an export of the whole library would hold and what not, as long as it is the latest.
pub(crate) fn count(
    ticket: Ticket,
    mut task: ExportTask,
    library: Option<&Library>,
    latest: &Latest,
) -> Event {
    let is_wanted = || latest.is(ticket);
    if let Some(library) = library {
        gathering::add_library_while(&mut task, library, &is_wanted);
    }
    let counted = is_wanted().then(|| task.counted()).flatten();
    Event::ExportCounted(ticket, counted.map(Box::new))
}

/// Makes the beginning of what an export would be.
///
/// Of the whole library only the shown document is shown; of certain notes all that have any of them.
pub(crate) fn preview(ticket: Ticket, mut task: ExportTask, library: Option<&Library>) -> Event {
    let are_certain = task.choice.request.filter.ids.is_some();
    if let Some(library) = library.filter(|_| are_certain) {
        gathering::add_library(&mut task, library);
    }
    Event::Previewed(ticket, Box::new(task.preview()))
}
