//! No acknowledged note is lost, whichever operation fails and whenever the power goes: in the journal, while
//! it is brought into the notes' file, and after.
//!
//! `DANHUANG_FAULTS=all` runs every error number; without it two of them do.

pub(crate) mod disk;

use std::path::PathBuf;
use std::sync::Arc;

use danhuang::document::Fingerprint;
use danhuang::host::library::{Library, SaveTarget};
use danhuang::notebook::{Annotation, Change, Codebook, Diff, Notebook};
use danhuang::ruling::Site;
use danhuang::text::{Language, Phrase, Span};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::strategies;
use disk::{Fault, MemoryDisk};

const EIO: i32 = 5;
const EACCES: i32 = 13;
const EFBIG: i32 = 27;
const ENOSPC: i32 = 28;
const EROFS: i32 = 30;
const EDQUOT: i32 = 122;
const EINTR: i32 = 4;

/// Who writes.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Hand {
    /// One program, which brings the journal into the notes' file now and then.
    Window,
    /// A program a step, which does so at once.
    CommandLine,
}

const HANDS: [Hand; 2] = [Hand::Window, Hand::CommandLine];

/// The steps after which the window brings the journal into the notes' file.
const SETTLED: [usize; 3] = [2, 7, 9];

/// A hand at work on a disk.
struct Writer<'a> {
    story: &'a Story,
    hand: Hand,
    disk: MemoryDisk,
    window: Library,
}

/// What one reader does: each step about one of two documents.
struct Story {
    steps: Vec<(usize, Vec<Change>)>,
    /// How things stand before the first step, and after each.
    after: Vec<([Notebook; 2], Codebook)>,
}

fn library(disk: &MemoryDisk) -> Library {
    Library::on(Arc::new(disk.clone()), PathBuf::from("/home/library"))
}

pub(crate) fn target(document: usize) -> SaveTarget {
    SaveTarget {
        fingerprint: Fingerprint {
            content: format!("{document}").repeat(64),
            text: format!("a{document}").repeat(32),
        },
        path: Some(PathBuf::from(format!("/文档/{document}.txt"))),
        title: format!("文 {document}"),
        options: None,
        encoding: None,
        site: Site::default(),
    }
}

/// Marks, a tag with its note, an edit, a tag's new name, stretches given back and rulings, a removal,
/// and a second document.
fn story() -> Story {
    let mut runner = TestRunner::deterministic();
    let mut notes = (0..3).map(|number| {
        let mut note = strategies::annotation().new_tree(&mut runner).unwrap().current();
        note.id.0 = format!("01J0000000000000000000000{number}");
        note.note = format!("第 {number} 条");
        note.tags.clear();
        note
    });
    let [first, mut second, third] = std::array::from_fn(|_| notes.next().unwrap());
    drop(notes);
    let ruling = strategies::ruling().new_tree(&mut runner).unwrap().current();
    let made =
        |note: &Annotation| Change::Annotation(Diff { before: None, after: Some(note.clone()) });
    let mut codebook = Codebook::starting();
    let (tag, mut with_tag) =
        codebook.make("政策", || "01J0000000000000000000TAG1".to_owned()).unwrap();
    with_tag.iter().for_each(|change| change.apply(&mut Notebook::default(), &mut codebook));
    second.tags.insert(tag.clone());
    with_tag.push(made(&second));
    let mut edited = first.clone();
    (edited.note, edited.revision) = ("改过".to_owned(), first.revision + 1);
    let edit = |before: &Annotation, after: &Annotation| {
        Change::Annotation(Diff { before: Some(before.clone()), after: Some(after.clone()) })
    };
    let mut again = edited.clone();
    (again.note, again.revision) = ("又改".to_owned(), edited.revision + 1);
    let steps = vec![
        (0, vec![made(&first)]),
        (0, with_tag),
        (0, vec![edit(&first, &edited)]),
        (0, codebook.rename(&tag, "方针").unwrap().into_iter().collect()),
        (
            0,
            vec![
                Change::Kept(Diff { before: None, after: Some(Span::new(3, 9)) }),
                Change::Ruling(Diff { before: None, after: Some(ruling) }),
            ],
        ),
        (0, vec![Change::Annotation(Diff { before: Some(second), after: None })]),
        (1, vec![made(&third)]),
        (0, vec![edit(&edited, &again)]),
        // Undone.
        (0, vec![edit(&again, &edited)]),
        (0, vec![edit(&edited, &again)]),
        (1, vec![Change::Annotation(Diff { before: Some(third), after: None })]),
    ];
    let mut now = ([Notebook::default(), Notebook::default()], Codebook::starting());
    let mut after = vec![now.clone()];
    for (document, changes) in &steps {
        let (notebooks, codebook) = &mut now;
        changes.iter().for_each(|change| change.apply(&mut notebooks[*document], codebook));
        after.push(now.clone());
    }
    Story { steps, after }
}

