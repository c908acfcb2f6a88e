//! What others do to the files of a library: tools for syncing, editors, newer programs, damage; and what of it
//! the history brings back.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use danhuang::app::Moment;
use danhuang::host::library::{Library, LoadedNotes};
use danhuang::notebook::{
    Annotation, AnnotationId, Change, ChangeSum, Codebook, Diff, HighlightColor, History, TagId,
};
use danhuang::store::{Problem, notes_from_ron};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use tempfile::TempDir;

use crate::damage::{KINDS, Numbers, damage};
use crate::faults::target;
use crate::strategies;

pub(crate) type Notes = BTreeMap<AnnotationId, Annotation>;

/// A library with notes of one document.
pub(crate) struct Shelf {
    pub(crate) folder: TempDir,
    pub(crate) library: Library,
    pub(crate) notes: Notes,
    pub(crate) id: String,
}

pub(crate) fn note(number: usize) -> Annotation {
    let mut runner = TestRunner::deterministic();
    let mut note = strategies::annotation().new_tree(&mut runner).unwrap().current();
    note.id.0 = format!("01J000000000000000000000{number:02}");
    (note.note, note.revision) = (format!("第 {number} 条"), 1);
    note.tags.clear();
    note
}

pub(crate) fn change(before: Option<&Annotation>, after: Option<&Annotation>) -> Change {
    Change::Annotation(Diff { before: before.cloned(), after: after.cloned() })
}

pub(crate) fn edited(note: &Annotation, text: &str) -> Annotation {
    let mut after = note.clone();
    (after.note, after.revision) = (text.to_owned(), note.revision + 1);
    after.modified.0 += 60_000;
    after
}

/// A text's first bytes, about so many.
pub(crate) fn cut(text: &str, n_bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(n_bytes)).unwrap()
}

impl Shelf {
    pub(crate) fn with(n_notes: usize) -> Self {
        let folder = TempDir::new().unwrap();
        let library = Library::open(Some(folder.path().join("library"))).unwrap();
        let notes: Vec<Annotation> = (0..n_notes).map(note).collect();
        for note in &notes {
            library.commit(&target(0), &[change(None, Some(note))]).unwrap();
        }
        library.settle_all().unwrap();
        let id = library.document_ids().unwrap().remove(0);
        let notes = notes.into_iter().map(|note| (note.id.clone(), note)).collect();
        Self { folder, library, notes, id }
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.library.folder().join(&self.id).join(name)
    }

    pub(crate) fn edit(&mut self, number: usize, text: Option<&str>) {
        let before = self.notes.values().nth(number).unwrap().clone();
        let after = text.map(|text| edited(&before, text));
        self.library.commit(&target(0), &[change(Some(&before), after.as_ref())]).unwrap();
        self.notes.remove(&before.id);
        self.notes.extend(after.map(|note| (note.id.clone(), note)));
    }

    pub(crate) fn load(&self) -> LoadedNotes {
        // As another program does, which remembers nothing.
        let library = Library::open(Some(self.library.folder().to_path_buf())).unwrap();
        library.load(&target(0).fingerprint, target(0).path.as_deref()).unwrap()
    }

    /// How many damaged files of notes were put aside.
    pub(crate) fn n_aside(&self) -> usize {
        let names = fs::read_dir(self.file("")).unwrap().flatten().map(|entry| entry.file_name());
        names.filter(|name| name.to_string_lossy().starts_with("notes.damaged-")).count()
    }

    pub(crate) fn texts(&self) -> Vec<String> {
        let notes = self.load().notebook.annotations;
        notes.values().map(|note| note.note.clone()).collect()
    }
}

/// What tools for syncing call the copy that lost.
const COPIES: [&str; 8] = [
    "notes (Anna's conflicted copy 2026-11-28).ron",
    "notes.sync-conflict-20261128-120000-ABCDEFG.ron",
    "notes (1).ron",
    "notes_conflict-20261128-120000.ron",
    "notes (李雷的冲突副本 2026-11-28).ron",
    "notes（冲突副本）.ron",
    "notes-DESKTOP-7.ron",
    "notes [conflicted].ron",
];

