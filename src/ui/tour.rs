//! The card of the tour beside the thing it is about, and a ring around that.

use egui::{
    Align, Align2, Area, Id, Layout, Order, Pos2, Rect, Stroke, StrokeKind, Ui, pos2, vec2,
};

use crate::app::{Action, Command, State, TourStep, texts};
use crate::ui::regions::{Region, Regions};
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{edged_button, floating, words};
use crate::ui::{Outbox, fixed_id};

const WIDTH: f32 = 316.0;
/// From the thing to the card, in points.
const DISTANCE: f32 = 12.0;
/// From the page's foot to a card about the page, in points.
const FOOT: f32 = 64.0;

/// Notes where the button of an action is, so that the tour can point at it.
pub(crate) fn anchor(ui: &Ui, action: Action, rect: Rect) {
    ui.data_mut(|data| data.insert_temp(anchor_id(action), rect));
}

fn anchor_id(action: Action) -> Id {
    fixed_id("tour anchor").with(action)
}

/// What a card points at, and where it stands.
struct Place {
    target: Option<Rect>,
    pivot: Align2,
    pos: Pos2,
}

pub(crate) fn tour_ui(ui: &Ui, state: &State, regions: &Regions, theme: &Theme, out: &mut Outbox) {
    // A card that was opened goes first.
    let Some(step) = state.shown_tour().filter(|_| state.popover.is_none()) else { return };
    let place = place(ui, regions, step);
    if let Some(target) = place.target {
        ring(ui, target, theme);
    }
    let window = ui.ctx().content_rect();
    let area = Area::new(fixed_id("tour")).order(Order::Foreground).pivot(place.pivot);
    area.fixed_pos(place.pos).constrain_to(window.shrink(8.0)).show(ui.ctx(), |ui| {
        floating(theme).stroke(Stroke::new(1.5, theme.accent)).inner_margin(14).show(ui, |ui| {
            ui.set_width(WIDTH.min(window.width() - 60.0));
            card(ui, state, step, theme, out);
        });
    });
}

fn place(ui: &Ui, regions: &Regions, step: TourStep) -> Place {
    let contents = regions.rect(Region::Contents).filter(|_| step == TourStep::Contents);
    if let Some(contents) = contents {
        let target = contents.shrink(2.0);
        let pos = pos2(target.right() + DISTANCE, target.top() + 60.0);
        return Place { target: Some(target), pivot: Align2::LEFT_TOP, pos };
    }
    let button = step.button();
    let target = button.and_then(|action| ui.data(|data| data.get_temp(anchor_id(action))));
    if let Some(target) = target {
        let target: Rect = target;
        let pos = target.center_bottom() + vec2(0.0, DISTANCE);
        return Place { target: Some(target), pivot: Align2::CENTER_TOP, pos };
    }
    let page = regions.rect(Region::Page).unwrap_or_else(|| ui.ctx().content_rect());
    let pos = page.center_bottom() - vec2(0.0, FOOT);
    Place { target: None, pivot: Align2::CENTER_BOTTOM, pos }
}

fn ring(ui: &Ui, target: Rect, theme: &Theme) {
    let layer = egui::LayerId::new(Order::Foreground, fixed_id("tour ring"));
    let stroke = Stroke::new(2.0, theme.accent);
    let painter = ui.ctx().layer_painter(layer);
    painter.rect_stroke(target.expand(2.0), 8.0, stroke, StrokeKind::Inside);
}

fn card(ui: &mut Ui, state: &State, step: TourStep, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    let says = words(step.says().get(language), TEXT_POINTS, theme.text);
    let label = ui.add(egui::Label::new(says).wrap());
    label.ctx.accesskit_node_builder(label.id, |node| {
        node.set_live(egui::accesskit::Live::Polite);
    });
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let foot = texts::tour_foot(language, step.number(), TourStep::ALL.len());
        ui.label(words(foot, SMALL_POINTS, theme.weak));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let is_last = step.next().is_none();
            let name = if is_last { texts::TOUR_END } else { texts::TOUR_NEXT };
            if edged_button(ui, theme, name.get(language), false).clicked() {
                out.push(Command::GoOnWithTour);
            }
        });
    });
}
