//! The hits of the find in a list, each with the words around it, under the headings they stand under.
//! Only what is in view is laid out, however many there are.

use egui::text::{LayoutJob, TextFormat};
use egui::{Align2, Rangef, Rect, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::app::{Command, Find, HitGroup, OpenDocument, State, texts};
use crate::text::chars::is_cjk_mark;
use crate::text::{Clean, Span, words};
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{bold, elided, paint_button, row, sans};
use crate::ui::{Outbox, widgets};

/// Heights in whole points, so that sums of a million of them are exact.
const HIT_HEIGHT: f32 = 52.0;
const HEAD_HEIGHT: f32 = 34.0;
/// Most characters shown before a hit and behind it.
const BEFORE_CHARS: usize = 12;
const BEHIND_CHARS: usize = 60;
/// Characters before these that are looked at to find where words begin.
const WORD_CHARS: usize = 12;

/// What the list keeps between frames.
#[derive(Default)]
pub(crate) struct HitList {
    /// The hit that was shown last as the current one.
    current: Option<usize>,
}

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    /// The heading of a group.
    Head(usize),
    /// A hit.
    Hit(usize),
}

/// The rows of grouped hits. Where a row stands follows from its number, so that a list of a million is not
/// made, only looked into.
#[derive(Clone, Copy)]
struct Lines<'a> {
    groups: &'a [HitGroup],
}

impl Lines<'_> {
    /// The height of all, in points.
    fn height(self) -> f32 {
        let n_hits = self.groups.last().map_or(0, |group| group.hits.end);
        Self::top(self.groups.len(), n_hits)
    }

    /// The height of so many heads and hits, in points.
    fn top(n_heads: usize, n_hits: usize) -> f32 {
        n_heads as f32 * HEAD_HEIGHT + n_hits as f32 * HIT_HEIGHT
    }

    /// The group that has a part at `y` points below the list's top.
    fn group_at(self, y: f32) -> usize {
        let starts_above = |index: usize, group: &HitGroup| Self::top(index, group.hits.start) <= y;
        let (mut low, mut high) = (0, self.groups.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            let is_above = self.groups.get(middle).is_some_and(|group| starts_above(middle, group));
            if is_above { low = middle + 1 } else { high = middle }
        }
        low.saturating_sub(1)
    }

    /// The rows that have a part in `view`, each with its top in points below the list's.
    fn within(self, view: Rangef) -> impl Iterator<Item = (Line, f32)> {
        let groups = self.groups.iter().enumerate().skip(self.group_at(view.min));
        let rows = groups.flat_map(move |(index, group)| {
            let top = Self::top(index, group.hits.start);
            let first = ((view.min - top - HEAD_HEIGHT) / HIT_HEIGHT).max(0.0) as usize;
            let hits = group.hits.clone().skip(first);
            let hits = hits.map(move |hit| (Line::Hit(hit), Self::top(index + 1, hit)));
            std::iter::once((Line::Head(index), top)).chain(hits)
        });
        let is_below_top = move |(line, top): &(Line, f32)| top + line.height() > view.min;
        rows.take_while(move |(_, top)| *top < view.max).filter(is_below_top)
    }

    /// Where a hit stands, in points below the list's top.
    fn top_of(self, hit: usize) -> f32 {
        let n_heads = self.groups.partition_point(|group| group.hits.start <= hit);
        Self::top(n_heads, hit)
    }
}

impl Line {
    const fn height(self) -> f32 {
        match self {
            Self::Head(_) => HEAD_HEIGHT,
            Self::Hit(_) => HIT_HEIGHT,
        }
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
    let inner = ui.max_rect().shrink2(vec2(12.0, 12.0));
    ui.expand_to_include_rect(ui.max_rect());
    ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
        if find.hits.is_empty() {
            if find.ticket.is_none() && find.problem.is_none() {
                let hint = texts::no_hits_hint(language, find.query.switches);
                ui.label(widgets::words(hint, SMALL_POINTS, theme.weak));
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
        scrolled(ui, &seen, follows, out);
    });
}

/// What drawing a row needs.
struct Seen<'a> {
    state: &'a State,
    find: &'a Find,
    open: &'a OpenDocument,
    theme: &'a Theme,
}

