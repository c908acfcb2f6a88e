//! Paints the lines in view: fills below the glyphs, underlines in their patterns, the glyphs, frames.
//! Decides nothing: what is where comes from the layout, what is marked from the state.

use egui::{Color32, CornerRadius, Painter, Rect, Stroke, StrokeKind, pos2, vec2};

use crate::app::{Mark, NoteEditor};
use crate::notebook::AnnotationId;
use crate::text::{Clean, Pos, Span};
use crate::ui::reader::caret::{self, Side};
use crate::ui::reader::ghosts;
use crate::ui::reader::glyphs::Strip;
use crate::ui::reader::layout::{SetLine, SetPiece};
use crate::ui::reader::look::{Face, Look, SOURCE_LINE_POINTS, Sizes};
use crate::ui::reader::marks::{LANES, Marks};
use crate::ui::reader::model::{Page, Piece};
use crate::ui::reader::ornaments;
use crate::ui::reader::ruby;
use crate::ui::reader::scroll::Placed;
use crate::ui::reader::underline;
use crate::ui::struck::{self, LineAt};
use crate::ui::theme::{SMALL_POINTS, Theme};
use crate::ui::widgets::sans;

/// Rounding of fills, in points.
const RADIUS: u8 = 3;
/// How much higher than the font a fill is, in points.
const FILL_EXTRA: f32 = 2.0;
/// Most fills that are mixed where marks overlap.
const MOST_MIXED: usize = 3;

/// Where the text column stands on the screen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    /// The page's view.
    pub(crate) rect: Rect,
    /// The column's left edge, in physical pixels of the screen.
    pub(crate) left: f64,
    /// The view's top, in physical pixels of the screen.
    pub(crate) top: f64,
    /// The page's sizes.
    pub(crate) sizes: Sizes,
}

impl Frame {
    /// A frame for the page's view: the column in its middle, on whole pixels, or as far left of it as `kept` points
    /// on its right need.
    pub(crate) fn new(rect: Rect, sizes: Sizes, kept: f32) -> Self {
        let scale = f64::from(sizes.pixels_per_point);
        let free = f64::from(rect.width()) * scale - sizes.measure;
        let before = (free / 2.0).min((free - f64::from(kept) * scale).max(0.0));
        let left = (f64::from(rect.left()) * scale + before).round();
        Self { rect, left, top: (f64::from(rect.top()) * scale).round(), sizes }
    }

    /// The box on screen between two x of a line whose top is `top` pixels below the view's.
    pub(crate) fn rect_of(&self, look: &Look, top: f64, (left, right): (f32, f32)) -> Rect {
        let x = |x: f32| self.sizes.points(self.left + look.left + f64::from(x));
        let y = |y: f64| self.sizes.points(self.top + y.round());
        Rect::from_min_max(pos2(x(left), y(top)), pos2(x(right), y(top + look.line_height)))
    }
}

/// One line in view with all that painting needs to know of it.
pub(crate) struct Row<'a> {
    pub(crate) line: &'a SetLine,
    pub(crate) look: &'a Look,
    pub(crate) piece: &'a Piece,
    pub(crate) set: &'a SetPiece,
    /// Whether it is the first line of its piece.
    pub(crate) is_first: bool,
    /// In physical pixels below the view's top.
    pub(crate) top: f64,
    /// Its text.
    pub(crate) span: Span<Clean>,
}

/// What is on the page besides its text.
pub(crate) struct Overlay<'a> {
    pub(crate) marks: &'a Marks,
    /// The mark whose end is being dragged, as it would be now.
    pub(crate) reshaped: Option<&'a Mark>,
    pub(crate) caret: Option<(Pos<Clean>, Side)>,
    pub(crate) active: Option<&'a AnnotationId>,
    pub(crate) selection: Option<Span<Clean>>,
    pub(crate) hits: &'a [Span<Clean>],
    pub(crate) current_hit: Option<Span<Clean>>,
}

