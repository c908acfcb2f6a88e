//! Row 6: the command line; one file a subcommand, one line in `Command`.

mod annotate;
mod backup;
mod chinese;
mod clean;
mod correct;
mod desk;
mod doctor;
mod document;
mod export;
mod fallback;
mod formats;
mod json;
mod lines;
mod merge;
mod note;
mod notes;
mod outline;
mod output;
mod rules;
mod tags;
mod values;

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::cli::output::Output;
use crate::host::child;
use crate::text::{Language, Phrase};

/// Reads a document cleaned, marks it, keeps the notes.
#[derive(Debug, Parser)]
#[command(
    name = "danhuang",
    version,
    about = "丹黄: read a document cleaned, mark it, keep the notes"
)]
#[command(after_help = "Example: danhuang article.txt")]
pub struct Arguments {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Option<Command>,
    /// Documents to open in the window
    files: Vec<PathBuf>,
}

/// What every command understands.
#[derive(Clone, Debug, Default, Args)]
#[command(next_display_order = 900)]
pub(crate) struct Common {
    /// The library's folder [default: the user's data folder]
    #[arg(long, global = true, env = "DANHUANG_LIBRARY", value_name = "DIR")]
    pub(crate) library: Option<PathBuf>,
    /// Language of messages [default: the system's]
    #[arg(long, global = true, value_name = "zh|en")]
    pub(crate) lang: Option<Lang>,
    /// Encoding of the document, by its WHATWG name [default: detected]
    #[arg(long, global = true, value_name = "NAME", value_parser = values::encoding)]
    pub(crate) encoding: Option<String>,
    /// Write here instead of to standard output
    #[arg(short, long, global = true, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Replace the file named by -o
    #[arg(long, global = true)]
    pub(crate) force: bool,
}

/// A language on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Lang {
    /// Chinese.
    Zh,
    /// English.
    En,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The cleaned article
    Clean(clean::CleanArguments),
    /// The cleaning rules
    Rules(rules::RulesArguments),
    /// The headings
    Outline(outline::OutlineArguments),
    /// The lines as the page sets them
    Lines(lines::LinesArguments),
    /// Highlight a passage
    Annotate(annotate::AnnotateArguments),
    /// Rule by hand what is article, heading, title, and what it reads
    Correct(correct::CorrectArguments),
    /// Change one annotation
    Note(note::NoteArguments),
    /// The annotations of a document
    Notes(notes::NotesArguments),
    /// The library's tags
    Tags(tags::TagsArguments),
    /// Full texts with marks, notes or articles in a format that another tool reads
    Export(export::ExportArguments),
    /// What can be read and written
    Formats(formats::FormatsArguments),
    /// Two libraries made into one
    Merge(merge::MergeArguments),
    /// Three files of one made into one, as Git asks
    MergeFile(merge::MergeFileArguments),
    /// Check the library, and mend it
    Doctor(doctor::DoctorArguments),
    /// The whole library as one archive
    Backup(backup::BackupArguments),
    /// An archive as a library again
    Restore(backup::RestoreArguments),
}

/// Why a command could not do its work: one sentence.
#[derive(Debug)]
pub(crate) struct Failure(pub(crate) Phrase);

impl From<Phrase> for Failure {
    fn from(phrase: Phrase) -> Self {
        Self(phrase)
    }
}

/// Runs what the arguments ask for.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if child::is_asked(&arguments) {
        return child::answer();
    }
    let language = spoken_language(&arguments);
    let arguments = match parsed(arguments, language) {
        Ok(arguments) => arguments,
        Err(error) => return refused(&error, language),
    };
    let output = Output::new(&arguments.common);
    let common = &arguments.common;
    let done = match arguments.command {
        None => return fallback::window_or_text(arguments.files, common, &output),
        Some(Command::Clean(arguments)) => clean::run(&arguments, common, &output),
        Some(Command::Rules(arguments)) => rules::run(&arguments, &output),
        Some(Command::Outline(arguments)) => outline::run(&arguments, common, &output),
        Some(Command::Lines(arguments)) => lines::run(&arguments, common, &output),
        Some(Command::Annotate(arguments)) => annotate::run(&arguments, common, &output),
        Some(Command::Correct(arguments)) => correct::run(&arguments, common, &output),
        Some(Command::Note(arguments)) => note::run(&arguments, common, &output),
        Some(Command::Notes(arguments)) => notes::run(&arguments, common, &output),
        Some(Command::Tags(arguments)) => tags::run(&arguments, common, &output),
        Some(Command::Export(arguments)) => export::run(&arguments, common, &output),
        Some(Command::Formats(arguments)) => formats::run(&arguments, &output),
        Some(Command::Merge(arguments)) => merge::run(&arguments, &output),
        Some(Command::MergeFile(arguments)) => merge::run_file(&arguments, &output),
        Some(Command::Doctor(arguments)) => doctor::run(&arguments, common, &output),
        Some(Command::Backup(_)) => backup::back_up(common, &output),
        Some(Command::Restore(arguments)) => backup::restore(&arguments, &output),
    };
    output.exit_code(done)
}

fn parsed(arguments: Vec<OsString>, language: Language) -> Result<Arguments, clap::Error> {
    let command = Arguments::command();
    let command = match language {
        Language::Chinese => chinese::translated(command),
        Language::English => command,
    };
    Arguments::from_arg_matches(&command.try_get_matches_from(arguments)?)
}

/// Prints help, or what is wrong with the arguments.
fn refused(error: &clap::Error, language: Language) -> ExitCode {
    // A closed pipe is no reason to complain.
    if error.use_stderr() && language == Language::Chinese {
        drop(std::io::stderr().write_all(chinese::complaint(error).as_bytes()));
    } else {
        drop(error.print());
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// The language that the arguments name, even if something else is wrong with them.
fn spoken_language(arguments: &[OsString]) -> Language {
    let named = |name: &str| {
        let next = arguments.iter().skip_while(|argument| *argument != "--lang").nth(1);
        next.is_some_and(|next| next == name)
            || arguments.iter().any(|argument| *argument == *format!("--lang={name}"))
    };
    match (named("zh"), named("en")) {
        (true, _) => Language::Chinese,
        (false, true) => Language::English,
        (false, false) => system_language(),
    }
}

impl Common {
    /// The language of messages.
    pub(crate) fn language(&self) -> Language {
        match self.lang {
            Some(Lang::Zh) => Language::Chinese,
            Some(Lang::En) => Language::English,
            None => system_language(),
        }
    }
}

/// Chinese where the system's language is Chinese.
fn system_language() -> Language {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set).unwrap_or_default();
    if locale.starts_with("zh") { Language::Chinese } else { Language::English }
}
