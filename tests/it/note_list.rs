//! The list of notes beside a plain model: for any notes and any filter just those that a person would name.

use std::collections::BTreeSet;
use std::path::PathBuf;

use danhuang::app::library_notes::LibraryNotes;
use danhuang::app::note_list::{
    Facet, GroupKey, Listing, NoteFilter, NoteIndex, NoteNews, Order, Row, Section, ShownDocument,
    Sorting,
};
use danhuang::app::{OpenDocument, Origin, State, Ticket, shown_color};
use danhuang::clean::CleanOptions;
use danhuang::document::Document;
use danhuang::exchange::Grouping;
use danhuang::notebook::{
    Annotation, AnnotationId, Codebook, HighlightColor, History, Notebook, TagId, Timestamp,
};
use danhuang::placing;
use danhuang::store::{DocumentRecord, StoredNotes};
use danhuang::text::{Pos, Span};
use proptest::prelude::*;

const TEXT: &str = "## 甲节\n\n企业复工复产，物流畅通。\n\n## 乙节\n\n外贸外资稳住了。\n";

/// Three tags in a row, each below the one before, and one beside them.
fn codebook() -> Codebook {
    let mut codebook = Codebook::default();
    let mut ids = (0..).map(|n| format!("01TAG{n:021}"));
    for path in ["政策/减负/税", "数据"] {
        let (_, changes) = codebook.make(path, || ids.next().unwrap()).unwrap();
        changes.iter().for_each(|change| change.apply(&mut Notebook::default(), &mut codebook));
    }
    codebook
}

type Plain = (usize, Vec<usize>, Option<usize>, bool);

