//! Carries out what `update` asks for: on threads, never in a frame.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::app::autocode::LibraryQuery;
use crate::app::{
    DrawnMarks, Effect, Event, ExportTask, FontName, Load, LoadFailure, LocateRequest, Notice,
    OpenDocument, PathPurpose, Phrase, SaveRequest, State, Ticket, Weight,
};
use crate::clean::Ruling;
use crate::document::{Document, Stage};
use crate::host::fonts;
use crate::host::jobs::{self, Panicked, Worker};
use crate::host::library::{Library, LibraryError};
use crate::host::memory;
use crate::ruling::{self, Said};
use crate::store::StoredState;
use crate::ui::work::Job;
use crate::window::beside;
use crate::window::coding::{self, Coder};
use crate::window::exporting::{Exporter, Latest};
use crate::window::joining;
use crate::window::locating::Locator;
use crate::window::moving;
use crate::window::open::{self, Opened, Opener};
use crate::window::recovery::{self, broken};
use crate::window::saving::Saving;
use crate::window::seeking::Seeker;
use crate::window::watching::Watcher;
use crate::window::{EventSink, StartOptions, WindowError, dialogs, exporting};

/// The library's thread: it writes in order, and whatever reads notes waits its turn there.
pub(crate) type LibraryWorker = Worker<Result<Library, LibraryError>>;

/// Milliseconds until what is to be remembered is written.
const REMEMBER_MILLIS: u64 = 800;

/// When what seeking needs is made ready.
const READY_AFTER: Duration = Duration::from_secs(2);

/// The threads that do the program's work.
pub(crate) struct Effects {
    sink: EventSink,
    library: LibraryWorker,
    saving: Saving,
    seeking: Seeker,
    watching: Watcher,
    locator: Locator,
    coder: Coder,
    /// What views have worked out, one after the other.
    views: Worker<()>,
    remembering: Arc<Mutex<Option<StoredState>>>,
    /// The export whose documents are counted.
    counting: Latest,
}

/// Says what the opening of a document is at.
pub(crate) fn telling(ticket: Ticket, sink: &EventSink) -> impl Fn(Stage) + use<> {
    let sink = sink.clone();
    move |stage| sink.send(Event::Stage(ticket, stage))
}

impl Effects {
    /// Starts the threads and has the library opened; the answer is [`Event::Started`].
    pub(crate) fn start(options: StartOptions, sink: EventSink) -> Result<Self, WindowError> {
        let folder = options.library.clone();
        let library = Worker::start("library", move || Library::open(folder))
            .map_err(|error| WindowError::NotOpened(error.to_string()))?;
        let answer = sink.clone();
        library.run(move |library| {
            answer.send(Event::Started(Box::new(open::started(library, options))));
        });
        let watching = Watcher::default();
        let (watcher, changes) = (watching.clone(), sink.clone());
        library.run(move |library| {
            recovery::settle(library);
            if let Ok(library) = library {
                watcher.start(library.clone(), changes);
            }
        });
        // Beside the making of the window.
        drop(jobs::spawn("ready", crate::clean::make_ready, drop));
        // When the first page is there; who seeks before waits for it himself.
        drop(jobs::later(READY_AFTER, crate::search::make_ready));
        let seeking = Seeker::start(sink.clone())
            .map_err(|error| WindowError::NotOpened(error.to_string()))?;
        let views = Worker::start("views", || ())
            .map_err(|error| WindowError::NotOpened(error.to_string()))?;
        Ok(Self {
            sink,
            library,
            saving: Saving::default(),
            seeking,
            watching,
            locator: Locator::default(),
            coder: Coder::default(),
            views,
            remembering: Arc::default(),
            counting: Latest::default(),
        })
    }

    /// Waits until everything is written.
    pub(crate) fn finish(self) {
        self.flush();
        self.settle();
        self.remember_now();
        drop(self.library);
    }

    /// Does what a view has worked out.
    pub(crate) fn work(&self, job: Job) {
        self.views.run(|()| job.run());
    }

