//! Differences between file and cleaned text as a person counts them: changes side by side are one.

use crate::app::State;
use crate::clean::review::{Sight, sight};
use crate::document::Document;
use crate::text::{Clean, Edit, Source, Span};

/// Changes with no more than this between them are one, in bytes: two Chinese characters.
const NEAR: usize = 6;

/// The difference behind the one that is looked at, or before it; else the first in view.
pub(crate) fn beside(state: &State, is_next: bool) -> Option<Span<Source>> {
    let document = &state.open.as_ref()?.document;
    let edits = document.cleaned.map.edits();
    let is_seen = |edit: &Edit<Source, Clean>| {
        sight(&document.imported.text, &document.cleaned.text, edit) != Sight::Nothing
    };
    let start = match state.difference {
        Some(span) if is_next => edits.partition_point(|edit| edit.from.start < span.end),
        Some(span) => edits.partition_point(|edit| edit.from.start < span.start),
        None => edits.partition_point(|edit| edit.to.start < state.visible.start),
    };
    let index = if is_next {
        (start..edits.len()).find(|index| is_seen(&edits[*index]))?
    } else {
        (0..start).rev().find(|index| is_seen(&edits[*index]))?
    };
    Some(around(document, index, is_seen))
}

/// The changes around one that belong together.
fn around(
    document: &Document,
    index: usize,
    is_seen: impl Fn(&Edit<Source, Clean>) -> bool,
) -> Span<Source> {
    let edits = document.cleaned.map.edits();
    let mut span = edits[index].from;
    let is_near = |start: usize, end: usize| {
        let between = document.imported.text.get(Span::new(start, end.max(start)));
        between.len() <= NEAR && !between.contains('\n')
    };
    for edit in edits.iter().skip(index + 1) {
        if !is_near(span.end.index(), edit.from.start.index()) || !is_seen(edit) {
            break;
        }
        span.end = edit.from.end;
    }
    for edit in edits.iter().take(index).rev() {
        if !is_near(edit.from.end.index(), span.start.index()) || !is_seen(edit) {
            break;
        }
        span.start = edit.from.start;
    }
    span
}
