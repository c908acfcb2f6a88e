//! What stands between two neighbours: whether a line may break there, and how wide the gap is, can shrink, can grow.
//!
//! It knows classes and lengths, neither text nor lines.

use crate::typeset::classes::{Class, FINAL, N_FINAL};
use crate::typeset::{Align, Autospace, Kind, Squeeze, Style};

/// Lengths inside the setter are whole numbers of 1/64 physical pixel.
pub(crate) const PIXEL: i32 = 64;

/// Which gaps give way first when a line is too long (clreq, adjustment of lines).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Shrink {
    /// Spaces between words.
    WordSpace,
    /// Around interpuncts.
    Middle,
    /// Around brackets and quotes.
    Bracket,
    /// After commas.
    Comma,
    /// Between Han and Latin.
    HanLatin,
    /// After full stops.
    Stop,
    /// Never.
    Rigid,
}

/// The order in which gaps are shrunk.
pub(crate) const SHRINK_ORDER: [Shrink; 6] = [
    Shrink::WordSpace,
    Shrink::Middle,
    Shrink::Bracket,
    Shrink::Comma,
    Shrink::HanLatin,
    Shrink::Stop,
];

/// Which gaps grow first when a line is too short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stretch {
    /// Spaces between words.
    WordSpace,
    /// Between Han and Latin.
    HanLatin,
    /// Between Han characters and marks.
    Han,
    /// Never.
    Rigid,
}

/// The order in which gaps are stretched.
pub(crate) const STRETCH_ORDER: [Stretch; 3] =
    [Stretch::WordSpace, Stretch::HanLatin, Stretch::Han];

/// The space between two neighbours, in 1/64 pixel; whole pixels but for a word's rounding.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gap {
    /// Its width as it is by itself.
    pub(crate) natural: i32,
    /// By how much it can shrink.
    pub(crate) shrink: i32,
    /// When.
    pub(crate) shrink_order: Shrink,
    /// By how much it can grow.
    pub(crate) grow: i32,
    /// When.
    pub(crate) stretch_order: Stretch,
}

impl Gap {
    /// No space at all, now or ever.
    pub(crate) const NONE: Self = Self::rigid(0);

    /// A fixed space.
    pub(crate) const fn rigid(natural: i32) -> Self {
        Self {
            natural,
            shrink: 0,
            shrink_order: Shrink::Rigid,
            grow: 0,
            stretch_order: Stretch::Rigid,
        }
    }
}

/// The typed space between two neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Typed {
    /// None.
    Nothing,
    /// Ordinary spaces of this natural width, in 1/64 pixel.
    Spaces(i32),
    /// Tabs or ideographic spaces of this width, in 1/64 pixel.
    Fixed(i32),
}

/// What two neighbouring classes make of the place between them.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "a row of a table: each is a column")]
pub(crate) struct Pair {
    /// A line may break here.
    pub(crate) breaks: bool,
    /// A line may break here if a space stands between.
    pub(crate) breaks_at_space: bool,
    /// Both belong to one word.
    pub(crate) is_word: bool,
    /// Both are Han, or marks that go with it.
    pub(crate) is_han: bool,
    /// Full-width blank between them, in quarters of an em, when neighbours are squeezed; and when not.
    blank: [u8; 2],
    shrink_order: Shrink,
    beside: Beside,
    stretches: bool,
    has_mark: bool,
}

/// What a Han character meets.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beside {
    Nothing,
    Letter,
    Digit,
}

/// The place between `left` and `right`, both final classes.
#[inline]
pub(crate) fn pair(left: Class, right: Class) -> &'static Pair {
    &PAIRS[left as usize][right as usize]
}

/// A style's lengths, worked out once.
pub(crate) struct Rules {
    /// The style.
    pub(crate) style: Style,
    /// One em, in 1/64 pixel; so are all lengths here.
    pub(crate) em: i32,
    /// The inked half of a full-width mark, whole pixels.
    pub(crate) half: i32,
    /// A quarter of an em, whole pixels.
    pub(crate) quarter: i32,
    /// The column.
    pub(crate) measure: i32,
    /// The first line's indent.
    pub(crate) indent: i32,
    han_cap: i32,
    letter: Gap,
    digit: Gap,
}

/// The widest a gap between Han characters may grow, in em: beyond it a line is better left ragged.
pub const HAN_GAP_MAX: f64 = 0.12;

/// No column is wider, in pixels: a longer line would be a page nobody sees.
const MEASURE_MAX: u32 = 1 << 20;

/// No type is larger, in pixels.
const EM_MAX: u32 = 1 << 14;

