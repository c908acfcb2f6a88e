//! Ruling by hand in the window: the second button, the menu, the editor, the card about the document.

use std::path::PathBuf;

use danhuang::app::{
    self, Action, Command, Effect, Event, Ids, Load, Message, OpenDocument, Started, State, What,
};
use danhuang::clean::RulingKind;
use danhuang::notebook::{Codebook, Timestamp};
use danhuang::ruling;
use danhuang::text::{Language, Span};
use danhuang::ui::{self, Outbox, View};
use egui::{Key, Modifiers, PointerButton, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::ui_window::document_of;

const PAGE: &str = "首页 > 新闻\n县里的工厂开工了\n来源：晨报 发布时间：2021-06-18\n第一章 开工\n\
本县的工厂在六月十八日这一天全部开工，县里派人到门口迎接，一路送进车间，工人们都说很好。\n\
甲方乙方，各执一词。\n第二章 收工\n傍晚收工的时侯，门口又站满了人，县里的人和厂里的人一起数了数，一个不少，大家都很高兴。\n";

/// The program without its threads: what is asked of them is done at once.
struct Desk {
    state: State,
    view: View,
    clock: i64,
}

impl Desk {
    fn take(&mut self, what: What) {
        self.clock += 1_000;
        let ids = Ids::new(self.clock as u128 * 1_000);
        let message = Message { now: Timestamp(self.clock), ids, what };
        for effect in app::update(&mut self.state, message) {
            match effect {
                Effect::Load(ticket, Load::File(_)) => {
                    self.take(What::Event(Event::Loaded(ticket, Box::new(page()))));
                }
                Effect::Reclean(ticket, mut open) => {
                    open.document = open.document.recleaned(&open.options);
                    self.take(What::Event(Event::Recleaned(ticket, open)));
                }
                _ => {}
            }
        }
    }

    fn frame(&mut self, ui: &mut egui::Ui) {
        let mut out = Outbox::default();
        ui::app_ui(ui, &self.state, &mut self.view, &mut out);
        out.take_jobs().into_iter().for_each(ui::work::Job::run);
        for command in out.take() {
            self.take(What::Command(command));
        }
    }

    fn open(&self) -> &OpenDocument {
        self.state.open.as_ref().unwrap()
    }

    fn text(&self) -> &str {
        self.open().document.cleaned.text.as_str()
    }
}

fn page() -> OpenDocument {
    document_of("开工.txt", PAGE.as_bytes())
}

fn harness() -> Harness<'static, Desk> {
    let mut desk = Desk { state: State::default(), view: View::default(), clock: 0 };
    let started = Started {
        files: vec![PathBuf::from("开工.txt")],
        codebook: Codebook::starting(),
        ..Started::default()
    };
    desk.take(What::Event(Event::Started(Box::new(started))));
    let mut harness = Harness::builder()
        .with_size(vec2(1280.0, 800.0))
        .with_context_setup(ui::install)
        .build_ui_state(|ui: &mut egui::Ui, desk: &mut Desk| desk.frame(ui), desk);
    harness.run_steps(6);
    harness
}

/// Presses the second button on the paragraph with these words.
fn ask(harness: &mut Harness<'static, Desk>, words: &str) {
    let rect = harness.get_by_label_contains(words).rect();
    let pos = egui::pos2(400.0, rect.top() + 16.0);
    harness.hover_at(pos);
    harness.step();
    for pressed in [true, false] {
        let button = PointerButton::Secondary;
        harness.event(egui::Event::PointerButton {
            pos,
            button,
            pressed,
            modifiers: Modifiers::NONE,
        });
        harness.step();
    }
    harness.run_steps(3);
}

/// The same on the first heading, which stands in the contents too.
fn ask_heading(harness: &mut Harness<'static, Desk>) {
    let start = harness.state().text().find("第一章").unwrap();
    harness.state_mut().take(What::Command(Command::Select(Some(Span::new(start, start + 9)))));
    harness.state_mut().take(What::Command(Command::Do(Action::ShowRulings)));
    harness.run_steps(3);
}

