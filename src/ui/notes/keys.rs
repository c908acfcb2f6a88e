//! The keys of the list: up and down from card to card, and choosing many.
//!
//! What is done to what is chosen are actions of the one table.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Context, Key, Modifiers};

use crate::app::note_list::Row;
use crate::app::{CleanedView, Command, State};
use crate::notebook::AnnotationId;
use crate::ui::Outbox;
use crate::ui::notes::filters::search_id;
use crate::ui::notes::list::{CardPlace, card_id};
use crate::ui::notes::listed::Listed;
use crate::ui::notes::{MOST_AT_ONCE, Notes};
use crate::ui::work::{Pending, Wanted};

/// Takes the keys that are the list's before the page can.
pub(crate) fn handle(context: &Context, state: &State, notes: &mut Notes, out: &mut Outbox) {
    keep_one_frame(context, state, notes, out);
    if let Some(all) = notes.choosing.as_ref().and_then(Pending::take) {
        notes.choosing = None;
        out.push(Command::ChooseNotes(all));
    }
    let focused = context.memory(egui::Memory::focused);
    let takes = |modifiers: Modifiers, key: Key| {
        context.input_mut(|input| input.consume_key(modifiers, key))
    };
    if focused == Some(search_id()) {
        if takes(Modifiers::NONE, Key::ArrowDown) {
            let first = notes.cards().next().map(CardPlace::from);
            notes.wants_focus = first;
        }
        return;
    }
    if context.text_edit_focused() || state.popover.is_some() || state.picker.is_some() {
        return;
    }
    step_listed(context, state, notes, out);
    let here = notes.focused.clone().filter(|place| focused == Some(card_id(place)));
    let is_meant = here.is_some() || !state.chosen.is_empty() || notes.was_pressed;
    if is_meant && takes(Modifiers::COMMAND, Key::A) {
        choose_all(context, notes, out);
    }
    let Some(here) = here else { return };
    for (key, is_forward) in [(Key::ArrowDown, true), (Key::ArrowUp, false)] {
        // The longer chord first: a plain key also fits while Shift is held.
        let extends = takes(Modifiers::SHIFT, key);
        if extends || takes(Modifiers::NONE, key) {
            let Some(next) = notes.beside(&here, is_forward) else { continue };
            if extends {
                let anchor = notes.anchor.get_or_insert_with(|| here.clone()).clone();
                choose_between(notes, &anchor, &next, out);
            } else {
                notes.anchor = None;
            }
            notes.wants_focus = Some(next);
        }
    }
    if takes(Modifiers::NONE, Key::Space) {
        toggle(state, &here, out);
        notes.anchor = Some(here.clone());
    }
    // What is shown as chosen is what is removed.
    let removes = state.chosen.is_empty()
        && state.active.is_none()
        && (takes(Modifiers::NONE, Key::Delete) || takes(Modifiers::NONE, Key::Backspace));
    if removes {
        notes.wants_focus = notes.beside(&here, true).or_else(|| notes.beside(&here, false));
        if let Some(listed) = Listed::of(state, &here.id) {
            listed.remove(out);
        }
    }
}

/// Only one card is framed: the one that became active takes the keyboard off another, and going to a card by key
/// lets the active one go.
fn keep_one_frame(context: &Context, state: &State, notes: &mut Notes, out: &mut Outbox) {
    let is_new = notes.seen_active != state.active;
    notes.seen_active.clone_from(&state.active);
    let Some(active) = &state.active else { return };
    let focused = context.memory(egui::Memory::focused);
    let other = notes.focused.as_ref().filter(|place| place.id != *active).map(card_id);
    let Some(other) = other.filter(|other| focused == Some(*other)) else { return };
    if is_new {
        context.memory_mut(|memory| memory.surrender_focus(other));
    } else {
        out.push(Command::Activate(None));
    }
}

/// While the list is narrowed, "next" and "previous" mean what is listed.
fn step_listed(context: &Context, state: &State, notes: &Notes, out: &mut Outbox) {
    let is_meant = !notes.filter.is_empty()
        && state.settings.uses_single_keys
        && state.cleaned_view != CleanedView::Compare;
    if !is_meant {
        return;
    }
    let is_pressed = |key: Key| context.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let is_next = is_pressed(Key::CloseBracket);
    if !is_next && !is_pressed(Key::OpenBracket) {
        return;
    }
    let ids = notes.listing.ids(&notes.index);
    let here = state.active.as_ref().and_then(|id| ids.iter().position(|other| other == id));
    let next = match (here, is_next) {
        (Some(here), true) => here + 1,
        (Some(here), false) => here.wrapping_sub(1),
        (None, true) => 0,
        (None, false) => ids.len().wrapping_sub(1),
    };
    if let Some(listed) = ids.get(next).and_then(|id| Listed::of(state, id)) {
        out.push(listed.go());
    }
}

/// Chooses all that is listed: of many notes, where no frame waits for it.
pub(super) fn choose_all(context: &Context, notes: &mut Notes, out: &mut Outbox) {
    if notes.listing.n_shown <= MOST_AT_ONCE {
        return choose(notes.listing.ids(&notes.index), out);
    }
    let (listing, index) = (notes.listing.clone(), Arc::clone(&notes.index));
    let all = move |_: &Wanted| Some(Arc::new(listing.ids(&index).into_iter().collect()));
    notes.choosing = Some(Pending::start(context, out, all));
}

/// Chooses a card, or no longer.
pub(super) fn toggle(state: &State, place: &CardPlace, out: &mut Outbox) {
    let mut chosen = (*state.chosen).clone();
    // The active note is the first of a choice that begins.
    if chosen.is_empty() {
        chosen.extend(state.active.clone().filter(|active| *active != place.id));
    }
    if !chosen.remove(&place.id) {
        chosen.insert(place.id.clone());
    }
    choose(chosen, out);
}

/// Chooses all cards between two.
pub(super) fn choose_between(notes: &Notes, from: &CardPlace, to: &CardPlace, out: &mut Outbox) {
    let at = |place: &CardPlace| notes.cards().position(|card| card == (&place.id, place.group));
    let (Some(from), Some(to)) = (at(from), at(to)) else { return };
    let (first, last) = (from.min(to), from.max(to));
    let between = notes.cards().skip(first).take(last - first + 1);
    choose(between.map(|(id, _)| id.clone()), out);
}

fn choose(ids: impl IntoIterator<Item = AnnotationId>, out: &mut Outbox) {
    let ids: BTreeSet<AnnotationId> = ids.into_iter().collect();
    out.push(Command::ChooseNotes(Arc::new(ids)));
}

impl Notes {
    /// The cards of the list in order: the note, and the group by its place in the listing.
    pub(super) fn cards(&self) -> impl Iterator<Item = (&AnnotationId, u32)> {
        let mut group = 0;
        self.listing.rows.iter().filter_map(move |row| match *row {
            Row::Document(_) => None,
            Row::Group(at) => {
                group = at;
                None
            }
            Row::Card(at) => Some((self.index.entry(at)?.id(), group)),
        })
    }

    /// The card after another, or before it.
    fn beside(&self, place: &CardPlace, is_forward: bool) -> Option<CardPlace> {
        let at = self.cards().position(|card| card == (&place.id, place.group))?;
        let next = if is_forward { at + 1 } else { at.checked_sub(1)? };
        self.cards().nth(next).map(CardPlace::from)
    }
}
