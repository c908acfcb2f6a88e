//! What a document's notes were: copies of its file, thinned with time, and what damage cost brought back
//! from them.

use std::path::{Path, PathBuf};

use crate::host::library::Library;
use crate::host::{clock, disk};
use crate::notebook::Notebook;
use crate::store::{Problem, Read, StoredNotes, notes_from_ron};

const FOLDER: &str = "history";
/// How long a copy is the newest before another is made.
const PAUSE_MILLIS: i64 = 10 * 60 * 1000;
/// How many of the newest copies are kept whatever their age.
const N_NEWEST: usize = 20;
const HOUR_MILLIS: i64 = 60 * 60 * 1000;
const DAY_MILLIS: i64 = 24 * HOUR_MILLIS;
const MONTH_MILLIS: i64 = 30 * DAY_MILLIS;

impl Library {
    /// Copies a document's file before it is replaced, unless that was done a moment ago.
    ///
    /// A copy that cannot be made is no reason not to write the notes.
    pub(super) fn keep_generation(&self, file: &Path) {
        let (folder, now) = (history_of(file), clock::now().0);
        let times = self.generations(&folder);
        // A clock set back must not keep copies from being made.
        let is_fresh = |newest: &i64| (0..PAUSE_MILLIS).contains(&(now - newest));
        if times.first().is_some_and(is_fresh) {
            return;
        }
        let Ok(bytes) = self.vfs().read(file) else { return };
        let made = disk::make_folder(self.vfs(), &folder).is_ok()
            && self.replace(&generation(&folder, now), &bytes).is_ok();
        if made {
            for time in outlived(&times, now) {
                drop(self.vfs().remove(&generation(&folder, time)));
            }
        }
    }

    /// What a document's notes were, as far as it is kept and sound.
    pub(super) fn past_notes(&self, id: &str) -> Vec<Notebook> {
        let folder = history_of(&self.notes_file(id));
        let read = |time| {
            let old = notes_from_ron(&self.read_text(&generation(&folder, time)).ok()??);
            let is_sound = !old.problems.iter().any(Problem::is_damage);
            is_sound.then_some(old.value.notebook)
        };
        self.generations(&folder).into_iter().filter_map(read).collect()
    }

    /// When copies were made, newest first.
    fn generations(&self, folder: &Path) -> Vec<i64> {
        let names = self.vfs().list(folder).unwrap_or_default();
        let time = |name: &str| name.strip_prefix("notes-")?.strip_suffix(".ron")?.parse().ok();
        let mut times: Vec<i64> = names.iter().filter_map(|name| time(name.to_str()?)).collect();
        times.sort_unstable_by(|a, b| b.cmp(a));
        times
    }

    /// What damage cost a document, from the newest copy that has it; how many notes came back.
    ///
    /// A note that was removed since comes back too where the file cannot say which it lost: too many
    /// are mended with a click, too few are not.
    pub(super) fn bring_back(
        &self,
        file: &Path,
        read: &Read<StoredNotes>,
        stored: &mut StoredNotes,
    ) -> usize {
        if !read.problems.iter().any(Problem::is_damage) {
            return 0;
        }
        let folder = history_of(file);
        let mut lacks_head = read.problems.contains(&Problem::Head);
        let n_before = stored.notebook.annotations.len();
        for time in self.generations(&folder) {
            let Ok(Some(text)) = self.read_text(&generation(&folder, time)) else { continue };
            let old = notes_from_ron(&text);
            if lacks_head && !old.problems.contains(&Problem::Head) {
                lacks_head = false;
                stored.record = old.value.record;
                stored.notebook.kept = old.value.notebook.kept;
                stored.notebook.accepted = old.value.notebook.accepted;
                stored.notebook.by_hand = old.value.notebook.by_hand;
            }
            for (id, note) in old.value.notebook.annotations {
                stored.notebook.annotations.entry(id).or_insert(note);
            }
            // A sound copy has all that was there then; older ones have what was removed before.
            if !old.problems.iter().any(Problem::is_damage) {
                break;
            }
        }
        stored.notebook.annotations.len() - n_before
    }
}

fn history_of(file: &Path) -> PathBuf {
    file.with_file_name(FOLDER)
}

fn generation(folder: &Path, time: i64) -> PathBuf {
    folder.join(format!("notes-{time:013}.ron"))
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
