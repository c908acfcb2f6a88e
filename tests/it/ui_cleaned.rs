//! What was cleaned, looked at in the window: the list, the file beside it, what was taken away in its place, and
//! what a person can say to it.

use danhuang::app::{self, CleanedView, Command, Load, What};
use danhuang::text::Span;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::ui_window::{Desk, click_at, document_of, harness_with, sample};

/// A page with furniture around the article, and readings in it that prove nothing.
const PAGE: &str = concat!(
    "首页 > 文化 > 正文\n湖边的书店\n",
    "　　这家书店开在湖边已经三十年，老板姓亳(bó)，常说自己与亳(bó)州没有关系，他重(chóng)新装修过两次，书架还是木头的。\n",
    "　　店里有一只猫，名字叫“重量”，因为它实在太胖，来的客人多半是学生，他们在窗边一坐就是一个下午，谁也不催。\n",
    "责任编辑：李明\n上一篇：山里的小学\n",
);

fn window(text: &str) -> Harness<'static, Desk> {
    // High, so that all of a short list is in view.
    harness_with(document_of("书店.txt", text.as_bytes()), (1280.0, 1600.0))
}

/// The cleaned text; how wide its parentheses are does not matter here.
fn text(harness: &Harness<'static, Desk>) -> String {
    let text = harness.state().state.open.as_ref().unwrap().document.cleaned.text.as_str();
    text.replace('（', "(").replace('）', ")")
}

#[test]
fn the_list_gives_a_piece_back_and_undo_takes_it_away_again() {
    let mut harness = window(PAGE);
    harness.get_by_label("清理了什么").click();
    harness.run_steps(4);
    assert!(harness.state().state.shows_cleaned);
    harness.get_by_label("网站杂项 3 处").click();
    harness.run_steps(3);
    assert!(!text(&harness).contains("上一篇"));
    harness.get_by_label_contains("恢复 上一篇").click();
    harness.run_steps(4);
    assert!(text(&harness).contains("上一篇：山里的小学"));
    assert_eq!(harness.state().notes().kept.len(), 1);
    assert!(harness.query_by_label_contains("重新清理 上一篇").is_some(), "it stands in the list");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(4);
    assert!(!text(&harness).contains("上一篇"));
    assert!(harness.state().notes().kept.is_empty());
    assert!(harness.state().state.given_back.is_empty(), "nothing carries the sign any more");
}

#[test]
fn a_rule_is_switched_off_for_this_document_by_its_box_and_undone() {
    let mut harness = window(PAGE);
    harness.state_mut().take(What::Command(Command::Do(app::Action::ShowCleaned)));
    harness.run_steps(4);
    harness.get_by_label("清理 网站杂项").click();
    harness.run_steps(4);
    assert!(text(&harness).contains("责任编辑：李明"));
    assert!(!harness.state().state.settings.rules_off.holds("boilerplate"));
    harness.get_by_label("重新清理这一类 网站杂项").click();
    harness.run_steps(4);
    assert!(!text(&harness).contains("责任编辑：李明"));
    harness.get_by_label("总是保留 网站杂项").click();
    harness.run_steps(4);
    assert!(text(&harness).contains("责任编辑：李明"));
    assert!(harness.state().state.settings.rules_off.holds("boilerplate"), "and in others too");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(4);
    assert!(!text(&harness).contains("责任编辑：李明"));
    assert!(!harness.state().state.settings.rules_off.holds("boilerplate"));
}

#[test]
fn suggestions_are_applied_one_by_one_and_all_at_once() {
    let mut harness = window(PAGE);
    harness.state_mut().take(What::Command(Command::Do(app::Action::ShowCleaned)));
    harness.run_steps(4);
    harness.get_by_label("只看建议 3").click();
    harness.run_steps(4);
    assert!(text(&harness).contains("亳(bó)，"));
    let first = harness.get_all_by_label("应用 (bó)").next().unwrap();
    first.click();
    harness.run_steps(4);
    assert!(text(&harness).contains("亳，常说自己与亳(bó)州"));
    assert_eq!(harness.state().notes().accepted.len(), 1);
    harness.get_by_label("应用全部 2 处 注音").click();
    harness.run_steps(4);
    assert!(text(&harness).contains("亳，常说自己与亳州没有关系，他重新装修"));
    for _ in 0..2 {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run_steps(4);
    }
    assert!(text(&harness).contains("重(chóng)新"));
    assert!(harness.state().notes().accepted.is_empty());
}

