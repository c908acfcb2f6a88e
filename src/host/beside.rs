//! Notes that also stand beside their document, as `book.epub.notes.ron`, where the reader wants that: they go where
//! the file goes, and are joined with the library's wherever the file is opened.
//!
//! The library's own file stays the one that is waited for: what cannot be written beside a document is safe.

use std::borrow::Cow;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::document::Fingerprint;
use crate::host::conflicts::notes_changes;
use crate::host::library::{Library, LibraryError, text_of};
use crate::notebook::{Change, Codebook, Diff, Notebook, PATH_SEPARATOR, Tag};
use crate::store::{DocumentRecord, Problem, notes_in_ron, tags_in};

/// What the name of a document's file is followed by.
const BEHIND: &str = ".notes.ron";

/// Where the notes of the document at `path` stand beside it.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().map_or_else(OsString::new, OsString::from);
    name.push(BEHIND);
    path.with_file_name(name)
}

impl Library {
    /// Has a document's notes kept beside it too, or no longer; whether they now are. `None` where it has no notes.
    pub fn toggle_beside(
        &self,
        fingerprint: &Fingerprint,
        path: &Path,
    ) -> Result<Option<bool>, LibraryError> {
        let Some(record) = self.known_by(fingerprint, Some(path))? else { return Ok(None) };
        let is_beside = !record.is_beside;
        let is_taken = !is_beside && {
            let _lock = self.lock()?;
            self.take_over(&record.id, &beside(path), None)?
        };
        self.teach_record(&record.id, |record| record.is_beside = is_beside)?;
        if is_taken {
            drop(self.vfs().remove(&beside(path)));
        }
        Ok(Some(is_beside))
    }

    /// Whether a document's first notes also stand beside its file at `path`: where the reader wants that of all,
    /// and the file is not the library's own, as what was pasted is.
    pub(super) fn begins_beside(&self, path: Option<&Path>) -> bool {
        let Some(path) = path.filter(|path| !path.starts_with(self.folder())) else { return false };
        // What stands there and was not joined is another hand's.
        self.state().is_some_and(|state| state.keeps_beside)
            && self.stat(&beside(path)).is_ok_and(|stat| stat.is_none())
    }

    /// Writes a document's file beside it too, where that is wanted and the document is there; `before` is what
    /// was written there last. What another hand put there since is taken over first. For one who holds the lock,
    /// when the journal has nothing that is not in `parts`.
    pub(super) fn write_beside(
        &self,
        record: &DocumentRecord,
        parts: &[Cow<'_, str>],
        before: Option<&str>,
    ) {
        let path = record.paths.last().filter(|_| record.is_beside).map(Path::new);
        let Some(path) = path.filter(|path| self.vfs().stat(path).is_ok()) else { return };
        let file = beside(path);
        if self.take_over(&record.id, &file, before).unwrap_or_default() {
            // On a medium that is read-only the library has them.
            drop(self.replace_by_parts(&file, parts));
        }
    }

    /// Brings what stands in `file` beside a document into its journal, unless it is `before`; whether the library
    /// then has all of it. What cannot be read of it is kept with the history; what a newer program wrote is left.
    fn take_over(&self, id: &str, file: &Path, before: Option<&str>) -> Result<bool, LibraryError> {
        let Some(bytes) = self.read_bytes(file)? else { return Ok(true) };
        let text = text_of(&bytes);
        if before == Some(&text) {
            return Ok(true);
        }
        let read = notes_in_ron(&text);
        let ours = self.notes_of(id)?;
        let Some(ours) = ours.filter(|_| !read.problems.iter().any(Problem::is_newer)) else {
            return Ok(false);
        };
        if read.problems.iter().any(Problem::is_damage) {
            self.keep_beside(id, &bytes)?;
        }
        let past = self.past(&self.notes_file(id), &self.journal(id)?.read);
        let changes = notes_changes(&text, &read.value.record.id, &ours.value, &past);
        let changes = changes.unwrap_or_default();
        self.append(id, &changes)?;
        if !changes.is_empty() {
            self.left().note_strange_journal(id);
        }
        Ok(true)
    }

    /// Joins what stands beside a document with the notes of the library, which may have none of it yet.
    pub(super) fn join_beside(
        &self,
        fingerprint: &Fingerprint,
        path: &Path,
    ) -> Result<(), LibraryError> {
        let Some(text) = self.read_text(&beside(path))? else { return Ok(()) };
        let read = notes_in_ron(&text);
        let is_odd = |problem: &Problem| problem.is_newer() || *problem == Problem::Head;
        if read.problems.iter().any(is_odd) {
            return Ok(());
        }
        let Some(known) = self.find(&fingerprint.content, Some(&fingerprint.text), Some(path))?
        else {
            return self.take_in(&read.value.record, &text);
        };
        if self.read_text(&self.notes_file(&known.id))?.as_ref() == Some(&text) {
            return Ok(());
        }
        let _lock = self.lock()?;
        self.take_over(&known.id, &beside(path), None).map(drop)
    }

    /// Puts a document's notes into the library as they stand beside it.
    fn take_in(&self, record: &DocumentRecord, text: &str) -> Result<(), LibraryError> {
        let is_id = record.id.len() == 26 && record.id.bytes().all(|b| b.is_ascii_alphanumeric());
        let file = self.notes_file(&record.id);
        if !is_id || self.stat(&file)?.is_some() {
            return Ok(());
        }
        let _lock = self.lock()?;
        self.write_notes(&file, &[text.into()])?;
        let (mut codebook, _) = self.codebook()?;
        let mut changes = Vec::new();
        for tag in tags_in(text) {
            if !codebook.tags.contains_key(&tag.id) {
                let change =
                    Change::Tag(Diff { before: None, after: Some(placed(tag, &codebook)) });
                change.apply(&mut Notebook::default(), &mut codebook);
                changes.push(change);
            }
        }
        self.commit_tags(&changes)?;
        self.write_index(None);
        Ok(())
    }
}

/// A tag that is called by its whole path, where it belongs among those that are known.
pub(super) fn placed(tag: Tag, codebook: &Codebook) -> Tag {
    let Some((above, name)) = tag.name.rsplit_once(PATH_SEPARATOR) else { return tag };
    let parent = codebook.find(above).map(|parent| parent.id.clone());
    Tag { parent, name: name.to_owned(), ..tag }
}
