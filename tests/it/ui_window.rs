//! The window's inside, driven as a person does: by what stands on it, with a pointer and keys.

use std::path::{Path, PathBuf};

use danhuang::app::{
    self, Event, Ids, Load, Message, OpenDocument, Origin, Popover, Shared, Started, State, What,
};
use danhuang::clean::CleanOptions;
use danhuang::document::Document;
use danhuang::notebook::{Codebook, History, Notebook, Timestamp};
use danhuang::search::{self, SearchError};
use danhuang::text::{Language, Pos};
use danhuang::ui::{self, Outbox, View};
use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

/// The program without its threads: commands are carried out at once, effects are noted.
pub(crate) struct Desk {
    pub(crate) state: State,
    pub(crate) view: View,
    clock: i64,
    pub(crate) effects: Vec<app::Effect>,
    /// What views have worked out: done after the frame, or kept while it is to be held back.
    pub(crate) jobs: Vec<ui::work::Job>,
    pub(crate) holds_jobs: bool,
}

impl Desk {
    pub(crate) fn take(&mut self, what: What) {
        self.clock += 1_000;
        let ids = Ids::new(self.clock as u128 * 1_000);
        self.effects.extend(app::update(
            &mut self.state,
            Message { now: Timestamp(self.clock), ids, what },
        ));
    }

    fn frame(&mut self, ui: &mut egui::Ui) {
        let mut out = Outbox::default();
        ui::app_ui(ui, &self.state, &mut self.view, &mut out);
        self.jobs.extend(out.take_jobs());
        if !self.holds_jobs {
            self.jobs.drain(..).for_each(ui::work::Job::run);
        }
        for command in out.take() {
            self.take(What::Command(command));
        }
        // A find is done by a job; here it is done at once.
        while let Some(index) =
            self.effects.iter().position(|effect| matches!(effect, app::Effect::Find(..)))
        {
            let app::Effect::Find(ticket, text, query) = self.effects.remove(index) else { return };
            let found = match search::search(&text, &query, &|| true) {
                Ok(hits) => Ok(hits),
                Err(SearchError::Pattern(problem)) => Err(problem),
                Err(SearchError::Cancelled) => panic!("nobody cancels it"),
            };
            self.take(What::Event(Event::Found(ticket, found)));
        }
        self.clean_again();
    }

    /// Cleans again where that was asked for, as the window's job does.
    fn clean_again(&mut self) {
        let asked = |effect: &app::Effect| matches!(effect, app::Effect::Reclean(..));
        while let Some(index) = self.effects.iter().position(asked) {
            let app::Effect::Reclean(ticket, mut open) = self.effects.remove(index) else { return };
            open.document = open.document.recleaned(&open.options);
            self.take(What::Event(Event::Recleaned(ticket, open)));
        }
    }

    pub(crate) fn text(&self, span: danhuang::text::Span<danhuang::text::Clean>) -> &str {
        self.state.open.as_ref().unwrap().document.cleaned.text.get(span)
    }

    /// The boxes of the selection on the screen.
    pub(crate) fn selected_boxes(&self) -> Vec<egui::Rect> {
        self.view.selected_boxes().to_vec()
    }

    /// The boxes of the active mark on the screen.
    pub(crate) fn active_boxes(&self) -> Vec<egui::Rect> {
        self.view.active_boxes().to_vec()
    }

    pub(crate) fn notes(&self) -> &Notebook {
        &self.state.open.as_ref().unwrap().notebook
    }
}

pub(crate) fn sample() -> OpenDocument {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples/jilin.txt");
    document_of("吉林.txt", &std::fs::read(path).unwrap())
}

/// A document with these bytes, as it is opened for the first time.
pub(crate) fn document_of(name: &str, bytes: &[u8]) -> OpenDocument {
    let options = CleanOptions::default();
    let document = Document::new(name, bytes, None, &options).unwrap();
    OpenDocument {
        origin: Origin::File(PathBuf::from(name)),
        document,
        options,
        notebook: Shared::default(),
        history: History::default(),
        n_damaged: 0,
        codebook: Codebook::starting(),
        places: Shared::default(),
        position: Pos::default(),
        read_only: None,
        notices: Vec::new(),
    }
}

