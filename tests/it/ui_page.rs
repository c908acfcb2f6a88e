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

#[test]
fn a_cell_that_wraps_is_clicked_and_selected_in_its_column() {
    let long = "组织党员干部包保重点企业，逐户走访，一企一策解决用工、物流和资金问题，推动开工";
    let text = format!("# 题\n\n| 甲 | 乙 |\n|--|--|\n| {long} | {long}又一句 |\n");
    let mut harness = harness_with(document_of("a.md", text.as_bytes()), (1280.0, 800.0));
    harness.run_steps(3);
    let row = harness.get_by_label_contains("又一句").rect();
    assert!(row.height() > 60.0, "the row has several lines: {row:?}");
    // From the first line of the first cell to the last line of the second, which stands at the right.
    let from = egui::pos2(row.left() + 330.0, row.top() + 16.0);
    let to = egui::pos2(row.center().x + 120.0, row.bottom() - 16.0);
    harness.hover_at(from);
    harness.step();
    harness.drag_at(from);
    harness.step();
    for at in [egui::pos2(from.x + 40.0, from.y), to] {
        harness.hover_at(at);
        harness.step();
    }
    harness.drop_at(to);
    harness.run_steps(3);
    let span = harness.state().state.selection.expect("it is selected");
    assert!(harness.state().text(span).contains('\t'), "from one cell into the other");
    let boxes = harness.state().selected_boxes();
    assert!(boxes.len() >= 3, "a box for each line of each cell: {boxes:?}");
    let apart = boxes.iter().any(|one| boxes.iter().any(|other| one.left() > other.right() + 8.0));
    assert!(apart, "the cells stand side by side: {boxes:?}");
}

/// Where each of these lines begins, from the top.
fn tops(name: &str, text: &str, lines: &[&str]) -> Vec<f32> {
    let mut harness = harness_with(document_of(name, text.as_bytes()), (1280.0, 800.0));
    harness.run_steps(3);
    lines.iter().map(|line| harness.get_by_label(line).rect().top()).collect()
}

#[test]
fn blank_lines_within_code_are_seen() {
    let text =
        "# 题\n\n一段文字。\n\n```\nlet a = 1;\nlet b = 2;\n\nlet c = 3;\n\n\nlet d = 4;\n```\n";
    let tops = tops("a.md", text, &["let a = 1;", "let b = 2;", "let c = 3;", "let d = 4;"]);
    let line = tops[1] - tops[0];
    assert!((tops[2] - tops[1] - 2.0 * line).abs() < 1.0, "{tops:?}");
    assert!((tops[3] - tops[2] - 3.0 * line).abs() < 1.0, "{tops:?}");
}

#[test]
fn stanzas_stand_apart_and_their_lines_together() {
    let text = "渡口的灯\n\n轻轻的水声走近了，\n又轻轻地走远；\n有一盏灯还亮着，\n在没有船的岸边。\n\n\
        它照着去年的草，\n照着草里的露水，\n照着一条旧的缆绳，\n和缆绳上的余晖。\n";
    let lines = ["轻轻的水声走近了，", "又轻轻地走远；", "在没有船的岸边。", "它照着去年的草，"];
    let tops = tops("a.txt", text, &lines);
    let line = tops[1] - tops[0];
    assert!((tops[2] - tops[1] - 2.0 * line).abs() < 1.0, "no room between lines: {tops:?}");
    assert!(tops[3] - tops[2] > 1.4 * line, "a stanza apart: {tops:?}");
}

#[test]
fn around_a_title_one_pill_tells_of_both_sides() {
    let text = concat!(
        "首页 > 文化 > 正文\n湖边的书店\n分享到：微信 微博\n",
        "　　这家书店开在湖边已经三十年，老板常说自己与别处没有关系，他重新装修过两次，书架还是木头的。\n",
        "　　店里有一只猫，因为它实在太胖，来的客人多半是学生，他们在窗边一坐就是一个下午，谁也不催。\n",
        "责任编辑：李明\n上一篇：山里的小学\n",
    );
    let harness = harness_with(document_of("书店.txt", text.as_bytes()), (1280.0, 1600.0));
    let pills: Vec<_> = harness.get_all_by_label_contains("已清理").collect();
    assert_eq!(pills.len(), 2, "one at the title, one behind the text");
    let title = harness.get_by_label("湖边的书店").rect();
    assert!(pills[0].rect().center().y > title.top(), "it stands behind the title");
}
