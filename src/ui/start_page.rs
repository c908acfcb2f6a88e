//! What stands where no page does: the start page, a failure, the wait; and the start card.

use std::ops::Range;

use egui::{
    Align, Color32, Frame, Layout, Margin, Panel, Rect, RichText, Sense, Shape, Stroke, StrokeKind,
    Ui, pos2, vec2,
};

use crate::app::tabs::file_name;
use crate::app::{Action, CleanedView, Command, LoadFailure, OpenDocument, Recent, State, texts};
use crate::text::Language;
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{bold, edged_button, elided, icon_button, paint_button, row, sans, words};
use crate::ui::{Outbox, fonts, icons, waiting};

const WIDTH: f32 = 620.0;

/// What stands between the names of two formats.
const BETWEEN_FORMATS: &str = " · ";
/// In how many steps lines are made equally long.
const EVEN_STEPS: usize = 24;

/// The start page, or why there is no page.
pub(crate) fn start_ui(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    if !state.is_started {
        return;
    }
    if state.loading.is_some() {
        return waiting::waiting_page_ui(ui, state, theme);
    }
    let width = WIDTH.min(ui.available_width() - 32.0);
    let (left, height) = ((ui.available_width() - width) / 2.0, ui.available_height());
    // The column stands in the middle, the scroll bar at the window's edge.
    egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            let between = std::mem::take(&mut ui.spacing_mut().item_spacing.x);
            ui.add_space(left);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.x = between;
                ui.set_width(width);
                ui.add_space((height * 0.09).min(72.0));
                name(ui, state, theme);
                ui.add_space(24.0);
                if let Some(failure) = &state.failure {
                    failed(ui, state, failure, theme, out);
                    ui.add_space(16.0);
                }
                drop_target(ui, state, theme, out);
                ui.add_space(24.0);
                recents(ui, state, theme, out);
                elsewhere(ui, state, theme, out);
            });
        });
    });
}

fn name(ui: &mut Ui, state: &State, theme: &Theme) {
    ui.vertical_centered(|ui| {
        let font = egui::FontId::new(38.0, fonts::family(fonts::PAGE_BOLD));
        let mut job = egui::text::LayoutJob::default();
        let cinnabar = theme.error;
        let orpiment = theme.highlight(crate::notebook::HighlightColor::Amber).ink;
        job.append("丹", 0.0, egui::TextFormat::simple(font.clone(), cinnabar));
        job.append("黄", 4.0, egui::TextFormat::simple(font, orpiment));
        ui.label(job);
        ui.label(words(texts::MOTTO.get(state.settings.language), TEXT_POINTS, theme.weak));
    });
}

fn failed(ui: &mut Ui, state: &State, failure: &LoadFailure, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    Frame::new()
        .fill(theme.card)
        .stroke(Stroke::new(1.0, theme.error))
        .corner_radius(8)
        .inner_margin(14)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(
                RichText::new(texts::CANNOT_OPEN.get(language))
                    .font(bold(TEXT_POINTS))
                    .color(theme.error),
            );
            ui.add(
                egui::Label::new(words(failure.why.alone(language), TEXT_POINTS, theme.text))
                    .wrap(),
            );
            ui.add_space(6.0);
            ui.horizontal_wrapped(|ui| {
                // What comes from the program itself cannot become other than it is.
                if failure.path.is_absolute()
                    && edged_button(ui, theme, texts::RETRY.get(language), true).clicked()
                {
                    out.push(Command::OpenPaths(vec![failure.path.clone()]));
                }
                if edged_button(ui, theme, texts::COPY_WHY.get(language), false).clicked() {
                    ui.ctx().copy_text(failure.why.alone(language));
                }
            });
        });
}

