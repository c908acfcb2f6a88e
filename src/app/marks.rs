//! The passages that the page draws, made from the notes and the tags, and brought up to each change.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::anchor::Anchor;
use crate::app::note_list::NoteIndex;
use crate::app::tally::Tally;
use crate::app::{Mark, Marks, OpenDocument, Parked, Place, PlaceState, State, Tab};
use crate::notebook::{Annotation, AnnotationId, Bookmark, Change, Codebook, Tag, TagId};
use crate::text::{Clean, Pos, Span};

/// A bookmark where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookmarkPlace {
    /// Which.
    pub id: AnnotationId,
    /// Where its words begin; `None` where they are gone.
    pub pos: Option<Pos<Clean>>,
    /// Its first words.
    pub words: String,
}

/// The marks of a document as the page draws them with these tags. Of many notes they are worked out where no frame
/// waits for it.
#[derive(Clone, Debug, Default)]
pub struct DrawnMarks {
    codebook: Codebook,
    pub(crate) marks: Marks,
    tally: Tally,
    index: Option<Arc<NoteIndex>>,
}

impl DrawnMarks {
    /// The marks of a document whose places are known.
    pub fn new(open: &OpenDocument, codebook: &Codebook) -> Self {
        let (mut marks, mut tally) = (Vec::new(), Tally::default());
        for (annotation, place) in open.annotations_with_places() {
            let mark = mark_of(codebook, annotation, place);
            tally.note(annotation, place, mark.as_ref().map(|mark| mark.span));
            marks.extend(mark);
        }
        let (codebook, marks) = (codebook.clone(), marks.into_iter().collect());
        Self { codebook, marks, tally, index: None }
    }

    /// The same with the index that the list of notes needs.
    #[must_use]
    pub fn with_index(self, open: &OpenDocument) -> Self {
        let index = NoteIndex::of_document(open, &self.codebook, &NoteIndex::default());
        Self { index: Some(Arc::new(index)), ..self }
    }
}

/// Makes the lists of marks and bookmarks anew.
pub(crate) fn refresh(state: &mut State) {
    let drawn = state.open.as_ref().map(|open| DrawnMarks::new(open, &state.codebook));
    show(state, drawn.unwrap_or_default());
    refresh_beside(state);
}

/// Shows these marks, if they were made with the tags as they are, else makes them anew.
pub(crate) fn take(state: &mut State, drawn: Option<DrawnMarks>) {
    match drawn.filter(|drawn| drawn.codebook == state.codebook) {
        Some(drawn) => show(state, drawn),
        None => refresh(state),
    }
}

fn show(state: &mut State, drawn: DrawnMarks) {
    state.bookmarks = bookmarks(state);
    (state.marks, state.tally) = (drawn.marks, drawn.tally);
    state.first_index = drawn.index.map(|index| (state.tally.log.seen(), index));
    leave_removed(state);
}

/// Takes the marks out of the state, to be kept with their document.
pub(crate) fn put_by(state: &mut State) -> DrawnMarks {
    let (marks, tally) = (std::mem::take(&mut state.marks), std::mem::take(&mut state.tally));
    DrawnMarks { codebook: state.codebook.clone(), marks, tally, index: None }
}

/// Shows the marks of a document that was put by; what has to be sought is the answer. They are made anew only
/// where its tags or its places are others now.
pub(crate) fn bring_back(state: &mut State, drawn: DrawnMarks) -> Vec<AnnotationId> {
    let Some(open) = &mut state.open else { return Vec::new() };
    let stale = stale_places(open);
    let drawn = stale.is_empty().then_some(drawn);
    let lost = put(open, stale);
    take(state, drawn);
    lost
}

