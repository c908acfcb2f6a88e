//! The notes: every marked passage as a card, in groups; a note is written in its card.
//!
//! What is listed is worked out in `app::note_list`, of many notes where no frame waits for it.

mod card;
mod choice;
mod completion;
mod drawer;
mod filters;
mod keys;
mod list;
mod margin;
mod memo;

use std::collections::HashMap;
use std::sync::Arc;

use egui::{Ui, vec2};

use crate::app::note_list::{Listing, NoteFilter, NoteIndex, Order, Row};
use crate::app::{Marks, State, texts};
use crate::notebook::{AnnotationId, Timestamp};
use crate::ui::Outbox;
pub(crate) use crate::ui::notes::card::{color_dots, has_markup};
pub(crate) use crate::ui::notes::completion::is_open as is_completing;
pub(crate) use crate::ui::notes::drawer::drawer_ui;
pub(crate) use crate::ui::notes::keys::handle as handle_keys;
use crate::ui::notes::list::CardPlace;
pub(crate) use crate::ui::notes::margin::{margin_ui, room_ui as margin_room_ui, settle};
use crate::ui::reader::heights::Heights;
use crate::ui::theme::{SMALL_POINTS, Theme};
use crate::ui::widgets::words;
use crate::ui::work::Pending;

/// Most notes that are listed within a frame; of more the list is worked out beside it.
const MOST_AT_ONCE: usize = 3_000;
/// How high rows are guessed to be, in points.
const GROUP_HEIGHT: f64 = 28.0;
const CARD_HEIGHT: f64 = 104.0;

/// What the panel keeps between frames.
#[expect(clippy::struct_excessive_bools, reason = "each is seen by itself")]
#[derive(Default)]
pub(crate) struct Notes {
    filter: NoteFilter,
    /// Which document it is of, and what the filters of others are, by their contents.
    filter_of: String,
    other_filters: HashMap<String, NoteFilter>,
    order: Order,
    /// Whether all that the list can be narrowed by is shown.
    is_unfolded: bool,
    /// Whether the colours for what is chosen are shown.
    shows_colors: bool,
    index: Arc<NoteIndex>,
    indexed: Option<Marks>,
    /// What was asked for last.
    asked: Option<Asked>,
    /// What it gave, or what the one before gave while it is waited for.
    listing: Listing,
    /// The index that the listing is of.
    listed: Arc<NoteIndex>,
    pending: Option<Pending<Listing>>,
    /// How high each row is, in points: guessed until it was drawn.
    heights: Heights,
    /// How high cards were when they were drawn last.
    drawn: HashMap<AnnotationId, f64>,
    /// The note being written, as typed.
    draft: String,
    editing: Option<AnnotationId>,
    drawer: drawer::Drawer,
    shown_active: Option<AnnotationId>,
    /// The card that the keyboard is on, and the one that a choice of many began at.
    focused: Option<CardPlace>,
    anchor: Option<CardPlace>,
    /// The card that the keyboard is to be brought to when it is drawn.
    wants_focus: Option<CardPlace>,
    /// What is written about the document, as typed, and whether it was being written.
    memo_draft: String,
    writes_memo: bool,
    /// Whether notes stand beside their lines, and how high each was when it was drawn last, in points.
    is_in_margin: bool,
    margin_heights: HashMap<AnnotationId, f32>,
    /// Whether the pointer was pressed last on the panel: then Ctrl+A means the list.
    was_pressed: bool,
    /// How often the search was asked for when the panel was last drawn.
    searches: u64,
}

/// What a listing was asked for.
#[derive(Clone)]
struct Asked {
    index: Arc<NoteIndex>,
    filter: NoteFilter,
    order: Order,
}

