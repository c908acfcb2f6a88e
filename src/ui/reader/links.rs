//! Links: a click shows the address, and only from there it is opened.
//! What is shown may lie about where it leads, so nothing is opened that was not read.

use egui::accesskit::Role;
use egui::{Area, CursorIcon, Key, OpenUrl, Order, Rect, Sense, Ui, WidgetInfo};

use crate::app::texts;
use crate::text::Language;
use crate::ui::fixed_id;
use crate::ui::reader::model::Page;
use crate::ui::reader::paint::{self, Frame};
use crate::ui::reader::scroll::Placed;
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{edged_button, floating, is_pressed_outside, words};

const WIDTH: f32 = 360.0;
/// Longest address that is shown whole, in characters.
const MOST_CHARS: usize = 400;

/// The card that shows where a link leads.
#[derive(Clone, Debug)]
pub(crate) struct LinkCard {
    at: Rect,
    address: String,
    /// Whether it was not drawn yet: the click that opened it does not close it.
    is_new: bool,
}

/// Makes the links in view widgets; the card of the one that was chosen.
pub(crate) fn links_ui(ui: &Ui, frame: &Frame, page: &Page, placed: &[Placed]) -> Option<LinkCard> {
    let mut chosen = None;
    let pieces = placed.iter().filter_map(|place| page.pieces.get(place.index));
    for link in pieces.flat_map(|piece| page.inline.links_in(piece.span)) {
        let boxes = paint::boxes(frame, page, placed, link.span);
        let in_view = boxes.iter().map(|rect| rect.intersect(frame.rect));
        for (index, rect) in in_view.enumerate().filter(|(_, rect)| rect.is_positive()) {
            let id = ui.scope_id().with(("link", link.span.start.offset, index));
            let response = ui.interact(rect, id, Sense::click());
            let name = page.text.get(link.span);
            response.widget_info(|| WidgetInfo::labeled(Role::Link, true, name));
            let response = response.on_hover_cursor(CursorIcon::PointingHand);
            if response.has_focus() {
                ui.painter().rect_stroke(
                    rect.expand(1.0),
                    3,
                    ui.visuals().selection.stroke,
                    egui::StrokeKind::Outside,
                );
            }
            if response.clicked() {
                chosen = Some(LinkCard { at: rect, address: link.address.clone(), is_new: true });
            }
        }
    }
    chosen
}

/// Shows the card, if one is open; a click elsewhere and Escape close it.
pub(crate) fn card_ui(ui: &Ui, card: &mut Option<LinkCard>, language: Language, theme: &Theme) {
    let is_open = card.is_some();
    ui.data_mut(|data| data.insert_temp(open_id(), is_open));
    let Some(open) = card.as_mut() else { return };
    let window = ui.ctx().content_rect();
    let area = Area::new(fixed_id("link")).order(Order::Foreground);
    let area = area.fixed_pos(open.at.left_bottom() + egui::vec2(0.0, 6.0));
    let mut is_done = false;
    let shown = area.constrain_to(window.shrink(8.0)).show(ui.ctx(), |ui| {
        floating(theme).inner_margin(14).show(ui, |ui| {
            ui.set_width(WIDTH.min(window.width() - 60.0));
            is_done = content_ui(ui, &open.address, language, theme);
        });
    });
    let is_outside = is_pressed_outside(ui, &shown.response);
    let is_escaped = ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Escape));
    if (is_outside && !open.is_new) || is_escaped || is_done {
        *card = None;
    } else {
        open.is_new = false;
    }
}

fn open_id() -> egui::Id {
    fixed_id("a link is shown")
}

/// Whether a card is open: then Escape closes it and nothing else.
pub(crate) fn is_open(context: &egui::Context) -> bool {
    context.data(|data| data.get_temp(open_id())).unwrap_or_default()
}

/// Draws the address and what can be done with it; whether that was done.
fn content_ui(ui: &mut Ui, address: &str, language: Language, theme: &Theme) -> bool {
    ui.label(words(texts::LINK_LEADS_TO.get(language), SMALL_POINTS, theme.weak));
    let shown: String = address.chars().take(MOST_CHARS).collect();
    let is_cut = shown.len() < address.len();
    let shown = if is_cut { format!("{shown}…") } else { shown };
    ui.add(egui::Label::new(words(shown, TEXT_POINTS, theme.text)).wrap());
    ui.add_space(8.0);
    let can_open = is_outside(address);
    if !can_open {
        ui.label(words(texts::LINK_NOT_OPENED.get(language), SMALL_POINTS, theme.weak));
    }
    let mut is_done = false;
    ui.horizontal(|ui| {
        if can_open && edged_button(ui, theme, texts::OPEN_LINK.get(language), true).clicked() {
            ui.ctx().open_url(OpenUrl::new_tab(address));
            is_done = true;
        }
        if edged_button(ui, theme, texts::COPY_LINK.get(language), false).clicked() {
            ui.ctx().copy_text(address.to_owned());
            is_done = true;
        }
    });
    is_done
}

/// Whether an address leads to a page or a mailbox: nothing else is handed to the system.
fn is_outside(address: &str) -> bool {
    let starts = |scheme: &str| {
        address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    ["https://", "http://", "mailto:"].into_iter().any(starts)
        && !address.chars().any(|c| c.is_control() || c.is_whitespace())
}
