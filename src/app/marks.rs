//! The passages that the page draws, made from the notes and the tags after each change.

use std::sync::Arc;

use crate::app::{Mark, Place, PlaceState, State};
use crate::notebook::{Annotation, AnnotationId};
use crate::text::Span;

/// Makes the list of marks anew.
pub(crate) fn refresh(state: &mut State) {
    let Some(open) = &state.open else {
        state.marks = Arc::default();
        return;
    };
    let mark = |annotation: &Annotation| {
        let place = open.places.get(&annotation.id)?;
        Some(Mark {
            id: annotation.id.clone(),
            span: place.clean.filter(|span| !span.is_empty())?,
            color: state.color_of(annotation),
            has_note: !annotation.note.is_empty(),
            is_suggested: place.state == PlaceState::Suggested,
        })
    };
    let mut marks: Vec<Mark> = open.notebook.annotations.values().filter_map(mark).collect();
    // The longer of two that start together comes first, so that the shorter is drawn over it.
    marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
    state.marks = marks.into();
    if state.active.as_ref().is_some_and(|id| state.annotation(id).is_none()) {
        state.active = None;
    }
}

/// Gives every annotation a place that has none or was put elsewhere.
///
/// Places of removed annotations stay: undoing the removal finds a moved passage where it was.
pub(crate) fn refresh_places(state: &mut State) {
    let Some(open) = &mut state.open else { return };
    let annotations = &open.notebook.annotations;
    let placed: Vec<(AnnotationId, Place)> = annotations
        .values()
        .filter(|annotation| {
            open.places.get(&annotation.id).is_none_or(|place| is_stale(annotation, place))
        })
        .map(|annotation| (annotation.id.clone(), place_at_anchor(open, annotation)))
        .collect();
    open.places.extend(placed);
}

/// Whether an annotation was put elsewhere since its place was noted.
fn is_stale(annotation: &Annotation, place: &Place) -> bool {
    place.state == PlaceState::Placed && place.source != Some(annotation.anchor.span)
}

fn place_at_anchor(open: &crate::app::OpenDocument, annotation: &Annotation) -> Place {
    let source = annotation.anchor.span;
    let holds = open.document.imported.text.get(source) == annotation.anchor.exact;
    if !holds {
        return Place { state: PlaceState::Orphan, source: None, clean: None };
    }
    let clean: Span<_> = open.document.clean_from_source(source);
    Place { state: PlaceState::Placed, source: Some(source), clean: Some(clean) }
}
