//! The bar beside a selection, or beside the mark that keys act on.

use egui::{Area, Id, LayerId, Order, Pos2, Rect, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::app::{Action, State, texts};
use crate::ui::reader::Reader;
use crate::ui::theme::{TEXT_POINTS, Theme};
use crate::ui::widgets::{bold, elided, floating, icon_button, paint_button, sans};
use crate::ui::{Outbox, fixed_id, icons, notes, stack};

const HEIGHT: f32 = 44.0;
const GAP: f32 = 8.0;
/// Between the bar's buttons and the page's sides, in points.
const INSET: f32 = 20.0;
/// The widest name of a tag, in points.
const NAME: f32 = 140.0;
/// The narrowest page whose buttons show their keys, in points: in a narrower one they would take a second row.
const SHOWS_KEYS: f32 = 560.0;

pub(crate) fn selection_bar_ui(
    ui: &mut Ui,
    state: &State,
    reader: &Reader,
    theme: &Theme,
    out: &mut Outbox,
) {
    if reader.is_dragging()
        || state.picker.is_some()
        || state.editor.is_some()
        || state.popover.is_some()
    {
        return;
    }
    let boxes =
        if state.selection.is_some() { reader.selected_boxes() } else { reader.active_boxes() };
    let is_quiet = state.active == state.quiet;
    let is_active = state.selection.is_none() && !is_quiet && state.active_annotation().is_some();
    if boxes.is_empty() || (state.selection.is_none() && !is_active) {
        return;
    }
    // The bars above the page are read with what is marked in it.
    let page = ui.available_rect_before_wrap();
    let id = area_id();
    let height = if is_active { HEIGHT + 30.0 } else { HEIGHT };
    // What is left for the list of marks that lie upon each other, on the side with more room.
    let (first, last) = (boxes[0], boxes[boxes.len() - 1]);
    let side = (page.bottom() - last.bottom()).max(first.top() - page.top());
    let room = side - height - 56.0;
    let size = ui
        .ctx()
        .memory(|memory| memory.area_rect(id))
        .map_or(vec2(430.0, height), |rect| rect.size());
    // What stands in the margin is not to be covered either.
    let margin = if reader.kept > 0.0 { page.right() } else { reader.text_right };
    let at = place(page, boxes, size, margin);
    Area::new(id).order(Order::Middle).fixed_pos(at).constrain_to(page).show(ui.ctx(), |ui| {
        floating(theme).inner_margin(6).show(ui, |ui| {
            ui.set_max_width(page.width() - 2.0 * INSET);
            if is_active {
                stack::stack_ui(ui, state, room, theme, out);
            }
            if let Some(annotation) = state.active_annotation().filter(|_| is_active) {
                notes::color_dots(ui, state, annotation, theme, out);
            }
            // In a narrow window, or with long names of tags, it takes a second row.
            let shows_keys = page.width() >= SHOWS_KEYS;
            ui.horizontal_wrapped(|ui| {
                buttons(ui, state, theme, (is_active, shows_keys), out);
            });
        });
    });
}

fn area_id() -> Id {
    fixed_id("selection bar")
}

/// Whether the pointer is on the bar where it lies on the page: the wheel goes on turning the page there.
pub(crate) fn is_under_pointer(ui: &Ui, page: Rect) -> bool {
    let pointer = ui.input(|input| input.pointer.hover_pos()).filter(|at| page.contains(*at));
    let layer = pointer.and_then(|at| ui.ctx().layer_id_at(at));
    layer == Some(LayerId::new(Order::Middle, area_id()))
}

/// Above the first line if there is room: who marks and reads on has the next passage below, and presses there. Else
/// in the margin, which begins at `margin`, if it is wide enough; else below the last line, or, where it would hide
/// whole lines of what is read next, at the page's foot. Never over the passage while it fits anywhere else.
fn place(page: Rect, boxes: &[Rect], size: Vec2, margin: f32) -> Pos2 {
    let (first, last) = (boxes[0], boxes[boxes.len() - 1]);
    let above = first.top() - GAP - size.y;
    let below = last.bottom() + GAP + 4.0;
    let foot = page.bottom() - GAP - size.y;
    let farthest_right = (page.right() - size.x - INSET).max(page.left() + GAP);
    let beside = |line: Rect| {
        let x = line.right().min(line.center().x + 60.0) - size.x / 2.0;
        x.clamp(page.left() + GAP, farthest_right)
    };
    if above >= page.top() {
        pos2(beside(first), above)
    } else if margin + INSET <= farthest_right {
        pos2(margin + INSET, first.top().clamp(page.top() + GAP, foot.max(page.top() + GAP)))
    } else if below > foot {
        // It lies upon the passage whatever is done: where less of it stands.
        let is_above = first.top() - page.top() > page.bottom() - last.bottom();
        pos2(beside(if is_above { first } else { last }), if is_above { page.top() } else { foot })
    } else if size.x > page.width() / 2.0 {
        pos2(page.center().x - size.x / 2.0, foot)
    } else {
        pos2(beside(last), below)
    }
}

fn buttons(
    ui: &mut Ui,
    state: &State,
    theme: &Theme,
    (is_active, shows_keys): (bool, bool),
    out: &mut Outbox,
) {
    let language = state.settings.language;
    ui.spacing_mut().item_spacing = vec2(2.0, 2.0);
    for (slot, tag) in state.keyed_tags() {
        let is_on =
            is_active && state.active_annotation().is_some_and(|note| note.tags.contains(&tag.id));
        let dot = theme.highlight(tag.color).ink;
        let key = slot.to_string();
        if key_button(
            ui,
            theme,
            shown(shows_keys, single_key(state, &key)),
            Some(dot),
            &tag.name,
            is_on,
        ) {
            out.act(Action::TagSlot(slot));
        }
    }
    let rest = [("T", texts::TAGS, Action::PickTag), ("N", texts::NOTE, Action::WriteNote)];
    for (key, name, action) in rest {
        if key_button(
            ui,
            theme,
            shown(shows_keys, single_key(state, key)),
            None,
            name.get(language),
            false,
        ) {
            out.act(action);
        }
    }
    let last = if is_active {
        ("Del", texts::REMOVE, Action::Remove)
    } else {
        (single_key(state, "H"), texts::HIGHLIGHT, Action::Highlight)
    };
    if key_button(ui, theme, shown(shows_keys, last.0), None, last.1.get(language), false) {
        out.act(last.2);
    }
    if is_active {
        return;
    }
    if key_button(ui, theme, shown(shows_keys, "Ctrl C"), None, texts::COPY.get(language), false) {
        out.act(Action::Copy);
    }
    let name = Action::ShowRulings.name().get(language);
    let tip = Action::ShowRulings.tip(language);
    if icon_button(ui, theme, icons::SQUARE_PEN, name, &tip, false).clicked() {
        out.act(Action::ShowRulings);
    }
}

/// A key where there is room for it.
const fn shown(has_room: bool, key: &str) -> &str {
    if has_room { key } else { "" }
}

/// A bare character as a button's key; none while these are switched off.
pub(crate) const fn single_key<'a>(state: &State, key: &'a str) -> &'a str {
    if state.settings.uses_single_keys { key } else { "" }
}

