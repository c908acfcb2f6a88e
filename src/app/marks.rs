//! The passages that the page draws, made from the notes and the tags, and brought up to each change.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::anchor::Anchor;
use crate::app::handle::redraw;
use crate::app::lent;
use crate::app::note_list::NoteIndex;
use crate::app::tally::Tally;
use crate::app::update::Context;
use crate::app::{Mark, Marks, OpenDocument, Parked, Place, PlaceState, Shared, State};
use crate::notebook::{Annotation, AnnotationId, Bookmark, Change, Codebook, TagId};
use crate::placing::Places;
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
    pub(crate) codebook: Codebook,
    pub(crate) marks: Marks,
    pub(crate) tally: Shared<Tally>,
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
        Self { codebook, marks, tally: tally.into(), index: None }
    }

    /// The same with the index that the list of notes needs.
    #[must_use]
    pub fn with_index(self, open: &OpenDocument) -> Self {
        let index = NoteIndex::of_document(open, &self.codebook, &NoteIndex::default());
        Self { index: Some(Arc::new(index)), ..self }
    }

    /// Whether they were made with these tags.
    pub(crate) fn is_of(&self, codebook: &Codebook) -> bool {
        self.codebook == *codebook
    }

    /// Brings them up to what these annotations of their document are now.
    pub(crate) fn bring_up(
        &mut self,
        open: &OpenDocument,
        codebook: &Codebook,
        ids: &BTreeSet<AnnotationId>,
    ) {
        self.marks = changed(open, codebook, (&self.marks, &mut self.tally), ids);
        self.index = None;
    }
}

/// Makes the lists of marks and bookmarks anew, now.
pub(crate) fn refresh(state: &mut State) {
    let drawn = state.open.as_ref().map(|open| DrawnMarks::new(open, &state.codebook));
    drop(show(state, drawn.unwrap_or_default()));
}

/// Shows these marks, and has them made anew where they are none or not with the tags as they are.
pub(crate) fn take(cx: &mut Context<'_>, drawn: Option<DrawnMarks>) {
    let is_current = drawn.as_ref().is_some_and(|drawn| drawn.is_of(&cx.state.codebook));
    drop(show(cx.state, drawn.unwrap_or_default()));
    if !is_current {
        redraw::all(cx);
    }
}

/// Shows these marks; those that were shown before are the answer.
pub(crate) fn show(state: &mut State, drawn: DrawnMarks) -> DrawnMarks {
    state.bookmarks = bookmarks(state);
    let before = DrawnMarks {
        codebook: Codebook::default(),
        marks: std::mem::replace(&mut state.marks, drawn.marks),
        tally: std::mem::replace(&mut state.tally, drawn.tally),
        index: state.first_index.take().map(|(_, index)| index),
    };
    state.first_index = drawn.index.map(|index| (state.tally.log.seen(), index));
    leave_removed(state);
    lent::lend(state);
    before
}

/// Takes the marks out of the state, to be kept with their document.
pub(crate) fn put_by(state: &mut State) -> DrawnMarks {
    let (marks, tally) = (std::mem::take(&mut state.marks), std::mem::take(&mut state.tally));
    // Marks that were being made anew are of no tags that are known: they are made when they come back.
    let is_stale = state.redrawing.take().is_some();
    let codebook = if is_stale { Codebook::default() } else { state.codebook.clone() };
    DrawnMarks { codebook, marks, tally, index: None }
}

/// Shows the marks of a document that was put by; what has to be sought is the answer. They are made anew only
/// where its tags are others now.
pub(crate) fn bring_back(cx: &mut Context<'_>, drawn: DrawnMarks) -> Vec<AnnotationId> {
    let Some(open) = &mut cx.state.open else { return Vec::new() };
    let stale = stale_places(open);
    let ids = stale.iter().map(|(id, _)| id.clone()).collect();
    let lost = put(open, stale);
    take(cx, Some(drawn));
    refresh_notes(cx, &ids);
    lost
}

/// How many times more annotations there must be than changed ones for the list not to be made anew.
const FEW: usize = 8;
/// Most annotations that are brought up one by one within a frame.
const MOST_CHANGED: usize = 2_000;

