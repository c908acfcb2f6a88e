//! The pointer on the page: dragging, clicking, and what is chosen by it.
//! Exact to the character; words, sentences and paragraphs only when clicked for.

use egui::Pos2;

use crate::text::{Clean, Pos, Span, units};
use crate::ui::reader::model::Page;
use crate::ui::reader::scroll::Placed;

/// Seconds between two clicks that belong together.
const CLICK_SECONDS: f64 = 0.4;
/// How far the pointer may stray while it only clicks, in points.
const CLICK_POINTS: f32 = 4.0;
/// Longest selection whose marks are looked at for their other halves, in bytes.
const MOST_PAIRED: usize = 6_000;
/// How near the view's edge dragging scrolls, in points.
pub(crate) const EDGE_POINTS: f32 = 32.0;

/// What a click takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Nothing by itself.
    #[default]
    Character,
    /// The word.
    Word,
    /// The sentence.
    Sentence,
    /// The paragraph.
    Paragraph,
}

/// What is under a point of the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Hit {
    /// The place between two characters that is nearest.
    pub(crate) boundary: Pos<Clean>,
    /// The character under the point or nearest on its line.
    pub(crate) on: Pos<Clean>,
    /// Which piece.
    pub(crate) piece: usize,
    /// Whether a character is really there.
    pub(crate) is_on_text: bool,
}

/// The piece, line and character at `x`, `y` physical pixels from the column's left and the view's top.
pub(crate) fn hit(page: &Page, placed: &[Placed], x: f64, y: f64) -> Option<Hit> {
    let found = placed.iter().find(|piece| y < piece.bottom()).or_else(|| placed.last())?;
    let start = page.pieces.get(found.index)?.span.start.index();
    let set = &found.set;
    let local = (x - set.look.left) as f32;
    let index = set.line_at(local, y - found.top);
    let line = &set.lines.get(index)?.line;
    let under = line.cluster_at(local);
    let is_on_line =
        (found.line_top(index)..found.line_top(index) + set.look.line_height).contains(&y);
    // Past the end of a line the place is behind its last character, not at the next line's first:
    // the two are the same place in the text.
    let on = under
        .as_ref()
        .map_or_else(|| last_before(line, line.offset_at(local)), |bytes| bytes.start);
    Some(Hit {
        boundary: Pos::new(start + set.clean_offset(line.offset_at(local))),
        on: Pos::new(start + set.clean_offset(on)),
        piece: found.index,
        is_on_text: under.is_some() && is_on_line,
    })
}

fn last_before(line: &crate::typeset::Line, offset: usize) -> usize {
    let before = line.cells.iter().rev().map(|cell| cell.offset as usize);
    before.into_iter().find(|at| *at < offset).unwrap_or(line.bytes.start)
}

/// A selection that is being made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Drag {
    /// What it began with: empty for a place between characters.
    origin: Span<Clean>,
    /// What it takes at a time.
    unit: Unit,
    /// Where the pointer went down.
    pressed: Pos2,
    /// Whether it went far enough to be more than a click.
    pub(crate) is_moving: bool,
    /// What is selected now.
    pub(crate) span: Span<Clean>,
}

/// Counts clicks in one place; egui stops at three.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Clicks {
    last: Option<(f64, Pos2)>,
    count: u32,
}

impl Clicks {
    /// Counts a press, and says what it takes.
    pub(crate) fn press(&mut self, now: f64, at: Pos2) -> Unit {
        let follows = self.last.is_some_and(|(then, there)| {
            now - then < CLICK_SECONDS && there.distance(at) < CLICK_POINTS
        });
        self.count = if follows { self.count + 1 } else { 1 };
        self.last = Some((now, at));
        match (self.count - 1) % 4 {
            0 => Unit::Character,
            1 => Unit::Word,
            2 => Unit::Sentence,
            _ => Unit::Paragraph,
        }
    }
}

impl Drag {
    /// The pointer goes down at `hit`; it extends `selected` when there is something to extend.
    pub(crate) fn new(
        page: &Page,
        hit: Hit,
        unit: Unit,
        pressed: Pos2,
        selected: Option<Span<Clean>>,
    ) -> Self {
        let origin = match selected {
            // Beside the text whole paragraphs come to what is selected.
            Some(span) if unit == Unit::Paragraph => span,
            // The end that is farther from the press stays.
            Some(span) if hit.boundary <= span.start => Span { start: span.end, end: span.end },
            Some(span) => Span { start: span.start, end: span.start },
            None => unit_at(page, hit, unit),
        };
        let mut drag = Self { origin, unit, pressed, is_moving: selected.is_some(), span: origin };
        if selected.is_some() {
            drag.extend(page, hit);
        }
        drag
    }

