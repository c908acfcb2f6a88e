//! The reading diary in the window: opened by its key, walked through, narrowed, copied, followed.

use danhuang::app::diary::Diary;
use danhuang::app::diary_past::Kept;
use danhuang::app::{Action, Command, Effect, Event, PathPurpose, Popover, What, texts};
use danhuang::store::{DocumentRecord, StoredNotes};
use danhuang::text::Span;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::ui_window::{Desk, harness_with, sample};

type Window = Harness<'static, Desk>;

fn mark(window: &mut Window, words: &str, note: &str) {
    let text = window.state().state.open.as_ref().unwrap().document.cleaned.text.as_str();
    let start = text.find(words).unwrap();
    let span = Span::new(start, start + words.len());
    for command in [Command::Select(Some(span)), Command::Do(Action::TagSlot(2))] {
        window.state_mut().take(What::Command(command));
    }
    let id = window.state().state.active.clone().unwrap();
    for command in [
        Command::EditNote(id),
        Command::NoteTyped(note.to_owned()),
        Command::Do(Action::Escape),
        Command::Activate(None),
    ] {
        window.state_mut().take(What::Command(command));
    }
    window.run_steps(3);
}

/// Opens the diary and answers what it asks for, with the shown document as the library's only one.
fn opened(size: (f32, f32)) -> Window {
    let mut window = harness_with(sample(), size);
    mark(&mut window, "集结号", "谁吹响的？");
    mark(&mut window, "党的领导", "");
    window.key_press_modifiers(Modifiers::ALT, Key::J);
    window.run_steps(3);
    assert_eq!(window.state().state.popover, Some(Popover::Diary));
    window.get_by_label(texts::DIARY_COMES.zh);
    let desk = window.state();
    assert!(desk.effects.iter().any(|effect| matches!(effect, Effect::ReadDiary(..))));
    let open = desk.state.open.as_ref().unwrap();
    let record = DocumentRecord {
        title: "吉林复工".to_owned(),
        contents: vec![open.document.fingerprint.content.clone()],
        paths: vec!["吉林.txt".to_owned()],
        ..DocumentRecord::default()
    };
    let stored = StoredNotes { record, notebook: (*open.notebook).clone() };
    let diary =
        Diary::new(&[Kept { notes: stored, done: Vec::new() }], &[], &desk.state.codebook, &|at| {
            at.0
        });
    window.state_mut().take(What::Event(Event::DiaryRead(Box::new(diary))));
    window.run_steps(3);
    window
}

fn typed(window: &mut Window, text: &str) {
    window.event(egui::Event::Text(text.to_owned()));
    window.run_steps(3);
}

#[test]
fn by_keys_a_line_is_reached_and_leads_to_its_passage() {
    let mut window = opened((1280.0, 800.0));
    assert!(window.get_by_role_and_label(Role::TextInput, texts::DIARY_SEARCH.zh).is_focused());
    assert_eq!(window.query_all_by_label_contains("集结号 谁吹响的？").count(), 1);
    typed(&mut window, "jijiehao");
    assert!(window.query_by_label_contains("划线 党的领导").is_none());
    // The first line is the document, the second its entry.
    for key in [Key::ArrowDown, Key::ArrowDown, Key::Enter] {
        window.key_press(key);
        window.run_steps(3);
    }
    let state = &window.state().state;
    assert!(state.popover.is_none());
    let active = state.active.as_ref().and_then(|id| state.annotation(id)).unwrap();
    assert_eq!(active.excerpt.exact, "集结号");
}

#[test]
fn by_the_pointer_it_is_narrowed_copied_and_followed() {
    for size in [(800.0, 600.0), (480.0, 700.0)] {
        let mut window = opened(size);
        window.get_by_role_and_label(Role::Button, "吉林复工").click();
        window.run_steps(3);
        window.get_by_role_and_label(Role::Button, "只看《吉林复工》").click();
        window.run_steps(3);
        window.get_all_by_role_and_label(Role::Button, texts::WITH_NOTE.zh).last().unwrap().click();
        window.run_steps(3);
        assert!(window.query_by_label_contains("划线 党的领导").is_none());
        let copy = texts::COPY_CHOSEN.zh;
        window.get_by_role_and_label(Role::Button, copy).click();
        window.run_steps(3);
        let copied = window.state().effects.iter().rev().find_map(|effect| match effect {
            Effect::Copy(text) => Some(text.clone()),
            _ => None,
        });
        let copied = copied.unwrap();
        assert!(copied.contains("> 集结号") && !copied.contains("党的领导"), "{copied}");
        window.get_by_label_contains("集结号 谁吹响的？").click();
        window.run_steps(3);
        assert!(window.state().state.popover.is_none() && window.state().state.active.is_some());
    }
}

#[test]
fn it_is_written_to_a_file_that_is_asked_for() {
    let mut window = opened((1280.0, 800.0));
    window.get_by_role_and_label(Role::Button, texts::SAVE_DIARY.zh).click();
    window.run_steps(3);
    let asks = |effect: &Effect| matches!(effect, Effect::PickPath(PathPurpose::Diary, _));
    assert!(window.state().effects.iter().any(asks));
    let picked = Event::PathPicked(PathPurpose::Diary, Some("日志.md".into()));
    window.state_mut().take(What::Event(picked));
    let wrote = |effect: &Effect| match effect {
        Effect::WriteText(path, text, _) => path.ends_with("日志.md") && text.contains("集结号"),
        _ => false,
    };
    assert!(window.state().effects.iter().any(wrote));
}
