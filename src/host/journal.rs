//! A document's journal on disk: what is not in `notes.ron` yet stands in `journal.log` beside it.
//!
//! A change is durable when its line is. The file is only ever written behind its end, or replaced as a
//! whole where its end is torn or would not be written.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::host::library::{Library, LibraryError, at};
use crate::host::vfs::Stat;
use crate::notebook::Change;
use crate::store::{self, Lines};

const JOURNAL: &str = "journal.log";

/// How this program left journals, by their documents: one that is as it was left ends with a whole line,
/// and its name is durable; and what nobody else wrote into. Clones share it.
#[derive(Clone, Debug, Default)]
pub(super) struct Left(Arc<Mutex<Known>>);

#[derive(Debug, Default)]
struct Known {
    journals: BTreeMap<String, Stat>,
    /// The same of journals in which there is no line of another program.
    own_journals: BTreeMap<String, Stat>,
    /// Whether the library was there before.
    was_there: bool,
    /// Stamps of notes' files that hold nothing of another program which was not read here before.
    own_files: BTreeMap<String, String>,
}

impl Left {
    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that the library is there.
    pub(super) fn note_there(&self) {
        self.known().was_there = true;
    }

    /// Whether the library was there before.
    pub(super) fn was_there(&self) -> bool {
        self.known().was_there
    }

    /// Whether a document's journal holds only lines of this program.
    pub(super) fn is_own_journal(&self, id: &str, journal: Option<Stat>) -> bool {
        journal.is_none() || self.known().own_journals.get(id).copied() == journal
    }

    /// Whether a document's file was written here from nothing but what was read or written here before.
    pub(super) fn is_own_file(&self, id: &str, stamp: &str) -> bool {
        self.known().own_files.get(id).is_some_and(|own| own == stamp)
    }

    /// Notes that a document's journal holds what nobody here has seen yet.
    pub(super) fn note_strange_journal(&self, id: &str) {
        self.known().own_journals.remove(id);
    }

    /// Notes that a document's file holds nothing that is not known here.
    pub(super) fn note_own_file(&self, id: &str, stamp: String) {
        self.known().own_files.insert(id.to_owned(), stamp);
    }
}

impl Library {
    /// Where a document's journal is, if it has one.
    pub fn journal_file(&self, id: &str) -> PathBuf {
        self.folder().join(id).join(JOURNAL)
    }

    /// What a document's journal says; nothing if there is none.
    pub(super) fn journal(&self, id: &str) -> Result<Lines<Change>, LibraryError> {
        let text = self.read_text(&self.journal_file(id))?.unwrap_or_default();
        Ok(store::changes_from_journal(&text))
    }

    /// What tells a document's journal from what it is after any writing.
    pub(super) fn journal_stat(&self, id: &str) -> Result<Option<Stat>, LibraryError> {
        self.stat(&self.journal_file(id))
    }

    /// Adds changes to a document's journal; when this returns they are durable. For one who holds the lock.
    pub(super) fn append(&self, id: &str, changes: &[Change]) -> Result<(), LibraryError> {
        let lines = store::journal_from_changes(changes);
        if lines.is_empty() {
            return Ok(());
        }
        let file = self.journal_file(id);
        let stat = self.stat(&file)?;
        let is_own = self.left().is_own_journal(id, stat);
        let left = self.left().known().journals.remove(id);
        let is_known = stat.is_some() && left == stat;
        let done = if is_known || stat.is_none() || self.journal_is_whole(id)? {
            self.write_behind(&file, &lines, !is_known)
        } else {
            Err(std::io::ErrorKind::UnexpectedEof.into())
        };
        // What could not be written there may be in it all the same, or half of it, or not on the disk
        // though the next sync says so: a new file takes its place.
        if done.is_err() {
            self.replace_journal(id, &lines)?;
        }
        if let Some(stat) = self.stat(&file)? {
            let mut known = self.left().known();
            known.journals.insert(id.to_owned(), stat);
            if is_own {
                known.own_journals.insert(id.to_owned(), stat);
            }
        }
        Ok(())
    }

    fn write_behind(
        &self,
        file: &std::path::Path,
        lines: &str,
        is_name_new: bool,
    ) -> std::io::Result<()> {
        let mut journal = self.vfs().append(file)?;
        journal.write(lines.as_bytes())?;
        journal.sync()?;
        // A name that is there may be of a program that was cut off before it waited for that.
        if is_name_new {
            self.vfs().sync_folder(file.parent().unwrap_or(self.folder()))
        } else {
            Ok(())
        }
    }

    /// Whether the next line may be written behind what is there.
    fn journal_is_whole(&self, id: &str) -> Result<bool, LibraryError> {
        let text = self.read_text(&self.journal_file(id))?.unwrap_or_default();
        Ok(text.is_empty() || text.ends_with('\n'))
    }

    /// Puts a new file in the place of the journal: its whole lines as they are, and `lines`.
    fn replace_journal(&self, id: &str, lines: &str) -> Result<(), LibraryError> {
        let file = self.journal_file(id);
        let text = self.read_text(&file)?.unwrap_or_default();
        let torn = store::changes_from_journal(&text).torn;
        let mut whole = text.get(..text.len() - torn.len()).unwrap_or_default().to_owned();
        if !whole.is_empty() && !whole.ends_with('\n') {
            whole.push('\n');
        }
        whole.push_str(lines);
        self.replace(&file, whole.as_bytes())
    }

    /// Takes a journal away whose changes are durable in `notes.ron`; for one who holds the lock.
    ///
    /// It is kept with the history, so that damage to the notes costs none of them; lines that cannot be
    /// read are kept for ever.
    pub(super) fn clear_journal(
        &self,
        id: &str,
        lines: &Lines<Change>,
    ) -> Result<(), LibraryError> {
        let file = self.journal_file(id);
        if self.stat(&file)?.is_none() {
            return Ok(());
        }
        if !lines.damaged.is_empty() {
            let aside = format!("journal.damaged-{}.log", crate::host::clock::now().0);
            let damaged = lines.damaged.join("\n");
            self.replace(&file.with_file_name(aside), damaged.as_bytes())?;
        }
        self.left().known().journals.remove(id);
        self.keep_journal(&file);
        self.vfs().remove(&file).map_err(at(&file))
    }
}
