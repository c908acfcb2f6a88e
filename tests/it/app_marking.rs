//! The caret, the ends of marks, joining, splitting, the marker in hand, and copying with a citation.

use danhuang::app::caret::{By, Moved, Step};
use danhuang::app::{Action, Command, Effect, Marker, TagEdit};
use danhuang::clean::Meta;
use danhuang::exchange::cite::{Cited, bibtex, gbt_7714};
use danhuang::text::{Clean, Pos, Span};

use crate::app::Program;

fn step(by: By, is_forward: bool, moved: Moved) -> Action {
    Action::Caret(Step { by, is_forward, moved })
}

fn selected(program: &Program) -> &str {
    let span = program.state.selection.expect("something is selected");
    program.state.open.as_ref().unwrap().document.cleaned.text.get(span)
}

fn quotes(program: &Program) -> Vec<&str> {
    let mut notes: Vec<_> = program.notebook().annotations.values().collect();
    notes.sort_by_key(|note| (note.anchor.span.start, note.anchor.span.end));
    notes.into_iter().map(|note| note.excerpt.exact.as_str()).collect()
}

fn words(program: &Program, words: &str) -> Span<Clean> {
    let text = program.state.open.as_ref().unwrap().document.cleaned.text.as_str();
    let start = text.find(words).expect("the words stand in the text");
    Span::new(start, start + words.len())
}

#[test]
fn the_caret_walks_by_character_word_and_paragraph_and_shift_selects() {
    let mut program = Program::new();
    program.act(Action::CaretBrowsing);
    assert_eq!(program.state.caret, Some(Pos::new(0)));
    program.act(step(By::Character, true, Moved::Caret));
    assert_eq!(program.state.caret, Some(Pos::new(3)));
    program.act(step(By::Character, true, Moved::End));
    program.act(step(By::Word, true, Moved::End));
    assert_eq!(selected(&program), "头一段");
    program.act(step(By::Character, false, Moved::End));
    assert_eq!(selected(&program), "头一");
    // Over the place where selecting began, and out on the other side.
    for _ in 0..3 {
        program.act(step(By::Character, false, Moved::End));
    }
    assert_eq!(selected(&program), "开");
    program.act(step(By::Paragraph, true, Moved::Caret));
    assert!(program.state.selection.is_none());
    let heading = words(&program, "第一章");
    assert_eq!(program.state.caret, Some(heading.start));
    program.act(step(By::Character, false, Moved::Caret));
    let first = words(&program, "说明来意。");
    assert_eq!(
        program.state.caret,
        Some(first.end),
        "a step back leads to the end of the line above"
    );
    program.act(Action::Escape);
    assert!(program.state.caret.is_none());
    program.act(step(By::Character, true, Moved::Caret));
    assert!(program.state.caret.is_none(), "without a caret nothing moves");
}

#[test]
fn the_caret_stays_within_the_text() {
    let mut program = Program::new();
    program.act(Action::CaretBrowsing);
    program.act(step(By::Character, false, Moved::Caret));
    assert_eq!(program.state.caret, Some(Pos::new(0)));
    for _ in 0..200 {
        program.act(step(By::Word, true, Moved::Caret));
    }
    let end = words(&program, "本条例自发布之日起施行。").end;
    assert_eq!(program.state.caret, Some(end));
    for _ in 0..400 {
        program.act(step(By::Character, false, Moved::Caret));
    }
    assert_eq!(program.state.caret, Some(Pos::new(0)));
}

#[test]
fn keys_move_the_ends_of_the_active_mark_and_all_moves_in_a_row_are_one_step() {
    let mut program = Program::new();
    program.select("条例");
    program.act(Action::TagSlot(2));
    program.act(step(By::Character, true, Moved::End));
    program.act(step(By::Character, true, Moved::End));
    program.act(step(By::Character, false, Moved::Start));
    assert_eq!(quotes(&program), ["本条例所称"]);
    assert_eq!(program.only_note().tags.len(), 1, "tags stay");
    let id = program.only_note().id.clone();
    let place = program.state.open.as_ref().unwrap().places[&id].clean;
    assert_eq!(place, Some(words(&program, "本条例所称")));
    program.act(Action::Undo);
    assert_eq!(quotes(&program), ["条例"]);
    program.act(Action::Redo);
    assert_eq!(quotes(&program), ["本条例所称"]);
    program.act(Action::Undo);
    program.act(Action::Undo);
    assert!(program.notebook().annotations.is_empty());
}

