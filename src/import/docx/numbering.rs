//! The numbers that Word sets before paragraphs: what the document says of them, and how far they have counted.

use std::collections::HashMap;

use crate::import::counting::Counting;
use crate::import::items::{Gap, Label};
use crate::import::xml::{Element, Handler};

/// Levels of a list.
const N_LEVELS: usize = 9;
/// Longest pattern of a number that is taken, in bytes.
const MOST_PATTERN_BYTES: usize = 200;

/// What a paragraph or a style says of its number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NumberRef {
    /// The list; `0` takes a number away.
    pub(super) list: Option<String>,
    /// The level, from 0.
    pub(super) level: Option<usize>,
}

/// All lists of a document.
#[derive(Default)]
pub(super) struct Numbering {
    outlines: HashMap<String, Outline>,
    lists: HashMap<String, List>,
    /// The outline that each style of lists names.
    by_style: HashMap<String, String>,
    /// How far the paragraphs of each outline were counted.
    counts: HashMap<String, [Option<u32>; N_LEVELS]>,
    place: Place,
}

/// Where the reader of the part is.
#[derive(Default)]
struct Place {
    outline: Option<String>,
    list: Option<String>,
    level: usize,
    n_skipped: usize,
}

#[derive(Default)]
struct Outline {
    levels: [Level; N_LEVELS],
    /// The style of lists that holds the levels in its stead.
    link: Option<String>,
}

#[derive(Default)]
struct Level {
    counting: Counting,
    start: Option<u32>,
    pattern: String,
    gap: Gap,
    /// The level, from 1, whose numbers make this one begin again; 0 for none.
    restarts_behind: Option<usize>,
    /// Whether all numbers of the pattern are in digits.
    is_legal: bool,
    style: Option<String>,
}

/// A level of which the document says nothing.
static UNSAID: Level = Level {
    counting: Counting::Nothing,
    start: None,
    pattern: String::new(),
    gap: Gap::Space,
    restarts_behind: None,
    is_legal: false,
    style: None,
};

#[derive(Default)]
struct List {
    outline: String,
    starts: [Option<u32>; N_LEVELS],
    levels: [Option<Level>; N_LEVELS],
    /// Whether the start of each level was used.
    has_started: [bool; N_LEVELS],
}

impl Numbering {
    /// The number of the next paragraph that names this list; `styles` are its style and those it is based on.
    pub(super) fn next<'s>(
        &mut self,
        number: &NumberRef,
        styles: impl Iterator<Item = &'s str>,
    ) -> Option<Label> {
        let list = number.list.as_deref().filter(|list| *list != "0")?;
        let Some(outline) = self.outline(list) else {
            return Some(Label::Bullet(number.level.unwrap_or(0)));
        };
        let by_style = || self.level_of_styles(&outline, styles);
        let level = number.level.or_else(by_style).unwrap_or(0).min(N_LEVELS - 1);
        let value = self.count(list, &outline, level);
        self.label(list, &outline, level, value)
    }

    /// The outline of a list, through the style that it may be kept in.
    fn outline(&self, list: &str) -> Option<String> {
        let mut name = &self.lists.get(list)?.outline;
        for _ in 0..N_LEVELS {
            let outline = self.outlines.get(name)?;
            match outline.link.as_ref().and_then(|style| self.by_style.get(style)) {
                Some(linked) if linked != name => name = linked,
                _ => break,
            }
        }
        Some(name.clone())
    }

    fn level_of_styles<'s>(
        &self,
        outline: &str,
        mut styles: impl Iterator<Item = &'s str>,
    ) -> Option<usize> {
        let levels = &self.outlines.get(outline)?.levels;
        styles
            .find_map(|style| levels.iter().position(|level| level.style.as_deref() == Some(style)))
    }

    fn level(&self, list: &str, outline: &str, level: usize) -> &Level {
        let own = self.lists.get(list).and_then(|list| list.levels.get(level)?.as_ref());
        let shared = || self.outlines.get(outline)?.levels.get(level);
        own.or_else(shared).unwrap_or(&UNSAID)
    }

    /// Counts a paragraph of a level.
    fn count(&mut self, list: &str, outline: &str, level: usize) -> u32 {
        let start = self.first(list, outline, level);
        let restarts: [bool; N_LEVELS] = std::array::from_fn(|below| {
            let behind = self.level(list, outline, below).restarts_behind;
            below > level && behind.is_none_or(|behind| level < behind)
        });
        let forced = self.lists.get_mut(list).is_some_and(|list| list.starts_anew(level));
        let counts = self.counts.entry(outline.to_owned()).or_default();
        for (count, _) in counts.iter_mut().zip(restarts).filter(|(_, restarts)| *restarts) {
            *count = None;
        }
        let value = match counts.get(level).copied().flatten() {
            Some(last) if !forced => last.saturating_add(1),
            _ => start,
        };
        counts.iter_mut().skip(level).take(1).for_each(|count| *count = Some(value));
        value
    }

    fn first(&self, list: &str, outline: &str, level: usize) -> u32 {
        let own = self.lists.get(list).and_then(|list| list.starts.get(level).copied().flatten());
        own.or_else(|| self.level(list, outline, level).start).unwrap_or(1)
    }

    fn label(&self, list: &str, outline: &str, level: usize, value: u32) -> Option<Label> {
        let described = self.level(list, outline, level);
        match described.counting {
            Counting::Bullet => return Some(Label::Bullet(level)),
            Counting::Nothing if !described.pattern.contains('%') => return None,
            _ => {}
        }
        let number = self.filled(list, outline, level, value);
        Label::of_number(&number, level, described.gap)
    }

    /// The pattern of a level with the numbers put in: `第%1章`, `%1.%2`.
    fn filled(&self, list: &str, outline: &str, level: usize, value: u32) -> String {
        let described = self.level(list, outline, level);
        let counts = self.counts.get(outline);
        let number = |at: usize| {
            let of_level = self.level(list, outline, at);
            let counted = counts.and_then(|counts| counts.get(at).copied().flatten());
            // A level that did not come yet shows where it will begin.
            let counted = counted.unwrap_or_else(|| self.first(list, outline, at));
            let counting =
                if described.is_legal { of_level.counting.legal() } else { of_level.counting };
            counting.written(if at == level { value } else { counted })
        };
        let mut written = String::new();
        let mut pattern = described.pattern.chars().peekable();
        while let Some(c) = pattern.next() {
            let at = pattern.peek().and_then(|digit| digit.to_digit(10)).filter(|_| c == '%');
            match at.and_then(|at| (at as usize).checked_sub(1)).filter(|at| *at <= level) {
                Some(at) => {
                    pattern.next();
                    written.push_str(&number(at));
                }
                None => written.push(c),
            }
        }
        written
    }
}

