//! The notes: every marked passage as a card, by section; a note is written in its card.

mod card;

use std::collections::HashMap;

use egui::{Rect, ScrollArea, Ui, pos2, vec2};

use crate::app::{Marks, PlaceState, State, texts};
use crate::notebook::TagId;
use crate::ui::note_list::{self, Filter, Row};
use crate::ui::notes::card::card;
pub(crate) use crate::ui::notes::card::color_dots;
use crate::ui::reader::heights::Heights;
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{bold, chip, field, words};
use crate::ui::{Outbox, icons};

/// Most tags that have a chip of their own.
const MOST_CHIPS: usize = 6;
/// How high rows are guessed to be, in points.
const SECTION_HEIGHT: f64 = 28.0;
const CARD_HEIGHT: f64 = 104.0;
/// How far beyond the view rows are drawn, in points.
const BEYOND: f64 = 200.0;

/// What the panel keeps between frames.
#[derive(Default)]
pub(crate) struct Notes {
    filter: Filter,
    /// The rows as last worked out, and for what.
    rows: Vec<Row>,
    made_for: Option<(Marks, Filter)>,
    /// How high each row is, in points: guessed until it was drawn.
    heights: Heights,
    /// How high cards were when they were drawn last.
    drawn: HashMap<crate::notebook::AnnotationId, f64>,
    /// The tags in use, most used first.
    tags: Vec<TagId>,
    /// How many notes wait for a yes, and how many have no place.
    n_placed: [usize; 2],
    /// The note being written, as typed.
    draft: String,
    editing: Option<crate::notebook::AnnotationId>,
    shown_active: Option<crate::notebook::AnnotationId>,
    /// How often the search was asked for when the panel was last drawn.
    searches: u64,
}

pub(crate) fn notes_ui(
    ui: &mut Ui,
    state: &State,
    notes: &mut Notes,
    theme: &Theme,
    out: &mut Outbox,
) {
    let language = state.settings.language;
    let inner = ui.max_rect().shrink2(vec2(12.0, 12.0));
    ui.expand_to_include_rect(ui.max_rect());
    ui.scope_builder(egui::UiBuilder::new().max_rect(inner), |ui| {
        ui.label(
            egui::RichText::new(texts::counts(language, state.counts()))
                .font(bold(TEXT_POINTS - 1.0))
                .color(theme.heading),
        );
        ui.add_space(2.0);
        let search = field(
            ui,
            theme,
            icons::SEARCH,
            &mut notes.filter.search,
            texts::SEARCH_NOTES.get(language),
        );
        if std::mem::replace(&mut notes.searches, state.note_searches) != state.note_searches {
            search.request_focus();
        }
        ui.add_space(2.0);
        chips(ui, state, notes, theme);
        ui.add_space(4.0);
        notes.refresh(state);
        if notes.rows.is_empty() {
            let text = if notes.filter.is_empty() { texts::NO_NOTES } else { texts::NO_MATCH };
            ui.label(words(text.get(language), SMALL_POINTS, theme.weak));
        } else {
            list(ui, state, notes, theme, out);
        }
    });
}

impl Notes {
    /// Works the rows out again where marks or filter changed.
    fn refresh(&mut self, state: &State) {
        let is_same = self
            .made_for
            .as_ref()
            .is_some_and(|(marks, filter)| marks.is(&state.marks) && *filter == self.filter);
        if !is_same {
            let is_other = self.made_for.as_ref().is_none_or(|(marks, _)| !marks.is(&state.marks));
            if is_other {
                let mut counted: Vec<_> = state.tag_counts().into_iter().collect();
                counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
                self.tags = counted.into_iter().take(MOST_CHIPS).map(|(tag, _)| tag).collect();
            }
            self.rows = note_list::rows(state, &self.filter);
            self.heights = Heights::new(self.rows.iter().map(|row| self.guessed(row)).collect());
            self.made_for = Some((state.marks.clone(), self.filter.clone()));
            self.n_placed = state.n_unsure().into();
        }
    }

    fn guessed(&self, row: &Row) -> f64 {
        match row {
            Row::Section(_) => SECTION_HEIGHT,
            Row::Card(id) => self.drawn.get(id).copied().unwrap_or(CARD_HEIGHT),
        }
    }

    /// The row of an annotation's card.
    fn row_of(&self, id: &crate::notebook::AnnotationId) -> Option<usize> {
        self.rows.iter().position(|row| matches!(row, Row::Card(card) if card == id))
    }
}