#[test]
fn the_list_is_searched_and_ordered_by_place() {
    let mut harness = window(PAGE);
    harness.state_mut().take(What::Command(Command::Do(app::Action::ShowCleaned)));
    harness.run_steps(4);
    harness.get_by_label("按位置").click();
    harness.run_steps(4);
    assert!(harness.query_by_label_contains("恢复 首页 > 文化").is_some());
    assert!(harness.query_by_label_contains("恢复 上一篇").is_some());
    harness.get_by_label("搜索改动").focus();
    harness.run_steps(2);
    harness.event(egui::Event::Text("小学".to_owned()));
    harness.run_steps(4);
    assert!(harness.query_by_label_contains("恢复 首页").is_none());
    assert!(harness.query_by_label_contains("恢复 上一篇").is_some());
}

#[test]
fn file_and_cleaned_text_stand_side_by_side_and_brackets_go_from_difference_to_difference() {
    let mut harness = harness_with(sample(), (1280.0, 800.0));
    harness.key_press_modifiers(Modifiers::SHIFT, Key::O);
    harness.run_steps(6);
    assert_eq!(harness.state().state.cleaned_view, CleanedView::Compare);
    let left = harness.get_by_label_contains("第一時間吹響").rect();
    let right = harness.get_by_label_contains("第一时间吹响").rect();
    assert!((left.top() - right.top()).abs() < 0.5, "a paragraph stands beside its like");
    assert!(left.right() <= right.left() + 0.5);
    assert!(harness.query_by_label("对照第 1/19 段").is_some());
    harness.key_press(Key::CloseBracket);
    harness.run_steps(3);
    let first = harness.state().state.difference.expect("a difference is looked at");
    harness.key_press(Key::CloseBracket);
    harness.run_steps(3);
    let second = harness.state().state.difference.unwrap();
    assert!(second.start >= first.end, "{first:?} then {second:?}");
    harness.key_press(Key::OpenBracket);
    harness.run_steps(3);
    assert_eq!(harness.state().state.difference, Some(first));
    harness.key_press(Key::End);
    harness.run_steps(6);
    assert!(harness.query_by_label_contains("版權所有").is_some(), "what is gone stands there too");
    assert!(harness.query_by_label_contains("版权所有").is_none());
    harness.key_press_modifiers(Modifiers::SHIFT, Key::O);
    harness.run_steps(20);
    assert_eq!(harness.state().state.cleaned_view, CleanedView::Page);
    let span = harness.state().state.visible;
    assert!(harness.state().text(span).contains("推动企业党组织作用发挥"), "at the same place");
}

#[test]
fn a_piece_given_back_beside_the_file_does_not_move_the_view() {
    let mut harness = harness_with(sample(), (1280.0, 800.0));
    harness.key_press_modifiers(Modifiers::SHIFT, Key::O);
    harness.run_steps(4);
    harness.key_press(Key::PageDown);
    harness.run_steps(4);
    let words = "紧盯防护物资保供应";
    let before = harness.get_by_label_contains(words).rect();
    let edit =
        harness.state().state.open.as_ref().unwrap().document.cleaned.log.get(0).unwrap().from;
    harness.state_mut().take(What::Command(Command::Keep(vec![edit])));
    harness.run_steps(4);
    assert_eq!(harness.state().notes().kept.len(), 1);
    let after = harness.get_by_label_contains(words).rect();
    assert!((before.top() - after.top()).abs() < 1.5, "{before:?} {after:?}");
}

#[test]
fn what_was_taken_away_shows_in_its_place_and_a_click_gives_it_back() {
    let mut harness = harness_with(sample(), (1280.0, 800.0));
    harness.key_press(Key::O);
    harness.run_steps(6);
    assert_eq!(harness.state().state.cleaned_view, CleanedView::Ghost);
    let first = harness.get_by_label_contains("连日来").rect();
    // Behind the thirteen characters of the first line's beginning.
    let at = egui::pos2(528.0, first.top() + 16.0);
    click_at(&mut harness, at);
    harness.get_by_label("恢复此处").click();
    harness.run_steps(4);
    assert!(text(&harness).starts_with("连日来，吉林省各级党(dang)"));
    assert!(harness.query_by_label("恢复此处").is_none(), "the card is gone");
    harness.key_press(Key::End);
    harness.run_steps(6);
    assert!(harness.query_by_label_contains("版權所有").is_some(), "whole lines show too");
    harness.key_press(Key::O);
    harness.run_steps(6);
    assert!(harness.query_by_label_contains("版權所有").is_none());
}

