//! The library's tags: naming, colouring, moving, merging, splitting, deleting, taking in a codebook.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::app::handle::save::{self, commit};
use crate::app::handle::{mark, open, view};
use crate::app::update::Context;
use crate::app::{Effect, Notice, PathPurpose, Phrase, Popover, TagEdit, Weight, texts};
use crate::exchange::codebook_rows::rows_from_csv;
use crate::notebook::{Annotation, AnnotationId, Change, Notebook, TagId, TagNameError, TagRow};
use crate::store::rows_from_ron;

/// Opens the tag manager, or closes it.
pub(crate) fn manage(cx: &mut Context<'_>) {
    mark::finish_note(cx);
    cx.state.managed = None;
    if cx.state.open.is_none() {
        return;
    }
    view::toggle_popover(cx, Popover::Tags);
    if cx.state.popover == Some(Popover::Tags) {
        cx.ask(Effect::CountTags(Box::new(cx.state.codebook.clone())));
    }
}

/// How many notes of the library carry each tag; those of the open document are counted anew with each change.
pub(crate) fn counted(cx: &mut Context<'_>, counts: BTreeMap<TagId, usize>) {
    let here = cx.state.tag_counts();
    let elsewhere = counts.into_iter().map(|(tag, count)| {
        let here = here.get(&tag).copied().unwrap_or_default();
        (tag, count.saturating_sub(here))
    });
    cx.state.tag_counts_elsewhere = elsewhere.collect();
}

/// Changes one tag as one step.
pub(crate) fn edit(cx: &mut Context<'_>, id: &TagId, edit: TagEdit) {
    super::memo::finish(cx);
    let codebook = &cx.state.codebook;
    let one = |change: Option<Change>| Ok(change.into_iter().collect());
    let step: Result<Vec<Change>, TagNameError> = match edit {
        TagEdit::Name(name) => codebook.rename(id, &name).and_then(one),
        TagEdit::Color(color) => one(codebook.recolor(id, color)),
        TagEdit::Pattern(pattern) => one(codebook.set_pattern(id, pattern)),
        TagEdit::Slot(slot) => Ok(codebook.set_slot(id, slot)),
        TagEdit::Description(text) => one(codebook.describe(id, &text)),
        TagEdit::Parent(parent) => codebook.move_under(id, parent.as_ref()).and_then(one),
        TagEdit::ParentPath(path) => return move_by_path(cx, id, &path),
        TagEdit::MergeInto(into) => return merge(cx, std::slice::from_ref(id), &into),
        TagEdit::Split(name, notes) => return split(cx, id, &name, &notes),
        TagEdit::Delete => return delete(cx, id),
    };
    match step {
        Ok(step) => commit(cx, step),
        Err(error) => refuse(cx, error),
    }
}

fn refuse(cx: &mut Context<'_>, error: TagNameError) {
    view::notify(cx, Notice::new(Weight::Warning, texts::tag_refused(error)));
}

/// Puts a tag under the one that was typed, which is made if it is missing; at the top where nothing was typed.
fn move_by_path(cx: &mut Context<'_>, id: &TagId, path: &str) {
    let path = path.trim();
    let made = if path.is_empty() {
        Ok((None, Vec::new()))
    } else {
        let ids = &mut cx.ids;
        cx.state.codebook.make(path, || ids.take()).map(|(parent, made)| (Some(parent), made))
    };
    let moved = made.and_then(|(parent, mut step)| {
        let mut codebook = cx.state.codebook.clone();
        step.iter().for_each(|change| {
            change.apply(&mut Notebook::default(), &mut codebook);
        });
        step.extend(codebook.move_under(id, parent.as_ref())?);
        Ok(step)
    });
    match moved {
        Ok(step) => commit(cx, step),
        Err(error) => refuse(cx, error),
    }
}

/// Makes a new tag, with those above it where they are missing.
pub(crate) fn new_tag(cx: &mut Context<'_>, path: &str) {
    let ids = &mut cx.ids;
    match cx.state.codebook.make(path.trim().trim_start_matches('#'), || ids.take()) {
        Ok((_, step)) => commit(cx, step),
        Err(error) => refuse(cx, error),
    }
}

/// The annotations of the open document that carry a tag, each changed by `edit`.
fn with_tag(cx: &Context<'_>, tag: &TagId, edit: impl Fn(&mut Annotation)) -> Vec<Change> {
    let Some(open) = &cx.state.open else { return Vec::new() };
    let carriers = open.notebook.annotations.values().filter(|note| note.tags.contains(tag));
    carriers.filter_map(|note| note.edited(cx.now, &edit)).collect()
}

