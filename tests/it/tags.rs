//! The tree of tags: moving, merging, deleting; codebooks that are taken in; names that are nearly the same.

use std::sync::Arc;

use danhuang::app::step_name::step_name;
use danhuang::app::tag_search::{TagNames, TagSearch};
use danhuang::app::{Action, Command, Effect, Event, PathPurpose, Popover, TagEdit, codebook_rows};
use danhuang::exchange::codebook_rows::{CodebookError, rows_from_csv};
use danhuang::notebook::{
    Change, Codebook, HighlightColor, LinePattern, Notebook, Standing, TagId, TagNameError,
    merged_codebooks,
};
use proptest::prelude::*;

use crate::app::Program;

/// A codebook with these paths, made one after the other.
fn codebook_of(paths: &[&str]) -> Codebook {
    let (mut codebook, mut n) = (Codebook::default(), 0);
    for path in paths {
        let (_, changes) = codebook
            .make(path, || {
                n += 1;
                format!("{n:026}")
            })
            .unwrap();
        apply(&mut codebook, &changes);
    }
    codebook
}

fn apply(codebook: &mut Codebook, changes: &[Change]) {
    changes.iter().for_each(|change| change.apply(&mut Notebook::default(), codebook));
}

fn id(codebook: &Codebook, path: &str) -> TagId {
    codebook.find(path).unwrap_or_else(|| panic!("{path} is there")).id.clone()
}

fn paths(codebook: &Codebook) -> Vec<String> {
    codebook.tree().iter().map(|(_, tag)| codebook.path(&tag.id)).collect()
}

#[test]
fn a_tag_moves_with_all_that_is_under_it_and_never_under_itself() {
    let mut codebook = codebook_of(&["政策/复工/时间", "数据", "数据/复工"]);
    let (work, data) = (id(&codebook, "政策/复工"), id(&codebook, "数据"));
    assert_eq!(codebook.move_under(&work, Some(&data)), Err(TagNameError::Taken));
    assert_eq!(
        codebook.move_under(&id(&codebook, "政策"), Some(&id(&codebook, "政策/复工/时间"))),
        Err(TagNameError::Circle)
    );
    let change = codebook.move_under(&work, None).unwrap().unwrap();
    apply(&mut codebook, &[change]);
    assert_eq!(paths(&codebook), ["复工", "复工/时间", "数据", "数据/复工", "政策"]);
}

#[test]
fn tags_are_listed_as_a_dictionary_has_them_and_figures_as_they_count_wherever_they_are() {
    let listed = [
        "10 附录",
        "AI",
        "第一章",
        "第二章",
        "第十章",
        "复工",
        "复工/2月",
        "复工/10月",
        "复工时间",
        "数据",
        "重点",
    ];
    let mut paths_as_made = listed;
    paths_as_made.sort_unstable();
    let codebook = codebook_of(&paths_as_made);
    assert_eq!(paths(&codebook), listed, "in the manager");
    let names = Arc::new(TagNames::of(&codebook));
    let all = TagSearch::new(&names, "", None).best(usize::MAX, &[], |_| 0);
    let all: Vec<&str> = all.iter().map(|tag| tag.path.as_str()).collect();
    assert_eq!(all, listed, "in the picker");
    let exported = danhuang::app::tags(&codebook);
    let exported: Vec<&str> = exported.iter().map(|tag| tag.path.as_str()).collect();
    assert_eq!(exported, listed, "in exports");
}

#[test]
fn merged_tags_are_understood_by_their_old_identity_and_twins_below_become_one() {
    let mut codebook = codebook_of(&["甲/一", "甲/二", "乙/二", "乙/三"]);
    let (from, into) = (id(&codebook, "甲"), id(&codebook, "乙"));
    let (old, twin) = (id(&codebook, "甲/二"), id(&codebook, "乙/二"));
    let changes = codebook.merge(&from, &into).unwrap();
    let before = codebook.clone();
    apply(&mut codebook, &changes);
    assert_eq!(paths(&codebook), ["乙", "乙/一", "乙/二", "乙/三"]);
    assert_eq!(codebook.path(&from), "乙");
    assert_eq!(codebook.resolved(&old), Some(&twin));
    let back: Vec<Change> = changes.into_iter().rev().map(Change::inverse).collect();
    apply(&mut codebook, &back);
    assert_eq!(codebook.tree(), before.tree());
    assert_eq!(
        codebook.merge(&id(&codebook, "甲"), &id(&codebook, "甲/一")),
        Err(TagNameError::Circle)
    );
}