#[test]
fn conflict_copies_of_every_kind_are_joined_and_none_is_lost_or_doubled() {
    for name in COPIES {
        let mut here = Shelf::with(4);
        // The other machine begins from the same file.
        let mut there = Shelf::with(1);
        let folder = there.library.folder().join(&here.id);
        fs::rename(there.file(""), &folder).unwrap();
        there.id.clone_from(&here.id);
        fs::copy(here.file("notes.ron"), there.file("notes.ron")).unwrap();
        let old = there.load().notebook.annotations.values().next().unwrap().clone();
        let changes =
            [change(None, Some(&note(40))), change(Some(&old), Some(&edited(&old, "那边改的")))];
        there.library.commit_whole(&target(0), &changes).unwrap();
        let theirs = fs::read(there.file("notes.ron")).unwrap();
        here.edit(0, Some("这边改的"));
        here.edit(2, Some("只在这边"));
        here.edit(1, None);
        here.library.settle_all().unwrap();
        fs::write(here.file(name), theirs).unwrap();
        let texts = here.texts();
        assert!(
            texts[0].contains("这边改的") && texts[0].contains("那边改的"),
            "{name}: {texts:?}"
        );
        assert_eq!(texts[1..], ["只在这边", "第 3 条", "第 40 条"], "{name}: the removed stays so");
        assert!(!here.file(name).exists(), "{name} is still there");
        let kept = fs::read_dir(here.file("history")).unwrap().flatten();
        let is_it = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().ends_with(name);
        assert!(kept.into_iter().any(|entry| is_it(&entry)), "{name} was deleted");
        assert_eq!(here.texts(), texts, "a second look changes nothing");
    }
}

#[test]
fn a_journal_that_was_copied_is_joined_too() {
    let mut here = Shelf::with(3);
    here.edit(0, Some("改过"));
    let journal = fs::read(here.file("journal.log")).unwrap();
    fs::remove_file(here.file("journal.log")).unwrap();
    fs::write(here.file("journal (1).log"), journal).unwrap();
    assert_eq!(here.texts(), ["改过", "第 1 条", "第 2 条"]);
}

#[test]
fn notes_that_vanish_together_are_noticed_and_come_back() {
    let mut shelf = Shelf::with(60);
    shelf.edit(0, None);
    shelf.edit(1, Some("改过"));
    let whole = shelf.load();
    assert_eq!(whole.problems, []);
    shelf.library.settle_all().unwrap();
    // A tool for syncing puts an old file in the place of the new one.
    let small = Shelf::with(3);
    fs::copy(small.file("notes.ron"), shelf.file("notes.ron")).unwrap();
    let problems = shelf.load().problems;
    assert!(
        problems.iter().any(|phrase| phrase.en.starts_with("57 notes are gone")),
        "{problems:?}"
    );
    assert!(shelf.library.repair(&shelf.id).unwrap() >= 56);
    let found = shelf.load();
    assert_eq!(found.problems, []);
    assert!(found.notebook.annotations == shelf.notes, "also what the old file had otherwise");
    let aside = fs::read_dir(shelf.file("")).unwrap().flatten();
    let is_aside = |name: &str| name.starts_with("notes.damaged-");
    assert!(aside.into_iter().any(|entry| is_aside(&entry.file_name().to_string_lossy())));
}

