//! The list of notes whose passages changed or are gone, by what stands on it.

use danhuang::app::{Event, PlaceState, What};
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::app_locate::{changed, sought};
use crate::ui_window::{Desk, harness_with};

fn harness() -> Harness<'static, Desk> {
    let mut harness = harness_with(changed(), (1280.0, 800.0));
    let desk = harness.state_mut();
    desk.state.settings.shows_notes = true;
    let ticket = desk.state.locating.unwrap().ticket;
    let located = sought(desk.state.open.as_ref().unwrap());
    harness.run_steps(3);
    assert!(harness.query_by_label("正在找标注的原文 0/3").is_some());
    harness.state_mut().take(What::Event(Event::Located(ticket, Box::new(located))));
    harness.run_steps(6);
    harness
}

fn states(harness: &Harness<'static, Desk>) -> Vec<PlaceState> {
    harness.state().state.open.as_ref().unwrap().places.values().map(|place| place.state).collect()
}

#[test]
fn a_likely_place_is_taken_for_right_with_a_click() {
    let mut harness = harness();
    assert!(harness.query_by_label("正在找标注的原文 3/3").is_none());
    harness.get_by_label("待确认 1").click();
    harness.run_steps(3);
    harness.get_by_label("都是他下去捞的，从来不收人家的谢礼").click();
    harness.run_steps(6);
    assert!(harness.query_by_label_contains("原来标的是：都是他下去捞的").is_some());
    harness.get_by_label("就在这里").click();
    harness.run_steps(6);
    assert_eq!(states(&harness)[2], PlaceState::Placed);
    assert!(harness.query_by_label("就在这里").is_none());
}

#[test]
fn what_is_gone_is_listed_and_put_on_the_selection() {
    let mut harness = harness();
    harness.get_by_label("未定位 1").click();
    harness.run_steps(3);
    harness.get_by_role_and_label(Role::Button, "养着两只猫和一笼鸽子").click();
    harness.run_steps(6);
    let start = harness
        .state()
        .state
        .open
        .as_ref()
        .unwrap()
        .document
        .cleaned
        .text
        .as_str()
        .find("货船")
        .unwrap();
    let select = danhuang::app::Command::Select(Some((start..start + 6).into()));
    harness.state_mut().take(What::Command(select));
    harness.run_steps(3);
    harness.get_by_label("放到选中的文字上").click();
    harness.run_steps(6);
    assert_eq!(states(&harness)[1], PlaceState::Placed);
    let notes = harness.state().notes();
    assert!(notes.annotations.values().any(|note| note.excerpt.exact == "货船"));
}
