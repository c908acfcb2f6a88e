//! `danhuang notes`: the annotations of a document.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::app::set_of;
use crate::cli::desk::Desk;
use crate::cli::document::AnswerFormat;
use crate::cli::output::Output;
use crate::cli::{Common, Failure, json};
use crate::exchange::ExportNote;

#[derive(Debug, Args)]
#[command(after_help = "Example: danhuang notes article.txt --format json")]
pub(crate) struct NotesArguments {
    /// The document
    file: PathBuf,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t)]
    format: AnswerFormat,
}

#[derive(Serialize)]
struct DocumentAnswer<'a> {
    id: Option<&'a str>,
    title: &'a str,
    path: String,
}

#[derive(Serialize)]
struct NoteAnswer<'a> {
    id: &'a str,
    quote: &'a str,
    source_quote: &'a str,
    prefix: &'a str,
    suffix: &'a str,
    clean: Option<[u32; 2]>,
    source: Option<[u32; 2]>,
    state: &'a str,
    heading: &'a [String],
    color: &'a str,
    tags: &'a [String],
    note: &'a str,
    created: &'a str,
    modified: &'a str,
}

#[derive(Serialize)]
struct NotesAnswer<'a> {
    document: DocumentAnswer<'a>,
    annotations: Vec<NoteAnswer<'a>>,
}

pub(crate) fn run(
    arguments: &NotesArguments,
    common: &Common,
    output: &Output,
) -> Result<(), Failure> {
    let desk = Desk::open(&arguments.file, common, output)?;
    let set = set_of(&desk.document, &desk.notebook, &desk.codebook, &desk.places);
    if arguments.format == AnswerFormat::Text {
        return output.text(&set.notes.iter().map(listed).collect::<String>());
    }
    let document = DocumentAnswer {
        id: desk.id.as_deref(),
        title: &set.title,
        path: std::path::absolute(&desk.path).unwrap_or(desk.path.clone()).display().to_string(),
    };
    let annotations = set.notes.iter().map(NoteAnswer::from).collect();
    output.text(&json::to_text(&NotesAnswer { document, annotations })?)
}

impl<'a> From<&'a ExportNote> for NoteAnswer<'a> {
    fn from(note: &'a ExportNote) -> Self {
        Self {
            id: &note.id,
            quote: &note.quote,
            source_quote: &note.source_quote,
            prefix: &note.prefix,
            suffix: &note.suffix,
            clean: note.clean.map(|place| place.chars),
            source: note.source.map(|place| place.chars),
            state: note.state,
            heading: &note.heading,
            color: note.color.id(),
            tags: &note.tags,
            note: &note.note,
            created: &note.created,
            modified: &note.modified,
        }
    }
}

/// An annotation for people.
fn listed(note: &ExportNote) -> String {
    let tags: String = note.tags.iter().map(|tag| format!(" #{tag}")).collect();
    let state = if note.state == "placed" { String::new() } else { format!(" [{}]", note.state) };
    let lines: String = note.note.lines().map(|line| format!("    {line}\n")).collect();
    format!("{}  “{}”{tags}{state}\n{lines}", note.id, note.quote.replace('\n', " "))
}
