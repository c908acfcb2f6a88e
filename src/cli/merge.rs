//! `danhuang merge` and `danhuang merge-file`: two libraries, or three files of one, made into one.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::app::texts;
use crate::cli::Failure;
use crate::cli::output::Output;
use crate::host::disk;
use crate::host::input;
use crate::host::library::Library;
use crate::host::merging::{self, MergeError};
use crate::notebook::Clash;
use crate::store::{MergeRefusal, Side, merged_file};
use crate::text::{Language, Phrase};

#[derive(Debug, Args)]
#[command(after_help = "Example: danhuang merge ~/laptop/library ~/desk/library --into ~/both")]
pub(crate) struct MergeArguments {
    /// A library's folder
    ours: PathBuf,
    /// Another library's folder
    theirs: PathBuf,
    /// Where the new library is to be: a folder that is empty or not there
    #[arg(long, value_name = "DIR")]
    into: PathBuf,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Git asks for it, once it knows it. In the library's .gitattributes:\n    *.ron merge=danhuang\nand once for each person:\n    git config merge.danhuang.name Danhuang\n    git config merge.danhuang.driver \"danhuang merge-file %O %A %B\"\n\nExample: danhuang merge-file base.ron ours.ron theirs.ron"
)]
pub(crate) struct MergeFileArguments {
    /// What both began with; an empty file where there is no such thing
    base: PathBuf,
    /// What is here; the answer is written to it
    ours: PathBuf,
    /// What comes in
    theirs: PathBuf,
}

pub(crate) fn run(arguments: &MergeArguments, output: &Output) -> Result<(), Failure> {
    let open = |folder: &Path| Library::open(Some(folder.to_path_buf()));
    let (ours, theirs) = (open(&arguments.ours)?, open(&arguments.theirs)?);
    let into = open(&arguments.into)?;
    let report = merging::merge(&ours, &theirs, &into).map_err(|error| failure(&error))?;
    let counts = Phrase::new(
        format!(
            "合并好了：{} 篇文档，{} 条标注，{} 处两边都改过",
            report.n_documents,
            report.n_notes,
            report.clashes.len()
        ),
        format!(
            "merged: {} documents, {} annotations, {} changed on both sides",
            report.n_documents,
            report.n_notes,
            report.clashes.len()
        ),
    );
    let mut answer = counts.get(output.language).to_owned() + "\n";
    for clash in &report.clashes {
        answer += &format!("{}\n", said(clash).get(output.language));
    }
    output.text(&answer)
}

pub(crate) fn run_file(arguments: &MergeFileArguments, output: &Output) -> Result<(), Failure> {
    let MergeFileArguments { base, ours, theirs } = arguments;
    let read = |path: &Path| {
        let bytes = input::read(path).map_err(|error| error.phrase(&path.display().to_string()))?;
        String::from_utf8(bytes).map_err(|_| texts::merge_damaged(path))
    };
    let texts = [read(base)?, read(ours)?, read(theirs)?];
    let path = |side| match side {
        Side::Base => base,
        Side::Ours => ours,
        Side::Theirs => theirs,
    };
    let merged = merged_file(&texts[0], &texts[1], &texts[2]).map_err(|refusal| match refusal {
        MergeRefusal::Unknown => unknown(ours),
        MergeRefusal::Damaged(side) => texts::merge_damaged(path(side)),
        MergeRefusal::Newer(side) => newer(path(side)),
    })?;
    for clash in &merged.1 {
        output.warn(&said(clash));
    }
    disk::write_document(ours, merged.0.as_bytes()).map_err(|error| not_written(ours, &error))?;
    Ok(())
}

fn failure(error: &MergeError) -> Failure {
    Failure(match error {
        MergeError::NotEmpty(path) => Phrase::new(
            format!("要放合并结果的文件夹里已经有东西，请另指一个：{}", path.display()),
            format!(
                "the folder for the merged library is not empty; name another: {}",
                path.display()
            ),
        ),
        MergeError::NoLibrary(path) => texts::no_library_there(path),
        MergeError::Damaged(path) => texts::merge_damaged(path),
        MergeError::Library(error) => error.phrase(),
    })
}

fn newer(path: &Path) -> Phrase {
    Phrase::new(
        format!("文件由更新的版本写成，请升级后再合并：{}", path.display()),
        format!(
            "the file was written by a newer version; update before merging: {}",
            path.display()
        ),
    )
}

fn unknown(path: &Path) -> Phrase {
    Phrase::new(
        format!("这不是笔记库里的文件：{}", path.display()),
        format!("this is no file of a library: {}", path.display()),
    )
}

fn not_written(path: &Path, error: &std::io::Error) -> Phrase {
    Phrase::new(
        format!("写不了（{error}）：{}", path.display()),
        format!("cannot be written ({error}): {}", path.display()),
    )
}

/// What both sides changed, for a person.
fn said(clash: &Clash) -> Phrase {
    let id = if clash.id.is_empty() { String::new() } else { format!("{} ", clash.id) };
    let words = |language| format!("{id}{}", texts::clash(language, clash));
    Phrase::new(words(Language::Chinese), words(Language::English))
}