fn drop_target(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 148.0), Sense::hover());
    ui.painter().rect_filled(rect, 10.0, theme.card);
    dashed(ui, rect, theme.edge);
    let painter = ui.painter();
    painter.text(
        rect.center() - vec2(0.0, 26.0),
        egui::Align2::CENTER_CENTER,
        texts::DROP_HERE.get(language),
        sans(16.0),
        theme.heading,
    );
    let buttons =
        Rect::from_center_size(rect.center() + vec2(0.0, 20.0), vec2(rect.width() - 32.0, 36.0));
    ui.scope_builder(
        egui::UiBuilder::new().max_rect(buttons).layout(Layout::left_to_right(Align::Center)),
        |ui| {
            let open = format!("{}　{}", Action::Open.name().get(language), "Ctrl O");
            let names = [
                open.as_str(),
                Action::OpenSample.name().get(language),
                Action::OpenGuide.name().get(language),
            ];
            let width: f32 = names
                .iter()
                .map(|name| {
                    ui.painter()
                        .layout_no_wrap((*name).to_owned(), sans(TEXT_POINTS), Color32::PLACEHOLDER)
                        .size()
                        .x
                        + 42.0
                })
                .sum();
            ui.add_space(((ui.available_width() - width) / 2.0).max(0.0));
            for (name, action, is_primary) in [
                (names[0], Action::Open, true),
                (names[1], Action::OpenSample, false),
                (names[2], Action::OpenGuide, false),
            ] {
                if edged_button(ui, theme, name, is_primary).clicked() {
                    out.act(action);
                }
            }
        },
    );
    ui.add_space((rect.bottom() - ui.cursor().top()).max(0.0) + 8.0);
    ui.vertical_centered(|ui| {
        for line in lines_of_formats(ui, language) {
            ui.label(words(line, SMALL_POINTS, theme.weak));
        }
        ui.add_space(4.0);
        ui.label(words(texts::STAYS_HERE.get(language), SMALL_POINTS, theme.weak));
    });
}

/// The names of the formats in as many lines as they need, which are about equally long; no name is parted.
fn lines_of_formats(ui: &Ui, language: Language) -> Vec<String> {
    let names: Vec<&str> =
        crate::import::FORMATS.iter().map(|format| format.name.get(language)).collect();
    let width = |text: &str| {
        let text = text.to_owned();
        ui.painter().layout_no_wrap(text, sans(SMALL_POINTS), Color32::PLACEHOLDER).size().x
    };
    let widths: Vec<f32> = names.iter().map(|name| width(name)).collect();
    let lines = even_lines(&widths, width(BETWEEN_FORMATS), ui.available_width());
    lines.into_iter().map(|line| names[line].join(BETWEEN_FORMATS)).collect()
}

/// Puts words of these widths into as few lines as fit in `room`, and then as evenly as that goes.
fn even_lines(widths: &[f32], between: f32, room: f32) -> Vec<Range<usize>> {
    let filled = |room: f32| {
        let (mut lines, mut start, mut taken) = (Vec::new(), 0, 0.0);
        for (index, width) in widths.iter().enumerate() {
            let longer = if index == start { *width } else { taken + between + width };
            if longer > room && index > start {
                lines.push(std::mem::replace(&mut start, index)..index);
                taken = *width;
            } else {
                taken = longer;
            }
        }
        lines.push(start..widths.len());
        lines
    };
    let fewest = filled(room);
    let sum: f32 = widths.iter().map(|width| width + between).sum();
    let n_lines = fewest.len();
    let steps = (0..EVEN_STEPS).map(|step| {
        let least = sum / n_lines as f32;
        least + (room - least) * step as f32 / EVEN_STEPS as f32
    });
    steps.map(filled).find(|lines| lines.len() == n_lines).unwrap_or(fewest)
}

fn dashed(ui: &Ui, rect: Rect, color: Color32) {
    let inner = rect.shrink(1.0);
    let path = [
        inner.left_top(),
        inner.right_top(),
        inner.right_bottom(),
        inner.left_bottom(),
        inner.left_top(),
    ];
    ui.painter().extend(Shape::dashed_line(&path, Stroke::new(1.5, color), 7.0, 5.0));
}

fn recents(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    if state.recents.is_empty() {
        return;
    }
    ui.label(words(
        format!("{}　　{}", texts::RECENTS.get(language), texts::ENTER_CONTINUES.get(language)),
        SMALL_POINTS,
        theme.weak,
    ));
    ui.add_space(4.0);
    ui.spacing_mut().item_spacing.y = 2.0;
    for (index, recent) in state.recents.iter().enumerate() {
        recent_ui(ui, state, recent, theme, out);
        if index == 0
            && ui.input(|input| input.key_pressed(egui::Key::Enter))
            && state.popover.is_none()
        {
            out.push(Command::OpenPaths(vec![recent.path.clone()]));
        }
    }
}

/// The ways in which notes that are elsewhere come here.
fn elsewhere(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    ui.add_space(16.0);
    ui.horizontal_wrapped(|ui| {
        ui.label(words(texts::HAVE_NOTES.get(language), SMALL_POINTS, theme.weak));
        for action in [Action::RestoreBackup, Action::JoinLibrary] {
            if edged_button(ui, theme, action.name().get(language), false).clicked() {
                out.act(action);
            }
        }
    });
    ui.add_space(24.0);
}

