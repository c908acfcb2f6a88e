//! Selecting, highlighting, tagging, noting.

use crate::app::handle::save::{self, changed, commit, made, removed};
use crate::app::handle::view;
use crate::app::update::Context;
use crate::app::{Mark, NoteEditor, Notice, Picker, Place, PlaceState, Weight, texts};
use crate::notebook::{Annotation, AnnotationId, Change, Diff, HighlightColor, Tag, TagId};
use crate::text::{Clean, Span};

pub(crate) fn select(cx: &mut Context<'_>, selection: Option<Span<Clean>>) {
    cx.state.paragraph = None;
    cx.state.selection = selection.filter(|span| !span.is_empty());
    if cx.state.selection.is_some() {
        cx.state.left_off = cx.state.selection;
        finish_note(cx);
        cx.state.active = None;
        cx.state.picker = None;
    }
}

pub(crate) fn activate(cx: &mut Context<'_>, id: Option<AnnotationId>) {
    if cx.state.active != id {
        finish_note(cx);
    }
    cx.state.active = id;
    cx.state.quiet = None;
    cx.state.selection = None;
    cx.state.picker = None;
    cx.state.left_off = cx.state.movable().or(cx.state.left_off);
}

/// The annotation that an action works on: the one on the selection, else the active one, else the one on the
/// paragraph that keys act on; with the changes that make it, where it is new.
fn target(cx: &mut Context<'_>) -> Option<(Annotation, Vec<Change>)> {
    finish_note(cx);
    if let Some(span) = cx.state.selection {
        return target_on(cx, span);
    }
    let active = cx.state.active_annotation().cloned();
    if let (None, Some(span)) = (&active, paragraph(cx)) {
        return target_on(cx, span);
    }
    if active.is_none() {
        view::notify(cx, Notice::new(Weight::Info, texts::SELECT_FIRST.into()));
    }
    Some((active?, Vec::new()))
}

/// The annotation on just this stretch: who selects it means that one. Else a new one.
fn target_on(cx: &mut Context<'_>, span: Span<Clean>) -> Option<(Annotation, Vec<Change>)> {
    let is_just_there = |mark: &Mark| mark.span == span;
    let mark = cx.state.marks.in_span(span).map(|(_, mark)| mark).find(|mark| is_just_there(mark));
    if let Some(known) = mark.and_then(|mark| cx.state.annotation(&mark.id)) {
        return Some((known.clone(), Vec::new()));
    }
    let annotation = annotation_on(cx, span)?;
    Some((annotation.clone(), vec![made(annotation)]))
}

/// Whether an action is meant for the active mark, which a tag that it has is then taken off.
fn is_on_active(cx: &Context<'_>) -> bool {
    cx.state.selection.is_none() && cx.state.active_annotation().is_some()
}

/// The paragraph that keys act on, without the white space at its ends.
pub(crate) fn paragraph(cx: &Context<'_>) -> Option<Span<Clean>> {
    let document = &cx.state.open.as_ref()?.document;
    let span = document.blocks.get(cx.state.paragraph?)?.span;
    let text = document.cleaned.text.get(span);
    let start = span.start.index() + text.len() - text.trim_start().len();
    let length = text.trim().len();
    (length > 0).then(|| Span::new(start, start + length))
}

/// A new annotation on a stretch of the cleaned text.
pub(crate) fn annotation_on(cx: &mut Context<'_>, span: Span<Clean>) -> Option<Annotation> {
    let id = AnnotationId(cx.ids.take());
    let open = cx.state.open.as_ref()?;
    Some(crate::placing::annotation_on(&open.document, span, id, cx.now))
}

/// Commits a step on an annotation and makes it active.
fn commit_on(cx: &mut Context<'_>, id: AnnotationId, step: Vec<Change>) {
    commit(cx, step);
    cx.state.selection = None;
    if cx.state.annotation(&id).is_some() {
        cx.state.active = Some(id);
    }
}

/// Replaces the annotation in a step that makes it, or adds the change to it.
fn with_change(
    cx: &Context<'_>,
    mut step: Vec<Change>,
    before: Annotation,
    after: Annotation,
) -> Vec<Change> {
    let is_new = step.iter().any(|change| matches!(change, Change::Annotation(Diff { before: None, after: Some(made) }) if made.id == after.id));
    if is_new {
        step.retain(|change| !matches!(change, Change::Annotation(_)));
        step.push(made(after));
    } else {
        step.extend(changed(cx, before, after));
    }
    step
}

pub(crate) fn highlight(cx: &mut Context<'_>) {
    let Some((before, step)) = target(cx) else { return };
    let after = Annotation { color: Some(cx.state.settings.last_color), ..before.clone() };
    let step = with_change(cx, step, before, after.clone());
    commit_on(cx, after.id, step);
}