#[test]
fn tags_that_two_hands_merged_into_each_other_are_not_lost() {
    let start = codebook_of(&["甲", "乙"]);
    let (first, second) = (id(&start, "甲"), id(&start, "乙"));
    let merged = |from: &TagId, into: &TagId| {
        let mut codebook = start.clone();
        let changes = codebook.merge(from, into).unwrap();
        apply(&mut codebook, &changes);
        codebook
    };
    let (ours, theirs) = (merged(&first, &second), merged(&second, &first));
    let (joined, _) = merged_codebooks(&start, &ours, &theirs);
    assert_eq!(joined.live().count(), 1);
    assert!(!joined.path(&first).is_empty() && joined.path(&first) == joined.path(&second));
    let mut damaged = ours;
    damaged.tags.remove(&second);
    assert_eq!(damaged.path(&first), "甲", "where the other is gone its own name is shown");
}

#[test]
fn what_is_under_a_deleted_tag_stands_where_it_stood() {
    let mut codebook = codebook_of(&["甲/一/壹", "壹"]);
    let (first, gone) = (id(&codebook, "甲"), id(&codebook, "甲/一"));
    let changes = codebook.delete(&gone);
    apply(&mut codebook, &changes);
    assert_eq!(paths(&codebook), ["甲", "甲/壹", "壹"]);
    assert_eq!(codebook.path(&gone), "", "it is shown nowhere");
    let changes = codebook.delete(&first);
    apply(&mut codebook, &changes);
    assert_eq!(paths(&codebook), ["壹"], "what is called the same becomes one");
    assert_eq!(codebook.tags[&gone].standing, Standing::Deleted);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    /// Whatever is moved, merged and deleted: each tag in use stands in the tree once, no two side by side are
    /// called the same, and going all the way back leads to where it began.
    #[test]
    fn the_tree_stays_a_tree(acts in prop::collection::vec((0_usize..3, 0_usize..9, 0_usize..9), 1..25)) {
        let start = codebook_of(&["甲/一/壹", "甲/二", "乙/一", "乙/三/壹", "丙"]);
        let all: Vec<TagId> = start.tags.keys().cloned().collect();
        let (mut codebook, mut done) = (start.clone(), Vec::new());
        for (act, a, b) in acts {
            let (a, b) = (&all[a % all.len()], &all[b % all.len()]);
            let is_live = |id: &TagId| codebook.tags[id].is_live();
            let changes = match act {
                0 if is_live(a) && is_live(b) => codebook.move_under(a, Some(b)).map(|change| change.into_iter().collect()).unwrap_or_default(),
                1 => codebook.merge(a, b).unwrap_or_default(),
                _ => codebook.delete(a),
            };
            apply(&mut codebook, &changes);
            done.extend(changes);
            let tree = codebook.tree();
            prop_assert_eq!(tree.len(), codebook.live().count());
            let mut paths: Vec<String> = tree.iter().map(|(_, tag)| codebook.path(&tag.id)).collect();
            paths.sort();
            paths.dedup();
            prop_assert_eq!(paths.len(), tree.len());
        }
        let back: Vec<Change> = done.into_iter().rev().map(Change::inverse).collect();
        apply(&mut codebook, &back);
        prop_assert_eq!(codebook, start);
    }
}

#[test]
fn a_table_is_read_by_the_names_of_its_columns() {
    let rows = rows_from_csv(
        "\u{FEFF}标签,上级,颜色,数字键,说明\r\n复工,政策,松石,4,\"复工,复产\"\r\n,,,,\r\n政策,,#1155CC,,\r\n",
    )
    .unwrap();
    let paths: Vec<&str> = rows.iter().map(|row| row.path.as_str()).collect();
    assert_eq!(paths, ["政策/复工", "政策"]);
    assert_eq!(rows[0].color, Some(HighlightColor::Jade));
    assert_eq!((rows[0].slot, rows[0].description.as_str()), (Some(4), "复工,复产"));
    assert_eq!(rows[1].color, Some(HighlightColor::Azure), "the nearest of the palette");
    let tagged = rows_from_csv("tag\tdescription\nGood practice\tWhat works\n").unwrap();
    assert_eq!(
        (tagged[0].path.as_str(), tagged[0].description.as_str()),
        ("Good practice", "What works")
    );
    assert_eq!(rows_from_csv("a,b\n1,2\n"), Err(CodebookError::NoNames));
    assert_eq!(rows_from_csv(""), Err(CodebookError::NoNames));
    assert_eq!(rows_from_csv("name\n'=SUM(1)\n").unwrap()[0].path, "=SUM(1)");
}

