//! Code in documents of other programs: their paragraphs, one a line, are one piece again, each line as far in as it was.

use std::path::Path;

use danhuang::clean::CleanOptions;
use danhuang::document::{BlockKind, Document};
use danhuang::text::{HintKind, Span};

const FILES: [&str; 7] = [
    "code.pandoc.odt",
    "code.pandoc.docx",
    "code.pandoc.rtf",
    "code.pandoc.fb2",
    "code.libreoffice.odt",
    "code.libreoffice.docx",
    "code.libreoffice.rtf",
];

const PROGRAM: &str = "def 水位(读数):\n    if 读数 > 3:\n        return \"高\"\n\n    for 行 in 读数:\n        print(行)\n    return \"低\"";

fn read(name: &str) -> Document {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import").join(name);
    document(name, &std::fs::read(path).unwrap())
}

fn document(name: &str, bytes: &[u8]) -> Document {
    Document::new(name, bytes, None, &CleanOptions::default()).unwrap()
}

/// The stretches of code, more than a line and within one.
fn pieces(document: &Document) -> Vec<&str> {
    let code = document.hints.iter().filter(|hint| hint.kind == HintKind::Code);
    code.map(|hint| document.cleaned.text.get(hint.span)).collect()
}

#[test]
fn code_of_word_processors_keeps_its_lines_and_how_far_in_they_stand() {
    for name in FILES {
        let document = read(name);
        // LibreOffice's RTF forgets that words within a line are code.
        let pieces: Vec<_> = pieces(&document).into_iter().filter(|one| *one != "a  b").collect();
        assert_eq!(pieces, [PROGRAM, "if (x)\n    y();"], "{name}");
        let is_shown = document.cleaned.text.as_str().contains("单词 a  b 也是程序，后面是正文。");
        assert!(is_shown, "{name}");
        let n_lines = document.blocks.iter().filter(|one| one.kind == BlockKind::Code).count();
        assert_eq!(n_lines, 8, "{name}");
    }
}

#[test]
fn words_of_code_within_a_line_are_code() {
    for name in FILES.into_iter().filter(|name| *name != "code.libreoffice.rtf") {
        assert!(pieces(&read(name)).contains(&"a  b"), "{name}");
    }
}

fn rtf(body: &str) -> Document {
    let head =
        r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil SimSun;}{\f1\fmodern Courier New;}}";
    document("a.rtf", format!("{head}\n{body}}}").as_bytes())
}

#[test]
fn the_font_of_code_begins_no_code_where_all_is_set_in_it() {
    let typed = rtf(r"\pard\f1 A letter, typed\par\pard\f1 as all letters were.\par");
    assert_eq!(pieces(&typed), <[&str; 0]>::default());
    let mixed = rtf(
        r"\pard Run this, and it counts:\par\pard\f1\~\~for x in y:\par\tab print(x)\par\pard\f0 Use \f1 x\f0  as well.\par",
    );
    assert_eq!(pieces(&mixed), ["  for x in y:\n\tprint(x)", "x"]);
    let span = Span::new(0, mixed.cleaned.text.as_str().len());
    assert_eq!(
        mixed.cleaned.text.get(span).trim_end(),
        "Run this, and it counts:\n  for x in y:\n\tprint(x)\nUse x as well."
    );
}

#[test]
fn an_empty_line_behind_code_is_not_of_it_where_text_follows() {
    let text = rtf(r"{\stylesheet{\s3 Source Code;}}\pard\s3 a = 1\par\par\pard\f0 Then text.\par");
    assert_eq!(text.cleaned.text.as_str().trim_end(), "a = 1\nThen text.");
}

#[test]
fn a_space_behind_a_line_break_of_code_is_one() {
    let body = "<?xml version=\"1.0\"?><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" office:mimetype=\"application/vnd.oasis.opendocument.text\"><office:body><office:text><text:p text:style-name=\"Preformatted_20_Text\">def f():<text:line-break/> <text:s text:c=\"3\"/>return 1</text:p></office:text></office:body></office:document>";
    let read = document("a.fodt", body.as_bytes());
    assert_eq!(read.cleaned.text.as_str().trim_end(), "def f():\n    return 1");
}