fn harness_of(size: (f32, f32)) -> Harness<'static, Desk> {
    harness_with(sample(), size)
}

/// The window with a document open.
pub(crate) fn harness_with(open: OpenDocument, size: (f32, f32)) -> Harness<'static, Desk> {
    harness_on(open, size, false)
}

/// The same, where what views have worked out is held back if so said.
pub(crate) fn harness_on(
    open: OpenDocument,
    size: (f32, f32),
    holds_jobs: bool,
) -> Harness<'static, Desk> {
    let mut desk = Desk {
        state: State::default(),
        view: View::default(),
        clock: 0,
        effects: Vec::new(),
        jobs: Vec::new(),
        holds_jobs,
    };
    let started = Started {
        files: vec![PathBuf::from("吉林.txt")],
        codebook: Codebook::starting(),
        ..Started::default()
    };
    desk.take(What::Event(Event::Started(Box::new(started))));
    let ticket = desk.effects.iter().find_map(|effect| match effect {
        app::Effect::Load(ticket, Load::File(_)) => Some(*ticket),
        _ => None,
    });
    desk.take(What::Event(Event::Loaded(ticket.unwrap(), Box::new(open))));
    let mut harness = Harness::builder()
        .with_size(vec2(size.0, size.1))
        .with_context_setup(ui::install)
        .build_ui_state(|ui: &mut egui::Ui, desk: &mut Desk| desk.frame(ui), desk);
    harness.run_steps(6);
    harness
}

fn harness() -> Harness<'static, Desk> {
    harness_of((1280.0, 800.0))
}

/// Drags over a stretch of the second paragraph.
pub(crate) fn select(harness: &mut Harness<'static, Desk>) {
    let rect = harness.get_by_label_contains("第一时间吹响").rect();
    let start = egui::pos2(291.0, rect.top() + 45.0);
    harness.hover_at(start);
    harness.step();
    harness.drag_at(start);
    harness.step();
    for x in [400.0, 500.0, 720.0] {
        harness.hover_at(egui::pos2(x, start.y));
        harness.step();
    }
    harness.drop_at(egui::pos2(720.0, start.y));
    harness.run_steps(3);
}

/// Clicks there, as a hand does: over it, down, up.
pub(crate) fn click_at(harness: &mut Harness<'static, Desk>, at: egui::Pos2) {
    harness.hover_at(at);
    harness.step();
    harness.drag_at(at);
    harness.step();
    harness.drop_at(at);
    harness.run_steps(4);
}

#[test]
fn a_drag_selects_just_the_characters_under_it_and_a_digit_tags_them() {
    let mut harness = harness();
    select(&mut harness);
    let span = harness.state().state.selection.expect("something is selected");
    assert_eq!(harness.state().text(span), "间吹响“集结号”，就加强党的领导、推进企业复工复");
    harness.key_press(Key::Num2);
    harness.run_steps(3);
    let notes: Vec<_> = harness.state().notes().annotations.values().collect();
    assert_eq!(notes.len(), 1);
    assert_eq!(notes[0].excerpt.exact, "间吹响“集结号”，就加强党的领导、推进企业复工复");
    assert_eq!(harness.state().state.codebook.path(notes[0].tags.first().unwrap()), "数据");
    assert!(harness.state().state.selection.is_none());
    assert!(harness.query_by_role_and_label(Role::Mark, "划线，标签 数据").is_some());
}

#[test]
fn a_click_in_the_contents_brings_the_heading_to_the_top_and_scrolling_moves_the_mark() {
    let mut harness = harness();
    harness.get_by_label("主动对接 强化服务").click();
    harness.run_steps(30);
    let state = &harness.state().state;
    let headings = &state.open.as_ref().unwrap().document.outline.headings;
    assert_eq!(state.visible.start, headings[1].span.start);
    assert_eq!(state.active_heading(), Some(1));
    harness.key_press_modifiers(Modifiers::ALT, Key::ArrowDown);
    harness.run_steps(30);
    assert_eq!(harness.state().state.active_heading(), Some(2));
    harness.key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
    harness.run_steps(30);
    assert_eq!(harness.state().state.active_heading(), Some(1));
}