/// A button with its key, if it has one, in a small frame.
pub(crate) fn key_button(
    ui: &mut Ui,
    theme: &Theme,
    key: &str,
    dot: Option<egui::Color32>,
    name: &str,
    is_on: bool,
) -> bool {
    let key_galley = ui.painter().layout_no_wrap(key.to_owned(), sans(11.0), theme.weak);
    let font = if is_on { bold(TEXT_POINTS - 0.5) } else { sans(TEXT_POINTS - 0.5) };
    let galley = elided(ui, name, font, theme.text, NAME);
    let key_width = if key.is_empty() { 0.0 } else { key_galley.size().x + 9.0 };
    let dot_width = if dot.is_some() { 13.0 } else { 0.0 };
    let (rect, response) = ui.allocate_exact_size(
        vec2(key_width + dot_width + galley.size().x + 20.0, 32.0),
        Sense::click(),
    );
    let label = name.to_owned();
    response.widget_info(move || {
        WidgetInfo::selected(egui::accesskit::Role::Button, true, is_on, &label)
    });
    paint_button(ui, theme, &response, is_on);
    let middle = rect.center().y;
    let cap = Rect::from_min_size(pos2(rect.left() + 7.0, middle - 9.0), vec2(key_width, 18.0));
    if !key.is_empty() {
        let edge = egui::Stroke::new(1.0, theme.hairline);
        ui.painter().rect_stroke(cap, 4.0, edge, egui::StrokeKind::Inside);
    }
    ui.painter().galley(cap.center() - key_galley.size() / 2.0, key_galley, theme.weak);
    if let Some(color) = dot {
        ui.painter().circle_filled(pos2(cap.right() + 9.0, middle), 4.0, color);
    }
    ui.painter().galley(
        pos2(cap.right() + dot_width + 6.0, middle - galley.size().y / 2.0),
        galley,
        theme.text,
    );
    response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}
