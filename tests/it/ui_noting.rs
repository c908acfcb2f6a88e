//! Notes: their Markdown, the tags they name, the links they hold; addresses of passages from outside.

use std::path::PathBuf;

use danhuang::app::passage_link::PassageLink;
use danhuang::app::{Action, Command, Effect, Event, What, texts};
use danhuang::notebook::Annotation;
use danhuang::text::Span;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::ui_window::{Desk, document_of, harness_with};

type Window = Harness<'static, Desk>;

const TEXT: &str = "# 题目\n\n## 甲节\n\n企业复工复产，物流畅通。\n\n## 乙节\n\n外贸外资稳住了。\n";

fn window() -> Window {
    harness_with(document_of("甲.md", TEXT.as_bytes()), (1280.0, 800.0))
}

fn command(harness: &mut Window, command: Command) {
    harness.state_mut().take(What::Command(command));
}

fn select(harness: &mut Window, quote: &str) {
    let text = harness.state().state.open.as_ref().unwrap().document.cleaned.text.clone();
    let start = text.as_str().find(quote).unwrap();
    command(harness, Command::Select(Some(Span::new(start, start + quote.len()))));
    harness.run_steps(4);
}

/// Writes a note on a passage by keys, as a person does.
fn write(harness: &mut Window, quote: &str, note: &str) {
    select(harness, quote);
    harness.key_press(Key::N);
    harness.run_steps(6);
    harness.event(egui::Event::Text(note.to_owned()));
    harness.run_steps(4);
    harness.key_press(Key::Escape);
    harness.run_steps(6);
}

fn note(harness: &Window) -> &Annotation {
    harness.state().notes().annotations.values().next().unwrap()
}

fn copied(harness: &Window) -> String {
    let copy = harness.state().effects.iter().rev().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.clone()),
        _ => None,
    });
    copy.unwrap()
}

#[test]
fn tags_that_a_note_names_are_put_on_and_taken_off_with_it_in_one_step() {
    let mut harness = window();
    write(&mut harness, "企业复工", "口径待核对 #数据 #政策/减负，**重要**");
    let codebook = &harness.state().state.codebook;
    let mut tags: Vec<_> = note(&harness).tags.iter().map(|tag| codebook.path(tag)).collect();
    tags.sort();
    assert_eq!(tags, ["政策/减负", "数据"]);
    harness.get_by_label_contains("口径待核对 #数据 #政策/减负，重要");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(4);
    assert!(note(&harness).note.is_empty() && note(&harness).tags.is_empty());
    assert!(harness.state().state.codebook.find("政策").is_none());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Y);
    harness.run_steps(4);
    assert_eq!(note(&harness).tags.len(), 2);
}

#[test]
fn a_table_in_a_note_is_set_in_rows_and_columns_and_its_links_lead_on() {
    let mut harness = window();
    let note = "| 项 | 值 |\n|:--|--:|\n| 一个很长的名称，在窄卡片里要折行，因为它比一张卡片还要宽得多 | 3 |\n| [[乙节]] | 12 |";
    write(&mut harness, "企业复工", note);
    let row = |harness: &Window, label: &str| harness.get_by_label(label).rect();
    let (head, long) = (
        row(&harness, "项 值"),
        row(&harness, "一个很长的名称，在窄卡片里要折行，因为它比一张卡片还要宽得多 3"),
    );
    let last = row(&harness, "乙节 12");
    assert!(head.bottom() <= long.top() && long.bottom() <= last.top());
    assert!(long.height() > head.height(), "it has two lines");
    crate::ui_window::click_at(&mut harness, egui::pos2(last.left() + 14.0, last.center().y));
    harness.run_steps(20);
    assert_eq!(harness.state().state.back.len(), 1, "the link was followed");
}

#[test]
fn a_tag_taken_off_by_hand_stays_off_when_the_note_is_written_on() {
    let mut harness = window();
    write(&mut harness, "企业复工", "见 #数据");
    let (id, tag) = (note(&harness).id.clone(), note(&harness).tags.first().unwrap().clone());
    command(&mut harness, Command::ToggleTag(id.clone(), tag));
    command(&mut harness, Command::EditNote(id));
    command(&mut harness, Command::NoteTyped("见 #数据，已核".to_owned()));
    command(&mut harness, Command::Do(Action::Escape));
    assert!(note(&harness).tags.is_empty());
}

