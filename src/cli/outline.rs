//! `danhuang outline`: the headings of a document.

use std::path::PathBuf;

use clap::Args;

use crate::clean::CleanOptions;
use crate::cli::document::{self, AnswerFormat};
use crate::cli::output::Output;
use crate::cli::{Common, Failure, json};
use crate::document::Document;

#[derive(Debug, Args)]
#[command(after_help = "Example: danhuang outline article.txt --format json")]
pub(crate) struct OutlineArguments {
    /// The document; - reads standard input
    file: PathBuf,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t)]
    format: AnswerFormat,
}

pub(crate) fn run(
    arguments: &OutlineArguments,
    common: &Common,
    output: &Output,
) -> Result<(), Failure> {
    let document = document::read(&arguments.file, common, &CleanOptions::default(), output)?;
    match arguments.format {
        AnswerFormat::Text => output.text(&indented(&document)),
        AnswerFormat::Json => {
            let title = document.outline.title.as_ref().map(|title| title.text.clone());
            let headings = json::heading_tree(&document, &json::Counter::new(&document));
            output.text(&json::to_text(&json::OutlineAnswer { title, headings })?)
        }
    }
}

/// The title and the headings, indented by level.
pub(crate) fn indented(document: &Document) -> String {
    let title = document.outline.title.iter().map(|title| format!("{}\n", title.text));
    let headings = document.outline.headings.iter().map(|heading| {
        format!("{}{}\n", "  ".repeat(usize::from(heading.level) - 1), heading.text)
    });
    title.chain(headings).collect()
}
