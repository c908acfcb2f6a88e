//! Bars above the page: what the person must know, until it is taken away.

use egui::{Align, Frame, Layout, Margin, Panel, Ui};

use crate::app::{Command, Notice, State, Weight, texts};
use crate::ui::theme::Theme;
use crate::ui::widgets::{icon_button, icons, words};
use crate::ui::{Outbox, icons as icon};

/// Seconds that a bar stays which is only good to know.
const INFO_SECONDS: f64 = 6.0;

pub(crate) fn notices_ui(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    for (index, notice) in state.notices.iter().enumerate() {
        if notice.weight == Weight::Info && is_over(ui, notice) {
            out.push(Command::Dismiss(index));
            // One a frame: taking one away moves the others.
            return bars(ui, state, theme, out);
        }
    }
    bars(ui, state, theme, out);
}

/// Whether a bar has stood long enough, counted from when it was first drawn.
fn is_over(ui: &Ui, notice: &Notice) -> bool {
    let id = crate::ui::fixed_id("notice").with((notice.since.0, &notice.text.en));
    let now = ui.input(|input| input.time);
    let first = ui.data_mut(|data| *data.get_temp_mut_or_insert_with(id, || now));
    let left = INFO_SECONDS - (now - first);
    if left > 0.0 {
        ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(left));
    }
    left <= 0.0
}

fn bars(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    for (index, notice) in state.notices.iter().enumerate() {
        let frame = Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(14, 4));
        Panel::top(("notice", index)).frame(frame).resizable(false).show(ui, |ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                bar(ui, state, index, notice, theme, out)
            });
        });
    }
}

fn bar(ui: &mut Ui, state: &State, index: usize, notice: &Notice, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    let (sign, color) = match notice.weight {
        Weight::Info => (icon::INFO, theme.weak),
        Weight::Warning => (icon::TRIANGLE_ALERT, theme.warn),
        Weight::Error => (icon::CIRCLE_ALERT, theme.error),
    };
    let close = texts::CLOSE.get(language);
    if icon_button(ui, theme, icon::CLOSE, close, close, false).clicked() {
        out.push(Command::Dismiss(index));
    }
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        ui.label(egui::RichText::new(sign).font(icons(16.0)).color(color));
        ui.add(egui::Label::new(words(notice.text.get(language), 13.5, theme.text)).wrap());
    });
}
