//! Finding and getting about, as messages to the program and what they lead to.

use danhuang::app::palette::{self, Target};
use danhuang::app::places::typed_place;
use danhuang::app::{
    Action, Align, Command, Effect, Event, Motion, Popover, Seeking, TABLE, Ticket,
};
use danhuang::search::{self, Query, SearchError};
use danhuang::text::Language;

use crate::app::Program;

/// The find that the program asked for last.
fn asked(program: &Program) -> (Ticket, Query) {
    let mut finds = program.effects.iter().filter_map(|effect| match effect {
        Effect::Find(ticket, _, query) => Some((*ticket, query.clone())),
        _ => None,
    });
    finds.next_back().expect("a search was asked for")
}

/// Answers it.
fn answer(program: &mut Program) {
    let (ticket, query) = asked(program);
    let text = program.state.open.as_ref().unwrap().document.cleaned.text.clone();
    let found = match search::search(&text, &query, &|| true) {
        Ok(hits) => Ok(hits),
        Err(SearchError::Pattern(problem)) => Err(problem),
        Err(SearchError::Cancelled) => panic!("nobody cancels it"),
    };
    program.event(Event::Found(ticket, found));
}

fn seek(program: &mut Program, words: &str) {
    program.run(Command::FindTyped(words.to_owned()));
    answer(program);
}

fn current(program: &Program) -> (usize, usize) {
    let find = program.state.find.as_ref().unwrap();
    (find.current, find.hits.len())
}

fn jump(program: &Program) -> Option<Motion> {
    program.state.motion.map(|(_, motion)| motion)
}

#[test]
fn hits_are_counted_from_where_reading_is_and_go_round() {
    let mut program = Program::new();
    program.act(Action::Find);
    seek(&mut program, "企业");
    assert_eq!(current(&program), (0, 2));
    program.act(Action::FindNext);
    assert_eq!(current(&program), (1, 2));
    program.act(Action::FindNext);
    assert_eq!(current(&program), (0, 2));
    program.act(Action::FindPrevious);
    assert_eq!(current(&program), (1, 2));
    let find = program.state.find.as_ref().unwrap();
    assert_eq!(find.groups.len(), 1, "both stand under the first heading");
    assert_eq!((find.groups[0].heading, find.groups[0].hits.clone()), (Some(0), 0..2));
}

#[test]
fn the_answer_to_a_search_that_was_typed_over_is_not_taken() {
    let mut program = Program::new();
    program.run(Command::FindTyped("企".to_owned()));
    let (old, _) = asked(&program);
    program.run(Command::FindTyped("没有".to_owned()));
    let hits = search::Hits { spans: vec![danhuang::text::Span::new(0, 3)], is_cut: false };
    program.event(Event::Found(old, Ok(hits)));
    assert!(program.state.find.as_ref().unwrap().hits.is_empty());
    answer(&mut program);
    assert!(program.state.find.as_ref().unwrap().ticket.is_none());
}

#[test]
fn typing_a_query_leaves_one_way_back() {
    let mut program = Program::new();
    let text = program.state.open.as_ref().unwrap().document.cleaned.text.clone();
    let end = text.as_str().find("第二章").unwrap();
    program.run(Command::Reading(danhuang::text::Span::new(end, text.len())));
    for words in ["条", "条例", "条例所"] {
        seek(&mut program, words);
        let hit = program.state.find.as_ref().unwrap().current_hit().unwrap();
        program.run(Command::Reading(danhuang::text::Span { start: hit.start, end: hit.end }));
    }
    assert_eq!(program.state.back.len(), 1);
    program.act(Action::Back);
    assert_eq!(jump(&program), Some(Motion::Jump(danhuang::text::Pos::new(end), Align::Top)));
}

#[test]
fn the_selection_is_sought_as_it_stands() {
    let mut program = Program::new();
    program.act(Action::FindRegex);
    program.act(Action::Escape);
    program.select("企业");
    program.act(Action::FindSelection);
    let (_, query) = asked(&program);
    assert_eq!(query.text, "企业");
    assert!(!query.switches.is_regex, "its signs are no pattern");
    answer(&mut program);
    assert_eq!(current(&program), (1, 2), "the one behind the selection is shown");
}

#[test]
fn pinyin_turns_off_what_reads_letters_otherwise() {
    let mut program = Program::new();
    for action in [Action::FindExact, Action::FindRegex, Action::FindPinyin] {
        program.act(action);
    }
    let switches = program.state.last_query.switches;
    assert!(switches.is_pinyin && !switches.is_exact && !switches.is_regex);
    program.act(Action::FindExact);
    let switches = program.state.last_query.switches;
    assert!(switches.is_exact && !switches.is_pinyin);
}

