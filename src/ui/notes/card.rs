//! The card of a note: its quote, the note being written, and what can be done with it.

use egui::{
    CursorIcon, FontId, Frame, Margin, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    pos2, vec2,
};

use crate::app::{Action, Command, PlaceState, State, texts};
use crate::notebook::{Annotation, HighlightColor, LinePattern};
use crate::ui::note_text::{self, note_text_ui};
use crate::ui::notes::completion::completed_field_ui;
use crate::ui::notes::list::{CardPlace, card_id};
use crate::ui::notes::listed::Listed;
use crate::ui::notes::{Notes, keys};
use crate::ui::theme::{Highlight, SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{edged_button, elided, held_at, icon_button, sans, words};
use crate::ui::{Outbox, fixed_id, fonts, icons, status};

/// Most characters of what a note was on.
const WAS_CHARS: usize = 60;
/// Most lines of a quote in a card.
const QUOTE_LINES: usize = 3;

/// One note with what can be done with it.
pub(super) fn card(
    ui: &mut Ui,
    state: &State,
    notes: &mut Notes,
    listed: Listed<'_>,
    place: &CardPlace,
    theme: &Theme,
    out: &mut Outbox,
) {
    let annotation = listed.note;
    let is_active = state.active.as_ref() == Some(&annotation.id);
    let is_chosen = state.chosen.contains(&annotation.id);
    let highlight = theme.highlight_of(state, annotation);
    // Selecting lets the active note go: whichever has no place can be put on the selection.
    let awaits_selection =
        !is_active && state.selection.is_some() && is_unplaced(placed(state, annotation));
    let fill = if is_chosen { theme.selection } else { theme.card };
    let frame = Frame::new().fill(fill).corner_radius(8).inner_margin(Margin {
        left: 14,
        right: 10,
        top: 8,
        bottom: 8,
    });
    let mut link = None;
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        if let Some(title) = notes.title_of(&annotation.id) {
            let galley = elided(ui, title, sans(SMALL_POINTS), theme.weak, ui.available_width());
            ui.label(galley);
        }
        quote(ui, state, annotation, theme);
        let is_in_margin = notes.is_in_margin
            && state.editor.as_ref().is_some_and(|editor| editor.id == annotation.id);
        if listed.is_elsewhere() {
            if !annotation.note.is_empty() {
                let note = note_text_ui(ui, &annotation.note, theme, out);
                link = note.link;
                if note.is_clicked {
                    out.push(listed.write());
                }
            }
        } else if !is_in_margin {
            link = note_ui(ui, state, notes, annotation, theme, out);
        }
        foot(ui, state, annotation, theme);
        if is_active && state.editor.is_none() {
            tools(ui, state, annotation, theme, out);
        }
        if awaits_selection {
            place_here(ui, state, annotation, theme, out);
        }
    });
    let rect = shown.response.rect;
    edge_ui(ui, rect, (is_active || is_chosen, highlight), theme);
    if !is_active && !awaits_selection {
        let response = ui.interact(rect, card_id(place), Sense::click());
        let response = response.on_hover_cursor(CursorIcon::PointingHand);
        let label = annotation.excerpt.exact.clone();
        response.widget_info(move || {
            WidgetInfo::selected(egui::accesskit::Role::Button, true, is_chosen, &label)
        });
        take_focus(ui, notes, place, &response, (!state.chosen.is_empty(), theme));
        // The card takes the clicks on what stands in it; a link is meant for itself.
        let link = link.filter(|_| response.contains_pointer() && !has_modifier(ui));
        if link.is_some() {
            note_text::take_click(ui, response, link.as_deref(), out);
        } else if response.clicked() {
            take_click(ui, state, notes, (listed, place), &response, out);
        }
    }
    ui.add_space(8.0);
}

/// The edge of a card and the bar in the pattern of its mark.
fn edge_ui(ui: &Ui, rect: Rect, (is_framed, highlight): (bool, Highlight), theme: &Theme) {
    let edge = if is_framed {
        Stroke::new(2.0, theme.accent)
    } else {
        Stroke::new(1.0, theme.hairline.gamma_multiply(0.6))
    };
    ui.painter().rect_stroke(rect, 8.0, edge, StrokeKind::Inside);
    // Beside the frame, not under it.
    let left = rect.left() + if is_framed { 4.0 } else { 0.0 };
    let bar =
        Rect::from_min_max(pos2(left, rect.top() + 7.0), pos2(left + 3.0, rect.bottom() - 7.0));
    pattern_bar(ui.painter(), bar, highlight);
}

