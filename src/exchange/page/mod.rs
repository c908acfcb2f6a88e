//! Pages that need nothing else: they ask for nothing, run nothing, and hold no markup but their own.

mod article;
mod list;

pub(super) use article::ArticleWriter;

use crate::exchange::note_text;
use crate::exchange::{ExportSet, Request, words};

/// The page's style: the program's light and dark, by what the reader's system prefers.
const STYLE: &str = include_str!("../../../assets/export.css");

/// What a browser may do with the page: nothing but show it.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'";

/// A page's parts but the body.
pub(super) struct Head<'a> {
    pub(super) title: &'a str,
    /// Style beyond that of all pages.
    pub(super) style: &'a str,
    /// The class of the body.
    pub(super) class: &'a str,
}

/// A whole page around `body`.
pub(super) fn page(head: &Head<'_>, body: &str, request: &Request) -> Vec<u8> {
    let tongue = words::tongue(request.language);
    let Head { title, style, class } = head;
    let title = escaped(title);
    format!(
        "<!doctype html>\n<html lang=\"{tongue}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"generator\" content=\"danhuang\">\n\
         <title>{title}</title>\n<style>\n{STYLE}{style}</style>\n</head>\n<body class=\"{class}\">\n{body}</body>\n</html>\n"
    )
    .into_bytes()
}

/// The line that says where a document comes from.
pub(super) fn from_line(set: &ExportSet, request: &Request) -> String {
    let label = |label: crate::text::Bilingual, text: &str| {
        let (label, colon) = (label.get(request.language), words::colon(request.language));
        format!("{label}{colon}{text}")
    };
    let meta = &set.meta;
    let said =
        |name, value: &Option<String>| value.as_ref().map(|value| label(name, &escaped(value)));
    let parts = [
        said(words::AUTHOR, &meta.author),
        said(words::SOURCE, &meta.source),
        said(words::DATE, &meta.date),
        said(words::ADDRESS, &meta.url),
        Some(label(words::FROM, &escaped(&set.file_name))),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("<p class=\"from\">{}</p>\n", parts.join(" · "))
}

/// What was written about a passage.
pub(super) fn paragraphs(note: &str) -> String {
    note_text::html(note)
}

/// Tags as labels; nothing for none.
pub(super) fn tag_labels(tags: &[String]) -> String {
    let labels: String = tags.iter().map(|tag| format!("<span>{}</span>", escaped(tag))).collect();
    if labels.is_empty() { labels } else { format!("<p class=\"tags\">{labels}</p>\n") }
}

/// A text in which no character is markup, fit for attributes too.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // Readers take it for a line feed, and its number for a mistake.
            '\r' => escaped.push(' '),
            c if !crate::exchange::loss::is_writable(c) => {}
            c => escaped.push(c),
        }
    }
    escaped
}
