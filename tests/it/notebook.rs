//! Laws of the notebook: undo and redo are exact, tags form a tree, nobody's work is lost in a merge.

use danhuang::clean::{Meta, Ruling};
use danhuang::notebook::{
    Annotation, Change, Codebook, Diff, HighlightColor, History, NOTE_DIVIDER, Notebook, TagId,
    TagNameError, Timestamp, merged,
};
use danhuang::ruling;
use danhuang::text::{Span, Text};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use crate::strategies;

/// Something a reader does.
#[derive(Clone, Debug)]
enum Deed {
    Mark(Annotation),
    Type(usize, String),
    Leave,
    Remove(usize),
    Tag(usize, String),
    Rename(usize, String),
    Recolor(usize, HighlightColor),
    Slot(usize, Option<u8>),
    Keep(usize, usize),
    Rule(Ruling),
    Source(Meta),
    Undo,
    Redo,
}

fn deed() -> impl Strategy<Value = Deed> {
    let at = 0usize..6;
    prop_oneof![
        strategies::annotation().prop_map(Deed::Mark),
        (at.clone(), strategies::text(8)).prop_map(|(at, text)| Deed::Type(at, text)),
        Just(Deed::Leave),
        at.clone().prop_map(Deed::Remove),
        (at.clone(), "[甲乙丙]{1,2}(/[甲乙丙]{1,2}){0,2}")
            .prop_map(|(at, path)| Deed::Tag(at, path)),
        (at.clone(), "[甲乙丙]{1,2}").prop_map(|(at, name)| Deed::Rename(at, name)),
        (at.clone(), strategies::color()).prop_map(|(at, color)| Deed::Recolor(at, color)),
        (at.clone(), prop::option::of(1u8..=9)).prop_map(|(at, slot)| Deed::Slot(at, slot)),
        (at, 1usize..9).prop_map(|(at, len)| Deed::Keep(at, len)),
        strategies::ruling().prop_map(Deed::Rule),
        strategies::meta().prop_map(Deed::Source),
        Just(Deed::Undo),
        Just(Deed::Redo),
    ]
}

/// A reader's desk, as the program holds it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Desk {
    notebook: Notebook,
    codebook: Codebook,
    history: History,
    n_ids: u32,
}

impl Desk {
    fn apply(&mut self, changes: &[Change]) {
        for change in changes {
            change.apply(&mut self.notebook, &mut self.codebook);
        }
    }

    fn commit(&mut self, step: Vec<Change>) {
        self.apply(&step);
        self.history.push(step);
    }

    fn nth(&self, at: usize) -> Option<Annotation> {
        self.notebook.annotations.values().nth(at).cloned()
    }

    fn nth_tag(&self, at: usize) -> Option<TagId> {
        self.codebook.tags.keys().nth(at).cloned()
    }

    fn type_note(&mut self, at: usize, text: String) {
        let edited = self.nth(at).and_then(|it| it.edited(Timestamp(5), |it| it.note = text));
        if let Some(Change::Annotation(diff)) = edited {
            self.apply(&[Change::Annotation(diff.clone())]);
            self.history.push_typing(diff);
        }
    }

    fn tag(&mut self, at: usize, path: &str) {
        let Some(annotation) = self.nth(at) else { return };
        let n_ids = &mut self.n_ids;
        let new_id = || {
            *n_ids += 1;
            format!("01J00000000000000000TAG{n_ids:03}")
        };
        let (tag, mut step) = self.codebook.make(path, new_id).unwrap();
        step.extend(annotation.edited(Timestamp(6), |it| _ = it.tags.insert(tag)));
        self.commit(step);
        assert_eq!(
            self.codebook.find(path).map(|tag| self.codebook.path(&tag.id)).as_deref(),
            Some(path)
        );
    }

    fn carry_out(&mut self, deed: Deed) {
        match deed {
            Deed::Mark(annotation) => {
                let before = self.notebook.annotations.get(&annotation.id).cloned();
                self.commit(vec![Change::Annotation(Diff { before, after: Some(annotation) })]);
            }
            Deed::Type(at, text) => self.type_note(at, text),
            Deed::Leave => self.history.end_typing(),
            Deed::Remove(at) => {
                let gone = self
                    .nth(at)
                    .map(|it| Change::Annotation(Diff { before: Some(it), after: None }));
                self.commit(gone.into_iter().collect());
            }
            Deed::Tag(at, path) => self.tag(at, &path),
            Deed::Rename(at, name) => {
                let renamed =
                    self.nth_tag(at).and_then(|id| self.codebook.rename(&id, &name).ok()?);
                self.commit(renamed.into_iter().collect());
            }
            Deed::Recolor(at, color) => {
                let recolored = self.nth_tag(at).and_then(|id| self.codebook.recolor(&id, color));
                self.commit(recolored.into_iter().collect());
            }
            Deed::Slot(at, slot) => {
                let moved = self.nth_tag(at).map(|id| self.codebook.set_slot(&id, slot));
                self.commit(moved.unwrap_or_default());
            }
            Deed::Keep(at, len) => {
                let span = Span::new(at, at + len);
                let kept = self.notebook.kept.contains(&span);
                let (before, after) = if kept { (Some(span), None) } else { (None, Some(span)) };
                self.commit(vec![Change::Kept(Diff { before, after })]);
            }
            Deed::Rule(ruling) => {
                let source = Text::new(ruling.quote.repeat(3));
                let step = ruling::changes(&self.notebook, &source, vec![ruling]);
                self.commit(step);
            }
            Deed::Source(meta) => {
                let before = Some(self.notebook.by_hand.meta.clone());
                self.commit(vec![Change::Meta(Diff { before, after: Some(meta) })]);
            }
            Deed::Undo => {
                let changes = self.history.undo().unwrap_or_default();
                self.apply(&changes);
            }
            Deed::Redo => {
                let changes = self.history.redo().unwrap_or_default();
                self.apply(&changes);
            }
        }
    }
}

