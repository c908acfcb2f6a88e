//! The history of one library: begun, carried to another machine, killed, filled up, damaged and merged, ending
//! whole. Printed as it goes: `cargo test --no-default-features --test it story -- --nocapture`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use crate::cli::{command, stdout};
use crate::damage::Numbers;
use crate::outside_damage::write_as_disks_do;

const N_LINES: usize = 60;
const N_KILLED: usize = 24;

/// A library, its document, and what its reader was told is kept.
struct Library {
    root: TempDir,
    document: PathBuf,
    /// Each note's text by its identity.
    kept: BTreeMap<String, String>,
}

const PLACES: [&str; 10] =
    ["河西", "南门", "老街", "学校后面", "桥头", "菜场", "车站", "医院旁边", "水塔下", "城北"];
const DEEDS: [&str; 6] =
    ["的管子换了新的", "有两处渗水", "今年不用再挖", "由老沈去看过", "的井盖丢了", "要等开春再说"];

fn quote(number: usize) -> String {
    let (place, deed) = (PLACES[number % PLACES.len()], DEEDS[number / PLACES.len()]);
    format!("{place}{deed}")
}

impl Library {
    fn begin() -> Self {
        let root = TempDir::new().unwrap();
        let document = root.path().join("通知.txt");
        let line = |number| format!("{}。", quote(number));
        fs::write(&document, (0..N_LINES).map(line).collect::<String>()).unwrap();
        Self { root, document, kept: BTreeMap::new() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    fn run(&self, library: &str, arguments: &[&str]) -> Output {
        let mut command = command(arguments);
        command.arg("--library").arg(self.path(library)).args(["--lang", "en"]).output().unwrap()
    }

    fn annotate(&mut self, library: &str, number: usize, note: &str) {
        let (document, quote) = (self.document.to_str().unwrap().to_owned(), quote(number));
        let output = self.run(library, &["annotate", &document, "--quote", &quote, "--note", note]);
        assert!(output.status.success(), "{output:?}");
        self.kept.insert(stdout(&output).trim().to_owned(), note.to_owned());
    }

    fn notes(&self, library: &str) -> BTreeMap<String, String> {
        let document = self.document.to_str().unwrap();
        let output = self.run(library, &["notes", document, "--format", "json"]);
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        let text = |note: &Value, key: &str| note[key].as_str().unwrap().to_owned();
        let notes = answer["annotations"].as_array().unwrap().iter();
        notes.map(|note| (text(note, "id"), text(note, "note"))).collect()
    }

    /// Whether all that was said to be kept is there, word for word.
    #[expect(clippy::print_stdout, reason = "the story is told to the one who runs it")]
    fn check(&self, library: &str, chapter: &str) {
        let found = self.notes(library);
        for (id, note) in &self.kept {
            assert_eq!(found.get(id), Some(note), "{chapter}: {id}");
        }
        println!(
            "{chapter}: {} said to be kept, all there; {} found",
            self.kept.len(),
            found.len()
        );
    }

    fn notes_file(&self, library: &str) -> PathBuf {
        let is_document = |path: &Path| path.join("notes.ron").is_file();
        let folders = fs::read_dir(self.path(library)).unwrap().flatten();
        let folder = folders.map(|entry| entry.path()).find(|path| is_document(path)).unwrap();
        folder.join("notes.ron")
    }
}

#[test]
fn a_library_that_was_killed_filled_damaged_and_merged_ends_whole() {
    let mut library = Library::begin();
    for number in 0..12 {
        library.annotate("desk", number, &format!("第 {number} 条"));
    }
    library.check("desk", "begun");
    copied(&library.path("desk"), &library.path("laptop"));

    let n_unsaid = killed(&mut library);
    library.check(
        "desk",
        &format!("killed {N_KILLED} times, {n_unsaid} of them before a word was said"),
    );

    let n_refused = filled(&mut library);
    library.check("desk", &format!("filled up, {n_refused} refusals told"));

    let n_flips = damaged(&library.notes_file("desk"));
    assert_eq!(library.run("desk", &["doctor"]).status.code(), Some(1), "the damage is noticed");
    let mended = library.run("desk", &["doctor", "--repair"]);
    assert!(mended.status.success(), "{mended:?}");
    library.check("desk", &format!("damaged in {n_flips} places and mended"));

    let (mine, theirs) = (library.kept.keys().next().unwrap().clone(), 50);
    let document = library.document.to_str().unwrap().to_owned();
    for (where_, text) in [("laptop", "在火车上改的"), ("desk", "在桌上改的")] {
        let edit = library.run(where_, &["note", &document, &mine, "--text", text]);
        assert!(edit.status.success(), "{edit:?}");
    }
    library.kept.remove(&mine);
    library.annotate("laptop", theirs, "在火车上写的");
    let into = library.path("both");
    let arguments = ["desk", "laptop"].map(|name| library.path(name).to_str().unwrap().to_owned());
    let mut merge = command(&["merge", &arguments[0], &arguments[1], "--into"]);
    let merged = merge.arg(&into).args(["--lang", "en"]).output().unwrap();
    assert!(merged.status.success(), "{merged:?}");
    print!("{}", stdout(&merged));
    library.check("both", "merged");
    let both = library.notes("both").remove(&mine).unwrap();
    assert!(both.contains("在火车上改的") && both.contains("在桌上改的"), "{both}");
    let whole = library.run("both", &["doctor"]);
    assert!(whole.status.success(), "{whole:?}");
    print!("doctor: {}", stdout(&whole));
}

/// Kills programs that annotate, at random moments; how many had said nothing.
fn killed(library: &mut Library) -> usize {
    let document = library.document.to_str().unwrap().to_owned();
    let (mut moments, mut n_unsaid) = (Numbers(5), 0);
    let started = Instant::now();
    library.annotate("desk", 12, "第 12 条");
    let usual = started.elapsed().as_micros() as usize;
    for number in 13..13 + N_KILLED {
        let note = format!("第 {number} 条");
        let mut annotate =
            command(&["annotate", &document, "--quote", &quote(number), "--note", &note]);
        annotate.arg("--library").arg(library.path("desk"));
        annotate.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = annotate.spawn().unwrap();
        std::thread::sleep(Duration::from_micros(moments.below(usual * 3) as u64));
        child.kill().unwrap();
        let output = child.wait_with_output().unwrap();
        match String::from_utf8(output.stdout).unwrap().strip_suffix('\n') {
            Some(id) => drop(library.kept.insert(id.to_owned(), note)),
            None => n_unsaid += 1,
        }
    }
    n_unsaid
}

/// Lets no file become longer than the notes are; how many programs were refused.
fn filled(library: &mut Library) -> usize {
    if !cfg!(unix) {
        return 0;
    }
    let document = library.document.to_str().unwrap().to_owned();
    let mut n_refused = 0;
    for number in 40..44 {
        let note = "写不下".repeat(400);
        let inner = command(&["annotate", &document, "--quote", &quote(number), "--note", &note]);
        let mut limited = std::process::Command::new("sh");
        limited.args(["-c", "trap '' XFSZ; ulimit -f 4; exec \"$0\" \"$@\""]);
        limited.arg(inner.get_program()).args(inner.get_args());
        limited.arg("--library").arg(library.path("desk"));
        let output = limited.output().unwrap();
        if output.status.success() {
            library.kept.insert(stdout(&output).trim().to_owned(), note);
        } else {
            assert_eq!(String::from_utf8_lossy(&output.stderr).lines().count(), 1, "{output:?}");
            n_refused += 1;
        }
    }
    assert!(n_refused > 0, "the limit was never met");
    library.annotate("desk", 45, "又有地方了");
    n_refused
}

/// Flips bits all over a file, as a disk does.
fn damaged(file: &Path) -> usize {
    let mut bytes = fs::read(file).unwrap();
    let mut places = Numbers(3);
    let n_flips = 9;
    for _ in 0..n_flips {
        let at = places.below(bytes.len());
        bytes[at] ^= 1 << places.below(8);
    }
    write_as_disks_do(file, &bytes);
    n_flips
}

fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copied(&path, &target);
        } else {
            fs::copy(path, target).unwrap();
        }
    }
}
