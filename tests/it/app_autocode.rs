//! Marking all hits of a find, and that whatever was done comes back by undo and again by redo.

use danhuang::app::autocode::{
    Autocode, DocumentHits, Draft, HitScope, HitUnit, LibraryHits, LibraryQuery, stretches,
};
use danhuang::app::caret::{By, Moved, Step};
use danhuang::app::{
    Action, Command, Effect, Event, OpenDocument, PathPurpose, Phrase, Popover, TagEdit, Ticket,
    What,
};
use danhuang::notebook::{
    AnnotationId, Change, Codebook, Diff, HighlightColor, LinePattern, Notebook, TagId, Timestamp,
    Way,
};
use danhuang::placing;
use danhuang::search;
use danhuang::text::Span;

use crate::app::Program;
use crate::app_tabs;

/// Seeks, as the window's thread does.
fn find(program: &mut Program, words: &str) {
    program.act(Action::Find);
    program.run(Command::FindTyped(words.to_owned()));
    let asked = program.effects.iter().rev().find_map(|effect| match effect {
        Effect::Find(ticket, text, query) => Some((*ticket, text.clone(), query.clone())),
        _ => None,
    });
    let (ticket, text, query) = asked.expect("it is sought");
    let hits = search::search(&text, &query, &|| true).ok().unwrap();
    program.event(Event::Found(ticket, Ok(hits)));
}

fn quotes(program: &Program) -> Vec<&str> {
    let mut notes: Vec<_> = program.notebook().annotations.values().collect();
    notes.sort_by_key(|note| note.anchor.span);
    notes.into_iter().map(|note| note.excerpt.exact.as_str()).collect()
}

#[test]
fn all_hits_are_marked_in_one_step_and_undone_in_one() {
    let mut program = Program::new();
    program.act(Action::MarkHits);
    assert!(program.state.popover.is_none(), "nothing is sought yet");
    find(&mut program, "条例");
    program.act(Action::MarkHits);
    assert_eq!(program.state.popover, Some(Popover::Autocode));
    let wish = Autocode { tag: "法/条例".to_owned(), ..Autocode::default() };
    program.run(Command::MarkHits(wish.clone()));
    assert_eq!(quotes(&program), ["条例", "条例"]);
    let tag = program.state.codebook.find("法/条例").unwrap().id.clone();
    assert!(program.notebook().annotations.values().all(|note| note.tags.contains(&tag)));
    program.run(Command::MarkHits(wish));
    assert_eq!(program.notebook().annotations.len(), 2, "what is marked is not marked twice");
    assert!(program.state.notices.last().unwrap().text.zh.contains("2 处已有"));
    program.act(Action::Undo);
    assert!(program.notebook().annotations.is_empty());
    assert!(program.state.codebook.find("法").is_none());
    program.act(Action::Redo);
    assert_eq!(program.notebook().annotations.len(), 2);
}

#[test]
fn hits_lead_to_sentences_and_paragraphs_once_each_and_some_are_left_out() {
    let mut program = Program::new();
    find(&mut program, "企业");
    let texts = |program: &Program, unit, scope| -> Vec<String> {
        let text = &program.state.open.as_ref().unwrap().document.cleaned.text;
        stretches(&program.state, unit, scope)
            .into_iter()
            .map(|span| text.get(span).to_owned())
            .collect()
    };
    assert_eq!(texts(&program, HitUnit::Hit, HitScope::Document), ["企业", "企业"]);
    let whole = ["本条例所称企业，是指依法设立的企业。"];
    assert_eq!(texts(&program, HitUnit::Sentence, HitScope::Document), whole);
    assert_eq!(texts(&program, HitUnit::Paragraph, HitScope::Document), whole);
    let all = stretches(&program.state, HitUnit::Hit, HitScope::Document);
    program.run(Command::MarkHits(Autocode {
        tag: "要点".to_owned(),
        left_out: vec![all[0]],
        ..Autocode::default()
    }));
    assert_eq!(program.only_note().excerpt.clean, all[1]);
}

#[test]
fn only_the_section_that_is_read_is_marked_where_so_said() {
    let mut program = Program::new();
    find(&mut program, "条例");
    let text = program.state.open.as_ref().unwrap().document.cleaned.text.clone();
    let second = text.as_str().find("第二章").unwrap();
    program.run(Command::Reading(Span::new(second, text.len())));
    program.run(Command::MarkHits(Autocode {
        tag: "要点".to_owned(),
        scope: HitScope::Section,
        ..Autocode::default()
    }));
    assert!(program.only_note().excerpt.suffix.starts_with("自发布"));
}

#[test]
fn hits_of_a_regular_expression_are_marked_too() {
    let mut program = Program::new();
    program.act(Action::Find);
    program.act(Action::FindRegex);
    find(&mut program, "第.章");
    program.run(Command::MarkHits(Autocode { tag: "章".to_owned(), ..Autocode::default() }));
    assert_eq!(quotes(&program), ["第一章", "第二章"]);
}

