//! The picker's field. While an input method composes, what it shows stands in the field and is sought too.

use egui::{Frame, Margin, Stroke, StrokeKind, Ui};

use crate::ui::fixed_id;
use crate::ui::theme::{TEXT_POINTS, Theme};
use crate::ui::widgets::words;

/// The field with its sign; `hint` is its name.
pub(super) fn query_field(
    ui: &mut Ui,
    query: &mut String,
    theme: &Theme,
    hint: &str,
) -> egui::Response {
    let shown = Frame::new()
        .fill(theme.page)
        .corner_radius(6)
        .inner_margin(Margin::symmetric(8, 6))
        .show(ui, |ui| {
            ui.spacing_mut().interact_size.y = 20.0;
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                ui.label(words("#", TEXT_POINTS, theme.weak));
                let edit = egui::TextEdit::singleline(query)
                    .id(fixed_id("tag query"))
                    .frame(Frame::NONE)
                    .margin(Margin::ZERO)
                    .desired_width(f32::INFINITY);
                ui.add(edit.hint_text(words(hint, TEXT_POINTS, theme.weak)))
            })
            .inner
        });
    let label = hint.to_owned();
    shown.inner.ctx.accesskit_node_builder(shown.inner.id, |node| node.set_label(label));
    ui.painter().rect_stroke(
        shown.response.rect,
        6.0,
        Stroke::new(1.0, theme.accent),
        StrokeKind::Inside,
    );
    shown.inner
}
