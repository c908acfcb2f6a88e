//! Every change goes through here: carried out, noted for undo, and sent to be written.

use crate::app::handle::elsewhere;
use crate::app::step_name::step_name;
use crate::app::update::Context;
use crate::app::{
    Effect, Event, Notice, OpenDocument, Parked, Phrase, Quitting, SaveRequest, SaveState, State,
    Ticket, Weight, marks, texts,
};
use crate::notebook::{
    Annotation, Change, Codebook, Diff, Notebook, Way, difference, tag_difference,
};
use crate::ruling::Site;
use crate::text::Span;

/// Carries out one undoable step.
pub(crate) fn commit(cx: &mut Context<'_>, step: Vec<Change>) {
    if step.is_empty() || refuse_read_only(cx) {
        return;
    }
    cx.state.notices.retain(|notice| !notice.offers_undo);
    apply(cx, &step);
    cx.state.history.push(step);
    elsewhere::forget_undone(cx);
}

/// Carries out changes without noting them for undo: the caller does that, or they are an undo.
pub(crate) fn apply(cx: &mut Context<'_>, changes: &[Change]) {
    let Some(open) = &mut cx.state.open else { return };
    for change in changes {
        change.apply(&mut open.notebook, &mut cx.state.codebook);
    }
    if changes.iter().any(|change| matches!(change, Change::Tag(_))) {
        cx.state.tag_names.take();
    }
    let is_of_tag = |change: &Change| matches!(change, Change::Tag(diff) if !diff.is_of_words());
    if changes.iter().any(is_of_tag) {
        super::library::is_stale(cx);
    }
    for change in changes {
        super::clean::take_over(cx, change);
    }
    let Some(open) = &cx.state.open else { return };
    let request = request(cx.state, open, changes.to_vec());
    let lost = marks::take_changes(cx, changes);
    let ticket = cx.state.ticket();
    cx.state.last_save = ticket;
    cx.state.save = SaveState::Saving(ticket);
    cx.state.quitting = Quitting::No;
    cx.ask(Effect::Save(ticket, Box::new(request)));
    if changes.iter().any(Change::is_of_cleaning) {
        super::hand::refresh_offer(cx);
        super::clean::changed(cx);
    }
    super::locate::seek(cx, &lost);
}

/// What has to be written of a document that was changed so.
fn request(state: &State, open: &OpenDocument, changes: Vec<Change>) -> SaveRequest {
    let imported = &open.document.imported;
    SaveRequest {
        fingerprint: open.document.fingerprint.clone(),
        path: open.origin.path().map(std::path::Path::to_path_buf),
        title: open.document.title().to_owned(),
        options: super::clean::own_options(state, open),
        encoding: imported.is_chosen.then(|| imported.encoding.to_owned()),
        site: Site::of(&open.document.cleaned.meta),
        changes,
    }
}

/// Goes one step in a document that is put by.
pub(crate) fn go_parked(cx: &mut Context<'_>, parked: &mut Parked, step: &[Change], way: Way) {
    let step = parked.history.go(way, step, (&parked.open.notebook, &cx.state.codebook));
    if step.is_empty() {
        return;
    }
    for change in &step {
        change.apply(&mut parked.open.notebook, &mut cx.state.codebook);
    }
    marks::refresh_parked(parked, &step, &cx.state.codebook);
    let request = request(cx.state, &parked.open, step);
    let ticket = cx.state.ticket();
    (cx.state.last_save, cx.state.save) = (ticket, SaveState::Saving(ticket));
    cx.ask(Effect::Save(ticket, Box::new(request)));
    let news = parked.history.take_news();
    cx.ask(Effect::KeepSteps(parked.open.key(), news));
}

/// All that is to be written of a document where nothing of it is yet, with the library's tags.
pub(crate) fn whole_request(state: &State, open: &OpenDocument) -> SaveRequest {
    let mut changes = tag_difference(&Codebook::default(), &state.codebook);
    changes.extend(difference(&Notebook::default(), &open.notebook));
    request(state, open, changes)
}

/// Has what was done and undone in the open document kept for the next start.
pub(crate) fn keep_steps(cx: &mut Context<'_>) {
    let steps = cx.state.history.take_news();
    let Some(open) = cx.state.open.as_ref().filter(|_| !steps.is_empty()) else { return };
    cx.ask(Effect::KeepSteps(open.key(), steps));
}

