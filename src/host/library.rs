//! The library on disk: a folder a document, the tags, what is remembered.
//!
//! Every write holds the lock, reads what is there, applies the changes by identity and replaces
//! the file as a whole, so that two windows and the command line can work side by side. Nothing
//! here prints; every failure says in words what happened.

use std::fs::TryLockError;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::clean::CleanOptions;
use crate::document::Fingerprint;
use crate::host::memo::Memo;
pub use crate::host::problems::{LibraryError, problem_phrases};
use crate::host::vfs::{Lock, RealDisk, Vfs};
use crate::host::{clock, disk};
use crate::notebook::{Change, Codebook, Notebook};
use crate::ruling::Site;
use crate::store::{
    self, DocumentRecord, Problem, Read, StoredNotes, StoredState, codebook_from_ron,
    codebook_to_ron, notes_from_ron, rewrite_notes,
};
use crate::text::Phrase;

/// The variable that names the library's folder.
pub const FOLDER_VARIABLE: &str = "DANHUANG_LIBRARY";
/// How long a writer waits for another.
const PATIENCE: Duration = Duration::from_secs(5);
const NOTES: &str = "notes.ron";
const CODEBOOK: &str = "codebook.ron";
const STATE: &str = "state.ron";
const LOCK: &str = ".lock";

/// A library, by its folder; opening it writes nothing.
#[derive(Clone, Debug)]
pub struct Library {
    vfs: Arc<dyn Vfs>,
    folder: PathBuf,
    notes: Memo<StoredNotes>,
    tags: Memo<Codebook>,
}

/// What a document's notes are kept under.
#[derive(Clone, Debug)]
pub struct SaveTarget {
    /// The hashes it is known by.
    pub fingerprint: Fingerprint,
    /// Its file, if it has one.
    pub path: Option<PathBuf>,
    /// Its title.
    pub title: String,
    /// How it is cleaned; `None` leaves that as it was.
    pub options: Option<CleanOptions>,
    /// The encoding that the reader chose; `None` leaves that as it was.
    pub encoding: Option<String>,
    /// Where it comes from.
    pub site: Site,
}

impl SaveTarget {
    /// Puts into a record what the document is known by now.
    fn teach(&self, record: &mut DocumentRecord, id: String) {
        (record.id, record.title) = (id, self.title.clone());
        if let Some(options) = &self.options {
            (record.script, record.rules_off) = (options.script, options.rules_off.clone());
            record.rules_on.clone_from(&options.rules_on);
        }
        if self.encoding.is_some() {
            record.encoding.clone_from(&self.encoding);
        }
        let path = self.path.as_deref().map(known_path);
        record.learn(&self.fingerprint.content, &self.fingerprint.text, path.as_deref());
    }
}

/// The notes of a document.
#[derive(Clone, Debug, Default)]
pub struct LoadedNotes {
    /// Its record, if it has any notes.
    pub record: Option<DocumentRecord>,
    /// Its notes.
    pub notebook: Notebook,
    /// What was wrong with its files, in words.
    pub problems: Vec<Phrase>,
    /// Why nothing may be written, if so.
    pub read_only: Option<Phrase>,
}

pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> LibraryError {
    move |error| LibraryError::Io(error, path.to_path_buf())
}

impl Library {
    /// The library in `folder`, else where the variable says, else in the person's data folder.
    pub fn open(folder: Option<PathBuf>) -> Result<Self, LibraryError> {
        let named = folder.or_else(|| {
            std::env::var_os(FOLDER_VARIABLE).filter(|name| !name.is_empty()).map(PathBuf::from)
        });
        let usual = || {
            directories::ProjectDirs::from("", "", "danhuang")
                .map(|dirs| dirs.data_dir().join("library"))
        };
        let folder = named.or_else(usual).ok_or(LibraryError::NoHome)?;
        Ok(Self::on(Arc::new(RealDisk), folder))
    }

    /// The library in `folder` of a file system.
    pub fn on(vfs: Arc<dyn Vfs>, folder: PathBuf) -> Self {
        Self { vfs, folder, notes: Memo::default(), tags: Memo::default() }
    }

    /// The file system it is kept in.
    pub(super) fn vfs(&self) -> &dyn Vfs {
        self.vfs.as_ref()
    }

