//! The files: round trips of anything, and damage that harms no neighbour.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use danhuang::clean::RulingKind;
use danhuang::notebook::{Change, Codebook, Diff, Notebook, Timestamp};
use danhuang::ruling::{KnownLines, Site};
use danhuang::store::{
    DocumentRecord, Problem, StoredNotes, codebook_from_ron, codebook_to_ron, head_from_ron,
    lines_from_ron, lines_to_ron, notes_from_ron, notes_in_ron, notes_to_ron, rewrite_notes,
    splice_codebook, splice_notes,
};
use proptest::prelude::*;

use crate::damage::is_same;
use crate::strategies;

fn stored(notebook: Notebook) -> StoredNotes {
    let mut record = DocumentRecord {
        id: "01J00000000000000000000001".to_owned(),
        title: "条例".to_owned(),
        rules_off: vec!["wrap".to_owned()],
        rules_on: vec!["gloss".to_owned()],
        encoding: Some("Big5".to_owned()),
        ..Default::default()
    };
    record.learn("c0ffee", "beef", Some("/文档/条例.txt"));
    StoredNotes { record, notebook }
}

/// Five notes with known quotes.
fn five() -> (StoredNotes, Codebook) {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut notebook = Notebook::default();
    for number in 0..5 {
        let mut note = strategies::annotation().new_tree(&mut runner).unwrap().current();
        note.id.0 = format!("01J0000000000000000000000{number}");
        note.note = format!("第 {number} 条批注");
        notebook.annotations.insert(note.id.clone(), note);
    }
    (stored(notebook), Codebook::starting())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn any_notes_come_back_as_they_were(notebook in strategies::notebook(), codebook in strategies::codebook()) {
        let stored = stored(notebook);
        let read = notes_from_ron(&notes_to_ron(&stored, &codebook));
        prop_assert_eq!(read.problems, vec![]);
        prop_assert_eq!(read.value, stored);
        let read = codebook_from_ron(&codebook_to_ron(&codebook));
        prop_assert_eq!(read.problems, vec![]);
        prop_assert_eq!(read.value, codebook);
    }

    #[test]
    fn the_head_of_a_file_says_all_but_the_annotations(notebook in strategies::notebook(), codebook in strategies::codebook()) {
        let stored = stored(notebook);
        let read = head_from_ron(&notes_to_ron(&stored, &codebook)).unwrap();
        prop_assert_eq!(read.record, stored.record);
        let without = Notebook { annotations: BTreeMap::new(), ..stored.notebook };
        prop_assert_eq!(read.notebook, without);
    }

    #[test]
    fn remembered_lines_come_back_as_they_were(notebook in strategies::notebook(), source in prop::option::of(strategies::text(8))) {
        let ruled = notebook.by_hand.rulings.iter().map(|ruling| Change::Ruling(Diff { before: None, after: Some(ruling.clone()) }));
        let mut known = KnownLines::default();
        known.learn(&ruled.collect::<Vec<_>>(), &Site { source, host: None });
        known.decline("c0ffee00c0ffee00c0ffee00", &notebook.by_hand.rulings.iter().take(1).cloned().collect::<Vec<_>>());
        prop_assert_eq!(lines_from_ron(&lines_to_ron(&known)), Some(known));
    }

    #[test]
    fn a_damaged_block_harms_no_other(at in 0.0..1.0_f64, byte in any::<u8>(), cut in any::<bool>()) {
        let (stored, codebook) = five();
        let text = notes_to_ron(&stored, &codebook);
        let start = text.find("//@").unwrap();
        let mut bytes = text.clone().into_bytes();
        let place = start + ((bytes.len() - start - 1) as f64 * at) as usize;
        if cut { bytes.truncate(place); } else { bytes[place] = byte; }
        let damaged = String::from_utf8_lossy(&bytes).into_owned();
        let read = notes_from_ron(&damaged);
        let lost = stored.notebook.annotations.values().filter(|note| read.value.notebook.annotations.get(&note.id) != Some(note)).count();
        if cut {
            let before = String::from_utf8_lossy(&text.as_bytes()[..place]).matches("//@").count();
            prop_assert!(lost <= 5 - before.saturating_sub(1));
        } else {
            // The byte may join two blocks by breaking the line between them.
            prop_assert!(lost <= 2, "{lost} lost by one byte at {place}");
        }
        let same = damaged.split_whitespace().eq(text.split_whitespace());
        let end = text.rfind("),").unwrap();
        prop_assert!(same || place > end || !read.problems.is_empty(), "damage at {place} was not noticed");
    }
}