impl Story {
    /// Whether a library opened anew says what was acknowledged, each part perhaps with the step that was under way.
    fn check(&self, disk: &MemoryDisk, n_acknowledged: usize, what: &str) {
        let library = library(disk);
        let next = (n_acknowledged + 1).min(self.steps.len());
        let (sure, maybe) = (&self.after[n_acknowledged], &self.after[next]);
        for document in 0..2 {
            let target = target(document);
            let loaded = library.load(&target.fingerprint, target.path.as_deref()).unwrap();
            let is_said = |phrase: &Phrase| !phrase.en.contains("the last writing was cut off");
            let odd: Vec<_> = loaded.problems.into_iter().filter(is_said).collect();
            assert!(odd.is_empty(), "{what}: {odd:?}");
            let fits = [&sure.0[document], &maybe.0[document]].contains(&&loaded.notebook);
            assert!(fits, "{what}: document {document} is {:#?}", loaded.notebook);
        }
        let (codebook, problems) = library.codebook().unwrap();
        assert!(problems.is_empty(), "{what}: {problems:?}");
        assert!(codebook == sure.1 || codebook == maybe.1, "{what}: the tags are {codebook:#?}");
        assert!(library.document_ids().unwrap().len() <= 2, "{what}: a document has two folders");
    }
}

impl<'a> Writer<'a> {
    fn new(story: &'a Story, hand: Hand, disk: &MemoryDisk) -> Self {
        Self { story, hand, disk: disk.clone(), window: library(disk) }
    }

    /// Does a step; when this returns it is acknowledged, or the error is told.
    fn commit(&self, step: usize) -> Result<(), String> {
        let (document, changes) = &self.story.steps[step];
        let done = match self.hand {
            Hand::Window => self.window.commit(&target(*document), changes),
            Hand::CommandLine => {
                library(&self.disk).commit_whole(&target(*document), changes).map(drop)
            }
        };
        done.map_err(|error| error.phrase().get(Language::English).to_owned())
    }

    /// What a program does when there is time; it may fail, since everything is safe.
    fn rest(&self, step: usize) {
        if self.hand == Hand::Window && SETTLED.contains(&step) {
            drop(self.window.settle_all());
        }
    }
}

#[test]
fn a_power_cut_at_any_moment_leaves_every_acknowledged_note() {
    let story = story();
    for hand in HANDS {
        let disk = MemoryDisk::cut_anywhere();
        let writer = Writer::new(&story, hand, &disk);
        for step in 0..story.steps.len() {
            writer.commit(step).unwrap();
            disk.acknowledge();
            writer.rest(step);
        }
        let cuts = disk.cuts();
        assert!(cuts.len() > 60, "{} states", cuts.len());
        println!("{hand:?}: {} different states after a power cut", cuts.len());
        for (index, (n_acknowledged, state)) in cuts.iter().enumerate() {
            let what = format!("{hand:?}, state {index} after step {n_acknowledged}");
            story.check(state, *n_acknowledged, &what);
            // The reader goes on from there.
            let next =
                HANDS.into_iter().find(|other| (*other == hand) == (index % 2 == 0)).unwrap();
            let writer = Writer::new(&story, next, state);
            for step in *n_acknowledged..story.steps.len().min(n_acknowledged + 2) {
                writer.commit(step).unwrap();
                writer.rest(step);
                story.check(state, step + 1, &what);
            }
        }
    }
}

