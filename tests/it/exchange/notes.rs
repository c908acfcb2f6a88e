//! The notes alone, in the formats that are read from top to bottom and in those that programs read.

use danhuang::exchange::{
    ExportPlace, FORMATS, Filter, Grouping, Holds, Material, Request, Written,
};
use danhuang::notebook::{AnnotationId, HighlightColor};
use danhuang::text::Language;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use serde_json::Value;

use crate::exchange::{HOSTILE, bytes, hostile_set, of, tides, written};

/// A set whose notes say nothing, which may be markup on purpose.
fn unwritten_set() -> danhuang::exchange::ExportSet {
    let mut set = hostile_set();
    set.notes.iter_mut().for_each(|note| note.note.clear());
    set
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
    let text = written("markdown", unwritten_set());
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
        assert_eq!(paragraphs.iter().filter(|shown| *shown == text).count(), 1, "{text}");
    }
}

#[test]
fn notes_under_one_heading_share_it() {
    let mut set = hostile_set();
    for note in &mut set.notes {
        note.heading = vec!["同一节".to_owned()];
    }
    set.notes.last_mut().unwrap().state = "orphan";
    let text = written("markdown", set);
    assert_eq!(text.matches("## 同一节").count(), 1);
    assert_eq!(text.matches("## 未定位").count(), 1);
}

#[test]
fn json_leaves_nothing_out() {
    let mut set = hostile_set();
    for note in &mut set.notes {
        note.clean = Some(ExportPlace { chars: [1, 5], utf16: [1, 6], bytes: [3, 15] });
    }
    let file: Value = serde_json::from_str(&written("json", set)).unwrap();
    assert_eq!(file["version"], 1);
    let notes = file["documents"][0]["annotations"].as_array().unwrap();
    for (note, text) in notes.iter().zip(HOSTILE) {
        assert_eq!((&note["quote"], &note["note"]), (&text.into(), &text.into()));
        assert_eq!(note["clean"], serde_json::json!([1, 5]));
        assert_eq!(note["clean_utf16"], serde_json::json!([1, 6]));
        assert_eq!(note["clean_bytes"], serde_json::json!([3, 15]));
        assert_eq!(note["source"], Value::Null);
        assert_eq!(note["tags"], serde_json::json!(["政策/复工"]));
    }
    assert_eq!(notes.len(), HOSTILE.len());
}

#[test]
fn a_page_holds_no_markup_but_its_own() {
    let page = written("html", hostile_set());
    assert!(page.contains("Content-Security-Policy") && page.contains("default-src 'none'"));
    let (_, names) = crate::exchange::read::page(&page);
    let known = "html head meta title style body h1 h2 p section article blockquote bdi span br \
        ul ol li hr code del strong em a";
    for name in names {
        assert!(known.split(' ').any(|known| known == name), "<{name}");
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
        assert!(one.written(&Material::default(), &Request::default()).is_ok(), "{}", one.id);
    }
}

#[test]
fn offsets_are_right_in_every_unit() {
    let desk = tides();
    let (clean, source) = (&desk.document.cleaned.text, &desk.document.imported.text);
    let file: Value = serde_json::from_slice(&desk.written("json")).unwrap();
    let notes = file["documents"][0]["annotations"].as_array().unwrap();
    assert_eq!(notes.len(), 12);
    for note in notes {
        let place = |key: &str| {
            let pair = &note[key];
            [pair[0].as_u64().unwrap() as usize, pair[1].as_u64().unwrap() as usize]
        };
        for (text, of, quote) in
            [(clean.as_str(), "clean", "quote"), (source.as_str(), "source", "source_quote")]
        {
            let quote = note[quote].as_str().unwrap();
            let [start, end] = place(of);
            let chars: String = text.chars().skip(start).take(end - start).collect();
            assert_eq!(chars, quote);
            let [start, end] = place(&format!("{of}_utf16"));
            let units: Vec<u16> = text.encode_utf16().skip(start).take(end - start).collect();
            assert_eq!(String::from_utf16(&units).unwrap(), quote);
            let [start, end] = place(&format!("{of}_bytes"));
            assert_eq!(text.get(start..end), Some(quote));
        }
        // What stands on both sides is there too.
        let around = format!(
            "{}{}{}",
            note["prefix"].as_str().unwrap(),
            note["quote"].as_str().unwrap(),
            note["suffix"].as_str().unwrap()
        );
        assert!(clean.as_str().contains(&around));
    }
}

