//! How many keys and clicks the daily work costs, counted; ARCHITECTURE.md shows the same figures beside peers.

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::ui_window::{Desk, harness_with, sample, select};

/// The window with a count of what was pressed in it.
struct Counted {
    window: Harness<'static, Desk>,
    n_presses: usize,
}

impl Counted {
    fn new() -> Self {
        Self { window: harness_with(sample(), (1280.0, 800.0)), n_presses: 0 }
    }

    fn press(&mut self, key: Key) {
        self.chord(Modifiers::NONE, key);
    }

    fn chord(&mut self, modifiers: Modifiers, key: Key) {
        self.n_presses += 1;
        self.window.key_press_modifiers(modifiers, key);
        self.window.run_steps(2);
    }

    fn typed(&mut self, text: &str) {
        self.window.event(egui::Event::Text(text.to_owned()));
        self.window.run_steps(2);
    }

    /// The count since it was last taken.
    fn taken(&mut self) -> usize {
        std::mem::take(&mut self.n_presses)
    }

    fn n_tagged(&self) -> usize {
        let notes = self.window.state().notes().annotations.values();
        notes.filter(|note| !note.tags.is_empty()).count()
    }
}

/// The figures of the row that begins with `name` in ARCHITECTURE.md.
pub(crate) fn stated(name: &str) -> Vec<String> {
    let text = include_str!("../../ARCHITECTURE.md");
    let row = text.lines().find(|line| line.starts_with(&format!("| {name} |")));
    let cells = row.unwrap_or_else(|| panic!("{name} has a row")).split('|').skip(2);
    cells.map(|cell| cell.trim().to_owned()).filter(|cell| !cell.is_empty()).collect()
}

#[test]
fn a_selection_is_tagged_with_one_key_and_noted_with_two() {
    let mut counted = Counted::new();
    select(&mut counted.window);
    counted.press(Key::Num1);
    let tag = counted.taken();
    assert_eq!(counted.n_tagged(), 1);
    counted.press(Key::N);
    let tag_and_note = tag + counted.taken();
    counted.typed("口径？");
    counted.window.key_press(Key::Escape);
    counted.window.run_steps(2);
    assert_eq!(counted.window.state().notes().annotations.values().next().unwrap().note, "口径？");
    counted.chord(Modifiers::COMMAND, Key::Z);
    counted.chord(Modifiers::COMMAND, Key::Z);
    assert!(counted.window.state().notes().annotations.is_empty());
    counted.taken();
    select(&mut counted.window);
    counted.press(Key::T);
    counted.typed("新的");
    counted.chord(Modifiers::COMMAND, Key::Enter);
    let new_tag = counted.taken();
    counted.press(Key::Escape);
    counted.press(Key::M);
    counted.taken();
    select(&mut counted.window);
    let armed = counted.taken();
    assert_eq!(counted.n_tagged(), 2, "the drag alone made it");
    let counts = [tag, tag_and_note, new_tag, armed].map(|count| count.to_string());
    assert_eq!(stated("**Danhuang**")[..4], counts);
}

#[test]
fn thirty_passages_are_coded_by_keys_alone_with_two_keys_each() {
    let mut counted = Counted::new();
    for n in 0..30 {
        counted.chord(Modifiers::SHIFT, Key::J);
        counted.press([Key::Num1, Key::Num2, Key::Num3][n % 3]);
    }
    assert_eq!(counted.n_tagged(), 30);
    let notes = counted.window.state().notes().annotations.values();
    let places: std::collections::BTreeSet<_> = notes.map(|note| note.excerpt.clean).collect();
    assert_eq!(places.len(), 30, "each is another passage");
    let stated = stated("**Danhuang**");
    assert_eq!(counted.taken().to_string(), stated[4]);
    for _ in 0..30 {
        counted.chord(Modifiers::COMMAND, Key::Z);
    }
    assert!(counted.window.state().notes().annotations.is_empty());
}

