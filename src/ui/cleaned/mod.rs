//! The list of what was cleaned: each rule with its reason and its pieces, to be looked at, given back, or
//! switched off; suggestions to be carried out. Only what is in view is drawn, however many pieces there are.

mod blocks;
mod card;
mod piece;
mod search;

use egui::{ScrollArea, Ui, UiBuilder, vec2};

use crate::app::{Command, OpenDocument, State, texts};
use crate::clean::RuleIndex;
use crate::text::Language;
use crate::ui::cleaned::blocks::{Blocks, Item};
use crate::ui::cleaned::search::Search;
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{bold, chip, edged_button, field, words};
use crate::ui::{Outbox, icons};

/// What the list keeps between frames.
#[derive(Default)]
pub(crate) struct CleanedList {
    order: Order,
    /// The rule whose pieces show.
    opened: Option<RuleIndex>,
    query: String,
    search: Search,
}

/// Which pieces show, and in which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Order {
    /// By rule.
    #[default]
    Rules,
    /// As they stand in the text.
    Places,
    /// Only what is suggested.
    Suggestions,
}

/// What drawing any part of the list needs.
pub(crate) struct Seen<'a> {
    pub(crate) open: &'a OpenDocument,
    pub(crate) state: &'a State,
    pub(crate) language: Language,
    pub(crate) theme: &'a Theme,
}

impl Seen<'_> {
    /// Whether a rule is off here.
    pub(crate) fn is_off(&self, id: &str) -> bool {
        self.open.options.rules_off.iter().any(|other| other == id)
    }
}

/// Height of what stands below the list, in points.
const FOOT: f32 = 66.0;

pub(crate) fn cleaned_ui(
    ui: &mut Ui,
    state: &State,
    list: &mut CleanedList,
    theme: &Theme,
    out: &mut Outbox,
) {
    let Some(open) = &state.open else { return };
    let seen = Seen { open, state, language: state.settings.language, theme };
    let inner = ui.max_rect().shrink2(vec2(12.0, 12.0));
    ui.expand_to_include_rect(ui.max_rect());
    ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
        head(ui, &seen, list);
        if list.search.go_on(open, &list.query) {
            ui.ctx().request_repaint();
        }
        let blocks = Blocks::new(ui, &seen, list);
        let height = (ui.available_height() - FOOT).max(60.0);
        pieces(ui, &seen, list, &blocks, height, out);
        foot(ui, &seen, out);
    });
}

/// The summary, the search field and the chips.
fn head(ui: &mut Ui, seen: &Seen<'_>, list: &mut CleanedList) {
    let (language, theme) = (seen.language, seen.theme);
    let cleaned = &seen.open.document.cleaned;
    let review = cleaned.review(&seen.open.document.imported.text);
    let (n_taken, n_edits) = (review.n_taken(), cleaned.log.len());
    let summary = texts::cleaned_summary(language, n_taken, n_edits, &review.weight);
    ui.label(egui::RichText::new(summary).font(bold(TEXT_POINTS - 1.0)).color(theme.heading));
    ui.add_space(2.0);
    field(ui, theme, icons::SEARCH, &mut list.query, texts::SEARCH_EDITS.get(language));
    ui.add_space(2.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        let suggestions = texts::only_suggestions(language, review.n_suggestions());
        for (order, words) in [
            (Order::Rules, texts::BY_RULE.get(language)),
            (Order::Places, texts::BY_PLACE.get(language)),
            (Order::Suggestions, suggestions.as_str()),
        ] {
            if chip(ui, theme, None, words, list.order == order).clicked() {
                list.order = order;
            }
        }
    });
    ui.add_space(4.0);
}

/// The cards and pieces in view.
fn pieces(
    ui: &mut Ui,
    seen: &Seen<'_>,
    list: &mut CleanedList,
    blocks: &Blocks<'_>,
    height: f32,
    out: &mut Outbox,
) {
    let area = ui.available_rect_before_wrap();
    let scroll = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
    scroll.auto_shrink([false, false]).show_viewport(ui, |ui, viewport| {
        ui.set_height(blocks.height() as f32);
        if blocks.height() == 0.0 {
            let text =
                if list.query.trim().is_empty() { texts::NOTHING_CLEANED } else { texts::NO_MATCH };
            ui.label(words(text.get(seen.language), SMALL_POINTS, seen.theme.weak));
        }
        let width = ui.max_rect().width();
        // Positions are worked out from the view's edge: far down a long list f32 knows them to two points.
        let view = (f64::from(viewport.min.y), f64::from(viewport.max.y));
        for (item, top, item_height) in blocks.within(view) {
            let y = area.top() + (top - view.0) as f32;
            let place = egui::Rect::from_min_size(
                egui::pos2(ui.max_rect().left(), y),
                vec2(width, item_height as f32),
            );
            let salt = format!("{item:?}");
            ui.scope_builder(UiBuilder::new().max_rect(place).id_salt(salt), |ui| {
                item_ui(ui, seen, list, item, out);
            });
        }
    });
}

fn item_ui(ui: &mut Ui, seen: &Seen<'_>, list: &mut CleanedList, item: Item, out: &mut Outbox) {
    match item {
        Item::Card(rule, count) => {
            let is_open = list.opened == Some(rule);
            if card::card_ui(ui, seen, rule, count, is_open, out) {
                list.opened = (!is_open).then_some(rule);
            }
        }
        Item::GivenBack(count) => {
            let text = format!("{} {count}", texts::GIVEN_BACK.get(seen.language));
            ui.add_space(8.0);
            ui.label(words(text, SMALL_POINTS, seen.theme.weak));
        }
        Item::Edit(index) => {
            let is_tagged = list.order == Order::Places;
            piece::edit_ui(ui, seen, index, is_tagged, out);
        }
        Item::Suggestion(index) => piece::suggestion_ui(ui, seen, index, out),
        Item::Kept(span) => piece::kept_ui(ui, seen, span, out),
    }
}

/// What concerns all.
fn foot(ui: &mut Ui, seen: &Seen<'_>, out: &mut Outbox) {
    let language = seen.language;
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let has_edits = !seen.open.document.cleaned.log.is_empty();
        let has_given_back =
            !seen.open.options.rules_off.is_empty() || !seen.open.notebook.kept.is_empty();
        if has_edits
            && edged_button(ui, seen.theme, texts::RESTORE_ALL.get(language), false).clicked()
        {
            out.push(Command::RestoreAll(true));
        }
        if has_given_back
            && edged_button(ui, seen.theme, texts::CLEAN_ALL.get(language), false).clicked()
        {
            out.push(Command::RestoreAll(false));
        }
    });
    ui.label(words(texts::FILE_UNTOUCHED.get(language), SMALL_POINTS, seen.theme.weak));
}
