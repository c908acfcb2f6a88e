//! The page in two: where the halves stand, what stands above each, and the border that is moved between them.
//!
//! Of the half without the keyboard the views are the same ones, on what that half shows. Whatever a person does
//! there sends the keyboard there first.

use egui::accesskit::Role;
use egui::{CursorIcon, Key, Rect, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::app::{Action, CleanedView, Command, Half, Split, State, texts};
use crate::ui::regions::Region;
use crate::ui::theme::{SMALL_POINTS, Theme};
use crate::ui::widgets::{bold, elided, icons, paint_button, sans};
use crate::ui::{Outbox, Pane, View, icons as icon};

/// Narrowest room in which the halves stand side by side, in points; in a narrower one they stand one below the
/// other.
const NARROWEST: f32 = 620.0;
/// Height of what stands above a half, in points.
const HEAD: f32 = 30.0;
/// Width of what can be grasped of the border, in points.
const BORDER: f32 = 9.0;
/// How far a key moves the border, in hundredths.
const STEP: u8 = 5;

/// Shows both halves in all of the room that is left.
pub(crate) fn halves_ui(
    ui: &mut Ui,
    state: &State,
    (view, lists_hits): (&mut View, bool),
    split: &Split,
    theme: &Theme,
    out: &mut Outbox,
) {
    let room = Room::new(ui.available_rect_before_wrap(), split.share);
    let (half, other) = (state.half, state.half.other());
    view.regions.add(region(half), room.half(half));
    view.regions.add(region(other), room.half(other));
    // The half with the keyboard comes last: of what both may open its own counts.
    if let Some(shown) = state.other_half() {
        let mut wants = Outbox::default();
        view.other.reader.look_beside(&view.pane.reader);
        in_half(ui, other, room.half(other), |ui| {
            head_ui(ui, state, &shown, other, theme, out);
            view.other.find.is_idle = true;
            pane_ui(ui, &shown, &mut view.other, lists_hits, theme, &mut wants);
        });
        pass_on(wants, out);
    }
    view.pane.reader.look_beside(&view.other.reader);
    in_half(ui, half, room.half(half), |ui| {
        head_ui(ui, state, state, half, theme, out);
        view.pane.find.is_idle = false;
        pane_ui(ui, state, &mut view.pane, lists_hits, theme, out);
        crate::ui::on_page_ui(ui, state, view, theme, out);
    });
    border_ui(ui, state, split, &room, theme, out);
    ui.allocate_rect(room.rect, Sense::hover());
}

/// The region that the keyboard finds a half in.
pub(crate) const fn region(half: Half) -> Region {
    match half {
        Half::First => Region::Page,
        Half::Second => Region::SecondHalf,
    }
}

/// One page with its find bar.
pub(crate) fn pane_ui(
    ui: &mut Ui,
    state: &State,
    pane: &mut Pane,
    lists_hits: bool,
    theme: &Theme,
    out: &mut Outbox,
) {
    crate::ui::find_bar::find_ui(ui, state, &mut pane.find, lists_hits, theme, out);
    sheet_ui(ui, state, pane, theme, out);
}

/// The page itself, or what stands in its place.
pub(crate) fn sheet_ui(
    ui: &mut Ui,
    state: &State,
    pane: &mut Pane,
    theme: &Theme,
    out: &mut Outbox,
) {
    match &state.open {
        Some(open) if state.cleaned_view == CleanedView::Compare => {
            crate::ui::compare::compare_ui(ui, state, open, &mut pane.compare, theme, out);
        }
        Some(open) if open.document.blocks.is_empty() => {
            crate::ui::start_page::empty_ui(ui, state, open, theme, out);
        }
        Some(_) => crate::ui::reader::reader_ui(ui, state, &mut pane.reader, theme, out),
        None => {}
    }
}

fn in_half(ui: &mut Ui, half: Half, rect: Rect, add: impl FnOnce(&mut Ui)) {
    let builder = UiBuilder::new().max_rect(rect).id_salt(("half", half == Half::First));
    ui.scope_builder(builder, |ui| {
        ui.set_clip_rect(rect.intersect(ui.clip_rect()));
        ui.spacing_mut().item_spacing.y = 0.0;
        add(ui);
    });
}

/// Hands on what is wanted in the half without the keyboard: that it is read moves nothing, all else sends the
/// keyboard there first.
fn pass_on(mut wants: Outbox, out: &mut Outbox) {
    for job in wants.take_jobs() {
        out.work(job);
    }
    let mut has_crossed = false;
    for command in wants.take() {
        if let Command::Reading(span) = command {
            out.push(Command::ReadingBeside(span));
            continue;
        }
        if !std::mem::replace(&mut has_crossed, true) {
            out.act(Action::OtherHalf);
        }
        out.push(command);
    }
}

/// Where the halves stand.
struct Room {
    rect: Rect,
    halves: [Rect; 2],
    border: Rect,
    is_stacked: bool,
}

impl Room {
    fn new(rect: Rect, share: u8) -> Self {
        let is_stacked = rect.width() < NARROWEST;
        let part = f32::from(share) / 100.0;
        let (mut first, mut second, mut border) = (rect, rect, rect);
        if is_stacked {
            let y = (rect.top() + rect.height() * part).round();
            (first.max.y, second.min.y) = (y, y + 1.0);
            (border.min.y, border.max.y) = (y - BORDER / 2.0, y + BORDER / 2.0);
        } else {
            let x = (rect.left() + rect.width() * part).round();
            (first.max.x, second.min.x) = (x, x + 1.0);
            (border.min.x, border.max.x) = (x - BORDER / 2.0, x + BORDER / 2.0);
        }
        Self { rect, halves: [first, second], border, is_stacked }
    }

    const fn half(&self, half: Half) -> Rect {
        match half {
            Half::First => self.halves[0],
            Half::Second => self.halves[1],
        }
    }

    /// The part that the first half has where the border is at a point, in hundredths.
    fn share_at(&self, at: egui::Pos2) -> u8 {
        let part = if self.is_stacked {
            (at.y - self.rect.top()) / self.rect.height().max(1.0)
        } else {
            (at.x - self.rect.left()) / self.rect.width().max(1.0)
        };
        (part.clamp(0.0, 1.0) * 100.0).round() as u8
    }
}

/// What stands above a half: the document, the section, and what closes it. `shown` is what the half shows.
fn head_ui(ui: &mut Ui, state: &State, shown: &State, half: Half, theme: &Theme, out: &mut Outbox) {
    let Some(open) = shown.open.as_ref().filter(|_| !state.is_focused) else { return };
    let has_keyboard = state.half == half;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD), Sense::click());
    let language = state.settings.language;
    let name = texts::half_name(language, half == Half::First, &open.document.name);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, has_keyboard, &name));
    let painter = ui.painter();
    painter.rect_filled(rect, 0.0, theme.panel);
    painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, theme.hairline));
    let room = rect.width() - 12.0 - HEAD - 8.0;
    let (font, color) = if has_keyboard {
        let line = Rect::from_min_max(pos2(rect.left(), rect.bottom() - 2.0), rect.max);
        painter.rect_filled(line, 0.0, theme.accent);
        (bold(SMALL_POINTS), theme.heading)
    } else {
        (sans(SMALL_POINTS), theme.weak)
    };
    let title = elided(ui, &open.document.name, font, color, room);
    let left = room - title.size().x - 10.0;
    let middle = rect.center().y;
    let at = pos2(rect.left() + 12.0, middle - title.size().y / 2.0);
    let end = at.x + title.size().x + 10.0;
    ui.painter().galley(at, title, color);
    let heading = shown.active_heading().and_then(|at| open.document.outline.headings.get(at));
    if let Some(heading) = heading.filter(|_| left > 40.0) {
        let section = elided(ui, &heading.text, sans(SMALL_POINTS), theme.weak, left);
        ui.painter().galley(pos2(end, middle - section.size().y / 2.0), section, theme.weak);
    }
    if close_ui(ui, state, rect, half, theme) {
        // What stays is the half with the keyboard.
        if has_keyboard {
            out.act(Action::OtherHalf);
        }
        out.act(Action::SplitView);
    } else if response.on_hover_cursor(CursorIcon::PointingHand).clicked() && !has_keyboard {
        out.act(Action::OtherHalf);
    }
}

