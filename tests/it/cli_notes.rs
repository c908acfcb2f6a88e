//! Notes by the command line: every step is a process of its own, and what one wrote the next one reads.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::thread;

use serde_json::Value;
use tempfile::TempDir;

use crate::cli::{SAMPLE, command, stderr, stdout};

/// A library with a document, in a place whose name is not plain.
struct Place {
    root: TempDir,
    file: PathBuf,
}

impl Place {
    fn new() -> Self {
        let root = TempDir::new().unwrap();
        let folder = root.path().join("我的 文档");
        fs::create_dir(&folder).unwrap();
        let file = folder.join("吉林 复工.txt");
        fs::copy(SAMPLE, &file).unwrap();
        Self { root, file }
    }

    fn library(&self) -> PathBuf {
        self.root.path().join("笔记 库")
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = command(arguments);
        command.arg("--library").arg(self.library()).output().unwrap()
    }

    fn on_file(&self, verb: &str, arguments: &[&str]) -> Output {
        self.run(&[&[verb, self.file.to_str().unwrap()], arguments].concat())
    }

    /// The standard output of a run that must end well.
    fn done(&self, verb: &str, arguments: &[&str]) -> String {
        let output = self.on_file(verb, arguments);
        assert!(output.status.success(), "{}", stderr(&output));
        stdout(&output).to_owned()
    }

    fn annotate(&self, quote: &str, more: &[&str]) -> String {
        self.done("annotate", &[&["--quote", quote], more].concat()).trim().to_owned()
    }

    fn notes(&self) -> Value {
        serde_json::from_str(&self.done("notes", &["--format", "json"])).unwrap()
    }

    fn notes_file(&self) -> PathBuf {
        let folders = fs::read_dir(self.library()).unwrap().flatten();
        folders.map(|entry| entry.path().join("notes.ron")).find(|path| path.exists()).unwrap()
    }
}

fn only(notes: &Value) -> &Value {
    let list = notes["annotations"].as_array().unwrap();
    assert_eq!(list.len(), 1, "{notes}");
    &list[0]
}

#[test]
fn a_note_is_made_changed_listed_and_removed() {
    let place = Place::new();
    assert_eq!(place.notes()["document"]["id"], Value::Null);
    let id = place
        .annotate("复工复产", &["--occurrence", "2", "--tag", "政策/复工", "--note", "口径？"]);
    let notes = place.notes();
    let note = only(&notes);
    assert_eq!(note["id"], id.as_str());
    assert_eq!(note["quote"], "复工复产");
    assert_eq!(note["tags"][0], "政策/复工");
    assert_eq!(note["state"], "placed");
    place.done(
        "note",
        &[&id, "--text", "已核对", "--tag", "数据", "--untag", "政策/复工", "--color", "jade"],
    );
    let notes = place.notes();
    let note = only(&notes);
    assert_eq!((&note["note"], &note["color"]), (&"已核对".into(), &"jade".into()));
    assert_eq!(note["tags"].as_array().unwrap(), &["数据"]);
    let tags = stdout(&place.run(&["tags"])).to_owned();
    assert!(tags.contains("政策/复工  0") && tags.contains("数据  1"), "{tags}");
    place.done("note", &[&id, "--delete"]);
    assert!(place.notes()["annotations"].as_array().unwrap().is_empty());
}

#[test]
fn a_moved_and_renamed_file_finds_its_notes() {
    let mut place = Place::new();
    place.annotate("松原市委", &["--note", "看看"]);
    let moved = place.root.path().join("别处.txt");
    fs::rename(&place.file, &moved).unwrap();
    place.file = moved;
    assert_eq!(only(&place.notes())["note"], "看看");
}

