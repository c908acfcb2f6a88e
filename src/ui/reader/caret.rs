//! The caret: where it stands on the page, and its steps by the page's lines, which only the page knows.

use egui::{Painter, Rect, pos2, vec2};

use crate::app::caret::By;
use crate::app::{Command, State};
use crate::text::{Clean, Pos, Span};
use crate::ui::Outbox;
use crate::ui::reader::Work;
use crate::ui::reader::model::Page;
use crate::ui::reader::paint::{self, Frame};
use crate::ui::reader::scroll::Placed;
use crate::ui::reader::select;
use crate::ui::theme::Theme;

/// Width of the caret, in points.
const WIDTH: f32 = 2.0;

/// On which of two lines a place is that ends the one and begins the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// On the line that it ends.
    End,
    /// On the one that it begins.
    Start,
}

impl Side {
    /// Where the caret stands.
    pub(crate) const fn of(state: &State) -> Self {
        if state.caret_ends_line { Self::End } else { Self::Start }
    }
}

/// Paints the caret.
pub(crate) fn paint(
    painter: &Painter,
    frame: &Frame,
    page: &Page,
    placed: &[Placed],
    (pos, side): (Pos<Clean>, Side),
    theme: &Theme,
) {
    if let Some(rect) = paint::place_rect(frame, page, placed, pos, side) {
        let left = rect.left() - WIDTH / 2.0;
        let bar = Rect::from_min_size(pos2(left, rect.top()), vec2(WIDTH, rect.height()));
        painter.rect_filled(bar, 1.0, theme.accent);
    }
}

/// A line in view by its text and its place.
#[derive(Clone, Copy)]
struct Row {
    span: Span<Clean>,
    /// In physical pixels below the view's top.
    middle: f64,
    is_last_of_piece: bool,
}

/// Where a step by lines begins: at the caret, wherever that is drawn.
fn side_of(state: &State, from: Pos<Clean>) -> Side {
    if state.caret == Some(from) { Side::of(state) } else { Side::Start }
}

impl Work<'_> {
    /// Carries out a step by lines that was asked for, and says where it led.
    pub(super) fn step_lines(
        &mut self,
        frame: &Frame,
        placed: &[Placed],
        now: f64,
        out: &mut Outbox,
    ) {
        let Some(wish) =
            self.state.line_step.filter(|wish| wish.number != self.reader.handled_step)
        else {
            return;
        };
        let rows = self.rows(placed);
        let holds = |row: &Row| row.span.start <= wish.from && wish.from < row.span.end;
        let ends = |row: &Row| row.span.end == wish.from;
        let found = match side_of(self.state, wish.from) {
            Side::Start => rows.iter().position(holds).or_else(|| rows.iter().rposition(ends)),
            Side::End => rows.iter().rposition(ends).or_else(|| rows.iter().position(holds)),
        };
        let Some(index) = found else {
            // Its line is being brought into view.
            return self.ui.ctx().request_repaint();
        };
        let row = rows[index];
        let step = wish.step;
        let pos = match (step.by, step.is_forward) {
            (By::LineEdge, false) => row.span.start,
            (By::LineEdge, true) => row.span.end,
            _ => {
                let x = self.goal_x(frame, placed, wish.from);
                let next = |row: &&Row| {
                    if step.is_forward {
                        row.middle > rows[index].middle + 1.0
                    } else {
                        row.middle < rows[index].middle - 1.0
                    }
                };
                let target =
                    if step.is_forward { rows.iter().find(next) } else { rows.iter().rfind(next) };
                let Some(target) = target else {
                    return self.beyond(placed, wish.number, now, (step, wish.from), out);
                };
                let Some(hit) = select::hit(self.page, placed, x, target.middle) else { return };
                let pos = hit.boundary.max(target.span.start).min(target.span.end);
                let pos = if pos == target.span.end && !target.is_last_of_piece {
                    self.before(pos)
                } else {
                    pos
                };
                self.reader.goal = Some((pos, x));
                pos
            }
        };
        self.reader.handled_step = wish.number;
        out.push(Command::Stepped(step, pos));
    }

    /// There is no further line in view: scrolls on, or stays where the text ends.
    fn beyond(
        &mut self,
        placed: &[Placed],
        number: u64,
        now: f64,
        (step, from): (crate::app::caret::Step, Pos<Clean>),
        out: &mut Outbox,
    ) {
        let is_edge = if step.is_forward {
            placed.last().is_none_or(|last| last.index + 1 == self.page.pieces.len())
        } else {
            placed.first().is_none_or(|first| first.index == 0)
        };
        if is_edge {
            self.reader.handled_step = number;
            let edge = if step.is_forward {
                self.page.pieces.last().map(|piece| piece.span.end)
            } else {
                self.page.pieces.first().map(|piece| piece.span.start)
            };
            return out.push(Command::Stepped(step, edge.unwrap_or(from)));
        }
        let lines = if step.is_forward { 2.0 } else { -2.0 };
        let pixels = lines * self.layouts.sizes.line_height;
        self.with_setter(|scroll, setter| scroll.by(setter, pixels, now));
        self.ui.ctx().request_repaint();
    }

    /// The x that steps by lines keep to, in physical pixels from the column's left.
    fn goal_x(&self, frame: &Frame, placed: &[Placed], from: Pos<Clean>) -> f64 {
        if let Some((_, x)) = self.reader.goal.filter(|(pos, _)| *pos == from) {
            return x;
        }
        let scale = f64::from(frame.sizes.pixels_per_point);
        let rect = paint::place_rect(frame, self.page, placed, from, side_of(self.state, from));
        rect.map_or(0.0, |rect| f64::from(rect.left()) * scale - frame.left)
    }

    /// The place before the character that ends at `pos`.
    fn before(&self, pos: Pos<Clean>) -> Pos<Clean> {
        self.page.text.floor(pos.index().saturating_sub(1))
    }

    fn rows(&self, placed: &[Placed]) -> Vec<Row> {
        let mut rows = Vec::new();
        for place in placed {
            let Some(piece) = self.page.pieces.get(place.index) else { continue };
            let start = piece.span.start.index();
            for (index, line) in place.set.lines.iter().enumerate() {
                let span = place.set.clean_span(line, start);
                let middle = place.line_top(index) + place.set.look.line_height / 2.0;
                let is_last_of_piece = index + 1 == place.set.lines.len();
                if !span.is_empty() {
                    rows.push(Row { span, middle, is_last_of_piece });
                }
            }
        }
        rows
    }
}
