//! The tour through the sample: it waits for what it asks for, ends with Esc, and comes again only when asked.

use danhuang::app::{Action, Command, Event, Load, Origin, Started, TourStep, What};
use egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::ui_window::{Desk, harness_with, sample, select};

fn harness(size: (f32, f32)) -> Harness<'static, Desk> {
    let mut open = sample();
    open.origin = Origin::Sample;
    let mut harness = harness_with(open, size);
    harness.state_mut().take(What::Command(Command::Do(Action::StartTour)));
    harness.run_steps(4);
    harness
}

fn step(harness: &Harness<'static, Desk>) -> Option<TourStep> {
    harness.state().state.shown_tour()
}

#[test]
fn each_step_waits_until_it_is_done() {
    let mut harness = harness((1280.0, 800.0));
    assert!(harness.query_by_label_contains("小标题都列在目录里").is_some());
    harness.get_by_label("主动对接 强化服务").click();
    harness.run_steps(30);
    assert_eq!(step(&harness), Some(TourStep::Tag));
    harness.key_press(Key::Num1);
    harness.run_steps(4);
    assert_eq!(step(&harness), Some(TourStep::Tag), "nothing was selected");
    harness.key_press(Key::Home);
    harness.run_steps(30);
    select(&mut harness);
    harness.key_press(Key::Num1);
    harness.run_steps(4);
    assert_eq!(step(&harness), Some(TourStep::Note));
    harness.key_press(Key::N);
    harness.run_steps(4);
    harness.event(egui::Event::Text("记一句".to_owned()));
    harness.run_steps(3);
    assert_eq!(step(&harness), Some(TourStep::Note));
    harness.key_press(Key::Escape);
    harness.run_steps(4);
    assert_eq!(step(&harness), Some(TourStep::Cleaned), "Esc ended the note, not the tour");
    harness.get_by_label("清理了什么").click();
    harness.run_steps(4);
    assert_eq!(step(&harness), Some(TourStep::Export));
    harness.get_by_label("导出标注…").click();
    harness.run_steps(4);
    assert_eq!(step(&harness), None);
}

#[test]
fn it_can_be_gone_through_by_its_button_in_a_narrow_window() {
    for size in [(800.0, 600.0), (480.0, 700.0)] {
        let mut harness = harness(size);
        for _ in 0..4 {
            harness.get_by_label("下一步").click();
            harness.run_steps(4);
        }
        harness.get_by_label("完成").click();
        harness.run_steps(4);
        assert_eq!(step(&harness), None, "{size:?}");
    }
}

#[test]
fn escape_ends_it_for_good() {
    let mut harness = harness((1280.0, 800.0));
    harness.key_press(Key::Escape);
    harness.run_steps(4);
    assert_eq!(step(&harness), None);
    assert!(harness.query_by_label_contains("小标题都列在目录里").is_none());
}

#[test]
fn it_begins_by_itself_at_the_very_first_start_only() {
    for (is_first, wanted) in [(true, Some(TourStep::Contents)), (false, None)] {
        let mut harness = harness_with(sample(), (1280.0, 800.0));
        let started = Started { is_first, ..Started::default() };
        harness.state_mut().take(What::Event(Event::Started(Box::new(started))));
        let loads = harness.state().effects.iter().rev().find_map(|effect| match effect {
            danhuang::app::Effect::Load(ticket, Load::Sample) => Some(*ticket),
            _ => None,
        });
        let mut open = sample();
        open.origin = Origin::Sample;
        harness.state_mut().take(What::Event(Event::Loaded(loads.unwrap(), Box::new(open))));
        harness.run_steps(4);
        assert_eq!(step(&harness), wanted, "first: {is_first}");
    }
}
