//! The journal: what it says comes back as it was, doing it twice is doing it once, and damage to a line costs
//! no other.

use std::fs;
use std::path::Path;

use danhuang::notebook::{
    Annotation, Change, Codebook, Diff, NOTE_DIVIDER, Notebook, RuleSwitch, changed, outstanding,
};
use danhuang::store::{changes_from_journal, journal_from_changes};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use crate::strategies;

fn diff<T: Clone + std::fmt::Debug>(
    value: impl Strategy<Value = T> + 'static,
) -> impl Strategy<Value = Diff<T>> {
    let value = value.boxed();
    let sides = (prop::option::of(value.clone()), prop::option::of(value));
    sides.prop_map(|(before, after)| Diff { before, after })
}

/// Any change that a journal holds.
fn change() -> impl Strategy<Value = Change> {
    let span = (0usize..5000, 0usize..50)
        .prop_map(|(start, len)| danhuang::text::Span::new(start, start + len));
    prop_oneof![
        4 => diff(strategies::annotation()).prop_map(Change::Annotation),
        1 => diff(strategies::bookmark()).prop_map(Change::Bookmark),
        1 => diff(span.clone()).prop_map(Change::Kept),
        1 => diff(span).prop_map(Change::Accepted),
        1 => diff(strategies::ruling()).prop_map(Change::Ruling),
        1 => diff(strategies::meta()).prop_map(Change::Meta),
    ]
}

/// What one hand does to one annotation after another: each change starts from what the last one left.
fn work() -> impl Strategy<Value = Vec<Change>> {
    let note = (strategies::annotation(), 0usize..3, any::<bool>());
    vec(note, 0..14).prop_map(|notes| {
        let mut now: [Option<Annotation>; 3] = Default::default();
        let mut changes = Vec::new();
        for (mut note, which, removes) in notes {
            note.id.0 = format!("01J0000000000000000000000{which}");
            let before = now[which].take();
            note.revision = before.as_ref().map_or(1, |before| before.revision + 1);
            now[which] = (!removes || before.is_none()).then_some(note);
            let after = now[which].clone();
            changes.push(Change::Annotation(Diff { before, after }));
        }
        changes
    })
}

fn after(changes: &[Change]) -> Notebook {
    replayed(&Notebook::default(), changes)
}

fn replayed(notebook: &Notebook, journal: &[Change]) -> Notebook {
    let mut notebook = notebook.clone();
    let changes = outstanding(journal, |id| notebook.annotations.get(id).cloned());
    changes.iter().for_each(|change| change.apply(&mut notebook, &mut Codebook::default()));
    notebook
}

