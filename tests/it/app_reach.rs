//! Selecting by keys: from where one goes on.

use danhuang::app::{Action, Command};
use danhuang::text::Span;

use crate::app::{Program, clean_again};

fn next(program: &mut Program) -> String {
    program.act(Action::NextSentence);
    let span = program.state.selection.expect("a sentence is selected");
    program.state.open.as_ref().unwrap().document.cleaned.text.get(span).to_owned()
}

fn program() -> Program {
    let mut program = Program::new();
    let length = program.state.open.as_ref().unwrap().document.cleaned.text.len();
    program.run(Command::Reading(Span::new(0, length)));
    program
}

#[test]
fn the_next_sentence_is_the_one_behind_what_was_let_go() {
    let mut program = program();
    program.select("第一章 总则");
    program.act(Action::Escape);
    assert_eq!(next(&mut program), "本条例所称企业，是指依法设立的企业。");
    // All of it is more than where one was.
    for _ in 0..3 {
        program.act(Action::SelectAll);
    }
    program.act(Action::Escape);
    assert_eq!(next(&mut program), "第二章 附则");
    for _ in 0..3 {
        program.act(Action::SelectAll);
    }
    assert_eq!(next(&mut program), "本条例自发布之日起施行。");
    program.act(Action::Escape);
    program.act(Action::SelectAll);
    let span = program.state.selection.unwrap();
    let text = &program.state.open.as_ref().unwrap().document.cleaned.text;
    assert_eq!(text.get(span), "本条例自发布之日起施行。", "the paragraph where one was");
}

#[test]
fn what_was_ruled_or_marked_is_where_one_goes_on_and_what_was_undone_comes_again() {
    let mut program = program();
    program.select("第一章 总则");
    program.act(Action::MarkNoise);
    clean_again(&mut program);
    assert_eq!(next(&mut program), "本条例所称企业，是指依法设立的企业。");
    program.act(Action::Escape);
    program.act(Action::Undo);
    clean_again(&mut program);
    assert_eq!(next(&mut program), "第一章 总则");
    assert_eq!(next(&mut program), "本条例所称企业，是指依法设立的企业。");
    program.act(Action::TagSlot(1));
    program.act(Action::Undo);
    assert_eq!(next(&mut program), "本条例所称企业，是指依法设立的企业。");
    program.act(Action::TagSlot(2));
    assert_eq!(next(&mut program), "第二章 附则");
}
