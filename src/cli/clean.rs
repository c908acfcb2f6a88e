//! `danhuang clean`: the cleaned article.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::app::{self, ExportSource, Shared, texts};
use crate::clean::CleanOptions;
use crate::cli::document::{self, ScriptArgument};
use crate::cli::output::Output;
use crate::cli::{Common, Failure, json, values};
use crate::document::Document;
use crate::exchange::{self, Request};
use crate::notebook::Codebook;

#[derive(Debug, Args)]
#[command(
    after_help = "Example: danhuang clean article.txt --script traditional -o article.clean.txt"
)]
pub(crate) struct CleanArguments {
    /// The document; - reads standard input
    file: PathBuf,
    /// What is written
    #[arg(long, value_enum, default_value_t)]
    format: CleanFormat,
    /// The script of the text
    #[arg(long, value_enum, default_value_t)]
    script: ScriptArgument,
    /// Rules to switch on or off, as in -punctuation,+gloss
    #[arg(long, value_name = "+ID,-ID", value_delimiter = ',', allow_hyphen_values = true, value_parser = values::switch)]
    rules: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum CleanFormat {
    /// The text, one paragraph a line
    #[default]
    Text,
    /// Markdown with its headings
    Markdown,
    /// One web page
    Html,
    /// A document for Word
    Docx,
    /// The text with every edit
    Json,
    /// The text as it was before cleaning
    Source,
}

pub(crate) fn run(
    arguments: &CleanArguments,
    common: &Common,
    output: &Output,
) -> Result<(), Failure> {
    let options = CleanOptions {
        script: arguments.script.into(),
        rules_off: rules_off(&arguments.rules),
        ..CleanOptions::default()
    };
    let document = document::read(&arguments.file, common, &options, output)?;
    match arguments.format {
        CleanFormat::Text => output.text(document.cleaned.text.as_str()),
        CleanFormat::Markdown => output.write(&article("article-markdown", &document, output)?),
        CleanFormat::Html => output.write(&article("article-html", &document, output)?),
        CleanFormat::Docx => output.write(&article("article-docx", &document, output)?),
        CleanFormat::Source => output.write(document.imported.text.as_str().as_bytes()),
        CleanFormat::Json => {
            let warnings = document::warnings(&document, &arguments.file.display().to_string());
            output.text(&json::to_text(&json::CleanAnswer::new(
                &document,
                &warnings,
                output.language,
            ))?)
        }
    }
}

/// The rules that are switched off at last.
fn rules_off(switches: &[String]) -> Vec<String> {
    let mut off = Vec::new();
    for switch in switches.iter().map(|switch| switch.trim()).filter(|switch| !switch.is_empty()) {
        let (is_on, id) = match switch.strip_prefix('-') {
            Some(id) => (false, id),
            None => (true, switch.strip_prefix('+').unwrap_or(switch)),
        };
        off.retain(|other| other != id);
        if !is_on {
            off.push(id.to_owned());
        }
    }
    off
}

/// The article as the export with this id has it.
fn article(id: &str, document: &Document, output: &Output) -> Result<Vec<u8>, Failure> {
    let format = exchange::format(id).ok_or_else(|| Failure(texts::NO_SUCH_FORMAT.into()))?;
    let source = ExportSource {
        document: document.clone(),
        notebook: Shared::default(),
        places: Shared::default(),
    };
    let request = Request { language: output.language, ..Request::default() };
    let written = app::written(format, &[source], &Codebook::default(), &request)?;
    Ok(written.bytes)
}