/// Says why nothing can be written, if so.
pub(crate) fn refuse_read_only(cx: &mut Context<'_>) -> bool {
    let Some(why) = cx.state.open.as_ref().and_then(|open| open.read_only.clone()) else {
        return false;
    };
    super::view::notify(cx, Notice::new(Weight::Warning, why));
    // Where the reason stands already, this says that the key was heard.
    super::view::notify(cx, Notice::new(Weight::Info, texts::NOT_CHANGED.into()));
    true
}

/// The change that makes an annotation.
pub(crate) fn made(annotation: Annotation) -> Change {
    Change::Annotation(Diff { before: None, after: Some(annotation) })
}

/// The change that removes an annotation.
pub(crate) fn removed(annotation: Annotation) -> Change {
    Change::Annotation(Diff { before: Some(annotation), after: None })
}

/// The change from one state of an annotation to another, or none if they are equal.
pub(crate) fn changed(cx: &Context<'_>, before: Annotation, mut after: Annotation) -> Vec<Change> {
    if before == after {
        return Vec::new();
    }
    after.revision = before.revision + 1;
    after.modified = cx.now;
    vec![Change::Annotation(Diff { before: Some(before), after: Some(after) })]
}

pub(crate) fn undo(cx: &mut Context<'_>) {
    super::mark::finish_note(cx);
    if elsewhere::go_alone(cx, Way::Undo) {
        return;
    }
    let Some(changes) = cx.state.history.undo() else {
        return super::view::notify(cx, Notice::new(Weight::Info, texts::NOTHING_TO_UNDO.into()));
    };
    let name = cx.state.history.last_undone().map(|step| step_name(step, &cx.state.codebook));
    say_step(cx, name.map(|name| texts::undone(&name)));
    apply(cx, &changes);
    elsewhere::follow(cx, Way::Undo);
    show_what_changed(cx, &changes);
}

pub(crate) fn redo(cx: &mut Context<'_>) {
    super::mark::finish_note(cx);
    if elsewhere::go_alone(cx, Way::Redo) {
        return;
    }
    let Some(changes) = cx.state.history.redo() else {
        return super::view::notify(cx, Notice::new(Weight::Info, texts::NOTHING_TO_REDO.into()));
    };
    apply(cx, &changes);
    elsewhere::follow(cx, Way::Redo);
    let name = cx.state.history.last_done().map(|step| step_name(step, &cx.state.codebook));
    say_step(cx, name.map(|name| texts::redone(&name)));
    show_what_changed(cx, &changes);
}

/// Undoes, or does again, until so many steps are done; what is written is written once.
pub(crate) fn go_to_step(cx: &mut Context<'_>, n_done: usize) {
    super::mark::finish_note(cx);
    let mut changes = Vec::new();
    while cx.state.history.n_done() > n_done
        && let Some(step) = cx.state.history.undo()
    {
        changes.extend(step);
        elsewhere::follow(cx, Way::Undo);
    }
    while cx.state.history.n_done() < n_done
        && let Some(step) = cx.state.history.redo()
    {
        changes.extend(step);
        elsewhere::follow(cx, Way::Redo);
    }
    if changes.is_empty() {
        return;
    }
    say_step(cx, None);
    apply(cx, &changes);
    show_what_changed(cx, &changes);
}

/// Says what was undone or done again; what was said of steps before no longer holds.
fn say_step(cx: &mut Context<'_>, text: Option<Phrase>) {
    cx.state.notices.retain(|notice| !notice.offers_undo);
    if let Some(text) = text {
        super::view::notify(cx, Notice::new(Weight::Info, text));
    }
}

