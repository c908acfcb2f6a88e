//! `danhuang annotate`: highlights a passage.

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use crate::app::Ids;
use crate::cli::desk::Desk;
use crate::cli::output::Output;
use crate::cli::{Common, Failure, values};
use crate::host::clock;
use crate::notebook::{AnnotationId, Change, Diff, HighlightColor};
use crate::placing;
use crate::text::fold::Folded;
use crate::text::{Clean, Phrase, Span};

#[derive(Debug, Args)]
#[command(
    after_help = "Example: danhuang annotate article.txt --quote 复工复产 --occurrence 2 --tag 政策/复工 --note 口径？"
)]
pub(crate) struct AnnotateArguments {
    /// The document
    file: PathBuf,
    /// The passage, as it reads cleaned or as it stands in the file
    #[arg(long, allow_hyphen_values = true, value_parser = NonEmptyStringValueParser::new())]
    quote: String,
    /// Which of several, counted from 1
    #[arg(long, value_name = "N", value_parser = values::ordinal)]
    occurrence: Option<usize>,
    /// A tag by its path; may be given more than once
    #[arg(long = "tag", value_name = "PATH")]
    tags: Vec<String>,
    /// What to write about it
    #[arg(long, allow_hyphen_values = true)]
    note: Option<String>,
    /// amber, azure, cinnabar, jade, wisteria, peach, olive or slate
    #[arg(long, value_parser = values::color)]
    color: Option<HighlightColor>,
}

pub(crate) fn run(
    arguments: &AnnotateArguments,
    common: &Common,
    output: &Output,
) -> Result<(), Failure> {
    let mut desk = Desk::open_to_add(&arguments.file, common, output)?;
    let found = find(&desk, &arguments.quote);
    let span = one(&found, &arguments.quote, arguments.occurrence, &arguments.file)?;
    let mut ids = Ids::new(clock::random_ulid());
    let mut annotation =
        placing::annotation_on(&desk.document, span, AnnotationId(ids.take()), clock::now());
    let mut changes = Vec::new();
    for path in &arguments.tags {
        let (tag, made) = desk.tag(path, || ids.take())?;
        changes.extend(made);
        annotation.tags.insert(tag);
    }
    annotation.color =
        arguments.color.or_else(|| arguments.tags.is_empty().then(HighlightColor::default));
    annotation.note = arguments.note.clone().unwrap_or_default();
    let id = annotation.id.clone();
    changes.push(Change::Annotation(Diff { before: None, after: Some(annotation) }));
    desk.commit(&changes, output)?;
    output.text(&id.0)
}

/// Where the passage stands: word for word in the cleaned text, then in the source, then in the
/// cleaned text without regard to width, script and spaces.
pub(crate) fn find(desk: &Desk, quote: &str) -> Vec<Span<Clean>> {
    let document = &desk.document;
    if quote.is_empty() {
        return Vec::new();
    }
    let exact: Vec<_> = hits(document.cleaned.text.as_str(), quote)
        .map(|(start, end)| Span::new(start, end))
        .collect();
    if !exact.is_empty() {
        return exact;
    }
    let source = hits(document.imported.text.as_str(), quote);
    let in_source: Vec<_> = source
        .map(|(start, end)| document.clean_from_source(Span::new(start, end)))
        .filter(|span| !span.is_empty())
        .collect();
    if !in_source.is_empty() {
        return in_source;
    }
    Folded::new(document.cleaned.text.as_str()).find(Folded::new(quote).as_str())
}

/// Where the words stand word for word, in bytes.
pub(crate) fn hits<'a>(text: &'a str, quote: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
    text.match_indices(quote).map(|(at, hit)| (at, at + hit.len()))
}

/// The one passage that is meant.
pub(crate) fn one<T>(
    found: &[Span<T>],
    quote: &str,
    occurrence: Option<usize>,
    file: &Path,
) -> Result<Span<T>, Failure> {
    let file = file.display();
    let wanted = occurrence.unwrap_or(1);
    if found.is_empty() {
        return Err(Failure(Phrase::new(
            format!("文中没有“{quote}”（0 处）：{file}"),
            format!("“{quote}” does not stand in the text (0 places): {file}"),
        )));
    }
    if found.len() > 1 && occurrence.is_none() {
        return Err(Failure(Phrase::new(
            format!("“{quote}”有 {} 处，请用 --occurrence 指明第几处：{file}", found.len()),
            format!(
                "“{quote}” stands in {} places; say which with --occurrence: {file}",
                found.len()
            ),
        )));
    }
    let span = wanted.checked_sub(1).and_then(|index| found.get(index)).copied();
    span.ok_or_else(|| {
        Failure(Phrase::new(
            format!("“{quote}”只有 {} 处，没有第 {wanted} 处：{file}", found.len()),
            format!(
                "“{quote}” stands in {} places only, there is no number {wanted}: {file}",
                found.len()
            ),
        ))
    })
}
