//! Seeking by pinyin beside a plain model that tries every way of reading a text, in single texts and in the list of
//! notes.

use std::collections::BTreeSet;

use danhuang::app::OpenDocument;
use danhuang::app::note_list::{Listing, NoteFilter, NoteIndex, Order};
use danhuang::notebook::AnnotationId;
use danhuang::search::{FirstLetters, Letters, folded_char, is_ignored};
use pinyin::{ToPinyin, ToPinyinMulti};
use proptest::prelude::*;

use crate::note_list::state;

/// How a character is read.
fn readings(c: char) -> Vec<&'static str> {
    match c.to_pinyin_multi() {
        Some(all) => all.into_iter().map(pinyin::Pinyin::plain).collect(),
        None => c.to_pinyin().map(pinyin::Pinyin::plain).into_iter().collect(),
    }
}

/// What may be typed for a reading that does not end the query: all of it, its first letter, or zh, ch, sh.
fn typed_for(reading: &str) -> Vec<Vec<char>> {
    let letters: Vec<char> = reading.chars().collect();
    let n_two = if letters.get(1) == Some(&'h') { 2 } else { 1 };
    let lengths = BTreeSet::from([1, n_two, letters.len()]);
    lengths.into_iter().map(|n| letters[..n].to_vec()).collect()
}

fn is_typed_as(letters: &[char], typed: &[char]) -> bool {
    let alike = |(letter, typed): (&char, &char)| {
        letter == typed || *letter == 'ü' && matches!(typed, 'v' | 'u')
    };
    letters.len() <= typed.len() && letters.iter().zip(typed).all(alike)
}

/// Whether `typed` is what the text goes on with, one way or another.
fn goes_on_with(text: &[char], typed: &[char]) -> bool {
    if typed.is_empty() {
        return true;
    }
    let Some((c, rest)) = text.split_first() else { return false };
    if is_ignored(*c) {
        return goes_on_with(rest, typed);
    }
    let is_itself = folded_char(*c) == typed[0] && goes_on_with(rest, &typed[1..]);
    let is_read_so = |reading: &str| {
        let whole: Vec<char> = reading.chars().collect();
        let is_end = whole.len() >= typed.len() && is_typed_as(&whole[..typed.len()], typed);
        let goes_on =
            |part: &Vec<char>| is_typed_as(part, typed) && goes_on_with(rest, &typed[part.len()..]);
        is_end || typed_for(reading).iter().any(goes_on)
    };
    is_itself || readings(*c).into_iter().any(is_read_so)
}

/// Whether what was typed stands in a text, by letters or pinyin.
fn stands_in(text: &str, typed: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    let typed = typed.chars().filter(|c| !is_ignored(*c) && *c != '\'').map(folded_char);
    let typed: Vec<char> = typed.collect();
    (0..text.len()).any(|at| !is_ignored(text[at]) && goes_on_with(&text[at..], &typed))
}

/// Characters with several readings, with zh, ch, sh and ü, with one letter, rare ones beyond the plane, and others.
const CHARS: &[char] = &[
    '行', '长', '重', '乐', '中', '国', '女', '绿', '率', '参', '差', '朝', '着', '曾', '藏', '企',
    '業', '业', '安', '一', '嗯', '欸', '西', '上', '是', '𠀃', '〇', 'Ａ', 'y', 'g', 'z', 'h',
    '3', ' ', '\n', '，', '。', '\u{200b}', 'é', 'か',
];

fn text(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(CHARS), 0..most)
        .prop_map(|chars| chars.into_iter().collect())
}

/// What a person might type for these characters: themselves, their readings whole or in part.
fn typed() -> impl Strategy<Value = String> {
    let one =
        (prop::sample::select(CHARS), 0_usize..8, 0_usize..5).prop_map(|(c, reading, how)| {
            let all = readings(c);
            let Some(reading) = all.get(reading % all.len().max(1)) else { return c.to_string() };
            match how {
                0 => c.to_string(),
                1 => reading.replace('ü', "v"),
                2 => reading.chars().take(2).collect(),
                _ => reading.chars().take(1).collect(),
            }
        });
    prop::collection::vec(one, 1..5).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn letters_are_found_just_where_some_way_of_reading_has_them(text in text(14), typed in typed()) {
        let Some(letters) = Letters::new(&typed) else { return Ok(()) };
        prop_assert_eq!(letters.are_in(&text), stands_in(&text, &typed), "{} in {}", typed, text);
        prop_assert!(!letters.are_in(&text) || letters.may_be_in(FirstLetters::of(&text)));
        // What is pointed at is what stands there, and nothing before it begins so.
        let found = letters.find(&text);
        prop_assert_eq!(found.is_some(), stands_in(&text, &typed));
        if let Some(found) = found {
            prop_assert!(stands_in(text.get(found.clone()).unwrap(), &typed));
            let chars: Vec<char> = text.get(found.start..).unwrap().chars().collect();
            let plain = typed.chars().filter(|c| !is_ignored(*c)).map(folded_char);
            prop_assert!(goes_on_with(&chars, &plain.collect::<Vec<_>>()));
        }
    }

    #[test]
    fn the_list_of_notes_has_those_in_which_some_way_of_reading_has_what_is_sought(
        texts in prop::collection::vec((text(14), text(8)), 0..12),
        typed in typed(),
    ) {
        let mut state = state(&vec![(0, Vec::new(), None, false); texts.len()]);
        let open: &mut OpenDocument = state.open.as_mut().unwrap();
        for (annotation, (quote, note)) in open.notebook.annotations.values_mut().zip(&texts) {
            annotation.excerpt.exact.clone_from(quote);
            annotation.note.clone_from(note);
        }
        let plain = |text: &str| -> String {
            text.chars().filter(|c| !is_ignored(*c)).map(folded_char).collect()
        };
        let is_sought = |text: &str| {
            plain(text).contains(&plain(&typed))
                || Letters::new(&typed).is_some() && stands_in(text, &typed)
        };
        let sought = texts.iter().zip(open.notebook.annotations.keys());
        let sought = sought.filter(|((quote, note), _)| is_sought(quote) || is_sought(note));
        let sought: BTreeSet<AnnotationId> = sought.map(|(_, id)| id.clone()).collect();
        let index = NoteIndex::of(&state, &NoteIndex::default());
        let filter = NoteFilter { search: typed, ..NoteFilter::default() };
        let listing = Listing::new(&index, &filter, Order::default(), 0, &|| true).unwrap();
        let listed: BTreeSet<AnnotationId> = listing.ids(&index).into_iter().collect();
        prop_assert_eq!(listed, sought);
    }
}

/// No character that is read is a letter too, so letters need not be compared with it.
#[test]
fn what_is_read_is_no_letter() {
    let read = ('\0'..=char::MAX).filter(|c| c.to_pinyin().is_some());
    assert!(read.clone().count() > 40_000);
    assert_eq!(read.filter(|c| folded_char(*c).is_ascii()).collect::<String>(), "");
}

#[test]
fn rare_characters_are_found_by_their_readings() {
    for typed in ["qieye", "jiye", "jy", "j野", "𠀃ye"] {
        assert!(Letters::new(typed).unwrap().are_in("吃𠀃野家"), "{typed}");
    }
}
