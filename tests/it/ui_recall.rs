//! The bar that tells of damaged files, and the history of the notes, by their labels.

use danhuang::app::{Action, Effect, Event, What, texts};
use danhuang::notebook::Timestamp;
use egui_kittest::kittest::Queryable;

use crate::ui_window::{harness_with, sample};

#[test]
fn the_bar_tells_of_damage_and_offers_what_can_be_done() {
    let mut open = sample();
    open.n_damaged = 2;
    let mut harness = harness_with(open, (800.0, 600.0));
    harness.get_by_label_contains("笔记文件有 2 处损坏");
    harness.get_by_label("从历史修复").click();
    harness.run_steps(3);
    let is_mend = |effect: &Effect| matches!(effect, Effect::Mend(_));
    assert!(harness.state().effects.iter().any(is_mend));
    harness.get_by_label("以后再说").click();
    harness.run_steps(3);
    assert!(harness.query_by_label_contains("处损坏").is_none());
}

#[test]
fn the_history_shows_a_removed_note_and_brings_it_back() {
    let mut harness = harness_with(sample(), (1280.0, 800.0));
    let start = {
        let desk = harness.state();
        desk.state.open.as_ref().unwrap().document.cleaned.text.as_str().find("企业").unwrap()
    };
    let select = danhuang::app::Command::Select(Some(danhuang::text::Span::new(start, start + 6)));
    let desk = harness.state_mut();
    desk.take(What::Command(select));
    desk.take(What::Command(danhuang::app::Command::Do(Action::TagSlot(1))));
    let then = desk.notes().clone();
    let content = desk.state.open.as_ref().unwrap().document.fingerprint.content.clone();
    desk.take(What::Command(danhuang::app::Command::Do(Action::Remove)));
    desk.take(What::Command(danhuang::app::Command::Do(Action::ShowHistory)));
    let moment = Timestamp(1_700_000_000_000);
    desk.take(What::Event(Event::MomentsRead(content.clone(), vec![moment])));
    desk.take(What::Event(Event::NotesRecalled(content, moment, Box::new(then.clone()))));
    harness.run_steps(3);
    harness.get_by_label_contains("2023-11-14 22:13:20");
    harness.get_by_label_contains("那时有 1 条标注");
    harness.get_by_label_contains("企业 · 后来删了");
    harness.get_by_label(texts::BRING_BACK.zh).click();
    harness.run_steps(3);
    assert_eq!(harness.state().notes().annotations.len(), then.annotations.len());
    harness.get_by_label_contains(texts::NOTHING_OTHER.zh);
}
