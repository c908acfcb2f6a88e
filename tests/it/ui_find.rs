//! Finding and getting about in the window, by what stands on it, with a pointer and keys.

use danhuang::app::{self, Action, Command, Group, Popover, TABLE, What};
use danhuang::text::{Language, Span};
use egui::{Event, Key, Modifiers, PointerButton};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::ui_window::{Desk, document_of, harness_with, sample};

const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

fn harness() -> Harness<'static, Desk> {
    harness_with(sample(), (1280.0, 800.0))
}

fn press(harness: &mut Harness<'static, Desk>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_steps(4);
}

fn typed(harness: &mut Harness<'static, Desk>, text: &str) {
    harness.event(Event::Text(text.to_owned()));
    harness.run_steps(4);
}

fn act(harness: &mut Harness<'static, Desk>, action: Action) {
    harness.state_mut().take(What::Command(Command::Do(action)));
    harness.run_steps(4);
}

fn find<'a>(harness: &'a Harness<'static, Desk>) -> &'a app::Find {
    harness.state().state.find.as_ref().unwrap()
}

#[test]
fn the_list_shows_hits_under_their_headings_and_a_click_jumps() {
    let mut harness = harness();
    press(&mut harness, Modifiers::COMMAND, Key::F);
    typed(&mut harness, "复工");
    assert!(harness.query_by_label("28 处").is_some(), "the list says how many");
    assert!(harness.query_by_label("1 / 28").is_some(), "and so does the bar");
    assert!(harness.query_by_label_contains("统揽统筹 分类施策：").is_some());
    harness.get_by_label("下一个结果").click();
    harness.run_steps(4);
    assert_eq!(find(&harness).current, 1);
    // One that no neighbour's line shows too.
    let hits = find(&harness).hits.clone();
    let is_far = |at: usize| hits[at].start.index() - hits[at - 1].start.index() > 300;
    let index = (1..hits.len()).find(|at| is_far(*at)).unwrap();
    let hit = hits[index];
    let words = Span::new(hit.start.index(), hit.end.index() + 15);
    let words = harness.state().text(words).to_owned();
    let in_list = |node: &egui_kittest::Node<'_>| node.rect().left() > 950.0;
    harness.get_all_by_label_contains(&words).find(in_list).expect("the hit is listed").click();
    harness.run_steps(20);
    assert_eq!(find(&harness).current, index);
    assert!(harness.state().state.visible.contains(hit.start));
    press(&mut harness, Modifiers::COMMAND, Key::F);
    press(&mut harness, Modifiers::ALT, Key::L);
    assert!(harness.query_by_label("28 处").is_none(), "its key hides it");
    assert!(harness.get_by_label("查找正文").is_focused(), "and the field keeps the focus");
}

#[test]
fn switches_change_what_is_found_by_click_and_by_key() {
    let mut harness = harness();
    press(&mut harness, Modifiers::COMMAND, Key::F);
    typed(&mut harness, "qiye");
    assert!(harness.query_by_label("没有找到").is_some());
    harness.get_by_label("拼音").click();
    harness.run_steps(4);
    assert!(find(&harness).hits.len() > 5);
    // Systems send the letter of such a chord as text, too.
    let (key, modifiers) = (Key::R, Modifiers::ALT);
    let pressed = Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
    harness.input_mut().events.extend([pressed, Event::Text("r".to_owned())]);
    harness.run_steps(4);
    assert_eq!(find(&harness).query.text, "qiye");
    assert!(find(&harness).query.switches.is_regex && !find(&harness).query.switches.is_pinyin);
    press(&mut harness, Modifiers::COMMAND, Key::A);
    typed(&mut harness, "(");
    assert!(harness.query_by_label("括号没有配对（第 1 个字符）").is_some());
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.state().state.find.is_none());
    press(&mut harness, Modifiers::COMMAND, Key::F);
    assert_eq!(find(&harness).query.text, "(", "what was sought last stands there again");
    typed(&mut harness, "企.");
    assert_eq!(find(&harness).query.text, "企.", "and typing replaces it");
    assert!(find(&harness).hits.len() > 5);
}

#[test]
fn the_notes_are_searched_by_key() {
    for size in [(1280.0, 800.0), (800.0, 600.0)] {
        let mut harness = harness_with(sample(), size);
        press(&mut harness, CTRL_SHIFT, Key::F);
        assert!(harness.get_by_label("搜索划线、批注、标签").is_focused());
    }
}