proptest! {
    #[test]
    fn undoing_all_and_redoing_all_is_exact(deeds in prop::collection::vec(deed(), 0..60)) {
        let mut desk = Desk { codebook: Codebook::starting(), ..Desk::default() };
        for deed in deeds {
            desk.carry_out(deed);
            for slot in 1..=9 {
                let there = desk.codebook.tags.values().filter(|tag| tag.slot == Some(slot));
                prop_assert!(there.count() <= 1, "two tags on one key");
            }
        }
        let last = (desk.notebook.clone(), desk.codebook.clone());
        // What was undone when the deeds ended is no part of the way back and forth.
        let mut n_undone = 0;
        while let Some(changes) = desk.history.undo() {
            desk.apply(&changes);
            n_undone += 1;
        }
        prop_assert_eq!(&desk.notebook, &Notebook::default());
        prop_assert_eq!(&desk.codebook, &Codebook::starting());
        for _ in 0..n_undone {
            let changes = desk.history.redo().unwrap();
            desk.apply(&changes);
        }
        prop_assert_eq!(&desk.notebook, &last.0);
        prop_assert_eq!(&desk.codebook, &last.1);
    }

    #[test]
    fn a_merge_keeps_both_notes_and_both_tags(
        base in strategies::annotation(),
        ours in strategies::annotation(),
        theirs in strategies::annotation(),
    ) {
        let (ours, theirs) = (Annotation { id: base.id.clone(), ..ours }, Annotation { id: base.id.clone(), ..theirs });
        let both = merged(Some(&base), &ours, &theirs, &mut Vec::new());
        for side in [&ours, &theirs] {
            let has = |part: &str| both.note.contains(part);
            prop_assert!(side.note == base.note || side.note.split(NOTE_DIVIDER).all(has));
            prop_assert!(side.tags.iter().all(|tag| base.tags.contains(tag) || both.tags.contains(tag)));
        }
        prop_assert_eq!(merged(Some(&base), &ours, &base, &mut Vec::new()).note, ours.note);
        prop_assert_eq!(merged(Some(&base), &base, &theirs, &mut Vec::new()).note, theirs.note);
    }

    #[test]
    fn rfc_3339_keeps_the_millisecond(millis in -62_000_000_000_000i64..250_000_000_000_000) {
        let moment = Timestamp(millis);
        prop_assert_eq!(Timestamp::from_rfc3339(&moment.to_rfc3339()), Some(moment));
    }
}

#[test]
fn typing_joins_into_one_step_until_the_field_is_left() {
    let mut desk = Desk::default();
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let annotation = strategies::annotation().new_tree(&mut runner).unwrap().current();
    let before = annotation.note.clone();
    desk.carry_out(Deed::Mark(annotation));
    for text in ["一", "一个", "一个字"] {
        desk.carry_out(Deed::Type(0, text.to_owned()));
    }
    desk.carry_out(Deed::Leave);
    desk.carry_out(Deed::Type(0, "一个字。".to_owned()));
    desk.carry_out(Deed::Undo);
    assert_eq!(desk.nth(0).unwrap().note, "一个字");
    desk.carry_out(Deed::Undo);
    assert_eq!(desk.nth(0).unwrap().note, before);
    desk.carry_out(Deed::Redo);
    assert_eq!(desk.nth(0).unwrap().note, "一个字");
}

#[test]
fn tag_names_are_checked() {
    let check = |name: &str, expected| {
        let made = Codebook::default().make(name, || "01J00000000000000000000000".to_owned());
        assert_eq!(made.err(), expected, "{name:?}");
    };
    check("政策/ 金融 ", None);
    check("", Some(TagNameError::Empty));
    check("政策//金融", Some(TagNameError::Empty));
    check("政策/", Some(TagNameError::Empty));
    check("a\u{202e}b", Some(TagNameError::Control));
    check("a\nb", Some(TagNameError::Control));
    check(&"字".repeat(256), None);
    check(&"字".repeat(257), Some(TagNameError::TooLong));
    let codebook = Codebook::starting();
    let data = codebook.find("数据").unwrap().id.clone();
    assert_eq!(codebook.rename(&data, "要点"), Err(TagNameError::Taken));
    assert_eq!(codebook.rename(&data, "a/b"), Err(TagNameError::Separator));
}