    /// Carries out one effect; answers come as events.
    #[expect(clippy::too_many_lines, reason = "a list: one arm an effect, closed by the compiler")]
    pub(crate) fn carry_out(&self, effect: Effect, state: &State, context: &egui::Context) {
        self.watching.watch(state.open.as_ref().map(OpenDocument::key), state.last_save);
        match effect {
            Effect::PickPath(purpose, name) => self.pick(purpose, name, state),
            Effect::Load(ticket, what) => self.load(ticket, what, state),
            Effect::Reclean(ticket, document) => beside::reclean(&self.sink, ticket, *document),
            Effect::MakeMarks(ticket, task) => beside::make_marks(&self.sink, ticket, *task),
            Effect::CarryOut(ticket, task) => beside::carry_out(&self.sink, ticket, *task),
            Effect::LetGo(what) => self.views.run(move |()| drop(what)),
            Effect::Locate(ticket, request) => self.locate(ticket, *request),
            Effect::Save(ticket, request) => {
                let content = request.fingerprint.content.clone();
                self.saving.push(ticket, *request);
                self.flush();
                self.keep_text(&content, state);
            }
            Effect::SaveAgain => self.flush(),
            Effect::KeepSteps(key, steps) => self.run_in_library(move |library| {
                // What is lost here is no note.
                drop(library.keep_steps(&key.fingerprint, key.path.as_deref(), &steps));
                None
            }),
            Effect::LookAgain => self.watching.forget(),
            Effect::ReadMoments(key) => {
                let shown = key.clone();
                self.run_in_library(move |library| Some(recovery::moments(library, &shown)));
                self.read_beside("moments", move |library| recovery::told_moments(library, &key));
            }
            Effect::Recall(key, moment) => {
                self.run_in_library(move |library| Some(recovery::recall(library, &key, moment)));
            }
            Effect::Mend(key) => {
                self.run_in_library(move |library| Some(recovery::mend(library, &key)));
            }
            Effect::BackUp(path, replaces) => self
                .run_in_library(move |library| Some(recovery::back_up(library, &path, replaces))),
            Effect::Restore(path) => {
                self.run_in_library(move |library| Some(recovery::restore(library, &path)));
            }
            Effect::UseLibrary(folder) => {
                self.run_in_library(move |library| Some(moving::use_library(library, &folder)));
            }
            Effect::Separate(key) => {
                self.run_in_library(move |library| Some(joining::separate(library, &key)));
            }
            Effect::Adopt(key, id, title) => {
                self.run_in_library(move |library| Some(joining::adopt(library, &key, &id, title)));
            }
            Effect::ToggleBeside(key) => {
                self.run_in_library(move |library| Some(joining::toggle_beside(library, &key)));
            }
            Effect::PreviewJoin(path, shown) => self.run_in_library(move |library| {
                Some(joining::preview(library, path, shown.as_ref()))
            }),
            Effect::Join(path, shown) => {
                self.run_in_library(move |library| {
                    Some(joining::join(library, &path, shown.as_ref()))
                });
            }
            Effect::MoveLibrary(folder) => {
                self.run_in_library(move |library| Some(moving::choose(library, &folder)));
            }
            Effect::SaveElsewhere(folder, requests) => self.save_elsewhere(folder, requests),
            Effect::CountTags(codebook) => {
                self.run_in_library(move |library| recovery::count_tags(library, &codebook));
            }
            Effect::ReadDiary(codebook, recents) => self
                .read_beside("diary", move |library| recovery::diary(library, &codebook, &recents)),
            Effect::ReadLibraryNotes(ticket) => {
                self.read_beside("notes", move |library| recovery::library_notes(library, ticket));
            }
            Effect::ReadCodebook(path) => {
                self.run_in_library(move |_| Some(recovery::read_codebook(&path)));
            }
            Effect::Settle => self.settle(),
            Effect::SeekKnownLines(query) => self.seek_known_lines(*query),
            Effect::DeclineLines(content, offered) => self.decline_lines(content, offered),
            Effect::Remind(millis, event) => self.remind(millis, *event),
            Effect::Remember(memory) => self.remember(memory::stored(&memory)),
            Effect::Find(ticket, text, query) => self.seeking.find(ticket, text, query),
            Effect::SeekElsewhere(ticket, wish) => self.seek_elsewhere(ticket, *wish),
            Effect::StopSeekingElsewhere => self.coder.want(Ticket::default()),
            Effect::ChangeElsewhere(others, way) => {
                self.run_in_library(move |library| Some(coding::change(library, &others, way)));
            }
            Effect::WriteText(path, text, replaces) => self.write_text(path, text, replaces),
            Effect::WritePicture(path, picture, theme, replaces) => {
                let job = move || exporting::write_picture(&path, &picture, theme, replaces);
                run(&self.sink, "export", job, recovery::failed);
            }
            Effect::FindTaken(ticket, document, query) => {
                self.seeking.find_taken(ticket, *document, query);
            }
            Effect::Export(path, format, replaces) => self.export(path, format, replaces, state),
            Effect::PreviewExport(ticket, task) => {
                self.counting.begin(ticket);
                let failed = move |why| Event::Previewed(ticket, Box::new(Err(why)));
                self.exporter().run("preview", *task, failed, move |task, library, _| {
                    exporting::preview(ticket, task, library)
                });
            }
            Effect::CountExport(ticket, task) => {
                let latest = self.counting.clone();
                let failed = move |_| Event::ExportCounted(ticket, None);
                self.exporter().run("count", *task, failed, move |task, library, _| {
                    exporting::count(ticket, task, library, &latest)
                });
            }
            Effect::CopyExport(task) => {
                self.exporter().run("copy", *task, recovery::failed, exporting::copy);
            }
            Effect::RememberNow => self.remember_now(),
            Effect::AskForPaste => context.send_viewport_cmd(egui::ViewportCommand::RequestPaste),
            Effect::ListFonts => self.list_fonts(),
            Effect::LoadFont(name) => self.load_font(name),
            Effect::Copy(text) => context.copy_text(text),
            Effect::Title(title) => {
                context.send_viewport_cmd(egui::ViewportCommand::Title(window_title(&title)));
            }
            Effect::ToggleFullScreen => toggle_full_screen(context),
            Effect::Raise => {
                context.send_viewport_cmd(egui::ViewportCommand::Minimized(false));
                context.send_viewport_cmd(egui::ViewportCommand::Focus);
            }
            Effect::Quit => context.send_viewport_cmd(egui::ViewportCommand::Close),
        }
    }

