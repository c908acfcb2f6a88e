//! Row 1: finds the title, the headings with their levels, and the run-in leads of a cleaned text.

use crate::text::{Clean, Hint, Span, Text};

/// A heading line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 is the highest level.
    pub level: u8,
    /// The line, without the white space around it.
    pub span: Span<Clean>,
    /// Its text, kept so that lists need no document.
    pub text: String,
}

/// The first sentence of a paragraph that serves as its heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lead {
    /// The sentence with its full stop.
    pub span: Span<Clean>,
    /// Its text, the full stop included.
    pub text: String,
}

/// Where a text says it comes from; each is as written there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// Author.
    pub author: Option<String>,
    /// Publication or site.
    pub source: Option<String>,
    /// Date.
    pub date: Option<String>,
    /// Address.
    pub url: Option<String>,
}

/// What a table of contents needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The title line, if the text shows one.
    pub title: Option<Heading>,
    /// The headings in order, without the title.
    pub headings: Vec<Heading>,
    /// The run-in leads in order.
    pub leads: Vec<Lead>,
}

/// Finds the outline of a cleaned text; `hints` are the format's, carried over.
pub fn outline(text: &Text<Clean>, hints: &[Hint<Clean>]) -> Outline {
    let _ = (text, hints);
    Outline::default()
}