/// What was found in another document: a new stretch, and one that is marked already.
fn found_in(open: &OpenDocument) -> DocumentHits {
    let text = open.document.cleaned.text.as_str();
    let draft = |(at, _): (usize, &str), id: &str, is_new: bool| {
        let span = Span::new(at, at + "企业".len());
        let id = AnnotationId(id.to_owned());
        let note = placing::annotation_on(&open.document, span, id, Timestamp(1));
        Draft { note, is_new }
    };
    let places: Vec<_> = text.match_indices("企业").collect();
    let id = open.notebook.annotations.keys().next().map_or("", |id| id.0.as_str());
    let drafts = vec![draft(places[0], id, id.is_empty()), draft(places[1], "", true)];
    let title = open.document.title().to_owned();
    DocumentHits { key: open.key(), title, drafts }
}

fn seeks_elsewhere(program: &Program) -> Option<(Ticket, LibraryQuery)> {
    program.effects.iter().rev().find_map(|effect| match effect {
        Effect::SeekElsewhere(ticket, asked) => Some((*ticket, (**asked).clone())),
        _ => None,
    })
}

#[test]
fn hits_in_the_whole_library_are_marked_in_one_step_a_document() {
    let mut program = Program::new();
    app_tabs::open(&mut program, "乙.txt", "企业甲、企业乙。\n");
    app_tabs::open(&mut program, "丙.txt", "企业一。\n\n企业二。\n");
    let parked = app_tabs::other("乙.txt", "企业甲、企业乙。\n");
    let absent = app_tabs::other("丁.txt", "企业子。企业丑。\n");
    find(&mut program, "企业");
    program.act(Action::MarkHits);
    program.run(Command::SeekElsewhere(HitUnit::Hit));
    let (ticket, asked) = seeks_elsewhere(&program).expect("it is sought");
    assert_eq!(asked.query.text, "企业");
    assert_eq!(asked.shown, program.state.open.as_ref().unwrap().document.fingerprint.content);
    let hits = LibraryHits {
        documents: vec![found_in(&parked), found_in(&absent)],
        ..LibraryHits::default()
    };
    program.event(Event::ReadElsewhere(ticket, (1, 2)));
    assert_eq!(program.state.library_seek.as_ref().unwrap().n_read, (1, 2));
    program.event(Event::FoundElsewhere(Ticket(ticket.0 + 1), Box::default()));
    assert!(program.state.library_seek.as_ref().unwrap().found.is_none(), "it is another's");
    program.event(Event::FoundElsewhere(ticket, Box::new(hits)));
    program.run(Command::MarkHits(Autocode {
        tag: "主体".to_owned(),
        scope: HitScope::Library,
        left_out_elsewhere: [(1, 0)].into(),
        ..Autocode::default()
    }));
    assert_eq!(quotes(&program), ["企业", "企业"]);
    let tag = program.state.codebook.find("主体").unwrap().id.clone();
    let changed = program.effects.iter().rev().find_map(|effect| match effect {
        Effect::ChangeElsewhere(others, Way::Do) => Some(others.clone()),
        _ => None,
    });
    let changed = changed.expect("the document that is not open is changed on disk");
    program.event(Event::ChangedElsewhere((1, 1), Way::Do, Vec::new()));
    let said = &program.state.notices.last().unwrap().text.zh;
    assert!(
        said.contains("2 篇") && said.contains("3 处"),
        "those in tabs are counted too: {said}"
    );
    assert_eq!((changed.len(), changed[0].changes.len()), (1, 1), "one stretch was left out");
    let Change::Annotation(Diff { after: Some(note), .. }) = &changed[0].changes[0] else {
        panic!("it makes a note")
    };
    assert!(note.tags.contains(&tag) && note.id.0.len() == 26 && note.created != Timestamp(1));
    program.act(Action::Undo);
    assert!(program.notebook().annotations.is_empty(), "it is one step everywhere");
    assert_eq!(sent(&program), [(Way::Do, 1), (Way::Undo, 1)]);
    program.act(Action::PreviousTab);
    assert!(program.notebook().annotations.is_empty(), "in the other tab, too");
    program.act(Action::NextTab);
    program.act(Action::Redo);
    assert_eq!(quotes(&program), ["企业", "企业"]);
    assert_eq!(sent(&program), [(Way::Do, 1), (Way::Undo, 1), (Way::Redo, 1)]);
    program.act(Action::PreviousTab);
    assert_eq!(quotes(&program), ["企业", "企业"]);
    assert_eq!(program.state.marks.len(), 2);
    // The other document can take its own part back.
    program.act(Action::Undo);
    assert!(program.notebook().annotations.is_empty());
    program.act(Action::NextTab);
    assert_eq!(quotes(&program), ["企业", "企业"]);
}

