//! Writing about a tag and about the library, by keys and by the pointer.

use danhuang::app::{Action, Command, Effect, MemoOf, Popover, What, texts};
use danhuang::text::Span;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::ui_window::{Desk, harness_with, sample};

type Window = Harness<'static, Desk>;

fn typed(window: &mut Window, text: &str) {
    window.event(egui::Event::Text(text.to_owned()));
    window.run_steps(3);
}

fn memo(window: &Window, path: &str) -> String {
    window.state().state.codebook.find(path).unwrap().memo.clone()
}

fn n_steps(window: &Window) -> usize {
    window.state().state.history.n_done()
}

fn mark(window: &mut Window, words: &str, key: Key) {
    let text = window.state().state.open.as_ref().unwrap().document.cleaned.text.as_str();
    let start = text.find(words).unwrap();
    let span = Span::new(start, start + words.len());
    window.state_mut().take(What::Command(Command::Select(Some(span))));
    window.run_steps(3);
    window.key_press(key);
    window.run_steps(3);
}

fn has_focus(window: &Window, label: &str) -> bool {
    window.get_by_role_and_label(Role::MultilineTextInput, label).is_focused()
}

#[test]
fn by_keys_it_is_written_about_the_active_marks_tag_as_one_step() {
    let mut window = harness_with(sample(), (1280.0, 800.0));
    mark(&mut window, "集结号", Key::Num2);
    let n_before = n_steps(&window);
    window.key_press_modifiers(Modifiers::ALT, Key::N);
    window.run_steps(4);
    assert!(has_focus(&window, texts::TAG_MEMO.zh));
    typed(&mut window, "只算**官方**");
    assert_eq!(memo(&window, "数据"), "只算**官方**", "kept while it is typed");
    assert!(window.state().effects.iter().any(|effect| matches!(effect, Effect::Save(..))));
    typed(&mut window, "公布的");
    window.get_by_label_contains("只算官方公布的");
    window.key_press(Key::Escape);
    window.run_steps(4);
    assert!(window.state().state.popover.is_none() && window.state().state.memo.is_none());
    assert_eq!(n_steps(&window), n_before + 1);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_steps(3);
    assert_eq!(memo(&window, "数据"), "");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Y);
    window.run_steps(3);
    assert_eq!(memo(&window, "数据"), "只算**官方**公布的");
}

#[test]
fn it_is_read_above_the_list_that_is_narrowed_to_the_tag_and_a_click_opens_it() {
    let mut window = harness_with(sample(), (1280.0, 800.0));
    mark(&mut window, "集结号", Key::Num2);
    let id = window.state().state.codebook.find("数据").unwrap().id.clone();
    for command in [
        Command::WriteMemo(MemoOf::Tag(id)),
        Command::MemoTyped("口径：官方公布".to_owned()),
        Command::EndMemo,
    ] {
        window.state_mut().take(What::Command(command));
    }
    window.run_steps(3);
    assert!(window.query_by_label("口径：官方公布").is_none());
    // The bar beside the text has a button of this name too; the chip is in the list.
    let chips = window.get_all_by_role_and_label(Role::Button, "数据");
    chips.max_by(|a, b| a.rect().left().total_cmp(&b.rect().left())).unwrap().click();
    window.run_steps(3);
    window.get_by_label("口径：官方公布").click();
    window.run_steps(4);
    assert_eq!(window.state().state.popover, Some(Popover::Tags));
    assert!(has_focus(&window, texts::TAG_MEMO.zh));
}

#[test]
fn by_keys_it_is_written_about_the_library() {
    let mut window = harness_with(sample(), (800.0, 600.0));
    window.key_press_modifiers(Modifiers::ALT | Modifiers::SHIFT, Key::N);
    window.run_steps(4);
    assert!(has_focus(&window, texts::LIBRARY_MEMO.zh));
    typed(&mut window, "复工何时见效？");
    assert_eq!(window.state().state.codebook.memo, "复工何时见效？");
    window.key_press(Key::Escape);
    window.run_steps(4);
    window.state_mut().take(What::Command(Command::Do(Action::Undo)));
    assert!(window.state().state.codebook.memo.is_empty());
    window.state_mut().take(What::Command(Command::Do(Action::Redo)));
    assert_eq!(window.state().state.codebook.memo, "复工何时见效？");
}

#[test]
fn by_the_pointer_each_tag_has_its_own_and_the_first_row_is_the_library() {
    let mut window = harness_with(sample(), (1280.0, 800.0));
    window.state_mut().take(What::Command(Command::Do(Action::ManageTags)));
    window.run_steps(3);
    for (row, label, words) in [
        ("要点", texts::TAG_MEMO.zh, "甲"),
        ("问题", texts::TAG_MEMO.zh, "乙"),
        (texts::ALL_TAGS.zh, texts::LIBRARY_MEMO.zh, "丙"),
    ] {
        window.get_by_role_and_label(Role::TreeItem, row).click();
        window.run_steps(3);
        window.get_by_role_and_label(Role::MultilineTextInput, label).click();
        window.run_steps(3);
        typed(&mut window, words);
    }
    window.get_by_role_and_label(Role::TreeItem, "要点").click();
    window.run_steps(3);
    assert_eq!((memo(&window, "要点"), memo(&window, "问题")), ("甲".into(), "乙".into()));
    assert_eq!(window.state().state.codebook.memo, "丙");
    assert_eq!(n_steps(&window), 3);
    assert!(window.state().state.memo.is_none(), "what was left is written");
    assert_eq!(window.state().state.popover, Some(Popover::Tags));
}