#[test]
fn the_star_finds_what_is_selected() {
    let mut harness = harness();
    let text = harness.state().state.open.as_ref().unwrap().document.cleaned.text.clone();
    let at = text.as_str().find("集结号").unwrap();
    let span = Span::new(at, at + "集结号".len());
    harness.state_mut().take(What::Command(Command::Select(Some(span))));
    harness.run_steps(3);
    press(&mut harness, Modifiers::SHIFT, Key::Num8);
    assert_eq!(find(&harness).query.text, "集结号");
    assert!(!find(&harness).hits.is_empty());
}

#[test]
fn the_palette_runs_a_command_by_its_initials_and_shows_its_key() {
    let mut harness = harness();
    press(&mut harness, CTRL_SHIFT, Key::P);
    assert!(harness.get_by_label("跳转").is_focused());
    typed(&mut harness, "hzt");
    assert!(harness.get_all_by_label("换主题").count() == 2, "in the row at the top and listed");
    let before = harness.state().state.settings.theme;
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_ne!(harness.state().state.settings.theme, before);
    assert!(harness.state().state.popover.is_none());
}

#[test]
fn anywhere_leads_to_a_heading_and_back_leads_back() {
    let mut harness = harness();
    press(&mut harness, Modifiers::COMMAND, Key::P);
    typed(&mut harness, "zddj");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    harness.run_steps(30);
    assert_eq!(harness.state().state.active_heading(), Some(1));
    let pos = egui::pos2(640.0, 400.0);
    harness.hover_at(pos);
    for pressed in [true, false] {
        let (button, modifiers) = (PointerButton::Extra1, Modifiers::NONE);
        harness.event(Event::PointerButton { pos, button, pressed, modifiers });
        harness.run_steps(10);
    }
    harness.run_steps(30);
    assert_eq!(harness.state().state.visible.start.index(), 0);
    press(&mut harness, Modifiers::COMMAND, Key::P);
    typed(&mut harness, "集结号");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(find(&harness).query.text, "集结号", "words of the text are sought");
}

#[test]
fn down_and_up_choose_in_the_palette() {
    let mut harness = harness();
    press(&mut harness, Modifiers::COMMAND, Key::P);
    typed(&mut harness, "@");
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::ArrowUp);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    harness.run_steps(30);
    assert_eq!(harness.state().state.active_heading(), Some(1));
}

#[test]
fn a_typed_percentage_is_gone_to() {
    let mut harness = harness();
    press(&mut harness, Modifiers::COMMAND, Key::G);
    assert!(harness.get_by_label("段号或百分比").is_focused());
    typed(&mut harness, "999");
    assert!(harness.query_by_label_contains("全文共").is_some(), "what cannot be is said at once");
    press(&mut harness, Modifiers::COMMAND, Key::A);
    typed(&mut harness, "50%");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    harness.run_steps(30);
    let state = &harness.state().state;
    let half = state.open.as_ref().unwrap().document.cleaned.text.len() / 2;
    assert!(state.visible.start.index() <= half && half <= state.visible.end.index());
    assert!(state.popover.is_none());
}

#[test]
fn a_bookmark_is_listed_gone_to_and_taken_out() {
    let mut harness = harness();
    press(&mut harness, Modifiers::COMMAND, Key::End);
    harness.run_steps(30);
    press(&mut harness, Modifiers::COMMAND, Key::D);
    let words = harness.state().state.bookmarks[0].words.clone();
    press(&mut harness, Modifiers::COMMAND, Key::Home);
    harness.run_steps(30);
    press(&mut harness, CTRL_SHIFT, Key::B);
    let in_card = |node: &egui_kittest::Node<'_>| (440.0..700.0).contains(&node.rect().left());
    harness.get_all_by_label(&words).find(in_card).expect("it is listed").click();
    harness.run_steps(30);
    let pos = harness.state().state.bookmarks[0].pos.unwrap();
    assert!(harness.state().state.visible.contains(pos));
    press(&mut harness, CTRL_SHIFT, Key::B);
    harness.get_by_label("删除书签").click();
    harness.run_steps(4);
    assert!(harness.state().state.bookmarks.is_empty());
    press(&mut harness, Modifiers::NONE, Key::Escape);
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(harness.state().state.bookmarks.len(), 1);
}

