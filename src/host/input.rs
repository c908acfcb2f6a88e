//! Reads a document file, and nothing that only looks like one.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use crate::import::MOST_BYTES;

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// There is none of this name.
    #[error("no such file")]
    Missing,
    /// It is a directory.
    #[error("it is a directory")]
    Directory,
    /// The person may not read it.
    #[error("no permission to read it")]
    Forbidden,
    /// It is a pipe, a device or a socket.
    #[error("it is no regular file")]
    NotRegular,
    /// It is larger than a document can be.
    #[error("it is larger than 1 GB")]
    TooLarge,
    /// It changed each time while it was read.
    #[error("it kept changing while it was read")]
    Changing,
    /// The system says so.
    #[error("{0}")]
    Other(io::Error),
}

impl From<io::Error> for InputError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Self::Missing,
            ErrorKind::PermissionDenied => Self::Forbidden,
            ErrorKind::IsADirectory => Self::Directory,
            _ => Self::Other(error),
        }
    }
}

/// How often a file that changes while it is read is read again.
const MOST_TRIES: usize = 3;

/// The bytes of a regular file.
pub fn read(path: &Path) -> Result<Vec<u8>, InputError> {
    // Asked first: merely opening a pipe or a device can wait for ever.
    checked(&std::fs::metadata(path)?)?;
    for _ in 0..MOST_TRIES {
        let mut file = open(path)?;
        let before = file.metadata()?;
        checked(&before)?;
        let bytes = read_all(&mut file, before.len() as usize)?;
        let after = file.metadata()?;
        if before.len() == after.len() && before.modified().ok() == after.modified().ok() {
            return Ok(bytes);
        }
    }
    Err(InputError::Changing)
}

/// All of standard input.
pub fn read_stdin() -> Result<Vec<u8>, InputError> {
    read_all(&mut io::stdin().lock(), 0)
}

fn checked(metadata: &Metadata) -> Result<(), InputError> {
    if metadata.is_dir() {
        Err(InputError::Directory)
    } else if !metadata.is_file() {
        Err(InputError::NotRegular)
    } else if metadata.len() > MOST_BYTES {
        Err(InputError::TooLarge)
    } else {
        Ok(())
    }
}

/// Reads to the end, with room for so many bytes from the start: one that grows by doubling is half empty.
fn read_all(reader: &mut impl Read, n_expected: usize) -> Result<Vec<u8>, InputError> {
    // A byte more, so that the end is found without more room.
    let mut bytes = Vec::with_capacity(n_expected + 1);
    reader.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST_BYTES { Err(InputError::TooLarge) } else { Ok(bytes) }
}

/// Opens without waiting, should the file have become a pipe meanwhile.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(
            (rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY).bits().cast_signed(),
        );
    }
    options.open(path)
}
