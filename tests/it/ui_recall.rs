//! The bar that tells of damaged files, and the history of the notes, by their labels.

use std::path::PathBuf;

use danhuang::app::{
    Action, Command, Effect, Event, Moment, Notice, PathPurpose, Weight, What, texts,
};
use danhuang::notebook::{ChangeSum, Timestamp};
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
    let select = Command::Select(Some(danhuang::text::Span::new(start, start + 6)));
    let desk = harness.state_mut();
    desk.take(What::Command(select));
    desk.take(What::Command(Command::Do(Action::TagSlot(1))));
    let then = desk.notes().clone();
    let content = desk.state.open.as_ref().unwrap().document.fingerprint.content.clone();
    desk.take(What::Command(Command::Do(Action::Remove)));
    desk.take(What::Command(Command::Do(Action::ShowHistory)));
    let moment = Timestamp(1_700_000_000_000);
    let bare = vec![Moment::at(moment)];
    desk.take(What::Event(Event::MomentsRead(content.clone(), bare)));
    // What changed then is told a moment later.
    let tags = then.annotations.values().flat_map(|note| note.tags.clone()).collect();
    let sum = ChangeSum { n_new: 1, n_written: 2, tags, ..ChangeSum::default() };
    let told = vec![Moment { time: moment, told: Some((sum, 3)) }];
    desk.take(What::Event(Event::MomentsRead(content.clone(), told)));
    desk.take(What::Event(Event::NotesRecalled(content, moment, Box::new(then.clone()))));
    harness.run_steps(3);
    harness.get_by_label_contains(" · 新划 1 条 · 写批注 2 条 · 打上 要点 · 共 3 条");
    harness.get_by_label_contains("那时有 1 条标注");
    harness.get_by_label_contains("企业 · 后来删了");
    harness.get_by_label(texts::BRING_BACK.zh).click();
    harness.run_steps(3);
    assert_eq!(harness.state().notes().annotations.len(), then.annotations.len());
    harness.get_by_label_contains(texts::NOTHING_OTHER.zh);
}

#[test]
fn the_start_page_leads_to_a_backup_and_the_bar_to_what_was_restored() {
    for size in [(1280.0, 800.0), (800.0, 600.0)] {
        let mut harness = harness_with(sample(), size);
        harness.state_mut().take(What::Command(Command::Do(Action::Close)));
        harness.run_steps(3);
        harness.get_by_label(Action::RestoreBackup.name().zh).click();
        harness.run_steps(3);
        let asks = |effect: &Effect| matches!(effect, Effect::PickPath(PathPurpose::Restore, _));
        assert!(harness.state().effects.iter().any(asks));
        let folder = PathBuf::from("/restored");
        let said = Notice::new(Weight::Warning, texts::restored(3, &folder));
        let said = Notice { is_of_library: true, restored: Some(folder), ..said };
        harness.state_mut().take(What::Event(Event::Notice(said)));
        harness.run_steps(3);
        harness.get_by_label(texts::JOIN_RESTORED.zh);
        harness.get_by_label(texts::USE_RESTORED.zh).click();
        harness.run_steps(3);
        let takes = |effect: &Effect| matches!(effect, Effect::UseLibrary(_));
        assert!(harness.state().effects.iter().any(takes));
    }
}
