//! Places: typed ones, bookmarks, and the paragraph that keys act on.

use crate::app::handle::{go, save, view};
use crate::app::places::typed_place;
use crate::app::update::Context;
use crate::app::{Action, Notice, OpenDocument, Popover, Weight, texts};
use crate::notebook::{AnnotationId, Bookmark, Change, Diff};
use crate::placing;
use crate::text::{Clean, Pos, Span};

/// Opens the card of an action, if there is a document that it is about.
pub(crate) fn show(cx: &mut Context<'_>, action: Action) {
    if cx.state.open.is_some() {
        let is_list = action == Action::ShowBookmarks;
        view::toggle_popover(cx, if is_list { Popover::Bookmarks } else { Popover::GoTo });
    }
}

pub(crate) fn go_to_typed(cx: &mut Context<'_>, typed: &str) {
    let Some(open) = &cx.state.open else { return };
    match typed_place(&open.document, typed) {
        Ok(place) => {
            cx.state.popover = None;
            go::to(cx, place.pos);
        }
        Err(why) => view::notify(cx, Notice::new(Weight::Info, why)),
    }
}

/// The bookmark of the paragraph that is meant is taken away; if it has none, it gets one.
pub(crate) fn toggle_bookmark(cx: &mut Context<'_>) {
    let Some(span) = meant(cx) else { return };
    let known =
        cx.state.bookmarks.iter().find(|mark| mark.pos.is_some_and(|pos| span.contains(pos)));
    if let Some(id) = known.map(|bookmark| bookmark.id.clone()) {
        return remove_bookmark(cx, &id);
    }
    let id = AnnotationId(cx.ids.take());
    let Some(open) = &cx.state.open else { return };
    let bookmark = placing::bookmark_on(&open.document, span, id, cx.now);
    let change = Change::Bookmark(Diff { before: None, after: Some(bookmark) });
    let is_read_only = open.read_only.is_some();
    save::commit(cx, vec![change]);
    if !is_read_only {
        go::say(cx, texts::BOOKMARKED);
    }
}

/// What a bookmark is put on: the paragraph of the selection or of the active mark, the one that keys act
/// on, else the first whose beginning is in view, else that which fills the page.
fn meant(cx: &Context<'_>) -> Option<Span<Clean>> {
    let state = &*cx.state;
    let open = state.open.as_ref()?;
    let active = || open.places.get(state.active.as_ref()?)?.clean;
    let selected = state.selection.or_else(active).map(|span| block_at(open, span.start));
    let index = selected.or(state.paragraph).unwrap_or_else(|| first_in_view(cx, open));
    open.document.blocks.get(index).map(|block| block.span)
}

/// The paragraph at `pos`, by its place among the blocks.
pub(crate) fn block_at(open: &OpenDocument, pos: Pos<Clean>) -> usize {
    open.document.blocks.partition_point(|block| block.span.start <= pos).saturating_sub(1)
}

fn first_in_view(cx: &Context<'_>, open: &OpenDocument) -> usize {
    let visible = cx.state.visible;
    let first = open.document.blocks.partition_point(|block| block.span.start < visible.start);
    let begins_in_view =
        open.document.blocks.get(first).is_some_and(|block| block.span.start < visible.end);
    if begins_in_view { first } else { block_at(open, visible.start) }
}

pub(crate) fn remove_bookmark(cx: &mut Context<'_>, id: &AnnotationId) {
    let bookmark = cx.state.open.as_ref().and_then(|open| open.notebook.bookmarks.get(id));
    let Some(bookmark) = bookmark.cloned() else { return };
    let is_read_only = cx.state.open.as_ref().is_some_and(|open| open.read_only.is_some());
    save::commit(
        cx,
        vec![Change::Bookmark(Diff::<Bookmark> { before: Some(bookmark), after: None })],
    );
    if !is_read_only {
        go::say(cx, texts::BOOKMARK_REMOVED);
    }
}

/// Makes the next paragraph, or the one before, the one that keys act on, and brings it into view.
pub(crate) fn step_paragraph(cx: &mut Context<'_>, action: Action) {
    super::mark::finish_note(cx);
    let Some(open) = &cx.state.open else { return };
    let Some(last) = open.document.blocks.len().checked_sub(1) else { return };
    let is_next = action == Action::NextParagraph;
    let in_view = |index: &usize| {
        let span = open.document.blocks.get(*index).map(|block| block.span);
        span.is_some_and(|span| span.overlaps(cx.state.visible))
    };
    let marked = cx.state.movable().or(cx.state.left_off.filter(|span| !span.is_empty()));
    let marked = marked.map(|span| block_at(open, span.start));
    // Who scrolled on meanwhile goes on from what is on the page now.
    let index = match cx.state.paragraph.or(marked).filter(in_view) {
        Some(index) if is_next => (index + 1).min(last),
        Some(index) => index.saturating_sub(1),
        None => first_in_view(cx, open),
    };
    let Some(span) = open.document.blocks.get(index).map(|block| block.span) else { return };
    (cx.state.selection, cx.state.active, cx.state.left_off) = (None, None, None);
    cx.state.paragraph = Some(index);
    go::peek(cx, span);
}
