//! What is wrong with a document's file, and what the file would be if it had not happened: what damage cost comes
//! from the history, what another hand wrote stays.
//!
//! Of documents' files nothing is written here; a file of tags that is mended is.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::host::beside::placed;
use crate::host::clock;
use crate::host::commit::with_journal;
use crate::host::library::{Library, LibraryError};
use crate::host::problems::{brought_back, problem_phrases};
use crate::notebook::{Annotation, AnnotationId, Change, Codebook, Diff, Notebook};
use crate::store::{Lines, Problem, Read, StoredNotes, notes_from_ron, rewrite_codebook, tags_in};
use crate::text::Phrase;

/// What was found wrong with a document's file while it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// That, in words, and what was done about it.
    pub told: Vec<Phrase>,
    /// How many notes came back from the history.
    pub n_back: usize,
}

impl Settled {
    /// With what was found when it was written once more.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.told.extend(other.told);
        self.n_back += other.n_back;
        self
    }
}

/// A document's file as it is to be.
pub(super) struct Mended {
    /// What could be read of it.
    pub(super) before: Read<StoredNotes>,
    /// That with its journal, and with what came back.
    pub(super) stored: StoredNotes,
    /// How many notes came back from the history.
    pub(super) n_back: usize,
    /// Whether nothing that stands in the file is given up.
    pub(super) is_as_it_stands: bool,
    /// Whether the file is as a program of ours left it.
    pub(super) is_left: bool,
    /// What another hand wrote of notes.
    pub(super) taken_over: Vec<Change>,
}

impl Mended {
    /// Whether the file has all there is, as a program of ours wrote it or as it must stay.
    pub(super) const fn is_nothing(&self) -> bool {
        self.n_back == 0 && self.taken_over.is_empty()
    }

    /// What is told of it.
    pub(super) fn settled(&self, file: &Path) -> Settled {
        let mut told = problem_phrases(&self.before.problems, file);
        told.extend((self.n_back > 0).then(|| brought_back(self.n_back, file)));
        Settled { told, n_back: self.n_back }
    }
}

impl Library {
    /// What a document's file `text` and its journal say, with what damage cost brought back from the history.
    pub(super) fn mended(
        &self,
        id: &str,
        text: &str,
        lines: &Lines<Change>,
    ) -> Result<Mended, LibraryError> {
        let file = self.notes_file(id);
        let mut before = notes_from_ron(text);
        if before.problems.iter().any(Problem::is_newer) {
            return Err(LibraryError::Newer(file));
        }
        let is_left = self.is_as_left(id)?;
        let altered = altered(&before.problems);
        if is_left {
            before.take_as_damage();
        }
        let judged = self.judge(&file, is_left, &before, altered)?;
        let Judged { notes, n_swapped, mut taken_over, unknown } = judged;
        let is_damaged = |read: &Read<_>| read.problems.iter().any(Problem::is_damage);
        let mut stored = with_journal(notes, &lines.read);
        let is_odd = !is_left || is_damaged(&before);
        let vanished = is_odd.then(|| self.vanished(&file, &lines.read, &stored.notebook));
        before.problems.extend(vanished.flatten().map(Problem::Vanished));
        let n_back = self.bring_back(&file, &before, &lines.read, &mut stored);
        if is_left {
            drop_echoes(&unknown, &mut stored.notebook);
        }
        taken_over.extend(made(&unknown, &before.value.notebook, &stored.notebook));
        if before.problems.contains(&Problem::Head) {
            // The index was written after any copy.
            let known = self.last_indexed(id).filter(|known| !known.contents.is_empty());
            stored.record = known.unwrap_or(stored.record);
        }
        stored.record.note_removed(&lines.read, clock::now());
        Ok(Mended {
            is_as_it_stands: !is_damaged(&before) && n_swapped == 0,
            before,
            stored,
            n_back: n_back + n_swapped,
            is_left,
            taken_over,
        })
    }

    /// Looks at the notes that read well and are not as they were written: what a hand may have written stays, what
    /// only damage does is put back. It is done before the journal is carried out, so that damage to a note which that
    /// changes is no other hand's change.
    fn judge(
        &self,
        file: &Path,
        is_left: bool,
        before: &Read<StoredNotes>,
        mut altered: BTreeSet<AnnotationId>,
    ) -> Result<Judged, LibraryError> {
        let (mut notes, mut n_swapped, mut taken_over) = (before.value.clone(), 0, Vec::new());
        let (codebook, _) = self.codebook()?;
        for good in self.sound_notes(file, altered.clone(), &[]) {
            altered.remove(&good.id);
            let Some(read) = notes.notebook.annotations.get_mut(&good.id) else { continue };
            let kept = if is_left { good.clone() } else { by_hand(read, &good, &codebook) };
            n_swapped += usize::from(kept != *read);
            read.clone_from(&kept);
            if kept != good {
                let diff = Diff { before: Some(good), after: Some(kept) };
                taken_over.push(Change::Annotation(diff));
            }
        }
        Ok(Judged { notes, n_swapped, taken_over, unknown: altered })
    }
}