#[test]
fn the_address_of_a_note_leads_back_to_it_also_from_another_note() {
    let mut harness = window();
    write(&mut harness, "企业复工", "一");
    let first = note(&harness).id.clone();
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
    harness.run_steps(4);
    let address = copied(&harness);
    let link = PassageLink::from_address(&address).unwrap();
    assert_eq!((link.note.as_ref(), link.text.as_str()), (Some(&first), "企业复工"));
    write(&mut harness, "外贸", &format!("对照 {address}"));
    harness.get_by_label_contains("对照 “企业复工”");
    command(&mut harness, Command::FollowLink(address));
    assert_eq!(harness.state().state.active, Some(first));
}

#[test]
fn a_link_by_name_goes_to_the_heading_and_says_when_there_is_none() {
    let mut harness = window();
    write(&mut harness, "企业复工", "见 [[乙 節]]");
    command(&mut harness, Command::FollowLink("乙 節".to_owned()));
    harness.run_steps(20);
    assert_eq!(harness.state().state.back.len(), 1, "the way back is kept");
    command(&mut harness, Command::FollowLink("没有这个".to_owned()));
    harness.run_steps(3);
    harness.get_by_label_contains("没有叫“没有这个”的标题或文档");
}

#[test]
fn an_address_from_outside_opens_the_document_and_selects_the_passage() {
    let mut harness = window();
    select(&mut harness, "外贸外资");
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
    harness.run_steps(3);
    let address = copied(&harness);
    command(&mut harness, Command::Select(None));
    harness.state_mut().take(What::Event(Event::Forwarded(vec![PathBuf::from(&address)])));
    let desk = harness.state();
    let selected = desk.state.selection.unwrap();
    assert_eq!(desk.text(selected), "外贸外资");
    command(&mut harness, Command::Do(Action::Close));
    harness.state_mut().take(What::Event(Event::Forwarded(vec![PathBuf::from(address)])));
    let ticket = harness.state().effects.iter().rev().find_map(|effect| match effect {
        Effect::Load(ticket, _) => Some(*ticket),
        _ => None,
    });
    let open = document_of("甲.md", TEXT.as_bytes());
    harness.state_mut().take(What::Event(Event::Loaded(ticket.unwrap(), Box::new(open))));
    let desk = harness.state();
    let selected = desk.state.selection.unwrap();
    assert_eq!(desk.text(selected), "外贸外资");
}

#[test]
fn an_address_of_a_document_that_nobody_knows_is_told() {
    let mut harness = window();
    command(&mut harness, Command::FollowLink("danhuang://ffff/".to_owned()));
    harness.run_steps(3);
    harness.get_by_label_contains(texts::LINK_LOST.zh);
    assert!(harness.query_by_role_and_label(Role::Button, texts::UNDO.zh).is_none());
}

#[test]
fn what_is_written_about_the_document_stands_above_the_list_and_is_one_step() {
    let mut harness = window();
    harness.key_press_modifiers(Modifiers::SHIFT, Key::N);
    harness.run_steps(6);
    assert!(harness.get_by_role_and_label(Role::MultilineTextInput, texts::MEMO.zh).is_focused());
    for part in ["总论：", "**统筹**两件事"] {
        harness.event(egui::Event::Text(part.to_owned()));
        harness.run_steps(4);
    }
    assert_eq!(harness.state().notes().memo, "总论：**统筹**两件事");
    harness.key_press(Key::Escape);
    harness.run_steps(6);
    harness.get_by_label("总论：统筹两件事");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(4);
    assert!(harness.state().notes().memo.is_empty());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Y);
    harness.run_steps(4);
    assert_eq!(harness.state().notes().memo, "总论：**统筹**两件事");
}

#[test]
fn in_a_wide_window_notes_stand_beside_their_lines_and_are_written_there() {
    let mut harness = harness_with(document_of("甲.md", TEXT.as_bytes()), (1700.0, 900.0));
    write(&mut harness, "企业复工", "第一条");
    write(&mut harness, "物流", "第二条");
    let notes = |label: &str| -> Vec<egui::Rect> {
        let mut rects: Vec<_> = harness.get_all_by_label(label).map(|node| node.rect()).collect();
        rects.sort_by(|a, b| a.left().total_cmp(&b.left()));
        rects
    };
    let (first, second) = (notes("第一条"), notes("第二条"));
    assert_eq!((first.len(), second.len()), (2, 2), "beside the page, and in the list");
    assert!(first[0].bottom() < second[0].top(), "none lies on another");
    let place = {
        let id = note(&harness).id.clone();
        command(&mut harness, Command::EditNote(id));
        harness.run_steps(6);
        harness.get_by_role_and_label(Role::MultilineTextInput, "批注").rect()
    };
    assert!(place.right() < 1700.0 - 304.0, "written beside the page, not in the list: {place}");
}