#[test]
fn a_file_of_notes_that_is_gone_is_told_of_read_from_the_history_and_written_again() {
    for is_mended in [true, false] {
        for n_settled in [0, 1] {
            let mut shelf = Shelf::with(5);
            shelf.edit(1, Some("改过"));
            if n_settled > 0 {
                shelf.library.settle_all().unwrap();
            }
            shelf.edit(2, Some("也改过"));
            fs::remove_file(shelf.file("notes.ron")).unwrap();
            let found = shelf.load();
            assert!(found.notebook.annotations == shelf.notes, "{n_settled}");
            let problems = found.problems;
            assert!(problems.iter().any(|phrase| phrase.en.starts_with("5 notes are gone")));
            if is_mended {
                assert_eq!(shelf.library.repair(&shelf.id).unwrap(), 5);
            } else {
                // Or by going on, as in a window that is open: no second set begins.
                shelf.edit(3, Some("还改"));
                shelf.library.settle_all().unwrap();
            }
            assert!(shelf.file("notes.ron").is_file());
            assert_eq!(shelf.load().problems, []);
            assert!(shelf.load().notebook.annotations == shelf.notes);
            assert_eq!(shelf.library.document_ids().unwrap().len(), 1);
        }
    }
}

#[test]
fn notes_that_a_person_removes_are_no_damage() {
    let mut shelf = Shelf::with(50);
    for _ in 0..45 {
        shelf.edit(0, None);
    }
    shelf.library.settle_all().unwrap();
    assert_eq!(shelf.load().problems, []);
    assert_eq!(shelf.load().record.unwrap().removed.len(), 45);
}

#[test]
fn fields_of_a_newer_program_stay_word_for_word() {
    let mut shelf = Shelf::with(3);
    let text = fs::read_to_string(shelf.file("notes.ron")).unwrap();
    let head = "        colophon: (\n            by: \"后来的版本\",\n            at: [\n                3,\n            ],\n        ),\n";
    let field = "            mood: Calm(\n                [1, 2],\n            ),\n";
    let text = text.replacen("        tags: [", &format!("{head}        tags: ["), 1);
    let text =
        text.replace("            revision: 1,\n", &format!("            revision: 1,\n{field}"));
    fs::write(shelf.file("notes.ron"), &text).unwrap();
    let n_fields = |text: &str| (text.matches(head).count(), text.matches(field).count());
    assert_eq!(n_fields(&text), (1, 3));
    // Every way of writing the file: one note changed, the whole written anew for a tag's new name.
    shelf.edit(1, Some("改过"));
    shelf.library.settle_all().unwrap();
    let once = fs::read_to_string(shelf.file("notes.ron")).unwrap();
    assert_eq!(n_fields(&once), (1, 3), "{once}");
    assert!(notes_from_ron(&once).value.notebook.annotations.values().any(|n| n.note == "改过"));
    let codebook = Codebook::starting();
    let tag = codebook.tags.keys().next().unwrap();
    let rename = codebook.rename(tag, "大意").unwrap().unwrap();
    shelf.library.commit(&target(0), &[rename]).unwrap();
    let twice = fs::read_to_string(shelf.file("notes.ron")).unwrap();
    assert_eq!(n_fields(&twice), (1, 3), "{twice}");
}

#[test]
fn a_newer_file_is_left_alone_to_the_byte() {
    let shelf = Shelf::with(2);
    let newer =
        fs::read_to_string(shelf.file("notes.ron")).unwrap().replacen("schema: 1", "schema: 2", 1);
    fs::write(shelf.file("notes.ron"), &newer).unwrap();
    let loaded = shelf.load();
    let why = loaded.read_only.expect("it cannot be changed");
    assert!(why.zh.contains("可以看、查找、导出，不能改"), "{}", why.zh);
    assert!(why.en.contains("but not changed"), "{}", why.en);
    // Said once; that the head was changed outside is no concern of this program.
    assert_eq!((loaded.problems, loaded.n_damaged), (vec![why], 0));
    assert_eq!(loaded.notebook.annotations.len(), 2);
    let refused = shelf.library.commit(&target(0), &[change(None, Some(&note(9)))]);
    assert!(refused.is_err());
    assert_eq!(fs::read_to_string(shelf.file("notes.ron")).unwrap(), newer);
    assert!(!shelf.file("journal.log").exists());
}

