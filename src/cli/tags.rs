//! `danhuang tags`: the library's tags.

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use crate::app::{Ids, codebook_rows, texts};
use crate::cli::document::AnswerFormat;
use crate::cli::output::Output;
use crate::cli::{Common, Failure, json};
use crate::host::library::Library;
use crate::host::{clock, input};
use crate::import;
use crate::notebook::{Codebook, Notebook, path_order};

#[derive(Debug, Args)]
#[command(after_help = "Example: danhuang tags --format json")]
pub(crate) struct TagsArguments {
    /// How the answer is written
    #[arg(long, value_enum, default_value_t)]
    format: AnswerFormat,
    /// Takes the tags of a codebook in: CSV with a head, or RON
    #[arg(long, value_name = "FILE")]
    import: Option<PathBuf>,
    /// Only says what --import would do
    #[arg(long, requires = "import")]
    dry_run: bool,
}

#[derive(Serialize)]
struct TagAnswer {
    id: String,
    path: String,
    name: String,
    color: &'static str,
    count: usize,
    slot: Option<u8>,
}

#[derive(Serialize)]
struct TagsAnswer {
    tags: Vec<TagAnswer>,
}

pub(crate) fn run(
    arguments: &TagsArguments,
    common: &Common,
    output: &Output,
) -> Result<(), Failure> {
    let library = Library::open(common.library.clone())?;
    let (mut codebook, problems) = library.codebook()?;
    problems.iter().for_each(|problem| output.warn(problem));
    if let Some(file) = &arguments.import {
        import(file, &library, &mut codebook, arguments.dry_run, output)?;
    }
    let counts = library.tag_counts(&codebook)?;
    let mut tags: Vec<TagAnswer> = codebook
        .live()
        .map(|tag| TagAnswer {
            id: tag.id.0.clone(),
            path: codebook.path(&tag.id),
            name: tag.name.clone(),
            color: tag.color.id(),
            count: counts.get(&tag.id).copied().unwrap_or_default(),
            slot: tag.slot,
        })
        .collect();
    tags.sort_by_cached_key(|tag| path_order(&tag.path));
    if arguments.format == AnswerFormat::Json {
        return output.text(&json::to_text(&TagsAnswer { tags })?);
    }
    let line = |tag: &TagAnswer| {
        let slot = tag.slot.map_or_else(|| " ".to_owned(), |slot| slot.to_string());
        format!("{slot}  {}  {}\n", tag.path, tag.count)
    };
    output.text(&tags.iter().map(line).collect::<String>())
}

/// Takes the tags of a file in, and says on standard error what that came to.
fn import(
    file: &Path,
    library: &Library,
    codebook: &mut Codebook,
    is_trial: bool,
    output: &Output,
) -> Result<(), Failure> {
    let name = file.display().to_string();
    let bytes = input::read(file).map_err(|error| Failure(error.phrase(&name)))?;
    let rows = codebook_rows(&name, &import::text_of(&bytes)).map_err(Failure)?;
    let mut ids = Ids::new(clock::random_ulid());
    let taken = codebook.take_in(&rows, || ids.take());
    output.warn(&texts::codebook_taken(&taken));
    taken.changes.iter().for_each(|change| change.apply(&mut Notebook::default(), codebook));
    if is_trial || taken.changes.is_empty() {
        return Ok(());
    }
    Ok(library.commit_codebook(&taken.changes)?)
}
