//! The notes: every marked passage as a card, by section; a note is written in its card.

use std::collections::HashMap;
use std::sync::Arc;

use egui::{
    CursorIcon, FontId, Frame, Margin, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    pos2, vec2,
};

use crate::app::{Action, Command, Mark, PlaceState, State, texts};
use crate::notebook::{Annotation, HighlightColor, TagId};
use crate::ui::note_list::{self, Filter, Row};
use crate::ui::reader::heights::Heights;
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{bold, chip, edged_button, field, icon_button, sans, words};
use crate::ui::{Outbox, fixed_id, fonts, icons, status};

/// Most tags that have a chip of their own.
const MOST_CHIPS: usize = 6;
/// Most characters of what a note was on.
const WAS_CHARS: usize = 60;
/// How high rows are guessed to be, in points.
const SECTION_HEIGHT: f64 = 28.0;
const CARD_HEIGHT: f64 = 104.0;
/// How far beyond the view rows are drawn, in points.
const BEYOND: f64 = 200.0;
/// Most lines of a quote in a card.
const QUOTE_LINES: usize = 3;

/// What the panel keeps between frames.
#[derive(Default)]
pub(crate) struct Notes {
    filter: Filter,
    /// The rows as last worked out, and for what.
    rows: Vec<Row>,
    made_for: Option<(Arc<[Mark]>, Filter)>,
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
        let is_same = self.made_for.as_ref().is_some_and(|(marks, filter)| {
            Arc::ptr_eq(marks, &state.marks) && *filter == self.filter
        });
        if !is_same {
            let is_other =
                self.made_for.as_ref().is_none_or(|(marks, _)| !Arc::ptr_eq(marks, &state.marks));
            if is_other {
                let counted = note_list::tag_counts(state);
                self.tags = counted.into_iter().take(MOST_CHIPS).map(|(tag, _)| tag).collect();
            }
            self.rows = note_list::rows(state, &self.filter);
            self.heights = Heights::new(self.rows.iter().map(|row| self.guessed(row)).collect());
            self.made_for = Some((Arc::clone(&state.marks), self.filter.clone()));
            self.n_placed = [PlaceState::Suggested, PlaceState::Orphan]
                .map(|placed| note_list::n_placed(state, placed));
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

fn card(
    ui: &mut Ui,
    state: &State,
    notes: &mut Notes,
    annotation: &Annotation,
    theme: &Theme,
    out: &mut Outbox,
) {
    let is_active = state.active.as_ref() == Some(&annotation.id);
    let color = theme.highlight(state.color_of(annotation)).ink;
    // Selecting lets the active note go: whichever has no place can be put on the selection.
    let awaits_selection =
        !is_active && state.selection.is_some() && is_unplaced(placed(state, annotation));
    let frame = Frame::new().fill(theme.card).corner_radius(8).inner_margin(Margin {
        left: 14,
        right: 10,
        top: 8,
        bottom: 8,
    });
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        quote(ui, state, annotation, theme);
        note(ui, state, notes, annotation, theme, out);
        foot(ui, state, annotation, theme);
        if is_active && state.editor.is_none() {
            tools(ui, state, annotation, theme, out);
        }
        if awaits_selection {
            place_here(ui, state, annotation, theme, out);
        }
    });
    let rect = shown.response.rect;
    let bar =
        Rect::from_min_max(rect.min + vec2(0.0, 7.0), pos2(rect.left() + 3.0, rect.bottom() - 7.0));
    ui.painter().rect_filled(bar, 1.5, color);
    let edge = if is_active {
        Stroke::new(2.0, theme.accent)
    } else {
        Stroke::new(1.0, theme.hairline.gamma_multiply(0.6))
    };
    ui.painter().rect_stroke(rect, 8.0, edge, StrokeKind::Inside);
    if !is_active && !awaits_selection {
        let id = fixed_id("card").with(&annotation.id.0);
        let response =
            ui.interact(rect, id, Sense::click()).on_hover_cursor(CursorIcon::PointingHand);
        let label = annotation.excerpt.exact.clone();
        response
            .widget_info(move || WidgetInfo::labeled(egui::accesskit::Role::Button, true, &label));
        if response.clicked() {
            out.push(Command::GoToNote(annotation.id.clone()));
        }
    }
    ui.add_space(8.0);
}

