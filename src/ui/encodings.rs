//! The encodings that a file may be in, each with how its first words would read.

use egui::{Align2, ScrollArea, Ui, pos2};

use crate::app::{Command, State, texts};
use crate::import::confidence::{CHOICES, preview};
use crate::ui::Outbox;
use crate::ui::row_keys::RowKeys;
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{elided, paint_button, row, sans, words};

const WIDTH: f32 = 520.0;
const ROW: f32 = 34.0;
/// Where the words begin, in points from the row's left.
const WORDS: f32 = 130.0;

pub(crate) fn encoding_ui(
    ui: &mut Ui,
    state: &State,
    keys: &mut RowKeys,
    is_new: bool,
    theme: &Theme,
    out: &mut Outbox,
) {
    let Some(open) = &state.open else { return };
    let (language, window) = (state.settings.language, ui.ctx().content_rect());
    let imported = &open.document.imported;
    keys.begin(ui);
    ui.set_width(WIDTH.min(window.width() - 60.0));
    ui.add(
        egui::Label::new(words(texts::ENCODING_HINT.get(language), SMALL_POINTS, theme.weak))
            .wrap(),
    );
    ui.add_space(4.0);
    let height = ((ROW + 2.0) * CHOICES.len() as f32).min(window.height() - 180.0);
    let scroll = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
    scroll.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for name in CHOICES {
            let is_used = imported.encoding.eq_ignore_ascii_case(name)
                || (imported.encoding == "GBK" && *name == "gb18030");
            let line = preview(&imported.sample, name);
            let label = format!("{} {line}", texts::encoding_name(name));
            let (rect, response) = row(ui, ROW, &label);
            paint_button(ui, theme, &response, is_used);
            // From there up and down lead on.
            if is_new && is_used {
                response.request_focus();
            }
            keys.add(ui, &response);
            let middle = rect.center().y;
            let left = pos2(rect.left() + 10.0, middle);
            let shown = texts::encoding_name(name);
            let color = if is_used { theme.accent } else { theme.text };
            ui.painter().text(left, Align2::LEFT_CENTER, shown, sans(TEXT_POINTS), color);
            let side = if is_used { texts::IN_USE.get(language) } else { "" };
            let right = pos2(rect.right() - 10.0, middle);
            ui.painter().text(right, Align2::RIGHT_CENTER, side, sans(SMALL_POINTS), theme.weak);
            let width = rect.width() - WORDS - 70.0;
            let galley = elided(ui, &line, sans(TEXT_POINTS), theme.text, width);
            let at = pos2(rect.left() + WORDS, middle - galley.size().y / 2.0);
            ui.painter().galley(at, galley, theme.text);
            if response.clicked() && !is_used {
                out.push(Command::ReopenAs(name));
            }
        }
    });
}
