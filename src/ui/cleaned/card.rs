//! A rule in the list: its switch, its name and count, why it did what it did, and what can be done with all.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{
    Align2, CursorIcon, Galley, Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2,
    vec2,
};

use crate::app::{Command, texts};
use crate::clean::RuleIndex;
use crate::clean::review::Group;
use crate::text::{Source, Span};
use crate::ui::cleaned::Seen;
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS};
use crate::ui::widgets::{bold, icons, quiet_chip, sans};
use crate::ui::{Outbox, fixed_id, icons as icon};

const MARGIN: f32 = 12.0;
const HEAD: f32 = 34.0;
const CHIPS: f32 = 32.0;
const BELOW: f32 = 8.0;
/// Space that a card keeps free for the scroll bar, in points.
pub(super) const BAR: f32 = 10.0;
/// Most lines of a reason.
const REASON_LINES: usize = 4;

/// The height of a rule's card with the space below it, in points.
pub(super) fn height(ui: &Ui, seen: &Seen<'_>, rule: RuleIndex) -> f32 {
    let width = ui.available_width() - BAR;
    let suggested = if n_suggested(seen, rule) > 0 { CHIPS + 6.0 } else { 0.0 };
    let chips = n_lines_of_chips(ui, seen, rule, width) * CHIPS;
    HEAD + reason(ui, seen, rule, width).size().y + chips + suggested + 10.0 + BELOW
}

/// How many lines the chips take up: in a language of longer words two.
fn n_lines_of_chips(ui: &Ui, seen: &Seen<'_>, rule: RuleIndex, width: f32) -> f32 {
    let is_off = seen.is_off(rule.rule().id);
    let words = if is_off { texts::CLEAN_RULE } else { texts::RESTORE_RULE };
    let size = |words: &str| {
        ui.painter().layout_no_wrap(words.to_owned(), sans(SMALL_POINTS), seen.theme.text).size().x
    };
    let all = size(words.get(seen.language)) + size(texts::ALWAYS_KEEP.get(seen.language));
    if all + 2.0 * 20.0 + 6.0 > width - 2.0 * MARGIN { 2.0 } else { 1.0 }
}

fn group<'a>(seen: &Seen<'a>, rule: RuleIndex) -> Option<&'a Group> {
    let document = &seen.open.document;
    document.cleaned.review(&document.imported.text).group(rule)
}

fn n_suggested(seen: &Seen<'_>, rule: RuleIndex) -> usize {
    group(seen, rule).map_or(0, |group| group.suggestions.len())
}