#[test]
fn in_that_view_a_drag_selects_what_stays_and_nothing_else() {
    let mut harness = harness_with(sample(), (1280.0, 800.0));
    harness.key_press(Key::O);
    harness.run_steps(6);
    let y = harness.get_by_label_contains("连日来").rect().top() + 16.0;
    harness.hover_at(egui::pos2(470.0, y));
    harness.step();
    harness.drag_at(egui::pos2(470.0, y));
    harness.step();
    for x in [500.0, 560.0, 590.0] {
        harness.hover_at(egui::pos2(x, y));
        harness.step();
    }
    harness.drop_at(egui::pos2(590.0, y));
    harness.run_steps(3);
    let span: Span<_> = harness.state().state.selection.expect("something is selected");
    assert_eq!(harness.state().text(span), "级党组织");
}

#[test]
fn a_pill_tells_where_lines_are_gone_and_can_be_switched_off() {
    let mut harness = window(PAGE);
    let pills = harness.get_all_by_label_contains("已清理").count();
    assert_eq!(pills, 2, "one above the text, one behind it");
    harness.get_by_label("⋯ 已清理 2 处").click();
    harness.run_steps(3);
    assert!(harness.query_by_label("恢复同类 3 处").is_some());
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    assert!(harness.query_by_label("恢复同类 3 处").is_none());
    harness.get_by_label("⋯ 已清理 2 处").click();
    harness.run_steps(3);
    harness.get_by_label("恢复此处").click();
    harness.run_steps(4);
    let text_now = text(&harness);
    assert!(text_now.trim_end().ends_with("责任编辑：李明\n上一篇：山里的小学"), "{text_now}");
    let settings = app::Settings { shows_pills: false, ..harness.state().state.settings };
    harness.state_mut().take(What::Command(Command::SetSettings(settings)));
    harness.run_steps(3);
    assert!(harness.query_by_label_contains("已清理").is_none());
}

#[test]
fn escape_closes_a_card_before_it_leaves_the_view() {
    let mut harness = harness_with(sample(), (1280.0, 800.0));
    harness.key_press(Key::O);
    harness.run_steps(6);
    let first = harness.get_by_label_contains("连日来").rect();
    click_at(&mut harness, egui::pos2(528.0, first.top() + 16.0));
    assert!(harness.query_by_label("恢复此处").is_some());
    harness.key_press(Key::Escape);
    harness.run_steps(4);
    assert!(harness.query_by_label("恢复此处").is_none());
    assert_eq!(harness.state().state.cleaned_view, CleanedView::Ghost);
    harness.key_press(Key::Escape);
    harness.run_steps(4);
    assert_eq!(harness.state().state.cleaned_view, CleanedView::Page);
}

#[test]
fn a_cleaning_that_took_much_away_says_so_until_it_was_seen() {
    let mut page = String::from("湖边的书店\n");
    page.push_str("　　这家书店开在湖边已经三十年，老板说，书店的生意一年不如一年，可是他不想关门，也不想搬走，更不想改卖别的东西。\n");
    page.push_str("　　来的客人多半是学生，他们在窗边一坐就是一个下午，谁也不催，老板只是偶尔过来添一点热水，说两句天气。\n");
    page.push_str("网友评论\n");
    for who in "山河湖海江溪泉村镇乡".chars() {
        page.push_str(&format!("{who}友：说得真好，我也去过那家书店，老板人很好\n回复 | 举报\n"));
    }
    let mut harness = window(&page);
    assert!(harness.query_by_label_contains("请看一眼").is_some());
    harness.get_by_label("知道了").click();
    harness.run_steps(3);
    assert!(harness.query_by_label_contains("请看一眼").is_none());
    let content = &harness.state().state.open.as_ref().unwrap().document.fingerprint.content;
    let known = harness.state().state.readings.iter().find(|known| known.content == *content);
    assert!(known.unwrap().is_seen, "that is remembered");
    let quiet = harness_with(sample(), (1280.0, 800.0));
    assert!(quiet.query_by_label_contains("请看一眼").is_none(), "readings are not missed");
}

#[test]
fn a_page_of_navigation_alone_says_so_and_shows_the_file() {
    let mut harness =
        window("首页 > 政务公开 > 通知公告\n设为首页 | 加入收藏 | 联系我们\n上一篇：无\n");
    assert!(harness.query_by_label_contains("这一页没有正文").is_some());
    harness.get_by_label("对照原文").click();
    harness.run_steps(4);
    assert!(harness.query_by_label_contains("加入收藏").is_some());
}

