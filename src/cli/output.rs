//! The one place through which the command line speaks.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::app::texts::errors;
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
        self.write_parts(&[answer])
    }

    /// Writes a text answer, ended by a line ending.
    pub(crate) fn text(&self, answer: &str) -> Result<(), Failure> {
        let ending = if answer.is_empty() || answer.ends_with('\n') { "" } else { "\n" };
        self.write_parts(&[answer.as_bytes(), ending.as_bytes()])
    }

    /// Writes an answer that stands in parts, so that a long one need not be copied.
    fn write_parts(&self, parts: &[&[u8]]) -> Result<(), Failure> {
        match &self.file {
            None => to_stdout(parts),
            Some(file) => self.to_file(file, &parts.concat()),
        }
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
            Ok(false) => write_to_device(file, answer),
            Ok(true) | Err(_) => disk::write_document(file, answer),
        };
        written.map_err(|error| Failure(errors::not_written(file, &error)))
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

fn write_to_device(file: &Path, answer: &[u8]) -> io::Result<()> {
    let written = OpenOptions::new().write(true).open(file)?.write_all(answer);
    // The reader of a pipe had enough.
    written.or_else(|error| if error.kind() == ErrorKind::BrokenPipe { Ok(()) } else { Err(error) })
}

fn to_stdout(parts: &[&[u8]]) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    let written = parts.iter().try_for_each(|part| stdout.write_all(part));
    match written.and_then(|()| stdout.flush()) {
        // The reader had enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Failure(errors::not_written(Path::new("-"), &error))),
        Ok(()) => Ok(()),
    }
}