#[test]
fn notes_find_their_passages_in_the_next_version_of_a_file() {
    let place = Place::new();
    let paragraphs = [
        "市水务局近日对城区排水管网进行了一次全面检查，发现老旧管段二十六处，渗漏点九处。",
        "检查组认为，主要的问题出在河西的三条老街，那里的管子是四十年前埋下去的。",
        "居民反映的积水问题也列入了今年的计划，预计七月以前可以全部完成。",
        "另外，河道清淤已经招标，第一段从南门桥开始，长两公里。",
    ];
    fs::write(&place.file, paragraphs.join("\n")).unwrap();
    let moved = place.annotate("预计七月以前可以全部完成", &["--note", "等"]);
    let gone = place.annotate("长两公里", &["--note", "短"]);
    let changed = place.annotate("主要的问题出在河西的三条老街", &[]);
    let kept = fs::read_dir(place.notes_file().parent().unwrap()).unwrap().flatten();
    let names: Vec<_> = kept.map(|entry| entry.file_name().into_string().unwrap()).collect();
    assert_eq!(names.iter().filter(|name| name.starts_with("text-")).count(), 1, "{names:?}");
    let next = [
        "新的一版。",
        paragraphs[2],
        paragraphs[0],
        "检查组认为，首要的问题出在河西的三条老街里，那里的管子是四十年前埋下去的。",
        "另外，河道清淤已经招标，第一段从南门桥开始。",
    ];
    fs::write(&place.file, next.join("\n")).unwrap();
    let notes = place.notes();
    let note = |id: &str| {
        let notes = notes["annotations"].as_array().unwrap();
        notes.iter().find(|note| note["id"] == id).unwrap().clone()
    };
    assert_eq!(note(&moved)["state"], "moved");
    assert_eq!(note(&moved)["quote"], "预计七月以前可以全部完成");
    // A word of it is another: its place is asked about.
    assert_eq!(note(&changed)["state"], "suggested");
    assert_eq!(note(&gone)["state"], "orphan");
    assert_eq!(note(&gone)["quote"], "长两公里", "what was seen stays");
    place.done("note", &[&gone, "--place", "从南门桥开始"]);
    assert_eq!(place.notes()["annotations"][2]["state"], "placed");
    // The old file comes back, and with it every passage.
    fs::write(&place.file, paragraphs.join("\n")).unwrap();
    assert_eq!(
        place.notes()["annotations"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|note| note["state"] == "placed")
            .count(),
        2
    );
}

#[test]
fn a_note_never_shows_the_figures_of_another_day() {
    let day = |n: usize, new: usize, well: usize| {
        format!("　　2月{n}日，全省新增确诊病例{new}例，治愈出院{well}例，无死亡病例。\n\n")
    };
    let month: String = (2..29).map(|n| day(n, n * 3 % 17, n * 7 % 23)).collect();
    let first = day(1, 3, 7);
    let head = "　　疫情通报如下，请查收。\n\n";
    for (old, new) in [
        (
            format!("{first}　　以上为首日情况。\n"),
            format!("{head}{}　　以上为次日情况。\n", day(2, 6, 14)),
        ),
        (format!("{first}{month}"), month.clone()),
        (first, format!("{head}{month}")),
    ] {
        let place = Place::new();
        fs::write(&place.file, old).unwrap();
        place.annotate("2月1日，全省新增确诊病例3例", &["--tag", "数据"]);
        fs::write(&place.file, new).unwrap();
        let notes = place.notes();
        assert_eq!(only(&notes)["state"], "orphan", "{notes}");
        assert_eq!(only(&notes)["quote"], "2月1日，全省新增确诊病例3例");
    }
}

