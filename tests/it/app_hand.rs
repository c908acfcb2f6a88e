//! Rulings by hand in the program: each is one undoable step that has the document cleaned again.

use danhuang::app::{
    Action, Align, Command, Effect, Event, Motion, OfferAnswer, Popover, SaveRequest,
};
use danhuang::clean::{CleanOptions, Meta, Ruling, RulingKind};
use danhuang::document::Document;
use danhuang::ruling::{self, KnownLines, Said, Site};
use danhuang::text::{Pos, Span};

use crate::app::{Program, clean_again};

fn text(program: &Program) -> &str {
    program.state.open.as_ref().unwrap().document.cleaned.text.as_str()
}

fn headings(program: &Program) -> Vec<(u8, String)> {
    let outline = &program.state.open.as_ref().unwrap().document.outline;
    outline.headings.iter().map(|heading| (heading.level, heading.text.clone())).collect()
}

fn last_save(program: &Program) -> &SaveRequest {
    let saves = program.effects.iter().rev().filter_map(|effect| match effect {
        Effect::Save(_, request) if !request.changes.is_empty() => Some(request.as_ref()),
        _ => None,
    });
    saves.into_iter().next().expect("something is saved")
}

#[test]
fn a_selection_is_taken_out_and_undo_brings_it_back() {
    let mut program = Program::new();
    let before = text(&program).to_owned();
    program.run(Command::Reading(Span::new(33, 90)));
    program.select("第二章 附则");
    program.act(Action::ShowRulings);
    assert_eq!(program.state.popover, Some(Popover::Rulings));
    program.act(Action::MarkNoise);
    assert_eq!((program.state.popover, program.state.selection), (None, None));
    assert_eq!(last_save(&program).changes.len(), 1);
    clean_again(&mut program);
    assert_eq!(text(&program), before.replace("第二章 附则\n", ""));
    assert_eq!(program.state.open.as_ref().unwrap().position.index(), 33, "reading goes on there");
    assert_eq!(program.state.notices.len(), 1, "it is said how to undo it");
    program.act(Action::Undo);
    clean_again(&mut program);
    assert_eq!(text(&program), before);
    let place = before.find("第二章").unwrap();
    let shown = Motion::Jump(Pos::new(place), Align::IntoView);
    assert_eq!(program.state.motion.map(|(_, motion)| motion), Some(shown), "it is shown");
    program.act(Action::Redo);
    clean_again(&mut program);
    assert!(!text(&program).contains("附则"));
}

#[test]
fn headings_titles_and_characters_are_ruled_by_their_actions() {
    let mut program = Program::new();
    program.select("本条例自");
    program.act(Action::MarkHeading(2));
    clean_again(&mut program);
    assert!(headings(&program).contains(&(2, "本条例自发布之日起施行。".to_owned())));
    program.select("附则");
    program.act(Action::MarkNoHeading);
    clean_again(&mut program);
    assert!(!headings(&program).iter().any(|(_, heading)| heading.contains("附则")));
    program.select("来意");
    program.act(Action::MarkTitle);
    clean_again(&mut program);
    let title = program.state.open.as_ref().unwrap().document.title().to_owned();
    assert_eq!(title, "开头一段，说明来意。");
    program.select("企业，是指");
    program.act(Action::CorrectText);
    assert_eq!(program.state.popover, Some(Popover::Correct));
    program.run(Command::Correct("单位，是指".to_owned()));
    clean_again(&mut program);
    assert!(text(&program).contains("本条例所称单位，是指"));
    program.select("单位，是");
    program.act(Action::CorrectText);
    let open = program.state.open.as_ref().unwrap();
    let selected = open.document.cleaned.text.get(program.state.selection.unwrap());
    assert_eq!(selected, "单位，是指", "what was typed is corrected as a whole");
    program.run(Command::Correct("单位，是指".to_owned()));
    assert_eq!(program.state.popover, None);
    while program.state.history.last_done().is_some() {
        program.act(Action::Undo);
    }
    assert!(program.notebook().by_hand.is_empty());
}

#[test]
fn without_a_selection_it_is_said_what_to_do_and_over_paragraphs_nothing_is_typed() {
    let mut program = Program::new();
    program.act(Action::MarkNoise);
    assert_eq!(program.state.notices.len(), 1);
    program.select("来意。\n第一章");
    program.act(Action::CorrectText);
    assert_eq!(program.state.popover, None);
    assert!(program.notebook().by_hand.is_empty());
}

#[test]
fn where_a_text_comes_from_is_edited_in_one_step_and_shown() {
    let mut program = Program::new();
    let meta = Meta { author: Some("沈观".to_owned()), ..Meta::default() };
    program.run(Command::SetMeta(meta.clone()));
    clean_again(&mut program);
    let shown = |program: &Program| {
        program.state.open.as_ref().unwrap().document.cleaned.meta.author.clone()
    };
    assert_eq!(shown(&program).as_deref(), Some("沈观"));
    program.run(Command::SetMeta(meta));
    program.act(Action::Undo);
    clean_again(&mut program);
    assert_eq!(shown(&program), None, "saying the same again is no step");
}

