//! A small card about pieces that were cleaned away: what stood there, why, and what can be done.

use egui::{Align2, Area, Order, Rect, RichText, ScrollArea, Ui, pos2};

use crate::app::{Command, OpenDocument, State, texts};
use crate::clean::review::RuleKind;
use crate::clean::{Applied, RulingKind};
use crate::text::{Language, Source, Span};
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{bold, chip, floating, is_pressed_outside, words};
use crate::ui::{Outbox, fixed_id};

const WIDTH: f32 = 380.0;
/// Most pieces that are shown one by one.
const MOST_SHOWN: usize = 40;
/// Longest text of a piece, in characters.
const MOST_CHARS: usize = 300;

/// The card, with the place it is about.
#[derive(Clone, Debug)]
pub(crate) struct Popup {
    /// Where it points to, in points.
    at: Rect,
    /// The pieces.
    pieces: Vec<Applied>,
    /// Whether it was not drawn yet: the click that opened it does not close it.
    is_new: bool,
}

impl Popup {
    /// The card about the edits in a stretch of the source; those inside others are left out.
    pub(crate) fn of(open: &OpenDocument, span: Span<Source>, at: Rect) -> Option<Self> {
        let document = &open.document;
        let review = document.cleaned.review(&document.imported.text);
        let log = &document.cleaned.log;
        let mut pieces: Vec<Applied> = Vec::new();
        for group in review.groups.iter().rev() {
            let edits = log.behind(group.edits.clone(), span.start);
            let met = log.within(edits).take_while(|edit| edit.from.start < span.end);
            for edit in met.take(MOST_SHOWN) {
                let is_layout = edit.rule.rule().kind() == RuleKind::LaysOut;
                let is_inside = pieces.iter().any(|known| known.from.contains_span(edit.from));
                if !is_inside && !is_layout {
                    pieces.push(edit);
                }
            }
        }
        pieces.sort_by_key(|piece| piece.from);
        Self::about(pieces, at)
    }

    /// The card about some edits.
    pub(crate) fn about(pieces: Vec<Applied>, at: Rect) -> Option<Self> {
        (!pieces.is_empty()).then_some(Self { at, pieces, is_new: true })
    }
}

/// Shows the card, if one is open; what is chosen in it, a click elsewhere and Escape close it.
pub(crate) fn popup_ui(
    ui: &Ui,
    state: &State,
    popup: &mut Option<Popup>,
    theme: &Theme,
    out: &mut Outbox,
) {
    let is_open = popup.is_some();
    ui.data_mut(|data| data.insert_temp(open_id(), is_open));
    let (Some(card), Some(open)) = (popup.as_mut(), &state.open) else { return };
    let window = ui.ctx().content_rect();
    let is_low = card.at.bottom() + 240.0 > window.bottom();
    let (pivot, at) = if is_low {
        (Align2::LEFT_BOTTOM, pos2(card.at.left(), card.at.top() - 6.0))
    } else {
        (Align2::LEFT_TOP, pos2(card.at.left(), card.at.bottom() + 6.0))
    };
    let area = Area::new(fixed_id("pieces")).order(Order::Foreground).pivot(pivot).fixed_pos(at);
    let mut is_done = false;
    let shown = area.constrain_to(window.shrink(8.0)).show(ui.ctx(), |ui| {
        floating(theme).inner_margin(14).show(ui, |ui| {
            ui.set_width(WIDTH.min(window.width() - 60.0));
            is_done = card_ui(ui, state, open, &card.pieces, theme, out);
        });
    });
    let is_outside = is_pressed_outside(ui, &shown.response);
    let is_escaped = ui.input(|input| input.key_pressed(egui::Key::Escape));
    if (is_outside && !card.is_new) || is_escaped || is_done {
        *popup = None;
    } else {
        card.is_new = false;
    }
}

fn open_id() -> egui::Id {
    fixed_id("pieces are shown")
}

