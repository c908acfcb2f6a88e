//! Row 1: finds the title, the headings with their levels, and the run-in leads of a cleaned text.

mod counted;
mod headings;
mod leads;
mod levels;
mod lines;
mod parts;
mod series;

use crate::outline::lines::Line;
use crate::text::lines::lines_with_text;
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

/// What the reader says that a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineIs {
    /// The title.
    Title,
    /// A heading of this level, 1 the highest.
    Heading(u8),
    /// Neither.
    Plain,
}

/// A line, by a stretch of it, and what the reader says that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuledLine {
    /// Any part of the line.
    pub span: Span<Clean>,
    /// What it is.
    pub is: LineIs,
}

/// Finds the outline of a cleaned text; `hints` are the format's, carried over.
///
/// Where the format names headings, these are taken; else, or where it names but the title, the lines are judged.
pub fn outline(text: &Text<Clean>, hints: &[Hint<Clean>]) -> Outline {
    ruled_outline(text, hints, &[])
}

/// The same where the reader ruled on some lines: these are what was said, the others are judged
/// without them.
pub fn ruled_outline(text: &Text<Clean>, hints: &[Hint<Clean>], ruled: &[RuledLine]) -> Outline {
    let mut lines = lines::lines(text, hints);
    parts::mark(&mut lines);
    lines::rule(&mut lines, ruled);
    let named = named_headings(text, hints);
    let (title, headings) = titled(named, &lines);
    // A format that names the title alone says nothing of the headings.
    let (title, headings) = if headings.is_empty() {
        let (judged_title, headings) = headings::judge(&lines, title.as_ref());
        (title.or(judged_title), headings)
    } else {
        (title, headings)
    };
    let (title, headings) = with_ruled(title, headings, &lines);
    let leads = leads::find(&lines, &headings);
    Outline { title, headings, leads }
}

/// Whether the format calls a line a heading, and another behind it one that is as high: both head sections.
pub fn is_one_of_several(text: &Text<Clean>, hints: &[Hint<Clean>], line: Span<Clean>) -> bool {
    let headings = named_headings(text, hints);
    let level = headings.iter().find(|heading| heading.span.overlaps(line)).map(|it| it.level);
    level.is_some_and(|level| {
        headings.iter().any(|other| other.span.start >= line.end && other.level <= level)
    })
}

/// Whether what a file calls itself holds these words, whatever marks and spaces stand between.
pub fn is_in_name(name: &str, words: &str) -> bool {
    let bare = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let words = bare(words);
    !words.is_empty() && bare(name).contains(&words)
}

/// What is ruled of lines, with the line as the title that shows what a file calls itself, where no other is.
pub fn with_title_of_name<'a>(
    mut ruled: Vec<RuledLine>,
    text: &Text<Clean>,
    mut names: impl Iterator<Item = &'a str>,
) -> Vec<RuledLine> {
    if ruled.iter().any(|line| line.is == LineIs::Title) {
        return ruled;
    }
    let stated = names.find_map(|name| line_of_name(text, name));
    let is_free = |span: &Span<Clean>| ruled.iter().all(|line| !line.span.overlaps(*span));
    if let Some(span) = stated.filter(is_free) {
        ruled.push(RuledLine { span, is: LineIs::Title });
    }
    ruled
}

/// The line at the head of a text that shows what a file calls itself; at the end of that the name of a site may
/// stand, behind a stroke.
fn line_of_name(text: &Text<Clean>, name: &str) -> Option<Span<Clean>> {
    /// Among how many lines it is sought.
    const MOST_LINES: usize = 12;
    /// Fewest characters of a line behind which something else may stand in the name.
    const LEAST_CHARS: usize = 4;
    const STROKES: [char; 11] = ['-', '_', '|', '–', '—', '｜', '·', '»', '/', '丨', ':'];

    let bare = |text: &str| text.split_whitespace().collect::<String>().to_lowercase();
    let name = bare(name);
    let mut lines = lines_with_text(text.as_str()).take(MOST_LINES);
    let (range, line) = lines.find(|(_, line)| {
        let line = bare(line);
        let is_long = line.chars().count() >= LEAST_CHARS;
        name.strip_prefix(&line)
            .is_some_and(|rest| rest.is_empty() || is_long && rest.starts_with(STROKES))
    })?;
    let at = range.start;
    let start = at + text.as_str().get(range)?.find(line)?;
    Some(Span::new(start, start + line.len()))
}

/// Puts in what the reader said is the title and a heading.
fn with_ruled(
    title: Option<Heading>,
    mut headings: Vec<Heading>,
    lines: &[Line<'_>],
) -> (Option<Heading>, Vec<Heading>) {
    let heading =
        |line: &Line<'_>, level| Heading { level, span: line.span, text: line.text.to_owned() };
    let ruled_title = lines.iter().find(|line| line.ruled == Some(LineIs::Title));
    headings.extend(lines.iter().filter_map(|line| match line.ruled {
        Some(LineIs::Heading(level)) => Some(heading(line, level)),
        _ => None,
    }));
    headings.sort_by_key(|heading| heading.span);
    (ruled_title.map(|line| heading(line, 1)).or(title), headings)
}

/// Whether the reader says what the line of a heading is.
fn is_ruled(heading: &Heading, lines: &[Line<'_>]) -> bool {
    let at = lines.partition_point(|line| line.span.end <= heading.span.start);
    lines.get(at).is_some_and(|line| line.ruled.is_some() && line.span.overlaps(heading.span))
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

/// Takes a single highest heading at the head of the list as the title, unless the reader named another,
/// and closes gaps of level.
fn titled(mut headings: Vec<Heading>, lines: &[Line<'_>]) -> (Option<Heading>, Vec<Heading>) {
    let highest = headings.iter().map(|heading| heading.level).min().unwrap_or(1);
    let n_highest = headings.iter().filter(|heading| heading.level == highest).count();
    let has_title = lines.iter().any(|line| line.ruled == Some(LineIs::Title));
    let is_title = !has_title
        && n_highest == 1
        && headings.first().is_some_and(|heading| heading.level == highest);
    let title = is_title.then(|| Heading { level: 1, ..headings.remove(0) });
    headings.retain(|heading| !is_ruled(heading, lines));
    let highest = headings.iter().map(|heading| heading.level).min().unwrap_or(1);
    for heading in &mut headings {
        heading.level -= highest - 1;
    }
    (title.filter(|title| !is_ruled(title, lines)), headings)
}
