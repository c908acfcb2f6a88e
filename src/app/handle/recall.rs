//! What others did to the notes, what the notes were, and what damage cost them.

use std::path::{Path, PathBuf};

use crate::app::handle::{clean, locate, mark, redraw, save, view};
use crate::app::update::Context;
use crate::app::{
    Effect, MemoOf, Moment, Notice, PathPurpose, Popover, Recall, Recalled, SaveState, Ticket, Was,
    Weight, marks, texts,
};
use crate::notebook::{AnnotationId, Change, Codebook, Diff, Notebook, Timestamp};

/// Takes over the notes as another program left them; while something of ours is on its way there, a look
/// after that finds both.
pub(crate) fn changed_outside(
    cx: &mut Context<'_>,
    content: &str,
    last_save: Ticket,
    (notebook, codebook): (Notebook, Codebook),
) {
    if !is_open(cx, content) {
        return;
    }
    if matches!(cx.state.save, SaveState::Saving(_) | SaveState::Failed(_)) {
        cx.state.missed_outside = true;
        return;
    }
    // What was changed here since it was read is not in it.
    if last_save != cx.state.last_save {
        return cx.ask(Effect::LookAgain);
    }
    if take_over(cx, notebook, Some(codebook)) {
        view::notify(cx, Notice::new(Weight::Info, texts::CHANGED_OUTSIDE.into()));
    }
}

fn is_open(cx: &Context<'_>, content: &str) -> bool {
    cx.state.open.as_ref().is_some_and(|open| open.document.fingerprint.content == content)
}

/// Puts other notes in the place of those that are shown; whether they are other notes.
fn take_over(cx: &mut Context<'_>, mut notebook: Notebook, codebook: Option<Codebook>) -> bool {
    let state = &mut *cx.state;
    let Some(open) = &mut state.open else { return false };
    // The note that is being written stays as it is; writing on joins the two.
    if let Some(editor) = &state.editor
        && let Some(ours) = open.notebook.annotations.get(&editor.id)
    {
        notebook.annotations.insert(editor.id.clone(), ours.clone());
    }
    let mut codebook = codebook.unwrap_or_else(|| state.codebook.clone());
    match state.memo.as_ref().map(|memo| &memo.of) {
        Some(MemoOf::Document) => notebook.memo.clone_from(&open.notebook.memo),
        Some(MemoOf::Library) => codebook.memo.clone_from(&state.codebook.memo),
        Some(MemoOf::Tag(id)) => {
            let ours = state.codebook.tags.get(id);
            codebook.tags.extend(ours.map(|tag| (id.clone(), tag.clone())));
        }
        None => {}
    }
    notebook.resolve_tags(&codebook);
    if *open.notebook == notebook && state.codebook == codebook {
        return false;
    }
    let is_cleaned_otherwise = (&open.notebook.kept, &open.notebook.accepted)
        != (&notebook.kept, &notebook.accepted)
        || open.notebook.by_hand != notebook.by_hand;
    if is_cleaned_otherwise {
        open.options.kept = notebook.kept.iter().copied().collect();
        open.options.accepted = notebook.accepted.iter().copied().collect();
        open.options.by_hand = notebook.by_hand.clone();
    }
    state.history = std::mem::take(&mut state.history).fitting(&notebook, &codebook);
    (open.notebook, state.codebook) = (notebook.into(), codebook);
    let lost = marks::refresh_places(cx.state);
    redraw::all(cx);
    redraw::beside(cx);
    locate::seek(cx, &lost);
    if is_cleaned_otherwise {
        clean::changed(cx);
    }
    true
}

/// Shows what the notes were.
pub(crate) fn show(cx: &mut Context<'_>) {
    view::toggle_popover(cx, Popover::History);
    cx.state.recall = None;
    let Some(open) = cx.state.open.as_ref().filter(|_| cx.state.popover.is_some()) else {
        cx.state.popover = cx.state.popover.filter(|popover| *popover != Popover::History);
        return;
    };
    let key = open.key();
    cx.state.recall = Some(Recall::default());
    cx.ask(Effect::ReadMoments(key));
}

pub(crate) fn moments_read(cx: &mut Context<'_>, content: &str, moments: Vec<Moment>) {
    if !is_open(cx, content) {
        return;
    }
    let Some(recall) = &mut cx.state.recall else { return };
    recall.moments = moments;
    // They come again when it is known what changed at each; the one that is looked at stays.
    let is_listed = |chosen: Timestamp| recall.moments.iter().any(|moment| moment.time == chosen);
    if recall.chosen.is_some_and(is_listed) {
        return;
    }
    if let Some(newest) = recall.moments.first().map(|moment| moment.time) {
        show_moment(cx, newest);
    }
}

