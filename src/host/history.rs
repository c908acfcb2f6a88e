//! What a document's notes were: copies of its file, thinned with time, the journals since the last of
//! them, and what damage cost brought back from both.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use crate::host::commit::with_journal;
use crate::host::library::{Library, LibraryError, at};
use crate::host::{clock, disk};
use crate::notebook::{Annotation, AnnotationId, Change, Notebook, Timestamp};
use crate::store::{self, Problem, Read, StoredNotes, notes_in_ron};

const FOLDER: &str = "history";
/// How the names of a kind of file begin and end; between them is the time.
type Kind = (&'static str, &'static str);
const GENERATION: Kind = ("notes-", ".ron");
const JOURNAL: Kind = ("journal-", ".log");
/// Journals are kept since this many copies ago, in case the newest are damaged.
const N_JOURNALED: usize = 3;
/// Most notes that may be gone from a file without anybody having removed them.
const MOST_VANISHING: usize = 20;
/// How long a copy is the newest before another is made.
const PAUSE_MILLIS: i64 = 10 * 60 * 1000;
/// How many of the newest copies are kept whatever their age.
const N_NEWEST: usize = 20;
const HOUR_MILLIS: i64 = 60 * 60 * 1000;
const DAY_MILLIS: i64 = 24 * HOUR_MILLIS;
const MONTH_MILLIS: i64 = 30 * DAY_MILLIS;

/// What the history has of one moment.
pub(super) enum KeptThen {
    /// The text of the document's file, before what came next.
    Copy(String),
    /// What was changed until then.
    Changes(Vec<Change>),
}

impl Library {
    /// Copies a document's file before it is replaced, unless that was done a moment ago.
    ///
    /// A copy that cannot be made is no reason not to write the notes.
    pub(super) fn keep_generation(&self, file: &Path) {
        let (folder, now) = (history_of(file), clock::now().0);
        let times = self.generations(&folder);
        // A clock set back must not keep copies from being made.
        let is_fresh = |newest: &i64| (0..PAUSE_MILLIS).contains(&(now - newest));
        if !times.first().is_some_and(is_fresh) {
            self.copy_generation(file);
        }
    }

    /// Copies a document's file though that was done a moment ago.
    pub(super) fn copy_generation(&self, file: &Path) {
        let (folder, now) = (history_of(file), clock::now().0);
        let times = self.generations(&folder);
        let time = self.next_time(&folder);
        if self.set_aside(file, &generation(&folder, time)).is_err() {
            return;
        }
        for time in outlived(&times, now) {
            drop(self.vfs().remove(&generation(&folder, time)));
        }
        self.forget_journals(&folder, times.get(N_JOURNALED - 1).copied());
    }

    /// Gives a file that is about to be replaced or removed a second name in the history, or copies it where
    /// a file can have only one.
    fn set_aside(&self, file: &Path, aside: &Path) -> Result<(), LibraryError> {
        let folder = aside.parent().unwrap_or(self.folder());
        disk::make_folder(self.vfs(), folder).map_err(at(folder))?;
        if self.vfs().link(file, aside).is_ok() {
            return self.vfs().sync_folder(folder).map_err(at(folder));
        }
        let bytes = self.vfs().read(file).map_err(at(file))?;
        self.replace(aside, &bytes)
    }

    /// Keeps a journal whose changes are durable elsewhere.
    pub(super) fn keep_journal(&self, file: &Path) {
        let folder = history_of(file);
        // One that cannot be kept is only needed if the notes are damaged.
        drop(self.set_aside(file, &journal(&folder, self.next_time(&folder))));
    }

    /// Whether the history has anything of a document.
    pub(super) fn has_history(&self, id: &str) -> bool {
        let folder = history_of(&self.notes_file(id));
        [GENERATION, JOURNAL].iter().any(|kind| !self.times(&folder, *kind).is_empty())
    }

