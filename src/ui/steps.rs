//! What can be undone and done again, the newest first: a click leads back, or forward, to any point.

use egui::{ScrollArea, Ui, pos2, vec2};

use crate::app::step_name::step_name;
use crate::app::{Command, State, texts};
use crate::notebook::Change;
use crate::ui::Outbox;
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{bold, elided, paint_button, row, sans, words};

/// Sizes of the list, in points.
const WIDTH: f32 = 380.0;
const HEIGHT: f32 = 400.0;
const ROW_HEIGHT: f32 = 30.0;

pub(crate) fn steps_ui(ui: &mut Ui, state: &State, is_new: bool, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    let window = ui.ctx().content_rect();
    ui.set_width(WIDTH.min(window.width() - 60.0));
    let steps: Vec<&[Change]> = state.history.all_steps().collect();
    if steps.is_empty() {
        ui.label(words(texts::NO_STEPS.get(language), SMALL_POINTS, theme.weak));
        return;
    }
    let n_done = state.history.n_done();
    let height = HEIGHT.min(window.height() - 160.0);
    let list = ScrollArea::vertical().max_height(height).auto_shrink([false, true]);
    ui.spacing_mut().item_spacing.y = 0.0;
    // The point before the first step is a line of its own, at the end.
    list.show_rows(ui, ROW_HEIGHT, steps.len() + 1, |ui, range| {
        for index in range {
            let point = steps.len() - index;
            let step = point.checked_sub(1).and_then(|index| steps.get(index));
            let name = step.map(|step| step_name(step, &state.codebook));
            let name = name.unwrap_or_else(|| texts::STEPS_START.into());
            let is_now = point == n_done;
            let response = point_ui(ui, name.get(language), (is_now, point > n_done), state, theme);
            if is_new && is_now {
                response.request_focus();
                response.scroll_to_me(None);
            }
            if response.clicked() {
                out.push(Command::GoToStep(point));
            }
        }
    });
}

/// A point of the history: what was done to come there.
fn point_ui(
    ui: &mut Ui,
    name: &str,
    (is_now, is_undone): (bool, bool),
    state: &State,
    theme: &Theme,
) -> egui::Response {
    let now = texts::STEPS_NOW.get(state.settings.language);
    let (rect, response) = row(ui, ROW_HEIGHT, name);
    response.ctx.accesskit_node_builder(response.id, |node| node.set_selected(is_now));
    paint_button(ui, theme, &response, is_now);
    let color = if is_undone { theme.weak } else { theme.text };
    let font = if is_now { bold(TEXT_POINTS) } else { sans(TEXT_POINTS) };
    let room = rect.width() - 20.0 - if is_now { 44.0 } else { 0.0 };
    let galley = elided(ui, name, font, color, room);
    let top = rect.center().y - galley.size().y / 2.0;
    let left = rect.left() + 10.0;
    if is_undone {
        let y = rect.center().y;
        let line = [pos2(left, y), pos2(left + galley.size().x, y)];
        ui.painter().line_segment(line, egui::Stroke::new(1.0, theme.edge));
    }
    ui.painter().galley(pos2(left, top), galley, color);
    if is_now {
        let side = elided(ui, now, sans(SMALL_POINTS), theme.weak, 44.0);
        let at = rect.right_center() - vec2(side.size().x + 10.0, side.size().y / 2.0);
        ui.painter().galley(at, side, theme.weak);
    }
    response
}
