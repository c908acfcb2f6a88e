//! The settings window, the card of the page's look, the list of faces and the list of keys.

use std::path::PathBuf;

use danhuang::app::setting::{self, Control};
use danhuang::app::{
    Action, Command, Effect, Event, FontFamily, FontName, Memory, PageFont, PathPurpose, Popover,
    Settings, What,
};
use danhuang::host::{fonts, memory};
use danhuang::text::Language;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::ui_window::{Desk, document_of, harness_with, sample};

fn harness() -> Harness<'static, Desk> {
    harness_with(sample(), (1280.0, 800.0))
}

fn settings(harness: &Harness<'static, Desk>) -> Settings {
    harness.state().state.shown_settings()
}

fn open(harness: &mut Harness<'static, Desk>) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Comma);
    harness.run_steps(4);
}

fn type_text(harness: &mut Harness<'static, Desk>, text: &str) {
    harness.event(egui::Event::Text(text.to_owned()));
    harness.run_steps(3);
}

#[test]
fn every_setting_is_found_by_its_name_in_both_languages() {
    for language in [Language::Chinese, Language::English] {
        let mut harness = harness();
        let chosen = Settings { language, ..settings(&harness) };
        harness.state_mut().take(What::Command(Command::SetSettings(chosen)));
        for setting in setting::all() {
            harness.state_mut().take(What::Command(Command::SetPopover(None)));
            harness.run_steps(2);
            open(&mut harness);
            let name = setting.name.get(language);
            type_text(&mut harness, name);
            let found = harness.query_all_by_label_contains(name).count();
            assert!(found > 0, "{name} is not found by its name");
        }
    }
}

#[test]
fn a_setting_is_sought_by_pinyin_changed_at_once_and_reset() {
    let mut harness = harness();
    open(&mut harness);
    assert!(harness.get_by_label("搜索设置（可用拼音）").is_focused());
    type_text(&mut harness, "sxsj");
    assert!(harness.query_by_role_and_label(Role::Switch, "首行缩进").is_some());
    assert!(harness.query_by_label("界面语言").is_none());
    assert!(harness.query_by_label("还原：首行缩进").is_none());
    harness.get_by_role_and_label(Role::Switch, "首行缩进").click();
    harness.run_steps(4);
    assert!(!settings(&harness).page.is_indented);
    harness.get_by_label("还原：首行缩进").click();
    harness.run_steps(4);
    assert!(settings(&harness).page.is_indented);
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    assert!(harness.state().state.popover.is_none());
}

#[test]
fn a_search_without_a_setting_says_so() {
    let mut harness = harness();
    open(&mut harness);
    type_text(&mut harness, "qqqq");
    assert!(harness.query_by_label("没有这样的设置").is_some());
}

#[test]
fn the_sections_are_reached_in_a_narrow_window_too() {
    for size in [(1280.0, 800.0), (800.0, 600.0), (480.0, 700.0)] {
        let mut harness = harness_with(sample(), size);
        open(&mut harness);
        for (section, row) in [("版式", "每行字数"), ("清理", "注音"), ("无障碍", "界面缩放")]
        {
            let sections = harness.query_all_by_label(section).collect::<Vec<_>>();
            sections.last().unwrap().click();
            harness.run_steps(4);
            assert!(
                harness.query_all_by_label_contains(row).next().is_some(),
                "{section} at {size:?}"
            );
        }
    }
}

#[test]
fn a_document_keeps_its_own_look_and_others_stay() {
    let mut harness = harness();
    harness.key_press(Key::A);
    harness.run_steps(4);
    harness.get_by_label("只用于这一篇").click();
    harness.run_steps(4);
    harness.get_by_label("大字").click();
    harness.run_steps(4);
    assert_eq!(harness.state().state.page_look().size_points, 24);
    assert_eq!(harness.state().state.settings.page.size_points, 18);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Equals);
    harness.run_steps(3);
    assert_eq!(harness.state().state.page_look().size_points, 25, "keys change what is seen");
    harness.get_by_label("用于所有文档").click();
    harness.run_steps(4);
    assert_eq!(harness.state().state.page_look().size_points, 18);
}

