//! What stays as it was: what is chosen when a step is undone, the place on the page when another document was
//! looked at or the text was cleaned anew, the panels of a wide window when it was narrow for a while.

use std::path::PathBuf;

use danhuang::app::{Action, Command, DrawnMarks, Event, What, texts};
use danhuang::notebook::AnnotationId;
use danhuang::text::Span;
use egui::accesskit::Role;
use egui::{Key, Modifiers, Rect, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::ui_window::{Desk, document_of, harness_with, sample};

type Window = Harness<'static, Desk>;

const WIDE: (f32, f32) = (1280.0, 800.0);

fn command(harness: &mut Window, command: Command) {
    harness.state_mut().take(What::Command(command));
    harness.run_steps(8);
}

fn act(harness: &mut Window, action: Action) {
    command(harness, Command::Do(action));
}

fn press(harness: &mut Window, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_steps(8);
}

/// A window on the sample with these words marked.
fn marked(quotes: &[&str]) -> Window {
    let mut harness = harness_with(sample(), WIDE);
    for quote in quotes {
        let text = &harness.state().state.open.as_ref().unwrap().document.cleaned.text;
        let start = text.as_str().find(quote).unwrap();
        command(&mut harness, Command::Select(Some(Span::new(start, start + quote.len()))));
        act(&mut harness, Action::Highlight);
    }
    command(&mut harness, Command::Activate(None));
    harness
}

fn quotes(harness: &Window) -> Vec<String> {
    let notes = harness.state().notes().annotations.values();
    notes.map(|note| note.excerpt.exact.clone()).collect()
}

fn id(harness: &Window, quote: &str) -> AnnotationId {
    let notes = &harness.state().notes().annotations;
    notes.values().find(|note| note.excerpt.exact == quote).unwrap().id.clone()
}

fn card(harness: &mut Window, quote: &str, modifiers: Modifiers) {
    harness.get_by_role_and_label(Role::Button, quote).click_modifiers(modifiers);
    harness.run_steps(10);
}

const MARKS: [&str; 3] = ["第一时间", "集结号", "复工复产"];

#[test]
fn the_choice_stays_when_what_was_done_to_it_is_undone_and_delete_means_it() {
    let mut harness = marked(&MARKS);
    card(&mut harness, MARKS[0], Modifiers::NONE);
    card(&mut harness, MARKS[2], Modifiers::COMMAND);
    assert_eq!(harness.state().state.chosen.len(), 2);
    press(&mut harness, Modifiers::NONE, Key::Num1);
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    let notes = &harness.state().notes().annotations;
    assert!(notes.values().all(|note| note.tags.is_empty()), "the tags are gone again");
    assert_eq!(harness.state().state.chosen.len(), 2, "what was chosen is chosen still");
    assert!(harness.state().state.active.is_none());
    press(&mut harness, Modifiers::NONE, Key::Delete);
    assert_eq!(quotes(&harness), [MARKS[1]]);
}

#[test]
fn delete_takes_the_mark_that_is_shown_as_chosen_and_no_other_card_has_a_frame() {
    let mut harness = marked(&MARKS);
    let first = id(&harness, MARKS[0]);
    command(&mut harness, Command::Activate(Some(first.clone())));
    act(&mut harness, Action::TagSlot(1));
    command(&mut harness, Command::Activate(None));
    harness.get_by_role_and_label(Role::Button, MARKS[2]).focus();
    harness.run_steps(4);
    act(&mut harness, Action::Undo);
    assert_eq!(harness.state().state.active, Some(first), "the undone one is shown");
    assert!(!harness.get_by_role_and_label(Role::Button, MARKS[2]).is_focused());
    press(&mut harness, Modifiers::NONE, Key::Delete);
    assert_eq!(quotes(&harness), MARKS[1..]);
    // Who goes to a card by key has only that one framed, and deletes it.
    let second = id(&harness, MARKS[1]);
    command(&mut harness, Command::Activate(Some(second)));
    harness.get_by_role_and_label(Role::Button, MARKS[2]).focus();
    harness.run_steps(6);
    assert!(harness.state().state.active.is_none());
    press(&mut harness, Modifiers::NONE, Key::Delete);
    assert_eq!(quotes(&harness), [MARKS[1]]);
}

#[test]
fn what_is_opened_in_a_narrow_window_does_not_close_it_in_a_wide_one() {
    for (key, modifiers, role, name) in [
        (Key::F9, Modifiers::NONE, Role::Tree, texts::CONTENTS.zh),
        (Key::F9, Modifiers::SHIFT, Role::TextInput, texts::SEARCH_NOTES.zh),
    ] {
        let mut harness = harness_with(sample(), WIDE);
        let is_there = |harness: &Window| harness.query_by_role_and_label(role, name).is_some();
        assert!(is_there(&harness), "{name}");
        harness.set_size(vec2(800.0, 600.0));
        harness.run_steps(6);
        assert!(!is_there(&harness));
        press(&mut harness, modifiers, key);
        assert!(is_there(&harness), "{name} is opened");
        harness.set_size(vec2(WIDE.0, WIDE.1));
        harness.run_steps(6);
        assert!(is_there(&harness), "{name} stands there as before");
        // What is closed there is closed, and stays so.
        press(&mut harness, modifiers, key);
        assert!(!is_there(&harness));
        harness.set_size(vec2(800.0, 600.0));
        harness.run_steps(6);
        press(&mut harness, modifiers, key);
        assert!(is_there(&harness));
        press(&mut harness, modifiers, key);
        harness.set_size(vec2(WIDE.0, WIDE.1));
        harness.run_steps(6);
        assert!(!is_there(&harness));
    }
}

/// The first paragraph of the sample that is in view, with where it stands.
fn paragraph(harness: &Window) -> Rect {
    harness.get_by_label_contains("第一时间吹响").rect()
}

fn wheel(harness: &mut Window, points: f32) {
    harness.hover_at(egui::pos2(600.0, 400.0));
    harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, -points),
        modifiers: Modifiers::NONE,
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
    });
    harness.run_steps(30);
}

