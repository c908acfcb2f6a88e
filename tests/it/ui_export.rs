//! The card of exports by its labels, with keys and with the pointer.

use danhuang::app::{Action, Command, Effect, Event, PathPurpose, What, texts};
use egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

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
    let task = danhuang::app::ExportTask::of(&harness.state().state).unwrap();
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