#[test]
fn what_can_be_undone_survives_a_restart() {
    let mut shelf = Shelf::with(2);
    let mut history = History::default();
    let before = shelf.notes.values().next().unwrap().clone();
    let after = edited(&before, "改过");
    let step = vec![change(Some(&before), Some(&after))];
    shelf.edit(0, Some("改过"));
    history.push(step);
    history.push(vec![change(None, Some(&note(7)))]);
    shelf.library.commit(&target(0), &[change(None, Some(&note(7)))]).unwrap();
    let back = history.undo().unwrap();
    shelf.library.commit(&target(0), &back).unwrap();
    let news = history.take_news();
    let (fingerprint, path) = (target(0).fingerprint, target(0).path);
    shelf.library.keep_steps(&fingerprint, path.as_deref(), &news).unwrap();
    let notebook = shelf.load().notebook;
    let codebook = Codebook::starting();
    let mut again = shelf.library.history(&shelf.id, &notebook, &codebook);
    assert_eq!(again, history);
    // Another hand changed the note: what was done to it can no longer be taken back.
    let mut other = notebook;
    other.annotations.insert(after.id.clone(), edited(&after, "别人改的"));
    let mut rest = shelf.library.history(&shelf.id, &other, &codebook);
    assert_eq!(rest.undo(), None);
    assert!(rest.redo().is_some(), "what is about another note can be done again");
    let mut now = shelf.load().notebook;
    for change in again.undo().unwrap() {
        change.apply(&mut now, &mut Codebook::default());
    }
    assert_eq!(now.annotations[&before.id], before);
}

#[test]
fn the_history_knows_what_the_notes_were_at_each_moment() {
    let mut shelf = Shelf::with(3);
    let first = shelf.notes.clone();
    shelf.edit(0, Some("改过"));
    shelf.library.settle_all().unwrap();
    let second = shelf.notes.clone();
    shelf.edit(1, None);
    shelf.library.settle_all().unwrap();
    let third = shelf.notes.clone();
    let moments = shelf.library.moments(&shelf.id);
    let at = |moment| shelf.library.notes_at(&shelf.id, moment).annotations;
    let known: Vec<Notes> = moments.into_iter().map(at).collect();
    let place = |notes: &Notes| known.iter().position(|known| known == notes);
    assert!(place(&third) < place(&second), "the newest first");
    assert!(place(&second) < place(&first) && place(&first).is_some());
}

#[test]
fn each_moment_of_the_history_says_what_changed_since_the_one_before() {
    let mut shelf = Shelf::with(4);
    let tag = TagId("01J0000000000000000000TAG1".to_owned());
    let settled = |shelf: &mut Shelf, numbers: &[usize], edit: &dyn Fn(&mut Annotation)| {
        let notes: Vec<Annotation> = shelf.notes.values().cloned().collect();
        for before in numbers.iter().map(|number| &notes[*number]) {
            let mut after = edited(before, &before.note);
            edit(&mut after);
            shelf.library.commit(&target(0), &[change(Some(before), Some(&after))]).unwrap();
            shelf.notes.insert(after.id.clone(), after);
        }
        shelf.library.settle_all().unwrap();
    };
    settled(&mut shelf, &[0, 1], &|note| note.note = "改过".to_owned());
    settled(&mut shelf, &[1], &|note| note.tags.extend([tag.clone()]));
    shelf.edit(2, None);
    shelf.edit(2, None);
    let added = note(9);
    shelf.library.commit(&target(0), &[change(None, Some(&added))]).unwrap();
    // What comes and goes between two moments was not there at either.
    shelf.library.commit(&target(0), &[change(Some(&added), None)]).unwrap();
    shelf.library.settle_all().unwrap();
    // Another program writes the file itself, with no journal.
    let text = fs::read_to_string(shelf.file("notes.ron")).unwrap();
    fs::write(shelf.file("notes.ron"), text.replace("note: \"改过\"", "note: \"别人改的\""))
        .unwrap();
    settled(&mut shelf, &[0], &|note| note.color = Some(HighlightColor::ALL[3]));
    let told = |moment: Moment| moment.told.unwrap();
    let sums: Vec<(ChangeSum, usize)> =
        shelf.library.told_moments(&shelf.id).into_iter().map(told).rev().collect();
    let sum = ChangeSum::default();
    assert_eq!(sums[0], (ChangeSum { n_new: 1, n_written: 1, ..sum.clone() }, 1));
    assert_eq!(sums[1], (ChangeSum { n_new: 3, n_written: 3, ..sum.clone() }, 4));
    assert_eq!(sums[2], (ChangeSum { n_written: 2, ..sum.clone() }, 4));
    let tags = [tag].into();
    assert_eq!(sums[3], (ChangeSum { n_tagged: 1, tags, ..sum }, 4));
    assert_eq!(sums[4], (ChangeSum { n_removed: 2, ..sum }, 2));
    assert!(sums[5..].iter().any(|(sum, n_notes)| sum.n_written == 2 && *n_notes == 2), "{sums:?}");
    assert!(sums.iter().all(|(sum, _)| !sum.is_nothing()), "no moment says nothing");
    // Of each moment that is told the notes are known.
    assert!(shelf.library.told_moments(&shelf.id).iter().all(|moment| {
        let n_notes = shelf.library.notes_at(&shelf.id, moment.time).annotations.len();
        moment.told.as_ref().is_some_and(|(_, n_told)| *n_told == n_notes)
    }));
}

