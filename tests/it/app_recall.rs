//! What others do to the notes while they are shown, what the notes were, and damage: as messages to the program.

use std::path::PathBuf;

use danhuang::app::{
    Action, Command, Effect, Event, Moment, Notice, Recalled, SaveState, Started, Was, Weight,
};
use danhuang::notebook::{Annotation, HighlightColor, Timestamp};
use danhuang::text::Phrase;

use crate::app::{Program, document};

fn saved(program: &mut Program) {
    let ticket = program.state.last_save;
    program.event(Event::Saved(ticket));
}

fn content(program: &Program) -> String {
    program.state.open.as_ref().unwrap().document.fingerprint.content.clone()
}

/// A program with one tagged passage that is on disk.
fn marked() -> Program {
    let mut program = Program::new();
    program.select("企业，是指");
    program.act(Action::TagSlot(1));
    saved(&mut program);
    program
}

fn noted(note: &Annotation, text: &str) -> Annotation {
    Annotation { note: text.to_owned(), revision: note.revision + 1, ..note.clone() }
}

#[test]
fn what_another_program_wrote_is_shown_and_undo_leaves_it_alone() {
    let mut program = marked();
    let mut theirs = program.notebook().clone();
    let note = noted(program.only_note(), "别处写的");
    theirs.annotations.insert(note.id.clone(), note.clone());
    let read = Box::new((theirs, program.state.codebook.clone()));
    program.event(Event::ChangedOutside(content(&program), program.state.last_save, read));
    assert_eq!(program.only_note().note, "别处写的");
    assert!(program.state.marks[0].has_note);
    program.act(Action::Undo);
    assert_eq!(program.only_note(), &note, "what they changed is not ours to take back");
}

#[test]
fn what_was_read_before_our_own_change_takes_nothing_away() {
    let mut program = marked();
    let read = Box::new((program.notebook().clone(), program.state.codebook.clone()));
    let last_save = program.state.last_save;
    program.select("自发布之日");
    program.act(Action::TagSlot(2));
    program.event(Event::ChangedOutside(content(&program), last_save, read.clone()));
    assert_eq!(program.notebook().annotations.len(), 2, "while ours is on its way");
    program.effects.clear();
    saved(&mut program);
    assert!(program.effects.iter().any(|effect| matches!(effect, Effect::LookAgain)));
    program.effects.clear();
    program.event(Event::ChangedOutside(content(&program), last_save, read));
    assert_eq!(program.notebook().annotations.len(), 2, "and after it");
    assert!(program.effects.iter().any(|effect| matches!(effect, Effect::LookAgain)));
}

#[test]
fn a_note_of_the_history_comes_back_and_can_be_undone() {
    let mut program = marked();
    let then = program.notebook().clone();
    let note = program.only_note().clone();
    program.run(Command::RemoveNote(note.id.clone()));
    saved(&mut program);
    program.act(Action::ShowHistory);
    let moments = vec![Moment::at(Timestamp(20)), Moment::at(Timestamp(10))];
    program.event(Event::MomentsRead(content(&program), moments));
    let asked = program.effects.iter().rev().find_map(|effect| match effect {
        Effect::Recall(_, moment) => Some(*moment),
        _ => None,
    });
    assert_eq!(asked, Some(Timestamp(20)), "the newest is shown first");
    program.event(Event::NotesRecalled(content(&program), Timestamp(20), Box::new(then)));
    let known = program.state.recall.as_ref().unwrap().notes.to_vec();
    assert_eq!(known, [Recalled { note: note.clone(), was: Was::Removed }]);
    // Of one that is there still it is said what became of it.
    let was = |change: &dyn Fn(&mut Annotation)| {
        let mut program = marked();
        program.act(Action::ShowHistory);
        program.event(Event::MomentsRead(content(&program), vec![Moment::at(Timestamp(20))]));
        let mut then = program.notebook().clone();
        then.annotations.values_mut().for_each(change);
        program.event(Event::NotesRecalled(content(&program), Timestamp(20), Box::new(then)));
        let notes = program.state.recall.as_ref().unwrap().notes.to_vec();
        notes.first().map(|recalled| recalled.was)
    };
    assert_eq!(was(&|note| note.note = "先前写的".to_owned()), Some(Was::Written));
    assert_eq!(was(&|note| note.tags.clear()), Some(Was::Tagged));
    assert_eq!(was(&|note| note.color = Some(HighlightColor::ALL[5])), Some(Was::Colored));
    assert_eq!(was(&|note| note.revision += 1), None);
    program.run(Command::BringBack(vec![note.id.clone()]));
    assert_eq!(program.only_note().excerpt, note.excerpt);
    assert!(matches!(program.state.save, SaveState::Saving(_)));
    assert!(program.state.recall.as_ref().unwrap().notes.is_empty());
    program.act(Action::Undo);
    assert!(program.notebook().annotations.is_empty());
}

