//! The one table of settings: the settings window, its search and what "reset" does are all made from it.
//!
//! It holds what is chosen once. What is done to a document (its encoding, its script, its own rules) is an action.

mod page;
mod program;

use std::ops::RangeInclusive;

pub use page::*;
pub use program::*;

use crate::app::Settings;
use crate::app::seek::Sought;
use crate::clean::{Rule, rules};
use crate::text::Bilingual;

/// Where a setting stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Section {
    /// Language, theme, panels.
    Appearance,
    /// How the page is set.
    Page,
    /// Opening and keys.
    Reading,
    /// Where notes live.
    Keeping,
    /// Which rules clean.
    Cleaning,
    /// What makes the program easier to use for some.
    Access,
}

impl Section {
    /// All, in order.
    pub const ALL: [Self; 6] =
        [Self::Appearance, Self::Page, Self::Reading, Self::Keeping, Self::Cleaning, Self::Access];

    /// Its name.
    pub const fn name(self) -> Bilingual {
        match self {
            Self::Appearance => Bilingual::new("外观", "Appearance"),
            Self::Page => Bilingual::new("版式", "Page"),
            Self::Reading => Bilingual::new("打开与按键", "Opening and keys"),
            Self::Keeping => Bilingual::new("标注存放", "Where notes live"),
            Self::Cleaning => Bilingual::new("清理", "Cleaning"),
            Self::Access => Bilingual::new("无障碍", "Accessibility"),
        }
    }
}

/// How a setting is changed.
#[derive(Clone)]
pub enum Control {
    /// A number within a range.
    Number {
        /// From the least to the most.
        range: RangeInclusive<u16>,
        /// What one step of a key changes.
        step: u16,
        /// What stands behind the number.
        unit: Bilingual,
        /// Reads it.
        get: fn(&Settings) -> u16,
        /// Writes it.
        set: fn(&mut Settings, u16),
    },
    /// One of a few.
    Choice {
        /// What they are called.
        options: &'static [Bilingual],
        /// Which it is.
        get: fn(&Settings) -> usize,
        /// Makes it that one.
        set: fn(&mut Settings, usize),
    },
    /// On or off.
    Switch {
        /// Whether it is on.
        get: fn(&Settings) -> bool,
        /// Switches it.
        set: fn(&mut Settings, bool),
    },
    /// The face of the page, among the bundled and the installed ones.
    Font,
    /// Whether a cleaning rule runs.
    Rule(&'static Rule),
}

/// One line of the table.
#[derive(Clone)]
pub struct Setting {
    /// Where it stands.
    pub section: Section,
    /// What it is called.
    pub name: Bilingual,
    /// What it does, in a sentence.
    pub says: Bilingual,
    /// How it is changed.
    pub control: Control,
}

/// All settings, in the order in which they are shown.
pub fn all() -> Vec<Setting> {
    let own = PROGRAM_SETTINGS.iter().chain(PAGE_SETTINGS);
    let mut all: Vec<Setting> = own.map(|setting| (*setting).clone()).collect();
    // A rule that carries out what the reader says is no matter of taste.
    let rules = rules().iter().filter(|rule| !rule.is_by_hand());
    all.extend(rules.map(|rule| Setting {
        section: Section::Cleaning,
        name: rule.name,
        says: rule.does,
        control: Control::Rule(rule),
    }));
    all.sort_by_key(|setting| Section::ALL.iter().position(|section| *section == setting.section));
    all
}

impl Setting {
    /// Whether two settings of everything agree in this one.
    pub fn is_same(&self, one: &Settings, other: &Settings) -> bool {
        match &self.control {
            Control::Number { get, .. } => get(one) == get(other),
            Control::Choice { get, .. } => get(one) == get(other),
            Control::Switch { get, .. } => get(one) == get(other),
            Control::Font => one.page.font == other.page.font,
            Control::Rule(rule) => one.rules_off.holds(rule.id) == other.rules_off.holds(rule.id),
        }
    }

    /// Makes it in `settings` what it is in `others`.
    pub fn copy(&self, settings: &mut Settings, others: &Settings) {
        match &self.control {
            Control::Number { get, set, .. } => set(settings, get(others)),
            Control::Choice { get, set, .. } => set(settings, get(others)),
            Control::Switch { get, set } => set(settings, get(others)),
            Control::Font => settings.page.font = others.page.font,
            Control::Rule(rule) => {
                let is_off = others.rules_off.holds(rule.id);
                settings.rules_off = settings.rules_off.with(rule.id, is_off);
            }
        }
    }

    /// Whether it belongs to the look of a page, which a document may have for itself.
    pub fn is_of_page(&self) -> bool {
        self.section == Section::Page
    }

    /// Whether it is what was sought: by its name, its section, what it does, what can be chosen, in both
    /// languages, and in pinyin. Letters count as pinyin only in names: in a sentence nearly any are found.
    pub fn fits(&self, sought: &Sought<'_>) -> bool {
        let in_name = |text: Bilingual| sought.is_in(text.zh) || sought.is_in(text.en);
        let in_words =
            |text: Bilingual| sought.is_written_in(text.zh) || sought.is_written_in(text.en);
        let options: &[Bilingual] = match &self.control {
            Control::Choice { options, .. } => options,
            _ => &[],
        };
        in_name(self.name)
            || in_name(self.section.name())
            || in_words(self.says)
            || options.iter().any(|option| in_name(*option))
    }
}

const fn t(zh: &'static str, en: &'static str) -> Bilingual {
    Bilingual::new(zh, en)
}