fn quote(ui: &mut Ui, state: &State, annotation: &Annotation, theme: &Theme) {
    let mut text = annotation.excerpt.exact.replace('\n', " ");
    let place =
        state.open.as_ref().and_then(|open| Some((open, open.places.get(&annotation.id)?.clean?)));
    if let Some((open, span)) = place.filter(|(_, span)| !span.is_empty()) {
        text = open.document.cleaned.text.get(span).replace('\n', " ");
    }
    let font = FontId::new(TEXT_POINTS, fonts::family(fonts::PAGE));
    let mut job = egui::text::LayoutJob::simple(text, font, theme.text, ui.available_width());
    job.wrap.max_rows = QUOTE_LINES;
    for section in &mut job.sections {
        section.format.line_height = Some(22.0);
    }
    ui.label(job);
}

/// The note, or the field in which it is written.
fn note(
    ui: &mut Ui,
    state: &State,
    notes: &mut Notes,
    annotation: &Annotation,
    theme: &Theme,
    out: &mut Outbox,
) {
    let is_writing = state.editor.as_ref().is_some_and(|editor| editor.id == annotation.id);
    if is_writing {
        return editor(ui, state, notes, annotation, theme, out);
    }
    if notes.editing.as_ref() == Some(&annotation.id) {
        notes.editing = None;
    }
    if !annotation.note.is_empty() {
        let response = ui.add(
            egui::Label::new(words(&annotation.note, 13.5, theme.weak))
                .wrap()
                .sense(Sense::click()),
        );
        if response.clicked() {
            out.push(Command::EditNote(annotation.id.clone()));
        }
    }
}

fn editor(
    ui: &mut Ui,
    state: &State,
    notes: &mut Notes,
    annotation: &Annotation,
    theme: &Theme,
    out: &mut Outbox,
) {
    let language = state.settings.language;
    let is_new = notes.editing.as_ref() != Some(&annotation.id);
    if is_new {
        notes.editing = Some(annotation.id.clone());
        notes.draft.clone_from(&annotation.note);
    }
    let id = fixed_id("note editor");
    let shown = Frame::new()
        .fill(theme.page)
        .corner_radius(6)
        .inner_margin(Margin::symmetric(8, 6))
        .show(ui, |ui| {
            let edit = egui::TextEdit::multiline(&mut notes.draft)
                .id(id)
                .frame(Frame::NONE)
                .desired_rows(3)
                .desired_width(f32::INFINITY)
                .margin(Margin::ZERO)
                .hint_text(words(texts::NOTE_HINT.get(language), 13.5, theme.weak))
                .font(sans(13.5));
            ui.add(edit)
        });
    let response = shown.inner;
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_label(texts::NOTE_FIELD.get(language));
    });
    ui.painter().rect_stroke(
        shown.response.rect,
        6.0,
        Stroke::new(1.0, theme.accent),
        StrokeKind::Inside,
    );
    if is_new {
        response.request_focus();
    }
    if response.changed() {
        out.push(Command::NoteTyped(notes.draft.clone()));
    }
    let saves = ui.input(|input| input.modifiers.command && input.key_pressed(egui::Key::Enter));
    if saves && response.has_focus() {
        out.act(Action::Escape);
    }
}

/// How sure the place of a note is; nothing while it is sought.
fn placed(state: &State, annotation: &Annotation) -> Option<PlaceState> {
    state.open.as_ref()?.places.get(&annotation.id).map(|place| place.state)
}

