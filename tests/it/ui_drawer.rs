//! The note in a drawer beside its passage, where notes are not listed; and what a note is completed by.

use danhuang::app::note_list::{Order, Sorting};
use danhuang::app::{Action, Command, Memory, What, texts};
use danhuang::exchange::Grouping;
use danhuang::host::memory;
use danhuang::text::Span;
use egui::accesskit::{Role, Toggled};
use egui::{Key, Modifiers, Rect};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use crate::ui_window::{Desk, document_of, harness_with, sample};

type Window = Harness<'static, Desk>;

const TEXT: &str = "# 题目\n\n## 甲节\n\n企业复工复产，物流畅通。\n\n## 乙节\n\n外贸外资稳住了。\n";

fn command(window: &mut Window, command: Command) {
    window.state_mut().take(What::Command(command));
}

fn select(window: &mut Window, span: Span<danhuang::text::Clean>) {
    command(window, Command::Select(Some(span)));
    window.run_steps(4);
}

fn typed(window: &mut Window, text: &str) {
    window.event(egui::Event::Text(text.to_owned()));
    window.run_steps(4);
}

fn field(window: &Window) -> Rect {
    window.get_by_role_and_label(Role::MultilineTextInput, texts::NOTE_FIELD.zh).rect()
}

/// The first and the last characters in view.
fn ends_in_view(window: &Window) -> [Span<danhuang::text::Clean>; 2] {
    let state = &window.state().state;
    let text = &state.open.as_ref().unwrap().document.cleaned.text;
    let visible = state.visible;
    let words = text.get(visible);
    let start = visible.start.index();
    let at = |(at, c): (usize, char)| Span::new(start + at, start + at + c.len_utf8());
    let mut letters = words.char_indices().filter(|(_, c)| c.is_alphabetic()).map(at);
    let first = letters.next().unwrap();
    [first, letters.next_back().unwrap()]
}

#[test]
fn in_a_narrow_window_the_drawer_covers_no_passage_and_moves_nothing() {
    for size in [(800.0, 600.0), (480.0, 700.0)] {
        let mut window = harness_with(sample(), size);
        window.run_steps(4);
        for span in ends_in_view(&window) {
            select(&mut window, span);
            window.key_press(Key::H);
            window.run_steps(4);
            let before = window.state().active_boxes();
            window.key_press(Key::N);
            window.run_steps(8);
            let (field, passage) = (field(&window), window.state().active_boxes());
            assert_eq!(passage, before, "the page stays as it is");
            assert!(!passage.is_empty());
            for line in passage {
                assert!(!line.intersects(field), "{line} under {field} at {size:?}");
            }
            typed(&mut window, "写在抽屉里");
            window.key_press(Key::Escape);
            window.run_steps(4);
            let notes = window.state().notes().annotations.values();
            assert!(notes.clone().any(|note| note.note == "写在抽屉里"));
            let none =
                window.query_by_role_and_label(Role::MultilineTextInput, texts::NOTE_FIELD.zh);
            assert!(none.is_none());
            command(&mut window, Command::Do(Action::Undo));
            command(&mut window, Command::Do(Action::Undo));
            window.run_steps(3);
        }
    }
}

#[test]
fn where_notes_are_listed_a_note_is_written_in_its_card_and_the_list_stays() {
    for size in [(800.0, 600.0), (480.0, 700.0)] {
        let mut window = harness_with(sample(), size);
        let [first, _] = ends_in_view(&window);
        select(&mut window, first);
        window.key_press(Key::H);
        window.run_steps(4);
        let is_listed = |window: &Window| {
            let field = window.query_by_role_and_label(Role::TextInput, texts::SEARCH_NOTES.zh);
            field.map(|field| field.rect())
        };
        assert!(is_listed(&window).is_none());
        window.key_press_modifiers(Modifiers::SHIFT, Key::F9);
        window.run_steps(4);
        let list = is_listed(&window).expect("the list is there");
        assert!(list.right() <= size.0 && list.bottom() <= size.1, "{list}");
        command(&mut window, Command::Do(Action::WriteNote));
        window.run_steps(8);
        assert_eq!(is_listed(&window), Some(list));
        window.key_press(Key::Escape);
        window.run_steps(4);
        window.key_press_modifiers(Modifiers::SHIFT, Key::F9);
        window.run_steps(4);
        assert!(is_listed(&window).is_none());
    }
}