/// Makes tags one with `into`, in one step.
pub(crate) fn merge(cx: &mut Context<'_>, from: &[TagId], into: &TagId) {
    mark::finish_note(cx);
    let mut codebook = cx.state.codebook.clone();
    let mut step = Vec::new();
    for id in from {
        match codebook.merge(id, into) {
            Ok(changes) => {
                let notes = &mut Notebook::default();
                changes.iter().for_each(|change| change.apply(notes, &mut codebook));
                step.extend(changes);
            }
            Err(error) => return refuse(cx, error),
        }
    }
    // Children that were called the same are merged too.
    let retired = |change: &Change| match change {
        Change::Tag(diff) => {
            diff.after.as_ref().filter(|tag| !tag.is_live()).map(|tag| tag.id.clone())
        }
        _ => None,
    };
    let gone: Vec<TagId> = step.iter().filter_map(retired).collect();
    let Some(open) = &cx.state.open else { return };
    let now = cx.now;
    let mut n_notes = 0;
    for note in open.notebook.annotations.values() {
        let edited = note.edited(now, |note| {
            for id in &gone {
                if note.tags.remove(id) {
                    note.tags.extend(codebook.resolved(id).cloned());
                }
            }
        });
        n_notes += usize::from(edited.is_some());
        step.extend(edited);
    }
    if step.is_empty() {
        return;
    }
    let name = codebook.path(into);
    commit(cx, step);
    view::notify(cx, Notice::new(Weight::Info, texts::tags_merged(&name, n_notes)));
}

/// Deletes a tag; what it marked stays marked, in the colour it had.
fn delete(cx: &mut Context<'_>, id: &TagId) {
    mark::finish_note(cx);
    let Some(tag) = cx.state.codebook.tags.get(id).cloned() else { return };
    let codebook = &cx.state.codebook;
    let keeps_color = |note: &mut Annotation| {
        let color = crate::app::shown_color(note, codebook);
        note.tags.remove(id);
        if note.tags.is_empty() && note.color.is_none() {
            note.color = Some(color);
        }
    };
    let notes = with_tag(cx, id, keeps_color);
    let n_notes = notes.len();
    let mut step = cx.state.codebook.delete(id);
    step.extend(notes);
    commit(cx, step);
    view::notify(cx, Notice::new(Weight::Info, texts::tag_deleted(&tag.name, n_notes)));
}

/// Gives some of the annotations that carry a tag another one instead, which is made beside it if it is missing.
fn split(cx: &mut Context<'_>, id: &TagId, name: &str, notes: &[AnnotationId]) {
    mark::finish_note(cx);
    let path = cx.state.codebook.path(id);
    let above = path.rsplit_once('/').map(|(above, _)| format!("{above}/")).unwrap_or_default();
    let ids = &mut cx.ids;
    let made = cx.state.codebook.make(&format!("{above}{}", name.trim()), || ids.take());
    let (new, mut step) = match made {
        Ok(made) => made,
        Err(error) => return refuse(cx, error),
    };
    let moves = |note: &mut Annotation| {
        if notes.contains(&note.id) {
            note.tags.remove(id);
            note.tags.insert(new.clone());
        }
    };
    step.extend(with_tag(cx, id, moves));
    commit(cx, step);
}

/// Asks for a file with a codebook.
pub(crate) fn ask_for_codebook(cx: &mut Context<'_>) {
    cx.ask(Effect::PickPath(PathPurpose::Codebook, String::new()));
}

pub(crate) fn path_chosen(cx: &mut Context<'_>, path: PathBuf) {
    cx.ask(Effect::ReadCodebook(path));
}

/// Takes the tags of a file in, as one step.
pub(crate) fn read(cx: &mut Context<'_>, name: &str, text: &str) {
    let rows = match rows(name, text) {
        Ok(rows) => rows,
        Err(why) => return open::notified(cx, Notice::new(Weight::Error, why)),
    };
    cx.state.typed_path = None;
    if save::refuse_read_only(cx) {
        return;
    }
    let ids = &mut cx.ids;
    let taken = cx.state.codebook.take_in(&rows, || ids.take());
    commit(cx, taken.changes.clone());
    view::notify(cx, Notice::new(Weight::Info, texts::codebook_taken(&taken)));
}

/// The tags that a file describes, by the end of its name.
pub fn rows(name: &str, text: &str) -> Result<Vec<TagRow>, Phrase> {
    if name.to_lowercase().ends_with(".ron") {
        return rows_from_ron(text).map_err(|why| texts::no_codebook(name, &why));
    }
    rows_from_csv(text).map_err(|error| texts::no_codebook_table(name, &error))
}
