//! What the styles of a document make of its paragraphs and words.

use std::collections::HashMap;

use crate::import::named;
use crate::import::odt::lists::{Level, ListStyles};
use crate::import::raised::Raised;
use crate::import::xml::Element;
use crate::text::HintKind;

/// How many styles one may be based on, one on another.
const MOST_PARENTS: usize = 10;

/// The styles of a document.
#[derive(Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    pub(super) lists: ListStyles,
    /// The style that is being described.
    open: Option<String>,
}

#[derive(Default)]
struct Style {
    parent: Option<String>,
    /// The name that is shown, if it differs.
    shown: Option<String>,
    list: Option<String>,
    is_strong: Option<bool>,
    is_emphasis: Option<bool>,
    is_hidden: Option<bool>,
    raised: Option<Raised>,
}

/// How words of a style look.
#[expect(clippy::struct_excessive_bools, reason = "each is set by itself, and they add up")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) is_strong: bool,
    pub(super) is_emphasis: bool,
    pub(super) is_hidden: bool,
    pub(super) raised: Option<Raised>,
    pub(super) is_code: bool,
}

impl Styles {
    /// A style with those it is based on.
    fn with_parents<'a>(
        &'a self,
        name: &str,
    ) -> impl Iterator<Item = (&'a str, &'a Style)> + use<'a> {
        let first = self.styles.get_key_value(name);
        let parent =
            |(_, style): &(&String, &Style)| self.styles.get_key_value(style.parent.as_deref()?);
        let line = std::iter::successors(first, parent).take(MOST_PARENTS);
        line.map(|(name, style)| (name.as_str(), style))
    }

    /// The names of a style and of those it is based on.
    fn names<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let shown = |(name, style): (&'a str, &'a Style)| {
            [Some(name), style.shown.as_deref()].into_iter().flatten()
        };
        std::iter::once(name).chain(self.with_parents(name).flat_map(shown))
    }

    /// What a paragraph of a style is; `Heading(0)` is the title.
    pub(super) fn kind(&self, name: &str) -> Option<HintKind> {
        self.names(name).find_map(named_kind)
    }

    /// The style of lists that a paragraph's style names; an empty one takes the number away.
    pub(super) fn list(&self, name: &str) -> Option<&str> {
        self.with_parents(name).find_map(|(_, style)| style.list.as_deref())
    }

    /// How words of a style look.
    pub(super) fn look(&self, name: &str) -> Look {
        let first = |of: fn(&Style) -> Option<bool>| {
            self.with_parents(name).find_map(|(_, style)| of(style)).unwrap_or(false)
        };
        Look {
            is_strong: first(|style| style.is_strong),
            is_emphasis: first(|style| style.is_emphasis),
            is_hidden: first(|style| style.is_hidden),
            raised: self.with_parents(name).find_map(|(_, style)| style.raised),
            is_code: self.names(name).any(|name| named::is_code(&with_spaces(name))),
        }
    }

    /// Takes what an element of the styles says.
    pub(super) fn start(&mut self, name: &str, element: &Element<'_>) {
        match name {
            "style" => {
                let Some(id) = element.get("name") else { return };
                self.open = Some(id.clone());
                let style = Style {
                    parent: element.get("parent-style-name"),
                    shown: element.get("display-name"),
                    list: element.get("list-style-name"),
                    ..Style::default()
                };
                self.styles.insert(id, style);
            }
            "text-properties" => {
                let Some(style) = self.open.as_ref().and_then(|open| self.styles.get_mut(open))
                else {
                    return;
                };
                let is = |key: &str, wanted: fn(&str) -> bool| {
                    element.get(key).map(|value| wanted(&value))
                };
                style.is_strong = is("font-weight", |weight| {
                    weight == "bold" || weight.parse().is_ok_and(|weight: u32| weight >= 600)
                })
                .or(is("font-weight-asian", |weight| weight == "bold"));
                style.is_emphasis = is("font-style", |slant| slant != "normal");
                style.is_hidden = is("display", |display| display == "none");
                style.raised = element.get("text-position").and_then(|position| raised(&position));
            }
            "outline-style" => self.lists.open(ListStyles::OUTLINE),
            "list-style" => self.lists.open(&element.get("name").unwrap_or_default()),
            "outline-level-style"
            | "list-level-style-number"
            | "list-level-style-bullet"
            | "list-level-style-image" => {
                self.lists.level(Level::of(name, element), element);
            }
            "list-level-label-alignment"
                if element.get("label-followed-by").is_some_and(|what| what == "nothing") =>
            {
                self.lists.without_gap();
            }
            _ => {}
        }
    }

    /// Ends a style.
    pub(super) fn end(&mut self, name: &str) {
        if name == "style" {
            self.open = None;
        }
    }
}

/// Where `super 58%`, `-33% 58%` put words.
fn raised(position: &str) -> Option<Raised> {
    match position.split(' ').next()? {
        "super" => Some(Raised::Up),
        "sub" => Some(Raised::Down),
        height => {
            let height: f32 = height.trim_end_matches('%').parse().ok()?;
            (height.abs() > 0.0).then_some(if height > 0.0 { Raised::Up } else { Raised::Down })
        }
    }
}

/// The name of a style with the spaces that stand for others in it.
fn with_spaces(name: &str) -> String {
    name.replace("_20_", " ").replace("_5f_", " ").replace('_', " ")
}

/// What a style is by its name, with spaces as `_20_` or as they are.
fn named_kind(name: &str) -> Option<HintKind> {
    // Headings are elements of their own.
    named::kind(&with_spaces(name)).filter(|kind| !is_below_title(kind))
}

const fn is_below_title(kind: &HintKind) -> bool {
    matches!(kind, HintKind::Heading(1..))
}

impl crate::import::xml::Handler for Styles {
    fn start(&mut self, name: &str, element: &Element<'_>) {
        Self::start(self, name, element);
    }

    fn end(&mut self, name: &str) {
        Self::end(self, name);
    }

    fn text(&mut self, _: &str) {}
}
