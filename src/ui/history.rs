//! What the notes were: the moments of which the history knows, and beside them the notes that were otherwise.

use egui::{Align, Layout, ScrollArea, Ui, pos2, vec2};

use crate::app::{Command, Moment, Recall, Recalled, State, Was, texts};
use crate::notebook::TagId;
use crate::text::Language;
use crate::ui::Outbox;
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{edged_button, elided, paint_button, row, sans, words};

/// Widths of both lists, in points.
const MOMENTS_WIDTH: f32 = 268.0;
const NOTES_WIDTH: f32 = 408.0;
const GAP: f32 = 16.0;
const MOMENT_HEIGHT: f32 = 48.0;
const NOTE_HEIGHT: f32 = 52.0;
/// Room for the button beside a note.
const BUTTON_WIDTH: f32 = 96.0;
const LIST_HEIGHT: f32 = 380.0;

pub(crate) fn history_ui(
    ui: &mut Ui,
    state: &State,
    is_new: bool,
    theme: &Theme,
    out: &mut Outbox,
) {
    let language = state.settings.language;
    let Some(recall) = &state.recall else { return };
    if recall.moments.is_empty() {
        ui.set_width(MOMENTS_WIDTH + NOTES_WIDTH);
        ui.label(words(texts::NO_MOMENTS.get(language), SMALL_POINTS, theme.weak));
        return;
    }
    let window = ui.ctx().content_rect();
    let height = LIST_HEIGHT.min(window.height() - 170.0);
    let notes_width = NOTES_WIDTH.min(window.width() - MOMENTS_WIDTH - GAP - 80.0);
    ui.set_width(MOMENTS_WIDTH + GAP + notes_width);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing = vec2(GAP, 0.0);
        let layout = Layout::top_down(Align::Min);
        ui.allocate_ui_with_layout(vec2(MOMENTS_WIDTH, height), layout, |ui| {
            moments(ui, state, recall, is_new, theme, out);
        });
        ui.allocate_ui_with_layout(vec2(notes_width, height), Layout::top_down(Align::Min), |ui| {
            notes(ui, recall, language, theme, out);
        });
    });
}

fn moments(
    ui: &mut Ui,
    state: &State,
    recall: &Recall,
    is_new: bool,
    theme: &Theme,
    out: &mut Outbox,
) {
    let list = ScrollArea::vertical().id_salt("moments").auto_shrink([false, false]);
    list.show_rows(ui, MOMENT_HEIGHT, recall.moments.len(), |ui, range| {
        for moment in range.filter_map(|index| recall.moments.get(index)) {
            let is_chosen = recall.chosen == Some(moment.time);
            let response = moment_ui(ui, state, moment, is_chosen, theme);
            if is_new && is_chosen {
                response.request_focus();
            }
            if response.clicked() {
                out.push(Command::ShowMoment(moment.time));
            }
        }
    });
}

/// A moment: when it was, and below that what changed.
fn moment_ui(
    ui: &mut Ui,
    state: &State,
    moment: &Moment,
    is_chosen: bool,
    theme: &Theme,
) -> egui::Response {
    let language = state.settings.language;
    let when = texts::moment(language, moment.time, state.now);
    let name = |id: &TagId| state.codebook.tags.contains_key(id).then(|| state.codebook.path(id));
    let (parts, total) = match &moment.told {
        Some((sum, n_notes)) => {
            let parts = texts::moment_changes(language, sum, name);
            (parts, texts::moment_total(language, *n_notes))
        }
        None => (Vec::new(), String::new()),
    };
    let what = parts.join(" · ");
    let (rect, response) = row(ui, MOMENT_HEIGHT, &[&*when, &*what, &*total].join(" · "));
    paint_button(ui, theme, &response, is_chosen);
    let (left, room) = (rect.left() + 8.0, rect.width() - 16.0);
    let color = if is_chosen { theme.heading } else { theme.text };
    let total = ui.painter().layout_no_wrap(total, sans(SMALL_POINTS), theme.weak);
    let right = rect.right() - 8.0 - total.size().x;
    let when = elided(ui, &when, sans(SMALL_POINTS), color, room - total.size().x - 8.0);
    ui.painter().galley(pos2(left, rect.top() + 6.0), when, color);
    ui.painter().galley(pos2(right, rect.top() + 6.0), total, theme.weak);
    let shown = elided(ui, &what, sans(SMALL_POINTS), theme.weak, room);
    ui.painter().galley(pos2(left, rect.top() + 25.0), shown, theme.weak);
    if what.is_empty() { response } else { response.on_hover_text(parts.join("\n")) }
}

