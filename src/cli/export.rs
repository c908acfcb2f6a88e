//! `danhuang export`: texts with their marks, notes, cleaned articles, in formats that other tools read.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};

use crate::app::texts::{self, errors};
use crate::app::{self, ExportSource};
use crate::clean::CleanOptions;
use crate::cli::desk::Desk;
use crate::cli::document::ScriptArgument;
use crate::cli::output::Output;
use crate::cli::{Common, Failure, values};
use crate::document::Document;
use crate::exchange::{
    self, ExportFormat, Filter, Grouping, QuoteText, Request, Rows, Written, template,
};
use crate::host::library::Library;
use crate::host::{disk, input};
use crate::notebook::{AnnotationId, Codebook, HighlightColor};
use crate::text::Phrase;

#[derive(Debug, Args)]
#[command(after_help = "Example: danhuang export article.txt --to markdown --tag 数据 -o notes.md")]
pub(crate) struct ExportArguments {
    /// The documents
    #[arg(required_unless_present = "all")]
    files: Vec<PathBuf>,
    /// The format, by its id in danhuang formats
    #[arg(long = "to", value_name = "FORMAT", value_parser = format_ids(), hide_possible_values = true)]
    format: String,
    /// Every document of the library whose file can be found
    #[arg(long)]
    all: bool,
    /// Write each document to a file of its own in this folder
    #[arg(long = "into", value_name = "DIR", conflicts_with = "output")]
    folder: Option<PathBuf>,
    /// Only notes with this tag or one below it; may be given more than once
    #[arg(long = "tag", value_name = "PATH")]
    tags: Vec<String>,
    /// Only notes of this colour; may be given more than once
    #[arg(long = "color", value_parser = values::color)]
    colors: Vec<HighlightColor>,
    /// Only notes under a heading that holds this text
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    section: String,
    /// Only notes about which something was written
    #[arg(long, conflicts_with = "without_note")]
    with_note: bool,
    /// Only notes about which nothing was written
    #[arg(long)]
    without_note: bool,
    /// Only this note; may be given more than once
    #[arg(long = "id", value_name = "ID")]
    ids: Vec<String>,
    /// The passage as it reads cleaned, or as it stands in the file
    #[arg(long, value_enum, default_value_t)]
    quote: Quote,
    /// The script of cleaned passages
    #[arg(long, value_enum, default_value_t)]
    script: ScriptArgument,
    /// What notes are put together by
    #[arg(long, value_enum, default_value_t)]
    group: Group,
    /// What a row of a table stands for
    #[arg(long, value_enum, default_value_t)]
    rows: RowArgument,
    /// A template: list, front-matter, by-tag, org, or a file of your own
    #[arg(long, value_name = "NAME|FILE")]
    template: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Quote {
    /// As it reads cleaned
    #[default]
    Clean,
    /// As it stands in the file
    Source,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Group {
    /// The heading they stand under
    #[default]
    Section,
    /// Their tags
    Tag,
    /// Their colour
    Color,
    /// The day they were made
    Date,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum RowArgument {
    /// A highlight
    #[default]
    Highlight,
    /// A highlight and one of its tags
    Tag,
}

impl ExportArguments {
    fn request(&self, output: &Output) -> Result<Request, Failure> {
        let written = match (self.with_note, self.without_note) {
            (true, _) => Written::With,
            (false, true) => Written::Without,
            (false, false) => Written::Either,
        };
        let ids = self.ids.iter().cloned().map(AnnotationId).collect();
        Ok(Request {
            filter: Filter {
                ids: (!self.ids.is_empty()).then_some(ids),
                tags: self.tags.clone(),
                colors: self.colors.clone(),
                section: self.section.clone(),
                written,
            },
            quote: match self.quote {
                Quote::Clean => QuoteText::Clean,
                Quote::Source => QuoteText::Source,
            },
            grouping: match self.group {
                Group::Section => Grouping::Section,
                Group::Tag => Grouping::Tag,
                Group::Color => Grouping::Color,
                Group::Date => Grouping::Date,
            },
            rows: match self.rows {
                RowArgument::Highlight => Rows::Highlight,
                RowArgument::Tag => Rows::HighlightAndTag,
            },
            template: self.template.as_deref().map_or(Ok(String::new()), template_text)?,
            language: output.language,
        })
    }
}

/// The formats by their names.
fn format_ids() -> PossibleValuesParser {
    PossibleValuesParser::new(exchange::FORMATS.iter().map(|format| format.id))
}

/// A preset by its name, else the text of a file.
fn template_text(name: &Path) -> Result<String, Failure> {
    if let Some(preset) = name.to_str().and_then(template::preset) {
        return Ok(preset.text.to_owned());
    }
    let shown = name.display().to_string();
    let bytes = input::read(name).map_err(|error| error.phrase(&shown))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Failure(Phrase::new(
            format!("模板不是 UTF-8 文本：{shown}"),
            format!("the template is no UTF-8 text: {shown}"),
        ))
    })?;
    // Nothing is opened and nothing written for one that is broken.
    let wrong =
        |why: Phrase| Phrase::new(format!("{}：{shown}", why.zh), format!("{}: {shown}", why.en));
    template::check(&text).map_err(|why| Failure(wrong(why)))?;
    Ok(text)
}

pub(crate) fn run(
    arguments: &ExportArguments,
    common: &Common,
    output: &Output,
) -> Result<(), Failure> {
    let format =
        exchange::format(&arguments.format).ok_or_else(|| Failure(texts::NO_SUCH_FORMAT.into()))?;
    let request = arguments.request(output)?;
    let options = CleanOptions { script: arguments.script.into(), ..CleanOptions::default() };
    let (mut sources, mut codebook) = (Vec::new(), Codebook::default());
    let (mut names, mut unknown_tags) = (Names::default(), BTreeSet::new());
    let mut is_section_known = arguments.section.is_empty();
    for file in files(arguments, common, output)? {
        let desk = Desk::open_with(&file, common, &options, output)?;
        codebook = desk.codebook;
        let unknown = arguments.tags.iter().filter(|tag| codebook.find(tag).is_none());
        for tag in unknown.filter(|tag| unknown_tags.insert((*tag).clone())) {
            output.warn(&no_such_tag(tag));
        }
        let (notebook, places) = (desk.notebook.into(), desk.places.into());
        let document = desk.document;
        is_section_known = is_section_known || has_section(&document, &arguments.section);
        let source = ExportSource { document, notebook, places };
        match &arguments.folder {
            Some(folder) => {
                let path = folder.join(names.take(&file, format.extension));
                let answer = written(format, &[source], &codebook, &request, output)?;
                to_folder(folder, &path, &answer, common)?;
            }
            None => sources.push(source),
        }
    }
    if !is_section_known {
        output.warn(&no_such_section(&arguments.section));
    }
    if arguments.folder.is_some() {
        return Ok(());
    }
    output.write(&written(format, &sources, &codebook, &request, output)?)
}

/// Writes documents, and says what the format could not hold.
fn written(
    format: &ExportFormat,
    sources: &[ExportSource],
    codebook: &Codebook,
    request: &Request,
    output: &Output,
) -> Result<Vec<u8>, Failure> {
    let written = app::written(format, sources, codebook, request)?;
    if let Some(loss) = &written.loss {
        output.warn(loss);
    }
    Ok(written.bytes)
}

fn to_folder(folder: &Path, path: &Path, answer: &[u8], common: &Common) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| Failure(errors::not_written(folder, &error)))?;
    if path.exists() && !common.force {
        return Err(Failure(Phrase::new(
            format!("文件已经存在，加 --force 可以覆盖：{}", path.display()),
            format!("the file is there already; --force replaces it: {}", path.display()),
        )));
    }
    disk::write_document(path, answer).map_err(|error| Failure(errors::not_written(path, &error)))
}

