//! Cuts a paragraph into rows, greedily: as much on each as fits.
//!
//! Where one more character fits if marks are shrunk, and none of them need be without it, the line is
//! chosen whose gaps are strained less: commas of half an em are seen, a little spread over all gaps is not.
//!
//! It makes no boxes. Setting and counting both run it, so they cannot disagree.

use std::ops::Range;

use crate::typeset::classes::Class;
use crate::typeset::scan::{Atom, Break, Scanner, Step};
use crate::typeset::spacing::{PIXEL, Rules};
use crate::typeset::{Annotated, Kind};

/// The bytes of one line, and how it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) bytes: Range<usize>,
    /// Ends the paragraph, or ends at a line ending.
    pub(crate) is_last: bool,
}

/// The rows of a paragraph from the start of one of them on.
pub(crate) struct Rows<'a, A> {
    text: &'a str,
    rules: &'a Rules,
    annotated: &'a [Annotated],
    advance: &'a A,
    next: Option<usize>,
}

impl<'a, A: Fn(usize, char) -> Option<f32>> Rows<'a, A> {
    /// `start` is 0 or where an earlier row ended.
    pub(crate) fn new(
        text: &'a str,
        start: usize,
        rules: &'a Rules,
        annotated: &'a [Annotated],
        advance: &'a A,
    ) -> Self {
        Self { text, rules, annotated, advance, next: Some(start) }
    }

    fn scanner(&self, start: usize) -> Scanner<'a, A> {
        Scanner::new(self.text, start, self.rules, self.annotated, self.advance)
    }

    /// The row that starts at `start`, before looking at what it leaves for the last.
    fn fill(&self, start: usize) -> Row {
        let mut scanner = self.scanner(start);
        let mut filling = Filling::new(self.rules, start);
        loop {
            match scanner.step() {
                Step::Atom(atom) => {
                    if let Some(end) = filling.take(&atom) {
                        return Row { bytes: start..end, is_last: false };
                    }
                }
                Step::Newline(end) => return Row { bytes: start..end, is_last: true },
                Step::End => return Row { bytes: start..self.text.len(), is_last: true },
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
            Some(end) if self.fill(end).is_last => Row { bytes: row.bytes.start..end, ..row },
            _ => row,
        }
    }

    /// Whether fewer than two characters, marks not counted, are left of the paragraph.
    fn is_lone(&self, start: usize) -> bool {
        let mut scanner = self.scanner(start);
        let mut n_chars = 0;
        while let Step::Atom(atom) = scanner.step() {
            n_chars += usize::from(is_character(atom.class));
            if n_chars > 1 {
                return false;
            }
        }
        true
    }
}

impl<A: Fn(usize, char) -> Option<f32>> Iterator for Rows<'_, A> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let start = self.next?;
        let row = self.without_orphan(self.fill(start));
        self.next = Some(row.bytes.end).filter(|end| *end < self.text.len());
        Some(row)
    }
}

/// A row while it fills. Lengths in 1/64 pixel.
struct Filling<'a> {
    rules: &'a Rules,
    room: i32,
    so_far: Widths,
    is_empty: bool,
    /// The last place to break, and the last that needs no shrinking.
    tight: Option<(usize, Widths)>,
    loose: Option<(usize, Widths)>,
    clause: Option<usize>,
}

/// What a part of a row is wide. Lengths in 1/64 pixel.
#[derive(Clone, Copy)]
struct Widths {
    natural: i32,
    /// By how much it can shrink, and grow.
    shrink: i32,
    grow: i32,
}

impl<'a> Filling<'a> {
    fn new(rules: &'a Rules, start: usize) -> Self {
        let indent = if start == 0 { rules.indent } else { 0 };
        Self {
            rules,
            // Half a pixel over the edge is not seen: a word's end is rounded to the pixel.
            room: rules.measure - indent + PIXEL / 2,
            so_far: Widths { natural: 0, shrink: 0, grow: 0 },
            is_empty: true,
            tight: None,
            loose: None,
            clause: None,
        }
    }

    /// Adds a cluster, or says where the row ends because it does not fit.
    #[inline]
    fn take(&mut self, atom: &Atom) -> Option<usize> {
        if atom.break_before != Break::No {
            self.tight = Some((atom.start, self.so_far));
            if self.so_far.natural <= self.room {
                self.loose = self.tight;
            }
        }
        if atom.break_before == Break::Preferred {
            self.clause = Some(atom.start);
        }
        self.so_far.natural += atom.gap.natural + atom.width;
        self.so_far.grow += atom.gap.grow;
        if self.rules.justifies() {
            self.so_far.shrink += atom.gap.shrink;
        }
        if self.so_far.natural - self.so_far.shrink > self.room && !self.is_empty {
            return Some(self.clause.or(self.best()).unwrap_or(atom.start));
        }
        self.is_empty = false;
        None
    }

    /// The place to break whose line is less strained: how much of what they can give must the gaps give?
    fn best(&self) -> Option<usize> {
        let (tight, squeezed) = self.tight?;
        let Some((loose, spread)) = self.loose.filter(|(loose, _)| *loose != tight) else {
            return Some(tight);
        };
        let [too_long, shrink] = [squeezed.natural - self.room, squeezed.shrink].map(i64::from);
        let [too_short, grow] = [self.room - spread.natural, spread.grow].map(i64::from);
        let is_less = too_short <= grow && too_short * shrink <= too_long * grow;
        Some(if is_less { loose } else { tight })
    }
}

/// Whether a class counts as a character, not as a mark.
fn is_character(class: Class) -> bool {
    matches!(
        class,
        Class::Han
            | Class::Tail
            | Class::Wide
            | Class::Letter
            | Class::Digit
            | Class::Symbol
            | Class::Unit
    )
}