/// Brings the list of marks up to what these annotations are now.
pub(crate) fn refresh_notes(cx: &mut Context<'_>, ids: &BTreeSet<AnnotationId>) {
    let n_all = cx.state.open.as_ref().map_or(0, |open| open.notebook.annotations.len());
    let is_quick = n_all <= redraw::MOST_AT_ONCE;
    if ids.is_empty() {
        return;
    }
    if ids.len() * FEW > n_all && (is_quick || ids.len() > MOST_CHANGED) {
        return redraw::all(cx);
    }
    let state = &mut *cx.state;
    let Some(open) = &state.open else { return };
    state.marks = changed(open, &state.codebook, (&state.marks, &mut state.tally), ids);
    leave_removed(state);
}

/// The list of marks brought up to what these annotations are now, as are the sums over them.
fn changed(
    open: &OpenDocument,
    codebook: &Codebook,
    (marks, tally): (&Marks, &mut Tally),
    ids: &BTreeSet<AnnotationId>,
) -> Marks {
    let (mut gone, mut new) = (Vec::new(), Vec::new());
    for id in ids {
        let before = match open.notebook.annotations.get(id) {
            Some(annotation) => {
                let place = open.places.get(id);
                let mark = mark_of(codebook, annotation, place);
                let span = mark.as_ref().map(|mark| mark.span);
                new.extend(mark);
                tally.note(annotation, place, span)
            }
            None => tally.forget(id),
        };
        gone.extend(before.map(|span| (span, id)));
    }
    tally.log.add(ids);
    marks.changed(gone, new)
}

/// Brings the lists of marks and bookmarks up to what changes made of the notes; those that have to be sought
/// are the answer.
pub(crate) fn take_changes(cx: &mut Context<'_>, changes: &[Change]) -> Vec<AnnotationId> {
    let (mut notes, mut bookmarks, mut recolors) = (BTreeSet::new(), BTreeSet::new(), false);
    if changes.iter().any(|change| matches!(change, Change::Tag(_))) {
        redraw::beside(cx);
    }
    let state = &mut *cx.state;
    for change in changes {
        match change {
            Change::Annotation(diff) => notes.extend(diff.either().map(|note| note.id.clone())),
            Change::Bookmark(diff) => bookmarks.extend(diff.either().map(|mark| mark.id.clone())),
            Change::Tag(diff) if diff.is_of_words() => {}
            Change::Tag(diff) => {
                recolors |= diff.either().is_some_and(|tag| is_in_use(state, &tag.id));
            }
            _ => {}
        }
    }
    let ids = notes.iter().chain(&bookmarks);
    let lost = state.open.as_mut().map(|open| refresh_places_of(open, ids)).unwrap_or_default();
    if !bookmarks.is_empty() {
        refresh_bookmarks(state);
    }
    if recolors {
        redraw::all(cx);
    } else {
        refresh_notes(cx, &notes);
    }
    lent::lend(cx.state);
    lost
}

/// Whether notes of the shown document carry a tag or one below it, whose name it is part of.
fn is_in_use(state: &State, tag: &TagId) -> bool {
    let is_below = |(used, _): (&TagId, usize)| state.codebook.line_up(used).contains(tag);
    state.tally.n_with(tag) > 0 || state.tally.tags().any(is_below)
}

/// Brings the marks of a document that is put by up to what changed of its notes. Those that do not stand where
/// they should are sought when it comes back.
pub(crate) fn refresh_parked(parked: &mut Parked, changes: &[Change], codebook: &Codebook) {
    let id = |change: &Change| match change {
        Change::Annotation(diff) => diff.either().map(|note| note.id.clone()),
        _ => None,
    };
    let ids: BTreeSet<AnnotationId> = changes.iter().filter_map(id).collect();
    refresh_places_of(&mut parked.open, ids.iter());
    parked.drawn.bring_up(&parked.open, codebook, &ids);
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
pub(crate) fn leave_removed(state: &mut State) {
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
    state.open.as_mut().map(refresh_places_of_all).unwrap_or_default()
}

/// The same of a document.
pub(crate) fn refresh_places_of_all(open: &mut OpenDocument) -> Vec<AnnotationId> {
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
pub(crate) fn refresh_places_of<'a>(
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
    if places.is_empty() {
        return lost;
    }
    let known: &mut Places = &mut open.places;
    for (id, place) in places {
        if let Some(place) = place {
            known.insert(id, place);
        } else {
            known.remove(&id);
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
