//! The notes panel's scope: one document, or all that the library knows. What other documents hold is read anew
//! whenever it may have changed, while what was read before is still listed.

use crate::app::autocode::Elsewhere;
use crate::app::handle::view;
use crate::app::library_notes::{LibraryNotes, NoteScope};
use crate::app::update::Context;
use crate::app::{Effect, Notice, Settings, Ticket, Weight, texts};
use crate::notebook::Way;
use crate::text::Phrase;

/// Lists the notes of the whole library, or again those of the document; the panel is there then.
pub(crate) fn toggle(cx: &mut Context<'_>) {
    if cx.state.open.is_none() {
        return;
    }
    set(
        cx,
        match cx.state.note_scope {
            NoteScope::Document => NoteScope::Library,
            NoteScope::Library => NoteScope::Document,
        },
    );
    let state = &mut *cx.state;
    (state.shows_cleaned, state.is_focused, state.popover) = (false, false, None);
    // The list of hits stands where the notes do.
    state.find = None;
    let settings = Settings { shows_notes: true, ..state.shown_settings() };
    view::set(cx, settings);
}

/// Lists the notes of this scope.
pub(crate) fn set(cx: &mut Context<'_>, scope: NoteScope) {
    if cx.state.open.is_none() || cx.state.note_scope == scope {
        return;
    }
    cx.state.note_scope = scope;
    cx.state.chosen = std::sync::Arc::default();
    (cx.state.library_notes, cx.state.library_asked) = (None, None);
}

/// Something else than the shown document may have changed.
pub(crate) fn is_stale(cx: &mut Context<'_>) {
    cx.state.library_asked = None;
}

/// Other documents change so; they are read anew, and until then this holds of what was read.
pub(crate) fn take_up(cx: &mut Context<'_>, others: &[Elsewhere], way: Way) {
    is_stale(cx);
    let Some(library) = &mut cx.state.library_notes else { return };
    let library = std::sync::Arc::make_mut(library);
    others.iter().for_each(|other| library.take_up(other, way));
}

/// Has the library's notes read, where they are listed and may be others than those that were read.
pub(crate) fn follow(cx: &mut Context<'_>) {
    let state = &mut *cx.state;
    let Some(open) = state.open.as_ref().filter(|_| state.note_scope == NoteScope::Library) else {
        return;
    };
    let content = open.document.fingerprint.content.clone();
    if state.library_asked.as_ref().is_some_and(|(_, asked)| *asked == content) {
        return;
    }
    let ticket = state.ticket();
    state.library_asked = Some((ticket, content));
    cx.ask(Effect::ReadLibraryNotes(ticket));
}

/// They were read, or cannot be.
pub(crate) fn read(cx: &mut Context<'_>, ticket: Ticket, notes: Result<LibraryNotes, Phrase>) {
    if cx.state.library_asked.as_ref().is_none_or(|(asked, _)| *asked != ticket) {
        return;
    }
    match notes {
        Ok(notes) => cx.state.library_notes = Some(std::sync::Arc::new(notes)),
        Err(why) => {
            set(cx, NoteScope::Document);
            view::notify(cx, Notice::new(Weight::Error, texts::library_notes_failed(&why)));
        }
    }
}