fn second_document(harness: &mut Window) {
    let path = PathBuf::from("/乙.md");
    command(harness, Command::OpenPaths(vec![path.clone()]));
    let han = |n: usize| char::from_u32(0x4E00 + (n * 7_919 % 6_000) as u32).unwrap();
    let words = |n: usize| (0..40).map(|at| han(n * 131 + at * 29)).collect::<String>();
    let text: String = (0..60).map(|n| format!("{}。\n\n", words(n))).collect();
    let mut open = document_of("乙.md", text.as_bytes());
    open.origin = danhuang::app::Origin::File(path);
    let ticket = harness.state().state.loading.as_ref().expect("it is being read").0;
    let drawn = DrawnMarks::new(&open, &open.codebook).with_index(&open);
    harness.state_mut().take(What::Event(Event::MarksMade(ticket, Box::new(drawn))));
    harness.state_mut().take(What::Event(Event::Loaded(ticket, Box::new(open))));
    harness.run_steps(8);
}

#[test]
fn a_document_comes_back_at_the_same_place_to_the_point() {
    for points in [0.0, 13.0, 47.0] {
        let mut harness = harness_with(sample(), WIDE);
        second_document(&mut harness);
        act(&mut harness, Action::NextTab);
        if points > 0.0 {
            wheel(&mut harness, points);
        }
        let before = paragraph(&harness);
        act(&mut harness, Action::NextTab);
        assert!(harness.query_by_label_contains("第一时间吹响").is_none());
        act(&mut harness, Action::NextTab);
        assert_eq!(paragraph(&harness), before, "scrolled by {points}");
    }
}

#[test]
fn the_page_stands_still_when_something_further_down_is_ruled_and_that_is_undone() {
    for points in [0.0, 13.0] {
        let mut harness = harness_with(sample(), WIDE);
        if points > 0.0 {
            wheel(&mut harness, points);
        }
        let before = paragraph(&harness);
        let text = &harness.state().state.open.as_ref().unwrap().document.cleaned.text;
        let at = text.as_str().find("集结号").unwrap();
        let span = Span::new(at, at + "集结号".len());
        command(&mut harness, Command::Select(Some(span)));
        act(&mut harness, Action::MarkNoise);
        let open = harness.state().state.open.as_ref().unwrap();
        assert!(!open.document.cleaned.text.as_str().contains("集结号"));
        assert_eq!(paragraph(&harness).top(), before.top(), "scrolled by {points}");
        act(&mut harness, Action::Undo);
        assert_eq!(paragraph(&harness).top(), before.top(), "undone at {points}");
    }
}

#[test]
fn a_page_down_and_a_page_up_lead_back_to_the_very_top() {
    let mut harness = harness_with(sample(), WIDE);
    let before = paragraph(&harness);
    press(&mut harness, Modifiers::NONE, Key::Space);
    harness.run_steps(30);
    press(&mut harness, Modifiers::SHIFT, Key::Space);
    harness.run_steps(30);
    assert_eq!(paragraph(&harness), before);
}
