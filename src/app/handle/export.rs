//! The card of exports: what is chosen, what it would be, where it is written.

use crate::app::export::Counted;
use crate::app::export_card::{ExportChoice, Preview};
use crate::app::handle::{mark, view};
use crate::app::update::Context;
use crate::app::{
    Effect, Event, ExportCard, ExportScope, ExportTask, Notice, PathPurpose, Popover, State,
    Ticket, Weight, texts,
};
use crate::text::Phrase;

/// Milliseconds after the last change until the preview is made anew.
const PREVIEW_MILLIS: u64 = 120;

/// Opens the card; the shape that was chosen before is chosen still, but not which notes: what is left out unseen
/// would be missed too late.
pub(crate) fn open(cx: &mut Context<'_>) {
    mark::finish_note(cx);
    view::toggle_popover(cx, Popover::Export);
    if cx.state.popover == Some(Popover::Export) {
        let choice = &mut cx.state.export.choice;
        // Notes that were listed may be of other documents; without them nobody asked for those.
        let filter = std::mem::take(&mut choice.request.filter);
        if filter.ids.is_some() {
            choice.scope = ExportScope::Document;
        }
        ExportCard::gather(cx.state);
        ask_for_preview(cx);
    }
}

/// Opens the card for certain notes.
pub(crate) fn open_with(cx: &mut Context<'_>, choice: ExportChoice) {
    mark::finish_note(cx);
    cx.state.popover = Some(Popover::Export);
    ExportCard::gather(cx.state);
    choose(cx, choice);
}

pub(crate) fn choose(cx: &mut Context<'_>, choice: ExportChoice) {
    cx.state.export.choice = choice;
    view::remember(cx);
    ask_for_preview(cx);
}

fn ask_for_preview(cx: &mut Context<'_>) {
    let ticket = cx.state.ticket();
    let card = &mut cx.state.export;
    (card.ticket, card.is_current, card.is_due) = (ticket, false, false);
    cx.ask(Effect::Remind(PREVIEW_MILLIS, Box::new(Event::PreviewDue(ticket))));
}

/// Several changes in a row make one preview.
pub(crate) fn preview_due(cx: &mut Context<'_>, ticket: Ticket) {
    let is_shown = cx.state.popover == Some(Popover::Export);
    if cx.state.export.ticket == ticket
        && is_shown
        && let Some(task) = ExportTask::of(cx.state)
    {
        cx.ask(Effect::PreviewExport(ticket, Box::new(task)));
    }
}

/// The preview is there; what other documents there are is counted now.
pub(crate) fn previewed(cx: &mut Context<'_>, ticket: Ticket, preview: Result<Preview, Phrase>) {
    if cx.state.export.ticket != ticket {
        return;
    }
    let is_counted = preview.as_ref().map_or(true, |preview| preview.counted.is_some());
    let card = &mut cx.state.export;
    (card.preview, card.is_current) = (Some(preview), true);
    if std::mem::take(&mut card.is_due) && cx.state.popover == Some(Popover::Export) {
        pick_path(cx);
    }
    if !is_counted && let Some(task) = ExportTask::of(cx.state) {
        cx.ask(Effect::CountExport(ticket, Box::new(task)));
    }
}

/// What all documents come to.
pub(crate) fn counted(cx: &mut Context<'_>, ticket: Ticket, counted: Option<Counted>) {
    if cx.state.export.ticket == ticket
        && let Some(Ok(preview)) = &mut cx.state.export.preview
    {
        preview.counted = counted;
    }
}

/// Asks where to write; that a template is broken is told before, and nothing asked.
pub(crate) fn pick_path(cx: &mut Context<'_>) {
    mark::finish_note(cx);
    let Some(format) = cx.state.export.choice.format() else { return };
    if format.has_template() {
        let card = &mut cx.state.export;
        if !card.is_current {
            card.is_due = true;
            return;
        }
        if let Some(Err(why)) = &card.preview {
            let notice = Notice::new(Weight::Error, why.clone());
            return view::notify(cx, notice);
        }
    }
    cx.state.popover = None;
    if let Some(name) = proposed_name(cx.state) {
        cx.ask(Effect::PickPath(PathPurpose::Export(format.id), name));
    }
}

/// What the file of an export as it is chosen would be called.
pub(crate) fn proposed_name(state: &State) -> Option<String> {
    let (open, choice) = (state.open.as_ref()?, &state.export.choice);
    let title = match choice.scope {
        ExportScope::Document => open.document.title(),
        scope @ ExportScope::Library => texts::export_scope(scope).get(state.settings.language),
    };
    Some(format!("{}.{}", file_name(title), choice.format()?.extension))
}

/// A title as a file's name: what no system allows in one is left out, all else stays, Chinese above all.
pub(crate) fn file_name(title: &str) -> String {
    let is_allowed = |c: &char| !c.is_control() && !"/\\:*?\"<>|".contains(*c);
    let name: String = title.chars().filter(is_allowed).take(80).collect();
    let name = name.trim().trim_matches('.').to_owned();
    if name.is_empty() { texts::EXPORT_NAME.to_owned() } else { name }
}

/// Puts the export on the clipboard.
pub(crate) fn copy(cx: &mut Context<'_>) {
    mark::finish_note(cx);
    cx.state.popover = None;
    if let Some(task) = ExportTask::of(cx.state) {
        cx.ask(Effect::CopyExport(Box::new(task)));
    }
}

/// The export is text, and goes to the clipboard.
pub(crate) fn copied(cx: &mut Context<'_>, text: String) {
    cx.ask(Effect::Copy(text));
    view::notify(cx, Notice::new(Weight::Info, texts::EXPORT_COPIED.into()));
}

/// The export is written: where it is, is said first, what its format does not hold behind it.
pub(crate) fn done(cx: &mut Context<'_>, path: &std::path::Path, loss: Option<&Phrase>) {
    cx.state.typed_path = None;
    view::notify(cx, Notice::new(Weight::Info, texts::exported(path, loss)));
}
