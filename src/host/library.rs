//! The library on disk: a folder a document, the tags, what is remembered.
//!
//! Every write holds the lock and looks at what is there, so that two windows and the command line can work
//! side by side; how changes are written is in `commit`. Nothing here prints; every failure says in words
//! what happened.

use std::borrow::Cow;
use std::fs::TryLockError;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::clean::CleanOptions;
use crate::document::Fingerprint;
use crate::host::commit;
use crate::host::home::Home;
use crate::host::journal::Left;
use crate::host::memo::{LastKnown, Memo};
pub use crate::host::mending::Settled;
use crate::host::problems::newer_notes;
pub use crate::host::problems::{LibraryError, brought_back, problem_phrases};
use crate::host::vfs::{Lock, RealDisk, Vfs};
use crate::host::workers::Cores;
use crate::host::{clock, disk};
use crate::notebook::{Change, Codebook, Notebook};
use crate::ruling::Site;
use crate::store::{
    self, DocumentRecord, Lines, Problem, Read, StoredNotes, StoredState, codebook_from_ron,
    notes_in_ron_by,
};
use crate::text::Phrase;

/// The variable that names the library's folder.
pub const FOLDER_VARIABLE: &str = "DANHUANG_LIBRARY";
/// How long a writer waits for another.
const PATIENCE: Duration = Duration::from_secs(5);
/// Between two looks whether it is done: short, since one that writes without a pause lets go for a moment only.
const LOOK_AGAIN: Duration = Duration::from_micros(300);
/// How often a file and its journal are read until they belong together.
const MOST_READINGS: usize = 8;
const NOTES: &str = "notes.ron";
pub(super) const CODEBOOK: &str = "codebook.ron";
const STATE: &str = "state.ron";
pub(super) const LOCK: &str = ".lock";
/// Whose turn it is next.
const TURN: &str = ".turn";

/// A library, by its folder; opening it writes nothing.
#[derive(Clone, Debug)]
pub struct Library {
    vfs: Arc<dyn Vfs>,
    folder: PathBuf,
    tags: Memo<Codebook>,
    left: Left,
    last: LastKnown,
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
    pub(super) fn teach(&self, record: &mut DocumentRecord, id: String) {
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
    /// In how many places its files are damaged.
    pub n_damaged: usize,
    /// Whether neither the file nor its text is one that is known of it.
    pub is_new_version: bool,
}

/// The bytes of a document's file, and what its journal has beside it.
type FileWithJournal = (Vec<u8>, Lines<Change>);

pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> LibraryError {
    move |error| LibraryError::Io(error, path.to_path_buf())
}

impl Library {
    /// The library in `folder`, else where the variable says, else where the reader chose, else in the person's
    /// data folder.
    pub fn open(folder: Option<PathBuf>) -> Result<Self, LibraryError> {
        let named = folder.or_else(|| {
            std::env::var_os(FOLDER_VARIABLE).filter(|name| !name.is_empty()).map(PathBuf::from)
        });
        if let Some(folder) = named {
            return Ok(Self::on(Arc::new(RealDisk), folder));
        }
        let home = Home::of_person().ok_or(LibraryError::NoHome)?;
        let library = Self::on(Arc::new(RealDisk), home.folder());
        if home.is_chosen() {
            // It was there when it was chosen; its disk may be away.
            library.left.note_there();
        }
        Ok(library)
    }

    /// The library in `folder` of a file system.
    pub fn on(vfs: Arc<dyn Vfs>, folder: PathBuf) -> Self {
        let (tags, left, last) = (Memo::default(), Left::default(), LastKnown::default());
        Self { vfs, folder, tags, left, last }
    }

    /// The file system it is kept in.
    pub(super) fn vfs(&self) -> &dyn Vfs {
        self.vfs.as_ref()
    }

    /// A file's text, or none if there is no such file. Bytes that are no UTF-8 become U+FFFD, and
    /// with that a block whose checksum fails.
    pub(super) fn read_text(&self, path: &Path) -> Result<Option<String>, LibraryError> {
        let text = |bytes| {
            String::from_utf8(bytes).unwrap_or_else(|error| text_of(error.as_bytes()).into_owned())
        };
        Ok(self.read_bytes(path)?.map(text))
    }

    /// A file's bytes, or none if there is no such file.
    pub(super) fn read_bytes(&self, path: &Path) -> Result<Option<Vec<u8>>, LibraryError> {
        match self.vfs.read(path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(LibraryError::Io(error, path.to_path_buf())),
        }
    }

