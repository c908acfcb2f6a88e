//! The notes panel, driven by what stands on it: narrowed, grouped, many at once, by keys and by mouse.

use std::path::PathBuf;

use danhuang::app::{self, Action, Command, DrawnMarks, Event, OpenDocument, Origin, What, texts};
use danhuang::notebook::{Annotation, AnnotationId, HighlightColor, Timestamp};
use danhuang::placing;
use danhuang::text::Span;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::ui_window::{Desk, document_of, harness_on, harness_with};

type Window = Harness<'static, Desk>;

const TEXT: &str = "# 题目\n\n## 甲节\n\n企业复工复产，物流畅通。\n\n## 乙节\n\n外贸外资稳住了。第三句话在这里。\n";

/// A window on a text with these passages marked, each tagged by its digit key.
fn window(marks: &[(&str, u8)]) -> Window {
    let mut harness = harness_with(document_of("甲.md", TEXT.as_bytes()), (1280.0, 800.0));
    for (quote, slot) in marks {
        mark(&mut harness, quote, *slot);
    }
    command(&mut harness, Command::Activate(None));
    harness.run_steps(8);
    harness
}

fn command(harness: &mut Window, command: Command) {
    harness.state_mut().take(What::Command(command));
}

/// Marks the first passage that reads so; 0 highlights it without a tag.
fn mark(harness: &mut Window, quote: &str, slot: u8) {
    let start = harness.state().state.open.as_ref().unwrap().document.cleaned.text.as_str();
    let start = start.find(quote).unwrap();
    command(harness, Command::Select(Some(Span::new(start, start + quote.len()))));
    let action = if slot == 0 { Action::Highlight } else { Action::TagSlot(slot) };
    command(harness, Command::Do(action));
}

fn id(harness: &Window, quote: &str) -> AnnotationId {
    let notes = &harness.state().notes().annotations;
    notes.values().find(|note| note.excerpt.exact == quote).unwrap().id.clone()
}

fn tags(harness: &Window, quote: &str) -> Vec<String> {
    let notes = &harness.state().notes().annotations;
    let note = notes.values().find(|note| note.excerpt.exact == quote).unwrap();
    note.tags.iter().map(|tag| harness.state().state.codebook.path(tag)).collect()
}

/// The quotes of the cards that are drawn.
fn cards(harness: &Window) -> Vec<String> {
    let notes = &harness.state().notes().annotations;
    let mut quotes: Vec<_> = notes.values().map(|note| note.excerpt.exact.clone()).collect();
    quotes.retain(|quote| harness.query_by_role_and_label(Role::Button, quote).is_some());
    quotes.sort();
    quotes
}

/// Where the name of a group stands in the list.
fn group(harness: &Window, name: &str) -> egui::Rect {
    let all = harness.get_all_by_role_and_label(Role::Heading, name);
    let rects = all.map(|node| node.rect());
    rects.filter(|rect| rect.left() > 900.0).max_by(|a, b| a.left().total_cmp(&b.left())).unwrap()
}

fn click(harness: &mut Window, label: &str) {
    harness.get_by_role_and_label(Role::Button, label).click();
    harness.run_steps(10);
}

fn click_with(harness: &mut Window, label: &str, modifiers: Modifiers) {
    harness.get_by_role_and_label(Role::Button, label).click_modifiers(modifiers);
    harness.run_steps(10);
}

fn press(harness: &mut Window, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_steps(8);
}