#[test]
fn an_encoding_that_was_guessed_can_be_chosen_anew() {
    let (bytes, _, _) = encoding_rs::GB18030.encode("亳州囍燚垚");
    let mut harness = harness_with(document_of("书.txt", &bytes), (1280.0, 800.0));
    harness.ctx.set_missing_glyph_policy(egui::MissingGlyphPolicy::Tofu);
    harness.get_by_label_contains("文件编码：GBK？").click();
    harness.run_steps(4);
    assert!(harness.query_by_label_contains("GB18030 亳州").is_some(), "each shows how it reads");
    harness.get_by_label_contains("Big5 ").click();
    harness.run_steps(4);
    let asked = harness.state().effects.iter().rev().find_map(|effect| match effect {
        app::Effect::Load(_, Load::FileAs(path, encoding)) => Some((path.clone(), *encoding)),
        _ => None,
    });
    assert_eq!(asked, Some(("书.txt".into(), "Big5")));
    let sure = harness_with(sample(), (1280.0, 800.0));
    assert!(sure.query_by_label_contains("？").is_none(), "what is sure asks nothing");
}

/// Pages of all kinds of noise, each made of other pieces.
fn odd_pages() -> Vec<(String, String)> {
    let pieces = [
        "亳(bó)州",
        "企业(ye) ",
        "產(chan) ",
        "日?qǐng)?bào)",
        "他说，",
        "\n",
        "\r\n",
        "\n\n　　",
        "首页 > 新闻 > 正文\n",
        "责任编辑：李明\n",
        "版权所有\n",
        "第一章 总则\n",
        "複工複產",
        "GDP",
        ",",
        "&amp;",
        "- 1 -\n",
        "**粗**",
        "> 引\n",
        "这是一个很长的句子，里面有逗号，也有句号，读起来像是正文的一部分，所以不应该被去掉。",
    ];
    let mut seed = 7_usize;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let mut pages: Vec<(String, String)> = (0..40)
        .map(|number| {
            let n_pieces = next(60);
            let text: String = (0..n_pieces).map(|_| pieces[next(pieces.len())]).collect();
            let name = if number % 4 == 0 { "页.md" } else { "页.txt" };
            (name.to_owned(), text)
        })
        .collect();
    let long = "湖水在春天上涨，岸边的柳树(liu) 先绿。".repeat(3_000);
    pages.extend(
        ["", "　\n\n", "一行，没有换行", long.as_str()]
            .map(|text| ("页.txt".to_owned(), text.to_owned())),
    );
    pages
}

#[test]
fn every_view_shows_every_page_and_leaves_the_text_alone() {
    let mut harness = harness_with(sample(), (1000.0, 700.0));
    // A character that cannot be known is marked with one that the bundled fonts lack.
    harness.ctx.set_missing_glyph_policy(egui::MissingGlyphPolicy::Tofu);
    for (index, (name, page)) in odd_pages().into_iter().enumerate() {
        let name = format!("{index}{name}");
        harness.state_mut().take(What::Command(Command::OpenPaths(vec![name.clone().into()])));
        let ticket = harness.state().state.loading.as_ref().unwrap().0;
        let open = Box::new(document_of(&name, page.as_bytes()));
        harness.state_mut().take(What::Event(app::Event::Loaded(ticket, open)));
        harness.run_steps(2);
        let before = text(&harness);
        for view in [CleanedView::Ghost, CleanedView::Compare, CleanedView::Page] {
            harness.state_mut().take(What::Command(Command::SetCleanedView(view)));
            harness.run_steps(2);
            for action in
                [app::Action::End, app::Action::PageUp, app::Action::NextNote, app::Action::Start]
            {
                harness.state_mut().take(What::Command(Command::Do(action)));
                harness.run_steps(2);
            }
        }
        assert_eq!(text(&harness), before);
        let action = app::Action::ShowCleaned;
        harness.state_mut().take(What::Command(Command::Do(action)));
    }
}

