//! A note that the list shows, wherever it is kept: in the shown document, or in another one of the library.

use crate::app::library_notes::NotedDocument;
use crate::app::{Command, ManyAct, State};
use crate::notebook::{Annotation, AnnotationId};
use crate::ui::Outbox;
use crate::ui::notes::Notes;

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
        out.push(Command::ChooseNotes(std::sync::Arc::new([id].into())));
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
    pub(super) fn is_chosen_elsewhere(&mut self, state: &State) -> bool {
        let (known, is_so) = &self.chosen_elsewhere;
        if !std::sync::Arc::ptr_eq(known, &state.chosen) {
            let is_so = state.chosen.iter().any(|id| state.annotation(id).is_none());
            self.chosen_elsewhere = (std::sync::Arc::clone(&state.chosen), is_so);
            return is_so;
        }
        *is_so
    }
}
