//! Laws: whatever the words are, they come back from every format as they went in.

use danhuang::exchange::{ExportNote, ExportSet, Request};
use danhuang::notebook::HighlightColor;
use danhuang::text::Span;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

use crate::exchange::read::{self, squeezed};
use crate::exchange::{Desk, bytes, of};
use crate::strategies;

/// Without the characters that XML and pages cannot hold, whose loss is reported.
fn writable(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}'))
        .collect()
}

fn note() -> impl Strategy<Value = ExportNote> {
    let texts = (strategies::text(30), strategies::text(12), strategies::text(30));
    (texts, strategies::color()).prop_map(|((quote, tag, note), color)| ExportNote {
        quote,
        tags: vec![tag],
        note,
        color,
        state: "placed",
        created: "2026-01-02T03:04:05Z".to_owned(),
        modified: "2026-01-02T03:04:05Z".to_owned(),
        ..ExportNote::default()
    })
}

fn set() -> impl Strategy<Value = ExportSet> {
    (strategies::text(20), vec(note(), 1..5)).prop_map(|(title, mut notes)| {
        for (index, note) in notes.iter_mut().enumerate() {
            note.id = format!("01J{index:023}");
        }
        ExportSet { title, notes, file_name: "a.txt".to_owned(), ..ExportSet::default() }
    })
}

/// A text with stretches of it, in bytes.
fn marked_text() -> impl Strategy<Value = (String, Vec<(usize, usize)>)> {
    (strategies::text(120), vec((0usize..400, 1usize..80), 0..6)).prop_map(|(text, spans)| {
        let cut = |(start, length): (usize, usize)| {
            let start = text.floor_char_boundary(start);
            (start, text.floor_char_boundary(start + length))
        };
        let spans = spans.into_iter().map(cut).filter(|(start, end)| start < end).collect();
        (text, spans)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn tables_and_objects_give_back_every_character(set in set()) {
        let material = of(set.clone());
        let request = Request::default();
        let file: Value = serde_json::from_slice(&bytes("json", &material, &request)).unwrap();
        let ron = String::from_utf8(bytes("ron", &material, &request)).unwrap();
        let _: ron::Value = ron::from_str(&ron).unwrap();
        let csv = String::from_utf8(bytes("csv", &material, &request)).unwrap();
        let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        let readwise = String::from_utf8(bytes("readwise", &material, &request)).unwrap();
        let theirs: Vec<_> =
            csv::Reader::from_reader(readwise.as_bytes()).into_records().map(Result::unwrap).collect();
        prop_assert_eq!((rows.len(), theirs.len()), (set.notes.len(), set.notes.len()));
        for (index, note) in set.notes.iter().enumerate() {
            let json = &file["documents"][0]["annotations"][index];
            prop_assert_eq!(&json["quote"], note.quote.as_str());
            prop_assert_eq!(&json["note"], note.note.as_str());
            prop_assert_eq!(&json["tags"][0], note.tags[0].as_str());
            for (cell, text) in [(4, &note.quote), (5, &note.tags[0]), (6, &note.note)] {
                let cell = &rows[index][cell];
                let text = writable(text);
                prop_assert!(cell == text || cell.strip_prefix('\'') == Some(text.as_str()));
            }
            let (cell, text) = (&theirs[index][0], writable(&note.quote));
            prop_assert!(cell == text || cell.strip_prefix('\'') == Some(text.as_str()));
        }
    }

    #[test]
    fn pages_of_notes_hold_no_markup_of_the_readers(set in set()) {
        let page = String::from_utf8(bytes("html", &of(set.clone()), &Request::default())).unwrap();
        let (_, names) = read::page(&page);
        prop_assert_eq!(names.iter().filter(|name| *name == "bdi").count(), set.notes.len());
        prop_assert!(!names.iter().any(|name| name == "script" || name == "img"));
    }

    #[test]
    fn a_line_of_anki_is_a_note(set in set()) {
        let text = String::from_utf8(bytes("anki", &of(set.clone()), &Request::default())).unwrap();
        let lines: Vec<_> = text.split('\n').filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
        prop_assert_eq!(lines.len(), set.notes.len());
        prop_assert!(lines.iter().all(|line| line.split('\t').count() == 5));
    }

    #[test]
    fn full_texts_give_back_words_marks_and_notes((text, spans) in marked_text(), said in strategies::text(20)) {
        let mut desk = Desk::plain(&text);
        let clean = desk.document.cleaned.text.clone();
        for (start, end) in spans {
            let span = Span::new(start, end);
            if clean.holds(span) {
                desk.mark_span(span, &["甲/乙"], &said, HighlightColor::Jade);
            }
        }
        let words = squeezed(&writable(clean.as_str()));
        let notes: Vec<_> = desk.notes().into_iter().filter(|note| !note.quote.trim().is_empty()).collect();
        let markdown = String::from_utf8(desk.written("marked-markdown")).unwrap();
        if !notes.iter().any(|note| writable(&note.quote).trim().is_empty()) && notes.len() == desk.notes().len() {
            let found = read::markdown(&markdown);
            prop_assert_eq!(&writable(&squeezed(&found.text)), &words, "{}", markdown);
            prop_assert_eq!(found.notes.len(), notes.len());
        }
        let (page, _) = read::page(&String::from_utf8(desk.written("marked-html")).unwrap());
        prop_assert!(squeezed(&page.text).contains(&words));
        let (word, _) = read::docx(&desk.written("marked-docx"));
        prop_assert!(squeezed(&word.text).contains(&words));
        for note in &notes {
            let quote = squeezed(&writable(&note.quote));
            prop_assert_eq!(&squeezed(&page.mark(&note.id)), &quote);
            prop_assert!(word.marks.iter().any(|(_, words)| squeezed(words) == quote) || quote.is_empty());
        }
    }
}
