//! One setting: its name, what it does, its control, and the way back to what it usually is.

use egui::{Label, Rect, Ui, UiBuilder, vec2};

use crate::app::setting::{Control, Setting};
use crate::app::{Settings, texts};
use crate::ui::controls::control_ui;
use crate::ui::settings::Desk;
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS};
use crate::ui::widgets::{icon_button, words};
use crate::ui::{Outbox, icons};

/// Room for a control beside its name, in points.
const CONTROL_WIDTH: f32 = 300.0;
/// Room for a switch, in points.
const SWITCH_WIDTH: f32 = 56.0;
/// Room for the button that resets, in points.
const RESET_WIDTH: f32 = 40.0;
/// A narrower row has its control below its name, in points.
const NARROW: f32 = 520.0;

pub(crate) fn row_ui(
    ui: &mut Ui,
    desk: &Desk<'_>,
    setting: &Setting,
    settings: &mut Settings,
    out: &mut Outbox,
) {
    let width = ui.available_width() - 10.0;
    let is_switch = matches!(setting.control, Control::Switch { .. } | Control::Rule(_));
    let control_width = if is_switch { SWITCH_WIDTH } else { CONTROL_WIDTH };
    let is_stacked = width < NARROW && !is_switch;
    let room = width - RESET_WIDTH;
    let top = ui.cursor().min;
    ui.painter().hline(top.x..=top.x + width, top.y, egui::Stroke::new(1.0, desk.theme.hairline));
    let words_width = if is_stacked { room } else { room - control_width - 16.0 };
    let start = top + vec2(0.0, 10.0);
    let said = said_ui(ui, desk, setting, Rect::from_min_size(start, vec2(words_width, 10.0)));
    let place = if is_stacked {
        Rect::from_min_size(start + vec2(0.0, said.height() + 6.0), vec2(room, 10.0))
    } else {
        Rect::from_min_size(start + vec2(words_width + 16.0, 0.0), vec2(control_width, 10.0))
    };
    let control = ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            control_ui(ui, setting, settings, desk.state, desk.theme, out);
        });
    });
    reset_ui(ui, desk, setting, settings, start + vec2(room + 4.0, -4.0));
    let bottom = said.bottom().max(control.response.rect.bottom()) + 12.0;
    ui.advance_cursor_after_rect(Rect::from_min_max(top, egui::pos2(top.x + width, bottom)));
}

/// The name and what it does.
fn said_ui(ui: &mut Ui, desk: &Desk<'_>, setting: &Setting, place: Rect) -> Rect {
    let (language, theme) = (desk.language, desk.theme);
    let shown = ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        let name = words(setting.name.get(language), TEXT_POINTS, theme.text);
        ui.add(Label::new(name).wrap());
        let says = words(setting.says.get(language), SMALL_POINTS, theme.weak);
        ui.add(Label::new(says).wrap());
    });
    shown.response.rect
}

/// Takes the setting back to what it usually is, where it is something else.
fn reset_ui(
    ui: &mut Ui,
    desk: &Desk<'_>,
    setting: &Setting,
    settings: &mut Settings,
    at: egui::Pos2,
) {
    let usual = Settings { language: settings.language, ..Settings::default() };
    if setting.is_same(settings, &usual) {
        return;
    }
    let place = Rect::from_min_size(at, vec2(34.0, 32.0));
    ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
        let name = texts::reset(desk.language, setting.name.get(desk.language));
        if icon_button(ui, desk.theme, icons::ROTATE_CCW, &name, &name, false).clicked() {
            setting.copy(settings, &usual);
        }
    });
}
