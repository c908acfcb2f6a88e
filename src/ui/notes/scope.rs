//! The head of the panel's head: whether the notes of one document are listed or those of the library, and the
//! documents that the list can be narrowed to.

use egui::Ui;

use crate::app::library_notes::NoteScope;
use crate::app::note_list::Facet;
use crate::app::{Action, Command, State, texts};
use crate::ui::Outbox;
use crate::ui::notes::Notes;
use crate::ui::theme::{SMALL_POINTS, Theme};
use crate::ui::widgets::{switch, words};

/// Most characters of a title on a chip.
const TITLE_CHARS: usize = 12;

/// The two scopes side by side, and whether the library is still being read.
pub(super) fn scope_ui(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for scope in NoteScope::ALL {
            let name = texts::note_scope(scope).get(language);
            let is_on = state.note_scope == scope;
            let tip = Action::NotesOfLibrary.tip(language);
            if switch(ui, theme, name, is_on).on_hover_text(tip).clicked() && !is_on {
                out.push(Command::ListNotesOf(scope));
            }
        }
        if state.note_scope == NoteScope::Library && state.library_notes.is_none() {
            ui.add_space(6.0);
            let text = texts::READING_LIBRARY.get(language);
            ui.add(egui::Label::new(words(text, SMALL_POINTS, theme.weak)).truncate());
        }
    });
}

/// The documents of the list with the most notes, so many at most.
pub(super) fn documents(notes: &Notes, most: usize) -> Vec<(Facet, Option<usize>)> {
    let mut documents: Vec<_> = notes.index.documents().iter().collect();
    documents.retain(|document| document.count > 0);
    documents.sort_by_key(|document| std::cmp::Reverse(document.count));
    let facet = |id: &String| Facet::Document(id.clone());
    documents.iter().take(most).map(|one| (facet(&one.id), Some(one.count))).collect()
}

/// What a document's chip says: as much of its title as a chip has room for.
pub(super) fn document_name(notes: &Notes, id: &str) -> Option<String> {
    let document = notes.index.documents().iter().find(|document| document.id == id)?;
    let title = document.title.trim();
    let short: String = title.chars().take(TITLE_CHARS).collect();
    let is_cut = short.len() < title.len();
    Some(if is_cut { format!("{short}…") } else { short })
}
