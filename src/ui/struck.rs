//! Paints a set line in two colours: what was taken away on its tint and struck through, or links.

use std::ops::Range;
use std::sync::Arc;

use egui::{Color32, Painter, Rangef, Rect, Stroke, pos2, vec2};

use crate::ui::reader::layout::SetLine;
use crate::ui::reader::look::{Look, Sizes};

/// Rounding of a tint, in points.
const RADIUS: f32 = 3.0;

/// A line with where it stands on the screen.
pub(crate) struct LineAt<'a> {
    /// The line.
    pub(crate) line: &'a SetLine,
    /// Bytes before the stretch that its offsets count from.
    pub(crate) start: usize,
    /// How it is set.
    pub(crate) look: &'a Look,
    /// Its column's left edge, in physical pixels of the screen.
    pub(crate) left: f64,
    /// Its top, in physical pixels of the screen.
    pub(crate) top: f64,
    /// The sizes it is set at.
    pub(crate) sizes: Sizes,
}

impl LineAt<'_> {
    /// The box of what `range` covers of the line, as high as the font and a little more, in points.
    pub(crate) fn fill(&self, range: Range<usize>) -> Option<Rect> {
        let own = self.line.line.bytes.clone();
        let start = range.start.saturating_sub(self.start).max(own.start);
        let end = range.end.saturating_sub(self.start).min(own.end);
        if start >= end {
            return None;
        }
        let (left, right) = self.line.line.extent(start..end)?;
        let x = |x: f32| self.sizes.points(self.left + self.look.left + f64::from(x));
        let rect = Rect::from_min_max(
            pos2(x(left), self.sizes.points(self.top)),
            pos2(x(right), self.sizes.points(self.top + self.look.line_height)),
        );
        let font = self.line.strips.first().map_or(rect.height(), |strip| strip.galley.size().y);
        let height = (font + 2.0).min(rect.height());
        (rect.width() > 0.0)
            .then(|| Rect::from_center_size(rect.center(), vec2(rect.width(), height)))
    }
}

/// Paints a line's text in the first colour, and the stretches that were `taken` in the second.
pub(crate) fn paint(
    painter: &Painter,
    line: &LineAt<'_>,
    taken: &[Range<usize>],
    (color, struck): (Color32, Color32),
    tint: Color32,
) {
    let boxes: Vec<Rect> = taken.iter().filter_map(|range| line.fill(range.clone())).collect();
    for rect in &boxes {
        painter.rect_filled(rect.expand2(vec2(1.0, 0.0)), RADIUS, tint);
    }
    in_two_colors(painter, line, &boxes, (color, struck));
    for rect in &boxes {
        let y = painter.round_to_pixel_center(rect.center().y + 1.0);
        painter.hline(rect.x_range(), y, Stroke::new(1.0, struck));
    }
}

/// Paints a line's text in the first colour, and `links` in the second with a thin line below.
pub(crate) fn paint_links(
    painter: &Painter,
    line: &LineAt<'_>,
    links: &[Range<usize>],
    (color, link): (Color32, Color32),
) {
    let boxes: Vec<Rect> = links.iter().filter_map(|range| line.fill(range.clone())).collect();
    in_two_colors(painter, line, &boxes, (color, link));
    for rect in &boxes {
        let y = painter.round_to_pixel_center(rect.bottom() - 2.0);
        painter.hline(rect.x_range(), y, Stroke::new(1.0, link.gamma_multiply(0.5)));
    }
}

/// The glyphs of a line, in the second colour within the boxes.
fn in_two_colors(
    painter: &Painter,
    line: &LineAt<'_>,
    boxes: &[Rect],
    (color, other): (Color32, Color32),
) {
    let clip = painter.clip_rect();
    let mut left = clip.left();
    for rect in boxes {
        glyphs(painter, line, Rangef::new(left, rect.left() - 0.5), color);
        glyphs(painter, line, Rangef::new(rect.left() - 0.5, rect.right() + 0.5), other);
        left = rect.right() + 0.5;
    }
    glyphs(painter, line, Rangef::new(left, clip.right()), color);
}

/// The glyphs of a line between two x.
fn glyphs(painter: &Painter, line: &LineAt<'_>, range: Rangef, color: Color32) {
    let clip = painter.clip_rect();
    let range = Rangef::new(range.min.max(clip.left()), range.max.min(clip.right()));
    if range.min >= range.max {
        return;
    }
    let painter = painter.with_clip_rect(Rect::from_x_y_ranges(range, clip.y_range()));
    let scale = line.sizes.pixels_per_point;
    for strip in &line.line.strips {
        let x = line.sizes.points(line.left + line.look.left + f64::from(strip.x));
        if x > range.max || x + strip.galley.size().x < range.min {
            continue;
        }
        let height = f64::from(strip.galley.size().y * scale);
        let middle = ((line.look.line_height - height) / 2.0).round();
        let y = line.top + middle + f64::from(strip.drop.round());
        let at = pos2(x, line.sizes.points(y));
        painter.galley(at, Arc::clone(&strip.galley), color);
    }
}
