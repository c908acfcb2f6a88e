//! The one place through which the command line speaks.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::cli::{Common, Failure};
use crate::host::disk;
use crate::text::{Language, Phrase};

/// Where answers go, and in which language complaints are.
pub(crate) struct Output {
    file: Option<PathBuf>,
    replaces: bool,
    /// The language of messages.
    pub(crate) language: Language,
}

impl Output {
    pub(crate) fn new(common: &Common) -> Self {
        Self { file: common.output.clone(), replaces: common.force, language: common.language() }
    }

    /// Writes the answer.
    pub(crate) fn write(&self, answer: &[u8]) -> Result<(), Failure> {
        match &self.file {
            None => to_stdout(answer),
            Some(file) => self.to_file(file, answer),
        }
    }

    /// Writes a text answer, ended by a line ending.
    pub(crate) fn text(&self, answer: &str) -> Result<(), Failure> {
        let ending = if answer.is_empty() || answer.ends_with('\n') { "" } else { "\n" };
        self.write(format!("{answer}{ending}").as_bytes())
    }

    /// A regular file is replaced as a whole or not at all; a device or a pipe is written to.
    fn to_file(&self, file: &Path, answer: &[u8]) -> Result<(), Failure> {
        let shown = file.display();
        let written = match fs::metadata(file).map(|metadata| metadata.is_file()) {
            Ok(true) if !self.replaces => {
                return Err(Failure(Phrase::new(
                    format!("文件已经存在，加 --force 可以覆盖：{shown}"),
                    format!("the file is there already; --force replaces it: {shown}"),
                )));
            }
            Ok(true) => replace(file, answer),
            Ok(false) => write_to_device(file, answer),
            Err(_) => File::create_new(file).and_then(|_| replace(file, answer)),
        };
        written.map_err(|error| {
            let (zh, en) = words(&error);
            Failure(Phrase::new(format!("{zh}：{shown}"), format!("{en}: {shown}")))
        })
    }

    /// Says something odd on standard error.
    pub(crate) fn warn(&self, phrase: &Phrase) {
        // Where nobody listens, nobody misses it.
        drop(writeln!(io::stderr(), "danhuang: {}", phrase.get(self.language)));
    }

    /// Says why the work was not done, if so, and gives the exit code.
    pub(crate) fn exit_code(&self, done: Result<(), Failure>) -> ExitCode {
        match done {
            Ok(()) => ExitCode::SUCCESS,
            Err(Failure(phrase)) => {
                self.warn(&phrase);
                ExitCode::from(1)
            }
        }
    }
}

/// Replaces what a link leads to, not the link, and keeps who may read it.
fn replace(file: &Path, answer: &[u8]) -> io::Result<()> {
    let file = fs::canonicalize(file)?;
    let permissions = fs::metadata(&file)?.permissions();
    disk::atomic_replace(&file, answer)?;
    fs::set_permissions(&file, permissions)
}

fn write_to_device(file: &Path, answer: &[u8]) -> io::Result<()> {
    let written = OpenOptions::new().write(true).open(file)?.write_all(answer);
    // The reader of a pipe had enough.
    written.or_else(|error| if error.kind() == ErrorKind::BrokenPipe { Ok(()) } else { Err(error) })
}

/// Why it could not be written, and what to do.
fn words(error: &io::Error) -> (String, String) {
    let (zh, en) = match error.kind() {
        ErrorKind::NotFound => {
            ("文件夹不存在，请先建好", "its folder does not exist; make it first")
        }
        ErrorKind::PermissionDenied => {
            ("没有写入权限，请换个位置", "there is no permission to write it; choose another place")
        }
        ErrorKind::IsADirectory => {
            ("这是文件夹，请给出文件名", "this is a directory; name a file in it")
        }
        ErrorKind::NotADirectory => (
            "路径中间有一段不是文件夹，请检查路径",
            "a part of the path is no directory; check the path",
        ),
        ErrorKind::StorageFull => ("磁盘满了，请先腾出空间", "the disk is full; make room first"),
        _ => return (format!("写不进去（{error}）"), format!("it could not be written ({error})")),
    };
    (zh.to_owned(), en.to_owned())
}

fn to_stdout(answer: &[u8]) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(answer).and_then(|()| stdout.flush()) {
        // The reader had enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Failure(Phrase::new(
            format!("输出失败：{error}"),
            format!("output failed: {error}"),
        ))),
        Ok(()) => Ok(()),
    }
}
