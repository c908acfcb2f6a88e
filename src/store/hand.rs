//! The types of version 1 for what a reader ruled by hand. Frozen as `v1` is.
//!
//! A kind is a word, so that a file with one that is not known here is read all the same.

use serde::{Deserialize, Serialize};

use crate::clean::{Meta, Ruling, RulingKind};
use crate::store::v1::span;

/// A ruling as a person reads it: what, of which words, where.
#[derive(Serialize, Deserialize, Clone)]
pub(super) struct RulingEntry {
    /// `noise`, `article`, `text`, `heading`, `no-heading` or `title`.
    kind: String,
    /// Of a heading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    /// What is to stand there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// The words of the file.
    quote: String,
    /// What was seen of them, where that is something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seen: Option<String>,
    /// The line it was seen in, where that is more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    line: Option<String>,
    start: u32,
    end: u32,
}

impl RulingEntry {
    pub(super) fn new(ruling: &Ruling) -> Self {
        let (kind, level, text) = words_of(&ruling.kind);
        Self {
            kind: kind.to_owned(),
            level,
            text: text.map(str::to_owned),
            quote: ruling.quote.clone(),
            seen: (ruling.seen != ruling.quote).then(|| ruling.seen.clone()),
            line: (ruling.line != ruling.seen).then(|| ruling.line.clone()),
            start: ruling.span.start.offset,
            end: ruling.span.end.offset,
        }
    }

    /// The ruling, unless its kind is not known or its place ends before it starts.
    pub(super) fn ruling(&self) -> Option<Ruling> {
        let seen = self.seen.clone().unwrap_or_else(|| self.quote.clone());
        Some(Ruling {
            span: span(self.start, self.end)?,
            kind: kind_of(&self.kind, self.level, self.text.as_deref())?,
            quote: self.quote.clone(),
            line: self.line.clone().unwrap_or_else(|| seen.clone()),
            seen,
        })
    }
}

/// A kind as files say it: its word, a heading's level, a correction's text.
pub(super) fn words_of(kind: &RulingKind) -> (&'static str, Option<u8>, Option<&str>) {
    let (level, text) = match kind {
        RulingKind::Text(text) => (None, Some(text.as_str())),
        RulingKind::Heading(level) => (Some(*level), None),
        _ => (None, None),
    };
    (kind.id(), level, text)
}

/// The kind that a file says.
pub(super) fn kind_of(word: &str, level: Option<u8>, text: Option<&str>) -> Option<RulingKind> {
    Some(match word {
        "noise" => RulingKind::Noise,
        "article" => RulingKind::Article,
        "text" => RulingKind::Text(text?.to_owned()),
        "heading" => RulingKind::Heading(level.unwrap_or(1).clamp(1, 6)),
        "no-heading" => RulingKind::NoHeading,
        "title" => RulingKind::Title,
        _ => return None,
    })
}

/// Where the text comes from, as the reader says; what is not there is as the file says.
#[derive(Serialize, Deserialize, Clone, Default, PartialEq, Eq)]
#[serde(default)]
pub(super) struct MetaEntry {
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

impl MetaEntry {
    pub(super) fn new(meta: &Meta) -> Self {
        let Meta { author, source, date, url } = meta.clone();
        Self { author, source, date, url }
    }

    pub(super) fn meta(&self) -> Meta {
        let Self { author, source, date, url } = self.clone();
        Meta { author, source, date, url }
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