#[test]
fn a_quote_that_is_not_there_or_there_twice_is_refused_with_the_count() {
    let place = Place::new();
    let missing = place.on_file("annotate", &["--quote", "没有这句话"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(stderr(&missing).contains("0 places"), "{}", stderr(&missing));
    let many = place.on_file("annotate", &["--quote", "企业"]);
    assert_eq!(many.status.code(), Some(1));
    assert!(stderr(&many).contains("--occurrence"), "{}", stderr(&many));
    assert!(!place.library().exists(), "what was refused leaves nothing behind");
}

#[test]
fn every_listed_format_holds_quote_tag_and_note() {
    let place = Place::new();
    place.annotate("松原市委", &["--tag", "地方/松原", "--note", "逗号, \"引号\"与|竖线"]);
    place.annotate("统揽统筹", &["--color", "azure", "--note", "旁的一条"]);
    let formats: Value =
        serde_json::from_str(stdout(&place.run(&["formats", "--format", "json"]))).unwrap();
    let formats = formats["notes"].as_array().unwrap();
    assert!(formats.len() >= 19);
    // What holds notes as text; documents of Word and workbooks are read in tests of their own.
    let holds = |id: &str| !id.starts_with("article-") && id != "codebook";
    let is_text =
        |format: &Value| !["docx", "xlsx"].contains(&format["extension"].as_str().unwrap());
    let written = formats.iter().filter(|format| format["writes"] == true && is_text(format));
    for format in written.filter(|format| holds(format["id"].as_str().unwrap())) {
        let id = format["id"].as_str().unwrap();
        let export = place.done("export", &["--to", id]);
        let tag = if id == "anki" { "地方::松原" } else { "地方/松原" };
        for words in ["松原市委", tag, "竖线", "统揽统筹"] {
            assert!(export.contains(words), "{id} lacks {words}:\n{export}");
        }
        let one = place.done("export", &["--to", id, "--tag", "地方"]);
        assert!(one.contains("松原市委") && !one.contains("旁的一条"), "{id}");
    }
    let unknown = place.on_file("export", &["--to", "papyrus"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).contains("markdown"));
}

#[test]
fn a_section_that_is_not_there_is_told_and_a_colour_has_its_chinese_name() {
    let place = Place::new();
    place.annotate("松原市委", &["--color", "青蓝"]);
    assert_eq!(place.notes()["annotations"][0]["color"], "azure");
    let missing = place.on_file("export", &["--to", "markdown", "--section", "没有这一节"]);
    assert_eq!(missing.status.code(), Some(0));
    assert!(stderr(&missing).contains("没有这一节"), "{}", stderr(&missing));
    let known = place.on_file("export", &["--to", "markdown", "--section", "统筹"]);
    assert!(!stderr(&known).contains("heading"), "{}", stderr(&known));
    // Named twice, a document is written once.
    let file = place.file.to_str().unwrap();
    let twice = place.done("export", &["--to", "json", file]);
    assert_eq!(twice.matches("\"file\"").count(), 1, "{twice}");
}

#[test]
fn damaged_notes_are_said_kept_and_mended() {
    let place = Place::new();
    place.annotate("松原市委", &["--note", "完好的一条"]);
    place.annotate("统揽统筹", &["--note", "坏掉的一条"]);
    let file = place.notes_file();
    let whole = fs::read_to_string(&file).unwrap();
    let damaged = whole.replacen("note: \"坏掉的一条\"", "note: \"坏掉的", 1);
    fs::write(&file, &damaged).unwrap();
    let listed = place.on_file("notes", &[]);
    assert!(listed.status.success());
    assert!(stdout(&listed).contains("完好的一条"));
    assert!(stderr(&listed).contains("damaged"), "{}", stderr(&listed));
    assert_eq!(fs::read_to_string(&file).unwrap(), damaged, "reading writes nothing");
    let checked = place.run(&["doctor"]);
    assert_eq!(checked.status.code(), Some(1));
    assert_eq!(fs::read_to_string(&file).unwrap(), damaged, "checking writes nothing");
    place.annotate("复工复产", &["--occurrence", "1"]);
    let everywhere = || {
        let files = copies_aside(&file).into_iter().chain([file.clone()]);
        files.map(|file| fs::read_to_string(file).unwrap()).collect::<String>()
    };
    let words = "note: \"坏掉的,";
    assert!(
        damaged.contains(words) && everywhere().contains(words),
        "nothing damaged is thrown away"
    );
    assert!(place.run(&["doctor", "--repair"]).status.success());
    assert!(everywhere().contains(words), "nor by the repair");
    assert!(!fs::read_to_string(&file).unwrap().contains(words));
    assert!(place.run(&["doctor"]).status.success());
    let n_notes = place.notes()["annotations"].as_array().unwrap().len();
    assert_eq!(n_notes, 3, "the history had the one that cannot be read");
}

#[test]
fn what_damage_cost_comes_back_from_the_history() {
    let place = Place::new();
    place.annotate("松原市委", &["--note", "会坏掉的一条"]);
    place.annotate("统揽统筹", &["--note", "完好的一条"]);
    let file = place.notes_file();
    let whole = fs::read_to_string(&file).unwrap();
    fs::write(&file, whole.replacen("note: \"会坏掉的一条\"", "note: \"会坏", 1)).unwrap();
    assert_eq!(place.notes()["annotations"].as_array().unwrap().len(), 1);
    let mended = place.run(&["doctor", "--repair"]);
    assert!(stdout(&mended).contains("1 notes were brought back"), "{}", stdout(&mended));
    let notes = place.notes();
    let said: Vec<_> =
        notes["annotations"].as_array().unwrap().iter().map(|note| note["note"].clone()).collect();
    assert!(
        said.contains(&"会坏掉的一条".into()) && said.contains(&"完好的一条".into()),
        "{said:?}"
    );
    assert!(place.run(&["doctor"]).status.success());
}

#[test]
fn copies_of_the_notes_grow_few_with_age_and_never_vanish() {
    const HOUR: i64 = 60 * 60 * 1000;
    let now = 400 * 24 * HOUR;
    let times: Vec<i64> = (0..=2400).map(|count| now - count * HOUR / 4).collect();
    let gone = danhuang::host::history::outlived(&times, now);
    let kept: Vec<i64> = times.into_iter().filter(|time| !gone.contains(time)).collect();
    let within =
        |from: i64, to: i64| kept.iter().filter(|time| (from..to).contains(&(now - *time))).count();
    assert_eq!(within(0, 5 * HOUR), 20, "the newest all stay");
    assert!((18..=20).contains(&within(5 * HOUR, 24 * HOUR)), "then one an hour");
    let days = 25 * 24 * HOUR;
    assert!((23..=26).contains(&within(24 * HOUR, days)), "then one a day");
}

fn copies_aside(file: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(file.parent().unwrap()).unwrap().flatten();
    let paths = entries.map(|entry| entry.path());
    paths.filter(|path| path.to_string_lossy().contains("damaged")).collect()
}

#[test]
fn two_programs_that_write_at_once_lose_nothing() {
    let place = Place::new();
    let place = &place;
    thread::scope(|scope| {
        for worker in 0..4 {
            scope.spawn(move || {
                for number in 0..6 {
                    let note = format!("{worker}之{number}");
                    place.annotate("松原市委", &["--tag", &format!("组{worker}"), "--note", &note]);
                }
            });
        }
    });
    let notes = place.notes();
    assert_eq!(notes["annotations"].as_array().unwrap().len(), 24);
    let tags = stdout(&place.run(&["tags"])).to_owned();
    for worker in 0..4 {
        assert!(
            tags.contains(&format!("组{worker}  6")),
            "one tag each, not one a process:\n{tags}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_library_that_cannot_be_written_says_so_and_can_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place.annotate("松原市委", &["--note", "先前的"]);
    let blocked = place.root.path().join("文件");
    fs::write(&blocked, "not a folder").unwrap();
    let mut refused = command(&["annotate", place.file.to_str().unwrap(), "--quote", "松原市委"]);
    let refused = refused.arg("--library").arg(blocked.join("库")).output().unwrap();
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(stderr(&refused).lines().count(), 1, "{}", stderr(&refused));
    let folder = place.notes_file().parent().unwrap().to_path_buf();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o500)).unwrap();
    // The superuser may write everywhere.
    let is_enforced = fs::write(folder.join("probe"), "").is_err();
    let written = place.on_file("annotate", &["--quote", "统揽统筹"]);
    assert!(!is_enforced || written.status.code() == Some(1));
    let n_notes = place.notes()["annotations"].as_array().unwrap().len();
    assert_eq!(n_notes, if is_enforced { 1 } else { 2 });
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn the_library_may_be_named_by_the_environment() {
    let place = Place::new();
    let mut command = command(&["annotate", place.file.to_str().unwrap(), "--quote", "松原市委"]);
    let output = command.env("DANHUANG_LIBRARY", place.library()).output().unwrap();
    assert!(output.status.success());
    assert_eq!(only(&place.notes())["quote"], "松原市委");
}

#[test]
fn a_codebook_is_taken_in_and_a_trial_changes_nothing() {
    let place = Place::new();
    let file = place.root.path().join("标签.csv");
    let (table, _, _) =
        encoding_rs::GB18030.encode("标签,上级,颜色,数字键\n复工,政策,松石,4\n,,,\n数据,,,\n");
    fs::write(&file, table).unwrap();
    let path = file.to_str().unwrap();
    let trial = place.run(&["tags", "--import", path, "--dry-run"]);
    assert!(trial.status.success() && stdout(&trial).contains("政策/复工"));
    assert!(!stdout(&place.run(&["tags"])).contains("政策"));
    let taken = place.run(&["tags", "--import", path, "--lang", "zh"]);
    assert!(stderr(&taken).contains("新标签 2 个，已有 1 个"), "{}", stderr(&taken));
    let tags: Value =
        serde_json::from_str(stdout(&place.run(&["tags", "--format", "json"]))).unwrap();
    let tags = tags["tags"].as_array().unwrap();
    let tag = tags.iter().find(|tag| tag["path"] == "政策/复工").unwrap();
    assert_eq!((&tag["color"], &tag["slot"]), (&"jade".into(), &4.into()));
    fs::write(&file, "甲,乙\n").unwrap();
    let refused = place.run(&["tags", "--import", path]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr(&refused).contains("标签.csv"));
}

#[test]
fn damage_is_told_by_whatever_writes_next_and_costs_nothing() {
    let place = Place::new();
    let (first, second) = (
        place.annotate("松原市委", &["--note", "甲"]),
        place.annotate("复工复产", &["--occurrence", "1"]),
    );
    let file = place.notes_file();
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, &bytes[..100]).unwrap();
    let annotated = place.on_file("annotate", &["--quote", "复工复产", "--occurrence", "2"]);
    assert!(annotated.status.success());
    let told = stderr(&annotated);
    assert!(
        told.contains("the head of the notes file is damaged")
            && told.contains("2 notes were brought back from the history"),
        "{told}"
    );
    let notes = place.notes();
    let ids =
        notes["annotations"].as_array().unwrap().iter().map(|note| note["id"].as_str().unwrap());
    let ids: Vec<&str> = ids.collect();
    assert_eq!(ids.len(), 3, "{notes}");
    assert!(ids.contains(&first.as_str()) && ids.contains(&second.as_str()));
    assert!(place.run(&["doctor"]).status.success());
}

#[test]
fn doctor_takes_over_what_was_written_into_the_file_by_hand() {
    let place = Place::new();
    let id = place.annotate("松原市委", &["--note", "甲"]);
    place.done("note", &[&id, "--text", "甲二版"]);
    let file = place.notes_file();
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("甲二版", "改了")).unwrap();
    assert_eq!(only(&place.notes())["note"], "改了");
    assert!(!place.run(&["doctor"]).status.success());
    assert!(place.run(&["doctor", "--repair"]).status.success());
    assert_eq!(only(&place.notes())["note"], "改了");
    assert_eq!(stderr(&place.on_file("notes", &[])), "", "what was taken over is ours");
    assert!(place.run(&["doctor"]).status.success());
}

#[test]
fn a_file_that_was_renamed_and_changed_says_whose_version_it_is() {
    let mut place = Place::new();
    place.file.set_extension("md");
    let text = "# 清河水厂的四十年\n\n一九五八年春天，县里决定在城北柳林建一座自来水厂。\n\n两千多人干了七个月，挖出一座能装八百吨水的池子。\n";
    fs::write(&place.file, text).unwrap();
    place.annotate("两千多人干了七个月", &[]);
    let renamed = place.file.with_file_name("另一个名字.md");
    fs::remove_file(&place.file).unwrap();
    fs::write(&renamed, format!("{text}\n后来又加了一句话。\n")).unwrap();
    for (verb, more) in [("notes", &[][..]), ("export", &["--to", "csv"])] {
        let output = place.run(&[&[verb, renamed.to_str().unwrap()], more].concat());
        assert!(output.status.success(), "{}", stderr(&output));
        assert!(stderr(&output).contains("new version"), "{verb}: {}", stderr(&output));
    }
    fs::write(&renamed, "另一篇文章，和那一篇没有关系，讲的是怎样修理屋顶。\n").unwrap();
    assert_eq!(stderr(&place.run(&["notes", renamed.to_str().unwrap()])), "");
}

#[test]
fn a_library_that_is_not_there_is_not_called_whole() {
    let place = Place::new();
    let output = place.run(&["doctor"]);
    assert_eq!(output.status.code(), Some(1), "{}", stdout(&output));
    assert!(stderr(&output).contains("no library"), "{}", stderr(&output));
}
