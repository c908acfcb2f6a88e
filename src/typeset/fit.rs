//! Sets rows: brings each to the measure in the order of the rules, then places every cluster.
//!
//! It never moves a cluster to another row.

use std::ops::Range;

use crate::typeset::breaker::{self, Breaker, Row, Widths};
use crate::typeset::classes::{Class, is_ideograph};
use crate::typeset::hyphens;
use crate::typeset::scan::{Atom, LatinQuote, Scanner, Step, guess, latin_quote};
use crate::typeset::spacing::{Gap, PIXEL, Rules, SHRINK_ORDER, STRETCH_ORDER, Stretch, pair};
use crate::typeset::{Annotated, Cell, Ink, Line};

/// Sets the rows of a stretch.
pub(crate) fn fit<A: Fn(usize, char) -> Option<f32>>(
    breaker: &Breaker<'_, A>,
    stretch: breaker::Stretch,
) -> Vec<Line> {
    let mut grown = Grown::default();
    let lines = stretch.into_iter().map(|row| fit_row(breaker, row, &mut grown));
    lines.collect()
}

/// Sets one row; `grown` is how far the row before was stretched, and becomes how far this one is.
fn fit_row<A: Fn(usize, char) -> Option<f32>>(
    breaker: &Breaker<'_, A>,
    row: Row,
    grown: &mut Grown,
) -> Line {
    let Breaker { text, rules, annotated, advance } = *breaker;
    let mut atoms = atoms(text, &row.bytes, rules, annotated, advance);
    let indent = if row.bytes.start == 0 { rules.indent } else { 0 };
    let natural = indent + width(&atoms);
    let hyphen = if row.is_hyphenated { hyphens::width(text, rules, advance) } else { 0 };
    let missing = rules.measure - natural - hyphen + hang(breaker, &row, &atoms);
    let is_fitted = justify(&mut atoms, rules, missing, row.is_last, grown);
    let mut placing = Placing { text, rules, advance, x: indent, cells: Vec::new() };
    placing.cells.reserve(row.bytes.len() / 3 + 2);
    let mut at = row.bytes.start;
    for atom in &atoms {
        placing.blanks(atom.blank_start..atom.start, atom.gap.natural);
        placing.atom(atom);
        at = atom.end;
    }
    let hyphen = row.is_hyphenated.then(|| {
        placing.x += hyphen;
        pixels(placing.x - hyphen)
    });
    let width = pixels(placing.x);
    placing.blanks(at..row.bytes.end, 0);
    Line {
        natural_width: pixels(natural),
        width,
        ragged: !is_fitted && !row.is_last,
        hyphen,
        bytes: row.bytes,
        cells: placing.cells,
    }
}

/// By how much the last mark of a row hangs over the edge.
fn hang<A: Fn(usize, char) -> Option<f32>>(
    breaker: &Breaker<'_, A>,
    row: &Row,
    atoms: &[Atom],
) -> i32 {
    let room = breaker.room(row.bytes.start);
    let mut widths = Widths::default();
    for atom in atoms {
        widths.add(atom, breaker.rules);
    }
    // The last line is not stretched: its mark hangs only if it would not fit.
    if row.is_last && widths.natural <= room {
        0
    } else {
        widths.natural - widths.hung(room).natural
    }
}

fn atoms<A: Fn(usize, char) -> Option<f32>>(
    text: &str,
    bytes: &Range<usize>,
    rules: &Rules,
    annotated: &[Annotated],
    advance: &A,
) -> Vec<Atom> {
    let mut scanner = Scanner::new(text, bytes.start, rules, annotated, advance);
    let mut atoms = Vec::with_capacity(bytes.len() / 3 + 1);
    while let Step::Atom(atom) = scanner.step() {
        if atom.start >= bytes.end {
            break;
        }
        atoms.push(atom);
    }
    atoms
}

fn width(atoms: &[Atom]) -> i32 {
    atoms.iter().map(|atom| atom.gap.natural + atom.width).sum()
}

/// Shrinks or stretches the gaps by `missing`; whether the row then ends at the measure.
///
/// A last line is only as loose as the one before it, so that the paragraph has one colour.
fn justify(
    atoms: &mut [Atom],
    rules: &Rules,
    missing: i32,
    is_last: bool,
    grown: &mut Grown,
) -> bool {
    let pixels_missing = (missing + PIXEL / 2).div_euclid(PIXEL);
    let before = std::mem::take(grown);
    if !rules.justifies() {
        return false;
    }
    if pixels_missing < 0 {
        return shrink(atoms, -pixels_missing);
    }
    if is_last {
        stretch_alike(atoms, pixels_missing, &before);
        return pixels_missing == 0;
    }
    match stretch(atoms, pixels_missing) {
        Some(new) => *grown = new,
        None => return false,
    }
    true
}

/// How far each kind of gap of a row was stretched: pixels given, of pixels that it could give.
type Grown = [(i32, i32); STRETCH_ORDER.len()];

fn shrink(atoms: &mut [Atom], mut pixels: i32) -> bool {
    for order in SHRINK_ORDER {
        let room = |gap: &Gap| if gap.shrink_order == order { gap.shrink } else { 0 };
        let total = atoms.iter().map(|atom| room(&atom.gap)).sum::<i32>() / PIXEL;
        let taken = pixels.min(total);
        share(atoms, taken, total, |gap| room(gap) / PIXEL, -1);
        pixels -= taken;
    }
    pixels == 0
}