impl<'a> Overlay<'a> {
    /// The marks that share something with `span` as they are drawn, each with its lane.
    pub(crate) fn marks_in(&self, span: Span<Clean>) -> impl Iterator<Item = (&'a Mark, u8)> {
        let reshaped = self.reshaped;
        let others = self.marks.in_span(span);
        let others = others.filter(move |(mark, _)| reshaped.is_none_or(|new| new.id != mark.id));
        let new = reshaped.filter(|mark| mark.span.overlaps(span)).map(|mark| (mark, 0));
        others.chain(new)
    }
}

/// Paints the pieces in view.
pub(crate) fn paint(
    painter: &Painter,
    frame: &Frame,
    page: &Page,
    placed: &[Placed],
    overlay: &Overlay<'_>,
    theme: &Theme,
) {
    let rows = rows(frame, page, placed);
    for row in &rows {
        ornaments::ground(painter, frame, row, theme);
        ornaments::below(painter, frame, page, row, theme);
    }
    for row in &rows {
        fills(painter, frame, row, overlay, theme);
    }
    for row in &rows {
        lines_under(painter, frame, row, overlay, theme);
    }
    for row in &rows {
        text(painter, frame, page, row, theme);
        ornaments::above(painter, frame, page, row, theme);
        source_line(painter, frame, row, page.source_line.as_deref(), theme);
    }
    for row in &rows {
        frames(painter, frame, row, overlay, theme);
    }
    if let Some(at) = overlay.caret {
        caret::paint(painter, frame, page, placed, at, theme);
    }
}

/// Where a place between two characters stands on the screen: a box without width, as high as the text.
pub(crate) fn place_rect(
    frame: &Frame,
    page: &Page,
    placed: &[Placed],
    pos: Pos<Clean>,
    side: Side,
) -> Option<Rect> {
    let rows = rows(frame, page, placed);
    let holds = |row: &&Row<'_>| row.span.start <= pos && pos < row.span.end;
    let ends = |row: &&Row<'_>| row.span.end == pos && !row.span.is_empty();
    let row = match side {
        Side::Start => rows.iter().find(holds).or_else(|| rows.iter().rfind(ends)),
        Side::End => rows.iter().rfind(ends).or_else(|| rows.iter().find(holds)),
    }?;
    let x = row.line.line.x_of(row.local(pos));
    let rect = row.fill_rect(frame, (x, x + 1.0))?;
    Some(Rect::from_min_max(rect.left_top(), rect.left_bottom()))
}

/// The boxes on screen that a stretch of text takes up, a line each.
pub(crate) fn boxes(frame: &Frame, page: &Page, placed: &[Placed], span: Span<Clean>) -> Vec<Rect> {
    let rows = rows(frame, page, placed);
    rows.iter().filter_map(|row| row.fill_rect(frame, row.extent(span)?)).collect()
}

/// Most notes that stand beside the lines in view.
const MOST_NOTES: usize = 60;

/// The first visible line of each passage in view with a note, or whose note is being written.
pub(crate) fn note_lines(
    frame: &Frame,
    page: &Page,
    placed: &[Placed],
    (marks, reading, editor): (&Marks, Span<Clean>, Option<&NoteEditor>),
) -> Vec<(AnnotationId, Rect)> {
    let is_noted = |mark: &Mark| mark.has_note || editor.is_some_and(|editor| editor.id == mark.id);
    let noted = marks.in_span(reading).filter(|(mark, _)| is_noted(mark)).take(MOST_NOTES);
    let line = |(mark, _): (&Mark, u8)| {
        Some((mark.id.clone(), boxes(frame, page, placed, mark.span).first().copied()?))
    };
    noted.filter_map(line).collect()
}

fn rows<'a>(frame: &Frame, page: &'a Page, placed: &'a [Placed]) -> Vec<Row<'a>> {
    let height = f64::from(frame.rect.height() * frame.sizes.pixels_per_point);
    let mut rows = Vec::new();
    for place in placed {
        let Some(piece) = page.pieces.get(place.index) else { continue };
        let (set, start) = (&*place.set, piece.span.start.index());
        let look = &set.look;
        for (index, line) in place.set.lines.iter().enumerate() {
            let top = place.line_top(index);
            // A line's marks reach a little beyond it.
            if top + 2.0 * look.line_height > 0.0 && top - look.line_height < height {
                let span = set.clean_span(line, start);
                rows.push(Row { line, look, piece, set, is_first: index == 0, top, span });
            }
        }
    }
    rows
}