    /// The pointer is now at `at`.
    pub(crate) fn follow(&mut self, at: Pos2) {
        self.is_moving |= at.distance(self.pressed) >= CLICK_POINTS;
    }

    /// Selects up to what is under the pointer.
    pub(crate) fn extend(&mut self, page: &Page, hit: Hit) {
        let head = if self.unit == Unit::Character {
            Span { start: hit.boundary, end: hit.boundary }
        } else {
            unit_at(page, hit, self.unit)
        };
        self.span = self.origin.cover(head);
    }

    /// Whether the pointer only went down and up in one place, once.
    pub(crate) fn is_click(&self) -> bool {
        !self.is_moving && self.unit == Unit::Character
    }

    /// What is selected when the pointer is let go: without white space at its ends, and with the other of a
    /// pair of quotation marks or brackets that stands just beside it.
    pub(crate) fn settled(&self, page: &Page) -> Span<Clean> {
        let span = self.trimmed(page);
        if span.len() > MOST_PAIRED {
            return span;
        }
        let range = units::with_pairs(page.text.as_str(), span.start.index()..span.end.index());
        Span::new(range.start, range.end)
    }

    /// The end of what is selected that the pointer is at.
    pub(crate) fn head(&self, span: Span<Clean>) -> Pos<Clean> {
        if self.span.start < self.origin.start { span.start } else { span.end }
    }

    /// What is selected, without the white space at its ends.
    pub(crate) fn trimmed(&self, page: &Page) -> Span<Clean> {
        let start = self.span.start.index();
        let text = page.text.get(self.span);
        let inner = units::trimmed(text, 0..text.len());
        Span::new(start + inner.start, start + inner.end)
    }
}

/// The word, sentence or paragraph under `hit`; an empty span for a character.
fn unit_at(page: &Page, hit: Hit, unit: Unit) -> Span<Clean> {
    let Some(mut piece) = page.pieces.get(hit.piece) else { return Span::default() };
    // The last row of a part of a long paragraph belongs to the next part.
    if piece.taken.is_none() && hit.on >= piece.span.end {
        piece = page.pieces.get(page.piece_at(hit.on)).unwrap_or(piece);
    }
    let text = page.text_of(piece);
    let start = piece.span.start.index();
    let offset = hit.on.index().saturating_sub(start);
    let range = match unit {
        Unit::Character => return Span { start: hit.boundary, end: hit.boundary },
        Unit::Word => units::word_at(text, offset),
        Unit::Sentence => units::sentence_at(text, offset),
        Unit::Paragraph => units::trimmed(text, 0..text.len()),
    };
    Span::new(start + range.start, start + range.end)
}

/// The paragraph under `hit`.
pub(crate) fn paragraph_at(page: &Page, hit: Hit) -> Span<Clean> {
    unit_at(page, hit, Unit::Paragraph)
}

/// How fast dragging at `y` points from the view's top scrolls a view of `height`, in lines a second.
pub(crate) fn edge_speed(y: f32, height: f32) -> f64 {
    let beyond =
        if y < EDGE_POINTS { y - EDGE_POINTS } else { (y - (height - EDGE_POINTS)).max(0.0) };
    if beyond == 0.0 {
        return 0.0;
    }
    let strength = f64::from((beyond.abs() / (3.0 * EDGE_POINTS)).min(1.0));
    f64::from(beyond.signum()) * (2.0 + 28.0 * strength * strength)
}

#[cfg(test)]
mod tests {
    use egui::{Rect, pos2, vec2};

    use super::hit;
    use crate::app::PageLook;
    use crate::clean::CleanOptions;
    use crate::document::Document;
    use crate::text::Span;
    use crate::ui::reader::count;
    use crate::ui::reader::layout::Layouts;
    use crate::ui::reader::look::Sizes;
    use crate::ui::reader::model::Page;
    use crate::ui::reader::paint::{Frame, boxes};
    use crate::ui::reader::scroll::Placed;

