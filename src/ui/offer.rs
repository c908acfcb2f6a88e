//! The bar that offers to rule here as in another document of the same site. Nothing is done unasked.

use egui::{Align, Frame, Layout, Margin, Panel, Ui};

use crate::app::texts::hand as texts;
use crate::app::{Command, OfferAnswer, State};
use crate::clean::RulingKind;
use crate::ui::theme::Theme;
use crate::ui::widgets::{chip, icons, words};
use crate::ui::{Outbox, icons as icon};

pub(crate) fn offer_ui(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    let Some(offer) = &state.offer else { return };
    let language = state.settings.language;
    let is_noise = offer.rulings.iter().all(|ruling| ruling.kind == RulingKind::Noise);
    let take = if is_noise { texts::TAKE_OUT } else { texts::DO_LIKEWISE };
    let answers = [
        (texts::DECLINE, OfferAnswer::Decline),
        (texts::LOOK, OfferAnswer::Look),
        (take, OfferAnswer::Take),
    ];
    let frame = Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(14, 7));
    Panel::top("offer").frame(frame).resizable(false).show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            for (name, answer) in answers {
                let is_main = answer == OfferAnswer::Take;
                if chip(ui, theme, None, name.get(language), is_main).clicked() {
                    out.push(Command::AnswerOffer(answer));
                }
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.label(
                    egui::RichText::new(icon::BRUSH_CLEANING).font(icons(16.0)).color(theme.accent),
                );
                let text = texts::offer(language, &offer.rulings);
                let label = ui.add(egui::Label::new(words(text, 13.5, theme.text)).wrap());
                label.ctx.accesskit_node_builder(label.id, |node| {
                    node.set_live(egui::accesskit::Live::Polite);
                });
            });
        });
    });
}