impl Rules {
    pub(crate) fn new(style: &Style) -> Self {
        let em = style.em.clamp(1, EM_MAX).cast_signed() * PIXEL;
        let part = |share: f64| (f64::from(em / PIXEL) * share).round() as i32 * PIXEL;
        let gap = |natural: f64, least: f64| Gap {
            natural: part(natural),
            shrink: (part(natural) - part(least)).max(0),
            shrink_order: Shrink::HanLatin,
            grow: (part(1.0 / 3.0) - part(natural)).max(0),
            stretch_order: Stretch::HanLatin,
        };
        let (letter, digit) = match style.autospace {
            Autospace::Full => (gap(0.25, 0.125), gap(1.0 / 6.0, 0.125)),
            Autospace::Slight => (gap(0.125, 0.125), gap(0.125, 0.125)),
            Autospace::Off => (Gap::NONE, Gap::NONE),
        };
        let blank = (em / PIXEL) / 2 * PIXEL;
        let measure = style.measure.min(MEASURE_MAX).cast_signed() * PIXEL;
        Self {
            style: *style,
            em,
            half: em - blank,
            quarter: (em / PIXEL) / 4 * PIXEL,
            measure,
            // An indent that leaves no room for two characters is none.
            indent: (style.indent.min(64).cast_signed() * em).min((measure - 2 * em).max(0)),
            han_cap: (f64::from(em / PIXEL) * HAN_GAP_MAX).floor() as i32 * PIXEL,
            letter,
            digit,
        }
    }

    /// Whether lines are fitted to the measure.
    pub(crate) fn justifies(&self) -> bool {
        self.style.align == Align::Justify
    }

    /// The gap at `pair` with what was typed there.
    #[inline]
    pub(crate) fn gap(&self, pair: &Pair, typed: Typed) -> Gap {
        match typed {
            Typed::Nothing => self.bare_gap(pair),
            // In code every column counts; elsewhere what follows must stand on a whole pixel.
            Typed::Fixed(width) if self.style.kind == Kind::Code => Gap::rigid(width),
            Typed::Fixed(width) => Gap::rigid((width + PIXEL - 1) / PIXEL * PIXEL),
            Typed::Spaces(width) => self.space_gap(pair, width),
        }
    }

    #[inline]
    fn bare_gap(&self, pair: &Pair) -> Gap {
        let squeezes = self.style.squeeze == Squeeze::On;
        let quarters = pair.blank[usize::from(!squeezes)];
        if quarters > 0 {
            let natural = self.blank(quarters);
            let shrink = if squeezes { natural } else { 0 };
            return Gap { natural, shrink, shrink_order: pair.shrink_order, ..self.han_gap(pair) };
        }
        match pair.beside {
            Beside::Nothing => self.han_gap(pair),
            Beside::Letter => self.letter,
            Beside::Digit => self.digit,
        }
    }

    #[inline]
    fn han_gap(&self, pair: &Pair) -> Gap {
        if !pair.stretches {
            return Gap::NONE;
        }
        Gap { grow: self.han_cap, stretch_order: Stretch::Han, ..Gap::NONE }
    }

    fn space_gap(&self, pair: &Pair, width: i32) -> Gap {
        let is_code = self.style.kind == Kind::Code;
        if is_code || width == 0 {
            let bare = self.bare_gap(pair);
            return Gap::rigid(bare.natural + width);
        }
        // A space typed beside a full-width mark adds to a blank that is there already.
        if pair.has_mark {
            return self.bare_gap(pair);
        }
        if pair.beside != Beside::Nothing && self.style.autospace != Autospace::Off {
            return self.bare_gap(pair);
        }
        if pair.is_han && self.style.kind == Kind::Heading {
            return Gap::rigid(self.em);
        }
        let natural = (width + PIXEL / 2) / PIXEL * PIXEL;
        let least = (self.em / 4 + PIXEL / 2) / PIXEL * PIXEL;
        Gap {
            natural,
            shrink: (natural - least).max(0),
            shrink_order: Shrink::WordSpace,
            grow: (self.em / 2 / PIXEL * PIXEL - natural).max(0),
            stretch_order: Stretch::WordSpace,
        }
    }

    fn blank(&self, quarters: u8) -> i32 {
        let halves = i32::from(quarters / 2) * (self.em - self.half);
        halves + i32::from(quarters % 2) * self.quarter
    }
}

/// What a class is, apart from its name.
struct Props {
    no_start: bool,
    no_end: bool,
    is_word: bool,
    /// Blank on the left and on the right, in quarters of an em.
    blank: (u8, u8),
    shrink_order: Shrink,
    /// Whether the gap on the left and on the right may grow with those between Han.
    stretches: (bool, bool),
}