fn each_by_itself(changes: &[Change]) -> String {
    changes.iter().map(|change| journal_from_changes(std::slice::from_ref(change))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_changes_come_back_as_they_were(changes in vec(change(), 0..6)) {
        let journal = journal_from_changes(&changes);
        prop_assert_eq!(journal.lines().count(), usize::from(!changes.is_empty()), "one line");
        let read = changes_from_journal(&journal);
        prop_assert_eq!(read.problems(), vec![]);
        prop_assert_eq!(read.read, changes);
    }

    #[test]
    fn a_journal_leads_to_the_same_notes_from_wherever_it_begins(changes in work(), at in 0usize..14) {
        let wanted = after(&changes);
        let done = after(&changes[..at.min(changes.len())]);
        prop_assert_eq!(&replayed(&done, &changes), &wanted, "after a part of it");
        prop_assert_eq!(&replayed(&wanted, &changes), &wanted, "after all of it");
        let others = outstanding(&changes, |id| wanted.annotations.get(id).cloned());
        prop_assert_eq!(others, vec![], "nothing is left to do");
    }

    #[test]
    fn what_another_hand_wrote_meanwhile_is_not_lost(base in strategies::annotation(), ours in "[a-m]{1,6}", theirs in "[n-z]{1,6}") {
        let with = |note: &str| Annotation { note: note.to_owned(), revision: base.revision + 1, ..base.clone() };
        let edit = Diff { before: Some(base.clone()), after: Some(with(&ours)) };
        let both = changed(Some(with(&theirs)), &edit).unwrap();
        prop_assert!(both.note.contains(&ours) && both.note.contains(&theirs), "{}", both.note);
        // Removed there, changed here: it stays, and the other way round.
        prop_assert_eq!(&changed(None, &edit), &edit.after);
        let removal = Diff { before: Some(base), after: None };
        prop_assert_eq!(changed(edit.after.clone(), &removal), edit.after);
    }

    #[test]
    fn a_damaged_line_costs_no_other(changes in vec(change(), 2..6), at in 0.0..1.0_f64, bit in 0u32..8) {
        let journal = each_by_itself(&changes);
        let place = ((journal.len() - 1) as f64 * at) as usize;
        let mut bytes = journal.clone().into_bytes();
        bytes[place] ^= 1 << bit;
        let read = changes_from_journal(&String::from_utf8_lossy(&bytes));
        let lost = changes.iter().filter(|change| !read.read.contains(change)).count();
        // A line's end that is gone joins two lines.
        let most = if journal.as_bytes()[place] == b'\n' { 2 } else { 1 };
        prop_assert!(lost <= most, "{lost} lost at {place}");
        let is_last = place == journal.len() - 1;
        prop_assert!(!read.problems().is_empty() || is_last, "damage at {place} was not noticed");
    }

    #[test]
    fn a_torn_end_costs_only_the_change_that_was_not_waited_for(changes in vec(change(), 1..5), cut in 0.0..1.0_f64) {
        let journal = each_by_itself(&changes);
        let mut at = (journal.len() as f64 * cut) as usize;
        while !journal.is_char_boundary(at) { at -= 1; }
        let torn = journal.get(..at).unwrap();
        let whole = torn.matches('\n').count();
        let read = changes_from_journal(torn);
        prop_assert!(read.damaged.is_empty());
        prop_assert!(read.read.len() >= whole);
        prop_assert_eq!(&read.read[..], &changes[..read.read.len()]);
    }
}

#[test]
fn typing_beside_another_hand_joins_the_two_once() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut base = strategies::annotation().new_tree(&mut runner).unwrap().current();
    base.note = "口径".to_owned();
    let with =
        |note: &str, revision| Annotation { note: note.to_owned(), revision, ..base.clone() };
    let typed = ["口径不", "口径不一", "口径不一致"];
    let mut journal = vec![Change::Annotation(Diff {
        before: Some(base.clone()),
        after: Some(with("另一人写的", base.revision + 1)),
    })];
    let mut before = base.clone();
    for (note, revision) in typed.into_iter().zip(base.revision + 1..) {
        let after = with(note, revision);
        let (from, to) = (Some(before), Some(after.clone()));
        journal.push(Change::Annotation(Diff { before: from, after: to }));
        before = after;
    }
    let mut notebook = Notebook::default();
    notebook.annotations.insert(base.id.clone(), base.clone());
    let notebook = replayed(&notebook, &journal);
    // Both were written at the same time: neither comes before the other.
    let mut notes: Vec<&str> = notebook.annotations[&base.id].note.split(NOTE_DIVIDER).collect();
    notes.sort_unstable();
    assert_eq!(notes, ["口径不一致", "另一人写的"]);
}

#[test]
fn what_is_written_at_once_stands_not_in_the_journal() {
    let rule = RuleSwitch { id: "gloss".to_owned(), before: (true, true), after: (false, true) };
    let tag = Codebook::starting().tags.into_values().next();
    let changes = [Change::Rule(rule), Change::Tag(Diff { before: None, after: tag })];
    assert_eq!(journal_from_changes(&changes), "");
}

/// Never edited: a journal that a released program left must load for ever.
#[test]
fn the_frozen_journal_still_loads() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/store/v1/journal.log");
    let read = changes_from_journal(&fs::read_to_string(file).unwrap());
    assert_eq!(read.problems(), vec![]);
    let notes: Vec<Option<String>> = read
        .read
        .iter()
        .filter_map(|change| match change {
            Change::Annotation(diff) => Some(diff.after.as_ref().map(|note| note.note.clone())),
            _ => None,
        })
        .collect();
    assert_eq!(notes, [Some("口径？".to_owned()), Some("口径不一\n待查".to_owned()), None]);
    assert_eq!(
        read.read.len(),
        8,
        "a bookmark, two stretches, a ruling and where the text comes from"
    );
}
