//! The page's own scroll bar: a thumb, and ticks where something is marked or found.
//! It works in f64 over the summed heights: a long book has millions of pixels.

use egui::{Mesh, Pos2, Rect, Sense, Ui, pos2, vec2};

use crate::ui::reader::layout::Layouts;
use crate::ui::reader::model::Page;
use crate::ui::reader::ticks::{self, Shown, Tick};
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
/// Headings and bookmarks stand beside the bar, so far to its left, in points, and are so wide.
const BESIDE: f32 = 3.0;
const HEADING: f32 = 4.0;
const BOOKMARK: f32 = 6.0;

/// The bar's own memory.
#[derive(Debug, Default)]
pub(crate) struct Bar {
    grabbed: Option<Grab>,
    /// Where marks and the like are, as parts of the whole height, and what they were worked out for.
    ticks: Vec<(f64, Tick)>,
    shown: Shown,
}

/// How the thumb is held.
#[derive(Clone, Copy, Debug)]
struct Grab {
    /// How far below the thumb's top, in points.
    below: f32,
    /// Where the pointer was when it last moved the page: while it rests the page does too, whatever becomes
    /// known of the height of the text.
    y: f32,
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
    /// Works out the ticks again, if what is shown is new; what was shown before is the answer.
    pub(crate) fn set_ticks(
        &mut self,
        page: &Page,
        layouts: &Layouts,
        shown: Shown,
    ) -> Option<Shown> {
        if self.shown.is(&shown) {
            return None;
        }
        self.ticks = ticks::ticks(page, layouts, &shown);
        Some(std::mem::replace(&mut self.shown, shown))
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
        let track = track(rect);
        let response =
            ui.interact(reach(track), ui.scope_id().with("scroll bar"), Sense::click_and_drag());
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

    /// Whether a press there is one on the bar of a page in `rect`, and none on its text.
    pub(crate) fn is_at(rect: Rect, at: Pos2) -> bool {
        reach(track(rect)).contains(at)
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
        let grab = match &mut self.grabbed {
            Some(grab) if grab.y.to_bits() == y.to_bits() => return None,
            Some(grab) => {
                grab.y = y;
                *grab
            }
            None => {
                let is_on_thumb = thumb.y_range().contains(y);
                let below = if is_on_thumb { y - thumb.top() } else { thumb.height() / 2.0 };
                let grab = *self.grabbed.insert(Grab { below, y });
                // Taking hold of the thumb moves nothing yet.
                if is_on_thumb {
                    return None;
                }
                grab
            }
        };
        let way = f64::from(track.height() - thumb.height()).max(1.0);
        let top = f64::from(y - grab.below - track.top()).clamp(0.0, way) / way * farthest;
        Some(top)
    }

    fn paint(&self, ui: &Ui, track: Rect, thumb: Option<Rect>, theme: &Theme, is_hot: bool) {
        let painter = ui.painter();
        if let Some(thumb) = thumb {
            let strength = if is_hot { 0.75 } else { 0.4 };
            painter.rect_filled(thumb, WIDTH / 2.0, theme.page.lerp_to_gamma(theme.edge, strength));
        }
        let mut mesh = Mesh::default();
        for (part, tick) in &self.ticks {
            let y = track.top() + (*part as f32).clamp(0.0, 1.0) * (track.height() - TICK);
            let y = painter.round_to_pixel_center(y) - 0.5 / painter.pixels_per_point();
            add_tick(&mut mesh, pos2(track.left(), y), *tick, theme);
        }
        // A thousand shapes take long to hand over, one does not.
        painter.add(mesh);
    }
}

/// Where the bar stands in a page.
fn track(rect: Rect) -> Rect {
    Rect::from_min_max(
        pos2(rect.right() - MARGIN - WIDTH, rect.top() + END_MARGIN),
        pos2(rect.right() - MARGIN, rect.bottom() - END_MARGIN),
    )
}

/// Where it is taken hold of.
fn reach(track: Rect) -> Rect {
    track.expand2(vec2(MARGIN, 0.0))
}

/// Adds a tick; `at` is the bar's left edge at its height.
fn add_tick(mesh: &mut Mesh, at: Pos2, tick: Tick, theme: &Theme) {
    let bar = Rect::from_min_size(at, vec2(WIDTH, TICK));
    match tick {
        Tick::Mark(color) => mesh.add_colored_rect(bar, theme.highlight(color).ink),
        Tick::Hit => mesh.add_colored_rect(bar, theme.accent),
        Tick::Heading => {
            let left = at - vec2(BESIDE + HEADING, 0.0);
            mesh.add_colored_rect(Rect::from_min_size(left, vec2(HEADING, TICK / 2.0)), theme.weak);
        }
        Tick::Bookmark => {
            let tip = at + vec2(0.0, TICK / 2.0);
            let first = mesh.vertices.len() as u32;
            for corner in
                [vec2(0.0, 0.0), vec2(-BOOKMARK, -0.5 * BOOKMARK), vec2(-BOOKMARK, 0.5 * BOOKMARK)]
            {
                mesh.colored_vertex(tip + corner, theme.accent);
            }
            mesh.add_triangle(first, first + 1, first + 2);
        }
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
