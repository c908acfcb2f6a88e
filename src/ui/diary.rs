//! The reading diary in a window of the program's own: days, documents, and what was done in them; each leads back to
//! its passage. Only the lines in view are laid out.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{
    Align2, Key, Modifiers, Rect, RichText, ScrollArea, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use crate::app::diary::{Diary, DiaryAct, DiaryEntry, DiaryFilter, DiaryRow};
use crate::app::diary_text::diary_text;
use crate::app::{Command, Popover, State, texts};
use crate::text::Language;
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{
    bold, chip, dialog_ui, edged_button, elided, field_with_id, icon_button, paint_button, row,
    sans, words,
};
use crate::ui::work::Pending;
use crate::ui::{Outbox, fixed_id, icons};

/// The window's size where there is room, in points.
const SIZE: egui::Vec2 = vec2(760.0, 640.0);
const HEAD: f32 = 40.0;
const FOOT: f32 = 44.0;
/// Heights of lines, in whole points, so that their sums are exact.
const DAY_HEIGHT: f32 = 44.0;
const DOCUMENT_HEIGHT: f32 = 30.0;
const ENTRY_HEIGHT: f32 = 30.0;
/// What a line with words written about it is higher by.
const WRITTEN_HEIGHT: f32 = 20.0;
/// Room for the time of day and what was done.
const TIME_WIDTH: f32 = 104.0;
/// Most entries that are looked through within a frame; of more the lines are worked out beside it.
const MOST_AT_ONCE: usize = 3_000;

/// What the window keeps between frames.
#[derive(Default)]
pub(crate) struct DiaryWindow {
    is_open: bool,
    filter: DiaryFilter,
    /// What the lines were asked for.
    asked: Option<(Arc<Diary>, DiaryFilter)>,
    pending: Option<Pending<Vec<DiaryRow>>>,
    rows: Vec<DiaryRow>,
    /// Where each line begins below the first, in points, and where the last ends.
    tops: Vec<f32>,
    /// The line that the keys are on.
    current: Option<usize>,
    follows: bool,
}

/// What drawing a line needs.
struct Seen<'a> {
    diary: &'a Diary,
    language: Language,
    theme: &'a Theme,
}

pub(crate) fn diary_ui(
    ui: &Ui,
    state: &State,
    window: &mut DiaryWindow,
    theme: &Theme,
    out: &mut Outbox,
) {
    if state.popover != Some(Popover::Diary) {
        window.is_open = false;
        return;
    }
    let is_new = !std::mem::replace(&mut window.is_open, true);
    if is_new {
        *window = DiaryWindow { is_open: true, ..DiaryWindow::default() };
    }
    window.refresh(ui.ctx(), state, out);
    let name = texts::DIARY.get(state.settings.language);
    let is_outside = dialog_ui(ui, (fixed_id("diary"), name), SIZE, theme, |ui| {
        inside(ui, state, window, is_new, theme, out);
    });
    if is_outside && !is_new {
        out.push(Command::SetPopover(None));
    }
}

fn inside(
    ui: &mut Ui,
    state: &State,
    window: &mut DiaryWindow,
    is_new: bool,
    theme: &Theme,
    out: &mut Outbox,
) {
    let language = state.settings.language;
    let whole = ui.max_rect();
    let takes = window.keys(ui);
    let head = Rect::from_min_size(whole.min, vec2(whole.width(), HEAD));
    ui.scope_builder(UiBuilder::new().max_rect(head), |ui| head_ui(ui, language, theme, out));
    let below = Rect::from_min_max(head.left_bottom(), whole.max);
    let shown = ui.scope_builder(UiBuilder::new().max_rect(below), |ui| {
        filter_ui(ui, state, window, is_new, theme, out);
    });
    let top = shown.response.rect.bottom() + 8.0;
    let list = Rect::from_min_max(pos2(whole.left(), top), whole.max - vec2(0.0, FOOT));
    let Some(diary) = state.diary.clone() else {
        ui.put(list, egui::Label::new(words(texts::DIARY_COMES.get(language), 14.0, theme.weak)));
        return;
    };
    let seen = Seen { diary: &diary, language, theme };
    let clicked =
        ui.scope_builder(UiBuilder::new().max_rect(list), |ui| list_ui(ui, &seen, window)).inner;
    let foot = Rect::from_min_max(pos2(whole.left(), whole.bottom() - FOOT + 10.0), whole.max);
    ui.scope_builder(UiBuilder::new().max_rect(foot), |ui| foot_ui(ui, &seen, window, out));
    let taken = clicked.or(window.current.filter(|_| takes));
    match taken.and_then(|at| window.rows.get(at).copied()) {
        Some(DiaryRow::Document(at, _)) => {
            let is_same = window.filter.document == Some(at);
            window.filter.document = (!is_same).then_some(at);
        }
        Some(DiaryRow::Entry(at)) => {
            if let Some(entry) = diary.entries.get(at as usize)
                && let Some(document) = diary.document(entry)
            {
                out.push(Command::SetPopover(None));
                out.push(Command::FollowLink(entry.address(document)));
            }
        }
        _ => {}
    }
}

