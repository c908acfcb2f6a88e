//! Joining notes: neither side's work is lost, whoever joins, in whatever order, by whatever tool.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use danhuang::notebook::{
    Annotation, ClashField, Codebook, HighlightColor, NOTE_DIVIDER, Notebook, Tag,
    merged_codebooks, merged_notebooks,
};
use danhuang::store::{
    DocumentRecord, MergeRefusal, Side, StoredNotes, merged_file, notes_from_ron, notes_to_ron,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use serde_json::Value;
use tempfile::TempDir;

use crate::cli::{command, stderr, stdout};
use crate::strategies;

/// Three notebooks that may share a beginning.
fn three() -> impl Strategy<Value = [Notebook; 3]> {
    let one = strategies::notebook;
    (one(), one(), one(), 0..4_u8).prop_map(|(base, ours, theirs, shared)| {
        // Often one side only adds, so that the rules for one-sided changes are met as well.
        let with_base = |mut side: Notebook| {
            for (id, note) in &base.annotations {
                side.annotations.entry(id.clone()).or_insert_with(|| note.clone());
            }
            side
        };
        match shared {
            0 => [base.clone(), with_base(ours), theirs],
            1 => [base.clone(), with_base(ours), with_base(theirs)],
            2 => [Notebook::default(), ours, theirs],
            _ => [base, ours, theirs],
        }
    })
}

fn words_of(note: &str) -> BTreeSet<&str> {
    note.split(NOTE_DIVIDER).collect()
}

proptest! {
    #[test]
    fn nobodys_note_is_lost([base, ours, theirs] in three()) {
        let (both, clashes) = merged_notebooks(&base, &ours, &theirs);
        for (side, other) in [(&ours, &theirs), (&theirs, &ours)] {
            for (id, note) in &side.annotations {
                let was = base.annotations.get(id);
                if was == Some(note) && !other.annotations.contains_key(id) {
                    prop_assert!(!both.annotations.contains_key(id), "the other removed it");
                    continue;
                }
                let Some(joined) = both.annotations.get(id) else {
                    return Err(TestCaseError::fail(format!("{id} is lost")));
                };
                let is_own = was.is_none_or(|was| was.note != note.note);
                prop_assert!(!is_own || words_of(&note.note).iter().all(|part| joined.note.contains(part)));
                let is_tagged = note.tags.iter().all(|tag| {
                    joined.tags.contains(tag) || was.is_some_and(|was| was.tags.contains(tag))
                });
                prop_assert!(is_tagged);
            }
        }
        // Whatever is not taken is told.
        for (id, joined) in &both.annotations {
            let sides = [&ours, &theirs].map(|side| side.annotations.get(id));
            for side in sides.into_iter().flatten() {
                let is_kept = side.color == joined.color
                    || base.annotations.get(id).is_some_and(|was| was.color == side.color)
                    || side.color.is_none() && !base.annotations.contains_key(id);
                let is_told = clashes.iter().any(|clash| clash.id == id.0 && clash.field == ClashField::Color);
                prop_assert!(is_kept || is_told);
            }
        }
    }

    #[test]
    fn sides_may_be_exchanged_and_joining_again_changes_nothing([base, ours, theirs] in three()) {
        let (both, _) = merged_notebooks(&base, &ours, &theirs);
        let (exchanged, _) = merged_notebooks(&base, &theirs, &ours);
        prop_assert_eq!(&both.annotations, &exchanged.annotations);
        prop_assert_eq!(&both, &merged_notebooks(&base, &both, &both).0);
        prop_assert_eq!(&merged_notebooks(&ours, &ours, &theirs).0.annotations, &theirs.annotations);
        let added = merged_notebooks(&Notebook::default(), &both, &ours).0;
        let twice = merged_notebooks(&Notebook::default(), &added, &ours).0;
        prop_assert_eq!(&added.annotations, &twice.annotations);
    }

    #[test]
    fn joined_tags_form_a_tree(
        base in strategies::codebook(),
        ours in strategies::codebook(),
        theirs in strategies::codebook(),
    ) {
        let (both, _) = merged_codebooks(&base, &ours, &theirs);
        let slots: Vec<u8> = both.tags.values().filter_map(|tag| tag.slot).collect();
        prop_assert_eq!(slots.len(), slots.iter().collect::<BTreeSet<_>>().len());
        let known = |tag: &Tag| [&ours, &theirs].iter().any(|side| side.tags.contains_key(&tag.id));
        prop_assert!(both.tags.values().all(known));
        for side in [&ours, &theirs] {
            for (id, tag) in &side.tags {
                let is_removed = base.tags.get(id) == Some(tag);
                prop_assert!(is_removed || both.tags.contains_key(id));
            }
        }
        for tag in both.tags.values() {
            let mut above = tag.parent.as_ref();
            for _ in 0..both.tags.len() {
                above = above.and_then(|id| both.tags.get(id)).and_then(|tag| tag.parent.as_ref());
            }
            prop_assert!(above.is_none_or(|id| !both.tags.contains_key(id)), "no tag stands under itself");
        }
    }

    #[test]
    fn joined_files_are_the_joined_notes([base, ours, theirs] in three()) {
        let stored = |notebook: &Notebook| StoredNotes {
            record: DocumentRecord { id: "01J00000000000000000000001".to_owned(), ..DocumentRecord::default() },
            notebook: notebook.clone(),
        };
        let file = |notebook: &Notebook| notes_to_ron(&stored(notebook), &Codebook::default());
        let (text, _) = merged_file(&file(&base), &file(&ours), &file(&theirs)).unwrap();
        let read = notes_from_ron(&text);
        prop_assert!(read.problems.is_empty(), "{:?}", read.problems);
        // Files know what the strategies make of them: compare with what was read back.
        let back = |notebook: &Notebook| notes_from_ron(&file(notebook)).value.notebook;
        let expected = merged_notebooks(&back(&base), &back(&ours), &back(&theirs)).0;
        prop_assert_eq!(read.value.notebook, expected);
    }
}

#[test]
fn what_a_newer_program_wrote_into_either_file_stands_in_the_joined_one() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut note = strategies::annotation().new_tree(&mut runner).unwrap().current();
    note.tags.clear();
    let file = |words: &str| {
        let annotations = [Annotation { note: words.to_owned(), ..note.clone() }];
        let annotations = annotations.map(|note| (note.id.clone(), note)).into();
        let record = DocumentRecord {
            id: "01J00000000000000000000001".to_owned(),
            ..DocumentRecord::default()
        };
        let notebook = Notebook { annotations, ..Notebook::default() };
        notes_to_ron(&StoredNotes { record, notebook }, &Codebook::default())
    };
    let newer = |text: &str| {
        let (_, text) = text.split_once('\n').unwrap();
        text.replacen("        id: \"", "        shelf: 2,\n        id: \"", 1).replacen(
            "            revision: ",
            "            stars: 3,\n            revision: ",
            1,
        )
    };
    let (base, changed) = (file("原话"), file("改过的话"));
    for (ours, theirs) in
        [(changed.clone(), newer(&base)), (newer(&base), changed), (base.clone(), newer(&base))]
    {
        let (text, _) = merged_file(&base, &ours, &theirs).unwrap();
        assert!(text.contains("        shelf: 2,") && text.contains("  stars: 3,"), "{text}");
        let read = notes_from_ron(&text);
        assert!(read.problems.is_empty(), "{:?}", read.problems);
        let words = if ours == base { "原话" } else { "改过的话" };
        assert!(read.value.notebook.annotations.values().all(|note| note.note == words));
    }
}

