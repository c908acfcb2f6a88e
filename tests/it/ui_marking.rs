//! Selecting and marking as a person does it, with the pointer and with keys.

use danhuang::app::{Command, What};
use danhuang::text::{Clean, Span};
use egui::accesskit::Role;
use egui::{Key, Modifiers, Pos2, Rect, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::ui_window::{Desk, click_at, harness_with, sample};

type Window = Harness<'static, Desk>;

fn window() -> Window {
    harness_with(sample(), (1280.0, 800.0))
}

fn span(window: &Window, words: &str) -> Span<Clean> {
    let text = window.state().state.open.as_ref().unwrap().document.cleaned.text.as_str();
    let start = text.find(words).expect("the words stand in the text");
    Span::new(start, start + words.len())
}

fn send(window: &mut Window, command: Command) {
    window.state_mut().take(What::Command(command));
    window.run_steps(3);
}

/// The lines that words take up on the screen.
fn boxes(window: &mut Window, words: &str) -> Vec<Rect> {
    let span = span(window, words);
    let before = window.state().state.selection;
    window.state_mut().state.selection = Some(span);
    window.run_steps(2);
    let boxes = window.state().selected_boxes();
    window.state_mut().state.selection = before;
    window.run_steps(2);
    boxes
}

fn drag(window: &mut Window, from: Pos2, to: Pos2) {
    window.hover_at(from);
    window.step();
    window.drag_at(from);
    window.step();
    for part in [0.3, 0.7, 1.0] {
        window.hover_at(from + (to - from) * part);
        window.step();
    }
    window.drop_at(to);
    window.run_steps(3);
}

fn selected(window: &Window) -> String {
    let span = window.state().state.selection.expect("something is selected");
    window.state().text(span).to_owned()
}

fn quotes(window: &Window) -> Vec<String> {
    let mut notes: Vec<_> = window.state().notes().annotations.values().collect();
    notes.sort_by_key(|note| (note.anchor.span.start, note.anchor.span.end));
    notes.into_iter().map(|note| note.excerpt.exact.clone()).collect()
}

fn undo(window: &mut Window) {
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_steps(3);
}

#[test]
fn a_click_in_the_margin_takes_the_paragraph_and_a_digit_tags_it() {
    let mut window = window();
    let first = boxes(&mut window, "第一时间吹响")[0];
    let full = boxes(&mut window, "推进企业复工复产")[0];
    click_at(&mut window, pos2(full.left().min(first.left()).min(283.0) - 20.0, first.center().y));
    let words = selected(&window);
    assert!(words.contains("第一时间吹响“集结号”") && !words.contains('\n'), "{words}");
    window.key_press(Key::Num1);
    window.run_steps(3);
    assert_eq!(quotes(&window), [words]);
    undo(&mut window);
    assert!(quotes(&window).is_empty());
}

#[test]
fn letting_go_takes_the_other_quotation_mark_in_and_alt_leaves_it_out() {
    let mut window = window();
    let word = boxes(&mut window, "“集结号")[0];
    let (from, to) = (word.left_center() + vec2(1.0, 0.0), word.right_center());
    drag(&mut window, from, to);
    assert_eq!(selected(&window), "“集结号”");
    window.key_press(Key::Escape);
    window.run_steps(3);
    window.event(egui::Event::PointerMoved(from));
    window.step();
    drag_with_alt(&mut window, from, to);
    assert_eq!(selected(&window), "“集结号");
}

fn drag_with_alt(window: &mut Window, from: Pos2, to: Pos2) {
    let button = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::ALT,
    };
    window.event_modifiers(button(from, true), Modifiers::ALT);
    window.step();
    for part in [0.5, 1.0] {
        let at = from + (to - from) * part;
        window.event_modifiers(egui::Event::PointerMoved(at), Modifiers::ALT);
        window.step();
    }
    window.event_modifiers(button(to, false), Modifiers::ALT);
    window.run_steps(3);
}

#[test]
fn a_handle_is_dragged_and_the_mark_follows_in_one_step() {
    let mut window = window();
    let words = span(&window, "集结号");
    send(&mut window, Command::Select(Some(words)));
    window.key_press(Key::Num2);
    window.run_steps(3);
    let handle = window.get_by_label("标注末端").rect().center();
    let target = boxes(&mut window, "党的领导")[0];
    window.hover_at(handle);
    window.step();
    window.drag_at(handle);
    window.step();
    window.hover_at(target.right_center());
    window.run_steps(2);
    assert_eq!(quotes(&window), ["集结号"], "nothing is written while it is dragged");
    let drawn = window.state().active_boxes().last().copied().unwrap();
    assert!((drawn.right() - target.right()).abs() < 1.0, "yet it is drawn so");
    window.drop_at(target.right_center());
    window.run_steps(3);
    assert_eq!(quotes(&window), ["集结号”，就加强党的领导"]);
    undo(&mut window);
    assert_eq!(quotes(&window), ["集结号"]);
    let start = window.get_by_label("标注首端").rect().center();
    let before = boxes(&mut window, "吹响“")[0];
    drag(&mut window, start, before.left_center() + vec2(1.0, 0.0));
    assert_eq!(quotes(&window), ["吹响“集结号"]);
}

