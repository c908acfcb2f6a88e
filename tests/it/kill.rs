//! Writers that are killed at any moment, run beside each other, or are not let write: nothing that they said
//! was kept is lost. The program itself is killed in `kill_program`.
//!
//! `DANHUANG_KILLS` says how many writers are killed and `DANHUANG_EDITS` how often two write beside each
//! other; the long forms are in CONTRIBUTING.md.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use danhuang::host::joining;
use danhuang::host::library::Library;
use danhuang::notebook::{Annotation, AnnotationId, Change, Diff};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::faults::target;
use crate::killing::{Hit, Moments, by_many_hands};
use crate::strategies;

/// Names the library's folder to a test that is to be a writer.
const FOLDER: &str = "DANHUANG_TEST_FOLDER";
/// The first deed of the writer, and how many it does.
const DEEDS: &str = "DANHUANG_TEST_DEEDS";
/// Which of several writers it is.
const NAME: &str = "DANHUANG_TEST_NAME";

/// How many notes a writer has to do with.
const N_NOTES: usize = 30;

type Notes = BTreeMap<AnnotationId, Annotation>;

/// What a writer does, the same each time: makes, changes and removes notes.
struct Deeds {
    name: u8,
    pattern: Annotation,
    notes: Notes,
    n_done: usize,
}

impl Deeds {
    fn new(name: u8) -> Self {
        let mut runner = TestRunner::deterministic();
        let pattern = strategies::annotation().new_tree(&mut runner).unwrap().current();
        Self { name, pattern, notes: Notes::new(), n_done: 0 }
    }

    fn next(&mut self) -> Change {
        let (slot, round) = (self.n_done % N_NOTES, self.n_done / N_NOTES);
        let id = AnnotationId(format!("01J00000000000000000000{}{slot:02}", self.name));
        let before = self.notes.remove(&id);
        let after = (before.is_none() || !(slot + round).is_multiple_of(3)).then(|| Annotation {
            note: format!("第 {} 件", self.n_done),
            revision: before.as_ref().map_or(1, |before| before.revision + 1),
            id: id.clone(),
            ..self.pattern.clone()
        });
        self.notes.extend(after.clone().map(|note| (id, note)));
        self.n_done += 1;
        Change::Annotation(Diff { before, after })
    }

    fn skip_to(&mut self, n_done: usize) {
        while self.n_done < n_done {
            self.next();
        }
    }
}

pub(crate) fn number(variable: &str, usual: usize) -> usize {
    std::env::var(variable).ok().and_then(|number| number.parse().ok()).unwrap_or(usual)
}

/// A writer, when a test started this program again to be one; else nothing.
#[test]
fn a_writer_writes_and_says_what_is_kept() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let (first, many) = std::env::var(DEEDS)
        .unwrap()
        .split_once('+')
        .map_or((0, 0), |(a, b)| (a.parse().unwrap(), b.parse::<usize>().unwrap()));
    let library = Library::open(Some(PathBuf::from(folder))).unwrap();
    let mut deeds = Deeds::new(number(NAME, 0) as u8);
    deeds.skip_to(first);
    for n_done in first + 1..=first + many {
        let change = deeds.next();
        if let Err(error) = library.commit(&target(0), std::slice::from_ref(&change)) {
            return println!("told {}", error.phrase().en);
        }
        println!("kept {n_done}.");
        if n_done % 5 == 0 {
            drop(library.settle_all());
        }
    }
}