#[test]
fn what_is_no_sound_file_of_a_library_is_refused() {
    let notes = notes_to_ron(&StoredNotes::default(), &Codebook::default());
    assert_eq!(merged_file("", "text", &notes).unwrap_err(), MergeRefusal::Unknown);
    let cut = notes.get(..notes.len() - 6).unwrap();
    assert_eq!(merged_file("", &notes, cut).unwrap_err(), MergeRefusal::Damaged(Side::Theirs));
    let newer = notes.replace("schema: 1", "schema: 99");
    assert_eq!(merged_file(&notes, &newer, &notes).unwrap_err(), MergeRefusal::Newer(Side::Ours));
}

/// Documents and libraries in a folder of their own.
struct Desk {
    root: TempDir,
}

const TEXT: &str = "第一段说的是天气，今天早上起了大雾，到中午才散。\n第二段说的是河水，水位比去年同期低了一尺。\n第三段说的是庄稼，麦子已经抽穗，再有一个月就能收割。\n第四段说的是路，村口的石桥要修，先搭了一座木桥。\n第五段说的是人，年轻人大多进了城，过年才回来。\n";

impl Desk {
    fn new() -> Self {
        let root = TempDir::new().unwrap();
        fs::write(root.path().join("a.txt"), TEXT).unwrap();
        Self { root }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    fn run(&self, library: &str, arguments: &[&str]) -> String {
        let mut command = command(arguments);
        let output = command.current_dir(self.root.path()).arg("--library").arg(self.path(library));
        done(&output.output().unwrap())
    }

    fn annotate(&self, library: &str, quote: &str, note: &str) -> String {
        self.run(library, &["annotate", "a.txt", "--quote", quote, "--note", note])
            .trim()
            .to_owned()
    }

    fn notes(&self, library: &str) -> Vec<Value> {
        let answer = self.run(library, &["notes", "a.txt", "--format", "json"]);
        let answer: Value = serde_json::from_str(&answer).unwrap();
        answer["annotations"].as_array().unwrap().clone()
    }

    fn note_of(&self, library: &str, id: &str) -> String {
        let notes = self.notes(library);
        let note = notes.iter().find(|note| note["id"] == id).expect("the note is there");
        note["note"].as_str().unwrap().to_owned()
    }

    fn copy(&self, from: &str, to: &str) {
        let copied = Command::new("cp").arg("-r").arg(self.path(from)).arg(self.path(to)).status();
        assert!(copied.unwrap().success());
    }

    fn git(&self, arguments: &[&str]) -> Output {
        let folder = self.path("git");
        let mut git = Command::new("git");
        git.current_dir(folder).args([
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@b",
            "-c",
            "core.autocrlf=false",
        ]);
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        git.args(arguments).output().unwrap()
    }

    fn git_done(&self, arguments: &[&str]) {
        let output = self.git(arguments);
        assert!(output.status.success(), "{arguments:?} {}{}", stdout(&output), stderr(&output));
    }

    fn commit(&self, message: &str) {
        self.git_done(&["add", "-A"]);
        self.git_done(&["commit", "-qm", message]);
    }
}

fn done(output: &Output) -> String {
    assert!(output.status.success(), "{}", stderr(output));
    stdout(output).to_owned()
}

#[test]
fn two_libraries_become_one() {
    let desk = Desk::new();
    let shared = desk.annotate("a", "今天早上起了大雾", "雾");
    let removed = desk.annotate("a", "水位比去年同期低了一尺", "低");
    desk.copy("a", "b");
    desk.run("a", &["note", "a.txt", &shared, "--text", "大雾，能见度很低"]);
    desk.run("b", &["note", "a.txt", &shared, "--tag", "天气/雾"]);
    let ours = desk.annotate("a", "麦子已经抽穗", "收成");
    let theirs = desk.annotate("b", "村口的石桥要修", "桥");
    desk.run("b", &["note", "a.txt", &removed, "--text", "比去年低"]);
    desk.run("a", &["note", "a.txt", &removed, "--text", "低一尺"]);
    let said = desk.run("x", &["merge", "a", "b", "--into", "both", "--lang", "en"]);
    assert!(said.starts_with("merged: 1 documents, 4 annotations, 1 changed"), "{said}");
    assert_eq!(desk.notes("both").len(), 4);
    // Only one of them changed its note, the other its tags: the common past tells.
    assert_eq!(desk.note_of("both", &shared), "大雾，能见度很低");
    let both = desk.note_of("both", &removed);
    assert!(both.contains("比去年低") && both.contains("低一尺"), "{both}");
    assert_eq!(desk.note_of("both", &ours), "收成");
    assert_eq!(desk.note_of("both", &theirs), "桥");
    assert!(desk.run("both", &["tags"]).contains("雾"));
    desk.run("both", &["doctor"]);
    // What they were made from is as it was, and nothing is put where something is.
    assert_eq!(desk.notes("a").len(), 3);
    let refused =
        command(&["merge", "a", "b", "--into", "both"]).current_dir(desk.root.path()).output();
    let refused = refused.unwrap();
    assert_eq!(refused.status.code(), Some(1));
    assert!(desk.notes("both").len() == 4);
}

#[test]
fn libraries_made_apart_share_documents_and_tags_by_what_they_are() {
    let desk = Desk::new();
    desk.run("a", &["annotate", "a.txt", "--quote", "今天早上起了大雾", "--tag", "农事/天气"]);
    desk.run("b", &["annotate", "a.txt", "--quote", "麦子已经抽穗", "--tag", "农事/天气"]);
    let said = desk.run("x", &["merge", "a", "b", "--into", "both", "--lang", "en"]);
    assert!(said.starts_with("merged: 1 documents, 2 annotations, 0 changed"), "{said}");
    let notes = desk.notes("both");
    assert!(notes.iter().all(|note| note["tags"] == serde_json::json!(["农事/天气"])));
    let tags: Value =
        serde_json::from_str(&desk.run("both", &["tags", "--format", "json"])).unwrap();
    let weather = tags["tags"].as_array().unwrap().iter().filter(|tag| tag["path"] == "农事/天气");
    assert_eq!(weather.count(), 1);
}

/// A library under Git, with two branches that were changed.
fn branched(ours: &dyn Fn(&Desk), theirs: &dyn Fn(&Desk)) -> (Desk, Vec<String>) {
    let desk = Desk::new();
    fs::create_dir(desk.path("git")).unwrap();
    desk.git_done(&["init", "-q", "-b", "main"]);
    fs::write(
        desk.path("git/.gitignore"),
        ".lock\n.turn\nindex.ron\nstate.ron\nhistory/\ntext-*.gz\n",
    )
    .unwrap();
    let quotes = [
        "今天早上起了大雾",
        "水位比去年同期低了一尺",
        "麦子已经抽穗",
        "村口的石桥要修",
        "年轻人大多进了城",
    ];
    let ids = quotes.map(|quote| desk.annotate("git", quote, "记"));
    desk.commit("begin");
    desk.git_done(&["checkout", "-qb", "other"]);
    theirs(&desk);
    desk.commit("theirs");
    desk.git_done(&["checkout", "-q", "main"]);
    ours(&desk);
    desk.commit("ours");
    (desk, ids.to_vec())
}

fn nth(desk: &Desk, index: usize) -> String {
    desk.notes("git")[index]["id"].as_str().unwrap().to_owned()
}

#[test]
fn git_joins_notes_by_their_lines_where_an_untouched_one_lies_between() {
    let type_in = |index: usize, text: &'static str| {
        move |desk: &Desk| {
            drop(desk.run("git", &["note", "a.txt", &nth(desk, index), "--text", text]));
        }
    };
    let (desk, ids) = branched(&type_in(0, "早上的雾"), &type_in(2, "麦子的收成"));
    desk.git_done(&["merge", "-q", "other", "-m", "both"]);
    assert_eq!(desk.note_of("git", &ids[0]), "早上的雾");
    assert_eq!(desk.note_of("git", &ids[2]), "麦子的收成");
    done(&command(&["doctor", "--library"]).arg(desk.path("git")).output().unwrap());
}