    fn pick(&self, purpose: PathPurpose, name: String, state: &State) {
        dialogs::pick(purpose, name, state.settings.language, &self.sink);
    }

    fn load(&self, ticket: Ticket, what: Load, state: &State) {
        let path = match &what {
            Load::File(path) | Load::FileAs(path, _) => path.clone(),
            Load::Pasted(_) | Load::Sample | Load::Guide(_) => PathBuf::new(),
        };
        let (readings, rules_off) = (state.readings.clone(), state.settings.rules_off);
        let (sink, locator) = (self.sink.clone(), self.locator.clone());
        // It waits its turn, so that notes which are on their way to disk are there.
        self.library.run(move |library| {
            let opener = Opener { library: library.as_ref().ok().cloned(), readings, rules_off };
            let answer = sink.clone();
            run(
                &sink,
                "open",
                move || match opener.open(what, &telling(ticket, &answer)) {
                    Ok(opened) => loaded(ticket, opened, opener.library, &locator, &answer),
                    Err(failure) => Event::LoadFailed(ticket, failure),
                },
                move |why| Event::LoadFailed(ticket, LoadFailure { path: path.clone(), why }),
            );
        });
    }

    /// Seeks passages; what is on its way to disk is there first.
    fn locate(&self, ticket: Ticket, request: LocateRequest) {
        self.locator.want(ticket);
        let (sink, locator) = (self.sink.clone(), self.locator.clone());
        self.library.run(move |library| {
            seek(ticket, request, library.as_ref().ok().cloned(), &locator, &sink);
        });
    }

