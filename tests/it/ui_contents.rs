//! The contents of a long book: five thousand headings filtered, folded and followed.

use danhuang::app::{Command, What};
use egui::accesskit::Role;
use egui::{Event, Rect};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use crate::ui_window::{Desk, document_of, harness_with};

const NUMBERS: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// A character that only few numbers have.
fn han(n: usize) -> char {
    char::from_u32(0x4E00 + (n * 7_919 % 6_000) as u32).unwrap()
}

/// What a chapter is called.
fn name(chapter: usize) -> String {
    format!("{}{}", han(chapter), han(chapter * 3 + 1_000))
}

/// A book of so many chapters with nine sections each, no two named alike.
fn book(n_chapters: usize) -> String {
    let section = |chapter: usize, section: usize| {
        let words: String = (0..12).map(|at| han(chapter * 131 + section * 17 + at * 29)).collect();
        format!("## {}之{}\n\n{words}。\n\n", name(chapter), NUMBERS[section - 1])
    };
    let chapter = |chapter: usize| {
        let sections: String = (1..=9).map(|at| section(chapter, at)).collect();
        format!("# 第{chapter}章 {}\n\n{sections}", name(chapter))
    };
    (1..=n_chapters).map(chapter).collect()
}

fn harness(n_chapters: usize) -> Harness<'static, Desk> {
    harness_with(document_of("书.md", book(n_chapters).as_bytes()), (1280.0, 800.0))
}

struct Item {
    label: String,
    level: usize,
    is_selected: bool,
    rect: Rect,
    n_rows: usize,
}

fn items(harness: &Harness<'static, Desk>) -> Vec<Item> {
    let item = |node: egui_kittest::Node<'_>| {
        let (rect, node) = (node.rect(), node.accesskit_node());
        Item {
            label: node.label().unwrap(),
            level: node.data().level().unwrap(),
            is_selected: node.data().is_selected() == Some(true),
            rect,
            n_rows: node.data().size_of_set().unwrap(),
        }
    };
    harness.get_all_by_role(Role::TreeItem).map(item).collect()
}

fn type_filter(harness: &mut Harness<'static, Desk>, words: &str) {
    harness.get_by_label("筛选目录（可用拼音）").focus();
    harness.run_steps(2);
    harness.event(Event::Text(words.to_owned()));
    harness.run_steps(4);
}

/// The work of a frame is what it makes: no more for five thousand headings than for fifty.
#[test]
fn a_frame_makes_no_more_of_five_thousand_headings_than_of_fifty() {
    let made = |n_chapters: usize| {
        let mut harness = harness(n_chapters);
        let document = &harness.state().state.open.as_ref().unwrap().document;
        assert!(document.outline.headings.len() >= n_chapters * 10 - 1);
        let middle = document.cleaned.text.floor(document.cleaned.text.len() / 2);
        harness.state_mut().take(What::Command(Command::GoTo(middle)));
        harness.run_steps(8);
        items(&harness).len()
    };
    let (few, many) = (made(5), made(500));
    assert!(few > 10 && many.abs_diff(few) <= 2, "{few} of fifty, {many} of five thousand");
}

#[test]
fn a_filter_finds_among_five_thousand_by_words_and_by_initials() {
    let mut harness = harness(500);
    type_filter(&mut harness, &format!("{}之", name(321)));
    let found = items(&harness);
    assert_eq!(found.len(), 9);
    assert!(found.iter().all(|item| item.label.starts_with(&name(321)) && item.n_rows == 9));
    harness.get_by_label(&format!("{}之五", name(321))).click();
    harness.run_steps(10);
    let state = &harness.state().state;
    let outline = &state.open.as_ref().unwrap().document.outline;
    let active = state.active_heading().and_then(|index| outline.headings.get(index)).unwrap();
    assert_eq!(active.text, format!("{}之五", name(321)));
    let mut harness = self::harness(500);
    type_filter(&mut harness, "zw");
    assert!(items(&harness)[0].n_rows >= 500, "之五, by its initials");
}

#[test]
fn a_folded_chapter_hides_its_sections_and_opens_when_it_is_read() {
    let mut harness = harness(500);
    let first = items(&harness)
        .into_iter()
        .find(|item| item.label == format!("第2章 {}", name(2)))
        .unwrap();
    assert_eq!(first.level, 1);
    let n_rows = first.n_rows;
    let arrow = egui::pos2(first.rect.left() + 13.0, first.rect.center().y);
    harness.hover_at(arrow);
    harness.step();
    harness.drag_at(arrow);
    harness.step();
    harness.drop_at(arrow);
    harness.run_steps(4);
    let folded = items(&harness);
    assert_eq!(folded[0].n_rows, n_rows - 9);
    assert!(!folded.iter().any(|item| item.label.starts_with(&name(2))));
    let outline =
        std::sync::Arc::clone(&harness.state().state.open.as_ref().unwrap().document.outline);
    let inside =
        outline.headings.iter().find(|heading| heading.text == format!("{}之四", name(2))).unwrap();
    harness.state_mut().take(What::Command(Command::GoTo(inside.span.start)));
    harness.run_steps(30);
    let opened = items(&harness);
    assert!(opened.iter().any(|item| item.label == format!("{}之四", name(2)) && item.is_selected));
}

