//! Cuts a paragraph into rows, greedily: as much on each as fits.
//!
//! Where one more character fits if marks are shrunk, and none of them need be without it, the line is
//! chosen whose gaps are strained less: commas of half an em are seen, a little spread over all gaps is not.
//!
//! It makes no boxes. Counting takes its rows as they are; for setting, `optimum` moves their borders so that
//! the paragraph as a whole is strained less, but never changes how many they are.

use std::ops::Range;

use crate::typeset::classes::Class;
use crate::typeset::hyphens::Hyphenator;
use crate::typeset::optimum;
use crate::typeset::scan::{Atom, Break, Scanner, Step};
use crate::typeset::spacing::{PIXEL, Rules};
use crate::typeset::{Annotated, End, Kind};

/// The bytes of one line, and how it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) bytes: Range<usize>,
    /// Ends the paragraph, or ends at a line ending.
    pub(crate) is_last: bool,
    /// Ends within a word, with a hyphen that the text does not have.
    pub(crate) is_hyphenated: bool,
}

/// The rows of a stretch: up to a line ending, or to the first row that ends beyond about two thousand
/// characters. A stretch is set by itself, so a paragraph without end costs no more at a time than that.
pub(crate) type Stretch = Vec<Row>;

/// A stretch is closed at the first row that ends beyond this many bytes: about two thousand Han characters.
pub(crate) const STRETCH_BYTES: usize = 6_000;

/// What the rows of a paragraph are made of.
pub(crate) struct Breaker<'a, A> {
    pub(crate) text: &'a str,
    pub(crate) rules: &'a Rules,
    pub(crate) annotated: &'a [Annotated],
    pub(crate) advance: &'a A,
}

impl<A> Clone for Breaker<'_, A> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<A> Copy for Breaker<'_, A> {}

/// A place where a line may end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LineEnd {
    pub(crate) at: usize,
    pub(crate) widths: Widths,
    pub(crate) how: Break,
}

/// What stops a line.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stop {
    /// The cluster that starts here does not fit.
    Full(usize),
    /// The text of the line ends, and the line before this byte.
    Ended(usize, Widths),
}

/// What a part of a row is wide. Lengths in 1/64 pixel.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Widths {
    pub(crate) natural: i32,
    /// By how much it can shrink, and grow.
    pub(crate) shrink: i32,
    pub(crate) grow: i32,
    /// How much of it may hang over the edge: its last mark, if that may.
    pub(crate) hang: i32,
}