impl List {
    /// Whether a paragraph of the level is the first since the list named a start of its own.
    fn starts_anew(&mut self, level: usize) -> bool {
        let names_start = self.starts.get(level).is_some_and(Option::is_some);
        let has_started = self.has_started.get_mut(level);
        has_started.is_some_and(|has_started| !std::mem::replace(has_started, true)) && names_start
    }
}

impl Numbering {
    fn start_of_part(&mut self, name: &str, element: &Element<'_>) {
        match name {
            "abstractNum" => {
                let id = element.get("abstractNumId").unwrap_or_default();
                self.outlines.insert(id.clone(), Outline::default());
                self.place = Place { outline: Some(id), ..Place::default() };
            }
            "num" => {
                let id = element.get("numId").unwrap_or_default();
                self.lists.insert(id.clone(), List::default());
                self.place = Place { list: Some(id), ..Place::default() };
            }
            "lvl" | "lvlOverride" => {
                let level = element.get("ilvl").and_then(|level| level.parse().ok());
                self.place.level = level.unwrap_or(N_LEVELS);
                if name == "lvl" {
                    let level = self.place.level;
                    let own = self.list_here().and_then(|list| list.levels.get_mut(level));
                    own.into_iter().for_each(|own| *own = Some(Level::default()));
                }
            }
            _ => {}
        }
    }

    fn list_here(&mut self) -> Option<&mut List> {
        self.lists.get_mut(self.place.list.as_ref()?)
    }

    fn outline_here(&mut self) -> Option<&mut Outline> {
        self.outlines.get_mut(self.place.outline.as_ref()?)
    }

    /// The level that is being described.
    fn level_here(&mut self) -> Option<&mut Level> {
        let level = self.place.level;
        if self.place.list.is_some() {
            return self.list_here()?.levels.get_mut(level)?.as_mut();
        }
        self.outline_here()?.levels.get_mut(level)
    }

    fn property(&mut self, name: &str, element: &Element<'_>) {
        let value = element.get("val").unwrap_or_default();
        match name {
            "abstractNumId" => {
                self.list_here().into_iter().for_each(|list| list.outline.clone_from(&value));
            }
            "startOverride" => {
                let level = self.place.level;
                let start = self.list_here().and_then(|list| list.starts.get_mut(level));
                start.into_iter().for_each(|start| *start = value.parse().ok());
            }
            "numStyleLink" => {
                self.outline_here()
                    .into_iter()
                    .for_each(|outline| outline.link = Some(value.clone()));
            }
            "styleLink" => {
                let outline = self.place.outline.clone();
                self.by_style.extend(outline.map(|outline| (value, outline)));
            }
            _ => {
                if let Some(level) = self.level_here() {
                    level.describe(name, value, element);
                }
            }
        }
    }
}

impl Level {
    fn describe(&mut self, name: &str, value: String, element: &Element<'_>) {
        match name {
            "start" => self.start = value.parse().ok(),
            "numFmt" if value == "custom" => {
                self.counting = Counting::of_series(&element.get("format").unwrap_or_default());
            }
            "numFmt" => self.counting = Counting::of_word(&value),
            "lvlText" if value.len() <= MOST_PATTERN_BYTES => self.pattern = value,
            "suff" if value == "nothing" => self.gap = Gap::Nothing,
            "lvlRestart" => self.restarts_behind = value.parse().ok(),
            "isLgl" => self.is_legal = !matches!(value.as_str(), "0" | "false" | "off"),
            "pStyle" => self.style = Some(value),
            _ => {}
        }
    }
}

impl Handler for Numbering {
    fn start(&mut self, name: &str, element: &Element<'_>) {
        // Second forms, for programs that do not know the first.
        if name == "Fallback" || self.place.n_skipped > 0 {
            self.place.n_skipped += 1;
            return;
        }
        self.start_of_part(name, element);
        self.property(name, element);
    }

    fn end(&mut self, _: &str) {
        self.place.n_skipped = self.place.n_skipped.saturating_sub(1);
    }

    fn text(&mut self, _: &str) {}
}
