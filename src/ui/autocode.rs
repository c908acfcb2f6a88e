//! The card that marks all hits of a find: tag, scope, how much around each, and a list to leave some out.

use std::collections::{BTreeMap, BTreeSet};

use egui::accesskit::Role;
use egui::{Align2, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::autocode::{self, Autocode, HitScope, HitUnit};
use crate::app::{Command, State, Ticket, tag_search, texts};
use crate::text::{Clean, Span};
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{self, chip, edged_button, field_with_id, paint_button, row, sans};
use crate::ui::{Outbox, fixed_id, hit_list, icons};

const WIDTH: f32 = 460.0;
const ROW: f32 = 46.0;
/// Most tags that are offered.
const MOST_OFFERED: usize = 4;

/// What the stretches were worked out for: the change after which, the find, and what was chosen.
type Key = (Ticket, usize, String, HitUnit, HitScope);

/// What the card keeps between frames.
#[derive(Default)]
pub(crate) struct AutocodeCard {
    tag: String,
    unit: HitUnit,
    scope: HitScope,
    left_out: BTreeSet<Span<Clean>>,
    worked_out: Option<(Key, Vec<Span<Clean>>)>,
}

pub(crate) fn autocode_ui(
    ui: &mut Ui,
    state: &State,
    card: &mut AutocodeCard,
    is_new: bool,
    theme: &Theme,
    out: &mut Outbox,
) {
    let language = state.settings.language;
    ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 60.0));
    ui.spacing_mut().item_spacing.y = 6.0;
    if is_new {
        *card = AutocodeCard { unit: card.unit, scope: card.scope, ..AutocodeCard::default() };
        let last = state.last_tags.last().map(|tag| state.codebook.path(tag)).unwrap_or_default();
        card.tag = last;
    }
    let hint = texts::TAG_HINT.get(language);
    let field = field_with_id(ui, theme, icons::TAG, (&mut card.tag, hint), fixed_id("code"));
    if is_new {
        field.request_focus();
    }
    offers_ui(ui, state, card, theme);
    choices_ui(ui, state, card, theme);
    let stretches = stretches(state, card);
    let n_wanted =
        stretches.len() - stretches.iter().filter(|span| card.left_out.contains(span)).count();
    let height = (ui.ctx().content_rect().height() - 380.0).clamp(92.0, 330.0);
    let scroll = ScrollArea::vertical().id_salt("stretches").max_height(height);
    scroll.auto_shrink([false, true]).show_rows(ui, ROW, stretches.len(), |ui, range| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for span in stretches.get(range).unwrap_or_default() {
            if stretch_ui(ui, state, *span, !card.left_out.contains(span), theme)
                && !card.left_out.remove(span)
            {
                card.left_out.insert(*span);
            }
        }
    });
    let is_ready = n_wanted > 0 && !card.tag.trim().is_empty();
    let enters = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    ui.add_enabled_ui(is_ready, |ui| {
        let label = texts::mark_hits(language, n_wanted);
        if (edged_button(ui, theme, &label, true).clicked() || enters) && is_ready {
            out.push(Command::MarkHits(Autocode {
                tag: card.tag.trim().to_owned(),
                unit: card.unit,
                scope: card.scope,
                left_out: card.left_out.iter().copied().collect(),
            }));
        }
    });
    card.worked_out = card.worked_out.take().map(|(key, _)| (key, stretches));
}

/// The stretches, worked out anew where something they depend on changed. They are put back after the frame.
fn stretches(state: &State, card: &mut AutocodeCard) -> Vec<Span<Clean>> {
    let find = state.find.as_ref();
    let key = (
        state.last_save,
        find.map_or(0, |find| find.hits.as_ptr() as usize),
        find.map(|find| find.query.text.clone()).unwrap_or_default(),
        card.unit,
        card.scope,
    );
    match card.worked_out.take() {
        Some((known, stretches)) if known == key => {
            card.worked_out = Some((key, Vec::new()));
            stretches
        }
        _ => {
            card.worked_out = Some((key, Vec::new()));
            autocode::stretches(state, card.unit, card.scope)
        }
    }
}

/// Tags that fit what was typed; one that is chosen stands in the field.
fn offers_ui(ui: &mut Ui, state: &State, card: &mut AutocodeCard, theme: &Theme) {
    if state.codebook.find(card.tag.trim()).is_some() {
        return;
    }
    let found = tag_search::search(&state.codebook, &BTreeMap::new(), &state.last_tags, &card.tag);
    for tag in found.into_iter().take(MOST_OFFERED) {
        let (rect, response) = row(ui, 28.0, &tag.path);
        paint_button(ui, theme, &response, false);
        let left = pos2(rect.left() + 10.0, rect.center().y);
        ui.painter().text(left, Align2::LEFT_CENTER, &tag.path, sans(TEXT_POINTS), theme.text);
        if response.clicked() {
            card.tag = tag.path;
        }
    }
}

fn choices_ui(ui: &mut Ui, state: &State, card: &mut AutocodeCard, theme: &Theme) {
    let language = state.settings.language;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for (scope, name) in
            [(HitScope::Document, texts::WHOLE_DOCUMENT), (HitScope::Section, texts::THIS_SECTION)]
        {
            if chip(ui, theme, None, name.get(language), card.scope == scope).clicked() {
                card.scope = scope;
            }
        }
        ui.add_space(10.0);
        for (unit, name) in [
            (HitUnit::Hit, texts::THE_HIT),
            (HitUnit::Sentence, texts::ITS_SENTENCE),
            (HitUnit::Paragraph, texts::ITS_PARAGRAPH),
        ] {
            if chip(ui, theme, None, name.get(language), card.unit == unit).clicked() {
                card.unit = unit;
            }
        }
    });
}

/// A stretch with a tick; whether it was clicked.
fn stretch_ui(ui: &mut Ui, state: &State, span: Span<Clean>, is_on: bool, theme: &Theme) -> bool {
    let Some(open) = &state.open else { return false };
    let text = open.document.cleaned.text.as_str();
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let label = open.document.cleaned.text.get(span);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_on, label));
    paint_button(ui, theme, &response, false);
    let sign = if is_on { icons::CHECK } else { "" };
    let at = pos2(rect.left() + 14.0, rect.center().y);
    ui.painter().text(at, Align2::CENTER_CENTER, sign, widgets::icons(15.0), theme.accent);
    let galley = hit_list::excerpt(ui, text, span, rect.width() - 40.0, theme);
    let top = rect.center().y - galley.size().y / 2.0;
    let color = if is_on { theme.text } else { theme.weak };
    ui.painter().with_clip_rect(rect).galley(pos2(rect.left() + 30.0, top), galley, color);
    if !is_on {
        let says = texts::LEFT_OUT.get(state.settings.language);
        let right = pos2(rect.right() - 6.0, rect.top() + 10.0);
        ui.painter().text(right, Align2::RIGHT_CENTER, says, sans(SMALL_POINTS), theme.weak);
    }
    response.clicked()
}
