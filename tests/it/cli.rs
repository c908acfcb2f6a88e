//! The real binary from outside: answers, exit codes, and one sentence where there is no answer.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

pub(crate) const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/samples/jilin.txt");

pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_danhuang"));
    command.args(arguments).stdin(Stdio::null());
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "DANHUANG_LIBRARY", "LC_ALL", "LC_MESSAGES", "LANG"]
    {
        command.env_remove(name);
    }
    command
}

fn run(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

pub(crate) fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

pub(crate) fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(stdout(&run(arguments))).unwrap()
}

fn file(folder: &TempDir, name: &str, bytes: &[u8]) -> String {
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

/// Exit 1 with one sentence that names the file, and nothing on standard output.
fn refused(path: &str, word: &str) {
    let output = run(&["clean", path]);
    assert_eq!(output.status.code(), Some(1), "{path}");
    let sentence = stderr(&output);
    assert_eq!(sentence.lines().count(), 1, "{sentence}");
    assert!(sentence.contains(word) && sentence.contains(path), "{sentence}");
    assert!(output.stdout.is_empty());
}

#[test]
fn what_cannot_be_read_is_refused_in_one_sentence() {
    let folder = TempDir::new().unwrap();
    refused("/nowhere/there.txt", "no such file");
    refused(folder.path().to_str().unwrap(), "directory");
    refused(&file(&folder, "program", b"\x7FELF\x02\x01\x01\0"), "program");
    refused(&file(&folder, "zeros.txt", &[0; 100]), "binary");
}

#[cfg(unix)]
#[test]
fn a_library_that_cannot_be_is_refused_in_the_readers_words() {
    let folder = TempDir::new().unwrap();
    let text = file(&folder, "a.txt", "清河水厂建于一九五八年。".as_bytes());
    let circle = folder.path().join("circle");
    std::os::unix::fs::symlink(&circle, &circle).unwrap();
    let (long, circle) =
        (format!("/tmp/{}", "长".repeat(200)), circle.to_str().unwrap().to_owned());
    let in_file = format!("{text}/lib");
    for library in ["/proc/lib", "/dev/null", &in_file, &long, &circle] {
        for (language, word) in [("zh", "笔记读写不了"), ("en", "the notes cannot be")] {
            let annotate = ["annotate", &text, "--quote", "水厂", "--library", library];
            let output = run(&[&annotate[..], &["--lang", language]].concat());
            let said = stderr(&output);
            assert_eq!(output.status.code(), Some(1), "{library}: {said}");
            assert!(said.contains(word) && !said.contains("os error"), "{library}: {said}");
        }
    }
}

#[test]
fn a_pipe_and_a_device_are_not_waited_for() {
    let folder = TempDir::new().unwrap();
    let fifo = folder.path().join("fifo");
    assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    refused(fifo.to_str().unwrap(), "not a regular file");
    refused("/dev/zero", "not a regular file");
}

#[test]
fn what_is_odd_is_read_with_a_warning() {
    let folder = TempDir::new().unwrap();
    let broken = ["中文".as_bytes(), b"\xFF\xFE\xFA", "正文。".as_bytes()].concat();
    let cases: [(&str, &[u8], &str); 3] = [
        ("empty.txt", b"", ""),
        ("mark.txt", b"\xEF\xBB\xBF", ""),
        ("broken.txt", &broken, "正文。"),
    ];
    for (name, bytes, text) in cases {
        let output = run(&["clean", &file(&folder, name, bytes)]);
        assert_eq!(output.status.code(), Some(0), "{name}");
        assert!(stderr(&output).contains(name), "{name}");
        assert!(stdout(&output).contains(text), "{name}");
    }
}

#[test]
fn wrong_usage_is_exit_2() {
    for arguments in
        [&["clean"][..], &["clean", "a", "b"], &["rules", "--lang", "la"], &["rules", "--x"]]
    {
        assert_eq!(run(arguments).status.code(), Some(2), "{arguments:?}");
    }
    assert_eq!(run(&["--help"]).status.code(), Some(0));
    assert!(stdout(&run(&["--version"])).starts_with("danhuang "));
}

#[test]
fn help_and_complaints_come_in_chinese_too() {
    let help = run(&["export", "--help", "--lang", "zh"]);
    let help = stdout(&help);
    assert!(help.contains("用法：danhuang export [选项]") && help.contains("例："), "{help}");
    for english in ["Usage", "Options", "Print", "default", "Possible", "Example"] {
        assert!(!help.contains(english), "{english} in:\n{help}");
    }
    let cases: [(&[&str], &str); 13] = [
        (&["clean"], "还缺少"),
        (&["clean", "a", "b"], "多了“b”"),
        (&["clean", "a", "--format", "xx"], "text、markdown、html、docx、json、source"),
        (&["lines", "a", "--measure", "zz"], "不能是“zz”，要是 4 到 200 之间的整数"),
        (&["lines", "a", "--measure", "0"], "不能是“0”，要是 4 到 200 之间的整数"),
        (&["annotate", "a", "--quote", "b", "--color", "pink"], "琥珀 amber、青蓝 azure"),
        (&["annotate", "a", "--quote", "b", "--occurrence", "0"], "从 1 数起"),
        (&["annotate", "a", "--quote", ""], "后面要有内容"),
        (&["correct", "a", "--heading", "b", "--level", "99"], "1 到 6 之间"),
        (&["correct", "a", "--undo", "b"], "一个编号，或 all"),
        (&["clean", "a", "--rules", "+foo"], "danhuang rules"),
        (&["clean", "a", "--encoding", "klingon"], "gb18030"),
        (&["export", "a", "--to", "foo"], "markdown、"),
    ];
    for (arguments, words) in cases {
        let output = run(&[&["--lang", "zh"], arguments].concat());
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(words), "{}", stderr(&output));
    }
    let english = run(&["annotate", "a", "--quote", "b", "--occurrence", "x"]);
    assert!(stderr(&english).contains("a whole number, from 1 on"), "{}", stderr(&english));
}