fn close_ui(ui: &Ui, state: &State, head: Rect, half: Half, theme: &Theme) -> bool {
    let middle = pos2(head.right() - HEAD / 2.0 - 2.0, head.center().y);
    let rect = Rect::from_center_size(middle, vec2(24.0, 24.0));
    let response = ui.interact(rect, ui.scope_id().with("close half"), Sense::click());
    let name = texts::close_half(state.settings.language, half == Half::First);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    paint_button(ui, theme, &response, false);
    ui.painter().text(middle, egui::Align2::CENTER_CENTER, icon::CLOSE, icons(13.0), theme.weak);
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    response.on_hover_text(name).clicked()
}

/// The border between the halves: dragged, moved by the arrow keys, brought back to the middle by a double click.
fn border_ui(ui: &Ui, state: &State, split: &Split, room: &Room, theme: &Theme, out: &mut Outbox) {
    let id = ui.scope_id().with("border");
    let response = ui.interact(room.border, id, Sense::click_and_drag());
    let name = texts::BORDER.get(state.settings.language);
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Splitter);
        node.set_label(name);
        node.set_numeric_value(f64::from(split.share));
        node.set_min_numeric_value(f64::from(*crate::app::SHARE_RANGE.start()));
        node.set_max_numeric_value(f64::from(*crate::app::SHARE_RANGE.end()));
    });
    let cursor =
        if room.is_stacked { CursorIcon::ResizeVertical } else { CursorIcon::ResizeHorizontal };
    let is_hot = response.hovered() || response.dragged() || response.has_focus();
    let stroke = if is_hot { Stroke::new(3.0, theme.accent) } else { Stroke::new(1.0, theme.edge) };
    let (middle, painter) = (room.border.center(), ui.painter());
    if room.is_stacked {
        painter.hline(room.rect.x_range(), middle.y, stroke);
    } else {
        painter.vline(middle.x, room.rect.y_range(), stroke);
    }
    if response.double_clicked() {
        out.push(Command::SetShare(50));
    } else if let Some(at) = response.interact_pointer_pos().filter(|_| response.dragged()) {
        let share = room.share_at(at);
        if share != split.share {
            out.push(Command::SetShare(share));
        }
    }
    if response.has_focus() {
        by_keys(ui, split, &response, out);
    }
    response.on_hover_cursor(cursor);
}

fn by_keys(ui: &Ui, split: &Split, response: &egui::Response, out: &mut Outbox) {
    ui.memory_mut(|memory| {
        let arrows = egui::EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..egui::EventFilter::default()
        };
        memory.set_focus_lock_filter(response.id, arrows);
    });
    let pressed = |keys: [Key; 2]| {
        ui.input_mut(|input| {
            keys.into_iter().any(|key| input.consume_key(egui::Modifiers::NONE, key))
        })
    };
    if pressed([Key::ArrowLeft, Key::ArrowUp]) {
        out.push(Command::SetShare(split.share.saturating_sub(STEP)));
    }
    if pressed([Key::ArrowRight, Key::ArrowDown]) {
        out.push(Command::SetShare(split.share.saturating_add(STEP)));
    }
}
