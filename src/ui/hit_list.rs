//! The hits of the find in a list, each with the words around it, under the headings they stand under.
//! Only what is in view is laid out, however many there are.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Align2, Rect, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::app::{Command, Find, HitGroup, OpenDocument, State, texts};
use crate::text::chars::is_cjk_mark;
use crate::text::{Clean, Span};
use crate::ui::Outbox;
use crate::ui::rows::Rows;
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{bold, elided, paint_button, row, sans, words};

/// Heights in whole points, so that sums of a million of them are exact.
const HIT_HEIGHT: f32 = 52.0;
const HEAD_HEIGHT: f32 = 34.0;
/// Most characters shown before a hit and behind it.
const BEFORE_CHARS: usize = 12;
const BEHIND_CHARS: usize = 60;

/// What the list keeps between frames.
#[derive(Default)]
pub(crate) struct HitList {
    groups: Arc<[HitGroup]>,
    lines: Vec<Line>,
    rows: Rows,
    /// The hit that was shown last as the current one.
    current: Option<usize>,
}

#[derive(Clone, Copy)]
enum Line {
    Head(usize),
    Hit(usize),
}

impl HitList {
    /// Makes the rows anew where the hits are others.
    fn refresh(&mut self, find: &Find) {
        if Arc::ptr_eq(&self.groups, &find.groups) {
            return;
        }
        *self = Self { groups: Arc::clone(&find.groups), ..Self::default() };
        for (index, group) in find.groups.iter().enumerate() {
            self.push(Line::Head(index), HEAD_HEIGHT);
            group.hits.clone().for_each(|hit| self.push(Line::Hit(hit), HIT_HEIGHT));
        }
    }

    fn push(&mut self, line: Line, height: f32) {
        self.rows.push(self.lines.len(), height);
        self.lines.push(line);
    }

    /// The row of a hit: each group has a head of its own above.
    fn row_of(&self, hit: usize) -> usize {
        hit + self.groups.partition_point(|group| group.hits.start <= hit)
    }
}

pub(crate) fn hit_list_ui(
    ui: &mut Ui,
    state: &State,
    list: &mut HitList,
    theme: &Theme,
    out: &mut Outbox,
) {
    let (Some(find), Some(open)) = (&state.find, &state.open) else { return };
    let language = state.settings.language;
    list.refresh(find);
    let inner = ui.max_rect().shrink2(vec2(12.0, 12.0));
    ui.expand_to_include_rect(ui.max_rect());
    ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
        if find.hits.is_empty() {
            if find.ticket.is_none() && find.problem.is_none() {
                let hint = texts::NO_HITS_HINT.get(language);
                ui.label(words(hint, SMALL_POINTS, theme.weak));
            }
            return;
        }
        let title = texts::n_hits(language, find.hits.len());
        let title = if find.is_cut { format!("{title}+") } else { title };
        ui.label(egui::RichText::new(title).font(bold(TEXT_POINTS - 1.0)).color(theme.heading));
        ui.add_space(4.0);
        let follows = list.current != Some(find.current);
        list.current = Some(find.current);
        let seen = Seen { state, find, open, theme };
        scrolled(ui, &seen, list, follows, out);
    });
}

/// What drawing a row needs.
struct Seen<'a> {
    state: &'a State,
    find: &'a Find,
    open: &'a OpenDocument,
    theme: &'a Theme,
}

fn scrolled(ui: &mut Ui, seen: &Seen<'_>, list: &HitList, follows: bool, out: &mut Outbox) {
    ScrollArea::vertical().auto_shrink([false, false]).show_viewport(ui, |ui, viewport| {
        ui.set_height(list.rows.height());
        let area = ui.max_rect();
        for index in list.rows.within(viewport.y_range()) {
            let Some((line, place)) = list.rows.get(index, area) else { continue };
            ui.scope_builder(UiBuilder::new().max_rect(place), |ui| match list.lines.get(line) {
                Some(Line::Head(group)) => head(ui, seen, list.groups.get(*group)),
                Some(Line::Hit(hit)) if hit_ui(ui, seen, *hit) => {
                    out.push(Command::GoToHit(*hit));
                }
                Some(Line::Hit(_)) | None => {}
            });
        }
        let current = list.rows.find(list.row_of(seen.find.current), area).filter(|_| follows);
        if let Some(place) = current.filter(|place| !ui.clip_rect().contains_rect(*place)) {
            ui.scroll_to_rect(place, Some(egui::Align::Center));
        }
    });
}