impl Row<'_> {
    /// The top of its characters' text, which is `height` high; below it only where readings stand above.
    pub(crate) fn text_top(&self, height: f64) -> f64 {
        self.top.round() + ((self.look.line_height + self.look.rise - height) / 2.0).round()
    }

    /// Left and right edge of a stretch of text on this line.
    pub(crate) fn extent(&self, span: Span<Clean>) -> Option<(f32, f32)> {
        let shared = self.span.intersection(span)?;
        let start = self.piece.span.start.index();
        let clean = shared.start.index() - start..shared.end.index() - start;
        self.line.line.extent(ghosts::shown_range(&self.set.inserts, clean))
    }

    /// Where a place stands in the piece as it is shown.
    pub(crate) fn local(&self, pos: Pos<Clean>) -> usize {
        self.set.shown_offset(pos.index().saturating_sub(self.piece.span.start.index()))
    }

    /// The line with where it stands on the screen.
    fn at(&self, frame: &Frame) -> LineAt<'_> {
        LineAt {
            line: self.line,
            start: 0,
            look: self.look,
            left: frame.left,
            top: frame.top + self.top.round(),
            sizes: frame.sizes,
        }
    }

    /// The box of a fill: as high as the font and a little more.
    pub(crate) fn fill_rect(&self, frame: &Frame, extent: (f32, f32)) -> Option<Rect> {
        let rect = frame.rect_of(self.look, self.top, extent);
        let font = self.line.strips.first().map_or(rect.height(), |strip| strip.galley.size().y);
        let rise = frame.sizes.points(self.look.rise);
        let height = (font + FILL_EXTRA + rise).min(rect.height());
        (rect.width() > 0.0)
            .then(|| Rect::from_center_size(rect.center(), vec2(rect.width(), height)))
    }
}

/// The fills of marks, hits and the selection on one line.
fn fills(painter: &Painter, frame: &Frame, row: &Row<'_>, overlay: &Overlay<'_>, theme: &Theme) {
    mark_fills(painter, frame, row, overlay, theme);
    let first = overlay.hits.partition_point(|hit| hit.end <= row.span.start);
    for hit in overlay.hits.iter().skip(first).take_while(|hit| hit.start < row.span.end) {
        if let Some(rect) = row.extent(*hit).and_then(|extent| row.fill_rect(frame, extent)) {
            painter.rect(rect, RADIUS, theme.hit, theme.hit_edge(), StrokeKind::Inside);
        }
    }
    if let Some(rect) = overlay.selection.and_then(|span| row.fill_rect(frame, row.extent(span)?)) {
        painter.rect_filled(rect, 0.0, theme.selection);
    }
}

/// A stretch of a line over which the same marks lie.
struct Segment<'a> {
    marks: Vec<&'a Mark>,
    span: Span<Clean>,
}

/// Cuts a line where a mark begins or ends; the shortest marks come first.
fn segments<'a>(row: &Row<'_>, overlay: &Overlay<'a>) -> Vec<Segment<'a>> {
    let marks: Vec<&Mark> = overlay.marks_in(row.span).map(|(mark, _)| mark).collect();
    let mut cuts: Vec<Pos<Clean>> = marks
        .iter()
        .filter_map(|mark| mark.span.intersection(row.span))
        .flat_map(|span| [span.start, span.end])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let segment = |pair: &[Pos<Clean>]| {
        let span = Span { start: pair[0], end: pair[1] };
        let mut marks: Vec<&Mark> =
            marks.iter().copied().filter(|mark| mark.span.contains_span(span)).collect();
        marks.sort_by_key(|mark| mark.span.len());
        Segment { marks, span }
    };
    cuts.windows(2).map(segment).filter(|segment| !segment.marks.is_empty()).collect()
}

