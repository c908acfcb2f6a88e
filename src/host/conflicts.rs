//! Copies that tools for syncing put beside a file when two machines changed it: found by their names, joined
//! with the notes by identity, and put into the history.
//!
//! Nothing is removed because a copy lacks it: an older copy lacks what is newer.

use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};

use crate::host::library::{Library, LibraryError, at};
use crate::host::{clock, disk};
use crate::notebook::{Annotation, Change, Codebook, Diff, Timestamp, changed, outstanding};
use crate::store::{self, Problem, StoredNotes, codebook_from_ron, notes_in_ron};

/// What a copy of a file is called: its name with something in it, as `notes (1).ron`,
/// `notes.sync-conflict-….ron`, `notes (Anna's conflicted copy).ron`, `notes（冲突副本）.ron`.
fn is_copy_of((stem, extension): (&str, &str), name: &str) -> bool {
    let added = name.strip_prefix(stem).and_then(|rest| rest.strip_suffix(extension));
    added.is_some_and(|added| !added.is_empty() && !added.starts_with(".damaged-"))
}

const NOTES: (&str, &str) = ("notes", ".ron");
const JOURNAL: (&str, &str) = ("journal", ".log");
const CODEBOOK: (&str, &str) = ("codebook", ".ron");

impl Library {
    fn copies(&self, folder: &Path, of: (&str, &str)) -> Vec<PathBuf> {
        let names = self.vfs().list(folder).unwrap_or_default();
        let mut copies: Vec<PathBuf> = names
            .iter()
            .filter(|name| name.to_str().is_some_and(|name| is_copy_of(of, name)))
            .map(|name| folder.join(name))
            .collect();
        copies.sort();
        copies
    }

    /// Joins the copies beside a document's files with its notes; how many there were.
    pub fn join_copies(&self, id: &str) -> Result<usize, LibraryError> {
        let folder = self.folder().join(id);
        if self.copies(&folder, NOTES).is_empty() && self.copies(&folder, JOURNAL).is_empty() {
            return Ok(0);
        }
        let _lock = self.lock()?;
        let Some(read) = self.notes_of(id)? else { return Ok(0) };
        if read.problems.iter().any(Problem::is_newer) {
            return Ok(0);
        }
        let mut stored = read.value;
        let past = self.past(&self.notes_file(id), &self.journal(id)?.read);
        let (mut changes, mut joined) = (Vec::new(), Vec::new());
        for copy in self.copies(&folder, NOTES).into_iter().chain(self.copies(&folder, JOURNAL)) {
            let text = self.read_text(&copy)?.unwrap_or_default();
            let is_journal = copy.extension().is_some_and(|extension| extension == "log");
            let theirs = if is_journal {
                Some(journal_changes(&text, &stored))
            } else {
                notes_changes(&text, id, &stored, &past)
            };
            let Some(theirs) = theirs else { continue };
            for change in &theirs {
                change.apply(&mut stored.notebook, &mut Codebook::default());
            }
            changes.extend(theirs);
            joined.push(copy);
        }
        self.append(id, &changes)?;
        joined.iter().try_for_each(|copy| self.put_into_history(copy, &folder.join("history")))?;
        Ok(joined.len())
    }

    /// Adds the tags that only copies of the codebook have; how many copies there were.
    pub fn join_tag_copies(&self) -> Result<usize, LibraryError> {
        let copies = self.copies(self.folder(), CODEBOOK);
        if copies.is_empty() {
            return Ok(0);
        }
        let _lock = self.lock()?;
        let (mut codebook, _) = self.codebook()?;
        let mut changes = Vec::new();
        for copy in &copies {
            let text = self.read_text(copy)?.unwrap_or_default();
            for (id, tag) in codebook_from_ron(&text).value.tags {
                if let Entry::Vacant(free) = codebook.tags.entry(id) {
                    free.insert(tag.clone());
                    changes.push(Change::Tag(Diff { before: None, after: Some(tag) }));
                }
            }
        }
        self.commit_tags(&changes)?;
        let history = self.folder().join("history");
        copies.iter().try_for_each(|copy| self.put_into_history(copy, &history))?;
        Ok(copies.len())
    }

    /// Moves a copy whose notes are durable elsewhere; it is never deleted.
    fn put_into_history(&self, copy: &Path, history: &Path) -> Result<(), LibraryError> {
        disk::make_folder(self.vfs(), history).map_err(at(history))?;
        let name = copy.file_name().unwrap_or_default().to_string_lossy();
        let aside = history.join(format!("conflict-{:013}-{name}", clock::now().0));
        self.vfs().rename(copy, &aside).map_err(at(copy))
    }
}

fn journal_changes(text: &str, ours: &StoredNotes) -> Vec<Change> {
    let lines = store::changes_from_journal(text);
    let current = |id: &_| ours.notebook.annotations.get(id).cloned();
    outstanding(&lines.read, current)
}

/// What a copy of the notes has that we have not, or otherwise; `None` where it is of another document or of
/// a newer program.
pub(super) fn notes_changes(
    text: &str,
    id: &str,
    ours: &StoredNotes,
    past: &[Annotation],
) -> Option<Vec<Change>> {
    let theirs = notes_in_ron(text);
    let is_strange = theirs.value.record.id != id && !theirs.problems.contains(&Problem::Head);
    if is_strange || theirs.problems.iter().any(Problem::is_newer) {
        return None;
    }
    let mut changes = Vec::new();
    for (id, note) in theirs.value.notebook.annotations {
        let removed = ours.record.removed.get(&id);
        let is_old = |at: &Timestamp| note.modified <= *at;
        let before = ours.notebook.annotations.get(&id).cloned();
        if before.is_none() && removed.is_some_and(is_old) {
            continue;
        }
        let known = || past.iter().filter(|known| known.id == id);
        // We had it so, and went on from there.
        if known().any(|known| *known == note) {
            continue;
        }
        let is_before = |known: &&Annotation| known.revision < note.revision;
        let base = known().filter(is_before).max_by_key(|known| known.revision).cloned();
        let after = changed(before.clone(), &Diff { before: base, after: Some(note) });
        if after != before {
            changes.push(Change::Annotation(Diff { before, after }));
        }
    }
    for (id, mark) in theirs.value.notebook.bookmarks {
        if !ours.notebook.bookmarks.contains_key(&id) {
            changes.push(Change::Bookmark(Diff { before: None, after: Some(mark) }));
        }
    }
    Some(changes)
}