#[test]
fn an_end_does_not_pass_the_other() {
    let mut program = Program::new();
    program.select("条例");
    program.act(Action::Highlight);
    for _ in 0..5 {
        program.act(step(By::Character, false, Moved::End));
    }
    assert_eq!(quotes(&program), ["条"]);
}

#[test]
fn the_selection_too_is_adjusted_by_keys() {
    let mut program = Program::new();
    program.select("条例");
    program.act(step(By::Character, true, Moved::End));
    program.act(step(By::Character, false, Moved::Start));
    assert_eq!(selected(&program), "本条例所");
}

#[test]
fn neighbours_join_to_one_mark_with_the_tags_and_notes_of_all() {
    let mut program = Program::new();
    for (quote, slot, note) in [("是指", 1, "甲"), ("本条例所称企业", 2, "乙"), ("依法设立", 3, "")]
    {
        program.select(quote);
        program.act(Action::TagSlot(slot));
        if !note.is_empty() {
            program.act(Action::WriteNote);
            program.run(Command::NoteTyped(note.to_owned()));
        }
        program.act(Action::Escape);
    }
    program.act(Action::JoinMarks);
    assert_eq!(program.notebook().annotations.len(), 3, "none is active");
    let id =
        program.notebook().annotations.values().find(|note| note.note == "乙").unwrap().id.clone();
    program.run(Command::Activate(Some(id.clone())));
    program.act(Action::JoinMarks);
    assert_eq!(quotes(&program), ["本条例所称企业，是指依法设立"]);
    let note = program.only_note();
    assert_eq!((note.id.clone(), note.tags.len()), (id, 3));
    assert!(note.note.starts_with('乙') && note.note.ends_with('甲'));
    program.act(Action::Undo);
    assert_eq!(quotes(&program), ["本条例所称企业", "是指", "依法设立"]);
}

#[test]
fn marks_with_words_between_them_are_no_neighbours() {
    let mut program = Program::new();
    program.select("依法");
    program.act(Action::Highlight);
    program.select("企业，");
    program.act(Action::Highlight);
    program.act(Action::JoinMarks);
    assert_eq!(program.notebook().annotations.len(), 2);
}

#[test]
fn a_mark_is_split_at_the_caret_and_around_a_selection() {
    let mut program = Program::new();
    program.select("本条例所称企业，是指依法设立的企业。");
    program.act(Action::TagSlot(1));
    program.act(Action::WriteNote);
    program.run(Command::NoteTyped("一".to_owned()));
    program.act(Action::Escape);
    program.act(Action::SplitMark);
    assert_eq!(program.notebook().annotations.len(), 1, "where to split is not known");
    program.select("是指");
    program.act(Action::SplitMark);
    assert_eq!(quotes(&program), ["本条例所称企业，", "是指", "依法设立的企业。"]);
    assert!(program.notebook().annotations.values().all(|note| note.tags.len() == 1));
    assert_eq!(program.notebook().annotations.values().filter(|note| note.note == "一").count(), 1);
    program.act(Action::Undo);
    assert_eq!(program.only_note().note, "一");
    program.run(Command::Select(None));
    program.act(Action::CaretBrowsing);
    program.run(Command::PlaceCaret(words(&program, "是指").start));
    program.act(Action::SplitMark);
    assert_eq!(quotes(&program), ["本条例所称企业，", "是指依法设立的企业。"]);
}

#[test]
fn the_armed_marker_makes_a_finished_mark_of_each_drag() {
    let mut program = Program::new();
    program.act(Action::ArmMarker);
    program.act(Action::TagSlot(2));
    let second = program.state.codebook.in_slot(2).unwrap().id.clone();
    assert_eq!(program.state.marker, Some(Marker::Tag(second.clone())));
    for quote in ["条例", "企业"] {
        let span = words(&program, quote);
        program.run(Command::MarkArmed(span));
    }
    assert_eq!(quotes(&program), ["条例", "企业"]);
    assert!(program.notebook().annotations.values().all(|note| note.tags.contains(&second)));
    assert!(program.state.active.is_none(), "the next drag can begin at once");
    program.act(Action::Undo);
    assert_eq!(program.notebook().annotations.len(), 1);
    program.run(Command::Activate(None));
    program.act(Action::Escape);
    assert!(program.state.marker.is_none());
}

