//! How the page is set: face, sizes, spaces, edges; and looks that fit together, to be taken at once.
//!
//! A document may have a look of its own. What is measured with it is `typeset`'s business.

use std::ops::RangeInclusive;

use crate::text::Bilingual;
use crate::typeset::Autospace;

/// Smallest and largest size of the page's text, in points (80–300 % of 18).
pub const SIZE_RANGE: RangeInclusive<u16> = 14..=54;
/// Shortest and longest line, in 字.
pub const MEASURE_RANGE: RangeInclusive<u16> = 12..=48;
/// Closest and widest line height, in hundredths of the text size.
pub const LINE_HEIGHT_RANGE: RangeInclusive<u16> = 140..=220;
/// Least and most space between paragraphs, in hundredths of the text size.
pub const PARAGRAPH_GAP_RANGE: RangeInclusive<u16> = 0..=300;
/// The size that "reset" returns to, in points.
pub const DEFAULT_SIZE: u16 = 18;

/// Longest name of a family, in bytes: Windows allows 31 characters, three bytes each.
const LONGEST_NAME: usize = 93;

/// The name of a family of fonts, short enough that a look stays a plain value.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct FontName {
    // Invariant: the first `length` bytes are UTF-8, the others are 0.
    bytes: [u8; LONGEST_NAME],
    length: u8,
}

impl FontName {
    /// The name; `None` of one that is empty or too long to be a family's.
    pub fn new(name: &str) -> Option<Self> {
        let mut bytes = [0; LONGEST_NAME];
        bytes.get_mut(..name.len())?.copy_from_slice(name.as_bytes());
        (!name.is_empty()).then_some(Self { bytes, length: name.len() as u8 })
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..usize::from(self.length)).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

impl std::fmt::Debug for FontName {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:?}", self.as_str())
    }
}

/// The face of the page's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PageFont {
    /// The bundled 宋体.
    #[default]
    Serif,
    /// The bundled 黑体.
    Sans,
    /// A family that is installed on this computer.
    Installed(FontName),
}

/// The bundled faces in files; no installed family is called so.
const SERIF_ID: &str = "@serif";
const SANS_ID: &str = "@sans";

impl PageFont {
    /// The name in files.
    pub fn id(&self) -> &str {
        match self {
            Self::Serif => SERIF_ID,
            Self::Sans => SANS_ID,
            Self::Installed(name) => name.as_str(),
        }
    }

    /// The face with this name in files; the usual one where there is no name.
    pub fn from_id(id: &str) -> Self {
        match id {
            SERIF_ID => Self::Serif,
            SANS_ID => Self::Sans,
            name => FontName::new(name).map(Self::Installed).unwrap_or_default(),
        }
    }

    /// The family, if it is an installed one.
    pub const fn installed(self) -> Option<FontName> {
        match self {
            Self::Installed(name) => Some(name),
            Self::Serif | Self::Sans => None,
        }
    }
}

/// How the page is set.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageLook {
    /// The face of the text.
    pub font: PageFont,
    /// Size of the text, in points; within [`SIZE_RANGE`].
    pub size_points: u16,
    /// Length of a full line, in 字; within [`MEASURE_RANGE`].
    pub measure: u16,
    /// Line height, in hundredths of the text size; within [`LINE_HEIGHT_RANGE`].
    pub line_height_percent: u16,
    /// Space between paragraphs, in hundredths of the text size; within [`PARAGRAPH_GAP_RANGE`]. A text in a
    /// Latin script has twice as much, since its first lines are not indented.
    pub paragraph_gap_percent: u16,
    /// Whether the first line of a Chinese paragraph is indented.
    pub is_indented: bool,
    /// Whether full lines are set flush on both sides.
    pub is_justified: bool,
    /// The same for a text in a Latin script.
    pub is_latin_justified: bool,
    /// Whether commas and full stops may stand outside the column at the end of a line.
    pub hangs_marks: bool,
    /// The gap between Han and Latin text.
    pub autospace: Autospace,
    /// Whether a primer's readings stand above their characters rather than behind them as written.
    pub lifts_readings: bool,
}

