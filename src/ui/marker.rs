//! The marker in hand: its colour beside the pointer; at the page's foot what it does, and the tags to change it for.

use egui::{Align2, Area, CursorIcon, Order, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::app::{Action, Marker, State, texts};
use crate::ui::reader::underline;
use crate::ui::selection_bar::{key_button, single_key};
use crate::ui::theme::{SMALL_POINTS, Theme};
use crate::ui::widgets::{floating, icon_button, sans};
use crate::ui::{Outbox, fixed_id, icons};

/// Narrowest page on which all stands in one row, in points.
const ONE_ROW: f32 = 700.0;
/// Most tags that stand in it.
const MOST_IN_ROW: usize = 4;

pub(crate) fn marker_ui(ui: &Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    let Some(marker) = &state.marker else { return };
    let language = state.settings.language;
    let color = marker.color(state);
    let highlight = theme.highlight(color).with_pattern(marker.pattern(state));
    let page = ui.max_rect();
    let is_wide = page.width() >= ONE_ROW && state.keyed_tags().len() <= MOST_IN_ROW;
    let path = marker.tag_path(state);
    let words = texts::marker_in_hand(language, path.as_deref(), texts::color(color).get(language));
    let area = Area::new(fixed_id("marker in hand")).order(Order::Middle);
    let at = pos2(page.center().x, page.bottom() - 16.0);
    area.pivot(Align2::CENTER_BOTTOM).fixed_pos(at).constrain_to(page).show(ui.ctx(), |ui| {
        floating(theme).inner_margin(6).show(ui, |ui| {
            ui.horizontal(|ui| {
                let (rect, _) = ui.allocate_exact_size(vec2(30.0, 20.0), egui::Sense::hover());
                let sample = rect.shrink2(vec2(4.0, 3.0));
                ui.painter().rect_filled(sample, 3.0, highlight.fill);
                underline::paint(ui.painter(), Some(highlight.pattern), sample, 0, highlight.ink);
                let text = egui::RichText::new(&words).font(sans(SMALL_POINTS + 0.5));
                let said = ui.label(text.color(theme.text));
                said.widget_info(|| {
                    WidgetInfo::labeled(egui::accesskit::Role::Status, true, &words)
                });
                if is_wide {
                    tags_ui(ui, state, marker, theme, out);
                }
                let name = Action::ArmMarker.name().get(language);
                let tip = Action::ArmMarker.tip(language);
                if icon_button(ui, theme, icons::CLOSE, name, &tip, false).clicked() {
                    out.act(Action::ArmMarker);
                }
            });
            if !is_wide {
                ui.set_max_width(page.width() - 40.0);
                ui.horizontal_wrapped(|ui| tags_ui(ui, state, marker, theme, out));
            }
        });
    });
    // The pen: a drop of its colour beside the pointer over the page.
    let over_page = |at: &egui::Pos2| {
        page.contains(*at) && ui.ctx().layer_id_at(*at).is_none_or(|layer| layer == ui.layer_id())
    };
    if let Some(at) = ui.input(|input| input.pointer.hover_pos()).filter(over_page) {
        ui.ctx().set_cursor_icon(CursorIcon::Crosshair);
        let painter = ui.ctx().layer_painter(egui::LayerId::new(Order::Tooltip, fixed_id("pen")));
        painter.circle(at + vec2(10.0, 12.0), 5.0, highlight.ink, Stroke::new(1.5, theme.page));
    }
}

/// The tags that the marker can be changed for.
fn tags_ui(ui: &mut Ui, state: &State, marker: &Marker, theme: &Theme, out: &mut Outbox) {
    for (slot, tag) in state.keyed_tags() {
        let is_on = *marker == Marker::Tag(tag.id.clone());
        let dot = theme.highlight(tag.color).ink;
        let key = slot.to_string();
        if key_button(ui, theme, single_key(state, &key), Some(dot), &tag.name, is_on) {
            out.act(Action::TagSlot(slot));
        }
    }
}