const fn counted(n_placed: [usize; 2], placed: PlaceState) -> usize {
    let [n_suggested, n_orphans] = n_placed;
    if matches!(placed, PlaceState::Suggested) { n_suggested } else { n_orphans }
}

fn chips(ui: &mut Ui, state: &State, notes: &mut Notes, theme: &Theme) {
    let language = state.settings.language;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        let filter = &mut notes.filter;
        let is_all = filter.has_all();
        if chip(ui, theme, None, texts::ALL.get(language), is_all).clicked() {
            *filter = Filter { search: filter.search.clone(), ..Filter::default() };
        }
        for id in &notes.tags {
            let Some(tag) = state.codebook.tags.get(id) else { continue };
            let dot = theme.highlight(tag.color).ink;
            if chip(ui, theme, Some(dot), &tag.name, filter.tags.contains(id)).clicked()
                && !filter.tags.remove(id)
            {
                filter.tags.insert(id.clone());
            }
        }
        if chip(ui, theme, None, texts::WITH_NOTE.get(language), filter.with_note).clicked() {
            filter.with_note = !filter.with_note;
        }
        for (placed, name, is_on) in [
            (PlaceState::Suggested, texts::TO_CHECK, &mut filter.to_check),
            (PlaceState::Orphan, texts::UNPLACED, &mut filter.unplaced),
        ] {
            let count = counted(notes.n_placed, placed);
            let label = format!("{} {count}", name.get(language));
            // A chip that holds the list must be there to let it go.
            if (count > 0 || *is_on) && chip(ui, theme, None, &label, *is_on).clicked() {
                *is_on = !*is_on;
            }
        }
    });
}

/// The cards in view; of the others only the height is known, or guessed.
fn list(ui: &mut Ui, state: &State, notes: &mut Notes, theme: &Theme, out: &mut Outbox) {
    let follows = notes.shown_active != state.active;
    notes.shown_active.clone_from(&state.active);
    let active = state.active.as_ref().filter(|_| follows);
    let wanted = active.and_then(|id| notes.row_of(id));
    let area = ScrollArea::vertical().auto_shrink([false, false]);
    area.show_viewport(ui, |ui, viewport| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ui.max_rect();
        let total = notes.heights.total() as f32;
        let (view_top, view_bottom) = (f64::from(viewport.top()), f64::from(viewport.bottom()));
        let (first, _) = notes.heights.find((view_top - BEYOND).max(0.0));
        let mut top = notes.heights.before(first);
        let mut grown = 0.0;
        for index in first..notes.rows.len() {
            if top > view_bottom + BEYOND {
                break;
            }
            let height = row_ui(ui, state, notes, (index, top as f32), theme, out);
            // What is read stays where it is when a card above it is not as high as was guessed.
            if top + height <= view_top {
                grown += height - notes.heights.get(index);
            }
            notes.heights.set(index, height);
            top += height;
        }
        ui.expand_to_include_rect(Rect::from_min_size(area.min, vec2(area.width(), total)));
        if let Some(row) = wanted {
            let y = area.top() + notes.heights.before(row) as f32;
            let size = vec2(area.width(), notes.heights.get(row) as f32);
            ui.scroll_to_rect(Rect::from_min_size(pos2(area.left(), y), size), None);
        } else if grown != 0.0 {
            let by = vec2(0.0, -grown as f32);
            ui.scroll_with_delta_animation(by, egui::style::ScrollAnimation::none());
        }
    });
}

/// Draws a row `top` points below the list's top; how high it is, in points.
fn row_ui(
    ui: &mut Ui,
    state: &State,
    notes: &mut Notes,
    (index, top): (usize, f32),
    theme: &Theme,
    out: &mut Outbox,
) -> f64 {
    let area = ui.max_rect();
    let at = pos2(area.left(), area.top() + top);
    let place = Rect::from_min_max(at, pos2(area.right(), f32::INFINITY));
    let Some(row) = notes.rows.get(index).cloned() else { return 0.0 };
    let drawn = ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| match &row {
        Row::Section(name) => section(ui, name, theme),
        Row::Card(id) => {
            if let Some(annotation) = state.annotation(id) {
                card(ui, state, notes, annotation, theme, out);
            }
        }
    });
    let height = f64::from(drawn.response.rect.height());
    if let Row::Card(id) = row {
        notes.drawn.insert(id, height);
    }
    height
}

fn section(ui: &mut Ui, name: &str, theme: &Theme) {
    ui.add_space(6.0);
    ui.label(words(name, SMALL_POINTS, theme.weak));
    ui.add_space(4.0);
}