#[test]
fn giving_back_what_was_taken_out_by_hand_takes_the_ruling_back() {
    let mut program = Program::new();
    program.select("第二章 附则");
    program.act(Action::MarkNoise);
    clean_again(&mut program);
    let log = &program.state.open.as_ref().unwrap().document.cleaned.log;
    let edit = log.iter().find(|edit| edit.rule.rule().id == "hand").unwrap().from;
    program.run(Command::Keep(vec![edit]));
    assert!(program.notebook().by_hand.is_empty() && program.notebook().kept.is_empty());
    clean_again(&mut program);
    assert!(text(&program).contains("第二章 附则"));
}

#[test]
fn a_line_that_a_rule_took_comes_back_as_article() {
    let mut program = Program::new();
    let source = "第一章 总则\n本条例自发布之日起施行，由县政府负责解释，各部门照办，不得有误。\n版权所有 某某网\n";
    let mut open = crate::app::document();
    let options = CleanOptions::default();
    open.document = Document::new("a.txt", source.as_bytes(), None, &options).unwrap();
    program.state.open = Some(open);
    let gone = program.state.open.as_ref().unwrap().document.cleaned.log.get(0).unwrap().from;
    program.run(Command::Judge(vec![gone], RulingKind::Article));
    clean_again(&mut program);
    assert!(text(&program).contains("版权所有 某某网"));
    let ruling = program.notebook().by_hand.rulings.first().unwrap().clone();
    program.run(Command::TakeBack(ruling));
    clean_again(&mut program);
    assert!(!text(&program).contains("版权所有"));
}

/// What is offered for the program's document after its line was taken out elsewhere.
fn offered(program: &Program) -> (String, Vec<Ruling>) {
    let open = program.state.open.as_ref().unwrap();
    let start = text(program).find("第二章").unwrap();
    let line = Span::new(start, start + "第二章 附则".len());
    let new = ruling::on_selection(&open.document, line, &RulingKind::Noise);
    let changes = ruling::changes(program.notebook(), &open.document.imported.text, new);
    let mut known = KnownLines::default();
    known.learn(&changes, &Site::default());
    let offers = ruling::offers(&open.document, &Said::of(program.notebook()), &known);
    assert_eq!(offers.len(), 1);
    (open.document.fingerprint.content.clone(), offers)
}

#[test]
fn an_offer_is_looked_at_taken_in_one_step_and_undone() {
    let mut program = Program::new();
    let before = text(&program).to_owned();
    let (content, offers) = offered(&program);
    program.event(Event::Offered("ein anderes".to_owned(), offers.clone()));
    assert_eq!(program.state.offer, None, "it was for another document");
    program.event(Event::Offered(content, offers));
    assert_eq!(text(&program), before, "nothing is done unasked");
    program.run(Command::AnswerOffer(OfferAnswer::Look));
    let selected = program.state.selection.unwrap();
    let open = program.state.open.as_ref().unwrap();
    assert_eq!(open.document.cleaned.text.get(selected), "第二章 附则");
    program.run(Command::AnswerOffer(OfferAnswer::Take));
    assert_eq!(program.state.offer, None);
    clean_again(&mut program);
    assert!(!text(&program).contains("第二章"));
    program.act(Action::Undo);
    clean_again(&mut program);
    assert_eq!(text(&program), before);
}

#[test]
fn an_offer_goes_when_it_is_declined_or_done_by_hand() {
    let mut program = Program::new();
    let (content, offers) = offered(&program);
    program.event(Event::Offered(content.clone(), offers.clone()));
    program.run(Command::AnswerOffer(OfferAnswer::Decline));
    assert_eq!(program.state.offer, None);
    let declined = program.effects.iter().any(|effect| {
        matches!(effect, Effect::DeclineLines(of, rulings) if *of == content && *rulings == offers)
    });
    assert!(declined, "it is remembered");
    program.event(Event::Offered(content, offers));
    program.select("第二章 附则");
    program.act(Action::MarkNoise);
    assert_eq!(program.state.offer, None);
}

#[test]
fn a_document_that_was_opened_has_its_known_lines_sought() {
    let mut program = Program::new();
    program.run(Command::OpenPaths(vec!["甲.txt".into()]));
    let ticket = program.state.loading.as_ref().unwrap().0;
    program.event(Event::Loaded(ticket, Box::new(crate::app::document())));
    assert!(program.effects.iter().any(|effect| matches!(effect, Effect::SeekKnownLines(_))));
}
