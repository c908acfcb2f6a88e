//! Paints the rows in view: what was taken away struck through on its tint, what was changed with dots below.

use std::ops::Range;

use egui::{Painter, Pos2, Rect, Stroke, StrokeKind, pos2};

use crate::app::{OpenDocument, State, texts};
use crate::clean::review::{Row, Sight};
use crate::notebook::LinePattern;
use crate::text::{Clean, Edit, Source, Span};
use crate::ui::compare::cells::CellLine;
use crate::ui::compare::scroll::Placed;
use crate::ui::reader::look::{Face, Sizes};
use crate::ui::reader::underline;
use crate::ui::struck::{self, LineAt};
use crate::ui::theme::{SMALL_POINTS, Theme};
use crate::ui::widgets::sans;

/// How strongly changes are marked that are a mere matter of script or width, in percent of the text's colour.
const PLAIN_PERCENT: u8 = 22;

/// Where the columns stand.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub(super) body: Rect,
    /// The line between them.
    pub(super) middle: f32,
    pub(super) sizes: Sizes,
}

impl Frame {
    /// The boxes of a row on both sides, in points.
    pub(super) fn cells_of(&self, place: &Placed) -> (Rect, Rect) {
        let top = self.body.top() + self.sizes.points(place.top);
        let bottom = top + self.sizes.points(place.set.height());
        let cell = |left, right| Rect::from_min_max(pos2(left, top), pos2(right, bottom));
        (cell(self.body.left(), self.middle), cell(self.middle, self.body.right()))
    }

    /// The left edge of the text of one side, in physical pixels.
    pub(super) fn text_left(&self, is_left: bool) -> f64 {
        let scale = f64::from(self.sizes.pixels_per_point);
        let (left, right) = if is_left {
            (self.body.left(), self.middle)
        } else {
            (self.middle, self.body.right())
        };
        let free = f64::from(right - left) * scale - self.sizes.measure;
        (f64::from(left) * scale + free / 2.0).round()
    }

    fn line<'a>(&self, place: &'a Placed, lines: &'a [CellLine], index: usize) -> LineAt<'a> {
        let look = &place.set.look;
        let scale = f64::from(self.sizes.pixels_per_point);
        let top = f64::from(self.body.top()) * scale
            + place.top
            + place.set.margin
            + look.line_height * index as f64;
        let is_left = std::ptr::eq(lines.as_ptr(), place.set.left.as_ptr());
        LineAt {
            line: &lines[index].set,
            start: lines[index].start,
            look,
            left: self.text_left(is_left),
            top: top.round(),
            sizes: self.sizes,
        }
    }

    fn lines<'a>(
        &'a self,
        place: &'a Placed,
        lines: &'a [CellLine],
    ) -> impl Iterator<Item = LineAt<'a>> {
        (0..lines.len()).map(move |index| self.line(place, lines, index))
    }

    /// The difference of a row that is under the pointer, with its box.
    pub(super) fn difference_in(
        &self,
        open: &OpenDocument,
        place: &Placed,
        pointer: Pos2,
    ) -> Option<(Span<Source>, Rect)> {
        let row = row(open, place)?;
        if row.clean.is_none() {
            let lines = self.lines(place, &place.set.left);
            let boxes = lines.filter_map(|line| line.fill(row.source.range()));
            let found = boxes.into_iter().find(|rect| rect.contains(pointer))?;
            return Some((row.source, found));
        }
        let edits = place.set.edits.iter();
        let hit = |line: &LineAt<'_>, range: Range<usize>| {
            line.fill(range).filter(|rect| rect.expand(1.0).contains(pointer))
        };
        edits.into_iter().find_map(|(edit, ..)| {
            let left = || self.lines(place, &place.set.left);
            let right = || self.lines(place, &place.set.right);
            let found = left().find_map(|line| hit(&line, edit.from.range()));
            let found = found.or_else(|| right().find_map(|line| hit(&line, edit.to.range())));
            found.map(|rect| (edit.from, rect))
        })
    }
}

fn row<'a>(open: &'a OpenDocument, place: &Placed) -> Option<&'a Row> {
    open.document.cleaned.review(&open.document.imported.text).rows.get(place.index)
}

/// Paints all rows in view.
pub(super) fn paint(
    painter: &Painter,
    frame: &Frame,
    open: &OpenDocument,
    placed: &[Placed],
    state: &State,
    theme: &Theme,
) {
    for place in placed {
        let Some(row) = row(open, place) else { continue };
        if !row.is_continued && place.index > 0 {
            let (left, _) = frame.cells_of(place);
            let line = Stroke::new(1.0, theme.tint(theme.panel, 5));
            painter.hline(left.x_range(), left.top().round() + 0.5, line);
        }
        if let Some(clean) = row.clean {
            let in_file = hits(state, clean, |hit| open.document.source_from_clean(hit).range());
            let cleaned = hits(state, clean, Span::range);
            paragraph(painter, frame, open, place, [&in_file, &cleaned], theme);
        } else {
            taken_line(painter, frame, open, place, row, state, theme);
        }
        if let Some(span) = state.difference.filter(|span| span.overlaps(row.source)) {
            ring(painter, frame, open, place, span, theme);
        }
    }
}