fn writer(folder: &Path, name: u8, deeds: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "kill::a_writer_writes_and_says_what_is_kept", "--nocapture"])
        .env(FOLDER, folder)
        .env(DEEDS, deeds)
        .env(NAME, name.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

/// The last deed that a writer said was kept, when it is gone.
fn last_kept(child: Child) -> Option<usize> {
    let mut child = child;
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let last = last_of(lines.map_while(Result::ok));
    child.wait().unwrap();
    last
}

fn last_of(lines: impl Iterator<Item = String>) -> Option<usize> {
    // The test's own line and the first deed's may be one; a line that was cut off says nothing.
    lines.filter_map(|line| line.split_once("kept ")?.1.strip_suffix('.')?.parse().ok()).last()
}

fn notes(folder: &Path) -> Notes {
    let library = Library::open(Some(folder.to_path_buf())).unwrap();
    let target = target(0);
    let loaded = library.load(&target.fingerprint, target.path.as_deref()).unwrap();
    let is_damage = |phrase: &danhuang::text::Phrase| !phrase.en.contains("was cut off");
    let odd: Vec<_> = loaded.problems.into_iter().filter(is_damage).collect();
    assert!(odd.is_empty(), "{odd:?}");
    assert!(library.document_ids().unwrap().len() <= 1, "one document has two folders");
    loaded.notebook.annotations
}

/// Whether the library has what was kept, or one deed more.
fn check(folder: &Path, deeds: &mut Deeds, n_kept: usize, what: &str) {
    let found = notes(folder);
    deeds.skip_to(n_kept);
    if found != deeds.notes {
        deeds.next();
        assert!(found == deeds.notes, "{what}: after deed {n_kept} there is {found:#?}");
    }
}

/// How many writers are killed one after another in one library.
const IN_ONE: usize = 100;

/// What became of killed writers.
#[derive(Default)]
struct Tally {
    n_kept: AtomicUsize,
    n_idle: AtomicUsize,
}

/// Kills `n_kills` writers in a library of their own, each of which goes on from what the last one left.
fn killed_writers(round: usize, n_kills: usize, tally: &Tally) {
    let folder = tempfile::TempDir::new().unwrap();
    let mut moments = crate::damage::Numbers(7 + round as u64);
    let mut deeds = Deeds::new(0);
    for number in 0..n_kills {
        let first = deeds.n_done;
        let mut child = writer(folder.path(), 0, &format!("{first}+1000000")).spawn().unwrap();
        // Some while they open the library, most while they write.
        let sign = if number.is_multiple_of(8) { "running" } else { "kept " };
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.find_map(|line| line.ok().filter(|line| line.contains(sign)));
        std::thread::sleep(Duration::from_micros(moments.below(15_000) as u64));
        child.kill().unwrap();
        let last = last_of(line.into_iter().chain(lines.map_while(Result::ok)));
        child.wait().unwrap();
        tally.n_idle.fetch_add(usize::from(last.is_none()), Ordering::Relaxed);
        check(folder.path(), &mut deeds, last.unwrap_or(first), "after a kill");
        tally.n_kept.fetch_add(deeds.n_done - first, Ordering::Relaxed);
    }
}

#[test]
fn a_writer_killed_at_any_moment_loses_nothing_it_said_was_kept() {
    let n_kills = number("DANHUANG_KILLS", 400);
    let tally = Tally::default();
    by_many_hands(n_kills.div_ceil(IN_ONE), |round| {
        killed_writers(round, IN_ONE.min(n_kills - round * IN_ONE), &tally);
    });
    let [n_kept, n_idle] = [tally.n_kept, tally.n_idle].map(AtomicUsize::into_inner);
    println!("{n_kills} kills, {n_kept} changes kept, {n_idle} killed before the first; 0 lost");
    assert!(n_kept > n_kills / 2, "the writers were killed before they wrote");
}

#[test]
fn two_writers_beside_each_other_lose_nothing() {
    let n_edits = number("DANHUANG_EDITS", 600) / 2;
    let folder = tempfile::TempDir::new().unwrap();
    let start = |name| writer(folder.path(), name, &format!("0+{n_edits}")).spawn().unwrap();
    // The folder of the document is made by one of them.
    assert_eq!(last_kept(writer(folder.path(), 3, "0+1").spawn().unwrap()), Some(1));
    let children = [1, 2].map(start);
    let kept = children.map(|child| std::thread::scope(|_| last_kept(child)));
    assert_eq!(kept, [Some(n_edits); 2]);
    let mut wanted = Notes::new();
    for (name, n_edits) in [(1, n_edits), (2, n_edits), (3, 1)] {
        let mut deeds = Deeds::new(name);
        deeds.skip_to(n_edits);
        wanted.extend(deeds.notes);
    }
    assert!(notes(folder.path()) == wanted);
    println!("{} edits of two writers", n_edits * 2);
}

/// Names to a test that is to join the library that it joins.
const OTHER: &str = "DANHUANG_TEST_OTHER";

/// A program that joins another library, when a test started this program again to be one; else nothing.
#[test]
fn a_joiner_joins() {
    let (Some(folder), Some(other)) = (std::env::var_os(FOLDER), std::env::var_os(OTHER)) else {
        return;
    };
    let library = Library::open(Some(PathBuf::from(folder))).unwrap();
    println!("begun");
    joining::join(&library, Path::new(&other), None).unwrap();
    println!("kept 1.");
}

/// A program that joins `other` with a library, once it said that it begins, with what it says then.
fn joiner(library: &Path, other: &Path) -> (Child, impl Iterator<Item = String> + use<>) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "kill::a_joiner_joins", "--nocapture"]);
    command.env(FOLDER, library).env(OTHER, other);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    assert!(lines.any(|line| line.contains("begun")));
    (child, lines)
}

/// How long joining takes that nobody kills.
fn whole(base: &Path, other: &Path) -> Duration {
    let folder = tempfile::TempDir::new().unwrap();
    let library = folder.path().join("library");
    copied(base, &library);
    let (mut child, lines) = joiner(&library, other);
    let begun = Instant::now();
    assert_eq!(last_of(lines), Some(1));
    let whole = begun.elapsed();
    child.wait().unwrap();
    whole
}

pub(crate) fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copied(&path, &target);
        } else {
            std::fs::copy(path, target).unwrap();
        }
    }
}

