//! Cuts a paragraph into rows, greedily: as much on each as fits.
//!
//! Where the last character that fits unshrunk leaves little room, the row ends there: spread over
//! all gaps that room is not seen, where half-width commas are. Else marks are shrunk to pull more in.
//!
//! It makes no boxes. Setting and counting both run it, so they cannot disagree.

use std::ops::Range;

use crate::typeset::Kind;
use crate::typeset::classes::Class;
use crate::typeset::scan::{Atom, Break, Scanner, Step};
use crate::typeset::spacing::{PIXEL, Rules};

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
    advance: &'a A,
    next: Option<usize>,
}

impl<'a, A: Fn(usize, char) -> Option<f32>> Rows<'a, A> {
    /// `start` is 0 or where an earlier row ended.
    pub(crate) fn new(text: &'a str, start: usize, rules: &'a Rules, advance: &'a A) -> Self {
        Self { text, rules, advance, next: Some(start) }
    }

    fn scanner(&self, start: usize) -> Scanner<'a, A> {
        Scanner::new(self.text, start, self.rules, self.advance)
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
    /// Least width so far: everything shrunk that may be.
    least: i32,
    /// Width so far with nothing shrunk.
    natural: i32,
    /// What the gaps so far can take up.
    grow: i32,
    /// The last place to break before which nothing need be shrunk, if the room that it leaves is not seen.
    natural_break: Option<usize>,
    is_empty: bool,
    last_break: Option<usize>,
    clause_break: Option<usize>,
}

impl<'a> Filling<'a> {
    fn new(rules: &'a Rules, start: usize) -> Self {
        let indent = if start == 0 { rules.indent } else { 0 };
        Self {
            rules,
            // Half a pixel over the edge is not seen: a word's end is rounded to the pixel.
            room: rules.measure - indent + PIXEL / 2,
            least: 0,
            natural: 0,
            grow: 0,
            natural_break: None,
            is_empty: true,
            last_break: None,
            clause_break: None,
        }
    }

    /// Adds a cluster, or says where the row ends because it does not fit.
    #[inline]
    fn take(&mut self, atom: &Atom) -> Option<usize> {
        match atom.break_before {
            Break::No => {}
            Break::Yes | Break::Joint => self.last_break = Some(atom.start),
            Break::Preferred => {
                (self.last_break, self.clause_break) = (Some(atom.start), Some(atom.start));
            }
        }
        if atom.break_before == Break::Yes && self.natural <= self.room {
            let left = self.room - self.natural;
            let is_unseen = left <= self.grow / 2 && left <= self.rules.em * 5 / 4;
            self.natural_break = is_unseen.then_some(atom.start);
        }
        self.natural += atom.gap.natural + atom.width;
        self.grow += atom.gap.grow;
        let shrink = if self.rules.justifies() { atom.gap.shrink } else { 0 };
        self.least += atom.gap.natural - shrink + atom.width;
        if self.least > self.room && !self.is_empty {
            let natural = self.natural_break.filter(|_| self.rules.justifies());
            let end = self.clause_break.or(natural).or(self.last_break);
            return Some(end.unwrap_or(atom.start));
        }
        self.is_empty = false;
        None
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
