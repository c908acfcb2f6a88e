//! What a person says of the cleaning, as messages to the program: undoable, kept with the notes, and for other
//! documents only where that was meant.

use std::path::PathBuf;

use danhuang::app::{Action, CleanedView, Command, Effect, Event, Load, RuleSet};
use danhuang::clean::CleanOptions;
use danhuang::document::Document;
use danhuang::host::library::{Library, SaveTarget};
use danhuang::text::Span;

use crate::app::{Program, clean_again, document};

const PAGE: &str = "首页 > 文化 > 正文\n老板姓亳(bó)，常说自己与亳(bó)州没有关系，他重(chóng)新装修过两次，书架还是木头的。\n责任编辑：李明\n";

fn program() -> Program {
    let mut program = Program::new();
    let mut open = document();
    open.document =
        Document::new("书店.txt", PAGE.as_bytes(), None, &CleanOptions::default()).unwrap();
    program.state.open = Some(open);
    program
}

/// The cleaned text; how wide its parentheses are does not matter here.
fn text(program: &Program) -> String {
    let text = program.state.open.as_ref().unwrap().document.cleaned.text.as_str();
    text.replace('（', "(").replace('）', ")")
}

fn say(program: &mut Program, command: Command) {
    program.run(command);
    clean_again(program);
}

#[test]
fn all_is_given_back_in_one_step_and_undone_in_one() {
    let mut program = program();
    let before = text(&program);
    say(&mut program, Command::RestoreAll(true));
    assert_eq!(text(&program), PAGE, "the text is the file's, blank ends and all");
    say(&mut program, Command::Do(Action::Undo));
    assert_eq!(text(&program), before);
    say(&mut program, Command::RestoreAll(true));
    say(&mut program, Command::RestoreAll(false));
    assert_eq!(text(&program), before);
}

#[test]
fn always_keeping_is_remembered_for_others_and_not_written_into_this_document() {
    let mut program = program();
    say(&mut program, Command::AlwaysKeep("boilerplate", true));
    assert!(text(&program).contains("责任编辑"));
    let remembered = program.effects.iter().any(|effect| {
        matches!(effect, Effect::Remember(memory) if memory.settings.rules_off.holds("boilerplate"))
    });
    assert!(remembered);
    let saved = program.effects.iter().rev().find_map(|effect| match effect {
        Effect::Save(_, request) => Some(request.options.clone()),
        _ => None,
    });
    assert_eq!(saved.unwrap().rules_off, Vec::<String>::new());
    say(&mut program, Command::SetRule("boilerplate", true));
    assert!(!text(&program).contains("责任编辑"), "one document may still want it");
    let options = &program.state.open.as_ref().unwrap().options;
    assert_eq!(options.rules_on, ["boilerplate"]);
    assert!(program.state.settings.rules_off.holds("boilerplate"));
    say(&mut program, Command::Do(Action::Undo));
    say(&mut program, Command::Do(Action::Undo));
    assert_eq!(program.state.settings.rules_off, RuleSet::default());
    assert!(!text(&program).contains("责任编辑"));
}

#[test]
fn a_set_of_rules_goes_by_names_and_leaves_out_those_it_does_not_know() {
    let set = RuleSet::of(["gloss", "wrap", "of a later version"]);
    assert_eq!(set.ids(), ["gloss", "wrap"]);
    assert!(set.holds("gloss") && !set.holds("of a later version") && !set.holds("space"));
    assert_eq!(set.with("gloss", false).ids(), ["wrap"]);
}

#[test]
fn giving_back_what_was_accepted_takes_the_acceptance_back() {
    let mut program = program();
    let suggestions = program.state.open.as_ref().unwrap().document.cleaned.suggestions.clone();
    assert_eq!(suggestions.len(), 3);
    say(&mut program, Command::Accept(suggestions.iter().map(|place| place.from).collect()));
    assert!(text(&program).contains("亳州没有关系，他重新"));
    assert_eq!(program.notebook().accepted.len(), 3);
    say(&mut program, Command::Keep(vec![suggestions[2].from]));
    assert!(text(&program).contains("亳州没有关系，他重(chóng)新"));
    assert_eq!((program.notebook().accepted.len(), program.notebook().kept.len()), (2, 0));
    say(&mut program, Command::Do(Action::Undo));
    say(&mut program, Command::Do(Action::Undo));
    assert!(program.notebook().accepted.is_empty());
}

#[test]
fn notes_stay_where_they_are_whatever_is_said_of_the_cleaning() {
    let mut program = program();
    program.select("书架还是木头的");
    program.act(Action::Highlight);
    let anchor = program.only_note().anchor.clone();
    let suggestions = program.state.open.as_ref().unwrap().document.cleaned.suggestions.clone();
    say(&mut program, Command::Accept(vec![suggestions[0].from]));
    say(&mut program, Command::SetRule("punctuation", false));
    say(&mut program, Command::RestoreAll(true));
    assert_eq!(program.only_note().anchor, anchor);
    let mark = program.state.marks[0].span;
    let open = program.state.open.as_ref().unwrap();
    assert_eq!(open.document.cleaned.text.get(mark), "书架还是木头的");
}