#[test]
fn the_file_is_one_that_a_person_can_read() {
    let (stored, codebook) = five();
    let text = notes_to_ron(&stored, &codebook);
    assert!(ron::from_str::<ron::Value>(&text).is_ok(), "the whole is one RON file");
    assert!(text.contains("note: \"第 3 条批注\""));
    assert!(text.contains("title: \"条例\""));
}

#[test]
fn a_file_from_an_editor_is_read_too() {
    let (stored, codebook) = five();
    let text = notes_to_ron(&stored, &codebook);
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(notes_from_ron(&windows).value, stored);
    let without_marks: String =
        text.lines().filter(|line| !line.contains("//@")).map(|line| format!("{line}\n")).collect();
    assert_eq!(notes_from_ron(&without_marks).value, stored);
    let edited = text.replace("第 2 条批注", "改过的批注");
    let read = notes_from_ron(&edited);
    assert!(matches!(read.problems.as_slice(), [Problem::ChangedOutside(_)]));
    assert!(read.value.notebook.annotations.values().any(|note| note.note == "改过的批注"));
}

#[test]
fn what_was_removed_is_remembered_for_ninety_days_and_a_clock_set_back_forgets_nothing() {
    const DAY_MILLIS: i64 = 24 * 60 * 60 * 1000;
    let note = five().0.notebook.annotations.into_values().next().unwrap();
    let change = |before, after| Change::Annotation(Diff { before, after });
    let mut record = DocumentRecord::default();
    let mut days_later = |days: i64, changes: &[Change]| {
        record.note_removed(changes, Timestamp((1_000 + days) * DAY_MILLIS));
        record.removed.contains_key(&note.id)
    };
    assert!(days_later(0, &[change(Some(note.clone()), None)]));
    assert!(days_later(-400, &[]) && days_later(89, &[]));
    assert!(!days_later(91, &[]));
    assert!(days_later(92, &[change(Some(note.clone()), None)]));
    assert!(!days_later(92, &[change(None, Some(note.clone()))]), "it is there again");
}

#[test]
fn a_newer_file_is_known_as_such() {
    let (stored, codebook) = five();
    let newer = notes_to_ron(&stored, &codebook).replacen("schema: 1", "schema: 2", 1);
    assert!(notes_from_ron(&newer).problems.contains(&Problem::Newer(2)));
}

