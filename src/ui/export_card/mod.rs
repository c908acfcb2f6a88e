//! The card of exports: the formats, what can be chosen for the one that is, and what it would be.

mod options;

use egui::text::LayoutJob;
use egui::{Layout, RichText, ScrollArea, TextStyle, Ui, vec2};

use crate::app::{Command, Counted, ExportChoice, ExportScope, State, texts};
use crate::exchange::template::PRESETS;
use crate::exchange::{self, ExportFormat, Holds};
use crate::ui::Outbox;
use crate::ui::export_card::options::{caption, options_ui};
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{edged_button, paint_button, row, sans, words};

/// Width of the card, in points, where the window has room.
const WIDTH: f32 = 720.0;
/// Width of the list of formats, in points, and the most of the card that it takes.
const LIST_WIDTH: f32 = 208.0;
const LIST_SHARE: f32 = 0.4;
/// Height of a format's row with a name of one line, in points.
const ROW: f32 = 26.0;
/// Height of what stands below the options, in points: the preview and the buttons.
const BELOW_OPTIONS: f32 = 232.0;
/// Height of the row of buttons with the room above it, in points.
const BUTTONS_HEIGHT: f32 = 46.0;
/// Height of the text of the preview, in points.
const PREVIEW_HEIGHT: f32 = 104.0;

pub(crate) fn export_ui(ui: &mut Ui, state: &State, is_new: bool, theme: &Theme, out: &mut Outbox) {
    let window = ui.ctx().content_rect();
    let width = WIDTH.min(window.width() - 56.0);
    let height = (window.height() - 150.0).clamp(200.0, 560.0);
    let mut choice = state.export.choice.clone();
    let list_width = LIST_WIDTH.min(width * LIST_SHARE);
    ui.set_width(width);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        let column = Layout::top_down(egui::Align::Min);
        let list = vec2(list_width, height);
        ui.allocate_ui_with_layout(list, column, |ui| {
            formats_ui(ui, state, &mut choice, list, theme);
        });
        let side = vec2(width - list_width - 16.0, height);
        ui.allocate_ui_with_layout(side, column, |ui| {
            ui.set_width(side.x);
            let room = height - BELOW_OPTIONS;
            ScrollArea::vertical()
                .id_salt("export options")
                .max_height(room)
                .min_scrolled_height(room)
                .auto_shrink([false, false])
                .show(ui, |ui| {
                    ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
                    options_ui(ui, state, &mut choice, theme);
                });
            ui.scope(|ui| {
                ui.spacing_mut().item_spacing.y = 4.0;
                ui.set_height(BELOW_OPTIONS - BUTTONS_HEIGHT);
                preview_ui(ui, state, &choice, theme);
            });
            buttons_ui(ui, state, &choice, is_new, theme, out);
        });
    });
    if choice != state.export.choice {
        out.push(Command::SetExport(Box::new(choice)));
    }
}

fn formats_ui(
    ui: &mut Ui,
    state: &State,
    choice: &mut ExportChoice,
    size: egui::Vec2,
    theme: &Theme,
) {
    let language = state.settings.language;
    let area = ScrollArea::vertical().id_salt("export formats").max_height(size.y);
    area.min_scrolled_height(size.y).auto_shrink([false, false]).show(ui, |ui| {
        ui.set_width(size.x - 12.0);
        ui.spacing_mut().item_spacing.y = 1.0;
        for holds in Holds::ALL {
            caption(ui, texts::export_holds(holds).get(language), theme);
            for format in exchange::FORMATS.iter().filter(|format| format.holds == holds) {
                let is_on = format.id == choice.format;
                if format_row(ui, format, is_on, state, theme).clicked() {
                    choice.format = format.id;
                    begin_template(choice);
                }
            }
        }
    });
}

/// A template begins with the first preset; one that was emptied stays so.
fn begin_template(choice: &mut ExportChoice) {
    let template = &mut choice.request.template;
    if template.is_empty() {
        PRESETS.iter().take(1).for_each(|preset| preset.text.clone_into(template));
    }
}

