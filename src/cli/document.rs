//! The document that a command is about.

use std::path::Path;

use crate::app::texts::errors;
use crate::clean::{CleanOptions, ScriptChoice};
use crate::cli::output::Output;
use crate::cli::{Common, Failure};
use crate::document::{Document, content_hash};
use crate::host::library::Library;
use crate::host::{child, input};
use crate::import::ImportError;
use clap::ValueEnum;

/// How an answer is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnswerFormat {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// A script on the command line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScriptArgument {
    /// Simplified, if the document is in Traditional characters
    #[default]
    Simplified,
    /// Proper Traditional
    Traditional,
    /// As the file has it
    Keep,
}

impl From<ScriptArgument> for ScriptChoice {
    fn from(script: ScriptArgument) -> Self {
        match script {
            ScriptArgument::Simplified => Self::Simplified,
            ScriptArgument::Traditional => Self::Traditional,
            ScriptArgument::Keep => Self::Keep,
        }
    }
}

/// The name of standard input on the command line.
const STDIN: &str = "-";

/// The rule by which rulings hold; switched off, a text is cleaned as if nobody had read it.
const HAND: &str = "hand";

/// Reads and cleans a file; what is odd about it is said on standard error.
///
/// What the reader ruled of it by hand holds here as in the window, unless the rule for that is off. Script
/// and rules are a view that each command chooses by its own flags.
pub(crate) fn read(
    file: &Path,
    common: &Common,
    options: &CleanOptions,
    output: &Output,
) -> Result<Document, Failure> {
    let shown = file.display().to_string();
    let bytes = if file.as_os_str() == STDIN { input::read_stdin() } else { input::read(file) };
    let bytes = bytes.map_err(|error| error.phrase(&shown))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let document = ruled(file, &name, bytes, common, options)
        .map_err(|error| errors::import_error(&error, &shown))?;
    for phrase in warnings(&document, &shown) {
        output.warn(&phrase);
    }
    Ok(document)
}

/// A library that cannot be found or read keeps no text from being cleaned.
fn ruled(
    file: &Path,
    name: &str,
    bytes: Vec<u8>,
    common: &Common,
    options: &CleanOptions,
) -> Result<Document, ImportError> {
    let encoding = common.encoding.as_deref();
    let is_pure = options.rules_off.iter().any(|id| id == HAND);
    let path = (file.as_os_str() != STDIN).then_some(file);
    let Some(library) = Library::open(common.library.clone()).ok().filter(|_| !is_pure) else {
        let content = content_hash(&bytes);
        let imported = child::import(name, bytes, encoding)?;
        return Ok(Document::of(name, content, imported, options));
    };
    let choose = |known: Option<CleanOptions>| match known {
        Some(CleanOptions { kept, accepted, by_hand, .. }) => {
            CleanOptions { kept, accepted, by_hand, ..options.clone() }
        }
        None => options.clone(),
    };
    Ok(library.document(name, bytes.into(), encoding, path, choose, &|_| ())?.0)
}

/// What is odd about a document, in words.
pub(crate) fn warnings(document: &Document, shown: &str) -> Vec<crate::text::Phrase> {
    let imported = &document.imported;
    let mut phrases: Vec<_> =
        imported.warnings.iter().map(|warning| errors::warning(warning, shown)).collect();
    if document.cleaned.text.is_empty() && imported.warnings.is_empty() {
        phrases.push(errors::only_furniture(shown));
    }
    phrases
}