#[test]
fn a_list_in_ron_and_a_librarys_own_file_are_read() {
    let rows = codebook_rows(
        "a.ron",
        "[(path: \"政策/复工\", color: \"jade\", pattern: Some(\"wavy\"), slot: 4), (path: \"数据\")]",
    )
    .unwrap();
    assert_eq!(
        (rows[0].color, rows[0].pattern),
        (Some(HighlightColor::Jade), Some(LinePattern::Wavy))
    );
    let own = danhuang::store::codebook_to_ron(&codebook_of(&["甲/一", "乙"]));
    let rows = codebook_rows("codebook.ron", &own).unwrap();
    let paths: Vec<&str> = rows.iter().map(|row| row.path.as_str()).collect();
    assert_eq!(paths, ["甲", "甲/一", "乙"]);
    let refused = codebook_rows("a.ron", "[(pfad: 1)]").unwrap_err();
    assert!(refused.zh.contains("a.ron") && refused.en.contains("no codebook"));
}

#[test]
fn taking_in_twice_changes_nothing_more_and_what_is_there_stays() {
    let mut codebook = codebook_of(&["数据"]);
    let rows = rows_from_csv(
        "path,color,slot,description\n数据,peach,2,口径\n政策/复工,jade,2,\n /x,,,\n",
    )
    .unwrap();
    let mut n = 100;
    let mut new_id = || {
        n += 1;
        format!("{n:026}")
    };
    let taken = codebook.take_in(&rows, &mut new_id);
    assert_eq!((taken.n_new, taken.n_known, taken.refused.as_slice()), (2, 1, &[3][..]));
    apply(&mut codebook, &taken.changes);
    let data = codebook.find("数据").unwrap();
    assert_eq!(
        (data.color, data.slot, data.description.as_str()),
        (HighlightColor::Amber, Some(2), "口径")
    );
    assert_eq!(codebook.find("政策/复工").unwrap().slot, None, "the digit is taken");
    assert!(codebook.take_in(&rows, &mut new_id).changes.is_empty());
}

#[test]
fn names_that_sound_or_look_the_same_are_near() {
    let codebook = codebook_of(&["政策/复工时间", "GDP"]);
    let names = TagNames::of(&codebook);
    let near = |path: &str| names.near(path).map(|tag| tag.path);
    assert_eq!(near("政策/復工時間").as_deref(), Some("政策/复工时间"));
    assert_eq!(near("政策/复工实践").as_deref(), Some("政策/复工时间"), "it is read the same");
    assert_eq!(near("政策/复课时间"), None);
    assert_eq!(near("政策/复工时 间").as_deref(), Some("政策/复工时间"));
    assert_eq!(near("ｇｄｐ").as_deref(), Some("GDP"));
    assert_eq!(near("GDP"), None);
}

#[test]
fn tags_are_found_by_pinyin_initials() {
    let codebook = codebook_of(&["要点", "数据", "问题", "复工时间", "复课时间", "复工复产时间表"]);
    let names = Arc::new(TagNames::of(&codebook));
    let paths = |query: &str| -> Vec<String> {
        let found = TagSearch::new(&names, query, None).best(usize::MAX, &[], |_| 0);
        found.into_iter().map(|found| found.path).collect()
    };
    assert_eq!(paths("fgsj").first().map(String::as_str), Some("复工时间"));
    assert_eq!(paths("fg'sj").first().map(String::as_str), Some("复工时间"));
    assert_eq!(paths("fksj"), ["复课时间"]);
    assert_eq!(paths("fugong").len(), 2);
    assert_eq!(paths("fugo").len(), 2, "a syllable that is not typed to its end");
    assert_eq!(paths("復工時"), ["复工时间"]);
    assert_eq!(paths("时间").len(), 3);
    assert_eq!(paths("#数据"), ["数据"]);
    assert_eq!(paths("").len(), 6);
}