#[test]
fn the_end_of_the_text_can_be_reached_and_the_start_again() {
    let mut harness = harness();
    harness.key_press(Key::End);
    harness.run_steps(30);
    let length = harness.state().state.open.as_ref().unwrap().document.cleaned.text.len();
    assert_eq!(harness.state().state.visible.end.index(), length);
    harness.key_press(Key::Home);
    harness.run_steps(30);
    assert_eq!(harness.state().state.visible.start.index(), 0);
}

#[test]
fn the_first_line_stays_when_the_window_changes_its_size() {
    let mut harness = harness();
    harness.key_press(Key::PageDown);
    harness.run_steps(30);
    let before = harness.state().state.visible.start;
    for size in [(900.0, 700.0), (700.0, 500.0), (1280.0, 800.0)] {
        harness.set_size(vec2(size.0, size.1));
        harness.run_steps(6);
    }
    let after = harness.state().state.visible.start;
    let between = harness
        .state()
        .text(danhuang::text::Span { start: before.min(after), end: before.max(after) });
    assert!(between.chars().count() <= 40, "the page jumped over {between}");
}

#[test]
fn a_note_is_written_in_its_card_and_escape_ends_it() {
    let mut harness = harness();
    select(&mut harness);
    harness.key_press(Key::N);
    harness.run_steps(4);
    let field = harness.get_by_label("批注");
    assert!(field.is_focused(), "the field has the focus at once");
    harness.event(egui::Event::Text("口径：1 还是 2？".to_owned()));
    harness.run_steps(3);
    assert_eq!(
        harness.state().notes().annotations.values().next().unwrap().note,
        "口径：1 还是 2？"
    );
    assert_eq!(
        harness.state().notes().annotations.values().next().unwrap().tags.len(),
        0,
        "1 belongs to the field"
    );
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    assert!(harness.state().state.editor.is_none());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert_eq!(harness.state().notes().annotations.values().next().unwrap().note, "");
}

#[test]
fn the_picker_finds_a_tag_by_its_initials() {
    let mut harness = harness();
    select(&mut harness);
    harness.key_press(Key::T);
    harness.run_steps(3);
    harness.event(egui::Event::Text("wt".to_owned()));
    harness.run_steps(3);
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    let note = harness.state().notes().annotations.values().next().unwrap().clone();
    assert_eq!(harness.state().state.codebook.path(note.tags.first().unwrap()), "问题");
    assert!(harness.state().state.picker.is_none());
    harness.key_press(Key::T);
    harness.run_steps(3);
    harness.event(egui::Event::Text("政策/复工".to_owned()));
    harness.run_steps(3);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    harness.run_steps(3);
    assert!(harness.state().state.codebook.find("政策/复工").is_some());
}

#[test]
fn letters_typed_into_the_find_field_are_not_commands() {
    let mut harness = harness();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run_steps(3);
    harness.event(egui::Event::Text("h".to_owned()));
    harness.key_press(Key::H);
    harness.run_steps(2);
    assert!(harness.state().notes().annotations.is_empty());
    assert!(harness.state().state.notices.is_empty());
    harness.key_press(Key::Backspace);
    harness.event(egui::Event::Text("複工複產".to_owned()));
    harness.run_steps(3);
    let find = harness.state().state.find.as_ref().unwrap();
    assert_eq!(find.query.text, "複工複產");
    assert_eq!(find.hits.len(), 22, "Traditional finds what the page shows in Simplified");
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    assert_eq!(harness.state().state.find.as_ref().unwrap().current, 1);
}

#[test]
fn a_click_on_a_mark_makes_it_active_and_delete_removes_it() {
    let mut harness = harness();
    select(&mut harness);
    harness.key_press(Key::H);
    harness.run_steps(3);
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    assert!(harness.state().state.active.is_none());
    let rect = harness.get_by_label_contains("第一时间吹响").rect();
    let on = egui::pos2(500.0, rect.top() + 45.0);
    harness.hover_at(on);
    harness.step();
    harness.drag_at(on);
    harness.step();
    harness.drop_at(on);
    harness.run_steps(3);
    assert!(harness.state().state.active.is_some());
    harness.key_press(Key::Delete);
    harness.run_steps(3);
    assert!(harness.state().notes().annotations.is_empty());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert_eq!(harness.state().notes().annotations.len(), 1);
}

