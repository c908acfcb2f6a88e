//! Selecting without a pointer: a sentence, the one after or before it, and from there more or less of the text.

use crate::app::caret;
use crate::app::handle::{go, mark, place};
use crate::app::update::Context;
use crate::app::{Action, OpenDocument, State};
use crate::text::{Clean, Pos, Span, units};

/// Of the units around a stretch, those from the paragraph on.
const N_LARGE_UNITS: usize = 3;

/// Carries out one of the actions that select.
pub(crate) fn select(cx: &mut Context<'_>, action: Action) {
    match action {
        Action::GrowSelection => grow(cx),
        Action::SelectAll => select_all(cx),
        Action::ShrinkSelection => shrink(cx),
        _ => step_sentence(cx, action),
    }
}

/// Selects the next larger unit that holds what is selected: word, clause, sentence, paragraph, section,
/// all.
fn grow(cx: &mut Context<'_>) {
    let Some(open) = &cx.state.open else { return };
    let Some(selected) = cx.state.movable() else { return step_sentence(cx, Action::NextSentence) };
    let units = around(cx.state, open, selected);
    grow_to(cx, selected, units);
}

/// Selects the paragraph that one is at; again, its section; again, all.
fn select_all(cx: &mut Context<'_>) {
    let Some(open) = &cx.state.open else { return };
    let selected = cx.state.movable().unwrap_or_else(|| {
        let left_off = left_off(cx.state).map(|span| span.start);
        let pos = left_off.unwrap_or_else(|| standing(cx.state, open));
        Span { start: pos, end: pos }
    });
    let mut units = around(cx.state, open, selected);
    let units = units.split_off(units.len().saturating_sub(N_LARGE_UNITS));
    grow_to(cx, selected, units);
}

/// What was let go or undone last, as long as it is in view and neither a caret nor a paragraph is what keys act on.
fn left_off(state: &State) -> Option<Span<Clean>> {
    let is_there = |span: &Span<Clean>| {
        state.visible.contains(span.start) && state.caret.is_none() && state.paragraph.is_none()
    };
    state.left_off.filter(is_there)
}

/// Where one is: at the caret, in the paragraph that keys act on, where one clicked last, or at the top of the page.
fn standing(state: &State, open: &OpenDocument) -> Pos<Clean> {
    let focused = || Some(open.document.blocks.get(state.paragraph?)?.span.start);
    let seen = |pos: &Pos<Clean>| state.visible.contains(*pos);
    let clicked = || state.clicked.filter(seen);
    let pos = state.caret.or_else(focused).or_else(clicked).unwrap_or(state.visible.start);
    let block = caret::trimmed_block(&open.document, place::block_at(open, pos));
    pos.clamp(block.start, block.end)
}

/// Selects the first of the units that is more than what is selected.
fn grow_to(cx: &mut Context<'_>, selected: Span<Clean>, units: Vec<Span<Clean>>) {
    let is_larger = |span: &Span<Clean>| {
        span.start <= selected.start && selected.end <= span.end && *span != selected
    };
    let Some(span) = units.into_iter().find(is_larger) else { return };
    let mut grown = std::mem::take(&mut cx.state.grown);
    // What was selected otherwise since begins anew.
    if grown.last().is_some_and(|(_, to)| *to != selected) {
        grown.clear();
    }
    // More of the text is not where one is: that stays what it was before.
    let is_more = selected.is_empty() || !grown.is_empty();
    let left_off = cx.state.left_off.filter(|_| is_more).unwrap_or(selected);
    grown.push((selected, span));
    mark::select(cx, Some(span));
    (cx.state.grown, cx.state.left_off) = (grown, Some(left_off));
}

/// Selects again what was selected before it last grew.
fn shrink(cx: &mut Context<'_>) {
    let last = cx.state.grown.pop().filter(|(_, to)| Some(*to) == cx.state.selection);
    if let Some((from, _)) = last {
        let grown = std::mem::take(&mut cx.state.grown);
        mark::select(cx, Some(from));
        cx.state.grown = grown;
    }
}

