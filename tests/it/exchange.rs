//! Exports, each read back by a reader of its format, with text that tries to break out of it.

use danhuang::exchange::{ExportNote, ExportSet, FORMATS, format};
use danhuang::text::Language;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use serde_json::Value;

/// Text that is markup, a formula or a quote in one format or another.
const HOSTILE: [&str; 13] = [
    "平常的一句话，没有什么。",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "=HYPERLINK(\"http://a.b\")",
    "@SUM(A1)",
    "a,b;\"c\"",
    "# 不是标题",
    "1. 不是列表",
    "- 不是列表",
    "**不粗** _不斜_ [不是](链接) `不是` ~~不删~~ &amp; &#35;",
    "---",
    "=== 下划线",
    "尾\\",
];

fn set() -> ExportSet {
    let note = |(index, text): (usize, &&str)| ExportNote {
        id: format!("01J{index:023}"),
        quote: (*text).to_owned(),
        source_quote: format!("{text}(dang)"),
        clean: Some([1, 5]),
        state: "placed",
        heading: vec!["第一章".to_owned(), (*text).to_owned()],
        color: "amber",
        tags: vec!["政策/复工".to_owned()],
        note: (*text).to_owned(),
        created: "2026-01-02T03:04:05Z".to_owned(),
        modified: "2026-01-02T03:04:05Z".to_owned(),
        ..ExportNote::default()
    };
    ExportSet {
        title: "题目 <b> & *星*".to_owned(),
        file_name: "a_b.txt".to_owned(),
        notes: HOSTILE.iter().enumerate().map(note).collect(),
    }
}

fn written(id: &str, set: ExportSet) -> String {
    String::from_utf8((format(id).unwrap().write)(&[set], Language::Chinese)).unwrap()
}

/// What a reader of Markdown shows between the start and the end of each such element.
fn shown(text: &str, is_start: fn(&Tag<'_>) -> bool, is_end: fn(&TagEnd) -> bool) -> Vec<String> {
    let (mut all, mut is_in) = (Vec::new(), false);
    for event in Parser::new(text) {
        match event {
            Event::Start(tag) if is_start(&tag) => {
                is_in = true;
                all.push(String::new());
            }
            Event::End(tag) if is_end(&tag) => is_in = false,
            Event::Text(text) if is_in => all.last_mut().unwrap().push_str(&text),
            Event::Html(html) | Event::InlineHtml(html) => panic!("raw HTML: {html}"),
            Event::Start(
                Tag::List(_) | Tag::Strong | Tag::Emphasis | Tag::Link { .. } | Tag::CodeBlock(_),
            )
            | Event::Rule
            | Event::Code(_) => panic!("text became markup: {event:?}"),
            _ => {}
        }
    }
    all
}

#[test]
fn markdown_shows_every_character_as_text() {
    let text = written("markdown", set());
    let quotes = shown(
        &text,
        |tag| matches!(tag, Tag::BlockQuote(_)),
        |end| matches!(end, TagEnd::BlockQuote(_)),
    );
    assert_eq!(quotes, HOSTILE);
    let headings = shown(
        &text,
        |tag| matches!(tag, Tag::Heading { .. }),
        |end| matches!(end, TagEnd::Heading(_)),
    );
    assert_eq!(headings[0], "题目 <b> & *星*");
    assert_eq!(headings[1..], HOSTILE);
    let paragraphs =
        shown(&text, |tag| matches!(tag, Tag::Paragraph), |end| matches!(end, TagEnd::Paragraph));
    for text in HOSTILE {
        assert_eq!(paragraphs.iter().filter(|shown| *shown == text).count(), 2, "{text}");
    }
}

#[test]
fn notes_under_one_heading_share_it() {
    let mut set = set();
    for note in &mut set.notes {
        note.heading = vec!["同一节".to_owned()];
    }
    set.notes.last_mut().unwrap().state = "orphan";
    let text = written("markdown", set);
    assert_eq!(text.matches("## 同一节").count(), 1);
    assert_eq!(text.matches("## 未定位").count(), 1);
}

#[test]
fn a_table_comes_back_whole_and_runs_nothing() {
    let text = written("csv", set());
    let body = text.strip_prefix('\u{FEFF}').unwrap();
    let mut reader = csv::Reader::from_reader(body.as_bytes());
    let column = |name: &str, headers: &csv::StringRecord| {
        headers.iter().position(|header| header == name).unwrap()
    };
    let headers = reader.headers().unwrap().clone();
    let (quote, note) = (column("quote", &headers), column("note", &headers));
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), HOSTILE.len());
    for (row, text) in rows.iter().zip(HOSTILE) {
        for cell in [&row[quote], &row[note]] {
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell} would be run");
            assert_eq!(cell.strip_prefix('\'').unwrap_or(cell), text);
        }
    }
}

#[test]
fn json_leaves_nothing_out() {
    let file: Value = serde_json::from_str(&written("json", set())).unwrap();
    assert_eq!(file["version"], 1);
    let notes = file["documents"][0]["annotations"].as_array().unwrap();
    for (note, text) in notes.iter().zip(HOSTILE) {
        assert_eq!((&note["quote"], &note["note"]), (&text.into(), &text.into()));
        assert_eq!(note["clean"], serde_json::json!([1, 5]));
        assert_eq!(note["source"], Value::Null);
        assert_eq!(note["tags"], serde_json::json!(["政策/复工"]));
    }
    assert_eq!(notes.len(), HOSTILE.len());
}

#[test]
fn a_page_holds_no_markup_but_its_own() {
    let page = written("html", set());
    assert!(page.contains("Content-Security-Policy") && page.contains("default-src 'none'"));
    let is_known = |tag: &str| {
        ["html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "section", "article"]
            .contains(&tag)
            || ["blockquote", "bdi", "span", "br", "!doctype"].contains(&tag)
    };
    for tag in page.split('<').skip(1) {
        let name = tag.trim_start_matches('/').split([' ', '>']).next().unwrap();
        assert!(is_known(name), "<{tag}");
    }
    let plain = |text: &str| {
        let pairs =
            [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
        pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
    };
    let quotes: Vec<_> = page
        .split("<bdi>")
        .skip(1)
        .map(|rest| plain(rest.split("</bdi>").next().unwrap()))
        .collect();
    assert_eq!(quotes, HOSTILE);
}

#[test]
fn formats_have_names_of_their_own_and_write_nothing_gladly() {
    for (index, one) in FORMATS.iter().enumerate() {
        assert!(FORMATS[..index].iter().all(|other| other.id != one.id), "{} twice", one.id);
        assert!(!one.name.zh.is_empty() && !one.extension.starts_with('.'));
        assert!(std::str::from_utf8(&(one.write)(&[], Language::English)).is_ok());
    }
}
