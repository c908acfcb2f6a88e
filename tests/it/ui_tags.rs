//! The tag picker and the tag manager, driven by keys and by the pointer.

use danhuang::app::{Action, Command, Event, Notice, Popover, What};
use danhuang::notebook::LinePattern;
use danhuang::text::{Phrase, Span};
use egui::accesskit::Role;
use egui::{ImeEvent, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use crate::ui_window::{Desk, harness_with, sample};

type Window = Harness<'static, Desk>;

/// The window with these words selected and the picker open.
fn picking(words: &str) -> Window {
    let mut window = harness_with(sample(), (1280.0, 800.0));
    select(&mut window, words);
    window.key_press(Key::T);
    window.run_steps(3);
    window
}

fn select(window: &mut Window, words: &str) {
    let text = window.state().state.open.as_ref().unwrap().document.cleaned.text.as_str();
    let start = text.find(words).expect("the words stand in the text");
    let span = Span::new(start, start + words.len());
    window.state_mut().take(What::Command(Command::Select(Some(span))));
    window.run_steps(3);
}

fn typed(window: &mut Window, text: &str) {
    window.event(egui::Event::Text(text.to_owned()));
    window.run_steps(3);
}

fn make_tags(window: &mut Window, paths: &[&str]) {
    for path in paths {
        window.state_mut().take(What::Command(Command::NewTag((*path).to_owned())));
    }
    window.run_steps(2);
}

/// The tags of the only annotation.
fn tags(window: &Window) -> Vec<String> {
    let desk = window.state();
    let note = desk.notes().annotations.values().next();
    let paths = note.into_iter().flat_map(|note| &note.tags);
    let mut paths: Vec<String> = paths.map(|tag| desk.state.codebook.path(tag)).collect();
    paths.sort();
    paths
}

#[test]
fn alt_and_a_digit_take_a_row_and_make_no_heading() {
    let mut window = picking("集结号");
    window.key_press_modifiers(Modifiers::ALT, Key::Num2);
    window.run_steps(3);
    assert_eq!(tags(&window).len(), 1);
    assert!(window.state().state.picker.is_none());
    let rulings = &window.state().notes().by_hand.rulings;
    assert!(rulings.is_empty());
}

#[test]
fn a_comma_takes_the_row_and_stays_and_backspace_takes_the_last_off() {
    let mut window = picking("集结号");
    typed(&mut window, "yd");
    typed(&mut window, ",");
    window.run_steps(3);
    assert_eq!(tags(&window), ["要点"]);
    assert!(window.state().state.picker.is_some());
    typed(&mut window, "wt");
    typed(&mut window, "，");
    window.run_steps(3);
    assert_eq!(tags(&window), ["要点", "问题"]);
    window.key_press(Key::Backspace);
    window.run_steps(3);
    assert_eq!(tags(&window), ["要点"]);
    assert!(window.state().state.picker.is_some(), "it is still open");
    window.key_press(Key::Escape);
    window.run_steps(3);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_steps(3);
    assert_eq!(tags(&window), ["要点", "问题"], "each is a step");
}

#[test]
fn what_an_input_method_composes_is_sought_already() {
    let mut window = picking("集结号");
    make_tags(&mut window, &["复工时间", "复课安排"]);
    window.event(egui::Event::Ime(ImeEvent::Preedit {
        text: "fg'sj".to_owned(),
        active_range_chars: None,
    }));
    window.run_steps(3);
    assert!(window.query_by_role_and_label(Role::Button, "复工时间").is_some());
    assert!(window.query_by_role_and_label(Role::Button, "复课安排").is_none());
    window.key_press_modifiers(Modifiers::ALT, Key::Num1);
    window.run_steps(3);
    assert_eq!(tags(&window), ["复工时间"]);
}

#[test]
fn the_passages_own_words_become_its_tag() {
    let mut window = picking("集结号");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    window.run_steps(3);
    assert_eq!(tags(&window), ["集结号"]);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_steps(3);
    assert!(window.state().state.codebook.find("集结号").is_none());
}

#[test]
fn a_name_that_is_nearly_there_is_pointed_out_and_enter_uses_it() {
    let mut window = picking("集结号");
    make_tags(&mut window, &["复工时间"]);
    typed(&mut window, "復工時間");
    assert!(window.query_by_label("已有 #复工时间，用它？").is_some());
    window.key_press(Key::Enter);
    window.run_steps(3);
    assert_eq!(tags(&window), ["复工时间"]);
}

#[test]
fn a_name_with_a_digit_key_in_it_is_refused_with_a_hint() {
    let mut window = picking("集结号");
    typed(&mut window, "复工=2");
    assert!(window.query_by_label_contains("数字键在").is_some());
    window.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    window.run_steps(3);
    assert!(window.state().state.codebook.find("复工=2").is_none());
}

/// The window with the manager open.
fn managing(paths: &[&str]) -> Window {
    let mut window = harness_with(sample(), (1280.0, 800.0));
    make_tags(&mut window, paths);
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::T);
    window.run_steps(4);
    window
}

