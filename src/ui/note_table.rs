//! A table of a note, set in its card: columns as wide as their words where there is room, and else as fair as can be.

use std::sync::Arc;

use egui::{Galley, Rect, Sense, Stroke, Ui, pos2, vec2};

use crate::app::note_text::{CellEdge, NoteBlockKind, NoteRun, NoteTable, words_of};
use crate::ui::Outbox;
use crate::ui::note_text::{job_of, link_at, take_click};
use crate::ui::theme::Theme;

/// Between words and the borders of their column and row, in points.
const INSET: egui::Vec2 = vec2(6.0, 3.0);
/// The level of heading that the words of the head are set like.
const HEAD_LEVEL: u8 = 6;

/// Draws a table; whether it was clicked where no link is, and the link under the pointer.
pub(crate) fn table_ui(
    ui: &mut Ui,
    table: &NoteTable,
    theme: &Theme,
    out: &mut Outbox,
) -> (bool, Option<String>) {
    let widths = widths(ui, table, theme);
    let (mut is_clicked, mut link) = (false, None);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (index, cells) in table.rows.iter().enumerate() {
            let kind = kind_of(index);
            let set = |cell: &Vec<NoteRun>, width: f32| galley(ui, &kind, cell, width, theme);
            let galleys: Vec<Arc<Galley>> = cells
                .iter()
                .zip(&widths)
                .map(|(cell, width)| set(cell, width - 2.0 * INSET.x))
                .collect();
            let (was_clicked, found) = row_ui(ui, (table, cells), (&galleys, &widths), theme, out);
            is_clicked |= was_clicked;
            link = link.take().or(found);
        }
    });
    (is_clicked, link)
}

fn row_ui(
    ui: &mut Ui,
    (table, cells): (&NoteTable, &[Vec<NoteRun>]),
    (galleys, widths): (&[Arc<Galley>], &[f32]),
    theme: &Theme,
    out: &mut Outbox,
) -> (bool, Option<String>) {
    let height = galleys.iter().map(|galley| galley.size().y).fold(0.0, f32::max);
    let size = vec2(ui.available_width(), height + 2.0 * INSET.y);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let words: Vec<String> = cells.iter().map(|cell| words_of(cell)).collect();
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, words.join(" "))
    });
    let pointer = ui.input(|input| input.pointer.latest_pos());
    let pointer = pointer.filter(|at| rect.contains(*at) && ui.clip_rect().contains(*at));
    let mut link = None;
    let mut left = rect.left();
    let edges = table.edges.iter().copied().chain(std::iter::repeat(CellEdge::Start));
    for (((galley, width), cell), edge) in galleys.iter().zip(widths).zip(cells).zip(edges) {
        let spare = width - 2.0 * INSET.x - galley.size().x;
        let moved = match edge {
            CellEdge::Start => 0.0,
            CellEdge::Middle => spare / 2.0,
            CellEdge::End => spare,
        };
        let origin = pos2(left + INSET.x + moved.max(0.0), rect.top() + INSET.y);
        link = link.or_else(|| pointer.and_then(|at| link_at(at, galley, origin, cell)));
        ui.painter().galley(origin, Arc::clone(galley), theme.text);
        left += width;
    }
    let row = Rect::from_min_max(rect.min, pos2(left, rect.bottom()));
    ui.painter().hline(row.x_range(), row.bottom(), Stroke::new(1.0, theme.hairline));
    let is_mine = response.hovered() || response.interact_pointer_pos().is_some();
    let mine = link.as_deref().filter(|_| is_mine);
    (take_click(ui, response, mine, out), link)
}

const fn kind_of(row: usize) -> NoteBlockKind {
    if row == 0 { NoteBlockKind::Heading(HEAD_LEVEL) } else { NoteBlockKind::Paragraph }
}

fn galley(
    ui: &Ui,
    kind: &NoteBlockKind,
    cell: &[NoteRun],
    width: f32,
    theme: &Theme,
) -> Arc<Galley> {
    ui.fonts_mut(|fonts| fonts.layout_job(job_of(kind, cell, width, theme)))
}

/// How wide each column is, in points.
fn widths(ui: &Ui, table: &NoteTable, theme: &Theme) -> Vec<f32> {
    let n_columns = table.rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut wanted = vec![2.0 * INSET.x; n_columns];
    for (index, cells) in table.rows.iter().enumerate() {
        for (cell, widest) in cells.iter().zip(&mut wanted) {
            let words = galley(ui, &kind_of(index), cell, f32::INFINITY, theme).size().x;
            *widest = widest.max((words + 2.0 * INSET.x).ceil());
        }
    }
    fair(&wanted, ui.available_width())
}

/// What each gets of `room`: all that it wants where that is no more than its share of what is left.
fn fair(wanted: &[f32], room: f32) -> Vec<f32> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    let want = |at: usize| wanted.get(at).copied().unwrap_or_default();
    order.sort_by(|left, right| want(*left).total_cmp(&want(*right)));
    let mut given = vec![0.0; wanted.len()];
    let mut left = room;
    for (done, at) in order.iter().enumerate() {
        let share = left / (wanted.len() - done) as f32;
        let gets = want(*at).min(share);
        left -= gets;
        if let Some(place) = given.get_mut(*at) {
            *place = gets;
        }
    }
    given
}

#[cfg(test)]
mod tests {
    use super::fair;

    #[test]
    fn columns_have_what_they_want_or_a_fair_share() {
        assert_eq!(fair(&[30.0, 40.0], 200.0), [30.0, 40.0]);
        assert_eq!(fair(&[300.0, 40.0], 200.0), [160.0, 40.0]);
        assert_eq!(fair(&[300.0, 40.0, 500.0], 240.0), [100.0, 40.0, 100.0]);
        assert!(fair(&[], 240.0).is_empty());
    }
}
