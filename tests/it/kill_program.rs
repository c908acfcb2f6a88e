//! The program itself killed at any moment: while it marks a passage (the journal, `notes.ron`, the history, the
//! index), while it takes a library of the first programs over, and while it merges two.
//!
//! Several are at work at once, each in a library of its own, since most of their time they wait for the disk.
//! `DANHUANG_KILLS` says how many are killed in all; the long form is in CONTRIBUTING.md.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use danhuang::host::library::Library;
use danhuang::notebook::{Annotation, Notebook};
use tempfile::TempDir;

use crate::damage::Numbers;
use crate::kill::{copied, number};

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

/// What a program said before it was killed, or ended.
fn said_until(command: &mut Command, moment: Duration) -> String {
    let mut child = command.spawn().unwrap();
    std::thread::sleep(moment);
    child.kill().unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
}

/// How long a program takes that nobody kills.
fn whole(command: &mut Command) -> Duration {
    let begun = Instant::now();
    assert!(command.output().unwrap().status.success());
    begun.elapsed()
}

/// Any moment until a little after the program would have ended.
fn moment(moments: &mut Numbers, usual: Duration) -> Duration {
    Duration::from_micros(moments.below(usual.as_micros() as usize * 5 / 4) as u64)
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

/// Does `n_kills` in all by several hands at once: each takes a number and does what that says.
fn by_many_hands(n_rounds: usize, round: impl Fn(usize) + Sync) {
    let next = AtomicUsize::new(0);
    let hands = std::thread::available_parallelism().map_or(2, usize::from) * 3;
    std::thread::scope(|scope| {
        for _ in 0..hands {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= n_rounds {
                        break;
                    }
                    round(number);
                }
            });
        }
    });
}

#[test]
fn the_program_killed_while_it_marks_loses_nothing_it_said_was_kept() {
    let n_kills = number("DANHUANG_KILLS", USUAL) * 7 / 10;
    let (n_kept, n_silent) = (AtomicUsize::new(0), AtomicUsize::new(0));
    by_many_hands(n_kills.div_ceil(IN_ONE), |round| {
        let desk = Desk::new();
        let library = desk.library();
        let mut moments = Numbers(100 + round as u64);
        let mut kept: Vec<(String, String)> = Vec::new();
        let usual = whole(&mut desk.marking(&library, 0, "第一条"));
        let n_here = IN_ONE.min(n_kills - round * IN_ONE);
        for number in 1..=n_here {
            let note = format!("第 {number} 条");
            let mut command = desk.marking(&library, number, &note);
            let said = said_until(&mut command, moment(&mut moments, usual));
            match said.strip_suffix('\n') {
                Some(id) => kept.push((id.to_owned(), note)),
                None => drop(n_silent.fetch_add(1, Ordering::Relaxed)),
            }
            if number % LOOK == 0 || number == n_here {
                let found = notes(&library);
                for (id, note) in &kept {
                    let same = |found: &&Annotation| found.id.0 == *id && found.note == *note;
                    assert_eq!(found.iter().filter(same).count(), 1, "{id} {note}: {found:#?}");
                }
                assert!(found.len() <= number + 1, "{} notes of {number}", found.len());
            }
        }
        n_kept.fetch_add(kept.len(), Ordering::Relaxed);
    });
    let (n_kept, n_silent) = (n_kept.into_inner(), n_silent.into_inner());
    println!("{n_kills} kills while marking: {n_kept} said to be kept, {n_silent} not; 0 lost");
    assert!(n_kept > n_kills / 50 && n_silent > n_kills / 50);
}

/// A library as the first programs wrote it: without checksums of heads, an index and a history.
fn old_library(desk: &Desk) -> PathBuf {
    let old = desk.folder.path().join("old");
    for number in 0..8 {
        whole(&mut desk.marking(&old, number, &format!("旧 {number}")));
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
    let n_late = AtomicUsize::new(0);
    let usual = whole(&mut desk.marking(&copy(n_kills), 1, "新的"));
    by_many_hands(n_kills, |number| {
        let library = copy(number);
        let mut moments = Numbers(1_000_000 + number as u64);
        let mut command = desk.marking(&library, 1, "新的");
        // Three hands share a processor.
        let is_done = said_until(&mut command, moment(&mut moments, usual * 2)).ends_with('\n');
        n_late.fetch_add(usize::from(is_done), Ordering::Relaxed);
        let found = notes(&library);
        assert!(before.iter().all(|note| found.contains(note)), "{found:#?}");
        let new = found.iter().filter(|note| note.note == "新的").count();
        assert!(found.len() == 8 + new && new <= 1 && (!is_done || new == 1), "{found:#?}");
        std::fs::remove_dir_all(&library).unwrap();
    });
    println!(
        "{n_kills} kills while an old library was taken over, {} of them too late; 0 lost",
        n_late.into_inner()
    );
}

#[test]
fn the_program_killed_while_it_merges_leaves_both_libraries_as_they_were() {
    let n_kills = number("DANHUANG_KILLS", USUAL) * 3 / 20;
    let desk = Desk::new();
    let sides = ["ours", "theirs"].map(|name| desk.folder.path().join(name));
    whole(&mut desk.marking(&sides[0], 0, "共同的"));
    copied(&sides[0], &sides[1]);
    for (number, side) in sides.iter().enumerate() {
        for quote in 1..QUOTES.len() {
            whole(&mut desk.marking(side, quote, &format!("{number}-{quote}")));
        }
    }
    let before = sides.each_ref().map(|side| notes(side));
    let merging = |into: &Path| {
        let mut command = program();
        command.arg("merge").args(&sides).arg("--into").arg(into);
        command
    };
    let into = |number: usize| desk.folder.path().join(format!("both-{number}"));
    let usual = whole(&mut merging(&into(n_kills)));
    let all = notes(&into(n_kills));
    assert_eq!(all.len(), 7);
    let n_late = AtomicUsize::new(0);
    by_many_hands(n_kills, |number| {
        let into = into(number);
        let mut moments = Numbers(2_000_000 + number as u64);
        let is_done = !said_until(&mut merging(&into), moment(&mut moments, usual * 2)).is_empty();
        n_late.fetch_add(usize::from(is_done), Ordering::Relaxed);
        // What is half made holds nothing that is wrong.
        let found = if into.exists() { notes(&into) } else { Vec::new() };
        assert!(found.iter().all(|note| all.contains(note)), "{found:#?}");
        assert!(!is_done || found.len() == all.len(), "{found:#?}");
    });
    assert!(sides.each_ref().map(|side| notes(side)) == before);
    println!(
        "{n_kills} kills while merging, {} of them too late; both libraries as they were",
        n_late.into_inner()
    );
}
