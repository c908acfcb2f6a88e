//! How long the notes panel takes for fifty thousand notes: taking an index after a change, narrowing and grouping.

use std::path::PathBuf;

use danhuang::app::library_notes::LibraryNotes;
use danhuang::app::note_list::{
    Facet, Listing, NoteFilter, NoteIndex, Order, ShownDocument, Sorting,
};
use danhuang::app::{
    self, Action, Command, DrawnMarks, Event, Ids, Message, OpenDocument, Origin, Shared, State,
    Ticket, What,
};
use danhuang::clean::CleanOptions;
use danhuang::exchange::Grouping;
use danhuang::notebook::{
    Annotation, AnnotationId, Codebook, HighlightColor, History, Notebook, TagId, Timestamp,
};
use danhuang::placing;
use danhuang::store::{DocumentRecord, StoredNotes};
use danhuang::text::Pos;
use divan::Bencher;

use crate::Input;

const N_NOTES: usize = 50_000;
const N_TAGS: usize = 200;
/// What is sought: common and rare words, the first keys of pinyin, and nothing.
const SEARCHES: [&str; 6] = ["", "企业", "複工", "没有这样的话", "qy", "fgfc"];

fn state() -> &'static State {
    static STATE: std::sync::OnceLock<State> = std::sync::OnceLock::new();
    STATE.get_or_init(|| {
        let document = Input::Clean10Mb.document().clone();
        let mut codebook = Codebook::starting();
        let mut tags: Vec<TagId> = codebook.tags.keys().cloned().collect();
        let mut ids = (0..).map(|n| format!("01TAG{n:021}"));
        for n in tags.len()..N_TAGS {
            let (id, changes) =
                codebook.make(&format!("组{}/标签{n}", n % 9), || ids.next().unwrap()).unwrap();
            changes.iter().for_each(|change| change.apply(&mut Notebook::default(), &mut codebook));
            tags.push(id);
        }
        let step = document.cleaned.text.len() / N_NOTES;
        let note = |n: usize| {
            let start = document.cleaned.text.floor(n * step);
            let end = document.cleaned.text.floor(n * step + 60);
            let id = AnnotationId(format!("01{n:024}"));
            let span = danhuang::text::Span { start, end };
            let note = placing::annotation_on(&document, span, id, Timestamp(n as i64 * 60_000));
            Annotation {
                color: n.is_multiple_of(3).then_some(HighlightColor::ALL[n % 8]),
                tags: [tags[n % N_TAGS].clone(), tags[n * 7 % N_TAGS].clone()].into(),
                note: if n.is_multiple_of(4) {
                    "口径待核对，见附表".to_owned()
                } else {
                    String::new()
                },
                ..note
            }
        };
        let annotations = (0..N_NOTES).map(note).map(|note| (note.id.clone(), note)).collect();
        let notebook = Notebook { annotations, ..Notebook::default() };
        let open = OpenDocument {
            origin: Origin::File(PathBuf::from("text.txt")),
            places: placing::place_standing(&document, &notebook).into(),
            document,
            options: CleanOptions::default(),
            notebook: notebook.into(),
            codebook: codebook.clone(),
            history: History::default(),
            position: Pos::default(),
            read_only: None,
            notices: Vec::new(),
            n_damaged: 0,
        };
        let mut state = State::default();
        (state.open, state.codebook) = (Some(open), codebook);
        state
    })
}

fn index() -> &'static NoteIndex {
    static INDEX: std::sync::OnceLock<NoteIndex> = std::sync::OnceLock::new();
    INDEX.get_or_init(|| NoteIndex::of(state(), &NoteIndex::default()))
}

fn listed(filter: &NoteFilter, order: Order) -> usize {
    Listing::new(index(), filter, order, 0, &|| true).map_or(0, |listing| listing.n_shown)
}

#[divan::bench(sample_size = 1)]
fn index_anew(bencher: Bencher<'_, '_>) {
    bencher.bench(|| NoteIndex::of(state(), &NoteIndex::default()).len());
}

#[divan::bench(sample_size = 1)]
fn index_after_a_change(bencher: Bencher<'_, '_>) {
    bencher.bench(|| NoteIndex::of(state(), index()).len());
}

#[divan::bench(args = SEARCHES, sample_size = 1)]
fn search(bencher: Bencher<'_, '_>, typed: &str) {
    let filter = NoteFilter { search: typed.to_owned(), ..NoteFilter::default() };
    bencher.bench(|| listed(&filter, Order::default()));
}

#[divan::bench(sample_size = 1)]
fn by_tag_colour_and_note(bencher: Bencher<'_, '_>) {
    let tag = Facet::Tag(state().codebook.find("组1").unwrap().id.clone());
    let wanted = [tag, Facet::WithNote].into();
    let unwanted = [Facet::Color(HighlightColor::Slate)].into();
    let filter = NoteFilter { search: String::new(), wanted, unwanted };
    bencher.bench(|| listed(&filter, Order::default()));
}

#[divan::bench(args = [0, 1, 2, 3], sample_size = 1)]
fn grouped(bencher: Bencher<'_, '_>, grouping: usize) {
    let order = Order { grouping: Grouping::ALL[grouping], sorting: Sorting::Changed };
    bencher.bench(|| listed(&NoteFilter::default(), order));
}

