//! The page of a Markdown text: links, lists and tables, found by what stands on it.

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable;

use crate::ui_window::{document_of, harness_with};

const TEXT: &str = "# 题目\n\n一段文字，里面有[这个链接](https://example.org/a?b=c)和[那个](./other.md)。\n\n\
    - 第一项\n- 第二项\n\n| 地区 | 比率 |\n|:--|--:|\n| 长春 | 98.2% |\n| 延边 | 5% |\n";

#[test]
fn a_link_shows_its_address_before_it_is_opened() {
    let mut harness = harness_with(document_of("a.md", TEXT.as_bytes()), (1280.0, 800.0));
    harness.run_steps(3);
    assert!(harness.query_by_label("https://example.org/a?b=c").is_none());
    harness.get_by_role_and_label(Role::Link, "这个链接").click();
    harness.run_steps(3);
    assert!(harness.query_by_label("https://example.org/a?b=c").is_some());
    assert!(harness.output().platform_output.commands.is_empty(), "nothing is opened yet");
    harness.get_by_label("在浏览器中打开").click();
    harness.step();
    let opened = |harness: &egui_kittest::Harness<'_, _>| {
        let commands = &harness.output().platform_output.commands;
        commands.iter().any(|command| {
            matches!(command, egui::OutputCommand::OpenUrl(open) if open.url == "https://example.org/a?b=c")
        })
    };
    let mut is_opened = opened(&harness);
    for _ in 0..2 {
        harness.step();
        is_opened |= opened(&harness);
    }
    assert!(is_opened);
    assert!(harness.query_by_label("在浏览器中打开").is_none(), "the card is closed");
}

#[test]
fn an_address_that_is_no_page_is_shown_but_not_opened() {
    let mut harness = harness_with(document_of("a.md", TEXT.as_bytes()), (1280.0, 800.0));
    harness.run_steps(3);
    harness.get_by_role_and_label(Role::Link, "那个").click();
    harness.run_steps(3);
    assert!(harness.query_by_label("./other.md").is_some());
    assert!(harness.query_by_label("在浏览器中打开").is_none());
    harness.key_press(egui::Key::Escape);
    harness.run_steps(2);
    assert!(harness.query_by_label("./other.md").is_none());
}

#[test]
fn marks_at_the_end_of_a_line_hang_when_they_are_asked_to() {
    let mut harness =
        harness_with(document_of("a.txt", "一段文字。\n".as_bytes()), (1280.0, 800.0));
    harness.run_steps(3);
    harness.get_by_label("版式").click();
    harness.run_steps(4);
    harness.get_by_label("设置…").click();
    harness.run_steps(4);
    harness.event(egui::Event::Text("行末".to_owned()));
    harness.run_steps(4);
    assert!(!harness.state().state.page_look().hangs_marks);
    harness.get_by_role_and_label(Role::Switch, "行末点号悬挂").click();
    harness.run_steps(2);
    assert!(harness.state().state.page_look().hangs_marks);
}
