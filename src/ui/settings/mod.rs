//! The settings window: every setting of the table by its section, or those that were sought; each acts at once.

mod keeping;
mod preview;
mod row;

use egui::{Align2, Rect, RichText, ScrollArea, Ui, UiBuilder, vec2};

use crate::app::seek::{self, Sought};
use crate::app::setting::{self, Section, Setting};
use crate::app::{Command, Popover, Settings, State, texts};
use crate::text::Language;
use crate::ui::controls::{presets_ui, scope_ui};
use crate::ui::settings::row::row_ui;
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{
    bold, chip, dialog_ui, field_with_id, icon_button, paint_button, row as list_row, sans, words,
};
use crate::ui::{Outbox, fixed_id, icons};

/// The window's size where there is room, in points.
const SIZE: egui::Vec2 = vec2(860.0, 640.0);
/// Width of the list of sections, in points.
const SECTIONS_WIDTH: f32 = 148.0;
/// A narrower window has its sections in a row above the settings, in points.
const NARROW: f32 = 640.0;
/// Height of the head, in points.
const HEAD: f32 = 44.0;

/// What the settings window keeps between frames.
pub(crate) struct SettingsWindow {
    is_open: bool,
    section: Section,
    typed: String,
}

impl Default for SettingsWindow {
    fn default() -> Self {
        Self { is_open: false, section: Section::Appearance, typed: String::new() }
    }
}

/// What drawing any part of the window needs.
struct Desk<'a> {
    state: &'a State,
    language: Language,
    theme: &'a Theme,
}

pub(crate) fn settings_ui(
    ui: &mut Ui,
    state: &State,
    window: &mut SettingsWindow,
    theme: &Theme,
    out: &mut Outbox,
) {
    if state.popover != Some(Popover::Settings) {
        window.is_open = false;
        return;
    }
    let is_new = !std::mem::replace(&mut window.is_open, true);
    if is_new {
        window.typed.clear();
    }
    let desk = Desk { state, language: state.settings.language, theme };
    let name = texts::popover(Popover::Settings).get(state.settings.language);
    let is_outside = dialog_ui(ui, (fixed_id("settings"), name), SIZE, theme, |ui| {
        inside(ui, &desk, window, is_new, out);
    });
    if is_outside && !is_new {
        out.push(Command::SetPopover(None));
    }
}

fn inside(
    ui: &mut Ui,
    desk: &Desk<'_>,
    window: &mut SettingsWindow,
    is_new: bool,
    out: &mut Outbox,
) {
    let whole = ui.max_rect();
    let head = Rect::from_min_size(whole.min, vec2(whole.width(), HEAD));
    ui.scope_builder(UiBuilder::new().max_rect(head), |ui| {
        head_ui(ui, desk, window, is_new, out);
    });
    let is_narrow = whole.width() < NARROW;
    let mut body = Rect::from_min_max(head.left_bottom() + vec2(0.0, 8.0), whole.max);
    let is_seeking = !window.typed.trim().is_empty();
    if !is_narrow {
        let list = Rect::from_min_size(body.min, vec2(SECTIONS_WIDTH, body.height()));
        ui.scope_builder(UiBuilder::new().max_rect(list), |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for section in Section::ALL {
                section_row(ui, desk, window, section, is_seeking);
            }
        });
        body.min.x += SECTIONS_WIDTH + 20.0;
    }
    ui.scope_builder(UiBuilder::new().max_rect(body), |ui| {
        if is_narrow {
            section_chips(ui, desk, window, is_seeking);
        }
        list_ui(ui, desk, window, out);
    });
}

/// The name, the search field, and the way out.
fn head_ui(
    ui: &mut Ui,
    desk: &Desk<'_>,
    window: &mut SettingsWindow,
    is_new: bool,
    out: &mut Outbox,
) {
    let (language, theme) = (desk.language, desk.theme);
    ui.horizontal(|ui| {
        let title = texts::popover(Popover::Settings).get(language);
        ui.label(RichText::new(title).font(bold(18.0)).color(theme.heading));
        ui.add_space(16.0);
        let width = (ui.available_width() - 48.0).min(420.0);
        let field = Rect::from_min_size(ui.cursor().min, vec2(width, 32.0));
        let hint = texts::SEARCH_SETTINGS.get(language);
        let shown = ui.scope_builder(UiBuilder::new().max_rect(field), |ui| {
            let id = fixed_id("settings search");
            field_with_id(ui, theme, icons::SEARCH, (&mut window.typed, hint), id)
        });
        if is_new {
            shown.inner.request_focus();
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let close = texts::CLOSE.get(language);
            if icon_button(ui, theme, icons::CLOSE, close, close, false).clicked() {
                out.push(Command::SetPopover(None));
            }
        });
    });
}

