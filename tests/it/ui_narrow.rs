//! The window at every width: nothing is squeezed, cut or out of reach in a narrow one, and in a wide one the text
//! stands still.

use danhuang::app::library_notes::NoteScope;
use danhuang::app::{self, Action, Command, Event, FileIs, What, texts};
use danhuang::text::{Language, Span};
use egui::accesskit::Role;
use egui::{Key, Rect};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::ui_window::{Desk, click_at, document_of, harness_with, sample};

type Window = Harness<'static, Desk>;

const NARROW: (f32, f32) = (480.0, 700.0);

fn speak(harness: &mut Window, language: Language) {
    let settings = app::Settings { language, ..harness.state().state.settings };
    harness.state_mut().take(What::Command(Command::SetSettings(settings)));
    harness.run_steps(3);
}

fn act(harness: &mut Window, action: Action) {
    harness.state_mut().take(What::Command(Command::Do(action)));
    harness.run_steps(6);
}

fn window(size: (f32, f32)) -> Rect {
    Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(size.0, size.1))
}

fn page(harness: &Window) -> Rect {
    harness.get_by_role_and_label(Role::Document, texts::PAGE.zh).rect()
}

#[test]
fn a_bar_gives_its_sentence_room_and_its_answers_stand_in_the_window() {
    for size in [NARROW, (800.0, 600.0), (1280.0, 800.0)] {
        for language in [Language::English, Language::Chinese] {
            let mut open = sample();
            open.n_damaged = 1;
            let mut harness = harness_with(open, size);
            speak(&mut harness, language);
            let n_notes = harness.state().notes().annotations.len();
            let sentence = texts::damage(language, 1, n_notes);
            let sentence = harness.get_by_label(&sentence).rect();
            assert!(sentence.width() >= 200.0, "it is squeezed: {sentence}");
            assert!(sentence.height() <= 70.0, "it is a column of letters: {sentence}");
            for answer in [texts::MEND, texts::SEE_HISTORY, texts::LATER] {
                let answer = harness.get_by_label(answer.get(language)).rect();
                assert!(window(size).contains_rect(answer), "{answer} in {size:?}");
                assert!(!answer.intersects(sentence), "{answer} lies on {sentence}");
            }
        }
    }
}

#[test]
fn below_the_page_a_list_leaves_the_lines_as_long_and_the_find_bar_whole() {
    let mut harness = harness_with(sample(), NARROW);
    let before = page(&harness);
    act(&mut harness, Action::Find);
    harness.state_mut().take(What::Command(Command::FindTyped("复工复产".to_owned())));
    harness.run_steps(4);
    act(&mut harness, Action::ToggleHits);
    let after = page(&harness);
    assert_eq!(after.x_range(), before.x_range(), "the lines stay as they are");
    assert!(after.height() > 150.0, "something of the page is seen: {after}");
    let list = harness.get_by_label_contains("22 处").rect();
    assert!(list.top() >= after.bottom(), "the list {list} stands below the page {after}");
    for action in [Action::FindNext, Action::FindPrevious] {
        let name = action.name().zh;
        let button = harness.get_by_role_and_label(Role::Button, name).rect();
        assert!(window(NARROW).contains_rect(button), "{name}: {button}");
    }
    act(&mut harness, Action::Escape);
    for panel in [Action::ToggleContents, Action::ToggleNotes] {
        act(&mut harness, panel);
        assert_eq!(page(&harness).x_range(), before.x_range());
        assert!(page(&harness).height() < before.height() - 100.0, "{panel:?} is shown");
        act(&mut harness, panel);
        assert_eq!(page(&harness), before);
    }
}

#[test]
fn what_stands_in_the_line_at_the_bottom_never_lies_on_one_another() {
    for size in [NARROW, (560.0, 500.0), (800.0, 600.0)] {
        for language in [Language::English, Language::Chinese] {
            let mut harness = harness_with(sample(), size);
            speak(&mut harness, language);
            act(&mut harness, Action::NextHeading);
            harness.run_steps(30);
            let is_below = |rect: Rect| rect.top() > size.1 - 40.0 && rect.width() > 0.0;
            let labels = harness.get_all_by_role(Role::Label);
            let buttons = harness.get_all_by_role(Role::Button);
            let boxes = labels.chain(buttons).map(|node| node.rect());
            let mut boxes: Vec<Rect> = boxes.filter(|rect| is_below(*rect)).collect();
            boxes.sort_by(|a, b| a.left().total_cmp(&b.left()));
            assert!(boxes.len() >= 3, "{boxes:?}");
            for pair in boxes.windows(2) {
                assert!(pair[0].right() + 6.0 <= pair[1].left(), "{size:?} {language:?}: {pair:?}");
            }
            assert!(boxes.iter().all(|rect| window(size).contains_rect(*rect)), "{boxes:?}");
        }
    }
}

