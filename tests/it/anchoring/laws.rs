//! Laws: what survives is found, nothing else is ever believed, and no cleaning moves a note.

use danhuang::anchor::folded;
use danhuang::clean::{self, CleanOptions, ScriptChoice};
use danhuang::document::Document;
use danhuang::notebook::{AnnotationId, Notebook, Timestamp};
use danhuang::placing::{self, KeptText, PlaceState};
use danhuang::store::{kept_text_from_bytes, kept_text_to_bytes};
use danhuang::text::{Clean, Span};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::anchoring::{Kept, only, place};

pub(super) fn plain(text: &str) -> Document {
    let options = CleanOptions {
        script: ScriptChoice::Keep,
        rules_off: clean::rules().iter().map(|rule| rule.id.to_owned()).collect(),
        ..CleanOptions::default()
    };
    Document::new("a.txt", text.as_bytes(), None, &options).unwrap()
}

/// A paragraph of characters from the first `variety` of a block: with few of them words come again.
fn paragraph(variety: u32) -> impl Strategy<Value = String> {
    let character = (0..variety).prop_map(|number| char::from_u32(0x4E00 + number * 7).unwrap());
    vec(prop_oneof![8 => character, 1 => Just('，'), 1 => Just('。')], 6..60)
        .prop_map(String::from_iter)
}

#[derive(Clone, Debug)]
enum Deed {
    Move(Index, Index),
    Remove(Index),
    Insert(Index, String),
    Repeat(Index, Index),
    Cut(Index, Index, usize),
    Put(Index, Index, String),
}

fn deeds(variety: u32) -> impl Strategy<Value = Vec<Deed>> {
    let at = any::<Index>;
    let deed = prop_oneof![
        (at(), at()).prop_map(|(from, to)| Deed::Move(from, to)),
        at().prop_map(Deed::Remove),
        (at(), paragraph(variety)).prop_map(|(to, text)| Deed::Insert(to, text)),
        (at(), at()).prop_map(|(from, to)| Deed::Repeat(from, to)),
        (at(), at(), 1usize..12).prop_map(|(of, at, n)| Deed::Cut(of, at, n)),
        (at(), at(), paragraph(variety)).prop_map(|(of, at, text)| Deed::Put(of, at, text)),
    ];
    vec(deed, 0..8)
}

fn edited(paragraphs: &[String], deeds: &[Deed]) -> String {
    let mut lines = paragraphs.to_vec();
    for deed in deeds {
        if lines.is_empty() {
            break;
        }
        let n = lines.len();
        let cut = |line: &str, at: &Index| {
            let places: Vec<usize> = line.char_indices().map(|(at, _)| at).collect();
            if places.is_empty() { 0 } else { places[at.index(places.len())] }
        };
        match deed {
            Deed::Move(from, to) => {
                let line = lines.remove(from.index(n));
                lines.insert(to.index(n), line);
            }
            Deed::Remove(at) => drop(lines.remove(at.index(n))),
            Deed::Insert(to, text) => lines.insert(to.index(n), text.clone()),
            Deed::Repeat(from, to) => lines.insert(to.index(n), lines[from.index(n)].clone()),
            Deed::Cut(of, at, count) => {
                let line = &mut lines[of.index(n)];
                let start = cut(line, at);
                let gone: usize =
                    line.split_at(start).1.chars().take(*count).map(char::len_utf8).sum();
                line.replace_range(start..start + gone, "");
            }
            Deed::Put(of, at, text) => {
                let line = &mut lines[of.index(n)];
                let start = cut(line, at);
                line.insert_str(start, text);
            }
        }
    }
    lines.join("\n") + "\n"
}

