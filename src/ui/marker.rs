//! The marker in hand: its colour beside the pointer; below the page, which it covers nothing of, what it does, and
//! the tags to change it for.

use egui::{CursorIcon, Frame, Margin, Order, Panel, Stroke, Ui, WidgetInfo, vec2};

use crate::app::{Action, Marker, State, texts};
use crate::ui::reader::underline;
use crate::ui::selection_bar::{key_button, single_key};
use crate::ui::theme::{SMALL_POINTS, Theme};
use crate::ui::widgets::{icon_button, sans};
use crate::ui::{Outbox, fixed_id, icons};

/// Height of what stands in the bar, in points.
const HEIGHT: f32 = 32.0;

pub(crate) fn marker_ui(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    let Some(marker) = state.marker.as_ref().filter(|_| state.open.is_some()) else { return };
    let language = state.settings.language;
    let frame = Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(12, 4));
    let panel = Panel::bottom("marker in hand").frame(frame).resizable(false);
    panel.show(ui, |ui| {
        ui.spacing_mut().interact_size.y = HEIGHT;
        // In a narrow window, or with long names of tags, it takes further rows.
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(2.0, 2.0);
            said_ui(ui, state, marker, theme);
            tags_ui(ui, state, marker, theme, out);
            let name = Action::ArmMarker.name().get(language);
            let tip = Action::ArmMarker.tip(language);
            if icon_button(ui, theme, icons::CLOSE, name, &tip, false).clicked() {
                out.act(Action::ArmMarker);
            }
        });
    });
}

/// What a drag does now.
fn said_ui(ui: &mut Ui, state: &State, marker: &Marker, theme: &Theme) {
    let (language, color) = (state.settings.language, marker.color(state));
    let highlight = theme.highlight(color).with_pattern(marker.pattern(state));
    let (rect, _) = ui.allocate_exact_size(vec2(30.0, HEIGHT), egui::Sense::hover());
    let sample = rect.shrink2(vec2(4.0, 9.0));
    ui.painter().rect_filled(sample, 3.0, highlight.fill);
    underline::paint(ui.painter(), Some(highlight.pattern), sample, 0, highlight.ink);
    let path = marker.tag_path(state);
    let words = texts::marker_in_hand(language, path.as_deref(), texts::color(color).get(language));
    let text = egui::RichText::new(&words).font(sans(SMALL_POINTS + 0.5)).color(theme.text);
    let said = ui.label(text);
    said.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Status, true, &words));
    ui.add_space(10.0);
}

/// The pen: a drop of its colour beside the pointer over the page.
pub(crate) fn pen_ui(ui: &Ui, state: &State, theme: &Theme) {
    let Some(marker) = &state.marker else { return };
    let page = ui.available_rect_before_wrap();
    let over_page = |at: &egui::Pos2| {
        page.contains(*at) && ui.ctx().layer_id_at(*at).is_none_or(|layer| layer == ui.layer_id())
    };
    if let Some(at) = ui.input(|input| input.pointer.hover_pos()).filter(over_page) {
        ui.ctx().set_cursor_icon(CursorIcon::Crosshair);
        let painter = ui.ctx().layer_painter(egui::LayerId::new(Order::Tooltip, fixed_id("pen")));
        let ink = theme.highlight(marker.color(state)).ink;
        painter.circle(at + vec2(10.0, 12.0), 5.0, ink, Stroke::new(1.5, theme.page));
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
