//! `danhuang export`: notes in a format that another tool reads.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::app::set_of;
use crate::clean::CleanOptions;
use crate::cli::desk::Desk;
use crate::cli::document::ScriptArgument;
use crate::cli::output::Output;
use crate::cli::{Common, Failure, annotate};
use crate::exchange::{self, ExportNote, ExportSet};
use crate::host::library::Library;
use crate::notebook::HighlightColor;
use crate::text::Phrase;

#[derive(Debug, Args)]
#[command(after_help = "Example: danhuang export article.txt --to markdown --tag 数据 -o notes.md")]
pub(crate) struct ExportArguments {
    /// The documents
    #[arg(required_unless_present = "all")]
    files: Vec<PathBuf>,
    /// The format, by its id in danhuang formats
    #[arg(long = "to", value_name = "FORMAT")]
    format: String,
    /// Every document of the library whose file can be found
    #[arg(long)]
    all: bool,
    /// Only notes with this tag or one below it; may be given more than once
    #[arg(long = "tag", value_name = "PATH")]
    tags: Vec<String>,
    /// Only notes of this colour
    #[arg(long, value_parser = annotate::color)]
    color: Option<HighlightColor>,
    /// Only notes under a heading that holds this text
    #[arg(long, value_name = "TEXT")]
    section: Option<String>,
    /// Only notes about which something was written
    #[arg(long)]
    with_note: bool,
    /// The passage as it reads cleaned, or as it stands in the file
    #[arg(long, value_enum, default_value_t)]
    quote: Quote,
    /// The script of cleaned passages
    #[arg(long, value_enum, default_value_t)]
    script: ScriptArgument,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Quote {
    /// As it reads cleaned
    #[default]
    Clean,
    /// As it stands in the file
    Source,
}

pub(crate) fn run(
    arguments: &ExportArguments,
    common: &Common,
    output: &Output,
) -> Result<(), Failure> {
    let format = exchange::format(&arguments.format).ok_or_else(|| unknown(&arguments.format))?;
    let options = CleanOptions { script: arguments.script.into(), ..CleanOptions::default() };
    let mut sets = Vec::new();
    for file in files(arguments, common, output)? {
        let desk = Desk::open_with(&file, common, &options, output)?;
        let mut set = set_of(&desk.document, &desk.notebook, &desk.codebook, &desk.places);
        narrow(&mut set, arguments);
        sets.push(set);
    }
    output.write(&(format.write)(&sets, output.language))
}

fn unknown(id: &str) -> Phrase {
    let known = exchange::FORMATS.iter().map(|format| format.id).collect::<Vec<_>>().join(", ");
    Phrase::new(
        format!("没有叫“{id}”的格式，可用的有 {known}"),
        format!("no format is called “{id}”; there are {known}"),
    )
}

/// The files named, with those of the library if all are wanted.
fn files(
    arguments: &ExportArguments,
    common: &Common,
    output: &Output,
) -> Result<Vec<PathBuf>, Failure> {
    let mut files = arguments.files.clone();
    if arguments.all {
        for record in Library::open(common.library.clone())?.records()? {
            let path = record.paths.iter().rev().map(PathBuf::from).find(|path| path.exists());
            match path {
                Some(path) if !files.contains(&path) => files.push(path),
                Some(_) => {}
                None => output.warn(&Phrase::new(
                    format!("找不到原文件，没有导出：{}", record.title),
                    format!("its file was not found and it is not exported: {}", record.title),
                )),
            }
        }
    }
    Ok(files)
}

/// Leaves only the notes that are wanted, with the quote that is wanted.
fn narrow(set: &mut ExportSet, arguments: &ExportArguments) {
    set.notes.retain(|note| is_wanted(note, arguments));
    if arguments.quote == Quote::Source {
        for note in &mut set.notes {
            note.quote.clone_from(&note.source_quote);
        }
    }
}

fn is_wanted(note: &ExportNote, arguments: &ExportArguments) -> bool {
    let has_tag = |path: &String| {
        let is_below = |tag: &str| {
            tag.strip_prefix(path.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        note.tags.iter().any(|tag| is_below(tag))
    };
    let in_section =
        |text: &String| note.heading.iter().any(|heading| heading.contains(text.as_str()));
    (arguments.tags.is_empty() || arguments.tags.iter().any(has_tag))
        && arguments.color.is_none_or(|color| note.color == color.id())
        && arguments.section.as_ref().is_none_or(in_section)
        && (!arguments.with_note || !note.note.is_empty())
}
