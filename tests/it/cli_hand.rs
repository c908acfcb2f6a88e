//! What a reader rules by hand, by the command line: it holds in every command about the file, and only there.

use std::fs;
use std::path::PathBuf;
use std::process::Output;

use serde_json::Value;
use tempfile::TempDir;

use crate::cli::{command, stderr, stdout};

const PAGE: &str = "首页 > 新闻\n县里的工厂开工了\n来源：晨报 发布时间：2021-06-18\n第一章 开工\n\
本县的工厂在六月十八日这一天全部开工，县里派人到门口迎接，一路送进车间，工人们都说很好。\n\
甲方乙方，各执一词\n第二章 收工\n傍晚收工的时侯，门口又站满了人，县里的人和厂里的人一起数了数，一个不少，大家都很高兴。\n\
版权所有 晨报社\n";

/// A library, and pages of one paper.
struct Place {
    root: TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { root: TempDir::new().unwrap() };
        fs::write(place.file("一.txt"), PAGE).unwrap();
        place
    }

    fn file(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    fn run(&self, verb: &str, name: &str, arguments: &[&str]) -> Output {
        let mut command = command(&[verb]);
        command.arg(self.file(name)).args(arguments);
        command.arg("--library").arg(self.file("库")).output().unwrap()
    }

    fn done(&self, verb: &str, arguments: &[&str]) -> String {
        let output = self.run(verb, "一.txt", arguments);
        assert!(output.status.success(), "{}", stderr(&output));
        stdout(&output).to_owned()
    }

    fn json(&self, verb: &str, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.done(verb, &[arguments, &["--format", "json"]].concat()))
            .unwrap()
    }
}

