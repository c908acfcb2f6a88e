//! The card of exports: what is chosen, what it would be, where it is written.

use crate::app::export::Counted;
use crate::app::export_card::{ExportChoice, Preview};
use crate::app::handle::{mark, view};
use crate::app::update::Context;
use crate::app::{
    Effect, Event, ExportCard, ExportScope, ExportTask, Notice, PathPurpose, Popover, Ticket,
    Weight, texts,
};
use crate::text::Phrase;

/// Milliseconds after the last change until the preview is made anew.
const PREVIEW_MILLIS: u64 = 120;

/// Opens the card; what was chosen before is chosen still, but for single notes.
pub(crate) fn open(cx: &mut Context<'_>) {
    mark::finish_note(cx);
    view::toggle_popover(cx, Popover::Export);
    if cx.state.popover == Some(Popover::Export) {
        let choice = &mut cx.state.export.choice;
        // Notes that were listed may be of other documents; without them nobody asked for those.
        if choice.request.filter.ids.take().is_some() {
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
    cx.state.export.ticket = ticket;
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
    cx.state.export.preview = Some(preview);
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

/// Asks where to write.
pub(crate) fn pick_path(cx: &mut Context<'_>) {
    mark::finish_note(cx);
    cx.state.popover = None;
    let (Some(open), Some(format)) = (&cx.state.open, cx.state.export.choice.format()) else {
        return;
    };
    let title = match cx.state.export.choice.scope {
        ExportScope::Document => open.document.title(),
        scope @ ExportScope::Library => texts::export_scope(scope).get(cx.state.settings.language),
    };
    let name = format!("{}.{}", file_name(title), format.extension);
    cx.ask(Effect::PickPath(PathPurpose::Export(format.id), name));
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

/// The export is written; what its format does not hold is said.
pub(crate) fn done(cx: &mut Context<'_>, path: &std::path::Path, loss: Option<Phrase>) {
    let shown = path.display();
    let text = Phrase::new(format!("已导出到 {shown}"), format!("Exported to {shown}"));
    view::notify(cx, Notice::new(Weight::Info, text));
    if let Some(loss) = loss {
        view::notify(cx, Notice::new(Weight::Info, loss));
    }
}