#[test]
fn what_was_given_back_carries_its_sign_until_another_document_is_opened() {
    let mut program = program();
    let edit = program.state.open.as_ref().unwrap().document.cleaned.log.get(0).unwrap().from;
    say(&mut program, Command::Keep(vec![edit]));
    assert_eq!(*program.state.given_back, [edit]);
    say(&mut program, Command::Do(Action::Undo));
    assert!(program.state.given_back.is_empty());
    say(&mut program, Command::Do(Action::Redo));
    assert_eq!(*program.state.given_back, [edit]);
    program.run(Command::OpenPaths(vec![PathBuf::from("乙.txt")]));
    let ticket = program.state.loading.as_ref().unwrap().0;
    program.event(Event::Loaded(ticket, Box::new(document())));
    assert!(program.state.given_back.is_empty());
}

#[test]
fn what_cannot_be_written_can_still_be_looked_at_without_a_rule() {
    let mut program = program();
    program.state.open.as_mut().unwrap().read_only =
        Some(danhuang::app::Phrase::new("只读", "read-only"));
    say(&mut program, Command::SetRule("boilerplate", false));
    assert!(text(&program).contains("责任编辑"));
    assert!(!program.effects.iter().any(|effect| matches!(effect, Effect::Save(..))));
    assert!(program.state.history.last_done().is_none());
}

#[test]
fn the_views_are_left_as_they_are_entered_and_closed_with_the_document() {
    let mut program = program();
    program.act(Action::CompareView);
    assert_eq!(program.state.cleaned_view, CleanedView::Compare);
    program.act(Action::GhostView);
    assert_eq!(program.state.cleaned_view, CleanedView::Ghost);
    program.act(Action::GhostView);
    assert_eq!(program.state.cleaned_view, CleanedView::Page);
    program.act(Action::CompareView);
    program.act(Action::Close);
    assert_eq!(program.state.cleaned_view, CleanedView::Page);
}

#[test]
fn the_brackets_visit_every_difference_and_come_back() {
    let mut program = program();
    program.act(Action::CompareView);
    let mut forth = Vec::new();
    loop {
        program.act(Action::NextNote);
        let here = program.state.difference.expect("there are differences");
        if forth.last() == Some(&here) {
            break;
        }
        forth.push(here);
    }
    assert!(forth.len() >= 2, "{forth:?}");
    assert!(forth.windows(2).all(|pair| pair[0].end <= pair[1].start));
    let source = &program.state.open.as_ref().unwrap().document.imported.text;
    assert!(source.get(forth[0]).contains("首页"));
    let mut back = vec![*forth.last().unwrap()];
    for _ in 1..forth.len() {
        program.act(Action::PreviousNote);
        back.push(program.state.difference.unwrap());
    }
    back.reverse();
    assert_eq!(back, forth);
    program.act(Action::Escape);
    assert_eq!(program.state.difference, None::<Span<_>>);
}

#[test]
fn a_chosen_encoding_is_asked_for_and_remembered() {
    let mut program = program();
    program.run(Command::ReopenAs("Big5"));
    let Some(Effect::Load(ticket, Load::FileAs(path, "Big5"))) = program.effects.last().cloned()
    else {
        panic!("the file is read again")
    };
    let (bytes, _, _) = encoding_rs::BIG5.encode("湖邊的書店");
    let mut open = document();
    open.document = Document::new("a.txt", bytes, Some("Big5"), &CleanOptions::default()).unwrap();
    assert_eq!(path, PathBuf::from("条例.txt"));
    program.event(Event::Loaded(ticket, Box::new(open)));
    let saved = program.effects.iter().rev().find_map(|effect| match effect {
        Effect::Save(_, request) => request.encoding.clone(),
        _ => None,
    });
    assert_eq!(saved.as_deref(), Some("Big5"));
}

#[test]
fn what_is_said_of_the_cleaning_is_kept_on_disk_with_the_notes() {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::open(Some(folder.path().to_path_buf())).unwrap();
    let mut program = program();
    let open = program.state.open.as_ref().unwrap();
    let suggested = open.document.cleaned.suggestions[0].from;
    let taken = open.document.cleaned.log.get(0).unwrap().from;
    program.state.settings.rules_off = RuleSet::of(["wrap"]);
    say(&mut program, Command::Accept(vec![suggested]));
    say(&mut program, Command::Keep(vec![taken]));
    say(&mut program, Command::SetRule("space", false));
    say(&mut program, Command::SetRule("wrap", false));
    say(&mut program, Command::SetRule("wrap", true));
    program.select("书架还是木头的");
    program.act(Action::Highlight);
    for effect in std::mem::take(&mut program.effects) {
        let Effect::Save(_, request) = effect else { continue };
        let target = SaveTarget {
            fingerprint: request.fingerprint,
            path: request.path,
            title: request.title,
            options: Some(request.options),
            encoding: Some("UTF-8".to_owned()),
            site: request.site,
        };
        library.commit(&target, &request.changes).unwrap();
    }
    let fingerprint = &program.state.open.as_ref().unwrap().document.fingerprint;
    let loaded = library.load(fingerprint, None).unwrap();
    let record = loaded.record.unwrap();
    assert_eq!(loaded.notebook, *program.notebook());
    assert_eq!(loaded.notebook.accepted.iter().collect::<Vec<_>>(), [&suggested]);
    assert_eq!(loaded.notebook.kept.iter().collect::<Vec<_>>(), [&taken]);
    assert_eq!(
        (record.rules_off, record.rules_on),
        (vec!["space".to_owned()], vec!["wrap".to_owned()])
    );
    assert_eq!(record.encoding.as_deref(), Some("UTF-8"));
}