/// What was sent to be changed on disk: which way, and how many documents.
fn sent(program: &Program) -> Vec<(Way, usize)> {
    let sent = |effect: &Effect| match effect {
        Effect::ChangeElsewhere(others, way) => Some((*way, others.len())),
        _ => None,
    };
    program.effects.iter().filter_map(sent).collect()
}

#[test]
fn what_was_marked_elsewhere_alone_is_undone_here_between_the_steps_around_it() {
    let mut program = Program::new();
    let absent = app_tabs::other("丁.txt", "企业子。企业丑。\n");
    program.run(Command::NewTag("主体".to_owned()));
    let n_before = program.state.history.n_done();
    find(&mut program, "企业");
    program.act(Action::MarkHits);
    program.run(Command::SeekElsewhere(HitUnit::Hit));
    let (ticket, _) = seeks_elsewhere(&program).unwrap();
    let hits = LibraryHits { documents: vec![found_in(&absent)], ..LibraryHits::default() };
    program.event(Event::FoundElsewhere(ticket, Box::new(hits)));
    program.run(Command::MarkHits(Autocode {
        tag: "主体".to_owned(),
        scope: HitScope::Library,
        left_out: stretches(&program.state, HitUnit::Hit, HitScope::Document),
        ..Autocode::default()
    }));
    assert_eq!(program.state.history.n_done(), n_before, "nothing changed here");
    program.run(Command::NewTag("别的".to_owned()));
    program.act(Action::Undo);
    assert_eq!(sent(&program), [(Way::Do, 1)]);
    program.act(Action::Undo);
    assert_eq!(sent(&program), [(Way::Do, 1), (Way::Undo, 1)]);
    assert!(program.state.codebook.find("主体").is_some(), "that was another step");
    program.act(Action::Redo);
    assert_eq!(sent(&program).last(), Some(&(Way::Redo, 1)));
    program.act(Action::Redo);
    assert!(program.state.codebook.find("别的").is_some());
}

#[test]
fn all_that_the_library_knows_is_sought_and_a_chosen_folder_until_nobody_waits() {
    let mut program = Program::new();
    app_tabs::open(&mut program, "乙.txt", "企业甲、企业乙。\n");
    app_tabs::open(&mut program, "丙.txt", "企业一。\n");
    find(&mut program, "企业");
    program.act(Action::MarkHits);
    program.run(Command::AskForCodeFolder);
    program.event(Event::NoDialog(PathPurpose::CodeFolder));
    program.run(Command::PathTyped(PathPurpose::CodeFolder, "/文章".to_owned()));
    assert_eq!(program.state.popover, Some(Popover::Autocode), "the card comes back");
    program.run(Command::SeekElsewhere(HitUnit::Hit));
    let (_, asked) = seeks_elsewhere(&program).unwrap();
    assert!(asked.opened.iter().any(|(_, path)| path.ends_with("乙.txt")), "it has no notes");
    assert!(asked.shown_path.is_some_and(|path| path.ends_with("丙.txt")));
    assert_eq!(asked.folder.as_deref(), Some(std::path::Path::new("/文章")));
    let is_stopped = |program: &Program| {
        program.effects.iter().any(|effect| matches!(effect, Effect::StopSeekingElsewhere))
    };
    assert!(!is_stopped(&program));
    program.act(Action::Escape);
    assert!(is_stopped(&program), "the card is closed");
    assert!(program.state.library_seek.is_none());
}

#[test]
fn what_could_not_be_changed_elsewhere_is_named() {
    let mut program = Program::new();
    let failed = vec![("丁".to_owned(), Phrase::new("磁盘满了", "the disk is full"))];
    program.event(Event::ChangedElsewhere((2, 30), Way::Do, failed));
    let said: Vec<&str> =
        program.state.notices.iter().map(|notice| notice.text.zh.as_str()).collect();
    assert!(said.iter().any(|text| text.contains("2 篇") && text.contains("30 处")));
    assert!(said.iter().any(|text| text.contains("丁") && text.contains("磁盘满了")));
}

/// A row of numbers that looks random and is the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }
}

fn random_span(program: &Program, dice: &mut Dice) -> Span<danhuang::text::Clean> {
    let text = program.state.open.as_ref().unwrap().document.cleaned.text.as_str();
    let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let (a, b) = (borders[dice.roll(borders.len())], borders[dice.roll(borders.len())]);
    Span::new(a.min(b), a.max(b))
}

fn random_note(program: &Program, dice: &mut Dice) -> Option<AnnotationId> {
    let ids: Vec<_> = program.notebook().annotations.keys().cloned().collect();
    (!ids.is_empty()).then(|| ids[dice.roll(ids.len())].clone())
}

