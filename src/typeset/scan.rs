//! Reads a paragraph cluster by cluster and says of each what it is, how wide, and what stands before it.
//!
//! It keeps nothing from one line to the next: a line set from its first byte is the same whatever came before.

use unicode_segmentation::UnicodeSegmentation;

use crate::typeset::classes::{Class, N_FINAL, classify, classify_complex, is_wide};
use crate::typeset::spacing::{Gap, PIXEL, Pair, Rules, Typed, pair};
use crate::typeset::words::{is_joint, is_unit_at};
use crate::typeset::{Annotated, Hanging, Kind, Marks};

/// Whether a line may break before a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Break {
    No,
    /// At a joint of an address that is too long to be kept whole.
    Joint,
    /// Within a word, which then gets a hyphen. The scanner does not give it.
    Hyphen,
    Yes,
    /// Between the clauses of a heading.
    Preferred,
}

/// A cluster that is seen, with the gap before it. Lengths in 1/64 pixel.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Atom {
    /// Where the white space before it starts; its own start if there is none.
    pub(crate) blank_start: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Where the character ends if an annotation follows it.
    pub(crate) base: Option<usize>,
    pub(crate) class: Class,
    pub(crate) width: i32,
    pub(crate) gap: Gap,
    pub(crate) break_before: Break,
    /// Whether it may stand outside the column if it ends its line.
    pub(crate) may_hang: bool,
}

/// What comes next in a paragraph.
pub(crate) enum Step {
    Atom(Atom),
    /// A line ending that ends before this byte.
    Newline(usize),
    End,
}

/// Reads one line from its start on; nothing stands before its first cluster.
pub(crate) struct Scanner<'a, A> {
    text: &'a str,
    rules: &'a Rules,
    advance: &'a A,
    /// The annotated characters that are still to come.
    annotated: &'a [Annotated],
    at: usize,
    prev: Option<Class>,
    /// By how much the word that ends here overhangs a whole pixel.
    overhang: i32,
}

impl<'a, A: Fn(usize, char) -> Option<f32>> Scanner<'a, A> {
    pub(crate) fn new(
        text: &'a str,
        start: usize,
        rules: &'a Rules,
        annotated: &'a [Annotated],
        advance: &'a A,
    ) -> Self {
        let first = annotated.partition_point(|one| one.bytes.start < start);
        let annotated = annotated.get(first..).unwrap_or_default();
        Self { text, rules, advance, annotated, at: start, prev: None, overhang: 0 }
    }

    #[inline]
    pub(crate) fn step(&mut self) -> Step {
        let blank_start = self.at;
        let mut blank = Blank::NONE;
        loop {
            let Some(c) = self.char_at(self.at) else {
                return Step::End;
            };
            let (base, end) = self.cluster(c);
            if base == Class::Newline {
                let is_crlf = c == '\r' && self.char_at(end) == Some('\n');
                return Step::Newline(end + usize::from(is_crlf));
            }
            if !base.is_blank() {
                let mut atom = self.atom(c, base, end, blank_start, &blank);
                if !self.annotated.is_empty() {
                    self.annotate(&mut atom);
                }
                self.at = atom.end;
                return Step::Atom(atom);
            }
            blank.add(base, self.blank_width(c, base));
            self.at = end;
        }
    }

    /// Takes the annotation of a character into its box, which grows where the annotation is wider.
    #[cold]
    fn annotate(&mut self, atom: &mut Atom) {
        let passed = self.annotated.partition_point(|one| one.bytes.start < atom.start);
        self.annotated = self.annotated.get(passed..).unwrap_or_default();
        let Some((next, rest)) = self.annotated.split_first() else { return };
        if next.bytes.start != atom.start || next.base_end != atom.end {
            return;
        }
        let width = (next.width.clamp(0.0, 16.0) * self.rules.em as f32).round() as i32;
        atom.width = atom.width.max(ceil(width));
        atom.base = Some(atom.end);
        atom.end = next.bytes.end;
        self.annotated = rest;
    }

    #[inline]
    fn atom(
        &mut self,
        c: char,
        base: Class,
        end: usize,
        blank_start: usize,
        blank: &Blank,
    ) -> Atom {
        let start = self.at;
        let prev = if start == blank_start { self.prev } else { None };
        let class = self.resolve(c, base, end, prev);
        let width = self.width(c, class, start);
        let (mut gap, mut break_before) = (Gap::NONE, Break::No);
        if let Some(left) = self.prev {
            let pair = pair(left, class);
            gap = self.rules.gap(pair, blank.typed());
            break_before = self.break_before(pair, class, blank, start);
            if !pair.is_word || blank.has_space {
                gap.natural += self.rounding();
            }
        } else if self.keeps_leading_space() {
            gap = Gap::rigid(blank.width);
        }
        self.overhang = (self.overhang + width) & (PIXEL - 1);
        self.prev = Some(class);
        let may_hang = self.rules.style.hanging == Hanging::On && hangs(class, c);
        Atom { blank_start, start, end, base: None, class, width, gap, break_before, may_hang }
    }