pub(crate) fn notes_ui(
    ui: &mut Ui,
    state: &State,
    notes: &mut Notes,
    theme: &Theme,
    out: &mut Outbox,
) {
    let language = state.settings.language;
    if ui.input(|input| input.pointer.any_pressed()) {
        notes.was_pressed = ui.rect_contains_pointer(ui.max_rect());
    }
    let inner = ui.max_rect().shrink2(vec2(12.0, 12.0));
    ui.expand_to_include_rect(ui.max_rect());
    ui.scope_builder(egui::UiBuilder::new().max_rect(inner), |ui| {
        notes.refresh(ui.ctx(), state, out);
        filters::head_ui(ui, state, notes, theme, out);
        ui.add_space(2.0);
        if state.chosen.is_empty() {
            notes.shows_colors = false;
        } else {
            choice::choice_ui(ui, state, notes, theme, out);
        }
        memo::memo_ui(ui, state, notes, theme, out);
        memo::tag_memo_ui(ui, state, notes, theme, out);
        ui.add_space(4.0);
        if notes.listing.rows.is_empty() {
            let text = if notes.filter.is_empty() { texts::NO_NOTES } else { texts::NO_MATCH };
            ui.add(egui::Label::new(words(text.get(language), SMALL_POINTS, theme.weak)).wrap());
        } else {
            list::list_ui(ui, state, notes, theme, out);
        }
    });
}

impl Notes {
    /// Works out anew what is listed, where notes, filter or order changed.
    fn refresh(&mut self, context: &egui::Context, state: &State, out: &mut Outbox) {
        self.order = state.settings.note_order;
        self.follow_document(state);
        let is_other = self.indexed.as_ref().is_none_or(|marks| !marks.is(&state.marks));
        if is_other {
            self.index = Arc::new(NoteIndex::of(state, &self.index));
            self.indexed = Some(state.marks.clone());
        }
        let is_asked = self.asked.as_ref().is_some_and(|asked| {
            Arc::ptr_eq(&asked.index, &self.index)
                && asked.filter == self.filter
                && asked.order == self.order
        });
        if !is_asked {
            self.ask(context, state.now, out);
        }
        if let Some(listing) = self.pending.as_ref().and_then(Pending::take) {
            self.pending = None;
            self.show(listing);
        }
    }

    /// Each document has a filter of its own until the program ends: what narrows one says nothing of another, and
    /// one that was kept longer would hide notes that nobody looks for any more.
    fn follow_document(&mut self, state: &State) {
        let Some(open) = &state.open else { return };
        let content = &open.document.fingerprint.content;
        if self.filter_of == *content {
            return;
        }
        let before = std::mem::replace(&mut self.filter_of, content.clone());
        let next = self.other_filters.remove(content).unwrap_or_default();
        let filter = std::mem::replace(&mut self.filter, next);
        if !filter.is_empty() {
            self.other_filters.insert(before, filter);
        }
    }

    fn ask(&mut self, context: &egui::Context, now: Timestamp, out: &mut Outbox) {
        let asked = Asked {
            index: Arc::clone(&self.index),
            filter: self.filter.clone(),
            order: self.order,
        };
        self.asked = Some(asked.clone());
        self.pending = None;
        let offset = utc_offset_millis(now);
        let list = move |is_wanted: &dyn Fn() -> bool| {
            Listing::new(&asked.index, &asked.filter, asked.order, offset, is_wanted)
        };
        if self.index.len() > MOST_AT_ONCE {
            let work = move |wanted: &crate::ui::work::Wanted| list(&|| wanted.is_so());
            self.pending = Some(Pending::start(context, out, work));
        } else if let Some(listing) = list(&|| true) {
            self.show(listing);
        }
    }

    /// Takes a listing of what was asked for last.
    fn show(&mut self, listing: Listing) {
        let Some(asked) = &self.asked else { return };
        self.listed = Arc::clone(&asked.index);
        let guessed = listing.rows.iter().map(|row| self.guessed(*row)).collect();
        self.heights = Heights::new(guessed);
        self.listing = listing;
    }

    fn guessed(&self, row: Row) -> f64 {
        match row {
            Row::Group(_) => GROUP_HEIGHT,
            Row::Card(at) => {
                let drawn = self.listed.entry(at).and_then(|entry| self.drawn.get(entry.id()));
                drawn.copied().unwrap_or(CARD_HEIGHT)
            }
        }
    }
}

impl Notes {
    /// Whether the note that is written stands beside its line.
    pub(crate) const fn is_in_margin(&self) -> bool {
        self.is_in_margin
    }
}

/// How far the reader's clock is ahead of UTC, in milliseconds.
fn utc_offset_millis(now: Timestamp) -> i64 {
    let now = jiff::Timestamp::from_millisecond(now.0).unwrap_or_default();
    i64::from(jiff::tz::TimeZone::system().to_offset(now).seconds()) * 1000
}
