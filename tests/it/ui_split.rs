//! The page in two halves, driven as a person does.

use danhuang::app::{Action, Command, Half, What};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Rect, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use crate::ui_window::{Desk, click_at, document_of, harness_on, harness_with, sample};

fn harness(size: (f32, f32)) -> Harness<'static, Desk> {
    let mut harness = harness_with(sample(), size);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Backslash);
    harness.run_steps(8);
    harness
}

/// The two pages, the first half's first.
fn pages(harness: &Harness<'static, Desk>) -> Vec<Rect> {
    let mut pages: Vec<Rect> =
        harness.get_all_by_role(Role::Document).map(|node| node.rect()).collect();
    pages.sort_by(|a, b| (a.left(), a.top()).partial_cmp(&(b.left(), b.top())).unwrap());
    pages
}

fn half(harness: &Harness<'static, Desk>) -> Half {
    assert!(harness.state().state.split.is_some(), "the page is split");
    harness.state().state.half
}

#[test]
fn the_halves_stand_side_by_side_and_in_a_narrow_window_one_below_the_other() {
    let wide = harness((1280.0, 800.0));
    let [first, second] = pages(&wide)[..] else { panic!("there are two pages") };
    assert!(first.right() <= second.left() && first.top() == second.top());
    assert_eq!(wide.query_all_by_role(Role::ScrollBar).count(), 2);
    let narrow = harness((480.0, 700.0));
    let [first, second] = pages(&narrow)[..] else { panic!("there are two pages") };
    assert!(first.bottom() <= second.top() && first.left() == second.left());
}

#[test]
fn each_half_is_scrolled_by_itself_and_keeps_its_place() {
    let mut harness = harness((1280.0, 800.0));
    assert_eq!(half(&harness), Half::Second);
    harness.key_press(Key::End);
    harness.run_steps(30);
    let here = harness.state().state.visible;
    let there = harness.state().state.other_half().unwrap().visible;
    assert_eq!(there.start.index(), 0);
    assert!(here.start > there.end, "the end is farther than a page");
    // The wheel moves the half under the pointer, and sends the keyboard nowhere.
    let first = pages(&harness)[0];
    harness.hover_at(first.center());
    harness.step();
    let delta = vec2(0.0, -200.0);
    let (unit, modifiers) = (egui::MouseWheelUnit::Point, Modifiers::NONE);
    let phase = egui::TouchPhase::Move;
    let source = egui::MouseWheelSource::Unknown;
    harness.event(Event::MouseWheel { unit, delta, phase, modifiers, source });
    harness.run_steps(30);
    assert_eq!((half(&harness), harness.state().state.visible), (Half::Second, here));
    assert!(harness.state().state.other_half().unwrap().visible.start.index() > 0);
}

#[test]
fn a_click_or_f6_sends_the_keyboard_to_the_other_half() {
    let mut harness = harness((1280.0, 800.0));
    let first = pages(&harness)[0];
    click_at(&mut harness, first.center());
    assert_eq!(half(&harness), Half::First);
    let mut seen = Vec::new();
    for _ in 0..6 {
        harness.key_press(Key::F6);
        harness.run_steps(4);
        seen.push(half(&harness));
    }
    assert!(seen.contains(&Half::Second), "{seen:?}");
    harness.key_press_modifiers(Modifiers::ALT, Key::Backslash);
    harness.run_steps(4);
    assert_ne!(half(&harness), *seen.last().unwrap());
}

#[test]
fn a_passage_is_marked_in_the_half_it_is_dragged_over_and_shows_in_both() {
    let mut harness = harness((1280.0, 800.0));
    let first = pages(&harness)[0];
    let rows = harness.get_all_by_label_contains("第一时间吹响");
    let row = rows.map(|node| node.rect()).find(|rect| first.contains(rect.center())).unwrap();
    let start = egui::pos2(first.left() + 40.0, row.top() + 45.0);
    harness.hover_at(start);
    harness.step();
    harness.drag_at(start);
    harness.step();
    for x in [60.0, 120.0, 200.0] {
        harness.hover_at(start + vec2(x, 0.0));
        harness.step();
    }
    harness.drop_at(start + vec2(200.0, 0.0));
    harness.run_steps(4);
    assert_eq!(half(&harness), Half::First);
    harness.key_press(Key::Num1);
    harness.run_steps(4);
    assert_eq!(harness.state().notes().annotations.len(), 1);
    let marks = harness.get_all_by_role_and_label(Role::Mark, "划线，标签 要点");
    assert_eq!(marks.count(), 2, "in either half");
}