    #[inline]
    fn break_before(&self, pair: &Pair, class: Class, blank: &Blank, start: usize) -> Break {
        let breaks = if blank.has_space { pair.breaks_at_space } else { pair.breaks };
        if blank.is_glued {
            return Break::No;
        }
        if !breaks {
            let is_joint = pair.is_word && !blank.has_space && is_joint(self.text, start);
            return if is_joint { Break::Joint } else { Break::No };
        }
        if !blank.has_space {
            return Break::Yes;
        }
        if pair.is_han && self.rules.style.kind == Kind::Heading {
            return Break::Preferred;
        }
        let is_measure = self.prev == Some(Class::Digit)
            && class == Class::Letter
            && is_unit_at(self.text, start);
        if is_measure { Break::No } else { Break::Yes }
    }

    /// What brings the end of a word to the next whole pixel.
    #[inline]
    fn rounding(&mut self) -> i32 {
        (PIXEL - std::mem::take(&mut self.overhang)) & (PIXEL - 1)
    }

    /// Decides what a mark is that both scripts use.
    #[inline]
    fn resolve(&self, c: char, base: Class, end: usize, prev: Option<Class>) -> Class {
        if (base as usize) < N_FINAL {
            return base;
        }
        let next = self.char_at(end).map(classify);
        let is_chinese = self.rules.style.marks == Marks::Chinese;
        match base {
            Class::Dash | Class::Leader => paired(base, prev, next, is_chinese),
            Class::QuoteOpen if is_chinese => Class::Open,
            Class::QuoteClose if is_chinese => Class::Close,
            Class::Apostrophe if is_chinese && !is_inside_word(prev, next) => Class::Close,
            Class::QuoteClose | Class::Apostrophe => Class::LatinClose,
            Class::Interpunct if is_chinese => Class::Dot,
            Class::Slash if is_han(prev) || is_han(next) => Class::Solidus,
            Class::Joiner if is_inside_word(prev, next) && c == '-' => Class::Hyphen,
            Class::Joiner if is_han(prev) => Class::Connector,
            Class::Suffix if matches!(prev, Some(Class::Letter | Class::Digit)) => Class::Letter,
            Class::Suffix if c == '#' => Class::Prefix,
            Class::Bracket if next == Some(Class::Digit) => Class::NoteOpen,
            Class::QuoteOpen | Class::Bracket => Class::LatinOpen,
            _ => Class::Symbol,
        }
    }

    /// The width of a cluster's cell: fixed by the rules for Han and its marks, else the font's.
    #[inline]
    fn width(&self, c: char, class: Class, start: usize) -> i32 {
        let rules = self.rules;
        match class {
            Class::Han | Class::Tail | Class::PairFirst | Class::PairSecond => rules.em,
            Class::Open | Class::Close | Class::Comma | Class::Stop | Class::Dot => rules.half,
            Class::Middle => rules.em - 2 * rules.quarter,
            Class::LongDash => 2 * rules.em,
            Class::Connector => {
                let is_long = self.font_width(c, class, start) * 5 > rules.em * 3;
                if is_long { rules.em } else { rules.half }
            }
            Class::Solidus | Class::Wide => ceil(self.font_width(c, class, start)),
            Class::LatinOpen | Class::LatinClose => match latin_quote(c) {
                Some(quote) => quote.width_if_wide(self.font_width(c, class, start), rules.em),
                None => self.font_width(c, class, start),
            },
            _ => self.font_width(c, class, start),
        }
    }

    #[inline]
    fn font_width(&self, c: char, class: Class, start: usize) -> i32 {
        let em = (self.advance)(start, c).unwrap_or_else(|| guess(class, c));
        (em.clamp(0.0, 16.0) * self.rules.em as f32).round() as i32
    }

    fn blank_width(&self, c: char, class: Class) -> i32 {
        match class {
            Class::WideSpace => self.rules.em,
            Class::Space | Class::NoBreakSpace => {
                let em = (self.advance)(self.at, c).unwrap_or(0.25);
                (em.clamp(0.0, 16.0) * self.rules.em as f32).round() as i32
            }
            Class::Tab => {
                let em = (self.advance)(self.at, ' ').unwrap_or(0.25);
                4 * (em.clamp(0.0, 4.0) * self.rules.em as f32).round() as i32
            }
            _ => 0,
        }
    }

