//! The card that marks all hits, with the library's other documents in it.

use danhuang::app::autocode::{DocumentHits, Draft, LibraryHits};
use danhuang::app::{Action, Command, Effect, Event, Phrase, What};
use danhuang::notebook::{AnnotationId, Timestamp};
use danhuang::placing;
use danhuang::text::Span;
use egui::accesskit::{Role, Toggled};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::ui_window::{document_of, harness_with, sample, select};

fn found() -> LibraryHits {
    let open = document_of("乙.txt", "企业甲、企业乙。\n".as_bytes());
    let draft = |(at, _): (usize, &str)| {
        let (span, id) = (Span::new(at, at + "企业".len()), AnnotationId(String::new()));
        let note = placing::annotation_on(&open.document, span, id, Timestamp(0));
        Draft { note, is_new: true }
    };
    let drafts = open.document.cleaned.text.as_str().match_indices("企业").map(draft).collect();
    let document = DocumentHits { key: open.key(), title: "另一篇".to_owned(), drafts };
    let unread = vec![("丢了的".to_owned(), Phrase::new("找不到文件", "there is no file"))];
    LibraryHits { documents: vec![document], n_read: 1, unread, is_cut: false }
}

#[test]
fn the_library_is_sought_when_it_is_chosen_and_each_document_can_be_left_out() {
    let mut window = harness_with(sample(), (1280.0, 800.0));
    window.state_mut().take(What::Command(Command::Do(Action::Find)));
    window.state_mut().take(What::Command(Command::FindTyped("集结号".to_owned())));
    window.run_steps(2);
    window.state_mut().take(What::Command(Command::Do(Action::MarkHits)));
    window.run_steps(3);
    window.event(egui::Event::Text("主体".to_owned()));
    window.run_steps(2);
    let n_here = window.state().state.find.as_ref().unwrap().hits.len();
    window.get_by_role_and_label(Role::Button, "全部文档").click();
    window.run_steps(3);
    let asked = |effect: &Effect| match effect {
        Effect::SeekElsewhere(ticket, _) => Some(*ticket),
        _ => None,
    };
    let asked: Vec<_> = window.state().effects.iter().filter_map(asked).collect();
    let [ticket] = asked[..] else { panic!("it is asked once, not {}", asked.len()) };
    assert!(window.query_by_label_contains("正在读其他文档").is_some());
    window.state_mut().take(What::Event(Event::FoundElsewhere(ticket, Box::new(found()))));
    // The list grows over some frames.
    window.run_steps(8);
    assert!(window.query_by_label_contains("1 篇读不了").is_some());
    assert!(window.query_by_label_contains("《丢了的》").is_some(), "it is named with the reason");
    let says = |n: usize| format!("标记 {n} 处");
    assert!(window.query_by_label(&says(n_here + 2)).is_some());
    let document = |role| window.get_by_role_and_label(role, "另一篇");
    assert_eq!(document(Role::CheckBox).accesskit_node().toggled(), Some(Toggled::True));
    document(Role::CheckBox).click();
    window.run_steps(3);
    assert!(window.query_by_label(&says(n_here)).is_some(), "the document is left out");
    window.get_by_role_and_label(Role::CheckBox, "另一篇").click();
    window.run_steps(3);
    window.get_by_label(&says(n_here + 2)).click();
    window.run_steps(3);
    let changes = window.state().effects.iter().find_map(|effect| match effect {
        Effect::ChangeElsewhere(others, _) => Some(others[0].changes.len()),
        _ => None,
    });
    assert_eq!(changes, Some(2));
    assert_eq!(window.state().notes().annotations.len(), n_here);
}

#[test]
fn a_tag_that_is_clicked_is_marked_with_by_enter_and_nothing_is_undone_behind_the_card() {
    let mut window = harness_with(sample(), (1280.0, 800.0));
    select(&mut window);
    window.key_press(Key::Num1);
    window.run_steps(3);
    window.state_mut().take(What::Command(Command::Do(Action::Find)));
    window.state_mut().take(What::Command(Command::FindTyped("主体责任".to_owned())));
    window.run_steps(2);
    let n_hits = window.state().state.find.as_ref().unwrap().hits.len();
    window.state_mut().take(What::Command(Command::Do(Action::MarkHits)));
    window.run_steps(4);
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run_steps(2);
    window.event(egui::Event::Text("问".to_owned()));
    window.run_steps(4);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_steps(4);
    assert_eq!(window.state().notes().annotations.len(), 1, "what stands behind it stays");
    window.event(egui::Event::Text("问".to_owned()));
    window.run_steps(4);
    // The card's row lies over the page's button of the same tag.
    let rows: Vec<_> = window.get_all_by_role_and_label(Role::Button, "问题").collect();
    rows.last().expect("the tag is offered").click();
    window.run_steps(4);
    window.key_press(Key::Enter);
    window.run_steps(6);
    let notes = &window.state().notes().annotations;
    assert_eq!(notes.len(), 1 + n_hits, "all hits are marked");
}

#[test]
fn the_tag_that_fits_what_is_typed_is_taken_and_a_new_one_only_where_none_fits() {
    let mut window = harness_with(sample(), (1280.0, 800.0));
    for path in ["复工时间", "减负", "物价", "出口", "就业", "税费", "物流", "贷款", "社保"]
    {
        window.state_mut().take(What::Command(Command::NewTag(path.to_owned())));
    }
    let marked =
        |window: &mut egui_kittest::Harness<'static, crate::ui_window::Desk>,
         keys: &dyn Fn(&mut egui_kittest::Harness<'static, crate::ui_window::Desk>)| {
            window.state_mut().take(What::Command(Command::Do(Action::Find)));
            window.state_mut().take(What::Command(Command::FindTyped("主体责任".to_owned())));
            window.run_steps(2);
            window.state_mut().take(What::Command(Command::Do(Action::MarkHits)));
            window.run_steps(4);
            keys(window);
            window.run_steps(4);
            window.key_press(Key::Enter);
            window.run_steps(6);
            let desk = window.state();
            desk.state.last_tags.last().map(|tag| desk.state.codebook.path(tag)).unwrap_or_default()
        };
    let first = marked(&mut window, &|window| window.event(egui::Event::Text("fgsj".to_owned())));
    assert_eq!(first, "复工时间");
    // What stood in the field is chosen whole, so that typing replaces it.
    let second = marked(&mut window, &|window| window.event(egui::Event::Text("wl".to_owned())));
    assert_eq!(second, "物流");
    // All twelve are there to be stepped to.
    let third = marked(&mut window, &|window| {
        window.event(egui::Event::Text(" ".to_owned()));
        window.run_steps(2);
        window.key_press(Key::ArrowUp);
    });
    assert!(window.state().state.codebook.find("fgsj").is_none());
    assert!(!["", "物流", "复工时间"].contains(&third.as_str()), "{third}");
    let new = marked(&mut window, &|window| window.event(egui::Event::Text("问责".to_owned())));
    assert_eq!(new, "问责");
}
