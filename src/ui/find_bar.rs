//! The find bar above the page.

use egui::{Frame, Key, Margin, Panel, Response, Ui};

use crate::app::{Action, Command, Find, State, texts};
use crate::text::{Bilingual, Language};
use crate::ui::theme::{SMALL_POINTS, Theme};
use crate::ui::widgets::{
    edged_button, field_with_id, held_at, icon_button, select_all, switch, words,
};
use crate::ui::{Outbox, icons};

/// Width of the field, in points: at most, and at least.
const FIELD: (f32, f32) = (320.0, 150.0);
/// What stands beside the field in one row takes up as much, in points.
const BESIDE: f32 = 470.0;
/// The count and the buttons take up as much, in points.
const BUTTONS: f32 = 250.0;

/// What the bar keeps between frames.
#[derive(Default)]
pub(crate) struct FindField {
    typed: String,
    /// What was sought when the bar was last drawn: where that is no longer so, `typed` follows.
    seen: Option<String>,
    is_open: bool,
    /// How often the bar was asked for when it was last drawn.
    asks: u64,
    /// Whether it stands in the half without the keyboard, and takes no key that is not typed into it.
    pub(crate) is_idle: bool,
}

pub(crate) fn find_ui(
    ui: &mut Ui,
    state: &State,
    bar: &mut FindField,
    lists_hits: bool,
    theme: &Theme,
    out: &mut Outbox,
) {
    let Some(find) = &state.find else {
        *bar = FindField { is_idle: bar.is_idle, asks: state.find_asks, ..FindField::default() };
        return;
    };
    let is_asked = std::mem::replace(&mut bar.asks, state.find_asks) != state.find_asks;
    let is_opened = !std::mem::replace(&mut bar.is_open, true);
    let is_new = (is_opened || is_asked) && !bar.is_idle;
    if bar.seen.as_ref() != Some(&find.query.text) {
        bar.typed.clone_from(&find.query.text);
        bar.seen = Some(find.query.text.clone());
    }
    let frame = Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(12, 6));
    Panel::top("find").frame(frame).resizable(false).show(ui, |ui| {
        let room = ui.available_width() - BESIDE;
        let is_one_row = room >= FIELD.1;
        let first = ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let beside = ui.available_width() - BUTTONS;
            let is_alone = !is_one_row && beside < FIELD.1;
            let width = match (is_one_row, is_alone) {
                (true, _) => room.min(FIELD.0),
                (false, true) => ui.available_width(),
                (false, false) => beside,
            };
            let field = query_field(ui, state, bar, width, is_new, theme, out);
            if is_one_row {
                switches(ui, state, find, &field, theme, out);
            }
            if !is_alone {
                buttons(ui, state, find, lists_hits, theme, out);
            }
            (field, is_alone)
        });
        let (field, is_alone) = first.inner;
        if !is_one_row {
            ui.horizontal_wrapped(|ui| {
                switches(ui, state, find, &field, theme, out);
                if is_alone {
                    buttons(ui, state, find, lists_hits, theme, out);
                }
            });
        }
        if !find.taken.is_empty() {
            let words = texts::taken_hits(state.settings.language, find.taken.len());
            if edged_button(ui, theme, &words, false).clicked() {
                out.push(Command::GoToTakenHit);
            }
        }
        if let Some(problem) = &find.problem {
            let sentence = texts::pattern_problem(state.settings.language, problem);
            polite(&ui.label(words(sentence, SMALL_POINTS, theme.error)));
        }
    });
}

/// Has a label read aloud when it changes.
fn polite(label: &Response) {
    label.ctx.accesskit_node_builder(label.id, |node| {
        node.set_live(egui::accesskit::Live::Polite);
    });
}

fn query_field(
    ui: &mut Ui,
    state: &State,
    bar: &mut FindField,
    width: f32,
    is_new: bool,
    theme: &Theme,
    out: &mut Outbox,
) -> Response {
    let hint = texts::FIND_HINT.get(state.settings.language);
    let shown = ui.scope(|ui| {
        ui.set_max_width(width.max(80.0));
        let id = ui.scope_id().with("find field");
        field_with_id(ui, theme, icons::SEARCH, (&mut bar.typed, hint), id)
    });
    let response = shown.inner;
    if is_new {
        response.request_focus();
        // What is sought already is replaced by typing.
        select_all(ui, &response, &bar.typed);
    }
    if response.changed() {
        out.push(Command::FindTyped(bar.typed.clone()));
    }
    // A field of one line lets go at Enter; here Enter goes on to the next hit.
    let enters = held_at(ui, Key::Enter);
    if response.lost_focus() && !enters.is_empty() {
        for held in enters {
            out.act(if held.shift { Action::FindPrevious } else { Action::FindNext });
        }
        response.request_focus();
    }
    let (up, down) =
        ui.input(|input| (input.key_pressed(Key::ArrowUp), input.key_pressed(Key::ArrowDown)));
    if response.has_focus() && (up || down) {
        out.act(if up { Action::FindPrevious } else { Action::FindNext });
    }
    response
}

/// The switches; after one was clicked, typing goes on in the field.
fn switches(
    ui: &mut Ui,
    state: &State,
    find: &Find,
    field: &Response,
    theme: &Theme,
    out: &mut Outbox,
) {
    let language = state.settings.language;
    ui.spacing_mut().item_spacing.x = 2.0;
    let is = find.query.switches;
    for (action, name, tip, is_on) in [
        (Action::FindExact, texts::EXACT, texts::EXACT_TIP, is.is_exact),
        (Action::FindWholeWord, texts::WHOLE_WORD, texts::WHOLE_WORD_TIP, is.is_whole_word),
        (Action::FindRegex, texts::REGEX, texts::REGEX_TIP, is.is_regex),
        (Action::FindPinyin, texts::PINYIN, texts::PINYIN_TIP, is.is_pinyin),
    ] {
        let tip = tip_of(language, action, tip);
        if switch(ui, theme, name.get(language), is_on).on_hover_text(tip).clicked() {
            out.act(action);
            field.request_focus();
        }
    }
    ui.spacing_mut().item_spacing.x = 6.0;
}

/// What a switch does, with its key.
fn tip_of(language: Language, action: Action, does: Bilingual) -> String {
    let keys = action.entry().keys;
    let key = keys.first().map(|key| key.label()).unwrap_or_default();
    format!("{}　{key}", does.get(language))
}

fn buttons(
    ui: &mut Ui,
    state: &State,
    find: &Find,
    lists_hits: bool,
    theme: &Theme,
    out: &mut Outbox,
) {
    let language = state.settings.language;
    let is_silent = find.is_empty() || find.problem.is_some();
    let count = if is_silent || (find.ticket.is_some() && find.hits.is_empty()) {
        String::new()
    } else {
        texts::hits(language, find.current, find.hits.len(), find.is_cut)
    };
    ui.add_space(4.0);
    polite(&ui.label(words(count, SMALL_POINTS, theme.weak)));
    ui.spacing_mut().item_spacing.x = 2.0;
    for (icon, action) in [
        (icons::CHEVRON_UP, Action::FindPrevious),
        (icons::CHEVRON_DOWN, Action::FindNext),
        (icons::LIST, Action::ToggleHits),
        (icons::HIGHLIGHTER, Action::MarkHits),
        (icons::CLOSE, Action::Escape),
    ] {
        let name = if action == Action::Escape { texts::CLOSE } else { action.name() };
        let is_on = action == Action::ToggleHits && lists_hits;
        let response =
            icon_button(ui, theme, icon, name.get(language), &action.tip(language), is_on);
        if response.clicked() {
            out.act(action);
        }
    }
}