/// How many characters the two have in the same order.
fn n_in_order(a: &[char], b: &[char]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (at, y) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if x == y { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

fn marked(document: &Document, at: Index, length: usize) -> Span<Clean> {
    let text = document.cleaned.text.as_str();
    let starts: Vec<usize> = text.char_indices().map(|(start, _)| start).collect();
    let first = at.index(starts.len());
    let end = starts.get(first + length).copied().unwrap_or(text.len());
    (starts[first]..end).into()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, ..ProptestConfig::default() })]

    #[test]
    fn a_unique_quote_that_survives_is_found(
        paragraphs in vec(paragraph(900), 1..14),
        deeds in deeds(900),
        at in any::<Index>(),
        length in 8usize..40,
    ) {
        let old = plain(&(paragraphs.join("\n") + "\n"));
        let new = plain(&edited(&paragraphs, &deeds));
        let mark = marked(&old, at, length);
        let words = old.cleaned.text.get(mark);
        prop_assume!(folded(words).len() >= 8);
        prop_assume!(only(&old, words).is_some());
        let Some(want) = only(&new, words) else { return Ok(()) };
        for kept in [Kept::Yes, Kept::No] {
            let place = place(&old, &new, mark, kept);
            let is_sure = matches!(place.state, PlaceState::Placed | PlaceState::Moved);
            prop_assert!(is_sure || kept == Kept::No && place.state == PlaceState::Suggested,
                "{kept:?} {:?} {words}", place.state);
            let found = place.clean.unwrap();
            prop_assert_eq!(folded(new.cleaned.text.get(found)), folded(words));
            prop_assert!(found.overlaps(want));
        }
    }

    #[test]
    fn no_other_text_is_ever_believed(
        variety in 2u32..400,
        seed in (vec(paragraph(30), 1..10), deeds(30)),
        wide in (vec(paragraph(400), 1..10), deeds(400)),
        at in any::<Index>(),
        length in 1usize..50,
    ) {
        let (paragraphs, deeds) = if variety < 100 { seed } else { wide };
        let old = plain(&(paragraphs.join("\n") + "\n"));
        let text = edited(&paragraphs, &deeds);
        prop_assume!(!text.trim().is_empty());
        let new = plain(&text);
        let mark = marked(&old, at, length);
        let words = folded(old.cleaned.text.get(mark));
        prop_assume!(!words.is_empty());
        for kept in [Kept::Yes, Kept::No] {
            let place = place(&old, &new, mark, kept);
            if matches!(place.state, PlaceState::Placed | PlaceState::Moved) {
                let found = folded(new.cleaned.text.get(place.clean.unwrap()));
                let share = n_in_order(&words, &found) as f32 / words.len() as f32;
                prop_assert!(share >= 0.8, "{kept:?} {share} {words:?} {found:?}");
            } else if place.state == PlaceState::Orphan {
                prop_assert!(place.clean.is_none() && place.source.is_none());
            }
        }
    }

    #[test]
    fn the_same_text_places_every_note_where_it_was(
        paragraphs in vec(paragraph(400), 1..8),
        at in any::<Index>(),
        length in 1usize..40,
    ) {
        let text = paragraphs.join("\n") + "\n";
        let old = plain(&text);
        let mark = marked(&old, at, length);
        prop_assume!(!folded(old.cleaned.text.get(mark)).is_empty());
        let place = place(&old, &old, mark, Kept::No);
        prop_assert_eq!(place.state, PlaceState::Placed);
        prop_assert_eq!(place.clean, Some(mark));
    }

    #[test]
    fn a_kept_text_comes_back_from_its_bytes(paragraphs in vec(paragraph(400), 0..8), flips in vec(any::<(Index, u8)>(), 0..4)) {
        let kept = KeptText::of(&super::document("a.txt", &(paragraphs.join("\n") + "企業(ye) 複工，，。\n")));
        let mut bytes = kept_text_to_bytes(&kept);
        let read = kept_text_from_bytes(&bytes);
        prop_assert_eq!(read.as_ref(), Some(&kept));
        for (at, by) in &flips {
            let at = at.index(bytes.len());
            bytes[at] ^= by;
        }
        // A damaged one is refused, or damaged where nothing is read from it.
        prop_assert!(kept_text_from_bytes(&bytes).is_none_or(|read| read == kept));
    }
}

