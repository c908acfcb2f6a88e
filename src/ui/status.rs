//! The line at the bottom.

use egui::accesskit::Live;
use egui::{Align, Layout, Ui};

use crate::app::{Action, CleanedView, OpenDocument, SaveState, State, texts};
use crate::import::confidence::SURE_PERCENT;
use crate::text::script::Script;
use crate::ui::Outbox;
use crate::ui::theme::{SMALL_POINTS, Theme};
use crate::ui::widgets::{paint_button, sans, words};

/// Narrowest window that has room for all that can be said, in points.
const ROOMY: f32 = 720.0;
pub(crate) fn status_ui(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    let top = ui.max_rect().top();
    ui.painter().hline(
        ui.ctx().content_rect().x_range(),
        top,
        egui::Stroke::new(1.0, theme.hairline),
    );
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 18.0;
        let label = |ui: &mut Ui, text: String| ui.label(words(text, SMALL_POINTS, theme.weak));
        let Some(open) = &state.open else {
            return drop(label(ui, texts::STAYS_HERE.get(language).to_owned()));
        };
        if state.cleaned_view == CleanedView::Compare {
            label(ui, compared(state, open));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                label(ui, texts::COMPARE_KEYS.get(language).to_owned());
            });
            return;
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            facts_ui(ui, state, open, theme, out);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                place_ui(ui, state, open, theme);
            });
        });
    });
}

/// How the page looks and what its file is, from the right.
fn facts_ui(ui: &mut Ui, state: &State, open: &OpenDocument, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    let label = |ui: &mut Ui, text: String| ui.label(words(text, SMALL_POINTS, theme.weak));
    ui.spacing_mut().item_spacing.x = 18.0;
    label(ui, texts::look(language, &state.page_look(), state.theme()));
    let (text, color) = saved(state, theme);
    if !text.is_empty() {
        ui.label(words(text, SMALL_POINTS, color));
    }
    if let Some(now) = &state.locating {
        label(ui, texts::locating(language, now.n_done, now.n_all));
    }
    if let Some(step) = &state.long_step {
        let text = words(step.said.get(language), SMALL_POINTS, theme.accent);
        let label = ui.label(text);
        label.ctx.accesskit_node_builder(label.id, |node| node.set_live(Live::Polite));
        ui.set_cursor_icon(egui::CursorIcon::Progress);
    }
    encoding(ui, state, open, theme, out);
    let has_room = ui.ctx().content_rect().width() >= ROOMY;
    if state.cleaned_view == CleanedView::Ghost && has_room {
        ui.label(words(texts::GHOST_KEYS.get(language), SMALL_POINTS, theme.accent));
    }
}

/// Where the reading is, as far as there is room for it: the heading before the length.
fn place_ui(ui: &mut Ui, state: &State, open: &OpenDocument, theme: &Theme) {
    let language = state.settings.language;
    let label = |ui: &mut Ui, text: String| {
        let text = words(text, SMALL_POINTS, theme.weak);
        ui.add(egui::Label::new(text).truncate());
    };
    let headings = &open.document.outline.headings;
    let heading = state.active_heading().and_then(|index| Some((index, headings.get(index)?)));
    if let Some((index, heading)) = heading {
        let place = texts::section(language, index + 1, headings.len());
        label(ui, format!("{place} · {}", heading.text));
    }
    let length = texts::length(language, open.document.length);
    let font = sans(SMALL_POINTS);
    let width = ui.painter().layout_no_wrap(length.clone(), font, theme.weak).size().x;
    if width <= ui.available_width() {
        label(ui, length);
    }
}

/// Which paragraph stands beside the file's: 对照第 1/23 段.
fn compared(state: &State, open: &OpenDocument) -> String {
    let review = open.document.cleaned.review(&open.document.imported.text);
    // The difference that is looked at counts as long as it is in view.
    let in_view = state.difference.filter(|span| {
        let clean = open.document.clean_from_source(*span).start;
        state.visible.start <= clean && clean <= state.visible.end
    });
    let row = match in_view {
        Some(span) => review.row_of_source(span.start),
        None => review.row_at(state.visible.start),
    };
    let before = review.rows.iter().take(row + 1).filter(|row| !row.is_continued).count();
    texts::compared(state.settings.language, before, review.n_paragraphs)
}

/// What was done to the script, and the encoding, which can be clicked; of a format that has none, its name.
fn encoding(ui: &mut Ui, state: &State, open: &OpenDocument, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    let imported = &open.document.imported;
    if !imported.format.has_encoding() {
        let text = format!("{}{}", script(state), imported.format.name().get(language));
        ui.label(words(text, SMALL_POINTS, theme.weak));
        return;
    }
    let is_sure = imported.is_chosen || imported.confidence >= SURE_PERCENT;
    let name = if is_sure {
        texts::encoding_name(imported.encoding)
    } else {
        texts::guessed(imported.encoding)
    };
    let has_room = ui.ctx().content_rect().width() >= ROOMY;
    let script = if has_room { script(state) } else { "" };
    let text = format!("{script}{name}");
    let color = if is_sure { theme.weak } else { theme.warn };
    if open.origin.path().is_none() {
        ui.label(words(text, SMALL_POINTS, color));
        return;
    }
    let called = format!("{}：{name}", texts::ENCODING.get(language));
    let tip = if is_sure { Action::ChooseEncoding.name() } else { texts::GUESSED_TIP };
    if word_ui(ui, &text, color, &called, theme).on_hover_text(tip.get(language)).clicked() {
        out.act(Action::ChooseEncoding);
    }
}

/// A word that can be clicked, as high as a finger needs.
fn word_ui(
    ui: &mut Ui,
    text: &str,
    color: egui::Color32,
    called: &str,
    theme: &Theme,
) -> egui::Response {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), sans(SMALL_POINTS), color);
    // The ring of the keyboard stands around the word, not on it.
    let size = egui::vec2((galley.size().x + 12.0).max(24.0), 24.0);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, called));
    paint_button(ui, theme, &response, false);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, color);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// What was done to the script: 繁→简.
fn script(state: &State) -> &'static str {
    let Some(open) = &state.open else { return "" };
    // What is shown: the rule for it may be off.
    let words = match (open.document.cleaned.source_script, open.document.cleaned.script) {
        (Script::Traditional, Script::Simplified) => texts::TO_SIMPLIFIED,
        (Script::Simplified, Script::Traditional) => texts::TO_TRADITIONAL,
        _ => return "",
    };
    words.get(state.settings.language)
}

/// Whether what was changed is on disk, in words and the colour of it.
fn saved(state: &State, theme: &Theme) -> (String, egui::Color32) {
    let language = state.settings.language;
    if state.open.as_ref().is_some_and(|open| open.read_only.is_some()) {
        return (texts::READ_ONLY.get(language).to_owned(), theme.warn);
    }
    match &state.save {
        SaveState::Unchanged => (String::new(), theme.weak),
        SaveState::Saving(_) => (texts::SAVING.get(language).to_owned(), theme.weak),
        SaveState::Saved(at) => {
            (format!("{} {}", texts::SAVED.get(language), clock_time(*at)), theme.weak)
        }
        SaveState::Failed(_) => (texts::NOT_SAVED.get(language).to_owned(), theme.error),
    }
}

/// Hours and minutes where the person is.
pub(crate) fn clock_time(at: crate::notebook::Timestamp) -> String {
    let time = jiff::Timestamp::from_millisecond(at.0)
        .unwrap_or_default()
        .to_zoned_datetime(jiff::tz::TimeZone::system());
    format!("{:02}:{:02}", time.hour(), time.minute())
}