#[test]
fn the_merge_driver_joins_what_git_cannot() {
    let (desk, ids) =
        branched(
            &|desk| {
                drop(desk.run(
                    "git",
                    &["note", "a.txt", &nth(desk, 1), "--text", "水位低", "--tag", "水"],
                ));
                drop(desk.run("git", &["note", "a.txt", &nth(desk, 4), "--delete"]));
            },
            &|desk| {
                drop(desk.run(
                    "git",
                    &["note", "a.txt", &nth(desk, 1), "--text", "一尺是多少", "--tag", "量"],
                ));
                drop(desk.run("git", &["note", "a.txt", &nth(desk, 2), "--color", "jade"]));
            },
        );
    assert!(
        !desk.git(&["merge", "-q", "other", "-m", "both"]).status.success(),
        "Git alone cannot"
    );
    desk.git_done(&["merge", "--abort"]);
    let driver = format!("{} merge-file %O %A %B", env!("CARGO_BIN_EXE_danhuang"));
    desk.git_done(&["config", "merge.danhuang.driver", &driver]);
    fs::write(desk.path("git/.gitattributes"), "*.ron merge=danhuang\n").unwrap();
    desk.commit("attributes");
    desk.git_done(&["merge", "-q", "other", "-m", "both"]);
    let note = desk.note_of("git", &ids[1]);
    assert!(note.contains("水位低") && note.contains("一尺是多少"), "{note}");
    let notes = desk.notes("git");
    assert_eq!(notes.len(), 4, "what one removed and the other left alone is removed");
    let tags = notes[1]["tags"].as_array().unwrap();
    assert!(tags.len() == 2 && tags.contains(&"水".into()) && tags.contains(&"量".into()));
    assert_eq!(notes[2]["color"], "jade");
    done(&command(&["doctor", "--library"]).arg(desk.path("git")).output().unwrap());
}

