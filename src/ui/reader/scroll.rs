//! Where the page stands: a place in the text and how far below the view's top its line is.
//! Resizing, another text size and corrected heights therefore never move what is being read.

use std::rc::Rc;

use crate::app::{Align, Motion};
use crate::document::Document;
use crate::text::{Clean, Pos, Source, Span};
use crate::ui::reader::layout::{Layouts, SetPiece, offset_in};
use crate::ui::reader::look::Sizes;
use crate::ui::reader::model::Page;

/// Seconds that a glide takes.
const GLIDE_SECONDS: f64 = 0.16;
/// Where a place that was out of view comes to stand, as a part of the view's height.
const UPPER_THIRD: f64 = 0.28;
/// Most space left free above a line that was jumped to, in points.
const JUMP_INSET_POINTS: f64 = 24.0;
/// Space left free below the last line when going to the end, in points.
const END_INSET_POINTS: f64 = 48.0;

/// A line by a place on it, and where its top is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Anchor {
    /// The piece.
    pub(crate) piece: usize,
    /// A place on the line, in bytes of the piece as it is shown.
    pub(crate) offset: usize,
    /// The line's top, in physical pixels below the view's.
    pub(crate) below: f64,
}

/// A piece in view.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    /// Which.
    pub(crate) index: usize,
    /// Its top, in physical pixels below the view's.
    pub(crate) top: f64,
    /// Its lines.
    pub(crate) set: Rc<SetPiece>,
}

impl Placed {
    /// The top of one of its lines, in physical pixels below the view's.
    pub(crate) fn line_top(&self, line: usize) -> f64 {
        self.top + self.set.line_top(line)
    }

    /// Where it ends, in physical pixels below the view's top.
    pub(crate) fn bottom(&self) -> f64 {
        self.top + self.set.height()
    }
}

/// What placing the pieces needs.
pub(crate) struct Setter<'a> {
    pub(crate) ctx: &'a egui::Context,
    pub(crate) page: &'a Page,
    pub(crate) document: &'a Document,
    pub(crate) layouts: &'a mut Layouts,
    pub(crate) sizes: Sizes,
    /// The view's height in physical pixels.
    pub(crate) height: f64,
}

/// The page's place, and its way there.
#[derive(Debug, Default)]
pub(crate) struct Scroll {
    anchor: Anchor,
    /// Where to start, and how far below the view's top in physical pixels, until the page is there.
    start: Option<(Pos<Clean>, f64)>,
    glide: Option<Glide>,
}

/// A movement under way: what is shown lags behind the anchor.
#[derive(Clone, Copy, Debug)]
struct Glide {
    /// How far behind it began, in physical pixels.
    from: f64,
    /// When, in seconds.
    since: f64,
}

impl Glide {
    fn lag(self, now: f64) -> f64 {
        let left = (1.0 - (now - self.since) / GLIDE_SECONDS).clamp(0.0, 1.0);
        self.from * left.powi(3)
    }
}

impl Scroll {
    /// Starts at `pos`, its line so many physical pixels below the view's top.
    pub(crate) fn start_at(&mut self, pos: Pos<Clean>, below: f64) {
        *self = Self { anchor: Anchor::default(), start: Some((pos, below)), glide: None };
    }

    /// The pieces in view as they are to be shown now.
    pub(crate) fn placed(&mut self, setter: &mut Setter<'_>, now: f64) -> Vec<Placed> {
        if let Some((start, below)) = self.start.take() {
            self.anchor = setter.anchor_at(start, below);
        }
        let lag = self.glide.map_or(0.0, |glide| glide.lag(now));
        if lag == 0.0 {
            self.glide = None;
        }
        let shown = Anchor { below: self.anchor.below + lag, ..self.anchor };
        let (placed, correction) = setter.place(shown);
        self.anchor.below += correction;
        placed
    }

    /// Whether a movement is under way.
    pub(crate) fn is_gliding(&self) -> bool {
        self.glide.is_some()
    }

    /// Moves the text up by `pixels` (down when negative), at once.
    pub(crate) fn by(&mut self, setter: &mut Setter<'_>, pixels: f64, now: f64) {
        let lag = self.glide.take().map_or(0.0, |glide| glide.lag(now));
        self.anchor.below += lag - pixels;
        self.settle(setter);
    }

    /// Brings the first line of a piece to the view's top, at once.
    pub(crate) fn to(&mut self, setter: &mut Setter<'_>, piece: usize) {
        self.glide = None;
        self.anchor = Anchor { piece, offset: 0, below: 0.0 };
        self.settle(setter);
    }

