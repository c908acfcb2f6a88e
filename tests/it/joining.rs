//! Another library joined with the one that is open: looked at first, then carried out; neither loses anything.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use danhuang::host::joining::{join, plan};
use danhuang::host::library::{Library, LoadedNotes};
use danhuang::host::merging::MergeError;
use danhuang::notebook::{Annotation, Change, ClashField, Codebook, Diff, Notebook};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use tempfile::TempDir;

use crate::faults::target;
use crate::strategies;

fn note(number: usize) -> Annotation {
    let mut runner = TestRunner::deterministic();
    let mut note = strategies::annotation().new_tree(&mut runner).unwrap().current();
    note.id.0 = format!("01J000000000000000000000{number:02}");
    (note.note, note.revision) = (format!("第 {number} 条"), 1);
    note.tags.clear();
    note
}

fn made(note: &Annotation) -> Change {
    Change::Annotation(Diff { before: None, after: Some(note.clone()) })
}

fn edit(before: &Annotation, text: &str) -> (Annotation, Change) {
    let after =
        Annotation { note: text.to_owned(), revision: before.revision + 1, ..before.clone() };
    let diff = Diff { before: Some(before.clone()), after: Some(after.clone()) };
    (after, Change::Annotation(diff))
}

fn library(root: &TempDir, name: &str) -> Library {
    Library::open(Some(root.path().join(name))).unwrap()
}

fn load(library: &Library, document: usize) -> LoadedNotes {
    let fresh = Library::open(Some(library.folder().to_path_buf())).unwrap();
    let target = target(document);
    let loaded = fresh.load(&target.fingerprint, target.path.as_deref()).unwrap();
    assert_eq!(loaded.problems, []);
    loaded
}

/// Every file of a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            files.extend(self::files(&entry.path()));
        } else if entry.file_name() != ".lock" && entry.file_name() != ".turn" {
            files.insert(entry.path(), fs::read(entry.path()).unwrap());
        }
    }
    files
}

/// Ours and theirs, with a common beginning: both changed note 0, each made one, and theirs has a document and a
/// tag that ours has not.
fn apart(root: &TempDir) -> (Library, Library) {
    let ours = library(root, "ours");
    let shared = [note(0), note(1)];
    ours.commit_whole(&target(0), &shared.each_ref().map(made)).unwrap();
    copy(ours.folder(), &root.path().join("theirs"));
    let theirs = library(root, "theirs");
    ours.commit_whole(&target(0), &[edit(&shared[0], "这边写的").1, made(&note(2))]).unwrap();
    let mut codebook = Codebook::starting();
    let mut ids = (1..).map(|number| format!("01J0000000000000000000TAG{number}"));
    let (tag, mut changes) = codebook.make("农事/天气", || ids.next().unwrap()).unwrap();
    changes.iter().for_each(|change| change.apply(&mut Notebook::default(), &mut codebook));
    let mut tagged = note(3);
    tagged.tags.insert(tag);
    changes.extend([edit(&shared[0], "那边写的").1, made(&tagged)]);
    theirs.commit_whole(&target(0), &changes).unwrap();
    theirs.commit_whole(&target(1), &[made(&note(4))]).unwrap();
    (ours, theirs)
}

fn copy(from: &Path, to: &Path) {
    for (path, bytes) in files(from) {
        let copied = to.join(path.strip_prefix(from).unwrap());
        fs::create_dir_all(copied.parent().unwrap()).unwrap();
        fs::write(copied, bytes).unwrap();
    }
}

#[test]
fn what_joining_would_change_is_known_before_and_comes_true() {
    let root = TempDir::new().unwrap();
    let (ours, theirs) = apart(&root);
    let (before, other) = (files(ours.folder()), files(theirs.folder()));
    let planned = plan(&ours, theirs.folder()).unwrap();
    assert_eq!(files(ours.folder()), before, "looking changes nothing");
    assert_eq!((planned.documents.len(), planned.n_notes()), (2, (2, 1, 0)));
    assert!(!planned.tags.is_empty());
    let [clash] = planned.clashes.as_slice() else { panic!("{:?}", planned.clashes) };
    assert_eq!(clash.field, ClashField::Note);
    assert!(clash.taken.contains("这边写的") && clash.taken.contains("那边写的"));
    join(&ours, theirs.folder(), None).unwrap();
    let notes = load(&ours, 0).notebook.annotations;
    assert_eq!(notes.len(), 4);
    let both = &notes[&note(0).id].note;
    assert!(both.contains("这边写的") && both.contains("那边写的"), "{both}");
    assert_eq!(load(&ours, 1).notebook.annotations.len(), 1);
    let (codebook, _) = ours.codebook().unwrap();
    assert!(codebook.find("农事/天气").is_some());
    assert_eq!(files(theirs.folder()), other, "the other library is only read");
    // Joining again changes nothing.
    let again = plan(&ours, theirs.folder()).unwrap();
    assert_eq!((again.documents.len(), again.tags.len()), (0, 0), "{:?}", again.documents);
}

#[test]
fn what_was_joined_can_be_undone_in_each_document() {
    let root = TempDir::new().unwrap();
    let (ours, theirs) = apart(&root);
    let before = load(&ours, 0).notebook;
    join(&ours, theirs.folder(), None).unwrap();
    let after = load(&ours, 0);
    let (codebook, _) = ours.codebook().unwrap();
    let id = after.record.unwrap().id;
    let mut history = ours.history(&id, &after.notebook, &codebook);
    let (mut notebook, mut tags) = (after.notebook, codebook);
    for change in history.undo().expect("one step") {
        change.apply(&mut notebook, &mut tags);
    }
    assert_eq!(notebook, before);
    assert_eq!(history.undo(), None);
}

#[test]
fn the_document_that_is_shown_is_left_to_the_window() {
    let root = TempDir::new().unwrap();
    let (ours, theirs) = apart(&root);
    let shown = load(&ours, 0);
    let id = shown.record.unwrap().id;
    join(&ours, theirs.folder(), Some(&id)).unwrap();
    assert_eq!(load(&ours, 0).notebook, shown.notebook);
    assert_eq!(load(&ours, 1).notebook.annotations.len(), 1);
}

#[test]
fn one_document_of_a_library_may_be_joined_alone() {
    let root = TempDir::new().unwrap();
    let (ours, theirs) = apart(&root);
    let id = load(&theirs, 1).record.unwrap().id;
    let file = theirs.notes_file(&id);
    let planned = plan(&ours, &file).unwrap();
    assert_eq!((planned.documents.len(), planned.n_notes()), (1, (1, 0, 0)));
    join(&ours, file.parent().unwrap(), None).unwrap();
    assert_eq!(load(&ours, 1).notebook.annotations.len(), 1);
    assert_eq!(load(&ours, 0).notebook.annotations.len(), 3);
}

#[test]
fn what_is_no_sound_library_is_not_joined() {
    let root = TempDir::new().unwrap();
    let (ours, theirs) = apart(&root);
    let nothing = root.path().join("nothing");
    fs::create_dir(&nothing).unwrap();
    assert!(matches!(plan(&ours, &nothing), Err(MergeError::NoLibrary(_))));
    assert!(matches!(plan(&ours, &root.path().join("nowhere")), Err(MergeError::NoLibrary(_))));
    let file = theirs.notes_file(&load(&theirs, 0).record.unwrap().id);
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replacen("            note:", "            n te:", 1)).unwrap();
    let before = files(ours.folder());
    assert!(matches!(join(&ours, theirs.folder(), None), Err(MergeError::Damaged(_))));
    assert_eq!(files(ours.folder()), before);
}
