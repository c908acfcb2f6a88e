//! The page in two halves, as messages to the program and what they lead to.

use std::path::PathBuf;

use danhuang::app::{
    Action, Command, Effect, Half, Load, Memory, OtherHalf, SplitMemory, Started, State, TagEdit,
};
use danhuang::clean::ScriptChoice;
use danhuang::notebook::HighlightColor;
use danhuang::text::{Pos, Span};

use crate::app::{Program, document};
use crate::app_tabs::{loaded, open, other};

fn name(state: &State) -> &str {
    &state.open.as_ref().unwrap().document.name
}

/// What the half with the keyboard shows and what the other does.
fn halves(program: &Program) -> (String, String) {
    let other = program.state.other_half().expect("the page is split");
    (name(&program.state).to_owned(), name(&other).to_owned())
}

fn remembered(program: &Program) -> Option<SplitMemory> {
    let mut memories = program.effects.iter().filter_map(|effect| match effect {
        Effect::Remember(memory) => Some(memory.split),
        _ => None,
    });
    memories.next_back().unwrap()
}

#[test]
fn two_places_of_one_document_have_each_their_own_way_and_find() {
    let mut program = Program::new();
    program.run(Command::Reading(Span::new(0, 60)));
    program.act(Action::SplitView);
    assert_eq!(halves(&program), ("条例.txt".to_owned(), "条例.txt".to_owned()));
    assert_eq!(program.state.half, Half::Second);
    program.run(Command::GoTo(Pos::new(90)));
    program.run(Command::Reading(Span::new(90, 150)));
    program.run(Command::FindTyped("企业".to_owned()));
    let other = program.state.other_half().unwrap();
    assert_eq!((other.visible, other.find.is_none()), (Span::new(0, 60), true));
    assert_eq!(other.motion, None, "what moves one half does not move the other");
    program.run(Command::ReadingBeside(Span::new(30, 60)));
    assert_eq!(program.state.visible, Span::new(90, 150));
    let way = program.state.back.clone();
    program.act(Action::OtherHalf);
    assert_eq!(program.state.half, Half::First);
    assert_eq!((program.state.visible, program.state.find.is_none()), (Span::new(30, 60), true));
    assert!(program.state.back.is_empty());
    program.run(Command::FindTyped("条例".to_owned()));
    let other = program.state.other_half().unwrap();
    assert_eq!(other.find.unwrap().query.text, "企业");
    program.act(Action::OtherHalf);
    assert_eq!(program.state.back, way);
    assert_eq!(program.state.find.as_ref().unwrap().query.text, "企业");
    program.act(Action::SplitView);
    assert!(program.state.split.is_none() && program.state.other_half().is_none());
    assert_eq!(program.state.visible, Span::new(90, 150), "the half with the keyboard stays");
}

#[test]
fn a_mark_made_in_either_half_shows_in_both_with_its_tag() {
    let mut program = Program::new();
    program.act(Action::SplitView);
    program.run(Command::Reading(Span::new(0, 150)));
    program.run(Command::ReadingBeside(Span::new(0, 150)));
    program.select("企业，是指");
    program.act(Action::TagSlot(1));
    program.act(Action::OtherHalf);
    program.select("依法设立");
    program.act(Action::Highlight);
    for _ in 0..2 {
        let other = program.state.other_half().unwrap();
        assert_eq!((program.state.marks.len(), other.marks.len()), (2, 2));
        let notes = &other.open.as_ref().unwrap().notebook.annotations;
        assert!(notes.values().any(|note| !note.tags.is_empty()), "{notes:?}");
        program.act(Action::OtherHalf);
    }
    program.act(Action::Undo);
    assert_eq!(program.state.other_half().unwrap().marks.len(), 1, "undone in both");
}

#[test]
fn two_documents_stand_beside_each_other_and_change_places_with_the_keyboard() {
    let mut program = Program::new();
    program.act(Action::SplitView);
    open(&mut program, "乙.txt", "乙文第一段。\n乙文第二段。\n");
    assert_eq!(halves(&program), ("乙.txt".to_owned(), "条例.txt".to_owned()));
    program.select("第二段");
    program.act(Action::Highlight);
    program.act(Action::OtherHalf);
    assert_eq!(halves(&program), ("条例.txt".to_owned(), "乙.txt".to_owned()));
    assert_eq!(program.state.other_half().unwrap().marks.len(), 1);
    assert!(program.state.marks.is_empty());
    program.run(Command::SwitchTab(1));
    assert_eq!(
        halves(&program),
        ("乙.txt".to_owned(), "条例.txt".to_owned()),
        "its tab is its half"
    );
    program.run(Command::OpenPaths(vec![PathBuf::from("条例.txt")]));
    assert_eq!(
        halves(&program),
        ("条例.txt".to_owned(), "乙.txt".to_owned()),
        "and so is its file"
    );
    open(&mut program, "丙.txt", "丙文。\n");
    assert_eq!(halves(&program), ("丙.txt".to_owned(), "乙.txt".to_owned()));
    assert_eq!(program.state.tabs.len(), 3);
}

#[test]
fn a_link_into_the_document_beside_sends_the_keyboard_there() {
    let mut program = Program::new();
    program.act(Action::SplitView);
    open(&mut program, "乙.txt", "乙文第一段。\n乙文第二段。\n");
    let beside = program.state.other_half().unwrap().open.unwrap().document;
    let address = format!("danhuang://{}/", beside.fingerprint.content);
    program.run(Command::FollowLink(address));
    assert_eq!(halves(&program), ("条例.txt".to_owned(), "乙.txt".to_owned()));
}

