//! The pointer on the page: what a press, a drag, a click and resting on a mark lead to.

use egui::{CursorIcon, Rect};

use crate::app::Command;
use crate::notebook::AnnotationId;
use crate::text::{Clean, Span};
use crate::ui::Outbox;
use crate::ui::pieces::Popup;
use crate::ui::reader::Work;
use crate::ui::reader::bar::Bar;
use crate::ui::reader::handles::Hold;
use crate::ui::reader::paint::{self, Frame};
use crate::ui::reader::scroll::Placed;
use crate::ui::reader::select::{self, Drag, Hit, Unit};

/// How far left of the column a click takes the whole paragraph, in points: from, to.
const MARGIN_POINTS: (f32, f32) = (48.0, 4.0);
/// Seconds that the pointer rests on a mark before the card tells of it.
const REST_SECONDS: f64 = 0.4;

/// The marks that the pointer rests on.
#[derive(Clone, Debug)]
pub(crate) struct Resting {
    /// The marks, the shortest first.
    pub(crate) ids: Vec<AnnotationId>,
    /// The lines of the shortest on the screen, in points.
    pub(crate) boxes: Vec<Rect>,
    /// Since when, in seconds.
    pub(crate) since: f64,
    /// Whether it has rested long enough.
    pub(crate) is_long: bool,
    /// Where the card stands, with the marks; the pointer may go there.
    pub(crate) card: Option<Rect>,
    /// Whether the card was taken away.
    pub(crate) is_dismissed: bool,
}

/// Whether the pointer was moved since the last frame.
fn has_moved(input: &egui::InputState) -> bool {
    input.events.iter().any(|event| matches!(event, egui::Event::PointerMoved(_)))
}

/// Where the pointer was pressed since the last frame, and whether with Shift. egui forgets a press that was let go
/// within one frame.
fn presses(input: &egui::InputState) -> Vec<(egui::Pos2, bool)> {
    let press = |event: &egui::Event| match event {
        egui::Event::PointerButton {
            pos,
            button: egui::PointerButton::Primary,
            pressed: true,
            modifiers,
        } => Some((*pos, modifiers.shift)),
        _ => None,
    };
    input.events.iter().filter_map(press).collect()
}

/// Whether a point stands in the margin beside the column in which a click takes the paragraph.
fn is_in_margin(frame: &Frame, pointer: egui::Pos2) -> bool {
    let left = frame.sizes.points(frame.left);
    (left - MARGIN_POINTS.0..left - MARGIN_POINTS.1).contains(&pointer.x)
}