/// Makes the annotation active that an undo or redo touched, unless it is one of those that are chosen, and brings it
/// into view.
fn show_what_changed(cx: &mut Context<'_>, changes: &[Change]) {
    let touched = changes.iter().rev().find_map(|change| match change {
        Change::Annotation(diff) => diff.after.as_ref().map(|annotation| annotation.id.clone()),
        Change::Bookmark(_)
        | Change::Tag(_)
        | Change::Kept(_)
        | Change::Accepted(_)
        | Change::Rule(_)
        | Change::Ruling(_)
        | Change::Meta(_)
        | Change::Memo(_)
        | Change::LibraryMemo(_) => None,
    });
    cx.state.undone_at = changes.iter().rev().find_map(|change| match change {
        Change::Ruling(diff) => diff.either().map(|ruling| ruling.span),
        _ => None,
    });
    cx.state.selection = None;
    // Who undoes what was done to the chosen notes has them chosen still.
    let is_chosen = touched.as_ref().is_some_and(|id| cx.state.chosen.contains(id));
    cx.state.active = touched.clone().filter(|_| !is_chosen);
    match touched {
        Some(id) => super::go::bring_into_view(cx, &id),
        None => leave_off_at(cx, changes),
    }
}

/// Where a mark is gone again one goes on with what it was on.
fn leave_off_at(cx: &mut Context<'_>, changes: &[Change]) {
    let gone = changes.iter().rev().find_map(|change| match change {
        Change::Annotation(diff) => Some(diff.before.as_ref()?.anchor.span),
        _ => None,
    });
    let Some((span, open)) = gone.zip(cx.state.open.as_ref()) else { return };
    let start = open.document.clean_from_source(span).start;
    cx.state.left_off = Some(Span { start, end: start });
}

pub(crate) fn saved(cx: &mut Context<'_>, ticket: Ticket) {
    if let SaveState::Failed(why) = &cx.state.save {
        cx.state.notices.retain(|notice| notice.text != *why);
    }
    let is_newest = ticket == cx.state.last_save;
    cx.state.save =
        if is_newest { SaveState::Saved(cx.now) } else { SaveState::Saving(cx.state.last_save) };
    if is_newest && std::mem::take(&mut cx.state.missed_outside) {
        cx.ask(Effect::LookAgain);
    }
    if cx.state.unsettled_since.is_none() {
        cx.state.unsettled_since = Some(cx.now);
        cx.ask(Effect::Remind(SETTLE_MILLIS, Box::new(Event::SettleDue)));
    }
    if is_newest && cx.state.quitting == Quitting::WhenSaved {
        super::open::quit(cx);
    }
}

/// Milliseconds without a change after which the journal is brought into the notes' file.
const SETTLE_MILLIS: u64 = 3_000;
/// Milliseconds after which that is done though changes keep coming.
const SETTLE_AT_LAST_MILLIS: i64 = 60_000;

/// Has the journal brought into the notes' file, unless the person is at work.
pub(crate) fn settle(cx: &mut Context<'_>) {
    let Some(since) = cx.state.unsettled_since else { return };
    let is_quiet = match cx.state.save {
        SaveState::Saved(last) => cx.now.0 - last.0 >= SETTLE_MILLIS as i64,
        _ => false,
    };
    if is_quiet || !(0..SETTLE_AT_LAST_MILLIS).contains(&(cx.now.0 - since.0)) {
        cx.state.unsettled_since = None;
        return cx.ask(Effect::Settle);
    }
    cx.ask(Effect::Remind(SETTLE_MILLIS, Box::new(Event::SettleDue)));
}

/// Milliseconds until what could not be written is tried again.
const AGAIN_MILLIS: u64 = 3_000;

pub(crate) fn failed(cx: &mut Context<'_>, why: Phrase) {
    if !cx.state.waits_to_save_again {
        cx.state.waits_to_save_again = true;
        cx.ask(Effect::Remind(AGAIN_MILLIS, Box::new(Event::SaveDue)));
    }
    let state = SaveState::Failed(why.clone());
    // Said once: a person who took the notice away has seen it.
    if cx.state.save != state {
        cx.state.save = state;
        super::view::notify(cx, Notice::new(Weight::Error, why));
    }
    if cx.state.quitting == Quitting::WhenSaved {
        super::open::quit(cx);
    }
}

pub(crate) fn again(cx: &mut Context<'_>) {
    cx.state.waits_to_save_again = false;
    cx.ask(Effect::SaveAgain);
}

/// Has what was chosen for the document's cleaning written.
pub(crate) fn choices(cx: &mut Context<'_>) {
    if cx.state.open.as_ref().is_some_and(|open| open.read_only.is_none()) {
        apply(cx, &[]);
    }
}
