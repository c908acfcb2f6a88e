//! Native file dialogs, each on a thread of its own: no frame waits for one.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::app::{Action, Event, PathPurpose, texts};
use crate::host::jobs;
use crate::import::FORMATS;
use crate::text::Language;
use crate::window::EventSink;

/// Counts what the dialog library reports as failed: that is its only way to say that no dialog
/// could be shown, since it then answers just as if the person had chosen nothing.
static FAILURES: AtomicUsize = AtomicUsize::new(0);

struct FailureCounter;

impl log::Log for FailureCounter {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        metadata.level() == log::Level::Error && metadata.target().starts_with("rfd")
    }

    fn log(&self, record: &log::Record<'_>) {
        if self.enabled(record.metadata()) {
            FAILURES.fetch_add(1, Ordering::SeqCst);
        }
    }

    fn flush(&self) {}
}

/// Listens to the dialog library's reports; called once at the start.
pub(crate) fn listen() {
    if log::set_logger(&FailureCounter).is_ok() {
        log::set_max_level(log::LevelFilter::Error);
    }
}

/// Asks for a path and sends the answer as an event.
pub(crate) fn pick(purpose: PathPurpose, name: String, language: Language, sink: &EventSink) {
    let (answer, failed) = (sink.clone(), sink.clone());
    let failures = FAILURES.load(Ordering::SeqCst);
    let job = move || pollster::block_on(choose(purpose, &name, language));
    let started = jobs::spawn("dialog", job, move |path| {
        let path = path.ok().flatten();
        let has_failed = FAILURES.load(Ordering::SeqCst) != failures;
        answer.send(match path {
            None if has_failed => Event::NoDialog(purpose),
            path => Event::PathPicked(purpose, path),
        });
    });
    if started.is_err() {
        failed.send(Event::NoDialog(purpose));
    }
}

async fn choose(purpose: PathPurpose, name: &str, language: Language) -> Option<PathBuf> {
    let dialog = rfd::AsyncFileDialog::new();
    let file = match purpose {
        PathPurpose::Open => {
            let title = Action::Open.name().get(language);
            open_filters(dialog.set_title(title), language).pick_file().await
        }
        PathPurpose::BackUp => {
            let title = Action::BackUp.name().get(language);
            dialog.set_title(title).set_file_name(name).save_file().await
        }
        PathPurpose::Restore => {
            let title = Action::RestoreBackup.name().get(language);
            dialog.set_title(title).add_filter("zip", &["zip", "ZIP"]).pick_file().await
        }
        PathPurpose::Join => {
            dialog.set_title(Action::JoinLibrary.name().get(language)).pick_folder().await
        }
        PathPurpose::MoveLibrary => {
            dialog.set_title(Action::MoveLibrary.name().get(language)).pick_folder().await
        }
        PathPurpose::SaveElsewhere => {
            dialog.set_title(Action::SaveElsewhere.name().get(language)).pick_folder().await
        }
        PathPurpose::Codebook => {
            let title = texts::TAKE_CODEBOOK.get(language);
            let ends = ["csv", "CSV", "tsv", "TSV", "ron", "RON"];
            dialog.set_title(title).add_filter("CSV, RON", &ends).pick_file().await
        }
        PathPurpose::CodeFolder => {
            dialog.set_title(texts::ADD_FOLDER.get(language)).pick_folder().await
        }
        PathPurpose::Diary => {
            let title = texts::DIARY.get(language);
            dialog.set_title(title).set_file_name(name).save_file().await
        }
        PathPurpose::Overview => {
            let title = Action::ShowOverview.name().get(language);
            dialog.set_title(title).set_file_name(name).save_file().await
        }
        PathPurpose::Export(_) => {
            let title = Action::Export.name().get(language);
            dialog.set_title(title).set_file_name(name).save_file().await
        }
    };
    file.map(|file| file.path().to_path_buf())
}

/// Filters are case-sensitive on Linux, so both forms are named; the last shows every file.
fn open_filters(dialog: rfd::AsyncFileDialog, language: Language) -> rfd::AsyncFileDialog {
    let documents = match language {
        Language::Chinese => "文档",
        Language::English => "Documents",
    };
    let all = match language {
        Language::Chinese => "所有文件",
        Language::English => "All files",
    };
    let ends = FORMATS.iter().flat_map(|format| format.extensions).chain(&["zip"]);
    let both = ends.flat_map(|end| [(*end).to_owned(), end.to_uppercase()]);
    dialog.add_filter(documents, &both.collect::<Vec<_>>()).add_filter(all, &["*"])
}
