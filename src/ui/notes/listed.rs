//! A note that the list shows, wherever it is kept: in the shown document, or in another one of the library.

use std::sync::Arc;

use crate::app::library_notes::NotedDocument;
use crate::app::{Command, ManyAct, State};
use crate::notebook::{Annotation, AnnotationId};
use crate::ui::Outbox;
use crate::ui::notes::{MOST_AT_ONCE, Notes};
use crate::ui::work::Job;

/// A note of the list.
#[derive(Clone, Copy)]
pub(super) struct Listed<'a> {
    pub(super) note: &'a Annotation,
    /// The other document that it is of.
    home: Option<&'a NotedDocument>,
}

impl<'a> Listed<'a> {
    /// The note with this identity: the shown document's is the newer one.
    pub(super) fn of(state: &'a State, id: &AnnotationId) -> Option<Self> {
        if let Some(note) = state.annotation(id) {
            return Some(Self { note, home: None });
        }
        let (home, note) = state.library_notes.as_ref()?.find(id)?;
        Some(Self { note, home: Some(home) })
    }

    /// Whether it is of another document than the one that is shown.
    pub(super) const fn is_elsewhere(self) -> bool {
        self.home.is_some()
    }

    /// What goes to its passage, and opens its document for that.
    pub(super) fn go(self) -> Command {
        match self.home {
            Some(home) => Command::FollowLink(home.address(self.note)),
            None => Command::GoToNote(self.note.id.clone()),
        }
    }

    /// What opens it for writing: of another document's it goes there.
    pub(super) fn write(self) -> Command {
        if self.is_elsewhere() { self.go() } else { Command::EditNote(self.note.id.clone()) }
    }

    /// Removes it.
    pub(super) fn remove(self, out: &mut Outbox) {
        let id = self.note.id.clone();
        if !self.is_elsewhere() {
            return out.push(Command::RemoveNote(id));
        }
        out.push(Command::ChooseNotes(Arc::new([id].into())));
        out.push(Command::DoToChosen(ManyAct::Remove));
    }
}

impl Notes {
    /// The title of a note's document, where the list is of several and not grouped by them.
    pub(super) fn title_of(&self, id: &AnnotationId) -> Option<&str> {
        if self.order.grouping == crate::exchange::Grouping::Section {
            return None;
        }
        let entry = self.index.entry(self.index.place_of(id)?)?;
        let document = self.index.documents().get(entry.document as usize)?;
        Some(&document.title)
    }

    /// Whether some of the chosen notes are of other documents; worked out anew when others are chosen.
    pub(super) const fn is_chosen_elsewhere(&self) -> bool {
        self.chosen_elsewhere.1
    }

    /// Looks at what is chosen where that is something else now. What was chosen before may be much to take apart.
    pub(super) fn let_go(&mut self, state: &State, out: &mut Outbox) {
        if Arc::ptr_eq(&self.chosen_elsewhere.0, &state.chosen) {
            return;
        }
        let is_of_library = state.library_notes.is_some();
        let is_so = is_of_library && state.chosen.iter().any(|id| state.annotation(id).is_none());
        let chosen = (Arc::clone(&state.chosen), is_so);
        let before = std::mem::replace(&mut self.chosen_elsewhere, chosen);
        if before.0.len() > MOST_AT_ONCE {
            out.work(Job::dropping(before));
        }
    }
}