pub(crate) fn recolor(cx: &mut Context<'_>, id: &AnnotationId, color: HighlightColor) {
    finish_note(cx);
    let Some(before) = cx.state.annotation(id).cloned() else { return };
    let after = Annotation { color: Some(color), ..before.clone() };
    cx.state.settings.last_color = color;
    let step = changed(cx, before, after);
    commit_on(cx, id.clone(), step);
    view::remember(cx);
}

pub(crate) fn tag_slot(cx: &mut Context<'_>, slot: u8) {
    match cx.state.tag_of_key(slot).map(|tag| tag.id.clone()) {
        Some(tag) => tag_target(cx, &tag),
        None => pick_for_slot(cx, slot),
    }
}

fn pick_for_slot(cx: &mut Context<'_>, slot: u8) {
    open_picker(cx);
    if let Some(picker) = &mut cx.state.picker {
        picker.slot = Some(slot);
    }
}

/// Tags the selection, or toggles the tag on the active annotation.
fn tag_target(cx: &mut Context<'_>, tag: &TagId) {
    let toggles = is_on_active(cx);
    let Some((before, step)) = target(cx) else { return };
    let mut after = before.clone();
    if !toggles || !after.tags.remove(tag) {
        after.tags.insert(tag.clone());
        cx.state.last_tags = after.tags.iter().cloned().collect();
    }
    let step = with_change(cx, step, before, after.clone());
    commit_on(cx, after.id, step);
}

pub(crate) fn toggle_tag(cx: &mut Context<'_>, id: &AnnotationId, tag: &TagId) {
    activate(cx, Some(id.clone()));
    tag_target(cx, tag);
}

pub(crate) fn repeat_tags(cx: &mut Context<'_>) {
    let tags: Vec<_> = cx.state.last_tags.clone();
    let known: Vec<_> = tags.into_iter().filter(|id| cx.state.codebook.is_live(id)).collect();
    if known.is_empty() {
        return open_picker(cx);
    }
    let Some((before, step)) = target(cx) else { return };
    let mut after = before.clone();
    after.tags.extend(known);
    let step = with_change(cx, step, before, after.clone());
    commit_on(cx, after.id, step);
}

pub(crate) fn open_picker(cx: &mut Context<'_>) {
    finish_note(cx);
    let has_target = cx.state.selection.is_some()
        || cx.state.active_annotation().is_some()
        || super::many::is_meant(cx);
    if !has_target && cx.state.paragraph.is_none() {
        return view::notify(cx, Notice::new(Weight::Info, texts::SELECT_FIRST.into()));
    }
    cx.state.picker = Some(Picker { slot: None });
}

pub(crate) fn pick(cx: &mut Context<'_>, tag: &TagId) {
    let slot = cx.state.picker.take().and_then(|picker| picker.slot);
    let toggles = is_on_active(cx) && slot.is_none();
    let Some((before, mut step)) = target(cx) else { return };
    step.extend(slot.and_then(|slot| slot_given(cx, tag, slot)));
    let mut after = before.clone();
    // A digit whose slot was empty always tags; choosing by name takes the tag off the active mark again.
    if !toggles || !after.tags.remove(tag) {
        after.tags.insert(tag.clone());
        cx.state.last_tags = after.tags.iter().cloned().collect();
    }
    let step = with_change(cx, step, before, after.clone());
    commit_on(cx, after.id, step);
}

/// The change that puts an existing tag without a digit key in `slot`.
fn slot_given(cx: &Context<'_>, tag: &TagId, slot: u8) -> Option<Change> {
    let before = cx.state.codebook.tags.get(tag).filter(|tag| tag.slot.is_none())?.clone();
    let after = Tag { slot: Some(slot), revision: before.revision + 1, ..before.clone() };
    Some(Change::Tag(Diff { before: Some(before), after: Some(after) }))
}

pub(crate) fn pick_new(cx: &mut Context<'_>, path: &str) {
    let path = path.trim().trim_start_matches('#').trim();
    if let Some(tag) = cx.state.codebook.find(path).map(|tag| tag.id.clone()) {
        return pick(cx, &tag);
    }
    let slot = cx.state.picker.as_ref().and_then(|picker| picker.slot);
    let Some((tags, last)) = new_tags(cx, path, slot) else {
        return view::notify(cx, Notice::new(Weight::Warning, texts::BAD_TAG_NAME.into()));
    };
    cx.state.picker = None;
    let Some((before, mut step)) = target(cx) else { return };
    step.extend(tags);
    let mut after = before.clone();
    after.tags.insert(last);
    cx.state.last_tags = after.tags.iter().cloned().collect();
    let step = with_change(cx, step, before, after.clone());
    commit_on(cx, after.id, step);
}

