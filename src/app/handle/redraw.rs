//! Making all marks anew: of few notes at once, of many by a job; those that are there stay shown meanwhile.
//!
//! How a mark is made is the business of `marks`.

use std::collections::BTreeSet;

use crate::app::handle::{clean, view};
use crate::app::mark_task::Redrawing;
use crate::app::update::Context;
use crate::app::{
    Effect, MadeMarks, MarkTask, Notice, OpenDocument, Phrase, Tab, Ticket, Weight, marks,
};
use crate::document::Document;
use crate::notebook::{AnnotationId, Tag, TagId};

/// Most notes whose marks are made anew within a frame.
pub(crate) const MOST_AT_ONCE: usize = 4_000;

/// Makes the marks of the shown document anew.
pub(crate) fn all(cx: &mut Context<'_>) {
    let recleaning = cx.state.recleaning;
    let cleaned = cx.state.redrawing.take().and_then(|before| before.cleaned);
    begin(cx, cleaned.filter(|(ticket, _)| Some(*ticket) == recleaning));
}

/// Makes them for the document as it was cleaned anew, and shows it with them.
pub(crate) fn recleaned(cx: &mut Context<'_>, ticket: Ticket, document: Document) {
    begin(cx, Some((ticket, document)));
}

fn begin(cx: &mut Context<'_>, cleaned: Option<(Ticket, Document)>) {
    let Some(open) = &cx.state.open else { return marks::refresh(cx.state) };
    if open.notebook.annotations.len() <= MOST_AT_ONCE {
        return match cleaned {
            Some((_, document)) => clean::show(cx, document, None),
            None => marks::refresh(cx.state),
        };
    }
    let open = OpenDocument { codebook: cx.state.codebook.clone(), ..open.clone() };
    let document = cleaned.as_ref().map(|(_, document)| document.clone());
    let task = MarkTask { open, cleaned: document, seen: cx.state.note_log().seen() };
    let ticket = cx.state.ticket();
    marks::leave_removed(cx.state);
    cx.state.redrawing = Some(Redrawing { ticket, cleaned });
    cx.ask(Effect::MakeMarks(ticket, Box::new(task)));
}

/// Takes marks in that were made, and brings them up to what changed meanwhile.
pub(crate) fn made(cx: &mut Context<'_>, ticket: Ticket, made: MadeMarks) {
    let is_it = |redrawing: &mut Redrawing| redrawing.ticket == ticket;
    let Some(redrawing) = cx.state.redrawing.take_if(is_it) else {
        return made_beside(cx, ticket, made);
    };
    let recleaning = cx.state.recleaning;
    let is_wanted = |(cleaning, _): &(Ticket, Document)| Some(*cleaning) == recleaning;
    if redrawing.cleaned.as_ref().is_some_and(|cleaned| !is_wanted(cleaned)) {
        // Cleaned otherwise once more; what comes of that has its marks made with what is then.
        return cx.let_go(made);
    }
    let news = cx.state.note_log().since(&made.seen);
    let news: Option<BTreeSet<AnnotationId>> = news.map(|ids| ids.into_iter().cloned().collect());
    let Some(news) = news.filter(|_| made.drawn.is_of(&cx.state.codebook)) else {
        cx.let_go(made);
        return begin(cx, redrawing.cleaned);
    };
    if let Some((_, document)) = redrawing.cleaned {
        return clean::show(cx, document, Some((made, news)));
    }
    let before = marks::show(cx.state, made.drawn);
    cx.let_go(before);
    marks::refresh_notes(cx, &news);
}

/// Says why marks could not be made; those that are shown stay.
pub(crate) fn failed(cx: &mut Context<'_>, ticket: Ticket, why: Phrase) {
    if cx.state.redrawing.take_if(|redrawing| redrawing.ticket == ticket).is_some() {
        clean::forget(cx.state);
        view::notify(cx, Notice::new(Weight::Error, why));
    }
}

/// Brings the marks of the document in the other half up to the tags as they are now.
pub(crate) fn beside(cx: &mut Context<'_>) {
    let ticket = cx.state.ticket();
    let codebook = &cx.state.codebook;
    let Some(parked) = cx.state.tabs.iter_mut().find_map(Tab::beside_mut) else { return };
    let drawn = &parked.drawn;
    let is_other = |(id, tag): (&TagId, &Tag)| {
        drawn.tally.n_with(id) > 0 && drawn.codebook.tags.get(id) != Some(tag)
    };
    if !codebook.tags.iter().any(is_other) {
        return;
    }
    parked.open.notebook.resolve_tags(codebook);
    if parked.open.notebook.annotations.len() <= MOST_AT_ONCE {
        parked.drawn = marks::DrawnMarks::new(&parked.open, codebook);
        return;
    }
    let open = OpenDocument { codebook: codebook.clone(), ..parked.open.clone() };
    let task = MarkTask { open, cleaned: None, seen: parked.drawn.tally.log.seen() };
    parked.redrawing = Some(ticket);
    cx.ask(Effect::MakeMarks(ticket, Box::new(task)));
}

fn made_beside(cx: &mut Context<'_>, ticket: Ticket, made: MadeMarks) {
    let codebook = &cx.state.codebook;
    let mut waiting = cx.state.tabs.iter_mut().filter_map(Tab::beside_mut);
    let Some(parked) = waiting.find(|tab| tab.redrawing == Some(ticket)) else {
        return cx.let_go(made);
    };
    parked.redrawing = None;
    let news = parked.drawn.tally.log.since(&made.seen);
    let news: Option<BTreeSet<AnnotationId>> = news.map(|ids| ids.into_iter().cloned().collect());
    let Some(news) = news.filter(|_| made.drawn.is_of(codebook)) else {
        cx.let_go(made);
        return beside(cx);
    };
    let before = std::mem::replace(&mut parked.drawn, made.drawn);
    parked.drawn.bring_up(&parked.open, codebook, &news);
    cx.let_go(before);
}
