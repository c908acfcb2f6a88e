//! The straight lines that a page draws: along them tables are ruled. Whatever else is drawn is of no interest here.

use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect};

/// A rule is at most this thick, in points.
const MOST_THICK: f64 = 3.0;
/// A rule is at least this long, in points.
const LEAST_LONG: f64 = 6.0;
/// How far a drawn line may lean and still be straight, in points.
const STRAIGHT: f64 = 0.5;
/// Drawings have more lines than this; such a page has no ruled tables.
const MOST_RULES: usize = 4_000;
/// Elements of a path beyond which it is a drawing.
const MOST_ELEMENTS: usize = 400;

/// A stretch of a straight line: where it lies, and from where to where it runs, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    pub(super) at: f32,
    pub(super) from: f32,
    pub(super) to: f32,
}

/// The straight lines of a page, from the upper left corner, y downwards.
#[derive(Debug, Default)]
pub(super) struct Rules {
    /// Those that run across the page.
    pub(super) across: Vec<Rule>,
    /// Those that run down.
    pub(super) down: Vec<Rule>,
    is_drawing: bool,
}

impl Rules {
    /// Takes the lines of a path that is filled or drawn.
    pub(super) fn take(&mut self, path: &BezPath, transform: Affine, is_filled: bool) {
        let elements = path.elements();
        if self.is_drawing || elements.len() > MOST_ELEMENTS {
            return;
        }
        let (mut start, mut last) = (Point::ZERO, Point::ZERO);
        let mut part: Option<Rect> = None;
        for element in elements {
            let next = match *element {
                PathEl::MoveTo(to) => {
                    self.end_part(part.take(), is_filled);
                    (start, last) = (transform * to, transform * to);
                    part = Some(Rect::from_points(start, start));
                    continue;
                }
                PathEl::LineTo(to) => transform * to,
                PathEl::ClosePath => start,
                // What is bent is no rule.
                PathEl::QuadTo(..) | PathEl::CurveTo(..) => return,
            };
            if !is_filled {
                self.add(Rect::from_points(last, next));
            }
            part = part.map(|part| part.union_pt(next));
            last = next;
        }
        self.end_part(part, is_filled);
    }

    /// A rectangle that is filled and thin is a rule.
    fn end_part(&mut self, part: Option<Rect>, is_filled: bool) {
        if let Some(part) = part.filter(|_| is_filled) {
            self.add_thin(part, MOST_THICK);
        }
    }

    fn add(&mut self, line: Rect) {
        self.add_thin(line, STRAIGHT);
    }

    fn add_thin(&mut self, line: Rect, most: f64) {
        let (width, height) = (line.width(), line.height());
        if !(width.is_finite() && height.is_finite()) {
            return;
        }
        let rule =
            |at: f64, from: f64, to: f64| Rule { at: at as f32, from: from as f32, to: to as f32 };
        if height <= most && width >= LEAST_LONG {
            self.across.push(rule(line.center().y, line.x0, line.x1));
        } else if width <= most && height >= LEAST_LONG {
            self.down.push(rule(line.center().x, line.y0, line.y1));
        }
        if self.across.len() + self.down.len() > MOST_RULES {
            *self = Self { is_drawing: true, ..Self::default() };
        }
    }
}