impl Work<'_> {
    /// Follows the pointer: presses, drags, clicks.
    pub(super) fn point(
        &mut self,
        response: &egui::Response,
        frame: &Frame,
        placed: &[Placed],
        now: f64,
        out: &mut Outbox,
    ) {
        let (pointer, presses, is_down) = self.ui.input(|input| {
            let pointer = &input.pointer;
            (pointer.latest_pos(), presses(input), pointer.primary_down())
        });
        let is_shift = presses.last().is_some_and(|(_, is_shift)| *is_shift);
        let pressed = presses.last().map(|(at, _)| *at);
        let Some(pointer) = pointer else { return };
        let Some(hit) = self.hit(frame, placed, pointer) else { return };
        let is_over = response.contains_pointer();
        // The bar lies on the page: what is over it is over both.
        let pressed = pressed.filter(|at| is_over && !Bar::is_at(self.rect, *at));
        let hold = self.pull_handle(frame, placed, (hit, pointer), pressed, out);
        if hold == Hold::Held {
            self.reader.resting = None;
            return;
        }
        if self.reader.pills.iter().any(|pill| pill.contains(pointer)) && self.reader.drag.is_none()
        {
            return;
        }
        let on_taken = self.reader.taken.iter().find(|(rect, _)| rect.contains(pointer)).copied();
        if response.hovered() && on_taken.is_some() {
            self.ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        } else if response.hovered() && hit.is_on_text && hold == Hold::Free {
            self.ui.ctx().set_cursor_icon(CursorIcon::Text);
        }
        if let Some((rect, source)) = on_taken.filter(|_| response.clicked()) {
            self.reader.popup = Popup::of(self.open, source, rect);
        }
        // In a slow frame the pointer may have gone on since it was pressed, and even been let go.
        if let Some(origin) = pressed
            && let Some(hit) = self.hit(frame, placed, origin)
        {
            let is_margin = is_in_margin(frame, origin);
            for (earlier, _) in presses.iter().rev().skip(1).rev() {
                self.reader.clicks.press(now, *earlier);
            }
            self.press(hit, origin, now, (is_shift, is_margin), out);
        }
        if response.hovered() && is_in_margin(frame, pointer) && self.reader.drag.is_none() {
            self.ui.ctx().set_cursor_icon(CursorIcon::VerticalText);
        }
        self.rest(response, frame, placed, hit, now);
        self.ask(response, hit, on_taken, out);
        if self.reader.drag.is_some() {
            self.pull(hit, pointer, out);
        }
        if !is_down && let Some(drag) = self.reader.drag.take() {
            self.let_go(drag, hit, out);
        }
    }

    pub(super) fn hit(&self, frame: &Frame, placed: &[Placed], pointer: egui::Pos2) -> Option<Hit> {
        let scale = f64::from(frame.sizes.pixels_per_point);
        select::hit(
            self.page,
            placed,
            f64::from(pointer.x) * scale - frame.left,
            f64::from(pointer.y) * scale - frame.top,
        )
    }

    fn press(
        &mut self,
        hit: Hit,
        pointer: egui::Pos2,
        now: f64,
        (is_shift, is_margin): (bool, bool),
        out: &mut Outbox,
    ) {
        self.ui.ctx().memory_mut(|memory| {
            if let Some(focused) = memory.focused() {
                memory.surrender_focus(focused);
            }
        });
        let counted = self.reader.clicks.press(now, pointer);
        let unit = if is_margin { Unit::Paragraph } else { counted };
        let selected = self.extended(hit).filter(|_| is_shift);
        // With Shift a second click is no word: it begins a selection like the first.
        let unit = if selected.is_some() && !is_margin { Unit::Character } else { unit };
        let drag = Drag::new(self.page, hit, unit, pointer, selected);
        if unit != Unit::Character || selected.is_some() {
            out.push(Command::Select(Some(drag.trimmed(self.page))));
        }
        self.reader.drag = Some(drag);
    }

    /// What a press with Shift extends: the selection, else where the pointer was last.
    fn extended(&self, hit: Hit) -> Option<Span<Clean>> {
        let last = self.state.caret.or(self.state.clicked);
        let at = |pos| Span { start: pos, end: pos };
        match self.state.selection {
            // It was drawn towards its start: within it the end stays.
            Some(span) if last == Some(span.start) && span.contains(hit.boundary) => {
                Some(at(span.end))
            }
            Some(span) => Some(span),
            None => last.map(at),
        }
    }

    fn pull(&mut self, hit: Hit, pointer: egui::Pos2, out: &mut Outbox) {
        let Some(drag) = &mut self.reader.drag else { return };
        drag.follow(pointer);
        if !drag.is_moving {
            return;
        }
        let before = drag.span;
        drag.extend(self.page, hit);
        if drag.span != before || self.state.selection.is_none() {
            out.push(Command::Select(Some(drag.span)));
        }
    }

    fn let_go(&mut self, drag: Drag, hit: Hit, out: &mut Outbox) {
        if !drag.is_click() {
            let is_raw = self.ui.input(|input| input.modifiers.alt);
            let span = if is_raw { drag.span } else { drag.settled(self.page) };
            if self.state.marker.is_some() && drag.is_moving {
                return out.push(Command::MarkArmed(span));
            }
            out.push(Command::Select(Some(span)));
            return out.push(Command::PlaceCaret(drag.head(span)));
        }
        out.push(Command::PlaceCaret(hit.boundary));
        let here: Vec<_> = if hit.is_on_text { self.reader.marks.at(hit.on) } else { Vec::new() };
        // A click on the active mark goes on to the next of those that lie upon each other.
        let active = here.iter().position(|mark| Some(&mark.id) == self.state.active.as_ref());
        let next = active.map_or(0, |index| (index + 1) % here.len());
        out.push(Command::Select(None));
        out.push(Command::Activate(here.get(next).map(|mark| mark.id.clone())));
    }

    /// Notes the marks under a pointer that rests.
    fn rest(
        &mut self,
        response: &egui::Response,
        frame: &Frame,
        placed: &[Placed],
        hit: Hit,
        now: f64,
    ) {
        let is_free = response.hovered() && self.reader.drag.is_none() && hit.is_on_text;
        let here = if is_free { self.reader.marks.at(hit.on) } else { Vec::new() };
        let ids: Vec<AnnotationId> = here.iter().map(|mark| mark.id.clone()).collect();
        let Some(span) = here.first().map(|mark| mark.span) else {
            // The pointer may go over to the card.
            let pointer = self.ui.input(|input| input.pointer.hover_pos());
            let is_on_card = self.reader.resting.as_ref().and_then(|resting| resting.card);
            let stays = pointer.zip(is_on_card).is_some_and(|(at, card)| card.contains(at));
            if !stays || self.reader.drag.is_some() {
                self.reader.resting = None;
            }
            return;
        };
        let known = self.reader.resting.take().filter(|resting| resting.ids == ids);
        let since = known.as_ref().map_or(now, |resting| resting.since);
        let is_new = known.is_none();
        let (card, was_dismissed) =
            known.map_or((None, false), |resting| (resting.card, resting.is_dismissed));
        // Who has just marked it, or looked at it, and reads on is not told of it again; nor is who let the pointer be
        // while the page, or what lay on it, went from under it.
        let is_active = |id: &AnnotationId| Some(id) == self.state.active.as_ref();
        let came_by_itself = is_new && !self.ui.input(has_moved);
        let is_dismissed = was_dismissed || came_by_itself || ids.iter().any(is_active);
        let is_long = now - since >= REST_SECONDS;
        if !is_long {
            let left = std::time::Duration::from_secs_f64(REST_SECONDS - (now - since));
            self.ui.ctx().request_repaint_after(left);
        }
        let boxes = paint::boxes(frame, self.page, placed, span);
        self.reader.resting = Some(Resting { ids, boxes, since, is_long, card, is_dismissed });
    }
}