    /// Seeks in other documents; what is on its way to disk is there first.
    fn seek_elsewhere(&self, ticket: Ticket, wish: LibraryQuery) {
        self.coder.want(ticket);
        let (sink, coder) = (self.sink.clone(), self.coder.clone());
        self.read_beside("code", move |library| coder.seek(ticket, &wish, library, &sink));
    }

    /// Reads much of the library, on a thread of its own so that notes are written meanwhile; those on their way
    /// to disk are there first.
    fn read_beside(
        &self,
        name: &'static str,
        job: impl FnOnce(&Library) -> Event + Send + 'static,
    ) {
        let sink = self.sink.clone();
        self.library.run(move |library| {
            let Some(library) = library.as_ref().ok().cloned() else { return };
            run(&sink, name, move || job(&library), recovery::failed);
        });
    }

    /// Keeps the text that the notes on their way to disk are made in.
    fn keep_text(&self, content: &str, state: &State) {
        let open = state.open.as_ref().filter(|open| open.document.fingerprint.content == content);
        let Some(open) = open.filter(|open| !open.notebook.annotations.is_empty()) else { return };
        let document = open.document.clone();
        let path = open.origin.path().map(std::path::Path::to_path_buf);
        self.library.run(move |library| {
            // The notes are safe; without the text their passages are only harder to find again.
            drop(
                library.as_ref().ok().map(|library| library.keep_text(&document, path.as_deref())),
            );
        });
    }

    /// Seeks lines that were ruled on elsewhere; the library's file is read in its turn.
    fn seek_known_lines(&self, (document, said): (Document, Said)) {
        let sink = self.sink.clone();
        self.library.run(move |library| {
            let known = library.as_ref().map(Library::known_lines).unwrap_or_default();
            if known.lines.is_empty() {
                return;
            }
            let content = document.fingerprint.content.clone();
            let failed = |why| Event::Notice(Notice::new(Weight::Error, why));
            let seek = move || {
                let offers = ruling::offers(&document, &said, &known);
                Event::Offered(content, offers)
            };
            run(&sink, "lines", seek, failed);
        });
    }

    fn decline_lines(&self, content: String, offered: Vec<Ruling>) {
        self.library.run(move |library| {
            // What is lost here is only that it will be asked again.
            drop(library.as_ref().ok().map(|library| library.decline_lines(&content, &offered)));
        });
    }

    /// Runs a job on the library's thread, if there is a library; its answer is sent.
    fn run_in_library(&self, job: impl FnOnce(&Library) -> Option<Event> + Send + 'static) {
        let sink = self.sink.clone();
        self.library.run(move |library| {
            if let Some(event) = library.as_ref().ok().and_then(job) {
                sink.send(event);
            }
        });
    }

    /// Has what waits written.
    fn flush(&self) {
        let (saving, sink) = (self.saving.clone(), self.sink.clone());
        self.library.run(move |library| saving.flush(library, &sink));
    }

    fn settle(&self) {
        self.library.run(recovery::settle);
    }

    /// Has the newest of what is to be remembered written, a moment from now: while a person scrolls there
    /// is something new with every frame.
    fn remember(&self, stored: StoredState) {
        let was_waiting = self.remembered().replace(stored).is_some();
        if !was_waiting {
            self.remind(REMEMBER_MILLIS, Event::RememberDue);
        }
    }

    fn remembered(&self) -> MutexGuard<'_, Option<StoredState>> {
        self.remembering.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn remember_now(&self) {
        let Some(stored) = self.remembered().take() else { return };
        self.library.run(move |library| {
            // What is remembered may be lost; notes are what must not be.
            drop(library.as_ref().ok().map(|library| library.remember(&stored)));
        });
    }

