//! The controls that settings are changed with, made from the table of settings: the same in the settings window
//! and on the card of the page's look.

use egui::accesskit::Role;
use egui::style::HandleShape;
use egui::{
    CursorIcon, DragValue, Response, Sense, Slider, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};

use crate::app::setting::{Control, Setting};
use crate::app::{Action, Command, PRESETS, PageFont, Settings, State, texts};
use crate::text::{Bilingual, Language};
use crate::ui::Outbox;
use crate::ui::theme::Theme;
use crate::ui::widgets::chip;

/// Size of a switch, in points.
const SWITCH_SIZE: egui::Vec2 = vec2(42.0, 24.0);
/// From a switch's edge to its knob, in points.
const KNOB_INSET: f32 = 4.0;
/// Length of a slider, in points.
const SLIDER_WIDTH: f32 = 150.0;

/// The control of a setting; what is chosen with it is written into `settings`.
pub(crate) fn control_ui(
    ui: &mut Ui,
    setting: &Setting,
    settings: &mut Settings,
    state: &State,
    theme: &Theme,
    out: &mut Outbox,
) {
    let language = state.settings.language;
    let name = setting.name.get(language);
    match &setting.control {
        Control::Number { range, step, unit, get, set } => {
            let mut value = get(settings);
            let slider = Slider::new(&mut value, range.clone()).step_by(f64::from(*step));
            ui.scope(|ui| {
                ui.spacing_mut().slider_width = SLIDER_WIDTH;
                ui.visuals_mut().selection.bg_fill = theme.accent;
                for widget in knobs(ui) {
                    widget.fg_stroke = Stroke::new(2.0, theme.accent);
                }
                named(&ui.add(slider.show_value(false).handle_shape(HandleShape::Circle)), name);
            });
            let typed = DragValue::new(&mut value).range(range.clone());
            named(&ui.add(typed.suffix(unit.get(language))), name);
            // A slider rounds what it is given to its steps: only what was moved counts.
            if value != get(settings) {
                set(settings, value);
            }
        }
        Control::Choice { options, get, set } => {
            let chosen = get(settings);
            if let Some(index) = options_ui(ui, name, options, chosen, language, theme) {
                set(settings, index);
            }
        }
        Control::Switch { get, set } => {
            let is_on = get(settings);
            if toggle(ui, name, is_on, theme).clicked() {
                set(settings, !is_on);
            }
        }
        Control::Rule(rule) => {
            let is_on = !settings.rules_off.holds(rule.id);
            if toggle(ui, name, is_on, theme).clicked() {
                settings.rules_off = settings.rules_off.with(rule.id, is_on);
            }
        }
        Control::Font => font_ui(ui, settings, state, theme, out),
    }
}

/// The bundled faces, the installed one that is chosen, and the way to all others.
fn font_ui(ui: &mut Ui, settings: &mut Settings, state: &State, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    let chosen = settings.page.font;
    let own = Some(chosen).filter(|font| font.installed().is_some());
    for font in [PageFont::Serif, PageFont::Sans].into_iter().chain(own) {
        let name = state.fonts.name_of(font, language);
        if chip(ui, theme, None, &name, font == chosen).clicked() {
            settings.page.font = font;
        }
    }
    if chip(ui, theme, None, texts::ALL_FONTS.get(language), false).clicked() {
        out.act(Action::ShowFonts);
    }
}

/// Chips of which one is on; the one that was clicked.
fn options_ui(
    ui: &mut Ui,
    name: &str,
    options: &[Bilingual],
    chosen: usize,
    language: Language,
    theme: &Theme,
) -> Option<usize> {
    let mut clicked = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for (index, option) in options.iter().enumerate() {
            let response = chip(ui, theme, None, option.get(language), index == chosen);
            response.ctx.accesskit_node_builder(response.id, |node| {
                node.set_role(Role::RadioButton);
                node.set_description(name);
            });
            if response.clicked() {
                clicked = Some(index);
            }
        }
    });
    clicked
}

/// A switch: on where its knob is at the right and its ground in the accent.
pub(crate) fn toggle(ui: &mut Ui, name: &str, is_on: bool, theme: &Theme) -> Response {
    let (rect, response) = ui.allocate_exact_size(SWITCH_SIZE, Sense::click());
    let label = name.to_owned();
    response.widget_info(move || WidgetInfo::selected(Role::Switch, true, is_on, &label));
    let radius = rect.height() / 2.0;
    let (ground, edge) = if is_on {
        (theme.accent, theme.accent)
    } else {
        (if response.hovered() { theme.hover() } else { theme.card }, theme.edge)
    };
    ui.painter().rect(rect, radius, ground, Stroke::new(1.0, edge), StrokeKind::Inside);
    let knob = radius - KNOB_INSET;
    let x = if is_on { rect.right() - radius } else { rect.left() + radius };
    let ink = if is_on { theme.card } else { theme.edge };
    ui.painter().circle_filled(egui::pos2(x, rect.center().y), knob, ink);
    if response.has_focus() {
        let ring = Stroke::new(2.0, theme.accent);
        ui.painter().rect_stroke(rect.expand(3.0), radius + 3.0, ring, StrokeKind::Inside);
    }
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// The looks of a slider's knob: as it is, and when it is used.
fn knobs(ui: &mut Ui) -> [&mut egui::style::WidgetVisuals; 3] {
    let widgets = &mut ui.visuals_mut().widgets;
    [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active]
}

fn named(response: &Response, name: &str) {
    response.ctx.accesskit_node_builder(response.id, |node| node.set_label(name));
}

/// The looks that are taken at once.
pub(crate) fn presets_ui(ui: &mut Ui, settings: &mut Settings, language: Language, theme: &Theme) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for preset in &PRESETS {
            let is_on = preset.is_on(&settings.page);
            let response = chip(ui, theme, None, preset.name.get(language), is_on);
            if response.on_hover_text(preset.says.get(language)).clicked() {
                settings.page = preset.applied(settings.page);
            }
        }
    });
}

/// Whether the look is that of all documents, or the open one's alone.
pub(crate) fn scope_ui(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    if state.open.is_none() {
        return;
    }
    let language = state.settings.language;
    let is_own = state.own_look().is_some();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for (words, tip, keeps) in [
            (texts::LOOK_OF_ALL, texts::LOOK_OF_ALL_TIP, false),
            (texts::LOOK_OF_THIS, texts::LOOK_OF_THIS_TIP, true),
        ] {
            let response = chip(ui, theme, None, words.get(language), is_own == keeps);
            if response.on_hover_text(tip.get(language)).clicked() && is_own != keeps {
                out.push(Command::KeepOwnLook(keeps));
            }
        }
    });
}
