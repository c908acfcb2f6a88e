//! Which of the pictures that pages draw belong to the text, and before which of its lines each stands.
//!
//! What is no picture of the text is left out: signs, rules, grounds on which text stands, what many pages repeat.
//! Nothing is decoded here.

use std::collections::HashMap;

use hayro_interpret::kurbo::{Point, Vec2};
use image::metadata::Orientation;

use crate::import::pdf::glyphs::Glyph;
use crate::import::pdf::lines::Line;

/// A picture is at least this wide and high on the page, in points.
const LEAST_SIDE: f32 = 32.0;
/// What covers this part of a page is its ground.
const MOST_COVERED: f32 = 0.8;
/// So many characters stand on a ground, and not in a picture.
const MOST_LABELS: usize = 60;
/// What so many pages show is furniture.
const FEWEST_PAGES: usize = 3;
/// More pictures than this on one page are the pieces of one, or signs.
const MOST_OF_PAGE: usize = 30;

/// How a file holds a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    /// As one that can be handed on as it is.
    Plain,
    /// As one that is unpacked about as quickly as it is written.
    Quick,
    /// As one that takes many times as long.
    Slow,
}

/// A slowly unpacked picture counts as so many times its pixels.
const SLOW_TIMES: u64 = 4;

/// A picture as a page draws it: points from the upper left corner, y downwards.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drawn {
    /// What it is known by in the file.
    pub(super) key: u128,
    /// How many pixels it has.
    pub(super) n_pixels: u64,
    /// How the file holds it.
    pub(super) packing: Packing,
    /// How it has to be turned to stand as it is drawn.
    pub(super) turn: Orientation,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) top: f32,
    pub(super) bottom: f32,
}

/// A picture of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    /// Before which line of the document it stands.
    pub(super) before: usize,
    /// The page that draws it.
    pub(super) page: usize,
    pub(super) drawn: Drawn,
}

impl Drawn {
    /// A picture whose upper left, upper right and lower left corners stand here on a page of this size.
    pub(super) fn new(key: u128, corners: [Point; 3], (width, height): (f32, f32)) -> Self {
        let [start, right, down] = corners;
        let (along, down) = (right - start, down - start);
        let opposite = start + along + down;
        let side = |one: f64, other: f64, most: f32| {
            let (low, high) = (one.min(other) as f32, one.max(other) as f32);
            (low.clamp(0.0, most), high.clamp(0.0, most))
        };
        let (left, right) = side(start.x, opposite.x, width);
        let (top, bottom) = side(start.y, opposite.y, height);
        let turn = turn(along, down);
        Self { key, n_pixels: 0, packing: Packing::Quick, turn, left, right, top, bottom }
    }

    /// How many pixels have to be decoded to hand it on, as long as quick ones take.
    pub(super) fn n_decoded(&self) -> u64 {
        match self.packing {
            Packing::Plain if self.turn == Orientation::NoTransforms => 0,
            Packing::Plain | Packing::Quick => self.n_pixels,
            Packing::Slow => self.n_pixels.saturating_mul(SLOW_TIMES),
        }
    }

    fn width(&self) -> f32 {
        self.right - self.left
    }

    fn height(&self) -> f32 {
        self.bottom - self.top
    }

    fn middle(&self) -> f32 {
        f32::midpoint(self.top, self.bottom)
    }

    /// Whether it may be a picture of the text, by its size and what stands on it.
    pub(super) fn may_be_shown(&self, page: (f32, f32), glyphs: &[Glyph]) -> bool {
        let is_odd = !(self.width().is_finite() && self.height().is_finite());
        let is_sign = self.width() < LEAST_SIDE || self.height() < LEAST_SIDE;
        let is_ground = self.width() * self.height() >= MOST_COVERED * page.0 * page.1;
        if is_odd || is_sign || is_ground {
            return false;
        }
        let is_on = |glyph: &&Glyph| {
            glyph.left > self.left
                && glyph.right < self.right
                && glyph.base > self.top
                && glyph.base < self.bottom
        };
        glyphs.iter().filter(is_on).count() <= MOST_LABELS
    }

