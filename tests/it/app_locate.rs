//! The program on notes that do not stand where they were marked: sought in the background, then the
//! reader's to decide.

use std::ops::ControlFlow;
use std::sync::Arc;

use danhuang::app::{
    Action, Command, Effect, Event, LocateRequest, Located, Memory, OpenDocument, Started, Ticket,
};
use danhuang::clean::CleanOptions;
use danhuang::document::Document;
use danhuang::notebook::{AnnotationId, Timestamp};
use danhuang::placing::{self, PlaceState, Places};
use danhuang::text::Phrase;

use crate::app::{Program, document};

const OLD: &str = "码头在河的东岸，每天早上六点开门。\n货船要等潮水，潮水每天晚来五十分钟。\n看门的老陈在这里住了三十年，养着两只猫和一笼鸽子。\n谁家的孩子落了水，都是他下去捞的，从来不收人家的谢礼。\n";
const NEW: &str = "这是新的一版。\n货船要等潮水，潮水每天晚来五十分钟。\n码头在河的东岸，每天早上六点开门。\n谁家的孩子落了水，总是他跳下去捞，从来不收人家一点谢礼。\n";

/// The new version of a document with notes on the old one: one moved, one gone, one that is only likely.
pub(crate) fn changed() -> OpenDocument {
    let options = CleanOptions::default();
    let read = |text: &str| Document::new("码头.txt", text.as_bytes(), None, &options).unwrap();
    let (old, new) = (read(OLD), read(NEW));
    let mut open = document();
    for (number, words) in
        ["每天早上六点开门", "养着两只猫和一笼鸽子", "都是他下去捞的，从来不收人家的谢礼"]
            .into_iter()
            .enumerate()
    {
        let start = old.cleaned.text.as_str().find(words).unwrap();
        let id = AnnotationId(format!("{number:026}"));
        let span = (start..start + words.len()).into();
        let note = placing::annotation_on(&old, span, id.clone(), Timestamp(1));
        open.notebook.annotations.insert(id, note);
    }
    open.document = new;
    open.places = placing::place_standing(&open.document, &open.notebook).into();
    open
}

/// What the job answers that seeks all of an opened document.
pub(crate) fn sought(open: &OpenDocument) -> Located {
    let ids: Vec<AnnotationId> = open.notebook.annotations.keys().cloned().collect();
    let go_on = &mut |_: &mut Places, _| ControlFlow::Continue(());
    let places = placing::locate(&open.document, &open.notebook, &ids, &[], go_on);
    Located { cleaned: Arc::clone(&open.document.cleaned), places, n_done: ids.len() }
}

fn program() -> Program {
    let mut program =
        Program::starting(Started { files: vec!["码头.txt".into()], ..Started::default() });
    let ticket = program.state.loading.as_ref().unwrap().0;
    program.event(Event::Loaded(ticket, Box::new(changed())));
    assert!(program.state.marks.is_empty(), "the page is there before its notes");
    let now = program.state.locating.unwrap();
    assert_eq!((now.ticket, now.n_done, now.n_all), (ticket, 0, 3));
    let located = sought(program.state.open.as_ref().unwrap());
    program.event(Event::Located(ticket, Box::new(located)));
    assert_eq!(program.state.locating, None);
    program.effects.clear();
    program
}

fn state_of(program: &Program, number: usize) -> PlaceState {
    program.state.open.as_ref().unwrap().places[&id(number)].state
}

fn id(number: usize) -> AnnotationId {
    AnnotationId(format!("{number:026}"))
}

/// The search that was asked for last.
fn asked(program: &Program) -> Option<(Ticket, LocateRequest)> {
    program.effects.iter().rev().find_map(|effect| match effect {
        Effect::Locate(ticket, request) => Some((*ticket, (**request).clone())),
        _ => None,
    })
}