    /// What the history has of a document whose file is gone: the newest copy and the journals since, what damage
    /// cost those from older ones; nothing if there is no history.
    pub(super) fn kept_in_history(&self, id: &str) -> Option<StoredNotes> {
        let file = self.notes_file(id);
        let folder = history_of(&file);
        if !self.has_history(id) {
            return None;
        }
        let read = self.recalled(&folder, self.generations(&folder).first().copied(), &[]);
        let mut stored = read.value.clone();
        self.bring_back(&file, &read, &[], &mut stored);
        if stored.record.contents.is_empty() {
            // Before the first copy only the index says what the document is known by.
            stored.record = self.last_indexed(id).unwrap_or(stored.record);
        }
        id.clone_into(&mut stored.record.id);
        Some(stored)
    }

    /// Keeps what stood beside a document and cannot be read as a whole.
    pub(super) fn keep_beside(&self, id: &str, bytes: &[u8]) -> Result<(), LibraryError> {
        let folder = history_of(&self.notes_file(id));
        disk::make_folder(self.vfs(), &folder).map_err(at(&folder))?;
        self.replace(&folder.join(format!("beside-{:013}.ron", clock::now().0)), bytes)
    }

    /// Keeps changes that came into a document's file by another way than its journal.
    pub(super) fn keep_changes(&self, file: &Path, changes: &[Change]) {
        let folder = history_of(file);
        let lines = store::journal_from_changes(changes);
        if !lines.is_empty() && disk::make_folder(self.vfs(), &folder).is_ok() {
            drop(self.replace(&journal(&folder, self.next_time(&folder)), lines.as_bytes()));
        }
    }

    /// Removes journals whose changes the copies from `oldest` on have.
    fn forget_journals(&self, folder: &Path, oldest: Option<i64>) {
        let Some(oldest) = oldest else { return };
        for time in self.times(folder, JOURNAL).into_iter().filter(|time| *time < oldest) {
            drop(self.vfs().remove(&journal(folder, time)));
        }
    }

    /// What a document's notes were, as far as it is kept and sound.
    pub(super) fn past_notes(&self, id: &str) -> Vec<Notebook> {
        let folder = history_of(&self.notes_file(id));
        let read = |time| {
            let old = notes_in_ron(&self.read_text(&generation(&folder, time)).ok()??);
            let is_sound = !old.problems.iter().any(Problem::is_damage);
            is_sound.then_some(old.value.notebook)
        };
        self.generations(&folder).into_iter().filter_map(read).collect()
    }

    /// When copies were made, newest first.
    fn generations(&self, folder: &Path) -> Vec<i64> {
        let mut times = self.times(folder, GENERATION);
        times.reverse();
        times
    }

    /// When the files of one kind were made, oldest first.
    fn times(&self, folder: &Path, (start, end): Kind) -> Vec<i64> {
        let names = self.vfs().list(folder).unwrap_or_default();
        let time = |name: &str| name.strip_prefix(start)?.strip_suffix(end)?.parse().ok();
        let mut times: Vec<i64> = names.iter().filter_map(|name| time(name.to_str()?)).collect();
        times.sort_unstable();
        times
    }

    /// A time for the next file of the history: later than all that are there, though the clock be set back.
    fn next_time(&self, folder: &Path) -> i64 {
        let newest = [GENERATION, JOURNAL].map(|kind| self.times(folder, kind).last().copied());
        let newest = newest.into_iter().flatten().max();
        clock::now().0.max(newest.map_or(0, |newest| newest + 1))
    }

    /// What a document's notes are by the copy made at `time`, or from the beginning, the journals kept since
    /// and the one that is `open`, with what is wrong with the copy.
    fn recalled(&self, folder: &Path, time: Option<i64>, open: &[Change]) -> Read<StoredNotes> {
        let copy = time.and_then(|time| self.read_text(&generation(folder, time)).ok().flatten());
        let mut read = copy.map(|text| notes_in_ron(&text)).unwrap_or_default();
        let mut lines = self.journals_since(folder, time.unwrap_or(i64::MIN));
        lines.extend_from_slice(open);
        read.value = with_journal(std::mem::take(&mut read.value), &lines);
        read
    }