#[test]
fn whichever_operation_fails_nothing_acknowledged_is_lost_and_the_person_is_told() {
    let story = story();
    let errnos: &[i32] = if std::env::var_os("DANHUANG_FAULTS").is_some() {
        &[EIO, ENOSPC, EACCES, EROFS, EDQUOT, EFBIG, EINTR]
    } else {
        &[EIO, ENOSPC]
    };
    for hand in HANDS {
        // In the short form one of them does for the command line.
        let errnos =
            if hand == Hand::CommandLine && errnos.len() == 2 { &errnos[..1] } else { errnos };
        let (mut n_faults, mut n_told) = (0, 0);
        for (errno, lasts) in errnos.iter().flat_map(|errno| [(errno, false), (errno, true)]) {
            for at in 0.. {
                let fault = Fault { at, errno: *errno, lasts };
                let Some(was_told) = fail_once(&story, hand, fault) else { break };
                n_faults += 1;
                n_told += usize::from(was_told);
            }
        }
        println!("{hand:?}: {n_faults} faults, {n_told} of them told, the others harmless");
        assert!(n_faults > 400 && n_told > n_faults / 4, "{n_faults} faults, {n_told} told");
    }
}

/// Runs the story with a fault; whether the person was told, or nothing if the fault never came.
fn fail_once(story: &Story, hand: Hand, fault: Fault) -> Option<bool> {
    let disk = MemoryDisk::failing(fault);
    let writer = Writer::new(story, hand, &disk);
    let mut was_told = false;
    let mut n_since = 0;
    for step in 0..story.steps.len() {
        if let Err(told) = writer.commit(step) {
            was_told = true;
            assert!(told.contains("/home"), "{told} names no file");
            disk.mend();
            story.check(&disk, step, &format!("{hand:?}, {fault:?}"));
            writer.commit(step).unwrap();
        }
        // What is acknowledged survives a power cut too.
        let states = if disk.has_failed() && n_since < 2 { disk.states() } else { Vec::new() };
        for state in states {
            story.check(&state, step + 1, &format!("{hand:?}, {fault:?}, then a power cut"));
        }
        n_since += usize::from(disk.has_failed());
        writer.rest(step);
    }
    disk.mend();
    story.check(&disk, story.steps.len(), &format!("{hand:?}, {fault:?}, at the end"));
    disk.has_failed().then_some(was_told)
}

#[test]
fn an_index_that_could_not_be_written_loses_no_document() {
    let story = story();
    let folder = tempfile::TempDir::new().unwrap();
    let library = Library::open(Some(folder.path().join("library"))).unwrap();
    let index = library.folder().join("index.ron");
    let (first, mut second) = (target(0), target(0));
    library.commit(&first, &story.steps[0].1).unwrap();
    let old = std::fs::read(&index).unwrap();
    // The file at the same path was edited; then it moved, and the index knows nothing of the edit.
    second.fingerprint = target(1).fingerprint;
    library.commit(&second, &[]).unwrap();
    assert_ne!(std::fs::read(&index).unwrap(), old);
    std::fs::write(&index, &old).unwrap();
    let moved = PathBuf::from("/别处.txt");
    let loaded = library.load(&second.fingerprint, Some(&moved)).unwrap();
    assert_eq!(loaded.notebook, story.after[1].0[0]);
}