#[test]
fn filters_take_what_fits_all_of_them_and_nothing_loses_the_untagged() {
    let desk = tides();
    let count = |filter: Filter| {
        desk.written_with("json", &Request { filter, ..Request::default() }).n_notes
    };
    let any = Filter::default;
    assert_eq!(count(any()), 12);
    assert_eq!(count(Filter { tags: vec!["政策".to_owned()], ..any() }), 1);
    assert_eq!(count(Filter { tags: vec!["政".to_owned()], ..any() }), 0);
    assert_eq!(count(Filter { tags: vec!["政策".to_owned(), "数据".to_owned()], ..any() }), 4);
    assert_eq!(count(Filter { colors: vec![HighlightColor::Azure], ..any() }), 2);
    assert_eq!(count(Filter { section: "河口".to_owned(), ..any() }), 8);
    assert_eq!(count(Filter { written: Written::With, ..any() }), 6);
    assert_eq!(count(Filter { written: Written::Without, ..any() }), 6);
    let ids = desk.notes().iter().take(2).map(|note| AnnotationId(note.id.clone())).collect();
    assert_eq!(count(Filter { ids: Some(ids), ..any() }), 2);
    let both = Filter { tags: vec!["数据".to_owned()], written: Written::With, ..any() };
    assert_eq!(count(both), 2);
}

#[test]
fn groups_hold_every_note_whatever_they_are_by() {
    let desk = tides();
    for grouping in Grouping::ALL {
        let request = Request { grouping, ..Request::default() };
        for id in ["markdown", "obsidian", "html"] {
            let text = String::from_utf8(desk.written_with(id, &request).bytes).unwrap();
            for words in ["早已习惯", "表里的数", "两个单元的字", "跨过两种字样"]
            {
                assert!(text.contains(words), "{id} by {grouping:?} lost {words}");
            }
        }
        let text = String::from_utf8(desk.written_with("markdown", &request).bytes).unwrap();
        let heading = match grouping {
            Grouping::Section => "## 一、河口",
            Grouping::Tag => "## 政策/复工",
            Grouping::Color => "## 青蓝",
            Grouping::Date => "## 2023-11-14",
        };
        assert!(text.contains(heading), "{text}");
        assert_eq!(text.contains("## 无标签"), grouping == Grouping::Tag);
    }
}

#[test]
fn a_second_export_has_the_same_names_for_the_same_notes() {
    let mut desk = tides();
    let first: Vec<_> = desk.notes().into_iter().map(|note| note.id).collect();
    let text =
        |desk: &crate::exchange::Desk, id: &str| String::from_utf8(desk.written(id)).unwrap();
    for note in desk.notebook.annotations.values_mut() {
        note.note.push_str("又写了一句");
    }
    for id in ["json", "csv", "anki", "obsidian", "html", "ron"] {
        let second = text(&desk, id);
        assert!(first.iter().all(|name| second.contains(name.as_str())), "{id}");
    }
    let uuid = "urn:uuid:";
    assert_eq!(text(&tides(), "jsonld").matches(uuid).count(), 12);
}