#[test]
fn messages_come_in_the_chosen_language() {
    let chinese = run(&["clean", "/nowhere", "--lang", "zh"]);
    assert!(stderr(&chinese).contains("找不到"));
    let before = run(&["--lang", "zh", "clean", "/nowhere"]);
    assert_eq!(stderr(&chinese), stderr(&before));
    let system = command(&["clean", "/nowhere"]).env("LANG", "zh_CN.UTF-8").output().unwrap();
    assert!(stderr(&system).contains("找不到"));
}

/// The text between two places in code points.
fn between(text: &str, places: &Value) -> String {
    let [start, end] = [0, 1].map(|index| places[index].as_u64().unwrap() as usize);
    text.chars().skip(start).take(end - start).collect()
}

/// Takes the edits back, and checks each on the way.
fn undone(answer: &Value, source: &str) -> String {
    let text = answer["text"].as_str().unwrap();
    let clean: Vec<char> = text.chars().collect();
    let (mut undone, mut done, mut last) = (String::new(), 0, 0);
    for edit in answer["edits"].as_array().unwrap() {
        let [start, end] = [0, 1].map(|index| edit["clean"][index].as_u64().unwrap() as usize);
        let (before, after) = (edit["before"].as_str().unwrap(), edit["after"].as_str().unwrap());
        assert!(edit["source"][0].as_u64().unwrap() >= last, "edits overlap: {edit}");
        last = edit["source"][1].as_u64().unwrap();
        assert!(!edit["rules"].as_array().unwrap().is_empty(), "no rule: {edit}");
        assert_eq!(between(text, &edit["clean"]), after);
        let ends = |text: &str| (text.chars().next(), text.chars().next_back());
        let is_minimal = ends(before).0 != ends(after).0 && ends(before).1 != ends(after).1;
        assert!(is_minimal, "not minimal: {edit}");
        undone.extend(&clean[done..start]);
        undone.push_str(before);
        done = end;
    }
    undone.extend(&clean[done..]);
    assert_eq!(answer["source_length"].as_u64().unwrap(), source.chars().count() as u64);
    undone
}