    /// For every character of a document: what a selection of it paints, what a pointer in its middle is on, and
    /// where a caret goes beside it, is the box that the setter of lines gave it.
    fn check(name: &str, text: &str, shows_taken: bool) -> usize {
        let options = CleanOptions::default();
        let document = Document::new(name, text.as_bytes(), None, &options).unwrap();
        let page = Page::new(&document, shows_taken);
        let context = egui::Context::default();
        crate::ui::install(&context);
        context.run_ui(egui::RawInput::default(), |_| {}).drop_without_applying_deltas();
        let mut n_checked = 0;
        for (points, scale, width) in [(18, 1.0, 1280.0), (14, 1.25, 500.0), (27, 2.0, 411.0)] {
            let look = PageLook { size_points: points, ..PageLook::default() };
            let sizes = Sizes::new(&look, page.is_han, scale, 1.0, width);
            let mut layouts = Layouts::new(sizes, count::guessed(&page, &sizes));
            for index in 0..page.pieces.len() {
                let set = layouts.piece(&context, &page, index);
                let size = vec2(width, sizes.points(set.height()));
                let frame = Frame::new(Rect::from_min_size(pos2(37.0, 11.0), size), sizes, 0.0);
                let placed = [Placed { index, top: 0.0, set }];
                n_checked += check_piece(&page, &frame, &placed);
            }
        }
        n_checked
    }

    fn check_piece(page: &Page, frame: &Frame, placed: &[Placed; 1]) -> usize {
        let (set, scale) = (&placed[0].set, f64::from(frame.sizes.pixels_per_point));
        let start = page.pieces[placed[0].index].span.start.index();
        let mut n_checked = 0;
        for (row, line) in set.lines.iter().enumerate() {
            let line = &line.line;
            let ends = line.cells.iter().skip(1).map(|cell| cell.offset as usize);
            let ends = ends.chain([line.bytes.end]);
            for (cell, end) in line.cells.iter().zip(ends) {
                let shown = cell.offset as usize;
                let is_taken = set.inserts.iter().any(|insert| insert.shown.contains(&shown));
                if cell.width <= 0.0 || is_taken {
                    continue;
                }
                let (from, to) = (set.clean_offset(shown), set.clean_offset(end));
                let span = Span::new(start + from, start + to.max(from + 1));
                let found = boxes(frame, page, placed, span);
                assert_eq!(found.len(), 1, "{:?}", page.text.get(span));
                let left = frame.left + set.look.left + f64::from(cell.x);
                let within = |x: f32, wanted: f64| (f64::from(x) * scale - wanted).abs() < 0.02;
                assert!(within(found[0].left(), left));
                assert!(within(found[0].right(), left + f64::from(cell.width)));
                let y = set.line_top(row) + set.look.line_height / 2.0;
                let at = |share: f64| {
                    let x = f64::from(found[0].left()) * (1.0 - share)
                        + f64::from(found[0].right()) * share;
                    hit(page, placed, x * scale - frame.left, y).unwrap()
                };
                assert_eq!(at(0.5).on.index(), span.start.index(), "{:?}", page.text.get(span));
                assert!(at(0.5).is_on_text);
                assert_eq!(at(0.1).boundary.index(), span.start.index());
                assert_eq!(at(0.9).boundary.index(), start + to, "{:?}", page.text.get(span));
                n_checked += 1;
            }
        }
        n_checked
    }

    #[test]
    fn selection_pointer_and_caret_agree_with_the_box_of_every_character() {
        let mixed = include_str!("../../../tests/data/typeset/mixed.txt");
        assert!(check("a.txt", mixed, false) > 1_000);
        assert!(check("a.md", include_str!("../../../assets/samples/guide.en.md"), false) > 1_000);
        assert!(check("a.md", include_str!("../../../assets/samples/guide.zh.md"), false) > 1_000);
    }

    #[test]
    fn they_agree_among_what_was_taken_away_and_under_readings() {
        let primer = "春(chūn)眠(mián)不(bù)觉(jué)晓(xiǎo)，处(chù)处(chù)闻(wén)啼(tí)鸟(niǎo)。"
            .repeat(9);
        assert!(check("a.txt", &primer, false) > 100);
        assert!(check("a.txt", include_str!("../../../assets/samples/jilin.txt"), true) > 1_000);
    }
}
