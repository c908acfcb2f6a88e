//! Long documents: what stands under the eye never moves while the lines of the rest become known.

use danhuang::app::{Action, Command, What};
use danhuang::text::Pos;
use danhuang::ui::work::Job;
use egui::accesskit::Role;
use egui::{Event, Modifiers, PointerButton, Rect, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use crate::ui_window::{Desk, document_of, harness_on};

/// A text of more paragraphs than are made into a page within a frame, no two alike in length.
fn text() -> String {
    let paragraph = |n: usize| {
        let sentence = format!("这是第{n}段，里面说的是第{}件事，GDP增长{}.5%。", n * 7, n % 9);
        let heading = if n.is_multiple_of(400) {
            format!("第{}章 开头\n", n / 400 + 1)
        } else {
            String::new()
        };
        format!("{heading}{}\n", sentence.repeat(1 + n * 13 % 11))
    };
    (0..5_000).map(paragraph).collect()
}

fn harness() -> Harness<'static, Desk> {
    harness_on(document_of("长.txt", text().as_bytes()), (1280.0, 800.0), true)
}

fn do_jobs(harness: &mut Harness<'static, Desk>) {
    harness.state_mut().jobs.drain(..).for_each(Job::run);
}

/// The paragraphs in view: their words and where they stand.
fn in_view(harness: &Harness<'static, Desk>) -> Vec<(String, Rect)> {
    let words = |node: &egui_kittest::Node<'_>| {
        let node = node.accesskit_node();
        node.label().or_else(|| node.value()).unwrap_or_default()
    };
    let paragraphs = harness.get_all_by_role(Role::Paragraph);
    paragraphs.map(|node| (words(&node), node.rect())).collect()
}

fn bar(harness: &Harness<'static, Desk>) -> f64 {
    let bar = harness.get_by_role(Role::ScrollBar);
    bar.accesskit_node().numeric_value().unwrap_or_default()
}

#[test]
fn a_long_document_is_there_before_its_lines_are_counted() {
    let mut harness = harness();
    assert!(harness.query_all_by_role(Role::Paragraph).next().is_none(), "no frame waits for it");
    do_jobs(&mut harness);
    harness.run_steps(3);
    let shown = in_view(&harness);
    let text = harness.state().state.open.as_ref().unwrap().document.cleaned.text.clone();
    assert!(!shown.is_empty() && harness.state().state.visible.start.index() < 100, "{shown:?}");
    assert!(shown.iter().all(|(words, _)| text.as_str().contains(words.as_str())), "{shown:?}");
    assert!(!harness.state().view.is_counted());
    assert!(harness.query_by_role(Role::ScrollBar).is_some(), "the bar is guessed at once");
    do_jobs(&mut harness);
    harness.run_steps(2);
    assert!(harness.state().view.is_counted());
}

#[test]
fn the_text_under_the_eye_stays_when_the_lines_become_known() {
    let mut harness = harness();
    do_jobs(&mut harness);
    harness.run_steps(2);
    let length = harness.state().state.open.as_ref().unwrap().document.cleaned.text.len();
    for part in [2, 5, 9] {
        let text = &harness.state().state.open.as_ref().unwrap().document.cleaned.text;
        let pos: Pos<_> = text.floor(length / 10 * part);
        harness.state_mut().take(What::Command(Command::GoTo(pos)));
        harness.run_steps(2);
        // A few lines on, so that no paragraph begins at the top.
        harness.state_mut().take(What::Command(Command::Do(Action::LineDown)));
        harness.run_steps(20);
        let (before, guessed, visible) =
            (in_view(&harness), bar(&harness), harness.state().state.visible);
        assert!(!harness.state().view.is_counted());
        do_jobs(&mut harness);
        harness.run_steps(3);
        assert!(harness.state().view.is_counted());
        assert_eq!(in_view(&harness), before);
        assert_eq!(harness.state().state.visible, visible);
        assert!((bar(&harness) - guessed).abs() < 5.0, "the guess was near");
        // Another size of the text has all counted anew.
        harness.state_mut().take(What::Command(Command::Do(Action::Larger)));
        harness.run_steps(2);
    }
}

#[test]
fn a_resize_keeps_the_line_on_top_and_so_does_the_count_after_it() {
    let mut harness = harness();
    for _ in 0..2 {
        do_jobs(&mut harness);
        harness.run_steps(2);
    }
    let length = harness.state().state.open.as_ref().unwrap().document.cleaned.text.len();
    let text = &harness.state().state.open.as_ref().unwrap().document.cleaned.text;
    let pos: Pos<_> = text.floor(length / 2);
    harness.state_mut().take(What::Command(Command::GoTo(pos)));
    harness.run_steps(30);
    let top = harness.state().state.visible.start;
    for width in [900.0, 700.0, 1180.0] {
        harness.set_size(vec2(width, 800.0));
        harness.run_steps(4);
        let visible = harness.state().state.visible;
        assert!(visible.start <= top && top < visible.end, "{visible:?} at {width}");
        let before = in_view(&harness);
        do_jobs(&mut harness);
        harness.run_steps(3);
        assert!(harness.state().view.is_counted());
        assert_eq!(in_view(&harness), before);
    }
}

#[test]
fn a_thumb_that_is_held_still_moves_nothing_whatever_becomes_known() {
    let mut harness = harness();
    do_jobs(&mut harness);
    harness.run_steps(2);
    let track = harness.get_by_role(Role::ScrollBar).rect();
    let at = pos2(track.center().x, track.top() + track.height() * 0.6);
    harness.event(Event::PointerMoved(at));
    harness.event(Event::PointerButton {
        pos: at,
        button: PointerButton::Primary,
        pressed: true,
        modifiers: Modifiers::NONE,
    });
    harness.run_steps(3);
    let before = in_view(&harness);
    let is_start = before.iter().any(|(words, _)| words.contains("这是第7段"));
    assert!(!before.is_empty() && !is_start, "a press beside the thumb goes there");
    assert!(!harness.state().view.is_counted());
    do_jobs(&mut harness);
    harness.run_steps(3);
    assert!(harness.state().view.is_counted());
    assert_eq!(in_view(&harness), before);
}

#[test]
fn dragging_the_scroll_bar_scrolls_and_selects_nothing() {
    let mut harness = harness();
    do_jobs(&mut harness);
    harness.run_steps(2);
    let before = in_view(&harness);
    let track = harness.get_by_role(Role::ScrollBar).rect();
    let at = |share: f32| pos2(track.center().x, track.top() + track.height() * share);
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    harness.event(Event::PointerMoved(at(0.02)));
    harness.run_steps(1);
    harness.event(button(at(0.02), true));
    for share in [0.1, 0.3, 0.5] {
        harness.event(Event::PointerMoved(at(share)));
        harness.run_steps(2);
    }
    harness.event(button(at(0.5), false));
    harness.run_steps(2);
    assert_ne!(in_view(&harness), before, "it scrolled");
    assert_eq!(harness.state().state.selection, None);
}
