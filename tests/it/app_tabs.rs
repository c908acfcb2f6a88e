//! Several documents at once, as messages to the program and what they lead to.

use std::path::PathBuf;

use danhuang::app::passage_link::PassageLink;
use danhuang::app::{
    Action, Command, DrawnMarks, Effect, Event, Load, Memory, Motion, Notice, OpenDocument, Origin,
    Tab, WayPoint, What,
};
use danhuang::app::{LoadFailure, Phrase, Started, State};
use danhuang::clean::{CleanOptions, ScriptChoice};
use danhuang::document::Document;
use danhuang::text::{Pos, Span};

use crate::app::{Program, document};

/// A document from this file.
pub(crate) fn other(path: &str, text: &str) -> OpenDocument {
    let options = CleanOptions::default();
    let document_of = Document::new(path, text.as_bytes(), None, &options).unwrap();
    OpenDocument { origin: Origin::File(PathBuf::from(path)), document: document_of, ..document() }
}

/// Answers what is being read with this document.
pub(crate) fn loaded(program: &mut Program, open: OpenDocument) {
    let ticket = program.state.loading.as_ref().expect("a file is being read").0;
    program.event(Event::Loaded(ticket, Box::new(open)));
}

pub(crate) fn open(program: &mut Program, path: &str, text: &str) {
    program.run(Command::OpenPaths(vec![PathBuf::from(path)]));
    loaded(program, other(path, text));
}

fn names(state: &State) -> Vec<String> {
    state.tabs.iter().map(|tab| tab.name(state)).collect()
}

fn shown(program: &Program) -> &str {
    &program.state.open.as_ref().unwrap().document.name
}

/// The files that are to be in tabs at the next start, and which one is shown.
fn remembered(program: &Program) -> (Vec<PathBuf>, usize) {
    let mut tabs = program.effects.iter().filter_map(|effect| match effect {
        Effect::Remember(memory) => Some(memory.tabs.clone()),
        _ => None,
    });
    tabs.next_back().unwrap()
}

#[test]
fn a_document_comes_back_as_it_was_left() {
    let mut program = Program::new();
    program.select("企业，是指");
    program.act(Action::TagSlot(1));
    program.run(Command::Reading(Span::new(60, 120)));
    program.run(Command::GoTo(Pos::new(90)));
    program.run(Command::FindTyped("企业".to_owned()));
    open(&mut program, "乙.txt", "乙文第一段。\n乙文第二段。\n");
    assert_eq!(names(&program.state), ["条例.txt", "乙.txt"]);
    assert_eq!(shown(&program), "乙.txt");
    assert!(program.state.marks.is_empty() && program.state.find.is_none());
    program.act(Action::Undo);
    assert!(program.notebook().annotations.is_empty(), "the other's changes are not undone here");
    program.act(Action::PreviousTab);
    assert_eq!(shown(&program), "条例.txt");
    assert_eq!(program.state.marks.len(), 1);
    assert_eq!(program.state.visible, Span::new(60, 120));
    assert_eq!(program.state.open.as_ref().unwrap().position, Pos::new(60));
    assert_eq!(program.state.back, [WayPoint::Here(Pos::new(60))]);
    assert_eq!(program.state.find.as_ref().unwrap().query.text, "企业");
    program.act(Action::Undo);
    assert!(program.notebook().annotations.is_empty(), "its own can be");
    program.act(Action::NextTab);
    program.act(Action::NextTab);
    assert_eq!(shown(&program), "条例.txt", "round at the end");
}

#[test]
fn a_file_that_is_open_already_is_shown_and_not_read_again() {
    let mut program = Program::new();
    open(&mut program, "乙.txt", "乙文。\n");
    let n_loads = |program: &Program| {
        program.effects.iter().filter(|effect| matches!(effect, Effect::Load(..))).count()
    };
    let before = n_loads(&program);
    program.run(Command::OpenPaths(vec![PathBuf::from("条例.txt")]));
    assert_eq!((shown(&program), n_loads(&program)), ("条例.txt", before));
    assert_eq!(program.state.tabs.len(), 2);
}

