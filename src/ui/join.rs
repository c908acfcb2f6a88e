//! What joining another library would change, with both texts where both had changed something.

use egui::{Label, ScrollArea, Ui};

use crate::app::{Command, State, texts};
use crate::ui::Outbox;
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{edged_button, words};

/// Width of the card and greatest height of its list, in points.
const WIDTH: f32 = 460.0;
const LIST_HEIGHT: f32 = 260.0;

pub(crate) fn join_ui(ui: &mut Ui, state: &State, is_new: bool, theme: &Theme, out: &mut Outbox) {
    let Some(preview) = &state.join else { return };
    let language = state.settings.language;
    let window = ui.ctx().content_rect();
    ui.set_width(WIDTH.min(window.width() - 80.0));
    let place = preview.path.display().to_string();
    ui.add(Label::new(words(place, SMALL_POINTS, theme.weak)).wrap());
    ui.add_space(6.0);
    for line in texts::join_counts(language, preview) {
        ui.add(Label::new(words(line, TEXT_POINTS, theme.text)).wrap());
    }
    if !preview.clashes.is_empty() {
        ui.add_space(8.0);
        let text = texts::n_clashes(language, preview.clashes.len());
        ui.label(words(text, SMALL_POINTS, theme.weak));
        let height = LIST_HEIGHT.min(window.height() - 340.0);
        let list = ScrollArea::vertical().id_salt("clashes").max_height(height);
        list.auto_shrink([false, true]).show(ui, |ui| {
            for clash in preview.clashes.iter() {
                let text = texts::clash(language, clash);
                ui.add(Label::new(words(text, SMALL_POINTS, theme.text)).wrap());
                ui.add_space(4.0);
            }
        });
    }
    ui.add_space(10.0);
    ui.horizontal(|ui| {
        let join = edged_button(ui, theme, texts::JOIN.get(language), true);
        if is_new {
            join.request_focus();
        }
        if join.clicked() {
            out.push(Command::AcceptJoin);
        }
        if edged_button(ui, theme, texts::DO_NOT_JOIN.get(language), false).clicked() {
            out.push(Command::SetPopover(None));
        }
    });
}