#[test]
fn a_bad_pattern_is_told_and_a_better_one_takes_its_place() {
    let mut program = Program::new();
    program.act(Action::FindRegex);
    seek(&mut program, "第(一");
    let find = program.state.find.as_ref().unwrap();
    let problem = find.problem.as_ref().unwrap();
    let said = danhuang::app::texts::pattern_problem(Language::Chinese, problem);
    assert_eq!(said, "括号没有配对（第 2 个字符）");
    let said = danhuang::app::texts::pattern_problem(Language::English, problem);
    assert_eq!(said, "A bracket has no partner (character 2)");
    seek(&mut program, "第(一|二)章");
    assert_eq!(
        (program.state.find.as_ref().unwrap().problem.clone(), current(&program).1),
        (None, 2)
    );
}

#[test]
fn what_was_sought_is_sought_again_in_the_text_cleaned_anew() {
    let mut program = Program::new();
    seek(&mut program, "企业");
    program.run(Command::SetScript(danhuang::clean::ScriptChoice::Traditional));
    crate::app::clean_again(&mut program);
    answer(&mut program);
    let find = program.state.find.as_ref().unwrap();
    let text = &program.state.open.as_ref().unwrap().document.cleaned.text;
    assert!(find.hits.iter().all(|hit| text.get(*hit) == "企業"));
    assert_eq!(find.hits.len(), 2);
}

/// What the palette lists, each by name.
fn names(program: &Program, typed: &str) -> Vec<String> {
    palette::choices(&program.state, typed).into_iter().map(|choice| choice.name).collect()
}

#[test]
fn every_action_is_found_by_its_name_in_both_languages_and_by_initials() {
    let mut program = Program::new();
    for language in [Language::Chinese, Language::English] {
        program.state.settings.language = language;
        for entry in TABLE.iter().filter(|entry| entry.action != Action::Escape) {
            for name in [entry.name.zh, entry.name.en] {
                let choices = palette::choices(&program.state, &format!(">{name}"));
                let found = choices.iter().position(|c| c.target == Target::Action(entry.action));
                let shown = choices.iter().take(3).map(|c| c.name.as_str()).collect::<Vec<_>>();
                assert!(found.is_some_and(|at| at < 3), "{name}: {shown:?}");
            }
        }
    }
    program.state.settings.language = Language::Chinese;
    assert_eq!(names(&program, ">xygbt")[0], "下一个标题");
    assert_eq!(names(&program, ">next hit")[0], "下一个结果");
}

#[test]
fn places_are_found_by_what_they_are_called() {
    let mut program = Program::new();
    program.select("企业，是指");
    program.act(Action::TagSlot(2));
    program.act(Action::Escape);
    assert_eq!(names(&program, "@zz")[0], "第一章 总则", "by initials");
    assert_eq!(names(&program, "附则")[0], "第二章 附则");
    assert_eq!(names(&program, "#sj"), ["企业，是指"], "a tag leads to its notes");
    assert_eq!(names(&program, "/企业"), ["在正文里查找“企业”"]);
    assert_eq!(names(&program, "是指")[0], "企业，是指");
    let choices = palette::choices(&program.state, "#");
    assert_eq!(choices[0].side, "#数据");
}

#[test]
fn without_a_document_only_what_makes_sense_is_listed() {
    let mut program = Program::new();
    program.act(Action::ShowStart);
    let choices = palette::choices(&program.state, ">");
    let is_listed = |action| choices.iter().any(|choice| choice.target == Target::Action(action));
    assert!(is_listed(Action::Open) && is_listed(Action::CycleTheme));
    assert!(!is_listed(Action::Highlight) && !is_listed(Action::Find));
    program.act(Action::GoAnywhere);
    assert_eq!(program.state.popover, Some(Popover::Palette(Seeking::Anywhere)));
}

#[test]
fn typed_places_are_understood_as_a_person_writes_them() {
    let program = Program::new();
    let document = &program.state.open.as_ref().unwrap().document;
    let place = |typed: &str| typed_place(document, typed).map(|place| place.paragraph);
    for (typed, paragraph) in
        [("1", 1), (" 5 ", 5), ("第3段", 3), ("０２", 2), ("0%", 1), ("100％", 5)]
    {
        assert_eq!(place(typed), Ok(paragraph), "{typed}");
    }
    for typed in ["", "0", "6", "-1", "101%", "半", "%", "NaN%"] {
        let why = place(typed).expect_err(typed);
        assert!(!why.zh.is_empty() && !why.en.is_empty());
    }
}

