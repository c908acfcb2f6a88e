//! The foot of the contents: how far the text was read, where its sections begin, and how long the rest takes.
//! It knows the reading's place only; which heading that is under, the contents say.

use egui::{Align2, Rect, Ui, pos2, vec2};

use crate::app::{OpenDocument, State, texts};
use crate::ui::theme::{SMALL_POINTS, Theme};
use crate::ui::widgets::sans;

/// Least distance between two ticks of the progress bar, in points.
const TICK_GAP: f32 = 4.0;
/// With less room than so many points for each section on average no tick is drawn.
const FEWEST_POINTS: f32 = 8.0;

/// Where the sections of the highest level begin, as parts of the whole.
pub(crate) fn sections(open: &OpenDocument) -> Vec<f32> {
    let headings = &open.document.outline.headings;
    let highest = headings.iter().map(|heading| heading.level).min();
    let length = open.document.cleaned.text.len().max(1) as f32;
    let is_highest = headings.iter().filter(|heading| Some(heading.level) == highest);
    is_highest.map(|heading| heading.span.start.index() as f32 / length).collect()
}

/// Shows where sections begin, as far as they can be told apart.
fn section_ticks(ui: &Ui, sections: &[f32], theme: &Theme, track: Rect) {
    // So many would make a dotted line of the bar.
    if sections.len() as f32 * FEWEST_POINTS > track.width() {
        return;
    }
    let mut last = track.left();
    while let Some(part) = {
        let least = (last + TICK_GAP - track.left()) / track.width();
        sections.get(sections.partition_point(|part| *part < least))
    } {
        let x = track.left() + track.width() * part;
        if track.right() - x < TICK_GAP {
            return;
        }
        let tick = Rect::from_center_size(pos2(x, track.center().y), vec2(2.0, 3.0));
        ui.painter().rect_filled(tick, 0.0, theme.panel);
        last = x;
    }
}

/// How far the text was read, and how long the rest takes.
pub(crate) fn progress_ui(ui: &Ui, state: &State, sections: &[f32], theme: &Theme, rect: Rect) {
    let Some(open) = &state.open else { return };
    let language = state.settings.language;
    let percent = state.percent();
    let track =
        Rect::from_min_size(rect.left_top() + vec2(16.0, 6.0), vec2(rect.width() - 32.0, 3.0));
    ui.painter().rect_filled(track, 1.5, theme.track);
    let done =
        Rect::from_min_size(track.min, vec2(track.width() * f32::from(percent) / 100.0, 3.0));
    ui.painter().rect_filled(done, 1.5, theme.accent);
    section_ticks(ui, sections, theme, track);
    let y = track.bottom() + 17.0;
    ui.painter().text(
        pos2(track.left(), y),
        Align2::LEFT_CENTER,
        format!("{percent} %"),
        sans(SMALL_POINTS),
        theme.weak,
    );
    let minutes = open.document.length.minutes(usize::from(100 - percent));
    if minutes > 0 {
        ui.painter().text(
            pos2(track.right(), y),
            Align2::RIGHT_CENTER,
            texts::minutes_left(language, minutes),
            sans(SMALL_POINTS),
            theme.weak,
        );
    }
}
