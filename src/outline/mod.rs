//! Row 1: finds the title, the headings with their levels, and the run-in leads of a cleaned text.

mod headings;
mod leads;
mod levels;
mod lines;

use crate::text::{Clean, Hint, HintKind, Span, Text};

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
///
/// Where the format names headings, these are taken; else the lines are judged.
pub fn outline(text: &Text<Clean>, hints: &[Hint<Clean>]) -> Outline {
    let lines = lines::lines(text, hints);
    let named = named_headings(text, hints);
    let (title, headings) = if named.is_empty() { headings::judge(&lines) } else { titled(named) };
    let leads = leads::find(&lines, &headings);
    Outline { title, headings, leads }
}

/// The headings that the format names, their markup left out.
fn named_headings(text: &Text<Clean>, hints: &[Hint<Clean>]) -> Vec<Heading> {
    let heading = |hint: &Hint<Clean>| {
        let HintKind::Heading(level) = hint.kind else { return None };
        let line = text.get(hint.span);
        let body = line.trim();
        let start = hint.span.start.index() + (line.len() - line.trim_start().len());
        (!body.is_empty()).then(|| Heading {
            level,
            span: Span::new(start, start + body.len()),
            text: body.to_owned(),
        })
    };
    hints.iter().filter_map(heading).collect()
}

/// Takes a single highest heading at the head of the list as the title, and closes gaps of level.
fn titled(mut headings: Vec<Heading>) -> (Option<Heading>, Vec<Heading>) {
    let highest = headings.iter().map(|heading| heading.level).min().unwrap_or(1);
    let n_highest = headings.iter().filter(|heading| heading.level == highest).count();
    let is_title =
        n_highest == 1 && headings.first().is_some_and(|heading| heading.level == highest);
    let title = is_title.then(|| Heading { level: 1, ..headings.remove(0) });
    let highest = headings.iter().map(|heading| heading.level).min().unwrap_or(1);
    for heading in &mut headings {
        heading.level -= highest - 1;
    }
    (title, headings)
}