fn head_ui(ui: &mut Ui, language: Language, theme: &Theme, out: &mut Outbox) {
    ui.horizontal(|ui| {
        let title = texts::DIARY.get(language);
        ui.label(RichText::new(title).font(bold(18.0)).color(theme.heading));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let close = texts::CLOSE.get(language);
            if icon_button(ui, theme, icons::CLOSE, close, close, false).clicked() {
                out.push(Command::SetPopover(None));
            }
        });
    });
}

/// The search field, and what else the lines are narrowed by.
fn filter_ui(
    ui: &mut Ui,
    state: &State,
    window: &mut DiaryWindow,
    is_new: bool,
    theme: &Theme,
    out: &mut Outbox,
) {
    let language = state.settings.language;
    let filter = &mut window.filter;
    ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
    let hint = texts::DIARY_SEARCH.get(language);
    let id = fixed_id("diary search");
    let field = field_with_id(ui, theme, icons::SEARCH, (&mut filter.search, hint), id);
    if is_new {
        field.request_focus();
    }
    ui.horizontal_wrapped(|ui| {
        let with_note = texts::WITH_NOTE.get(language);
        if chip(ui, theme, None, with_note, filter.is_written).clicked() {
            filter.is_written = !filter.is_written;
        }
        let of = |at: u32| state.diary.as_ref()?.documents.get(at as usize);
        if let Some(document) = filter.document.and_then(of) {
            let title: String = document.title.chars().take(24).collect();
            let only = texts::only_document(language, &title);
            if chip(ui, theme, None, &only, true).clicked() {
                filter.document = None;
            }
            if chip(ui, theme, None, texts::OPEN_THIS.get(language), false).clicked() {
                out.push(Command::SetPopover(None));
                out.push(Command::FollowLink(document.address()));
            }
        }
    });
}

/// The lines; gives the one that was clicked.
fn list_ui(ui: &mut Ui, seen: &Seen<'_>, window: &mut DiaryWindow) -> Option<usize> {
    if window.rows.is_empty() {
        let is_all = window.filter == DiaryFilter::default();
        let says = if is_all { texts::DIARY_EMPTY } else { texts::NO_MATCH };
        let says = words(says.get(seen.language), TEXT_POINTS, seen.theme.weak);
        ui.add(egui::Label::new(says).wrap());
        return None;
    }
    let mut clicked = None;
    let scroll = ScrollArea::vertical().id_salt("diary").auto_shrink([false, false]);
    scroll.show_viewport(ui, |ui, viewport| {
        let tops = &window.tops;
        ui.set_height(tops.last().copied().unwrap_or_default());
        let area = ui.max_rect();
        let place = |at: usize| {
            let edges = tops.get(at).zip(tops.get(at + 1));
            let (top, end) = edges.map_or((0.0, 0.0), |(top, end)| (*top, *end));
            Rect::from_x_y_ranges(area.x_range(), area.top() + top..=area.top() + end)
        };
        let first = tops.partition_point(|top| *top <= viewport.top()).saturating_sub(1);
        let last = tops.partition_point(|top| *top < viewport.bottom()).min(window.rows.len());
        for at in first..last {
            let Some(row) = window.rows.get(at) else { continue };
            let is_current = window.current == Some(at);
            let line = UiBuilder::new().max_rect(place(at)).id_salt(at);
            if ui.scope_builder(line, |ui| line_ui(ui, seen, *row, is_current)).inner {
                clicked = Some(at);
            }
        }
        if let Some(current) = window.current.filter(|_| std::mem::take(&mut window.follows)) {
            ui.scroll_to_rect(place(current), None);
        }
    });
    clicked
}

