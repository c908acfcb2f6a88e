//! Marks all hits of a find with a tag, as one step.

use std::collections::{BTreeSet, HashMap};

use crate::app::autocode::{self, Autocode};
use crate::app::handle::save::{self, made};
use crate::app::handle::{mark, view};
use crate::app::update::Context;
use crate::app::{Notice, Popover, Weight, texts};
use crate::notebook::{AnnotationId, Change, TagId};
use crate::placing;
use crate::text::{Clean, Span};

/// Opens the card, if something is sought.
pub(crate) fn show(cx: &mut Context<'_>) {
    mark::finish_note(cx);
    if cx.state.find.as_ref().is_none_or(|find| find.hits.is_empty()) {
        return view::notify(cx, Notice::new(Weight::Info, texts::FIND_FIRST.into()));
    }
    view::toggle_popover(cx, Popover::Autocode);
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
    let n_all = wanted.len();
    let changes = changes(cx, &wanted, &tag);
    let n_known = n_all - changes.len();
    step.extend(changes);
    cx.state.popover = None;
    if n_all > n_known {
        save::commit(cx, step);
        cx.state.last_tags = vec![tag];
    }
    let path = path.to_owned();
    let text = texts::hits_marked(&path, n_all - n_known, n_known);
    view::notify(cx, Notice::new(Weight::Info, text));
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
