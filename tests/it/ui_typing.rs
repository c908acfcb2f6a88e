//! Keys that come faster than frames: what follows a key that opens a field is typed into that field.

use danhuang::app::{Event as AppEvent, PathPurpose, What, texts};
use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use crate::ui_window::{Desk, harness_with, sample, select};

type Window = Harness<'static, Desk>;

fn window() -> Window {
    harness_with(sample(), (1280.0, 800.0))
}

fn key(modifiers: Modifiers, key: Key) -> Vec<Event> {
    let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
    vec![event(true), event(false)]
}

/// A key that types a letter, as the window system tells of it.
fn letter(name: Key) -> Vec<Event> {
    let mut events = key(Modifiers::NONE, name);
    events.insert(1, Event::Text(name.symbol_or_name().to_lowercase()));
    events
}

fn text(text: &str) -> Vec<Event> {
    vec![Event::Text(text.to_owned())]
}

/// All of this in one frame, and then frames without anything.
fn at_once(harness: &mut Window, events: Vec<Vec<Event>>) {
    harness.input_mut().events.extend(events.into_iter().flatten());
    harness.run_steps(24);
}

fn value(harness: &Window, label: &str) -> Option<String> {
    harness.get_by_label(label).accesskit_node().value()
}

#[test]
fn what_is_typed_in_the_frame_of_a_key_that_opens_a_field_is_in_that_field() {
    let command = |name| key(Modifiers::COMMAND, name);
    let openers = [
        (letter(Key::T), texts::TAG_HINT.zh, ""),
        (letter(Key::N), "批注", ""),
        (letter(Key::Slash), texts::FIND_HINT.zh, ""),
        (command(Key::F), texts::FIND_HINT.zh, ""),
        (command(Key::P), texts::PALETTE_FIELD.zh, ""),
        (key(Modifiers::COMMAND | Modifiers::SHIFT, Key::P), texts::PALETTE_FIELD.zh, ">"),
        (command(Key::G), texts::PLACE_FIELD.zh, ""),
    ];
    for (opener, field, before) in openers {
        // The letters of the second word have keys that mean something on the page.
        for word in [text("政策"), [letter(Key::H), letter(Key::Num1), letter(Key::T)].concat()] {
            let typed: String = word
                .iter()
                .filter_map(|event| match event {
                    Event::Text(text) => Some(text.as_str()),
                    _ => None,
                })
                .collect();
            let mut harness = window();
            select(&mut harness);
            at_once(&mut harness, vec![opener.clone(), word]);
            assert_eq!(value(&harness, field).unwrap(), format!("{before}{typed}"), "{field}");
            let notes = harness.state().notes().annotations.values();
            assert!(notes.clone().all(|note| note.tags.is_empty()), "{field}: it tagged");
        }
    }
}

#[test]
fn a_passage_is_tagged_and_noted_though_all_keys_come_in_one_frame() {
    let mut harness = window();
    select(&mut harness);
    let keys = vec![
        letter(Key::T),
        text("政策/复工"),
        key(Modifiers::COMMAND, Key::Enter),
        letter(Key::N),
        text("口径？"),
        key(Modifiers::NONE, Key::Escape),
        letter(Key::Num1),
    ];
    at_once(&mut harness, keys);
    let note = harness.state().notes().annotations.values().next().unwrap();
    let codebook = &harness.state().state.codebook;
    let tags: std::collections::BTreeSet<String> =
        note.tags.iter().map(|tag| codebook.path(tag)).collect();
    assert_eq!(note.note, "口径？");
    assert_eq!(tags.into_iter().collect::<Vec<_>>(), ["政策/复工", "要点"]);
    assert!(harness.state().state.editor.is_none() && harness.state().state.picker.is_none());
}

#[test]
fn what_is_typed_just_before_escape_is_in_the_note() {
    let mut harness = window();
    select(&mut harness);
    at_once(&mut harness, vec![letter(Key::N)]);
    at_once(&mut harness, vec![text("口径"), text("？"), key(Modifiers::NONE, Key::Escape)]);
    let note = harness.state().notes().annotations.values().next().unwrap();
    assert_eq!(note.note, "口径？");
    assert!(harness.state().state.editor.is_none());
}

#[test]
fn typing_replaces_a_name_that_is_proposed_for_a_file() {
    let mut harness = window();
    let format = harness.state().state.export.choice.format().unwrap().id;
    harness.state_mut().take(What::Event(AppEvent::NoDialog(PathPurpose::Export(format))));
    harness.run_steps(6);
    assert!(value(&harness, texts::PATH_FIELD.zh).unwrap().contains('.'), "a name is proposed");
    harness.event(Event::Text("甲.md".to_owned()));
    harness.run_steps(3);
    assert_eq!(value(&harness, texts::PATH_FIELD.zh).unwrap(), "甲.md");
}