#[test]
fn where_notes_live_shows_the_librarys_folder_and_chooses_for_new_documents() {
    let mut harness = harness();
    harness.state_mut().state.library = Some(PathBuf::from("/家/笔记库"));
    open(&mut harness);
    harness.get_by_label("标注存放").click();
    harness.run_steps(4);
    harness.get_by_label("/家/笔记库");
    harness.get_by_label("也存在文档旁边").click();
    harness.run_steps(4);
    assert!(settings(&harness).keeps_beside);
    harness.get_by_label("笔记库换个文件夹…").click();
    harness.run_steps(4);
    let asked = |effect: &Effect| matches!(effect, Effect::PickPath(PathPurpose::MoveLibrary, _));
    assert!(harness.state().effects.iter().any(asked));
    let to = PathBuf::from("/别处");
    let picked = Event::PathPicked(PathPurpose::MoveLibrary, Some(to.clone()));
    harness.state_mut().take(What::Event(picked));
    let moves = |effect: &Effect| matches!(effect, Effect::MoveLibrary(path) if *path == to);
    assert!(harness.state().effects.iter().any(moves));
}

#[test]
fn a_rule_that_is_switched_off_for_all_cleans_the_open_document_no_more() {
    let mut harness = harness();
    open(&mut harness);
    type_text(&mut harness, "繁简");
    let rule = setting::all().into_iter().find_map(|setting| match setting.control {
        Control::Rule(rule) if rule.id == "script" => Some(rule),
        _ => None,
    });
    let name = rule.unwrap().name.zh;
    harness.state_mut().take(What::Command(Command::SetPopover(None)));
    harness.run_steps(2);
    open(&mut harness);
    type_text(&mut harness, name);
    harness.get_by_role_and_label(Role::Switch, name).click();
    harness.run_steps(6);
    assert!(harness.state().state.settings.rules_off.holds("script"));
    let text = &harness.state().state.open.as_ref().unwrap().document.cleaned.text;
    assert!(text.as_str().contains('複'), "the script is as in the file");
}

#[test]
fn single_keys_do_nothing_when_they_are_off_and_chords_still_do() {
    let mut harness = harness();
    let off = Settings { uses_single_keys: false, ..settings(&harness) };
    harness.state_mut().take(What::Command(Command::SetSettings(off)));
    harness.run_steps(2);
    harness.key_press(Key::Z);
    harness.key_press(Key::A);
    harness.run_steps(3);
    assert!(!harness.state().state.is_focused);
    assert!(harness.state().state.popover.is_none());
    harness.key_press(Key::F1);
    harness.run_steps(3);
    assert_eq!(harness.state().state.popover, Some(Popover::Keys));
    assert!(harness.query_by_label_contains("单键快捷键已关闭").is_some());
    harness.get_by_role_and_label(Role::Switch, "单键快捷键").click();
    harness.run_steps(3);
    assert!(settings(&harness).uses_single_keys);
}

#[test]
fn a_key_is_found_by_name_by_pinyin_and_by_itself() {
    for typed in ["清理了", "jdkql", "shift+o", "compare"] {
        let mut harness = harness();
        harness.key_press(Key::F1);
        harness.run_steps(4);
        type_text(&mut harness, typed);
        let wanted = if typed == "清理了" {
            "清理了什么"
        } else if typed == "jdkql" {
            "就地看清理"
        } else {
            "对照原文"
        };
        assert!(
            harness.query_all_by_label_contains(&format!("{wanted}　")).next().is_some(),
            "{typed}"
        );
        assert!(harness.query_by_label_contains("退出　").is_none(), "{typed}");
    }
}

/// A folder with a font in it, as if it were installed.
fn font_folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let font = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts/NotoSansSC-Bold.otf");
    std::fs::copy(font, folder.path().join("own.otf")).unwrap();
    folder
}

