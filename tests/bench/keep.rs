//! What keeping notes costs: 50,000 of them on ten megabytes of text, on this machine's disk.

use std::cell::RefCell;
use std::path::PathBuf;

use danhuang::anchor;
use danhuang::app::{
    self, Action, Command, Event, Ids, Message, OpenDocument, Origin, State, What,
};
use danhuang::clean::CleanOptions;
use danhuang::document::Document;
use danhuang::host::library::{Library, SaveTarget};
use danhuang::notebook::{
    Annotation, AnnotationId, Change, Codebook, Diff, History, Notebook, Timestamp,
};
use danhuang::placing;
use danhuang::ruling::Site;
use danhuang::text::{Pos, Span};
use divan::Bencher;
use tempfile::TempDir;

use crate::{Input, annotation};

const MANY: usize = 50_000;

fn notebook(document: &Document) -> Notebook {
    let source = &document.imported.text;
    let note = |index: usize| {
        let start = source.floor(source.len() / MANY * index);
        let span = Span { start, end: source.floor(start.index() + 60) };
        let id = AnnotationId(format!("01J00000000000000000{index:06}"));
        (id.clone(), annotation(document, id, anchor::describe(source, span)))
    };
    Notebook { annotations: (0..MANY).map(note).collect(), ..Notebook::default() }
}

/// A library with many notes of one document.
struct Kept {
    _folder: TempDir,
    library: Library,
    target: SaveTarget,
    note: RefCell<Annotation>,
}

impl Kept {
    fn new() -> Self {
        let document = Input::Clean10Mb.document();
        let folder = TempDir::new().unwrap();
        let library = Library::open(Some(folder.path().join("library"))).unwrap();
        let target = SaveTarget {
            fingerprint: document.fingerprint.clone(),
            path: Some(PathBuf::from("/文档/长.txt")),
            title: "长".to_owned(),
            options: None,
            encoding: None,
            site: Site::default(),
        };
        let notes = notebook(document).annotations;
        let made = |note: &Annotation| {
            Change::Annotation(Diff { before: None, after: Some(note.clone()) })
        };
        let changes: Vec<Change> = notes.values().map(made).collect();
        library.commit(&target, &changes).unwrap();
        let note = RefCell::new(notes.into_values().nth(MANY / 2).unwrap());
        Self { _folder: folder, library, target, note }
    }

    fn edit(&self) {
        let before = self.note.borrow().clone();
        let change = before.edited(Timestamp(0), |note| note.note.push('改')).unwrap();
        if let Change::Annotation(Diff { after: Some(after), .. }) = &change {
            self.note.replace(after.clone());
        }
        self.library.commit(&self.target, &[change]).unwrap();
    }
}

/// Until an edit is durable.
#[divan::bench(sample_count = 100, sample_size = 1)]
fn keep_edit_of_50000(bencher: Bencher<'_, '_>) {
    let kept = Kept::new();
    kept.edit();
    bencher.bench_local(|| kept.edit());
}

/// Bringing the journal into the notes' file, in the background.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn keep_settle_50000(bencher: Bencher<'_, '_>) {
    let kept = Kept::new();
    bencher.with_inputs(|| kept.edit()).bench_local_values(|()| kept.library.settle_all().unwrap());
}

/// Reading them all by a program that remembers nothing.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn keep_load_50000(bencher: Bencher<'_, '_>) {
    let kept = Kept::new();
    kept.edit();
    let fresh = || Library::open(Some(kept.library.folder().to_path_buf())).unwrap();
    let path = kept.target.path.as_deref();
    bencher
        .with_inputs(fresh)
        .bench_local_values(|library| library.load(&kept.target.fingerprint, path).unwrap());
}

fn message(what: What, seed: u128) -> Message {
    Message { now: Timestamp(1), ids: Ids::new(seed << 32), what }
}

/// What the person's thread does for one edit: all but the drawing.
#[divan::bench(sample_count = 50, sample_size = 1)]
fn keep_edit_in_the_window(bencher: Bencher<'_, '_>) {
    let document = Input::Clean10Mb.document().clone();
    let notebook = notebook(&document);
    let mut state = State::default();
    app::update(&mut state, message(What::Command(Command::Do(Action::OpenSample)), 1));
    let ticket = state.last_ticket;
    let open = OpenDocument {
        origin: Origin::Sample,
        places: placing::place_all(&document, &notebook, &[]).into(),
        document,
        options: CleanOptions::default(),
        notebook: notebook.into(),
        history: History::default(),
        n_damaged: 0,
        codebook: Codebook::starting(),
        position: Pos::default(),
        read_only: None,
        notices: Vec::new(),
    };
    app::update(&mut state, message(What::Event(Event::Loaded(ticket, Box::new(open))), 2));
    let state = RefCell::new(state);
    let number = RefCell::new(3u128);
    let select = || {
        *number.borrow_mut() += 1;
        let at = *number.borrow() as usize * 3000;
        let state = state.borrow();
        let text = &state.open.as_ref().unwrap().document.cleaned.text;
        let span = Span { start: text.floor(at), end: text.floor(at + 30) };
        let what = What::Command(Command::Select(Some(span)));
        (what, message(What::Command(Command::Do(Action::TagSlot(1))), *number.borrow()))
    };
    bencher.with_inputs(select).bench_local_values(|(selected, tag)| {
        let mut state = state.borrow_mut();
        app::update(&mut state, message(selected, 0));
        app::update(&mut state, tag)
    });
}
