//! The shapes of answers for programs: keys in a fixed order, offsets in code points, end exclusive.

use serde::Serialize;

use crate::clean::{Applied, Cleaned};
use crate::cli::Failure;
use crate::document::Document;
use crate::outline::Heading;
use crate::text::{Clean, CodePoints, Edit, Language, Phrase, Source, Span};

/// Two places, in code points.
pub(crate) type Places = [u32; 2];

/// Counts places of a document's two texts.
pub(crate) struct Counter<'a> {
    pub(crate) source: CodePoints<'a>,
    pub(crate) clean: CodePoints<'a>,
}

impl<'a> Counter<'a> {
    pub(crate) fn new(document: &'a Document) -> Self {
        Self {
            source: CodePoints::new(document.imported.text.as_str()),
            clean: CodePoints::new(document.cleaned.text.as_str()),
        }
    }

    pub(crate) fn source(&self, span: Span<Source>) -> Places {
        [self.source.at(span.start.index()), self.source.at(span.end.index())]
    }

    pub(crate) fn clean(&self, span: Span<Clean>) -> Places {
        [self.clean.at(span.start.index()), self.clean.at(span.end.index())]
    }
}

/// A heading.
#[derive(Serialize)]
pub(crate) struct HeadingAnswer {
    level: u8,
    text: String,
    clean: Places,
    source: Places,
    #[serde(skip_serializing_if = "Option::is_none")]
    children: Option<Vec<Self>>,
}

impl HeadingAnswer {
    fn new(heading: &Heading, document: &Document, counter: &Counter<'_>) -> Self {
        Self {
            level: heading.level,
            text: heading.text.clone(),
            clean: counter.clean(heading.span),
            source: counter.source(document.source_from_clean(heading.span)),
            children: None,
        }
    }
}

/// The headings in order.
pub(crate) fn headings(document: &Document, counter: &Counter<'_>) -> Vec<HeadingAnswer> {
    document
        .outline
        .headings
        .iter()
        .map(|heading| HeadingAnswer::new(heading, document, counter))
        .collect()
}

/// The headings as a tree.
pub(crate) fn heading_tree(document: &Document, counter: &Counter<'_>) -> Vec<HeadingAnswer> {
    let mut flat = headings(document, counter).into_iter().peekable();
    siblings(&mut flat, 0)
}

fn siblings(
    flat: &mut std::iter::Peekable<impl Iterator<Item = HeadingAnswer>>,
    above: u8,
) -> Vec<HeadingAnswer> {
    let mut found = Vec::new();
    while let Some(mut heading) = flat.next_if(|heading| heading.level > above) {
        heading.children = Some(siblings(flat, heading.level));
        found.push(heading);
    }
    found
}

/// What `outline` answers.
#[derive(Serialize)]
pub(crate) struct OutlineAnswer {
    pub(crate) title: Option<String>,
    pub(crate) headings: Vec<HeadingAnswer>,
}

/// What the source lines say.
#[derive(Serialize)]
struct MetaAnswer {
    author: Option<String>,
    source: Option<String>,
    date: Option<String>,
    url: Option<String>,
}

/// One edit.
#[derive(Serialize)]
struct EditAnswer<'a> {
    rules: Vec<&'static str>,
    source: Places,
    clean: Places,
    before: &'a str,
    after: &'a str,
}

/// What `clean` answers.
#[derive(Serialize)]
pub(crate) struct CleanAnswer<'a> {
    format: &'static str,
    encoding: &'static str,
    title: Option<&'a str>,
    script: &'static str,
    text: &'a str,
    headings: Vec<HeadingAnswer>,
    run_in_leads: Vec<&'a str>,
    meta: MetaAnswer,
    edits: Vec<EditAnswer<'a>>,
    suggestions: Vec<EditAnswer<'a>>,
    warnings: Vec<String>,
    source_length: u32,
}

impl<'a> CleanAnswer<'a> {
    pub(crate) fn new(document: &'a Document, warnings: &[Phrase], language: Language) -> Self {
        let counter = Counter::new(document);
        let (cleaned, source) = (&document.cleaned, &document.imported.text);
        let meta = &cleaned.meta;
        Self {
            format: document.imported.format.info().id,
            encoding: document.imported.encoding,
            title: document.outline.title.as_ref().map(|title| title.text.as_str()),
            script: cleaned.script.id(),
            text: cleaned.text.as_str(),
            headings: headings(document, &counter),
            run_in_leads: document.outline.leads.iter().map(|lead| lead.text.as_str()).collect(),
            meta: MetaAnswer {
                author: meta.author.clone(),
                source: meta.source.clone(),
                date: meta.date.clone(),
                url: meta.url.clone(),
            },
            edits: edits(document, &counter),
            suggestions: suggestions(document, &counter),
            warnings: warnings.iter().map(|phrase| phrase.get(language).to_owned()).collect(),
            source_length: counter.source.at(source.len()),
        }
    }
}

