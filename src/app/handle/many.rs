//! What is done to all the notes that are chosen in the list, each time one undoable step.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::app::autocode::Elsewhere;
use crate::app::handle::save::{changed, commit, refuse_read_only, removed};
use crate::app::handle::{elsewhere, mark, tabs, view};
use crate::app::update::Context;
use crate::app::{
    Action, DocumentKey, Effect, ExportChoice, ExportScope, ExportTask, ManyAct, Notice, State,
    Weight, texts,
};
use crate::notebook::{Annotation, AnnotationId, Change, HighlightColor, TagId};
use crate::text::{Clean, Span};

/// Chooses notes of the list; keys then mean these and nothing else.
pub(crate) fn choose(cx: &mut Context<'_>, ids: Arc<BTreeSet<AnnotationId>>) {
    if !ids.is_empty() {
        mark::activate(cx, None);
        cx.state.paragraph = None;
    }
    cx.state.chosen = ids;
}

/// Whether what is done now is meant for the chosen notes.
pub(crate) fn is_meant(cx: &Context<'_>) -> bool {
    !cx.state.chosen.is_empty()
}

/// Lets the choice go when something else is marked or looked at, or when another document is shown.
pub(crate) fn follow(cx: &mut Context<'_>) {
    let state = &mut *cx.state;
    let Some(first) = state.chosen.first() else { return };
    let is_known = state.annotation(first).is_some()
        || state.library_notes.as_ref().is_some_and(|library| library.find(first).is_some());
    if !is_known || state.active.is_some() || state.selection.is_some() {
        state.chosen = Arc::default();
    }
}

/// Does an action of the table to the chosen notes; whether it was one for them.
pub(crate) fn takes(cx: &mut Context<'_>, action: Action) -> bool {
    if !is_meant(cx) {
        return false;
    }
    match action {
        Action::Remove => act(cx, &ManyAct::Remove),
        Action::Highlight => act(cx, &ManyAct::Recolor(cx.state.settings.last_color)),
        Action::TagSlot(slot) => {
            let Some(tag) = cx.state.tag_of_key(slot).map(|tag| tag.id.clone()) else {
                return false;
            };
            act(cx, &ManyAct::Tag(tag));
        }
        Action::RepeatTags => {
            let tags = cx.state.last_tags.clone();
            tag_all(cx, &tags.into_iter().collect());
        }
        Action::Copy | Action::CopyWithSource => {
            let ids = Arc::clone(&cx.state.chosen);
            copy(cx, &ids);
        }
        Action::Export => {
            let ids = Arc::clone(&cx.state.chosen);
            export(cx, &ids);
        }
        Action::Escape if is_uncovered(cx) => cx.state.chosen = Arc::default(),
        _ => return false,
    }
    true
}

/// Whether nothing lies over the page that is closed before the choice is let go.
fn is_uncovered(cx: &Context<'_>) -> bool {
    let state = &cx.state;
    state.popover.is_none()
        && state.picker.is_none()
        && state.editor.is_none()
        && state.memo.is_none()
}

/// The chosen notes of the shown document as they are, in the order of their identities.
fn notes(cx: &Context<'_>) -> Vec<Annotation> {
    let Some(open) = &cx.state.open else { return Vec::new() };
    let annotations = &open.notebook.annotations;
    cx.state.chosen.iter().filter_map(|id| annotations.get(id)).cloned().collect()
}

/// Those of other documents, with what these are known by and called.
fn notes_elsewhere(state: &State) -> Vec<(DocumentKey, &str, Vec<&Annotation>)> {
    let Some(library) = &state.library_notes else { return Vec::new() };
    let shown = state.open.as_ref().and_then(|open| library.place_of(open));
    let mut left: Vec<&AnnotationId> =
        state.chosen.iter().filter(|id| state.annotation(id).is_none()).collect();
    let mut found = Vec::new();
    for (place, noted) in library.documents.iter().enumerate() {
        if Some(place) == shown || left.is_empty() {
            continue;
        }
        let (key, annotations) = tabs::noted(state, noted);
        let notes: Vec<&Annotation> = left.iter().filter_map(|id| annotations.get(*id)).collect();
        left.retain(|id| !annotations.contains_key(*id));
        if !notes.is_empty() {
            found.push((key, &*noted.record.title, notes));
        }
    }
    found
}

/// Whether some of the chosen notes are of other documents than the one that is shown.
pub(crate) fn are_elsewhere(state: &State) -> bool {
    state.chosen.iter().any(|id| state.annotation(id).is_none())
}