#[test]
fn what_another_program_writes_is_seen_and_what_we_write_is_not() {
    use danhuang::host::watch::Seen;
    let mut shelf = Shelf::with(2);
    let (fingerprint, path) = (target(0).fingerprint, target(0).path);
    let other = Library::open(Some(shelf.library.folder().to_path_buf())).unwrap();
    let mut seen = Seen::default();
    let mut look = |library: &Library| {
        let read = library.changed_outside(&fingerprint, path.as_deref(), &mut seen).unwrap();
        read.map(|(notebook, _)| notebook.annotations)
    };
    assert_eq!(look(&shelf.library), Some(shelf.notes.clone()), "the first look tells");
    assert_eq!(look(&shelf.library), None);
    shelf.edit(0, Some("改过"));
    assert_eq!(look(&shelf.library), None, "our own line");
    shelf.library.settle_all().unwrap();
    assert_eq!(look(&shelf.library), None, "our own file");
    for round in 0..3 {
        let theirs = note(20 + round);
        let change = change(None, Some(&theirs));
        if round == 0 {
            other.commit_whole(&target(0), &[change]).unwrap();
        } else {
            other.commit(&target(0), &[change]).unwrap();
        }
        shelf.notes.insert(theirs.id.clone(), theirs);
        if round > 0 {
            // Ours is written behind theirs before anyone looks, and all of it is brought into the file.
            shelf.edit(0, Some(&format!("再改 {round}")));
            if round == 2 {
                shelf.library.settle_all().unwrap();
            }
        }
        assert_eq!(look(&shelf.library), Some(shelf.notes.clone()), "round {round}");
        assert_eq!(look(&shelf.library), None, "round {round}");
    }
}