#[test]
fn script_and_rules_move_no_note() {
    let noisy = include_bytes!("../../../assets/samples/jilin.txt");
    let cleaned =
        |options: &CleanOptions| Document::new("jilin.txt", noisy, None, options).unwrap();
    let first = cleaned(&CleanOptions::default());
    let mut notebook = Notebook::default();
    for number in 0..30 {
        let start = first.cleaned.text.floor(first.cleaned.text.len() / 31 * number);
        let end = first.cleaned.text.floor(start.index() + 20 + number);
        let id = AnnotationId(format!("{number:026}"));
        let note = placing::annotation_on(&first, Span { start, end }, id.clone(), Timestamp(1));
        notebook.annotations.insert(id, note);
    }
    let places = placing::place_all(&first, &notebook, &[]);
    let rules: Vec<String> = clean::rules().iter().map(|rule| rule.id.to_owned()).collect();
    let scripts = [ScriptChoice::Keep, ScriptChoice::Traditional];
    let scripts = scripts.map(|script| CleanOptions { script, ..CleanOptions::default() });
    let without =
        |id: &String| CleanOptions { rules_off: vec![id.clone()], ..CleanOptions::default() };
    for options in scripts.into_iter().chain(rules.iter().map(without)) {
        let other = cleaned(&options);
        for (id, place) in placing::place_all(&other, &notebook, &[]) {
            assert_eq!((place.state, place.source), (PlaceState::Placed, places[&id].source));
        }
        let carried = placing::recleaned(&other, &places);
        assert_eq!(carried, placing::place_all(&other, &notebook, &[]));
    }
}

#[test]
fn a_long_passage_is_found_by_its_ends() {
    let number = |n: usize| char::from_u32(0x4E00 + (n * 37 % 9_000) as u32).unwrap();
    let text: String = (0..6_000).map(number).collect();
    let old = plain(&format!("{text}\n"));
    let mark = (3_000..12_000).into();
    let changed = text
        .replace(text.get(6_000..6_030).unwrap(), "改过的几个字")
        .replace(text.get(9_000..9_003).unwrap(), "");
    let new = plain(&format!("新的开头。\n{changed}\n"));
    for (kept, state) in [(Kept::Yes, PlaceState::Moved), (Kept::No, PlaceState::Suggested)] {
        let place = place(&old, &new, mark, kept);
        assert_eq!(place.state, state);
        let found = new.cleaned.text.get(place.clean.unwrap());
        let marked = old.cleaned.text.get(mark);
        let ends = |text: &str| (text.chars().next(), text.chars().next_back());
        assert_eq!(ends(found), ends(marked));
    }
}

#[test]
fn of_many_twins_none_is_believed_however_few_of_them_are_weighed() {
    let (before, after) = ("渡口的灯在雾里一直亮到天明，", "，撑船的人说那是他父亲立下的规矩。");
    let quote = "凡是夜里过河的人都不收一文钱船资只问一声平安";
    let old = plain(&format!("{before}{quote}{after}\n"));
    let mark = (before.len()..before.len() + quote.len()).into();
    let other = |n: u32| char::from_u32(0x5E00 + n * 53).unwrap().to_string().repeat(12);
    let others: String = (0..5).map(|n| format!("{}{quote}{}\n", other(n), other(n + 9))).collect();
    let twins = format!("{before}{quote}{after}\n").repeat(8);
    let new = plain(&format!("新的一版。\n{others}{twins}"));
    let found = place(&old, &new, mark, Kept::No);
    assert_eq!(found.state, PlaceState::Suggested);
}

#[test]
fn texts_made_to_be_slow_end_soon() {
    let old = plain(&format!("{}二\n", "一".repeat(30_000)));
    let new = plain(&format!("三{}四\n", "一".repeat(40_000)));
    for length in [3, 300, 3_000] {
        let start = old.cleaned.text.len() - 4 - length * 3;
        let mark = (start..start + length * 3 + 3).into();
        for kept in [Kept::Yes, Kept::No] {
            let place = place(&old, &new, mark, kept);
            assert!(place.state != PlaceState::Placed);
        }
    }
}
