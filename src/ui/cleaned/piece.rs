//! One piece in the list: what stood there, struck through, and what stands there now, amid what is around.

use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, Rect, Stroke, TextFormat, Ui, UiBuilder, pos2, vec2};

use crate::app::{Command, texts};
use crate::clean::RulingKind;
use crate::clean::review::RuleKind;
use crate::text::{Bilingual, Source, Span};
use crate::ui::Outbox;
use crate::ui::cleaned::{Seen, card};
use crate::ui::icons as icon;
use crate::ui::theme::SMALL_POINTS;
use crate::ui::widgets::{icons, paint_button, quiet_chip, row, sans};

/// Height of a piece in the list, in points.
pub(super) const HEIGHT: f64 = 54.0;
/// Characters shown before and behind an edit.
const AROUND: usize = 9;
/// Width kept free for the button, in points.
const BUTTON: f32 = 62.0;

/// Draws an edit, by its index in the log.
pub(super) fn edit_ui(
    ui: &mut Ui,
    seen: &Seen<'_>,
    index: usize,
    is_tagged: bool,
    out: &mut Outbox,
) {
    let document = &seen.open.document;
    let Some(edit) = document.cleaned.log.get(index) else { return };
    let rule = edit.rule.rule();
    let tag = is_tagged.then(|| match rule.kind() {
        RuleKind::Takes => texts::line_tag(rule.id, document.imported.text.get(edit.from).trim()),
        _ => rule.name,
    });
    let is_line = rule.kind() == RuleKind::Takes && !rule.is_by_hand();
    let restore = if rule.is_by_hand() { texts::hand::TAKE_BACK } else { texts::RESTORE };
    let article = is_line.then_some(texts::hand::IS_ARTICLE);
    let buttons = [Some(restore), article];
    let piece = Piece { from: edit.from, sign: None, tag, buttons, becomes: None };
    match piece_ui(ui, seen, &piece, out) {
        Some(0) => out.push(Command::Keep(vec![edit.from])),
        Some(_) => out.push(Command::Judge(vec![edit.from], RulingKind::Article)),
        None => {}
    }
}

/// Draws a suggestion, by its index.
pub(super) fn suggestion_ui(ui: &mut Ui, seen: &Seen<'_>, index: usize, out: &mut Outbox) {
    let Some(place) = seen.open.document.cleaned.suggestions.get(index) else { return };
    let button = place.rule.rule().can_apply_suggestions().then_some(texts::APPLY);
    // What would stand there: nothing, if it is carried out.
    let becomes = button.map(|_| String::new());
    let buttons = [button, None];
    let piece = Piece { from: place.from, sign: None, tag: None, buttons, becomes };
    if piece_ui(ui, seen, &piece, out).is_some() {
        out.push(Command::Accept(vec![place.from]));
    }
}

/// Draws a stretch that was given back.
pub(super) fn kept_ui(ui: &mut Ui, seen: &Seen<'_>, span: Span<Source>, out: &mut Outbox) {
    let buttons = [Some(texts::CLEAN_AGAIN), Some(texts::hand::IS_ARTICLE)];
    let piece = Piece { from: span, sign: Some(icon::UNDO), tag: None, buttons, becomes: None };
    match piece_ui(ui, seen, &piece, out) {
        Some(0) => out.push(Command::KeepNoMore(span)),
        Some(_) => out.push(Command::Judge(vec![span], RulingKind::Article)),
        None => {}
    }
}

struct Piece {
    from: Span<Source>,
    /// In front of it.
    sign: Option<&'static str>,
    tag: Option<Bilingual>,
    /// One above the other at its right.
    buttons: [Option<Bilingual>; 2],
    /// What stands there, if not what the cleaned text shows.
    becomes: Option<String>,
}

