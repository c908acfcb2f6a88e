//! The text on the clipboard becomes a document by its key, whatever has the focus.

use danhuang::app::{Effect, Load};
use egui::{Event, Key, Modifiers};

use crate::ui_window::{harness_with, sample};

#[test]
fn the_key_asks_for_the_clipboard_and_only_the_answer_is_a_document() {
    let mut harness = harness_with(sample(), (1280.0, 800.0));
    let pasted = |effects: &[Effect]| {
        effects.iter().filter(|effect| matches!(effect, Effect::Load(_, Load::Pasted(_)))).count()
    };
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run_steps(3);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::V);
    harness.run_steps(2);
    let asks = |effect: &Effect| matches!(effect, Effect::AskForPaste);
    assert!(harness.state().effects.iter().any(asks));
    harness.event(Event::Paste("粘来的文章\n\n第一段。".to_owned()));
    harness.run_steps(2);
    assert_eq!(pasted(&harness.state().effects), 1);
    // It is no text of the field that has the focus, and what is pasted later is.
    let query = |harness: &egui_kittest::Harness<'_, crate::ui_window::Desk>| {
        harness.state().state.find.as_ref().map(|find| find.query.text.clone()).unwrap_or_default()
    };
    assert_eq!(query(&harness), "");
    harness.event(Event::Paste("企业".to_owned()));
    harness.run_steps(3);
    assert_eq!((pasted(&harness.state().effects), query(&harness).as_str()), (1, "企业"));
}