#[test]
fn edits_taken_back_give_the_source() {
    let folder = TempDir::new().unwrap();
    let markdown = "# 题\n\n一段**粗**，[链](http://a.b)。\n接着\\*说 &amp; 完\n\n- 项 `a`\n\n| 甲 | 乙 |\n|--|--|\n| 1 | 2 |\n";
    let crlf = "\u{FEFF}第一段(di)。\r\n\r\n　　第二段　，有空格 。\r\n\u{200B}尾";
    let files = [
        SAMPLE.to_owned(),
        file(&folder, "a.md", markdown.as_bytes()),
        file(&folder, "b.txt", crlf.as_bytes()),
        file(&folder, "c.txt", b""),
    ];
    for path in &files {
        let source = run(&["clean", path, "--format", "source"]);
        for script in ["simplified", "traditional", "keep"] {
            let answer = json(&["clean", path, "--format", "json", "--script", script]);
            assert_eq!(undone(&answer, stdout(&source)), stdout(&source), "{path} {script}");
        }
    }
}

#[test]
fn the_answer_has_its_keys_in_order_and_its_headings_in_place() {
    let output = run(&["clean", SAMPLE, "--format", "json"]);
    let keys = [
        "format",
        "encoding",
        "title",
        "script",
        "text",
        "headings",
        "run_in_leads",
        "meta",
        "edits",
        "suggestions",
        "warnings",
        "source_length",
    ];
    let places = keys.map(|key| stdout(&output).find(&format!("\n  \"{key}\":")).unwrap());
    assert!(places.is_sorted(), "{places:?}");
    let answer: Value = serde_json::from_str(stdout(&output)).unwrap();
    let headings = answer["headings"].as_array().unwrap();
    assert_eq!(headings.len(), 3);
    for heading in headings {
        assert_eq!(
            between(answer["text"].as_str().unwrap(), &heading["clean"]),
            heading["text"].as_str().unwrap()
        );
    }
    let outline = json(&["outline", SAMPLE, "--format", "json"]);
    assert_eq!(outline["title"], answer["title"]);
    assert_eq!(outline["headings"][0]["text"], headings[0]["text"]);
    assert!(outline["headings"][0]["children"].is_array());
}

#[test]
fn rules_are_listed_and_can_be_switched_off() {
    let rules = json(&["rules", "--format", "json"]);
    let ids: Vec<_> = rules["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| rule["id"].as_str().unwrap())
        .collect();
    assert!(ids.contains(&"gloss") && ids.contains(&"markup"));
    let without = json(&["clean", SAMPLE, "--format", "json", "--rules", "-gloss"]);
    let names_gloss = |answer: &Value| answer["edits"].to_string().contains("\"gloss\"");
    assert!(!names_gloss(&without));
    assert!(names_gloss(&json(&["clean", SAMPLE, "--format", "json", "--rules", "-gloss,+gloss"])));
    assert_eq!(run(&["clean", SAMPLE, "--rules", "-nosuch"]).status.code(), Some(2));
}

#[test]
fn a_file_is_replaced_only_when_told() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("out.txt");
    let out = path.to_str().unwrap();
    let source = file(&folder, "a.txt", "一段话。\n".as_bytes());
    let first = run(&["clean", &source, "-o", out]);
    assert_eq!((first.status.code(), stdout(&first)), (Some(0), ""));
    fs::write(&path, "mine").unwrap();
    let second = run(&["clean", &source, "-o", out]);
    assert_eq!(second.status.code(), Some(1));
    assert!(stderr(&second).contains("--force") && stderr(&second).contains("out.txt"));
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    assert_eq!(run(&["clean", &source, "-o", out, "--force"]).status.code(), Some(0));
    assert_eq!(fs::read_to_string(&path).unwrap(), "一段话。\n");
    let names = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(names, 2, "nothing else is left behind");
    let nowhere = folder.path().join("no/out.txt");
    let lost = run(&["clean", &source, "-o", nowhere.to_str().unwrap()]);
    assert_eq!(lost.status.code(), Some(1));
    assert!(!stderr(&lost).contains("os error"), "{}", stderr(&lost));
}

