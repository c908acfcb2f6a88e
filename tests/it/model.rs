//! The library beside a plain list of notes: random commands, with crashes and reopenings between.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use danhuang::host::library::Library;
use danhuang::notebook::{Annotation, AnnotationId, Change, Diff};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::faults::disk::MemoryDisk;
use crate::faults::target;
use crate::strategies;

/// What a reader or fate does next.
#[derive(Clone, Debug)]
enum Act {
    /// Makes, changes or removes the note with this number in one of two documents.
    Write(usize, usize, Option<Annotation>),
    /// Several of these at once.
    WriteMany(usize, Vec<(usize, Option<Annotation>)>),
    /// Undoes the last writing.
    Undo,
    /// The journals are brought into the files.
    Settle,
    /// The command line does the same as one writing.
    CommandLine(usize, usize, Option<Annotation>),
    /// The program is closed and opened.
    Reopen,
    /// The power goes; this says which of the states is left.
    PowerCut(usize),
    /// Somebody looks.
    Check,
}

fn act() -> impl Strategy<Value = Act> {
    let note = || prop::option::weighted(0.8, strategies::annotation());
    prop_oneof![
        8 => (0usize..2, 0usize..4, note()).prop_map(|(d, n, note)| Act::Write(d, n, note)),
        2 => (0usize..2, vec((0usize..4, note()), 1..4)).prop_map(|(d, n)| Act::WriteMany(d, n)),
        2 => Just(Act::Undo),
        2 => Just(Act::Settle),
        2 => (0usize..2, 0usize..4, note()).prop_map(|(d, n, note)| Act::CommandLine(d, n, note)),
        1 => Just(Act::Reopen),
        3 => any::<usize>().prop_map(Act::PowerCut),
        2 => Just(Act::Check),
    ]
}

/// The plain list: each document's notes.
type Plain = [BTreeMap<AnnotationId, Annotation>; 2];

struct Run {
    disk: MemoryDisk,
    library: Library,
    plain: Plain,
    last: Option<(usize, Vec<Change>)>,
}

impl Run {
    fn new() -> Self {
        let disk = MemoryDisk::default();
        Self { library: library(&disk), disk, plain: Plain::default(), last: None }
    }

    /// The change that puts `note` in the place of a document's note, if it is one.
    fn change(&self, document: usize, number: usize, note: Option<Annotation>) -> Option<Change> {
        let id = AnnotationId(format!("01J000000000000000000000{document}{number}"));
        let before = self.plain[document].get(&id).cloned();
        let after = note.map(|note| Annotation {
            id,
            revision: before.as_ref().map_or(1, |before| before.revision + 1),
            ..note
        });
        (before != after).then_some(Change::Annotation(Diff { before, after }))
    }

    fn note_down(&mut self, document: usize, changes: Vec<Change>) {
        for change in &changes {
            let Change::Annotation(diff) = change else { continue };
            let id = &diff.either().unwrap().id;
            match &diff.after {
                Some(note) => drop(self.plain[document].insert(id.clone(), note.clone())),
                None => drop(self.plain[document].remove(id)),
            }
        }
        self.last = Some((document, changes));
    }

    fn write(&mut self, document: usize, changes: Vec<Change>) {
        self.library.commit(&target(document), &changes).unwrap();
        self.note_down(document, changes);
    }

    fn carry_out(&mut self, act: Act) {
        match act {
            Act::Write(document, number, note) => {
                let change = self.change(document, number, note);
                self.write(document, change.into_iter().collect());
            }
            Act::WriteMany(document, notes) => {
                let mut changes: Vec<Change> = Vec::new();
                let mut numbers = Vec::new();
                for (number, note) in notes {
                    if !numbers.contains(&number) {
                        numbers.push(number);
                        changes.extend(self.change(document, number, note));
                    }
                }
                self.write(document, changes);
            }
            Act::Undo => {
                let Some((document, changes)) = self.last.take() else { return };
                self.write(document, changes.into_iter().rev().map(Change::inverse).collect());
            }
            Act::Settle => self.library.settle_all().unwrap(),
            Act::CommandLine(document, number, note) => {
                let changes: Vec<Change> =
                    self.change(document, number, note).into_iter().collect();
                library(&self.disk).commit_whole(&target(document), &changes).unwrap();
                self.note_down(document, changes);
            }
            Act::Reopen => self.library = library(&self.disk),
            Act::PowerCut(which) => {
                let states = self.disk.states();
                self.disk = states[which % states.len()].clone();
                self.library = library(&self.disk);
            }
            Act::Check => self.check(),
        }
    }

    fn check(&self) {
        for library in [&self.library, &library(&self.disk)] {
            for (document, plain) in self.plain.iter().enumerate() {
                let target = target(document);
                let loaded = library.load(&target.fingerprint, target.path.as_deref()).unwrap();
                assert_eq!(loaded.problems, [], "document {document}");
                assert_eq!(&loaded.notebook.annotations, plain, "document {document}");
            }
            assert!(library.document_ids().unwrap().len() <= 2);
        }
    }
}

fn library(disk: &MemoryDisk) -> Library {
    Library::on(Arc::new(disk.clone()), PathBuf::from("/home/library"))
}

fn cases() -> u32 {
    let wanted = std::env::var("DANHUANG_MODEL_CASES").ok().and_then(|number| number.parse().ok());
    wanted.unwrap_or(150)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn the_library_holds_what_a_plain_list_would(acts in vec(act(), 1..40)) {
        let mut run = Run::new();
        for act in acts {
            run.carry_out(act);
        }
        run.check();
    }
}
