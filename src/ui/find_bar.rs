//! The find bar above the page.

use egui::{Frame, Key, Margin, Panel, Ui};

use crate::app::{Action, Command, State, texts};
use crate::ui::theme::{SMALL_POINTS, Theme};
use crate::ui::widgets::{field, icon_button, words};
use crate::ui::{Outbox, icons};

/// What the bar keeps between frames.
#[derive(Default)]
pub(crate) struct FindField {
    query: String,
    is_open: bool,
}

pub(crate) fn find_ui(
    ui: &mut Ui,
    state: &State,
    find: &mut FindField,
    theme: &Theme,
    out: &mut Outbox,
) {
    let Some(current) = &state.find else {
        find.is_open = false;
        return;
    };
    let is_new = !std::mem::replace(&mut find.is_open, true);
    if is_new {
        find.query.clone_from(&current.query);
    }
    let frame = Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(12, 6));
    Panel::top("find").frame(frame).resizable(false).show(ui, |ui| {
        ui.horizontal(|ui| {
            let language = state.settings.language;
            let response = ui
                .scope(|ui| {
                    ui.set_max_width(320.0);
                    field(ui, theme, icons::SEARCH, &mut find.query, texts::FIND_HINT.get(language))
                })
                .inner;
            if is_new {
                response.request_focus();
            }
            if response.changed() {
                out.push(Command::FindTyped(find.query.clone()));
            }
            // A field of one line lets go at Enter; here Enter goes on to the next hit.
            let (enter, is_shift) =
                ui.input(|input| (input.key_pressed(Key::Enter), input.modifiers.shift));
            if response.lost_focus() && enter {
                out.act(if is_shift { Action::FindPrevious } else { Action::FindNext });
                response.request_focus();
            }
            let count = if find.query.trim().is_empty() || current.ticket.is_some() {
                String::new()
            } else {
                texts::hits(language, current.current, current.hits.len())
            };
            ui.label(words(count, SMALL_POINTS, theme.weak));
            for (icon, action) in [
                (icons::CHEVRON_UP, Action::FindPrevious),
                (icons::CHEVRON_DOWN, Action::FindNext),
                (icons::CLOSE, Action::Escape),
            ] {
                let name = if action == Action::Escape { texts::CLOSE } else { action.name() };
                if icon_button(ui, theme, icon, name.get(language), &action.tip(language), false)
                    .clicked()
                {
                    out.act(action);
                }
            }
        });
    });
}
