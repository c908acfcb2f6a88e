//! What a key or a click leads to, also where something else stood in its way: a field that is open already, a card
//! around a link, keys that are let go at once, a name that is taken.

use std::path::PathBuf;

use danhuang::app::step_name::step_name;
use danhuang::app::{Action, Command, Event, LoadFailure, PathPurpose, TagEdit, What, texts};
use danhuang::text::{Phrase, Span};
use egui::accesskit::Role;
use egui::{Key, Modifiers, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use crate::ui_window::{Desk, click_at, document_of, harness_with, sample};

type Window = Harness<'static, Desk>;

fn window() -> Window {
    harness_with(sample(), (1280.0, 800.0))
}

fn command(harness: &mut Window, command: Command) {
    harness.state_mut().take(What::Command(command));
    harness.run_steps(6);
}

fn act(harness: &mut Window, action: Action) {
    command(harness, Command::Do(action));
}

fn press(harness: &mut Window, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_steps(6);
}

/// A key whose modifiers are up again by the end of the frame.
fn press_quickly(harness: &mut Window, modifiers: Modifiers, key: Key) {
    for pressed in [true, false] {
        let event = egui::Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
        harness.event(event);
    }
    harness.run_steps(6);
}

fn typed(harness: &mut Window, text: &str) {
    harness.event(egui::Event::Text(text.to_owned()));
    harness.run_steps(4);
}

fn select(harness: &mut Window, quote: &str) {
    let text = harness.state().state.open.as_ref().unwrap().document.cleaned.text.as_str();
    let start = text.find(quote).unwrap();
    command(harness, Command::Select(Some(Span::new(start, start + quote.len()))));
}

fn selected(harness: &Window) -> String {
    let span = harness.state().state.selection;
    span.map(|span| harness.state().text(span).to_owned()).unwrap_or_default()
}

/// A point on a row of the paragraph that begins the sample's text.
fn on_row(harness: &Window, row: u8, x: f32) -> egui::Pos2 {
    let paragraph = harness.get_by_label_contains("第一时间吹响").rect();
    pos2(x, paragraph.top() + 15.0 + 32.0 * f32::from(row))
}

#[test]
fn the_key_of_the_find_bar_brings_the_keyboard_back_to_it() {
    let mut harness = window();
    press(&mut harness, Modifiers::COMMAND, Key::F);
    typed(&mut harness, "企业");
    for key in [Key::F, Key::Slash] {
        let at = on_row(&harness, 0, 900.0);
        click_at(&mut harness, at);
        assert!(!harness.get_by_label("查找正文").is_focused());
        let modifiers = if key == Key::F { Modifiers::COMMAND } else { Modifiers::NONE };
        press_quickly(&mut harness, modifiers, key);
        assert!(harness.get_by_label("查找正文").is_focused(), "{key:?}");
        typed(&mut harness, "企业");
        let find = harness.state().state.find.as_ref().unwrap();
        assert_eq!(find.query.text, "企业", "what stood there is replaced");
    }
}

#[test]
fn shift_and_enter_go_back_though_shift_is_let_go_at_once() {
    let mut harness = window();
    press(&mut harness, Modifiers::COMMAND, Key::F);
    typed(&mut harness, "企业");
    let current = |harness: &Window| harness.state().state.find.as_ref().unwrap().current;
    press_quickly(&mut harness, Modifiers::NONE, Key::Enter);
    press_quickly(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(current(&harness), 2);
    press_quickly(&mut harness, Modifiers::SHIFT, Key::Enter);
    assert_eq!(current(&harness), 1);
}

#[test]
fn shift_and_a_click_select_from_the_click_before_also_onto_a_mark() {
    let mut harness = window();
    select(&mut harness, "集结号");
    act(&mut harness, Action::Highlight);
    command(&mut harness, Command::Activate(None));
    let (from, to) = (on_row(&harness, 2, 500.0), on_row(&harness, 0, 600.0));
    click_at(&mut harness, from);
    assert!(harness.state().state.selection.is_none());
    let shift = |harness: &mut Window, at: egui::Pos2| {
        harness.hover_at(at);
        harness.step();
        for pressed in [true, false] {
            let (button, modifiers) = (egui::PointerButton::Primary, Modifiers::SHIFT);
            harness.event(egui::Event::PointerButton { pos: at, button, pressed, modifiers });
        }
        harness.run_steps(4);
    };
    shift(&mut harness, to);
    let up = selected(&harness);
    assert!(up.chars().count() > 30, "{up:?}");
    // The end that was clicked first stays.
    let further = on_row(&harness, 1, 600.0);
    shift(&mut harness, further);
    let less = selected(&harness);
    assert!(up.ends_with(&less) && less.len() < up.len(), "{less:?}");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    let mark = harness.get_by_role(Role::Mark).rect().center();
    click_at(&mut harness, from);
    shift(&mut harness, mark);
    assert!(!selected(&harness).is_empty(), "the selection reaches to the mark");
    assert!(harness.state().state.active.is_none());
}

#[test]
fn a_link_is_followed_by_the_first_click_on_it() {
    let mut harness = window();
    select(&mut harness, "集结号");
    act(&mut harness, Action::Highlight);
    let id = harness.state().state.active.clone().unwrap();
    command(&mut harness, Command::EditNote(id));
    command(&mut harness, Command::NoteTyped("[[统揽统筹 分类施策]]".to_owned()));
    act(&mut harness, Action::Escape);
    command(&mut harness, Command::Activate(None));
    act(&mut harness, Action::End);
    harness.run_steps(30);
    let in_panel = |node: &egui_kittest::Node<'_>| node.rect().left() > 950.0;
    let link = harness
        .get_all_by_role_and_label(Role::Label, "统揽统筹 分类施策")
        .find(in_panel)
        .expect("the note is shown")
        .rect();
    click_at(&mut harness, link.left_center() + egui::vec2(20.0, 0.0));
    harness.run_steps(30);
    assert!(harness.state().state.active.is_none(), "the card is not what was meant");
    let document = &harness.state().state.open.as_ref().unwrap().document;
    let heading = document.outline.headings.iter().find(|h| h.text == "统揽统筹 分类施策");
    assert!(harness.state().state.visible.contains(heading.unwrap().span.start));
}

#[test]
fn the_filter_of_the_contents_is_left_by_keys() {
    let mut harness = window();
    let hint = texts::FILTER_CONTENTS.zh;
    let n_entries = |harness: &Window| harness.query_all_by_role(Role::TreeItem).count();
    harness.get_by_label(hint).focus();
    harness.run_steps(2);
    typed(&mut harness, "zddj");
    assert_eq!(n_entries(&harness), 1);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    harness.run_steps(30);
    let document = &harness.state().state.open.as_ref().unwrap().document;
    let heading = document.outline.headings.iter().find(|h| h.text == "主动对接 强化服务");
    assert_eq!(harness.state().state.visible.start, heading.unwrap().span.start);
    harness.get_by_label(hint).focus();
    harness.run_steps(2);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    assert!(harness.get_by_role(Role::TreeItem).is_focused(), "the arrow leads into the list");
    harness.get_by_label(hint).focus();
    harness.run_steps(2);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(n_entries(&harness) > 5, "all is there again");
    assert!(harness.get_by_label(hint).is_focused());
    typed(&mut harness, "zddj");
    harness.get_by_label(texts::CLEAR.zh).click();
    harness.run_steps(4);
    assert!(n_entries(&harness) > 5);
}

#[test]
fn a_tag_s_name_that_is_taken_is_kept_as_typed_and_said_beside_the_field() {
    let mut harness = window();
    command(&mut harness, Command::NewTag("newtag".to_owned()));
    act(&mut harness, Action::ManageTags);
    harness.get_by_role_and_label(Role::TreeItem, "newtag").click();
    harness.run_steps(4);
    harness.get_by_role_and_label(Role::TextInput, texts::TAG_NAME.zh).focus();
    harness.run_steps(2);
    press(&mut harness, Modifiers::COMMAND, Key::A);
    typed(&mut harness, "数据");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    let said = texts::tag_refused(danhuang::notebook::TagNameError::Taken);
    assert!(harness.query_by_label(said.zh.as_str()).is_some(), "it is said in the dialog");
    assert!(harness.state().state.notices.is_empty(), "and not beneath it");
    let field = harness.get_by_role_and_label(Role::TextInput, texts::TAG_NAME.zh);
    assert_eq!(field.accesskit_node().value().as_deref(), Some("数据"));
    harness.get_by_label("合并到 #数据").click();
    harness.run_steps(4);
    let tags = &harness.state().state.codebook;
    assert!(tags.find("newtag").is_none() && tags.find("数据").is_some());
}

#[test]
fn a_tag_s_chip_counts_what_a_click_on_it_lists() {
    let mut harness = window();
    for (quote, tag) in [("集结号", "数据/甲"), ("复工复产", "数据/乙"), ("第一时间", "数据")]
    {
        select(&mut harness, quote);
        command(&mut harness, Command::PickNewTag(tag.to_owned()));
        if tag == "数据/甲" {
            command(&mut harness, Command::PickNewTag("数据".to_owned()));
        }
    }
    command(&mut harness, Command::Activate(None));
    harness.get_by_label(texts::FILTER_NOTES.zh).click();
    harness.run_steps(6);
    assert!(harness.query_by_label("数据 3").is_some(), "its own and those below, each once");
    assert!(harness.query_by_label("数据/甲 1").is_some());
}

#[test]
fn a_percentage_that_is_gone_to_is_the_one_that_is_shown() {
    // No two paragraphs alike: nothing of them is a running head.
    let han = |n: usize| char::from_u32(0x4E00 + (n * 7_919 % 6_000) as u32).unwrap();
    let paragraph = |n: usize| {
        let words: String = (0..90).map(|at| han(n * 131 + at * 29)).collect();
        format!("{words}。\n\n")
    };
    let text: String = (0..400).map(paragraph).collect();
    let mut harness = harness_with(document_of("长.txt", text.as_bytes()), (1280.0, 800.0));
    assert_eq!(harness.state().state.percent(), 0, "nothing was read yet");
    for percent in [20, 47, 80] {
        command(&mut harness, Command::GoToTyped(format!("{percent}%")));
        harness.run_steps(30);
        assert_eq!(harness.state().state.percent(), percent);
    }
    act(&mut harness, Action::End);
    harness.run_steps(30);
    assert_eq!(harness.state().state.percent(), 100);
}

#[test]
fn an_export_says_first_where_it_was_written() {
    let mut harness = window();
    let loss = Phrase::new("没有：时间".to_owned(), "Left out: times".to_owned());
    let path = PathBuf::from("/home/lin/稿件/吉林.md");
    harness.state_mut().take(What::Event(Event::ExportDone(path, Some(loss))));
    harness.run_steps(4);
    let said = harness.get_by_label_contains("已导出到");
    let said = said.accesskit_node();
    let said = said.value().or_else(|| said.label()).unwrap_or_default();
    assert!(said.contains("吉林.md") && said.contains("/home/lin/稿件"), "{said}");
    assert!(said.contains("没有：时间"), "what is lost comes second: {said}");
}

#[test]
fn the_caret_begins_where_the_click_was_and_stands_behind_the_last_character_of_a_line() {
    let mut harness = window();
    let at = on_row(&harness, 1, 500.0);
    click_at(&mut harness, at);
    let clicked = harness.state().state.clicked.expect("the click is known");
    press(&mut harness, Modifiers::NONE, Key::F7);
    assert_eq!(harness.state().state.caret, Some(clicked));
    press(&mut harness, Modifiers::NONE, Key::Home);
    press(&mut harness, Modifiers::SHIFT, Key::End);
    let line = selected(&harness);
    assert!(line.chars().count() > 20, "{line}");
    press(&mut harness, Modifiers::NONE, Key::ArrowLeft);
    click_at(&mut harness, at);
    press(&mut harness, Modifiers::NONE, Key::End);
    press(&mut harness, Modifiers::SHIFT, Key::Home);
    assert_eq!(selected(&harness), line, "from both ends it is the same line");
    assert_eq!(harness.state().selected_boxes().len(), 1);
}

#[test]
fn shift_and_a_click_beside_the_text_take_whole_paragraphs() {
    let mut harness = window();
    let margin = |harness: &Window, words: &str| {
        let on_page = |node: &egui_kittest::Node<'_>| (200.0..900.0).contains(&node.rect().left());
        let paragraph = harness.get_all_by_label_contains(words).find(on_page).unwrap().rect();
        pos2(270.0, paragraph.top() + 15.0)
    };
    let first = margin(&harness, "第一时间吹响");
    click_at(&mut harness, first);
    let one = selected(&harness);
    let document = &harness.state().state.open.as_ref().unwrap().document;
    let text = document.cleaned.text.as_str();
    let here = document.blocks.iter().position(|block| {
        text.get(block.span.range()).is_some_and(|block| block.contains("第一时间吹响"))
    });
    let next = document.blocks[here.unwrap() + 1].span;
    let next = text.get(next.range()).unwrap().trim().to_owned();
    let words: String = next.chars().take(8).collect();
    let second = margin(&harness, &words);
    harness.hover_at(second);
    harness.step();
    for pressed in [true, false] {
        let (button, modifiers) = (egui::PointerButton::Primary, Modifiers::SHIFT);
        harness.event(egui::Event::PointerButton { pos: second, button, pressed, modifiers });
    }
    harness.run_steps(4);
    let both = selected(&harness);
    assert!(both.starts_with(&one) && both.ends_with(&next), "{both}");
}

#[test]
fn a_path_that_does_not_do_is_kept_and_why_is_said_beside_it() {
    let mut harness = window();
    harness.state_mut().take(What::Event(Event::NoDialog(PathPurpose::Open)));
    harness.run_steps(4);
    assert!(harness.query_by_label("打开文件").is_some(), "it says what for");
    command(&mut harness, Command::PathTyped(PathPurpose::Open, "/没有.txt".to_owned()));
    let ticket = harness.state().state.loading.as_ref().unwrap().0;
    let why = Phrase::new("找不到这个文件", "There is no such file");
    let failure = LoadFailure { path: PathBuf::from("/没有.txt"), why };
    harness.state_mut().take(What::Event(Event::LoadFailed(ticket, failure)));
    harness.run_steps(4);
    assert!(harness.state().state.notices.is_empty());
    assert!(harness.query_by_label("找不到这个文件").is_some());
    let field = harness.get_by_role_and_label(Role::TextInput, texts::PATH_FIELD.zh);
    assert_eq!(field.accesskit_node().value().as_deref(), Some("/没有.txt"));
    harness.get_by_label(texts::CANCEL.zh).click();
    harness.run_steps(4);
    assert!(harness.state().state.popover.is_none());
}

#[test]
fn steps_that_join_part_move_and_delete_tags_are_called_so() {
    let mut harness = window();
    let tag = |harness: &Window, path: &str| {
        harness.state().state.codebook.find(path).unwrap().id.clone()
    };
    let name = |harness: &Window| {
        let state = &harness.state().state;
        step_name(state.history.last_done().unwrap(), &state.codebook).zh
    };
    for path in ["甲", "乙", "丙"] {
        command(&mut harness, Command::NewTag(path.to_owned()));
    }
    let [first, second, third] = ["甲", "乙", "丙"].map(|path| tag(&harness, path));
    select(&mut harness, "集结号");
    command(&mut harness, Command::PickTag(first.clone()));
    let id = harness.state().state.active.clone().unwrap();
    let split = TagEdit::Split("丁".to_owned(), vec![id]);
    command(&mut harness, Command::EditTag(first.clone(), split));
    assert_eq!(name(&harness), "拆分标签：丁");
    command(&mut harness, Command::EditTag(second, TagEdit::Parent(Some(third.clone()))));
    assert_eq!(name(&harness), "移动标签：乙");
    command(&mut harness, Command::MergeTags(vec![first], third.clone()));
    assert_eq!(name(&harness), "合并标签：#甲 → #丙");
    command(&mut harness, Command::EditTag(third, TagEdit::Delete));
    assert_eq!(name(&harness), "删除标签：丙");
}

#[test]
fn the_card_of_exports_leaves_nothing_out_that_was_left_out_last_time() {
    let mut harness = window();
    act(&mut harness, Action::Export);
    let mut choice = harness.state().state.export.choice.clone();
    choice.request.filter.colors = vec![danhuang::notebook::HighlightColor::ALL[2]];
    command(&mut harness, Command::SetExport(Box::new(choice)));
    act(&mut harness, Action::Escape);
    act(&mut harness, Action::Export);
    assert!(harness.state().state.export.choice.request.filter.colors.is_empty());
}

#[test]
fn a_find_without_a_hit_names_only_the_switches_that_are_on() {
    let mut harness = window();
    press(&mut harness, Modifiers::COMMAND, Key::F);
    typed(&mut harness, "没有这几个字");
    act(&mut harness, Action::FindRegex);
    assert!(harness.query_by_label("没有结果。可以关掉正则，或打开拼音再试。").is_some());
}

#[test]
fn one_key_selects_the_paragraph_then_the_section_then_all_and_copies_it() {
    let text = "# 题\n\n开头。\n\n## 甲节\n\n甲一。\n\n甲二，说到这里。\n\n## 乙节\n\n乙一。\n";
    let mut harness = harness_with(document_of("a.md", text.as_bytes()), (1280.0, 800.0));
    let clean = harness.state().state.open.as_ref().unwrap().document.cleaned.text.clone();
    let selected = |harness: &Window| {
        harness.state().state.selection.map(|span| harness.state().text(span).to_owned())
    };
    let at = harness.get_by_label_contains("甲二，说到").rect();
    click_at(&mut harness, pos2(at.left() + 60.0, at.center().y));
    for _ in 0..4 {
        press(&mut harness, Modifiers::COMMAND, Key::A);
        harness.event(egui::Event::Copy);
        harness.run_steps(3);
        let copied = harness.state().effects.iter().rev().find_map(|effect| match effect {
            danhuang::app::Effect::Copy(text) => Some(text.clone()),
            _ => None,
        });
        assert_eq!(copied, selected(&harness));
    }
    assert_eq!(selected(&harness).as_deref(), Some(clean.as_str().trim()));
    for wanted in ["甲节\n甲一。\n甲二，说到这里。", "甲二，说到这里。"] {
        press(&mut harness, Modifiers::SHIFT, Key::E);
        assert_eq!(selected(&harness).as_deref(), Some(wanted));
    }
    press(&mut harness, Modifiers::NONE, Key::Escape);
    // In a field it means the field.
    press(&mut harness, Modifiers::COMMAND, Key::F);
    typed(&mut harness, "甲");
    press(&mut harness, Modifiers::COMMAND, Key::A);
    typed(&mut harness, "乙");
    assert_eq!(harness.state().state.find.as_ref().unwrap().query.text, "乙");
    assert!(harness.state().state.selection.is_none());
}

#[test]
fn the_picker_stands_beside_the_paragraph_that_keys_act_on() {
    let mut harness = window();
    for _ in 0..3 {
        press(&mut harness, Modifiers::NONE, Key::J);
    }
    press(&mut harness, Modifiers::NONE, Key::T);
    let state = &harness.state().state;
    let block = state.open.as_ref().unwrap().document.blocks[state.paragraph.unwrap()].span;
    let text = harness.state().text(block);
    let words: String = text.trim().chars().take(12).collect();
    let paragraph = harness.get_by_label_contains(&words).rect();
    let field = harness.get_by_label(texts::TAG_HINT.zh).rect();
    let gap = (field.top() - paragraph.bottom()).max(paragraph.top() - field.bottom());
    assert!((0.0..60.0).contains(&gap), "{gap}: {field} is not beside {paragraph}");
}

fn focused(harness: &Window) -> Option<String> {
    let id = harness.ctx.memory(egui::Memory::focused)?;
    let mut nodes = vec![harness.root().accesskit_node()];
    while let Some(node) = nodes.pop() {
        if node.is_focused() {
            return node.label();
        }
        nodes.extend(node.children());
    }
    panic!("{id:?} is no node")
}

#[test]
fn the_menu_is_gone_through_by_arrows() {
    let mut harness = window();
    command(&mut harness, Command::SetPopover(Some(danhuang::app::Popover::More)));
    for (key, wanted) in [
        (Key::ArrowDown, "文件"),
        (Key::ArrowDown, "标注"),
        (Key::ArrowRight, "‹ 标注"),
        (Key::ArrowDown, "划线"),
        (Key::ArrowUp, "‹ 标注"),
        (Key::ArrowLeft, "标注"),
        (Key::ArrowUp, "文件"),
        (Key::Enter, "‹ 文件"),
        (Key::Enter, "文件"),
    ] {
        press(&mut harness, Modifiers::NONE, key);
        assert_eq!(focused(&harness).as_deref(), Some(wanted), "after {key:?}");
    }
    for _ in 0..40 {
        press(&mut harness, Modifiers::NONE, Key::ArrowDown);
        if focused(&harness).as_deref() == Some("快捷键") {
            break;
        }
    }
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(harness.state().state.popover, Some(danhuang::app::Popover::Keys));
}