/// The composed edits, each with the rules that had a part in it.
fn edits<'a>(document: &'a Document, counter: &Counter<'_>) -> Vec<EditAnswer<'a>> {
    let cleaned = &document.cleaned;
    let mut log: Vec<Applied> = cleaned.log.iter().collect();
    log.sort_by_key(|applied| applied.from);
    let mut log = log.into_iter().peekable();
    let mut answers = Vec::with_capacity(cleaned.map.edits().len());
    // Applications that reach over more than one edit stay until they end.
    let mut open: Vec<Applied> = Vec::new();
    for edit in cleaned.map.edits() {
        while let Some(applied) = log.next_if(|applied| applied.from.start <= edit.from.end) {
            open.push(applied);
        }
        open.retain(|applied| applied.from.end >= edit.from.start);
        answers.push(answer(document, counter, edit, &rules_of(&open, edit)));
    }
    answers
}

/// The rules whose applications share a byte with the edit, in the order of the rules.
fn rules_of(open: &[Applied], edit: &Edit<Source, Clean>) -> Vec<&'static str> {
    let meets = |from: Span<Source>| {
        from.overlaps(edit.from) || (from.is_empty() && edit.from.is_empty() && from == edit.from)
    };
    let mut indices: Vec<_> =
        open.iter().filter(|applied| meets(applied.from)).map(|applied| applied.rule).collect();
    if indices.is_empty() {
        // An insertion that a later rule changed lies at an edge.
        indices = open
            .iter()
            .filter(|applied| {
                applied.from.end == edit.from.start || applied.from.start == edit.from.end
            })
            .map(|applied| applied.rule)
            .collect();
    }
    indices.sort_unstable();
    indices.dedup();
    indices.into_iter().map(|index| index.rule().id).collect()
}

fn answer<'a>(
    document: &'a Document,
    counter: &Counter<'_>,
    edit: &Edit<Source, Clean>,
    rules: &[&'static str],
) -> EditAnswer<'a> {
    let (before, after) =
        (document.imported.text.get(edit.from), document.cleaned.text.get(edit.to));
    let (head, tail) = common(before, after);
    let cut = |span: (usize, usize)| (span.0 + head, span.1 - tail);
    let (from, to) = (edit.from.range(), edit.to.range());
    let (from, to) = (cut((from.start, from.end)), cut((to.start, to.end)));
    EditAnswer {
        rules: rules.to_vec(),
        source: counter.source(Span::new(from.0, from.1)),
        clean: counter.clean(Span::new(to.0, to.1)),
        before: before.get(head..before.len() - tail).unwrap_or_default(),
        after: after.get(head..after.len() - tail).unwrap_or_default(),
    }
}

/// How many bytes of whole characters two texts share at their start and, beside these, at their end.
fn common(a: &str, b: &str) -> (usize, usize) {
    let same = |(a, b): &(char, char)| a == b;
    let head: usize = a.chars().zip(b.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (a, b) = (a.get(head..).unwrap_or_default(), b.get(head..).unwrap_or_default());
    let tail =
        a.chars().rev().zip(b.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    (head, tail)
}

fn suggestions<'a>(document: &'a Document, counter: &Counter<'_>) -> Vec<EditAnswer<'a>> {
    let cleaned: &Cleaned = &document.cleaned;
    let suggestion = |applied: &Applied| EditAnswer {
        rules: vec![applied.rule.rule().id],
        source: counter.source(applied.from),
        clean: counter.clean(cleaned.map.forward(applied.from)),
        before: document.imported.text.get(applied.from),
        after: "",
    };
    cleaned.suggestions.iter().map(suggestion).collect()
}

/// An answer as text.
pub(crate) fn to_text(answer: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string_pretty(answer).map_err(|error| {
        Failure(Phrase::new(
            format!("无法写成 JSON：{error}"),
            format!("it cannot be written as JSON: {error}"),
        ))
    })
}