/// The same notes as of twenty documents, of which one is shown, with what is joined for it.
struct Shelf {
    here: NoteIndex,
    shown: ShownDocument,
    library: LibraryNotes,
    joined: NoteIndex,
}

const N_DOCUMENTS: usize = 20;

fn shelf() -> &'static Shelf {
    static SHELF: std::sync::OnceLock<Shelf> = std::sync::OnceLock::new();
    SHELF.get_or_init(|| {
        let mut shown = state().clone();
        let open = shown.open.as_mut().unwrap();
        let mut homes = vec![Notebook::default(); N_DOCUMENTS];
        for (n, note) in std::mem::take(&mut open.notebook.annotations).into_values().enumerate() {
            homes[n % N_DOCUMENTS].annotations.insert(note.id.clone(), note);
        }
        let stored = |(n, notebook): (usize, Notebook)| {
            let record = DocumentRecord {
                id: n.to_string(),
                title: format!("第{n}篇"),
                contents: vec![n.to_string()],
                ..DocumentRecord::default()
            };
            StoredNotes { record, notebook }
        };
        open.notebook = homes.remove(0).into();
        let library =
            LibraryNotes::new(Ticket(1), homes.into_iter().enumerate().map(stored).collect());
        let document = ShownDocument::of(open, &library);
        let none = NoteIndex::default();
        let here = NoteIndex::of(&shown, &none);
        let joined = here.joined(&document, &library, &shown.codebook, &none);
        assert_eq!(joined.len(), N_NOTES);
        Shelf { here, shown: document, library, joined }
    })
}

/// What the thread beside the window does when the library was read anew.
#[divan::bench(sample_size = 1)]
fn library_joined(bencher: Bencher<'_, '_>) {
    let Shelf { here, shown, library, joined } = shelf();
    bencher.bench(|| here.joined(shown, library, &state().codebook, joined).len());
}

#[divan::bench(args = SEARCHES, sample_size = 1)]
fn library_search(bencher: Bencher<'_, '_>, typed: &str) {
    let filter = NoteFilter { search: typed.to_owned(), ..NoteFilter::default() };
    let listed = || Listing::new(&shelf().joined, &filter, Order::default(), 0, &|| true).unwrap();
    bencher.bench(|| listed().n_shown);
}

#[divan::bench(sample_size = 1)]
fn library_by_document_tag_and_note(bencher: Bencher<'_, '_>) {
    let tag = Facet::Tag(state().codebook.find("组1").unwrap().id.clone());
    let documents = (0..10).map(|n| Facet::Document(n.to_string()));
    let wanted = documents.chain([tag, Facet::WithNote]).collect();
    let filter = NoteFilter { wanted, ..NoteFilter::default() };
    let order = Order { grouping: Grouping::Tag, sorting: Sorting::Changed };
    bencher.bench(|| Listing::new(&shelf().joined, &filter, order, 0, &|| true).unwrap().n_shown);
}

fn message(what: What) -> Message {
    Message { now: Timestamp(1), ids: Ids::new(1), what }
}

/// A window that waits for the document with its fifty thousand notes, and the ticket.
fn waiting() -> (State, Ticket) {
    let mut fresh = State::default();
    app::update(&mut fresh, message(What::Command(Command::Do(Action::OpenSample))));
    let ticket = fresh.loading.as_ref().unwrap().0;
    (fresh, ticket)
}

fn read() -> Box<OpenDocument> {
    Box::new(state().open.clone().unwrap())
}

/// What the person's thread does when the document is there: with marks that were made before, and without.
#[divan::bench(args = [true, false], sample_size = 1)]
fn opened(bencher: Bencher<'_, '_>, are_made: bool) {
    let made = DrawnMarks::new(state().open.as_ref().unwrap(), &state().codebook);
    let inputs = || {
        let (mut fresh, ticket) = waiting();
        if are_made {
            let made = Event::MarksMade(ticket, Box::new(made.clone()));
            app::update(&mut fresh, message(What::Event(made)));
        }
        (fresh, Event::Loaded(ticket, read()))
    };
    bencher.with_inputs(inputs).bench_local_values(|(mut fresh, loaded)| {
        app::update(&mut fresh, message(What::Event(loaded)));
        fresh
    });
}

/// What it does to show the document again that was put by.
#[divan::bench(sample_size = 1)]
fn shown_again(bencher: Bencher<'_, '_>) {
    let (mut both, ticket) = waiting();
    app::update(&mut both, message(What::Event(Event::Loaded(ticket, read()))));
    app::update(&mut both, message(What::Command(Command::Do(Action::OpenGuide))));
    let ticket = both.loading.as_ref().unwrap().0;
    let guide = OpenDocument { origin: Origin::Guide, notebook: Shared::default(), ..*read() };
    app::update(&mut both, message(What::Event(Event::Loaded(ticket, Box::new(guide)))));
    let both = std::cell::RefCell::new(both);
    let put_by =
        || drop(app::update(&mut both.borrow_mut(), message(What::Command(Command::SwitchTab(1)))));
    bencher.with_inputs(put_by).bench_local_values(|()| {
        app::update(&mut both.borrow_mut(), message(What::Command(Command::SwitchTab(0))));
    });
}