#[test]
fn obsidian_blocks_are_callouts_with_names() {
    let text = written("obsidian", unwritten_set());
    assert!(text.starts_with("---\ntitle: \"题目 <b> & *星*\"\n"), "{text}");
    let body = text.splitn(3, "---\n").nth(2).unwrap();
    let quotes = shown(
        body,
        |tag| matches!(tag, Tag::BlockQuote(_)),
        |end| matches!(end, TagEnd::BlockQuote(_)),
    );
    assert_eq!(quotes.len(), HOSTILE.len());
    for (quote, words) in quotes.iter().zip(HOSTILE) {
        // The name of the section, the passage, the tags.
        assert_eq!(quote, &format!("[!quote]+ {words}{words}#政策/复工"));
    }
    assert_eq!(text.lines().filter(|line| line.starts_with("^01J")).count(), HOSTILE.len());
}

#[test]
fn web_annotations_have_both_selectors_and_the_keys_of_the_model() {
    let desk = tides();
    let file: Value = serde_json::from_slice(&desk.written("jsonld")).unwrap();
    let samples: Vec<Value> = [
        include_str!("../../data/exchange/w3c/anno4.json"),
        include_str!("../../data/exchange/w3c/anno5.json"),
        include_str!("../../data/exchange/w3c/anno20.json"),
    ]
    .map(|sample| serde_json::from_str(sample).unwrap())
    .to_vec();
    assert!(samples.iter().all(|sample| sample["@context"] == file["@context"]));
    assert!(samples.iter().all(|sample| sample["type"] == "Annotation"));
    assert_eq!(file["type"], "AnnotationCollection");
    assert_eq!((&file["total"], &file["first"]["type"]), (&12.into(), &"AnnotationPage".into()));
    let text = desk.document.cleaned.text.as_str();
    for (item, note) in file["first"]["items"].as_array().unwrap().iter().zip(desk.notes()) {
        assert_eq!(item["type"], "Annotation");
        let [quote, place] = item["target"]["selector"].as_array().unwrap().as_slice() else {
            panic!("not two selectors: {item}")
        };
        assert_eq!(
            (&quote["type"], &place["type"]),
            (&"TextQuoteSelector".into(), &"TextPositionSelector".into())
        );
        assert_eq!(quote["exact"], note.quote.as_str());
        let (start, end) = (place["start"].as_u64().unwrap(), place["end"].as_u64().unwrap());
        let shown: String =
            text.chars().skip(start as usize).take((end - start) as usize).collect();
        assert_eq!(shown, note.quote);
        let bodies = item["body"].as_array().cloned().unwrap_or_default();
        let with = |purpose: &str| -> Vec<_> {
            let bodies = bodies.iter().filter(|body| body["purpose"] == purpose);
            bodies.map(|body| body["value"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(with("tagging"), note.tags);
        assert_eq!(with("commenting").concat(), note.note);
    }
}

#[test]
fn ron_says_what_json_says() {
    let json: Value = serde_json::from_slice(&tides().written("json")).unwrap();
    let ron = String::from_utf8(tides().written("ron")).unwrap();
    let value: ron::Value = ron::from_str(&ron).unwrap();
    let text = format!("{value:?}");
    for note in json["documents"][0]["annotations"].as_array().unwrap() {
        assert!(text.contains(&format!("{:?}", note["id"].as_str().unwrap())));
        assert!(text.contains(&format!("{:?}", note["quote"].as_str().unwrap())));
        assert!(text.contains(&format!("{:?}", note["note"].as_str().unwrap())));
    }
}

#[test]
fn what_stands_beside_the_readers_words_is_in_their_language() {
    let desk = tides();
    let english =
        Request { language: Language::English, grouping: Grouping::Tag, ..Request::default() };
    let text = String::from_utf8(desk.written_with("markdown", &english).bytes).unwrap();
    assert!(text.contains("From: ") && text.contains("## Untagged"), "{text}");
}

#[test]
fn every_kind_of_export_has_a_format() {
    for holds in Holds::ALL {
        assert!(FORMATS.iter().any(|format| format.holds == holds), "{holds:?}");
    }
    assert!(!bytes("json", &of(hostile_set()), &Request::default()).is_empty());
}
