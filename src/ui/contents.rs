//! The contents: headings and run-in leads, following what is read.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Align2, Rangef, Rect, ScrollArea, Ui, pos2, vec2};

use crate::app::seek::{self, Sought};
use crate::app::{Command, OpenDocument, State, texts};
use crate::outline::Outline;
use crate::text::{Clean, Pos, Source};
use crate::ui::contents_entries::{Entry, entries};
use crate::ui::contents_filter::{self, Pressed, filter_ui};
use crate::ui::progress::{progress_ui, sections};
use crate::ui::rows::Rows;
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{bold, elided, icons, paint_button, row, sans, with_wide_gaps, words};
use crate::ui::{Outbox, contents_marks, icons as icon};

/// Seconds for which a list that was scrolled by hand does not follow the reading while the pointer is over it.
const STILL_SECONDS: f64 = 5.0;

/// What the panel keeps between frames.
#[derive(Default)]
pub(crate) struct Contents {
    filter: String,
    /// Whether the filter's field had the keyboard in the last frame.
    is_filtering: bool,
    /// Whether the list's first row is to have it.
    wants_first: bool,
    /// Headings whose leads and lower headings are hidden, by their place in the file: that is the same however
    /// the document is cleaned.
    closed: Closed,
    /// The same of other documents, by the hash of their bytes, so that they come back as they were left.
    others: HashMap<String, (Closed, String)>,
    document: String,
    outline: Option<Arc<Outline>>,
    entries: Vec<Entry>,
    /// Where the sections of the highest level begin, as parts of the whole.
    sections: Vec<f32>,
    active: Option<usize>,
    /// Whether the list has yet to follow the reading there.
    lags: bool,
    /// What of the list was in view in the last frame, in points below its top.
    view: Option<Rangef>,
    rows: Rows,
    /// When the list was scrolled last, in seconds.
    scrolled_at: Option<f64>,
    /// What `rows` were made for: they are made anew when the filter is another.
    filtered: Option<String>,
}

type Closed = BTreeSet<Pos<Source>>;

impl Contents {
    /// Takes the headings of a document, if they are not those that are there.
    fn take(&mut self, open: &OpenDocument) {
        let outline = &open.document.outline;
        if self.outline.as_ref().is_some_and(|known| Arc::ptr_eq(known, outline)) {
            return;
        }
        let content = &open.document.fingerprint.content;
        if self.document != *content {
            let left = (std::mem::take(&mut self.closed), std::mem::take(&mut self.filter));
            self.others.insert(std::mem::replace(&mut self.document, content.clone()), left);
            (self.closed, self.filter) = self.others.remove(content).unwrap_or_default();
        }
        *self = Self {
            filter: std::mem::take(&mut self.filter),
            closed: std::mem::take(&mut self.closed),
            others: std::mem::take(&mut self.others),
            document: std::mem::take(&mut self.document),
            outline: Some(Arc::clone(outline)),
            entries: entries(open),
            sections: sections(open),
            ..Self::default()
        };
    }

    /// Finds out which entries show, if that may have changed.
    fn refresh_rows(&mut self) {
        if self.filtered.as_ref() == Some(&self.filter) {
            return;
        }
        let query = seek::normal(&self.filter);
        let sought = Sought::new(&query);
        let mut hidden_below = None;
        let mut rows = Rows::default();
        for (index, entry) in self.entries.iter().enumerate() {
            if hidden_below.is_some_and(|level| entry.level > level) {
                continue;
            }
            let hides = self.is_closed(entry) && self.filter.trim().is_empty();
            hidden_below = hides.then_some(entry.level);
            if sought.is_in(&entry.text) {
                rows.push(index, entry.height());
            }
        }
        self.rows = rows;
        self.filtered = Some(self.filter.clone());
    }

    fn is_closed(&self, entry: &Entry) -> bool {
        !entry.is_lead && self.closed.contains(&entry.source)
    }

    /// Opens what the entry at `index` stands under; the rest stays as the person left it.
    fn open_above(&mut self, index: usize) {
        let Some(mut level) = self.entries.get(index).map(|entry| entry.level) else { return };
        for entry in self.entries.iter().take(index).rev() {
            if entry.is_lead || entry.level >= level {
                continue;
            }
            level = entry.level;
            if self.closed.remove(&entry.source) {
                self.filtered = None;
            }
            if level <= 1 {
                break;
            }
        }
    }