pub(crate) fn act(cx: &mut Context<'_>, act: &ManyAct) {
    match act {
        ManyAct::Tag(tag) => toggle_tag(cx, tag),
        ManyAct::Recolor(color) => recolor(cx, *color),
        ManyAct::Merge => merge(cx),
        ManyAct::Remove => remove(cx),
    }
}

/// Changes each of the chosen notes, here and elsewhere; how many became another.
fn change_all(cx: &mut Context<'_>, edit: impl Fn(&mut Annotation)) -> usize {
    let now = cx.now;
    carry_out(cx, Vec::new(), |note| note.edited(now, &edit))
}

/// Does something to each of the chosen notes, with what `step` begins with: one step in all documents. How many
/// became another.
fn carry_out(
    cx: &mut Context<'_>,
    mut step: Vec<Change>,
    act: impl Fn(&Annotation) -> Option<Change>,
) -> usize {
    if refuse_read_only(cx) {
        return 0;
    }
    let n_first = step.len();
    step.extend(notes(cx).iter().filter_map(&act));
    let others: Vec<Elsewhere> = notes_elsewhere(cx.state)
        .into_iter()
        .map(|(key, title, notes)| Elsewhere {
            key,
            title: title.to_owned(),
            changes: notes.into_iter().filter_map(&act).collect(),
        })
        .filter(|other| !other.changes.is_empty())
        .collect();
    let n_others: usize = others.iter().map(|other| other.changes.len()).sum();
    let count = step.len() - n_first + n_others;
    commit(cx, step.clone());
    elsewhere::carry_out(cx, step, others);
    count
}

/// Whether all of the chosen notes are so.
fn are_all(cx: &Context<'_>, is_so: impl Fn(&Annotation) -> bool) -> bool {
    let elsewhere = notes_elsewhere(cx.state);
    notes(cx).iter().chain(elsewhere.into_iter().flat_map(|(_, _, notes)| notes)).all(is_so)
}

fn tell(cx: &mut Context<'_>, count: usize, text: crate::text::Phrase) {
    if count > 0 {
        view::notify(cx, Notice::of_step(text));
    }
}

fn toggle_tag(cx: &mut Context<'_>, tag: &TagId) {
    let name = cx.state.codebook.path(tag);
    if are_all(cx, |note| note.tags.contains(tag)) {
        let count = change_all(cx, |note| {
            note.tags.remove(tag);
        });
        return tell(cx, count, texts::untagged_many(count, &name));
    }
    cx.state.last_tags = vec![tag.clone()];
    let count = change_all(cx, |note| {
        note.tags.insert(tag.clone());
    });
    tell(cx, count, texts::tagged_many(count, &name));
}

fn tag_all(cx: &mut Context<'_>, tags: &BTreeSet<TagId>) {
    let known = tags.iter().filter(|tag| cx.state.codebook.is_live(tag));
    let known: BTreeSet<TagId> = known.cloned().collect();
    if known.is_empty() {
        return mark::open_picker(cx);
    }
    let names: Vec<String> = known.iter().map(|tag| cx.state.codebook.path(tag)).collect();
    let count = change_all(cx, |note| note.tags.extend(known.iter().cloned()));
    tell(cx, count, texts::tagged_many(count, &names.join(" #")));
}

/// The tag that was chosen in the picker.
pub(crate) fn pick(cx: &mut Context<'_>, tag: &TagId) {
    cx.state.picker = None;
    toggle_tag(cx, tag);
}

/// The tag that was typed there: made and put on all, in one step.
pub(crate) fn pick_new(cx: &mut Context<'_>, path: &str) {
    let path = path.trim().trim_start_matches('#').trim();
    if let Some(tag) = cx.state.codebook.find(path).map(|tag| tag.id.clone()) {
        return pick(cx, &tag);
    }
    let Some((step, tag)) = mark::new_tags(cx, path, None) else {
        return view::notify(cx, Notice::new(Weight::Warning, texts::BAD_TAG_NAME.into()));
    };
    cx.state.picker = None;
    let now = cx.now;
    let put = |note: &mut Annotation| note.tags.extend([tag.clone()]);
    let count = carry_out(cx, step, |note| note.edited(now, put));
    cx.state.last_tags = vec![tag];
    tell(cx, count, texts::tagged_many(count, path));
}

fn recolor(cx: &mut Context<'_>, color: HighlightColor) {
    cx.state.settings.last_color = color;
    let count = change_all(cx, |note| note.color = Some(color));
    view::remember(cx);
    tell(cx, count, texts::recolored_many(count, texts::color(color)));
}

