//! What the reader chose for the look of things; kept between starts.

use crate::clean::rules;
use crate::notebook::HighlightColor;
use crate::text::Language;

/// A theme of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ThemeName {
    /// 明
    #[default]
    Light,
    /// 纸
    Sepia,
    /// 暗
    Dark,
    /// 夜
    Night,
    /// 高对比
    Contrast,
}

impl ThemeName {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Light, Self::Sepia, Self::Dark, Self::Night, Self::Contrast];

    /// The name in files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Sepia => "sepia",
            Self::Dark => "dark",
            Self::Night => "night",
            Self::Contrast => "contrast",
        }
    }

    /// The theme with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.id() == id)
    }

    /// The next one, for the key that goes round.
    #[must_use]
    pub fn next(self) -> Self {
        let index = Self::ALL.iter().position(|theme| *theme == self).unwrap_or_default();
        Self::ALL[(index + 1) % Self::ALL.len()]
    }
}

/// Smallest and largest size of the page's text, in points (80–300 % of 18).
pub const SIZE_RANGE: std::ops::RangeInclusive<u16> = 14..=54;
/// Shortest and longest line, in 字.
pub const MEASURE_RANGE: std::ops::RangeInclusive<u16> = 12..=48;
/// Closest and widest line height, in hundredths of the text size.
pub const LINE_HEIGHT_RANGE: std::ops::RangeInclusive<u16> = 140..=220;
/// The size that "reset" returns to, in points.
pub const DEFAULT_SIZE: u16 = 18;

/// The look that the reader chose.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Language of the interface.
    pub language: Language,
    /// Theme of the window.
    pub theme: ThemeName,
    /// Size of the page's text, in points; within [`SIZE_RANGE`].
    pub size_points: u16,
    /// Length of a full line, in 字; within [`MEASURE_RANGE`].
    pub measure: u16,
    /// Line height, in hundredths of the text size; within [`LINE_HEIGHT_RANGE`].
    pub line_height_percent: u16,
    /// Whether full lines are set flush on both sides.
    pub is_justified: bool,
    /// The same for a text in a Latin script.
    pub is_latin_justified: bool,
    /// Whether commas and full stops may stand outside the column at the end of a line.
    pub hangs_marks: bool,
    /// Whether the contents are shown when there is room.
    pub shows_contents: bool,
    /// Whether the notes are shown when there is room.
    pub shows_notes: bool,
    /// The colour of the last highlight without a tag.
    pub last_color: HighlightColor,
    /// Whether the page shows where lines were taken away.
    pub shows_pills: bool,
    /// Whether a primer's readings stand above their characters rather than behind them as written.
    pub lifts_readings: bool,
    /// Cleaning rules that are off unless a document wants them.
    pub rules_off: RuleSet,
}

/// A set of cleaning rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RuleSet(u64);

impl RuleSet {
    /// The rules with these ids; others are left out.
    pub fn of<'a>(ids: impl IntoIterator<Item = &'a str>) -> Self {
        ids.into_iter().fold(Self::default(), |set, id| set.with(id, true))
    }

    /// The ids of its rules, in the order of the rules.
    pub fn ids(self) -> Vec<&'static str> {
        rules().iter().map(|rule| rule.id).filter(|id| self.holds(id)).collect()
    }

    /// Whether it holds the rule with this id.
    pub fn holds(self, id: &str) -> bool {
        self.0 & bit(id) != 0
    }

    /// The set with that rule in it, or without.
    #[must_use]
    pub fn with(self, id: &str, is_in: bool) -> Self {
        Self(if is_in { self.0 | bit(id) } else { self.0 & !bit(id) })
    }
}

fn bit(id: &str) -> u64 {
    let index = rules().iter().position(|rule| rule.id == id);
    index.and_then(|index| 1_u64.checked_shl(index as u32)).unwrap_or_default()
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: Language::default(),
            theme: ThemeName::default(),
            size_points: DEFAULT_SIZE,
            measure: 36,
            line_height_percent: 175,
            is_justified: true,
            is_latin_justified: false,
            hangs_marks: false,
            shows_contents: true,
            shows_notes: true,
            last_color: HighlightColor::default(),
            shows_pills: true,
            lifts_readings: true,
            rules_off: RuleSet::default(),
        }
    }
}

impl Settings {
    /// The same with every value brought into its range, for values that come from a file.
    #[must_use]
    pub fn clamped(self) -> Self {
        let clamp = |value: u16, range: std::ops::RangeInclusive<u16>| {
            value.clamp(*range.start(), *range.end())
        };
        Self {
            size_points: clamp(self.size_points, SIZE_RANGE),
            measure: clamp(self.measure, MEASURE_RANGE),
            line_height_percent: clamp(self.line_height_percent, LINE_HEIGHT_RANGE),
            ..self
        }
    }
}
