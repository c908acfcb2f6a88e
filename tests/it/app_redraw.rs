//! Marks that are made anew: of many notes by a job, while those that are there stay shown.

use std::path::PathBuf;

use danhuang::app::{
    Action, Command, Effect, Event, MarkTask, OpenDocument, Origin, TagEdit, Ticket,
};
use danhuang::clean::{CleanOptions, ScriptChoice};
use danhuang::document::Document;
use danhuang::notebook::{AnnotationId, HighlightColor, Notebook, TagId, Timestamp};
use danhuang::placing;
use danhuang::text::Span;

use crate::app::{Program, document};

/// More notes than have their marks made within a frame.
pub(crate) const N_NOTES: usize = 4_100;
const LENGTH: usize = "企业".len();

pub(crate) fn tag() -> TagId {
    TagId(format!("{:026}", 1))
}

pub(crate) fn id(number: usize) -> AnnotationId {
    AnnotationId(format!("01{number:024}"))
}

/// A document with many notes, all with one tag.
fn many() -> OpenDocument {
    let blank = document();
    let text = format!("开头。\n{}\n末尾还有一句。\n", "企业".repeat(N_NOTES));
    let document =
        Document::new("多.txt", text.as_bytes(), None, &CleanOptions::default()).unwrap();
    let first = document.cleaned.text.as_str().find("企业").unwrap();
    let note = |number: usize| {
        let start = first + number * LENGTH;
        let span = Span::new(start, start + LENGTH);
        let mut note = placing::annotation_on(&document, span, id(number), Timestamp(1));
        note.tags.insert(tag());
        (id(number), note)
    };
    let annotations = (0..N_NOTES).map(note).collect();
    let notebook = Notebook { annotations, ..Notebook::default() };
    let places = placing::place_standing(&document, &notebook);
    assert_eq!(places.len(), N_NOTES);
    let origin = Origin::File(PathBuf::from("多.txt"));
    let (notebook, places) = (notebook.into(), places.into());
    OpenDocument { origin, document, notebook, places, ..blank }
}

fn open(program: &mut Program, document: OpenDocument) {
    program.run(Command::OpenPaths(vec![document.origin.path().unwrap().to_path_buf()]));
    let ticket = program.state.loading.as_ref().unwrap().0;
    program.event(Event::Loaded(ticket, Box::new(document)));
}

pub(crate) fn program() -> Program {
    let mut program = Program::new();
    open(&mut program, many());
    assert!(program.state.marks.is_empty(), "they were not made beside the window");
    make(&mut program);
    assert_eq!(program.state.marks.len(), N_NOTES);
    program.effects.clear();
    program
}

/// What was asked for last of the job that makes marks.
fn asked(program: &Program) -> Option<(Ticket, Box<MarkTask>)> {
    program.effects.iter().rev().find_map(|effect| match effect {
        Effect::MakeMarks(ticket, task) => Some((*ticket, task.clone())),
        _ => None,
    })
}

/// Does that job.
fn make(program: &mut Program) {
    let (ticket, task) = asked(program).expect("marks are to be made");
    program.event(Event::MarksRemade(ticket, Box::new(task.carried_out())));
}

fn recolor(program: &mut Program, color: HighlightColor) {
    program.run(Command::EditTag(tag(), TagEdit::Color(color)));
}

fn color_of(program: &Program, number: usize) -> HighlightColor {
    let index = program.state.mark_index(&id(number)).expect("it is marked");
    program.state.marks[index].color
}

/// Answers the cleaning that was asked for last.
fn clean(program: &mut Program) {
    let asked = program.effects.iter().rev().find_map(|effect| match effect {
        Effect::Reclean(ticket, open) => Some((*ticket, open.clone())),
        _ => None,
    });
    let (ticket, mut open) = asked.expect("the document is cleaned again");
    assert!(open.notebook.annotations.is_empty(), "its notes stay with the window");
    open.document = open.document.recleaned(&open.options);
    program.event(Event::Recleaned(ticket, open));
}

#[test]
fn a_changed_colour_of_many_marks_waits_for_a_job_and_loses_nothing_that_was_done_meanwhile() {
    let mut program = program();
    let before = program.state.marks.clone();
    recolor(&mut program, HighlightColor::Slate);
    assert!(program.state.marks.is(&before), "no frame waits for it");
    let (ticket, task) = asked(&program).unwrap();
    program.select("末尾还有一句");
    program.act(Action::Highlight);
    program.run(Command::RemoveNote(id(7)));
    assert_eq!(program.state.marks.len(), N_NOTES, "what is marked meanwhile is seen at once");
    program.event(Event::MarksRemade(ticket, Box::new(task.carried_out())));
    assert_eq!(color_of(&program, 1), HighlightColor::Slate);
    assert_eq!(program.state.marks.len(), N_NOTES);
    assert_eq!(program.state.mark_index(&id(7)), None);
    assert_eq!(program.state.n_with_tag(&tag()), N_NOTES - 1);
    program.act(Action::Undo);
    assert!(program.state.mark_index(&id(7)).is_some());
}

