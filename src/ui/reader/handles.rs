//! The handles at the ends of the active mark: dragging one moves that end, and the mark is drawn so meanwhile.

use egui::accesskit::Role;
use egui::{CursorIcon, Pos2, Rect, Sense, Stroke, WidgetInfo, pos2, vec2};

use crate::app::{Command, Mark, texts};
use crate::text::{Clean, Pos, Span};
use crate::ui::Outbox;
use crate::ui::reader::paint::{self, Frame};
use crate::ui::reader::scroll::Placed;
use crate::ui::reader::select::Hit;
use crate::ui::reader::{Work, caret};

/// Radius of a handle, in points, and of the room in which a press takes it.
const RADIUS: f32 = 5.0;
const REACH: f32 = 12.0;

/// An end of a mark that is being dragged.
#[derive(Clone, Debug)]
pub(crate) struct Reshape {
    /// The mark as it would be now.
    pub(crate) mark: Mark,
    /// Where it was.
    from: Span<Clean>,
    /// The end that stays.
    fixed: Pos<Clean>,
}

/// How the pointer stands to the handles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hold {
    /// It has nothing to do with them.
    Free,
    /// It is over one.
    Near,
    /// It drags one.
    Held,
}

impl Work<'_> {
    /// The active mark, with where its two handles are on the screen, if in view.
    fn active_handles(
        &self,
        frame: &Frame,
        placed: &[Placed],
    ) -> Option<(Mark, [Option<Rect>; 2])> {
        let mark = match &self.reader.reshape {
            Some(reshape) => reshape.mark.clone(),
            None if self.state.selection.is_some() || self.open.read_only.is_some() => return None,
            None => {
                let active = self.state.active.as_ref()?;
                let span = self.open.places.get(active)?.clean.filter(|span| !span.is_empty())?;
                let near = self.reader.marks.in_span(span);
                near.map(|(mark, _)| mark).find(|mark| mark.id == *active)?.clone()
            }
        };
        let at = |pos| paint::place_rect(frame, self.page, placed, pos, caret::Side::Start);
        // The end of a mark stands behind its last character, also where that ends a line.
        let last = self.page.text.floor(mark.span.end.index().saturating_sub(1));
        let ends = Span { start: last.max(mark.span.start), end: mark.span.end };
        let boxes = paint::boxes(frame, self.page, placed, ends);
        let end =
            boxes.last().map(|rect| Rect::from_min_max(rect.right_top(), rect.right_bottom()));
        let rects = [at(mark.span.start), end];
        Some((mark, rects))
    }

    /// Follows a handle, and says whether one is held or near.
    pub(super) fn pull_handle(
        &mut self,
        frame: &Frame,
        placed: &[Placed],
        (hit, pointer): (Hit, Pos2),
        pressed: Option<Pos2>,
        out: &mut Outbox,
    ) -> Hold {
        if self.reader.reshape.is_none() && self.reader.drag.is_none() {
            let Some((mark, [start, end])) = self.active_handles(frame, placed) else {
                return Hold::Free;
            };
            let near = |rect: Option<Rect>, at: Pos2, is_start: bool| {
                rect.is_some_and(|rect| knob(rect, is_start).distance(at) <= REACH)
            };
            let at = pressed.unwrap_or(pointer);
            let is_start = near(start, at, true);
            if !is_start && !near(end, at, false) {
                return Hold::Free;
            }
            self.ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
            if pressed.is_none() {
                return Hold::Near;
            }
            let fixed = if is_start { mark.span.end } else { mark.span.start };
            let from = mark.span;
            self.reader.reshape = Some(Reshape { mark, from, fixed });
        }
        let Some(reshape) = &mut self.reader.reshape else { return Hold::Free };
        self.ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        let (start, end) = (reshape.fixed.min(hit.boundary), reshape.fixed.max(hit.boundary));
        if start < end && pressed.is_none() {
            reshape.mark.span = Span { start, end };
        }
        if !self.ui.input(|input| input.pointer.primary_down()) {
            let Some(reshape) = self.reader.reshape.take() else { return Hold::Held };
            if reshape.mark.span != reshape.from {
                out.push(Command::Reshape(reshape.mark.id, reshape.mark.span));
            }
        }
        Hold::Held
    }

    /// Draws the handles and gives them names.
    pub(super) fn handles(&mut self, frame: &Frame, placed: &[Placed]) {
        let Some((mark, rects)) = self.active_handles(frame, placed) else { return };
        let ink = self.theme.highlight(mark.color).ink;
        let names = [texts::START_HANDLE, texts::END_HANDLE];
        let painter = self.ui.painter().with_clip_rect(self.rect);
        for ((rect, name), is_start) in rects.into_iter().zip(names).zip([true, false]) {
            let Some(rect) = rect.filter(|rect| self.rect.contains(rect.center())) else {
                continue;
            };
            let x = rect.center().x;
            let bar = Rect::from_center_size(pos2(x, rect.center().y), vec2(2.0, rect.height()));
            painter.rect_filled(bar, 0.0, ink);
            let center = knob(rect, is_start);
            painter.circle(center, RADIUS, ink, Stroke::new(1.5, self.theme.page));
            let id = self.ui.scope_id().with(("handle", is_start));
            let area = Rect::from_center_size(center, vec2(2.0 * REACH, 2.0 * REACH));
            let label = name.get(self.state.settings.language);
            let response = self.ui.interact(area, id, Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, label));
        }
    }
}

/// The middle of a handle's knob: above the start, below the end.
fn knob(rect: Rect, is_start: bool) -> Pos2 {
    let y = if is_start { rect.top() - RADIUS + 1.0 } else { rect.bottom() + RADIUS - 1.0 };
    pos2(rect.center().x, y)
}