/// Draws a piece; which of its buttons was clicked. A click elsewhere goes to the place.
fn piece_ui(ui: &mut Ui, seen: &Seen<'_>, piece: &Piece, out: &mut Outbox) -> Option<usize> {
    let theme = seen.theme;
    let source = &seen.open.document.imported.text;
    let clean = seen.open.document.clean_from_source(piece.from);
    let before = shown(source.get(piece.from));
    let now = || shown(seen.open.document.cleaned.text.get(clean));
    let after = piece.becomes.clone().unwrap_or_else(now);
    let place = ui.max_rect();
    let area = Rect::from_min_max(place.min, place.max - vec2(card::BAR, 0.0));
    let name = if before == after { before.clone() } else { format!("{before} → {after}") };
    let (rect, response) = ui
        .scope_builder(UiBuilder::new().max_rect(area), |ui| row(ui, HEIGHT as f32 - 2.0, &name))
        .inner;
    let is_looked_at = seen.state.difference == Some(piece.from);
    paint_button(ui, theme, &response, is_looked_at);
    let mut left = rect.left() + 8.0;
    if let Some(sign) = piece.sign {
        let at = pos2(left, rect.center().y);
        ui.painter().text(at, egui::Align2::LEFT_CENTER, sign, icons(14.0), theme.accent);
        left += 20.0;
    }
    let width = rect.right() - BUTTON - left;
    let galley =
        ui.fonts_mut(|fonts| fonts.layout_job(context_job(seen, piece, (&before, &after), width)));
    let top = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(pos2(left, top), galley, theme.text);
    let place = Rect::from_min_max(pos2(rect.right() - BUTTON, rect.top()), rect.max);
    let clicked = buttons_ui(ui, seen, piece, place, &before);
    if response.clicked() && clicked.is_none() {
        out.push(Command::GoToSource(piece.from));
    }
    clicked
}

/// Draws the buttons of a piece; which was clicked.
fn buttons_ui(
    ui: &mut Ui,
    seen: &Seen<'_>,
    piece: &Piece,
    place: Rect,
    before: &str,
) -> Option<usize> {
    let buttons: Vec<Bilingual> = piece.buttons.into_iter().flatten().collect();
    let height = place.height() / buttons.len().max(1) as f32;
    let mut clicked = None;
    for (index, button) in buttons.into_iter().enumerate() {
        let words = button.get(seen.language);
        let top = place.top() + height * index as f32;
        let at = Rect::from_min_size(pos2(place.left(), top), vec2(place.width(), height));
        ui.scope_builder(UiBuilder::new().max_rect(at), |ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let label = format!("{words} {before}");
                if quiet_chip(ui, seen.theme, words, &label, false).clicked() {
                    clicked = Some(index);
                }
            });
        });
    }
    clicked
}

/// The piece with what stands around it, in two lines at most.
fn context_job(
    seen: &Seen<'_>,
    piece: &Piece,
    (before, after): (&str, &str),
    width: f32,
) -> LayoutJob {
    let theme = seen.theme;
    let format = |color: Color32| TextFormat {
        font_id: sans(13.0),
        color,
        line_height: Some(19.0),
        ..TextFormat::default()
    };
    let mut job = LayoutJob::default();
    if let Some(tag) = piece.tag {
        let small = TextFormat { font_id: sans(SMALL_POINTS - 1.0), ..format(theme.accent) };
        job.append(&format!("{}　", tag.get(seen.language)), 0.0, small);
    }
    let (left, right) = around(seen.open.document.imported.text.as_str(), piece.from);
    job.append(&left, 0.0, format(theme.weak));
    if before == after {
        job.append(before, 0.0, format(theme.accent));
    } else {
        let struck = Stroke::new(1.0, theme.error);
        job.append(before, 0.0, TextFormat { strikethrough: struck, ..format(theme.error) });
        job.append(after, 0.0, format(theme.ok));
    }
    job.append(&right, 0.0, format(theme.weak));
    job.wrap = TextWrapping { max_width: width, max_rows: 2, ..TextWrapping::default() };
    job
}

/// What a stretch looks like on one line.
fn shown(text: &str) -> String {
    // The line ending that goes with a line says nothing, unless it is all there is.
    let text = if text.trim().is_empty() { text } else { text.trim_matches(['\n', '\r']) };
    let mut shown: String = text
        .chars()
        .take(40)
        .map(|c| match c {
            '\n' | '\r' => '¶',
            '\u{3000}' => '□',
            c if c.is_control() || crate::text::chars::is_invisible(c) => '·',
            c => c,
        })
        .collect();
    if text.chars().nth(40).is_some() {
        shown.push('…');
    }
    shown
}

/// A few characters on either side, up to the ends of the line.
fn around(text: &str, from: Span<Source>) -> (String, String) {
    // What takes line endings with it has no neighbours on its line.
    let piece = text.get(from.range()).unwrap_or_default();
    let before = text.get(..from.start.index()).filter(|_| !piece.starts_with('\n'));
    let after = text.get(from.end.index()..).filter(|_| !piece.ends_with('\n'));
    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    let mut left: Vec<char> =
        before.chars().rev().take(AROUND).take_while(|c| *c != '\n').collect();
    left.reverse();
    (left.into_iter().collect(), after.chars().take(AROUND).take_while(|c| *c != '\n').collect())
}