    /// Puts `bytes` in the place of a file; when this returns they are durable.
    pub(super) fn replace(&self, path: &Path, bytes: &[u8]) -> Result<(), LibraryError> {
        disk::atomic_replace(self.vfs(), path, bytes).map_err(at(path))
    }

    /// The same with a text in parts.
    pub(super) fn replace_by_parts(
        &self,
        path: &Path,
        parts: &[Cow<'_, str>],
    ) -> Result<(), LibraryError> {
        disk::atomic_replace_by_parts(self.vfs(), path, parts).map_err(at(path))
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

    pub(super) fn stored_codebook(&self) -> Result<Option<Arc<Read<Codebook>>>, LibraryError> {
        let text = self.read_text(&self.codebook_file())?;
        Ok(text.map(|text| self.tags.read(text, codebook_from_ron)))
    }

    /// The notes of a document; none is not an error.
    pub fn load(
        &self,
        fingerprint: &Fingerprint,
        path: Option<&Path>,
    ) -> Result<LoadedNotes, LibraryError> {
        if let Some(path) = path {
            // What stands beside the file and cannot be joined stays where it is.
            drop(self.join_beside(fingerprint, path));
        }
        let Some(record) = self.find(&fingerprint.content, Some(&fingerprint.text), path)? else {
            return Ok(LoadedNotes::default());
        };
        let file = self.notes_file(&record.id);
        // Where copies cannot be joined, as on a disk that is read-only, they stay where they are.
        drop(self.join_copies(&record.id));
        let Some(read) = self.notes_of(&record.id)? else { return Ok(LoadedNotes::default()) };
        let read_only = read.problems.iter().any(Problem::is_newer).then(|| newer_notes(&file));
        // What looks odd in a newer program's file may be as that program writes it.
        let (problems, n_damaged) = match &read_only {
            Some(why) => (vec![why.clone()], 0),
            None => (
                problem_phrases(&read.problems, &file),
                read.problems.iter().filter(|problem| problem.is_damage()).count(),
            ),
        };
        let is_known = record.contents.contains(&fingerprint.content)
            || record.texts.contains(&fingerprint.text);
        Ok(LoadedNotes {
            is_new_version: !is_known,
            record: Some(record),
            notebook: read.value.notebook,
            problems,
            n_damaged,
            read_only,
        })
    }

    /// A document's notes as they stand on disk.
    pub fn notes_of(&self, id: &str) -> Result<Option<Read<StoredNotes>>, LibraryError> {
        let Some((bytes, lines)) = self.file_with_journal(id)? else { return Ok(None) };
        let mut read = notes_in_ron_by(&text_of(&bytes), &Cores::all());
        let is_odd = read.problems.iter().any(Problem::is_damage) || !self.is_as_left(id)?;
        read.value = commit::with_journal(read.value, &lines.read);
        read.problems.extend(lines.problems());
        if is_odd {
            let file = self.notes_file(id);
            let gone = self.vanished(&file, &lines.read, &read.value.notebook);
            read.problems.extend(gone.map(Problem::Vanished));
        }
        if self.stat(&self.notes_file(id))?.is_none() {
            read.problems.push(Problem::Vanished(read.value.notebook.annotations.len()));
        }
        Ok(Some(read))
    }

    /// A document's file with its journal; what its history has where the file is gone. Another program may bring
    /// the one into the other between the two readings; then both are read again.
    pub(super) fn file_with_journal(
        &self,
        id: &str,
    ) -> Result<Option<FileWithJournal>, LibraryError> {
        let mut n_left = MOST_READINGS;
        loop {
            let before = self.journal_stat(id)?;
            let lines = self.journal(id)?;
            let bytes = self.read_bytes(&self.notes_file(id))?;
            n_left -= 1;
            if n_left == 0 || self.journal_stat(id)? == before {
                let bytes = bytes.map_or_else(|| self.file_again(id), |bytes| Ok(Some(bytes)));
                return Ok(bytes?.map(|bytes| (bytes, lines)));
            }
        }
    }

    /// The bytes of a document's file that is gone, as its history has them.
    pub(super) fn file_again(&self, id: &str) -> Result<Option<Vec<u8>>, LibraryError> {
        let Some(stored) = self.kept_in_history(id) else { return Ok(None) };
        let (codebook, _) = self.codebook()?;
        Ok(Some(store::notes_to_ron(&stored, &codebook).into_bytes()))
    }

    /// How this program left the journals.
    pub(super) const fn left(&self) -> &Left {
        &self.left
    }

    /// Where a document's notes are.
    pub fn notes_file(&self, id: &str) -> PathBuf {
        self.folder.join(id).join(NOTES)
    }

    /// Where the tags are.
    pub fn codebook_file(&self) -> PathBuf {
        self.folder.join(CODEBOOK)
    }

    /// The record of the document, if there is one; a file of a newer program is an error.
    pub(super) fn known(
        &self,
        target: &SaveTarget,
    ) -> Result<Option<DocumentRecord>, LibraryError> {
        self.known_by(&target.fingerprint, target.path.as_deref())
    }

    /// The next change seeks its document anew.
    pub(super) fn forget_known(&self) {
        self.last.forget();
    }

    /// Notes that a document's file was written by this program, and need not be sought again.
    pub(super) fn renew_known(&self, record: &DocumentRecord) -> Result<(), LibraryError> {
        let stamp = self.stamp(&record.id)?;
        self.last.renew((record.clone(), stamp));
        Ok(())
    }

    /// The identity of a document, if it has notes.
    pub fn id_of(
        &self,
        fingerprint: &Fingerprint,
        path: Option<&Path>,
    ) -> Result<Option<String>, LibraryError> {
        let found = self.find(&fingerprint.content, Some(&fingerprint.text), path)?;
        Ok(found.map(|record| record.id))
    }

    pub(super) fn known_by(
        &self,
        fingerprint: &Fingerprint,
        path: Option<&Path>,
    ) -> Result<Option<DocumentRecord>, LibraryError> {
        let last = self.last.get(fingerprint, path);
        if let Some((record, stamp)) = last
            && self.stamp(&record.id)? == stamp
        {
            return Ok(Some(record));
        }
        let found = self.find(&fingerprint.content, Some(&fingerprint.text), path)?;
        let Some(record) = found else { return Ok(None) };
        let (stamp, file) = (self.stamp(&record.id)?, self.notes_file(&record.id));
        let text = self.read_text(&file)?.unwrap_or_default();
        if store::is_newer(&text) {
            return Err(LibraryError::Newer(file));
        }
        self.last.set(fingerprint, path, (record.clone(), stamp));
        Ok(Some(record))
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
            self.check_there()?;
            disk::make_folder(self.vfs(), &self.folder).map_err(at(&self.folder))?;
        }
        let started = Instant::now();
        // Who waits has the turn: one that writes without a pause comes after him. Without it, it is luck.
        let _turn = self.wait_for(self.folder.join(TURN), started);
        let lock = self.wait_for(path, started)?;
        disk::remove_leftovers(self.vfs(), &self.folder);
        self.left.note_there();
        Ok(lock)
    }

    fn wait_for(&self, path: PathBuf, started: Instant) -> Result<Lock, LibraryError> {
        loop {
            match self.vfs.try_lock(&path) {
                Ok(lock) => return Ok(lock),
                Err(TryLockError::WouldBlock) if started.elapsed() < PATIENCE => {
                    std::thread::sleep(LOOK_AGAIN);
                }
                Err(TryLockError::WouldBlock) => return Err(LibraryError::Locked(path)),
                Err(TryLockError::Error(error)) => return Err(LibraryError::Io(error, path)),
            }
        }
    }

    /// A library that was there and of which nothing is left was not removed by its reader, but its disk was:
    /// another must not begin in its place.
    pub(super) fn check_there(&self) -> Result<(), LibraryError> {
        let is_empty = || self.vfs.list(&self.folder).map_or(true, |names| names.is_empty());
        if self.left.was_there() && is_empty() {
            return Err(LibraryError::Gone(self.folder.clone()));
        }
        Ok(())
    }

    /// Puts a copy of a damaged file aside before it is written: what cannot be read is never lost.
    pub(super) fn keep_damaged(
        &self,
        file: &Path,
        problems: &[Problem],
    ) -> Result<(), LibraryError> {
        if problems.iter().any(Problem::is_damage) { self.keep_aside(file) } else { Ok(()) }
    }

    /// Puts a copy of a file aside.
    pub(super) fn keep_aside(&self, file: &Path) -> Result<(), LibraryError> {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let aside = file.with_file_name(format!("{name}.damaged-{}.ron", clock::now().0));
        let bytes = self.vfs.read(file).map_err(at(file))?;
        self.replace(&aside, &bytes)
    }
}

/// The text of a file; a long one is checked five times as fast so as by what makes a `String` of it.
pub(super) fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    encoding_rs::UTF_8.decode_without_bom_handling(bytes).0
}

/// A path as it is kept: absolute, so that it means the same from everywhere.
pub(super) fn known_path(path: &Path) -> String {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()).to_string_lossy().into_owned()
}
