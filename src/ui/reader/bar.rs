//! The page's own scroll bar: a thumb, and ticks where something is marked or found.
//! It works in f64 over the summed heights: a long book has millions of pixels.

use std::sync::Arc;

use egui::{Color32, Rect, Sense, Ui, pos2, vec2};

use crate::text::{Clean, Pos, Span};
use crate::ui::reader::layout::Layouts;
use crate::ui::reader::marks::Marks;
use crate::ui::reader::model::Page;
use crate::ui::theme::Theme;

/// Width of thumb and ticks, in points.
const WIDTH: f32 = 8.0;
/// Space between bar and the page's right edge, and above and below, in points.
const MARGIN: f32 = 3.0;
const END_MARGIN: f32 = 16.0;
/// The smallest thumb, in points.
const SMALLEST_THUMB: f32 = 40.0;
/// Height of a tick, in points.
const TICK: f32 = 2.0;
/// Parts of the whole height that are told apart: about the pixels of a high screen.
const MOST_TICKS: usize = 1_500;

/// The bar's own memory.
#[derive(Debug, Default)]
pub(crate) struct Bar {
    /// How far below the thumb's top it was taken hold of, in points.
    grabbed: Option<f32>,
    /// Where marks and hits are, as parts of the whole height.
    ticks: Vec<(f64, Tick)>,
    hits: Arc<[Span<Clean>]>,
}

/// What a tick stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tick {
    Mark(crate::notebook::HighlightColor),
    Hit,
}

/// Where the view is in the whole text, in physical pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Extent {
    /// The view's top below the text's.
    pub(crate) top: f64,
    /// The view's height.
    pub(crate) view: f64,
    /// The whole text's height.
    pub(crate) total: f64,
}

impl Extent {
    /// The farthest that the view's top can go: until the last line stands in the middle.
    fn farthest(self) -> f64 {
        if self.total <= self.view { 0.0 } else { self.total - self.view / 2.0 }
    }
}

impl Bar {
    /// Works out the ticks again, if marks, hits or sizes are new.
    pub(crate) fn set_ticks(
        &mut self,
        page: &Page,
        layouts: &Layouts,
        marks: &Marks,
        hits: &Arc<[Span<Clean>]>,
        is_new: bool,
    ) {
        if !is_new && Arc::ptr_eq(&self.hits, hits) {
            return;
        }
        self.hits = Arc::clone(hits);
        let total = layouts.heights.total().max(1.0);
        let part = |pos: Pos<Clean>| part_of(page, layouts, pos) / total;
        let marked = marks.all().iter().map(|mark| (part(mark.span.start), Tick::Mark(mark.color)));
        self.ticks = hit_ticks(page, layouts, hits).chain(marked).collect();
        // Ticks of one kind that fall together are drawn once.
        self.ticks.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.ticks.dedup_by(|a, b| a.1 == b.1 && (a.0 - b.0).abs() < 0.5 / MOST_TICKS as f64);
    }