#[test]
fn facets_of_one_kind_add_up_those_of_two_narrow_and_shift_leaves_out() {
    let mut harness = window(&[("企业", 1), ("物流", 2), ("外贸", 2), ("第三句话", 0)]);
    harness.get_by_label("4 划线 · 0 批注 · 2 标签");
    click(&mut harness, "数据");
    assert_eq!(cards(&harness), ["外贸", "物流"]);
    harness.get_by_label("2 / 4");
    click(&mut harness, "要点");
    assert_eq!(cards(&harness), ["企业", "外贸", "物流"]);
    click(&mut harness, "有批注");
    assert!(cards(&harness).is_empty());
    harness.get_by_label(texts::NO_MATCH.zh);
    click(&mut harness, "全部");
    click_with(&mut harness, "数据", Modifiers::SHIFT);
    assert_eq!(cards(&harness), ["企业", "第三句话"]);
    harness.get_by_label("不含 数据");
    click(&mut harness, "全部");
    harness.get_by_label(texts::FILTER_NOTES.zh).click();
    harness.run_steps(8);
    click(&mut harness, texts::UNTAGGED.zh);
    assert_eq!(cards(&harness), ["第三句话"]);
    click(&mut harness, texts::SHOW_ALL.zh);
    harness.get_by_label("4 划线 · 0 批注 · 2 标签");
}