#[test]
fn shift_and_arrows_move_the_end_of_the_active_mark() {
    let mut window = window();
    let words = span(&window, "集结号");
    send(&mut window, Command::Select(Some(words)));
    window.key_press(Key::H);
    window.run_steps(3);
    window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::SHIFT | Modifiers::ALT, Key::ArrowLeft);
    window.run_steps(2);
    assert_eq!(quotes(&window), ["“集结号”"]);
    window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    window.run_steps(4);
    assert!(quotes(&window)[0].chars().count() > 25, "a line down: {:?}", quotes(&window));
    undo(&mut window);
    assert_eq!(quotes(&window), ["集结号"], "all of it was one step");
}

#[test]
fn the_caret_walks_over_the_lines_of_the_page_and_selects() {
    let mut window = window();
    let words = span(&window, "第一时间吹响");
    send(&mut window, Command::Select(Some(words)));
    window.key_press(Key::F7);
    window.run_steps(3);
    let caret = |window: &Window| window.state().state.caret.unwrap();
    assert_eq!(caret(&window), words.end);
    window.key_press(Key::ArrowDown);
    window.run_steps(4);
    let below = caret(&window);
    let line = window.state().text(Span { start: words.end, end: below }).chars().count();
    assert!((25..=45).contains(&line), "a line holds about 36 characters, not {line}");
    window.key_press(Key::ArrowUp);
    window.run_steps(4);
    assert_eq!(caret(&window), words.end, "up leads back to where it was");
    window.key_press(Key::ArrowDown);
    window.key_press(Key::Home);
    window.run_steps(4);
    let home = caret(&window);
    assert!(home < below);
    window.key_press_modifiers(Modifiers::SHIFT, Key::End);
    window.run_steps(4);
    let whole = selected(&window).chars().count();
    assert!((25..=45).contains(&whole), "{whole}");
    window.key_press(Key::H);
    window.run_steps(3);
    assert_eq!(quotes(&window).len(), 1);
    for _ in 0..60 {
        window.key_press(Key::ArrowDown);
        window.run_steps(3);
    }
    assert!(window.state().state.visible.start > words.end, "the page follows the caret");
    window.key_press(Key::Escape);
    window.run_steps(2);
    window.key_press(Key::Escape);
    window.run_steps(2);
    assert!(window.state().state.caret.is_none());
}

#[test]
fn with_the_marker_in_hand_each_drag_is_a_finished_mark() {
    let mut window = window();
    window.key_press(Key::M);
    window.run_steps(3);
    window.key_press(Key::Num3);
    window.run_steps(3);
    assert!(window.query_by_label_contains("标记笔 #问题").is_some());
    for words in ["集结号", "党的领导"] {
        let at = boxes(&mut window, words)[0];
        let from = at.left_center() + vec2(1.0, 0.0);
        drag(&mut window, from, at.right_center());
    }
    assert_eq!(quotes(&window), ["集结号", "党的领导"]);
    assert_eq!(window.query_all_by_role_and_label(Role::Mark, "划线，标签 问题").count(), 2);
    undo(&mut window);
    assert_eq!(quotes(&window), ["集结号"]);
    window.key_press(Key::Escape);
    window.run_steps(2);
    window.key_press(Key::Escape);
    window.run_steps(2);
    assert!(window.state().state.marker.is_none());
}

/// Marks these words one by one.
fn mark_all(window: &mut Window, all: &[&str]) {
    for words in all {
        let words = span(window, words);
        send(window, Command::Select(Some(words)));
        window.key_press(Key::H);
        window.run_steps(3);
        window.key_press(Key::Escape);
        window.run_steps(2);
    }
}

#[test]
fn clicks_go_through_marks_that_lie_upon_each_other_and_a_list_shows_them() {
    let mut window = window();
    mark_all(&mut window, &["吹响“集结号”，就加强党的领导", "“集结号”", "集结号"]);
    let at = boxes(&mut window, "集结号")[0].center();
    let active = |window: &Window| {
        window.state().state.active_annotation().map(|note| note.excerpt.exact.clone())
    };
    let mut seen = Vec::new();
    for _ in 0..4 {
        click_at(&mut window, at);
        seen.extend(active(&window));
        // Clicks that are far apart in time are no double click.
        window.run_steps(60);
    }
    assert_eq!(seen, ["集结号", "“集结号”", "吹响“集结号”，就加强党的领导", "集结号"]);
    assert!(window.query_by_label_contains("重叠的标注").is_some());
    window.get_by_role_and_label(Role::ListItem, "“集结号”").click();
    window.run_steps(3);
    assert_eq!(active(&window).unwrap(), "“集结号”");
    window.key_press(Key::ArrowDown);
    window.run_steps(3);
    assert_eq!(active(&window).unwrap(), "集结号");
}