#[test]
fn the_journal_is_brought_in_when_the_person_pauses() {
    let mut program = marked();
    assert!(program.state.unsettled_since.is_some());
    program.effects.clear();
    program.event(Event::SettleDue);
    let settles =
        |program: &Program| program.effects.iter().any(|effect| matches!(effect, Effect::Settle));
    assert!(!settles(&program), "a second after the change");
    program.event(Event::SettleDue);
    program.event(Event::SettleDue);
    assert!(settles(&program));
    assert_eq!(program.state.unsettled_since, None);
}

#[test]
fn mending_takes_the_bar_away_and_shows_what_came_back() {
    let mut program = marked();
    let whole = program.notebook().clone();
    let open = program.state.open.as_mut().unwrap();
    open.notebook.annotations.clear();
    open.n_damaged = 1;
    program.run(Command::MendNotes);
    assert!(program.effects.iter().any(|effect| matches!(effect, Effect::Mend(_))));
    program.event(Event::Mended(content(&program), Box::new(whole.clone()), 1));
    assert_eq!(program.notebook(), &whole);
    assert_eq!(program.state.open.as_ref().unwrap().n_damaged, 0);
}

#[test]
fn what_is_said_of_the_library_at_the_start_is_still_there_when_the_first_document_is() {
    let said = Notice::new(Weight::Warning, Phrase::new("搬到了别处", "moved"));
    let files = vec![PathBuf::from("条例.txt")];
    let notices = vec![said.clone()];
    let mut program = Program::starting(Started { files, notices, ..Started::default() });
    let ticket = program.state.loading.as_ref().unwrap().0;
    program.event(Event::Loaded(ticket, Box::new(document())));
    let is_said = |program: &Program| program.state.notices.iter().any(|it| it.text == said.text);
    assert!(is_said(&program));
    program.run(Command::Dismiss(0));
    assert!(!is_said(&program), "until the reader has read it");
}

#[test]
fn a_restored_library_is_used_or_joined_at_once_also_without_a_document() {
    let folder = PathBuf::from("/restored");
    let said = Notice::new(Weight::Warning, Phrase::new("恢复了", "restored"));
    let said = Notice { is_of_library: true, restored: Some(folder.clone()), ..said };
    for files in [vec![], vec![PathBuf::from("条例.txt")]] {
        let mut program = Program::starting(Started { files, ..Started::default() });
        program.event(Event::Notice(said.clone()));
        program.run(Command::JoinRestored(folder.clone()));
        let looks =
            |effect: &Effect| matches!(effect, Effect::PreviewJoin(path, _) if *path == folder);
        assert!(program.effects.iter().any(looks));
        assert!(program.state.notices.iter().all(|notice| notice.restored.is_none()));
        program.event(Event::Notice(said.clone()));
        program.run(Command::UseRestored(folder.clone()));
        let takes = |effect: &Effect| matches!(effect, Effect::UseLibrary(path) if *path == folder);
        assert!(program.effects.iter().any(takes));
        assert!(!program.effects.iter().any(|effect| matches!(effect, Effect::Quit)));
        program.event(Event::LibraryTaken);
        let quits = |effect: &Effect| matches!(effect, Effect::Quit);
        assert!(program.effects.iter().any(quits), "the other window is there now");
    }
}