/// The files of released versions; never edited, and each must load for ever.
#[test]
fn every_frozen_file_still_loads() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/store/v1");
    let notes = notes_from_ron(&fs::read_to_string(folder.join("notes.ron")).unwrap());
    assert_eq!(notes.problems, []);
    assert_eq!(notes.value.record.title, "条例");
    assert_eq!(notes.value.notebook.annotations.len(), 5);
    assert!(notes.value.notebook.by_hand.is_empty());
    let ruled = notes_from_ron(&fs::read_to_string(folder.join("notes-by-hand.ron")).unwrap());
    assert_eq!(ruled.problems, []);
    let by_hand = &ruled.value.notebook.by_hand;
    let kinds: Vec<_> = by_hand.rulings.iter().map(|ruling| ruling.kind.clone()).collect();
    let correction = RulingKind::Text("条例".to_owned());
    let heading = RulingKind::Heading(2);
    assert_eq!(
        kinds,
        [
            RulingKind::Title,
            RulingKind::Article,
            correction,
            heading,
            RulingKind::NoHeading,
            RulingKind::Noise
        ]
    );
    let known = by_hand.rulings.iter().find(|ruling| ruling.kind == RulingKind::Noise).unwrap();
    assert_eq!((known.seen.as_str(), known.line.as_str()), ("点此订阅", "点此订阅，不再错过"));
    assert_eq!(by_hand.meta.author.as_deref(), Some("沈观"));
    assert_eq!(by_hand.meta.url.as_deref(), Some(""), "said to have none");
    assert_eq!(by_hand.meta.date, None, "as the file says");
    let lines = lines_from_ron(&fs::read_to_string(folder.join("lines.ron")).unwrap()).unwrap();
    assert_eq!(lines.lines.len(), 2);
    assert_eq!(lines.lines[1].count, 3);
    let codebook = codebook_from_ron(&fs::read_to_string(folder.join("codebook.ron")).unwrap());
    assert_eq!(codebook.problems, []);
    assert_eq!(codebook.value, Codebook::starting());
}

#[test]
fn every_single_damaged_byte_is_noticed() {
    let (stored, codebook) = five();
    let text = notes_to_ron(&stored, &codebook);
    let (start, end) = (text.find("//@").unwrap(), text.rfind("),").unwrap());
    for place in (start..end).step_by(3) {
        for byte in [0, b'a'] {
            let mut bytes = text.clone().into_bytes();
            bytes[place] = byte;
            let damaged = String::from_utf8_lossy(&bytes).into_owned();
            // White space at the edges of lines may change: it means nothing.
            let is_same = damaged.split_whitespace().eq(text.split_whitespace());
            let read = notes_from_ron(&damaged);
            assert!(is_same || !read.problems.is_empty(), "{byte} at {place} was not noticed");
        }
    }
}