/// A library with what a writer did.
pub(crate) fn written(folder: &Path, name: u8, n_deeds: usize) -> Notes {
    let library = Library::open(Some(folder.to_path_buf())).unwrap();
    let mut deeds = Deeds::new(name);
    for _ in 0..n_deeds {
        library.commit(&target(0), &[deeds.next()]).unwrap();
    }
    library.settle_all().unwrap();
    deeds.notes
}

#[test]
fn joining_killed_at_any_moment_loses_nothing_of_either_library_and_can_be_done_again() {
    let n_kills = number("DANHUANG_KILLS", 400) / 8;
    let root = tempfile::TempDir::new().unwrap();
    let (ours, theirs) = (root.path().join("ours"), root.path().join("theirs"));
    let mut all = written(&ours, 1, 40);
    let before = all.clone();
    all.extend(written(&theirs, 2, 40));
    let moments = Moments::new(13, whole(&ours, &theirs));
    by_many_hands(n_kills, |number| {
        let folder = tempfile::TempDir::new().unwrap();
        let library = folder.path().join("library");
        copied(&ours, &library);
        let (mut child, lines) = joiner(&library, &theirs);
        std::thread::sleep(moments.of(number));
        child.kill().unwrap();
        let is_done = last_of(lines) == Some(1);
        child.wait().unwrap();
        moments.learn(if is_done { Hit::Late } else { Hit::Amid });
        let found = notes(&library);
        assert!(before.iter().all(|(id, note)| found.get(id) == Some(note)), "ours");
        assert!(!is_done || found == all, "it was said to be done");
        let again = Library::open(Some(library.clone())).unwrap();
        joining::join(&again, &theirs, None).unwrap();
        assert!(notes(&library) == all, "done again");
    });
    println!("{n_kills} kills while joining: {}; 0 lost", moments.told());
    moments.assert_most_hit();
}

/// A file system on a folder, taken away at the end.
#[cfg(target_os = "linux")]
struct Mounted(PathBuf);

#[cfg(target_os = "linux")]
impl Mounted {
    fn mount(options: &str, folder: &Path) -> bool {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(folder);
        mount.stdout(Stdio::null()).stderr(Stdio::null());
        mount.status().is_ok_and(|status| status.success())
    }
}

#[cfg(target_os = "linux")]
impl Drop for Mounted {
    fn drop(&mut self) {
        drop(Command::new("umount").arg(&self.0).status());
    }
}

/// Only the system's own user may mount; everywhere else the disk in memory of `faults` stands for it.
#[cfg(target_os = "linux")]
#[test]
fn a_writer_on_a_file_system_of_64_kilobytes_loses_nothing_it_said_was_kept() {
    let root = tempfile::TempDir::new().unwrap();
    let folder = root.path().join("small");
    std::fs::create_dir(&folder).unwrap();
    if !Mounted::mount("size=64k", &folder) {
        return println!("skipped: no file system may be mounted here");
    }
    let _mounted = Mounted(folder.clone());
    let mut deeds = Deeds::new(0);
    let last = last_kept(writer(&folder, 0, "0+400").spawn().unwrap()).unwrap();
    assert!(last < 400, "it never was full");
    check(&folder, &mut deeds, last, "on a full file system");
    // Not one byte more goes in, and what is there stays.
    let first = deeds.n_done;
    let again = last_kept(writer(&folder, 0, &format!("{first}+20")).spawn().unwrap());
    check(&folder, &mut deeds, again.unwrap_or(first), "on one that is still full");
    // With room it goes on from there.
    assert!(Mounted::mount("remount,size=1m", &folder));
    let first = deeds.n_done;
    let last = last_kept(writer(&folder, 0, &format!("{first}+20")).spawn().unwrap());
    assert_eq!(last, Some(first + 20));
    check(&folder, &mut deeds, first + 20, "with room again");
    println!("64 kB were full after {first} changes; 0 lost");
}

/// A limit on the size of files stands in for a disk that is full: with and without the signal that ends a
/// program which does not expect it.
#[cfg(unix)]
#[test]
fn a_writer_that_may_write_no_more_loses_nothing_it_said_was_kept() {
    for ignores in ["", "trap '' XFSZ; "] {
        let folder = tempfile::TempDir::new().unwrap();
        let mut deeds = Deeds::new(0);
        let inner = writer(folder.path(), 0, "0+400");
        let mut command = Command::new("sh");
        command.args(["-c", &format!("{ignores}ulimit -f 24; exec \"$0\" \"$@\"")]);
        command.arg(inner.get_program()).args(inner.get_args());
        command.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let last = last_kept(command.spawn().unwrap()).unwrap();
        check(folder.path(), &mut deeds, last, "with a limit");
        assert!(last < 400, "the limit was never reached");
        // Without the limit it goes on from there.
        let first = deeds.n_done;
        let last = last_kept(writer(folder.path(), 0, &format!("{first}+20")).spawn().unwrap());
        check(folder.path(), &mut deeds, last.unwrap(), "after the limit");
        println!("with a limit: {first} kept");
    }
}