fn remove(cx: &mut Context<'_>) {
    let count = carry_out(cx, Vec::new(), |note| Some(removed(note.clone())));
    tell(cx, count, texts::removed_many(count));
}

/// Makes one note of those that touch or overlap, or that only white space parts.
fn merge(cx: &mut Context<'_>) {
    if are_elsewhere(cx.state) {
        return view::notify(cx, Notice::new(Weight::Info, texts::MERGE_HERE_ONLY.into()));
    }
    let mut step = Vec::new();
    let (mut n_before, mut n_after) = (0, 0);
    for (span, notes) in runs(cx) {
        let [first, others @ ..] = &*notes else { continue };
        if others.is_empty() {
            continue;
        }
        let Some(after) = merged(cx, span, first, others) else { continue };
        (n_before, n_after) = (n_before + notes.len(), n_after + 1);
        step.extend(changed(cx, first.clone(), after));
        step.extend(others.iter().cloned().map(removed));
    }
    if step.is_empty() {
        return view::notify(cx, Notice::new(Weight::Info, texts::NOTHING_ADJACENT.into()));
    }
    commit(cx, step);
    tell(cx, n_before, texts::merged_many(n_before, n_after));
}

/// The chosen notes in runs without a gap, in the order of the text, each with what it takes up.
fn runs(cx: &Context<'_>) -> Vec<(Span<Clean>, Vec<Annotation>)> {
    let Some(open) = &cx.state.open else { return Vec::new() };
    let place = |id: &AnnotationId| open.places.get(id)?.clean.filter(|span| !span.is_empty());
    let placed = notes(cx).into_iter().filter_map(|note| Some((place(&note.id)?, note)));
    let mut placed: Vec<_> = placed.collect();
    placed.sort_by_key(|(span, _)| (span.start, span.end));
    let text = open.document.cleaned.text.as_str();
    let is_blank = |from: usize, to: usize| {
        from >= to || text.get(from..to).is_some_and(|between| between.trim().is_empty())
    };
    let mut runs: Vec<(Span<Clean>, Vec<Annotation>)> = Vec::new();
    for (span, note) in placed {
        match runs.last_mut() {
            Some((run, notes)) if is_blank(run.end.index(), span.start.index()) => {
                run.end = run.end.max(span.end);
                notes.push(note);
            }
            _ => runs.push((span, vec![note])),
        }
    }
    runs
}

/// The first note of a run, now on the whole of it, with the others' tags and notes.
fn merged(
    cx: &Context<'_>,
    span: Span<Clean>,
    first: &Annotation,
    others: &[Annotation],
) -> Option<Annotation> {
    let document = &cx.state.open.as_ref()?.document;
    let new = crate::placing::annotation_on(document, span, first.id.clone(), cx.now);
    let mut tags = first.tags.clone();
    tags.extend(others.iter().flat_map(|note| note.tags.iter().cloned()));
    let texts = std::iter::once(first).chain(others).map(|note| note.note.trim_end());
    let texts: Vec<&str> = texts.filter(|note| !note.is_empty()).collect();
    Some(Annotation {
        anchor: new.anchor,
        excerpt: new.excerpt,
        heading_path: new.heading_path,
        tags,
        note: texts.join("\n\n"),
        ..first.clone()
    })
}

/// Offers the formats in which these notes can be written.
pub(crate) fn export(cx: &mut Context<'_>, ids: &BTreeSet<AnnotationId>) {
    let mut choice = cx.state.export.choice.clone();
    choice.request.filter.ids = Some(ids.clone());
    choice.scope = scope_of(cx.state, ids);
    super::export::open_with(cx, choice);
}

/// Puts these notes on the clipboard as Markdown, in the order of the text.
pub(crate) fn copy(cx: &mut Context<'_>, ids: &BTreeSet<AnnotationId>) {
    mark::finish_note(cx);
    let Some(mut task) = ExportTask::of(cx.state) else { return };
    task.choice = ExportChoice::only(ids.clone());
    task.choice.scope = scope_of(cx.state, ids);
    task.choice.format = "markdown";
    task.choice.request.language = cx.state.settings.language;
    cx.ask(Effect::CopyExport(Box::new(task)));
}

/// The documents that these notes are of.
fn scope_of(state: &State, ids: &BTreeSet<AnnotationId>) -> ExportScope {
    let is_here = ids.iter().all(|id| state.annotation(id).is_some());
    if is_here { ExportScope::Document } else { ExportScope::Library }
}
