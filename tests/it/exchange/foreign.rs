//! Exports opened by programs that are not ours: `LibreOffice`, Chromium, pandoc, Python. The long form, since
//! they are large: `DANHUANG_FOREIGN=1`, with `DANHUANG_PICTURES=DIR` also pictures of what they show.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use danhuang::exchange::{ExportTag, FORMATS, Material, Request};
use tempfile::TempDir;

use crate::exchange::read::{self, Xml, squeezed};
use crate::exchange::{HOSTILE, bytes, hostile_set, of, tides};

fn is_wanted() -> bool {
    std::env::var_os("DANHUANG_FOREIGN").is_some()
}

/// A folder with every export of the marked document, named by its format.
fn exports() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let desk = tides();
    for format in FORMATS {
        let name = format!("{}.{}", format.id, format.extension);
        fs::write(folder.path().join(name), desk.written(format.id)).unwrap();
    }
    let path = folder.path().to_owned();
    (folder, path)
}

fn run(program: &str, arguments: &[&str], folder: &Path) -> String {
    let output = Command::new(program).args(arguments).current_dir(folder).output();
    let output = output.unwrap_or_else(|error| panic!("{program} is needed: {error}"));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{program} {arguments:?}: {said}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A file as `LibreOffice` has it after reading it.
fn by_office(file: &str, to: &str, folder: &Path) -> String {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    run("soffice", &[&profile, "--headless", "--convert-to", to, file], folder);
    let name = Path::new(file).with_extension(to.split(':').next().unwrap());
    fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn libreoffice_finds_comments_highlights_and_headings() {
    if !is_wanted() {
        return;
    }
    let (_folder, path) = exports();
    let text = by_office("marked-docx.docx", "fodt", &path);
    let (mut comments, mut headings, mut open) =
        (Vec::<String>::new(), Vec::<String>::new(), vec![]);
    read::xml(&text, |event| match event {
        Xml::Start(name, _) => {
            open.push(name.to_owned());
            match name {
                "annotation" => comments.push(String::new()),
                "h" => headings.push(String::new()),
                _ => {}
            }
        }
        Xml::End(_) => drop(open.pop()),
        Xml::Text(words) if open.iter().any(|name| name == "annotation") => {
            comments.last_mut().unwrap().push_str(words);
        }
        Xml::Text(words) if open.iter().any(|name| name == "h") => {
            headings.last_mut().unwrap().push_str(words);
        }
        Xml::Text(_) => {}
    });
    for note in tides().notes().iter().filter(|note| note.says_something()) {
        let said = squeezed(&format!("{}{}", note.tags.first().map_or("", |tag| tag), note.note));
        let is_said = comments.iter().any(|comment| {
            note.tags.iter().all(|tag| comment.contains(tag.as_str()))
                && squeezed(comment).contains(&squeezed(&note.note))
        });
        assert!(is_said, "no comment says {said}: {comments:?}");
    }
    assert!(headings.iter().any(|heading| heading == "一、河口"), "{headings:?}");
    assert!(text.contains("fo:background-color=\"#ffff00\""), "no highlight in amber");
    let plain = by_office("article-docx.docx", "fodt", &path);
    assert!(!plain.contains("<office:annotation"));
}

#[test]
fn libreoffice_finds_no_formula_in_a_workbook() {
    if !is_wanted() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = bytes("xlsx", &of(hostile_set()), &Request::default());
    fs::write(folder.path().join("a.xlsx"), file).unwrap();
    fs::write(folder.path().join("b.csv"), bytes("csv", &of(hostile_set()), &Request::default()))
        .unwrap();
    let tag = |path: &str| ExportTag { path: path.to_owned(), ..ExportTag::default() };
    let tags = Material { tags: HOSTILE.map(tag).to_vec(), ..Material::default() };
    fs::write(folder.path().join("c.csv"), bytes("codebook", &tags, &Request::default())).unwrap();
    for file in ["a.xlsx", "b.csv", "c.csv"] {
        let text = by_office(file, "fods", folder.path());
        assert!(!text.contains("table:formula"), "{file} runs");
        assert!(text.contains("HYPERLINK("), "{file} lost a cell");
    }
}

#[test]
fn taguette_takes_the_codebook_in() {
    if !is_wanted() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let tag = |path: &str, description: &str| ExportTag {
        path: path.to_owned(),
        description: description.to_owned(),
        ..ExportTag::default()
    };
    let tags = vec![tag("政策/复工", "逗号, 与\"引号\""), tag("没有用过", "")];
    let material = Material { tags, ..Material::default() };
    fs::write(
        folder.path().join("codebook.csv"),
        bytes("codebook", &material, &Request::default()),
    )
    .unwrap();
    let install = ["-m", "pip", "install", "-q", "--no-deps", "--target", "t", "taguette==1.4.1"];
    run("python3", &install, folder.path());
    // Its own code for that needs nothing of the rest but what translates its messages.
    let script = "import json, sys, types\n\
        package = types.ModuleType('taguette'); package.__path__ = ['t/taguette']\n\
        utils = types.ModuleType('taguette.utils'); utils._f = lambda words: words\n\
        sys.modules.update({'taguette': package, 'taguette.utils': utils})\n\
        from taguette import import_codebook\n\
        print(json.dumps(import_codebook.list_tags(open('codebook.csv', 'rb'))))";
    let said = run("python3", &["-c", script], folder.path());
    let found: serde_json::Value = serde_json::from_str(&said).unwrap();
    let wanted = serde_json::json!([
        {"path": "政策/复工", "description": "逗号, 与\"引号\""},
        {"path": "没有用过", "description": ""},
    ]);
    assert_eq!(found, wanted);
}

#[test]
fn python_reads_every_table() {
    if !is_wanted() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let script = "import csv, json, sys\nprint(json.dumps(list(csv.DictReader(open(sys.argv[1], encoding='utf-8-sig', newline='')))))";
    for (id, column) in [("csv", "quote"), ("readwise", "Highlight")] {
        let name = format!("{id}.csv");
        fs::write(folder.path().join(&name), bytes(id, &of(hostile_set()), &Request::default()))
            .unwrap();
        let said = run("python3", &["-c", script, &name], folder.path());
        let rows: serde_json::Value = serde_json::from_str(&said).unwrap();
        let cells = rows.as_array().unwrap().iter().map(|row| row[column].as_str().unwrap());
        let cells: Vec<_> = cells.map(|cell| cell.strip_prefix('\'').unwrap_or(cell)).collect();
        assert_eq!(cells, HOSTILE, "{id}");
    }
}

#[test]
fn chromium_shows_every_mark() {
    if !is_wanted() {
        return;
    }
    let (_folder, path) = exports();
    let page = format!("file://{}/marked-html.html", path.display());
    let flags = ["--headless", "--no-sandbox", "--disable-gpu", "--window-size=1600,1400"];
    let dump = run("chromium", &[&flags[..], &["--dump-dom", &page]].concat(), &path);
    let written = fs::read_to_string(path.join("marked-html.html")).unwrap();
    assert_eq!(dump.matches("<mark ").count(), written.matches("<mark ").count());
    assert_eq!(dump.matches("<aside ").count(), written.matches("<aside ").count());
    if let Some(pictures) = std::env::var_os("DANHUANG_PICTURES") {
        let picture = Path::new(&pictures).join("marked-html.png");
        let shot = format!("--screenshot={}", picture.display());
        run("chromium", &[&flags[..], &[&shot, &page]].concat(), &path);
        assert!(fs::metadata(picture).unwrap().len() > 10_000);
    }
}

#[test]
fn pandoc_finds_marks_and_footnotes() {
    if !is_wanted() {
        return;
    }
    let (_folder, path) = exports();
    let format = "markdown+footnotes+pipe_tables+lists_without_preceding_blankline";
    let html = run("pandoc", &["-f", format, "-t", "html", "marked-markdown.md"], &path);
    assert!(html.contains("==河口的水位，枯水期低"), "{html}");
    for note in tides().notes().iter().filter(|note| !note.note.is_empty()) {
        let last = note.note.lines().last().unwrap();
        assert!(html.contains(last), "{last} is missing in\n{html}");
    }
}