    /// The moments of which the history says what a document's notes were, newest first.
    pub fn moments(&self, id: &str) -> Vec<Timestamp> {
        let folder = history_of(&self.notes_file(id));
        let mut times = self.times(&folder, GENERATION);
        times.extend(self.times(&folder, JOURNAL));
        times.sort_unstable_by(|a, b| b.cmp(a));
        times.dedup();
        times.into_iter().map(Timestamp).collect()
    }

    /// All that the history keeps of a document, oldest first, each read when its turn comes.
    pub(super) fn kept_since_ever(&self, id: &str) -> impl Iterator<Item = (Timestamp, KeptThen)> {
        let folder = history_of(&self.notes_file(id));
        let copies = self.times(&folder, GENERATION).into_iter().map(|time| (time, true));
        let journals = self.times(&folder, JOURNAL).into_iter().map(|time| (time, false));
        let mut all: Vec<(i64, bool)> = copies.chain(journals).collect();
        all.sort_unstable();
        all.into_iter().filter_map(move |(time, is_copy)| {
            let kept = if is_copy {
                KeptThen::Copy(self.read_text(&generation(&folder, time)).ok().flatten()?)
            } else {
                KeptThen::Changes(self.journals_between(&folder, time..=time))
            };
            Some((Timestamp(time), kept))
        })
    }

    /// A document's notes as they were at a moment.
    pub fn notes_at(&self, id: &str, moment: Timestamp) -> Notebook {
        let folder = history_of(&self.notes_file(id));
        let copies = self.times(&folder, GENERATION);
        let newest = copies.into_iter().rfind(|time| *time <= moment.0);
        let text =
            newest.and_then(|time| self.read_text(&generation(&folder, time)).ok().flatten());
        let copy = text.map(|text| notes_in_ron(&text).value).unwrap_or_default();
        // A copy that was made at the moment is what was there before the journal of that moment.
        let is_copy = newest == Some(moment.0);
        let since = newest.unwrap_or(i64::MIN);
        let until = if is_copy { i64::MIN } else { moment.0 };
        let journals = self.journals_between(&folder, since..=until);
        with_journal(copy, &journals).notebook
    }

    /// Every state in which the newest copy and the journals since show a document's notes.
    pub(super) fn past(&self, file: &Path, open: &[Change]) -> Vec<Annotation> {
        let folder = history_of(file);
        let newest = self.times(&folder, GENERATION).pop();
        let text =
            newest.and_then(|time| self.read_text(&generation(&folder, time)).ok().flatten());
        let copy = text.map(|text| notes_in_ron(&text).value.notebook).unwrap_or_default();
        let journals = self.journals_since(&folder, newest.unwrap_or(i64::MIN));
        let mut past: Vec<Annotation> = copy.annotations.into_values().collect();
        for change in journals.into_iter().chain(open.iter().cloned()) {
            if let Change::Annotation(diff) = change {
                past.extend(diff.before.into_iter().chain(diff.after));
            }
        }
        past
    }

    /// How many notes the newest copy and the journals since have and `notebook` has not, if they are so many
    /// that nobody can have meant it.
    pub(super) fn vanished(
        &self,
        file: &Path,
        open: &[Change],
        notebook: &Notebook,
    ) -> Option<usize> {
        let folder = history_of(file);
        let newest = self.times(&folder, GENERATION).pop()?;
        let text = self.read_text(&generation(&folder, newest)).ok().flatten()?;
        let mut known = store::ids_in(&text);
        for change in self.journals_since(&folder, newest).iter().chain(open) {
            let Change::Annotation(diff) = change else { continue };
            match (diff.either(), &diff.after) {
                (Some(note), Some(_)) => drop(known.insert(note.id.clone())),
                (Some(note), None) => drop(known.remove(&note.id)),
                (None, _) => {}
            }
        }
        let n_gone = known.iter().filter(|id| !notebook.annotations.contains_key(id)).count();
        (n_gone > MOST_VANISHING && n_gone * 2 > known.len()).then_some(n_gone)
    }

    /// What the journals kept since say.
    fn journals_since(&self, folder: &Path, since: i64) -> Vec<Change> {
        self.journals_between(folder, since..=i64::MAX)
    }

