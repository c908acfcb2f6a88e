//! The passages that the page draws, made from the notes and the tags after each change.

use std::collections::HashSet;
use std::sync::Arc;

use crate::anchor::Anchor;
use crate::app::{Mark, OpenDocument, Place, PlaceState, State};
use crate::notebook::{Annotation, AnnotationId, Bookmark, Notebook, TagId};
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

/// Makes the lists of marks and bookmarks anew.
pub(crate) fn refresh(state: &mut State) {
    state.bookmarks = bookmarks(state);
    let Some(open) = &state.open else {
        (state.marks, state.counts) = (Arc::default(), (0, 0, 0));
        return;
    };
    let counts = counts(&open.notebook);
    let mark = |(annotation, place): (&Annotation, Option<&Place>)| {
        let place = place?;
        Some(Mark {
            id: annotation.id.clone(),
            span: place.clean.filter(|span| !span.is_empty())?,
            color: state.color_of(annotation),
            pattern: crate::app::shown_pattern(annotation, &state.codebook),
            has_note: !annotation.note.is_empty(),
            is_suggested: place.state == PlaceState::Suggested,
        })
    };
    let mut marks: Vec<Mark> = open.annotations_with_places().filter_map(mark).collect();
    // The longer of two that start together comes first, so that the shorter is drawn over it.
    marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
    (state.marks, state.counts) = (marks.into(), counts);
    if state.active.as_ref().is_some_and(|id| state.annotation(id).is_none()) {
        state.active = None;
    }
}

/// How many passages, notes and tags in use there are.
fn counts(notebook: &Notebook) -> (usize, usize, usize) {
    let annotations = || notebook.annotations.values();
    let tags: HashSet<&TagId> = annotations().flat_map(|annotation| &annotation.tags).collect();
    let n_notes = annotations().filter(|annotation| !annotation.note.is_empty()).count();
    (notebook.annotations.len(), n_notes, tags.len())
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
    let annotations = open.annotations_with_places();
    let annotations = annotations.map(|(note, place)| (&note.id, &note.anchor, place));
    let bookmarks = open.notebook.bookmarks.values();
    let bookmarks = bookmarks.map(|mark| (&mark.id, &mark.anchor, open.places.get(&mark.id)));
    let stale: Vec<(AnnotationId, Option<Place>)> = annotations
        .chain(bookmarks)
        .filter(|(_, anchor, place)| place.is_none_or(|place| is_stale(anchor, place)))
        .map(|(id, anchor, _)| (id.clone(), place_at_anchor(open, anchor)))
        .collect();
    let mut lost = Vec::new();
    for (id, place) in stale {
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