/// A line; whether it was clicked.
fn line_ui(ui: &mut Ui, seen: &Seen<'_>, row: DiaryRow, is_current: bool) -> bool {
    match row {
        DiaryRow::Day(day) => {
            let rect = ui.max_rect();
            let name = texts::day_with_weekday(seen.language, day.day);
            let counts = texts::day_counts(seen.language, day);
            let response = ui.allocate_rect(rect, egui::Sense::hover());
            let label = format!("{name}：{counts}");
            response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &label));
            let middle = rect.center().y + 6.0;
            let (left, right) = (pos2(rect.left() + 4.0, middle), pos2(rect.right() - 8.0, middle));
            let painter = ui.painter();
            let (theme, small) = (seen.theme, sans(SMALL_POINTS));
            painter.text(left, Align2::LEFT_CENTER, name, bold(TEXT_POINTS + 1.0), theme.heading);
            painter.text(right, Align2::RIGHT_CENTER, counts, small, theme.weak);
            false
        }
        DiaryRow::Document(at, counts) => {
            let title = seen.diary.documents.get(at as usize).map_or("", |it| &it.title);
            let (rect, response) = row_ui(ui, seen, title, is_current);
            let font = bold(SMALL_POINTS + 0.5);
            let counts = texts::document_counts(seen.language, counts);
            let right = pos2(rect.right() - 8.0, rect.center().y);
            let (painter, small) = (ui.painter(), sans(SMALL_POINTS));
            let said = painter.text(right, Align2::RIGHT_CENTER, counts, small, seen.theme.weak);
            let room = said.left() - rect.left() - 20.0;
            let galley = elided(ui, title, font, seen.theme.text, room);
            let at = pos2(rect.left() + 8.0, rect.center().y - galley.size().y / 2.0);
            ui.painter().galley(at, galley, seen.theme.text);
            response.clicked()
        }
        DiaryRow::Entry(at) => {
            let entry = seen.diary.entries.get(at as usize);
            entry.is_some_and(|entry| entry_ui(ui, seen, entry, is_current))
        }
    }
}

fn row_ui(ui: &mut Ui, seen: &Seen<'_>, name: &str, is_current: bool) -> (Rect, egui::Response) {
    let height = ui.max_rect().height();
    let (rect, response) = row(ui, height - 2.0, name);
    response.ctx.accesskit_node_builder(response.id, |node| node.set_selected(is_current));
    paint_button(ui, seen.theme, &response, is_current);
    (rect, response)
}

/// What was done: when, to which words, with which tags, and what is written about it.
fn entry_ui(ui: &mut Ui, seen: &Seen<'_>, entry: &DiaryEntry, is_current: bool) -> bool {
    let theme = seen.theme;
    let act = texts::diary_act(entry.act).get(seen.language);
    let quote = entry.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = format!("{} {act} {quote} {}", entry.clock(), entry.written);
    let (rect, response) = row_ui(ui, seen, name.trim(), is_current);
    let middle = rect.top() + ENTRY_HEIGHT / 2.0 - 1.0;
    let small = sans(SMALL_POINTS);
    let time = format!("{}  {act}", entry.clock());
    let left = pos2(rect.left() + 16.0, middle);
    ui.painter().text(left, Align2::LEFT_CENTER, time, small.clone(), theme.weak);
    let mut right = rect.right() - 8.0;
    for tag in entry.tags.iter().rev() {
        let tag = elided(ui, &format!("#{tag}"), small.clone(), theme.accent, 140.0);
        right -= tag.size().x;
        if right < rect.center().x {
            break;
        }
        ui.painter().galley(pos2(right, middle - tag.size().y / 2.0), tag, theme.accent);
        right -= 8.0;
    }
    let from = rect.left() + 16.0 + TIME_WIDTH;
    if !matches!(entry.act, DiaryAct::Opened | DiaryAct::Bookmarked) {
        let bar = Rect::from_min_size(pos2(from - 10.0, middle - 8.0), vec2(3.0, 16.0));
        ui.painter().rect_filled(bar, 1.5, theme.highlight(entry.color).ink);
    }
    let galley = elided(ui, &quote, sans(TEXT_POINTS), theme.text, right - from - 8.0);
    ui.painter().galley(pos2(from, middle - galley.size().y / 2.0), galley, theme.text);
    if !entry.written.is_empty() {
        let note = entry.written.split_whitespace().collect::<Vec<_>>().join(" ");
        let galley = elided(ui, &note, small, theme.weak, rect.right() - from - 8.0);
        ui.painter().galley(pos2(from, middle + 12.0), galley, theme.weak);
    }
    response.clicked()
}