/// The same text from another file has the same notes, of which two tabs would each know their own half.
#[test]
fn a_copy_of_an_open_file_goes_on_in_its_tab_with_its_notes_and_steps() {
    let mut program = Program::new();
    let text = program.state.open.as_ref().unwrap().document.imported.text.as_str().to_owned();
    program.select("企业，是指");
    program.act(Action::TagSlot(1));
    let n_told = program.state.notices.len();
    open(&mut program, "副本.txt", &text);
    assert_eq!((shown(&program), names(&program.state)), ("副本.txt", vec!["副本.txt".to_owned()]));
    assert_eq!(program.state.marks.len(), 1, "the mark that was made a moment ago");
    assert_eq!(program.state.notices.len(), n_told + 1, "{:?}", program.state.notices);
    assert_eq!(remembered(&program), (vec![PathBuf::from("副本.txt")], 0));
    assert_eq!(program.state.recents[0].path, PathBuf::from("副本.txt"));
    open(&mut program, "乙.txt", "乙文。\n");
    open(&mut program, "条例.txt", &text);
    assert_eq!(names(&program.state), ["条例.txt", "乙.txt"]);
    assert_eq!((shown(&program), program.state.marks.len()), ("条例.txt", 1));
    program.act(Action::Undo);
    assert!(program.notebook().annotations.is_empty());
}

#[test]
fn a_copy_that_waited_in_a_tab_of_its_own_leaves_it() {
    let mut program = Program::new();
    let text = program.state.open.as_ref().unwrap().document.imported.text.as_str().to_owned();
    let paths = ["乙.txt", "副本.txt"].map(PathBuf::from).to_vec();
    program.event(Event::Dropped(paths));
    loaded(&mut program, other("乙.txt", "乙文。\n"));
    assert_eq!(names(&program.state), ["条例.txt", "乙.txt", "副本.txt"]);
    program.run(Command::SwitchTab(2));
    loaded(&mut program, other("副本.txt", &text));
    assert_eq!(names(&program.state), ["副本.txt", "乙.txt"]);
    assert_eq!(shown(&program), "副本.txt");
}

#[test]
fn of_several_files_the_first_is_shown_and_the_others_wait() {
    let mut program = Program::new();
    let paths = ["乙.txt", "丙.txt", "丁.txt"].map(PathBuf::from).to_vec();
    program.event(Event::Dropped(paths));
    loaded(&mut program, other("乙.txt", "乙文。\n"));
    assert_eq!(names(&program.state), ["条例.txt", "乙.txt", "丙.txt", "丁.txt"]);
    let waits = program.state.tabs.iter().position(|tab| tab.name(&program.state) == "丙.txt");
    program.run(Command::SwitchTab(waits.unwrap()));
    let load = Load::File(PathBuf::from("丙.txt"));
    assert!(matches!(program.effects.last(), Some(Effect::Load(_, what)) if *what == load));
    loaded(&mut program, other("丙.txt", "丙文。\n"));
    assert_eq!((shown(&program), program.state.tabs.len()), ("丙.txt", 4));
    assert!(matches!(program.state.tabs[waits.unwrap()], Tab::Shown));
}

#[test]
fn closing_shows_the_one_beside_and_the_last_leads_to_the_start_page() {
    let mut program = Program::new();
    open(&mut program, "乙.txt", "乙文。\n");
    open(&mut program, "丙.txt", "丙文。\n");
    program.act(Action::PreviousTab);
    program.act(Action::Close);
    assert_eq!(
        (shown(&program), names(&program.state)),
        ("丙.txt", vec!["条例.txt".to_owned(), "丙.txt".to_owned()])
    );
    program.run(Command::CloseTab(0));
    assert_eq!(shown(&program), "丙.txt");
    assert_eq!(remembered(&program), (vec![PathBuf::from("丙.txt")], 0));
    program.act(Action::Close);
    assert!(program.state.open.is_none() && program.state.tabs.is_empty());
    assert_eq!(remembered(&program), (vec![], 0));
    program.act(Action::Close);
    program.act(Action::NextTab);
}

