//! The founding article coded as a person does it: thirty passages, once by keys alone, once by the pointer alone,
//! with a count of what it took. ARCHITECTURE.md shows the figures.

use egui::{Key, Modifiers, MouseWheelUnit, Pos2, TouchPhase, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use danhuang::app::{Command, What};
use danhuang::text::Span;

use crate::ui_keys::stated;
use crate::ui_window::{Desk, harness_with, sample};

/// The sentences that are coded, by their first words, and the digit of their tag: leads, figures, open questions.
const PLAN: [(&str, usize); 30] = [
    ("省委书记巴音朝鲁强调", 3),
    ("坚持高位统筹强推动", 1),
    ("省委多次召开常委", 3),
    ("建立实行省委常委", 2),
    ("2月10日", 2),
    ("市县党委也都", 3),
    ("紧盯防护物资", 1),
    ("各级党组织把全力", 3),
    ("全省药品和医疗器械", 2),
    ("聚焦重大项目", 1),
    ("利用现代信息技术", 3),
    ("实行清单式管理", 3),
    ("出台政策激励", 1),
    ("省政府印发文件", 2),
    ("省市场监管厅", 2),
    ("长春市出台22项", 2),
    ("真金白银", 1),
    ("省委、省政府注重", 3),
    ("省财政对企业", 2),
    ("搭建平台", 1),
    ("全省普遍实施", 3),
    ("畅通通道", 1),
    ("各地加强与交通", 3),
    ("吉林省高速公路", 2),
    ("压实党组织书记", 1),
    ("把好复工复产", 1),
    ("对复工准备不够", 3),
    ("白山市出台", 2),
    ("推动企业党组织", 1),
    ("吉林高新区", 2),
];
const DIGITS: [Key; 3] = [Key::Num1, Key::Num2, Key::Num3];
const TAGS: [&str; 3] = ["要点", "数据", "问题"];

/// With `DANHUANG_SHOW` what was done is printed, to be done again in the real window.
#[expect(clippy::print_stdout, reason = "for the one who does the run again")]
fn say(what: &str) {
    if std::env::var_os("DANHUANG_SHOW").is_some() {
        println!("{what}");
    }
}

struct Run {
    window: Harness<'static, Desk>,
    n_keys: usize,
    n_clicks: usize,
    n_turns: usize,
}

impl Run {
    fn new() -> Self {
        let window = harness_with(sample(), (1280.0, 800.0));
        Self { window, n_keys: 0, n_clicks: 0, n_turns: 0 }
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        let shift = if modifiers.shift { "shift+" } else { "" };
        say(&format!("key {shift}{}", key.name().to_lowercase()));
        self.n_keys += 1;
        self.window.key_press_modifiers(modifiers, key);
        self.window.run_steps(2);
    }

    fn click(&mut self, at: Pos2, n_times: usize) {
        say(&format!("click {} {} {n_times}", at.x.round(), at.y.round()));
        self.window.hover_at(at);
        self.window.step();
        for _ in 0..n_times {
            self.n_clicks += 1;
            for pressed in [true, false] {
                self.window.input_mut().events.push(egui::Event::PointerButton {
                    pos: at,
                    button: egui::PointerButton::Primary,
                    pressed,
                    modifiers: Modifiers::NONE,
                });
            }
            self.window.step();
        }
        self.window.run_steps(3);
    }

    /// The button of a tag on the page: the panel has one of that name too.
    fn tag_button(&self, digit: usize) -> Pos2 {
        let role = egui::accesskit::Role::Button;
        let buttons = self.window.query_all_by_role_and_label(role, TAGS[digit - 1]);
        let mut places = buttons.map(|button| button.rect().center());
        places.find(|at| at.x < 970.0).expect("the bar shows the tag")
    }

    /// Turns the wheel down a notch, which in the real window is so many points.
    fn turn(&mut self) {
        say("turn");
        self.n_turns += 1;
        self.window.hover_at(egui::pos2(620.0, 400.0));
        self.window.step();
        self.window.input_mut().events.push(egui::Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, -80.0),
            phase: TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        });
        self.window.run_steps(12);
    }

    fn selected(&self) -> String {
        let desk = self.window.state();
        desk.state.selection.map(|span| desk.text(span).to_owned()).unwrap_or_default()
    }

    /// Where words stand on the screen, as the eye sees it: their left end, their middle and their right end.
    fn place(&mut self, words: &str) -> Option<[Pos2; 3]> {
        let desk = self.window.state_mut();
        let text = desk.state.open.as_ref().unwrap().document.cleaned.text.as_str();
        let start = text.find(words).expect("the words stand in the article");
        let span = Span::new(start, start + words.len());
        let active = desk.state.active.clone();
        desk.take(What::Command(Command::Select(Some(span))));
        self.window.run_steps(2);
        let boxes = self.window.state().selected_boxes();
        // To look changes nothing: the bar of the mark just made stands where it stood.
        self.window.state_mut().take(What::Command(Command::Select(None)));
        self.window.state_mut().take(What::Command(Command::Activate(active)));
        self.window.run_steps(2);
        let (first, last) = (boxes.first()?, boxes.last()?);
        let is_in_view = (120.0..640.0).contains(&first.top());
        let left = first.left_center() + vec2(1.0, 0.0);
        is_in_view.then(|| [left, first.center(), last.right_center() - vec2(1.0, 0.0)])
    }

    /// The same, when the wheel was turned until they are in view.
    fn brought(&mut self, words: &str) -> [Pos2; 3] {
        loop {
            if let Some(place) = self.place(words) {
                return place;
            }
            assert!(self.n_turns < 80, "{words} does not come into view");
            self.turn();
        }
    }

    /// The quotes of the notes with their tags, in the order of the text.
    fn coded(&self) -> Vec<(String, String)> {
        let desk = self.window.state();
        let mut notes: Vec<_> = desk.notes().annotations.values().collect();
        notes.sort_by_key(|note| note.excerpt.clean.start);
        let path = |note: &danhuang::notebook::Annotation| {
            let paths = note.tags.iter().map(|tag| desk.state.codebook.path(tag));
            paths.collect::<Vec<_>>().join(" ")
        };
        notes.into_iter().map(|note| (note.excerpt.exact.clone(), path(note))).collect()
    }

    fn check(&self) {
        let coded = self.coded();
        assert_eq!(coded.len(), PLAN.len());
        for ((quote, tag), (words, digit)) in coded.iter().zip(PLAN) {
            assert!(quote.starts_with(words), "{quote} is not {words}");
            assert_eq!(tag, TAGS[digit - 1], "{quote}");
        }
    }
}

