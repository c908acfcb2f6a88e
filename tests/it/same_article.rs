//! One article in the files of many programs: each gives the same text under the same headings.

use std::fs;
use std::path::Path;

use danhuang::clean::CleanOptions;
use danhuang::document::{BlockKind, Document, content_hash};
use danhuang::import::{FORMATS, Format};

use crate::documents::read;

pub(crate) fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import")
}

/// The cleaned article of a file, a block a line, headings with a sign for each level.
fn article(name: &str) -> (Format, String) {
    let bytes = fs::read(folder().join(name)).unwrap();
    let imported = read(name, &bytes).unwrap_or_else(|error| panic!("{name}: {error:?}"));
    assert_eq!(imported.warnings, [], "{name}");
    let format = imported.format;
    let document = Document::of(name, content_hash(b""), imported, &CleanOptions::default());
    let mut text = String::new();
    for block in document.blocks.iter() {
        let level = match block.kind {
            BlockKind::Title => 1,
            BlockKind::Heading(level) => usize::from(level) + 1,
            _ => 0,
        };
        let signs = "#".repeat(level);
        let gap = if level > 0 { " " } else { "" };
        text.push_str(&format!("{signs}{gap}{}\n", document.cleaned.text.get(block.span).trim()));
    }
    (format, text)
}

/// The files of an article, by the start of their names.
pub(crate) fn files(stem: &str) -> Vec<String> {
    let names = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    let gold = format!("{stem}.gold");
    names.retain(|name| name.starts_with(&format!("{stem}.")) && *name != gold);
    names.sort();
    names
}

/// Every file of the article reads as the gold beside it.
pub(crate) fn check(stem: &str) -> Vec<Format> {
    let gold = fs::read_to_string(folder().join(format!("{stem}.gold"))).unwrap();
    let mut wrong = Vec::new();
    let mut formats = Vec::new();
    for name in files(stem) {
        let (format, text) = article(&name);
        formats.push(format);
        if text != gold {
            let lines = text.lines().zip(gold.lines()).find(|(found, wanted)| found != wanted);
            wrong.push(format!("{name}: {lines:#?}\n{text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    formats
}

#[test]
fn the_same_article_reads_the_same_in_every_format() {
    let formats = check("tower");
    // Plain text says nothing of its headings, and subtitles are no article.
    let others = [Format::Text, Format::Subtitles];
    for info in FORMATS.iter().filter(|info| !others.contains(&info.format)) {
        assert!(formats.contains(&info.format), "{} has no file", info.id);
    }
}

#[test]
fn numbers_that_a_program_sets_read_the_same_in_every_format() {
    assert!(check("rules").len() >= 4);
}

#[test]
fn tables_are_the_same_cell_by_cell_in_every_format() {
    // Of PDF as well: tagged by a browser, ruled by a word processor, with no line between the columns.
    assert!(check("tables").len() >= 6);
}

#[test]
fn subtitles_of_several_programs_say_the_same() {
    assert!(check("works").len() >= 4);
}

#[test]
fn what_a_program_loses_is_all_that_is_lost() {
    // Both write headings of one level only.
    assert!(check("flat").len() >= 2);
}

#[test]
fn an_article_of_many_pages_reads_without_what_pages_add() {
    assert!(!check("river").is_empty());
}

#[test]
fn pictures_stand_where_they_stood_whatever_program_wrote_them() {
    assert!(check("view").len() >= 9);
    // What stood for a picture these programs wrote below it, which makes no heading of it.
    assert!(check("seen").len() >= 2);
    let names = [files("view"), files("seen")].concat();
    for name in names.into_iter().filter(|name| name != "view.own.md") {
        let imported = read(&name, &fs::read(folder().join(&name)).unwrap()).unwrap();
        let mut sizes = imported.pictures.iter().map(|picture| (picture.width, picture.height));
        assert!(!imported.pictures.is_empty(), "{name}");
        assert!(sizes.all(|size| size == (240, 130)), "{name}");
    }
}
