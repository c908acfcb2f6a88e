//! Marks all hits of a find with a tag, here and in other documents: one step, which `elsewhere` undoes everywhere.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::autocode::{
    self, Autocode, DocumentHits, Draft, Elsewhere, HitScope, HitUnit, LibraryHits, LibraryQuery,
    LibrarySeek,
};
use crate::app::handle::save::{self, made};
use crate::app::handle::{elsewhere, mark, tabs, view};
use crate::app::update::Context;
use crate::app::{Effect, Notice, PathPurpose, Popover, Ticket, Weight, texts};
use crate::notebook::{Annotation, AnnotationId, Change, TagId};
use crate::placing;
use crate::text::{Clean, Span};

/// Opens the card, if something is sought.
pub(crate) fn show(cx: &mut Context<'_>) {
    mark::finish_note(cx);
    if cx.state.find.as_ref().is_none_or(crate::app::Find::is_empty) {
        return view::notify(cx, Notice::new(Weight::Info, texts::FIND_FIRST.into()));
    }
    view::toggle_popover(cx, Popover::Autocode);
}

/// Has what is sought here sought in the library's other documents, too.
pub(crate) fn seek_elsewhere(cx: &mut Context<'_>, unit: HitUnit) {
    let (Some(open), Some(find)) = (&cx.state.open, &cx.state.find) else { return };
    let recents = cx.state.recents.iter();
    let recents = recents.map(|recent| (recent.title.clone(), recent.path.clone()));
    let asked = LibraryQuery {
        query: find.query.clone(),
        unit,
        shown: open.document.fingerprint.content.clone(),
        shown_path: open.origin.path().map(Path::to_path_buf),
        opened: tabs::files(cx.state).into_iter().chain(recents).collect(),
        folder: cx.state.code_folder.clone(),
    };
    let ticket = cx.state.ticket();
    let seek = LibrarySeek { ticket, asked: asked.clone(), n_read: (0, 0), found: None };
    cx.state.library_seek = Some(seek);
    cx.ask(Effect::SeekElsewhere(ticket, Box::new(asked)));
}

/// Nobody waits for what is being sought there.
pub(crate) fn stop(cx: &mut Context<'_>) {
    if cx.state.library_seek.take().is_some_and(|seek| seek.found.is_none()) {
        cx.ask(Effect::StopSeekingElsewhere);
    }
}

/// Reading other documents ends with the card that wants it.
pub(crate) fn follow(cx: &mut Context<'_>) {
    let is_wanted =
        |popover| matches!(popover, Popover::Autocode | Popover::TypePath(PathPurpose::CodeFolder));
    if cx.state.library_seek.is_some() && !cx.state.popover.is_some_and(is_wanted) {
        stop(cx);
    }
}

/// Asks for a folder whose files are meant, too.
pub(crate) fn ask_for_folder(cx: &mut Context<'_>) {
    cx.ask(Effect::PickPath(PathPurpose::CodeFolder, String::new()));
}

/// This one it is; the card is there, or comes back.
pub(crate) fn folder_chosen(cx: &mut Context<'_>, folder: PathBuf) {
    cx.state.code_folder = Some(folder);
    cx.state.popover = Some(Popover::Autocode);
}

/// So many of the library's documents were read.
pub(crate) fn read_elsewhere(cx: &mut Context<'_>, ticket: Ticket, n_read: (usize, usize)) {
    if let Some(seek) = cx.state.library_seek.as_mut().filter(|seek| seek.ticket == ticket) {
        seek.n_read = n_read;
    }
}

/// What was found there.
pub(crate) fn found_elsewhere(cx: &mut Context<'_>, ticket: Ticket, found: LibraryHits) {
    if let Some(seek) = cx.state.library_seek.as_mut().filter(|seek| seek.ticket == ticket) {
        seek.found = Some(Arc::new(found));
    }
}

/// Marks what the hits lead to. A stretch that is marked already only gains the tag.
pub(crate) fn carry_out(cx: &mut Context<'_>, wish: &Autocode) {
    if save::refuse_read_only(cx) {
        return;
    }
    let ids = &mut cx.ids;
    let path = wish.tag.trim().trim_start_matches('#');
    let Ok((tag, mut step)) = cx.state.codebook.make(path, || ids.take()) else {
        return view::notify(cx, Notice::new(Weight::Warning, texts::BAD_TAG_NAME.into()));
    };
    let left_out: BTreeSet<Span<Clean>> = wish.left_out.iter().copied().collect();
    let stretches = autocode::stretches(cx.state, wish.unit, wish.scope);
    let wanted: Vec<_> = stretches.into_iter().filter(|span| !left_out.contains(span)).collect();
    let changes = changes(cx, &wanted, &tag);
    let others = others(cx, wish, &tag);
    let (n_all, n_new) = (wanted.len(), changes.len());
    step.extend(changes);
    cx.state.popover = None;
    if n_new > 0 || !others.is_empty() {
        save::commit(cx, step.clone());
        cx.state.last_tags = vec![tag];
    }
    let text = texts::hits_marked(path, n_new, n_all - n_new);
    view::notify(cx, Notice::new(Weight::Info, text));
    elsewhere::carry_out(cx, step, others);
}

/// New marks where there are none, and the tag for those that lack it.
fn changes(cx: &mut Context<'_>, wanted: &[Span<Clean>], tag: &TagId) -> Vec<Change> {
    let known: HashMap<Span<Clean>, AnnotationId> =
        cx.state.marks.iter().map(|mark| (mark.span, mark.id.clone())).collect();
    let (ids, now) = (&mut cx.ids, cx.now);
    let Some(open) = &cx.state.open else { return Vec::new() };
    let change = |span: &Span<Clean>| {
        let marked = known.get(span).and_then(|id| open.notebook.annotations.get(id));
        if let Some(note) = marked {
            return note.edited(now, |note| note.tags.extend([tag.clone()]));
        }
        let id = AnnotationId(ids.take());
        let mut note = placing::annotation_on(&open.document, *span, id, now);
        note.tags.insert(tag.clone());
        Some(made(note))
    };
    wanted.iter().filter_map(change).collect()
}

/// What changes in the library's other documents, if they are meant.
fn others(cx: &mut Context<'_>, wish: &Autocode, tag: &TagId) -> Vec<Elsewhere> {
    let seek = cx.state.library_seek.take().filter(|_| wish.scope == HitScope::Library);
    let found = seek.filter(|seek| seek.asked.unit == wish.unit).and_then(|seek| seek.found);
    let Some(found) = found else { return Vec::new() };
    let mut changed = Vec::new();
    for (place, document) in found.documents.iter().enumerate() {
        let is_wanted = |at: &usize| !wish.left_out_elsewhere.contains(&(place, *at));
        let wanted = (0..document.drafts.len()).filter(is_wanted);
        let changes: Vec<Change> =
            wanted.filter_map(|at| change(cx, document.drafts.get(at)?, tag)).collect();
        if !changes.is_empty() {
            let DocumentHits { key, title, .. } = document;
            changed.push(Elsewhere { key: key.clone(), title: title.clone(), changes });
        }
    }
    changed
}

fn change(cx: &mut Context<'_>, draft: &Draft, tag: &TagId) -> Option<Change> {
    if !draft.is_new {
        return draft.note.edited(cx.now, |note| note.tags.extend([tag.clone()]));
    }
    let mut note = Annotation {
        id: AnnotationId(cx.ids.take()),
        created: cx.now,
        modified: cx.now,
        ..draft.note.clone()
    };
    note.tags.insert(tag.clone());
    Some(made(note))
}