/// Prints how long frames take in a text of ten megabytes: `cargo test --features ui-tests how_long_frames -- --ignored --nocapture`.
#[test]
#[ignore = "prints figures for people"]
fn how_long_frames_take_in_a_long_text() {
    let article =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/samples/jilin.txt"))
            .unwrap();
    let mut text = String::new();
    while text.len() < 10_000_000 {
        for line in article.lines() {
            text.push_str(&format!("{}{line}\n", text.len()));
        }
    }
    let mut harness = harness_with(document_of("长.txt", text.as_bytes()), (1280.0, 800.0));
    let n_edits = harness.state().state.open.as_ref().unwrap().document.cleaned.log.len();
    println!("{n_edits} edits");
    harness.state_mut().take(What::Command(Command::Do(app::Action::ShowCleaned)));
    for (name, view) in [
        ("page", CleanedView::Page),
        ("in place", CleanedView::Ghost),
        ("beside the file", CleanedView::Compare),
    ] {
        let started = std::time::Instant::now();
        harness.state_mut().take(What::Command(Command::SetCleanedView(view)));
        harness.step();
        println!("{name}: entered in {:?}", started.elapsed());
        let mut times = Vec::new();
        for number in 0..300 {
            let command = if number % 50 == 49 {
                let text = &harness.state().state.open.as_ref().unwrap().document.cleaned.text;
                Command::GoTo(text.floor(text.len() / 311 * number))
            } else {
                Command::Do(app::Action::LineDown)
            };
            harness.state_mut().take(What::Command(command));
            let started = std::time::Instant::now();
            harness.step();
            times.push(started.elapsed());
        }
        times.sort();
        println!("{name}: p50 {:?}, p99 {:?}, most {:?}", times[150], times[296], times[299]);
    }
}

#[test]
fn a_piece_in_view_is_shown_without_a_trail() {
    let mut harness = harness_with(sample(), (1280.0, 800.0));
    harness.state_mut().take(What::Command(Command::Do(app::Action::ShowCleaned)));
    harness.run_steps(4);
    harness.get_by_label("注音 180 处").click();
    harness.run_steps(4);
    harness.get_by_label("(wei)  → ").click();
    harness.run_steps(4);
    assert!(harness.state().state.difference.is_some());
    assert_eq!(harness.state().state.back.len(), 0, "{:?}", harness.state().state.visible);
    for view in [CleanedView::Compare, CleanedView::Page, CleanedView::Ghost] {
        harness.state_mut().take(What::Command(Command::SetCleanedView(view)));
        harness.run_steps(4);
        harness.get_by_label("(wei)  → ").click();
        harness.run_steps(4);
        assert_eq!(
            harness.state().state.back.len(),
            0,
            "{view:?} {:?}",
            harness.state().state.visible
        );
    }
}

#[test]
fn no_tip_of_what_lies_beneath_a_dialog_stands_above_it() {
    let mut harness = harness_with(document_of("书店.txt", PAGE.as_bytes()), (800.0, 600.0));
    harness.state_mut().take(What::Command(Command::Do(app::Action::ShowCleaned)));
    harness.run_steps(4);
    let card = harness.get_by_label("网站杂项 3 处").rect().center();
    harness.hover_at(card);
    harness.run_steps(60);
    let is_tip_shown = |harness: &Harness<'static, Desk>| {
        harness.query_all_by_label_contains("绝不碰：").any(|tip| tip.rect().width() > 0.0)
    };
    assert!(is_tip_shown(&harness));
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::T);
    harness.run_steps(60);
    assert_eq!(harness.state().state.popover, Some(app::Popover::Tags));
    assert!(!is_tip_shown(&harness), "the pointer rests where the card is beneath it");
}

#[test]
fn no_tip_stays_over_what_a_key_opened() {
    let mut harness = harness_with(sample(), (1280.0, 800.0));
    let language = harness.state().state.settings.language;
    let action = app::Action::ToggleContents;
    let (name, tip) = (action.name().get(language), action.tip(language));
    let button = harness.get_by_role_and_label(egui::accesskit::Role::Button, name).rect();
    harness.hover_at(button.center());
    harness.run_steps(60);
    let is_tip_shown = |harness: &Harness<'static, Desk>| {
        harness.query_all_by_label(&tip).any(|tip| tip.rect().width() > 0.0)
    };
    assert!(is_tip_shown(&harness));
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    harness.run_steps(60);
    assert!(matches!(harness.state().state.popover, Some(app::Popover::Palette(_))));
    assert!(!is_tip_shown(&harness), "the pointer rests where it was");
}

#[test]
fn the_list_counts_what_its_button_counts() {
    for (language, says) in [
        (danhuang::text::Language::Chinese, "去掉 {n} 处 / "),
        (danhuang::text::Language::English, "{n} taken away, "),
    ] {
        let mut harness = harness_with(sample(), (1280.0, 800.0));
        let settings = app::Settings { language, ..harness.state().state.settings };
        harness.state_mut().take(What::Command(Command::SetSettings(settings)));
        harness.state_mut().take(What::Command(Command::Do(app::Action::ShowCleaned)));
        harness.run_steps(6);
        let document = &harness.state().state.open.as_ref().unwrap().document;
        let n_taken = document.cleaned.review(&document.imported.text).n_taken();
        assert!(n_taken > 100, "{n_taken}");
        harness.get_by_label_contains(&says.replace("{n}", &n_taken.to_string()));
    }
}