/// What is typed key by key is sought only among what fitted before: that must find what seeking anew finds.
#[test]
fn going_on_typing_finds_what_seeking_anew_finds() {
    let words =
        ["复", "工", "产", "重", "长", "A b", "GDP", "绿", "女", "時", "间", "2月", "ｘ", " "];
    let mut dice = 7_u64;
    let mut roll = |sides: usize| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) as usize % sides
    };
    let mut word = |most: usize| {
        let length = 1 + roll(most);
        (0..length).map(|_| words[roll(words.len())]).collect::<String>().trim().to_owned()
    };
    let mut paths: Vec<String> =
        (0..200).map(|_| word(5)).filter(|path| !path.is_empty()).collect();
    paths.sort();
    paths.dedup();
    let names: Vec<&str> = paths.iter().map(String::as_str).collect();
    let names = Arc::new(TagNames::of(&codebook_of(&names)));
    let typed = [
        "fugong",
        "fg'c",
        "chongchang",
        "zhongzhang",
        "a b",
        "lvnv",
        "lunu",
        "gdp2y",
        "復工",
        "x f",
    ];
    let mut n_found = 0;
    for typed in typed {
        let mut before = None;
        let mut keys = String::new();
        for key in typed.chars() {
            keys.push(key);
            let anew = TagSearch::new(&names, &keys, None);
            let narrowed = TagSearch::new(&names, &keys, before.as_ref());
            let best = |search: &TagSearch| search.best(usize::MAX, &[], |_| 0);
            assert_eq!(best(&narrowed), best(&anew), "{keys}");
            n_found += best(&anew).len();
            assert_eq!(narrowed.best(3, &[], |_| 0), best(&anew)[..best(&anew).len().min(3)]);
            before = Some(narrowed);
        }
    }
    assert!(n_found > 500, "only {n_found} were found at all");
}

fn tag_id(program: &Program, path: &str) -> TagId {
    id(&program.state.codebook, path)
}

/// A program with three passages, tagged 要点, 数据 and both.
fn tagged() -> Program {
    let mut program = Program::new();
    for (quote, slots) in [("条例", &[1][..]), ("企业", &[2]), ("依法设立", &[1, 2])] {
        program.select(quote);
        for slot in slots {
            program.act(Action::TagSlot(*slot));
        }
    }
    program.run(Command::Activate(None));
    program
}

fn tags_of(program: &Program, quote: &str) -> Vec<String> {
    let note = program.notebook().annotations.values().find(|note| note.excerpt.exact == quote);
    note.unwrap().tags.iter().map(|tag| program.state.codebook.path(tag)).collect()
}

#[test]
fn merging_tags_is_one_step_for_tags_and_notes() {
    let mut program = tagged();
    let (from, into) = (tag_id(&program, "要点"), tag_id(&program, "数据"));
    let before = (program.notebook().clone(), program.state.codebook.clone());
    program.run(Command::MergeTags(vec![from], into));
    assert_eq!(tags_of(&program, "条例"), ["数据"]);
    assert_eq!(tags_of(&program, "依法设立"), ["数据"], "once only");
    assert!(program.state.codebook.find("要点").is_none());
    assert!(program.state.codebook.in_slot(1).is_none(), "its digit is free");
    program.act(Action::Undo);
    assert_eq!((program.notebook(), &program.state.codebook), (&before.0, &before.1));
}

#[test]
fn a_deleted_tag_leaves_the_highlights_in_their_colour() {
    let mut program = tagged();
    let id = tag_id(&program, "数据");
    let color = program.state.codebook.tags[&id].color;
    program.run(Command::EditTag(id, TagEdit::Delete));
    assert_eq!(program.notebook().annotations.len(), 3);
    assert!(tags_of(&program, "企业").is_empty());
    let note =
        program.notebook().annotations.values().find(|note| note.excerpt.exact == "企业").unwrap();
    assert_eq!(program.state.color_of(note), color);
    program.act(Action::Undo);
    assert_eq!(tags_of(&program, "企业"), ["数据"]);
}

#[test]
fn a_tag_is_split_by_its_passages() {
    let mut program = tagged();
    let id = tag_id(&program, "要点");
    let note =
        program.notebook().annotations.values().find(|note| note.excerpt.exact == "条例").unwrap();
    let notes = vec![note.id.clone()];
    program.run(Command::EditTag(id, TagEdit::Split("细节".to_owned(), notes)));
    assert_eq!(tags_of(&program, "条例"), ["细节"]);
    assert!(tags_of(&program, "依法设立").contains(&"要点".to_owned()));
    program.act(Action::Undo);
    assert_eq!(tags_of(&program, "条例"), ["要点"]);
    assert!(program.state.codebook.find("细节").is_none());
}

#[test]
fn what_a_tag_may_not_be_is_said_and_nothing_changes() {
    let mut program = tagged();
    let (first, second) = (tag_id(&program, "要点"), tag_id(&program, "数据"));
    let before = program.state.codebook.clone();
    for edit in [
        TagEdit::Name("数据".to_owned()),
        TagEdit::Name(" ".to_owned()),
        TagEdit::Parent(Some(first.clone())),
        TagEdit::ParentPath("a//b".to_owned()),
    ] {
        program.state.notices.clear();
        program.run(Command::EditTag(first.clone(), edit));
        assert_eq!(program.state.codebook, before);
        assert_eq!(program.state.notices.len(), 1);
    }
    program.run(Command::EditTag(second.clone(), TagEdit::ParentPath("政策/指标".to_owned())));
    assert_eq!(program.state.codebook.path(&second), "政策/指标/数据");
    program.act(Action::Undo);
    assert_eq!(program.state.codebook, before);
}