fn mark_fills(
    painter: &Painter,
    frame: &Frame,
    row: &Row<'_>,
    overlay: &Overlay<'_>,
    theme: &Theme,
) {
    let segments = segments(row, overlay);
    more_lanes(painter, frame, row, &segments, theme);
    for (index, segment) in segments.iter().enumerate() {
        let Some(extent) = row.extent(segment.span) else { continue };
        let before = index.checked_sub(1).and_then(|index| segments.get(index));
        let joins = |other: Option<&Segment<'_>>| match other {
            Some(other)
                if other
                    .marks
                    .iter()
                    .any(|mark| segment.marks.iter().any(|own| own.id == mark.id)) =>
            {
                Join::Same
            }
            Some(other)
                if other.span.end == segment.span.start || other.span.start == segment.span.end =>
            {
                Join::Abuts
            }
            _ => Join::Free,
        };
        let (left, right) = (joins(before), joins(segments.get(index + 1)));
        // A fill that goes on in the next segment closes the gap that the setter left between them.
        let end = match right {
            Join::Same => row.line.line.x_of(row.local(segment.span.end)),
            Join::Abuts | Join::Free => extent.1,
        };
        let Some(mut rect) = row.fill_rect(frame, (extent.0, end)) else { continue };
        if left == Join::Abuts {
            rect.min.x += 0.5;
        }
        if right == Join::Abuts {
            rect.max.x -= 0.5;
        }
        let round = |join| if join == Join::Same { 0 } else { RADIUS };
        let corners =
            CornerRadius { nw: round(left), sw: round(left), ne: round(right), se: round(right) };
        painter.rect_filled(rect, corners, fill(segment, overlay, theme));
    }
}

/// How many marks more than there are lanes lie upon each other on a line, at its right, clear of what leads to a note.
fn more_lanes(
    painter: &Painter,
    frame: &Frame,
    row: &Row<'_>,
    segments: &[Segment<'_>],
    theme: &Theme,
) {
    let most = segments.iter().map(|segment| segment.marks.len()).max().unwrap_or_default();
    let Some(more) = most.checked_sub(usize::from(LANES)).filter(|more| *more > 0) else { return };
    let right = (frame.sizes.measure - row.look.left) as f32;
    let line = frame.rect_of(row.look, row.top, (right, right));
    let at = pos2(line.right() + 4.0, line.top() + 6.0);
    painter.text(at, egui::Align2::LEFT_CENTER, format!("+{more}"), sans(11.0), theme.weak);
}

/// How a segment meets its neighbour.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Join {
    /// A mark goes on across the border.
    Same,
    /// Another mark begins just there.
    Abuts,
    /// Nothing is there.
    Free,
}

fn fill(segment: &Segment<'_>, overlay: &Overlay<'_>, theme: &Theme) -> Color32 {
    let one = |mark: &&Mark| {
        let is_active = overlay.active == Some(&mark.id);
        if mark.is_suggested && !is_active {
            theme.page.lerp_to_gamma(theme.highlight(mark.color).fill, 0.5)
        } else {
            theme.highlight(mark.color).fill
        }
    };
    let fills: Vec<Color32> = segment.marks.iter().take(MOST_MIXED).map(one).collect();
    theme.mixed_fill(&fills)
}

fn lines_under(
    painter: &Painter,
    frame: &Frame,
    row: &Row<'_>,
    overlay: &Overlay<'_>,
    theme: &Theme,
) {
    for (mark, lane) in overlay.marks_in(row.span) {
        let Some(rect) = row.extent(mark.span).and_then(|extent| row.fill_rect(frame, extent))
        else {
            continue;
        };
        let highlight = theme.highlight(mark.color).with_pattern(mark.pattern);
        let pattern = (!mark.is_suggested).then_some(highlight.pattern);
        underline::paint(painter, pattern, rect, lane, highlight.ink);
    }
}

/// Where the words of [`source_line`] stand below a title, in points.
pub(crate) fn source_line_rect(
    painter: &Painter,
    frame: &Frame,
    title: &Placed,
    words: &str,
) -> Option<Rect> {
    let last = title.set.lines.len().checked_sub(1)?;
    let line = frame.rect_of(&title.set.look, title.line_top(last), (0.0, 0.0));
    let galley = painter.layout_no_wrap(words.to_owned(), sans(SMALL_POINTS), Color32::PLACEHOLDER);
    let middle = pos2(line.left(), line.bottom() + SOURCE_LINE_POINTS as f32 / 2.0 + 2.0);
    Some(egui::Align2::LEFT_CENTER.anchor_size(middle, galley.size()))
}