#[test]
fn of_two_colours_the_last_is_shown_whatever_comes_first() {
    let mut program = program();
    recolor(&mut program, HighlightColor::Slate);
    let (first, old) = asked(&program).unwrap();
    recolor(&mut program, HighlightColor::Cinnabar);
    make(&mut program);
    program.event(Event::MarksRemade(first, Box::new(old.carried_out())));
    assert_eq!(color_of(&program, 1), HighlightColor::Cinnabar);
}

#[test]
fn a_document_cleaned_anew_is_shown_with_its_marks_and_with_those_that_were_made_meanwhile() {
    let mut program = program();
    program.run(Command::SetScript(ScriptChoice::Traditional));
    clean(&mut program);
    let text = |program: &Program| program.state.open.as_ref().unwrap().document.cleaned.clone();
    assert!(text(&program).text.as_str().contains("企业"), "not without its marks");
    let (ticket, task) = asked(&program).unwrap();
    program.select("末尾还有一句");
    program.act(Action::Highlight);
    let new = program.state.active.clone().unwrap();
    // A colour that changes meanwhile has them made once more, for the text that is about to be there.
    recolor(&mut program, HighlightColor::Slate);
    program.event(Event::MarksRemade(ticket, Box::new(task.carried_out())));
    assert!(text(&program).text.as_str().contains("企业"));
    make(&mut program);
    assert!(text(&program).text.as_str().contains("企業"));
    assert_eq!((program.state.loading.is_some(), program.state.recleaning), (false, None));
    assert_eq!(color_of(&program, 1), HighlightColor::Slate);
    let words = |program: &Program, id: &AnnotationId| {
        let mark = &program.state.marks[program.state.mark_index(id).unwrap()];
        text(program).text.get(mark.span).to_owned()
    };
    assert_eq!(words(&program, &new), "末尾還有一句");
    assert_eq!(words(&program, &id(N_NOTES - 1)), "企業");
}

#[test]
fn a_cleaning_that_another_came_after_is_not_shown() {
    let mut program = program();
    program.run(Command::SetScript(ScriptChoice::Traditional));
    clean(&mut program);
    let (ticket, task) = asked(&program).unwrap();
    program.run(Command::SetScript(ScriptChoice::Keep));
    program.event(Event::MarksRemade(ticket, Box::new(task.carried_out())));
    assert!(program.state.recleaning.is_some(), "the other is still waited for");
    clean(&mut program);
    make(&mut program);
    let open = program.state.open.as_ref().unwrap();
    assert!(open.document.cleaned.text.as_str().contains("企业"));
    assert_eq!(open.options.script, ScriptChoice::Keep);
    assert_eq!(program.state.recleaning, None);
}

#[test]
fn a_document_that_was_left_before_its_marks_were_there_has_them_when_it_comes_back() {
    let mut program = program();
    recolor(&mut program, HighlightColor::Slate);
    let (ticket, task) = asked(&program).unwrap();
    program.act(Action::PreviousTab);
    assert_eq!(program.state.open.as_ref().unwrap().document.name, document().document.name);
    program.event(Event::MarksRemade(ticket, Box::new(task.carried_out())));
    assert!(program.state.marks.is_empty(), "they are not this document's");
    program.effects.clear();
    program.act(Action::NextTab);
    assert_eq!(program.state.marks.len(), N_NOTES, "the old ones meanwhile");
    make(&mut program);
    assert_eq!(color_of(&program, 1), HighlightColor::Slate);
}

#[test]
fn the_other_half_has_new_colours_by_a_job_too() {
    let mut program = program();
    program.act(Action::SplitView);
    let other = document();
    let origin = Origin::File(PathBuf::from("丙.txt"));
    open(&mut program, OpenDocument { origin, ..other });
    program.effects.clear();
    recolor(&mut program, HighlightColor::Slate);
    let color = |program: &Program| {
        let beside = program.state.other_half().expect("the page is split");
        beside.marks[0].color
    };
    let before = color(&program);
    assert_ne!(before, HighlightColor::Slate);
    make(&mut program);
    assert_eq!(color(&program), HighlightColor::Slate);
}

#[test]
fn notes_below_a_tag_that_is_renamed_are_listed_anew() {
    let mut program = Program::new();
    program.run(Command::NewTag("政策/税收".to_owned()));
    let below = program.state.codebook.find("政策/税收").unwrap().id.clone();
    let above = program.state.codebook.find("政策").unwrap().id.clone();
    program.select("依法设立的企业");
    program.act(Action::Highlight);
    let note = program.state.active.clone().unwrap();
    program.run(Command::ToggleTag(note, below));
    let seen = program.state.note_log().seen();
    program.run(Command::EditTag(above, TagEdit::Name("条文".to_owned())));
    assert!(program.state.note_log().since(&seen).is_none(), "the names above it are sought too");
}