pub(crate) fn show_moment(cx: &mut Context<'_>, moment: Timestamp) {
    let Some(open) = &cx.state.open else { return };
    let key = open.key();
    if let Some(recall) = &mut cx.state.recall {
        recall.chosen = Some(moment);
        cx.ask(Effect::Recall(key, moment));
    }
}

pub(crate) fn recalled(
    cx: &mut Context<'_>,
    content: &str,
    moment: Timestamp,
    notebook: &Notebook,
) {
    if !is_open(cx, content) {
        return;
    }
    let (Some(open), Some(recall)) = (&cx.state.open, &mut cx.state.recall) else { return };
    if recall.chosen != Some(moment) {
        return;
    }
    let now = &open.notebook.annotations;
    let mut notes: Vec<Recalled> = notebook
        .annotations
        .values()
        .filter_map(|note| {
            let was = match now.get(&note.id) {
                None => Was::Removed,
                Some(now) if now.note != note.note => Was::Written,
                Some(now) if now.tags != note.tags => Was::Tagged,
                Some(now) if now.color != note.color => Was::Colored,
                Some(_) => return None,
            };
            Some(Recalled { note: note.clone(), was })
        })
        .collect();
    notes.sort_by_key(|recalled| recalled.note.anchor.span);
    recall.n_notes = notebook.annotations.len();
    recall.notes = notes.into();
}

/// Makes annotations what they were; one undoable step.
pub(crate) fn bring_back(cx: &mut Context<'_>, ids: &[AnnotationId]) {
    mark::finish_note(cx);
    let (Some(open), Some(recall)) = (&cx.state.open, &cx.state.recall) else { return };
    let wanted = recall.notes.iter().filter(|recalled| ids.contains(&recalled.note.id));
    let mut step = Vec::new();
    for Recalled { note, .. } in wanted {
        let before = open.notebook.annotations.get(&note.id).cloned();
        let mut after = note.clone();
        after.revision = before.as_ref().map_or(note.revision, |now| now.revision) + 1;
        after.modified = cx.now;
        step.push(Change::Annotation(Diff { before, after: Some(after) }));
    }
    let n_back = step.len();
    save::commit(cx, step);
    let Some(recall) = &mut cx.state.recall else { return };
    let rest = recall.notes.iter().filter(|recalled| !ids.contains(&recalled.note.id));
    recall.notes = rest.cloned().collect();
    if n_back > 0 {
        view::notify(cx, Notice::new(Weight::Info, texts::brought_back(n_back)));
    }
}

/// Has the damaged files of the open document mended.
pub(crate) fn mend(cx: &mut Context<'_>) {
    let Some(open) = &cx.state.open else { return };
    let key = open.key();
    cx.ask(Effect::Mend(key));
}

pub(crate) fn mended(cx: &mut Context<'_>, content: &str, notebook: Notebook, n_back: usize) {
    if !is_open(cx, content) {
        return;
    }
    take_over(cx, notebook, None);
    seen(cx);
    view::notify(cx, Notice::new(Weight::Info, texts::mended(n_back)));
}

/// Takes the bar away that says of the damage.
pub(crate) fn seen(cx: &mut Context<'_>) {
    if let Some(open) = &mut cx.state.open {
        open.n_damaged = 0;
    }
}

/// Asks where the whole library is to be written.
pub(crate) fn back_up(cx: &mut Context<'_>) {
    cx.state.popover = None;
    cx.ask(Effect::PickPath(PathPurpose::BackUp, "danhuang-backup.zip".to_owned()));
}

/// Asks for a file with a library.
pub(crate) fn restore(cx: &mut Context<'_>) {
    cx.state.popover = None;
    cx.ask(Effect::PickPath(PathPurpose::Restore, String::new()));
}

/// Shows what joining a library that was restored would change.
pub(crate) fn join_restored(cx: &mut Context<'_>, folder: PathBuf) {
    restored_seen(cx, &folder);
    super::join::path_chosen(cx, PathPurpose::Join, folder);
}

/// Has it opened in the place of the one that is open.
pub(crate) fn use_restored(cx: &mut Context<'_>, folder: PathBuf) {
    mark::finish_note(cx);
    restored_seen(cx, &folder);
    cx.ask(Effect::UseLibrary(folder));
}

fn restored_seen(cx: &mut Context<'_>, folder: &Path) {
    cx.state.notices.retain(|notice| notice.restored.as_deref() != Some(folder));
}

pub(crate) fn path_chosen(
    cx: &mut Context<'_>,
    purpose: PathPurpose,
    path: PathBuf,
    replaces: bool,
) {
    cx.ask(match purpose {
        PathPurpose::Restore => Effect::Restore(path),
        _ => Effect::BackUp(path, replaces),
    });
}
