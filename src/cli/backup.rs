//! `danhuang backup` and `danhuang restore`: the whole library as one archive, and back.

use std::path::PathBuf;

use clap::Args;

use crate::cli::output::Output;
use crate::cli::{Common, Failure};
use crate::host::backup::{self, BackupError};
use crate::host::input;
use crate::host::library::Library;
use crate::text::Phrase;

#[derive(Debug, Args)]
#[command(after_help = "Example: danhuang backup -o notes-2026.zip")]
pub(crate) struct BackupArguments {}

#[derive(Debug, Args)]
#[command(after_help = "Example: danhuang restore notes-2026.zip --into notes")]
pub(crate) struct RestoreArguments {
    /// The archive
    file: PathBuf,
    /// A folder that is empty or not there yet
    #[arg(long, value_name = "DIR")]
    into: PathBuf,
}

pub(crate) fn back_up(common: &Common, output: &Output) -> Result<(), Failure> {
    let library = Library::open(common.library.clone())?;
    let folder = library.folder().to_path_buf();
    let failed = |error: BackupError| Failure(error.phrase(&folder));
    let (archive, _) = backup::backup(&library).map_err(failed)?;
    output.write(&archive)
}

pub(crate) fn restore(arguments: &RestoreArguments, output: &Output) -> Result<(), Failure> {
    let file = &arguments.file;
    let bytes = input::read(file).map_err(|error| error.phrase(&file.display().to_string()))?;
    let library = Library::open(Some(arguments.into.clone()))?;
    let holds = backup::restore(&bytes, &library).map_err(|error| Failure(error.phrase(file)))?;
    let (n_documents, folder) = (holds.n_documents, arguments.into.display());
    let done = Phrase::new(
        format!("恢复了 {n_documents} 篇文档的笔记：{folder}"),
        format!("the notes of {n_documents} documents were restored: {folder}"),
    );
    output.text(done.get(output.language))
}