/// Brings the marks of a document in the other half up to the tags as they are now.
fn refresh_beside(state: &mut State) {
    let codebook = &state.codebook;
    for parked in state.tabs.iter_mut().filter_map(Tab::beside_mut) {
        let drawn = &parked.drawn;
        let is_other = |(id, tag): (&TagId, &Tag)| {
            drawn.tally.n_with(id) > 0 && drawn.codebook.tags.get(id) != Some(tag)
        };
        if codebook.tags.iter().any(is_other) {
            parked.open.notebook.resolve_tags(codebook);
            parked.drawn = DrawnMarks::new(&parked.open, codebook);
        }
    }
}

/// How many times more annotations there must be than changed ones for the list not to be made anew.
const FEW: usize = 8;

/// Brings the list of marks up to what these annotations are now.
pub(crate) fn refresh_notes(state: &mut State, ids: &BTreeSet<AnnotationId>) {
    let n_all = state.open.as_ref().map_or(0, |open| open.notebook.annotations.len());
    if ids.len() * FEW > n_all {
        return refresh(state);
    }
    let mut tally = std::mem::take(&mut state.tally);
    let Some(open) = &state.open else { return };
    let (mut gone, mut new) = (Vec::new(), Vec::new());
    for id in ids {
        let before = match open.notebook.annotations.get(id) {
            Some(annotation) => {
                let place = open.places.get(id);
                let mark = mark_of(&state.codebook, annotation, place);
                let span = mark.as_ref().map(|mark| mark.span);
                new.extend(mark);
                tally.note(annotation, place, span)
            }
            None => tally.forget(id),
        };
        gone.extend(before.map(|span| (span, id)));
    }
    tally.log.add(ids);
    state.marks = state.marks.changed(gone, new);
    state.tally = tally;
    leave_removed(state);
}

/// Brings the lists of marks and bookmarks up to what changes made of the notes; those that have to be sought
/// are the answer.
pub(crate) fn take_changes(state: &mut State, changes: &[Change]) -> Vec<AnnotationId> {
    let (mut notes, mut bookmarks, mut recolors) = (BTreeSet::new(), BTreeSet::new(), false);
    if changes.iter().any(|change| matches!(change, Change::Tag(_))) {
        refresh_beside(state);
    }
    for change in changes {
        match change {
            Change::Annotation(diff) => notes.extend(diff.either().map(|note| note.id.clone())),
            Change::Bookmark(diff) => bookmarks.extend(diff.either().map(|mark| mark.id.clone())),
            Change::Tag(diff) if diff.is_of_words() => {}
            Change::Tag(diff) => {
                recolors |= diff.either().is_some_and(|tag| state.tally.n_with(&tag.id) > 0);
            }
            _ => {}
        }
    }
    let ids = notes.iter().chain(&bookmarks);
    let lost = state.open.as_mut().map(|open| refresh_places_of(open, ids)).unwrap_or_default();
    if recolors {
        refresh(state);
        return lost;
    }
    refresh_notes(state, &notes);
    if !bookmarks.is_empty() {
        refresh_bookmarks(state);
    }
    lost
}

/// Brings the marks of a document that is put by up to what changed of its notes. Those that do not stand where
/// they should are sought when it comes back.
pub(crate) fn refresh_parked(parked: &mut Parked, changes: &[Change], codebook: &Codebook) {
    let id = |change: &Change| match change {
        Change::Annotation(diff) => diff.either().map(|note| note.id.clone()),
        _ => None,
    };
    let ids: Vec<AnnotationId> = changes.iter().filter_map(id).collect();
    refresh_places_of(&mut parked.open, ids.iter());
    parked.drawn = DrawnMarks::new(&parked.open, codebook);
}

/// Makes the list of bookmarks anew.
pub(crate) fn refresh_bookmarks(state: &mut State) {
    state.bookmarks = bookmarks(state);
}

/// How the page draws an annotation; `None` where nothing of it is to be seen.
fn mark_of(codebook: &Codebook, annotation: &Annotation, place: Option<&Place>) -> Option<Mark> {
    let place = place?;
    Some(Mark {
        id: annotation.id.clone(),
        span: place.clean.filter(|span| !span.is_empty())?,
        color: crate::app::shown_color(annotation, codebook),
        pattern: crate::app::shown_pattern(annotation, codebook),
        has_note: !annotation.note.is_empty(),
        is_suggested: place.state == PlaceState::Suggested,
    })
}