    fn toggle(&mut self, heading: Pos<Source>) {
        if !self.closed.remove(&heading) {
            self.closed.insert(heading);
        }
        self.filtered = None;
    }

    /// How the entry at `index` is drawn.
    fn seen(&self, index: usize, row: usize) -> Seen {
        let heading = |index: usize| self.entries.get(index).and_then(|entry| entry.heading);
        let entry = self.entries.get(index);
        let is_branch = entry.is_some_and(|entry| !entry.is_lead)
            && heading(index) == self.active.and_then(heading);
        Seen {
            is_active: Some(index) == self.active,
            is_branch,
            is_closed: entry.is_some_and(|entry| self.is_closed(entry)),
            row,
            n_rows: self.rows.count(),
        }
    }
}

pub(crate) fn contents_ui(
    ui: &mut Ui,
    state: &State,
    contents: &mut Contents,
    theme: &Theme,
    out: &mut Outbox,
) {
    let Some(open) = &state.open else { return };
    let language = state.settings.language;
    contents.take(open);
    let rect = ui.max_rect();
    // The panel keeps its width whatever stands in it.
    ui.expand_to_include_rect(rect);
    let foot = Rect::from_min_max(pos2(rect.left(), rect.bottom() - 48.0), rect.max);
    ui.scope_builder(
        egui::UiBuilder::new().max_rect(Rect::from_min_max(
            rect.min + vec2(12.0, 12.0),
            pos2(rect.right() - 12.0, foot.top()),
        )),
        |ui| {
            contents.is_filtering = filter_ui(ui, state, &mut contents.filter, theme);
            ui.add_space(6.0);
            if contents.entries.is_empty() {
                ui.label(words(texts::NO_HEADINGS.get(language), SMALL_POINTS, theme.weak));
                return;
            }
            list(ui, state, contents, theme, out);
        },
    );
    progress_ui(ui, state, &contents.sections, theme, foot);
}

/// Takes the keys of the filter's field before the page can.
pub(crate) fn handle_keys(context: &egui::Context, contents: &mut Contents, out: &mut Outbox) {
    // A key that leaves the field has done so by now.
    let is_filtering = std::mem::take(&mut contents.is_filtering);
    match is_filtering.then(|| contents_filter::pressed(context, &mut contents.filter)).flatten() {
        Some(Pressed::Enter) => {
            contents.refresh_rows();
            let first = contents.rows.first().and_then(|first| contents.entries.get(first));
            if let Some(entry) = first {
                out.push(Command::GoTo(entry.span.start));
            }
        }
        Some(Pressed::Down) => contents.wants_first = true,
        None => {}
    }
}

/// The entry that is being read.
fn active_entry(state: &State, contents: &Contents) -> Option<usize> {
    let pos = state.reading_pos();
    contents.entries.partition_point(|entry| entry.span.start <= pos).checked_sub(1)
}

/// Whether the person looks about in the list, and is not to be pulled away: it was just scrolled, and the pointer
/// is still over it.
fn looks_about(ui: &Ui, contents: &mut Contents) -> bool {
    let (now, is_scrolled) = ui.input(|input| (input.time, input.smooth_scroll_delta.y != 0.0));
    if !ui.rect_contains_pointer(ui.available_rect_before_wrap()) {
        contents.scrolled_at = None;
    } else if is_scrolled {
        contents.scrolled_at = Some(now);
    }
    let Some(at) = contents.scrolled_at else { return false };
    let rest = STILL_SECONDS - (now - at);
    if rest > 0.0 && contents.lags {
        ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(rest));
    }
    rest > 0.0
}

