//! How changes come to disk: into the journal at once, from there into `notes.ron` when there is time.
//!
//! Whatever is written is written under the lock, after a look at what is there.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;

use crate::clean::CleanOptions;
use crate::host::library::{Library, LibraryError, SaveTarget, at, text_of};
use crate::host::mending::{Mended, Settled};
use crate::host::{clock, disk};
use crate::notebook::{Change, Codebook, Notebook, outstanding};
use crate::store::{
    self, DocumentRecord, Lines, Problem, Splice, StoredNotes, rewrite_codebook, rewrite_notes,
};

impl Library {
    /// Makes changes durable; when this returns they are.
    ///
    /// Those of notes are in the journal then, and [`Library::settle`] brings them into `notes.ron`. A
    /// document without notes that is cleaned as all are leaves no trace.
    pub fn commit(&self, target: &SaveTarget, changes: &[Change]) -> Result<(), LibraryError> {
        self.carry_out(target, changes).map(drop)
    }

    /// The same, and `notes.ron` has them when this returns; what was found wrong with it on the way.
    pub fn commit_whole(
        &self,
        target: &SaveTarget,
        changes: &[Change],
    ) -> Result<Settled, LibraryError> {
        match self.carry_out(target, changes)? {
            Some((id, settled)) => Ok(settled.and(self.settle(&id)?)),
            None => Ok(Settled::default()),
        }
    }

    /// The document's identity, if it leaves a trace, and what was found wrong with its file.
    fn carry_out(
        &self,
        target: &SaveTarget,
        changes: &[Change],
    ) -> Result<Option<(String, Settled)>, LibraryError> {
        if changes.is_empty() && is_usual(target) && self.known(target)?.is_none() {
            return Ok(None);
        }
        let _lock = self.lock()?;
        let known = self.known(target)?;
        let codebook = self.commit_tags(changes)?;
        let done = match known {
            Some(record) => {
                self.append(&record.id, changes)?;
                let settled = self.learn(&record, target, changes, &codebook)?;
                (record.id, settled)
            }
            None => (self.begin(target, changes, &codebook)?, Settled::default()),
        };
        self.learn_lines(changes, &target.site);
        Ok(Some(done))
    }

    /// Writes what the document is known by and how it is cleaned, where that is new, and the names of tags
    /// where they are.
    fn learn(
        &self,
        record: &DocumentRecord,
        target: &SaveTarget,
        changes: &[Change],
        codebook: &Codebook,
    ) -> Result<Settled, LibraryError> {
        let mut taught = record.clone();
        target.teach(&mut taught, record.id.clone());
        let renames = |change: &Change| matches!(change, Change::Tag(diff) if diff.before.is_some() && !diff.is_of_words());
        if taught == *record && !changes.iter().any(renames) {
            return Ok(Settled::default());
        }
        let tags: Vec<Change> =
            changes.iter().filter(|change| matches!(change, Change::Tag(_))).cloned().collect();
        self.settle_locked(&record.id, &tags, codebook, |record| {
            target.teach(record, record.id.clone());
        })
    }

    /// The first notes of a document: its folder, and its file as a whole.
    fn begin(
        &self,
        target: &SaveTarget,
        changes: &[Change],
        codebook: &Codebook,
    ) -> Result<String, LibraryError> {
        let id = ulid::Ulid(clock::random_ulid()).to_string();
        let mut stored = StoredNotes::default();
        target.teach(&mut stored.record, id.clone());
        let mut tags = codebook.clone();
        changes.iter().for_each(|change| change.apply(&mut stored.notebook, &mut tags));
        stored.record.is_beside = self.begins_beside(target.path.as_deref());
        let parts = [store::notes_to_ron(&stored, codebook).into()];
        let file = self.notes_file(&id);
        self.write_notes(&file, &parts)?;
        self.write_beside(&stored.record, &parts, None);
        self.left().note_own_file(&id, self.stamp(&id)?);
        self.keep_changes(&file, changes);
        self.write_index(Some(&stored.record));
        Ok(id)
    }

    /// Makes changes of tags durable that no document's notes come with.
    pub(super) fn commit_tags_alone(&self, changes: &[Change]) -> Result<(), LibraryError> {
        let _lock = self.lock()?;
        self.commit_tags(changes).map(drop)
    }

