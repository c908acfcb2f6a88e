//! `danhuang export`: many files at once, what is said of losses, templates, documents of Word.

use std::fs;
use std::path::PathBuf;
use std::process::Output;

use tempfile::TempDir;

use crate::cli::{command, stderr, stdout};

/// Two documents of the same name in two folders, the first of them marked.
struct Place {
    root: TempDir,
    files: [PathBuf; 2],
}

impl Place {
    fn new() -> Self {
        let root = TempDir::new().unwrap();
        let files = ["上册", "下册"].map(|name| {
            let folder = root.path().join(name);
            fs::create_dir(&folder).unwrap();
            let file = folder.join("潮汐 与堤坝.md");
            let text = include_str!("../data/exchange/tides.md").replace("前言一句", name);
            fs::write(&file, text).unwrap();
            file
        });
        let place = Self { root, files };
        let file = place.files[0].to_str().unwrap();
        for arguments in [
            &["--quote", "枯水期低", "--tag", "数据", "--note", "口径？"][..],
            &["--quote", "两岸的人", "--color", "jade"],
        ] {
            let output = place.run(&[&["annotate", file], arguments].concat());
            assert!(output.status.success(), "{}", stderr(&output));
        }
        place
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let library = self.root.path().join("库");
        command(arguments).arg("--library").arg(library).output().unwrap()
    }

    fn export(&self, arguments: &[&str]) -> Output {
        let [first, second] = self.files.each_ref().map(|file| file.to_str().unwrap());
        self.run(&[&["export", first, second], arguments].concat())
    }
}

#[test]
fn many_files_are_written_at_once_under_their_chinese_names() {
    let place = Place::new();
    let folder = place.root.path().join("导出 到这里");
    let into = folder.to_str().unwrap();
    for (format, extension) in [("article-docx", "docx"), ("article-markdown", "md")] {
        let output = place.export(&["--to", format, "--into", into]);
        assert!(output.status.success() && stdout(&output).is_empty(), "{}", stderr(&output));
        for name in ["潮汐 与堤坝", "潮汐 与堤坝 (2)"] {
            assert!(folder.join(format!("{name}.{extension}")).exists(), "{name}.{extension}");
        }
    }
    let text = fs::read_to_string(folder.join("潮汐 与堤坝 (2).md")).unwrap();
    assert!(text.contains("下册") && !text.contains("上册"), "{text}");
    let again = place.export(&["--to", "article-markdown", "--into", into]);
    assert_eq!(again.status.code(), Some(1));
    assert!(stderr(&again).contains("--force"), "{}", stderr(&again));
    assert!(
        place.export(&["--to", "article-markdown", "--into", into, "--force"]).status.success()
    );
}

#[test]
fn what_a_format_cannot_hold_is_said_beside_the_answer_in_both_languages() {
    let place = Place::new();
    let chinese = place.export(&["--to", "marked-markdown", "--lang", "zh"]);
    assert!(chinese.status.success());
    assert!(stderr(&chinese).contains("划线的颜色（2 处）"), "{}", stderr(&chinese));
    assert!(stdout(&chinese).contains("==枯水期低==[^1]"), "{}", stdout(&chinese));
    assert!(stdout(&chinese).contains("[^1]: 「枯水期低」 #数据"));
    let english = place.export(&["--to", "marked-markdown", "--lang", "en"]);
    assert!(stderr(&english).contains("the colours of highlights (2)"), "{}", stderr(&english));
    let json = place.export(&["--to", "json"]);
    assert!(stderr(&json).is_empty(), "JSON holds all: {}", stderr(&json));
}

#[test]
fn notes_are_chosen_by_what_they_are() {
    let place = Place::new();
    let count = |arguments: &[&str]| {
        let output = place.export(&[&["--to", "json"], arguments].concat());
        assert!(output.status.success(), "{}", stderr(&output));
        stdout(&output).matches("\"id\":").count()
    };
    assert_eq!(count(&[]), 2);
    assert_eq!(count(&["--with-note"]), 1);
    assert_eq!(count(&["--without-note"]), 1);
    assert_eq!(count(&["--color", "jade", "--color", "amber"]), 1);
    assert_eq!(count(&["--section", "河口"]), 2);
    assert_eq!(count(&["--section", "代码"]), 0);
    assert_eq!(count(&["--id", "01J00000000000000000000000"]), 0);
    let both = place.export(&["--to", "json", "--with-note", "--without-note"]);
    assert_eq!(both.status.code(), Some(2));
}

#[test]
fn a_template_is_a_preset_or_a_file() {
    let place = Place::new();
    let preset = place.export(&["--to", "template", "--template", "org"]);
    assert!(stdout(&preset).contains("** 枯水期低"), "{}", stdout(&preset));
    let file = place.root.path().join("模板.j2");
    fs::write(
        &file,
        "{% for d in documents %}{% for n in d.notes %}<{{ n.quote }}>{% endfor %}{% endfor %}",
    )
    .unwrap();
    let own = place.export(&["--to", "template", "--template", file.to_str().unwrap()]);
    assert_eq!(stdout(&own), "<枯水期低><两岸的人>");
    fs::write(&file, "{{ 1 +").unwrap();
    let broken = place.export(&["--to", "template", "--template", file.to_str().unwrap()]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(stderr(&broken).contains("line 1 of the template"), "{}", stderr(&broken));
    // It is told before anything else is looked at, in either language, and nothing is written.
    let into = place.root.path().join("导出");
    let arguments = ["--to", "template", "--into", into.to_str().unwrap(), "--lang", "zh"];
    fs::write(&file, "一行\n{% for note in %}").unwrap();
    let named = ["export", "没有这篇.txt", "--template", file.to_str().unwrap()];
    let broken = place.run(&[&named[..], &arguments].concat());
    assert_eq!(broken.status.code(), Some(1));
    let said = stderr(&broken);
    assert!(said.contains("模板第 2 行") && said.contains("模板.j2"), "{said}");
    assert!(!into.exists());
    let missing = place.export(&["--to", "template", "--template", "没有这个"]);
    assert_eq!(missing.status.code(), Some(1));
}

#[test]
fn the_cleaned_article_is_written_for_word_and_the_web() {
    let place = Place::new();
    let file = place.files[0].to_str().unwrap();
    let word = place.run(&["clean", file, "--format", "docx"]);
    assert!(word.status.success() && word.stdout.starts_with(b"PK"));
    let page = place.run(&["clean", file, "--format", "html"]);
    assert!(stdout(&page).contains("<h2 id=\"d0-h1\">一、河口</h2>"), "{}", stdout(&page));
    let markdown = place.run(&["clean", file, "--format", "markdown"]);
    assert!(stdout(&markdown).contains("| 上闸 | 3.2 | 大 |"), "{}", stdout(&markdown));
}
