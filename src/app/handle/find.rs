//! Finding words in the text; the search itself runs in a job.

use std::sync::Arc;

use crate::app::update::Context;
use crate::app::{Effect, Find, Ticket};
use crate::text::{Clean, Span};

pub(crate) fn open(cx: &mut Context<'_>) {
    let selected = cx.state.selection.and_then(|span| {
        let text = cx.state.open.as_ref()?.document.cleaned.text.get(span);
        // A long selection is hardly what somebody wants to seek.
        (text.chars().count() <= 40 && !text.contains('\n')).then(|| text.to_owned())
    });
    if cx.state.find.is_none() {
        cx.state.find = Some(Find::default());
    }
    if let Some(query) = selected {
        typed(cx, query);
    }
}

pub(crate) fn typed(cx: &mut Context<'_>, query: String) {
    let Some(text) = cx.state.open.as_ref().map(|open| open.document.cleaned.text.clone()) else {
        return;
    };
    let ticket = cx.state.ticket();
    let is_empty = query.trim().is_empty();
    cx.state.find = Some(Find {
        query: query.clone(),
        hits: Arc::default(),
        current: 0,
        ticket: (!is_empty).then_some(ticket),
    });
    if !is_empty {
        cx.ask(Effect::Find(ticket, text, query));
    }
}

pub(crate) fn found(cx: &mut Context<'_>, ticket: Ticket, hits: Arc<[Span<Clean>]>) {
    let here = cx.state.visible.start;
    let Some(find) = cx.state.find.as_mut().filter(|find| find.ticket == Some(ticket)) else {
        return;
    };
    find.ticket = None;
    find.current = hits.partition_point(|hit| hit.start < here) % hits.len().max(1);
    find.hits = hits;
    let current = find.current;
    go_to_hit(cx, current);
}

pub(crate) fn go_to_hit(cx: &mut Context<'_>, index: usize) {
    let Some(find) = &mut cx.state.find else { return };
    let Some(hit) = find.hits.get(index).copied() else { return };
    find.current = index;
    super::go::show(cx, hit);
}

pub(crate) fn next(cx: &mut Context<'_>) {
    step(cx, |current, count| (current + 1) % count);
}

pub(crate) fn previous(cx: &mut Context<'_>) {
    step(cx, |current, count| (current + count - 1) % count);
}

fn step(cx: &mut Context<'_>, to: impl Fn(usize, usize) -> usize) {
    let Some(find) = &cx.state.find else { return open(cx) };
    if !find.hits.is_empty() {
        let index = to(find.current, find.hits.len());
        go_to_hit(cx, index);
    }
}
