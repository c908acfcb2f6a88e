//! Where the library is: in the folder that the reader chose, else in the person's data folder.
//!
//! Nothing moves while anything may be at work: what was chosen is carried out at the next start of the window,
//! before it opens the library. What was is left where it is.

use std::path::{Path, PathBuf};

use crate::host::library::{CODEBOOK, FOLDER_VARIABLE, LOCK, Library, LibraryError, at};
use crate::host::merging::MergeError;
use crate::host::vfs::{RealDisk, Vfs};
use crate::host::{backup, disk, joining};
use crate::store::{StoredHome, home_from_ron, home_to_ron};

const FILE: &str = "library.ron";
/// A file that shows whether a folder can be written.
const TRIAL: &str = ".danhuang-trial";

/// The file that says where the library is, and where it is if there is none.
#[derive(Clone, Debug)]
pub struct Home {
    file: PathBuf,
    usual: PathBuf,
}

/// A library that moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Where it was, and still is as it was then.
    pub from: PathBuf,
    /// Where it is.
    pub to: PathBuf,
}

impl Home {
    /// That of the person; `None` where the system has no place for it.
    pub fn of_person() -> Option<Self> {
        let folders = directories::ProjectDirs::from("", "", "danhuang")?;
        Some(Self::of(folders.config_dir(), folders.data_dir().join("library")))
    }

    /// With a folder for configuration and the library's usual one.
    pub fn of(configuration: &Path, usual: PathBuf) -> Self {
        Self { file: configuration.join(FILE), usual }
    }

    fn stored(&self) -> StoredHome {
        let bytes = RealDisk.read(&self.file).unwrap_or_default();
        home_from_ron(&String::from_utf8_lossy(&bytes)).unwrap_or_default()
    }

    fn store(&self, home: &StoredHome) -> Result<(), LibraryError> {
        let folder = self.file.parent().unwrap_or(&self.file);
        disk::make_folder(&RealDisk, folder).map_err(at(folder))?;
        let text = home_to_ron(home);
        disk::atomic_replace(&RealDisk, &self.file, text.as_bytes()).map_err(at(&self.file))
    }

    /// The library's folder.
    pub fn folder(&self) -> PathBuf {
        self.stored().folder.map_or_else(|| self.usual.clone(), PathBuf::from)
    }

    /// Whether the reader chose the folder, so that one that is not there is waited for.
    pub fn is_chosen(&self) -> bool {
        self.stored().folder.is_some()
    }

    /// Has the library moved to `folder` at the next start, or into a folder of its own there, if there are other
    /// things; where to. One that cannot be written is refused now.
    pub fn choose(&self, folder: &Path) -> Result<PathBuf, LibraryError> {
        let folder = std::path::absolute(folder).map_err(at(folder))?;
        let is_taken = RealDisk.list(&folder).is_ok_and(|names| !names.is_empty());
        let is_library = [CODEBOOK, LOCK].iter().any(|name| folder.join(name).is_file());
        let folder = if is_taken && !is_library { folder.join("danhuang") } else { folder };
        let named = name_of(&folder)?;
        disk::make_folder(&RealDisk, &folder).map_err(at(&folder))?;
        let trial = folder.join(TRIAL);
        disk::atomic_replace(&RealDisk, &trial, b"").map_err(at(&folder))?;
        RealDisk.remove(&trial).map_err(at(&folder))?;
        let next = (folder != self.folder()).then_some(named);
        self.store(&StoredHome { next, ..self.stored() })?;
        Ok(folder)
    }

    /// Has the library in `folder` used from now on as it is; the one before stays where it is.
    pub fn take(&self, folder: &Path) -> Result<(), LibraryError> {
        let folder = std::path::absolute(folder).map_err(at(folder))?;
        let named = name_of(&folder)?;
        self.store(&StoredHome { folder: Some(named), next: None })
    }

    /// Carries out what was chosen. A library that is there already is joined with the one that moves; a move that
    /// was cut off goes on so.
    pub fn move_over(&self) -> Result<Option<Moved>, MergeError> {
        let Some(next) = self.stored().next else { return Ok(None) };
        let moved = Moved { from: self.folder(), to: PathBuf::from(&next) };
        let open = |folder: &Path| Library::open(Some(folder.to_path_buf()));
        let (old, new) = (open(&moved.from)?, open(&moved.to)?);
        // Nobody writes between the copying and the choice being kept.
        let _lock;
        if old.stat(&moved.from)?.is_some() {
            old.settle_all()?;
            _lock = old.lock()?;
            if new.document_ids()?.is_empty() && !new.codebook_file().is_file() {
                backup::copy(&old, &new)?;
            } else if !old.document_ids()?.is_empty() {
                joining::join(&new, &moved.from, None)?;
            }
        }
        // A folder in which nothing is would be taken for one whose disk is away.
        drop(new.lock()?);
        self.store(&StoredHome { folder: Some(next), next: None })?;
        Ok(Some(moved))
    }
}

/// A folder's name as it is kept.
fn name_of(folder: &Path) -> Result<String, LibraryError> {
    let name = folder.to_str().map(str::to_owned);
    name.ok_or_else(|| {
        LibraryError::Io(std::io::ErrorKind::InvalidFilename.into(), folder.to_path_buf())
    })
}

/// Whether the folder comes from the environment, so that no choice counts.
pub fn is_named_outside() -> bool {
    std::env::var_os(FOLDER_VARIABLE).is_some_and(|name| !name.is_empty())
}