#[test]
fn both_languages_and_all_themes_are_drawn_at_every_size() {
    for size in [(1280.0, 800.0), (800.0, 600.0), (480.0, 700.0)] {
        let mut harness = harness_of(size);
        for language in [Language::English, Language::Chinese] {
            for theme in app::ThemeName::ALL {
                let settings = app::Settings { language, theme, ..harness.state().state.settings };
                harness.state_mut().take(What::Command(app::Command::SetSettings(settings)));
                harness.run_steps(2);
            }
            for action in [
                app::Action::ShowKeys,
                app::Action::ShowLook,
                app::Action::ShowSettings,
                app::Action::ShowAbout,
                app::Action::ShowFonts,
                app::Action::ShowCleaned,
                app::Action::GhostView,
                app::Action::CompareView,
                app::Action::Export,
            ] {
                harness.state_mut().take(What::Command(app::Command::Do(action)));
                harness.run_steps(2);
                harness.state_mut().take(What::Command(app::Command::SetPopover(None)));
            }
            harness.run_steps(2);
        }
        harness.state_mut().take(What::Command(app::Command::Do(app::Action::ShowStart)));
        harness.run_steps(2);
        assert!(harness.query_by_label("看看示例文章").is_some());
    }
}

#[test]
fn the_panels_come_and_go_by_their_keys() {
    let mut harness = harness();
    assert!(harness.query_by_label("坚持高位统筹强推动").is_some());
    harness.key_press(Key::F9);
    harness.run_steps(6);
    assert!(harness.query_by_label("坚持高位统筹强推动").is_none());
    let mut narrow = harness_of((800.0, 600.0));
    assert!(
        narrow.query_by_label("坚持高位统筹强推动").is_none(),
        "a narrow window begins with the page alone"
    );
    narrow.key_press(Key::F9);
    narrow.run_steps(6);
    assert!(narrow.query_by_label("坚持高位统筹强推动").is_some());
}

#[test]
fn a_sign_that_is_typed_with_shift_is_that_sign_with_shift_held() {
    let mut harness = harness();
    let size = |harness: &Harness<'static, Desk>| harness.state().state.page_look().size_points;
    let before = size(&harness);
    harness.key_press_modifiers(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::Plus);
    harness.run_steps(2);
    assert!(size(&harness) > before, "Ctrl and + enlarges the text");
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Questionmark);
    harness.run_steps(2);
    assert_eq!(harness.state().state.popover, Some(Popover::Keys));
}

#[test]
fn ctrl_q_asks_to_quit_once() {
    let mut harness = harness();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Q);
    harness.run_steps(4);
    let closes = harness.ctx.options(|options| options.quit_shortcuts.len());
    assert_eq!(closes, 0, "the toolkit has no way of its own to end the program");
    let quits = harness.state().effects.iter().filter(|e| matches!(e, app::Effect::Quit)).count();
    assert_eq!(quits, 1);
}

#[test]
fn readings_of_a_primer_stand_above_or_as_written() {
    let line =
        "昔(xī)孟(mèng)母(mǔ)，择(zé)邻(lín)处(chù)。子(zǐ)不(bù)学(xué)，断(duàn)机(jī)杼(zhù)。";
    let open = document_of("三字经.txt", format!("三字经\n{line}\n{line}\n").as_bytes());
    assert_eq!(open.document.readings.len(), 24, "each character has its own");
    let mut harness = harness_with(open, (1280.0, 800.0));
    harness.key_press(Key::A);
    harness.run_steps(4);
    assert!(harness.state().state.page_look().lifts_readings);
    harness.get_by_role_and_label(Role::Switch, "注音排在字上方").click();
    harness.run_steps(4);
    assert!(!harness.state().state.page_look().lifts_readings);
    let text = harness.state().state.open.as_ref().unwrap().document.cleaned.text.clone();
    assert!(text.as_str().contains("孟(mèng)"), "the text keeps them either way");
}

#[test]
fn an_ordinary_text_offers_no_place_for_readings() {
    let mut harness = harness();
    harness.key_press(Key::A);
    harness.run_steps(4);
    assert!(harness.query_by_label("注音排在字上方").is_none());
}
