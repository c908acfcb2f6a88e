//! Rows that up and down lead through, one after the other.
//!
//! Left to itself egui goes to whatever stands nearest in that direction, also beneath the card.

use egui::{EventFilter, FocusDirection, Id, Key, Response, Ui};

/// The rows of a card.
#[derive(Debug, Default)]
pub(crate) struct RowKeys {
    /// Those of the last frame in order, and those of this one as far as it is drawn.
    before: Vec<Id>,
    rows: Vec<Id>,
}

impl RowKeys {
    /// Begins a frame: takes the keys.
    pub(crate) fn begin(&mut self, ui: &Ui) {
        self.before = std::mem::take(&mut self.rows);
        let pressed = |key| i64::from(ui.input(|input| input.key_pressed(key)));
        let steps = pressed(Key::ArrowDown) - pressed(Key::ArrowUp);
        if steps == 0 || self.before.is_empty() {
            return;
        }
        let focused = ui.memory(egui::Memory::focused);
        let here = self.before.iter().position(|id| Some(*id) == focused);
        let count = self.before.len() as i64;
        let next = match here {
            Some(here) => (here as i64 + steps).rem_euclid(count),
            None if steps > 0 => 0,
            None => count - 1,
        };
        if let Some(next) = self.before.get(next as usize) {
            ui.memory_mut(|memory| {
                memory.request_focus(*next);
                memory.move_focus(FocusDirection::None);
            });
        }
    }

    /// Takes a row that was just drawn.
    pub(crate) fn add(&mut self, ui: &Ui, response: &Response) {
        if !response.enabled() {
            return;
        }
        self.rows.push(response.id);
        if response.gained_focus() {
            response.scroll_to_me(None);
        }
        if response.has_focus() {
            let filter = EventFilter {
                vertical_arrows: true,
                horizontal_arrows: true,
                ..EventFilter::default()
            };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        }
    }
}
