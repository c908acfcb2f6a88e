//! Notes beside their lines, where the window is wide: each level with its passage, or as near below as there is
//! room. The one that is written stays level; those before it make way.
//!
//! Their room is kept whether there is a note or not, so that the text stands still when the first is written. Where
//! the text leaves as much room in the middle of the page, none is kept.
//!
//! A note without words, and one whose passage is not in view, is in the list alone.

use egui::{Frame, Margin, Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder, pos2, vec2};

use crate::app::{CleanedView, Command, State};
use crate::notebook::AnnotationId;
use crate::ui::Outbox;
use crate::ui::notes::Notes;
use crate::ui::notes::card::{note_ui, pattern_bar, tags_ui};
use crate::ui::theme::Theme;

/// Narrowest window that has room for notes, in points.
const WINDOW: f32 = 1600.0;
/// Width of a note, of the way to it from the text, and of the scroll bar behind it, in points.
const WIDTH: f32 = 268.0;
const WAY: f32 = 20.0;
const BAR: f32 = 24.0;
/// Between two notes, and how high one is guessed to be, in points.
const GAP: f32 = 8.0;
const GUESSED: f32 = 64.0;
/// Between the text and the line that leads to a note, and between that line's bend and the note, in points.
const LEADER: (f32, f32) = (4.0, 8.0);
/// From a note's upper edge to the middle of its first line, in points.
const FIRST_LINE: f32 = 18.0;

/// Whether notes stand beside their lines: settled before anything of a frame is drawn, so that no note is
/// written in two places.
pub(crate) fn settle(context: &egui::Context, state: &State, notes: &mut Notes) {
    let is_page =
        state.cleaned_view != CleanedView::Compare && !state.is_focused && state.split.is_none();
    let has_room = context.content_rect().width() >= WINDOW;
    notes.is_in_margin = state.open.is_some() && is_page && has_room;
}

/// How much room is kept on the right of the text, in points.
pub(crate) const fn kept(notes: &Notes) -> f32 {
    if notes.is_in_margin { WAY + WIDTH + BAR } else { 0.0 }
}

/// Where the notes of a page stand whose text ends at `right`.
pub(crate) fn room(page: Rect, right: f32) -> Rect {
    let left = right + WAY;
    Rect::from_min_max(pos2(left, page.top()), pos2(left + WIDTH, page.bottom()))
}

/// Draws the notes in the room that was kept; `lines` says where the passages in view stand.
pub(crate) fn margin_ui(
    ui: &mut Ui,
    state: &State,
    notes: &mut Notes,
    (room, lines): (Rect, &[(AnnotationId, Rect)]),
    theme: &Theme,
    out: &mut Outbox,
) {
    let height = |id: &AnnotationId| notes.margin_heights.get(id).copied().unwrap_or(GUESSED);
    let wanted: Vec<(f32, f32)> =
        lines.iter().map(|(id, line)| (line.center().y - FIRST_LINE, height(id))).collect();
    let edited = state.editor.as_ref();
    let edited = edited.and_then(|editor| lines.iter().position(|(id, _)| *id == editor.id));
    let tops = tops(&wanted, edited);
    for ((id, line), top) in lines.iter().zip(tops) {
        let place = pos2(room.left(), top);
        let height = one_ui(ui, state, notes, (id, room, place), theme, out);
        notes.margin_heights.insert(id.clone(), height);
        leader(ui, state, (id, room), line.center().y, top + FIRST_LINE, theme);
    }
}

/// Where notes of these wanted tops and heights stand, so that none lies on another; the edited one stands
/// where it wants to.
fn tops(wanted: &[(f32, f32)], edited: Option<usize>) -> Vec<f32> {
    let mut tops: Vec<f32> = Vec::with_capacity(wanted.len());
    let mut free = f32::NEG_INFINITY;
    for (index, (top, height)) in wanted.iter().enumerate() {
        let top = if edited == Some(index) { *top } else { top.max(free) };
        tops.push(top);
        free = top + height + GAP;
    }
    let mut limit = edited.and_then(|edited| tops.get(edited).copied()).unwrap_or(f32::INFINITY);
    for index in (0..edited.unwrap_or_default()).rev() {
        let height = wanted[index].1;
        tops[index] = tops[index].min(limit - GAP - height);
        limit = tops[index];
    }
    tops
}

/// One note; how high it is, in points.
fn one_ui(
    ui: &mut Ui,
    state: &State,
    notes: &mut Notes,
    (id, room, place): (&AnnotationId, Rect, egui::Pos2),
    theme: &Theme,
    out: &mut Outbox,
) -> f32 {
    let Some(annotation) = state.annotation(id) else { return 0.0 };
    let rect = Rect::from_min_size(place, vec2(room.width(), f32::INFINITY));
    // What is pressed on a note is no press on the page below it.
    let height = notes.margin_heights.get(id).copied().unwrap_or_default();
    let below = Rect::from_min_size(place, vec2(room.width(), height)).intersect(room);
    let below =
        ui.interact(below, ui.scope_id().with(("margin note", &id.0)), Sense::CLICK | Sense::DRAG);
    if below.clicked() {
        out.push(Command::GoToNote(id.clone()));
    }
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(("margin", &id.0)));
    child.set_clip_rect(room.intersect(ui.clip_rect()));
    let frame = Frame::new().fill(theme.card).corner_radius(8).inner_margin(Margin {
        left: 14,
        right: 10,
        top: 8,
        bottom: 8,
    });
    let shown = frame.show(&mut child, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        note_ui(ui, state, notes, annotation, theme, out);
        if !annotation.tags.is_empty() {
            tags_ui(ui, state, annotation, theme);
        }
    });
    let rect = shown.response.rect;
    let bar =
        Rect::from_min_max(rect.min + vec2(0.0, 7.0), pos2(rect.left() + 3.0, rect.bottom() - 7.0));
    pattern_bar(child.painter(), bar, theme.highlight_of(state, annotation));
    let is_active = state.active.as_ref() == Some(id);
    let edge =
        if is_active { Stroke::new(2.0, theme.accent) } else { Stroke::new(1.0, theme.hairline) };
    child.painter().rect_stroke(rect, 8.0, edge, StrokeKind::Inside);
    rect.height()
}

/// The line from a passage's line to its note.
fn leader(
    ui: &Ui,
    state: &State,
    (id, room): (&AnnotationId, Rect),
    from: f32,
    to: f32,
    theme: &Theme,
) {
    let Some(annotation) = state.annotation(id) else { return };
    let ink = theme.highlight_of(state, annotation).ink;
    let clip = room.expand2(vec2(WAY, 0.0)).intersect(ui.clip_rect());
    let painter = ui.painter().with_clip_rect(clip);
    let bend = room.left() - LEADER.1;
    let points =
        vec![pos2(room.left() - WAY + LEADER.0, from), pos2(bend, from), pos2(room.left(), to)];
    painter.add(egui::Shape::line(points, Stroke::new(1.0, ink)));
}

#[cfg(test)]
mod tests {
    use super::{GAP, tops};

    #[test]
    fn no_note_lies_on_another_and_the_edited_one_stays_level() {
        let wanted = [(10.0, 50.0), (20.0, 50.0), (30.0, 40.0), (300.0, 40.0)];
        assert_eq!(tops(&wanted, None), [10.0, 60.0 + GAP, 110.0 + 2.0 * GAP, 300.0]);
        let edited = tops(&wanted, Some(2));
        assert_eq!(edited, [30.0 - 2.0 * (50.0 + GAP), 30.0 - 50.0 - GAP, 30.0, 300.0]);
        assert!(tops(&[], None).is_empty());
    }
}