/// The notes that read well and are not as they were written.
fn altered(problems: &[Problem]) -> BTreeSet<AnnotationId> {
    let id = |problem: &Problem| match problem {
        Problem::ChangedOutside(id) => Some(AnnotationId(id.clone())),
        _ => None,
    };
    problems.iter().filter_map(id).collect()
}

/// The notes that another hand made, as they were `read`, of those that are still in the notebook `now`.
fn made(
    unknown: &BTreeSet<AnnotationId>,
    read: &Notebook,
    now: &Notebook,
) -> impl Iterator<Item = Change> {
    let stays = |id: &&AnnotationId| now.annotations.contains_key(*id);
    let notes = unknown.iter().filter(stays).filter_map(|id| read.annotations.get(id));
    notes.map(|note| Change::Annotation(Diff { before: None, after: Some(note.clone()) }))
}

/// Drops those of the notes of an `unknown` identity that say what another says: damage to that one's identity made them.
fn drop_echoes(unknown: &BTreeSet<AnnotationId>, notebook: &mut Notebook) {
    let words = |note: &Annotation| (note.created, note.note.clone(), note.excerpt.exact.clone());
    let known = notebook.annotations.iter().filter(|(id, _)| !unknown.contains(*id));
    let known: BTreeSet<_> = known.map(|(_, note)| words(note)).collect();
    let is_echo =
        |id: &AnnotationId, note: &Annotation| unknown.contains(id) && known.contains(&words(note));
    notebook.annotations.retain(|id, note| !is_echo(id, note));
}

/// A file's notes without what only damage does.
struct Judged {
    notes: StoredNotes,
    /// How many were put back.
    n_swapped: usize,
    /// What another hand changed.
    taken_over: Vec<Change>,
    /// The notes that the history does not know: another hand made them, or damage did.
    unknown: BTreeSet<AnnotationId>,
}

impl Library {
    /// Puts the tags that documents use, and that damage cost, among those that are known: each document's file names
    /// its own. How many there were.
    pub(super) fn name_used_tags(&self, codebook: &mut Codebook) -> Result<usize, LibraryError> {
        let mut used = BTreeMap::new();
        for id in self.document_ids()? {
            let text = self.read_text(&self.notes_file(&id))?.unwrap_or_default();
            used.extend(tags_in(&text).into_iter().map(|tag| (tag.name.clone(), tag)));
        }
        // By their paths, so that a tag comes after the one it belongs to.
        let n_before = codebook.tags.len();
        for tag in used.into_values() {
            if !codebook.tags.contains_key(&tag.id) {
                let tag = placed(tag, codebook);
                codebook.tags.insert(tag.id.clone(), tag);
            }
        }
        Ok(codebook.tags.len() - n_before)
    }

    /// Writes a damaged file of tags anew, with the tags that documents use, after putting the damaged one aside.
    pub fn repair_tags(&self) -> Result<(), LibraryError> {
        let _lock = self.lock()?;
        let Some(read) = self.stored_codebook()? else { return Ok(()) };
        let file = self.codebook_file();
        if read.problems.iter().any(Problem::is_newer) {
            return Err(LibraryError::Newer(file));
        }
        let mut codebook = read.value.clone();
        if read.problems.iter().any(Problem::is_damage) {
            self.keep_aside(&file)?;
            self.name_used_tags(&mut codebook)?;
        }
        let before = self.read_text(&file)?.unwrap_or_default();
        self.replace(&file, rewrite_codebook(&[&before], &codebook).as_bytes())
    }
}

/// A note with what a hand may have written of it; what none writes, and what only damage writes, as it was.
fn by_hand(read: &Annotation, good: &Annotation, codebook: &Codebook) -> Annotation {
    let is_damaged = |text: &str| text.contains(['\0', '\u{FFFD}']);
    let keeps_note = !is_damaged(&read.note) || is_damaged(&good.note);
    let keeps_tags =
        read.tags.iter().all(|tag| codebook.tags.contains_key(tag) || good.tags.contains(tag));
    let mut kept = Annotation {
        color: read.color,
        modified: read.modified,
        revision: read.revision,
        ..good.clone()
    };
    if keeps_note {
        kept.note.clone_from(&read.note);
    }
    if keeps_tags {
        kept.tags.clone_from(&read.tags);
    }
    kept
}