#[test]
fn an_installed_face_is_chosen_by_name_and_the_page_is_set_in_it() {
    let folder = font_folder();
    let families = fonts::families_in(folder.path());
    assert_eq!(families.len(), 1, "{families:?}");
    let name = families[0].name;
    let mut harness = harness();
    harness.state_mut().take(What::Command(Command::Do(Action::ShowFonts)));
    harness.run_steps(3);
    assert!(harness.query_by_label_contains("正在查找").is_some());
    harness.state_mut().take(What::Event(Event::FontsListed(families.into())));
    harness.run_steps(3);
    type_text(&mut harness, "noto");
    harness.get_by_label(name.as_str()).click();
    harness.run_steps(3);
    assert_eq!(settings(&harness).page.font, PageFont::Installed(name));
    assert_eq!(harness.state().state.drawn_look().font, PageFont::Serif, "until it is read");
    let loaded = fonts::load_in(folder.path(), name).unwrap();
    assert!(loaded.has_han);
    harness.state_mut().take(What::Event(Event::FontLoaded(name, Some(Box::new(loaded)))));
    harness.run_steps(4);
    assert_eq!(harness.state().state.drawn_look().font, PageFont::Installed(name));
    let page = egui::FontId::new(18.0, egui::FontFamily::Name("page".into()));
    let sans = egui::FontId::new(18.0, egui::FontFamily::Name("sans-bold".into()));
    let width = |font: &egui::FontId| harness.ctx.fonts_mut(|fonts| fonts.glyph_width(font, 'W'));
    assert!((width(&page) - width(&sans)).abs() < 0.01, "the page is drawn in the chosen face");
}

#[test]
fn a_face_that_is_not_installed_is_stood_in_for_and_the_reader_is_told() {
    let mut harness = harness();
    let name = FontName::new("没有的字体").unwrap();
    let mut chosen = settings(&harness);
    chosen.page.font = PageFont::Installed(name);
    harness.state_mut().take(What::Command(Command::SetSettings(chosen)));
    let asked = |desk: &Desk| {
        let asks = |effect: &&Effect| matches!(effect, Effect::LoadFont(asked) if *asked == name);
        desk.effects.iter().filter(asks).count()
    };
    assert_eq!(asked(harness.state()), 1);
    harness.state_mut().take(What::Event(Event::FontLoaded(name, None)));
    harness.run_steps(3);
    assert_eq!(asked(harness.state()), 1, "it is not sought again and again");
    assert!(harness.query_by_label_contains("没有字体“没有的字体”").is_some());
    assert_eq!(harness.state().state.drawn_look().font, PageFont::Serif);
}

#[test]
fn families_are_called_by_their_chinese_name_in_chinese() {
    let name = FontName::new("Source Han Serif SC").unwrap();
    let family = FontFamily { name, chinese: Some("思源宋体".to_owned()) };
    assert_eq!(family.shown(Language::Chinese), "思源宋体");
    assert_eq!(family.shown(Language::English), "Source Han Serif SC");
}

#[test]
fn the_interface_grows_and_the_text_keeps_its_size() {
    let mut harness =
        harness_with(document_of("a.txt", "一段文字。\n".repeat(3).as_bytes()), (1280.0, 800.0));
    let before = harness.get_all_by_label("一段文字。").next().unwrap().rect().height();
    let large = Settings { scale_percent: 200, ..settings(&harness) };
    harness.state_mut().take(What::Command(Command::SetSettings(large)));
    harness.run_steps(4);
    assert!((harness.ctx.zoom_factor() - 2.0).abs() < 0.01);
    let after = harness.get_all_by_label("一段文字。").next().unwrap().rect().height();
    assert!(
        (after * 2.0 - before).abs() < 2.0,
        "{before} points before, {after} of twice the size after"
    );
}

