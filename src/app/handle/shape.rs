//! The shape of marks: moving their ends, joining neighbours, splitting one.

use crate::app::handle::save::{self, made, removed};
use crate::app::handle::{mark, view};
use crate::app::update::Context;
use crate::app::{Notice, OpenDocument, Place, PlaceState, Weight, texts};
use crate::notebook::{Annotation, AnnotationId, Change, Diff, NOTE_DIVIDER};
use crate::placing;
use crate::text::{Bilingual, Clean, Pos, Span};

/// Most characters between two marks that are still neighbours; none of them a letter.
const MOST_BETWEEN: usize = 3;

/// Puts a mark on another stretch of the text. Moving one mark several times in a row is one step.
pub(crate) fn reshape(cx: &mut Context<'_>, id: &AnnotationId, span: Span<Clean>) {
    mark::finish_note(cx);
    let Some(before) = cx.state.annotation(id).cloned() else { return };
    let now = cx.now;
    if save::refuse_read_only(cx) {
        return;
    }
    let Some(open) = &mut cx.state.open else { return };
    if span.is_empty() || open.places.get(id).and_then(|place| place.clean) == Some(span) {
        return;
    }
    let after = Annotation {
        revision: before.revision.saturating_add(1),
        modified: now,
        ..on(open, span, &before)
    };
    put(open, &after, span);
    let diff = Diff { before: Some(before), after: Some(after) };
    save::apply(cx, &[Change::Annotation(diff.clone())]);
    cx.state.history.push_typing(diff);
}

/// An annotation as it is, on another stretch of the text.
fn on(open: &OpenDocument, span: Span<Clean>, annotation: &Annotation) -> Annotation {
    let new =
        placing::annotation_on(&open.document, span, annotation.id.clone(), annotation.created);
    Annotation {
        anchor: new.anchor,
        excerpt: new.excerpt,
        heading_path: new.heading_path,
        ..annotation.clone()
    }
}

fn put(open: &mut OpenDocument, annotation: &Annotation, span: Span<Clean>) {
    let source = Some(annotation.anchor.span);
    let place = Place { state: PlaceState::Placed, source, clean: Some(span) };
    open.places.insert(annotation.id.clone(), place);
}

/// Joins the active mark with those that overlap it or stand beside it: one mark with the tags and notes of all.
pub(crate) fn join(cx: &mut Context<'_>) {
    mark::finish_note(cx);
    let Some(before) = cx.state.active_annotation().cloned() else {
        return say(cx, texts::JOIN_WHAT);
    };
    let Some((span, others)) = neighbours(cx, &before.id) else {
        return say(cx, texts::NO_MARK_TO_JOIN);
    };
    if save::refuse_read_only(cx) {
        return;
    }
    let Some(open) = &cx.state.open else { return };
    let mut after = on(open, span, &before);
    for other in &others {
        after.tags.extend(other.tags.iter().cloned());
        if !other.note.is_empty() {
            let divider = if after.note.is_empty() { "" } else { NOTE_DIVIDER };
            after.note = format!("{}{divider}{}", after.note, other.note);
        }
    }
    let mut step: Vec<Change> = others.into_iter().map(removed).collect();
    step.extend(save::changed(cx, before, after.clone()));
    if let Some(open) = &mut cx.state.open {
        put(open, &after, span);
    }
    save::commit(cx, step);
    cx.state.active = Some(after.id);
}

/// What a mark and its neighbours cover together, and the neighbours in order.
fn neighbours(cx: &Context<'_>, id: &AnnotationId) -> Option<(Span<Clean>, Vec<Annotation>)> {
    let open = cx.state.open.as_ref()?;
    let mut span = open.places.get(id)?.clean?;
    let mut ids: Vec<&AnnotationId> = Vec::new();
    // A neighbour may bring its own neighbours near.
    while let Some(next) = cx.state.marks.iter().find(|mark| {
        mark.id != *id && !ids.contains(&&mark.id) && are_neighbours(open, span, mark.span)
    }) {
        span = span.cover(next.span);
        ids.push(&next.id);
    }
    let notes: Vec<_> = ids.iter().filter_map(|id| cx.state.annotation(id).cloned()).collect();
    (!notes.is_empty()).then_some((span, notes))
}

fn are_neighbours(open: &OpenDocument, a: Span<Clean>, b: Span<Clean>) -> bool {
    let (first, second) = if a.start <= b.start { (a, b) } else { (b, a) };
    if second.start <= first.end {
        return true;
    }
    if second.start.index() - first.end.index() > MOST_BETWEEN * 4 {
        return false;
    }
    let between = open.document.cleaned.text.get(Span { start: first.end, end: second.start });
    between.chars().count() <= MOST_BETWEEN && !between.chars().any(char::is_alphanumeric)
}

/// Splits the mark under the caret, or the one that a selection lies in, there: each part keeps colour and tags,
/// the first the note.
pub(crate) fn split(cx: &mut Context<'_>) {
    mark::finish_note(cx);
    let Some((before, parts)) = parts(cx) else { return say(cx, texts::SPLIT_WHERE) };
    if save::refuse_read_only(cx) {
        return;
    }
    let Some(open) = &mut cx.state.open else { return };
    let mut step = Vec::new();
    let mut spans = parts.into_iter();
    let Some(first) = spans.next() else { return };
    let kept = on(open, first, &before);
    put(open, &kept, first);
    for span in spans {
        let id = AnnotationId(cx.ids.take());
        let part = Annotation {
            id,
            note: String::new(),
            created: cx.now,
            modified: cx.now,
            revision: 1,
            ..on(open, span, &before)
        };
        put(open, &part, span);
        step.push(made(part));
    }
    step.extend(save::changed(cx, before.clone(), kept));
    save::commit(cx, step);
    (cx.state.selection, cx.state.active) = (None, Some(before.id));
}

/// The mark to split, and its parts.
fn parts(cx: &Context<'_>) -> Option<(Annotation, Vec<Span<Clean>>)> {
    let cuts: Vec<Pos<Clean>> = match (cx.state.selection, cx.state.caret) {
        (Some(span), _) => vec![span.start, span.end],
        (None, Some(caret)) => vec![caret],
        (None, None) => return None,
    };
    let is_inside = |span: Span<Clean>, cut: &Pos<Clean>| span.start < *cut && *cut < span.end;
    let (first, last) = (cuts.first()?, cuts.last()?);
    let holds = |span: Span<Clean>| {
        span.start <= *first && *last <= span.end && cuts.iter().any(|cut| is_inside(span, cut))
    };
    let marks = cx.state.marks.iter().filter(|mark| holds(mark.span));
    let mark = marks.min_by_key(|mark| mark.span.len())?;
    let inner = cuts.into_iter().filter(|cut| is_inside(mark.span, cut));
    let mut borders = vec![mark.span.start];
    borders.extend(inner);
    borders.push(mark.span.end);
    let parts = borders.windows(2).map(|pair| Span { start: pair[0], end: pair[1] });
    Some((cx.state.annotation(&mark.id)?.clone(), parts.collect()))
}

fn say(cx: &mut Context<'_>, text: Bilingual) {
    view::notify(cx, Notice::new(Weight::Info, text.into()));
}
