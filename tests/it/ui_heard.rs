//! The window for those who listen to it: its tree of nodes, walked as a screen reader does.

use std::collections::BTreeSet;

use danhuang::app::{Action, Command, Motion, What};
use egui::accesskit::{self, Role};
use egui::{Key, Modifiers, Rect};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, NodeT, Queryable};

use crate::ui_window::{Desk, document_of, harness_with, sample, select};

const SIZE: (f32, f32) = (1280.0, 800.0);

/// Every node of the tree, in order, with how deep it stands.
fn walk<'a>(node: AccessKitNode<'a>, depth: usize, all: &mut Vec<(usize, AccessKitNode<'a>)>) {
    all.push((depth, node));
    for child in node.children() {
        walk(child, depth + 1, all);
    }
}

fn all<'a>(harness: &'a Harness<'static, Desk>) -> Vec<(usize, AccessKitNode<'a>)> {
    let mut nodes = Vec::new();
    walk(harness.root().accesskit_node(), 0, &mut nodes);
    nodes
}

fn page<'a>(harness: &'a Harness<'static, Desk>) -> AccessKitNode<'a> {
    harness.get_by_role(Role::Document).accesskit_node()
}

/// The runs of the page in order.
fn runs<'a>(harness: &'a Harness<'static, Desk>) -> Vec<AccessKitNode<'a>> {
    let mut nodes = Vec::new();
    walk(page(harness), 0, &mut nodes);
    let nodes = nodes.into_iter().map(|(_, node)| node);
    nodes.filter(|node| node.role() == Role::TextRun).collect()
}

fn bounds(node: &AccessKitNode<'_>) -> Rect {
    let rect = node.data().bounds().expect("a line has a place");
    Rect::from_min_max(
        egui::pos2(rect.x0 as f32, rect.y0 as f32),
        egui::pos2(rect.x1 as f32, rect.y1 as f32),
    )
}

fn heard(harness: &Harness<'static, Desk>) -> String {
    runs(harness).iter().map(|run| run.value().unwrap_or_default()).collect()
}

#[test]
fn the_text_in_view_is_one_text_that_is_heard_by_character_word_and_line() {
    let mut harness = harness_with(sample(), SIZE);
    harness.key_press(Key::PageDown);
    harness.run_steps(30);
    let page = page(&harness);
    assert!(page.supports_text_ranges(), "the page is a text");
    let desk = harness.state();
    let shown = desk.text(desk.state.visible).replace('\n', "");
    let heard = heard(&harness);
    assert!(heard.replace('\n', "").contains(&shown), "{heard}");
    let range = page.document_range();
    assert_eq!(range.text(), heard);
    // By character: each has its length, its place and its width.
    for run in runs(&harness) {
        let (value, data) = (run.value().unwrap(), run.data());
        let lengths: usize =
            data.character_lengths().iter().map(|length| usize::from(*length)).sum();
        assert_eq!(lengths, value.len(), "{value}");
        let (positions, widths) =
            (data.character_positions().unwrap(), data.character_widths().unwrap());
        assert_eq!(positions.len(), data.character_lengths().len());
        assert!(positions.windows(2).all(|pair| pair[0] <= pair[1] + 0.6), "{positions:?}");
        let end = positions.last().unwrap() + widths.last().unwrap();
        assert!((end - bounds(&run).width()).abs() < 0.6, "{value}: {end}");
    }
    // By word: 企业 is one, as the dictionary has it.
    let mut place = page.document_start();
    let mut words = BTreeSet::new();
    for _ in 0..400 {
        let start = place;
        place = place.forward_to_word_start();
        let mut range = start.to_degenerate_range();
        range.set_end(place);
        words.insert(range.text().trim().to_owned());
    }
    assert!(words.contains("企业") && words.contains("发展"), "{words:?}");
    // By line: the lines of the page.
    let place = page.document_start();
    let mut range = place.to_degenerate_range();
    range.set_end(place.forward_to_line_end());
    assert_eq!(range.text().trim_end(), runs(&harness)[0].value().unwrap().trim_end());
    // By paragraph.
    let paragraph = place.forward_to_paragraph_end();
    let mut range = place.to_degenerate_range();
    range.set_end(paragraph);
    assert_eq!(range.text().matches('\n').count(), 1);
}

#[test]
fn the_lines_stand_one_below_the_other_inside_the_page() {
    let harness = harness_with(sample(), SIZE);
    let runs = runs(&harness);
    assert!(runs.len() > 8);
    let page = harness.get_by_role(Role::Document).rect();
    let boxes: Vec<Rect> = runs.iter().map(bounds).collect();
    assert!(boxes.windows(2).all(|pair| pair[0].top() < pair[1].top()));
    assert!(boxes.iter().all(|rect| page.x_range().contains(rect.center().x)));
}

