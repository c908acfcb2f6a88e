//! What can be done with the notes that are chosen.

use egui::{Frame, Margin, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use crate::app::{Action, Command, ManyAct, State, texts};
use crate::notebook::HighlightColor;
use crate::ui::notes::{Notes, keys};
use crate::ui::theme::{SMALL_POINTS, Theme};
use crate::ui::widgets::{icon_button, quiet_chip, words};
use crate::ui::{Outbox, icons};

pub(super) fn choice_ui(
    ui: &mut Ui,
    state: &State,
    notes: &mut Notes,
    theme: &Theme,
    out: &mut Outbox,
) {
    let frame = Frame::new().fill(theme.card).corner_radius(8).inner_margin(Margin::same(8));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        head(ui, state, notes, theme, out);
        buttons(ui, state, notes, theme, out);
        if notes.shows_colors {
            colors(ui, state, notes, theme, out);
        }
    });
    let edge = Stroke::new(1.5, theme.accent);
    ui.painter().rect_stroke(shown.response.rect, 8.0, edge, StrokeKind::Inside);
}

fn head(ui: &mut Ui, state: &State, notes: &mut Notes, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let text = texts::n_chosen(language, state.chosen.len());
        let label = ui.label(words(text, SMALL_POINTS, theme.text));
        label.ctx.accesskit_node_builder(label.id, |node| {
            node.set_live(egui::accesskit::Live::Polite);
        });
        if state.chosen.len() < notes.listing.n_shown {
            let name = texts::CHOOSE_ALL.get(language);
            if quiet_chip(ui, theme, name, name, false).clicked() {
                keys::choose_all(ui.ctx(), notes, out);
            }
        }
        let name = texts::CHOOSE_NONE.get(language);
        if quiet_chip(ui, theme, name, name, false).clicked() {
            out.push(Command::ChooseNotes(std::sync::Arc::default()));
        }
    });
}

fn buttons(ui: &mut Ui, state: &State, notes: &mut Notes, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let button = |ui: &mut Ui, icon: &str, name: crate::text::Bilingual, is_on: bool| {
            let name = name.get(language);
            icon_button(ui, theme, icon, name, name, is_on).clicked()
        };
        if button(ui, icons::TAG, texts::TAG_CHOSEN, false) {
            out.act(Action::PickTag);
        }
        if button(ui, icons::HIGHLIGHTER, texts::COLOR_CHOSEN, notes.shows_colors) {
            notes.shows_colors = !notes.shows_colors;
        }
        if button(ui, icons::COPY, texts::COPY_CHOSEN, false) {
            out.push(Command::CopyNotes(std::sync::Arc::clone(&state.chosen)));
        }
        if button(ui, icons::DOWNLOAD, texts::EXPORT_CHOSEN, false) {
            out.push(Command::ExportOnly(std::sync::Arc::clone(&state.chosen)));
        }
        if button(ui, icons::TRASH, texts::REMOVE_CHOSEN, false) {
            out.push(Command::DoToChosen(ManyAct::Remove));
        }
        let name = texts::MERGE_CHOSEN.get(language);
        if state.chosen.len() > 1 {
            let is_here = !notes.is_chosen_elsewhere();
            let why = texts::MERGE_HERE_ONLY.get(language);
            let chip = ui.add_enabled_ui(is_here, |ui| quiet_chip(ui, theme, name, name, false));
            if chip.inner.on_disabled_hover_text(why).clicked() {
                out.push(Command::DoToChosen(ManyAct::Merge));
            }
        }
    });
}

fn colors(ui: &mut Ui, state: &State, notes: &mut Notes, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for color in HighlightColor::ALL {
            let (rect, response) = ui.allocate_exact_size(vec2(24.0, 26.0), Sense::click());
            let name = texts::color(color).get(language);
            response.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Button, true, name));
            let highlight = theme.highlight(color);
            let edge = Stroke::new(1.5, highlight.ink);
            ui.painter().circle(rect.center(), 7.0, highlight.fill, edge);
            if response.has_focus() {
                let ring = Stroke::new(1.5, theme.accent);
                ui.painter().circle_stroke(rect.center(), 10.0, ring);
            }
            if response.on_hover_text(name).clicked() {
                notes.shows_colors = false;
                out.push(Command::DoToChosen(ManyAct::Recolor(color)));
            }
        }
    });
}
