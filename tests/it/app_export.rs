//! The card of exports as the program has it, without a window.

use std::collections::BTreeSet;
use std::sync::Arc;

use danhuang::app::{
    Action, Command, Effect, Event, ExportChoice, ExportTask, PathPurpose, Popover, Started, Ticket,
};
use danhuang::clean::ScriptChoice;
use danhuang::exchange::{FORMATS, Grouping, QuoteText, Rows};
use danhuang::host::memory;
use danhuang::store;

use crate::app::Program;

/// The preview that the program waits for, made as the window's job does.
fn preview(program: &mut Program) {
    let due = program.effects.iter().rev().find_map(|effect| match effect {
        Effect::Remind(_, event) => match **event {
            Event::PreviewDue(ticket) => Some(ticket),
            _ => None,
        },
        _ => None,
    });
    program.event(Event::PreviewDue(due.expect("a preview is waited for")));
    let Some(Effect::PreviewExport(ticket, task)) = program.effects.last().cloned() else {
        panic!("the preview is not asked for: {:?}", program.effects.last())
    };
    program.event(Event::Previewed(ticket, Box::new(task.preview())));
}

fn marked() -> Program {
    let mut program = Program::new();
    program.select("企业");
    program.act(Action::TagSlot(1));
    program
}

fn chosen(program: &Program, format: &'static str) -> ExportChoice {
    ExportChoice { format, ..program.state.export.choice.clone() }
}

#[test]
fn the_card_shows_what_an_export_would_be() {
    let mut program = marked();
    program.act(Action::Export);
    assert_eq!(program.state.popover, Some(Popover::Export));
    preview(&mut program);
    let shown = program.state.export.preview.clone().unwrap().unwrap();
    assert_eq!(shown.counted.unwrap().n_notes, 1);
    assert!(shown.text.contains("=="), "{}", shown.text);
    let choice = chosen(&program, "json");
    program.run(Command::SetExport(Box::new(choice)));
    preview(&mut program);
    let shown = program.state.export.preview.clone().unwrap().unwrap();
    assert!(shown.text.starts_with('{') && shown.counted.unwrap().loss.is_none());
}

#[test]
fn a_preview_that_comes_too_late_is_not_shown() {
    let mut program = marked();
    program.act(Action::Export);
    let task = ExportTask::of(&program.state).unwrap();
    program.event(Event::Previewed(Ticket(u64::MAX), Box::new(task.preview())));
    assert!(program.state.export.preview.is_none());
}

#[test]
fn a_broken_template_is_told_on_the_card() {
    let mut program = marked();
    program.act(Action::Export);
    let mut choice = chosen(&program, "template");
    choice.request.template = "{% for".to_owned();
    program.run(Command::SetExport(Box::new(choice)));
    preview(&mut program);
    let why = program.state.export.preview.clone().unwrap().unwrap_err();
    assert!(why.zh.contains("模板第 1 行"), "{why:?}");
}

#[test]
fn a_broken_template_is_told_before_a_path_is_asked_for() {
    let asks = |program: &Program| {
        let is_path =
            |effect: &Effect| matches!(effect, Effect::PickPath(PathPurpose::Export(_), _));
        program.effects.iter().any(is_path)
    };
    let mut program = marked();
    program.act(Action::Export);
    let mut choice = chosen(&program, "template");
    choice.request.template = "一行\n{% for note in %}".to_owned();
    program.run(Command::SetExport(Box::new(choice.clone())));
    // Also where the preview has not come yet.
    program.run(Command::Export);
    assert!(!asks(&program), "{:?}", program.effects);
    preview(&mut program);
    assert!(!asks(&program), "{:?}", program.effects);
    let told = program.state.notices.last().expect("it is told why");
    assert!(told.text.zh.contains("第 2 行") && told.text.en.contains("line 2"), "{told:?}");
    assert_eq!(program.state.popover, Some(Popover::Export), "the card stays, to mend it");
    choice.request.template = "{{ documents[0].title }}".to_owned();
    program.run(Command::SetExport(Box::new(choice)));
    preview(&mut program);
    program.run(Command::Export);
    assert!(asks(&program), "{:?}", program.effects);
}