/// The changes that make the tags of `path` that are missing, the last with the digit key
/// `slot`, and the last one's identity.
pub(crate) fn new_tags(
    cx: &mut Context<'_>,
    path: &str,
    slot: Option<u8>,
) -> Option<(Vec<Change>, TagId)> {
    let ids = &mut cx.ids;
    let (id, mut changes) = cx.state.codebook.make(path, || ids.take()).ok()?;
    if let Some(Change::Tag(Diff { after: Some(tag), .. })) = changes.last_mut() {
        tag.slot = slot;
    }
    Some((changes, id))
}

pub(crate) fn write_note(cx: &mut Context<'_>) {
    let Some((annotation, step)) = target(cx) else { return };
    let id = annotation.id.clone();
    if !step.is_empty() {
        let colored =
            Annotation { color: Some(cx.state.settings.last_color), ..annotation.clone() };
        let step = with_change(cx, step, annotation, colored);
        commit_on(cx, id.clone(), step);
    }
    edit_note(cx, id);
}

pub(crate) fn edit_note(cx: &mut Context<'_>, id: AnnotationId) {
    if cx.state.editor.as_ref().is_some_and(|editor| editor.id == id) {
        return;
    }
    finish_note(cx);
    let Some(before) = cx.state.annotation(&id).cloned() else { return };
    cx.state.active = Some(id.clone());
    cx.state.selection = None;
    cx.state.shows_cleaned = false;
    cx.state.editor = Some(NoteEditor { id, before });
}

/// Keeps what is typed at once; the undo step is made when writing ends.
pub(crate) fn note_typed(cx: &mut Context<'_>, text: String) {
    let Some(id) = cx.state.editor.as_ref().map(|editor| editor.id.clone()) else { return };
    let Some(before) = cx.state.annotation(&id).cloned() else { return };
    let after = Annotation { note: text, ..before.clone() };
    let changes = changed(cx, before, after);
    if !changes.is_empty() {
        save::apply(cx, &changes);
    }
}

/// Ends the writing of a note: all that was typed becomes one undo step.
pub(crate) fn finish_note(cx: &mut Context<'_>) {
    super::memo::finish(cx);
    let Some(editor) = cx.state.editor.take() else { return };
    let Some(after) = cx.state.annotation(&editor.id).cloned() else { return };
    let is_same = after.note == editor.before.note;
    if after == editor.before {
        return;
    }
    if is_same {
        // Typed and taken back: as if nothing had been typed.
        let back = Diff { before: Some(after), after: Some(editor.before) };
        return save::apply(cx, &[Change::Annotation(back)]);
    }
    let step = super::note_tags::step(cx, editor.before, after);
    cx.state.history.push(step);
}

pub(crate) fn remove_active(cx: &mut Context<'_>) {
    if let Some(id) = cx.state.active.clone() {
        remove(cx, &id);
    }
}

pub(crate) fn remove(cx: &mut Context<'_>, id: &AnnotationId) {
    finish_note(cx);
    let Some(annotation) = cx.state.annotation(id).cloned() else { return };
    commit(cx, vec![removed(annotation)]);
    cx.state.active = None;
    view::notify(cx, Notice::of_step(texts::REMOVED.into()));
}

pub(crate) fn place_here(cx: &mut Context<'_>, id: &AnnotationId) {
    let (Some(span), Some(before)) = (cx.state.selection, cx.state.annotation(id).cloned()) else {
        return view::notify(cx, Notice::new(Weight::Info, texts::SELECT_FIRST.into()));
    };
    let Some(new) = annotation_on(cx, span) else { return };
    let after = Annotation {
        anchor: new.anchor,
        excerpt: new.excerpt,
        heading_path: new.heading_path,
        ..before.clone()
    };
    let place =
        Place { state: PlaceState::Placed, source: Some(after.anchor.span), clean: Some(span) };
    if let Some(open) = &mut cx.state.open {
        open.places.insert(id.clone(), place);
    }
    let step = changed(cx, before, after);
    commit_on(cx, id.clone(), step);
}

/// Makes the next or the previous of the marks that lie upon the active one active; false where none does.
pub(crate) fn choose(cx: &mut Context<'_>, is_next: bool) -> bool {
    let (stack, Some(active)) = (cx.state.stack(), &cx.state.active) else { return false };
    let Some(index) = stack.iter().position(|mark| mark.id == *active) else { return false };
    let next = if is_next { index + 1 } else { index + stack.len() - 1 } % stack.len();
    let Some(id) = stack.get(next).filter(|_| stack.len() > 1).map(|mark| mark.id.clone()) else {
        return false;
    };
    activate(cx, Some(id));
    true
}