/// From the note that is written one key leads on, without leaving it first: three keys a passage with its note.
#[test]
fn from_a_note_one_key_saves_it_and_selects_the_next_sentence() {
    let mut counted = Counted::new();
    counted.chord(Modifiers::SHIFT, Key::J);
    counted.taken();
    for note in ["口径？", "出处？"] {
        counted.press(Key::Num1);
        counted.press(Key::N);
        counted.typed(note);
        counted.chord(Modifiers::COMMAND, Key::J);
    }
    assert_eq!(counted.taken(), 6);
    let desk = counted.window.state();
    let mut notes: Vec<_> = desk.notes().annotations.values().collect();
    notes.sort_by_key(|note| note.excerpt.clean.start);
    let written: Vec<&str> = notes.iter().map(|note| note.note.as_str()).collect();
    assert_eq!(written, ["口径？", "出处？"]);
    let selected = desk.state.selection.expect("the third sentence is selected");
    assert!(notes.iter().all(|note| note.excerpt.clean.end <= selected.start));
    assert!(desk.state.editor.is_none());
    assert_eq!(stated("**Danhuang**")[5], "3");
    // Each is as many steps as without: the mark, and what is written about it.
    for _ in 0..4 {
        counted.chord(Modifiers::COMMAND, Key::Z);
    }
    assert!(counted.window.state().notes().annotations.is_empty());
}

#[test]
fn a_tag_without_a_digit_costs_one_key_once_it_was_used_and_two_where_all_are_taken() {
    let mut counted = Counted::new();
    for name in ["甲类", "乙类", "丙类", "丁类", "戊类", "己类", "庚类"] {
        counted.chord(Modifiers::SHIFT, Key::J);
        counted.press(Key::T);
        counted.typed(name);
        counted.chord(Modifiers::COMMAND, Key::Enter);
    }
    let n_tagged = |counted: &Counted, name: &str| {
        let desk = counted.window.state();
        let id = desk.state.codebook.find(name).expect("it was made").id.clone();
        desk.notes().annotations.values().filter(|note| note.tags.contains(&id)).count()
    };
    // Three digits are tags' own, six were lent; the last tag has none.
    counted.chord(Modifiers::SHIFT, Key::J);
    counted.taken();
    counted.press(Key::Num4);
    let lent = counted.taken();
    assert_eq!(n_tagged(&counted, "甲类"), 2);
    counted.chord(Modifiers::SHIFT, Key::J);
    counted.taken();
    counted.press(Key::T);
    counted.press(Key::Enter);
    let picked = counted.taken();
    assert_eq!(n_tagged(&counted, "庚类"), 2);
    assert_eq!(stated("**Danhuang**")[6], format!("{lent}–{picked}"));
    for _ in 0..2 {
        counted.chord(Modifiers::COMMAND, Key::Z);
    }
    assert_eq!((n_tagged(&counted, "甲类"), n_tagged(&counted, "庚类")), (1, 1));
}

#[test]
fn by_the_pointer_alone_a_sentence_is_three_clicks_and_its_tag_one() {
    let mut counted = Counted::new();
    let rect = counted.window.get_by_label_contains("第一时间吹响").rect();
    let at = egui::pos2(500.0, rect.top() + 45.0);
    counted.window.hover_at(at);
    counted.window.step();
    // Each is pressed and let go within one frame, as on a slow machine.
    for _ in 0..3 {
        counted.n_presses += 1;
        for pressed in [true, false] {
            counted.window.input_mut().events.push(egui::Event::PointerButton {
                pos: at,
                button: egui::PointerButton::Primary,
                pressed,
                modifiers: Modifiers::NONE,
            });
        }
        counted.window.step();
    }
    counted.window.run_steps(3);
    counted.n_presses += 1;
    let tag = counted.window.get_by_role_and_label(egui::accesskit::Role::Button, "要点");
    tag.click();
    counted.window.run_steps(3);
    assert_eq!((counted.n_tagged(), counted.taken()), (1, 4));
}