/// A heading with the number of its hits.
fn head(ui: &mut Ui, seen: &Seen<'_>, group: Option<&HitGroup>) {
    let Some(group) = group else { return };
    let (language, theme) = (seen.state.settings.language, seen.theme);
    let heading = group.heading.and_then(|index| seen.open.document.outline.headings.get(index));
    let name = heading.map_or(texts::BEFORE_HEADINGS.get(language), |heading| &heading.text);
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), HEAD_HEIGHT), Sense::hover());
    let count = texts::n_hits(language, group.hits.len());
    let label = format!("{name}：{count}");
    response.widget_info(move || WidgetInfo::labeled(egui::accesskit::Role::Heading, true, &label));
    let middle = rect.center().y + 4.0;
    let side = ui.painter().text(
        pos2(rect.right() - 8.0, middle),
        Align2::RIGHT_CENTER,
        count,
        sans(SMALL_POINTS),
        theme.weak,
    );
    let room = side.left() - rect.left() - 16.0;
    let galley = elided(ui, name, bold(SMALL_POINTS), theme.weak, room);
    let top = middle - galley.size().y / 2.0;
    ui.painter().galley(pos2(rect.left() + 4.0, top), galley, theme.weak);
}

/// A hit with the words around it; says whether it was clicked.
fn hit_ui(ui: &mut Ui, seen: &Seen<'_>, index: usize) -> bool {
    let Some(hit) = seen.find.hits.get(index) else { return false };
    let around = around(seen.open.document.cleaned.text.as_str(), *hit);
    let name = format!("{}{}{}", around.before, around.hit, around.behind);
    let (rect, response) = row(ui, HIT_HEIGHT - 2.0, &name);
    let is_current = index == seen.find.current;
    paint_button(ui, seen.theme, &response, is_current);
    if is_current {
        let bar = Rect::from_min_size(rect.min + vec2(0.0, 8.0), vec2(3.0, rect.height() - 16.0));
        ui.painter().rect_filled(bar, 1.5, seen.theme.accent);
    }
    let galley =
        ui.fonts_mut(|fonts| fonts.layout_job(job(&around, rect.width() - 18.0, seen.theme)));
    let top = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(pos2(rect.left() + 10.0, top), galley, seen.theme.text);
    response.clicked()
}

/// What no excerpt should begin with.
fn is_mark(c: char) -> bool {
    c.is_whitespace() || c.is_ascii_punctuation() || is_cjk_mark(c)
}

/// A hit with what stands around it in its lines.
struct Around {
    before: String,
    hit: String,
    behind: String,
}

fn around(text: &str, hit: Span<Clean>) -> Around {
    let (before, behind) = (
        text.get(..hit.start.index()).unwrap_or_default(),
        text.get(hit.end.index()..).unwrap_or_default(),
    );
    let line = before.chars().rev().take_while(|c| *c != '\n');
    let mut shown: Vec<char> = line.take(BEFORE_CHARS + 1).collect();
    let is_cut = shown.len() > BEFORE_CHARS;
    shown.truncate(BEFORE_CHARS);
    let shown: String = shown.into_iter().rev().collect();
    let shown = if is_cut { shown.trim_start_matches(is_mark) } else { shown.trim_start() };
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let within = text.get(hit.range()).unwrap_or_default();
    let within: String = within.chars().take(BEHIND_CHARS).collect();
    Around {
        before: if is_cut { format!("…{shown}") } else { shown.to_owned() },
        hit: if within.contains('\n') { one_line(&within) } else { within },
        behind: behind.chars().take_while(|c| *c != '\n').take(BEHIND_CHARS).collect(),
    }
}

fn job(around: &Around, width: f32, theme: &Theme) -> LayoutJob {
    let font = sans(TEXT_POINTS - 0.5);
    let plain = TextFormat { line_height: Some(21.0), ..TextFormat::simple(font, theme.text) };
    let hit = TextFormat { background: theme.hit, ..plain.clone() };
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    job.wrap.max_rows = 2;
    job.wrap.break_anywhere = true;
    for (text, format) in
        [(&around.before, plain.clone()), (&around.hit, hit), (&around.behind, plain)]
    {
        job.append(text, 0.0, format);
    }
    job
}

#[cfg(test)]
mod tests {
    use super::around;
    use crate::text::Span;

    #[test]
    fn a_hit_stands_in_its_line_with_some_words_around() {
        let text = "头一行\n　　从这里开始说起，一直说到很远的地方，才有企业\n二字，后面还有\n末行";
        let hit = text.find("企业").unwrap();
        let shown = around(text, Span::new(hit, hit + "企业\n二字".len()));
        assert_eq!(shown.before, "…直说到很远的地方，才有");
        assert_eq!((shown.hit.as_str(), shown.behind.as_str()), ("企业 二字", "，后面还有"));
        let start = around(text, Span::new(0, "头".len()));
        assert_eq!((start.before.as_str(), start.behind.as_str()), ("", "一行"));
    }
}
