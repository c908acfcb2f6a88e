//! Getting about: jumps, motions, and the way back.

use crate::app::update::Context;
use crate::app::{
    Action, Align, Departure, FarPlace, Motion, Notice, State, Turn, WayPoint, Weight,
};
use crate::notebook::AnnotationId;
use crate::text::{Bilingual, Clean, Pos, Source, Span};

/// Asks the page for a movement.
fn ask(cx: &mut Context<'_>, motion: Motion) {
    let number = cx.state.motion.map_or(1, |(number, _)| number + 1);
    cx.state.motion = Some((number, motion));
}

/// Notes where reading was, so that "back" leads there.
fn leave_trail(cx: &mut Context<'_>) {
    let here = cx.state.visible.start;
    leave_trail_at(cx, here);
}

fn leave_trail_at(cx: &mut Context<'_>, here: Pos<Clean>) {
    // Where one has just come to from another document nothing was read.
    if cx.state.departure.is_some() && cx.state.loading.is_none() {
        return;
    }
    let here = WayPoint::Here(here);
    if cx.state.back.last() != Some(&here) {
        cx.state.back.push(here);
    }
    cx.state.forward.clear();
}

pub(crate) fn to(cx: &mut Context<'_>, pos: Pos<Clean>) {
    leave_trail(cx);
    ask(cx, Motion::Jump(pos, Align::Top));
}

pub(crate) fn reading(cx: &mut Context<'_>, span: Span<Clean>) {
    cx.state.visible = span;
    let Some(open) = &mut cx.state.open else { return };
    if open.position != span.start {
        open.position = span.start;
        super::view::remember(cx);
    }
}

pub(crate) fn to_note(cx: &mut Context<'_>, id: &AnnotationId) {
    super::mark::activate(cx, Some(id.clone()));
    cx.state.jumps += 1;
    bring_into_view(cx, id);
}

/// Scrolls to an annotation unless it is in view.
pub(crate) fn bring_into_view(cx: &mut Context<'_>, id: &AnnotationId) {
    let place = cx.state.open.as_ref().and_then(|open| open.places.get(id)?.clean);
    let Some(span) = place else { return };
    if !cx.state.visible.contains(span.start) {
        leave_trail(cx);
    }
    ask(cx, Motion::Jump(span.start, Align::IntoView));
}

/// Where "next" and "previous" count from: the active annotation, else the top of the page.
fn here(cx: &Context<'_>) -> Pos<Clean> {
    let active = || cx.state.open.as_ref()?.places.get(cx.state.active.as_ref()?)?.clean;
    active().map_or(cx.state.visible.start, |span| span.start)
}

pub(crate) fn next_note(cx: &mut Context<'_>) {
    let (here, active) = (here(cx), cx.state.active.clone());
    let index = match active.and_then(|id| cx.state.mark_index(&id)) {
        Some(index) => index + 1,
        None => cx.state.marks.n_before(here),
    };
    if let Some(id) = cx.state.marks.get(index).map(|mark| mark.id.clone()) {
        to_note(cx, &id);
    }
}

pub(crate) fn previous_note(cx: &mut Context<'_>) {
    let (here, active) = (here(cx), cx.state.active.clone());
    let index = match active.and_then(|id| cx.state.mark_index(&id)) {
        Some(index) => index,
        None => cx.state.marks.n_before(here),
    };
    let previous = index.checked_sub(1).and_then(|index| cx.state.marks.get(index));
    if let Some(id) = previous.map(|mark| mark.id.clone()) {
        to_note(cx, &id);
    }
}

/// The starts of the headings in order.
fn headings(cx: &Context<'_>) -> Vec<Pos<Clean>> {
    let Some(open) = &cx.state.open else { return Vec::new() };
    open.document.outline.headings.iter().map(|heading| heading.span.start).collect()
}

pub(crate) fn next_heading(cx: &mut Context<'_>) {
    let here = cx.state.visible.start;
    let next = headings(cx).into_iter().find(|start| *start > here);
    if let Some(start) = next {
        to(cx, start);
    }
}

pub(crate) fn previous_heading(cx: &mut Context<'_>) {
    let here = cx.state.visible.start;
    let previous = headings(cx).into_iter().rev().find(|start| *start < here);
    to(cx, previous.unwrap_or_default());
}

/// Brings a place of the file into view, whatever became of it.
pub(crate) fn to_source(cx: &mut Context<'_>, span: Span<Source>) {
    let clean = cx.state.open.as_ref().map(|open| open.document.clean_from_source(span).start);
    if clean.is_some_and(|pos| !cx.state.visible.contains(pos)) {
        leave_trail(cx);
    }
    ask(cx, Motion::Source(span));
}

/// Scrolls to a place of the file unless it is in view.
pub(crate) fn bring_source_into_view(cx: &mut Context<'_>, span: Span<Source>) {
    let place = cx.state.open.as_ref().map(|open| open.document.clean_from_source(span).start);
    ask(cx, Motion::Jump(place.unwrap_or_default(), Align::IntoView));
}