fn scrolled(ui: &mut Ui, seen: &Seen<'_>, follows: bool, out: &mut Outbox) {
    let lines = Lines { groups: &seen.find.groups };
    ScrollArea::vertical().auto_shrink([false, false]).show_viewport(ui, |ui, viewport| {
        ui.set_height(lines.height());
        let area = ui.max_rect();
        let place = |top: f32, height: f32| {
            let top = area.top() + top;
            Rect::from_x_y_ranges(area.x_range(), top..=top + height)
        };
        for (line, top) in lines.within(viewport.y_range()) {
            let place = place(top, line.height());
            ui.scope_builder(UiBuilder::new().max_rect(place), |ui| match line {
                Line::Head(group) => head(ui, seen, lines.groups.get(group)),
                Line::Hit(hit) if hit_ui(ui, seen, hit) => out.push(Command::GoToHit(hit)),
                Line::Hit(_) => {}
            });
        }
        let current = place(lines.top_of(seen.find.current), HIT_HEIGHT);
        if follows && !ui.clip_rect().contains_rect(current) {
            ui.scroll_to_rect(current, Some(egui::Align::Center));
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

/// The last words of a line, and whether others stand before them: it begins with a word, not within one, and with
/// no mark.
fn line_end(line: &str) -> (&str, bool) {
    let back = |n_chars: usize| line.char_indices().rev().nth(n_chars - 1).map(|(at, _)| at);
    let Some(first) = back(BEFORE_CHARS).filter(|first| *first > 0) else {
        return (line.trim_start(), false);
    };
    let from = back(BEFORE_CHARS + WORD_CHARS).unwrap_or(0);
    let mut breaks = words::breaks(line.get(from..).unwrap_or_default()).map(|at| from + at);
    let word = breaks.find(|at| *at >= first).filter(|at| *at < line.len()).unwrap_or(first);
    (line.get(word..).unwrap_or_default().trim_start_matches(is_mark), true)
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
    let line = before.rsplit('\n').next().unwrap_or_default();
    let (shown, is_cut) = line_end(line);
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let within = text.get(hit.range()).unwrap_or_default();
    let within: String = within.chars().take(BEHIND_CHARS).collect();
    Around {
        before: if is_cut { format!("…{shown}") } else { shown.to_owned() },
        hit: if within.contains('\n') { one_line(&within) } else { within },
        behind: behind.chars().take_while(|c| *c != '\n').take(BEHIND_CHARS).collect(),
    }
}

/// A hit with the words around it, in two lines at most.
pub(crate) fn excerpt(
    ui: &Ui,
    text: &str,
    hit: Span<Clean>,
    width: f32,
    theme: &Theme,
) -> std::sync::Arc<egui::Galley> {
    let job = job(&around(text, hit), width, theme);
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

fn job(around: &Around, width: f32, theme: &Theme) -> LayoutJob {
    let font = sans(TEXT_POINTS - 0.5);
    let plain = TextFormat { line_height: Some(21.0), ..TextFormat::simple(font, theme.text) };
    let hit = TextFormat { background: theme.hit, ..plain.clone() };
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    job.wrap.max_rows = 2;
    for (text, format) in
        [(&around.before, plain.clone()), (&around.hit, hit), (&around.behind, plain)]
    {
        job.append(text, 0.0, format);
    }
    job
}

#[cfg(test)]
mod tests {
    use egui::Rangef;

    use super::{HIT_HEIGHT, Line, Lines, around, job};
    use crate::app::HitGroup;
    use crate::app::ThemeName;
    use crate::text::Span;
    use crate::ui::theme::theme;

    #[test]
    fn rows_stand_one_below_the_other_and_only_those_in_view_are_made() {
        let group = |heading, hits| HitGroup { heading: Some(heading), hits };
        let groups = [group(0, 0..2), group(3, 2..3), group(4, 3..100_003)];
        let lines = Lines { groups: &groups };
        let all: Vec<_> = lines.within(Rangef::new(0.0, 400.0)).collect();
        let mut top = 0.0;
        for (line, at) in &all {
            assert!((at - top).abs() < 0.01, "{line:?} at {at}, not {top}");
            top += line.height();
        }
        let last = lines.top_of(100_002);
        let heads = all.iter().filter(|(line, _)| matches!(line, Line::Head(_))).count();
        assert_eq!((heads, all[3].0, all[4].0), (3, Line::Head(1), Line::Hit(2)));
        assert!((lines.height() - last - HIT_HEIGHT).abs() < 0.01, "it ends with the last");
        let view = Rangef::new(last - 1.0, last + 500.0);
        let seen: Vec<_> = lines.within(view).map(|(line, _)| line).collect();
        assert_eq!(seen, [Line::Hit(100_001), Line::Hit(100_002)]);
        assert_eq!(Lines { groups: &[] }.within(view).count(), 0);
    }

    #[test]
    fn no_row_of_a_hit_begins_with_a_mark_that_may_not_begin_a_line() {
        let text = "他说，企业、学校、商店，都要“复工”，“复产”；也要防护：口罩、手套，一样不少。";
        let hit = text.find("学校").unwrap();
        let around = around(text, Span::new(hit, hit + "学校".len()));
        let context = egui::Context::default();
        crate::ui::install(&context);
        let mut begins = String::new();
        let output = context.run_ui(egui::RawInput::default(), |ui| {
            for width in 90..320_u16 {
                let job = job(&around, f32::from(width), theme(ThemeName::default()));
                let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
                assert!(galley.rows.len() <= 2);
                begins.extend(
                    galley.rows.get(1).and_then(|row| row.glyphs.first()).map(|glyph| glyph.chr),
                );
            }
        });
        output.drop_without_applying_deltas();
        assert!(begins.chars().count() > 200);
        assert_eq!(begins.replace(|c| !"，、。；：”".contains(c), ""), "");
    }

    #[test]
    fn a_hit_stands_in_its_line_with_some_words_around() {
        let text = "头一行\n　　从这里开始说起，一直说到很远的地方，才有企业\n二字，后面还有\n末行";
        let hit = text.find("企业").unwrap();
        let shown = around(text, Span::new(hit, hit + "企业\n二字".len()));
        assert_eq!(shown.before, "…一直说到很远的地方，才有");
        assert_eq!((shown.hit.as_str(), shown.behind.as_str()), ("企业 二字", "，后面还有"));
        // Not within a word, and not with a mark.
        let text = "他说：“Internationalization of software 很难，、。企业复工”";
        let hit = text.find("复工").unwrap();
        let shown = around(text, Span::new(hit, hit + 6));
        assert_eq!(shown.before, "…很难，、。企业");
        let hit = text.find("企业").unwrap();
        assert_eq!(around(text, Span::new(hit, hit + 6)).before, "…很难，、。");
        let text = "各地推进中华人民共和国企业复工复产以后";
        let hit = text.find("复工").unwrap();
        assert_eq!(around(text, Span::new(hit, hit + 6)).before, "…推进中华人民共和国企业");
        let text = "头一行\n　　从这里";
        let start = around(text, Span::new(0, "头".len()));
        assert_eq!((start.before.as_str(), start.behind.as_str()), ("", "一行"));
    }
}
