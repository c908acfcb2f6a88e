//! The card of exports by its labels, with keys and with the pointer.

use std::path::{Path, PathBuf};

use danhuang::app::{
    Action, Command, Effect, Event, ExportScope, ExportTask, PathPurpose, What, texts,
};
use danhuang::host::library::Library;
use danhuang::host::{disk, gathering};
use egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::cli::{command, stderr};
use crate::exchange::tables::sheet;
use crate::ui_window::{Desk, harness_with, sample, select};

/// A window with a tagged passage and the card open.
fn card(size: (f32, f32)) -> Harness<'static, Desk> {
    let mut harness = harness_with(sample(), size);
    select(&mut harness);
    harness.state_mut().take(What::Command(Command::Do(Action::TagSlot(1))));
    harness.state_mut().take(What::Command(Command::Do(Action::Export)));
    harness.run_steps(4);
    harness
}

/// Makes the preview as the window's job does.
fn preview(harness: &mut Harness<'static, Desk>) {
    let task = ExportTask::of(&harness.state().state).unwrap();
    let asked = harness.state().effects.iter().rev().find_map(|effect| match effect {
        Effect::Remind(_, event) => match **event {
            Event::PreviewDue(ticket) => Some(ticket),
            _ => None,
        },
        _ => None,
    });
    let answer = Event::Previewed(asked.unwrap(), Box::new(task.preview()));
    harness.state_mut().take(What::Event(answer));
    harness.run_steps(3);
}

#[test]
fn enter_exports_what_is_chosen() {
    let mut harness = card((1280.0, 800.0));
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    let asks = |effect: &Effect| {
        matches!(effect, Effect::PickPath(PathPurpose::Export("marked-markdown"), _))
    };
    assert!(harness.state().effects.iter().any(asks), "{:?}", harness.state().effects);
}

#[test]
fn a_format_is_chosen_by_a_click_and_its_own_choices_come() {
    let mut harness = card((1280.0, 800.0));
    assert!(harness.query_by_label("一条划线的一个标签").is_none());
    harness.get_by_label("CSV 表格").click();
    harness.run_steps(3);
    harness.get_by_label("一条划线的一个标签").click();
    harness.run_steps(3);
    let choice = &harness.state().state.export.choice;
    assert_eq!(choice.format, "csv");
    assert_eq!(choice.request.rows, danhuang::exchange::Rows::HighlightAndTag);
}

#[test]
fn tags_narrow_what_is_exported_and_a_second_click_widens_it() {
    let mut harness = card((1280.0, 800.0));
    let tags = |harness: &Harness<'static, Desk>| {
        harness.state().state.export.choice.request.filter.tags.clone()
    };
    // The notes panel has a chip of this name too.
    let label = harness.state().state.export.tags[0].0.clone();
    harness.get_all_by_label(&label).last().unwrap().click();
    harness.run_steps(3);
    assert_eq!(tags(&harness), std::slice::from_ref(&label));
    harness.get_all_by_label(&label).last().unwrap().click();
    harness.run_steps(3);
    assert!(tags(&harness).is_empty());
}

#[test]
fn the_preview_the_count_and_the_loss_are_seen_in_both_languages() {
    for size in [(1280.0, 800.0), (800.0, 600.0)] {
        let mut harness = card(size);
        harness.get_by_label(texts::EXPORT_PENDING.zh);
        preview(&mut harness);
        harness.get_by_label(&texts::export_count(danhuang::text::Language::Chinese, 1));
        harness.get_by_label_contains("划线的颜色（1 处）");
        let language = danhuang::text::Language::English;
        let settings = danhuang::app::Settings { language, ..harness.state().state.settings };
        harness.state_mut().take(What::Command(Command::SetSettings(settings)));
        harness.run_steps(3);
        harness.get_by_label_contains("does not hold: the colours of highlights (1)");
        harness.get_by_label("1 highlight");
    }
}

#[test]
fn a_template_is_edited_beside_its_preview() {
    let mut harness = card((1280.0, 800.0));
    harness.get_by_label("自定模板").click();
    harness.run_steps(3);
    harness.get_by_label("Org 大纲").click();
    harness.run_steps(3);
    preview(&mut harness);
    let shown = harness.state().state.export.preview.clone().unwrap().unwrap();
    assert!(shown.text.starts_with("#+TITLE: "), "{}", shown.text);
}

#[test]
fn copying_asks_for_the_text_and_closes_the_card() {
    let mut harness = card((1280.0, 800.0));
    harness.get_by_label(texts::EXPORT_COPY.zh).click();
    harness.run_steps(3);
    assert!(harness.state().effects.iter().any(|effect| matches!(effect, Effect::CopyExport(_))));
    assert_eq!(harness.state().state.popover, None);
}

/// A library with notes on two documents of Chinese names, and on one whose file is gone.
fn library(root: &Path) -> Library {
    let folder = root.join("库");
    for (name, text, quote) in [
        ("潮汐.md", "# 潮汐\n\n枯水期低，丰水期高，堤坝要早修。\n", "枯水期低"),
        ("书店 之二.txt", "湖边的书店开了三十年。\n老板说，他还想再开三十年。\n", "再开三十年"),
        ("已删.txt", "这一篇的文件后来不在了。\n", "不在了"),
    ] {
        let file = root.join(name);
        std::fs::write(&file, text).unwrap();
        let mut annotate = command(&["annotate", file.to_str().unwrap(), "--quote", quote]);
        annotate.args(["--tag", "数据", "--note", "=1+1 备注"]).arg("--library").arg(&folder);
        let output = annotate.output().unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
    }
    std::fs::remove_file(root.join("已删.txt")).unwrap();
    Library::open(Some(folder)).unwrap()
}