#[test]
fn a_damaged_side_is_left_to_the_person() {
    let desk = Desk::new();
    desk.annotate("a", "今天早上起了大雾", "雾");
    let folder =
        fs::read_dir(desk.path("a")).unwrap().flatten().find(|entry| entry.path().is_dir());
    let file = folder.unwrap().path().join("notes.ron");
    let text = fs::read_to_string(&file).unwrap();
    let write = |name: &str, text: &str| fs::write(desk.path(name), text).unwrap();
    write("ours.ron", &text);
    write("theirs.ron", text.split_at(text.find("quote:").unwrap()).0);
    write("base.ron", "");
    let run = command(&["merge-file", "base.ron", "ours.ron", "theirs.ron", "--lang", "en"])
        .current_dir(desk.root.path())
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(1));
    assert!(stderr(&run).contains("theirs.ron"));
    assert_eq!(fs::read_to_string(desk.path("ours.ron")).unwrap(), text, "nothing is written");
}

#[test]
fn a_color_that_is_not_taken_is_told() {
    let colored = |note: &Annotation, color| Annotation { color: Some(color), ..note.clone() };
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let note = strategies::annotation().new_tree(&mut runner).unwrap();
    let note = Annotation { color: None, ..ValueTree::current(&note) };
    let book = |note: Annotation| Notebook {
        annotations: [(note.id.clone(), note)].into(),
        ..Notebook::default()
    };
    let ours = book(colored(&note, HighlightColor::Jade));
    let theirs = book(colored(&note, HighlightColor::Peach));
    let (_, clashes) = merged_notebooks(&book(note), &ours, &theirs);
    let mut told = [clashes[0].taken.as_str(), clashes[0].other.as_str()];
    told.sort_unstable();
    assert_eq!(told, ["jade", "peach"]);
}
