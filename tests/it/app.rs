//! The program as one pure function: scripts of commands, and the state and effects they lead to.

use std::collections::BTreeMap;
use std::path::PathBuf;

use danhuang::app::{
    self, Action, Command, Effect, Event, Ids, Message, OpenDocument, Origin, PathPurpose, Phrase,
    PlaceState, SaveState, Shared, Started, State, TABLE, What,
};
use danhuang::clean::{CleanOptions, ScriptChoice};
use danhuang::document::{Document, content_hash};
use danhuang::notebook::{Codebook, HighlightColor, History, Notebook, Tag, TagId, Timestamp};
use danhuang::text::{Pos, Span};
use proptest::prelude::*;

const TEXT: &str = "开头一段，说明来意。\n第一章 总则\n本条例所称企业，是指依法设立的企业。\n第二章 附则\n本条例自发布之日起施行。\n";

/// A program with a library of three tags and a document open.
pub(crate) struct Program {
    pub(crate) state: State,
    clock: i64,
    pub(crate) effects: Vec<Effect>,
}

impl Program {
    pub(crate) fn new() -> Self {
        let files = vec![PathBuf::from("条例.txt")];
        let mut program = Self::starting(Started { files, ..Started::default() });
        let ticket = program.state.loading.as_ref().expect("a file is being opened").0;
        program.event(Event::Loaded(ticket, Box::new(document())));
        program.effects.clear();
        program
    }

    /// A program that was just started, before any document is read.
    pub(crate) fn starting(started: Started) -> Self {
        let mut program = Self { state: State::default(), clock: 0, effects: Vec::new() };
        let is_given = !started.codebook.tags.is_empty();
        let codebook = if is_given { started.codebook } else { codebook() };
        let started = Started { codebook, ..started };
        program.event(Event::Started(Box::new(started)));
        program
    }

    pub(crate) fn send(&mut self, what: What) {
        self.clock += 1_000;
        let ids = Ids::new(self.clock as u128 * 1_000);
        let message = Message { now: Timestamp(self.clock), ids, what };
        self.effects.extend(app::update(&mut self.state, message));
    }

    pub(crate) fn event(&mut self, event: Event) {
        self.send(What::Event(event));
    }

    pub(crate) fn run(&mut self, command: Command) {
        self.send(What::Command(command));
    }

    pub(crate) fn act(&mut self, action: Action) {
        self.run(Command::Do(action));
    }

    pub(crate) fn select(&mut self, words: &str) {
        let text = self.state.open.as_ref().unwrap().document.cleaned.text.as_str();
        let start = text.find(words).expect("the words stand in the text");
        self.run(Command::Select(Some(Span::new(start, start + words.len()))));
    }

    pub(crate) fn notebook(&self) -> &Notebook {
        &self.state.open.as_ref().unwrap().notebook
    }

    pub(crate) fn only_note(&self) -> &danhuang::notebook::Annotation {
        assert_eq!(self.notebook().annotations.len(), 1);
        self.notebook().annotations.values().next().unwrap()
    }
}

fn codebook() -> Codebook {
    let tag = |slot: u8, name: &str| Tag {
        slot: Some(slot),
        ..Tag::new(
            TagId(format!("{slot:026}")),
            None,
            name.to_owned(),
            HighlightColor::ALL[usize::from(slot) - 1],
        )
    };
    let tags = [tag(1, "要点"), tag(2, "数据"), tag(3, "问题")];
    let tags = tags.into_iter().map(|tag| (tag.id.clone(), tag)).collect();
    Codebook { tags, ..Codebook::default() }
}

pub(crate) fn document() -> OpenDocument {
    let options = CleanOptions::default();
    let document = Document::new("条例.txt", TEXT.as_bytes(), None, &options).unwrap();
    OpenDocument {
        origin: Origin::File(PathBuf::from("条例.txt")),
        document,
        options,
        notebook: Shared::default(),
        history: History::default(),
        n_damaged: 0,
        codebook: codebook(),
        places: Shared::default(),
        position: Pos::default(),
        read_only: None,
        notices: Vec::new(),
    }
}