/// A paragraph beside what it was, with what was found on either side.
fn paragraph(
    painter: &Painter,
    frame: &Frame,
    open: &OpenDocument,
    place: &Placed,
    [in_file, cleaned]: [&[(Range<usize>, bool)]; 2],
    theme: &Theme,
) {
    let edits = &place.set.edits;
    let is_heading = place.set.look.face == Face::SansBold;
    let source = &open.document.imported.text;
    let seen = |edit: &Edit<Source, Clean>| trimmed(source.get(edit.from), edit.from);
    let taken: Vec<_> = edits
        .iter()
        .filter(|(_, sight, _)| *sight == Sight::Taken)
        .map(|(edit, ..)| seen(edit).range())
        .collect();
    let color = if is_heading { theme.heading } else { theme.weak };
    // A matter of script or width is marked, but does not call.
    let ink = |is_plain: &bool, color, ground| {
        if *is_plain { theme.tint(ground, PLAIN_PERCENT) } else { color }
    };
    for line in frame.lines(place, &place.set.left) {
        let colors = (color, theme.error);
        paint_hits(painter, &line, in_file, theme);
        struck::paint(painter, &line, &taken, colors, theme.taken(theme.panel));
        for (edit, _, is_plain) in edits.iter().filter(|(_, sight, _)| *sight == Sight::Changed) {
            dots(painter, &line, seen(edit).range(), ink(is_plain, theme.warn, theme.panel));
        }
    }
    let color = if is_heading { theme.heading } else { theme.text };
    for line in frame.lines(place, &place.set.right) {
        paint_hits(painter, &line, cleaned, theme);
        struck::paint(painter, &line, &[], (color, color), theme.page);
        for (edit, _, is_plain) in edits.iter().filter(|(edit, ..)| !edit.to.is_empty()) {
            dots(painter, &line, edit.to.range(), ink(is_plain, theme.ok, theme.page));
        }
    }
}

/// A line that was taken away, with what kind of line it is on the other side.
fn taken_line(
    painter: &Painter,
    frame: &Frame,
    open: &OpenDocument,
    place: &Placed,
    row: &Row,
    state: &State,
    theme: &Theme,
) {
    let document = &open.document;
    for line in frame.lines(place, &place.set.left) {
        let taken = [row.source.range()];
        let colors = (theme.weak, theme.error);
        struck::paint(painter, &line, &taken, colors, theme.taken(theme.panel));
    }
    let review = document.cleaned.review(&document.imported.text);
    let rule = review.rule_of(&document.cleaned, row.source);
    let id = rule.map_or("", |rule| rule.rule().id);
    let tag = texts::line_tag(id, document.imported.text.get(row.source));
    let x = frame.sizes.points(frame.text_left(false));
    let (_, right) = frame.cells_of(place);
    let y = right.top() + frame.sizes.points(place.set.margin + place.set.look.line_height / 2.0);
    let text = format!("−　{}", tag.get(state.settings.language));
    let at = pos2(x, y);
    painter.text(at, egui::Align2::LEFT_CENTER, text, sans(SMALL_POINTS), theme.weak);
}

/// What was found in a paragraph, on the side that `side` carries hits over to; the current one is marked so.
fn hits(
    state: &State,
    clean: Span<Clean>,
    side: impl Fn(Span<Clean>) -> Range<usize>,
) -> Vec<(Range<usize>, bool)> {
    let Some(find) = &state.find else { return Vec::new() };
    let first = find.hits.partition_point(|hit| hit.end <= clean.start);
    let here = find.hits.iter().enumerate().skip(first);
    let here = here.take_while(|(_, hit)| hit.start < clean.end);
    here.map(|(index, hit)| (side(*hit), index == find.current)).collect()
}

fn paint_hits(painter: &Painter, line: &LineAt<'_>, hits: &[(Range<usize>, bool)], theme: &Theme) {
    for (range, is_current) in hits {
        let Some(rect) = line.fill(range.clone()) else { continue };
        painter.rect_filled(rect, 3.0, theme.hit);
        if *is_current {
            let stroke = Stroke::new(2.0, theme.accent);
            painter.rect_stroke(rect, 3.0, stroke, StrokeKind::Outside);
        }
    }
}

fn dots(painter: &Painter, line: &LineAt<'_>, range: Range<usize>, color: egui::Color32) {
    if let Some(rect) = line.fill(range) {
        underline::paint(painter, Some(LinePattern::Dotted), rect, 0, color);
    }
}

/// A frame round the difference that is looked at, on both sides.
fn ring(
    painter: &Painter,
    frame: &Frame,
    open: &OpenDocument,
    place: &Placed,
    span: Span<Source>,
    theme: &Theme,
) {
    let stroke = Stroke::new(2.0, theme.accent);
    let from = trimmed(open.document.imported.text.get(span), span);
    let to = open.document.clean_from_source(span);
    let left = frame.lines(place, &place.set.left).filter_map(|line| line.fill(from.range()));
    let right = frame.lines(place, &place.set.right).filter_map(|line| line.fill(to.range()));
    for rect in left.chain(right) {
        painter.rect_stroke(rect.expand(1.5), 4.0, stroke, StrokeKind::Outside);
    }
}

/// A stretch without the white space at its ends.
fn trimmed(text: &str, span: Span<Source>) -> Span<Source> {
    let start = span.start.index() + text.len() - text.trim_start().len();
    let end = span.end.index() - (text.len() - text.trim_end().len());
    Span::new(start.min(end.max(span.start.index())), end.max(start.min(span.end.index())))
}