    /// Shows the bar at the right of `rect`; gives the new top when it was moved.
    pub(crate) fn ui(
        &mut self,
        ui: &Ui,
        rect: Rect,
        extent: Extent,
        theme: &Theme,
        name: &str,
    ) -> Option<f64> {
        let farthest = extent.farthest();
        if farthest <= 0.0 && self.ticks.is_empty() {
            return None;
        }
        let track = Rect::from_min_max(
            pos2(rect.right() - MARGIN - WIDTH, rect.top() + END_MARGIN),
            pos2(rect.right() - MARGIN, rect.bottom() - END_MARGIN),
        );
        let response = ui.interact(
            track.expand2(vec2(MARGIN, 0.0)),
            ui.scope_id().with("scroll bar"),
            Sense::click_and_drag(),
        );
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(egui::accesskit::Role::ScrollBar);
            node.set_label(name);
            node.set_numeric_value(if farthest > 0.0 {
                extent.top / farthest * 100.0
            } else {
                0.0
            });
            node.set_min_numeric_value(0.0);
            node.set_max_numeric_value(100.0);
        });
        let thumb = thumb(track, extent);
        let moved = self.drag(&response, track, thumb, farthest);
        self.paint(ui, track, thumb, theme, response.hovered() || self.grabbed.is_some());
        moved
    }

    fn drag(
        &mut self,
        response: &egui::Response,
        track: Rect,
        thumb: Option<Rect>,
        farthest: f64,
    ) -> Option<f64> {
        let thumb = thumb?;
        if !response.is_pointer_button_down_on() {
            self.grabbed = None;
            return None;
        }
        let y = response.interact_pointer_pos()?.y;
        let grabbed = *self.grabbed.get_or_insert_with(|| {
            if thumb.y_range().contains(y) { y - thumb.top() } else { thumb.height() / 2.0 }
        });
        let way = f64::from(track.height() - thumb.height()).max(1.0);
        let top = f64::from(y - grabbed - track.top()).clamp(0.0, way) / way * farthest;
        Some(top)
    }

    fn paint(&self, ui: &Ui, track: Rect, thumb: Option<Rect>, theme: &Theme, is_hot: bool) {
        let painter = ui.painter();
        if let Some(thumb) = thumb {
            let strength = if is_hot { 0.75 } else { 0.4 };
            painter.rect_filled(thumb, WIDTH / 2.0, theme.page.lerp_to_gamma(theme.edge, strength));
        }
        for (part, tick) in &self.ticks {
            let y = track.top() + (*part as f32).clamp(0.0, 1.0) * (track.height() - TICK);
            let y = painter.round_to_pixel_center(y) - 0.5 / painter.pixels_per_point();
            painter.rect_filled(
                Rect::from_min_size(pos2(track.left(), y), vec2(WIDTH, TICK)),
                0.0,
                color(*tick, theme),
            );
        }
    }
}

/// The parts of the whole height in which there is a hit. Each part looks for one of its own, so that a
/// million hits cost no more than a thousand.
fn hit_ticks(
    page: &Page,
    layouts: &Layouts,
    hits: &[Span<Clean>],
) -> impl Iterator<Item = (f64, Tick)> {
    let total = layouts.heights.total();
    let start_of = move |part: usize| {
        let (index, within) = layouts.heights.find(total * part as f64 / MOST_TICKS as f64);
        let span = page.pieces.get(index).map(|piece| piece.span).unwrap_or_default();
        let share = within / layouts.heights.get(index).max(1.0);
        Pos::new(span.start.index() + (span.len() as f64 * share) as usize)
    };
    let n_parts = if hits.is_empty() { 0 } else { MOST_TICKS };
    let has_hit = move |part: usize| {
        let first = hits.partition_point(|hit| hit.start < start_of(part));
        let is_last = part + 1 == MOST_TICKS;
        hits.get(first).is_some_and(|hit| is_last || hit.start < start_of(part + 1))
    };
    let tick = |part: usize| ((part as f64 + 0.5) / MOST_TICKS as f64, Tick::Hit);
    (0..n_parts).filter(move |part| has_hit(*part)).map(tick)
}

fn color(tick: Tick, theme: &Theme) -> Color32 {
    match tick {
        Tick::Mark(color) => theme.highlight(color).ink,
        Tick::Hit => theme.accent,
    }
}

fn thumb(track: Rect, extent: Extent) -> Option<Rect> {
    let farthest = extent.farthest();
    if farthest <= 0.0 {
        return None;
    }
    let share = (extent.view / (farthest + extent.view)) as f32;
    let height = (track.height() * share).clamp(SMALLEST_THUMB.min(track.height()), track.height());
    let top =
        track.top() + ((extent.top / farthest).clamp(0.0, 1.0) as f32) * (track.height() - height);
    Some(Rect::from_min_size(pos2(track.left(), top), vec2(track.width(), height)))
}

/// How far below the text's top a place is, in physical pixels, as far as known.
fn part_of(page: &Page, layouts: &Layouts, pos: Pos<Clean>) -> f64 {
    let index = page.piece_at(pos);
    let Some(piece) = page.pieces.get(index) else { return 0.0 };
    let within = pos.index().saturating_sub(piece.span.start.index()) as f64
        / piece.span.len().max(1) as f64;
    layouts.heights.before(index) + layouts.heights.get(index) * within
}