fn random_tag(program: &Program, dice: &mut Dice) -> TagId {
    let ids: Vec<_> = program.state.codebook.tags.keys().cloned().collect();
    ids[dice.roll(ids.len())].clone()
}

fn random_edit(program: &Program, dice: &mut Dice) -> TagEdit {
    let path = ["甲", "乙/丙", "", "数据"][dice.roll(4)].to_owned();
    match dice.roll(9) {
        0 => TagEdit::Name(["甲", "乙", "丙"][dice.roll(3)].to_owned()),
        1 => TagEdit::Color(HighlightColor::ALL[dice.roll(8)]),
        2 => TagEdit::Pattern(Some(LinePattern::ALL[dice.roll(8)])),
        3 => TagEdit::Slot(Some(dice.roll(9) as u8 + 1)),
        4 => TagEdit::Description(path),
        5 => TagEdit::Parent(Some(random_tag(program, dice))),
        6 => TagEdit::ParentPath(path),
        7 => TagEdit::Split("分".to_owned(), random_note(program, dice).into_iter().collect()),
        _ => TagEdit::Delete,
    }
}

/// One thing that a person might do.
fn random_act(program: &mut Program, dice: &mut Dice) {
    let step = |dice: &mut Dice| Step {
        by: [By::Character, By::Word, By::Paragraph][dice.roll(3)],
        is_forward: dice.roll(2) == 0,
        moved: [Moved::Caret, Moved::End, Moved::Start][dice.roll(3)],
    };
    let simple = [
        Action::Highlight,
        Action::RepeatTags,
        Action::Remove,
        Action::JoinMarks,
        Action::SplitMark,
        Action::CaretBrowsing,
        Action::ArmMarker,
        Action::NextParagraph,
        Action::NextSentence,
        Action::GrowSelection,
        Action::NextNote,
        Action::ToggleBookmark,
        Action::WriteNote,
        Action::PickTag,
        Action::Escape,
        Action::LineDown,
        Action::Undo,
        Action::Redo,
    ];
    let command = match dice.roll(20) {
        0..=3 => Command::Select(Some(random_span(program, dice))),
        4 | 5 => Command::Do(Action::TagSlot(dice.roll(9) as u8 + 1)),
        6 => Command::MarkArmed(random_span(program, dice)),
        7 => Command::PickNewTag(["政策/复工", "数据", "要点/细"][dice.roll(3)].to_owned()),
        8 => match random_note(program, dice) {
            Some(id) => Command::Reshape(id, random_span(program, dice)),
            None => return,
        },
        9 => match random_note(program, dice) {
            Some(id) => Command::Recolor(id, HighlightColor::ALL[dice.roll(8)]),
            None => return,
        },
        10 => match random_note(program, dice) {
            Some(id) => Command::RemoveNote(id),
            None => return,
        },
        11 => Command::EditTag(random_tag(program, dice), random_edit(program, dice)),
        12 => Command::MergeTags(vec![random_tag(program, dice)], random_tag(program, dice)),
        13 => Command::NoteTyped("批注".repeat(dice.roll(3))),
        14 => Command::Do(Action::Caret(step(dice))),
        15 => Command::MarkHits(Autocode { tag: "搜".to_owned(), ..Autocode::default() }),
        16 => Command::NewTag(["甲/一", "乙"][dice.roll(2)].to_owned()),
        17 => match random_note(program, dice) {
            Some(id) => Command::Activate(Some(id)),
            None => Command::Activate(None),
        },
        _ => Command::Do(simple[dice.roll(simple.len())]),
    };
    program.send(What::Command(command));
}

fn kept(program: &Program) -> (Notebook, Codebook) {
    (program.notebook().clone(), program.state.codebook.clone())
}

/// Ten rows of a thousand acts each, marking, tagging, shaping and the tags themselves: undoing all leads to the
/// beginning, doing all again to the end.
#[test]
fn ten_thousand_random_commands_are_undone_and_done_again_to_the_same_state() {
    let mut n_steps = 0;
    for seed in 1..=10_u64 {
        let mut program = Program::new();
        find(&mut program, "企业");
        let (start, mut dice) = (kept(&program), Dice(seed * 0x9E37_79B9));
        for _ in 0..1_000 {
            random_act(&mut program, &mut dice);
            program.effects.clear();
        }
        program.act(Action::Escape);
        program.act(Action::Escape);
        let end = kept(&program);
        let mut undone = 0;
        while program.state.history.last_done().is_some() {
            program.act(Action::Undo);
            undone += 1;
        }
        assert_eq!(kept(&program), start, "seed {seed}: all undone");
        while program.state.history.last_undone().is_some() {
            program.act(Action::Redo);
        }
        assert_eq!(kept(&program), end, "seed {seed}: all done again");
        n_steps += undone;
    }
    assert!(n_steps > 2_000, "only {n_steps} steps changed anything");
}