    /// Writes the changes of tags and of what is written about the library; gives the tags as they then are.
    pub(super) fn commit_tags(&self, changes: &[Change]) -> Result<Codebook, LibraryError> {
        let file = self.codebook_file();
        let text = self.read_text(&file)?;
        let read = self.stored_codebook()?;
        let mut codebook = read.as_ref().map_or_else(Codebook::starting, |read| read.value.clone());
        let changes: Vec<Change> =
            changes.iter().filter(|change| change.is_of_library()).cloned().collect();
        if read.is_some() && changes.is_empty() {
            return Ok(codebook);
        }
        let problems = read.as_ref().map_or(&[][..], |read| &read.problems);
        if problems.iter().any(Problem::is_newer) {
            return Err(LibraryError::Newer(file));
        }
        for change in &changes {
            change.apply(&mut Notebook::default(), &mut codebook);
        }
        let before = text.unwrap_or_default();
        let text = if let Some(text) = store::splice_codebook(&before, &changes) {
            text
        } else {
            self.keep_damaged(&file, problems)?;
            if problems.iter().any(Problem::is_damage) {
                self.name_used_tags(&mut codebook)?;
            }
            rewrite_codebook(&[&before], &codebook)
        };
        self.replace(&file, text.as_bytes())?;
        Ok(codebook)
    }

    /// Brings every journal of the library into its document's file.
    pub fn settle_all(&self) -> Result<(), LibraryError> {
        self.document_ids()?.iter().try_for_each(|id| self.settle(id).map(drop))?;
        self.join_tag_copies().map(drop)
    }

    /// Brings what a document's journal holds into its `notes.ron`, and clears the journal; what was found wrong
    /// with the file.
    pub fn settle(&self, id: &str) -> Result<Settled, LibraryError> {
        if self.journal_stat(id)?.is_none() {
            return Ok(Settled::default());
        }
        let _lock = self.lock()?;
        let (codebook, _) = self.codebook()?;
        self.settle_locked(id, &[], &codebook, |_| {})
    }

    /// Changes what a document is known by.
    pub(super) fn teach_record(
        &self,
        id: &str,
        learn: impl Fn(&mut DocumentRecord),
    ) -> Result<(), LibraryError> {
        let _lock = self.lock()?;
        let (codebook, _) = self.codebook()?;
        self.forget_known();
        self.settle_locked(id, &[], &codebook, learn).map(drop)
    }

    /// Brings a journal in for one who holds the lock; `tags` are changes of tags that may have given them other
    /// names.
    fn settle_locked(
        &self,
        id: &str,
        tags: &[Change],
        codebook: &Codebook,
        learn: impl Fn(&mut DocumentRecord),
    ) -> Result<Settled, LibraryError> {
        let file = self.notes_file(id);
        let is_own = self.left().is_own_journal(id, self.journal_stat(id)?)
            && self.left().is_own_file(id, &self.stamp(id)?);
        let lines = self.journal(id)?;
        self.write_again(id)?;
        let Some(bytes) = self.read_bytes(&file)? else { return Ok(Settled::default()) };
        let text = text_of(&bytes);
        let learn = |record: &mut DocumentRecord| {
            id.clone_into(&mut record.id);
            learn(record);
        };
        // What another hand wrote is looked at as a whole: sound blocks say nothing of one that is gone, and what it
        // changed is ours from now on.
        let is_left = self.is_as_left(id)?;
        let odd = if is_left { None } else { Some(self.mended(id, &text, &lines)?) };
        let is_whole = odd.as_ref().is_none_or(Mended::is_nothing);
        let spliced = is_whole.then(|| spliced(&text, &lines, tags, codebook, &learn)).flatten();
        let mut settled = odd.as_ref().map_or_else(Settled::default, |odd| odd.settled(&file));
        let (parts, record) = if let Some((parts, record)) = spliced {
            if !is_left {
                self.copy_generation(&file);
            }
            self.write_notes(&file, &parts)?;
            (parts, record)
        } else {
            let mended = odd.map_or_else(|| self.mended(id, &text, &lines), Ok)?;
            settled = mended.settled(&file);
            self.rewrite(&file, mended, codebook, &learn)?
        };
        self.clear_journal(id, &lines)?;
        self.write_beside(&record, &parts, Some(&text));
        self.renew_known(&record)?;
        // What came back is not known to those who read the file before.
        if is_own && settled.n_back == 0 {
            self.left().note_own_file(id, self.stamp(id)?);
        }
        self.write_index(Some(&record));
        Ok(settled)
    }