fn format_row(
    ui: &mut Ui,
    format: &ExportFormat,
    is_on: bool,
    state: &State,
    theme: &Theme,
) -> egui::Response {
    let name = format.name.get(state.settings.language);
    let ink = if is_on { theme.accent } else { theme.text };
    let room = ui.available_width() - 16.0;
    // In a narrow card a name takes two lines: cut short, some would be alike.
    let mut job = LayoutJob::simple(name.to_owned(), sans(SMALL_POINTS), ink, room);
    job.wrap.max_rows = 2;
    let galley = ui.painter().layout_job(job);
    let (rect, response) = row(ui, (galley.size().y + 8.0).max(ROW), name);
    let label = name.to_owned();
    response.widget_info(move || {
        egui::WidgetInfo::selected(egui::accesskit::Role::Button, true, is_on, &label)
    });
    paint_button(ui, theme, &response, is_on);
    let y = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(egui::pos2(rect.left() + 8.0, y), galley, ink);
    response
}

/// What it would be, or why it cannot be; and what would be lost.
fn preview_ui(ui: &mut Ui, state: &State, choice: &ExportChoice, theme: &Theme) {
    let language = state.settings.language;
    // The other documents are read only when they are written.
    let heading = match choice.scope {
        ExportScope::Document => texts::EXPORT_PREVIEW,
        ExportScope::Library => texts::EXPORT_PREVIEW_OPEN,
    };
    caption(ui, heading.get(language), theme);
    let preview = match &state.export.preview {
        None => {
            ui.label(words(texts::EXPORT_PENDING.get(language), SMALL_POINTS, theme.weak));
            return;
        }
        Some(Err(why)) => {
            ui.label(words(why.get(language), SMALL_POINTS, theme.error));
            return;
        }
        Some(Ok(preview)) => preview,
    };
    match &preview.counted {
        None => {
            ui.label(words(texts::EXPORT_COUNTING.get(language), SMALL_POINTS, theme.weak));
        }
        Some(Counted { loss: Some(loss), .. }) => {
            ui.label(words(loss.get(language), SMALL_POINTS, theme.warn));
        }
        Some(_) => {}
    }
    if choice.format().is_some_and(|format| !format.is_text()) {
        ui.label(words(texts::EXPORT_NO_PREVIEW.get(language), SMALL_POINTS, theme.weak));
        return;
    }
    let mut text = preview.text.clone();
    if preview.goes_on {
        text.push('…');
    }
    let edge = egui::Stroke::new(1.0, theme.hairline);
    let frame = egui::Frame::new().fill(theme.page).stroke(edge).corner_radius(6).inner_margin(8);
    frame.show(ui, |ui| {
        ScrollArea::both()
            .id_salt("export preview")
            .max_height(PREVIEW_HEIGHT)
            .min_scrolled_height(PREVIEW_HEIGHT)
            .auto_shrink([false, false])
            .show(ui, |ui| {
                let font = ui.style().text_styles.get(&TextStyle::Monospace).cloned();
                let font = font.unwrap_or_else(|| sans(SMALL_POINTS));
                let font = egui::FontId::new(SMALL_POINTS, font.family);
                let text = RichText::new(text).font(font).color(theme.text);
                ui.add(egui::Label::new(text).wrap_mode(egui::TextWrapMode::Extend));
            });
    });
}

fn buttons_ui(
    ui: &mut Ui,
    state: &State,
    choice: &ExportChoice,
    is_new: bool,
    theme: &Theme,
    out: &mut Outbox,
) {
    let language = state.settings.language;
    ui.horizontal(|ui| {
        let write = edged_button(ui, theme, texts::EXPORT_WRITE.get(language), true);
        // Enter takes what was chosen last.
        if is_new {
            write.request_focus();
        }
        if write.clicked() {
            out.push(Command::Export);
        }
        if choice.format().is_some_and(ExportFormat::is_text)
            && edged_button(ui, theme, texts::EXPORT_COPY.get(language), false).clicked()
        {
            out.push(Command::CopyExport);
        }
        let preview = state.export.preview.as_ref().and_then(|preview| preview.as_ref().ok());
        if let Some(counted) = preview.and_then(|preview| preview.counted.as_ref()) {
            let Counted { n_documents, n_notes, .. } = *counted;
            let count = match choice.scope {
                ExportScope::Document => texts::export_count(language, n_notes),
                ExportScope::Library => texts::export_count_of(language, n_documents, n_notes),
            };
            let font = sans(TEXT_POINTS - 1.0);
            let width = ui.painter().layout_no_wrap(count.clone(), font, theme.weak).size().x;
            // The preview says as much where there is no room.
            if width <= ui.available_width() {
                ui.label(words(count, TEXT_POINTS - 1.0, theme.weak));
            }
        }
    });
}