fn notes(ui: &mut Ui, recall: &Recall, language: Language, theme: &Theme, out: &mut Outbox) {
    if recall.notes.is_empty() {
        let text = texts::NOTHING_OTHER.get(language);
        ui.add(egui::Label::new(words(text, SMALL_POINTS, theme.weak)).wrap());
        return;
    }
    let text = texts::others(language, recall.notes.len(), recall.n_notes);
    ui.add(egui::Label::new(words(text, SMALL_POINTS, theme.weak)).wrap());
    ui.add_space(6.0);
    let height = ui.available_height() - 44.0;
    let list = ScrollArea::vertical().id_salt("notes then").max_height(height);
    list.auto_shrink([false, false]).show_rows(ui, NOTE_HEIGHT, recall.notes.len(), |ui, range| {
        for recalled in range.filter_map(|index| recall.notes.get(index)) {
            note_ui(ui, recalled, language, theme, out);
        }
    });
    ui.add_space(10.0);
    if edged_button(ui, theme, texts::BRING_ALL_BACK.get(language), true).clicked() {
        let all = recall.notes.iter().map(|recalled| recalled.note.id.clone());
        out.push(Command::BringBack(all.collect()));
    }
}

/// A note as it was: its passage, what was written, what became of it, and the button that brings it back.
fn note_ui(ui: &mut Ui, recalled: &Recalled, language: Language, theme: &Theme, out: &mut Outbox) {
    let note = &recalled.note;
    let size = vec2(ui.available_width(), NOTE_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
    let room = rect.width() - BUTTON_WIDTH - 10.0;
    let quote = elided(ui, &one_line(&note.excerpt.exact), sans(TEXT_POINTS), theme.text, room);
    ui.painter().galley(rect.left_top() + vec2(0.0, 6.0), quote, theme.text);
    let was = match recalled.was {
        Was::Removed => texts::WAS_REMOVED,
        Was::Written => texts::WAS_WRITTEN,
        Was::Tagged => texts::WAS_TAGGED,
        Was::Colored => texts::WAS_COLORED,
    };
    let below = [was.get(language).to_owned(), one_line(&note.note)];
    let below = below.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ");
    // What is painted says itself to those who listen.
    let label = format!("{} · {below}", one_line(&note.excerpt.exact));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, &label));
    let below = elided(ui, &below, sans(SMALL_POINTS), theme.weak, room);
    ui.painter().galley(rect.left_top() + vec2(0.0, 28.0), below, theme.weak);
    let side = egui::Rect::from_min_max(pos2(rect.right() - BUTTON_WIDTH, rect.top()), rect.max);
    let layout = Layout::right_to_left(Align::Center);
    ui.scope_builder(
        egui::UiBuilder::new().max_rect(side.shrink2(vec2(6.0, 0.0))).layout(layout),
        |ui| {
            let button = edged_button(ui, theme, texts::BRING_BACK.get(language), false);
            if button.clicked() {
                out.push(Command::BringBack(vec![note.id.clone()]));
            }
        },
    );
    let line = rect.bottom() - 0.5;
    ui.painter().hline(rect.x_range(), line, egui::Stroke::new(1.0, theme.hairline));
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
