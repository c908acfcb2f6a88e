//! Keys to actions, by the one table.

use egui::{Context, Event, Key, Modifiers, PointerButton};

use crate::app::{Action, Command, Popover, Shortcut, State, TABLE};
use crate::ui::reader::links;
use crate::ui::{Outbox, notes, pieces, stack};

/// Pushes the action of every key that was pressed.
///
/// A bare character belongs to a text field that has the focus; so do the keys for copying and
/// undoing.
pub(crate) fn handle(context: &Context, state: &State, out: &mut Outbox) {
    let is_typing = context.text_edit_focused();
    let events = context.input(|input| input.events.clone());
    for event in &events {
        match event {
            Event::Paste(text) if state.awaits_paste => {
                out.push(Command::OpenText(text.clone()));
                forget_paste(context);
            }
            Event::Copy if !is_typing => out.act(Action::Copy),
            Event::PointerButton { button, pressed: true, .. } => match button {
                PointerButton::Extra1 => out.act(Action::Back),
                PointerButton::Extra2 => out.act(Action::Forward),
                _ => {}
            },
            Event::Key { key, pressed: true, modifiers, .. } => {
                // Enter and Space press the button that the keyboard is on.
                let is_press = matches!(key, Key::Enter | Key::Space) && modifiers.is_none();
                let closes_card = *key == Key::Escape
                    && (pieces::is_open(context)
                        || links::is_open(context)
                        || stack::is_open(context)
                        || notes::is_completing(context) && is_typing);
                if closes_card {
                    continue;
                }
                if is_press && context.memory(|memory| memory.focused().is_some()) && !is_typing {
                    continue;
                }
                if let Some(action) = meant((*key, *modifiers), is_typing, state) {
                    out.act(action);
                    if modifiers.alt {
                        forget_text(context);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Keeps the letter of a chord with Alt out of the field that has the focus.
fn forget_text(context: &Context) {
    context.input_mut(|input| input.events.retain(|event| !matches!(event, Event::Text(_))));
}

/// Keeps what becomes a document out of the field that has the focus.
fn forget_paste(context: &Context) {
    context.input_mut(|input| input.events.retain(|event| !matches!(event, Event::Paste(_))));
}

/// Whether a key opens something that is typed into.
pub(crate) fn opens_field(chord: (Key, Modifiers), is_typing: bool, state: &State) -> bool {
    meant(chord, is_typing, state).is_some_and(Action::opens_field)
}

/// What a key means now.
fn meant((key, modifiers): (Key, Modifiers), is_typing: bool, state: &State) -> Option<Action> {
    let (shortcut, action) = action(key, modifiers, is_typing)?;
    (is_on(shortcut, state) && is_allowed(action, state)).then_some(action)
}

/// Whether a key is one: bare characters can be switched off.
fn is_on(shortcut: Shortcut, state: &State) -> bool {
    state.settings.uses_single_keys || !shortcut.is_character()
}

/// The action of a key, if it is not one for the text field.
fn action(key: Key, modifiers: Modifiers, is_typing: bool) -> Option<(Shortcut, Action)> {
    let entry = TABLE
        .iter()
        .find(|entry| entry.keys.iter().any(|shortcut| is_pressed(*shortcut, key, modifiers)))?;
    let shortcut = entry.keys.iter().find(|shortcut| is_pressed(**shortcut, key, modifiers))?;
    let belongs_to_field = shortcut.is_single()
        || matches!(
            entry.action,
            Action::Undo
                | Action::Redo
                | Action::Copy
                | Action::SelectAll
                | Action::Start
                | Action::End
                | Action::Caret(_)
        );
    (!is_typing || !belongs_to_field).then_some((*shortcut, entry.action))
}

/// Signs that some keyboards have on a key of their own and others above another sign: Shift only leads to them.
const NEEDS_SHIFT: [Key; 2] = [Key::Plus, Key::Questionmark];

fn is_pressed(shortcut: Shortcut, key: Key, modifiers: Modifiers) -> bool {
    let is_key = Key::from_name(shortcut.key) == Some(key) || shortcut.key == key.name();
    is_key
        && shortcut.has_ctrl == modifiers.command
        && shortcut.has_alt == modifiers.alt
        && (shortcut.has_shift == modifiers.shift || NEEDS_SHIFT.contains(&key))
}

/// While a card is open its own keys go before the page's.
fn is_allowed(action: Action, state: &State) -> bool {
    let is_busy = state.popover.is_some() || state.picker.is_some();
    let is_for_page = matches!(
        action,
        Action::PageDown
            | Action::PageUp
            | Action::LineDown
            | Action::LineUp
            | Action::LineStart
            | Action::LineEnd
            | Action::Caret(_)
            | Action::WriteNote
    );
    // Alt and a digit take a row of the picker.
    let is_for_row =
        state.picker.is_some() && matches!(action, Action::MarkHeading(_) | Action::MarkNoHeading);
    // What is asked of the hits is not about what was done before.
    let is_covered = matches!(state.popover, Some(Popover::Autocode | Popover::TypePath(_)))
        && matches!(action, Action::Undo | Action::Redo);
    !is_for_row
        && !is_covered
        && !(is_busy && is_for_page)
        && !(state.open.is_none() && action == Action::WriteNote)
}
