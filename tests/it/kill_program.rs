//! The program itself killed at any moment: while it marks a passage (the journal, `notes.ron`, the history, the
//! index), while it takes a library of the first programs over, and while it merges two.
//!
//! Several are at work at once, each in a library of its own, since most of their time they wait for the disk. Most
//! kills come between the first sign of writing and a little after the end (`killing`), and how many hit is told.
//! `DANHUANG_KILLS` says how many are killed in all; the long form is in CONTRIBUTING.md.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use danhuang::host::library::Library;
use danhuang::notebook::{Annotation, Notebook};
use tempfile::TempDir;

use crate::kill::{copied, number};
use crate::killing::{Hit, Moments, by_many_hands};

/// How many are killed among the tests.
const USUAL: usize = 2000;
/// How many are killed in one library, so that its notes stay few.
const IN_ONE: usize = 40;
/// After how many kills a library is looked at: the program goes on from what was left.
const LOOK: usize = 8;

const QUOTES: [&str; 4] = [
    "湖边的书店开了三十年",
    "老板姓沈，写得一手好字",
    "门口的桂花去年没有开",
    "雨季一来，架上的书就发潮",
];

/// A document with its library, in a folder of their own.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let text = QUOTES.map(|quote| format!("{quote}，后来的人都这样说。\n")).concat();
        std::fs::write(folder.path().join("文章.txt"), text).unwrap();
        Self { folder }
    }

    fn document(&self) -> PathBuf {
        self.folder.path().join("文章.txt")
    }

    fn library(&self) -> PathBuf {
        self.folder.path().join("library")
    }

    /// The program, about to mark one of the passages and to write `note` on it.
    fn marking(&self, library: &Path, quote: usize, note: &str) -> Command {
        let mut command = program();
        command.arg("annotate").arg(self.document());
        command.args(["--quote", QUOTES[quote % QUOTES.len()], "--note", note]);
        command.arg("--library").arg(library);
        command
    }
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_danhuang"));
    command.args(["--lang", "en"]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

/// What a program said that is killed at the moment of `number`; `sign` is there once it writes.
fn said_until(command: &mut Command, moments: &Moments, number: usize, sign: &Path) -> String {
    let mut child = command.spawn().unwrap();
    let has_begun = moments.kill(number, &mut child, || sign.exists());
    let said = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    moments.learn(Hit::of(has_begun, &said));
    said
}

/// How long a program writes that nobody kills, from when `sign` is there.
fn whole(command: &mut Command, sign: &Path) -> Duration {
    let mut child = command.spawn().unwrap();
    let mut begun = Instant::now();
    while !sign.exists() && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_micros(100));
        begun = Instant::now();
    }
    assert!(child.wait_with_output().unwrap().status.success());
    begun.elapsed()
}

/// The file that a program has from when it begins to write in a library; taken away where one was left.
fn sign_in(library: &Path) -> PathBuf {
    let lock = library.join(".lock");
    drop(std::fs::remove_file(&lock));
    lock
}

/// The only document's notes as a library has them; nothing but a torn last line may be odd.
fn notes(library: &Path) -> Vec<Annotation> {
    let library = Library::open(Some(library.to_path_buf())).unwrap();
    let ids = library.document_ids().unwrap();
    assert!(ids.len() <= 1, "one document has {} folders", ids.len());
    let read = ids.first().and_then(|id| library.notes_of(id).unwrap());
    let Some(read) = read else { return Vec::new() };
    let is_odd = |problem: &&danhuang::store::Problem| {
        !matches!(problem, danhuang::store::Problem::JournalTorn)
    };
    let odd: Vec<_> = read.problems.iter().filter(is_odd).collect();
    assert!(odd.is_empty(), "{odd:?}");
    let Notebook { annotations, .. } = read.value.notebook;
    annotations.into_values().collect()
}

/// Kills `n_kills` programs that mark in one library; how many said that it is kept.
fn killed_while_marking(round: usize, n_kills: usize, moments: &Moments) -> usize {
    let desk = Desk::new();
    let library = desk.library();
    let mut kept: Vec<(String, String)> = Vec::new();
    for number in 1..=n_kills {
        let note = format!("第 {number} 条");
        let mut command = desk.marking(&library, number, &note);
        let sign = sign_in(&library);
        let said = said_until(&mut command, moments, round * IN_ONE + number, &sign);
        kept.extend(said.strip_suffix('\n').map(|id| (id.to_owned(), note)));
        if number % LOOK == 0 || number == n_kills {
            let found = notes(&library);
            for (id, note) in &kept {
                let same = |found: &&Annotation| found.id.0 == *id && found.note == *note;
                assert_eq!(found.iter().filter(same).count(), 1, "{id} {note}: {found:#?}");
            }
            assert!(found.len() <= number, "{} notes of {number}", found.len());
        }
    }
    kept.len()
}

