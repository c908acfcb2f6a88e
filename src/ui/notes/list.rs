//! The list of cards: only those in view are drawn; of the others only the height is known, or guessed.

use std::sync::Arc;

use egui::{Id, Rect, ScrollArea, Ui, pos2, vec2};

use crate::app::note_list::{GroupKey, Row, Section};
use crate::app::{State, texts};
use crate::notebook::AnnotationId;
use crate::ui::notes::Notes;
use crate::ui::notes::card::card;
use crate::ui::notes::listed::Listed;
use crate::ui::theme::{SMALL_POINTS, Theme};
use crate::ui::widgets::{bold, elided, sans};
use crate::ui::{Outbox, fixed_id};

/// How far beyond the view rows are drawn, in points.
const BEYOND: f64 = 200.0;

/// A card of the list: a note with two tags has two, in two groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CardPlace {
    pub(super) id: AnnotationId,
    /// The group by its place in the listing.
    pub(super) group: u32,
}

impl From<(&AnnotationId, u32)> for CardPlace {
    fn from((id, group): (&AnnotationId, u32)) -> Self {
        Self { id: id.clone(), group }
    }
}

/// The identity of a card on the screen.
pub(super) fn card_id(place: &CardPlace) -> Id {
    fixed_id("card").with((&place.id.0, place.group))
}

pub(super) fn list_ui(
    ui: &mut Ui,
    state: &State,
    notes: &mut Notes,
    theme: &Theme,
    out: &mut Outbox,
) {
    let wanted = wanted_row(state, notes);
    // Each scope stays where it was read.
    let salt = ("list of notes", notes.library.is_some());
    let area = ScrollArea::vertical().id_salt(salt).auto_shrink([false, false]);
    area.show_viewport(ui, |ui, viewport| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ui.max_rect();
        let total = notes.heights.total() as f32;
        let (view_top, view_bottom) = (f64::from(viewport.top()), f64::from(viewport.bottom()));
        let (first, _) = notes.heights.find((view_top - BEYOND).max(0.0));
        let mut top = notes.heights.before(first);
        let mut grown = 0.0;
        for index in first..notes.listing.rows.len() {
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

/// The row to bring into view: that of the note that became active, or that the keyboard goes to.
fn wanted_row(state: &State, notes: &mut Notes) -> Option<usize> {
    if let Some(place) = notes.wants_focus.clone() {
        notes.shown_active.clone_from(&state.active);
        return notes.row_of(&place.id, Some(place.group));
    }
    if notes.shown_active == state.active {
        return None;
    }
    let row = state.active.as_ref().and_then(|active| notes.row_of(active, None));
    // One that was just made is listed in a later frame.
    if row.is_some() || notes.pending.is_none() {
        notes.shown_active.clone_from(&state.active);
    }
    row
}

impl Notes {
    /// The row of a note's card, in that group or in whichever comes first.
    fn row_of(&self, id: &AnnotationId, group: Option<u32>) -> Option<usize> {
        let sought = self.index.place_of(id)?;
        let mut here = 0;
        self.listing.rows.iter().position(|row| match row {
            Row::Document(_) => false,
            Row::Group(at) => {
                here = *at;
                false
            }
            Row::Card(at) => *at == sought && group.is_none_or(|group| group == here),
        })
    }

    /// The group that a row stands in.
    fn group_at(&self, row: usize) -> u32 {
        let behind = self.listing.groups.partition_point(|group| group.row as usize <= row);
        behind.saturating_sub(1) as u32
    }
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
    let Some(row) = notes.listing.rows.get(index).copied() else { return 0.0 };
    let mut drawn_id = None;
    let drawn = ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| match row {
        Row::Document(at) => document_ui(ui, notes, at, theme),
        Row::Group(at) => group_ui(ui, state, notes, at, theme),
        Row::Card(at) => {
            let Some(id) = notes.index.entry(at).map(|entry| entry.id().clone()) else { return };
            let place = CardPlace { id, group: notes.group_at(index) };
            if let Some(listed) = Listed::of(state, &place.id) {
                card(ui, state, notes, listed, &place, theme, out);
            }
            drawn_id = Some(place.id);
        }
    });
    let height = f64::from(drawn.response.rect.height());
    if let Some(id) = drawn_id {
        Arc::make_mut(&mut notes.drawn).insert(id, height);
    }
    height
}

fn group_ui(ui: &mut Ui, state: &State, notes: &Notes, at: u32, theme: &Theme) {
    let Some(group) = notes.listing.groups.get(at as usize) else { return };
    let (name, color) = name_of(state, notes, &group.key, theme);
    let look = (color, sans(SMALL_POINTS), theme.weak);
    head_ui(ui, (&name, group.count), look, theme);
}

/// The title of a document, above its sections.
fn document_ui(ui: &mut Ui, notes: &Notes, at: u32, theme: &Theme) {
    let Some((document, count)) = notes.listing.documents.get(at as usize) else { return };
    let title = notes.index.documents().get(*document as usize).map(|one| one.title.as_str());
    let look = (None, bold(SMALL_POINTS), theme.heading);
    head_ui(ui, (title.unwrap_or_default(), *count), look, theme);
}

/// A name with how many notes stand below it.
fn head_ui(
    ui: &mut Ui,
    (name, count): (&str, usize),
    (dot, font, ink): (Option<egui::Color32>, egui::FontId, egui::Color32),
    theme: &Theme,
) {
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        if let Some(color) = dot {
            let (rect, _) = ui.allocate_exact_size(vec2(8.0, 16.0), egui::Sense::hover());
            ui.painter().circle_filled(rect.center(), 4.0, color);
        }
        let room = ui.available_width() - 40.0;
        let galley = elided(ui, name, font, ink, room);
        let label = ui.label(galley);
        label.ctx.accesskit_node_builder(label.id, |node| {
            node.set_role(egui::accesskit::Role::Heading);
            node.set_label(name);
        });
        let count = texts::grouped(count);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.label(egui::RichText::new(count).font(sans(SMALL_POINTS)).color(theme.weak));
        });
    });
    ui.add_space(4.0);
}

