//! What is written about the document as a whole: kept while it is typed, one undoable step when writing ends.

use crate::app::handle::{mark, save, view};
use crate::app::update::Context;
use crate::app::{Notice, Settings, Weight};
use crate::notebook::{Change, Diff};

/// Opens it for writing.
pub(crate) fn write(cx: &mut Context<'_>) {
    mark::finish_note(cx);
    let Some(open) = &cx.state.open else { return };
    if let Some(why) = open.read_only.clone() {
        return view::notify(cx, Notice::new(Weight::Warning, why));
    }
    cx.state.memo_before = Some(open.notebook.memo.clone());
    (cx.state.shows_cleaned, cx.state.is_focused, cx.state.popover) = (false, false, None);
    let settings = Settings { shows_notes: true, ..cx.state.shown_settings() };
    view::set(cx, settings);
}

/// Keeps what is typed at once.
pub(crate) fn typed(cx: &mut Context<'_>, text: String) {
    let Some(open) = cx.state.open.as_ref().filter(|_| cx.state.memo_before.is_some()) else {
        return;
    };
    let before = open.notebook.memo.clone();
    if before != text {
        let diff = Diff { before: Some(before), after: Some(text) };
        save::apply(cx, &[Change::Memo(diff)]);
    }
}

/// Ends the writing: all that was typed becomes one undo step.
pub(crate) fn finish(cx: &mut Context<'_>) {
    let Some(before) = cx.state.memo_before.take() else { return };
    let Some(open) = &cx.state.open else { return };
    let after = open.notebook.memo.clone();
    if before != after {
        let diff = Diff { before: Some(before), after: Some(after) };
        cx.state.history.push(vec![Change::Memo(diff)]);
    }
}