#[test]
fn each_half_has_its_own_find() {
    let mut harness = harness((1280.0, 800.0));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run_steps(4);
    harness.event(Event::Text("企业".to_owned()));
    harness.run_steps(4);
    harness.state_mut().take(What::Command(Command::Do(Action::OtherHalf)));
    harness.run_steps(4);
    assert!(harness.state().state.find.is_none());
    assert_eq!(harness.query_all_by_role(Role::TextInput).count(), {
        let filters = 2; // the contents' and the notes'
        filters + 1
    });
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run_steps(4);
    harness.event(Event::Text("复工".to_owned()));
    harness.run_steps(4);
    assert_eq!(harness.state().state.find.as_ref().unwrap().query.text, "复工");
    let other = harness.state().state.other_half().unwrap();
    assert_eq!(other.find.unwrap().query.text, "企业");
    assert_eq!(half(&harness), Half::First, "typing goes to the half with the keyboard");
}

#[test]
fn the_border_is_dragged_and_moved_by_keys() {
    let mut harness = harness((1280.0, 800.0));
    let before = pages(&harness)[0].width();
    let border = harness.get_by_label("两栏的分界").rect().center();
    harness.hover_at(border);
    harness.step();
    harness.drag_at(border);
    harness.step();
    harness.hover_at(border + vec2(80.0, 0.0));
    harness.step();
    harness.drop_at(border + vec2(80.0, 0.0));
    harness.run_steps(4);
    let dragged = pages(&harness)[0].width();
    assert!((dragged - before - 80.0).abs() < 8.0, "{before} became {dragged}");
    harness.get_by_label("两栏的分界").focus();
    harness.run_steps(2);
    harness.key_press(Key::ArrowLeft);
    harness.run_steps(4);
    assert!(pages(&harness)[0].width() < dragged - 10.0);
}

#[test]
fn closing_a_half_leaves_the_other_as_it_was() {
    let mut harness = harness((1280.0, 800.0));
    harness.key_press(Key::End);
    harness.run_steps(30);
    harness.get_by_label("关闭第二栏").click();
    harness.run_steps(8);
    assert!(harness.state().state.split.is_none());
    assert_eq!(harness.state().state.visible.start.index(), 0, "the first half stays");
    assert_eq!(pages(&harness).len(), 1);
}

#[test]
fn two_documents_are_read_side_by_side() {
    let mut harness = harness((1280.0, 800.0));
    let open = document_of("另一篇.txt", "另一篇的第一段。\n另一篇的第二段。\n".as_bytes());
    harness.state_mut().take(What::Command(Command::OpenPaths(vec!["另一篇.txt".into()])));
    let ticket = harness.state().state.loading.as_ref().unwrap().0;
    let loaded = danhuang::app::Event::Loaded(ticket, Box::new(open));
    harness.state_mut().take(What::Event(loaded));
    harness.run_steps(8);
    let [first, second] = pages(&harness)[..] else { panic!("there are two pages") };
    let stands_in = |label: &str, page: Rect| {
        let rows = harness.get_all_by_label_contains(label);
        rows.into_iter().any(|node| {
            node.accesskit_node().role() == Role::Paragraph && page.contains(node.rect().center())
        })
    };
    assert!(stands_in("另一篇的第一段", second) && stands_in("第一时间吹响", first));
    assert_eq!(harness.query_all_by_role(Role::Document).count(), 2);
}

/// As many paragraphs as make it long, no two alike.
fn long() -> String {
    (0..5_000).map(|n| format!("第{n}段说的是第{}件事，与别的都不相同。\n\n", n * 7)).collect()
}

fn do_jobs(harness: &mut Harness<'static, Desk>) -> usize {
    let jobs = std::mem::take(&mut harness.state_mut().jobs);
    let n_jobs = jobs.len();
    jobs.into_iter().for_each(danhuang::ui::work::Job::run);
    harness.run_steps(6);
    n_jobs
}

#[test]
fn what_both_halves_show_of_a_long_document_is_worked_out_once() {
    let open = document_of("长.txt", long().as_bytes());
    let mut harness = harness_on(open, (1280.0, 800.0), true);
    while do_jobs(&mut harness) > 0 {}
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Backslash);
    harness.run_steps(8);
    assert_eq!(pages(&harness).len(), 2, "both are there without being made");
    assert!(!harness.state().view.is_counted());
    assert_eq!(do_jobs(&mut harness), 1, "the lines of the new length, once");
    assert!(harness.state().view.is_counted());
    harness.key_press_modifiers(Modifiers::ALT, Key::Backslash);
    harness.run_steps(8);
    assert_eq!(half(&harness), Half::First);
    assert!(harness.state().view.is_counted(), "the other half knows them too");
    assert!(harness.state().jobs.is_empty());
    // In a window of another width both are counted anew, and once again.
    harness.set_size(vec2(1000.0, 800.0));
    harness.run_steps(8);
    assert!(!harness.state().view.is_counted());
    assert_eq!(do_jobs(&mut harness), 1);
    assert!(harness.state().view.is_counted());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Backslash);
    harness.run_steps(8);
    do_jobs(&mut harness);
    assert!(harness.state().view.is_counted(), "the whole page counts for itself");
}