#[test]
fn every_action_stands_once_in_the_table_and_keys_clash_nowhere() {
    let mut keys = BTreeMap::new();
    for entry in TABLE {
        assert_eq!(
            TABLE.iter().filter(|other| other.action == entry.action).count(),
            1,
            "{:?}",
            entry.action
        );
        assert!(!entry.name.zh.is_empty() && !entry.name.en.is_empty());
        for key in entry.keys {
            let label = format!("{key:?}");
            assert_eq!(keys.insert(label.clone(), entry.action), None, "{label} is given twice");
        }
    }
    for slot in 1..=9 {
        assert_eq!(Action::TagSlot(slot).entry().action, Action::TagSlot(slot));
    }
}

#[test]
fn a_digit_tags_the_selection_and_the_passage_is_marked() {
    let mut program = Program::new();
    program.select("依法设立的企业");
    program.act(Action::TagSlot(2));
    let note = program.only_note();
    assert_eq!(note.excerpt.exact, "依法设立的企业");
    assert_eq!(note.anchor.exact, "依法设立的企业");
    assert_eq!(note.excerpt.prefix, "开头一段，说明来意。\n第一章 总则\n本条例所称企业，是指");
    assert!(note.tags.contains(&TagId(format!("{:026}", 2))));
    let mark = &program.state.marks[0];
    assert_eq!(mark.color, HighlightColor::Azure);
    assert_eq!(program.state.selection, None);
    assert_eq!(program.state.active, Some(mark.id.clone()));
    let [.., Effect::Save(_, request), Effect::KeepSteps(_, steps)] = &program.effects[..] else {
        panic!("{:?}", program.effects);
    };
    assert_eq!((request.changes.len(), steps.len()), (1, 1));
}

#[test]
fn a_second_press_takes_the_tag_off_again() {
    let mut program = Program::new();
    program.select("施行");
    program.act(Action::TagSlot(1));
    program.act(Action::TagSlot(3));
    assert_eq!(program.only_note().tags.len(), 2);
    program.act(Action::TagSlot(1));
    assert_eq!(program.only_note().tags, [TagId(format!("{:026}", 3))].into());
}

#[test]
fn the_typing_of_a_note_is_one_undo_step() {
    let mut program = Program::new();
    program.select("说明来意");
    program.act(Action::TagSlot(1));
    program.act(Action::WriteNote);
    for text in ["口", "口径", "口径？"] {
        program.run(Command::NoteTyped(text.to_owned()));
    }
    assert_eq!(program.only_note().note, "口径？");
    let saves = program.effects.iter().filter(|effect| matches!(effect, Effect::Save(..))).count();
    assert_eq!(saves, 4, "what is typed is sent to be saved at once");
    program.act(Action::Escape);
    assert_eq!(program.state.editor, None);
    program.act(Action::Undo);
    assert_eq!(program.only_note().note, "");
    program.act(Action::Redo);
    assert_eq!(program.only_note().note, "口径？");
    program.act(Action::Undo);
    program.act(Action::Undo);
    assert!(program.notebook().annotations.is_empty());
}

#[test]
fn undo_while_writing_ends_the_writing_first() {
    let mut program = Program::new();
    program.select("说明来意");
    program.act(Action::WriteNote);
    program.run(Command::NoteTyped("半句".to_owned()));
    program.act(Action::Undo);
    assert_eq!(program.only_note().note, "");
}

#[test]
fn an_empty_slot_opens_the_picker_and_keeps_the_digit() {
    let mut program = Program::new();
    program.select("施行");
    program.act(Action::TagSlot(7));
    assert_eq!(program.state.picker.as_ref().and_then(|picker| picker.slot), Some(7));
    program.run(Command::PickNewTag("政策/复工".to_owned()));
    let tag = program.state.codebook.find("政策/复工").expect("the tag was made");
    assert_eq!(tag.slot, Some(7));
    assert_eq!(program.state.codebook.find("政策").and_then(|tag| tag.slot), None);
    assert!(program.only_note().tags.contains(&tag.id.clone()));
    program.act(Action::Undo);
    assert!(program.state.codebook.find("政策").is_none(), "one step made the tags and the mark");
    assert!(program.notebook().annotations.is_empty());
}