    fn journals_between(&self, folder: &Path, between: RangeInclusive<i64>) -> Vec<Change> {
        let times = self.times(folder, JOURNAL).into_iter().filter(|time| between.contains(time));
        let read = |time| {
            let text = self.read_text(&journal(folder, time)).ok().flatten();
            store::changes_from_journal(&text.unwrap_or_default()).read
        };
        times.flat_map(read).collect()
    }

    /// What damage cost a document, from the newest copy that has it and the journals since; how many notes
    /// came back.
    pub(super) fn bring_back(
        &self,
        file: &Path,
        read: &Read<StoredNotes>,
        open: &[Change],
        stored: &mut StoredNotes,
    ) -> usize {
        if !read.problems.iter().any(Problem::is_damage) {
            return 0;
        }
        let n_before = stored.notebook.annotations.len();
        let folder = history_of(file);
        if read.problems.iter().any(|problem| matches!(problem, Problem::Vanished(_))) {
            // An old file stands in the place of the new one: what it has is old too.
            let newest = self.times(&folder, GENERATION).pop();
            let mut lines = self.journals_since(&folder, newest.unwrap_or(i64::MIN));
            lines.extend_from_slice(open);
            *stored = with_journal(std::mem::take(stored), &lines);
        }
        let mut lacks_head = read.problems.contains(&Problem::Head);
        let times = self.generations(&folder).into_iter().map(Some).chain([None]);
        for time in times {
            let old = self.recalled(&folder, time, open);
            if lacks_head && time.is_some() && !old.problems.contains(&Problem::Head) {
                lacks_head = false;
                let annotations = std::mem::take(&mut stored.notebook.annotations);
                stored.record = old.value.record;
                stored.notebook = Notebook { annotations, ..old.value.notebook.clone() };
            }
            for (id, note) in old.value.notebook.annotations {
                if !stored.record.removed.contains_key(&id) {
                    stored.notebook.annotations.entry(id).or_insert(note);
                }
            }
            // A sound copy has all that was there then; older ones have what was removed before.
            if !old.problems.iter().any(Problem::is_damage) {
                break;
            }
        }
        stored.notebook.annotations.len().saturating_sub(n_before)
    }
}

impl Library {
    /// What the newest sound copy and the journals since say of the notes with these identities.
    pub(super) fn sound_notes(
        &self,
        file: &Path,
        mut ids: BTreeSet<AnnotationId>,
        open: &[Change],
    ) -> Vec<Annotation> {
        let folder = history_of(file);
        let mut sound = Vec::new();
        for time in self.generations(&folder).into_iter().map(Some).chain([None]) {
            if ids.is_empty() {
                break;
            }
            let old = self.recalled(&folder, time, open);
            let is_odd =
                |id: &AnnotationId| old.problems.contains(&Problem::ChangedOutside(id.0.clone()));
            let annotations = &old.value.notebook.annotations;
            sound.extend(
                ids.extract_if(.., |id| !is_odd(id) && annotations.contains_key(id))
                    .filter_map(|id| annotations.get(&id).cloned()),
            );
        }
        sound
    }
}

fn history_of(file: &Path) -> PathBuf {
    file.with_file_name(FOLDER)
}

fn generation(folder: &Path, time: i64) -> PathBuf {
    folder.join(format!("{}{time:013}{}", GENERATION.0, GENERATION.1))
}

fn journal(folder: &Path, time: i64) -> PathBuf {
    folder.join(format!("{}{time:013}{}", JOURNAL.0, JOURNAL.1))
}

/// Which of the copies made at `times`, newest first, need not be kept: all but the newest 20, then one an
/// hour for a day, one a day for a month, and one a month for ever.
pub fn outlived(times: &[i64], now: i64) -> Vec<i64> {
    let mut last = None;
    let mut gone = Vec::new();
    for time in times.iter().skip(N_NEWEST) {
        let width = match now - time {
            age if age < DAY_MILLIS => HOUR_MILLIS,
            age if age < MONTH_MILLIS => DAY_MILLIS,
            _ => MONTH_MILLIS,
        };
        let slot = Some((width, time.div_euclid(width)));
        if slot == last {
            gone.push(*time);
        }
        last = slot;
    }
    gone
}
