//! Notes that come from elsewhere or go there, as messages to the program.

use std::path::PathBuf;

use danhuang::app::{
    Action, Command, Effect, Event, JoinPreview, Load, PathPurpose, Popover, SaveState, Version,
    VersionAnswer,
};
use danhuang::notebook::{Annotation, AnnotationId, Change, Diff, HighlightColor, Tag, TagId};
use danhuang::text::Phrase;

use crate::app::{Program, document};
use crate::app_tabs;

fn content(program: &Program) -> String {
    program.state.open.as_ref().unwrap().document.fingerprint.content.clone()
}

#[test]
fn a_new_version_is_said_and_parted_by_one_click() {
    let mut program = Program::new();
    let content = content(&program);
    program.event(Event::VersionFound("another file".to_owned(), Version::New { n_notes: 3 }));
    assert_eq!(program.state.version, None, "the answer came too late");
    program.event(Event::VersionFound(content.clone(), Version::New { n_notes: 3 }));
    program.run(Command::AnswerVersion(VersionAnswer::Other));
    assert!(program.effects.iter().any(|effect| matches!(effect, Effect::Separate(_))));
    assert_eq!(program.state.version, None);
    program.effects.clear();
    let (id, title) = ("A".to_owned(), "条例".to_owned());
    let parted = Version::Parted { id, title, n_notes: 3 };
    program.event(Event::VersionSettled(content.clone(), Some(parted.clone())));
    let is_read = |effect: &Effect| matches!(effect, Effect::Load(_, Load::File(_)));
    assert!(program.effects.iter().any(is_read), "it is read again with its own notes");
    let ticket = program.state.loading.as_ref().unwrap().0;
    program.event(Event::Loaded(ticket, Box::new(document())));
    assert_eq!(program.state.version, Some(parted), "it can be undone");
    // What was just parted is not offered at once as a version of what it was parted from.
    let likely = Version::Likely { id: "A".to_owned(), title: "条例".to_owned(), n_notes: 3 };
    program.event(Event::VersionFound(content.clone(), likely));
    assert!(matches!(program.state.version, Some(Version::Parted { .. })));
    // The bar is there again after a look at another document.
    app_tabs::open(&mut program, "别的.txt", "别的。");
    assert_eq!(program.state.version, None);
    program.act(Action::PreviousTab);
    assert!(matches!(program.state.version, Some(Version::Parted { .. })));
    program.run(Command::AnswerVersion(VersionAnswer::Same));
    let adopts = |effect: &Effect| matches!(effect, Effect::Adopt(_, id, _) if id == "A");
    assert!(program.effects.iter().any(adopts), "one click undoes the parting");
    program.effects.clear();
    program.event(Event::VersionSettled(content, None));
    assert!(program.effects.iter().any(is_read));
    // What was said to be right can be parted later all the same.
    program.act(Action::PartVersion);
    assert!(program.effects.iter().any(|effect| matches!(effect, Effect::Separate(_))));
}

#[test]
fn a_likely_version_brings_its_notes_along_only_when_told() {
    let mut program = Program::new();
    let content = content(&program);
    let likely = Version::Likely { id: "A".to_owned(), title: "条例".to_owned(), n_notes: 3 };
    program.event(Event::VersionFound(content, likely));
    assert!(program.effects.iter().all(|effect| !matches!(effect, Effect::Adopt(..))));
    program.run(Command::AnswerVersion(VersionAnswer::Same));
    let adopts = |effect: &Effect| matches!(effect, Effect::Adopt(_, id, _) if id == "A");
    assert!(program.effects.iter().any(adopts));
}

#[test]
fn joining_is_looked_at_first_and_is_one_step() {
    let mut program = Program::new();
    program.select("企业，是指");
    program.act(Action::TagSlot(1));
    let note = program.only_note().clone();
    program.act(Action::JoinLibrary);
    let picks = |effect: &Effect| matches!(effect, Effect::PickPath(PathPurpose::Join, name) if name.is_empty());
    assert!(program.effects.iter().any(picks));
    let path = PathBuf::from("/另一个库");
    program.event(Event::PathPicked(PathPurpose::Join, Some(path.clone())));
    assert!(program.effects.iter().any(|effect| matches!(effect, Effect::PreviewJoin(..))));
    let new =
        Annotation { id: AnnotationId("01J00000000000000000000NEW".to_owned()), ..note.clone() };
    let edited = Annotation { note: "那边写的".to_owned(), revision: 2, ..note.clone() };
    let here = vec![
        Change::Annotation(Diff { before: None, after: Some(new.clone()) }),
        Change::Annotation(Diff { before: Some(note.clone()), after: Some(edited) }),
    ];
    let preview =
        JoinPreview { path, n_documents: 1, n_notes: (1, 1, 0), here, ..JoinPreview::default() };
    program.event(Event::JoinPreviewed(Ok(Box::new(preview))));
    assert_eq!(program.state.popover, Some(Popover::Join));
    assert_eq!(program.notebook().annotations.len(), 1, "only looked at");
    // The person writes on before saying yes: neither text is lost.
    program.run(Command::EditNote(note.id.clone()));
    program.run(Command::NoteTyped("这边写的".to_owned()));
    program.run(Command::AcceptJoin);
    assert_eq!(program.notebook().annotations.len(), 2);
    let both = program.notebook().annotations[&note.id].note.clone();
    assert!(both.contains("这边写的") && both.contains("那边写的"), "{both}");
    assert!(program.effects.iter().any(|effect| matches!(effect, Effect::Join(..))));
    assert_eq!(program.state.counts().0, 2);
    assert_eq!(program.state.marks.len(), 2);
    program.act(Action::Undo);
    assert_eq!(program.notebook().annotations.len(), 1);
    assert_eq!(program.notebook().annotations[&note.id].note, "这边写的");
    program.act(Action::Redo);
    assert!(program.notebook().annotations.contains_key(&new.id));
}