/// A heading of a document: of the shown one from its outline, of others as their notes name it.
fn heading<'a>(state: &'a State, notes: &'a Notes, document: u32, at: u32) -> Option<&'a str> {
    if notes.index.is_shown(document) {
        let outline = &state.open.as_ref()?.document.outline;
        return outline.headings.get(at as usize).map(|heading| heading.text.as_str());
    }
    let sections = &notes.index.documents().get(document as usize)?.sections;
    sections.get(at as usize).map(String::as_str)
}

/// What a group is called, and its colour if it has one.
fn name_of(
    state: &State,
    notes: &Notes,
    key: &GroupKey,
    theme: &Theme,
) -> (String, Option<egui::Color32>) {
    let language = state.settings.language;
    let named = |text: crate::text::Bilingual| (text.get(language).to_owned(), None);
    match key {
        GroupKey::Section(_, Section::Heading(None)) => named(texts::BEFORE_HEADINGS),
        GroupKey::Section(document, Section::Heading(Some(at))) => {
            (heading(state, notes, *document, *at).unwrap_or_default().to_owned(), None)
        }
        GroupKey::Section(_, Section::Sought) => named(texts::LOCATING),
        GroupKey::Section(_, Section::Unplaced) => named(texts::UNPLACED),
        GroupKey::Document(at) => {
            let document = notes.index.documents().get(*at as usize);
            (document.map(|document| document.title.clone()).unwrap_or_default(), None)
        }
        GroupKey::Untagged => named(texts::UNTAGGED),
        GroupKey::Tag(_, at) => {
            let tag = notes.index.tag(*at).and_then(|id| state.codebook.tags.get(id));
            let color = tag.map(|tag| theme.highlight(tag.color).ink);
            (tag.map(|tag| state.codebook.path(&tag.id)).unwrap_or_default(), color)
        }
        GroupKey::Color(color) => {
            let name = texts::color(*color).get(language).to_owned();
            (name, Some(theme.highlight(*color).ink))
        }
        GroupKey::Day(day) => (texts::day_of_number(day.0), None),
    }
}