fn recent_ui(ui: &mut Ui, state: &State, recent: &Recent, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    let name = file_name(&recent.path);
    let (rect, response) = row(ui, 40.0, &name);
    paint_button(ui, theme, &response, false);
    let forget =
        Rect::from_center_size(pos2(rect.right() - 22.0, rect.center().y), vec2(34.0, 32.0));
    let title = elided(ui, &name, sans(TEXT_POINTS), theme.text, rect.width() - 300.0);
    ui.painter().galley(
        pos2(rect.left() + 12.0, rect.center().y - title.size().y / 2.0),
        title,
        theme.text,
    );
    let mut right = rect.right() - 48.0;
    for (text, width) in [
        (texts::day(language, recent.read, state.now), 90.0),
        (texts::marked(language, recent.n_notes), 90.0),
        (format!("{} %", recent.percent), 60.0),
    ] {
        ui.painter().text(
            pos2(right, rect.center().y),
            egui::Align2::RIGHT_CENTER,
            text,
            sans(SMALL_POINTS),
            theme.weak,
        );
        right -= width;
    }
    if response.clicked() {
        out.push(Command::OpenPaths(vec![recent.path.clone()]));
    }
    // It lies in the row and takes up no room of its own.
    let mut within = ui.new_child(egui::UiBuilder::new().max_rect(forget));
    if response.contains_pointer() || ui.rect_contains_pointer(forget) {
        let name = texts::FORGET.get(language);
        if icon_button(&mut within, theme, icons::CLOSE, name, name, false).clicked() {
            out.push(Command::ForgetRecent(recent.path.clone()));
        }
    }
}

/// A text without a paragraph: whether there never was one, or cleaning left none; and the way to see that.
pub(crate) fn empty_ui(
    ui: &mut Ui,
    state: &State,
    open: &OpenDocument,
    theme: &Theme,
    out: &mut Outbox,
) {
    let language = state.settings.language;
    let review = open.document.cleaned.review(&open.document.imported.text);
    let text = match (review.weight.n_chars, review.taken.is_empty()) {
        (0, _) => texts::EMPTY_TEXT,
        (_, false) => texts::ONLY_FURNITURE,
        (_, true) => texts::NOTHING_LEFT,
    };
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.36).max(40.0));
        ui.label(words(text.get(language), 16.0, theme.text));
        if review.weight.n_chars == 0 {
            return;
        }
        ui.add_space(12.0);
        if edged_button(ui, theme, Action::CompareView.name().get(language), true).clicked() {
            out.push(Command::SetCleanedView(CleanedView::Compare));
        }
        ui.add_space(4.0);
        if !state.shows_cleaned
            && edged_button(ui, theme, Action::ShowCleaned.name().get(language), false).clicked()
        {
            out.act(Action::ShowCleaned);
        }
    });
}

/// The card above the sample at the first start.
pub(crate) fn card_ui(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    let frame = Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(20, 10));
    Panel::top("start card").frame(frame).resizable(false).show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let close = texts::CLOSE.get(language);
            if icon_button(ui, theme, icons::CLOSE, close, close, false).clicked() {
                out.push(Command::HideStartCard);
            }
            if edged_button(ui, theme, Action::Open.name().get(language), true).clicked() {
                out.act(Action::Open);
            }
            if edged_button(ui, theme, Action::OpenGuide.name().get(language), false).clicked() {
                out.act(Action::OpenGuide);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(
                    egui::Label::new(words(
                        texts::START_CARD.get(language),
                        TEXT_POINTS,
                        theme.text,
                    ))
                    .wrap(),
                );
            });
        });
    });
}

/// The edge of the window while a file is held over it.
pub(crate) fn drop_ui(ui: &Ui, state: &State, theme: &Theme) {
    if ui.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let rect = ui.ctx().content_rect();
    let painter = ui
        .ctx()
        .layer_painter(egui::LayerId::new(egui::Order::Foreground, crate::ui::fixed_id("drop")));
    painter.rect(
        rect.shrink(3.0),
        8.0,
        theme.page.gamma_multiply(0.85),
        Stroke::new(4.0, theme.accent),
        StrokeKind::Inside,
    );
    painter.text(
        rect.center(),
        egui::Align2::CENTER_CENTER,
        texts::DROP_NOW.get(state.settings.language),
        bold(18.0),
        theme.accent,
    );
}

#[cfg(test)]
mod tests {
    use super::even_lines;

    #[test]
    fn no_line_of_words_is_much_shorter_than_the_others() {
        let nine = [40.0; 9];
        assert_eq!(even_lines(&nine, 10.0, 400.0), [0..5, 5..9]);
        assert_eq!(even_lines(&nine, 10.0, 1_000.0).len(), 1);
        assert_eq!(even_lines(&[500.0, 20.0], 10.0, 300.0), [0..1, 1..2]);
    }
}