/// A setting made other than it is.
fn changed(setting: &setting::Setting, settings: &Settings) -> Settings {
    let mut other = *settings;
    match &setting.control {
        Control::Number { range, get, set, .. } => {
            set(
                &mut other,
                if get(settings) == *range.end() { *range.start() } else { *range.end() },
            );
        }
        Control::Choice { options, get, set } => {
            set(&mut other, (get(settings) + 1) % options.len());
        }
        Control::Switch { get, set } => set(&mut other, !get(settings)),
        Control::Font => {
            other.page.font = PageFont::Installed(FontName::new("思源宋体").unwrap());
        }
        Control::Rule(rule) => other.rules_off = settings.rules_off.with(rule.id, true),
    }
    other
}

#[test]
fn every_setting_is_kept_between_starts_and_can_be_taken_back() {
    let usual = Settings::default();
    for setting in setting::all() {
        let other = changed(&setting, &usual);
        assert_ne!(other, usual, "{} is changed by its control", setting.name.zh);
        let stored = memory::stored(&Memory { settings: other, ..Memory::default() });
        let text = danhuang::store::state_to_ron(&stored);
        let read = danhuang::store::state_from_ron(&text).unwrap();
        assert_eq!(memory::remembered(&read).settings, other, "{} is kept", setting.name.zh);
        let mut back = other;
        setting.copy(&mut back, &usual);
        assert_eq!(back, usual, "{} is taken back", setting.name.zh);
    }
}

#[test]
fn a_look_that_is_older_than_looks_is_taken_in() {
    let older = "(language:\"zh\",theme:\"sepia\",size_points:24,measure:30,line_height_percent:200,\
        is_justified:false,is_latin_justified:true,hangs_marks:true,shows_contents:true,shows_notes:true,\
        last_color:\"amber\",keeps_readings:true)";
    let read = danhuang::store::state_from_ron(older).unwrap();
    let page = memory::remembered(&read).settings.page;
    assert_eq!((page.size_points, page.measure, page.line_height_percent), (24, 30, 200));
    assert!(
        !page.is_justified && page.is_latin_justified && page.hangs_marks && !page.lifts_readings
    );
    assert!(
        memory::remembered(&read).settings.uses_single_keys
            && memory::remembered(&read).settings.scale_percent == 100
    );
}

#[test]
fn what_is_read_of_an_installed_face_is_what_the_window_draws() {
    let folder = font_folder();
    let name = fonts::families_in(folder.path())[0].name;
    let loaded = fonts::load_in(folder.path(), name).unwrap();
    let face = danhuang::typeset::metrics::Face::of_file(&loaded.regular).unwrap();
    let mut harness = harness();
    let mut chosen = settings(&harness);
    chosen.page.font = PageFont::Installed(name);
    harness.state_mut().take(What::Command(Command::SetSettings(chosen)));
    harness.state_mut().take(What::Event(Event::FontLoaded(name, Some(Box::new(loaded)))));
    harness.run_steps(4);
    let page = egui::FontId::new(100.0, egui::FontFamily::Name("page".into()));
    for c in "一说，。AVWamé8%—“".chars() {
        let drawn = harness.ctx.fonts_mut(|fonts| fonts.glyph_width(&page, c)) / 100.0;
        let told = face.advance(c).unwrap();
        assert!((drawn - told).abs() < 0.01, "{c}: {drawn} em drawn, {told} told");
    }
    let pair = face.advance_in("AV", 0, 'A').unwrap();
    assert!(pair < face.advance('A').unwrap(), "pairs are kerned as in the bundled faces");
}

#[test]
fn about_names_fonts_and_crates_with_their_licences() {
    let mut harness = harness();
    harness.state_mut().take(What::Command(Command::Do(Action::ShowAbout)));
    harness.run_steps(4);
    for name in ["Noto Serif CJK SC", "OpenCC", "SIL OFL 1.1"] {
        assert!(harness.query_all_by_label(name).next().is_some(), "{name}");
    }
}