    /// The class of the cluster that starts here, and where it ends.
    #[inline]
    fn cluster(&self, c: char) -> (Class, usize) {
        let base = classify(c);
        let end = self.at + c.len_utf8();
        if base != Class::Complex && !self.is_complex_at(end) {
            return (base, end);
        }
        self.complex_cluster(c, base, end)
    }

    #[cold]
    fn complex_cluster(&self, c: char, base: Class, end: usize) -> (Class, usize) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let length = rest.graphemes(true).next().map_or(0, str::len);
        let end = end.max(self.at + length);
        match base {
            Class::Complex => (classify_complex(c), end),
            _ => (base, end),
        }
    }

    #[inline]
    fn is_complex_at(&self, at: usize) -> bool {
        // Most text is ASCII or Han: their first bytes settle it.
        match self.text.as_bytes().get(at) {
            None | Some(0..=0x7F | 0xE4..=0xE9) => false,
            Some(_) => self.char_at(at).is_some_and(|next| classify(next) == Class::Complex),
        }
    }

    #[inline]
    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    fn keeps_leading_space(&self) -> bool {
        self.rules.style.kind == Kind::Code
    }
}

/// Whether a mark may hang over the edge: a comma or full stop of Chinese (clreq, hanging punctuation).
fn hangs(class: Class, c: char) -> bool {
    matches!(class, Class::Comma | Class::Stop) && matches!(c, '，' | '、' | '。')
}

/// The white space before a cluster.
struct Blank {
    width: i32,
    has_space: bool,
    is_fixed: bool,
    is_glued: bool,
}

impl Blank {
    const NONE: Self = Self { width: 0, has_space: false, is_fixed: false, is_glued: false };

    fn add(&mut self, class: Class, width: i32) {
        self.width += width;
        match class {
            Class::Space | Class::ZeroSpace => self.has_space = true,
            Class::Tab | Class::WideSpace => (self.has_space, self.is_fixed) = (true, true),
            Class::NoBreakSpace => (self.has_space, self.is_glued) = (true, true),
            Class::Joined => self.is_glued = true,
            _ => {}
        }
    }

    #[inline]
    fn typed(&self) -> Typed {
        match (self.has_space, self.is_fixed) {
            (false, _) => Typed::Nothing,
            (true, false) => Typed::Spaces(self.width),
            (true, true) => Typed::Fixed(self.width),
        }
    }
}

/// A quote that Latin text uses and a Chinese font draws an em wide: where its ink is, in em.
pub(crate) struct LatinQuote {
    /// From the glyph's origin to where its cell should start.
    pub(crate) left: f32,
    width: f32,
}

impl LatinQuote {
    /// Whether a glyph of this advance, in em, is a full-width one.
    pub(crate) fn is_wide(advance: f32) -> bool {
        advance >= 0.9
    }

    fn width_if_wide(&self, width: i32, em: i32) -> i32 {
        if Self::is_wide(width as f32 / em as f32) {
            (self.width * em as f32) as i32
        } else {
            width
        }
    }
}

/// The ink of the quotes in Chinese fonts; measured in the Noto families, whose like differ by hundredths.
pub(crate) fn latin_quote(c: char) -> Option<LatinQuote> {
    let (left, width) = match c {
        '“' => (0.53, 0.44),
        '”' => (0.03, 0.44),
        '‘' => (0.72, 0.24),
        '’' => (0.04, 0.24),
        _ => return None,
    };
    Some(LatinQuote { left, width })
}

/// The advance, in em, of a character that the face lacks.
pub(crate) fn guess(class: Class, c: char) -> f32 {
    if is_wide(class, c) { 1.0 } else { 0.5 }
}

/// `——` and `……` are two em each; a single one is a connector, or an ellipsis that starts no line.
fn paired(base: Class, prev: Option<Class>, next: Option<Class>, is_chinese: bool) -> Class {
    match (base, is_chinese) {
        (Class::Dash, false) => Class::LatinDash,
        (_, false) => Class::LatinClose,
        _ if prev == Some(Class::PairFirst) => Class::PairSecond,
        _ if next == Some(base) => Class::PairFirst,
        (Class::Dash, true) => Class::Connector,
        _ => Class::Tail,
    }
}

fn is_inside_word(prev: Option<Class>, next: Option<Class>) -> bool {
    prev == Some(Class::Letter) && next == Some(Class::Letter)
}

fn is_han(class: Option<Class>) -> bool {
    matches!(class, Some(Class::Han | Class::Tail))
}

fn ceil(ticks: i32) -> i32 {
    (ticks + PIXEL - 1) / PIXEL * PIXEL
}