#[test]
fn the_article_is_coded_by_keys_alone() {
    let mut run = Run::new();
    for (words, digit) in PLAN {
        let mut n_left = 12;
        while !run.selected().starts_with(words) {
            n_left -= 1;
            assert!(n_left > 0, "{words} is not reached from {}", run.selected());
            run.press(Modifiers::SHIFT, Key::J);
        }
        run.press(Modifiers::NONE, DIGITS[digit - 1]);
    }
    run.check();
    assert_eq!(stated("30 chosen sentences, by keys")[0], run.n_keys.to_string());
}

#[test]
fn the_article_is_coded_by_the_pointer_alone() {
    let mut run = Run::new();
    for (words, digit) in PLAN {
        let [_, middle, _] = run.brought(words);
        run.click(middle, 3);
        assert!(run.selected().starts_with(words), "{} is not {words}", run.selected());
        let at = run.tag_button(digit);
        run.click(at, 1);
    }
    run.check();
    let row = stated("30 chosen sentences, by the pointer");
    assert_eq!(row[0], run.n_clicks.to_string());
}

/// With the marker in hand a passage is one drag, and another tag one click on the marker's bar.
#[test]
fn the_article_is_coded_with_the_marker_by_the_pointer_alone() {
    let mut run = Run::new();
    let role = egui::accesskit::Role::Button;
    let toolbar = danhuang::app::Action::ArmMarker.name().get(danhuang::text::Language::Chinese);
    let at = run.window.get_by_role_and_label(role, toolbar).rect().center();
    run.click(at, 1);
    let mut in_hand = 0;
    for (words, digit) in PLAN {
        let [from, _, to] = run.brought(words);
        if digit != in_hand {
            let at = run.tag_button(digit);
            run.click(at, 1);
            in_hand = digit;
        }
        run.drag(from, to);
    }
    let coded = run.coded();
    assert_eq!(coded.len(), PLAN.len());
    for ((quote, tag), (words, digit)) in coded.iter().zip(PLAN) {
        assert_eq!(quote, words);
        assert_eq!(tag, TAGS[digit - 1], "{quote}");
    }
    assert_eq!(stated("30 chosen sentences, by the pointer")[1], run.n_clicks.to_string());
}

impl Run {
    /// Drags from place to place: one press.
    fn drag(&mut self, from: Pos2, to: Pos2) {
        let ends = [from.x, from.y, to.x, to.y].map(|number| number.round().to_string());
        say(&format!("drag {}", ends.join(" ")));
        self.n_clicks += 1;
        self.window.drag_at(from);
        self.window.step();
        self.window.hover_at(from.lerp(to, 0.5));
        self.window.step();
        self.window.hover_at(to);
        self.window.step();
        self.window.drop_at(to);
        self.window.run_steps(3);
    }
}