#[test]
fn quotes_notes_and_tags_are_found_in_any_script_and_by_pinyin() {
    let mut harness = window(&[("企业复工", 1), ("外贸", 2)]);
    let outer = id(&harness, "外贸");
    command(&mut harness, Command::EditNote(outer));
    command(&mut harness, Command::NoteTyped("口径待核对".to_owned()));
    command(&mut harness, Command::Do(Action::Escape));
    command(&mut harness, Command::Activate(None));
    for (typed, found) in [
        ("複工", "企业复工"),
        ("qyfg", "企业复工"),
        ("waimao", "外贸"),
        ("koujing", "外贸"),
        ("核 對", "外贸"),
        ("shuju", "外贸"),
    ] {
        press(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
        press(&mut harness, Modifiers::COMMAND, Key::A);
        harness.event(egui::Event::Text(typed.to_owned()));
        harness.run_steps(8);
        assert_eq!(cards(&harness), [found], "{typed}");
    }
}

#[test]
fn the_list_is_grouped_and_sorted_as_wished() {
    let mut harness = window(&[("物流", 2), ("企业", 1), ("外贸", 2)]);
    let top = |harness: &Window, label: &str| {
        harness.get_by_role_and_label(Role::Button, label).rect().top()
    };
    assert!(group(&harness, "甲节").top() < top(&harness, "企业"));
    assert!(top(&harness, "企业") < top(&harness, "物流"));
    harness.get_by_label(texts::FILTER_NOTES.zh).click();
    harness.run_steps(8);
    harness.get_by_role_and_label(Role::Switch, "标签").click();
    harness.run_steps(8);
    let data = group(&harness, "数据").top();
    assert!(data < top(&harness, "物流") && top(&harness, "物流") < group(&harness, "要点").top());
    assert!(group(&harness, "要点").top() < top(&harness, "企业"), "tags stand by their names");
    harness.get_by_role_and_label(Role::Switch, "新建").click();
    harness.run_steps(8);
    assert!(top(&harness, "外贸") < top(&harness, "物流"), "the newest stands first");
    harness.get_by_role_and_label(Role::Switch, "日期").click();
    harness.run_steps(8);
    group(&harness, "1970-01-01");
    harness.get_by_role_and_label(Role::Switch, "颜色").click();
    harness.run_steps(8);
    group(&harness, "青蓝");
}

#[test]
fn many_are_chosen_by_mouse_tagged_by_one_key_and_undone_at_once() {
    let mut harness = window(&[("企业", 1), ("物流", 2), ("外贸", 2), ("第三句话", 0)]);
    click_with(&mut harness, "企业", Modifiers::COMMAND);
    click_with(&mut harness, "外贸", Modifiers::SHIFT);
    assert_eq!(harness.state().state.chosen.len(), 3);
    harness.get_by_label("已选 3 条");
    press(&mut harness, Modifiers::NONE, Key::Num3);
    for quote in ["企业", "物流", "外贸"] {
        assert!(tags(&harness, quote).contains(&"问题".to_owned()), "{quote}");
    }
    assert!(tags(&harness, "第三句话").is_empty());
    harness.get_by_label_contains("已给 3 条标注打上 #问题");
    press(&mut harness, Modifiers::NONE, Key::Num3);
    assert!(!tags(&harness, "企业").contains(&"问题".to_owned()), "all had it: it is taken off");
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(tags(&harness, "企业"), ["要点"]);
    assert_eq!(tags(&harness, "外贸"), ["数据"]);
}

#[test]
fn the_toast_after_removing_many_brings_them_back() {
    let mut harness = window(&[("企业", 1), ("物流", 2), ("外贸", 2)]);
    click_with(&mut harness, "企业", Modifiers::COMMAND);
    press(&mut harness, Modifiers::COMMAND, Key::A);
    assert_eq!(harness.state().state.chosen.len(), 3);
    harness.get_by_label(texts::REMOVE_CHOSEN.zh).click();
    harness.run_steps(8);
    assert!(harness.state().notes().annotations.is_empty());
    harness.get_by_label_contains("已删除 3 条标注");
    click(&mut harness, "撤销");
    assert_eq!(harness.state().notes().annotations.len(), 3);
    assert!(harness.query_by_role_and_label(Role::Button, "撤销").is_none());
}

#[test]
fn the_list_is_gone_through_and_chosen_from_by_keys_alone() {
    let mut harness = window(&[("企业", 1), ("物流", 2), ("外贸", 2)]);
    press(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    assert!(harness.get_by_role_and_label(Role::Button, "企业").is_focused());
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    assert!(harness.get_by_role_and_label(Role::Button, "物流").is_focused());
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    let chosen = harness.state().state.chosen.clone();
    assert_eq!(chosen.len(), 2);
    assert!(chosen.contains(&id(&harness, "物流")) && chosen.contains(&id(&harness, "外贸")));
    press(&mut harness, Modifiers::NONE, Key::Delete);
    assert_eq!(harness.state().notes().annotations.len(), 1);
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(harness.state().notes().annotations.len(), 3);
    command(&mut harness, Command::Activate(None));
    harness.run_steps(8);
    press(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::Space);
    assert_eq!(harness.state().state.chosen.len(), 1);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.state().state.chosen.is_empty());
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(harness.state().state.active, Some(id(&harness, "企业")));
}

#[test]
fn adjacent_marks_become_one_and_apart_again() {
    let mut harness = window(&[("企业复工", 1), ("复产", 2), ("外贸", 2)]);
    let then = harness.state().notes().clone();
    click_with(&mut harness, "企业复工", Modifiers::COMMAND);
    press(&mut harness, Modifiers::COMMAND, Key::A);
    click(&mut harness, texts::MERGE_CHOSEN.zh);
    assert_eq!(cards(&harness), ["企业复工复产", "外贸"]);
    let mut both = tags(&harness, "企业复工复产");
    both.sort();
    assert_eq!(both, ["数据", "要点"]);
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(*harness.state().notes(), then);
}

#[test]
fn chosen_notes_take_a_colour_and_a_new_tag() {
    let mut harness = window(&[("企业", 1), ("物流", 2)]);
    click_with(&mut harness, "企业", Modifiers::COMMAND);
    click_with(&mut harness, "物流", Modifiers::COMMAND);
    harness.get_by_label(texts::COLOR_CHOSEN.zh).click();
    harness.run_steps(8);
    click(&mut harness, "松石");
    let colors = harness.state().notes().annotations.values().map(|note| note.color);
    assert!(colors.into_iter().all(|color| color == Some(HighlightColor::Jade)));
    harness.get_by_label(texts::TAG_CHOSEN.zh).click();
    harness.run_steps(8);
    harness.event(egui::Event::Text("政策/减负".to_owned()));
    harness.run_steps(8);
    press(&mut harness, Modifiers::COMMAND, Key::Enter);
    assert!(tags(&harness, "企业").contains(&"政策/减负".to_owned()));
    assert!(tags(&harness, "物流").contains(&"政策/减负".to_owned()));
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert!(harness.state().state.codebook.find("政策/减负").is_none(), "one step takes both back");
}

#[test]
fn next_and_previous_keep_to_what_is_listed() {
    let mut harness = window(&[("企业", 1), ("物流", 2), ("外贸", 1)]);
    click(&mut harness, "要点");
    press(&mut harness, Modifiers::NONE, Key::CloseBracket);
    assert_eq!(harness.state().state.active, Some(id(&harness, "企业")));
    press(&mut harness, Modifiers::NONE, Key::CloseBracket);
    assert_eq!(harness.state().state.active, Some(id(&harness, "外贸")));
    press(&mut harness, Modifiers::NONE, Key::OpenBracket);
    assert_eq!(harness.state().state.active, Some(id(&harness, "企业")));
}

#[test]
fn what_is_listed_is_what_is_copied_and_exported() {
    let mut harness = window(&[("企业", 1), ("物流", 2), ("外贸", 2)]);
    click(&mut harness, "数据");
    press(&mut harness, Modifiers::COMMAND, Key::A);
    assert_eq!(harness.state().state.chosen.len(), 2, "all that is listed, and no more");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    harness.get_by_label(texts::COPY_SHOWN.zh).click();
    harness.run_steps(8);
    let copied = harness.state().effects.iter().rev().find_map(|effect| match effect {
        app::Effect::CopyExport(task) => Some(task.written().unwrap().bytes),
        _ => None,
    });
    let copied = String::from_utf8(copied.unwrap()).unwrap();
    assert!(copied.contains("> 物流") && copied.contains("> 外贸") && !copied.contains("> 企业"));
    harness.get_by_label(texts::EXPORT_SHOWN.zh).click();
    harness.run_steps(8);
    let n_exported = |harness: &Window| {
        app::ExportTask::of(&harness.state().state).unwrap().written().unwrap().n_notes
    };
    assert_eq!(n_exported(&harness), 2);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    command(&mut harness, Command::Do(Action::Export));
    assert_eq!(n_exported(&harness), 3);
}

#[test]
fn every_step_has_a_name_and_the_list_leads_to_any_point() {
    let mut harness = window(&[("企业", 1), ("物流", 0)]);
    let then = harness.state().notes().clone();
    click_with(&mut harness, "企业", Modifiers::COMMAND);
    press(&mut harness, Modifiers::COMMAND, Key::A);
    press(&mut harness, Modifiers::NONE, Key::Num2);
    press(&mut harness, Modifiers::NONE, Key::Delete);
    let emptied = harness.state().notes().clone();
    press(&mut harness, Modifiers::ALT, Key::Z);
    for name in
        ["删除标注（2 条）", "打标签 #数据（2 条）", "划线：物流", "打标签 #要点：企业", "最初"]
    {
        harness.get_by_role_and_label(Role::Button, name);
    }
    click(&mut harness, "划线：物流");
    assert_eq!(*harness.state().notes(), then);
    click(&mut harness, "最初");
    assert!(harness.state().notes().annotations.is_empty());
    click(&mut harness, "删除标注（2 条）");
    assert_eq!(*harness.state().notes(), emptied);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    harness.get_by_label_contains("已撤销：删除标注（2 条）");
}

#[test]
fn the_overview_shows_stripes_by_tag_and_is_kept_as_svg() {
    let mut harness = window(&[("企业", 1), ("外贸", 2), ("第三句话", 2), ("物流", 0)]);
    press(&mut harness, Modifiers::ALT, Key::O);
    harness.get_by_role_and_label(Role::Image, texts::OVERVIEW.zh);
    click(&mut harness, texts::SAVE_SVG.zh);
    let svg = PathBuf::from("/tmp/概览.svg");
    let picked = Event::PathPicked(app::PathPurpose::Overview, Some(svg.clone()));
    harness.state_mut().take(What::Event(picked));
    let written = harness.state().effects.iter().rev().find_map(|effect| match effect {
        app::Effect::WriteText(path, text, true) => Some((path.clone(), text.clone())),
        _ => None,
    });
    let (path, text) = written.unwrap();
    assert_eq!(path, svg);
    let rows: Vec<usize> = ["数据", "要点", "无标签"]
        .into_iter()
        .map(|name| text.find(&format!(">{name}</text>")).unwrap_or_else(|| panic!("{name}")))
        .collect();
    assert!(rows.is_sorted(), "the most used stands first, what has no tag last");
    let parsed = read_svg(&text);
    let stripes = |fill: &str| parsed.iter().filter(|found| found.as_str() == fill).count();
    let theme = danhuang::ui::theme::theme(harness.state().state.theme());
    let ink = theme.highlight(HighlightColor::Azure).ink;
    assert_eq!(stripes(&format!("#{:02x}{:02x}{:02x}", ink.r(), ink.g(), ink.b())), 2);
}

#[test]
fn the_overview_is_kept_as_pixels_too() {
    let mut harness = window(&[("企业", 1), ("外贸", 2)]);
    press(&mut harness, Modifiers::ALT, Key::O);
    click(&mut harness, texts::SAVE_PNG.zh);
    let asked = harness.state().effects.iter().rev().find_map(|effect| match effect {
        app::Effect::PickPath(app::PathPurpose::Overview, name) => Some(name.clone()),
        _ => None,
    });
    assert_eq!(std::path::Path::new(&asked.unwrap()).extension().unwrap(), "png");
    let picked = Event::PathPicked(app::PathPurpose::Overview, Some("概览.png".into()));
    harness.state_mut().take(What::Event(picked));
    let written = harness.state().effects.iter().rev().find_map(|effect| match effect {
        app::Effect::WritePicture(_, picture, theme, _) => Some((picture.clone(), *theme)),
        _ => None,
    });
    let (picture, theme) = written.unwrap();
    let file = danhuang::ui::overview_png(&picture, danhuang::ui::theme::theme(theme)).unwrap();
    assert!(file.starts_with(b"\x89PNG") && file.len() > 2_000, "{}", file.len());
}

/// The fills of an SVG's boxes, read by another reader than the one that wrote it.
fn read_svg(text: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut fills = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Eof => return fills,
            quick_xml::events::Event::Empty(tag) if tag.name().as_ref() == "rect" => {
                let fill = tag.try_get_attribute("fill").unwrap().unwrap();
                fills.push(fill.value.into_owned());
            }
            _ => {}
        }
    }
}