#[test]
fn paragraphs_are_marked_without_a_pointer() {
    let mut harness = harness();
    press(&mut harness, Modifiers::NONE, Key::J);
    press(&mut harness, Modifiers::NONE, Key::J);
    press(&mut harness, Modifiers::NONE, Key::K);
    press(&mut harness, Modifiers::NONE, Key::J);
    press(&mut harness, Modifiers::NONE, Key::Num2);
    let state = &harness.state().state;
    let block = state.open.as_ref().unwrap().document.blocks[1];
    let note = harness.state().notes().annotations.values().next().unwrap();
    assert_eq!(note.excerpt.exact, harness.state().text(block.span).trim());
}

#[test]
fn the_focus_mode_leaves_the_page_alone_and_escape_brings_all_back() {
    let mut harness = harness();
    press(&mut harness, Modifiers::NONE, Key::Z);
    assert!(harness.query_by_label("标注栏").is_none() && harness.query_by_label("目录").is_none());
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.query_by_label("标注栏").is_some());
}

/// The name of what has the focus, and where it is.
fn focused(harness: &Harness<'static, Desk>) -> Option<egui::Rect> {
    let id = harness.ctx.memory(egui::Memory::focused)?;
    harness.ctx.read_response(id).map(|response| response.rect)
}

#[test]
fn f6_goes_through_the_regions_and_back() {
    let mut harness = harness();
    let mut go = |modifiers| {
        press(&mut harness, modifiers, Key::F6);
        focused(&harness)
    };
    let side = go(Modifiers::NONE).expect("the notes have the focus");
    assert!(side.left() > 970.0 && side.top() > 44.0, "{side:?}");
    let status = go(Modifiers::NONE).expect("the row at the foot has it");
    assert!(status.top() > 764.0, "{status:?}");
    let toolbar = go(Modifiers::NONE).expect("the row at the top has it");
    assert!(toolbar.bottom() < 54.0, "{toolbar:?}");
    let contents = go(Modifiers::NONE).expect("the contents have it");
    assert!(contents.right() < 250.0 && contents.top() > 44.0, "{contents:?}");
    assert_eq!(go(Modifiers::NONE), None, "the page takes keys without it");
    let contents_again = go(Modifiers::SHIFT).expect("the way back");
    assert!(contents_again.right() < 250.0, "{contents_again:?}");
    assert_eq!(go(Modifiers::NONE), None);
    press(&mut harness, Modifiers::NONE, Key::Space);
    harness.run_steps(30);
    assert!(harness.state().state.visible.start.index() > 0, "space turns the page there");
}

#[test]
fn every_action_stands_in_the_menu() {
    for language in [Language::Chinese, Language::English] {
        let mut harness = harness_with(sample(), (1280.0, 2600.0));
        let settings = app::Settings { language, ..harness.state().state.settings };
        harness.state_mut().take(What::Command(Command::SetSettings(settings)));
        for group in Group::ALL {
            harness.state_mut().take(What::Command(Command::SetPopover(Some(Popover::More))));
            harness.run_steps(4);
            harness.get_by_label(group.name().get(language)).click();
            harness.run_steps(4);
            for entry in TABLE.iter().filter(|entry| entry.group == group) {
                let name = entry.name.get(language);
                let in_menu = harness
                    .get_all_by_label(name)
                    .any(|node| node.rect().left() > 850.0 && node.rect().top() > 48.0);
                assert!(in_menu, "{name}");
            }
            harness.state_mut().take(What::Command(Command::SetPopover(None)));
            harness.run_steps(4);
        }
    }
}

/// Actions that have no key of their own; the palette and the menu have them.
const WITHOUT_KEY: [Action; 18] = [
    Action::PartVersion,
    Action::OpenSample,
    Action::OpenGuide,
    Action::ChooseEncoding,
    Action::ShowCleaned,
    Action::SwitchLanguage,
    Action::ShowFonts,
    Action::StartTour,
    Action::ShowAbout,
    Action::ShowHistory,
    Action::BackUp,
    Action::RestoreBackup,
    Action::JoinLibrary,
    Action::MoveLibrary,
    Action::ToggleBeside,
    Action::SaveElsewhere,
    Action::CopyGbt7714,
    Action::CopyBibtex,
];

