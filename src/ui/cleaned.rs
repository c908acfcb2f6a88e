//! What was cleaned: each rule with its edits, to be looked at, given back, or switched off.

use std::sync::Arc;

use egui::{Rect, ScrollArea, Ui, pos2, vec2};

use crate::app::{Command, OpenDocument, State, texts};
use crate::clean::{Applied, Cleaned, Rule, RuleIndex, rules};
use crate::text::{Language, Source, Span};
use crate::ui::rows::Rows;
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{bold, chip, elided, icons, paint_button, row, sans, words};
use crate::ui::{Outbox, icons as icon};

const WIDTH: f32 = 460.0;
const RULE_HEIGHT: f32 = 58.0;
const EDIT_HEIGHT: f32 = 34.0;
/// Characters shown before and behind an edit.
const AROUND: usize = 8;

/// What the list keeps between frames.
#[derive(Default)]
pub(crate) struct CleanedList {
    /// The rule whose edits show.
    open: Option<RuleIndex>,
    /// What the lines were made for.
    made_for: Option<(Arc<Cleaned>, Option<RuleIndex>)>,
    lines: Vec<Line>,
    rows: Rows,
}

/// A line of the list.
#[derive(Clone, Copy, Debug)]
enum Line {
    /// A rule with how many edits it made.
    Rule(RuleIndex, usize),
    /// One edit.
    Edit(Applied),
    /// A place that a rule only points out.
    Suggestion(Applied),
    /// A stretch that was given back.
    Kept(Span<Source>),
}

impl CleanedList {
    fn refresh(&mut self, open: &OpenDocument) {
        let is_same = self.made_for.as_ref().is_some_and(|(cleaned, rule)| {
            Arc::ptr_eq(cleaned, &open.document.cleaned) && *rule == self.open
        });
        if is_same {
            return;
        }
        self.made_for = Some((Arc::clone(&open.document.cleaned), self.open));
        self.lines = lines(open, self.open);
        self.rows = Rows::default();
        for (index, line) in self.lines.iter().enumerate() {
            let is_rule = matches!(line, Line::Rule(..));
            self.rows.push(index, if is_rule { RULE_HEIGHT } else { EDIT_HEIGHT });
        }
    }
}

/// The rules that did something, had something to point out or are off, and the edits of the open one.
fn lines(open: &OpenDocument, shown: Option<RuleIndex>) -> Vec<Line> {
    let cleaned = &open.document.cleaned;
    let mut lines = Vec::new();
    for (index, rule) in rules().iter().enumerate() {
        let index = RuleIndex(index as u8);
        let of = |applied: &&Applied| applied.rule == index;
        let count = cleaned.log.iter().filter(of).count();
        let suggestions = cleaned.suggestions.iter().filter(of);
        let is_off = open.options.rules_off.iter().any(|id| id == rule.id);
        if count == 0 && suggestions.clone().next().is_none() && !is_off {
            continue;
        }
        lines.push(Line::Rule(index, count));
        if shown == Some(index) {
            lines.extend(suggestions.copied().map(Line::Suggestion));
            lines.extend(cleaned.log.iter().filter(of).copied().map(Line::Edit));
        }
    }
    lines.extend(open.notebook.kept.iter().copied().map(Line::Kept));
    lines
}

pub(crate) fn cleaned_ui(
    ui: &mut Ui,
    state: &State,
    list: &mut CleanedList,
    theme: &Theme,
    out: &mut Outbox,
) {
    let Some(open) = &state.open else { return };
    let language = state.settings.language;
    let window = ui.ctx().content_rect();
    ui.set_width(WIDTH.min(window.width() - 60.0));
    list.refresh(open);
    if list.lines.is_empty() {
        ui.label(words(texts::NOTHING_CLEANED.get(language), TEXT_POINTS, theme.text));
    }
    let height = list.rows.height().min(window.height() - 180.0);
    let scroll = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
    let mut toggled = None;
    scroll.auto_shrink([false, true]).show_viewport(ui, |ui, viewport| {
        ui.set_height(list.rows.height());
        let area = ui.max_rect();
        for index in list.rows.within(viewport.y_range()) {
            let Some((line, place)) = list.rows.get(index, area) else { continue };
            let Some(line) = list.lines.get(line) else { continue };
            ui.scope_builder(egui::UiBuilder::new().max_rect(place).id_salt(index), |ui| {
                let clicked = line_ui(ui, open, *line, list.open, language, theme, out);
                toggled = toggled.or(clicked);
            });
        }
    });
    if let Some(rule) = toggled {
        list.open = (list.open != Some(rule)).then_some(rule);
    }
    ui.add_space(6.0);
    ui.label(words(texts::FILE_UNTOUCHED.get(language), SMALL_POINTS, theme.weak));
}

/// Draws a line; gives the rule that was clicked.
fn line_ui(
    ui: &mut Ui,
    open: &OpenDocument,
    line: Line,
    shown: Option<RuleIndex>,
    language: Language,
    theme: &Theme,
    out: &mut Outbox,
) -> Option<RuleIndex> {
    match line {
        Line::Rule(index, count) => {
            let is_off = open.options.rules_off.iter().any(|id| id == index.rule().id);
            let rule =
                RuleLine { rule: index.rule(), count, is_off, is_open: shown == Some(index) };
            return rule_ui(ui, &rule, language, theme, out).then_some(index);
        }
        Line::Edit(edit) => {
            if edit_ui(ui, open, edit.from, texts::RESTORE.get(language), theme, out) {
                out.push(Command::Keep(vec![edit.from]));
            }
        }
        Line::Suggestion(place) => {
            if edit_ui(ui, open, place.from, texts::LOOK_AT_IT.get(language), theme, out) {
                out.push(Command::GoTo(open.document.clean_from_source(place.from).start));
            }
        }
        Line::Kept(span) => {
            if edit_ui(ui, open, span, texts::CLEAN_AGAIN.get(language), theme, out) {
                out.push(Command::KeepNoMore(span));
            }
        }
    }
    None
}