#[test]
fn what_stands_beside_takes_the_page_when_the_other_is_closed() {
    let mut program = Program::new();
    open(&mut program, "甲.txt", "甲文。\n");
    program.act(Action::SplitView);
    open(&mut program, "乙.txt", "乙文。\n");
    program.act(Action::Close);
    assert_eq!(name(&program.state), "甲.txt");
    assert!(program.state.split.is_none() && program.state.tabs.len() == 2);
    program.act(Action::SplitView);
    program.act(Action::PreviousTab);
    assert_eq!(halves(&program), ("条例.txt".to_owned(), "甲.txt".to_owned()));
    program.run(Command::CloseTab(1));
    assert_eq!(name(&program.state), "条例.txt");
    assert!(program.state.split.is_none());
    program.act(Action::SplitView);
    program.act(Action::Close);
    assert!(program.state.split.is_none() && program.state.open.is_none(), "both showed it");
    program.act(Action::SplitView);
    program.act(Action::OtherHalf);
    assert!(program.state.split.is_none(), "nothing is there to be split");
}

#[test]
fn the_other_half_keeps_its_place_in_the_file_when_the_document_is_cleaned_anew() {
    let mut program = Program::new();
    program.act(Action::SplitView);
    let text = program.state.open.as_ref().unwrap().document.cleaned.text.clone();
    let place = text.as_str().find("第二章").unwrap();
    program.run(Command::ReadingBeside(Span::new(place, place + 30)));
    program.run(Command::SetRule("boilerplate", false));
    program.run(Command::SetScript(ScriptChoice::Traditional));
    crate::app::clean_again(&mut program);
    let other = program.state.other_half().unwrap();
    let text = &other.open.as_ref().unwrap().document.cleaned.text;
    let rest = Span { start: other.visible.start, end: Pos::new(text.len()) };
    assert!(text.get(rest).starts_with("第二章"));
    assert!(text.as_str().contains("企業"));
}

#[test]
fn a_split_page_is_split_again_at_the_next_start() {
    let mut program = Program::new();
    program.act(Action::SplitView);
    program.run(Command::SetShare(60));
    program.run(Command::ReadingBeside(Span::new(30, 60)));
    let memory = remembered(&program).unwrap();
    let place = OtherHalf::Place(Pos::new(30));
    assert_eq!(memory, SplitMemory { half: Half::Second, share: 60, other: place });
    let tabs = (vec![PathBuf::from("条例.txt")], 0);
    let memory = Memory { tabs, split: Some(memory), ..Memory::default() };
    let mut again = Program::starting(Started { memory, ..Started::default() });
    loaded(&mut again, document());
    assert_eq!(again.state.other_half().unwrap().visible.start, Pos::new(30));
    assert_eq!(again.state.split.as_ref().unwrap().share, 60);
}

#[test]
fn two_documents_stand_beside_each_other_again_at_the_next_start() {
    let mut program = Program::new();
    program.act(Action::SplitView);
    open(&mut program, "乙.txt", "乙文。\n");
    let memory = remembered(&program).unwrap();
    assert_eq!(memory.other, OtherHalf::Tab(0));
    let tabs = (["条例.txt", "乙.txt"].map(PathBuf::from).to_vec(), 1);
    let memory = Memory { tabs, split: Some(memory), ..Memory::default() };
    let mut again = Program::starting(Started { memory, ..Started::default() });
    loaded(&mut again, document());
    let wanted = Load::File(PathBuf::from("乙.txt"));
    let asks = |effect: &Effect| matches!(effect, Effect::Load(_, load) if *load == wanted);
    assert!(again.effects.iter().any(asks));
    loaded(&mut again, other("乙.txt", "乙文。\n"));
    assert_eq!(halves(&again), ("乙.txt".to_owned(), "条例.txt".to_owned()));
    assert_eq!(again.state.half, Half::Second);
}

#[test]
fn the_border_stays_where_both_halves_can_be_read() {
    let mut program = Program::new();
    program.run(Command::SetShare(60));
    program.act(Action::SplitView);
    for (wanted, got) in [(0, 25), (100, 75), (40, 40)] {
        program.run(Command::SetShare(wanted));
        assert_eq!(program.state.split.as_ref().unwrap().share, got);
    }
}

#[test]
fn a_tag_that_gets_another_colour_is_drawn_so_in_the_document_beside_at_once() {
    let mut program = Program::new();
    program.select("企业，是指");
    program.act(Action::TagSlot(1));
    let tag = program.only_note().tags.first().unwrap().clone();
    program.act(Action::SplitView);
    open(&mut program, "乙.txt", "乙文第一段。\n乙文第二段。\n");
    program.run(Command::ReadingBeside(Span::new(0, 150)));
    let colors = |program: &Program| -> Vec<HighlightColor> {
        let other = program.state.other_half().unwrap();
        other.marks.iter().map(|mark| mark.color).collect()
    };
    assert_eq!(colors(&program).len(), 1);
    assert_ne!(colors(&program), [HighlightColor::Peach]);
    program.run(Command::EditTag(tag, TagEdit::Color(HighlightColor::Peach)));
    assert_eq!(colors(&program), [HighlightColor::Peach]);
    program.act(Action::Undo);
    assert_ne!(colors(&program), [HighlightColor::Peach], "undone there too");
}
