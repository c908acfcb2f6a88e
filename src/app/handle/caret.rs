//! Browsing with a caret, and moving the ends of what is selected or marked by keys.

use crate::app::caret::{self, By, LineStep, Moved, Step};
use crate::app::handle::{go, mark, shape};
use crate::app::update::Context;
use crate::app::{Notice, Weight, texts};
use crate::text::{Clean, Pos, Span};

/// Puts the caret on the page, or takes it away.
pub(crate) fn toggle(cx: &mut Context<'_>) {
    if cx.state.caret.take().is_some() {
        return;
    }
    let Some(open) = &cx.state.open else { return };
    let focused = cx.state.paragraph.map(|index| caret::trimmed_block(&open.document, index).start);
    let movable = cx.state.movable();
    let visible = cx.state.visible;
    let is_in_view = |pos: &Pos<Clean>| visible.start <= *pos && *pos <= visible.end;
    let clicked = cx.state.clicked.filter(is_in_view);
    let pos = match cx.state.selection {
        Some(span) => span.end,
        None => movable.map(|span| span.start).or(focused).or(clicked).unwrap_or(visible.start),
    };
    (cx.state.caret, cx.state.caret_ends_line) = (Some(pos), false);
    show(cx, pos);
    super::view::notify(cx, Notice::new(Weight::Info, texts::CARET_ON.into()));
}

/// The caret goes where the pointer pressed; without one the place is noted.
pub(crate) fn place(cx: &mut Context<'_>, pos: Pos<Clean>) {
    (cx.state.clicked, cx.state.left_off) = (Some(pos), None);
    if cx.state.caret.is_some() {
        (cx.state.caret, cx.state.caret_ends_line) = (Some(pos), false);
    }
}

/// Takes a step; one by lines is handed to the page, which answers with [`arrive`].
pub(crate) fn step(cx: &mut Context<'_>, step: Step) {
    mark::finish_note(cx);
    let Some(from) = moving(cx, step) else { return };
    if matches!(step.by, By::Line | By::LineEdge) {
        let number = cx.state.line_step.map_or(1, |last| last.number + 1);
        cx.state.line_step = Some(LineStep { number, step, from });
        return;
    }
    let Some(open) = &cx.state.open else { return };
    let pos = caret::stepped(open, from, step);
    arrive(cx, step, pos);
}

/// A step of the caret where there is one; false where the key means something else.
pub(crate) fn steps(cx: &mut Context<'_>, by: By, is_forward: bool) -> bool {
    let is_on = cx.state.caret.is_some();
    if is_on {
        step(cx, Step { by, is_forward, moved: Moved::Caret });
    }
    is_on
}

/// The place that a step moves, if there is one.
fn moving(cx: &Context<'_>, step: Step) -> Option<Pos<Clean>> {
    let span = cx.state.movable();
    match (step.moved, cx.state.caret) {
        (Moved::Caret, caret) => caret,
        (Moved::End, Some(caret)) => Some(caret),
        (Moved::End, None) => span.map(|span| span.end),
        (Moved::Start, _) => span.map(|span| span.start),
    }
}

/// The step led to `pos`.
pub(crate) fn arrive(cx: &mut Context<'_>, step: Step, pos: Pos<Clean>) {
    cx.state.caret_ends_line = step.by == By::LineEdge && step.is_forward;
    match (step.moved, cx.state.caret) {
        (Moved::Caret, Some(_)) => {
            mark::select(cx, None);
            cx.state.active = None;
            cx.state.caret = Some(pos);
        }
        (Moved::End, Some(caret)) => {
            // The end of the selection where the caret is not stays.
            let fixed = match cx.state.selection {
                Some(span) if span.start == caret => span.end,
                Some(span) => span.start,
                None => caret,
            };
            mark::select(cx, Some(between(fixed, pos)));
            cx.state.active = None;
            cx.state.caret = Some(pos);
        }
        (moved, _) => move_end(cx, moved, pos),
    }
    show(cx, pos);
}

/// Moves an end of the selection, else of the active mark.
fn move_end(cx: &mut Context<'_>, moved: Moved, pos: Pos<Clean>) {
    let Some(span) = cx.state.movable() else { return };
    let span = match moved {
        Moved::Start if pos < span.end => Span { start: pos, end: span.end },
        Moved::End if span.start < pos => Span { start: span.start, end: pos },
        _ => return,
    };
    match (cx.state.selection, cx.state.active.clone()) {
        (Some(_), _) => mark::select(cx, Some(span)),
        (None, Some(id)) => shape::reshape(cx, &id, span),
        (None, None) => {}
    }
}

fn between(a: Pos<Clean>, b: Pos<Clean>) -> Span<Clean> {
    Span { start: a.min(b), end: a.max(b) }
}

fn show(cx: &mut Context<'_>, pos: Pos<Clean>) {
    go::peek(cx, Span { start: pos, end: pos });
}