/// Only the entries in view are drawn: a long book has thousands.
fn list(ui: &mut Ui, state: &State, contents: &mut Contents, theme: &Theme, out: &mut Outbox) {
    let active = active_entry(state, contents);
    let is_new = active != contents.active;
    contents.active = active;
    if let Some(active) = active.filter(|_| is_new) {
        contents.open_above(active);
    }
    contents.refresh_rows();
    contents.lags |= is_new;
    let looks_about = looks_about(ui, contents);
    if contents.rows.height() == 0.0 {
        ui.label(words(texts::NO_MATCH.get(state.settings.language), SMALL_POINTS, theme.weak));
    }
    let mut toggled = None;
    let mut wants_first = std::mem::take(&mut contents.wants_first);
    // Each document's list stays where it was scrolled to.
    let mut area = ScrollArea::vertical().auto_shrink([false, false]).id_salt(&contents.document);
    if let Some(view) = contents.view.filter(|_| contents.lags && !looks_about) {
        contents.lags = false;
        let to = active.and_then(|active| contents.rows.offset_to_show(active, view));
        area = to.into_iter().fold(area, ScrollArea::vertical_scroll_offset);
    }
    let shown = area.show_viewport(ui, |ui, viewport| {
        let rows = &contents.rows;
        ui.set_height(rows.height());
        let area = ui.max_rect();
        let name = texts::CONTENTS.get(state.settings.language);
        let tree = egui::UiBuilder::new().max_rect(area).accessibility_role(Role::Tree);
        let tree = ui.scope_builder(tree.accessibility_label(name), |ui| {
            for row in rows.within(viewport.y_range()) {
                let Some((index, place)) = rows.get(row, area) else { continue };
                let Some(entry) = contents.entries.get(index) else { continue };
                let takes_focus = std::mem::take(&mut wants_first);
                let shown = ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| {
                    entry_ui(ui, state, entry, contents.seen(index, row), theme)
                });
                if takes_focus {
                    ui.memory_mut(|memory| memory.request_focus(shown.inner.id));
                }
                if shown.inner.toggled {
                    toggled = Some(entry.source);
                } else if shown.inner.clicked {
                    out.push(Command::GoTo(entry.span.start));
                }
            }
        });
        let seen = area.intersect(ui.clip_rect());
        ui.ctx().accesskit_node_builder(tree.response.id, |node| {
            node.set_bounds(egui::accesskit::Rect {
                x0: seen.min.x.into(),
                y0: seen.min.y.into(),
                x1: seen.max.x.into(),
                y1: seen.max.y.into(),
            });
        });
        viewport.y_range()
    });
    contents.view = Some(shown.inner);
    if contents.lags && !looks_about {
        ui.ctx().request_repaint();
    }
    if let Some(heading) = toggled {
        contents.toggle(heading);
    }
}

#[derive(Clone, Copy)]
struct Seen {
    is_active: bool,
    is_branch: bool,
    is_closed: bool,
    /// Which of the rows it is, counted from 0, and how many there are.
    row: usize,
    n_rows: usize,
}

struct Shown {
    id: egui::Id,
    clicked: bool,
    toggled: bool,
}

fn entry_ui(ui: &mut Ui, state: &State, entry: &Entry, seen: Seen, theme: &Theme) -> Shown {
    let (rect, response) = row(ui, entry.height(), &entry.text);
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_role(Role::TreeItem);
        node.set_level(usize::from(entry.level));
        node.set_position_in_set(seen.row);
        node.set_size_of_set(seen.n_rows);
        node.set_selected(seen.is_active);
        if entry.has_children && !entry.is_lead {
            node.set_expanded(!seen.is_closed);
        }
    });
    paint_button(ui, theme, &response, seen.is_branch);
    let indent = 6.0
        + 12.0 * f32::from(entry.level.saturating_sub(1))
        + if entry.is_lead { 6.0 } else { 0.0 };
    let left = rect.left() + indent;
    if seen.is_branch {
        let bar =
            Rect::from_min_size(rect.left_top() + vec2(0.0, 7.0), vec2(3.0, rect.height() - 14.0));
        ui.painter().rect_filled(bar, 1.5, theme.accent);
    }
    let arrow = Rect::from_center_size(pos2(left + 7.0, rect.center().y), vec2(18.0, 22.0));
    if entry.has_children && !entry.is_lead {
        let sign = if seen.is_closed { icon::CHEVRON_RIGHT } else { icon::CHEVRON_DOWN };
        ui.painter().text(arrow.center(), Align2::CENTER_CENTER, sign, icons(13.0), theme.weak);
    }
    let marks = marks_in(state, entry);
    let count = marks.len();
    let font = if seen.is_branch {
        bold(TEXT_POINTS)
    } else if entry.is_lead {
        sans(13.0)
    } else {
        sans(TEXT_POINTS)
    };
    let color = if seen.is_active && entry.is_lead { theme.accent } else { theme.text };
    let room =
        rect.right() - left - 20.0 - if count > 0 { 26.0 + contents_marks::ROOM } else { 8.0 };
    // The space between two clauses is drawn one em wide, as on the page.
    let galley = elided(ui, &with_wide_gaps(&entry.text), font, color, room);
    let is_cut = galley.elided;
    ui.painter().galley(pos2(left + 20.0, rect.center().y - galley.size().y / 2.0), galley, color);
    if count > 0 {
        contents_marks::paint(
            ui,
            state.marks.colors(marks),
            rect.right_center() - vec2(34.0, 0.0),
            theme,
        );
        ui.painter().text(
            pos2(rect.right() - 8.0, rect.center().y),
            Align2::RIGHT_CENTER,
            count,
            sans(SMALL_POINTS),
            theme.weak,
        );
    }
    let on_arrow = response.interact_pointer_pos().is_some_and(|pos| arrow.contains(pos))
        && entry.has_children;
    // What is read whole needs no tip over its neighbours.
    let response = if is_cut { response.on_hover_text(entry.text.as_str()) } else { response };
    let clicked = response.clicked();
    Shown { id: response.id, clicked, toggled: clicked && on_arrow }
}