    /// The library's own thread may wait for a disk that does not answer.
    fn save_elsewhere(&self, folder: PathBuf, requests: Vec<SaveRequest>) {
        let failed = |why| Event::Notice(Notice::new(Weight::Error, why));
        let job = move || joining::save_elsewhere(&folder, &requests);
        run(&self.sink, "save elsewhere", job, failed);
    }

    fn list_fonts(&self) {
        let list = || Event::FontsListed(fonts::families().into());
        run(&self.sink, "fonts", list, |why| Event::Notice(Notice::new(Weight::Error, why)));
    }

    fn load_font(&self, name: FontName) {
        let load = move || Event::FontLoaded(name, fonts::load(name).map(Box::new));
        run(&self.sink, "font", load, move |_| Event::FontLoaded(name, None));
    }

    /// Sends an event in a while.
    fn remind(&self, millis: u64, event: Event) {
        let (sink, late) = (self.sink.clone(), event.clone());
        if jobs::later(Duration::from_millis(millis), move || sink.send(event)).is_err() {
            self.sink.send(late);
        }
    }

    fn write_text(&self, path: PathBuf, text: String, replaces: bool) {
        let job = move || exporting::write_text(&path, &text, replaces);
        run(&self.sink, "export", job, recovery::failed);
    }

    fn export(&self, path: PathBuf, format: &'static str, replaces: bool, state: &State) {
        let Some(mut task) = ExportTask::of(state) else { return };
        task.choice.format = format;
        self.exporter().run("export", task, recovery::failed, move |task, library, sink| {
            exporting::write(task, &path, replaces, library, sink)
        });
    }

    fn exporter(&self) -> Exporter<'_> {
        Exporter { library: &self.library, sink: &self.sink }
    }
}

/// A document that was read; what does not stand in it where it was marked is sought once it is shown.
fn loaded(
    ticket: Ticket,
    Opened { mut document, version }: Opened,
    library: Option<Library>,
    locator: &Locator,
    sink: &EventSink,
) -> Event {
    let lost = open::lost(&document);
    let content = document.document.fingerprint.content.clone();
    // Worked out here, so that no frame waits for it.
    document.notebook.resolve_tags(&document.codebook);
    let drawn = DrawnMarks::new(&document, &document.codebook).with_index(&document);
    sink.send(Event::MarksMade(ticket, Box::new(drawn)));
    // In this order the window hears of the document first.
    sink.send(Event::Loaded(ticket, Box::new(document)));
    if let Some(request) = lost {
        locator.want(ticket);
        seek(ticket, request, library, locator, sink);
    }
    match version {
        Some(version) => Event::VersionFound(content, version),
        None => Event::RememberDue,
    }
}

fn seek(
    ticket: Ticket,
    request: LocateRequest,
    library: Option<Library>,
    locator: &Locator,
    sink: &EventSink,
) {
    let (locator, answer) = (locator.clone(), sink.clone());
    let job = move || locator.locate(ticket, &request, library.as_ref(), &answer);
    run(sink, "locate", job, move |why| Event::LocateFailed(ticket, why));
}

/// Runs a job on a thread of its own; if it panics, or cannot start, `failed` makes the answer.
pub(crate) fn run(
    sink: &EventSink,
    name: &str,
    job: impl FnOnce() -> Event + Send + 'static,
    failed: impl Fn(Phrase) -> Event + Send + Clone + 'static,
) {
    let (answer, late) = (sink.clone(), failed.clone());
    let done = move |done: Result<Event, Panicked>| {
        answer.send(done.unwrap_or_else(|panicked| late(broken(&panicked.0))));
    };
    if let Err(error) = jobs::spawn(name, job, done) {
        sink.send(failed(broken(&error.to_string())));
    }
}

fn toggle_full_screen(context: &egui::Context) {
    let is_full = context.input(|input| input.viewport().fullscreen.unwrap_or_default());
    context.send_viewport_cmd(egui::ViewportCommand::Fullscreen(!is_full));
}

fn window_title(title: &str) -> String {
    if title.is_empty() { "丹黄".to_owned() } else { format!("{title} — 丹黄") }
}