/// Whether a card is open: then Escape closes it and nothing else.
pub(crate) fn is_open(context: &egui::Context) -> bool {
    context.data(|data| data.get_temp(open_id())).unwrap_or_default()
}

/// Draws the card; whether something was chosen.
fn card_ui(
    ui: &mut Ui,
    state: &State,
    open: &OpenDocument,
    pieces: &[Applied],
    theme: &Theme,
    out: &mut Outbox,
) -> bool {
    let language = state.settings.language;
    let Some(first) = pieces.first() else { return true };
    let rule = first.rule.rule();
    ui.horizontal(|ui| {
        let name = RichText::new(rule.name.get(language)).font(bold(TEXT_POINTS));
        ui.label(name.color(theme.heading));
        let count = texts::places(language, pieces.len());
        ui.label(words(count, SMALL_POINTS, theme.weak));
    });
    ScrollArea::vertical().max_height(220.0).show(ui, |ui| {
        for piece in pieces.iter().take(MOST_SHOWN) {
            piece_ui(ui, open, piece, language, theme);
        }
    });
    ui.add_space(4.0);
    choices(ui, open, pieces, language, theme, out)
}

fn piece_ui(ui: &mut Ui, open: &OpenDocument, piece: &Applied, language: Language, theme: &Theme) {
    let document = &open.document;
    let source = document.imported.text.get(piece.from).trim();
    let rule = piece.rule.rule();
    if rule.kind() == RuleKind::Takes {
        let tag = texts::line_tag(rule.id, source);
        ui.label(words(tag.get(language), SMALL_POINTS - 1.0, theme.accent));
    }
    let mut text: String = source.chars().take(MOST_CHARS).collect();
    let now = document.cleaned.text.get(document.clean_from_source(piece.from)).trim();
    if (rule.kind() == RuleKind::Changes || rule.is_by_hand()) && !now.is_empty() {
        text = format!("{text} → {now}");
    }
    ui.add(egui::Label::new(words(text, 13.5, theme.text)).wrap());
}

/// The buttons; whether one was clicked.
fn choices(
    ui: &mut Ui,
    open: &OpenDocument,
    pieces: &[Applied],
    language: Language,
    theme: &Theme,
    out: &mut Outbox,
) -> bool {
    let Some(first) = pieces.first() else { return false };
    let rule = first.rule.rule();
    let review = open.document.cleaned.review(&open.document.imported.text);
    let n_alike = review.group(first.rule).map_or(0, |group| group.edits.len());
    ui.horizontal_wrapped(|ui| {
        let mut is_clicked = false;
        let places = || pieces.iter().map(|piece| piece.from).collect();
        let restore = if rule.is_by_hand() { texts::hand::TAKE_BACK } else { texts::RESTORE_HERE };
        if chip(ui, theme, None, restore.get(language), false).clicked() {
            out.push(Command::Keep(places()));
            is_clicked = true;
        }
        // What one took away oneself is only taken back.
        if rule.is_by_hand() {
            return is_clicked;
        }
        if rule.kind() == RuleKind::Takes {
            let article = chip(ui, theme, None, texts::hand::IS_ARTICLE.get(language), false);
            if article.on_hover_text(texts::hand::IS_ARTICLE_TIP.get(language)).clicked() {
                out.push(Command::Judge(places(), RulingKind::Article));
                is_clicked = true;
            }
        }
        if chip(ui, theme, None, &texts::restore_alike(language, n_alike), false).clicked() {
            out.push(Command::SetRule(rule.id, false));
            is_clicked = true;
        }
        let always = chip(ui, theme, None, texts::ALWAYS_KEEP.get(language), false);
        if always.on_hover_text(texts::ALWAYS_KEEP_TIP.get(language)).clicked() {
            out.push(Command::AlwaysKeep(rule.id, true));
            is_clicked = true;
        }
        is_clicked
    })
    .inner
}