/// The tags, and when it was made.
fn foot(ui: &mut Ui, state: &State, annotation: &Annotation, theme: &Theme) {
    let language = state.settings.language;
    let was = |label: crate::text::Bilingual, words: &str| {
        let short: String = words.chars().take(WAS_CHARS).collect();
        let more = if short.len() < words.len() { "…" } else { "" };
        format!("{}{}{more}", label.get(language), short.replace('\n', " "))
    };
    match placed(state, annotation) {
        Some(PlaceState::Suggested) => {
            ui.label(words(texts::SUGGESTED.get(language), SMALL_POINTS, theme.warn));
            let text = was(texts::WAS_ON, &annotation.excerpt.exact);
            ui.add(egui::Label::new(words(text, SMALL_POINTS, theme.weak)).wrap());
        }
        Some(PlaceState::Orphan) => {
            if let Some(heading) = annotation.heading_path.last() {
                let text = was(texts::WAS_UNDER, heading);
                ui.add(egui::Label::new(words(text, SMALL_POINTS, theme.weak)).wrap());
            }
        }
        _ => {}
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
        for tag in &annotation.tags {
            pill(ui, theme, &state.codebook.path(tag));
        }
        ui.label(words(status::clock_time(annotation.modified), 11.5, theme.weak));
    });
}

fn pill(ui: &mut Ui, theme: &Theme, text: &str) {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), sans(SMALL_POINTS), theme.text);
    let (rect, _) = ui.allocate_exact_size(galley.size() + vec2(16.0, 4.0), Sense::hover());
    ui.painter().rect_filled(rect, rect.height() / 2.0, theme.tint(theme.card, 7));
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, theme.text);
}

/// Whether a note has no place, or one that is only likely.
const fn is_unplaced(placed: Option<PlaceState>) -> bool {
    matches!(placed, Some(PlaceState::Suggested | PlaceState::Orphan))
}

/// Puts a note without a sure place on the selection.
fn place_here(
    ui: &mut Ui,
    state: &State,
    annotation: &Annotation,
    theme: &Theme,
    out: &mut Outbox,
) {
    let words = texts::PLACE_HERE.get(state.settings.language);
    if edged_button(ui, theme, words, false).clicked() {
        out.push(Command::PlaceHere(annotation.id.clone()));
    }
}

/// What can be done with the active annotation.
fn tools(ui: &mut Ui, state: &State, annotation: &Annotation, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    let placed = placed(state, annotation);
    ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
    if placed == Some(PlaceState::Suggested) {
        ui.horizontal_wrapped(|ui| {
            if edged_button(ui, theme, texts::ACCEPT_PLACE.get(language), true).clicked() {
                out.push(Command::AcceptPlace(annotation.id.clone()));
            }
            if edged_button(ui, theme, texts::REFUSE_PLACE.get(language), false).clicked() {
                out.push(Command::RefusePlace(annotation.id.clone()));
            }
        });
    }
    if is_unplaced(placed) {
        place_here(ui, state, annotation, theme, out);
    }
    color_dots(ui, state, annotation, theme, out);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for (icon, action) in [
            (icons::TAG, Action::PickTag),
            (icons::PENCIL, Action::WriteNote),
            (icons::COPY, Action::CopyWithSource),
            (icons::TRASH, Action::Remove),
        ] {
            if icon_button(
                ui,
                theme,
                icon,
                action.name().get(language),
                &action.tip(language),
                false,
            )
            .clicked()
            {
                out.act(action);
            }
        }
    });
}

/// The eight colours, the one in use ringed.
pub(crate) fn color_dots(
    ui: &mut Ui,
    state: &State,
    annotation: &Annotation,
    theme: &Theme,
    out: &mut Outbox,
) {
    let language = state.settings.language;
    let current = state.color_of(annotation);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for color in HighlightColor::ALL {
            let (rect, response) = ui.allocate_exact_size(vec2(24.0, 26.0), Sense::click());
            let name = texts::color(color).get(language);
            response.widget_info(move || {
                WidgetInfo::selected(egui::accesskit::Role::Button, true, color == current, name)
            });
            let highlight = theme.highlight(color);
            ui.painter().circle(
                rect.center(),
                7.0,
                highlight.fill,
                Stroke::new(1.5, highlight.ink),
            );
            if color == current {
                ui.painter().circle_stroke(rect.center(), 10.0, Stroke::new(1.5, theme.accent));
            }
            if response.on_hover_text(name).on_hover_cursor(CursorIcon::PointingHand).clicked() {
                out.push(Command::Recolor(annotation.id.clone(), color));
            }
        }
    });
}