#[test]
fn a_tag_without_a_name_is_refused_in_words() {
    let mut program = Program::new();
    program.select("施行");
    program.act(Action::PickTag);
    program.run(Command::PickNewTag("政策//复工".to_owned()));
    assert!(program.notebook().annotations.is_empty());
    assert_eq!(program.state.notices.len(), 1);
}

#[test]
fn marking_without_a_selection_says_what_to_do() {
    let mut program = Program::new();
    program.act(Action::Highlight);
    assert!(program.notebook().annotations.is_empty());
    assert_eq!(program.state.notices.len(), 1);
}

#[test]
fn a_save_is_shown_only_when_the_newest_is_done() {
    let mut program = Program::new();
    program.select("施行");
    program.act(Action::Highlight);
    let SaveState::Saving(first) = program.state.save.clone() else { panic!("not on its way") };
    program.act(Action::TagSlot(1));
    program.event(Event::Saved(first));
    assert!(matches!(program.state.save, SaveState::Saving(_)));
    let SaveState::Saving(second) = program.state.save.clone() else { panic!("not on its way") };
    program.event(Event::Saved(second));
    assert!(matches!(program.state.save, SaveState::Saved(_)));
}

#[test]
fn what_could_not_be_written_is_tried_again_until_it_is() {
    let mut program = Program::new();
    program.select("施行");
    program.act(Action::Highlight);
    let why = Phrase::new("磁盘满了", "the disk is full");
    let ticket = program.state.last_save;
    program.effects.clear();
    program.event(Event::SaveFailed(ticket, why.clone()));
    program.event(Event::SaveFailed(ticket, why));
    let is_reminder = |effect: &&Effect| matches!(effect, Effect::Remind(..));
    assert_eq!(program.effects.iter().filter(is_reminder).count(), 1, "one clock is enough");
    assert_eq!(program.state.notices.len(), 1);
    program.event(Event::SaveDue);
    assert!(matches!(program.effects.last(), Some(Effect::SaveAgain)));
    program.event(Event::Saved(ticket));
    assert!(matches!(program.state.save, SaveState::Saved(_)));
    assert!(program.state.notices.is_empty(), "what is mended is not complained of");
}

#[test]
fn quitting_waits_for_the_disk_and_warns_if_it_fails() {
    let mut program = Program::new();
    let quits = |program: &Program| program.effects.iter().any(|e| matches!(e, Effect::Quit));
    program.select("施行");
    program.act(Action::Highlight);
    program.act(Action::Quit);
    assert!(!quits(&program), "changes are on their way to disk");
    let ticket = program.state.last_save;
    program.event(Event::SaveFailed(ticket, Phrase::new("磁盘满了", "the disk is full")));
    assert!(!quits(&program), "the person is told first");
    assert_eq!(program.state.notices.len(), 2);
    program.act(Action::Quit);
    assert!(quits(&program), "asked once more, it obeys");
    let mut program = Program::new();
    program.select("施行");
    program.act(Action::Highlight);
    program.act(Action::Quit);
    program.event(Event::Saved(program.state.last_save));
    assert!(quits(&program));
}

#[test]
fn the_place_of_reading_is_remembered_while_reading() {
    let mut program = Program::new();
    program.run(Command::Reading(Span::new(30, 60)));
    let remembered = program.effects.iter().any(|effect| {
        matches!(effect, Effect::Remember(memory) if memory.readings.iter().any(|r| r.pos == Pos::new(30)))
    });
    assert!(remembered);
    program.effects.clear();
    program.run(Command::Reading(Span::new(30, 60)));
    assert!(program.effects.is_empty(), "nothing is new");
}

#[test]
fn a_typed_path_replaces_no_file_and_a_chosen_one_may() {
    let mut program = Program::new();
    program.run(Command::PathTyped(PathPurpose::Export("markdown"), "a.md".to_owned()));
    assert!(matches!(program.effects.last(), Some(Effect::Export(_, "markdown", false))));
    let chosen = Some(PathBuf::from("a.md"));
    program.event(Event::PathPicked(PathPurpose::Export("markdown"), chosen));
    assert!(matches!(program.effects.last(), Some(Effect::Export(_, "markdown", true))));
}

