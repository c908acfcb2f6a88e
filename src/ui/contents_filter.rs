//! The field that the contents are narrowed by: its keys, and what empties it.
//!
//! What fits the typed words, `contents` decides.

use egui::accesskit::Role;
use egui::{Align2, Context, CursorIcon, Id, Key, Modifiers, Rect, Sense, Ui, WidgetInfo, vec2};

use crate::app::{State, texts};
use crate::ui::theme::Theme;
use crate::ui::widgets::{field_with_id, icons, paint_button};
use crate::ui::{fixed_id, icons as icon};

/// Width and height of what empties the field, in points.
const CLEAR: f32 = 24.0;

/// A key that leads from the field into the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pressed {
    /// The first that fits is gone to.
    Enter,
    /// The keyboard goes on to the first.
    Down,
}

fn id() -> Id {
    fixed_id("filter contents")
}

/// The field; whether it has the keyboard.
pub(super) fn filter_ui(ui: &mut Ui, state: &State, typed: &mut String, theme: &Theme) -> bool {
    let language = state.settings.language;
    let hint = texts::FILTER_CONTENTS.get(language);
    let response = field_with_id(ui, theme, icon::SEARCH, (&mut *typed, hint), id());
    if typed.is_empty() {
        return response.has_focus();
    }
    let middle = response.rect.right_center() - vec2(4.0, 0.0);
    let place = Rect::from_center_size(middle, vec2(CLEAR, CLEAR));
    let clear = ui.interact(place, id().with("clear"), Sense::click());
    let name = texts::CLEAR.get(language);
    clear.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    ui.painter().rect_filled(place, 4.0, theme.card);
    paint_button(ui, theme, &clear, false);
    ui.painter().text(middle, Align2::CENTER_CENTER, icon::CLOSE, icons(13.0), theme.weak);
    if clear.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(name).clicked() {
        typed.clear();
        response.request_focus();
    }
    response.has_focus()
}

/// Takes the keys of a field that had the keyboard. Esc empties it before it leaves it.
pub(super) fn pressed(context: &Context, typed: &mut String) -> Option<Pressed> {
    let takes = |key| context.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if takes(Key::ArrowDown) {
        return Some(Pressed::Down);
    }
    if !typed.is_empty() && takes(Key::Escape) {
        typed.clear();
        context.memory_mut(|memory| memory.request_focus(id()));
        return None;
    }
    let enters = !typed.trim().is_empty() && takes(Key::Enter);
    if enters {
        context.memory_mut(|memory| memory.surrender_focus(id()));
    }
    enters.then_some(Pressed::Enter)
}