/// Nothing is stretched if all together is not enough: a ragged line keeps its natural gaps.
fn stretch(atoms: &mut [Atom], mut pixels: i32) -> Option<Grown> {
    let can_grow = atoms.iter().map(|atom| atom.gap.grow).sum::<i32>() / PIXEL;
    if pixels > can_grow {
        return None;
    }
    let mut grown = Grown::default();
    for (order, grown) in STRETCH_ORDER.into_iter().zip(&mut grown) {
        let total = growth(atoms, order);
        let taken = pixels.min(total);
        share(atoms, taken, total, |gap| room_to_grow(gap, order), 1);
        pixels -= taken;
        *grown = (taken, total);
    }
    Some(grown)
}

/// Stretches each kind of gap as far as that of the row before, and never beyond the measure.
fn stretch_alike(atoms: &mut [Atom], mut pixels: i32, before: &Grown) {
    for (order, (taken, of)) in STRETCH_ORDER.into_iter().zip(before) {
        let total = growth(atoms, order);
        let taken = (total * taken / of.max(&1)).min(pixels);
        share(atoms, taken, total, |gap| room_to_grow(gap, order), 1);
        pixels -= taken;
    }
}

fn growth(atoms: &[Atom], order: Stretch) -> i32 {
    atoms.iter().map(|atom| room_to_grow(&atom.gap, order)).sum()
}

fn room_to_grow(gap: &Gap, order: Stretch) -> i32 {
    if gap.stretch_order == order { gap.grow / PIXEL } else { 0 }
}

/// Deals `pixels` out to the gaps in proportion to their `room`, spread evenly along the line.
fn share(atoms: &mut [Atom], pixels: i32, total: i32, room: impl Fn(&Gap) -> i32, sign: i32) {
    if pixels <= 0 {
        return;
    }
    let (mut seen, mut dealt) = (0_i64, 0_i64);
    for atom in atoms {
        seen += i64::from(room(&atom.gap));
        let due = seen * i64::from(pixels) / i64::from(total);
        atom.gap.natural += sign * (due - dealt) as i32 * PIXEL;
        dealt = due;
    }
}

/// Puts cells one after another. Lengths in 1/64 pixel.
struct Placing<'a, A> {
    text: &'a str,
    rules: &'a Rules,
    advance: &'a A,
    x: i32,
    cells: Vec<Cell>,
}

impl<A: Fn(usize, char) -> Option<f32>> Placing<'_, A> {
    /// The white space and unseen characters in `bytes`, over a gap of `width`.
    fn blanks(&mut self, bytes: Range<usize>, width: i32) {
        let blanks = self.text.get(bytes.clone()).unwrap_or_default();
        let n_blanks = i32::try_from(blanks.chars().count()).unwrap_or(i32::MAX);
        for (index, (offset, _)) in (0_i32..).zip(blanks.char_indices()) {
            let (from, to) = (width / n_blanks * index, width / n_blanks * (index + 1));
            self.cells.push(Cell {
                offset: (bytes.start + offset) as u32,
                x: pixels(self.x + from),
                width: pixels(to - from),
                pen: pixels(self.x + from),
                advance: 0.0,
                ink: Ink::Blank,
            });
        }
        self.x += width;
    }

    fn atom(&mut self, atom: &Atom) {
        let cluster = self.text.get(atom.start..atom.base.unwrap_or(atom.end)).unwrap_or_default();
        let c = cluster.chars().next().unwrap_or(' ');
        let known = (self.advance)(atom.start, c);
        let advance = known.unwrap_or_else(|| guess(atom.class, c));
        let em = pixels(self.rules.em);
        let x = pixels(self.x);
        self.cells.push(Cell {
            offset: atom.start as u32,
            x,
            width: pixels(atom.width),
            pen: x + self.bearing(atom, c, advance) * em,
            advance: advance * em,
            ink: match atom.base {
                Some(_) => Ink::Annotated { base: cluster.len() as u8 },
                None => ink(atom.class, c, known.is_some() && c.len_utf8() == cluster.len()),
            },
        });
        self.x += atom.width;
    }

    /// From a cell's left edge to the glyph's origin, in em.
    fn bearing(&self, atom: &Atom, c: char, advance: f32) -> f32 {
        let cell = atom.width as f32 / self.rules.em as f32;
        let centred = (cell - advance) / 2.0;
        match atom.class {
            // A full-width mark whose blank is not part of its cell; a narrow one stands in the middle.
            Class::Open if advance > cell => cell - advance,
            Class::Close | Class::Comma | Class::Stop if advance > cell => 0.0,
            Class::PairFirst | Class::PairSecond => pair_bearing(atom.class, advance),
            Class::LatinOpen | Class::LatinClose if LatinQuote::is_wide(advance) => {
                latin_quote(c).map_or(0.0, |quote| -quote.left)
            }
            class if pair(class, class).is_word => 0.0,
            _ => centred,
        }
    }
}

/// Brings the ink of two dashes together in the middle of their two em.
///
/// A dash narrower than an em leaves two fifths of what it lacks blank on either side (so the Noto
/// families, and close to it the others); one of a full em is ink from edge to edge.
fn pair_bearing(class: Class, advance: f32) -> f32 {
    let lack = (1.0 - advance).max(0.0);
    let blank = 0.4 * lack;
    let ink = advance - 2.0 * blank;
    match class {
        Class::PairFirst => 1.0 - ink - blank,
        _ => -blank,
    }
}

fn ink(class: Class, c: char, is_sure: bool) -> Ink {
    match class {
        _ if !is_sure => Ink::Guess,
        Class::Han if is_ideograph(c) => Ink::Han,
        _ if pair(class, class).is_word && latin_quote(c).is_none() => Ink::Word,
        _ => Ink::Single,
    }
}

fn pixels(ticks: i32) -> f32 {
    ticks as f32 / PIXEL as f32
}