fn foot_ui(ui: &mut Ui, seen: &Seen<'_>, window: &DiaryWindow, out: &mut Outbox) {
    let is_any = !window.rows.is_empty();
    ui.add_enabled_ui(is_any, |ui| {
        ui.horizontal(|ui| {
            let text = || diary_text(seen.diary, &window.rows, seen.language);
            let copy = texts::COPY_CHOSEN.get(seen.language);
            if edged_button(ui, seen.theme, copy, false).clicked() && is_any {
                out.push(Command::CopyDiary(text()));
            }
            let save = texts::SAVE_DIARY.get(seen.language);
            if edged_button(ui, seen.theme, save, false).clicked() && is_any {
                out.push(Command::SaveDiary(text()));
            }
        });
    });
}

impl DiaryWindow {
    /// Works the lines out anew where the diary or the filter changed.
    fn refresh(&mut self, context: &egui::Context, state: &State, out: &mut Outbox) {
        if let Some(rows) = self.pending.as_ref().and_then(Pending::take) {
            self.pending = None;
            self.show(rows);
        }
        let Some(diary) = &state.diary else { return };
        let is_asked = self
            .asked
            .as_ref()
            .is_some_and(|(asked, filter)| Arc::ptr_eq(asked, diary) && *filter == self.filter);
        if is_asked {
            return;
        }
        let (asked, filter) = (Arc::clone(diary), self.filter.clone());
        self.asked = Some((Arc::clone(diary), self.filter.clone()));
        self.pending = None;
        if diary.entries.len() > MOST_AT_ONCE {
            let work =
                move |wanted: &crate::ui::work::Wanted| asked.rows(&filter, &|| wanted.is_so());
            self.pending = Some(Pending::start(context, out, work));
        } else if let Some(rows) = asked.rows(&filter, &|| true) {
            self.show(rows);
        }
    }

    fn show(&mut self, rows: Vec<DiaryRow>) {
        let Some((diary, _)) = &self.asked else { return };
        let mut top = 0.0;
        self.tops = vec![0.0];
        for row in &rows {
            top += match row {
                DiaryRow::Day(_) => DAY_HEIGHT,
                DiaryRow::Document(..) => DOCUMENT_HEIGHT,
                DiaryRow::Entry(at) => {
                    let entry = diary.entries.get(*at as usize);
                    let is_written = entry.is_some_and(|entry| !entry.written.is_empty());
                    ENTRY_HEIGHT + if is_written { WRITTEN_HEIGHT } else { 0.0 }
                }
            };
            self.tops.push(top);
        }
        (self.rows, self.current, self.follows) = (rows, None, false);
    }

    /// Keys that move among the lines, taken before the field can; says whether the line they are on is taken.
    fn keys(&mut self, ui: &Ui) -> bool {
        let (steps, enters) = ui.input_mut(|input| {
            let mut count = |key| i64::from(input.consume_key(Modifiers::NONE, key));
            let steps = count(Key::ArrowDown) - count(Key::ArrowUp)
                + 8 * (count(Key::PageDown) - count(Key::PageUp));
            (steps, self.current.is_some() && count(Key::Enter) > 0)
        });
        if steps != 0 {
            self.step(steps);
        }
        enters
    }

    /// Moves on by so many lines, from where it begins; days are passed over.
    fn step(&mut self, steps: i64) {
        let can_be_taken =
            |at: &usize| !matches!(self.rows.get(*at), Some(DiaryRow::Day(_)) | None);
        let from = self.current.map_or(-1, |at| at as i64);
        let wanted = (from + steps).clamp(0, self.rows.len().saturating_sub(1) as i64) as usize;
        let next = if steps > 0 {
            (wanted..self.rows.len()).find(can_be_taken)
        } else {
            (0..=wanted).rev().find(can_be_taken)
        };
        if next.is_some() {
            (self.current, self.follows) = (next, true);
        }
    }
}
