//! What the reader chose for the look of things; kept between starts.

use crate::app::PageLook;
use crate::app::note_list::Order;
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

/// Smallest and largest size of the interface, in percent.
pub const SCALE_RANGE: std::ops::RangeInclusive<u16> = 80..=200;

/// The look that the reader chose.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Language of the interface.
    pub language: Language,
    /// Theme of the window.
    pub theme: ThemeName,
    /// Whether the theme follows the system's: [`Settings::theme`] by day, [`Settings::dark_theme`] while it is dark.
    pub follows_system: bool,
    /// The theme while the system's is dark.
    pub dark_theme: ThemeName,
    /// Size of the interface, in percent; within [`SCALE_RANGE`]. The page's text has a size of its own.
    pub scale_percent: u16,
    /// Whether nothing glides or fades.
    pub reduces_motion: bool,
    /// Whether bare letters, digits and signs are keys of the page.
    pub uses_single_keys: bool,
    /// Whether the documents of the last time are opened at the start.
    pub reopens_documents: bool,
    /// Whether the notes of a document that has none yet will also stand beside its file.
    pub keeps_beside: bool,
    /// How pages are set that have no look of their own.
    pub page: PageLook,
    /// Whether the contents are shown when there is room.
    pub shows_contents: bool,
    /// Whether the notes are shown when there is room.
    pub shows_notes: bool,
    /// The colour of the last highlight without a tag.
    pub last_color: HighlightColor,
    /// How the list of notes is put into groups and order, in every document.
    pub note_order: Order,
    /// Whether the page shows where lines were taken away.
    pub shows_pills: bool,
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
            follows_system: false,
            dark_theme: ThemeName::Dark,
            scale_percent: 100,
            reduces_motion: false,
            uses_single_keys: true,
            reopens_documents: true,
            keeps_beside: false,
            page: PageLook::default(),
            shows_contents: true,
            shows_notes: true,
            last_color: HighlightColor::default(),
            note_order: Order::default(),
            shows_pills: true,
            rules_off: RuleSet::default(),
        }
    }
}

impl Settings {
    /// The same with every value brought into its range, for values that come from a file.
    #[must_use]
    pub fn clamped(self) -> Self {
        let (least, most) = SCALE_RANGE.into_inner();
        Self {
            scale_percent: self.scale_percent.clamp(least, most),
            page: self.page.clamped(),
            ..self
        }
    }

    /// The theme to show, with the system's dark or not.
    pub const fn shown_theme(&self, system_is_dark: bool) -> ThemeName {
        if self.follows_system && system_is_dark { self.dark_theme } else { self.theme }
    }
}
