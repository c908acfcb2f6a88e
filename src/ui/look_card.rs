//! The card behind Aa: how the page looks, seen on the page itself while it is changed. All else is in the settings.

use egui::{ScrollArea, Ui};

use crate::app::setting::{self, Setting};
use crate::app::{Action, Command, State, texts};
use crate::clean::ScriptChoice;
use crate::typeset::Prose;
use crate::ui::Outbox;
use crate::ui::controls::{control_ui, presets_ui, scope_ui};
use crate::ui::popovers::menu_row;
use crate::ui::theme::{SMALL_POINTS, Theme};
use crate::ui::widgets::{chip, words};

/// Width of the card, in points.
const WIDTH: f32 = 312.0;

/// The settings on the card, and which documents they matter to.
const SHOWN: [(&Setting, Matters); 8] = [
    (&setting::FONT, Matters::Always),
    (&setting::SIZE, Matters::Always),
    (&setting::MEASURE, Matters::Always),
    (&setting::LINE_HEIGHT, Matters::Always),
    (&setting::THEME, Matters::Always),
    (&setting::ALIGNMENT, Matters::ToChinese),
    (&setting::LATIN_ALIGNMENT, Matters::ToLatin),
    (&setting::READINGS, Matters::ToPrimers),
];

/// In which documents a setting can be seen to do something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Matters {
    Always,
    ToChinese,
    ToLatin,
    ToPrimers,
}

impl Matters {
    fn to(self, state: &State) -> bool {
        let open = state.open.as_ref();
        let text = open.map(|open| open.document.cleaned.text.as_str());
        let is_chinese = || text.is_none_or(|text| Prose::of_document(text).is_wide());
        match self {
            Self::Always => true,
            Self::ToChinese => is_chinese(),
            Self::ToLatin => !is_chinese(),
            Self::ToPrimers => open.is_some_and(|open| !open.document.readings.is_empty()),
        }
    }
}

pub(crate) fn look_ui(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 48.0));
    let height = ui.ctx().content_rect().height() - 130.0;
    ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        inside(ui, state, theme, out);
    });
}

fn inside(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    let mut settings = state.shown_settings();
    presets_ui(ui, &mut settings, language, theme);
    for (setting, matters) in SHOWN {
        if matters.to(state) {
            caption(ui, setting, state, theme);
            ui.horizontal_wrapped(|ui| control_ui(ui, setting, &mut settings, state, theme, out));
        }
    }
    if settings != state.shown_settings() {
        out.push(Command::SetSettings(settings));
    }
    script(ui, state, theme, out);
    if state.open.is_some() {
        ui.add_space(8.0);
        scope_ui(ui, state, theme, out);
    }
    ui.add_space(6.0);
    let action = Action::ShowSettings;
    let key = action.entry().keys.first().map(|key| key.label()).unwrap_or_default();
    if menu_row(ui, theme, action.name().get(language), &key).clicked() {
        out.act(action);
    }
}

fn caption(ui: &mut Ui, setting: &Setting, state: &State, theme: &Theme) {
    ui.add_space(6.0);
    ui.label(words(setting.name.get(state.settings.language), SMALL_POINTS, theme.weak));
}

fn script(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    let Some(open) = &state.open else { return };
    let language = state.settings.language;
    ui.add_space(6.0);
    ui.label(words(texts::SCRIPT.get(language), SMALL_POINTS, theme.weak));
    ui.horizontal_wrapped(|ui| {
        for script in [ScriptChoice::Simplified, ScriptChoice::Traditional, ScriptChoice::Keep] {
            let is_on = open.options.script == script;
            if chip(ui, theme, None, texts::script(script).get(language), is_on).clicked() {
                out.push(Command::SetScript(script));
            }
        }
    });
}