#[test]
fn a_line_is_taken_out_with_the_second_button_and_comes_back() {
    let mut harness = harness();
    ask(&mut harness, "甲方乙方");
    let selected = harness.state().state.selection.unwrap();
    let open = harness.state().open();
    assert_eq!(open.document.cleaned.text.get(selected), "甲方乙方，各执一词。");
    harness.get_by_label("不是正文").click();
    harness.run_steps(4);
    assert!(!harness.state().text().contains("甲方乙方"));
    assert!(harness.query_by_label_contains("甲方乙方").is_none(), "it left the page");
    assert!(harness.query_by_label("不是标题").is_none(), "the menu is closed");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(4);
    assert!(harness.query_by_label_contains("甲方乙方").is_some());
}

#[test]
fn the_menu_says_what_a_line_can_be_and_escape_closes_it() {
    let mut harness = harness();
    ask(&mut harness, "甲方乙方");
    assert!(harness.query_by_label("不是标题").is_none(), "it is none");
    harness.get_by_label("设为二级标题").click();
    harness.run_steps(4);
    let headings = &harness.state().open().document.outline.headings;
    assert!(headings.iter().any(|heading| heading.level == 2 && heading.text.contains("甲方乙方")));
    ask_heading(&mut harness);
    assert!(harness.query_by_label("不是标题").is_some(), "now it is one");
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    assert!(harness.query_by_label("不是标题").is_none());
}

#[test]
fn characters_are_corrected_in_their_place() {
    let mut harness = harness();
    let start = harness.state().text().find("时侯").unwrap();
    let span = Span::new(start, start + "时侯".len());
    harness.state_mut().take(What::Command(Command::Select(Some(span))));
    harness.run_steps(3);
    harness.key_press(Key::C);
    harness.run_steps(4);
    let field = harness.get_by_label("改字");
    assert!(field.is_focused(), "one types at once");
    harness.event(egui::Event::Text("时候".to_owned()));
    harness.run_steps(2);
    harness.key_press(Key::Enter);
    harness.run_steps(4);
    assert!(harness.state().text().contains("收工的时候，"), "{}", harness.state().text());
    assert!(harness.query_by_label("改字").is_none());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(4);
    assert!(harness.state().text().contains("时侯"));
    harness.state_mut().take(What::Command(Command::Select(Some(span))));
    harness.key_press(Key::C);
    harness.run_steps(4);
    harness.event(egui::Event::Text("时刻".to_owned()));
    harness.run_steps(2);
    harness.key_press(Key::Escape);
    harness.run_steps(4);
    assert!(harness.state().text().contains("时侯"), "Escape leaves it");
}

#[test]
fn the_line_below_the_title_opens_what_can_be_said_of_it() {
    let mut harness = harness();
    harness.get_by_label("文档信息：晨报 · 2021-06-18").click();
    harness.run_steps(4);
    let field = harness.get_by_label("作者");
    assert!(field.is_focused());
    harness.event(egui::Event::Text("沈观".to_owned()));
    harness.run_steps(2);
    harness.key_press(Key::Enter);
    harness.run_steps(4);
    assert_eq!(harness.state().open().document.cleaned.meta.author.as_deref(), Some("沈观"));
    assert!(harness.query_by_label("文档信息：晨报 · 2021-06-18 · 沈观").is_some());
    harness.get_by_label("照文件 · 作者").click();
    harness.run_steps(4);
    assert_eq!(harness.state().open().document.cleaned.meta.author, None);
    harness.get_by_label("来源").focus();
    harness.run_steps(2);
    harness.event(egui::Event::Text("晚报，原".to_owned()));
    harness.run_steps(2);
    harness.key_press(Key::Escape);
    harness.run_steps(4);
    let source = harness.state().open().document.cleaned.meta.source.clone().unwrap();
    assert!(source.contains("晚报"), "what was typed is kept: {source}");
}