#[test]
fn the_start_page_leaves_documents_open() {
    let mut program = Program::new();
    program.act(Action::ShowStart);
    assert!(program.state.open.is_none());
    assert_eq!(program.state.tabs.len(), 1);
    program.act(Action::NextTab);
    assert_eq!(shown(&program), "条例.txt");
}

#[test]
fn what_was_in_tabs_is_there_again_at_the_next_start() {
    let mut program = Program::new();
    open(&mut program, "乙.txt", "乙文。\n");
    program.act(Action::PreviousTab);
    let tabs = remembered(&program);
    assert_eq!(tabs, (["条例.txt", "乙.txt"].map(PathBuf::from).to_vec(), 0));
    let mut again = Program::starting(with_tabs(tabs.0));
    loaded(&mut again, other("乙.txt", "乙文。\n"));
    assert_eq!(names(&again.state), ["条例.txt", "乙.txt"]);
    assert_eq!(shown(&again), "乙.txt");
}

/// A start at which these files were in tabs, the second of them shown.
fn with_tabs(files: Vec<PathBuf>) -> Started {
    Started { memory: Memory { tabs: (files, 1), ..Memory::default() }, ..Started::default() }
}

#[test]
fn a_tab_whose_file_is_gone_says_so_and_harms_no_other() {
    let tabs = ["没有.txt", "条例.txt"].map(PathBuf::from).to_vec();
    let mut program = Program::starting(with_tabs(tabs));
    loaded(&mut program, document());
    program.run(Command::SwitchTab(0));
    let ticket = program.state.loading.as_ref().unwrap().0;
    let why = Phrase::new("找不到文件", "no such file");
    let failure = LoadFailure { path: PathBuf::from("没有.txt"), why: why.clone() };
    program.event(Event::LoadFailed(ticket, failure));
    assert_eq!(shown(&program), "条例.txt");
    assert!(program.state.notices.iter().any(|Notice { text, .. }| *text == why));
    let lost = PathBuf::from("没有.txt");
    let is_offered = |notice: &Notice| notice.lost.as_ref() == Some(&lost);
    assert!(program.state.notices.iter().any(is_offered), "it offers to close the tab");
    program.run(Command::CloseLost(lost.clone()));
    assert_eq!(names(&program.state), ["条例.txt"]);
    assert!(!program.state.notices.iter().any(is_offered));
}

#[test]
fn a_cleaning_that_was_under_way_is_done_when_the_document_comes_back() {
    let mut program = Program::new();
    open(&mut program, "乙.txt", "乙文。\n");
    program.act(Action::PreviousTab);
    program.run(Command::SetScript(ScriptChoice::Traditional));
    let asked = |program: &Program| {
        program.effects.iter().rev().find_map(|effect| match effect {
            Effect::Reclean(ticket, open) => Some((*ticket, open.clone())),
            _ => None,
        })
    };
    let (late, answer) = asked(&program).unwrap();
    program.act(Action::NextTab);
    program.event(Event::Recleaned(late, answer));
    assert_eq!(shown(&program), "乙.txt", "the answer is not taken for this one's");
    program.act(Action::PreviousTab);
    assert_ne!(asked(&program).unwrap().0, late);
    crate::app::clean_again(&mut program);
    let text = program.state.open.as_ref().unwrap().document.cleaned.text.clone();
    assert!(text.as_str().contains("企業"));
}

#[test]
fn a_message_that_names_no_tab_does_nothing() {
    let mut program = Program::new();
    for command in [Command::SwitchTab(7), Command::CloseTab(7), Command::SwitchTab(0)] {
        program.send(What::Command(command));
    }
    assert_eq!(shown(&program), "条例.txt");
}