impl Default for PageLook {
    fn default() -> Self {
        Self {
            font: PageFont::Serif,
            size_points: DEFAULT_SIZE,
            measure: 36,
            line_height_percent: 175,
            paragraph_gap_percent: 50,
            is_indented: true,
            is_justified: true,
            is_latin_justified: false,
            hangs_marks: false,
            autospace: Autospace::Full,
            lifts_readings: true,
        }
    }
}

impl PageLook {
    /// The same with every value brought into its range, for values that come from a file.
    #[must_use]
    pub fn clamped(self) -> Self {
        let clamp =
            |value: u16, range: RangeInclusive<u16>| value.clamp(*range.start(), *range.end());
        Self {
            size_points: clamp(self.size_points, SIZE_RANGE),
            measure: clamp(self.measure, MEASURE_RANGE),
            line_height_percent: clamp(self.line_height_percent, LINE_HEIGHT_RANGE),
            paragraph_gap_percent: clamp(self.paragraph_gap_percent, PARAGRAPH_GAP_RANGE),
            ..self
        }
    }
}

/// A look that is taken at once.
#[derive(Clone, Copy, Debug)]
pub struct Preset {
    /// What it is called.
    pub name: Bilingual,
    /// What it is for.
    pub says: Bilingual,
    font: PageFont,
    size_points: u16,
    line_height_percent: u16,
    measure: u16,
    paragraph_gap_percent: u16,
    is_justified: bool,
}

impl Preset {
    /// `look` with all that this preset says of it; what else the reader chose stays.
    #[must_use]
    pub fn applied(&self, look: PageLook) -> PageLook {
        PageLook {
            font: self.font,
            size_points: self.size_points,
            measure: self.measure,
            line_height_percent: self.line_height_percent,
            paragraph_gap_percent: self.paragraph_gap_percent,
            is_justified: self.is_justified,
            ..look
        }
    }

    /// Whether a look is this one.
    pub fn is_on(&self, look: &PageLook) -> bool {
        self.applied(*look) == *look
    }
}

const BOOK: Preset = Preset {
    name: Bilingual::new("书页", "Book"),
    says: Bilingual::new("宋体，像一页书", "Serif, like a page of a book"),
    font: PageFont::Serif,
    size_points: DEFAULT_SIZE,
    line_height_percent: 175,
    measure: 36,
    paragraph_gap_percent: 50,
    is_justified: true,
};

/// The looks on offer, in order.
pub const PRESETS: [Preset; 5] = [
    BOOK,
    Preset {
        name: Bilingual::new("屏读", "Screen"),
        says: Bilingual::new("黑体，笔画均匀", "Sans, with even strokes"),
        font: PageFont::Sans,
        line_height_percent: 170,
        measure: 34,
        ..BOOK
    },
    Preset {
        name: Bilingual::new("紧凑", "Compact"),
        says: Bilingual::new("一屏多看几行", "More lines on a screen"),
        size_points: 16,
        line_height_percent: 155,
        measure: 42,
        ..BOOK
    },
    Preset {
        name: Bilingual::new("大字", "Large"),
        says: Bilingual::new("字大行疏", "Large type, open lines"),
        size_points: 24,
        line_height_percent: 180,
        measure: 28,
        ..BOOK
    },
    Preset {
        name: Bilingual::new("易读", "Easy"),
        says: Bilingual::new(
            "大字黑体，左对齐，段落分开",
            "Large sans, ragged right, paragraphs well apart",
        ),
        font: PageFont::Sans,
        size_points: 22,
        line_height_percent: 200,
        measure: 26,
        paragraph_gap_percent: 300,
        is_justified: false,
    },
];