#[test]
fn every_heading_of_the_document_is_there_with_its_level_and_can_be_gone_to() {
    let mut text = String::new();
    for chapter in 1..=40 {
        text += &format!("# 第{chapter}章\n\n");
        for section in 1..=3 {
            text += &format!("## 第{section}节 之{chapter}\n\n{}\n\n", "正文一句话。".repeat(30));
        }
    }
    let mut harness = harness_with(document_of("a.md", text.as_bytes()), SIZE);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::End);
    harness.run_steps(30);
    let outline =
        std::sync::Arc::clone(&harness.state().state.open.as_ref().unwrap().document.outline);
    let headings: Vec<(String, usize)> = {
        let nodes = harness.get_all_by_role(Role::Heading);
        let node = |node: egui_kittest::Node<'_>| {
            let node = node.accesskit_node();
            (node.label().unwrap(), node.data().level().unwrap())
        };
        nodes.map(node).collect()
    };
    assert!(outline.headings.len() >= 150, "{}", outline.headings.len());
    for heading in &outline.headings {
        let level = usize::from(heading.level) + 1;
        let is_it = |(label, at): &&(String, usize)| label.ends_with(&heading.text) && *at == level;
        assert!(headings.iter().any(|found| is_it(&found)), "{}", heading.text);
    }
    let far = harness.get_by_label("第 10 节：第1节 之3");
    far.click_accesskit();
    harness.run_steps(30);
    let state = &harness.state().state;
    let at = state.active_heading().and_then(|index| outline.headings.get(index));
    assert_eq!(at.map(|heading| heading.text.as_str()), Some("第1节 之3"));
}

#[test]
fn a_mark_says_its_words_its_tags_and_its_note() {
    let mut harness = harness_with(sample(), SIZE);
    select(&mut harness);
    harness.key_press(Key::Num2);
    harness.run_steps(3);
    let id = harness.state().notes().annotations.keys().next().unwrap().clone();
    harness.state_mut().take(What::Command(Command::EditNote(id)));
    harness.state_mut().take(What::Command(Command::NoteTyped("口径待查".to_owned())));
    harness.state_mut().take(What::Command(Command::Do(Action::Escape)));
    harness.run_steps(4);
    let mark = harness.get_by_role_and_label(Role::Mark, "划线，标签 数据，有批注");
    let node = mark.accesskit_node();
    let words = harness.state().notes().annotations.values().next().unwrap().excerpt.exact.clone();
    assert_eq!(node.value(), Some(words));
    assert_eq!(node.data().description(), Some("口径待查"));
}

#[test]
fn what_is_selected_is_said() {
    let mut harness = harness_with(sample(), SIZE);
    select(&mut harness);
    let span = harness.state().state.selection.unwrap();
    let page = page(&harness);
    let range = page.text_selection().expect("the selection is told");
    assert_eq!(range.text().replace('\n', ""), harness.state().text(span));
}

#[test]
fn the_contents_are_a_tree_whose_items_say_where_they_stand() {
    let harness = harness_with(sample(), SIZE);
    let tree = harness.get_by_role_and_label(Role::Tree, "目录");
    let mut nodes = Vec::new();
    walk(tree.accesskit_node(), 0, &mut nodes);
    let items: Vec<_> = nodes
        .iter()
        .filter(|(_, node)| node.role() == Role::TreeItem)
        .map(|(_, node)| node)
        .collect();
    assert!(items.len() > 3);
    for (index, item) in items.iter().enumerate() {
        assert_eq!(item.data().position_in_set(), Some(index));
        assert!(item.data().level().is_some() && item.data().size_of_set().is_some());
    }
    assert!(items.iter().any(|item| item.data().is_expanded() == Some(true)));
    assert_eq!(items.iter().filter(|item| item.data().is_selected() == Some(true)).count(), 1);
}

/// Names by role of all that a person can do something with.
fn operable(harness: &Harness<'static, Desk>) -> Vec<(Role, Option<String>, Rect)> {
    let roles = [
        Role::Button,
        Role::Tab,
        Role::TextInput,
        Role::MultilineTextInput,
        Role::TreeItem,
        Role::CheckBox,
        Role::RadioButton,
        Role::Slider,
        Role::Link,
    ];
    let nodes = all(harness).into_iter().map(|(_, node)| node);
    let nodes = nodes.filter(|node| roles.contains(&node.role()) && !node.is_hidden());
    let place = |node: &AccessKitNode<'_>| {
        node.bounding_box().map_or(Rect::NOTHING, |rect| {
            Rect::from_min_max(
                egui::pos2(rect.x0 as f32, rect.y0 as f32),
                egui::pos2(rect.x1 as f32, rect.y1 as f32),
            )
        })
    };
    nodes.map(|node| (node.role(), node.label(), place(&node))).collect()
}

