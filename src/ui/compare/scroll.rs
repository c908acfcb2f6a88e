//! Where the view beside the file stands: a row, and how far its top is below the view's.
//! Both columns share it, so that neither can run ahead of the other.

use std::rc::Rc;

use crate::app::{Align, Motion, OpenDocument};
use crate::clean::review::Row;
use crate::text::{Clean, Pos, Source, Span};
use crate::ui::compare::cells::{Cells, SetRow};

/// Where a place that was out of view comes to stand, as a part of the view's height.
const UPPER_THIRD: f64 = 0.28;

/// A row in view.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// Which.
    pub(super) index: usize,
    /// Its top, in physical pixels below the view's.
    pub(super) top: f64,
    /// Its lines.
    pub(super) set: Rc<SetRow>,
}

impl Placed {
    fn bottom(&self) -> f64 {
        self.top + self.set.height()
    }

    /// The first place of the cleaned text in the row that is wholly below `y`.
    pub(super) fn first_clean(&self, row: &Row, y: f64) -> Pos<Clean> {
        let Some(span) = row.clean else { return row.before };
        let above = (y - self.top - self.set.margin) / self.set.look.line_height;
        let line = self.set.right.get((above - 0.02).ceil().max(0.0) as usize);
        line.map_or(span.end, |line| Pos::new(line.start + line.set.line.bytes.start))
    }
}

/// The place of the view.
#[derive(Debug, Default)]
pub(super) struct Scroll {
    row: usize,
    /// The row's top, in physical pixels below the view's.
    below: f64,
}

impl Scroll {
    /// Starts at a row.
    pub(super) fn start_at(&mut self, row: usize) {
        self.to(row, 0.0);
    }

    /// Goes on with a row in the place of the one that was on top.
    pub(super) fn go_on_at(&mut self, row: usize) {
        self.row = row;
    }

    /// Brings a row's top to `below` pixels under the view's.
    pub(super) fn to(&mut self, row: usize, below: f64) {
        (self.row, self.below) = (row, below);
    }

    /// Moves the text up by so many pixels.
    pub(super) fn by(&mut self, pixels: f64) {
        self.below -= pixels;
    }

    /// The rows that fill a view of this height; keeps within the text.
    pub(super) fn placed(
        &mut self,
        ctx: &egui::Context,
        open: &OpenDocument,
        cells: &mut Cells,
        height: f64,
    ) -> Vec<Placed> {
        let mut placed = self.fill(ctx, open, cells, height);
        for _ in 0..3 {
            let change = correction(open, &placed, height);
            if change == 0.0 {
                break;
            }
            self.below += change;
            placed = self.fill(ctx, open, cells, height);
        }
        placed.retain(|row| row.bottom() > 0.0 && row.top < height);
        if let Some(first) = placed.first() {
            (self.row, self.below) = (first.index, first.top);
        }
        placed
    }

    fn fill(
        &self,
        ctx: &egui::Context,
        open: &OpenDocument,
        cells: &mut Cells,
        height: f64,
    ) -> Vec<Placed> {
        let Some(set) = cells.row(ctx, open, self.row) else { return Vec::new() };
        let mut placed = vec![Placed { index: self.row, top: self.below, set }];
        while let Some(first) = placed.first().filter(|first| first.index > 0 && first.top > 0.0) {
            let (index, below) = (first.index - 1, first.top);
            let Some(set) = cells.row(ctx, open, index) else { break };
            placed.insert(0, Placed { index, top: below - set.height(), set });
        }
        while let Some(last) = placed.last().filter(|last| last.bottom() < height) {
            let (index, top) = (last.index + 1, last.bottom());
            let Some(set) = cells.row(ctx, open, index) else { break };
            placed.push(Placed { index, top, set });
        }
        placed
    }

    /// Carries out a movement, at once.
    pub(super) fn carry_out(
        &mut self,
        ctx: &egui::Context,
        open: &OpenDocument,
        cells: &mut Cells,
        motion: Motion,
        height: f64,
    ) {
        let review = open.document.cleaned.review(&open.document.imported.text);
        let last = review.rows.len().saturating_sub(1);
        let line = cells.sizes.line_height;
        match motion {
            Motion::Start => self.to(0, 0.0),
            Motion::End => self.to(last, height / 2.0),
            Motion::Lines(lines) => self.by(f64::from(lines) * line),
            Motion::Pages(pages) => self.by(f64::from(pages) * (height - line)),
            Motion::Jump(pos, align) => {
                let row = review.row_at(pos);
                let clean = review.rows.get(row).and_then(|row| row.clean);
                let within = clean.map_or(0, |span| pos.index().saturating_sub(span.start.index()));
                let above = line_top(ctx, open, cells, row, within, false);
                self.show(ctx, open, cells, row, above, height, align);
            }
            Motion::Source(span) => {
                let (row, above) = source_place(ctx, open, cells, span);
                self.show(ctx, open, cells, row, above, height, Align::IntoView);
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a place and where to bring it")]
    fn show(
        &mut self,
        ctx: &egui::Context,
        open: &OpenDocument,
        cells: &mut Cells,
        row: usize,
        above: f64,
        height: f64,
        align: Align,
    ) {
        let placed = self.placed(ctx, open, cells, height);
        let line = cells.sizes.line_height + above;
        let is_in_view = placed.iter().any(|place| {
            place.index == row && place.top + above >= 0.0 && place.top + line <= height
        });
        match align {
            Align::Top => self.to(row, -above),
            Align::IntoView if is_in_view => {}
            Align::IntoView => self.to(row, height * UPPER_THIRD - above),
        }
    }
}

/// The row of a place of the source, and how far below its top it stands.
fn source_place(
    ctx: &egui::Context,
    open: &OpenDocument,
    cells: &mut Cells,
    span: Span<Source>,
) -> (usize, f64) {
    let review = open.document.cleaned.review(&open.document.imported.text);
    let row = review.row_of_source(span.start);
    let start = review.rows.get(row).map_or(0, |row| row.source.start.index());
    let within = span.start.index().saturating_sub(start);
    (row, line_top(ctx, open, cells, row, within, true))
}

/// How far below a row's top the line is that holds the byte `within` of one side.
fn line_top(
    ctx: &egui::Context,
    open: &OpenDocument,
    cells: &mut Cells,
    row: usize,
    within: usize,
    is_left: bool,
) -> f64 {
    let Some(set) = cells.row(ctx, open, row) else { return 0.0 };
    let lines = if is_left { &set.left } else { &set.right };
    let Some(first) = lines.first() else { return 0.0 };
    let at = first.start + within;
    let line = lines.partition_point(|line| line.start + line.set.line.bytes.end <= at);
    let line = line.min(lines.len() - 1);
    let margin = if line == 0 { 0.0 } else { set.margin };
    margin + set.look.line_height * line as f64
}

/// How far the text must move so that its start is not below the view's top, nor its end above the middle.
fn correction(open: &OpenDocument, placed: &[Placed], height: f64) -> f64 {
    let n_rows = open.document.cleaned.review(&open.document.imported.text).rows.len();
    let (Some(first), Some(last)) = (placed.first(), placed.last()) else { return 0.0 };
    let (is_start, is_end) = (first.index == 0, last.index + 1 == n_rows);
    if is_start && (first.top > 0.0 || (is_end && last.bottom() - first.top <= height)) {
        return -first.top;
    }
    let lowest = height / 2.0;
    if is_end && last.bottom() < lowest - 0.5 { lowest - last.bottom() } else { 0.0 }
}