/// Has another view of the text begin where this one is.
pub(crate) fn stay(cx: &mut Context<'_>) {
    let here = cx.state.visible.start;
    ask(cx, if here.index() == 0 { Motion::Start } else { Motion::Jump(here, Align::Top) });
}

pub(crate) fn scroll(cx: &mut Context<'_>, action: Action) {
    let motion = match action {
        Action::PageUp => Motion::Pages(-1),
        Action::LineUp => Motion::Lines(-1),
        Action::LineDown => Motion::Lines(1),
        _ => Motion::Pages(1),
    };
    ask(cx, motion);
}

pub(crate) fn to_edge(cx: &mut Context<'_>, action: Action) {
    leave_trail(cx);
    ask(cx, if action == Action::Start { Motion::Start } else { Motion::End });
}

pub(crate) fn back(cx: &mut Context<'_>) {
    if let Some(point) = cx.state.back.pop() {
        turn_to(cx, point, Turn::Back);
    }
}

pub(crate) fn forward(cx: &mut Context<'_>) {
    if let Some(point) = cx.state.forward.pop() {
        turn_to(cx, point, Turn::Forward);
    }
}

fn turn_to(cx: &mut Context<'_>, point: WayPoint, turn: Turn) {
    match point {
        WayPoint::Here(pos) => {
            let here = WayPoint::Here(cx.state.visible.start);
            note_left(cx.state, here, turn);
            ask(cx, Motion::Jump(pos, Align::Top));
        }
        WayPoint::There(place) => {
            leave(cx, turn, |cx| super::tabs::show_from(cx, &place.origin));
            if let Some(departure) = &mut cx.state.departure {
                departure.to = Some(place.at);
            }
        }
    }
}

/// Notes what was left, where it is sought next.
fn note_left(state: &mut State, point: WayPoint, turn: Turn) {
    match turn {
        Turn::Back => state.forward.push(point),
        Turn::On | Turn::Forward => state.back.push(point),
    }
}

/// Does what may show another document; from there the way back leads here.
pub(crate) fn leave(cx: &mut Context<'_>, turn: Turn, go: impl FnOnce(&mut Context<'_>)) {
    let here = Span { start: cx.state.visible.start, end: cx.state.visible.start };
    let from = cx.state.open.as_ref().map(|open| FarPlace {
        origin: open.origin.clone(),
        at: open.document.source_from_clean(here).start,
    });
    go(cx);
    cx.state.departure = from.map(|from| Departure { from, turn, to: None });
}

/// In the document that was come to: notes where from, and finds the place that is sought.
pub(crate) fn arrive(cx: &mut Context<'_>) {
    if cx.state.loading.is_some() {
        return;
    }
    let Some(departure) = cx.state.departure.take() else { return };
    let Some(open) = cx.state.open.as_ref().filter(|open| open.origin != departure.from.origin)
    else {
        return;
    };
    let to = departure.to.map(|at| {
        let source = &open.document.imported.text;
        let start = source.floor(at.index().min(source.len()));
        open.document.clean_from_source(Span { start, end: start }).start
    });
    if departure.turn == Turn::On {
        cx.state.forward.clear();
        super::tabs::end_way_forward(cx.state, &departure.from.origin);
    }
    note_left(cx.state, WayPoint::There(departure.from), departure.turn);
    if let Some(pos) = to.filter(|pos| !cx.state.visible.contains(*pos)) {
        ask(cx, Motion::Jump(pos, Align::Top));
    }
}

/// Brings a passage into view without noting a way back.
pub(crate) fn peek(cx: &mut Context<'_>, span: Span<Clean>) {
    ask(cx, Motion::Jump(span.start, Align::IntoView));
}

/// Brings a passage into view; the way back leads to `from`.
pub(crate) fn show_from(cx: &mut Context<'_>, span: Span<Clean>, from: Pos<Clean>) {
    leave_trail_at(cx, from);
    peek(cx, span);
}

/// Says something that is good to know.
pub(crate) fn say(cx: &mut Context<'_>, text: Bilingual) {
    super::view::notify(cx, Notice::new(Weight::Info, text.into()));
}

/// Brings a hit or another passage into view and notes the way back.
pub(crate) fn show(cx: &mut Context<'_>, span: Span<Clean>) {
    if !cx.state.visible.contains(span.start) {
        leave_trail(cx);
    }
    ask(cx, Motion::Jump(span.start, Align::IntoView));
}

/// Leaves the page where it stands though its text is another one, in which the ways back lead only to other documents.
pub(crate) fn hold(cx: &mut Context<'_>) {
    let is_there = |point: &WayPoint| matches!(point, WayPoint::There(_));
    cx.state.back.retain(is_there);
    cx.state.forward.retain(is_there);
}

/// Brings a place to the top without noting a way back, as when a document opens.
pub(crate) fn start_at(cx: &mut Context<'_>, pos: Pos<Clean>) {
    hold(cx);
    cx.state.visible = Span { start: pos, end: pos };
    ask(cx, if pos.index() == 0 { Motion::Start } else { Motion::Jump(pos, Align::Top) });
}