#[test]
fn every_key_of_the_table_is_heard_by_the_window() {
    for entry in TABLE {
        assert_eq!(
            entry.keys.is_empty(),
            WITHOUT_KEY.contains(&entry.action),
            "{:?}",
            entry.action
        );
        for shortcut in entry.keys {
            let key = Key::from_name(shortcut.key);
            assert!(key.is_some(), "{shortcut:?} is no key that the window knows");
        }
    }
}

#[test]
fn a_menu_entry_does_what_it_says() {
    let mut harness = harness();
    harness.get_by_label("更多").click();
    harness.run_steps(4);
    harness.get_by_label("界面").click();
    harness.run_steps(4);
    harness.get_by_label("专注模式").click();
    harness.run_steps(4);
    assert!(harness.state().state.is_focused && harness.state().state.popover.is_none());
}

#[test]
fn a_hundred_thousand_hits_are_listed_and_scrolled_through() {
    let other = |n: u32| char::from_u32(0x4E00 + n % 20_000).unwrap();
    let line =
        |n: u32| (0..100).map(|k| format!("企{}", other(n * 131 + k * 7))).collect::<String>();
    let text: String = (0..1_000).map(|n| line(n) + "。\n").collect();
    let open = document_of("长.txt", text.as_bytes());
    let mut harness = harness_with(open, (1280.0, 800.0));
    press(&mut harness, Modifiers::COMMAND, Key::F);
    typed(&mut harness, "企");
    let count = find(&harness).hits.len();
    assert!(count >= 100_000, "{count}");
    harness.state_mut().take(What::Command(Command::GoToHit(count - 1)));
    harness.run_steps(30);
    let count = app::texts::grouped(count);
    assert!(harness.query_by_label(&format!("{count} / {count}")).is_some());
    act(&mut harness, Action::FindNext);
    assert_eq!(find(&harness).current, 0);
}

#[test]
fn all_of_it_is_drawn_in_both_languages_at_every_size() {
    for size in [(1280.0, 800.0), (800.0, 600.0), (480.0, 700.0)] {
        let mut harness = harness_with(sample(), size);
        for language in [Language::English, Language::Chinese] {
            let settings = app::Settings { language, ..harness.state().state.settings };
            harness.state_mut().take(What::Command(Command::SetSettings(settings)));
            act(&mut harness, Action::ToggleBookmark);
            act(&mut harness, Action::FindRegex);
            harness.state_mut().take(What::Command(Command::FindTyped("(".to_owned())));
            act(&mut harness, Action::ToggleHits);
            harness.state_mut().take(What::Command(Command::FindTyped("企业".to_owned())));
            for action in [
                Action::ShowCommands,
                Action::GoAnywhere,
                Action::GoToPlace,
                Action::ShowBookmarks,
                Action::FocusMode,
                Action::FocusMode,
            ] {
                act(&mut harness, action);
                harness.state_mut().take(What::Command(Command::SetPopover(None)));
            }
            harness.state_mut().take(What::Command(Command::SetPopover(Some(Popover::More))));
            harness.run_steps(4);
            harness.state_mut().take(What::Command(Command::SetPopover(None)));
            act(&mut harness, Action::Escape);
        }
    }
}

/// Opens a second document beside the sample.
fn open_second(harness: &mut Harness<'static, Desk>) {
    let path = std::path::PathBuf::from("乙.txt");
    harness.state_mut().take(What::Command(Command::OpenPaths(vec![path])));
    let ticket = harness.state().state.loading.as_ref().unwrap().0;
    let open = Box::new(document_of("乙.txt", "乙文第一段。\n乙文第二段。\n".as_bytes()));
    harness.state_mut().take(What::Event(app::Event::Loaded(ticket, open)));
    harness.run_steps(6);
}