#[test]
fn tags_that_came_with_another_library_stay_when_a_step_is_undone() {
    let mut program = Program::new();
    program.select("企业，是指");
    program.act(Action::TagSlot(1));
    let id = TagId("01J0000000000000000000SPRG".to_owned());
    let tag = Tag::new(id, None, "春".to_owned(), HighlightColor::ALL[3]);
    let here = vec![Change::Tag(Diff { before: None, after: Some(tag.clone()) })];
    let path = PathBuf::from("/另一个库");
    let preview =
        JoinPreview { path, n_documents: 1, n_notes: (1, 0, 0), here, ..JoinPreview::default() };
    program.event(Event::JoinPreviewed(Ok(Box::new(preview))));
    program.run(Command::AcceptJoin);
    assert!(program.state.codebook.tags.contains_key(&tag.id));
    // Notes of other documents have it as well: what is taken back is the step before.
    program.act(Action::Undo);
    assert!(program.state.codebook.tags[&tag.id].is_live());
    assert_eq!(program.state.counts().0, 0);
}

#[test]
fn what_holds_nothing_new_and_what_is_no_library_is_said() {
    let mut program = Program::new();
    program.event(Event::JoinPreviewed(Ok(Box::default())));
    assert_eq!(program.state.popover, None);
    assert_eq!(program.state.notices.len(), 1);
    program.event(Event::JoinPreviewed(Err(Phrase::new("没有", "none"))));
    assert!(program.state.notices.iter().any(|notice| notice.text.zh == "没有"));
}

#[test]
fn what_cannot_be_kept_is_written_elsewhere_as_a_whole() {
    let mut program = Program::new();
    program.select("企业，是指");
    program.act(Action::TagSlot(1));
    let ticket = program.state.last_save;
    program.event(Event::SaveFailed(ticket, Phrase::new("磁盘是只读的", "read-only")));
    assert!(matches!(program.state.save, SaveState::Failed(_)));
    program.select("自发布之日");
    program.act(Action::TagSlot(2));
    program.act(Action::SaveElsewhere);
    let folder = PathBuf::from("/别处");
    program.event(Event::PathPicked(PathPurpose::SaveElsewhere, Some(folder.clone())));
    let request = program.effects.iter().rev().find_map(|effect| match effect {
        Effect::SaveElsewhere(to, requests) if *to == folder => Some(requests.clone()),
        _ => None,
    });
    let [request] = request.unwrap().try_into().unwrap();
    let is_note = |change: &&Change| matches!(change, Change::Annotation(_));
    assert_eq!(request.changes.iter().filter(is_note).count(), 2, "not only the newest");
    assert!(request.changes.iter().any(|change| matches!(change, Change::Tag(_))));
    // It still waits for the library, and is said to be kept when it is.
    program.event(Event::Saved(program.state.last_save));
    assert!(matches!(program.state.save, SaveState::Saved(_)));
}

#[test]
fn the_bar_of_a_new_version_counts_what_found_its_place_and_what_did_not() {
    let version = Version::New { n_notes: 6 };
    let says = |language, counts| danhuang::app::texts::version_of(language, &version, counts);
    let zh = |counts| says(danhuang::text::Language::Chinese, counts);
    assert!(zh((0, 0)).contains("6 条标注已按新内容重新定位"));
    assert!(zh((0, 3)).contains("3 条标注重新定位了，3 条的原文找不到了"));
    assert!(zh((2, 3)).contains("1 条标注重新定位了，2 条待确认，3 条的原文找不到了"));
    let en = says(danhuang::text::Language::English, (2, 3));
    assert!(en.contains(
        "1 of its 6 notes were placed anew in it, 2 wait to be checked, the passages of 3 are gone"
    ));
}