#[test]
fn a_bookmark_comes_and_goes_with_its_key_and_with_undo() {
    let mut program = Program::new();
    program.select("自发布");
    program.act(Action::ToggleBookmark);
    let bookmark = program.state.bookmarks[0].clone();
    assert_eq!(bookmark.words, "本条例自发布之日起施行。");
    assert!(program.effects.iter().any(|effect| matches!(effect, Effect::Save(..))));
    program.act(Action::ToggleBookmark);
    assert!(program.state.bookmarks.is_empty());
    program.act(Action::Undo);
    assert_eq!(program.state.bookmarks[0], bookmark);
    program.act(Action::Undo);
    assert!(program.state.bookmarks.is_empty());
    program.act(Action::Redo);
    assert_eq!(names(&program, "自发布")[0], "本条例自发布之日起施行。");
    program.run(Command::RemoveBookmark(bookmark.id));
    assert!(program.state.bookmarks.is_empty());
}

#[test]
fn a_bookmark_whose_words_are_gone_is_listed_and_can_be_taken_out() {
    let mut program = Program::new();
    program.act(Action::ToggleBookmark);
    let bookmark = program.state.bookmarks[0].clone();
    program
        .state
        .open
        .as_mut()
        .unwrap()
        .places
        .insert(bookmark.id.clone(), danhuang::placing::ORPHAN);
    program.select("企业，是指");
    program.act(Action::Highlight);
    assert_eq!(program.state.bookmarks[0].pos, None);
    assert!(!names(&program, "开头一段").contains(&bookmark.words));
    program.run(Command::RemoveBookmark(bookmark.id));
    assert!(program.state.bookmarks.is_empty());
}

#[test]
fn keys_act_on_the_paragraph_that_was_stepped_to() {
    let mut program = Program::new();
    program.run(Command::Reading(danhuang::text::Span::new(0, 200)));
    program.act(Action::NextParagraph);
    program.act(Action::NextParagraph);
    program.act(Action::NextParagraph);
    assert_eq!(program.state.paragraph, Some(2));
    program.act(Action::PreviousParagraph);
    program.act(Action::NextParagraph);
    program.act(Action::TagSlot(1));
    assert_eq!(program.only_note().excerpt.exact, "本条例所称企业，是指依法设立的企业。");
    program.act(Action::TagSlot(2));
    assert_eq!(program.only_note().tags.len(), 2, "then they act on the mark that was made");
    program.act(Action::NextParagraph);
    assert_eq!(program.state.paragraph, Some(3));
    program.act(Action::Escape);
    assert_eq!(program.state.paragraph, None);
}

#[test]
fn words_that_were_taken_away_are_found_there_and_shown_in_their_place() {
    let text = "首页 > 新闻 > 正文\n企业复工\n来源：新华网 2020-02-10\n企业(ye)复工复产，要统筹推进。\n企业(ye)是市场的主体。\n责任编辑：张三丰\n上一篇：甲\n下一篇：乙\n";
    let options = danhuang::clean::CleanOptions::default();
    let document =
        danhuang::document::Document::new("a.txt", text.as_bytes(), None, &options).unwrap();
    let query = Query { text: "张三丰".to_owned(), ..Query::default() };
    assert!(
        !document.cleaned.text.as_str().contains("张三丰"),
        "{}",
        document.cleaned.text.as_str()
    );
    let taken = document.find_taken(&query, &|| true).unwrap();
    assert_eq!(taken.len(), 1);
    assert_eq!(document.imported.text.get(taken[0]), "张三丰");
    // Nothing is found across two pieces, and what still stands is none of these.
    for words in ["丰上一篇", "复工复产"] {
        let query = Query { text: words.to_owned(), ..Query::default() };
        assert!(document.find_taken(&query, &|| true).unwrap().is_empty(), "{words}");
    }
    let mut program = Program::new();
    program.state.open.as_mut().unwrap().document = document;
    program.run(Command::FindTyped("张三丰".to_owned()));
    let asked = program.effects.iter().find_map(|effect| match effect {
        Effect::FindTaken(ticket, ..) => Some(*ticket),
        _ => None,
    });
    let late = Ticket(asked.unwrap().0 + 90);
    program.event(Event::FoundTaken(late, taken.clone()));
    assert!(program.state.find.as_ref().unwrap().taken.is_empty(), "another search's answer");
    program.event(Event::FoundTaken(asked.unwrap(), taken.clone()));
    assert_eq!(*program.state.find.as_ref().unwrap().taken, *taken);
    program.run(Command::GoToTakenHit);
    assert_eq!(program.state.cleaned_view, danhuang::app::CleanedView::Ghost);
    assert!(matches!(program.state.motion, Some((_, Motion::Source(span))) if span == taken[0]));
}