#[test]
fn on_a_full_disk_of_64_kilobytes_nothing_that_was_kept_is_lost_and_the_person_is_told() {
    let mut runner = TestRunner::deterministic();
    let pattern = strategies::annotation().new_tree(&mut runner).unwrap().current();
    let disk = MemoryDisk::of_size(64 * 1024);
    let writer = library(&disk);
    let mut kept = Notebook::default();
    let mut n_told = 0;
    for number in 0..400 {
        let note = Annotation {
            id: danhuang::notebook::AnnotationId(format!("01J00000000000000000000{number:03}")),
            note: "写满为止".repeat(20),
            tags: std::collections::BTreeSet::new(),
            ..pattern.clone()
        };
        let change = Change::Annotation(Diff { before: None, after: Some(note) });
        match writer.commit(&target(0), std::slice::from_ref(&change)) {
            Ok(()) => change.apply(&mut kept, &mut Codebook::default()),
            Err(error) => {
                n_told += 1;
                assert!(error.phrase().zh.contains("磁盘满了"), "{:?}", error.phrase());
            }
        }
        if number % 7 == 0 {
            drop(writer.settle_all());
        }
        let loaded = library(&disk).load(&target(0).fingerprint, None).unwrap();
        // The change that was cut off may have been whole all the same.
        let is_kept =
            |(id, note): (_, &Annotation)| loaded.notebook.annotations.get(id) == Some(note);
        assert!(kept.annotations.iter().all(is_kept), "after note {number}");
    }
    println!("64 kB: {} notes kept, {n_told} refusals told", kept.annotations.len());
    assert!(n_told > 50 && kept.annotations.len() > 10);
    disk.resize(None);
    writer.settle_all().unwrap();
    let loaded = library(&disk).load(&target(0).fingerprint, None).unwrap();
    assert!(loaded.notebook.annotations.len() >= kept.annotations.len());
}

#[test]
fn a_merge_of_tags_that_the_power_cuts_is_seen_whole_or_not_at_all() {
    const N_NOTES: usize = 300;
    let mut runner = TestRunner::deterministic();
    let pattern = strategies::annotation().new_tree(&mut runner).unwrap().current();
    let mut codebook = Codebook::starting();
    let mut tags = codebook.tags.keys().cloned();
    let [from, into] = std::array::from_fn(|_| tags.next().unwrap());
    drop(tags);
    let note = |number: usize| Annotation {
        id: danhuang::notebook::AnnotationId(format!("01J00000000000000000000{number:03}")),
        tags: std::collections::BTreeSet::from([from.clone()]),
        ..pattern.clone()
    };
    let notes: Vec<Annotation> = (0..N_NOTES).map(note).collect();
    let made =
        |note: &Annotation| Change::Annotation(Diff { before: None, after: Some(note.clone()) });
    let merged = |note: &Annotation| {
        let after = Annotation {
            tags: std::collections::BTreeSet::from([into.clone()]),
            revision: note.revision + 1,
            ..note.clone()
        };
        Change::Annotation(Diff { before: Some(note.clone()), after: Some(after) })
    };
    let mut merge = codebook.merge(&from, &into).unwrap();
    merge.iter().for_each(|change| change.apply(&mut Notebook::default(), &mut codebook));
    merge.extend(notes.iter().map(merged));
    let disk = MemoryDisk::cut_anywhere();
    let writer = library(&disk);
    writer.commit(&target(0), &notes.iter().map(made).collect::<Vec<_>>()).unwrap();
    disk.acknowledge();
    writer.commit(&target(0), &merge).unwrap();
    disk.acknowledge();
    drop(writer.settle_all());
    let mut n_seen = [0, 0];
    for (n_acknowledged, state) in disk.cuts().into_iter().filter(|(number, _)| *number > 0) {
        let library = library(&state);
        let mut notebook = library.load(&target(0).fingerprint, None).unwrap().notebook;
        notebook.resolve_tags(&library.codebook().unwrap().0);
        let n_merged =
            notebook.annotations.values().filter(|note| note.tags.contains(&into)).count();
        assert_eq!(notebook.annotations.len(), N_NOTES);
        assert!([0, N_NOTES].contains(&n_merged), "{n_merged} of {N_NOTES} were merged");
        assert!(n_acknowledged < 2 || n_merged == N_NOTES, "what is said to be kept is");
        n_seen[usize::from(n_merged > 0)] += 1;
    }
    println!("{} states before the merge, {} after it", n_seen[0], n_seen[1]);
    assert!(n_seen.iter().all(|count| *count > 0), "{n_seen:?}");
}