pub(crate) fn state(notes: &[Plain]) -> State {
    let options = CleanOptions::default();
    let document = Document::new("甲.md", TEXT.as_bytes(), None, &options).unwrap();
    let codebook = codebook();
    let tags: Vec<TagId> = codebook.tags.keys().cloned().collect();
    let starts: Vec<usize> =
        document.cleaned.text.as_str().char_indices().map(|(at, _)| at).collect();
    let note = |(n, (at, carried, color, has_note)): (usize, &Plain)| {
        let start = starts[at % (starts.len() - 1)];
        let end = starts[at % (starts.len() - 1) + 1];
        let id = AnnotationId(format!("01{n:024}"));
        let made = Timestamp(n as i64 * 40_000_000);
        let note = placing::annotation_on(&document, Span::new(start, end), id, made);
        Annotation {
            tags: carried.iter().map(|tag| tags[tag % tags.len()].clone()).collect(),
            color: color.map(|color| HighlightColor::ALL[color % 8]),
            note: if *has_note { "口径".to_owned() } else { String::new() },
            ..note
        }
    };
    let annotations = notes.iter().enumerate().map(note).map(|note| (note.id.clone(), note));
    let notebook = Notebook { annotations: annotations.collect(), ..Notebook::default() };
    let open = OpenDocument {
        origin: Origin::File(PathBuf::from("甲.md")),
        places: placing::place_standing(&document, &notebook).into(),
        document,
        options,
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
}

/// Everything that a filter can name here.
fn facets() -> Vec<Facet> {
    let mut facets: Vec<Facet> = codebook().tags.into_keys().map(Facet::Tag).collect();
    facets.extend(HighlightColor::ALL.map(Facet::Color));
    facets.extend([Facet::Untagged, Facet::WithNote, Facet::WithoutNote]);
    facets
}

/// Whether a note has what a facet says, as plainly as it can be said.
fn has(state: &State, note: &Annotation, facet: &Facet) -> bool {
    match facet {
        Facet::Color(color) => shown_color(note, &state.codebook) == *color,
        Facet::Tag(tag) => {
            let path = state.codebook.path(tag);
            let is_below = |carried: &TagId| {
                let carried = state.codebook.path(carried);
                carried == path || carried.starts_with(&format!("{path}/"))
            };
            note.tags.iter().any(is_below)
        }
        Facet::Untagged => note.tags.is_empty(),
        Facet::WithNote => !note.note.is_empty(),
        Facet::WithoutNote => note.note.is_empty(),
        Facet::ToCheck | Facet::Unplaced | Facet::Document(_) => false,
    }
}

fn kind(facet: &Facet) -> u8 {
    match facet {
        Facet::Color(_) => 0,
        Facet::Tag(_) | Facet::Untagged => 1,
        Facet::WithNote | Facet::WithoutNote => 2,
        Facet::ToCheck | Facet::Unplaced => 3,
        Facet::Document(_) => 4,
    }
}

fn is_wanted(state: &State, note: &Annotation, filter: &NoteFilter) -> bool {
    let kinds: BTreeSet<u8> = filter.wanted.iter().map(kind).collect();
    let has_one =
        |of: &u8| filter.wanted.iter().any(|facet| kind(facet) == *of && has(state, note, facet));
    kinds.iter().all(has_one) && !filter.unwanted.iter().any(|facet| has(state, note, facet))
}

proptest! {
    #[test]
    fn a_filter_lets_through_what_a_person_would_name(
        notes in prop::collection::vec(
            (0usize..60, prop::collection::vec(0usize..4, 0..3), prop::option::of(0usize..8), any::<bool>()),
            0..40,
        ),
        wanted in prop::collection::btree_set(prop::sample::select(facets()), 0..4),
        unwanted in prop::collection::btree_set(prop::sample::select(facets()), 0..3),
        grouping in 0usize..4,
        sorting in 0usize..3,
    ) {
        let state = state(&notes);
        let filter = NoteFilter { search: String::new(), wanted, unwanted };
        let index = NoteIndex::of(&state, &NoteIndex::default());
        let order = Order { grouping: Grouping::ALL[grouping], sorting: Sorting::ALL[sorting] };
        let listing = Listing::new(&index, &filter, order, 0, &|| true).unwrap();
        let listed: BTreeSet<AnnotationId> = listing.ids(&index).into_iter().collect();
        let notebook = &state.open.as_ref().unwrap().notebook;
        let named = notebook.annotations.values().filter(|note| is_wanted(&state, note, &filter));
        let named: BTreeSet<AnnotationId> = named.map(|note| note.id.clone()).collect();
        prop_assert_eq!(&listed, &named);
        prop_assert_eq!(listing.n_shown, named.len());
        let n_cards = listing.rows.iter().filter(|row| matches!(row, Row::Card(_))).count();
        prop_assert_eq!(n_cards, listing.groups.iter().map(|group| group.count).sum::<usize>());
        // Taken over from the one before it is the same index.
        let again = NoteIndex::of(&state, &index);
        prop_assert_eq!(Listing::new(&again, &filter, order, 0, &|| true).unwrap(), listing);
        prop_assert!(notes.is_empty() || Listing::new(&index, &filter, order, 0, &|| false).is_none());
    }

    #[test]
    fn an_index_brought_up_to_what_changed_is_the_index_made_anew(
        before in prop::collection::vec(
            (0usize..60, prop::collection::vec(0usize..4, 0..3), prop::option::of(0usize..8), any::<bool>()),
            0..30,
        ),
        after in prop::collection::vec(
            (0usize..60, prop::collection::vec(0usize..4, 0..3), prop::option::of(0usize..8), any::<bool>()),
            0..30,
        ),
    ) {
        let (old, new) = (state(&before), state(&after));
        let ids = (0..before.len().max(after.len())).filter(|n| before.get(*n) != after.get(*n));
        let ids: Vec<AnnotationId> = ids.map(|n| AnnotationId(format!("01{n:024}"))).collect();
        let anew = NoteIndex::of(&new, &NoteIndex::default());
        let index = NoteIndex::of(&old, &NoteIndex::default()).with(NoteNews::of(&new, &ids));
        prop_assert_eq!(index.color_counts(), anew.color_counts());
        prop_assert_eq!(index.n_to_look_at(), anew.n_to_look_at());
        prop_assert!(index.tag_counts().eq(anew.tag_counts()));
        for grouping in Grouping::ALL {
            prop_assert_eq!(told(&index, grouping), told(&anew, grouping));
        }
    }

    /// Which documents notes are of changes nothing but what they are grouped and narrowed by: of the library just
    /// those are listed that would be if all stood in one, and joining again takes up what changed.
    #[test]
    fn the_librarys_notes_are_listed_as_if_all_stood_in_one(
        notes in prop::collection::vec(
            (0usize..60, prop::collection::vec(0usize..4, 0..3), prop::option::of(0usize..8), any::<bool>()),
            0..40,
        ),
        homes in prop::collection::vec(0usize..4, 40),
        wanted in prop::collection::btree_set(prop::sample::select(facets()), 0..4),
        unwanted in prop::collection::btree_set(prop::sample::select(facets()), 0..3),
        home in prop::option::of(0usize..4),
        grouping in 0usize..4,
    ) {
        let whole = state(&notes);
        let all = &whole.open.as_ref().unwrap().notebook.annotations;
        let home_of = |id: &AnnotationId| homes[all.keys().position(|other| other == id).unwrap()];
        let (mut shown, library) = split(&whole, &home_of);
        let mut filter = NoteFilter { search: String::new(), wanted, unwanted };
        let named = all.values().filter(|note| is_wanted(&whole, note, &filter));
        let named = named.filter(|note| home.is_none_or(|home| home == home_of(&note.id)));
        let named: BTreeSet<AnnotationId> = named.map(|note| note.id.clone()).collect();
        let open = shown.open.as_ref().unwrap();
        let here = ShownDocument::of(open, &library);
        let codebook = &whole.codebook;
        let none = NoteIndex::default();
        let index = NoteIndex::of(&shown, &none).joined(&here, &library, codebook, &none);
        if let Some(home) = home {
            let id = index.documents().iter().find(|one| one.title == title(home));
            // A document without notes cannot be asked for.
            let Some(id) = id else { return Ok(()) };
            filter.wanted.insert(Facet::Document(id.id.clone()));
        }
        let order = Order { grouping: Grouping::ALL[grouping], sorting: Sorting::Place };
        let listing = Listing::new(&index, &filter, order, 0, &|| true).unwrap();
        let listed: BTreeSet<AnnotationId> = listing.ids(&index).into_iter().collect();
        prop_assert_eq!(&listed, &named);
        prop_assert_eq!(index.documents().iter().map(|one| one.count).sum::<usize>(), all.len());
        for entry in (0..index.len() as u32).filter_map(|at| index.entry(at)) {
            prop_assert_eq!(index.is_elsewhere(entry), home_of(entry.id()) != 0);
        }
        // What changes in the shown document is taken up without joining anew.
        let ids: Vec<AnnotationId> = shown.open.as_ref().unwrap().notebook.annotations.keys().cloned().collect();
        shown.open.as_mut().unwrap().notebook.annotations.clear();
        let after = index.with(NoteNews::of(&shown, &ids));
        let anew = NoteIndex::of(&shown, &none).joined(&here, &library, codebook, &index);
        for grouping in Grouping::ALL {
            prop_assert_eq!(told(&after, grouping), told(&anew, grouping));
        }
    }
}

fn title(home: usize) -> String {
    ["甲节", "甲篇", "乙篇", "丙篇"][home].to_owned()
}

/// The notes of a state parted by document: those of the first are shown, all others are in the library.
fn split(whole: &State, home_of: &dyn Fn(&AnnotationId) -> usize) -> (State, LibraryNotes) {
    let of = |home: usize| {
        let all = &whole.open.as_ref().unwrap().notebook.annotations;
        let notes = all.iter().filter(|(id, _)| home_of(id) == home);
        let annotations = notes.map(|(id, note)| (id.clone(), note.clone())).collect();
        Notebook { annotations, ..Notebook::default() }
    };
    let stored = |home: usize| {
        let record = DocumentRecord {
            id: format!("{home}"),
            title: title(home),
            contents: vec![format!("{home}")],
            ..DocumentRecord::default()
        };
        StoredNotes { record, notebook: of(home) }
    };
    let mut shown = whole.clone();
    let open = shown.open.as_mut().unwrap();
    open.notebook = of(0).into();
    let library = LibraryNotes::new(Ticket(1), (1..4).map(stored).collect());
    (shown, library)
}

/// Each document with its sections in the order of the text, whichever note was made first; one of whose sections
/// nothing is known by itself.
#[test]
fn the_librarys_notes_stand_under_the_sections_of_their_documents() {
    let text = state(&[]).open.unwrap().document.cleaned.text.clone();
    let at = |quote: &str| text.as_str().split(quote).next().unwrap().chars().count();
    let (first, second) = (at("物流"), at("外资"));
    let plain = |at| (at, Vec::new(), None, false);
    let mut whole = state(&[second, first, first, second, second, first].map(plain));
    let annotations = &mut whole.open.as_mut().unwrap().notebook.annotations;
    let ids: Vec<AnnotationId> = annotations.keys().cloned().collect();
    annotations.get_mut(&ids[5]).unwrap().heading_path.clear();
    let homes = [1, 1, 0, 0, 1, 2];
    let (shown, library) =
        split(&whole, &|id| homes[ids.iter().position(|other| other == id).unwrap()]);
    let here = ShownDocument::of(shown.open.as_ref().unwrap(), &library);
    let none = NoteIndex::default();
    let index = NoteIndex::of(&shown, &none).joined(&here, &library, &whole.codebook, &none);
    let (order, filter) = (Order::default(), NoteFilter::default());
    let listing = Listing::new(&index, &filter, order, 0, &|| true).unwrap();
    let named = |document: u32| &index.documents()[document as usize];
    let headings = &whole.open.as_ref().unwrap().document.outline.headings;
    let heading = |document: u32, at: u32| {
        if index.is_shown(document) {
            headings[at as usize].text.clone()
        } else {
            named(document).sections[at as usize].clone()
        }
    };
    let line = |row: &Row| match *row {
        Row::Document(at) => {
            let (document, count) = listing.documents[at as usize];
            format!("《{}》{count}", named(document).title)
        }
        Row::Group(at) => match listing.groups[at as usize].key {
            GroupKey::Document(document) => format!("{}：", named(document).title),
            GroupKey::Section(document, Section::Heading(Some(at))) => heading(document, at),
            key => format!("{key:?}"),
        },
        Row::Card(at) => {
            ids.iter().position(|id| id == index.entry(at).unwrap().id()).unwrap().to_string()
        }
    };
    let mut lines: Vec<String> = listing.rows.iter().map(line).collect();
    let title = format!("《{}》2", whole.open.as_ref().unwrap().document.title());
    let shown = lines.iter().position(|line| *line == title).unwrap();
    assert_eq!(lines.drain(shown..shown + 5).collect::<Vec<_>>()[1..], ["甲节", "2", "乙节", "3"]);
    assert_eq!(lines, ["乙篇：", "5", "《甲篇》3", "甲节", "1", "乙节", "0", "4"]);
}

/// The groups of all notes, tags by their identities, with what stands in each.
fn told(index: &NoteIndex, grouping: Grouping) -> Vec<(String, Vec<AnnotationId>)> {
    let order = Order { grouping, sorting: Sorting::Place };
    let listing = Listing::new(index, &NoteFilter::default(), order, 0, &|| true).unwrap();
    let mut groups = Vec::new();
    for row in &listing.rows {
        match *row {
            Row::Document(_) => {}
            Row::Group(at) => {
                let key = listing.groups[at as usize].key;
                let name = match key {
                    GroupKey::Tag(_, tag) => format!("{:?}", index.tag(tag)),
                    key => format!("{key:?}"),
                };
                groups.push((name, Vec::new()));
            }
            Row::Card(at) => {
                let entry = index.entry(at).unwrap();
                assert_eq!(index.place_of(entry.id()), Some(at));
                groups.last_mut().unwrap().1.push(entry.id().clone());
            }
        }
    }
    groups
}