/// The units around a stretch, the smallest first.
fn around(state: &State, open: &OpenDocument, span: Span<Clean>) -> Vec<Span<Clean>> {
    let all = Span::new(0, open.document.cleaned.text.len());
    let headings = &open.document.outline.headings;
    let next = headings.partition_point(|heading| heading.span.start <= span.start);
    let start = next.checked_sub(1).and_then(|index| headings.get(index));
    let section = Span {
        start: start.map_or(all.start, |heading| heading.span.start),
        end: headings.get(next).map_or(all.end, |heading| heading.span.start),
    };
    let mut units = Vec::new();
    let index = place::block_at(open, span.start);
    if let Some(block) = open.document.blocks.get(index).map(|block| block.span) {
        let text = open.document.cleaned.text.get(block);
        let at = span.start.index().saturating_sub(block.start.index());
        let ranges = [
            units::word_at(text, at),
            units::clause_at(text, at),
            units::sentence_at(text, at),
            units::trimmed(text, 0..text.len()),
        ];
        let from = |range: std::ops::Range<usize>| {
            Span::new(block.start.index() + range.start, block.start.index() + range.end)
        };
        units.extend(ranges.map(from));
    }
    units.extend([trimmed(state, section), trimmed(state, all)]);
    units
}

/// A stretch without the white space at its ends.
fn trimmed(state: &State, span: Span<Clean>) -> Span<Clean> {
    let Some(open) = &state.open else { return span };
    let text = open.document.cleaned.text.get(span);
    let inner = units::trimmed(text, 0..text.len());
    Span::new(span.start.index() + inner.start, span.start.index() + inner.end)
}

/// Selects the sentence after what is selected, was just marked, let go or undone, or before it; else the one at
/// which one is.
fn step_sentence(cx: &mut Context<'_>, action: Action) {
    let Some(open) = &cx.state.open else { return };
    let is_next = action == Action::NextSentence;
    let beside = |span: Span<Clean>| {
        if is_next { sentence_from(open, span.end) } else { sentence_before(open, span.start) }
    };
    let found = match (cx.state.movable(), left_off(cx.state)) {
        // Behind all of the text there is nothing; one is where it was chosen from.
        (Some(selected), left_off) => beside(selected).or_else(|| beside(left_off?)),
        (None, Some(left_off)) => beside(left_off),
        (None, None) => sentence_from(open, standing(cx.state, open)),
    };
    let Some(span) = found else { return };
    mark::select(cx, Some(span));
    go::peek(cx, span);
}

/// The first sentence that begins at or behind a place.
fn sentence_from(open: &OpenDocument, pos: Pos<Clean>) -> Option<Span<Clean>> {
    let blocks = open.document.blocks.iter().skip(place::block_at(open, pos));
    let mut sentences = blocks.flat_map(|block| sentences(open, block.span));
    sentences.find(|sentence| sentence.start >= pos || sentence.contains(pos))
}

/// The last sentence that ends at or before a place.
fn sentence_before(open: &OpenDocument, pos: Pos<Clean>) -> Option<Span<Clean>> {
    let index = place::block_at(open, pos);
    let blocks = open.document.blocks.iter().take(index + 1).rev();
    let before =
        |span: Span<Clean>| sentences(open, span).into_iter().rfind(|sentence| sentence.end <= pos);
    blocks.map(|block| block.span).find_map(before)
}

/// The sentences of a paragraph in order.
fn sentences(open: &OpenDocument, block: Span<Clean>) -> Vec<Span<Clean>> {
    let text = open.document.cleaned.text.get(block);
    let start = block.start.index();
    let spans = units::sentences(text).into_iter();
    spans.map(|range| Span::new(start + range.start, start + range.end)).collect()
}