#[test]
fn a_cleaning_that_another_file_came_between_is_not_lost() {
    let mut program = Program::new();
    program.run(Command::SetScript(ScriptChoice::Traditional));
    let asked = program.effects.iter().find_map(|effect| match effect {
        Effect::Reclean(ticket, open) => Some((*ticket, open.clone())),
        _ => None,
    });
    let (ticket, mut answer) = asked.unwrap();
    answer.document = answer.document.recleaned(&answer.options);
    program.run(Command::OpenPaths(vec![PathBuf::from("乙.txt")]));
    program.event(Event::Recleaned(ticket, answer));
    let text = program.state.open.as_ref().unwrap().document.cleaned.text.clone();
    assert!(text.as_str().contains("企業"), "the shown document takes its answer");
    loaded(&mut program, other("乙.txt", "乙文。\n"));
    assert_eq!(shown(&program), "乙.txt", "and the file is shown all the same");
}

#[test]
fn marks_that_were_made_beside_the_window_are_shown_and_kept_as_they_are() {
    let mut program = Program::new();
    program.select("企业，是指");
    program.act(Action::TagSlot(1));
    let marks = program.state.marks.clone();
    open(&mut program, "乙.txt", "乙文第一段。\n乙文第二段。\n");
    program.run(Command::SwitchTab(0));
    assert!(program.state.marks.is(&marks), "nothing was made anew");
    assert_eq!(program.state.counts(), (1, 0, 1));
    // What changed the tags meanwhile has them made anew.
    let tag = program.only_note().tags.first().unwrap().clone();
    program.run(Command::SwitchTab(1));
    program.run(Command::EditTag(tag, danhuang::app::TagEdit::Delete));
    program.run(Command::SwitchTab(0));
    assert!(!program.state.marks.is(&marks));
    assert_eq!(program.state.counts(), (1, 0, 0));
}

#[test]
fn marks_that_were_made_for_a_document_are_shown_with_it_and_with_no_other() {
    let mut program = Program::new();
    program.select("企业，是指");
    program.act(Action::TagSlot(1));
    let marked = program.state.open.clone().unwrap();
    let mut shown_with = |is_for_it: bool| {
        program.run(Command::OpenPaths(vec![PathBuf::from("丙.txt")]));
        let ticket = program.state.loading.as_ref().unwrap().0;
        let codebook = program.state.codebook.clone();
        let origin = Origin::File(PathBuf::from("丙.txt"));
        let mut read = OpenDocument { origin, codebook, ..marked.clone() };
        "丙".clone_into(&mut read.document.fingerprint.content);
        // They know of no note, so that it is seen whether they are shown.
        let mut bare = read.clone();
        bare.notebook.annotations.clear();
        let drawn = DrawnMarks::new(&bare, &read.codebook);
        let told = if is_for_it { ticket } else { danhuang::app::Ticket::default() };
        program.event(Event::MarksMade(told, Box::new(drawn)));
        program.event(Event::Loaded(ticket, Box::new(read)));
        let n_marks = program.state.marks.len();
        program.act(Action::Close);
        n_marks
    };
    assert_eq!((shown_with(true), shown_with(false)), (0, 1));
}

/// The place that was last jumped to.
fn jump(program: &Program) -> Option<usize> {
    match program.state.motion {
        Some((_, Motion::Jump(pos, _))) => Some(pos.index()),
        _ => None,
    }
}