    /// Writes a document's file anew as a whole; what is then in it.
    fn rewrite<'a>(
        &self,
        file: &Path,
        mended: Mended,
        codebook: &Codebook,
        learn: &dyn Fn(&mut DocumentRecord),
    ) -> Result<(Vec<Cow<'a, str>>, DocumentRecord), LibraryError> {
        let Mended { before, mut stored, is_as_it_stands, is_left, taken_over, .. } = mended;
        learn(&mut stored.record);
        let parts = vec![rewrite_notes(&before, &stored, codebook).into()];
        if is_as_it_stands {
            if !is_left {
                self.copy_generation(file);
            }
            self.write_notes(file, &parts)?;
        } else {
            // The history needs no copy of what is damaged.
            self.keep_aside(file)?;
            self.replace_by_parts(file, &parts)?;
        }
        self.keep_changes(file, &taken_over);
        Ok((parts, stored.record))
    }

    /// Puts a text in parts in the place of a document's file.
    pub(super) fn write_notes(
        &self,
        file: &Path,
        parts: &[Cow<'_, str>],
    ) -> Result<(), LibraryError> {
        let folder = file.parent().unwrap_or(self.folder());
        // The folder of a file that is there was made durable before it.
        if self.stat(file)?.is_none() {
            disk::make_folder(self.vfs(), folder).map_err(at(folder))?;
        } else {
            self.keep_generation(file);
        }
        disk::remove_leftovers(self.vfs(), folder);
        self.replace_by_parts(file, parts)
    }

    /// Writes a document's file that is gone anew from its history; how many notes that has. For one who holds the
    /// lock.
    fn write_again(&self, id: &str) -> Result<usize, LibraryError> {
        let file = self.notes_file(id);
        if self.stat(&file)?.is_some() {
            return Ok(0);
        }
        let Some(bytes) = self.file_again(id)? else { return Ok(0) };
        let text = text_of(&bytes);
        self.write_notes(&file, &[text.as_ref().into()])?;
        Ok(store::ids_in(&text).len())
    }

    /// Rewrites a damaged file with what could be read of it and what its journal and its history have of
    /// the rest, after putting the damaged one aside; how many notes came back from the history.
    pub fn repair(&self, id: &str) -> Result<usize, LibraryError> {
        let _lock = self.lock()?;
        let file = self.notes_file(id);
        let n_again = self.write_again(id)?;
        let Some(text) = self.read_text(&file)? else { return Ok(0) };
        let lines = self.journal(id)?;
        let mended = self.mended(id, &text, &lines)?;
        let (n_back, (codebook, _)) = (mended.n_back, self.codebook()?);
        let own = |record: &mut DocumentRecord| id.clone_into(&mut record.id);
        let (_, record) = self.rewrite(&file, mended, &codebook, &own)?;
        self.clear_journal(id, &lines)?;
        self.renew_known(&record)?;
        self.write_index(Some(&record));
        Ok(n_again + n_back)
    }
}

/// The file `text` with what the journal holds beside it, if it is sound; with what it then says of the
/// document.
fn spliced<'a>(
    text: &'a str,
    lines: &Lines<Change>,
    tags: &[Change],
    codebook: &Codebook,
    learn: &dyn Fn(&mut DocumentRecord),
) -> Option<(Vec<Cow<'a, str>>, DocumentRecord)> {
    let touched: BTreeSet<&str> = lines.read.iter().filter_map(annotation_id).collect();
    let splice = Splice::open(text)?;
    let current = splice.notes(&touched)?;
    let mut changes = outstanding(&lines.read, |id| current.get(id).cloned());
    changes.extend_from_slice(tags);
    let mut record = DocumentRecord::default();
    let spliced = splice.changed(&changes, codebook, |known| {
        known.note_removed(&changes, clock::now());
        learn(known);
        record.clone_from(known);
    })?;
    Some((spliced, record))
}

fn annotation_id(change: &Change) -> Option<&str> {
    let Change::Annotation(diff) = change else { return None };
    diff.either().map(|note| note.id.0.as_str())
}

/// What a file says, with what its journal has beside it.
pub(super) fn with_journal(mut stored: StoredNotes, journal: &[Change]) -> StoredNotes {
    let annotations = &stored.notebook.annotations;
    let changes = outstanding(journal, |id| annotations.get(id).cloned());
    changes.iter().for_each(|change| change.apply(&mut stored.notebook, &mut Codebook::default()));
    stored
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