    /// A file's text, or none if there is no such file. Bytes that are no UTF-8 become U+FFFD, and
    /// with that a block whose checksum fails.
    pub(super) fn read_text(&self, path: &Path) -> Result<Option<String>, LibraryError> {
        match self.vfs.read(path) {
            Ok(bytes) => {
                Ok(Some(String::from_utf8(bytes).unwrap_or_else(|error| {
                    String::from_utf8_lossy(error.as_bytes()).into_owned()
                })))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(LibraryError::Io(error, path.to_path_buf())),
        }
    }

    /// Puts `bytes` in the place of a file; when this returns they are durable.
    pub(super) fn replace(&self, path: &Path, bytes: &[u8]) -> Result<(), LibraryError> {
        disk::atomic_replace(self.vfs(), path, bytes).map_err(at(path))
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The tags; those that every library begins with if there are none yet.
    pub fn codebook(&self) -> Result<(Codebook, Vec<Phrase>), LibraryError> {
        let Some(read) = self.stored_codebook()? else {
            return Ok((Codebook::starting(), Vec::new()));
        };
        Ok((read.value.clone(), problem_phrases(&read.problems, &self.codebook_file())))
    }

    fn stored_codebook(&self) -> Result<Option<Arc<Read<Codebook>>>, LibraryError> {
        let text = self.read_text(&self.codebook_file())?;
        Ok(text.map(|text| self.tags.read(text, codebook_from_ron)))
    }

    /// The notes of a document; none is not an error.
    pub fn load(
        &self,
        fingerprint: &Fingerprint,
        path: Option<&Path>,
    ) -> Result<LoadedNotes, LibraryError> {
        let Some(record) = self.find(&fingerprint.content, Some(&fingerprint.text), path)? else {
            return Ok(LoadedNotes::default());
        };
        let file = self.notes_file(&record.id);
        let Some(read) = self.notes_of(&record.id)? else { return Ok(LoadedNotes::default()) };
        let newer = read.problems.iter().any(|problem| matches!(problem, Problem::Newer(_)));
        Ok(LoadedNotes {
            record: Some(record),
            notebook: read.value.notebook.clone(),
            problems: problem_phrases(&read.problems, &file),
            read_only: newer.then(|| LibraryError::Newer(file.clone()).phrase()),
        })
    }

    /// A document's notes as they stand on disk.
    pub fn notes_of(&self, id: &str) -> Result<Option<Arc<Read<StoredNotes>>>, LibraryError> {
        let text = self.read_text(&self.notes_file(id))?;
        Ok(text.map(|text| self.notes.read(text, notes_from_ron)))
    }

    /// Where a document's notes are.
    pub fn notes_file(&self, id: &str) -> PathBuf {
        self.folder.join(id).join(NOTES)
    }

    /// Where the tags are.
    pub fn codebook_file(&self) -> PathBuf {
        self.folder.join(CODEBOOK)
    }

    /// Writes changes to disk; when this returns they are durable.
    ///
    /// A document without notes that is cleaned as all are leaves no trace.
    pub fn commit(&self, target: &SaveTarget, changes: &[Change]) -> Result<(), LibraryError> {
        if changes.is_empty() && is_usual(target) && self.known(target)?.is_none() {
            return Ok(());
        }
        let _lock = self.lock()?;
        let mut codebook = self.commit_tags(changes)?;
        if !self.splice(target, changes, &codebook)? {
            self.rewrite(target, changes, &mut codebook)?;
        }
        self.write_index();
        self.learn_lines(changes, &target.site);
        Ok(())
    }

    /// Writes the changes of tags; gives the tags as they then are.
    fn commit_tags(&self, changes: &[Change]) -> Result<Codebook, LibraryError> {
        let file = self.codebook_file();
        let text = self.read_text(&file)?;
        let read = self.stored_codebook()?;
        let mut codebook = read.as_ref().map_or_else(Codebook::starting, |read| read.value.clone());
        let changes: Vec<Change> =
            changes.iter().filter(|change| matches!(change, Change::Tag(_))).cloned().collect();
        if read.is_some() && changes.is_empty() {
            return Ok(codebook);
        }
        for change in &changes {
            change.apply(&mut Notebook::default(), &mut codebook);
        }
        let spliced = text.and_then(|text| store::splice_codebook(&text, &changes));
        let text = if let Some(text) = spliced {
            text
        } else {
            self.keep_damaged(&file, read.as_ref().map_or(&[][..], |read| &read.problems))?;
            codebook_to_ron(&codebook)
        };
        self.replace(&file, text.as_bytes())?;
        Ok(codebook)
    }

    /// Puts changes into the document's file, if there is one and it is sound; else says no.
    fn splice(
        &self,
        target: &SaveTarget,
        changes: &[Change],
        codebook: &Codebook,
    ) -> Result<bool, LibraryError> {
        let Some(known) = self.known(target)? else { return Ok(false) };
        let file = self.notes_file(&known.id);
        let Some(text) = self.read_text(&file)? else { return Ok(false) };
        let spliced = store::splice_notes(&text, changes, codebook, |record| {
            target.teach(record, known.id);
        });
        let Some(spliced) = spliced else { return Ok(false) };
        self.write_notes(&file, &spliced)?;
        Ok(true)
    }

    /// Reads the document's file, carries out changes and writes it anew.
    fn rewrite(
        &self,
        target: &SaveTarget,
        changes: &[Change],
        codebook: &mut Codebook,
    ) -> Result<(), LibraryError> {
        let (before, mut stored) = self.stored(target)?;
        for change in changes {
            change.apply(&mut stored.notebook, codebook);
        }
        let file = self.notes_file(&stored.record.id);
        self.keep_damaged(&file, &before.problems)?;
        self.write_notes(&file, &rewrite_notes(&before, &stored, codebook))
    }

    /// The record of the document, if there is one.
    fn known(&self, target: &SaveTarget) -> Result<Option<DocumentRecord>, LibraryError> {
        let SaveTarget { fingerprint, path, .. } = target;
        self.find(&fingerprint.content, Some(&fingerprint.text), path.as_deref())
    }

    /// The file of the document as it is, and what it says with what the document is known by now; a new
    /// record if there is none.
    fn stored(
        &self,
        target: &SaveTarget,
    ) -> Result<(Arc<Read<StoredNotes>>, StoredNotes), LibraryError> {
        let known = self.known(target)?;
        let id = known.as_ref().map_or_else(
            || ulid::Ulid(clock::random_ulid()).to_string(),
            |record| record.id.clone(),
        );
        let read = self.notes_of(&id)?.unwrap_or_default();
        if read.problems.iter().any(|problem| matches!(problem, Problem::Newer(_))) {
            return Err(LibraryError::Newer(self.notes_file(&id)));
        }
        let mut stored = read.value.clone();
        if let Some(known) = known.filter(|_| read.problems.contains(&Problem::Head)) {
            stored.record = known;
        }
        target.teach(&mut stored.record, id);
        Ok((read, stored))
    }

    fn write_notes(&self, file: &Path, text: &str) -> Result<(), LibraryError> {
        let folder = file.parent().unwrap_or(&self.folder);
        // The folder of a file that is there was made durable before it.
        if self.stat(file)?.is_none() {
            disk::make_folder(self.vfs(), folder).map_err(at(folder))?;
        } else {
            self.keep_generation(file);
        }
        disk::remove_leftovers(self.vfs(), folder);
        self.replace(file, text.as_bytes())
    }

    /// What is remembered between starts.
    pub fn state(&self) -> Option<StoredState> {
        store::state_from_ron(&self.read_text(&self.folder.join(STATE)).ok().flatten()?)
    }

    /// Remembers the look, recent documents and places of reading.
    pub fn remember(&self, state: &StoredState) -> Result<(), LibraryError> {
        let _lock = self.lock()?;
        let file = self.folder.join(STATE);
        self.replace(&file, store::state_to_ron(state).as_bytes())
    }

    /// Waits for the lock; it is let go when the answer is dropped, or with the process.
    pub(super) fn lock(&self) -> Result<Lock, LibraryError> {
        let path = self.folder.join(LOCK);
        if self.stat(&path)?.is_none() {
            disk::make_folder(self.vfs(), &self.folder).map_err(at(&self.folder))?;
        }
        let started = Instant::now();
        loop {
            match self.vfs.try_lock(&path) {
                Ok(lock) => {
                    disk::remove_leftovers(self.vfs(), &self.folder);
                    return Ok(lock);
                }
                Err(TryLockError::WouldBlock) if started.elapsed() < PATIENCE => {
                    std::thread::sleep(Duration::from_millis(5));
                }
                Err(TryLockError::WouldBlock) => return Err(LibraryError::Locked(path)),
                Err(TryLockError::Error(error)) => return Err(LibraryError::Io(error, path)),
            }
        }
    }

    /// Rewrites a damaged file with what could be read of it and what its history has of the rest, after
    /// putting the damaged one aside; how many notes came back from the history.
    pub fn repair(&self, id: &str) -> Result<usize, LibraryError> {
        let _lock = self.lock()?;
        let file = self.notes_file(id);
        let Some(read) = self.notes_of(id)? else { return Ok(0) };
        self.keep_damaged(&file, &read.problems)?;
        let mut stored = read.value.clone();
        let n_back = self.bring_back(&file, &read, &mut stored);
        id.clone_into(&mut stored.record.id);
        let (codebook, _) = self.codebook()?;
        self.write_notes(&file, &rewrite_notes(&read, &stored, &codebook))?;
        Ok(n_back)
    }

    /// Puts a copy of a damaged file aside before it is written: what cannot be read is never lost.
    pub(super) fn keep_damaged(
        &self,
        file: &Path,
        problems: &[Problem],
    ) -> Result<(), LibraryError> {
        if !problems.iter().any(Problem::is_damage) {
            return Ok(());
        }
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let aside = file.with_file_name(format!("{name}.damaged-{}.ron", clock::now().0));
        let bytes = self.vfs.read(file).map_err(at(file))?;
        self.replace(&aside, &bytes)
    }
}

/// Whether the document is cleaned as all are.
fn is_usual(target: &SaveTarget) -> bool {
    let usual = CleanOptions::default();
    target.encoding.is_none()
        && target.options.as_ref().is_none_or(|options| {
            options.script == usual.script
                && options.rules_off == usual.rules_off
                && options.rules_on == usual.rules_on
        })
}

/// A path as it is kept: absolute, so that it means the same from everywhere.
pub(super) fn known_path(path: &Path) -> String {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()).to_string_lossy().into_owned()
}