fn click(window: &mut Window, role: Role, label: &str) {
    window.get_by_role_and_label(role, label).click();
    window.run_steps(3);
}

fn undo_all(window: &mut Window) {
    for _ in 0..30 {
        window.state_mut().take(What::Command(Command::Do(Action::Undo)));
    }
    window.run_steps(3);
}

#[test]
fn a_tag_is_named_coloured_given_a_line_and_a_digit() {
    let mut window = managing(&["复工"]);
    click(&mut window, Role::TreeItem, "复工");
    click(&mut window, Role::RadioButton, "桃红");
    click(&mut window, Role::RadioButton, "波浪");
    click(&mut window, Role::Button, "7");
    window.get_by_role_and_label(Role::TextInput, "名称").click();
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run_steps(2);
    typed(&mut window, "复产");
    window.key_press(Key::Enter);
    window.run_steps(3);
    let codebook = &window.state().state.codebook;
    let tag = codebook.find("复产").expect("it is called so now");
    assert_eq!(
        (tag.color.id(), tag.pattern.map(LinePattern::id), tag.slot),
        ("peach", Some("wavy"), Some(7))
    );
    undo_all(&mut window);
    assert!(window.state().state.codebook.find("复产").is_none());
}

#[test]
fn a_tag_is_dragged_onto_another_and_to_the_top() {
    let mut window = managing(&["复工", "政策"]);
    let from = window.get_by_role_and_label(Role::TreeItem, "复工").rect().center();
    let to = window.get_by_role_and_label(Role::TreeItem, "政策").rect().center();
    drag(&mut window, from, to);
    assert!(window.state().state.codebook.find("政策/复工").is_some());
    let from = window.get_by_role_and_label(Role::TreeItem, "政策/复工").rect().center();
    window.hover_at(from);
    window.step();
    window.drag_at(from);
    window.step();
    window.hover_at(from + egui::vec2(0.0, 20.0));
    window.run_steps(3);
    let top = window.get_by_label("拖到这里成为顶层").rect().center();
    window.hover_at(top);
    window.run_steps(2);
    window.drop_at(top);
    window.run_steps(3);
    assert!(window.state().state.codebook.find("复工").is_some());
    window.state_mut().take(What::Command(Command::Do(Action::Undo)));
    assert!(window.state().state.codebook.find("政策/复工").is_some());
}

fn drag(window: &mut Window, from: egui::Pos2, to: egui::Pos2) {
    window.hover_at(from);
    window.step();
    window.drag_at(from);
    window.step();
    for part in [0.4, 0.8, 1.0] {
        window.hover_at(from + (to - from) * part);
        window.step();
    }
    window.drop_at(to);
    window.run_steps(3);
}

#[test]
fn a_tag_is_merged_after_a_preview_and_deleted_after_another() {
    let mut window = harness_with(sample(), (1280.0, 800.0));
    select(&mut window, "集结号");
    window.key_press(Key::Num1);
    window.run_steps(2);
    window.key_press(Key::Escape);
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::T);
    window.run_steps(4);
    click(&mut window, Role::TreeItem, "要点");
    click(&mut window, Role::Button, "合并到…");
    // The keyboard is where the question is.
    assert!(window.query_by_role_and_label(Role::Button, "问题").is_some());
    typed(&mut window, "sj");
    assert!(window.query_by_role_and_label(Role::Button, "问题").is_none());
    click(&mut window, Role::Button, "数据");
    assert!(window.query_by_label_contains("本文 1 处标注改为它").is_some());
    click(&mut window, Role::Button, "合并");
    assert_eq!(tags(&window), ["数据"]);
    assert!(window.query_by_role_and_label(Role::TreeItem, "要点").is_none());
    click(&mut window, Role::Button, "删除标签");
    assert!(window.query_by_label_contains("本文 1 处").is_some());
    click(&mut window, Role::Button, "删除标签");
    assert!(tags(&window).is_empty());
    assert_eq!(window.state().notes().annotations.len(), 1);
    for name in ["删除标签：数据", "合并标签：#要点 → #数据"] {
        window.state_mut().take(What::Command(Command::Do(Action::Undo)));
        window.run_steps(3);
        assert!(window.query_by_label_contains(name).is_some(), "{name}");
    }
    assert_eq!(tags(&window), ["要点"]);
}

#[test]
fn passages_are_ticked_and_split_off() {
    let mut window = harness_with(sample(), (1280.0, 800.0));
    for words in ["集结号", "党的领导"] {
        select(&mut window, words);
        window.key_press(Key::Num1);
        window.run_steps(2);
    }
    window.key_press(Key::Escape);
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::T);
    window.run_steps(4);
    click(&mut window, Role::TreeItem, "要点");
    click(&mut window, Role::Button, "拆分…");
    click(&mut window, Role::CheckBox, "党的领导");
    window.get_by_role_and_label(Role::TextInput, "新标签的名称").click();
    window.run_steps(2);
    typed(&mut window, "领导");
    click(&mut window, Role::Button, "拆出 1 处");
    let desk = window.state();
    let count = |path: &str| {
        let id = &desk.state.codebook.find(path).unwrap().id;
        desk.notes().annotations.values().filter(|note| note.tags.contains(id)).count()
    };
    assert_eq!((count("要点"), count("领导")), (1, 1));
}