/// The places in the list of the passages that are marked under an entry, down to the next of its level.
fn marks_in(state: &State, entry: &Entry) -> Range<usize> {
    let before = |pos: Pos<Clean>| state.marks.n_before(pos);
    let start = before(entry.span.start);
    start..entry.end.map_or(state.marks.len(), before).max(start)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::Contents;
    use crate::app::{OpenDocument, Origin, Shared};
    use crate::clean::CleanOptions;
    use crate::document::Document;
    use crate::notebook::{Codebook, History};
    use crate::text::Pos;

    fn document(text: &str) -> OpenDocument {
        let options = CleanOptions::default();
        OpenDocument {
            origin: Origin::File(PathBuf::from("a.md")),
            document: Document::new("a.md", text.as_bytes(), None, &options).unwrap(),
            options,
            notebook: Shared::default(),
            history: History::default(),
            n_damaged: 0,
            codebook: Codebook::starting(),
            places: Shared::default(),
            position: Pos::default(),
            read_only: None,
            notices: Vec::new(),
        }
    }

    #[test]
    fn what_was_closed_stays_closed_when_another_document_was_shown_meanwhile() {
        let first = document("# 题\n\n## 甲\n\n### 子\n\n文字。\n\n## 乙\n\n文字。\n");
        let second = document("# 另一篇\n\n## 丙\n\n### 丁\n\n别的文字。\n");
        let mut contents = Contents::default();
        contents.take(&first);
        let closed = contents.entries.iter().find(|entry| entry.text == "甲").unwrap().source;
        contents.toggle(closed);
        contents.filter = "子".to_owned();
        contents.take(&second);
        assert!(contents.closed.is_empty() && contents.filter.is_empty());
        contents.take(&first);
        assert!(contents.closed.contains(&closed));
        assert_eq!(contents.filter, "子");
        // Cleaned anew it is the same document.
        let other = OpenDocument { document: first.document.recleaned(&first.options), ..first };
        contents.take(&other);
        assert!(contents.closed.contains(&closed));
    }

    #[test]
    fn what_stands_under_a_heading_ends_at_the_next_of_its_level() {
        let open = document("## 甲\n\n### 子\n\n文字。\n\n### 丑\n\n文字。\n\n## 乙\n\n文字。\n");
        let mut contents = Contents::default();
        contents.take(&open);
        let start = |text: &str| {
            contents.entries.iter().find(|entry| entry.text == text).unwrap().span.start
        };
        let ends: Vec<_> =
            contents.entries.iter().map(|entry| (entry.text.as_str(), entry.end)).collect();
        let wanted = [
            ("甲", Some(start("乙"))),
            ("子", Some(start("丑"))),
            ("丑", Some(start("乙"))),
            ("乙", None),
        ];
        assert_eq!(ends, wanted);
    }
}