#[test]
fn certain_notes_can_be_exported_and_the_next_opening_has_all_again() {
    let mut program = marked();
    let id = program.only_note().id.clone();
    program.select("说明来意");
    program.act(Action::Highlight);
    program.run(Command::ExportOnly(Arc::new(BTreeSet::from([id]))));
    let n_notes =
        |program: &Program| ExportTask::of(&program.state).unwrap().written().unwrap().n_notes;
    assert_eq!(n_notes(&program), 1);
    program.run(Command::SetPopover(None));
    program.act(Action::Export);
    assert_eq!(n_notes(&program), 2);
}

#[test]
fn every_format_is_written_under_the_title_with_its_own_end() {
    let mut program = marked();
    for format in FORMATS {
        let choice = chosen(&program, format.id);
        program.act(Action::Export);
        program.run(Command::SetExport(Box::new(choice)));
        preview(&mut program);
        program.run(Command::Export);
        let Some(Effect::PickPath(PathPurpose::Export(id), name)) = program.effects.last() else {
            panic!("no path is asked for")
        };
        assert_eq!(*id, format.id);
        let title = program.state.open.as_ref().unwrap().document.title().to_owned();
        assert_eq!(*name, format!("{title}.{}", format.extension));
    }
}

#[test]
fn the_script_can_be_another_than_the_one_shown() {
    let mut program = marked();
    let choice = ExportChoice {
        script: Some(ScriptChoice::Traditional),
        ..chosen(&program, "article-text")
    };
    program.run(Command::SetExport(Box::new(choice)));
    let written = ExportTask::of(&program.state).unwrap().written().unwrap();
    let text = String::from_utf8(written.bytes).unwrap();
    assert!(text.contains("企業") && !text.contains("企业"), "{text}");
}

#[test]
fn a_copy_goes_to_the_clipboard_and_says_so() {
    let mut program = marked();
    program.act(Action::Export);
    program.run(Command::CopyExport);
    assert!(matches!(program.effects.last(), Some(Effect::CopyExport(_))));
    program.event(Event::ExportCopied("全文".to_owned()));
    assert!(
        program.effects.iter().any(|effect| matches!(effect, Effect::Copy(text) if text == "全文"))
    );
    assert_eq!(program.state.popover, None);
}

/// What the next start is to know, by way of the library's file.
fn begun_anew(program: &Program) -> Program {
    let remembered = program.effects.iter().rev().find_map(|effect| match effect {
        Effect::Remember(memory) => Some(memory),
        _ => None,
    });
    let text = store::state_to_ron(&memory::stored(remembered.expect("it is remembered")));
    let stored = store::state_from_ron(&text).unwrap();
    let mut next = Program::new();
    let started = Started { memory: memory::remembered(&stored), ..Started::default() };
    next.event(Event::Started(Box::new(started)));
    next
}

#[test]
fn how_notes_were_exported_is_known_at_the_next_start_but_not_which() {
    let mut program = marked();
    program.act(Action::Export);
    let mut choice = chosen(&program, "template");
    let request = &mut choice.request;
    request.template = "{{ documents[0].title }}\n“引号”\\\n".to_owned();
    (request.quote, request.grouping) = (QuoteText::Source, Grouping::Tag);
    request.rows = Rows::HighlightAndTag;
    let shape = request.clone();
    request.filter.tags = vec!["政策".to_owned()];
    program.run(Command::SetExport(Box::new(choice)));
    let next = begun_anew(&program);
    assert_eq!(next.state.export.choice.format, "template");
    assert_eq!(next.state.export.choice.request, shape);
}

#[test]
fn a_format_that_is_no_longer_known_is_the_first() {
    let text =
        "(language:\"zh\",export:Some((format:\"papyrus\",grouping:\"moon\",template:\"a\")))";
    let memory = memory::remembered(&store::state_from_ron(text).unwrap());
    let mut program = Program::new();
    program.event(Event::Started(Box::new(Started { memory, ..Started::default() })));
    let choice = &program.state.export.choice;
    assert_eq!(choice.format, FORMATS[0].id);
    assert_eq!(
        (choice.request.grouping, choice.request.template.as_str()),
        (Grouping::Section, "a")
    );
}
