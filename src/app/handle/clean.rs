//! What the reader says of the cleaning: the script, rules that are off, stretches that stay as they were.

use crate::app::handle::{go, save};
use crate::app::update::Context;
use crate::app::{Effect, OpenDocument, Ticket, marks};
use crate::clean::ScriptChoice;
use crate::notebook::{Change, Diff};
use crate::text::{Source, Span};

pub(crate) fn recleaned(cx: &mut Context<'_>, ticket: Ticket, document: OpenDocument) {
    if cx.state.loading.as_ref().is_none_or(|(newest, ..)| *newest != ticket) {
        return;
    }
    cx.state.loading = None;
    let Some(open) = &mut cx.state.open else { return };
    // The place being read is carried over by way of the source, which did not change.
    let source = open.document.source_from_clean(Span { start: open.position, end: open.position });
    let position = document.document.clean_from_source(source).start;
    (open.document, open.options, open.places) =
        (document.document, document.options, document.places);
    save::choices(cx);
    (cx.state.selection, cx.state.find) = (None, None);
    marks::refresh(cx.state);
    go::start_at(cx, position);
}

pub(crate) fn set_script(cx: &mut Context<'_>, script: ScriptChoice) {
    let Some(open) = &mut cx.state.open else { return };
    if open.options.script != script {
        open.options.script = script;
        again(cx);
    }
}

/// Switches a rule on or off for this document.
pub(crate) fn set_rule(cx: &mut Context<'_>, id: &str, is_on: bool) {
    let Some(open) = &mut cx.state.open else { return };
    open.options.rules_off.retain(|other| other != id);
    if !is_on {
        open.options.rules_off.push(id.to_owned());
    }
    again(cx);
}

/// Gives stretches of the source back as they were; one undoable step.
pub(crate) fn keep(cx: &mut Context<'_>, spans: &[Span<Source>]) {
    let Some(open) = &cx.state.open else { return };
    let is_new = |span: &&Span<Source>| !open.notebook.kept.contains(span);
    let change = |span: &Span<Source>| Change::Kept(Diff { before: None, after: Some(*span) });
    let changes = spans.iter().filter(is_new).map(change).collect();
    save::commit(cx, changes);
}

/// Lets the cleaning have a stretch again that was given back; undoable.
pub(crate) fn keep_no_more(cx: &mut Context<'_>, span: Span<Source>) {
    save::commit(cx, vec![Change::Kept(Diff { before: Some(span), after: None })]);
}

/// Takes over what the notes say is kept, and cleans again.
pub(crate) fn kept_changed(cx: &mut Context<'_>) {
    let Some(open) = &mut cx.state.open else { return };
    open.options.kept = open.notebook.kept.iter().copied().collect();
    again(cx);
}

fn again(cx: &mut Context<'_>) {
    let Some(open) = cx.state.open.clone() else { return };
    let ticket = cx.state.ticket();
    cx.state.loading = Some((ticket, open.document.title().to_owned(), cx.now));
    cx.ask(Effect::Reclean(ticket, Box::new(open)));
}