    /// Carries out a movement; with a glide if it is short and `is_animated`.
    pub(crate) fn carry_out(
        &mut self,
        setter: &mut Setter<'_>,
        motion: Motion,
        now: f64,
        is_animated: bool,
    ) {
        let before = self.placed(setter, now);
        let Some(first) = first_line(setter.page, &before) else { return };
        let third = setter.height * UPPER_THIRD;
        match motion {
            Motion::Start => self.anchor = setter.at_start(),
            Motion::End => self.anchor = setter.at_end(),
            Motion::Lines(lines) => {
                self.anchor.below -= f64::from(lines) * setter.sizes.line_height;
            }
            Motion::Pages(pages) => {
                for _ in 0..pages.unsigned_abs().min(50) {
                    self.anchor = setter.a_page_on(self.anchor, pages > 0);
                }
            }
            Motion::Jump(pos, Align::Top) => {
                let anchor = setter.anchor_at(pos, 0.0);
                self.anchor = Anchor { below: setter.inset_above(anchor), ..anchor };
            }
            Motion::Source(span) => {
                let Some(anchor) = setter.source_anchor(&before, span) else { return };
                self.anchor = Anchor { below: third, ..anchor };
            }
            Motion::Jump(pos, Align::IntoView) => {
                if setter.is_in_view(&before, pos) {
                    return;
                }
                self.anchor = setter.anchor_at(pos, third);
            }
        }
        self.glide = None;
        self.settle(setter);
        // How far the line that was on top has come, if it is still near: that is the way to glide.
        let after = self.placed(setter, now);
        let came = line_top(&after, first).map(|top| first.below - top);
        let is_near = came.filter(|came| came.abs() <= setter.height && came.abs() >= 1.0);
        self.glide = is_near.filter(|_| is_animated).map(|from| Glide { from, since: now });
    }

    /// Keeps within the text, and takes the first line in view as the one to hold on to.
    fn settle(&mut self, setter: &mut Setter<'_>) {
        let (placed, correction) = setter.place(self.anchor);
        self.anchor.below += correction;
        if let Some(first) = first_line(setter.page, &placed) {
            self.anchor = first;
        }
    }
}

impl Setter<'_> {
    fn set(&mut self, index: usize) -> Rc<SetPiece> {
        self.layouts.piece(self.ctx, self.page, index)
    }

    /// The pieces around `anchor` that fill the view, and how far the text had to be moved to stay in it.
    fn place(&mut self, anchor: Anchor) -> (Vec<Placed>, f64) {
        let mut correction = 0.0;
        // Moving the text may bring further pieces into view, which may be the first or last ones.
        let mut placed = self.fill(anchor);
        for _ in 0..3 {
            let change = self.correction(&placed);
            if change == 0.0 {
                break;
            }
            correction += change;
            placed = self.fill(Anchor { below: anchor.below + correction, ..anchor });
        }
        placed.retain(|piece| piece.bottom() > 0.0 && piece.top < self.height);
        (placed, correction)
    }

    fn fill(&mut self, anchor: Anchor) -> Vec<Placed> {
        if self.page.pieces.is_empty() {
            return Vec::new();
        }
        let index = anchor.piece.min(self.page.pieces.len() - 1);
        let set = self.set(index);
        let line = set.line_of(anchor.offset);
        // No line stands higher than its piece is long; a wilder wish is cut by the correction.
        let top = anchor.below - set.line_top(line);
        let mut placed = vec![Placed { index, top, set }];
        while let Some(first) = placed.first().filter(|first| first.index > 0 && first.top > 0.0) {
            let (index, below) = (first.index - 1, first.top);
            let set = self.set(index);
            placed.insert(0, Placed { index, top: below - set.height(), set });
        }
        while let Some(last) = placed.last().filter(|last| last.bottom() < self.height) {
            let (index, top) = (last.index + 1, last.bottom());
            if index == self.page.pieces.len() {
                break;
            }
            let set = self.set(index);
            placed.push(Placed { index, top, set });
        }
        placed
    }

    /// How far the text must move so that its start is not below the view's top, nor its end above the middle.
    fn correction(&self, placed: &[Placed]) -> f64 {
        let (Some(first), Some(last)) = (placed.first(), placed.last()) else { return 0.0 };
        let (is_start, is_end) = (first.index == 0, last.index + 1 == self.page.pieces.len());
        if is_start && (first.top > 0.0 || (is_end && last.bottom() - first.top <= self.height)) {
            return -first.top;
        }
        let lowest = self.height / 2.0;
        if is_end && last.bottom() < lowest - 0.5 { lowest - last.bottom() } else { 0.0 }
    }

    /// The anchor that shows the start of the text.
    fn at_start(&mut self) -> Anchor {
        Anchor { piece: 0, offset: 0, below: self.set(0).gap }
    }

    /// The anchor that shows the end of the text near the view's lower edge.
    fn at_end(&mut self) -> Anchor {
        let last = self.page.pieces.len().saturating_sub(1);
        let line_height = self.set(last).look.line_height;
        let below = self.height - line_height - self.sizes.pixels(END_INSET_POINTS);
        Anchor { piece: last, offset: usize::MAX, below }
    }

    /// The anchor a page further down or up: no line is skipped, and a whole line stands at the top.
    fn a_page_on(&mut self, anchor: Anchor, is_down: bool) -> Anchor {
        let (placed, correction) = self.place(anchor);
        let anchor = Anchor { below: anchor.below + correction, ..anchor };
        if is_down {
            let cut_off = lines(self.page, &placed).find(|line| line.bottom > self.height);
            let Some(line) = cut_off else {
                return Anchor { below: anchor.below - self.height, ..anchor };
            };
            let anchor = Anchor { piece: line.piece, offset: line.offset, below: 0.0 };
            let most = (self.height / 4.0).max(self.set(anchor.piece).room);
            let below = self.inset_above(anchor).min(most);
            return Anchor { below, ..anchor };
        }
        let Some(first) = first_line(self.page, &placed) else { return anchor };
        let step = self.height - self.sizes.line_height;
        let (placed, _) = self.place(Anchor { below: first.below + step, ..first });
        let Some(top) = first_line(self.page, &placed) else { return anchor };
        if top.piece == 0 && top.offset == 0 {
            return self.at_start();
        }
        Anchor { below: self.inset_above(top).min(top.below), ..top }
    }

    /// The line of a place of the cleaned text, `below` pixels under the view's top.
    fn anchor_at(&mut self, pos: Pos<Clean>, below: f64) -> Anchor {
        let piece = self.page.piece_at(pos);
        let Some(found) = self.page.pieces.get(piece) else { return Anchor::default() };
        let clean = offset_in(found, pos).min(found.span.len());
        let set = self.set(piece);
        let start = set.lines.first().map_or(0, |line| line.line.bytes.start);
        // What stands in the last row of the part before.
        if let Some(before) = piece.checked_sub(1).filter(|_| clean < start) {
            let offset = self.page.pieces.get(before).map_or(0, |found| offset_in(found, pos));
            return Anchor { piece: before, offset, below };
        }
        Anchor { piece, offset: set.shown_offset(clean), below }
    }

    /// The line of a place of the file, unless it is in view.
    fn source_anchor(&mut self, placed: &[Placed], span: Span<Source>) -> Option<Anchor> {
        if let Some(piece) = self.page.taken_piece(span.start) {
            let whole = |place: &Placed| place.top >= 0.0 && place.bottom() <= self.height;
            let is_in_view = placed.iter().any(|place| place.index == piece && whole(place));
            return (!is_in_view).then_some(Anchor { piece, offset: 0, below: 0.0 });
        }
        let pos = self.document.clean_from_source(span).start;
        (!self.is_in_view(placed, pos)).then(|| self.anchor_at(pos, 0.0))
    }

    /// The space that may be left free above an anchor's line without showing a part of the line before.
    fn inset_above(&mut self, anchor: Anchor) -> f64 {
        let set = self.set(anchor.piece);
        let line = set.line_of(anchor.offset);
        let leading = ((self.sizes.line_height - self.sizes.em) / 2.0).floor();
        let most = self.sizes.pixels(JUMP_INSET_POINTS);
        if line == 0 {
            // A picture is looked at before its words.
            let seen = (self.height - 2.0 * self.sizes.line_height).max(0.0);
            set.room.min(seen) + (set.gap - set.room + leading).min(most)
        } else {
            leading.min(most)
        }
    }

    /// Whether the line of `pos` is wholly in view.
    fn is_in_view(&self, placed: &[Placed], pos: Pos<Clean>) -> bool {
        let holds = |line: &LineInView| {
            line.span.contains(pos) || (line.span.start == pos && !line.span.is_empty())
        };
        let line = lines(self.page, placed).find(holds);
        line.is_some_and(|line| line.top >= 0.0 && line.bottom <= self.height)
    }
}