    /// Before which of the lines of its page it stands: the nearest below it, or behind the nearest above.
    fn place(&self, lines: &[Line], furniture: &[bool]) -> usize {
        let all = || {
            let lines = lines.iter().zip(furniture).enumerate();
            lines.filter(|(_, (_, is_furniture))| !**is_furniture).map(|(at, (line, _))| (at, line))
        };
        let is_beside = |line: &Line| line.right > self.left && line.left < self.right;
        let is_below = |line: &Line| line.base - line.size * 0.5 > self.middle();
        let below = || all().filter(|(_, line)| is_beside(line) && is_below(line));
        let nearest = below().map(|(_, line)| line.base).reduce(f32::min);
        if let Some(nearest) = nearest {
            // Of columns that go on side by side below it the first.
            let first = below().find(|(_, line)| line.base <= nearest + line.size);
            return first.map_or(lines.len(), |(at, _)| at);
        }
        let above = all().filter(|(_, line)| is_beside(line));
        let above = above.max_by(|(_, a), (_, b)| a.base.total_cmp(&b.base));
        let first_below = || all().find(|(_, line)| is_below(line)).map(|(at, _)| at);
        above.map(|(at, _)| at + 1).or_else(first_below).unwrap_or(lines.len())
    }
}

/// How a picture has to be turned whose rows run along and whose columns run down so.
fn turn(along: Vec2, down: Vec2) -> Orientation {
    if along.x.abs() >= along.y.abs() {
        match (along.x >= 0.0, down.y >= 0.0) {
            (true, true) => Orientation::NoTransforms,
            (false, false) => Orientation::Rotate180,
            (false, true) => Orientation::FlipHorizontal,
            (true, false) => Orientation::FlipVertical,
        }
    } else {
        match (along.y >= 0.0, down.x >= 0.0) {
            (true, false) => Orientation::Rotate90,
            (false, true) => Orientation::Rotate270,
            (true, true) => Orientation::Rotate90FlipH,
            (false, false) => Orientation::Rotate270FlipH,
        }
    }
}

/// The pictures of the text in their order, given those that each page draws with its lines, and which of these are
/// furniture.
pub(super) fn placed(pages: &[(&[Drawn], &[Line])], furniture: &[Vec<bool>]) -> Vec<Placed> {
    let repeated = repeated(pages);
    let mut placed = Vec::new();
    let mut first = 0;
    for (page, ((drawn, lines), furniture)) in pages.iter().zip(furniture).enumerate() {
        let is_cut_up = drawn.len() > MOST_OF_PAGE;
        let own = drawn.iter().filter(|drawn| !is_cut_up && !repeated.contains(&drawn.key));
        let own = own.map(|drawn| Placed {
            before: first + drawn.place(lines, furniture),
            page,
            drawn: *drawn,
        });
        let mut own: Vec<Placed> = own.collect();
        own.sort_by(|a, b| a.before.cmp(&b.before).then(a.drawn.top.total_cmp(&b.drawn.top)));
        placed.extend(own);
        first += lines.len();
    }
    placed
}

/// What many pages show.
fn repeated(pages: &[(&[Drawn], &[Line])]) -> Vec<u128> {
    let mut n_pages: HashMap<u128, usize> = HashMap::new();
    for (drawn, _) in pages {
        let mut keys: Vec<u128> = drawn.iter().map(|drawn| drawn.key).collect();
        keys.sort_unstable();
        keys.dedup();
        keys.into_iter().for_each(|key| *n_pages.entry(key).or_default() += 1);
    }
    n_pages.into_iter().filter(|(_, n)| *n >= FEWEST_PAGES).map(|(key, _)| key).collect()
}