#[test]
fn a_card_tells_of_the_marks_that_the_pointer_rests_on() {
    let mut window = window();
    mark_all(&mut window, &["“集结号”", "集结号"]);
    let at = boxes(&mut window, "集结号")[0].center();
    window.hover_at(at);
    window.run_steps(60);
    let n_removes = window.query_all_by_role_and_label(Role::Button, "删除").count();
    assert_eq!(n_removes, 2, "a line for each");
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert_eq!(window.query_all_by_role_and_label(Role::Button, "删除").count(), 0);
}

#[test]
fn who_marks_and_reads_on_finds_no_card_over_the_next_line() {
    let mut window = window();
    let words = boxes(&mut window, "就加强党的领导")[0];
    drag(&mut window, words.left_center(), words.right_center() - vec2(4.0, 0.0));
    window.key_press(Key::H);
    window.run_steps(3);
    window.key_press(Key::Escape);
    window.run_steps(60);
    let n_cards =
        |window: &Window| window.query_all_by_role_and_label(Role::Button, "删除").count();
    assert_eq!(n_cards(&window), 0);
    // Who comes back to it asks for it.
    window.hover_at(words.center() + vec2(0.0, 200.0));
    window.run_steps(3);
    window.hover_at(words.center());
    window.run_steps(60);
    assert_eq!(n_cards(&window), 1);
}

#[test]
fn marks_are_joined_and_split_by_keys() {
    let mut window = window();
    mark_all(&mut window, &["集结号", "就加强党的领导"]);
    window.key_press(Key::CloseBracket);
    window.run_steps(3);
    window.key_press(Key::U);
    window.run_steps(3);
    assert_eq!(quotes(&window), ["集结号”，就加强党的领导"]);
    let cut = span(&window, "就加强");
    send(&mut window, Command::Select(Some(cut)));
    window.key_press(Key::S);
    window.run_steps(3);
    assert_eq!(quotes(&window), ["集结号”，", "就加强", "党的领导"]);
    undo(&mut window);
    undo(&mut window);
    assert_eq!(quotes(&window), ["集结号", "就加强党的领导"]);
}

#[test]
fn the_marker_in_hand_covers_no_line_of_the_page() {
    for size in [(1280.0, 800.0), (800.0, 600.0), (480.0, 640.0)] {
        let mut window = harness_with(sample(), size);
        window.key_press(Key::M);
        window.run_steps(4);
        let bar = window.get_by_label_contains("拖选即标").rect();
        let lines = window.query_all_by_role(Role::TextRun);
        let lowest = lines.map(|line| line.rect().top()).fold(0.0, f32::max);
        assert!(0.0 < lowest && lowest < bar.top(), "{size:?}: {lowest} {bar}");
    }
}

#[test]
fn in_a_narrow_window_the_bar_hides_neither_the_passage_nor_what_is_read_next() {
    for size in [(800.0, 600.0), (480.0, 700.0)] {
        let mut window = harness_with(sample(), size);
        mark_all(&mut window, &["连日来"]);
        let at = boxes(&mut window, "连日来")[0].center();
        click_at(&mut window, at);
        window.run_steps(4);
        let passage = window.state().active_boxes();
        let bar = window.get_by_role_and_label(Role::Button, "删除").rect();
        let next = passage[0].bottom() + 3.0 * passage[0].height();
        assert!(bar.top() > next, "{size:?}: {bar} lies on what follows {passage:?}");
        assert!(bar.bottom() < size.1 - 26.0, "{size:?}: {bar} stands in the page");
    }
}

#[test]
fn the_bar_of_a_passage_lies_on_none_of_its_lines() {
    for size in [(1280.0, 800.0), (800.0, 600.0), (480.0, 700.0)] {
        let mut window = harness_with(sample(), size);
        for words in ["连日来，", "统揽统筹", "间吹响", "坚持高位统筹"] {
            let words = span(&window, words);
            send(&mut window, Command::Select(Some(words)));
            window.run_steps(3);
            let copy = window.get_by_role_and_label(Role::Button, "复制").rect();
            for line in window.state().selected_boxes() {
                assert!(!line.intersects(copy), "{size:?}: {copy} lies on {line}");
            }
        }
    }
}