#[test]
fn what_was_ruled_is_listed_and_taken_back() {
    let mut harness = harness();
    ask(&mut harness, "甲方乙方");
    harness.key_press(Key::X);
    harness.run_steps(4);
    harness.state_mut().take(What::Command(Command::Do(Action::ShowInfo)));
    harness.run_steps(4);
    assert!(harness.query_by_label("不是正文：甲方乙方，各执一词。").is_some());
    harness.get_by_label("撤回").click();
    harness.run_steps(4);
    assert!(harness.state().text().contains("甲方乙方"));
    assert!(harness.query_by_label("撤回").is_none());
}

#[test]
fn a_line_that_a_rule_took_is_called_article_in_the_list_and_in_its_place() {
    let mut harness = harness();
    harness.state_mut().take(What::Command(Command::Do(Action::ShowCleaned)));
    harness.run_steps(4);
    harness.get_by_label_contains("网站杂项 ").click();
    harness.run_steps(4);
    harness.get_by_label("是正文 首页 > 新闻").click();
    harness.run_steps(4);
    assert!(harness.state().text().contains("首页"), "{}", harness.state().text());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(4);
    assert!(!harness.state().text().contains("首页"));
    harness.state_mut().take(What::Command(Command::Do(Action::ShowCleaned)));
    harness.state_mut().take(What::Command(Command::Do(Action::GhostView)));
    harness.run_steps(4);
    ask(&mut harness, "来源：晨报 发布");
    harness.get_by_label("是正文").click();
    harness.run_steps(4);
    assert!(harness.state().text().contains("来源："), "the second button asks about a ghost too");
}

#[test]
fn what_was_taken_out_by_hand_is_listed_among_what_was_cleaned_and_taken_back_there() {
    let mut harness = harness();
    ask(&mut harness, "甲方乙方");
    harness.key_press(Key::X);
    harness.run_steps(4);
    harness.state_mut().take(What::Command(Command::Do(Action::ShowCleaned)));
    harness.run_steps(4);
    harness.get_by_label_contains("亲手改动 ").click();
    harness.run_steps(4);
    harness.get_by_label_contains("撤回 甲方乙方").click();
    harness.run_steps(4);
    assert!(harness.state().text().contains("甲方乙方"));
    assert!(harness.state().open().notebook.by_hand.is_empty());
    assert!(harness.state().open().notebook.kept.is_empty());
}

#[test]
fn what_was_ruled_elsewhere_is_offered_in_a_bar() {
    let mut harness = harness();
    let (content, offers) = {
        let open = harness.state().open();
        let start = open.document.cleaned.text.as_str().find("甲方乙方").unwrap();
        let span = Span::new(start, start + 3);
        let line = ruling::line_at(&open.document.cleaned.text, span);
        let offers = ruling::on_selection(&open.document, line, &RulingKind::Noise);
        (open.document.fingerprint.content.clone(), offers)
    };
    harness.state_mut().take(What::Event(Event::Offered(content, offers)));
    harness.run_steps(4);
    assert!(harness.query_by_label("你曾把这 1 行当作杂项：「甲方乙方，各执一词。」").is_some());
    assert!(harness.state().text().contains("甲方乙方"), "nothing is done unasked");
    harness.get_by_label("看看").click();
    harness.run_steps(4);
    assert!(harness.state().state.selection.is_some());
    harness.get_by_label("去掉").click();
    harness.run_steps(4);
    assert!(!harness.state().text().contains("甲方乙方"));
    assert!(harness.query_by_label("看看").is_none());
}

#[test]
fn cards_and_menus_are_drawn_in_both_languages_and_all_themes() {
    for language in [Language::English, Language::Chinese] {
        let mut harness = harness();
        for theme in app::ThemeName::ALL {
            let settings = app::Settings { language, theme, ..harness.state().state.settings };
            harness.state_mut().take(What::Command(Command::SetSettings(settings)));
            let start = harness.state().text().find("工厂").unwrap();
            let select = Command::Select(Some(Span::new(start, start + 6)));
            for action in [Action::ShowRulings, Action::CorrectText, Action::ShowInfo] {
                harness.state_mut().take(What::Command(select.clone()));
                harness.state_mut().take(What::Command(Command::Do(action)));
                harness.run_steps(3);
                harness.state_mut().take(What::Command(Command::SetPopover(None)));
                harness.run_steps(1);
            }
        }
    }
}