#[test]
fn the_program_killed_while_it_marks_loses_nothing_it_said_was_kept() {
    let n_kills = number("DANHUANG_KILLS", USUAL) * 7 / 10;
    let desk = Desk::new();
    let mut first = desk.marking(&desk.library(), 0, "第一条");
    let moments = Moments::new(100, whole(&mut first, &sign_in(&desk.library())));
    let n_kept = AtomicUsize::new(0);
    by_many_hands(n_kills.div_ceil(IN_ONE), |round| {
        let n_here = IN_ONE.min(n_kills - round * IN_ONE);
        let n_here = killed_while_marking(round, n_here, &moments);
        n_kept.fetch_add(n_here, Ordering::Relaxed);
    });
    let n_kept = n_kept.into_inner();
    println!("{n_kills} kills while marking, {n_kept} said to be kept; 0 lost; {}", moments.told());
    assert!(n_kept > n_kills / 50);
    moments.assert_most_hit();
}

/// A library as the first programs wrote it: without checksums of heads, an index and a history.
fn old_library(desk: &Desk) -> PathBuf {
    let old = desk.folder.path().join("old");
    for number in 0..8 {
        whole(&mut desk.marking(&old, number, &format!("旧 {number}")), &old);
    }
    let library = Library::open(Some(old.clone())).unwrap();
    let file = library.notes_file(&library.document_ids().unwrap().remove(0));
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.split_once('\n').unwrap().1).unwrap();
    std::fs::remove_file(old.join("index.ron")).unwrap();
    std::fs::remove_dir_all(file.with_file_name("history")).unwrap();
    old
}

#[test]
fn the_program_killed_while_it_takes_an_old_library_over_loses_nothing() {
    let n_kills = number("DANHUANG_KILLS", USUAL) * 3 / 20;
    let desk = Desk::new();
    let old = old_library(&desk);
    let before = notes(&old);
    assert_eq!(before.len(), 8);
    let copy = |number: usize| {
        let library = desk.folder.path().join(format!("library-{number}"));
        copied(&old, &library);
        library
    };
    let undisturbed = copy(n_kills);
    let mut command = desk.marking(&undisturbed, 1, "新的");
    let moments = Moments::new(1_000_000, whole(&mut command, &sign_in(&undisturbed)));
    by_many_hands(n_kills, |number| {
        let library = copy(number);
        let mut command = desk.marking(&library, 1, "新的");
        let sign = sign_in(&library);
        let is_done = said_until(&mut command, &moments, number, &sign).ends_with('\n');
        let found = notes(&library);
        assert!(before.iter().all(|note| found.contains(note)), "{found:#?}");
        let new = found.iter().filter(|note| note.note == "新的").count();
        assert!(found.len() == 8 + new && new <= 1 && (!is_done || new == 1), "{found:#?}");
        std::fs::remove_dir_all(&library).unwrap();
    });
    println!("{n_kills} kills while an old library was taken over; 0 lost; {}", moments.told());
    moments.assert_most_hit();
}

#[test]
fn the_program_killed_while_it_merges_leaves_both_libraries_as_they_were() {
    let n_kills = number("DANHUANG_KILLS", USUAL) * 3 / 20;
    let desk = Desk::new();
    let sides = ["ours", "theirs"].map(|name| desk.folder.path().join(name));
    whole(&mut desk.marking(&sides[0], 0, "共同的"), &sides[0]);
    copied(&sides[0], &sides[1]);
    for (number, side) in sides.iter().enumerate() {
        for quote in 1..QUOTES.len() {
            whole(&mut desk.marking(side, quote, &format!("{number}-{quote}")), side);
        }
    }
    let before = sides.each_ref().map(|side| notes(side));
    let merging = |into: &Path| {
        let mut command = program();
        command.arg("merge").args(&sides).arg("--into").arg(into);
        command
    };
    let into = |number: usize| desk.folder.path().join(format!("both-{number}"));
    let undisturbed = into(n_kills);
    let moments = Moments::new(2_000_000, whole(&mut merging(&undisturbed), &undisturbed));
    let all = notes(&undisturbed);
    assert_eq!(all.len(), 7);
    by_many_hands(n_kills, |number| {
        let into = into(number);
        let is_done = !said_until(&mut merging(&into), &moments, number, &into).is_empty();
        // What is half made holds nothing that is wrong.
        let found = if into.exists() { notes(&into) } else { Vec::new() };
        assert!(found.iter().all(|note| all.contains(note)), "{found:#?}");
        assert!(!is_done || found.len() == all.len(), "{found:#?}");
        if into.exists() {
            std::fs::remove_dir_all(&into).unwrap();
        }
    });
    assert!(sides.each_ref().map(|side| notes(side)) == before);
    println!("{n_kills} kills while merging; both libraries as they were; {}", moments.told());
    moments.assert_most_hit();
}