/// A window on a text of so many paragraphs, nearly all of them marked, with what views have worked out held
/// back.
fn long_window(n_paragraphs: usize) -> Window {
    let paragraph = |n: usize| {
        let sentence = format!("这是第{n}段，里面说的是第{}件事，GDP增长{}.5%。", n * 7, n % 9);
        format!("{}\n", sentence.repeat(1 + n % 2))
    };
    let text: String = (0..n_paragraphs).map(paragraph).collect();
    let mut open = document_of("长.txt", text.as_bytes());
    let clean = open.document.cleaned.text.clone();
    for (n, block) in open.document.blocks.iter().enumerate() {
        let words = clean.get(block.span);
        let (Some(from), Some(to)) = (words.find('第'), words.find('段')) else { continue };
        let start = block.span.start.index();
        let span = Span::new(start + from, start + to);
        let id = AnnotationId(format!("01{n:024}"));
        let note = placing::annotation_on(&open.document, span, id.clone(), Timestamp(n as i64));
        let note = Annotation { color: Some(HighlightColor::ALL[n % 8]), ..note };
        open.notebook.annotations.insert(id, note);
    }
    open.places = placing::place_standing(&open.document, &open.notebook).into();
    harness_on(open, (1280.0, 800.0), true)
}

fn do_jobs(harness: &mut Window) {
    harness.state_mut().jobs.drain(..).for_each(danhuang::ui::work::Job::run);
    harness.run_steps(6);
}