#[test]
fn every_flipped_bit_is_noticed() {
    let (mut stored, codebook) = five();
    while stored.notebook.annotations.len() > 1 {
        stored.notebook.annotations.pop_last();
    }
    let tags = codebook_to_ron(&Codebook::starting());
    let files = [(notes_to_ron(&stored, &codebook), true), (tags, false)];
    for (text, is_of_notes) in files {
        for (at, bit) in (0..text.len()).flat_map(|at| (0..8).map(move |bit| (at, bit))) {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1 << bit;
            let damaged = String::from_utf8_lossy(&bytes);
            let has_problems = if is_of_notes {
                !notes_in_ron(&damaged).problems.is_empty()
            } else {
                !codebook_from_ron(&damaged).problems.is_empty()
            };
            let line = text
                .get(text.floor_char_boundary(at.saturating_sub(20))..)
                .and_then(|rest| rest.lines().next());
            assert!(has_problems || is_same(&bytes, &text), "bit {bit} at {at}, behind {line:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_rewrite_is_what_writing_it_all_would_give(before in strategies::notebook(), after in strategies::notebook(), codebook in strategies::codebook(), renamed in strategies::codebook(), rename in any::<bool>()) {
        let file = notes_to_ron(&stored(before.clone()), &codebook);
        let mut notes = after;
        notes.annotations.extend(before.annotations.into_iter().take(5));
        let codebook = if rename { &renamed } else { &codebook };
        let stored = stored(notes);
        let rewritten = rewrite_notes(&notes_from_ron(&file), &stored, codebook);
        prop_assert_eq!(rewritten, notes_to_ron(&stored, codebook));
    }

    #[test]
    fn changes_put_into_a_file_are_read_back_as_carried_out(before in strategies::notebook(), after in strategies::notebook(), codebook in strategies::codebook()) {
        let file = notes_to_ron(&stored(before.clone()), &codebook);
        let made = after.annotations.values().map(|note| Change::Annotation(Diff { before: None, after: Some(note.clone()) }));
        let removed = before.annotations.values().take(2).map(|note| Change::Annotation(Diff { before: Some(note.clone()), after: None }));
        let ruled = after.by_hand.rulings.iter().map(|ruling| Change::Ruling(Diff { before: None, after: Some(ruling.clone()) }));
        let unruled = before.by_hand.rulings.iter().take(2).map(|ruling| Change::Ruling(Diff { before: Some(ruling.clone()), after: None }));
        let meta = Change::Meta(Diff { before: Some(before.by_hand.meta.clone()), after: Some(after.by_hand.meta.clone()) });
        let kept = after.kept.iter().map(|span| Change::Kept(Diff { before: None, after: Some(*span) }));
        let marked = after.bookmarks.values().map(|mark| Change::Bookmark(Diff { before: None, after: Some(mark.clone()) }));
        let unmarked = before.bookmarks.values().take(1).map(|mark| Change::Bookmark(Diff { before: Some(mark.clone()), after: None }));
        let made = made.chain(unmarked).chain(marked);
        let changes: Vec<Change> = made.chain(removed).chain(ruled).chain(unruled).chain([meta]).chain(kept).collect();
        let spliced = splice_notes(&file, &changes, &codebook, |record| record.title.push('改')).unwrap();
        let (mut wanted, mut codebook) = (before, codebook);
        changes.iter().for_each(|change| change.apply(&mut wanted, &mut codebook));
        let read = notes_from_ron(&spliced);
        prop_assert_eq!(read.problems, vec![]);
        prop_assert_eq!(read.value.notebook, wanted);
        prop_assert_eq!(read.value.record.title, "条例改");
        // Apart from tags that are used no more, it is the file that writing it all would give.
        let blocks = |text: &str| text.split_once("\n//@").map(|(_, blocks)| blocks.to_owned());
        let mut whole = stored(value_of(&spliced));
        whole.record.title.push('改');
        prop_assert_eq!(blocks(&spliced), blocks(&notes_to_ron(&whole, &codebook)));
    }
}

fn value_of(file: &str) -> Notebook {
    notes_from_ron(file).value.notebook
}

proptest! {
    #[test]
    fn tags_put_into_a_file_give_what_writing_it_all_would(before in strategies::codebook(), after in strategies::codebook()) {
        let made = after.tags.values().map(|tag| Change::Tag(Diff { before: None, after: Some(tag.clone()) }));
        let removed = before.tags.values().take(2).map(|tag| Change::Tag(Diff { before: Some(tag.clone()), after: None }));
        let changes: Vec<Change> = made.chain(removed).collect();
        let mut wanted = before.clone();
        changes.iter().for_each(|change| change.apply(&mut Notebook::default(), &mut wanted));
        let spliced = splice_codebook(&codebook_to_ron(&before), &changes);
        prop_assert!(spliced.is_some() != before.tags.is_empty());
        prop_assert!(spliced.is_none_or(|spliced| spliced == codebook_to_ron(&wanted)));
    }
}

#[test]
fn a_damaged_block_is_left_as_it_is_by_changes_to_others() {
    let (stored, codebook) = five();
    let file = notes_to_ron(&stored, &codebook).replacen("第 2 条批注", "第 2 条\"批注", 1);
    let mut note = stored.notebook.annotations.values().next().unwrap().clone();
    note.note = "新写的".to_owned();
    let change = Change::Annotation(Diff { before: None, after: Some(note) });
    match splice_notes(&file, &[change], &codebook, |_| {}) {
        Some(spliced) => {
            assert!(spliced.contains("新写的") && spliced.contains("第 2 条\"批注"));
            assert_eq!(notes_from_ron(&spliced).value.notebook.annotations.len(), 4);
        }
        // The way to the note's place led over the damaged block.
        None => assert!(!notes_from_ron(&file).problems.is_empty()),
    }
}