#[test]
fn back_and_forward_lead_from_document_to_document() {
    let mut program = Program::new();
    program.run(Command::Reading(Span::new(60, 120)));
    open(&mut program, "乙.txt", "乙文第一段。\n乙文第二段。\n");
    program.run(Command::Reading(Span::new(0, 19)));
    program.run(Command::GoTo(Pos::new(19)));
    program.run(Command::Reading(Span::new(19, 38)));
    program.act(Action::Back);
    assert_eq!(shown(&program), "乙.txt", "first within it");
    program.run(Command::Reading(Span::new(0, 38)));
    program.act(Action::Back);
    assert_eq!(shown(&program), "条例.txt");
    assert_eq!(program.state.visible, Span::new(60, 120), "as it was left");
    assert!(program.state.back.is_empty());
    program.act(Action::Forward);
    assert_eq!(shown(&program), "乙.txt");
    program.act(Action::Forward);
    assert_eq!(jump(&program), Some(19));
    assert!(program.state.forward.is_empty());
    // What is jumped to elsewhere ends the way forward, in the document that was left, too.
    program.run(Command::Reading(Span::new(19, 38)));
    program.act(Action::Back);
    program.act(Action::Back);
    open(&mut program, "丙.txt", "丙文。\n");
    program.act(Action::Back);
    assert_eq!((shown(&program), program.state.forward.len()), ("条例.txt", 1));
    program.act(Action::Forward);
    assert_eq!(shown(&program), "丙.txt");
}

#[test]
fn back_reads_a_document_again_that_was_closed_and_finds_its_place() {
    let mut program = Program::new();
    program.run(Command::Reading(Span::new(60, 120)));
    open(&mut program, "乙.txt", "乙文。\n");
    program.run(Command::CloseTab(0));
    program.act(Action::Back);
    let wanted = Load::File(PathBuf::from("条例.txt"));
    let is_load = |effect: &Effect| matches!(effect, Effect::Load(_, what) if *what == wanted);
    assert!(program.effects.iter().any(is_load));
    loaded(&mut program, document());
    assert_eq!((shown(&program), jump(&program)), ("条例.txt", Some(60)));
    program.act(Action::Forward);
    assert_eq!(shown(&program), "乙.txt");
}

#[test]
fn a_link_into_another_document_is_one_step_back() {
    let mut program = Program::new();
    open(&mut program, "乙.txt", "乙文第一段。\n乙文第二段。\n");
    let content = program.state.open.as_ref().unwrap().document.fingerprint.content.clone();
    let link = PassageLink::new(&content, Some("乙.txt".as_ref())).with_passage(19, "乙文第二段");
    program.act(Action::PreviousTab);
    program.run(Command::Reading(Span::new(60, 120)));
    program.run(Command::FollowLink(link.to_address()));
    assert_eq!((shown(&program), jump(&program)), ("乙.txt", Some(19)));
    program.run(Command::Reading(Span::new(19, 38)));
    program.act(Action::Back);
    assert_eq!((shown(&program), program.state.visible), ("条例.txt", Span::new(60, 120)));
    // A file that cannot be read leaves no way back to where one is.
    program.run(Command::OpenPaths(vec![PathBuf::from("没有.txt")]));
    let ticket = program.state.loading.as_ref().unwrap().0;
    let why = Phrase { zh: "没有".to_owned(), en: "none".to_owned() };
    let failure = LoadFailure { path: PathBuf::from("没有.txt"), why };
    program.event(Event::LoadFailed(ticket, failure));
    assert!(program.state.back.is_empty());
}

#[test]
fn a_document_read_lately_goes_by_its_title_and_by_its_files_name() {
    let mut program = Program::new();
    open(
        &mut program,
        "a1b2.txt",
        "统筹推进复工复产\n\n　　各地要统筹推进复工复产，稳住外贸外资基本盘。\n　　要打通物流堵点，强化要素保障。\n",
    );
    let title = program.state.open.as_ref().unwrap().document.title().to_owned();
    assert_eq!(title, "统筹推进复工复产");
    assert_eq!(program.state.recents[0].title, title);
    program.act(Action::PreviousTab);
    for typed in ["tctj", "a1b2"] {
        let choices = danhuang::app::palette::choices(&program.state, typed);
        let target = danhuang::app::palette::Target::Recent(PathBuf::from("a1b2.txt"));
        assert!(choices.iter().any(|choice| choice.target == target), "{typed}");
    }
}