impl<'a, A: Fn(usize, char) -> Option<f32>> Breaker<'a, A> {
    /// The stretches from `start` on, which is 0 or where an earlier row ended, as counted.
    pub(crate) fn counted(self, start: usize) -> impl Iterator<Item = Stretch> + use<'a, A> {
        let mut next = Some(start);
        std::iter::from_fn(move || {
            let stretch = self.stretch(next?);
            let end = stretch.last().map_or(self.text.len(), |row| row.bytes.end);
            next = Some(end).filter(|end| *end < self.text.len());
            Some(stretch)
        })
    }

    /// The stretches from `start` on, as they are set.
    pub(crate) fn set(self, start: usize) -> impl Iterator<Item = Stretch> + use<'a, A> {
        self.counted(start).map(move |stretch| optimum::relaxed(&self, stretch))
    }

    fn stretch(&self, start: usize) -> Stretch {
        let mut rows = Vec::new();
        let mut at = start;
        loop {
            let row = self.without_orphan(self.fill(at));
            at = row.bytes.end;
            let is_end = row.is_last || at - start >= STRETCH_BYTES;
            rows.push(row);
            if is_end || at >= self.text.len() {
                return rows;
            }
        }
    }

    fn scanner(&self, start: usize) -> Scanner<'a, A> {
        Scanner::new(self.text, start, self.rules, self.annotated, self.advance)
    }

    /// The room of a row that starts at `start`.
    pub(crate) fn room(&self, start: usize) -> i32 {
        let indent = if start == 0 { self.rules.indent } else { 0 };
        // Half a pixel over the edge is not seen: a word's end is rounded to the pixel.
        self.rules.measure - indent + PIXEL / 2
    }

    /// Tells `each` the places where the line that starts at `start` may end, until it is full.
    pub(crate) fn line_ends(&self, start: usize, mut each: impl FnMut(LineEnd)) -> Stop {
        let room = self.room(start);
        let mut scanner = self.scanner(start);
        let mut hyphenator = Hyphenator::new(self.text, self.rules, self.advance);
        let mut widths = Widths::default();
        let mut is_empty = true;
        loop {
            let atom = match scanner.step() {
                Step::Atom(atom) => atom,
                Step::Newline(end) => return Stop::Ended(end, widths),
                Step::End => return Stop::Ended(self.text.len(), widths),
            };
            if atom.break_before != Break::No {
                each(LineEnd { at: atom.start, widths, how: atom.break_before });
            } else if let Some(hyphen) = hyphenator.width_before(&atom, room - widths.natural) {
                let widths = Widths { natural: widths.natural + hyphen, hang: 0, ..widths };
                if !is_empty && widths.least() <= room {
                    each(LineEnd { at: atom.start, widths, how: Break::Hyphen });
                }
            }
            widths.add(&atom, self.rules);
            if widths.least() > room && !is_empty {
                return Stop::Full(atom.start);
            }
            is_empty = false;
        }
    }

    /// The row that starts at `start`, before looking at what it leaves for the last.
    fn fill(&self, start: usize) -> Row {
        let room = self.room(start);
        let (mut tight, mut loose, mut clause) = (None, None, None);
        let stop = self.line_ends(start, |end| {
            tight = Some(end);
            if end.widths.natural - end.widths.hang <= room {
                loose = Some(end);
            }
            if end.how == Break::Preferred {
                clause = Some(end);
            }
        });
        match stop {
            Stop::Ended(end, widths) => {
                // The last line too is squeezed only if it is better for it.
                let whole = LineEnd { at: end, widths, how: Break::Yes };
                let better = (widths.natural - widths.hang > room)
                    .then(|| less_strained(whole, loose, room))
                    .filter(|better| better.at != end && !self.is_lone(better.at));
                if let Some(LineEnd { at, how, .. }) = better {
                    let is_hyphenated = how == Break::Hyphen;
                    return Row { bytes: start..at, is_last: false, is_hyphenated };
                }
                let goes_on = self.rules.style.end == End::Row && end == self.text.len();
                Row { bytes: start..end, is_last: !goes_on, is_hyphenated: false }
            }
            Stop::Full(at) => {
                let end = clause.or_else(|| Some(less_strained(tight?, loose, room)));
                let is_hyphenated = end.is_some_and(|end| end.how == Break::Hyphen);
                let end = end.map_or(at, |end| end.at);
                Row { bytes: start..end, is_last: false, is_hyphenated }
            }
        }
    }

    /// A lone character must not be all there is on the last line (孤字): hands one more down.
    fn without_orphan(&self, row: Row) -> Row {
        if row.is_last || self.rules.style.kind == Kind::Code || !self.is_lone(row.bytes.end) {
            return row;
        }
        let mut scanner = self.scanner(row.bytes.start);
        let mut better = None;
        while let Step::Atom(atom) = scanner.step() {
            if atom.start >= row.bytes.end {
                break;
            }
            let may_break = matches!(atom.break_before, Break::Yes | Break::Preferred);
            if may_break && !self.is_lone(atom.start) {
                better = Some(atom.start);
            }
        }
        match better {
            Some(end) if self.fill(end).is_last => {
                Row { bytes: row.bytes.start..end, is_last: false, is_hyphenated: false }
            }
            _ => row,
        }
    }

    /// Whether fewer than two characters, marks not counted, are left of the paragraph.
    pub(crate) fn is_lone(&self, start: usize) -> bool {
        let mut scanner = self.scanner(start);
        let mut n_chars = 0;
        while let Step::Atom(atom) = scanner.step() {
            n_chars += usize::from(self.is_character(&atom));
            if n_chars > 1 {
                return false;
            }
        }
        true
    }

    /// Whether a cluster counts as a character, not as a mark.
    fn is_character(&self, atom: &Atom) -> bool {
        match atom.class {
            Class::Han | Class::Wide | Class::Digit => true,
            // `C+` is of letters to a line, letters of full width are symbols, small kana and `…` are tails.
            Class::Letter | Class::Symbol | Class::Tail => {
                let rest = self.text.get(atom.start..).unwrap_or_default();
                rest.chars().next().is_some_and(char::is_alphanumeric)
            }
            _ => false,
        }
    }
}

impl Widths {
    #[inline]
    pub(crate) fn add(&mut self, atom: &Atom, rules: &Rules) {
        self.natural += atom.gap.natural + atom.width;
        self.grow += atom.gap.grow;
        if rules.justifies() {
            self.shrink += atom.gap.shrink;
        }
        self.hang = if atom.may_hang { atom.width } else { 0 };
    }

    /// The narrowest it can be made.
    #[inline]
    fn least(&self) -> i32 {
        self.natural - self.shrink - self.hang
    }

    /// The same with its last mark hanging over the edge, if it may and is less strained so.
    pub(crate) fn hung(self, room: i32) -> Self {
        let hung = Self { natural: self.natural - self.hang, hang: 0, ..self };
        let inside = Self { hang: 0, ..self };
        if self.hang > 0 && hung.strain(room) < inside.strain(room) { hung } else { inside }
    }

    /// How much of what they can give the gaps must give, in thousandths. A line left ragged is worse than the
    /// tightest and the loosest by far, and the worse the more it lacks.
    pub(crate) fn strain(&self, room: i32) -> i64 {
        let missing = i64::from(room - self.natural);
        // The half pixel of the room is not missing.
        let missing = if missing > 0 { (missing - i64::from(PIXEL)).max(0) } else { missing };
        let can = i64::from(if missing > 0 { self.grow } else { self.shrink });
        let missing = missing.abs();
        if missing <= can {
            return if can == 0 { 0 } else { missing * 1000 / can };
        }
        // Such a line keeps its natural gaps: it lacks all that is missing.
        RAGGED_STRAIN + missing * 3_000 / i64::from(room.max(1))
    }
}

/// What a line that cannot be brought to the measure is strained at least, in thousandths.
pub(crate) const RAGGED_STRAIN: i64 = 5_000;

/// The place to break whose line is less strained.
fn less_strained(tight: LineEnd, loose: Option<LineEnd>, room: i32) -> LineEnd {
    let Some(loose) = loose.filter(|loose| loose.at != tight.at) else {
        return tight;
    };
    let (squeezed, spread) = (tight.widths.hung(room), loose.widths.hung(room));
    let is_less = i64::from(room - spread.natural) <= i64::from(spread.grow)
        && spread.strain(room) <= squeezed.strain(room);
    if is_less { loose } else { tight }
}