#[test]
fn a_document_that_is_slow_to_open_can_be_given_up() {
    let mut harness = harness();
    harness.state_mut().take(What::Command(Command::Do(Action::Close)));
    harness.state_mut().take(What::Command(Command::OpenPaths(vec!["慢.txt".into()])));
    harness.run_steps(1);
    assert!(harness.query_by_label("取消").is_none(), "not in the first moments");
    for _ in 0..4 {
        harness.step();
    }
    let bar = |harness: &Harness<'static, Desk>| {
        use egui_kittest::kittest::NodeT;
        let bar = harness.get_by_role(Role::ProgressIndicator);
        (bar.accesskit_node().label(), bar.accesskit_node().numeric_value())
    };
    assert_eq!(bar(&harness), (Some("读取文件".to_owned()), Some(0.0)));
    let ticket = harness.state().state.loading.as_ref().unwrap().0;
    let stage = Event::Stage(ticket, danhuang::document::Stage::Headings);
    harness.state_mut().take(What::Event(stage));
    harness.run_steps(2);
    assert_eq!(bar(&harness), (Some("整理目录".to_owned()), Some(2.0)));
    harness.get_by_label("取消").click();
    harness.run_steps(4);
    assert!(harness.state().state.loading.is_none());
    assert!(harness.query_by_label("看看示例文章").is_some(), "back to the start page");
}

#[test]
fn a_document_that_cannot_be_opened_can_be_tried_again_and_the_reason_copied() {
    let mut harness = harness();
    harness.state_mut().take(What::Command(Command::Do(Action::Close)));
    let path = PathBuf::from("/文档/坏的.docx");
    harness.state_mut().take(What::Command(Command::OpenPaths(vec![path.clone()])));
    let ticket = harness.state().state.loading.as_ref().unwrap().0;
    let why = danhuang::text::Phrase::new("文件损坏了：坏的.docx", "damaged: 坏的.docx");
    let failure = danhuang::app::LoadFailure { path, why };
    harness.state_mut().take(What::Event(Event::LoadFailed(ticket, failure)));
    harness.run_steps(4);
    harness.get_by_label("复制说明").click();
    harness.step();
    harness.run_steps(2);
    harness.get_by_label("重试").click();
    harness.run_steps(3);
    assert!(harness.state().state.loading.is_some(), "it is read again");
}

#[test]
fn sentences_are_selected_and_marked_without_a_pointer() {
    let text = "标题\n\n第一句。第二句！第三句？\n\n第二段只有一句话。\n";
    let mut harness = harness_with(document_of("a.md", text.as_bytes()), (1280.0, 800.0));
    let selected = |harness: &Harness<'static, Desk>| {
        harness.state().state.selection.map(|span| harness.state().text(span).to_owned())
    };
    harness.key_press(Key::J);
    harness.run_steps(3);
    harness.key_press(Key::J);
    harness.run_steps(3);
    for wanted in ["第一句。", "第二句！", "第三句？", "第二段只有一句话。", "第二段只有一句话。"]
    {
        harness.key_press_modifiers(Modifiers::SHIFT, Key::J);
        harness.run_steps(3);
        assert_eq!(selected(&harness).as_deref(), Some(wanted));
    }
    for wanted in ["第三句？", "第二句！"] {
        harness.key_press_modifiers(Modifiers::SHIFT, Key::K);
        harness.run_steps(3);
        assert_eq!(selected(&harness).as_deref(), Some(wanted));
    }
    harness.key_press(Key::E);
    harness.run_steps(3);
    assert_eq!(selected(&harness).as_deref(), Some("第一句。第二句！第三句？"), "the paragraph");
    harness.key_press_modifiers(Modifiers::SHIFT, Key::E);
    harness.run_steps(3);
    assert_eq!(selected(&harness).as_deref(), Some("第二句！"), "back again");
    harness.key_press(Key::Num1);
    harness.run_steps(3);
    let notes: Vec<_> = harness.state().notes().annotations.values().collect();
    assert_eq!(notes[0].excerpt.exact, "第二句！");
    // Who lets go of the mark goes on behind it.
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::J);
    harness.run_steps(3);
    assert_eq!(selected(&harness).as_deref(), Some("第三句？"));
}
