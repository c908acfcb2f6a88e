//! The bar that offers to rule here as in another document of the same site. Nothing is done unasked.

use egui::Ui;

use crate::app::texts::hand as texts;
use crate::app::{Command, OfferAnswer, State};
use crate::clean::RulingKind;
use crate::ui::notice_bar::{Clicked, NoticeBar};
use crate::ui::theme::Theme;
use crate::ui::{Outbox, fixed_id, icons as icon};

pub(crate) fn offer_ui(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    let Some(offer) = &state.offer else { return };
    let language = state.settings.language;
    let is_noise = offer.rulings.iter().all(|ruling| ruling.kind == RulingKind::Noise);
    let take = if is_noise { &texts::TAKE_OUT } else { &texts::DO_LIKEWISE };
    let answers = [OfferAnswer::Take, OfferAnswer::Look, OfferAnswer::Decline];
    let bar = NoticeBar {
        id: fixed_id("offer"),
        sign: (icon::BRUSH_CLEANING, theme.accent),
        text: &texts::offer(language, &offer.rulings),
        answers: &[take, &texts::LOOK, &texts::DECLINE],
        close: None,
    };
    if let Some(Clicked::Answer(index)) = bar.ui(ui, language, theme)
        && let Some(answer) = answers.get(index)
    {
        out.push(Command::AnswerOffer(*answer));
    }
}