/// The top of an anchor's line, if its piece is in view.
fn line_top(placed: &[Placed], anchor: Anchor) -> Option<f64> {
    let place = placed.iter().find(|place| place.index == anchor.piece)?;
    Some(place.line_top(place.set.line_of(anchor.offset)))
}

/// A line in view.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LineInView {
    /// Its piece.
    pub(crate) piece: usize,
    /// Where it begins in the piece as it is shown, in bytes.
    pub(crate) offset: usize,
    /// Its text; empty for what was taken away.
    pub(crate) span: Span<Clean>,
    /// Its top and bottom, in physical pixels below the view's top.
    pub(crate) top: f64,
    pub(crate) bottom: f64,
}

/// The lines of the placed pieces, in order; some may stand above or below the view.
pub(crate) fn lines<'a>(
    page: &'a Page,
    placed: &'a [Placed],
) -> impl Iterator<Item = LineInView> + 'a {
    placed.iter().flat_map(move |piece| {
        let start = page.pieces.get(piece.index).map_or(0, |piece| piece.span.start.index());
        piece.set.lines.iter().enumerate().map(move |(index, line)| {
            let span = piece.set.clean_span(line, start);
            let top = piece.line_top(index);
            LineInView {
                piece: piece.index,
                offset: line.line.bytes.start,
                span,
                top,
                bottom: top + piece.set.look.line_height,
            }
        })
    })
}

/// The first line that is wholly below the view's top; failing that, the last that reaches into it.
pub(crate) fn first_line(page: &Page, placed: &[Placed]) -> Option<Anchor> {
    let whole = lines(page, placed).find(|line| line.top >= -0.5);
    let line = whole.or_else(|| lines(page, placed).last())?;
    Some(Anchor { piece: line.piece, offset: line.offset, below: line.top })
}
