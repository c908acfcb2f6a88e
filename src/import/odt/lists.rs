//! How lists and headings are numbered, and how far they have counted.

use std::collections::HashMap;

use crate::import::counting::Counting;
use crate::import::items::{Gap, Label};
use crate::import::xml::Element;

/// Levels of a list.
pub(super) const N_LEVELS: usize = 10;
/// Longest text around a number that is taken, in bytes.
const MOST_AFFIX_BYTES: usize = 200;

/// The styles of lists by name, the outline's among them.
#[derive(Default)]
pub(super) struct ListStyles {
    styles: HashMap<String, [Option<Level>; N_LEVELS]>,
    open: String,
    /// The level that is being described, from 0.
    at: usize,
}

/// How one level is numbered.
#[derive(Clone)]
pub(super) struct Level {
    counting: Counting,
    prefix: String,
    suffix: String,
    /// How many levels the number names, this one last.
    n_shown: usize,
    start: u32,
    /// The pattern of newer files, `第%1%章`, which says more.
    pattern: Option<String>,
    gap: Gap,
}

/// How far the levels have counted.
pub(super) type Counts = [Option<u32>; N_LEVELS];

impl Level {
    pub(super) fn of(name: &str, element: &Element<'_>) -> Self {
        let affix = |key: &str| {
            element.get(key).filter(|text| text.len() <= MOST_AFFIX_BYTES).unwrap_or_default()
        };
        let counting = match name {
            "list-level-style-bullet" | "list-level-style-image" => Counting::Bullet,
            _ => Counting::of_first(&affix("num-format")),
        };
        Self {
            counting,
            prefix: affix("num-prefix"),
            suffix: affix("num-suffix"),
            n_shown: element.get("display-levels").and_then(|n| n.parse().ok()).unwrap_or(1),
            start: element.get("start-value").and_then(|n| n.parse().ok()).unwrap_or(1),
            pattern: element.get("num-list-format").filter(|text| text.len() <= MOST_AFFIX_BYTES),
            gap: Gap::Space,
        }
    }
}

impl ListStyles {
    /// The name of the outline's style.
    pub(super) const OUTLINE: &str = "\u{1}outline";

    pub(super) fn open(&mut self, name: &str) {
        name.clone_into(&mut self.open);
        self.styles.insert(self.open.clone(), std::array::from_fn(|_| None));
    }

    pub(super) fn level(&mut self, level: Level, element: &Element<'_>) {
        let at = element.get("level").and_then(|level| level.parse::<usize>().ok());
        let levels = self.styles.get_mut(&self.open);
        let place = at.and_then(|at| at.checked_sub(1)).zip(levels);
        if let Some((at, place)) = place.and_then(|(at, levels)| Some((at, levels.get_mut(at)?))) {
            *place = Some(level);
            self.at = at;
        }
    }

    /// Says that nothing stands behind the numbers of the level that is being described.
    pub(super) fn without_gap(&mut self) {
        let level = self.styles.get_mut(&self.open).and_then(|levels| levels.get_mut(self.at));
        if let Some(Some(level)) = level {
            level.gap = Gap::Nothing;
        }
    }

    fn get(&self, style: &str, level: usize) -> Option<&Level> {
        self.styles.get(style)?.get(level)?.as_ref()
    }

    /// Counts a paragraph and says what stands before it; `start` makes it begin anew.
    pub(super) fn next(
        &self,
        style: &str,
        level: usize,
        start: Option<u32>,
        counts: &mut Counts,
    ) -> Option<Label> {
        let level = level.min(N_LEVELS - 1);
        let Some(described) = self.get(style, level) else {
            return (style != Self::OUTLINE).then_some(Label::Bullet(level));
        };
        counts.iter_mut().skip(level + 1).for_each(|count| *count = None);
        let last = counts.get(level).copied().flatten();
        let next = last.map_or(described.start, |last| last.saturating_add(1));
        let value = start.unwrap_or(next);
        counts.iter_mut().skip(level).take(1).for_each(|count| *count = Some(value));
        match described.counting {
            Counting::Bullet => Some(Label::Bullet(level)),
            Counting::Nothing => None,
            _ => Label::of_number(&self.written(style, level, counts), level, described.gap),
        }
    }

    fn written(&self, style: &str, level: usize, counts: &Counts) -> String {
        let Some(described) = self.get(style, level) else { return String::new() };
        let number = |at: usize| {
            let of_level = self.get(style, at)?;
            let count = counts.get(at).copied().flatten().unwrap_or(of_level.start);
            Some(of_level.counting.written(count)).filter(|number| !number.is_empty())
        };
        if let Some(pattern) = &described.pattern {
            return filled(pattern, |at| number(at).filter(|_| at <= level).unwrap_or_default());
        }
        let from = (level + 1).saturating_sub(described.n_shown.max(1));
        let numbers: Vec<String> = (from..=level).filter_map(number).collect();
        format!("{}{}{}", described.prefix, numbers.join("."), described.suffix)
    }
}

/// A pattern with the numbers in place of `%1%`, `%2%`, ….
fn filled(pattern: &str, number: impl Fn(usize) -> String) -> String {
    let mut written = String::new();
    let mut rest = pattern;
    while let Some((before, behind)) = rest.split_once('%') {
        written.push_str(before);
        let place = behind.split_once('%').and_then(|(digits, after)| {
            let at = digits.parse::<usize>().ok()?.checked_sub(1)?;
            Some((at, after))
        });
        if let Some((at, after)) = place {
            written.push_str(&number(at));
            rest = after;
        } else {
            written.push('%');
            rest = behind;
        }
    }
    written.push_str(rest);
    written
}