/// Shows whether the keyboard is on a card, and brings it there if that was asked for.
fn take_focus(
    ui: &Ui,
    notes: &mut Notes,
    place: &CardPlace,
    response: &Response,
    (has_choice, theme): (bool, &Theme),
) {
    if notes.wants_focus.as_ref() == Some(place) {
        notes.wants_focus = None;
        response.request_focus();
    }
    if !response.has_focus() {
        return;
    }
    notes.focused = Some(place.clone());
    // Up and down lead from card to card, also to those that are not drawn; Esc first lets the choice go.
    let filter = egui::EventFilter {
        vertical_arrows: true,
        escape: has_choice,
        ..egui::EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let ring = Stroke::new(2.0, theme.text);
    ui.painter().rect_stroke(response.rect.shrink(2.0), 6.0, ring, StrokeKind::Inside);
}

/// Whether a click is one that chooses cards.
fn has_modifier(ui: &Ui) -> bool {
    ui.input(|input| input.modifiers.shift || input.modifiers.command)
}

/// A click goes to the passage; with Ctrl it chooses the card too, with Shift all from the last one to it.
fn take_click(
    ui: &Ui,
    state: &State,
    notes: &mut Notes,
    (listed, place): (Listed<'_>, &CardPlace),
    response: &Response,
    out: &mut Outbox,
) {
    let modifiers = ui.input(|input| input.modifiers);
    if modifiers.shift {
        let active = state
            .active
            .as_ref()
            .and_then(|active| notes.cards().find(|(id, _)| *id == active))
            .map(CardPlace::from);
        let anchor = notes.anchor.clone().or(active).unwrap_or_else(|| place.clone());
        keys::choose_between(notes, &anchor, place, out);
        notes.anchor = Some(anchor);
    } else if modifiers.command {
        keys::toggle(state, place, out);
        notes.anchor = Some(place.clone());
    } else {
        notes.anchor = None;
        out.push(listed.go());
        return;
    }
    response.request_focus();
}

/// The bar at a card's edge in the pattern of its mark, so that it is told apart without it.
pub(super) fn pattern_bar(painter: &egui::Painter, bar: Rect, highlight: Highlight) {
    let part = |left: f32, width: f32, top: f32, bottom: f32| {
        let min = pos2(bar.left() + left, top);
        let max = pos2(bar.left() + left + width, bottom.min(bar.bottom()));
        painter.rect_filled(Rect::from_min_max(min, max), 1.0, highlight.ink);
    };
    let dashes = |lengths: &[f32]| {
        let (mut y, mut step) = (bar.top(), 0);
        while y < bar.bottom() {
            let length = lengths[step % lengths.len()];
            if step % 2 == 0 {
                part(0.0, 3.0, y, y + length);
            }
            (y, step) = (y + length, step + 1);
        }
    };
    let swing = |step: f32, reach: f32| {
        let n_points = (bar.height() / step) as usize;
        let point = |index: usize| {
            let x = if index.is_multiple_of(2) { 0.0 } else { reach };
            pos2(bar.left() + 0.75 + x, bar.top() + index as f32 * step)
        };
        let points = (0..=n_points).map(point).collect();
        painter.add(egui::Shape::line(points, Stroke::new(1.5, highlight.ink)));
    };
    match highlight.pattern {
        LinePattern::Solid => part(0.0, 3.0, bar.top(), bar.bottom()),
        LinePattern::Thick => part(0.0, 5.0, bar.top(), bar.bottom()),
        LinePattern::Double => {
            part(0.0, 1.5, bar.top(), bar.bottom());
            part(3.0, 1.5, bar.top(), bar.bottom());
        }
        LinePattern::Dashed => dashes(&[6.0, 3.0]),
        LinePattern::Dotted => dashes(&[2.0, 3.0]),
        LinePattern::DashDot => dashes(&[6.0, 2.0, 2.0, 2.0]),
        LinePattern::Wavy => swing(4.0, 3.0),
        LinePattern::ZigZag => swing(2.5, 3.0),
    }
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

/// The note, or the field in which it is written; the link under the pointer.
pub(super) fn note_ui(
    ui: &mut Ui,
    state: &State,
    notes: &mut Notes,
    annotation: &Annotation,
    theme: &Theme,
    out: &mut Outbox,
) -> Option<String> {
    let is_writing = state.editor.as_ref().is_some_and(|editor| editor.id == annotation.id);
    if is_writing {
        editor(ui, state, notes, annotation, theme, out);
        return None;
    }
    if notes.editing.as_ref() == Some(&annotation.id) {
        notes.editing = None;
    }
    if annotation.note.is_empty() {
        return None;
    }
    let note = note_text_ui(ui, &annotation.note, theme, out);
    if note.is_clicked {
        out.push(Command::EditNote(annotation.id.clone()));
    }
    note.link
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
                .frame(Frame::NONE)
                .desired_rows(3)
                .desired_width(f32::INFINITY)
                .margin(Margin::ZERO)
                .hint_text(words(texts::NOTE_HINT.get(language), 13.5, theme.weak))
                .font(sans(13.5));
            completed_field_ui(ui, state, id, edit)
        });
    let (response, is_changed) = shown.inner;
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
    if is_changed {
        out.push(Command::NoteTyped(notes.draft.clone()));
    }
    if has_markup(&notes.draft) {
        ui.label(words(texts::NOTE_PREVIEW.get(language), SMALL_POINTS, theme.weak));
        note_text_ui(ui, &notes.draft, theme, out);
    }
    let saves = held_at(ui, egui::Key::Enter).iter().any(|held| held.command);
    if saves && response.has_focus() {
        out.act(Action::Escape);
    }
}

/// Whether a note looks other than it is typed, so that it is worth being seen beside its field.
pub(crate) fn has_markup(note: &str) -> bool {
    note.contains(['*', '`', '#', '[', '>', '~', '|']) || note.contains("danhuang://") || {
        let is_item = |line: &str| {
            let line = line.trim_start();
            line.starts_with("- ")
                || line.split_once(". ").is_some_and(|(n, _)| n.parse::<u32>().is_ok())
        };
        note.lines().any(is_item)
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
    tags_ui(ui, state, annotation, theme);
}

/// The tags, and when it was changed last.
pub(super) fn tags_ui(ui: &mut Ui, state: &State, annotation: &Annotation, theme: &Theme) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
        // A document that is not open may still have tags that were merged since.
        for tag in annotation.tags.iter().filter_map(|tag| state.codebook.resolved(tag)) {
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
