//! The note being written where there is neither a margin nor a list to write it in: a drawer over the page, at that
//! edge where it does not cover the passage.

use egui::{Align2, Area, Margin, Order, Rect, ScrollArea, Ui, pos2, vec2};

use crate::app::State;
use crate::notebook::AnnotationId;
use crate::ui::notes::Notes;
use crate::ui::notes::card::{note_ui, pattern_bar, tags_ui};
use crate::ui::theme::Theme;
use crate::ui::widgets::floating;
use crate::ui::{Outbox, fixed_id};

/// Widest that it is, and how far from the page's edges, in points.
const MOST_WIDTH: f32 = 720.0;
const INSET: f32 = 8.0;
/// How high it is guessed to be before it was drawn, and which part of the page it takes at most.
const GUESSED: f32 = 150.0;
const MOST_PART: f32 = 0.45;

/// The edge of the page that it lies at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Edge {
    #[default]
    Bottom,
    Top,
}

/// Where it was drawn last.
#[derive(Default)]
pub(super) struct Drawer {
    of: Option<AnnotationId>,
    edge: Edge,
    height: f32,
}

impl Edge {
    /// The part of the page that a drawer of this height covers here.
    fn place(self, page: Rect, height: f32) -> Rect {
        let size = vec2(page.width(), height + 2.0 * INSET);
        match self {
            Self::Bottom => Rect::from_min_max(pos2(page.left(), page.bottom() - size.y), page.max),
            Self::Top => Rect::from_min_size(page.min, size),
        }
    }
}

/// The edge at which as little of the passage as can be is covered; of two alike the one where it lies.
fn edge(page: Rect, height: f32, passage: &[Rect], now: Edge) -> Edge {
    let covered = |edge: Edge| {
        let place = edge.place(page, height);
        let boxes = passage.iter().map(|line| line.intersect(place));
        boxes.filter(Rect::is_positive).map(|part| part.area()).sum::<f32>()
    };
    let other = if now == Edge::Bottom { Edge::Top } else { Edge::Bottom };
    if covered(other) < covered(now) { other } else { now }
}

/// Draws it over `page`, on which the passage stands in these boxes.
pub(crate) fn drawer_ui(
    ui: &Ui,
    state: &State,
    notes: &mut Notes,
    (page, passage): (Rect, &[Rect]),
    theme: &Theme,
    out: &mut Outbox,
) {
    let editor = state.editor.as_ref();
    let Some(annotation) = editor.and_then(|editor| state.annotation(&editor.id)) else {
        notes.drawer.of = None;
        return;
    };
    if notes.drawer.of.as_ref() != Some(&annotation.id) {
        let of = Some(annotation.id.clone());
        notes.drawer = Drawer { of, edge: Edge::Bottom, height: GUESSED };
    }
    let at = edge(page, notes.drawer.height, passage, notes.drawer.edge);
    notes.drawer.edge = at;
    let (pivot, pos) = match at {
        Edge::Bottom => (Align2::CENTER_BOTTOM, page.center_bottom() - vec2(0.0, INSET)),
        Edge::Top => (Align2::CENTER_TOP, page.center_top() + vec2(0.0, INSET)),
    };
    let width = MOST_WIDTH.min(page.width() - 2.0 * INSET);
    let area = Area::new(fixed_id("note drawer")).order(Order::Middle).pivot(pivot).fixed_pos(pos);
    let shown = area.constrain_to(page).show(ui.ctx(), |ui| {
        let margin = Margin { left: 14, right: 10, top: 10, bottom: 8 };
        let shown = floating(theme).inner_margin(margin).show(ui, |ui| {
            ui.set_width(width - 26.0);
            let most = page.height() * MOST_PART;
            ScrollArea::vertical().id_salt("drawer").max_height(most).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 4.0;
                note_ui(ui, state, notes, annotation, theme, out);
                tags_ui(ui, state, annotation, theme);
            });
        });
        let rect = shown.response.rect;
        let top = rect.min + vec2(0.0, 8.0);
        let bar = Rect::from_min_max(top, pos2(rect.left() + 3.0, rect.bottom() - 8.0));
        pattern_bar(ui.painter(), bar, theme.highlight(state.color_of(annotation)));
    });
    let response = shown.response;
    notes.drawer.height = response.rect.height();
}

#[cfg(test)]
mod tests {
    use egui::{Rect, pos2};

    use super::{Edge, edge};

    #[test]
    fn it_lies_where_the_passage_is_not_and_stays_there_while_it_can() {
        let page = Rect::from_min_max(pos2(0.0, 50.0), pos2(800.0, 570.0));
        let line = |y: f32| Rect::from_min_max(pos2(40.0, y), pos2(500.0, y + 24.0));
        assert_eq!(edge(page, 150.0, &[line(100.0)], Edge::Bottom), Edge::Bottom);
        assert_eq!(edge(page, 150.0, &[line(540.0)], Edge::Bottom), Edge::Top);
        assert_eq!(edge(page, 150.0, &[line(300.0)], Edge::Top), Edge::Top, "it need not move");
        assert_eq!(
            edge(page, 150.0, &[line(60.0), line(84.0), line(560.0)], Edge::Top),
            Edge::Bottom
        );
        assert_eq!(edge(page, 150.0, &[], Edge::Top), Edge::Top);
    }
}
