//! What the paragraphs of each style are: headings, items, quotes, numbered.

use std::collections::{HashMap, HashSet};

use crate::import::docx::numbering::NumberRef;
use crate::import::named;
use crate::import::xml::{Element, Handler};
use crate::text::HintKind;

/// How many styles one may be based on, one on another.
const MOST_PARENTS: usize = 10;

/// The styles of a document.
#[derive(Default)]
pub(super) struct Styles {
    kinds: HashMap<String, HintKind>,
    parents: HashMap<String, String>,
    numbers: HashMap<String, NumberRef>,
    /// The styles of words that are code.
    code: HashSet<String>,
    /// The style of paragraphs that name none.
    default: Option<String>,
    style: String,
}

impl Styles {
    /// A style and those it is based on, in order.
    pub(super) fn with_parents<'a>(
        &'a self,
        style: Option<&'a str>,
    ) -> impl Iterator<Item = &'a str> + Clone {
        let first = style.or(self.default.as_deref());
        std::iter::successors(first, |style| self.parents.get(*style).map(String::as_str))
            .take(MOST_PARENTS)
    }

    /// What a style, or what it is based on, makes of a paragraph.
    pub(super) fn kind(&self, style: Option<&str>) -> Option<HintKind> {
        self.with_parents(style).find_map(|style| self.kinds.get(style)).cloned()
    }

    /// Whether words of this style are code.
    pub(super) fn is_code(&self, style: &str) -> bool {
        self.with_parents(Some(style)).any(|style| self.code.contains(style))
    }

    /// The number of a paragraph of this style that says `own` of it.
    pub(super) fn number(&self, style: Option<&str>, own: &NumberRef) -> NumberRef {
        let mut number = own.clone();
        for style in self.with_parents(style) {
            let Some(inherited) = self.numbers.get(style) else { continue };
            if number.list.is_none() {
                number.list.clone_from(&inherited.list);
                number.level = number.level.or(inherited.level);
            }
        }
        number
    }
}

impl Handler for Styles {
    fn start(&mut self, name: &str, element: &Element<'_>) {
        let value = || element.get("val").unwrap_or_default();
        match name {
            "style" => {
                self.style = element.get("styleId").unwrap_or_default();
                let is = |key: &str, wanted: &[&str]| {
                    element.get(key).is_some_and(|value| wanted.contains(&value.as_str()))
                };
                if is("type", &["paragraph"]) && is("default", &["1", "true", "on"]) {
                    self.default = Some(self.style.clone());
                }
            }
            "basedOn" => drop(self.parents.insert(self.style.clone(), value())),
            "name" => {
                if let Some(kind) = named::kind(&value()) {
                    self.kinds.insert(self.style.clone(), kind);
                }
                if named::is_code(&value()) {
                    self.code.insert(self.style.clone());
                }
            }
            "outlineLvl" => {
                if let Some(level) = named::outline_level(&value()) {
                    let kind = HintKind::Heading(level);
                    self.kinds.entry(self.style.clone()).or_insert(kind);
                }
            }
            "numId" => self.numbers.entry(self.style.clone()).or_default().list = Some(value()),
            "ilvl" => {
                self.numbers.entry(self.style.clone()).or_default().level = value().parse().ok();
            }
            _ => {}
        }
    }

    fn end(&mut self, _: &str) {}

    fn text(&mut self, _: &str) {}
}