#[test]
fn the_list_follows_the_reading_to_the_far_end_and_shows_the_branch() {
    let mut harness = harness(500);
    let outline =
        std::sync::Arc::clone(&harness.state().state.open.as_ref().unwrap().document.outline);
    let far = outline
        .headings
        .iter()
        .find(|heading| heading.text == format!("{}之七", name(488)))
        .unwrap();
    harness.state_mut().take(What::Command(Command::GoTo(far.span.start)));
    harness.run_steps(30);
    let selected: Vec<Item> = items(&harness).into_iter().filter(|item| item.is_selected).collect();
    assert_eq!(selected.len(), 1);
    assert_eq!(selected[0].label, far.text);
    let panel = harness.get_by_role_and_label(Role::Tree, "目录").rect();
    assert!(panel.contains(selected[0].rect.center()), "it is in view");
}

/// What is read, and what the list shows.
fn told(harness: &Harness<'static, Desk>) -> String {
    let items = items(harness);
    let ends = items.first().zip(items.last());
    let ends = ends.map(|(first, last)| format!("{} … {}", first.label, last.label));
    let state = &harness.state().state;
    format!("{:?} {:?} {ends:?}", state.active_heading(), state.visible)
}

/// As when the scroll bar is dragged there and back: what is in view at that moment would be left by the movement to
/// the far end that has just begun.
#[test]
fn the_list_does_not_end_at_a_place_that_was_read_only_in_passing() {
    let mut harness = harness(500);
    let outline =
        std::sync::Arc::clone(&harness.state().state.open.as_ref().unwrap().document.outline);
    for (far, steps) in [(4_000, 1), (4_000, 2), (2_000, 3), (300, 4)] {
        for at in [far, 3] {
            let pos = outline.headings[at].span.start;
            harness.state_mut().take(What::Command(Command::GoTo(pos)));
            harness.run_steps(steps);
        }
        harness.run_steps(40);
        let panel = harness.get_by_role_and_label(Role::Tree, "目录").rect();
        let selected: Vec<Rect> = items(&harness)
            .into_iter()
            .filter(|item| item.is_selected)
            .map(|item| item.rect)
            .collect();
        assert_eq!(selected.len(), 1, "{far} {steps}: {}", told(&harness));
        assert!(panel.contains(selected[0].center()), "{far} {steps}");
    }
}

/// Whether the heading that is read is in view in the list.
fn shows_what_is_read(harness: &Harness<'static, Desk>) -> bool {
    let panel = harness.get_by_role_and_label(Role::Tree, "目录").rect();
    items(harness).iter().any(|item| item.is_selected && panel.contains(item.rect.center()))
}

/// A list that the person looks about in, with the reading gone on to a far place.
fn looked_about_in() -> Harness<'static, Desk> {
    let mut harness = harness(500);
    let list = harness.get_by_role_and_label(Role::Tree, "目录").rect().center();
    harness.hover_at(list);
    harness.step();
    for _ in 0..3 {
        harness.event(Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, -400.0),
            phase: egui::TouchPhase::Move,
            modifiers: egui::Modifiers::NONE,
            source: egui::MouseWheelSource::Unknown,
        });
        harness.step();
    }
    assert!(!shows_what_is_read(&harness), "{}", told(&harness));
    let open = harness.state().state.open.as_ref().unwrap();
    let far = open.document.outline.headings[4_000].span.start;
    harness.state_mut().take(What::Command(Command::GoTo(far)));
    harness.run_steps(4);
    assert!(!shows_what_is_read(&harness), "it is not pulled away: {}", told(&harness));
    harness
}

#[test]
fn a_list_that_was_scrolled_by_hand_catches_up_when_the_pointer_leaves_it() {
    let mut harness = looked_about_in();
    harness.hover_at(egui::pos2(700.0, 400.0));
    harness.run_steps(40);
    assert!(shows_what_is_read(&harness), "{}", told(&harness));
}

#[test]
fn a_list_that_was_scrolled_by_hand_catches_up_after_a_while_under_the_pointer_too() {
    let mut harness = looked_about_in();
    harness.run_steps(60);
    assert!(shows_what_is_read(&harness), "{}", told(&harness));
}