#[cfg(unix)]
#[test]
fn replacing_keeps_the_link_and_who_may_read() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = TempDir::new().unwrap();
    let source = file(&folder, "a.txt", "一段话。\n".as_bytes());
    let target = file(&folder, "target.txt", b"old");
    fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
    let link = folder.path().join("link.txt");
    symlink(&target, &link).unwrap();
    assert!(run(&["clean", &source, "-o", link.to_str().unwrap(), "--force"]).status.success());
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&target).unwrap(), "一段话。\n");
    assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(run(&["clean", &source, "-o", "/dev/null"]).status.success());
}

#[test]
fn standard_input_is_a_file_too() {
    let mut child =
        command(&["clean", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all("一段话。".as_bytes()).unwrap();
    assert_eq!(stdout(&child.wait_with_output().unwrap()), "一段话。\n");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let mut child = command(&["clean", SAMPLE, "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""));
}

#[test]
fn without_a_display_the_text_is_shown() {
    for arguments in [&[][..], &[SAMPLE]] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(stderr(&output).lines().count(), 1);
        assert!(stderr(&output).contains("clean") && stderr(&output).contains("export"));
        assert!(stdout(&output).contains("统揽统筹"));
    }
    assert!(Path::new(SAMPLE).is_file());
}

#[test]
fn markdown_of_a_cleaned_text_says_the_same() {
    let folder = TempDir::new().unwrap();
    let source = "# 题 *星*\n\n## 节\n\n1\\. 不是列表，\\*不斜\\*。\n\n- 一项\n\n> \\# 引用\n";
    let path = file(&folder, "a.md", source.as_bytes());
    let written = run(&["clean", &path, "--format", "markdown"]);
    let again = file(&folder, "b.md", &written.stdout);
    assert_eq!(stdout(&run(&["clean", &again])), stdout(&run(&["clean", &path])));
}

#[test]
fn lines_are_the_page_set_at_a_measure() {
    let answer = json(&["lines", SAMPLE, "--measure", "28", "--format", "json"]);
    let text = json(&["clean", SAMPLE, "--format", "json"])["text"].as_str().unwrap().to_owned();
    let chars: Vec<char> = text.chars().collect();
    assert_eq!(answer["measure"], 28);
    let paragraphs = answer["paragraphs"].as_array().unwrap();
    let (mut shown, mut n_full) = (Vec::new(), 0);
    for paragraph in paragraphs {
        let lines = paragraph["lines"].as_array().unwrap();
        let mut paragraph_text = String::new();
        for line in lines {
            let [start, end] = [0, 1].map(|index| line["clean"][index].as_u64().unwrap() as usize);
            paragraph_text.extend(&chars[start..end]);
            let width = line["width_em"].as_f64().unwrap();
            assert!(width <= 28.02, "{line}");
            n_full += usize::from((width - 28.0).abs() < 0.02);
        }
        shown.push(paragraph_text);
    }
    assert_eq!(shown, text.lines().collect::<Vec<_>>());
    assert!(n_full > 50, "{n_full} full lines");
    let heading = &paragraphs[1];
    assert_eq!(
        (heading["kind"].as_str(), heading["lines"][0]["width_em"].as_f64()),
        (Some("heading"), Some(9.0))
    );
    assert_eq!(run(&["lines", SAMPLE, "--measure", "2"]).status.code(), Some(2));
}

#[test]
fn lines_for_people_are_the_lines() {
    let folder = TempDir::new().unwrap();
    let path = file(&folder, "short.txt", "推动 GDP 增长，说：“（一）”。\n".as_bytes());
    let output = run(&["lines", &path, "--measure", "10"]);
    assert_eq!(stdout(&output), "推动 GDP 增长，\n说：“（一）”。\n");
}

#[test]
fn lists_and_tables_are_set_as_such() {
    let folder = TempDir::new().unwrap();
    let source =
        "# 题\n\n正文一段。\n\n- 甲\n  - 乙\n\n| 地区 | 比率 |\n|:--|--:|\n| 延边州 | 5% |\n";
    let path = file(&folder, "a.md", source.as_bytes());
    let answer = json(&["lines", &path, "--measure", "20", "--format", "json"]);
    let lines = answer["paragraphs"].as_array().unwrap().iter().map(|paragraph| {
        let width = paragraph["lines"][0]["width_em"].as_f64().unwrap();
        (paragraph["kind"].as_str().unwrap(), width)
    });
    let lines: Vec<_> = lines.collect();
    let kinds: Vec<_> = lines.iter().map(|line| line.0).collect();
    assert_eq!(kinds, ["title", "body", "list", "list", "table", "table"]);
    assert_eq!((lines[2].1, lines[3].1), (3.0, 5.0), "two em to the right, and two more");
    // The widest cells are three and two em; an em and a half lies between; the second stands to the right.
    assert!((lines[4].1 - 6.5).abs() < 0.02 && (lines[5].1 - 6.5).abs() < 0.02, "{lines:?}");
    // Where the page is too narrow the cells have several lines; a row whose cells fit has one.
    let source =
        format!("# 题\n\n正文。\n\n| {0} | {0} |\n|--|--|\n| 甲 | 乙 |\n", "长".repeat(12));
    let path = file(&folder, "b.md", source.as_bytes());
    let narrow = json(&["lines", &path, "--measure", "20", "--format", "json"]);
    let counts = |answer: &Value| -> Vec<usize> {
        let rows = answer["paragraphs"].as_array().unwrap()[2..].iter();
        rows.map(|row| row["lines"].as_array().unwrap().len()).collect()
    };
    assert_eq!(counts(&narrow), [4, 1]);
    // With too many columns for that each cell has its line.
    let row = format!("|{}\n", "长春市区|".repeat(8));
    let source = format!("# 题\n\n正文。\n\n{row}|{}\n{row}", "--|".repeat(8));
    let path = file(&folder, "c.md", source.as_bytes());
    let stacked = json(&["lines", &path, "--measure", "20", "--format", "json"]);
    assert_eq!(counts(&stacked), [8, 8]);
}

#[test]
fn readings_of_a_primer_take_no_room_in_a_line() {
    let folder = TempDir::new().unwrap();
    let bare = "昔孟母，择邻处。子不学，断机杼。窦燕山，有义方。教五子，名俱扬。";
    let readings = ["xi", "meng", "mu", "ze", "lin", "chu", "zi", "bu", "xue", "duan", "ji", "zhu"];
    let mut letters = readings.iter().cycle();
    let annotated: String = "昔孟母，择邻处。子不学，断机杼。"
        .chars()
        .map(|c| match c {
            '，' | '。' => c.to_string(),
            c => format!("{c}({})", letters.next().unwrap()),
        })
        .collect();
    let n_lines = |name: &str, text: &str| {
        let path = file(&folder, name, text.as_bytes());
        let output = run(&["lines", &path, "--measure", "24"]);
        stdout(&output).lines().filter(|line| !line.trim().is_empty()).count()
    };
    let half = bare.split_inclusive("。").take(2).collect::<String>();
    assert_eq!(n_lines("primer.txt", &annotated), n_lines("bare.txt", &half));
}