#[test]
fn what_is_likely_waits_for_a_yes_that_can_be_undone() {
    let mut program = program();
    let states = [0, 1, 2].map(|number| state_of(&program, number));
    assert_eq!(states, [PlaceState::Moved, PlaceState::Orphan, PlaceState::Suggested]);
    assert_eq!(program.state.notices.len(), 1, "what is to be looked at is said");
    program.act(Action::NextUnsure);
    assert_eq!(program.state.active, Some(id(2)));
    let before = program.notebook().annotations[&id(2)].clone();
    program.act(Action::AcceptPlace);
    assert_eq!(state_of(&program, 2), PlaceState::Placed);
    let after = &program.notebook().annotations[&id(2)];
    assert!(after.anchor.exact.contains("跳下去捞"), "{}", after.anchor.exact);
    assert_eq!(after.excerpt.exact, after.anchor.exact);
    assert!(program.effects.iter().any(|effect| matches!(effect, Effect::Save(..))));
    program.act(Action::Undo);
    assert_eq!(program.notebook().annotations[&id(2)].anchor, before.anchor);
    // It is sought again, and waits again.
    let (ticket, request) = asked(&program).expect("it is sought again");
    assert_eq!(request.lost.annotations.len(), 1);
    let mut open = changed();
    open.notebook = request.lost.into();
    program.event(Event::Located(ticket, Box::new(sought(&open))));
    assert_eq!(state_of(&program, 2), PlaceState::Suggested);
}

#[test]
fn a_likely_place_may_be_refused_and_the_note_put_elsewhere() {
    let mut program = program();
    program.run(Command::RefusePlace(id(2)));
    assert_eq!(state_of(&program, 2), PlaceState::Orphan);
    assert_eq!(program.notebook().annotations.len(), 3, "it is kept");
    program.select("潮水每天晚来五十分钟");
    program.run(Command::PlaceHere(id(1)));
    assert_eq!(state_of(&program, 1), PlaceState::Placed);
    assert_eq!(program.notebook().annotations[&id(1)].excerpt.exact, "潮水每天晚来五十分钟");
    program.run(Command::RemoveNote(id(1)));
    assert_eq!(program.notebook().annotations.len(), 2);
    program.act(Action::Undo);
    assert_eq!(state_of(&program, 1), PlaceState::Placed);
}

#[test]
fn a_refused_place_is_not_suggested_again_after_a_restart() {
    let mut program = program();
    program.run(Command::RefusePlace(id(2)));
    let readings = program.effects.iter().rev().find_map(|effect| match effect {
        Effect::Remember(memory) => Some(memory.readings.clone()),
        _ => None,
    });
    let readings = readings.expect("it is remembered");
    let files = vec!["码头.txt".into()];
    let mut again = Program::starting(Started {
        files,
        memory: Memory { readings, ..Memory::default() },
        ..Started::default()
    });
    let ticket = again.state.loading.as_ref().unwrap().0;
    again.event(Event::Loaded(ticket, Box::new(changed())));
    let located = sought(again.state.open.as_ref().unwrap());
    again.event(Event::Located(ticket, Box::new(located)));
    assert_eq!(state_of(&again, 2), PlaceState::Orphan);
    assert_eq!(state_of(&again, 0), PlaceState::Moved);
    assert_eq!(again.state.n_unsure(), (0, 2));
}

#[test]
fn answers_of_another_search_and_of_another_cleaning_do_no_harm() {
    let mut program = program();
    let places = program.state.open.as_ref().unwrap().places.clone();
    let located = sought(program.state.open.as_ref().unwrap());
    program.event(Event::Located(Ticket(9_999), Box::new(located)));
    assert_eq!(program.state.open.as_ref().unwrap().places, places);
    // Undone while it runs: what was placed by hand meanwhile stays.
    program.event(Event::LocateFailed(Ticket(9_999), Phrase::new("坏了", "broken")));
    assert_eq!(program.state.open.as_ref().unwrap().places, places);
}
