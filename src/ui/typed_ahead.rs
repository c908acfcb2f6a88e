//! Keys that come faster than frames: what follows a key that opens or leaves a field waits until that is done, so that
//! keys mean the same at any speed.
//!
//! What a key does, `keys` says; the pointer is not held back.

use egui::text_edit::TextEditState;
use egui::{Context, Event, Id, Key, Modifiers};

use crate::app::State;
use crate::ui::keys;

/// Frames until what a key opened has the keyboard: it is drawn in the first, and has it from the second on.
const LEAST_FRAMES: u64 = 2;
/// Frames after which nothing is waited for any longer: the key opened nothing.
const MOST_FRAMES: u64 = 8;

/// The keys that wait.
#[derive(Debug, Default)]
pub(crate) struct TypedAhead {
    held: Vec<Event>,
    until: Option<Until>,
    /// What had the keyboard in the last frame.
    focused: Option<Id>,
}

/// What they wait for.
#[derive(Clone, Copy, Debug)]
enum Until {
    /// This frame.
    Frame(u64),
    /// A field that has the keyboard, from this frame on.
    Field(u64),
}

impl Until {
    fn is_over(self, context: &Context) -> bool {
        let now = context.cumulative_frame_nr();
        match self {
            Self::Frame(from) => now >= from,
            Self::Field(from) => {
                let is_late = now >= from + MOST_FRAMES - LEAST_FRAMES;
                now >= from && (is_late || context.text_edit_focused())
            }
        }
    }
}

impl TypedAhead {
    /// Leaves this frame the events that it can take, after those that waited.
    pub(crate) fn settle(&mut self, context: &Context, state: &State) {
        self.keep_focus(context);
        self.take_turns(context, state);
        self.focused = context.memory(egui::Memory::focused);
    }

    /// Leaves a field the keyboard for what was typed into it before Esc in the same frame: egui has taken it away
    /// by now, and the words would be lost.
    fn keep_focus(&self, context: &Context) {
        let Some(field) = self.focused.filter(|id| TextEditState::load(context, *id).is_some())
        else {
            return;
        };
        let is_escape =
            |event: &Event| matches!(event, Event::Key { key: Key::Escape, pressed: true, .. });
        let leaves = context.input(|input| {
            let at = input.events.iter().position(is_escape);
            at.is_some_and(|at| input.events.iter().take(at).any(is_text))
        });
        if leaves && context.memory(|memory| memory.focused().is_none()) {
            context.memory_mut(|memory| memory.request_focus(field));
        }
    }

    fn take_turns(&mut self, context: &Context, state: &State) {
        if self.until.is_some_and(|until| until.is_over(context)) {
            self.until = None;
        }
        let events = context.input(|input| input.events.clone());
        let cut = cut(context, state, &events);
        if self.until.is_none() && self.held.is_empty() && cut.is_none() {
            return;
        }
        let (keyed, mut others): (Vec<_>, Vec<_>) = events.into_iter().partition(is_keyed);
        self.held.extend(keyed);
        if self.until.is_none() {
            let (end, until) = self::cut(context, state, &self.held).unzip();
            let rest = self.held.split_off(end.unwrap_or(self.held.len()));
            others.extend(std::mem::replace(&mut self.held, rest));
            self.until = until;
        }
        context.input_mut(|input| input.events = others);
        context.request_repaint();
    }
}

/// Whether an event comes from the keyboard.
const fn is_keyed(event: &Event) -> bool {
    matches!(
        event,
        Event::Key { .. }
            | Event::Text(_)
            | Event::Ime(_)
            | Event::Paste(_)
            | Event::Copy
            | Event::Cut
    )
}

/// Whether an event puts words into a field.
const fn is_text(event: &Event) -> bool {
    matches!(event, Event::Text(_) | Event::Ime(_) | Event::Paste(_))
}

/// Behind which of the events the rest waits, and for what.
fn cut(context: &Context, state: &State, events: &[Event]) -> Option<(usize, Until)> {
    let now = context.cumulative_frame_nr();
    let is_typing = context.text_edit_focused();
    let has_focus = context.memory(|memory| memory.focused().is_some());
    let mut has_text = false;
    for (index, event) in events.iter().enumerate() {
        let Event::Key { key, pressed: true, modifiers, repeat, .. } = event else {
            has_text |= is_text(event);
            continue;
        };
        let leaves =
            matches!(key, Key::Enter | Key::Escape | Key::Tab) || *key == Key::Space && !is_typing;
        if leaves && has_focus && !repeat {
            // The field takes what was typed before it hears of the key.
            return Some(if has_text && is_typing {
                (index, Until::Frame(now + 1))
            } else {
                (index + 1, Until::Frame(now + LEAST_FRAMES))
            });
        }
        if keys::opens_field((*key, *modifiers), is_typing, state) {
            let own = usize::from(is_text_of(events.get(index + 1), *key, *modifiers));
            return Some((index + 1 + own, Until::Field(now + LEAST_FRAMES)));
        }
    }
    None
}

/// Whether an event is the letter of the key before it.
fn is_text_of(event: Option<&Event>, key: Key, modifiers: Modifiers) -> bool {
    let Some(Event::Text(text)) = event else { return false };
    modifiers.alt || text.to_lowercase() == key.symbol_or_name().to_lowercase()
}
