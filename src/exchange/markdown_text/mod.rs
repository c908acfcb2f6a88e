//! Text as Markdown in which no character of it is markup, and an article's blocks with the marks in them.
//!
//! `==` cannot hold one mark in another: marks that share words become one stretch of colour, and the
//! footnote of each says which words are its own.

mod block;
mod inline;

pub(super) use inline::{address_text, push_code as code_between_quotes};

use crate::exchange::article::{self, Cutter};
use crate::exchange::{Article, ExportNote};

/// An article as Markdown.
pub(super) struct Body {
    /// The blocks, apart by blank lines.
    pub(super) text: String,
    /// The notes that have footnotes, by index, in the order of the footnotes.
    pub(super) footnotes: Vec<usize>,
    /// The notes of which nothing is seen in the article, by index.
    pub(super) unplaced: Vec<usize>,
}

/// Writes an article with the marks of `notes`; footnotes count on from `n_before`.
pub(super) fn body(article: &Article, notes: &[ExportNote], n_before: usize) -> Body {
    let mut writer = Writer {
        article,
        notes,
        cutter: Cutter::new(article, notes),
        footnotes: Vec::new(),
        n_before,
    };
    let mut text = String::new();
    for group in article::groups(article) {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        if group.first().is_some_and(|block| block.is_after_rule) {
            text.push_str("---\n\n");
        }
        text.push_str(&writer.group(group));
    }
    let unplaced = (0..notes.len()).filter(|note| !writer.cutter.has_place(*note)).collect();
    Body { text, footnotes: writer.footnotes, unplaced }
}

/// Writes the blocks of one article.
struct Writer<'a> {
    article: &'a Article,
    notes: &'a [ExportNote],
    cutter: Cutter<'a>,
    footnotes: Vec<usize>,
    n_before: usize,
}

/// A text in one line in which no character is markup.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    push_escaped(&mut escaped, text);
    escaped
}

fn push_escaped(escaped: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' | '=' | '!'
            | '#' | '%' | '^' | '{' | '}' => escaped.extend(['\\', c]),
            '\n' | '\r' => escaped.push(' '),
            // Readers of Markdown show it as U+FFFD.
            '\0' => {}
            c => escaped.push(c),
        }
    }
}

/// A paragraph in which no character is markup, nor its start a list, a heading or a rule.
pub(super) fn escaped_paragraph(text: &str) -> String {
    with_plain_start(escaped(text.trim_start()))
}

/// The same text, its start no list or heading.
pub(super) fn with_plain_start(text: String) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let behind = text.get(digits..).unwrap_or_default();
    if text.starts_with(['#', '+', '-', ':']) {
        return format!("\\{text}");
    }
    let is_number = behind.starts_with(['.', ')']);
    let rest = behind.get(1..).filter(|_| is_number).unwrap_or("-");
    if digits > 0 && (rest.is_empty() || rest.starts_with([' ', '\t'])) {
        let (number, rest) = text.split_at_checked(digits).unwrap_or_default();
        return format!("{number}\\{rest}");
    }
    text
}

/// The lines of what a reader wrote, whatever ends them.
pub(super) fn text_lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| {
        let line = line.strip_suffix('\r').unwrap_or(line);
        line.split('\r')
    })
}

/// A tag as readers of Markdown know it: white space would end it.
pub(crate) fn hashtag(path: &str) -> String {
    let mut tag = String::from("#");
    let mut before = '/';
    let mut signs = path.chars().map(|c| if c.is_whitespace() || c.is_control() { '_' } else { c });
    let mut next = signs.next();
    while let Some(c) = next {
        next = signs.next();
        let is_inside = before.is_alphanumeric() && next.is_some_and(char::is_alphanumeric);
        // Between letters it is no markup, and a tag with a stroke before it would be another.
        if c == '_' && is_inside {
            tag.push(c);
        } else {
            push_escaped(&mut tag, c.encode_utf8(&mut [0; 4]));
        }
        before = c;
    }
    tag
}

/// Several tags.
pub(super) fn hashtags(note: &ExportNote) -> String {
    note.tags.iter().map(|tag| hashtag(tag)).collect::<Vec<_>>().join(" ")
}