/// Below the last line of the title, where the text comes from.
fn source_line(painter: &Painter, frame: &Frame, row: &Row<'_>, line: Option<&str>, theme: &Theme) {
    let Some(line) =
        line.filter(|_| row.piece.has_source_line && row.span.end == row.piece.span.end)
    else {
        return;
    };
    let rect = frame.rect_of(row.look, row.top, (0.0, 0.0));
    let pos = pos2(rect.left(), rect.bottom() + SOURCE_LINE_POINTS as f32 / 2.0 + 2.0);
    painter.text(pos, egui::Align2::LEFT_CENTER, line, sans(SMALL_POINTS), theme.weak);
}

fn text(painter: &Painter, frame: &Frame, page: &Page, row: &Row<'_>, theme: &Theme) {
    let color = match row.look.face {
        Face::SansBold | Face::SansSlanted => theme.heading,
        Face::Page
        | Face::PageMarks
        | Face::PageBold
        | Face::PageSlanted
        | Face::Code
        | Face::Raised
        | Face::Taken => theme.text,
    };
    if !row.set.inserts.is_empty() {
        let taken: Vec<_> = row.set.inserts.iter().map(|insert| insert.shown.clone()).collect();
        let line = row.at(frame);
        return struck::paint(painter, &line, &taken, (color, theme.weak), theme.taken(theme.page));
    }
    let links = page.inline.links_in(row.span).filter_map(|link| {
        let local = row.local(link.span.start)..row.local(link.span.end);
        (local.start < local.end).then_some(local)
    });
    let links: Vec<_> = links.collect();
    if !links.is_empty() {
        return struck::paint_links(painter, &row.at(frame), &links, (color, theme.accent));
    }
    readings(painter, frame, row, color);
    for strip in &row.line.strips {
        let scale = frame.sizes.pixels_per_point;
        let height = f64::from(strip.galley.size().y * scale);
        let y = row.text_top(height) + f64::from(strip.drop.round());
        let pos = pos2(
            frame.sizes.points(frame.left + row.look.left + f64::from(strip.x)),
            frame.sizes.points(frame.top + y),
        );
        painter.galley(pos, std::sync::Arc::clone(&strip.galley), color);
    }
}

/// The readings above the characters of a primer.
fn readings(painter: &Painter, frame: &Frame, row: &Row<'_>, color: Color32) {
    let scale = frame.sizes.pixels_per_point;
    let height_of = |strip: &Strip| f64::from(strip.galley.size().y * scale);
    let Some(first) = row.line.strips.first().filter(|_| !row.line.readings.is_empty()) else {
        return;
    };
    let text_top = row.text_top(height_of(first));
    for strip in &row.line.readings {
        let y = ruby::top(row.look, text_top, height_of(strip));
        let pos = pos2(
            frame.sizes.points(frame.left + row.look.left + f64::from(strip.x)),
            frame.sizes.points(frame.top + y),
        );
        painter.galley(pos, std::sync::Arc::clone(&strip.galley), color);
    }
}

/// Frames round the current hit and the active mark, over everything.
fn frames(painter: &Painter, frame: &Frame, row: &Row<'_>, overlay: &Overlay<'_>, theme: &Theme) {
    if let Some(rect) = overlay.current_hit.and_then(|hit| row.fill_rect(frame, row.extent(hit)?)) {
        painter.rect_stroke(rect, RADIUS, Stroke::new(2.0, theme.accent), StrokeKind::Outside);
    }
    let active = overlay.marks_in(row.span).find(|(mark, _)| overlay.active == Some(&mark.id));
    if let Some(rect) = active.and_then(|(mark, _)| row.fill_rect(frame, row.extent(mark.span)?)) {
        painter.rect_stroke(
            rect.expand(1.0),
            RADIUS + 1,
            Stroke::new(1.5, theme.accent),
            StrokeKind::Outside,
        );
    }
}