/// Carries out what was asked for, as the window's job does; says how many files were missing.
fn carried_out(
    harness: &mut Harness<'static, Desk>,
    library: &Library,
    into: &Path,
) -> (PathBuf, usize) {
    let asked = harness.state().effects.iter().rev().find_map(|effect| match effect {
        Effect::PickPath(purpose @ PathPurpose::Export(_), name) => Some((*purpose, name.clone())),
        _ => None,
    });
    let (purpose, name) = asked.expect("a path is asked for");
    let path = into.join(name);
    harness.state_mut().take(What::Event(Event::PathPicked(purpose, Some(path.clone()))));
    let Some(Effect::Export(to, format, _)) = harness.state().effects.last().cloned() else {
        panic!("no export is asked for: {:?}", harness.state().effects.last())
    };
    let mut task = ExportTask::of(&harness.state().state).unwrap();
    task.choice.format = format;
    let n_missing = gathering::add_library(&mut task, library);
    let written = task.written().unwrap();
    disk::write_document(&to, &written.bytes).unwrap();
    harness.state_mut().take(What::Event(Event::ExportDone(to, written.loss)));
    harness.run_steps(3);
    (path, n_missing)
}

#[test]
fn the_whole_library_is_exported_from_the_card_and_reads_back() {
    let root = tempfile::tempdir().unwrap();
    let library = library(root.path());
    let mut open = sample();
    open.codebook = library.codebook().unwrap().0;
    let mut harness = harness_with(open, (1280.0, 800.0));
    select(&mut harness);
    harness.state_mut().take(What::Command(Command::Do(Action::Highlight)));
    let quotes = ["间吹响“集结号”，就加强党的领导、推进企业复工复", "枯水期低", "再开三十年"];
    for (label, end) in [("Markdown", "md"), ("Excel 表格", "xlsx")] {
        harness.state_mut().take(What::Command(Command::Do(Action::Export)));
        harness.run_steps(4);
        harness.get_by_label(label).click();
        harness.run_steps(3);
        harness.get_by_label(texts::export_scope(ExportScope::Library).zh).click();
        harness.run_steps(3);
        assert_eq!(harness.state().state.export.choice.scope, ExportScope::Library);
        harness.get_by_label(texts::EXPORT_PREVIEW_OPEN.zh);
        harness.get_by_label(texts::EXPORT_WRITE.zh).click();
        harness.run_steps(3);
        let (path, n_missing) = carried_out(&mut harness, &library, root.path());
        assert_eq!(path.file_name().unwrap().to_str().unwrap(), format!("整个笔记库.{end}"));
        assert_eq!(n_missing, 1);
        let bytes = std::fs::read(&path).unwrap();
        if end == "md" {
            let text = String::from_utf8(bytes).unwrap();
            for words in quotes.into_iter().chain(["潮汐", "书店 之二", "#数据", "=1+1 备注"])
            {
                assert!(text.contains(words), "{words}: {text}");
            }
        } else {
            let (rows, n_formulas) = sheet(&bytes);
            let row = |quote: &str| rows.iter().find(|row| row.iter().any(|cell| cell == quote));
            for quote in quotes {
                let row = row(quote).unwrap_or_else(|| panic!("{quote}: {rows:?}"));
                let is_others = quote != quotes[0];
                assert_eq!(row.iter().any(|cell| cell == "数据"), is_others, "{row:?}");
            }
            // A head and three notes, and that of the file that is gone, as it was kept.
            assert_eq!((rows.len(), n_formulas), (5, 0), "{rows:?}");
        }
    }
}

#[test]
fn what_is_lost_of_the_whole_library_is_seen_before_it_is_written() {
    use danhuang::text::Language::{Chinese, English};
    let root = tempfile::tempdir().unwrap();
    let library = library(root.path());
    for size in [(1280.0, 800.0), (800.0, 600.0)] {
        let mut harness = card(size);
        harness.get_by_label(texts::export_scope(ExportScope::Library).zh).click();
        harness.run_steps(3);
        preview(&mut harness);
        harness.get_by_label(texts::EXPORT_COUNTING.zh);
        let Some(Effect::CountExport(ticket, mut task)) = harness.state().effects.last().cloned()
        else {
            panic!("{:?}", harness.state().effects.last())
        };
        gathering::add_library(&mut task, &library);
        let counted = task.counted().map(Box::new);
        // What was asked for before is no answer.
        let late = Event::ExportCounted(danhuang::app::Ticket(0), counted.clone());
        harness.state_mut().take(What::Event(late));
        harness.run_steps(3);
        harness.get_by_label(texts::EXPORT_COUNTING.zh);
        harness.state_mut().take(What::Event(Event::ExportCounted(ticket, counted)));
        harness.run_steps(3);
        // One of the open document, three of the library, one of these without its file.
        harness.get_by_label_contains("划线的颜色（4 处）");
        harness.get_by_label(&texts::export_count_of(Chinese, 4, 4));
        let written = task.written().unwrap();
        let said = harness.state().state.export.preview.clone().unwrap().unwrap();
        assert_eq!(said.counted.unwrap().loss, written.loss);
        let settings =
            danhuang::app::Settings { language: English, ..harness.state().state.settings };
        harness.state_mut().take(What::Command(Command::SetSettings(settings)));
        harness.run_steps(3);
        harness.get_by_label_contains("the colours of highlights (4)");
        harness.get_by_label("4 documents, 4 highlights");
    }
}

#[test]
fn what_is_of_this_document_alone_takes_none_from_the_library() {
    let root = tempfile::tempdir().unwrap();
    let library = library(root.path());
    let harness = card((1280.0, 800.0));
    let mut task = ExportTask::of(&harness.state().state).unwrap();
    assert_eq!(gathering::add_library(&mut task, &library), 0);
    assert_eq!(task.sources.len(), 1);
}