/// A rule as the list shows it.
struct RuleLine {
    rule: &'static Rule,
    count: usize,
    is_off: bool,
    is_open: bool,
}

/// Draws a rule with what it does and its switch; whether it was clicked to be opened.
fn rule_ui(
    ui: &mut Ui,
    line: &RuleLine,
    language: Language,
    theme: &Theme,
    out: &mut Outbox,
) -> bool {
    let place = ui.max_rect();
    let name = line.rule.name.get(language);
    let (rect, response) = row(ui, RULE_HEIGHT - 4.0, name);
    paint_button(ui, theme, &response, line.is_open);
    let sign = if line.is_open { icon::CHEVRON_DOWN } else { icon::CHEVRON_RIGHT };
    let left = rect.left() + 8.0;
    let painter = ui.painter();
    painter.text(
        pos2(left, rect.top() + 18.0),
        egui::Align2::LEFT_CENTER,
        sign,
        icons(13.0),
        theme.weak,
    );
    let color = if line.is_off { theme.weak } else { theme.heading };
    let title = painter.layout_no_wrap(name.to_owned(), bold(TEXT_POINTS), color);
    let right = left + 20.0 + title.size().x;
    painter.galley(pos2(left + 20.0, rect.top() + 9.0), title, color);
    painter.text(
        pos2(right + 10.0, rect.top() + 18.5),
        egui::Align2::LEFT_CENTER,
        if line.is_off {
            texts::OFF.get(language).to_owned()
        } else {
            texts::places(language, line.count)
        },
        sans(SMALL_POINTS),
        theme.weak,
    );
    let does = elided(
        ui,
        line.rule.does.get(language),
        sans(SMALL_POINTS),
        theme.weak,
        rect.width() - 40.0,
    );
    ui.painter().galley(pos2(left + 20.0, rect.top() + 31.0), does, theme.weak);
    let tip = format!(
        "{}\n{}{}",
        line.rule.does.get(language),
        texts::NEVER.get(language),
        line.rule.never.get(language)
    );
    let response = response.on_hover_text(tip);
    let switch =
        Rect::from_min_size(pos2(place.right() - 74.0, place.top() + 6.0), vec2(70.0, 26.0));
    let is_switched = ui
        .scope_builder(egui::UiBuilder::new().max_rect(switch), |ui| {
            let words = if line.is_off { texts::SWITCH_ON } else { texts::SWITCH_OFF };
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                chip(ui, theme, None, words.get(language), false).clicked()
            })
            .inner
        })
        .inner;
    if is_switched {
        out.push(Command::SetRule(line.rule.id, line.is_off));
    }
    response.clicked() && !is_switched
}

/// Draws what stood there, struck through, and what stands there now, amid what is around; whether its
/// button was clicked. A click elsewhere goes to the place.
fn edit_ui(
    ui: &mut Ui,
    open: &OpenDocument,
    from: Span<Source>,
    button: &str,
    theme: &Theme,
    out: &mut Outbox,
) -> bool {
    let place = ui.max_rect();
    let source = &open.document.imported.text;
    let clean = open.document.clean_from_source(from);
    let (before, after) = (shown(source.get(from)), shown(open.document.cleaned.text.get(clean)));
    let (rect, response) = row(ui, EDIT_HEIGHT - 2.0, &format!("{before} → {after}"));
    paint_button(ui, theme, &response, false);
    let (left, right) = around(source.as_str(), from);
    let mut job = egui::text::LayoutJob::default();
    let format = |color| egui::TextFormat { font_id: sans(13.0), color, ..Default::default() };
    let struck = egui::Stroke::new(1.0, theme.error);
    job.append(&left, 0.0, format(theme.weak));
    if before != after {
        job.append(&before, 0.0, egui::TextFormat { strikethrough: struck, ..format(theme.weak) });
    }
    job.append(&after, 0.0, format(theme.accent));
    job.append(&right, 0.0, format(theme.weak));
    job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - 120.0);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    ui.painter().galley(
        pos2(rect.left() + 28.0, rect.center().y - galley.size().y / 2.0),
        galley,
        theme.text,
    );
    let area = Rect::from_min_max(
        pos2(place.right() - 90.0, place.top()),
        pos2(place.right() - 4.0, place.bottom()),
    );
    let is_clicked = ui
        .scope_builder(egui::UiBuilder::new().max_rect(area), |ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                chip(ui, theme, None, button, false).clicked()
            })
            .inner
        })
        .inner;
    if response.clicked() && !is_clicked {
        out.push(Command::GoTo(clean.start));
    }
    is_clicked
}

/// What a stretch looks like on one line.
fn shown(text: &str) -> String {
    text.chars()
        .take(40)
        .map(|c| match c {
            '\n' | '\r' => '↵',
            '\u{3000}' => '□',
            c if c.is_control() || crate::text::chars::is_invisible(c) => '·',
            c => c,
        })
        .collect()
}

/// A few characters on either side, up to the ends of the line.
fn around(text: &str, from: Span<Source>) -> (String, String) {
    let before = text.get(..from.start.index()).unwrap_or_default();
    let after = text.get(from.end.index()..).unwrap_or_default();
    let mut left: Vec<char> =
        before.chars().rev().take(AROUND).take_while(|c| *c != '\n').collect();
    left.reverse();
    (left.into_iter().collect(), after.chars().take(AROUND).take_while(|c| *c != '\n').collect())
}