/// Where the text stands, seen by what is selected.
fn text_left(harness: &mut Window) -> f32 {
    let text = harness.state().state.open.as_ref().unwrap().document.cleaned.text.clone();
    let start = text.as_str().find("省委书记").unwrap();
    let span = Span::new(start, start + "省委书记".len());
    harness.state_mut().take(What::Command(Command::Select(Some(span))));
    harness.run_steps(4);
    harness.state().selected_boxes()[0].left()
}

#[test]
fn the_text_stands_still_when_the_first_note_comes_to_stand_beside_it() {
    for width in [1600.0, 1700.0, 1920.0] {
        let mut harness = harness_with(sample(), (width, 1000.0));
        let before = text_left(&mut harness);
        harness.key_press(Key::N);
        harness.run_steps(6);
        let field = harness.get_by_role_and_label(Role::MultilineTextInput, "批注").rect();
        assert!(field.right() < page(&harness).right(), "written beside the page's text");
        harness.event(egui::Event::Text("第一条".to_owned()));
        harness.run_steps(4);
        harness.key_press(Key::Escape);
        harness.run_steps(6);
        assert!((text_left(&mut harness) - before).abs() < 0.01, "at {width}");
        let note = harness.get_all_by_label("第一条").map(|node| node.rect());
        let note = note.min_by(|a, b| a.left().total_cmp(&b.left())).unwrap();
        assert!(note.left() > before + 100.0 && note.right() < page(&harness).right() - 20.0);
    }
}

#[test]
fn a_press_on_a_note_beside_the_text_is_none_on_the_text() {
    let mut harness = harness_with(sample(), (1920.0, 1000.0));
    text_left(&mut harness);
    harness.key_press(Key::N);
    harness.run_steps(6);
    harness.event(egui::Event::Text("第一条".to_owned()));
    harness.run_steps(4);
    harness.key_press(Key::Escape);
    harness.run_steps(6);
    harness.key_press(Key::Escape);
    harness.run_steps(6);
    assert!(harness.state().state.active.is_none());
    let note = harness.get_all_by_label("第一条").map(|node| node.rect());
    let note = note.min_by(|a, b| a.left().total_cmp(&b.left())).unwrap();
    let at = egui::pos2(note.right() + 120.0, note.center().y);
    click_at(&mut harness, at);
    let id = harness.state().notes().annotations.keys().next().cloned();
    assert_eq!(harness.state().state.active, id, "a click on it makes it the active one");
    assert!(harness.state().state.selection.is_none());
}

#[test]
fn a_guessed_encoding_is_asked_about_until_it_is_said_to_read_well() {
    let open = document_of("咖啡.txt", b"Caf\xe9 cr\xe8me \xa9\n");
    let encoding = open.guessed_encoding().expect("so short a text is no proof");
    let mut harness = harness_with(open, NARROW);
    let sentence = texts::encoding_guessed(Language::Chinese, encoding);
    assert!(harness.query_by_label(&sentence).is_some());
    harness.get_by_label(texts::READS_WELL.zh).click();
    harness.run_steps(4);
    let reads = harness.state().effects.iter().any(|effect| {
        matches!(effect, app::Effect::Load(_, app::Load::FileAs(_, name)) if *name == encoding)
    });
    assert!(reads, "it is read so from now on");
    let open = document_of("鸟.txt", "春眠不觉晓，处处闻啼鸟。".as_bytes());
    assert_eq!(open.guessed_encoding(), None);
}

#[test]
fn a_file_that_is_gone_is_told_until_it_comes_back_and_work_goes_on() {
    let mut harness = harness_with(sample(), (1280.0, 800.0));
    let content = harness.state().state.open.as_ref().unwrap().document.fingerprint.content.clone();
    for (file, says) in [(FileIs::Gone, texts::GONE), (FileIs::Unreadable, texts::UNREADABLE)] {
        harness.state_mut().take(What::Event(Event::Rewritten(content.clone(), file)));
        harness.run_steps(3);
        assert!(harness.query_by_label(says.zh).is_some());
        crate::ui_window::select(&mut harness);
        harness.key_press(Key::Num1);
        harness.run_steps(4);
        assert!(harness.query_by_label(says.zh).is_some(), "marking does not take it away");
        harness.state_mut().take(What::Event(Event::Rewritten(content.clone(), FileIs::Same)));
        harness.run_steps(3);
        assert!(harness.query_by_label(says.zh).is_none(), "it is there again");
        harness.state_mut().take(What::Event(Event::Rewritten(content.clone(), file)));
        harness.run_steps(3);
        harness.get_by_label(texts::SEEN.zh).click();
        harness.run_steps(3);
        assert!(harness.query_by_label(says.zh).is_none(), "it was seen");
    }
    assert!(!harness.state().notes().annotations.is_empty());
}