#[test]
fn arrows_choose_among_marks_that_lie_upon_each_other() {
    let mut program = Program::new();
    for quote in ["本条例所称企业", "条例所称", "所称"] {
        program.select(quote);
        program.act(Action::Highlight);
    }
    let quote_of =
        |program: &Program| program.state.active_annotation().unwrap().excerpt.exact.clone();
    assert_eq!(quote_of(&program), "所称");
    program.act(Action::LineUp);
    assert_eq!(quote_of(&program), "条例所称");
    program.act(Action::LineDown);
    program.act(Action::LineDown);
    assert_eq!(quote_of(&program), "本条例所称企业", "behind the last comes the first");
}

#[test]
fn what_is_copied_says_where_it_comes_from_in_three_forms() {
    let mut program = Program::new();
    program.select("依法设立");
    let mut copied = |action| {
        program.act(action);
        let last = program.effects.iter().rev().find_map(|effect| match effect {
            Effect::Copy(text) => Some(text.clone()),
            _ => None,
        });
        last.unwrap()
    };
    assert_eq!(copied(Action::Copy), "依法设立");
    assert_eq!(copied(Action::CopyWithSource), "“依法设立”\n——《条例》，“第一章 总则”，第 3 段");
    assert_eq!(copied(Action::CopyGbt7714), "“依法设立”（“第一章 总则”，第 3 段）\n条例[Z].");
    let bibtex = copied(Action::CopyBibtex);
    assert!(
        bibtex.contains("@misc{tiaoli,\n  title = {条例},\n  note = {“第一章 总则”，第 3 段},\n}"),
        "{bibtex}"
    );
}

fn meta(author: &str, source: &str, date: &str, url: &str) -> Meta {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Meta { author: some(author), source: some(source), date: some(date), url: some(url) }
}

#[test]
fn citations_follow_the_standard() {
    let cases = [
        (
            meta("本报记者 张三 李四", "吉林日报", "2020年2月14日 08:30", ""),
            "张三, 李四. 统筹推进[N]. 吉林日报, 2020-02-14.",
        ),
        (
            meta("张三、李四、王五、赵六", "经济研究", "2020", ""),
            "张三, 李四, 王五, 等. 统筹推进[J]. 经济研究, 2020.",
        ),
        (
            meta("", "新华网", "2020-02-14", "http://www.news.cn/a.htm"),
            "新华网. 统筹推进[EB/OL]. (2020-02-14)[2026-11-28]. http://www.news.cn/a.htm.",
        ),
        (meta("王 五", "", "", ""), "王五. 统筹推进[Z]."),
        (meta("", "", "", ""), "统筹推进[Z]."),
    ];
    for (meta, wanted) in cases {
        let cited = Cited { title: "统筹推进", meta: &meta, today: "2026-11-28" };
        assert_eq!(gbt_7714(&cited), wanted);
    }
}

#[test]
fn an_entry_for_bibtex_holds_nothing_that_tex_takes_for_a_command() {
    let meta = meta("Smith & Wesson", "Daily_News", "2020-02-04", "http://a.b/c_d?e={f}");
    let cited = Cited { title: "100% of {it} \\ #1", meta: &meta, today: "2026-11-28" };
    let entry = bibtex(&cited, "");
    assert!(entry.starts_with("@misc{smith2020,\n  author = {Smith and Wesson},\n"), "{entry}");
    assert!(entry.contains("title = {100\\% of \\{it\\} \\textbackslash{} \\#1}"), "{entry}");
    assert!(entry.contains("year = {2020},\n  month = {2},\n  day = {4},"), "{entry}");
    assert!(entry.contains("url = {http://a.b/c_d?e=f}"), "{entry}");
    let balance =
        entry.replace("\\{", "").replace("\\}", "").chars().fold(0_i32, |depth, c| match c {
            '{' => depth + 1,
            '}' => depth - 1,
            _ => depth,
        });
    assert_eq!(balance, 0);
}