const fn props(class: Class) -> Props {
    use Class as C;
    let blank = match class {
        C::Open => (2, 0),
        C::Close | C::Comma | C::Stop => (0, 2),
        C::Middle => (1, 1),
        _ => (0, 0),
    };
    let shrink_order = match class {
        C::Open | C::Close => Shrink::Bracket,
        C::Comma => Shrink::Comma,
        C::Stop => Shrink::Stop,
        C::Middle => Shrink::Middle,
        _ => Shrink::Rigid,
    };
    let no_start = matches!(
        class,
        C::Tail
            | C::Close
            | C::Comma
            | C::Stop
            | C::Middle
            | C::Dot
            | C::Connector
            | C::Solidus
            | C::PairSecond
            | C::LatinClose
            | C::Unit
            | C::NoteOpen
            | C::Hyphen
            | C::LatinDash
    );
    let no_end = matches!(
        class,
        C::Open | C::Solidus | C::PairFirst | C::LatinOpen | C::Prefix | C::NoteOpen
    );
    let is_word = matches!(
        class,
        C::Letter
            | C::Digit
            | C::LatinOpen
            | C::LatinClose
            | C::Unit
            | C::Prefix
            | C::NoteOpen
            | C::Symbol
            | C::Hyphen
            | C::LatinDash
            | C::StraightQuote
    );
    let stretches = match class {
        C::Han | C::Tail | C::Wide | C::Open | C::Close | C::Comma | C::Stop | C::LongDash => {
            (true, true)
        }
        C::PairFirst => (true, false),
        C::PairSecond => (false, true),
        _ => (false, false),
    };
    Props { no_start, no_end, is_word, blank, shrink_order, stretches }
}

static PAIRS: [[Pair; N_FINAL]; N_FINAL] = pairs();

const fn pairs() -> [[Pair; N_FINAL]; N_FINAL] {
    let mut table = [[make_pair(Class::Han, Class::Han); N_FINAL]; N_FINAL];
    let mut left = 0;
    while left < N_FINAL {
        let mut right = 0;
        while right < N_FINAL {
            table[left][right] = make_pair(FINAL[left], FINAL[right]);
            right += 1;
        }
        left += 1;
    }
    table
}

const fn make_pair(left: Class, right: Class) -> Pair {
    let (a, b) = (props(left), props(right));
    let allowed = !a.no_end && !b.no_start;
    let is_word = a.is_word && b.is_word;
    let glued = matches!(left, Class::StraightQuote) || matches!(right, Class::StraightQuote);
    // A word may break after its hyphen or dash.
    let in_word = is_word && !matches!(left, Class::Hyphen | Class::LatinDash);
    let is_squeezed = a.blank.0 + a.blank.1 > 0
        && b.blank.0 + b.blank.1 > 0
        && (is_bracket(left) || is_bracket(right));
    let full = a.blank.1 + b.blank.0;
    let blank = if is_squeezed { squeezed(left, right) } else { full };
    Pair {
        breaks: allowed && !in_word && !glued,
        breaks_at_space: allowed,
        is_word,
        is_han: a.stretches.1 && b.stretches.0,
        blank: [blank, full],
        shrink_order: first(a.shrink_order, b.shrink_order),
        beside: beside(left, right),
        stretches: a.stretches.1 && b.stretches.0,
        has_mark: a.blank.0 + a.blank.1 + b.blank.0 + b.blank.1 > 0,
    }
}

const fn is_bracket(class: Class) -> bool {
    matches!(class, Class::Open | Class::Close)
}

/// The quarters of blank left between two marks of which one is a bracket: what a bracket holds stays tight.
const fn squeezed(left: Class, right: Class) -> u8 {
    match (left, right) {
        // `，“`: one of the two halves stays.
        (Class::Close | Class::Comma | Class::Stop, Class::Open) => 2,
        (Class::Middle, Class::Open) | (Class::Close, Class::Middle) => 1,
        _ => 0,
    }
}

/// The one that gives way first.
const fn first(a: Shrink, b: Shrink) -> Shrink {
    if (a as u8) < (b as u8) { a } else { b }
}

const fn beside(left: Class, right: Class) -> Beside {
    match (left, right) {
        (Class::Han | Class::Tail, Class::Letter) | (Class::Letter, Class::Han) => Beside::Letter,
        (Class::Han | Class::Tail, Class::Digit | Class::Prefix)
        | (Class::Digit | Class::Unit, Class::Han) => Beside::Digit,
        _ => Beside::Nothing,
    }
}