/// Keys do not act on an annotation that is gone.
fn leave_removed(state: &mut State) {
    if state.active.as_ref().is_some_and(|id| state.annotation(id).is_none()) {
        state.active = None;
    }
}

/// The bookmarks in order, those that lost their place last.
fn bookmarks(state: &State) -> Arc<[BookmarkPlace]> {
    let Some(open) = &state.open else { return Arc::default() };
    let placed = |bookmark: &Bookmark| {
        let place = open.places.get(&bookmark.id).and_then(|place| place.clean);
        let pos = place.map(|span| span.start);
        let words = bookmark.excerpt.exact.trim().to_owned();
        BookmarkPlace { id: bookmark.id.clone(), pos, words }
    };
    let mut bookmarks: Vec<_> = open.notebook.bookmarks.values().map(placed).collect();
    bookmarks.sort_by(|a, b| (a.pos.is_none(), a.pos, &a.id).cmp(&(b.pos.is_none(), b.pos, &b.id)));
    bookmarks.into()
}

/// Gives every annotation and bookmark a place that has none or was put elsewhere, and stands where its
/// anchor says; those that do not are the answer: they have to be sought.
///
/// Places of removed annotations stay: undoing the removal finds a moved passage where it was.
pub(crate) fn refresh_places(state: &mut State) -> Vec<AnnotationId> {
    let Some(open) = &mut state.open else { return Vec::new() };
    let stale = stale_places(open);
    put(open, stale)
}

/// The places that have to be others, where the anchor says so.
fn stale_places(open: &OpenDocument) -> Vec<(AnnotationId, Option<Place>)> {
    let annotations = open.annotations_with_places();
    let annotations = annotations.map(|(note, place)| (&note.id, &note.anchor, place));
    let bookmarks = open.notebook.bookmarks.values();
    let bookmarks = bookmarks.map(|mark| (&mark.id, &mark.anchor, open.places.get(&mark.id)));
    annotations
        .chain(bookmarks)
        .filter(|(_, anchor, place)| place.is_none_or(|place| is_stale(anchor, place)))
        .map(|(id, anchor, _)| (id.clone(), place_at_anchor(open, anchor)))
        .collect()
}

/// The same of these alone.
fn refresh_places_of<'a>(
    open: &mut OpenDocument,
    ids: impl Iterator<Item = &'a AnnotationId>,
) -> Vec<AnnotationId> {
    let stale = ids.filter_map(|id| {
        let note = open.notebook.annotations.get(id).map(|note| &note.anchor);
        let anchor = note.or_else(|| open.notebook.bookmarks.get(id).map(|mark| &mark.anchor))?;
        let is_stale = open.places.get(id).is_none_or(|place| is_stale(anchor, place));
        is_stale.then(|| (id.clone(), place_at_anchor(open, anchor)))
    });
    let stale = stale.collect();
    put(open, stale)
}

/// Notes these places; those that have none are the answer.
fn put(open: &mut OpenDocument, places: Vec<(AnnotationId, Option<Place>)>) -> Vec<AnnotationId> {
    let mut lost = Vec::new();
    for (id, place) in places {
        if let Some(place) = place {
            open.places.insert(id, place);
        } else {
            open.places.remove(&id);
            lost.push(id);
        }
    }
    lost
}

/// Whether a passage was put elsewhere since its place was noted.
fn is_stale(anchor: &Anchor, place: &Place) -> bool {
    place.state == PlaceState::Placed && place.source != Some(anchor.span)
}

fn place_at_anchor(open: &OpenDocument, anchor: &Anchor) -> Option<Place> {
    let source = anchor.span;
    let holds = open.document.imported.text.get(source) == anchor.exact;
    let clean: Span<_> = holds.then(|| open.document.clean_from_source(source))?;
    Some(Place { state: PlaceState::Placed, source: Some(source), clean: Some(clean) })
}
