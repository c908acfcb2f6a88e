//! What is written about the document as a whole, a tag, or the library: kept while it is typed, one undoable step
//! when writing ends.

use crate::app::handle::{codebook, mark, save, view};
use crate::app::update::Context;
use crate::app::{MemoEditor, MemoOf, Popover, Settings, State, export};
use crate::notebook::{Change, Diff, Tag};

/// Begins to write about something; what is written about the document comes into view.
pub(crate) fn write(cx: &mut Context<'_>, of: MemoOf) {
    if cx.state.writes_memo(&of) {
        return;
    }
    mark::finish_note(cx);
    let Some(change) = unchanged(cx.state, &of) else { return };
    if save::refuse_read_only(cx) {
        return;
    }
    let is_document = of == MemoOf::Document;
    cx.state.memo = Some(MemoEditor { of, change });
    if is_document {
        (cx.state.shows_cleaned, cx.state.is_focused, cx.state.popover) = (false, false, None);
        let settings = Settings { shows_notes: true, ..cx.state.shown_settings() };
        view::set(cx, settings);
    }
}

/// Opens the tag manager where it can be written about a tag or the library.
pub(crate) fn show(cx: &mut Context<'_>, of: MemoOf) {
    cx.state.popover = None;
    codebook::manage(cx);
    cx.state.managed = (cx.state.popover == Some(Popover::Tags)).then_some(of);
}

/// The same for the tag of the active mark, else for the one that was put on last; else one is to be chosen.
pub(crate) fn show_tag(cx: &mut Context<'_>) {
    let state = &cx.state;
    let active = state.active.as_ref().and_then(|id| state.annotation(id));
    let of_active = active.and_then(|note| export::first_tag(note, &state.codebook));
    let last = || state.last_tags.iter().find_map(|id| state.codebook.tags.get(id));
    match of_active.or_else(last).filter(|tag| tag.is_live()).map(|tag| tag.id.clone()) {
        Some(id) => show(cx, MemoOf::Tag(id)),
        None => codebook::manage(cx),
    }
}

/// The change that leaves a memo as it is; none where there is nothing to write about.
fn unchanged(state: &State, of: &MemoOf) -> Option<Change> {
    let open = state.open.as_ref()?;
    Some(match of {
        MemoOf::Document => Change::Memo(same(&open.notebook.memo)),
        MemoOf::Library => Change::LibraryMemo(same(&state.codebook.memo)),
        MemoOf::Tag(id) => Change::Tag(same(state.codebook.tags.get(id)?)),
    })
}

fn same<T: Clone>(value: &T) -> Diff<T> {
    Diff { before: Some(value.clone()), after: Some(value.clone()) }
}

/// The change from what was there at first to this text.
fn retold(change: &Change, text: String) -> Option<Change> {
    let words = |diff: &Diff<String>| Diff { after: Some(text.clone()), ..diff.clone() };
    Some(match change {
        Change::Memo(diff) => Change::Memo(words(diff)),
        Change::LibraryMemo(diff) => Change::LibraryMemo(words(diff)),
        Change::Tag(diff) => {
            let before = diff.before.clone()?;
            let revision = before.revision.saturating_add(u32::from(before.memo != text));
            let after = Tag { memo: text, revision, ..before.clone() };
            Change::Tag(Diff { before: Some(before), after: Some(after) })
        }
        _ => return None,
    })
}

/// Keeps what is typed at once.
pub(crate) fn typed(cx: &mut Context<'_>, text: String) {
    let Some(memo) = &mut cx.state.memo else { return };
    let Some(change) = retold(&memo.change, text) else { return };
    if change != memo.change {
        memo.change = change.clone();
        save::apply(cx, &[change]);
    }
}

/// Ends the writing: all that was typed becomes one undo step.
pub(crate) fn finish(cx: &mut Context<'_>) {
    let Some(memo) = cx.state.memo.take() else { return };
    let is_other = match &memo.change {
        Change::Memo(diff) | Change::LibraryMemo(diff) => diff.before != diff.after,
        Change::Tag(diff) => diff.before != diff.after,
        _ => false,
    };
    if is_other && cx.state.open.is_some() {
        cx.state.history.push(vec![memo.change]);
    }
}
