//! `danhuang formats`: what can be read and written.

use clap::Args;
use serde::Serialize;

use crate::cli::document::AnswerFormat;
use crate::cli::output::Output;
use crate::cli::{Failure, json};
use crate::exchange::Holds;
use crate::{exchange, import};

#[derive(Debug, Args)]
#[command(after_help = "Example: danhuang formats --format json")]
pub(crate) struct FormatsArguments {
    /// How the answer is written
    #[arg(long, value_enum, default_value_t)]
    format: AnswerFormat,
}

#[derive(Serialize)]
struct DocumentFormat {
    id: &'static str,
    name: &'static str,
    extensions: &'static [&'static str],
}

#[derive(Serialize)]
struct NotesFormat {
    id: &'static str,
    name: &'static str,
    extension: &'static str,
    writes: bool,
    reads: bool,
    holds: &'static str,
}

#[derive(Serialize)]
struct FormatsAnswer {
    documents: Vec<DocumentFormat>,
    notes: Vec<NotesFormat>,
}

pub(crate) fn run(arguments: &FormatsArguments, output: &Output) -> Result<(), Failure> {
    let language = output.language;
    let documents = import::FORMATS.iter().map(|info| DocumentFormat {
        id: info.id,
        name: info.name.get(language),
        extensions: info.extensions,
    });
    let notes = exchange::FORMATS.iter().map(|format| NotesFormat {
        id: format.id,
        name: format.name.get(language),
        extension: format.extension,
        writes: true,
        reads: format.reads,
        holds: holds(format.holds),
    });
    let answer = FormatsAnswer { documents: documents.collect(), notes: notes.collect() };
    if arguments.format == AnswerFormat::Json {
        return output.text(&json::to_text(&answer)?);
    }
    let documents = answer.documents.iter().map(|format| {
        format!("<- {}  {}  .{}\n", format.id, format.name, format.extensions.join(" ."))
    });
    let notes = answer
        .notes
        .iter()
        .map(|format| format!("-> {}  {}  .{}\n", format.id, format.name, format.extension));
    output.text(&documents.chain(notes).collect::<String>())
}

/// What a format is about, for programs.
const fn holds(holds: Holds) -> &'static str {
    match holds {
        Holds::Marked => "marked",
        Holds::Notes => "notes",
        Holds::Article => "article",
        Holds::Tags => "tags",
    }
}