#[test]
fn whatever_can_be_pressed_has_a_name_and_is_large_enough() {
    let mut harness = harness_with(sample(), SIZE);
    for action in [
        Action::Escape,
        Action::Find,
        Action::ShowCommands,
        Action::ShowSettings,
        Action::ShowLook,
        Action::ShowCleaned,
        Action::SplitView,
        Action::Export,
    ] {
        harness.state_mut().take(What::Command(Command::Do(action)));
        harness.run_steps(6);
        let found = operable(&harness);
        assert!(found.len() > 10);
        for (role, name, rect) in found {
            let is_named = name.as_ref().is_some_and(|name| !name.trim().is_empty());
            assert!(is_named, "{role:?} at {rect:?} has no name after {action:?}");
            // A link stands in its line.
            let is_exempt = role == Role::Link;
            let is_large = rect.width() >= 23.5 && rect.height() >= 23.5;
            assert!(is_exempt || is_large, "{role:?} {name:?} is small: {rect:?} after {action:?}");
        }
    }
}

#[test]
fn f6_goes_through_all_regions_and_back_to_the_first() {
    let mut harness = harness_with(sample(), SIZE);
    harness.state_mut().take(What::Command(Command::Do(Action::SplitView)));
    harness.run_steps(4);
    let mut seen = Vec::new();
    for _ in 0..7 {
        harness.key_press(Key::F6);
        harness.run_steps(4);
        let focused = all(&harness).into_iter().find(|(_, node)| {
            node.is_focused()
                && node.role() != Role::Window
                && node.role() != Role::GenericContainer
        });
        let half = harness.state().state.half;
        seen.push((focused.and_then(|(_, node)| node.label()), half));
    }
    let kinds: BTreeSet<String> = seen.iter().map(|at| format!("{at:?}")).collect();
    assert!(kinds.len() >= 5, "toolbar, contents, both halves, notes, status: {seen:?}");
    assert_eq!(seen[0], seen[6], "{seen:?}");
}

#[test]
fn counts_of_hits_and_what_happened_are_said_without_being_asked_for() {
    let mut harness = harness_with(sample(), SIZE);
    harness.state_mut().take(What::Command(Command::FindTyped("企业".to_owned())));
    harness.run_steps(6);
    let live = |harness: &Harness<'static, Desk>| -> Vec<String> {
        let nodes = all(harness).into_iter().map(|(_, node)| node);
        let nodes = nodes.filter(|node| node.data().live() == Some(accesskit::Live::Polite));
        nodes.filter_map(|node| node.label().or_else(|| node.value())).collect()
    };
    let said = live(&harness);
    assert!(said.iter().any(|words| words.contains('/') || words.contains("处")), "{said:?}");
    harness.state_mut().take(What::Command(Command::Do(Action::Escape)));
    harness.state_mut().take(What::Command(Command::Do(Action::ToggleBookmark)));
    harness.run_steps(4);
    let said = live(&harness);
    assert!(said.iter().any(|words| words.contains("书签")), "{said:?}");
}

#[test]
fn at_three_hundred_percent_nothing_is_scrolled_sideways() {
    let mut harness = harness_with(sample(), (800.0, 600.0));
    let settings = danhuang::app::Settings {
        page: danhuang::app::PageLook { size_points: 54, ..danhuang::app::PageLook::default() },
        ..harness.state().state.settings
    };
    harness.state_mut().take(What::Command(Command::SetSettings(settings)));
    harness.run_steps(10);
    let page = harness.get_by_role(Role::Document).rect();
    for run in runs(&harness) {
        let rect = bounds(&run);
        assert!(rect.left() >= page.left() && rect.right() <= page.right() + 27.0, "{rect:?}");
        assert!(run.data().character_lengths().len() >= 2, "{:?}", run.value());
    }
    let scrolls = harness.query_all_by_role(Role::ScrollBar).count();
    assert_eq!(scrolls, 1, "down, and not to the side");
}

#[test]
fn with_motion_reduced_a_jump_is_there_in_the_next_frame() {
    let mut harness = harness_with(sample(), SIZE);
    let settings =
        danhuang::app::Settings { reduces_motion: true, ..harness.state().state.settings };
    harness.state_mut().take(What::Command(Command::SetSettings(settings)));
    harness.run_steps(4);
    harness.state_mut().take(What::Command(Command::Do(Action::PageDown)));
    assert!(matches!(harness.state().state.motion, Some((_, Motion::Pages(1)))));
    harness.step();
    harness.step();
    let there = harness.state().state.visible;
    harness.run_steps(20);
    assert_eq!(harness.state().state.visible, there, "nothing glides after it");
}