/// Who selects just what is marked already means that mark: it gains the tag, and nothing lies twice on the same words.
#[test]
fn a_selection_of_just_what_is_marked_means_that_mark() {
    let mut program = Program::new();
    let span = words(&program, "说明来意");
    let select = |program: &mut Program| program.run(Command::Select(Some(span)));
    select(&mut program);
    program.act(Action::TagSlot(1));
    program.run(Command::Activate(None));
    select(&mut program);
    program.act(Action::TagSlot(2));
    assert_eq!(quotes(&program), ["说明来意"]);
    let tags = |program: &Program| {
        let notes = program.notebook().annotations.values();
        let tags = notes.flat_map(|note| note.tags.iter());
        let mut names: Vec<_> = tags.map(|tag| program.state.codebook.path(tag)).collect();
        names.sort();
        names
    };
    assert_eq!(tags(&program), ["数据", "要点"]);
    // The same tag again takes nothing off: only a key on the active mark does.
    select(&mut program);
    program.act(Action::TagSlot(2));
    assert_eq!(tags(&program), ["数据", "要点"]);
    assert!(program.state.selection.is_none() && program.state.active.is_some());
    program.act(Action::TagSlot(2));
    assert_eq!(tags(&program), ["要点"]);
    program.run(Command::Activate(None));
    select(&mut program);
    program.act(Action::WriteNote);
    program.run(Command::NoteTyped("口径？".to_owned()));
    program.act(Action::Escape);
    assert_eq!(program.notebook().annotations.len(), 1);
    assert_eq!(program.notebook().annotations.values().next().unwrap().note, "口径？");
    // A stretch that only overlaps it is marked by itself.
    program.run(Command::Select(Some(Span::new(span.start.index(), span.start.index() + 3))));
    program.act(Action::TagSlot(3));
    assert_eq!(quotes(&program), ["说", "说明来意"]);
    for _ in 0..5 {
        program.act(Action::Undo);
    }
    assert!(program.notebook().annotations.is_empty());
}

#[test]
fn a_free_digit_is_lent_to_the_tag_that_was_used_and_stays_with_it() {
    let mut program = Program::new();
    let pick = |program: &mut Program, quote: &str, path: &str| {
        program.select(quote);
        program.act(Action::PickTag);
        program.run(Command::PickNewTag(path.to_owned()));
        program.act(Action::Escape);
        program.state.codebook.find(path).unwrap().id.clone()
    };
    let of_key = |program: &Program, key| program.state.tag_of_key(key).map(|tag| tag.id.clone());
    let first = pick(&mut program, "施行", "复工");
    let second = pick(&mut program, "是指", "口径");
    let given = (of_key(&program, 4), of_key(&program, 5), of_key(&program, 6));
    assert_eq!(given, (Some(first.clone()), Some(second.clone()), None));
    assert!(program.state.codebook.tags.values().all(|tag| tag.slot.is_none_or(|slot| slot < 4)));
    // One key tags; using the one before again moves no digit.
    program.select("依法设立");
    program.act(Action::TagSlot(5));
    let tagged = program.notebook().annotations.values().filter(|note| note.tags.contains(&second));
    assert_eq!(tagged.count(), 2);
    pick(&mut program, "依法设立", "复工");
    assert_eq!(of_key(&program, 4), Some(first.clone()));
    // A tag that is given the digit has it; the other gets the next, and only that.
    let fact = program.state.codebook.find("数据").unwrap().id.clone();
    program.run(Command::EditTag(fact.clone(), TagEdit::Slot(Some(4))));
    let given = [2, 4, 5].map(|key| of_key(&program, key));
    assert_eq!(given, [Some(first.clone()), Some(fact.clone()), Some(second.clone())]);
    program.act(Action::Undo);
    assert_eq!(of_key(&program, 2), Some(fact));
    assert_eq!(program.state.keyed_tags().into_values().filter(|tag| tag.id == first).count(), 1);
    // A tag that was never made has none.
    while program.state.codebook.find("口径").is_some() {
        program.act(Action::Undo);
    }
    assert_eq!(of_key(&program, 5), None);
}