#[test]
fn a_file_that_another_program_wrote_is_read_again_where_it_was_read() {
    let mut harness = harness_with(sample(), (1280.0, 800.0));
    act(&mut harness, Action::NextHeading);
    act(&mut harness, Action::NextHeading);
    harness.run_steps(40);
    let open = harness.state().state.open.as_ref().unwrap();
    let content = open.document.fingerprint.content.clone();
    let top = harness.state().state.visible.start;
    let from_top = open.document.cleaned.text.as_str().get(top.index()..).unwrap();
    let quote: String = from_top.chars().take(9).collect();
    harness.state_mut().take(What::Event(Event::Rewritten("another".to_owned(), FileIs::Other)));
    harness.run_steps(3);
    assert!(harness.query_by_label(texts::REWRITTEN.zh).is_none(), "that was not this one");
    harness.state_mut().take(What::Event(Event::Rewritten(content.clone(), FileIs::Other)));
    harness.run_steps(3);
    assert!(harness.query_by_label(texts::REWRITTEN.zh).is_some());
    harness.state_mut().take(What::Event(Event::Rewritten(content.clone(), FileIs::Same)));
    harness.run_steps(3);
    assert!(harness.query_by_label(texts::REWRITTEN.zh).is_none(), "it is as it was");
    harness.state_mut().take(What::Event(Event::Rewritten(content, FileIs::Other)));
    harness.run_steps(3);
    harness.get_by_label(texts::READ_AGAIN.zh).click();
    harness.run_steps(3);
    let ticket = harness.state().effects.iter().rev().find_map(|effect| match effect {
        app::Effect::Load(ticket, app::Load::File(_)) => Some(*ticket),
        _ => None,
    });
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples/jilin.txt");
    let text = String::from_utf8(std::fs::read(path).unwrap()).unwrap();
    let first = text.lines().next().unwrap();
    let text = text.replacen(first, &format!("{first}\n\n这一段是后来加上去的，原先没有。"), 1);
    let new = Box::new(document_of("吉林.txt", text.as_bytes()));
    harness.state_mut().take(What::Event(Event::Loaded(ticket.unwrap(), new)));
    harness.run_steps(40);
    let state = &harness.state().state;
    let text = state.open.as_ref().unwrap().document.cleaned.text.as_str();
    assert!(text.contains("后来加上去的"));
    let from_top = text.get(state.visible.start.index()..).unwrap();
    assert!(from_top.starts_with(&quote), "it is shown where it was");
    assert!(harness.query_by_label(texts::REWRITTEN.zh).is_none());
}

#[test]
fn escape_on_the_start_page_leads_back_to_the_document() {
    let mut harness = harness_with(sample(), (1280.0, 800.0));
    act(&mut harness, Action::ShowStart);
    assert!(harness.state().state.open.is_none());
    harness.key_press(Key::Escape);
    harness.run_steps(4);
    assert!(harness.state().state.open.is_some());
    harness.key_press(Key::Escape);
    harness.run_steps(4);
    assert!(harness.state().state.open.is_some(), "there it leaves nothing");
}

#[test]
fn nothing_on_a_card_stands_beyond_the_sides_of_the_window() {
    for size in [NARROW, (800.0, 600.0)] {
        for language in [Language::English, Language::Chinese] {
            let mut harness = harness_with(sample(), size);
            speak(&mut harness, language);
            text_left(&mut harness);
            act(&mut harness, Action::TagSlot(1));
            for action in [
                Action::Export,
                Action::ManageTags,
                Action::ShowSettings,
                Action::ShowKeys,
                Action::ShowLook,
                Action::ShowFonts,
                Action::ShowAbout,
                Action::ShowInfo,
                Action::ShowSteps,
                Action::ShowCommands,
                Action::GoAnywhere,
                Action::GoToPlace,
                Action::JoinLibrary,
            ] {
                act(&mut harness, action);
                let sides = window(size).x_range();
                let beyond = harness
                    .get_all_by_role(Role::Button)
                    .map(|node| node.rect())
                    .filter(|rect| rect.width() > 0.0)
                    .find(|rect| rect.left() < sides.min || rect.right() > sides.max);
                assert_eq!(beyond, None, "{action:?} at {size:?} in {language:?}");
                harness.state_mut().take(What::Command(Command::SetPopover(None)));
                harness.run_steps(2);
            }
        }
    }
}

/// The key that lists the library's notes shows them, also where no panel stood.
#[test]
fn the_librarys_notes_come_by_their_key_in_a_narrow_window() {
    for size in [NARROW, (800.0, 600.0), (1280.0, 800.0)] {
        let mut harness = harness_with(sample(), size);
        harness.key_press_modifiers(egui::Modifiers::ALT, Key::F);
        harness.run_steps(8);
        let library = texts::note_scope(NoteScope::Library).zh;
        let switch = harness.get_by_role_and_label(Role::Switch, library).rect();
        assert!(window(size).contains_rect(switch), "{switch} in {size:?}");
        let reading = harness.get_by_label(texts::READING_LIBRARY.zh).rect();
        assert!(window(size).contains_rect(reading) && !reading.intersects(switch));
    }
}