fn reason(ui: &Ui, seen: &Seen<'_>, rule: RuleIndex, width: f32) -> Arc<Galley> {
    let why = group(seen, rule).map_or_else(|| rule.rule().does.into(), texts::reason);
    let mut job = egui::text::LayoutJob::simple(
        why.get(seen.language).to_owned(),
        sans(13.0),
        seen.theme.weak,
        width - 2.0 * MARGIN,
    );
    job.wrap.max_rows = REASON_LINES;
    for section in &mut job.sections {
        section.format.line_height = Some(19.0);
    }
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Draws a card; whether it was clicked to be opened or closed.
pub(super) fn card_ui(
    ui: &mut Ui,
    seen: &Seen<'_>,
    rule: RuleIndex,
    count: usize,
    is_open: bool,
    out: &mut Outbox,
) -> bool {
    let place = ui.max_rect();
    let rect = Rect::from_min_max(place.min, place.max - vec2(BAR, BELOW)).intersect(place);
    let (name, theme) = (rule.rule().name.get(seen.language), seen.theme);
    let id = fixed_id("rule card").with(rule.rule().id);
    let response = ui.interact(rect, id, Sense::click()).on_hover_cursor(CursorIcon::PointingHand);
    let counted = texts::places(seen.language, count);
    let label = format!("{name} {counted}");
    response.widget_info(move || WidgetInfo::labeled(Role::Button, true, &label));
    let edge = if is_open || response.has_focus() {
        Stroke::new(2.0, theme.accent)
    } else {
        Stroke::new(1.0, theme.hairline.gamma_multiply(0.6))
    };
    let fill = if response.hovered() { theme.tint(theme.card, 3) } else { theme.card };
    ui.painter().rect(rect, 8.0, fill, edge, StrokeKind::Inside);
    let is_off = seen.is_off(rule.rule().id);
    let is_switched = checkbox(ui, seen, rect, name, !is_off);
    if is_switched {
        out.push(Command::SetRule(rule.rule().id, is_off));
    }
    let color = if is_off { theme.weak } else { theme.heading };
    let middle = rect.top() + 20.0;
    let left = rect.left() + MARGIN + 24.0;
    ui.painter().text(pos2(left, middle), Align2::LEFT_CENTER, name, bold(TEXT_POINTS), color);
    let side = match (is_off, seen.state.settings.rules_off.holds(rule.rule().id)) {
        (true, true) => texts::OFF_EVERYWHERE.get(seen.language).to_owned(),
        (true, false) => texts::OFF.get(seen.language).to_owned(),
        // A rule that only suggests did nothing yet.
        (false, _) if count == 0 => String::new(),
        (false, _) => counted,
    };
    let right = pos2(rect.right() - MARGIN, middle);
    ui.painter().text(right, Align2::RIGHT_CENTER, side, sans(SMALL_POINTS), theme.weak);
    let reason = reason(ui, seen, rule, rect.width());
    let below = rect.top() + HEAD + reason.size().y + 4.0;
    ui.painter().galley(pos2(rect.left() + MARGIN, rect.top() + HEAD), reason, theme.weak);
    let buttons =
        Rect::from_min_max(pos2(rect.left() + MARGIN, below), rect.max - vec2(MARGIN, 2.0));
    let is_used = ui
        .scope_builder(UiBuilder::new().max_rect(buttons), |ui| chips(ui, seen, rule, is_off, out))
        .inner;
    let tip = format!(
        "{}\n{}{}",
        rule.rule().does.get(seen.language),
        texts::NEVER.get(seen.language),
        rule.rule().never.get(seen.language)
    );
    response.on_hover_text(tip).clicked() && !is_switched && !is_used
}

/// The switch of a rule for this document; whether it was clicked.
fn checkbox(ui: &Ui, seen: &Seen<'_>, card: Rect, name: &str, is_on: bool) -> bool {
    let theme = seen.theme;
    let target = Rect::from_center_size(card.min + vec2(MARGIN + 8.0, 20.0), vec2(28.0, 28.0));
    let id = fixed_id("rule switch").with(name);
    let response =
        ui.interact(target, id, Sense::click()).on_hover_cursor(CursorIcon::PointingHand);
    let label = format!("{} {name}", texts::CLEANED.get(seen.language));
    response.widget_info(move || WidgetInfo::selected(Role::CheckBox, true, is_on, &label));
    let square = Rect::from_center_size(target.center(), vec2(16.0, 16.0));
    let (fill, edge) = if is_on { (theme.accent, theme.accent) } else { (theme.card, theme.edge) };
    ui.painter().rect(square, 4.0, fill, Stroke::new(1.5, edge), StrokeKind::Inside);
    if is_on {
        let center = square.center();
        ui.painter().text(center, Align2::CENTER_CENTER, icon::CHECK, icons(12.0), theme.card);
    }
    if response.has_focus() {
        let ring = Stroke::new(2.0, theme.accent);
        ui.painter().rect_stroke(square.expand(3.0), 6.0, ring, StrokeKind::Outside);
    }
    response.clicked()
}

/// What can be done with all that a rule did; whether something was.
fn chips(ui: &mut Ui, seen: &Seen<'_>, rule: RuleIndex, is_off: bool, out: &mut Outbox) -> bool {
    let (language, theme, id) = (seen.language, seen.theme, rule.rule().id);
    let name = rule.rule().name.get(language);
    let is_always = seen.state.settings.rules_off.holds(id);
    let mut is_used = false;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        let words = if is_off { texts::CLEAN_RULE } else { texts::RESTORE_RULE }.get(language);
        let has_edits = group(seen, rule).is_some_and(|group| !group.edits.is_empty());
        if (has_edits || is_off)
            && quiet_chip(ui, theme, words, &format!("{words} {name}"), false).clicked()
        {
            out.push(Command::SetRule(id, is_off));
            is_used = true;
        }
        // Nobody wants their own word to count nowhere.
        if rule.rule().is_by_hand() && !is_always {
            return;
        }
        let words = texts::ALWAYS_KEEP.get(language);
        let always = quiet_chip(ui, theme, words, &format!("{words} {name}"), is_always);
        if always.on_hover_text(texts::ALWAYS_KEEP_TIP.get(language)).clicked() {
            out.push(Command::AlwaysKeep(id, !is_always));
            is_used = true;
        }
    });
    is_used | suggested(ui, seen, rule, out)
}

/// How many more places are suggested, and a click that carries them all out.
fn suggested(ui: &mut Ui, seen: &Seen<'_>, rule: RuleIndex, out: &mut Outbox) -> bool {
    let Some(group) = group(seen, rule).filter(|group| !group.suggestions.is_empty()) else {
        return false;
    };
    let count = group.suggestions.len();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        let text = texts::more_suggestions(seen.language, count, group.edits.is_empty());
        ui.label(crate::ui::widgets::words(text, SMALL_POINTS, seen.theme.warn));
        if !rule.rule().can_apply_suggestions() {
            return false;
        }
        let words = texts::apply_all(seen.language, count);
        let label = format!("{words} {}", rule.rule().name.get(seen.language));
        let is_clicked = quiet_chip(ui, seen.theme, &words, &label, false).clicked();
        if is_clicked {
            let place = |index: &u32| seen.open.document.cleaned.suggestions.get(*index as usize);
            let places = group.suggestions.iter().filter_map(place);
            let spans: Vec<Span<Source>> = places.map(|place| place.from).collect();
            out.push(Command::Accept(spans));
        }
        is_clicked
    })
    .inner
}