/// Carries out the cleaning that the program asks for, as the window's job does.
pub(crate) fn clean_again(program: &mut Program) {
    let asked = program.effects.iter().rev().find_map(|effect| match effect {
        Effect::Reclean(ticket, open) => Some((*ticket, open.clone())),
        _ => None,
    });
    let (ticket, mut open) = asked.expect("the document is cleaned again");
    open.document = open.document.recleaned(&open.options);
    program.event(Event::Recleaned(ticket, open));
}

#[test]
fn what_is_given_back_comes_back_and_undo_takes_it_away_again() {
    let mut program = Program::new();
    let source = format!("第一章 总则\n{}\n版权所有 某某网\n", TEXT.replace('\n', ""));
    let mut open = document();
    open.document =
        Document::new("a.txt", source.as_bytes(), None, &CleanOptions::default()).unwrap();
    assert!(!open.document.cleaned.text.as_str().contains("版权所有"));
    program.state.open = Some(open);
    let edit = program.state.open.as_ref().unwrap().document.cleaned.log.get(0).unwrap().from;
    program.run(Command::Keep(vec![edit]));
    clean_again(&mut program);
    let text = |program: &Program| {
        program.state.open.as_ref().unwrap().document.cleaned.text.as_str().to_owned()
    };
    assert!(text(&program).contains("版权所有"));
    assert_eq!(program.notebook().kept.len(), 1);
    program.act(Action::Undo);
    clean_again(&mut program);
    assert!(!text(&program).contains("版权所有"));
    program.run(Command::SetRule("boilerplate", false));
    clean_again(&mut program);
    assert!(text(&program).contains("版权所有"));
    let saved = program.effects.iter().rev().find_map(|effect| match effect {
        Effect::Save(_, request) => Some(request.options.rules_off.clone()),
        _ => None,
    });
    assert_eq!(saved, Some(vec!["boilerplate".to_owned()]));
}

#[test]
fn the_script_of_a_document_is_kept_with_its_notes() {
    let mut program = Program::new();
    program.run(Command::SetScript(ScriptChoice::Keep));
    let Some(Effect::Reclean(ticket, document)) = program.effects.last().cloned() else {
        panic!("the document is cleaned again");
    };
    program.event(Event::Recleaned(ticket, document));
    let Some(Effect::Save(_, request)) = program.effects.last() else { panic!("nothing is saved") };
    assert_eq!(request.options.script, ScriptChoice::Keep);
}

#[test]
fn an_answer_that_comes_too_late_is_not_shown() {
    let mut program = Program::new();
    program.run(Command::OpenPaths(vec![PathBuf::from("甲.txt")]));
    let late = program.state.loading.as_ref().unwrap().0;
    program.run(Command::OpenPaths(vec![PathBuf::from("乙.txt")]));
    program.event(Event::Loaded(late, Box::new(document())));
    assert!(program.state.loading.is_some(), "the newer file is still awaited");
}

#[test]
fn an_unplaced_note_is_put_on_the_selection() {
    let mut program = Program::new();
    program.select("施行");
    program.act(Action::Highlight);
    let id = program.only_note().id.clone();
    if let Some(open) = &mut program.state.open {
        let place = open.places.get_mut(&id).unwrap();
        (place.state, place.source, place.clean) = (PlaceState::Orphan, None, None);
    }
    program.select("来意");
    program.run(Command::PlaceHere(id.clone()));
    assert_eq!(program.only_note().anchor.exact, "来意");
    assert_eq!(program.state.open.as_ref().unwrap().places[&id].state, PlaceState::Placed);
    assert_eq!(program.only_note().id, id);
}