/// The window with a note begun on a passage.
fn writing() -> Window {
    let mut window = harness_with(document_of("甲.md", TEXT.as_bytes()), (1280.0, 800.0));
    let text = window.state().state.open.as_ref().unwrap().document.cleaned.text.clone();
    let start = text.as_str().find("企业复工").unwrap();
    select(&mut window, Span::new(start, start + "企业复工".len()));
    window.key_press(Key::N);
    window.run_steps(6);
    window
}

fn note(window: &Window) -> String {
    window.state().notes().annotations.values().next().unwrap().note.clone()
}

fn is_offered(window: &Window, name: &str) -> bool {
    window.query_by_role_and_label(Role::Button, name).is_some()
}

#[test]
fn a_tag_is_completed_by_pinyin_with_enter_and_nothing_is_made_by_it() {
    let mut window = writing();
    typed(&mut window, "口径#sj");
    assert!(is_offered(&window, "数据"));
    window.key_press(Key::Enter);
    window.run_steps(4);
    assert_eq!(note(&window), "口径#数据 ");
    let n_tags = window.state().state.codebook.tags.len();
    typed(&mut window, "#wt");
    assert!(is_offered(&window, "问题"));
    window.key_press(Key::Escape);
    window.run_steps(4);
    assert!(!is_offered(&window, "问题"));
    assert!(window.state().state.editor.is_some(), "Esc shut the list alone");
    assert_eq!(window.state().state.codebook.tags.len(), n_tags);
    for _ in 0..3 {
        window.key_press(Key::Backspace);
    }
    window.run_steps(2);
    window.key_press(Key::Escape);
    window.run_steps(4);
    assert!(window.state().state.editor.is_none());
    let path = |id| window.state().state.codebook.path(id);
    let tags: Vec<_> =
        window.state().notes().annotations.values().flat_map(|note| &note.tags).map(path).collect();
    assert_eq!(tags, ["数据"]);
}

#[test]
fn a_link_is_completed_with_tab_the_arrows_and_the_pointer() {
    let mut window = writing();
    typed(&mut window, "见 [[yj");
    window.key_press(Key::Tab);
    window.run_steps(4);
    assert_eq!(note(&window), "见 [[乙节]]");
    typed(&mut window, " 与 [[j");
    assert!(is_offered(&window, "甲节") && is_offered(&window, "乙节"));
    window.key_press(Key::ArrowDown);
    window.run_steps(3);
    window.key_press(Key::Enter);
    window.run_steps(4);
    let second = note(&window);
    assert!(second.starts_with("见 [[乙节]] 与 [[") && second.ends_with("节]]"), "{second}");
    typed(&mut window, "、[[");
    window.get_by_role_and_label(Role::Button, "甲节").click();
    window.run_steps(4);
    assert_eq!(note(&window), format!("{second}、[[甲节]]"));
    assert!(window.state().state.editor.is_some());
}

#[test]
fn how_the_list_is_ordered_holds_for_all_documents_and_the_filter_for_one() {
    let mut window = writing();
    window.key_press(Key::Escape);
    window.run_steps(4);
    window.get_by_role_and_label(Role::Button, texts::FILTER_NOTES.zh).click();
    window.run_steps(3);
    for name in ["颜色", "改动"] {
        window.get_by_role_and_label(Role::Switch, name).click();
        window.run_steps(3);
    }
    let order = Order { grouping: Grouping::Color, sorting: Sorting::Changed };
    assert_eq!(window.state().state.settings.note_order, order);
    let settings = window.state().state.settings;
    let stored = memory::stored(&Memory { settings, ..Memory::default() });
    assert_eq!(memory::remembered(&stored).settings.note_order, order);
    window.get_by_role_and_label(Role::Button, texts::FILTER_NOTES.zh).click();
    window.run_steps(3);
    window.get_by_role_and_label(Role::Button, texts::WITH_NOTE.zh).click();
    window.run_steps(3);
    let is_narrowed = |window: &Window| {
        let chip = window.get_by_role_and_label(Role::Button, texts::WITH_NOTE.zh);
        chip.accesskit_node().toggled() == Some(Toggled::True)
    };
    assert!(is_narrowed(&window));
    let other = document_of("乙.md", "另一篇\n\n正文。\n".as_bytes());
    let first = window.state_mut().state.open.replace(other);
    window.run_steps(3);
    assert!(!is_narrowed(&window), "what narrows one document says nothing of another");
    window.state_mut().state.open = first;
    window.run_steps(3);
    assert!(is_narrowed(&window));
}
