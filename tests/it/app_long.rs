//! What is done to so many notes that no frame waits for it: a job does it, and what comes meanwhile waits for that.

use std::sync::Arc;

use danhuang::app::{Action, Command, Effect, Event, LongTask, ManyAct, TagEdit, Ticket, texts};
use danhuang::notebook::{AnnotationId, TagId};
use danhuang::text::Span;

use crate::app::Program;
use crate::app_redraw::{N_NOTES, id, program, tag};

fn other_tag() -> TagId {
    TagId(format!("{:026}", 2))
}

fn asked(program: &Program) -> Option<(Ticket, Box<LongTask>)> {
    program.effects.iter().rev().find_map(|effect| match effect {
        Effect::CarryOut(ticket, task) => Some((*ticket, task.clone())),
        _ => None,
    })
}

/// Does what the job was asked for last.
pub(crate) fn carry_out(program: &mut Program) {
    let (ticket, task) = asked(program).expect("a job is asked for");
    program.effects.clear();
    program.event(Event::CarriedOut(ticket, Box::new(task.carried_out())));
}

fn n_saves(program: &Program) -> usize {
    program.effects.iter().filter(|effect| matches!(effect, Effect::Save(..))).count()
}

fn n_written(program: &Program) -> Vec<usize> {
    let n_changes = |effect: &Effect| match effect {
        Effect::Save(_, request) => Some(request.changes.len()),
        _ => None,
    };
    program.effects.iter().filter_map(n_changes).collect()
}

fn merge(program: &mut Program) {
    program.run(Command::MergeTags(vec![tag()], other_tag()));
}

#[test]
fn merging_a_tag_of_many_notes_waits_for_a_job_and_says_so() {
    let mut program = program();
    let before = program.state.marks.clone();
    merge(&mut program);
    assert!(program.state.marks.is(&before), "no frame waits for it");
    let said = &program.state.long_step.as_ref().expect("it is under way").said;
    assert_eq!(said.zh, "正在更改 4,100 条标注…");
    assert_eq!(n_saves(&program), 0);
    carry_out(&mut program);
    assert!(program.state.long_step.is_none());
    assert_eq!(program.state.n_with_tag(&other_tag()), N_NOTES);
    assert_eq!(program.state.marks.len(), N_NOTES);
    assert!(
        !program.effects.iter().any(|effect| matches!(effect, Effect::MakeMarks(..))),
        "its marks came with it"
    );
    // One line of the journal: all of it is kept, or nothing.
    assert_eq!(n_written(&program), [N_NOTES + 1]);
    assert_eq!(program.state.history.n_done(), 1);
}

#[test]
fn undo_and_what_is_marked_while_a_merge_is_under_way_come_after_it_in_their_order() {
    let mut program = program();
    merge(&mut program);
    program.act(Action::Undo);
    program.select("末尾还有一句");
    program.act(Action::Highlight);
    program.run(Command::RemoveNote(id(7)));
    assert_eq!(program.notebook().annotations.len(), N_NOTES, "they wait");
    carry_out(&mut program);
    assert_eq!(program.state.n_with_tag(&other_tag()), N_NOTES, "the merge is there");
    let said = &program.state.long_step.as_ref().expect("now it is undone").said;
    assert_eq!(said.en, texts::UNDOING.en);
    carry_out(&mut program);
    assert!(program.state.long_step.is_none());
    assert_eq!(program.state.n_with_tag(&tag()), N_NOTES - 1);
    assert_eq!(program.state.n_with_tag(&other_tag()), 0);
    assert_eq!(program.notebook().annotations.len(), N_NOTES, "one more, one less");
    assert_eq!(n_written(&program), [N_NOTES + 1, 1, 1]);
    program.act(Action::Undo);
    program.act(Action::Undo);
    program.act(Action::Redo);
    assert!(program.state.long_step.is_none(), "few notes need no job");
    assert_eq!(program.state.n_with_tag(&tag()), N_NOTES);
}

#[test]
fn all_notes_are_removed_tagged_and_brought_back_by_jobs() {
    let mut program = program();
    let all: Arc<std::collections::BTreeSet<AnnotationId>> =
        Arc::new((0..N_NOTES).map(id).collect());
    program.run(Command::ChooseNotes(Arc::clone(&all)));
    program.act(Action::TagSlot(2));
    carry_out(&mut program);
    assert_eq!(program.state.n_with_tag(&other_tag()), N_NOTES);
    program.run(Command::ChooseNotes(all));
    program.run(Command::DoToChosen(ManyAct::Remove));
    carry_out(&mut program);
    assert!(program.state.marks.is_empty() && program.notebook().annotations.is_empty());
    assert!(program.state.chosen.is_empty());
    program.run(Command::GoToStep(0));
    carry_out(&mut program);
    assert_eq!(program.state.n_with_tag(&tag()), N_NOTES);
    assert_eq!(program.state.n_with_tag(&other_tag()), 0);
}

#[test]
fn a_step_whose_job_breaks_changes_nothing_and_what_came_after_it_is_done() {
    let mut program = program();
    program.run(Command::EditTag(tag(), TagEdit::Delete));
    program.run(Command::RemoveNote(id(7)));
    let (ticket, _) = asked(&program).unwrap();
    program.event(Event::CarryOutFailed(ticket, texts::UNDOING.into()));
    assert_eq!(program.state.n_with_tag(&tag()), N_NOTES - 1);
    assert!(program.state.codebook.is_live(&tag()));
    assert!(program.state.notices.iter().any(|notice| notice.text.en == texts::UNDOING.en));
}

#[test]
fn reading_goes_on_while_a_step_is_under_way() {
    let mut program = program();
    merge(&mut program);
    let span = Span::new(3, 300);
    program.run(Command::Reading(span));
    assert_eq!(program.state.visible, span);
    carry_out(&mut program);
    assert_eq!(program.state.visible, span);
}

#[test]
fn the_window_closes_after_a_step_that_is_under_way_is_written() {
    let mut program = program();
    merge(&mut program);
    program.act(Action::Quit);
    let quits =
        |program: &Program| program.effects.iter().any(|effect| matches!(effect, Effect::Quit));
    assert!(!quits(&program));
    carry_out(&mut program);
    assert!(!quits(&program), "what it changed is on its way");
    program.event(Event::Saved(program.state.last_save));
    assert!(quits(&program));
}
