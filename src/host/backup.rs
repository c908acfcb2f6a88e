//! The whole library as one archive, and back: a zip of its files with a list of their checksums.
//!
//! An archive is checked as a whole before anything of it is written, and never written over a library.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read, Write};
use std::path::{Component, Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::host::disk;
use crate::host::library::{Library, LibraryError, at};
use crate::text::Phrase;

/// The list of files with their checksums, the last entry of an archive.
const LIST: &str = "danhuang-backup.txt";
/// Begins the list; another number is another form.
const LIST_HEAD: &str = "danhuang backup 1";
/// Deepest folder of a library, counted from its own.
const MOST_DEEP: usize = 4;
/// Most bytes that an archive is unpacked to.
const MOST_BYTES: u64 = 16 << 30;

/// Why an archive could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The file is no archive of ours.
    #[error("no backup")]
    NotABackup,
    /// A part of it is not as it was written.
    #[error("damaged: {0}")]
    Damaged(String),
    /// There is something where it is to be restored.
    #[error("not empty: {0}")]
    NotEmpty(PathBuf),
    /// There is no library to write.
    #[error("no library: {0}")]
    NoLibrary(PathBuf),
    /// The library says so.
    #[error(transparent)]
    Library(#[from] LibraryError),
}

impl BackupError {
    /// The sentence that a person reads; `file` is the archive.
    pub fn phrase(&self, file: &Path) -> Phrase {
        let shown = file.display();
        match self {
            Self::NotABackup => Phrase::new(
                format!("这不是丹黄的备份：{shown}"),
                format!("this is no backup of Danhuang's: {shown}"),
            ),
            Self::Damaged(part) => Phrase::new(
                format!("备份损坏，什么也没有恢复（{part}）：{shown}"),
                format!("the backup is damaged, nothing was restored ({part}): {shown}"),
            ),
            Self::NotEmpty(folder) => Phrase::new(
                format!("要恢复到的文件夹不是空的，请另指一个：{}", folder.display()),
                format!(
                    "the folder to restore into is not empty; name another: {}",
                    folder.display()
                ),
            ),
            Self::NoLibrary(folder) => Phrase::new(
                format!("这里还没有笔记库，没有可备份的：{}", folder.display()),
                format!("there is no library here to back up: {}", folder.display()),
            ),
            Self::Library(error) => error.phrase(),
        }
    }
}

/// What an archive holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holds {
    /// Files of any kind.
    pub n_files: usize,
    /// Documents with notes.
    pub n_documents: usize,
}

/// The whole library as an archive, as it is at one moment.
pub fn backup(library: &Library) -> Result<(Vec<u8>, Holds), BackupError> {
    if library.stat(library.folder())?.is_none() {
        return Err(BackupError::NoLibrary(library.folder().to_path_buf()));
    }
    let _lock = library.lock()?;
    let mut files = Vec::new();
    gather(library, Path::new(""), 0, &mut files)?;
    files.sort();
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut list = format!("{LIST_HEAD}\n");
    let mut add = |name: &str, bytes: &[u8]| -> io::Result<()> {
        archive.start_file(name, options).map_err(io::Error::other)?;
        archive.write_all(bytes)
    };
    for name in &files {
        let path = library.folder().join(name);
        let bytes = library.vfs().read(&path).map_err(at(&path))?;
        list.push_str(&format!("{} {name}\n", blake3::hash(&bytes).to_hex()));
        add(name, &bytes).map_err(at(&path))?;
    }
    add(LIST, list.as_bytes()).map_err(at(library.folder()))?;
    let archive = archive.finish().map_err(io::Error::other).map_err(at(library.folder()))?;
    Ok((archive.into_inner(), holds(files.iter().map(String::as_str))))
}

fn holds<'a>(names: impl Iterator<Item = &'a str>) -> Holds {
    let (mut n_files, mut n_documents) = (0, 0);
    for name in names {
        n_files += 1;
        n_documents +=
            usize::from(name.split_once('/').is_some_and(|(_, rest)| rest == "notes.ron"));
    }
    Holds { n_files, n_documents }
}