fn section_row(
    ui: &mut Ui,
    desk: &Desk<'_>,
    window: &mut SettingsWindow,
    section: Section,
    is_seeking: bool,
) {
    let name = section.name().get(desk.language);
    let (rect, response) = list_row(ui, 34.0, name);
    let is_on = window.section == section && !is_seeking;
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_role(egui::accesskit::Role::Tab);
        node.set_selected(is_on);
    });
    paint_button(ui, desk.theme, &response, is_on);
    if is_on {
        let bar = Rect::from_min_size(rect.min + vec2(0.0, 8.0), vec2(3.0, rect.height() - 16.0));
        ui.painter().rect_filled(bar, 1.5, desk.theme.accent);
    }
    let left = rect.left_center() + vec2(14.0, 0.0);
    let font = if is_on { bold(TEXT_POINTS) } else { sans(TEXT_POINTS) };
    ui.painter().text(left, Align2::LEFT_CENTER, name, font, desk.theme.text);
    if response.clicked() {
        window.section = section;
        window.typed.clear();
    }
}

fn section_chips(ui: &mut Ui, desk: &Desk<'_>, window: &mut SettingsWindow, is_seeking: bool) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for section in Section::ALL {
            let is_on = window.section == section && !is_seeking;
            let name = section.name().get(desk.language);
            if chip(ui, desk.theme, None, name, is_on).clicked() {
                window.section = section;
                window.typed.clear();
            }
        }
    });
    ui.add_space(6.0);
}

/// The settings of the section, or those that were sought.
fn list_ui(ui: &mut Ui, desk: &Desk<'_>, window: &SettingsWindow, out: &mut Outbox) {
    let query = seek::normal(&window.typed);
    let sought = Sought::new(&query);
    let is_seeking = !query.is_empty();
    let is_shown = |setting: &Setting| {
        if is_seeking { setting.fits(&sought) } else { setting.section == window.section }
    };
    let shown: Vec<Setting> = setting::all().into_iter().filter(is_shown).collect();
    let mut settings = desk.state.shown_settings();
    let area = fixed_id("settings list").with((is_seeking, window.section));
    ScrollArea::vertical().id_salt(area).auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if shown.is_empty() {
            ui.add_space(24.0);
            ui.label(words(
                texts::NO_SUCH_SETTING.get(desk.language),
                TEXT_POINTS,
                desk.theme.weak,
            ));
        }
        let mut before = None;
        for setting in &shown {
            if before.replace(setting.section) != Some(setting.section) {
                section_head(ui, desk, setting.section, is_seeking, &mut settings, out);
            }
            row_ui(ui, desk, setting, &mut settings, out);
        }
        ui.add_space(16.0);
    });
    if settings != desk.state.shown_settings() {
        out.push(Command::SetSettings(settings));
    }
}

/// What stands above a section: its name among sought settings; above the page's, presets, whose look it is, and
/// a paragraph set so.
fn section_head(
    ui: &mut Ui,
    desk: &Desk<'_>,
    section: Section,
    is_seeking: bool,
    settings: &mut Settings,
    out: &mut Outbox,
) {
    if is_seeking {
        ui.add_space(8.0);
        let name = section.name().get(desk.language);
        ui.label(RichText::new(name).font(bold(SMALL_POINTS)).color(desk.theme.accent));
    }
    if section == Section::Page {
        preview::preview_ui(ui, desk.state, desk.theme);
        ui.add_space(10.0);
        if !is_seeking {
            presets_ui(ui, settings, desk.language, desk.theme);
            ui.add_space(8.0);
        }
        scope_ui(ui, desk.state, desk.theme, out);
        ui.add_space(8.0);
    }
    if section == Section::Keeping
        && let Some(folder) = &desk.state.library
    {
        keeping::library_ui(ui, desk, folder, out);
    }
    if section == Section::Cleaning && !is_seeking {
        let says = words(texts::RULES_SAY.get(desk.language), SMALL_POINTS, desk.theme.weak);
        ui.add(egui::Label::new(says).wrap());
        ui.add_space(8.0);
    }
}