/// The names given to files of one folder, each once.
#[derive(Default)]
struct Names(Vec<OsString>);

impl Names {
    /// The document's own name with another end, numbered where it is taken.
    fn take(&mut self, file: &Path, extension: &str) -> OsString {
        let stem = file.file_stem().unwrap_or(file.as_os_str());
        let numbered = |number: usize| {
            let mut name = stem.to_owned();
            if number > 1 {
                name.push(format!(" ({number})"));
            }
            name.push(format!(".{extension}"));
            name
        };
        // Of one name more than are taken, one is free.
        let mut all = (1..=self.0.len() + 1).map(numbered);
        let name = all.find(|name| !self.0.contains(name)).unwrap_or_else(|| numbered(1));
        self.0.push(name.clone());
        name
    }
}

fn no_such_tag(tag: &str) -> Phrase {
    Phrase::new(
        format!("没有叫“{tag}”的标签，所以没有这样的标注"),
        format!("there is no tag “{tag}”, so no note has it"),
    )
}

fn no_such_section(words: &str) -> Phrase {
    Phrase::new(
        format!("没有哪一节的标题里有“{words}”，所以没有这样的标注"),
        format!("no heading holds “{words}”, so no note stands under one"),
    )
}

/// Whether a heading of a document holds these words.
fn has_section(document: &Document, words: &str) -> bool {
    let headings = &document.outline.headings;
    headings.iter().any(|heading| document.cleaned.text.get(heading.span).contains(words))
}

/// The files named, with those of the library if all are wanted.
fn files(
    arguments: &ExportArguments,
    common: &Common,
    output: &Output,
) -> Result<Vec<PathBuf>, Failure> {
    // A document that is named twice is one.
    let mut files: Vec<PathBuf> = Vec::new();
    for file in &arguments.files {
        if !files.contains(file) {
            files.push(file.clone());
        }
    }
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