#[test]
fn the_manager_is_drawn_at_every_size_and_in_both_languages() {
    for size in [(1280.0, 800.0), (800.0, 600.0), (480.0, 640.0)] {
        let mut window = harness_with(sample(), size);
        make_tags(&mut window, &["政策/复工/时间"]);
        for _ in 0..2 {
            window.state_mut().take(What::Command(Command::Do(Action::SwitchLanguage)));
            window.state_mut().take(What::Command(Command::Do(Action::ManageTags)));
            window.run_steps(3);
            assert!(window.query_by_role_and_label(Role::TreeItem, "政策/复工/时间").is_some());
            window.state_mut().take(What::Command(Command::Do(Action::ManageTags)));
            window.run_steps(2);
        }
    }
}

/// A library of a dozen tags besides the three that all have.
const DOZEN: [&str; 12] = [
    "复工时间",
    "复课安排",
    "减负",
    "物价",
    "出口",
    "就业",
    "税费",
    "物流",
    "贷款",
    "防疫",
    "社保",
    "租金",
];

#[test]
fn the_tag_to_merge_into_is_found_by_keys_as_in_the_picker_and_all_can_be_reached() {
    let mut window = managing(&DOZEN);
    click(&mut window, Role::TreeItem, "减负");
    click(&mut window, Role::Button, "合并到…");
    window.key_press(Key::Enter);
    window.run_steps(3);
    assert!(window.state().state.codebook.find("减负").is_some(), "nothing is chosen yet");
    typed(&mut window, "fgsj");
    assert!(window.query_by_label_contains("#减负").is_some(), "what it would do is said");
    window.key_press(Key::Enter);
    window.run_steps(3);
    let codebook = &window.state().state.codebook;
    assert!(codebook.find("减负").is_none() && codebook.find("复工时间").is_some());
    window.state_mut().take(What::Command(Command::Do(Action::Undo)));
    window.run_steps(3);
    // Without a letter typed all are there: round the end the last one comes.
    let mut reached = std::collections::BTreeSet::new();
    for n in 1..=14 {
        click(&mut window, Role::TreeItem, "减负");
        click(&mut window, Role::Button, "合并到…");
        for _ in 0..n {
            window.key_press(Key::ArrowDown);
            window.run_steps(2);
        }
        window.key_press(Key::Enter);
        window.run_steps(3);
        let done = window.state().state.history.last_done().unwrap().to_vec();
        let name = danhuang::app::step_name::step_name(&done, &window.state().state.codebook).zh;
        reached.insert(name);
        window.state_mut().take(What::Command(Command::Do(Action::Undo)));
        window.run_steps(3);
    }
    assert_eq!(reached.len(), 14, "{reached:?}");
}

#[test]
fn esc_leaves_the_question_before_it_leaves_the_manager() {
    let mut window = managing(&[]);
    click(&mut window, Role::TreeItem, "要点");
    click(&mut window, Role::Button, "合并到…");
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert!(window.query_by_role_and_label(Role::Button, "合并到…").is_some());
    assert_eq!(window.state().state.popover, Some(Popover::Tags));
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert_eq!(window.state().state.popover, None);
}

#[test]
fn arrows_go_from_the_filter_into_the_tree() {
    let mut window = managing(&DOZEN);
    typed(&mut window, "w");
    window.key_press(Key::ArrowDown);
    window.run_steps(3);
    window.key_press(Key::ArrowDown);
    window.run_steps(3);
    let field = window.get_by_role_and_label(Role::TextInput, "名称");
    assert_eq!(field.accesskit_node().value().as_deref(), Some("物价"));
}

#[test]
fn deleting_a_tag_is_confirmed_by_enter_and_the_keyboard_goes_on_at_the_filter() {
    let mut window = managing(&["路灯"]);
    click(&mut window, Role::TreeItem, "路灯");
    click(&mut window, Role::Button, "删除标签");
    window.key_press(Key::Enter);
    window.run_steps(4);
    assert!(window.state().state.codebook.find("路灯").is_none(), "it is deleted");
    assert_eq!(window.state().state.popover, Some(Popover::Tags));
    typed(&mut window, "sj");
    assert!(window.query_by_role_and_label(Role::TreeItem, "数据").is_some());
    assert!(window.query_by_role_and_label(Role::TreeItem, "问题").is_none());
}

#[test]
fn what_was_done_in_the_manager_is_told_above_it_and_can_be_undone_there() {
    let mut window = harness_with(sample(), (480.0, 700.0));
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::T);
    window.run_steps(4);
    make_tags(&mut window, &["路灯"]);
    let told = Notice::of_step(Phrase::new("新建了标签", "Made a tag"));
    window.state_mut().take(What::Event(Event::Notice(told)));
    window.run_steps(4);
    click(&mut window, Role::Button, "撤销");
    assert!(window.state().state.codebook.find("路灯").is_none(), "it is undone");
    assert_eq!(window.state().state.popover, Some(Popover::Tags), "the manager stays");
}