#[test]
fn many_notes_are_listed_beside_the_frames_and_the_old_list_stays_meanwhile() {
    let mut harness = long_window(8_000);
    let quotes: Vec<String> = {
        let notes = &harness.state().notes().annotations;
        notes.values().map(|note| note.excerpt.exact.clone()).collect()
    };
    assert!(quotes.len() > 3_000, "{}", quotes.len());
    let (first, last) = (quotes.first().unwrap(), quotes.last().unwrap());
    let is_listed = |harness: &Window, quote: &str| {
        harness.query_by_role_and_label(Role::Button, quote).is_some()
    };
    assert!(!is_listed(&harness, first), "no frame waits for it");
    do_jobs(&mut harness);
    do_jobs(&mut harness);
    assert!(is_listed(&harness, first) && !is_listed(&harness, last));
    press(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    harness.event(egui::Event::Text(last.clone()));
    harness.run_steps(4);
    assert!(is_listed(&harness, first), "until the answer is there");
    do_jobs(&mut harness);
    assert!(is_listed(&harness, last) && !is_listed(&harness, first));
    harness.get_by_label_contains("1 / ");
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(harness.state().state.active, Some(id(&harness, last)));
}

#[test]
fn all_of_many_notes_are_chosen_without_a_frame_that_names_them() {
    let mut harness = long_window(8_000);
    do_jobs(&mut harness);
    do_jobs(&mut harness);
    let n_notes = harness.state().notes().annotations.len();
    assert!(n_notes > 3_000, "{n_notes}");
    press(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::COMMAND, Key::A);
    assert!(harness.state().state.chosen.is_empty(), "no frame waits for it");
    do_jobs(&mut harness);
    assert_eq!(harness.state().state.chosen.len(), n_notes);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.state().state.chosen.is_empty());
    assert!(!harness.state().jobs.is_empty(), "what was chosen is taken apart beside the frames");
}

