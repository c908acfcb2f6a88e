//! Where the library is, above the settings of where notes live.

use std::path::Path;

use egui::{Label, Ui};

use crate::app::{Action, Command, texts};
use crate::ui::Outbox;
use crate::ui::settings::Desk;
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS};
use crate::ui::widgets::{edged_button, words};

pub(crate) fn library_ui(ui: &mut Ui, desk: &Desk<'_>, folder: &Path, out: &mut Outbox) {
    ui.add_space(8.0);
    ui.label(words(texts::LIBRARY_FOLDER.get(desk.language), TEXT_POINTS, desk.theme.text));
    let shown = folder.display().to_string();
    ui.add(Label::new(words(&shown, SMALL_POINTS, desk.theme.weak)).wrap());
    ui.add_space(8.0);
    let name = Action::MoveLibrary.name().get(desk.language);
    if edged_button(ui, desk.theme, name, false).clicked() {
        out.push(Command::Do(Action::MoveLibrary));
    }
    ui.add_space(12.0);
}