#[test]
fn documents_stand_in_tabs_that_are_clicked_closed_and_gone_through_by_key() {
    let mut harness = harness();
    assert!(harness.query_by_label("关闭标签页 吉林.txt").is_none(), "one document needs no tab");
    press(&mut harness, Modifiers::COMMAND, Key::End);
    harness.run_steps(30);
    let before = harness.state().state.visible.start;
    open_second(&mut harness);
    assert!(harness.query_by_label_contains("乙文第一段").is_some());
    harness.get_by_label("吉林.txt").click();
    harness.run_steps(10);
    let after = harness.state().state.visible.start;
    let (low, high) = (before.min(after), before.max(after));
    let between = harness.state().text(Span { start: low, end: high });
    assert!(between.chars().count() <= 40, "the page is where it was, not {between} away");
    press(&mut harness, Modifiers::COMMAND, Key::Tab);
    assert!(harness.query_by_label_contains("乙文第一段").is_some());
    press(&mut harness, CTRL_SHIFT, Key::Tab);
    assert!(harness.query_by_label_contains("乙文第一段").is_none());
    harness.get_by_label("关闭标签页 乙.txt").click();
    harness.run_steps(6);
    assert_eq!(harness.state().state.tabs.len(), 1);
    open_second(&mut harness);
    press(&mut harness, Modifiers::COMMAND, Key::W);
    assert!(harness.query_by_label("统揽统筹 分类施策").is_some(), "the one beside is shown");
    act(&mut harness, Action::ShowStart);
    let in_row = |node: &egui_kittest::Node<'_>| node.rect().top() < 90.0;
    harness.get_all_by_label("吉林.txt").find(in_row).expect("it is still open").click();
    harness.run_steps(6);
    assert!(harness.state().state.open.is_some(), "the start page shows what is open");
}

#[test]
fn recent_documents_stand_one_below_the_other() {
    let mut harness = harness();
    open_second(&mut harness);
    act(&mut harness, Action::ShowStart);
    let mut rows: Vec<_> = ["吉林.txt", "乙.txt"]
        .iter()
        .map(|name| {
            let in_list = |node: &egui_kittest::Node<'_>| node.rect().top() > 100.0;
            harness.get_all_by_label(name).find(in_list).expect("it is listed").rect()
        })
        .collect();
    rows.sort_by(|a, b| a.top().total_cmp(&b.top()));
    assert!(rows[0].bottom() <= rows[1].top(), "{rows:?}");
}

#[test]
fn the_branch_that_is_read_opens_and_others_stay_closed() {
    let mut harness = harness();
    for name in ["主动对接 强化服务", "压实责任 指导推进"] {
        let in_contents = |node: &egui_kittest::Node<'_>| node.rect().right() < 250.0;
        let rect = harness.get_all_by_label(name).find(in_contents).unwrap().rect();
        let arrow = egui::pos2(rect.left() + 13.0, rect.center().y);
        harness.hover_at(arrow);
        harness.step();
        harness.drag_at(arrow);
        harness.step();
        harness.drop_at(arrow);
        harness.run_steps(4);
    }
    assert!(harness.query_by_label("出台政策激励企业").is_none(), "closed by its arrow");
    assert!(harness.query_by_label("把好复工复产安全关").is_none());
    press(&mut harness, Modifiers::ALT, Key::ArrowDown);
    press(&mut harness, Modifiers::ALT, Key::ArrowDown);
    harness.run_steps(30);
    press(&mut harness, Modifiers::NONE, Key::PageDown);
    harness.run_steps(30);
    assert!(harness.query_by_label("出台政策激励企业").is_some(), "opened by reading");
    assert!(harness.query_by_label("把好复工复产安全关").is_none(), "left as it was");
}

#[test]
fn five_thousand_headings_are_filtered_by_initials() {
    let chapter = |n: u32| {
        let name = char::from_u32(0x4E00 + n % 9_000).unwrap();
        format!("第{n}章 {name}家往事\n　　这一章说的是第{n}件旧事，话不多，说完就走。\n")
    };
    let text: String = (1..=5_000).map(chapter).collect();
    let mut harness = harness_with(document_of("长.txt", text.as_bytes()), (1280.0, 800.0));
    let n_headings = harness.state().state.open.as_ref().unwrap().document.outline.headings.len();
    assert!(n_headings >= 5_000, "{n_headings}");
    harness.get_by_label("筛选目录（可用拼音）").click();
    harness.run_steps(3);
    typed(&mut harness, "第4321章");
    let found = harness.get_all_by_role(egui::accesskit::Role::TreeItem).count();
    assert_eq!(found, 1, "of all of them one is left");
    press(&mut harness, Modifiers::COMMAND, Key::P);
    typed(&mut harness, "@第2500章");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    harness.run_steps(30);
    assert_eq!(harness.state().state.active_heading(), Some(2_499));
}