/// Answers what is being read with this document.
fn loaded(harness: &mut Window, open: OpenDocument) {
    let ticket = harness.state().state.loading.as_ref().expect("a file is being read").0;
    let drawn = DrawnMarks::new(&open, &open.codebook).with_index(&open);
    harness.state_mut().take(What::Event(Event::MarksMade(ticket, Box::new(drawn))));
    harness.state_mut().take(What::Event(Event::Loaded(ticket, Box::new(open))));
    harness.run_steps(8);
}

#[test]
fn the_list_is_always_of_the_document_that_is_shown() {
    let mut harness = window(&[("企业", 1), ("物流", 2)]);
    let path = PathBuf::from("/乙.md");
    command(&mut harness, Command::OpenPaths(vec![path.clone()]));
    let mut other = document_of("乙.md", "乙文\n\n第一段。\n\n第二段。\n".as_bytes());
    other.origin = Origin::File(path);
    loaded(&mut harness, other);
    assert!(cards(&harness).is_empty());
    mark(&mut harness, "第二段", 1);
    command(&mut harness, Command::Activate(None));
    harness.run_steps(8);
    assert_eq!(cards(&harness), ["第二段"]);
    for listed in [&["企业", "物流"][..], &["第二段"]] {
        command(&mut harness, Command::Do(Action::NextTab));
        harness.run_steps(8);
        assert_eq!(cards(&harness), listed);
    }
    command(&mut harness, Command::Do(Action::NextTab));
    mark(&mut harness, "外贸", 1);
    command(&mut harness, Command::Activate(None));
    harness.run_steps(8);
    assert_eq!(cards(&harness), ["企业", "外贸", "物流"]);
}
