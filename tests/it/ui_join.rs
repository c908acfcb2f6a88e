//! The bars and the card about notes that come from elsewhere, by their labels.

use std::path::PathBuf;

use danhuang::app::{Action, Command, Effect, Event, JoinPreview, Version, What, texts};
use danhuang::notebook::{Clash, ClashField};
use danhuang::text::{Phrase, Span};
use egui_kittest::kittest::Queryable;

use crate::ui_window::{harness_with, sample};

#[test]
fn the_bar_says_that_a_file_is_a_new_version_and_one_click_parts_it() {
    for size in [(1280.0, 800.0), (800.0, 600.0)] {
        let mut harness = harness_with(sample(), size);
        let content =
            harness.state().state.open.as_ref().unwrap().document.fingerprint.content.clone();
        let found = Event::VersionFound(content, Version::New { n_notes: 4 });
        harness.state_mut().take(What::Event(found));
        harness.run_steps(3);
        harness.get_by_label_contains("当作同一篇的新版本，4 条标注");
        harness.get_by_label(texts::IS_OTHER.zh).click();
        harness.run_steps(3);
        let parts = |effect: &Effect| matches!(effect, Effect::Separate(_));
        assert!(harness.state().effects.iter().any(parts));
        assert!(harness.query_by_label_contains("新版本").is_none());
        // And one click undoes the parting.
        let desk = harness.state_mut();
        let (id, title) = ("A".to_owned(), "条例".to_owned());
        desk.state.version = Some(Version::Parted { id, title, n_notes: 4 });
        harness.run_steps(3);
        harness.get_by_label_contains("另算一篇；4 条标注都留在《条例》");
        harness.get_by_label(texts::IS_ONE_AFTER_ALL.zh).click();
        harness.run_steps(3);
        let adopts = |effect: &Effect| matches!(effect, Effect::Adopt(..));
        assert!(harness.state().effects.iter().any(adopts));
    }
}

#[test]
fn the_bar_of_what_is_not_saved_offers_another_place() {
    let mut harness = harness_with(sample(), (800.0, 600.0));
    let desk = harness.state_mut();
    let start = desk.state.open.as_ref().unwrap().document.cleaned.text.as_str().find("企业");
    let start = start.unwrap();
    desk.take(What::Command(Command::Select(Some(Span::new(start, start + 6)))));
    desk.take(What::Command(Command::Do(Action::TagSlot(1))));
    let ticket = desk.state.last_save;
    let why = Phrase::new("磁盘是只读的", "the disk is read-only");
    desk.take(What::Event(Event::SaveFailed(ticket, why)));
    harness.run_steps(3);
    harness.get_by_label_contains("磁盘是只读的。改动都留着");
    harness.get_by_label(texts::SAVE_ELSEWHERE.zh).click();
    harness.run_steps(3);
    assert!(harness.state().effects.iter().any(|effect| matches!(effect, Effect::PickPath(..))));
    harness.state_mut().take(What::Event(Event::Saved(ticket)));
    harness.run_steps(3);
    assert!(harness.query_by_label_contains("改动都留着").is_none());
}

#[test]
fn the_card_shows_what_joining_would_change_with_both_texts() {
    let mut harness = harness_with(sample(), (800.0, 600.0));
    let clash = Clash {
        id: "A".to_owned(),
        words: "企业".to_owned(),
        field: ClashField::Name,
        taken: "方针".to_owned(),
        other: "政策".to_owned(),
    };
    let preview = JoinPreview {
        path: PathBuf::from("/别处/笔记库"),
        n_documents: 2,
        n_notes: (5, 1, 0),
        n_tags: 3,
        clashes: [clash].into(),
        here: Vec::new(),
    };
    harness.state_mut().take(What::Event(Event::JoinPreviewed(Ok(Box::new(preview)))));
    harness.run_steps(3);
    harness.get_by_label_contains("涉及 2 篇文档，3 个标签");
    harness.get_by_label_contains("新来 5 条标注");
    harness.get_by_label_contains("用“方针”，没用“政策”");
    harness.get_by_label(texts::JOIN.zh).click();
    harness.run_steps(3);
    assert!(harness.state().effects.iter().any(|effect| matches!(effect, Effect::Join(..))));
    assert!(harness.query_by_label_contains("涉及 2 篇").is_none());
}
