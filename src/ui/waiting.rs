//! While a document is read or cleaned anew: what that is at, and the way to give it up.
//!
//! What takes less than half a second shows nothing: a flash tells nobody anything.

use std::time::Duration;

use egui::accesskit::{Live, Role};
use egui::{Align2, Area, Id, Order, Rect, Sense, Ui, pos2, vec2};

use crate::app::{Command, State, texts};
use crate::document::Stage;
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{bold, edged_button, elided, floating, words};
use crate::ui::{Outbox, fixed_id};

/// Seconds after which it shows.
const SHOWN_SECONDS: f64 = 0.5;
const WIDTH: f32 = 420.0;
/// Height of the bar, in points, and the gap between its parts.
const BAR: f32 = 6.0;
const GAP: f32 = 3.0;

/// Shows a card over the middle of the page, if something is waited for.
pub(crate) fn waiting_ui(ui: &Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    let Some((_, name, _)) = state.loading.as_ref().filter(|_| is_late(ui, state)) else { return };
    let page = ui.max_rect();
    let at = pos2(page.center().x, page.top() + page.height() * 0.3);
    let area = Area::new(fixed_id("waiting")).order(Order::Middle).pivot(Align2::CENTER_TOP);
    area.fixed_pos(at).constrain_to(page).show(ui.ctx(), |ui| {
        floating(theme).inner_margin(20).show(ui, |ui| {
            ui.set_width(WIDTH.min(page.width() - 60.0));
            ui.spacing_mut().item_spacing.y = 10.0;
            content_ui(ui, state, name, theme, out);
        });
    });
}

/// Whether what is waited for takes long by now, counted from when it was first seen.
fn is_late(ui: &Ui, state: &State) -> bool {
    let Some((ticket, ..)) = &state.loading else { return false };
    let (id, now) = (fixed_id("waits since"), ui.input(|input| input.time));
    let key: Id = id.with(ticket.0);
    let (known, since): (Id, f64) =
        ui.data(|data| data.get_temp(id)).filter(|(known, _)| *known == key).unwrap_or((key, now));
    ui.data_mut(|data| data.insert_temp(id, (known, since)));
    let left = SHOWN_SECONDS - (now - since);
    if left > 0.0 {
        ui.ctx().request_repaint_after(Duration::from_secs_f64(left));
    }
    left <= 0.0
}

fn content_ui(ui: &mut Ui, state: &State, name: &str, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    let title = format!("{} {name}", texts::waiting_for(language, state.recleaning.is_some()));
    let width = ui.available_width();
    let galley = elided(ui, &title, bold(TEXT_POINTS), theme.heading, width);
    let (rect, _) = ui.allocate_exact_size(vec2(width, galley.size().y), Sense::hover());
    ui.painter().galley(rect.min, galley, theme.heading);
    let stages: &[Stage] =
        if state.recleaning.is_some() { &[Stage::Cleaning, Stage::Headings] } else { &Stage::ALL };
    let at = stages.iter().position(|stage| *stage == state.stage).unwrap_or_default();
    bar_ui(ui, state, (at, stages.len()), theme);
    ui.horizontal(|ui| {
        let said = texts::stage(language, state.stage);
        let label = ui.label(words(format!("{said}…"), SMALL_POINTS, theme.weak));
        label.ctx.accesskit_node_builder(label.id, |node| node.set_live(Live::Polite));
        if state.recleaning.is_some() {
            return;
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if edged_button(ui, theme, texts::CANCEL.get(language), false).clicked() {
                out.push(Command::CancelLoading);
            }
        });
    });
}

/// A part for each stage: those done are full, the one that is under way is half so.
fn bar_ui(ui: &mut Ui, state: &State, (at, count): (usize, usize), theme: &Theme) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), BAR), Sense::hover());
    let name = texts::stage(state.settings.language, state.stage);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::ProgressIndicator);
        node.set_label(name);
        node.set_numeric_value(at as f64);
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(count as f64);
    });
    let part = (rect.width() + GAP) / count as f32;
    for index in 0..count {
        let left = rect.left() + part * index as f32;
        let whole = Rect::from_min_size(pos2(left, rect.top()), vec2(part - GAP, BAR));
        ui.painter().rect_filled(whole, BAR / 2.0, theme.track);
        let share = match index.cmp(&at) {
            std::cmp::Ordering::Less => 1.0,
            std::cmp::Ordering::Equal => 0.5,
            std::cmp::Ordering::Greater => continue,
        };
        let done = Rect::from_min_size(whole.min, vec2(whole.width() * share, BAR));
        ui.painter().rect_filled(done, BAR / 2.0, theme.accent);
    }
}

/// Lines of grey in the place of a text that is not there yet.
fn skeleton_ui(ui: &Ui, theme: &Theme) {
    let rect = ui.max_rect();
    let width = 560.0_f32.min(rect.width() - 60.0);
    for index in 0..12_u8 {
        let share = if index % 4 == 3 { 0.6 } else { 1.0 };
        let top = rect.top() + 64.0 + 34.0 * f32::from(index);
        let at = pos2(rect.center().x - width / 2.0, top);
        let line = Rect::from_min_size(at, vec2(width * share, 14.0));
        if line.bottom() < rect.bottom() {
            ui.painter().rect_filled(line, 4.0, theme.tint(theme.page, 6));
        }
    }
}

/// Shows the same where no page is: after a moment lines of grey, then the card.
pub(crate) fn waiting_page_ui(ui: &Ui, state: &State, theme: &Theme) {
    if is_late(ui, state) {
        skeleton_ui(ui, theme);
    }
}