fn any_command() -> impl Strategy<Value = Command> {
    let span = (0..TEXT.len(), 0..60_usize);
    let select = span.prop_map(|(start, length)| {
        let start = TEXT.floor_char_boundary(start);
        let end = TEXT.floor_char_boundary((start + length).min(TEXT.len()));
        Command::Select(Some(Span::new(start, end)))
    });
    let actions = prop::sample::select(vec![
        Action::Highlight,
        Action::TagSlot(1),
        Action::TagSlot(2),
        Action::TagSlot(5),
        Action::RepeatTags,
        Action::WriteNote,
        Action::Remove,
        Action::NextNote,
        Action::PreviousNote,
        Action::ToggleBookmark,
        Action::NextParagraph,
        Action::PreviousParagraph,
        Action::Escape,
        Action::Undo,
        Action::Redo,
        Action::Copy,
    ]);
    prop_oneof![
        3 => select,
        5 => actions.prop_map(Command::Do),
        1 => "[一-三a]{0,4}".prop_map(Command::NoteTyped),
        1 => "[甲乙]{1,2}(/[丙丁])?".prop_map(Command::PickNewTag),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn undoing_all_and_redoing_all_restores_the_notes(commands in prop::collection::vec(any_command(), 1..60)) {
        let mut program = Program::new();
        let empty = (program.notebook().clone(), program.state.codebook.clone());
        for command in commands {
            program.run(command);
        }
        program.act(Action::Escape);
        while program.state.history.last_undone().is_some() {
            program.act(Action::Redo);
        }
        let full = (program.notebook().clone(), program.state.codebook.clone());
        while program.state.history.last_done().is_some() {
            program.act(Action::Undo);
        }
        prop_assert_eq!(&(program.notebook().clone(), program.state.codebook.clone()), &empty);
        while program.state.history.last_undone().is_some() {
            program.act(Action::Redo);
        }
        prop_assert_eq!(&(program.notebook().clone(), program.state.codebook.clone()), &full);
    }
}

#[test]
fn what_opening_is_at_is_told_in_order_and_only_of_what_is_waited_for() {
    use danhuang::app::Ticket;
    use danhuang::document::Stage;
    let told = std::cell::RefCell::new(Vec::new());
    let options = CleanOptions::default();
    let imported = danhuang::import::import("a.txt", TEXT.as_bytes(), None).unwrap();
    let tell = |stage: Stage| told.borrow_mut().push(stage);
    let document =
        Document::of_told("a.txt", content_hash(TEXT.as_bytes()), imported, &options, &tell);
    assert_eq!(document.recleaned_told(&options, &tell).blocks, document.blocks);
    let once = [Stage::Cleaning, Stage::Headings];
    assert_eq!(*told.borrow(), [once, once].concat());
    let mut program = Program::new();
    program.run(Command::OpenPaths(vec![PathBuf::from("乙.txt")]));
    let ticket = program.state.loading.as_ref().unwrap().0;
    assert_eq!(program.state.stage, Stage::Reading);
    program.event(Event::Stage(ticket, Stage::Headings));
    program.event(Event::Stage(Ticket(ticket.0 - 1), Stage::Notes));
    assert_eq!(program.state.stage, Stage::Headings);
    program.run(Command::CancelLoading);
    assert!(program.state.loading.is_none() && program.state.open.is_some());
    program.act(Action::MarkTitle);
    program.run(Command::SetScript(ScriptChoice::Traditional));
    assert_eq!(program.state.stage, Stage::Cleaning);
}

#[test]
fn what_is_tried_on_notes_that_are_read_only_is_refused_and_the_reason_stands_once() {
    let mut program = Program::new();
    let why = Phrase::new("只能看".to_owned(), "only to be read".to_owned());
    program.state.open.as_mut().unwrap().read_only = Some(why.clone());
    for _ in 0..2 {
        program.select("依法设立的企业");
        program.act(Action::Highlight);
    }
    assert!(program.notebook().annotations.is_empty());
    let said: Vec<&Phrase> = program.state.notices.iter().map(|notice| &notice.text).collect();
    assert_eq!(said.len(), 2, "the reason, and that the key was heard: {said:?}");
    assert_eq!(*said[0], why);
    assert_eq!(said[1].zh, "笔记只读，没有改动");
}