#[test]
fn rulings_hold_in_every_command_and_can_be_taken_back() {
    let place = Place::new();
    let before = place.json("clean", &[]);
    place.done(
        "correct",
        &[
            "--noise",
            "甲方乙方，各执一词",
            "--article",
            "版权所有 晨报社",
            "--no-heading",
            "第二章",
            "--heading",
            "大家都很高兴",
            "--level",
            "2",
            "--replace",
            "时侯",
            "--with",
            "时候",
            "--author",
            "沈观",
            "--date",
            "",
        ],
    );
    let after = place.json("clean", &[]);
    let text = after["text"].as_str().unwrap();
    assert!(!text.contains("甲方乙方") && text.contains("\n版权所有 晨报社"), "{text}");
    assert!(text.contains("收工的时候，"), "{text}");
    assert_eq!(after["meta"]["author"], "沈观");
    assert_eq!(after["meta"]["source"], "晨报");
    assert_eq!(after["meta"]["date"], Value::Null);
    let by_hand = |edit: &&Value| edit["rules"].as_array().unwrap().contains(&"hand".into());
    assert_eq!(after["edits"].as_array().unwrap().iter().filter(by_hand).count(), 2);
    let source = place.done("clean", &["--format", "source"]);
    assert_eq!(source, PAGE, "the file itself is untouched");
    let outline = place.done("outline", &[]);
    assert!(!outline.contains("第二章") && outline.contains("  傍晚收工"), "{outline}");
    let listed = place.json("correct", &["--list"]);
    let kinds: Vec<_> =
        listed["rulings"].as_array().unwrap().iter().map(|r| r["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["noise", "no-heading", "heading", "text", "article"]);
    assert_eq!(place.json("clean", &["--rules", "-hand"]), before, "the pure cleaning can be had");
    place.done("correct", &["--undo", "1"]);
    assert!(place.json("clean", &[])["text"].as_str().unwrap().contains("甲方乙方"));
    place.done("correct", &["--undo", "all"]);
    assert_eq!(place.json("clean", &[]), before);
}

#[test]
fn notes_stay_on_their_passages_whatever_is_ruled() {
    let place = Place::new();
    place.done("annotate", &["--quote", "门口又站满了人", "--note", "数过了"]);
    let before = place.json("notes", &[]);
    place.done("correct", &["--noise", "傍晚收工的时侯，", "--replace", "站满", "--with", "挤满"]);
    let after = place.json("notes", &[]);
    let (old, new) = (&before["annotations"][0], &after["annotations"][0]);
    assert_eq!((&new["state"], &new["source"]), (&"placed".into(), &old["source"]));
    assert_eq!(new["quote"], "门口又挤满了人");
    assert!(place.done("export", &["--to", "markdown"]).contains("门口又挤满了人"));
    let again = place.done("annotate", &["--quote", "挤满了人"]);
    assert!(!again.trim().is_empty(), "a passage is sought as it now reads");
}

#[test]
fn a_file_that_nobody_ruled_on_is_cleaned_as_ever_and_leaves_no_trace() {
    let place = Place::new();
    fs::write(place.file("二.txt"), PAGE.replace("十八", "十九")).unwrap();
    place.done("correct", &["--noise", "甲方乙方，各执一词"]);
    let other = place.run("clean", "二.txt", &[]);
    assert!(stdout(&other).contains("甲方乙方"), "nothing is applied silently");
    let lines = fs::read_to_string(place.file("库").join("lines.ron")).unwrap();
    assert!(lines.contains("line: \"甲方乙方，各执一词\""), "{lines}");
    assert!(
        lines.contains("kind: \"noise\"") && lines.contains("source: Some(\"晨报\")"),
        "{lines}"
    );
    let listed = place.run("correct", "二.txt", &["--list"]);
    assert_eq!(stdout(&listed), "?  Not the article  “甲方乙方，各执一词”\n", "but it is offered");
    let likewise = place.run("correct", "二.txt", &["--likewise"]);
    assert!(likewise.status.success(), "{}", stderr(&likewise));
    assert!(!stdout(&place.run("clean", "二.txt", &[])).contains("甲方乙方"));
    assert!(place.run("correct", "二.txt", &["--undo", "all"]).status.success());
    place.done("correct", &["--undo", "1"]);
    let lines = fs::read_to_string(place.file("库").join("lines.ron")).unwrap();
    assert!(!lines.contains("甲方乙方"), "what was taken back is forgotten: {lines}");
    let fresh = Place::new();
    fresh.done("clean", &[]);
    assert!(!fresh.file("库").exists());
}

#[test]
fn a_changed_and_a_moved_file_keep_their_rulings() {
    let place = Place::new();
    place.done("correct", &["--noise", "甲方乙方，各执一词"]);
    fs::write(
        place.file("一.txt"),
        format!("本报今天有话要说，请大家都坐好了再听，不要急。\n{PAGE}"),
    )
    .unwrap();
    assert!(!place.done("clean", &[]).contains("甲方乙方"), "its words are found in the new text");
    fs::write(place.file("三.txt"), PAGE).unwrap();
    let moved = place.run("clean", "三.txt", &[]);
    assert!(!stdout(&moved).contains("甲方乙方"));
}

#[test]
fn a_damaged_file_of_lines_is_told_and_put_aside_and_keeps_nothing_from_being_written() {
    let place = Place::new();
    place.done("correct", &["--noise", "甲方乙方，各执一词"]);
    let file = place.file("库").join("lines.ron");
    fs::write(&file, "( schema: 1, lines: [ (line: ").unwrap();
    let doctor = || command(&["doctor", "--library"]).arg(place.file("库")).output().unwrap();
    assert_eq!(doctor().status.code(), Some(1));
    place.done("correct", &["--title", "第一章"]);
    let aside = fs::read_dir(place.file("库")).unwrap().flatten();
    let aside = aside.filter(|entry| entry.file_name().to_string_lossy().contains("damaged"));
    assert_eq!(aside.count(), 1, "what was damaged is kept");
    assert!(doctor().status.success());
    assert!(fs::read_to_string(&file).unwrap().contains("第一章"));
}

#[test]
fn what_cannot_be_ruled_is_refused_in_one_sentence() {
    let place = Place::new();
    let refused = |arguments: &[&str], code: i32, words: &str| {
        let output = place.run("correct", "一.txt", arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(words), "{}", stderr(&output));
    };
    refused(&["--noise", "没有这句"], 1, "0 places");
    refused(&["--noise", "工厂"], 1, "--occurrence");
    refused(&["--undo", "7"], 1, "none with the number 7");
    refused(&[], 1, "nothing was said");
    refused(&["--level", "2"], 2, "--heading");
    refused(&["--replace", "工厂"], 2, "--with");
    assert!(!place.file("库").exists(), "what was refused leaves nothing behind");
}
