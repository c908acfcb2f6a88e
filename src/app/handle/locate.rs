//! Notes that do not stand where they were marked: they are sought by a job, and the reader has the
//! last word on what is only likely.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::app::handle::save::{changed, commit};
use crate::app::handle::{mark, redraw, view};
use crate::app::update::Context;
use crate::app::{
    Effect, LocateRequest, Located, Locating, Mark, Notice, Phrase, Place, PlaceState, Ticket,
    Weight, marks, texts,
};
use crate::notebook::{AnnotationId, Notebook};
use crate::placing::{self, ORPHAN};

/// Notes that the job which read the document goes on to seek what has no place.
pub(crate) fn began(cx: &mut Context<'_>, ticket: Ticket) {
    let Some(open) = &cx.state.open else { return };
    let n_all = open.notebook.annotations.len() + open.notebook.bookmarks.len();
    let n_lost = n_all.saturating_sub(open.places.len());
    cx.state.locating = (n_lost > 0).then_some(Locating { ticket, n_done: 0, n_all: n_lost });
}

/// Has what has no place sought, unless a search is under way: what it does not seek is sought after it.
pub(crate) fn seek(cx: &mut Context<'_>, lost: &[AnnotationId]) {
    let Some(open) = cx.state.open.as_ref().filter(|_| !lost.is_empty()) else { return };
    if cx.state.locating.is_some() {
        return;
    }
    let mut notebook = Notebook::default();
    for id in lost {
        let note = open.notebook.annotations.get_key_value(id);
        notebook.annotations.extend(note.map(|(id, note)| (id.clone(), note.clone())));
        let mark = open.notebook.bookmarks.get_key_value(id);
        notebook.bookmarks.extend(mark.map(|(id, mark)| (id.clone(), mark.clone())));
    }
    let request = LocateRequest {
        document: open.document.clone(),
        path: open.origin.path().map(std::path::Path::to_path_buf),
        lost: notebook,
    };
    let ticket = cx.state.ticket();
    cx.state.locating = Some(Locating { ticket, n_done: 0, n_all: lost.len() });
    cx.ask(Effect::Locate(ticket, Box::new(request)));
}

/// Takes in what was found so far.
pub(crate) fn located(cx: &mut Context<'_>, ticket: Ticket, located: Located) {
    let is_wanted = cx.state.locating.as_ref().is_some_and(|now| now.ticket == ticket);
    let Some(open) = cx.state.open.as_mut().filter(|_| is_wanted) else { return };
    let Located { cleaned, places, n_done } = located;
    // Cleaned otherwise meanwhile: in the source nothing moved.
    let places = if Arc::ptr_eq(&cleaned, &open.document.cleaned) {
        places
    } else {
        placing::recleaned(&open.document, &places)
    };
    let ids: BTreeSet<AnnotationId> = places.keys().cloned().collect();
    let content = &open.document.fingerprint.content;
    let known = cx.state.readings.iter().find(|reading| reading.content == *content);
    let refused = known.map_or(&[][..], |reading| &reading.refused);
    for (id, mut place) in places {
        if place.state == PlaceState::Suggested && refused.contains(&id) {
            place = ORPHAN;
        }
        // What the reader placed meanwhile stays there.
        open.places.entry(id).or_insert(place);
    }
    let n_all = cx.state.locating.as_ref().map_or(0, |now| now.n_all);
    cx.state.locating = (n_done < n_all).then_some(Locating { ticket, n_done, n_all });
    marks::refresh_notes(cx, &ids);
    marks::refresh_bookmarks(cx.state);
    if n_done >= n_all {
        let lost = marks::refresh_places(cx.state);
        say(cx, n_all);
        seek(cx, &lost);
    }
}

/// What could not be sought has no place.
pub(crate) fn failed(cx: &mut Context<'_>, ticket: Ticket, why: Phrase) {
    if cx.state.locating.as_ref().is_none_or(|now| now.ticket != ticket) {
        return;
    }
    cx.state.locating = None;
    let lost = marks::refresh_places(cx.state);
    if let Some(open) = &mut cx.state.open {
        open.places.extend(lost.into_iter().map(|id| (id, ORPHAN)));
    }
    redraw::all(cx);
    view::notify(cx, Notice::new(Weight::Error, why));
}

/// Says what has to be looked at, once a whole document was searched.
fn say(cx: &mut Context<'_>, n_sought: usize) {
    let (n_unsure, n_lost) = cx.state.n_unsure();
    if n_unsure + n_lost > 0 && n_sought > 1 {
        let notice = Notice::new(Weight::Info, texts::located(n_unsure, n_lost));
        view::notify(cx, notice);
    }
}

/// The likely place of a note, if that is all it has.
fn suggestion(cx: &Context<'_>, id: &AnnotationId) -> Option<Place> {
    let place = cx.state.open.as_ref()?.places.get(id)?;
    (place.state == PlaceState::Suggested).then_some(*place)
}

/// The note stands where it is suggested.
pub(crate) fn accept(cx: &mut Context<'_>, id: &AnnotationId) {
    mark::finish_note(cx);
    let (Some(place), Some(before)) = (suggestion(cx, id), cx.state.annotation(id).cloned()) else {
        return view::notify(cx, Notice::new(Weight::Info, texts::NOTHING_TO_ACCEPT.into()));
    };
    let Some(open) = &mut cx.state.open else { return };
    let Some(after) = placing::put_at(&open.document, &before, place) else { return };
    let step = changed(cx, before, after);
    let is_writable = cx.state.open.as_ref().is_some_and(|open| open.read_only.is_none());
    if let Some(open) = cx.state.open.as_mut().filter(|_| is_writable) {
        open.places.insert(id.clone(), Place { state: PlaceState::Placed, ..place });
    }
    commit(cx, step);
    cx.state.active = Some(id.clone());
}

pub(crate) fn accept_active(cx: &mut Context<'_>) {
    match cx.state.active.clone() {
        Some(id) => accept(cx, &id),
        None => next_unsure(cx),
    }
}

/// The note does not stand where it is suggested: it is kept without a place.
pub(crate) fn refuse(cx: &mut Context<'_>, id: &AnnotationId) {
    if suggestion(cx, id).is_none() {
        return;
    }
    if let Some(open) = &mut cx.state.open {
        open.places.insert(id.clone(), ORPHAN);
    }
    marks::refresh_notes(cx, &BTreeSet::from([id.clone()]));
    view::remember(cx);
    let content = cx.state.open.as_ref().map(|open| open.document.fingerprint.content.clone());
    let known = cx.state.readings.iter_mut().find(|known| Some(&known.content) == content.as_ref());
    if let Some(reading) = known {
        reading.refused.push(id.clone());
    }
    view::remember(cx);
}

/// Goes to the next note whose place is only likely, round at the end.
pub(crate) fn next_unsure(cx: &mut Context<'_>) {
    let marks = cx.state.marks.clone();
    let here = cx.state.active.as_ref().and_then(|id| cx.state.mark_index(id));
    let after = here.map_or(0, |at| at + 1);
    let is_unsure = |mark: &&Mark| mark.is_suggested;
    let next = marks.iter().skip(after).chain(marks.iter().take(after)).find(is_unsure);
    match next {
        Some(mark) => super::go::to_note(cx, &mark.id),
        None => view::notify(cx, Notice::new(Weight::Info, texts::NOTHING_TO_ACCEPT.into())),
    }
}