#[test]
fn a_note_of_another_document_shows_the_tag_that_its_own_became() {
    let mut program = tagged();
    let (from, into) = (tag_id(&program, "要点"), tag_id(&program, "数据"));
    let mut other = program.notebook().clone();
    program.run(Command::MergeTags(vec![from.clone()], into.clone()));
    other.resolve_tags(&program.state.codebook);
    assert!(other.annotations.values().all(|note| !note.tags.contains(&from)));
    assert_eq!(other.annotations.values().filter(|note| note.tags.contains(&into)).count(), 3);
}

#[test]
fn a_codebook_is_asked_for_read_and_taken_in_as_one_step() {
    let mut program = Program::new();
    program.act(Action::ManageTags);
    assert_eq!(program.state.popover, Some(Popover::Tags));
    assert!(program.effects.iter().any(|effect| matches!(effect, Effect::CountTags(_))));
    program.run(Command::AskForCodebook);
    program.event(Event::PathPicked(PathPurpose::Codebook, Some("码.csv".into())));
    assert!(program.effects.iter().any(|effect| matches!(effect, Effect::ReadCodebook(_))));
    program.event(Event::CodebookRead("码.csv".to_owned(), "标签\n政策/复工\n数据\n".to_owned()));
    assert!(program.state.codebook.find("政策/复工").is_some());
    assert!(
        program
            .state
            .notices
            .iter()
            .any(|notice| notice.text.zh.contains("新标签 2 个，已有 1 个"))
    );
    program.act(Action::Undo);
    assert!(program.state.codebook.find("政策").is_none());
    program.event(Event::CodebookRead("码.csv".to_owned(), "甲,乙\n".to_owned()));
    assert!(program.state.notices.last().unwrap().text.zh.contains("码.csv"));
}

fn last_step(program: &Program) -> String {
    let state = &program.state;
    step_name(state.history.last_done().unwrap(), &state.codebook).zh
}

#[test]
fn the_manager_comes_back_from_the_box_in_which_a_codebook_is_named_whatever_is_answered() {
    let mut program = Program::new();
    program.act(Action::ManageTags);
    let asked = |program: &mut Program| {
        program.run(Command::AskForCodebook);
        program.event(Event::NoDialog(PathPurpose::Codebook));
        assert_eq!(program.state.popover, Some(Popover::TypePath(PathPurpose::Codebook)));
    };
    asked(&mut program);
    program.run(Command::SetPopover(None));
    assert_eq!(program.state.popover, Some(Popover::Tags), "cancelled");
    asked(&mut program);
    program.act(Action::Escape);
    assert_eq!(program.state.popover, Some(Popover::Tags), "left by Esc");
    asked(&mut program);
    program.run(Command::PathTyped(PathPurpose::Codebook, "码.txt".to_owned()));
    program.event(Event::CodebookRead("码.txt".to_owned(), "甲,乙\n".to_owned()));
    let typed = program.state.typed_path.as_ref().expect("it is asked again");
    assert!(typed.why.as_ref().is_some_and(|why| why.zh.contains("码.txt")));
    assert_eq!(program.state.popover, Some(Popover::TypePath(PathPurpose::Codebook)));
    program.run(Command::PathTyped(PathPurpose::Codebook, "码.csv".to_owned()));
    program.event(Event::CodebookRead("码.csv".to_owned(), "标签\n政策/复工\n物价\n".to_owned()));
    assert_eq!((program.state.popover, &program.state.typed_path), (Some(Popover::Tags), &None));
    program.act(Action::Escape);
    assert_eq!(program.state.popover, None);
}

#[test]
fn steps_on_several_tags_are_called_by_what_was_done() {
    let mut program = Program::new();
    program.run(Command::NewTag("政策/复工".to_owned()));
    assert_eq!(last_step(&program), "新建标签：复工");
    program.event(Event::CodebookRead("码.csv".to_owned(), "标签\n甲\n乙\n丙/丁\n".to_owned()));
    assert_eq!(last_step(&program), "导入标签表（4 个标签）");
    let tag = program.state.codebook.find("甲").unwrap().id.clone();
    program.run(Command::EditTag(tag, TagEdit::Slot(Some(1))));
    assert_eq!(last_step(&program), "修改标签：甲", "the one that had the digit made room");
}
