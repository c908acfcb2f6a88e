//! The list of notes beside a plain model: for any notes and any filter just those that a person would name.

use std::collections::BTreeSet;
use std::path::PathBuf;

use danhuang::app::note_list::{
    Facet, GroupKey, Listing, NoteFilter, NoteIndex, NoteNews, Order, Row, Sorting,
};
use danhuang::app::{OpenDocument, Origin, State, shown_color};
use danhuang::clean::CleanOptions;
use danhuang::document::Document;
use danhuang::exchange::Grouping;
use danhuang::notebook::{
    Annotation, AnnotationId, Codebook, HighlightColor, History, Notebook, TagId, Timestamp,
};
use danhuang::placing;
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

fn state(notes: &[Plain]) -> State {
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
        Facet::ToCheck | Facet::Unplaced => false,
    }
}

fn kind(facet: &Facet) -> u8 {
    match facet {
        Facet::Color(_) => 0,
        Facet::Tag(_) | Facet::Untagged => 1,
        Facet::WithNote | Facet::WithoutNote => 2,
        Facet::ToCheck | Facet::Unplaced => 3,
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
}

/// The groups of all notes, tags by their identities, with what stands in each.
fn told(index: &NoteIndex, grouping: Grouping) -> Vec<(String, Vec<AnnotationId>)> {
    let order = Order { grouping, sorting: Sorting::Place };
    let listing = Listing::new(index, &NoteFilter::default(), order, 0, &|| true).unwrap();
    let mut groups = Vec::new();
    for row in &listing.rows {
        match *row {
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
