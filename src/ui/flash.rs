//! The passage of a note that was gone to lights up for a moment, so that the eye finds it.

use egui::{Rect, Ui};

use crate::app::State;
use crate::ui::theme::Theme;

/// Seconds that it takes.
const SECONDS: f64 = 0.6;
/// How strong it begins, as a part of the accent.
const STRENGTH: f32 = 0.4;

/// What is known of the last flash.
#[derive(Default)]
pub(crate) struct Flash {
    /// How often a note was gone to when that was last looked at.
    jumps: u64,
    is_due: bool,
    since: Option<f64>,
}

/// Lights up `boxes`, the lines of the active note; the time counts from when they come into view.
pub(crate) fn flash_ui(ui: &Ui, state: &State, flash: &mut Flash, boxes: &[Rect], theme: &Theme) {
    if std::mem::replace(&mut flash.jumps, state.jumps) != state.jumps {
        (flash.is_due, flash.since) = (true, None);
    }
    if !flash.is_due || boxes.is_empty() || state.active.is_none() {
        return;
    }
    let now = ui.input(|input| input.time);
    let gone = (now - *flash.since.get_or_insert(now)) / SECONDS;
    if gone >= 1.0 {
        flash.is_due = false;
        return;
    }
    // Without motion it stands still and then is gone.
    let left = if state.settings.reduces_motion { 1.0 } else { 1.0 - gone as f32 };
    for rect in boxes {
        let color = theme.accent.gamma_multiply(STRENGTH * left);
        ui.painter().rect_filled(rect.expand(1.0), 3.0, color);
    }
    if state.settings.reduces_motion {
        let rest = std::time::Duration::from_secs_f64((1.0 - gone) * SECONDS);
        ui.ctx().request_repaint_after(rest);
    } else {
        ui.ctx().request_repaint();
    }
}