#[test]
fn a_backup_comes_back_as_it_was_or_not_at_all() {
    use danhuang::host::backup::{BackupError, backup, restore};
    let mut shelf = Shelf::with(5);
    shelf.edit(0, Some("还在日志里"));
    let (archive, holds) = backup(&shelf.library).unwrap();
    assert_eq!(holds.n_documents, 1);
    let there = TempDir::new().unwrap();
    let library = Library::open(Some(there.path().join("回来"))).unwrap();
    assert_eq!(restore(&archive, &library).unwrap(), holds);
    let loaded = library.load(&target(0).fingerprint, target(0).path.as_deref()).unwrap();
    assert_eq!((loaded.notebook.annotations, loaded.problems), (shelf.notes, vec![]));
    assert!(matches!(restore(&archive, &library), Err(BackupError::NotEmpty(_))));
    let mut numbers = Numbers(3);
    for number in 0..120 {
        let mut bytes = archive.clone();
        damage(&mut bytes, number % KINDS.len(), &mut numbers);
        let library = Library::open(Some(there.path().join(format!("{number}")))).unwrap();
        // What a zip says of itself twice may be damaged in one place and read from the other.
        if restore(&bytes, &library).is_ok() {
            let (again, _) = backup(&library).unwrap();
            let whole = Library::open(Some(there.path().join(format!("again {number}")))).unwrap();
            restore(&again, &whole).unwrap();
            let loaded = whole.load(&target(0).fingerprint, target(0).path.as_deref()).unwrap();
            assert_eq!(loaded.notebook.annotations.len(), 5, "damage {number}");
        } else {
            assert!(!library.folder().exists(), "damage {number} restored a part");
        }
    }
    let empty = Library::open(Some(there.path().join("nichts"))).unwrap();
    assert!(matches!(backup(&empty), Err(BackupError::NoLibrary(_))));
}

/// How many times the notes' file is damaged; 10,000 in the long form.
pub(crate) fn n_damages() -> usize {
    let wanted = std::env::var("DANHUANG_DAMAGES").ok().and_then(|number| number.parse().ok());
    wanted.unwrap_or(90)
}

#[test]
fn whatever_damage_costs_the_journal_and_the_history_bring_back() {
    let mut shelf = Shelf::with(30);
    shelf.edit(3, Some("改过"));
    shelf.library.settle_all().unwrap();
    shelf.edit(4, Some("还在日志里"));
    shelf.edit(5, None);
    let whole = fs::read(shelf.file("notes.ron")).unwrap();
    let open = fs::read(shelf.file("journal.log")).unwrap();
    let names = ["", "history"].map(|folder| fs::read_dir(shelf.file(folder)).unwrap().flatten());
    let names: Vec<_> = names.into_iter().flatten().map(|entry| entry.file_name()).collect();
    let mut numbers = Numbers(5);
    let (mut n_whole, mut n_altered, mut n_others) = (0, 0, 0);
    for number in 0..n_damages() {
        let mut bytes = whole.clone();
        damage(&mut bytes, number % KINDS.len(), &mut numbers);
        fs::write(shelf.file("notes.ron"), &bytes).unwrap();
        fs::write(shelf.file("journal.log"), &open).unwrap();
        let read = notes_from_ron(&String::from_utf8_lossy(&bytes));
        shelf.library.repair(&shelf.id).unwrap();
        let found = shelf.load().notebook.annotations;
        // A note that reads well and is not as it was written may be a person's own change: it stays, is
        // told, and the history has what it was.
        let is_told =
            |id: &AnnotationId| read.problems.contains(&Problem::ChangedOutside(id.0.clone()));
        let lost =
            shelf.notes.iter().filter(|(id, note)| found.get(id) != Some(note) && !is_told(id));
        let lost: Vec<_> = lost.map(|(id, _)| id.clone()).collect();
        n_altered += usize::from(shelf.notes.keys().any(is_told));
        n_whole += usize::from(lost.is_empty());
        n_others += usize::from(found != shelf.notes);
        // The next damage finds all as it was.
        for folder in ["", "history"] {
            for entry in fs::read_dir(shelf.file(folder)).unwrap().flatten() {
                let is_new = !names.contains(&entry.file_name());
                if is_new && entry.path().is_file() {
                    fs::remove_file(entry.path()).unwrap();
                }
            }
        }
    }
    println!(
        "{n_whole} of {} damages cost nothing, {n_altered} altered a note, which is told; \
         in {n_others} cases it then is not as it was",
        n_damages()
    );
    assert!(n_whole * 100 >= n_damages() * 99, "{n_whole} of {}", n_damages());
    drop(shelf.folder);
}