/// The names of the files in a folder of the library and below it; what is only of this moment is left out.
fn gather(
    library: &Library,
    below: &Path,
    depth: usize,
    files: &mut Vec<String>,
) -> Result<(), LibraryError> {
    let folder = library.folder().join(below);
    for name in library.vfs().list(&folder).map_err(at(&folder))? {
        let Some(shown) = name.to_str() else { continue };
        let is_of_the_moment = shown.starts_with('.') || shown == "index.ron";
        let path = below.join(shown);
        let stat = library.stat(&folder.join(shown))?.unwrap_or_default();
        if stat.is_folder && depth < MOST_DEEP {
            gather(library, &path, depth + 1, files)?;
        } else if !stat.is_folder && !is_of_the_moment {
            files.push(path.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(())
}

/// Copies the files of a library into another's folder, each as a whole and compared with what was read; for one
/// who holds the first one's lock.
pub(super) fn copy(from: &Library, to: &Library) -> Result<(), LibraryError> {
    let _lock = to.lock()?;
    let mut files = Vec::new();
    gather(from, Path::new(""), 0, &mut files)?;
    files.sort();
    for name in &files {
        let (path, target) = (from.folder().join(name), to.folder().join(name));
        let bytes = from.vfs().read(&path).map_err(at(&path))?;
        let parent = target.parent().unwrap_or(to.folder());
        disk::make_folder(to.vfs(), parent).map_err(at(parent))?;
        to.replace(&target, &bytes)?;
        if to.vfs().read(&target).map_err(at(&target))? != bytes {
            return Err(at(&target)(io::ErrorKind::InvalidData.into()));
        }
    }
    Ok(())
}

/// Restores an archive into the folder of `library`, which must be empty or not there.
pub fn restore(archive: &[u8], library: &Library) -> Result<Holds, BackupError> {
    let folder = library.folder();
    let is_empty = library.stat(folder)?.is_none()
        || library.vfs().list(folder).map_err(at(folder))?.is_empty();
    if !is_empty {
        return Err(BackupError::NotEmpty(folder.to_path_buf()));
    }
    let mut archive = ZipArchive::new(Cursor::new(archive)).map_err(|_| BackupError::NotABackup)?;
    let known = checked(&mut archive)?;
    disk::make_folder(library.vfs(), folder).map_err(at(folder))?;
    for name in known.keys() {
        let bytes = part(&mut archive, name)?;
        let path = folder.join(name);
        let parent = path.parent().unwrap_or(folder);
        disk::make_folder(library.vfs(), parent).map_err(at(parent))?;
        library.replace(&path, &bytes)?;
    }
    Ok(holds(known.keys().map(String::as_str)))
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Reads all of an archive and compares it with its list; the checksums by name.
fn checked(archive: &mut Archive<'_>) -> Result<BTreeMap<String, String>, BackupError> {
    let list = part(archive, LIST).map_err(|_| BackupError::NotABackup)?;
    let list = String::from_utf8(list).map_err(|_| BackupError::NotABackup)?;
    let mut lines = list.lines();
    if lines.next() != Some(LIST_HEAD) {
        return Err(BackupError::NotABackup);
    }
    let damaged = |what: &str| BackupError::Damaged(what.to_owned());
    let mut known = BTreeMap::new();
    for line in lines {
        let (checksum, name) = line.split_once(' ').ok_or_else(|| damaged(line))?;
        let is_inside =
            Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
        if !is_inside || name.contains('\\') {
            return Err(damaged(name));
        }
        known.insert(name.to_owned(), checksum.to_owned());
    }
    let mut n_left = MOST_BYTES;
    for (name, checksum) in &known {
        let bytes = part(archive, name)?;
        n_left = n_left.checked_sub(bytes.len() as u64).ok_or_else(|| damaged(name))?;
        if blake3::hash(&bytes).to_hex().as_str() != checksum {
            return Err(damaged(name));
        }
    }
    Ok(known)
}

fn part(archive: &mut Archive<'_>, name: &str) -> Result<Vec<u8>, BackupError> {
    let damaged = || BackupError::Damaged(name.to_owned());
    let mut bytes = Vec::new();
    let file = archive.by_name(name).map_err(|_| damaged())?;
    file.take(MOST_BYTES).read_to_end(&mut bytes).map_err(|_| damaged())?;
    Ok(bytes)
}
