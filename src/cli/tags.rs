//! `danhuang tags`: the library's tags.

use std::collections::BTreeMap;

use clap::Args;
use serde::Serialize;

use crate::cli::document::AnswerFormat;
use crate::cli::output::Output;
use crate::cli::{Common, Failure, json};
use crate::host::library::Library;
use crate::notebook::TagId;

#[derive(Debug, Args)]
#[command(after_help = "Example: danhuang tags --format json")]
pub(crate) struct TagsArguments {
    /// How the answer is written
    #[arg(long, value_enum, default_value_t)]
    format: AnswerFormat,
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
    let (codebook, problems) = library.codebook()?;
    problems.iter().for_each(|problem| output.warn(problem));
    let counts = counts(&library)?;
    let mut tags: Vec<TagAnswer> = codebook
        .tags
        .values()
        .map(|tag| TagAnswer {
            id: tag.id.0.clone(),
            path: codebook.path(&tag.id),
            name: tag.name.clone(),
            color: tag.color.id(),
            count: counts.get(&tag.id).copied().unwrap_or_default(),
            slot: tag.slot,
        })
        .collect();
    tags.sort_by(|a, b| a.path.cmp(&b.path));
    if arguments.format == AnswerFormat::Json {
        return output.text(&json::to_text(&TagsAnswer { tags })?);
    }
    let line = |tag: &TagAnswer| {
        let slot = tag.slot.map_or_else(|| " ".to_owned(), |slot| slot.to_string());
        format!("{slot}  {}  {}\n", tag.path, tag.count)
    };
    output.text(&tags.iter().map(line).collect::<String>())
}

/// How many annotations of the whole library carry each tag.
fn counts(library: &Library) -> Result<BTreeMap<TagId, usize>, Failure> {
    let mut counts = BTreeMap::new();
    for id in library.document_ids()? {
        let Some(read) = library.notes_of(&id)? else { continue };
        for tag in read.value.notebook.annotations.values().flat_map(|note| &note.tags) {
            *counts.entry(tag.clone()).or_default() += 1;
        }
    }
    Ok(counts)
}
