//! The tree of tags: a row each, to be clicked, filtered, and dragged onto another.

use std::collections::BTreeSet;

use egui::accesskit::Role;
use egui::{
    Align2, Key, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use crate::app::seek::{self, Sought};
use crate::app::{Command, TagEdit, texts};
use crate::notebook::{Tag, TagId};
use crate::ui::Outbox;
use crate::ui::reader::underline;
use crate::ui::tags::{Desk, Doing, TagManager, detail, filter_id};
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{bold, elided, paint_button, sans, words};

const ROW: f32 = 30.0;
const INDENT: f32 = 18.0;

pub(super) fn tree_ui(ui: &mut Ui, desk: &Desk<'_>, manager: &mut TagManager, out: &mut Outbox) {
    let tags = &desk.state.codebook.tags;
    let shown = fitting(desk, &manager.typed);
    let is_shown = |id: &TagId| shown.as_ref().is_none_or(|shown| shown.contains(id));
    let all = desk.known.tree.iter().filter(|(_, id)| is_shown(id));
    let tree: Vec<(usize, &Tag)> =
        all.filter_map(|(depth, id)| Some((*depth, tags.get(id)?))).collect();
    step_by_keys(ui, desk, manager, &tree, out);
    let is_dragging = egui::DragAndDrop::has_payload_of_type::<TagId>(ui.ctx());
    if top_ui(ui, desk, (is_dragging, manager.chosen.is_empty()), out) {
        detail::finish(desk.state, manager, out);
        manager.chosen.clear();
    }
    if tree.is_empty() {
        ui.add_space(16.0);
        let none = texts::NO_MATCH.get(desk.language);
        ui.label(words(none, TEXT_POINTS, desk.theme.weak));
    }
    let scroll = ScrollArea::vertical().id_salt("tag tree").auto_shrink([false, false]);
    scroll.show_viewport(ui, |ui, viewport| {
        ui.set_height(tree.len() as f32 * ROW);
        let area = ui.max_rect();
        let place = |at: usize| {
            let top = area.top() + at as f32 * ROW;
            Rect::from_x_y_ranges(area.x_range(), top..=top + ROW)
        };
        let first = (viewport.top() / ROW).max(0.0) as usize;
        let last = ((viewport.bottom() / ROW).ceil() as usize).min(tree.len());
        for (at, (depth, tag)) in tree.iter().enumerate().take(last).skip(first) {
            let line = UiBuilder::new().max_rect(place(at)).id_salt(&tag.id.0);
            ui.scope_builder(line, |ui| row_ui(ui, desk, manager, *depth, tag, out));
        }
        if std::mem::take(&mut manager.follows) {
            let is_chosen = |(_, tag): &(usize, &Tag)| manager.chosen.last() == Some(&tag.id);
            let at = tree.iter().position(is_chosen);
            at.into_iter().for_each(|at| ui.scroll_to_rect(place(at), None));
        }
    });
}

/// The tags that fit what was typed, with those above them; `None` for all.
fn fitting(desk: &Desk<'_>, typed: &str) -> Option<BTreeSet<TagId>> {
    let query = seek::normal(typed.trim().trim_start_matches('#'));
    if query.is_empty() {
        return None;
    }
    let (sought, codebook) = (Sought::new(&query), &desk.state.codebook);
    let mut shown = BTreeSet::new();
    for tag in codebook.live().filter(|tag| sought.is_in(&codebook.path(&tag.id))) {
        let mut next = Some(tag);
        while let Some(tag) = next.filter(|tag| shown.insert(tag.id.clone())) {
            next = tag.parent.as_ref().and_then(|parent| codebook.tags.get(parent));
        }
    }
    Some(shown)
}

/// ↑ and ↓ go through the rows, also from the field that filters them; another field keeps them.
fn step_by_keys(
    ui: &Ui,
    desk: &Desk<'_>,
    manager: &mut TagManager,
    tree: &[(usize, &Tag)],
    out: &mut Outbox,
) {
    let filters = ui.memory(|memory| memory.has_focus(filter_id()));
    if ui.ctx().text_edit_focused() && !filters {
        return;
    }
    let (down, up) = ui.input_mut(|input| {
        let mut take = |key| input.consume_key(egui::Modifiers::NONE, key);
        (take(Key::ArrowDown), take(Key::ArrowUp))
    });
    if !down && !up {
        return;
    }
    let now = manager.chosen.last();
    let index = tree.iter().position(|(_, tag)| Some(&tag.id) == now);
    let next = match index {
        Some(index) if down => (index + 1).min(tree.len().saturating_sub(1)),
        Some(index) => index.saturating_sub(1),
        None => 0,
    };
    if let Some((_, tag)) = tree.get(next) {
        choose(desk, manager, &tag.id, false, out);
        manager.follows = true;
    }
}

fn choose(desk: &Desk<'_>, manager: &mut TagManager, id: &TagId, adds: bool, out: &mut Outbox) {
    detail::finish(desk.state, manager, out);
    if !adds {
        manager.chosen.clear();
    }
    if adds && manager.chosen.contains(id) {
        manager.chosen.retain(|other| other != id);
    } else {
        manager.chosen.push(id.clone());
    }
    manager.doing = Doing::Editing;
}

fn row_ui(
    ui: &mut Ui,
    desk: &Desk<'_>,
    manager: &mut TagManager,
    depth: usize,
    tag: &Tag,
    out: &mut Outbox,
) {
    let theme = desk.theme;
    let width = ui.available_width();
    let (rect, response) = ui.allocate_exact_size(vec2(width, ROW), Sense::click_and_drag());
    let is_on = manager.chosen.contains(&tag.id);
    let path = desk.state.codebook.path(&tag.id);
    response.widget_info(|| WidgetInfo::selected(Role::TreeItem, true, is_on, &path));
    response.ctx.accesskit_node_builder(response.id, |node| node.set_level(depth + 1));
    paint_button(ui, theme, &response, is_on);
    let left = rect.left() + 8.0 + INDENT * depth as f32;
    sample(
        ui,
        theme,
        tag,
        Rect::from_min_size(pos2(left, rect.center().y - 7.0), vec2(22.0, 14.0)),
    );
    let font = if is_on { bold(TEXT_POINTS) } else { sans(TEXT_POINTS) };
    let name = elided(ui, &tag.name, font, theme.text, rect.right() - 84.0 - left - 32.0);
    let at = pos2(left + 32.0, rect.center().y - name.size().y / 2.0);
    ui.painter().galley(at, name, theme.text);
    let (here, elsewhere) = (desk.here(&tag.id), desk.elsewhere(&tag.id));
    let count = if elsewhere > 0 { format!("{here} + {elsewhere}") } else { here.to_string() };
    let right = pos2(rect.right() - 34.0, rect.center().y);
    ui.painter().text(right, Align2::RIGHT_CENTER, count, sans(SMALL_POINTS), theme.weak);
    if let Some(slot) = tag.slot {
        let cap =
            Rect::from_center_size(pos2(rect.right() - 16.0, rect.center().y), vec2(18.0, 18.0));
        ui.painter().rect_stroke(cap, 4.0, Stroke::new(1.0, theme.edge), StrokeKind::Inside);
        ui.painter().text(cap.center(), Align2::CENTER_CENTER, slot, sans(11.0), theme.weak);
    }
    if response.clicked() {
        let adds = ui.input(|input| input.modifiers.command);
        choose(desk, manager, &tag.id, adds, out);
    }
    drag(ui, desk, tag, &response, out);
}

/// A row that is dragged, or that another is dropped on.
fn drag(ui: &Ui, desk: &Desk<'_>, tag: &Tag, response: &egui::Response, out: &mut Outbox) {
    response.dnd_set_drag_payload(tag.id.clone());
    if response.dragged()
        && let Some(at) = ui.input(|input| input.pointer.hover_pos())
    {
        let layer = egui::LayerId::new(egui::Order::Tooltip, crate::ui::fixed_id("dragged tag"));
        let painter = ui.ctx().layer_painter(layer);
        let galley = painter.layout_no_wrap(tag.name.clone(), sans(TEXT_POINTS), desk.theme.text);
        let rect = Rect::from_min_size(at + vec2(14.0, 4.0), galley.size() + vec2(16.0, 8.0));
        painter.rect_filled(rect, 6.0, desk.theme.card);
        painter.rect_stroke(rect, 6.0, Stroke::new(1.0, desk.theme.edge), StrokeKind::Inside);
        painter.galley(rect.min + vec2(8.0, 4.0), galley, desk.theme.text);
    }
    if response.dnd_hover_payload::<TagId>().is_some_and(|other| *other != tag.id) {
        let stroke = Stroke::new(2.0, desk.theme.accent);
        ui.painter().rect_stroke(response.rect, 6.0, stroke, StrokeKind::Inside);
    }
    if let Some(other) = response.dnd_release_payload::<TagId>().filter(|other| **other != tag.id) {
        out.push(Command::EditTag((*other).clone(), TagEdit::Parent(Some(tag.id.clone()))));
    }
}

/// The library as a whole, which a click chooses, and where a tag is dropped to come to the top.
fn top_ui(
    ui: &mut Ui,
    desk: &Desk<'_>,
    (is_dragging, is_on): (bool, bool),
    out: &mut Outbox,
) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let label = if is_dragging { texts::DROP_AT_TOP } else { texts::ALL_TAGS };
    let label = label.get(desk.language);
    response.widget_info(|| WidgetInfo::selected(Role::TreeItem, true, is_on, label));
    paint_button(ui, desk.theme, &response, is_on);
    let is_over = response.dnd_hover_payload::<TagId>().is_some();
    if is_dragging {
        let edge = if is_over { desk.theme.accent } else { desk.theme.edge };
        ui.painter().rect_stroke(rect, 6.0, Stroke::new(1.0, edge), StrokeKind::Inside);
    }
    let left = pos2(rect.left() + 8.0, rect.center().y);
    ui.painter().text(left, Align2::LEFT_CENTER, label, sans(SMALL_POINTS), desk.theme.weak);
    if let Some(id) = response.dnd_release_payload::<TagId>() {
        out.push(Command::EditTag((*id).clone(), TagEdit::Parent(None)));
    }
    response.clicked()
}

/// How a tag looks on the page, small.
pub(crate) fn sample(ui: &Ui, theme: &Theme, tag: &Tag, rect: Rect) {
    let highlight = theme.highlight(tag.color).with_pattern(tag.pattern);
    ui.painter().rect_filled(rect, 3.0, highlight.fill);
    underline::paint(ui.painter(), Some(highlight.pattern), rect, 0, highlight.ink);
}
