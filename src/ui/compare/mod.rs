//! The file beside the cleaned text, paragraph by paragraph; only the rows in view are set.

mod cells;
mod paint;
mod scroll;

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{CursorIcon, Pos2, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::app::{Command, OpenDocument, PageLook, State, texts};
use crate::clean::Cleaned;
use crate::import::Imported;
use crate::text::{Pos, Source, Span};
use crate::ui::Outbox;
use crate::ui::compare::cells::Cells;
use crate::ui::compare::scroll::{Placed, Scroll};
use crate::ui::pieces::Popup;
use crate::ui::reader::bar::{Bar, Extent};
use crate::ui::reader::look::Sizes;
use crate::ui::theme::{SMALL_POINTS, Theme};
use crate::ui::widgets::sans;

/// Height of the row that names the columns, in points.
const HEAD: f32 = 36.0;
/// The text's size here, in hundredths of the page's.
const SIZE_PERCENT: u16 = 90;
/// Smallest text, in points.
const LEAST_POINTS: u16 = 13;

/// What the view keeps between frames.
#[derive(Default)]
pub(crate) struct Compare {
    of: Option<Arc<Cleaned>>,
    cells: Option<Cells>,
    scroll: Scroll,
    /// The file, and the place of it that stands on top.
    top: Option<(Arc<Imported>, Pos<Source>)>,
    bar: Bar,
    handled_motion: u64,
    popup: Option<Popup>,
}

pub(crate) fn compare_ui(
    ui: &mut Ui,
    state: &State,
    open: &OpenDocument,
    compare: &mut Compare,
    theme: &Theme,
    out: &mut Outbox,
) {
    let rect = ui.available_rect_before_wrap();
    let middle = (rect.center().x).round();
    let body = Rect::from_min_max(rect.min + vec2(0.0, HEAD), rect.max);
    let response = ui.interact(body, ui.scope_id().with("compare"), Sense::click());
    let name = texts::COMPARE_VIEW.get(state.settings.language);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Document);
        node.set_label(name);
    });
    let sizes = sizes(ui, state, middle - rect.left());
    let frame = paint::Frame { body, middle, sizes };
    ground(ui, state, rect, &frame, theme);
    compare.prepare(open, sizes);
    let Some(mut cells) = compare.cells.take() else { return };
    compare.move_about(ui, state, open, &mut cells, body, response.contains_pointer());
    let placed = compare.scroll.placed(ui.ctx(), open, &mut cells, height_of(body, &sizes));
    compare.remember_top(open, &placed);
    let painter = ui.painter().with_clip_rect(body);
    paint::paint(&painter, &frame, open, &placed, state, theme);
    compare.click(ui, &response, &frame, open, &placed, out);
    compare.bar(ui, &mut cells, body, &placed, state, theme);
    report(state, open, &placed, height_of(body, &sizes), out);
    describe(ui, &frame, open, &placed);
    compare.cells = Some(cells);
    crate::ui::pieces::popup_ui(ui, state, &mut compare.popup, theme, out);
}

fn height_of(body: Rect, sizes: &Sizes) -> f64 {
    f64::from(body.height() * sizes.pixels_per_point)
}

/// The sizes of a column this wide, in points.
fn sizes(ui: &Ui, state: &State, width: f32) -> Sizes {
    let page = state.drawn_look();
    let size_points = (page.size_points * SIZE_PERCENT / 100).max(LEAST_POINTS);
    let page = PageLook { size_points, measure: u16::MAX, ..page };
    let (scale, zoom) = (ui.ctx().pixels_per_point(), ui.ctx().zoom_factor());
    Sizes::new(&page, true, scale, zoom, width).in_font(&state.fonts)
}

/// The grounds of the columns and their names.
fn ground(ui: &Ui, state: &State, rect: Rect, frame: &paint::Frame, theme: &Theme) {
    let (painter, middle) = (ui.painter(), frame.middle);
    painter.rect_filled(rect, 0.0, theme.page);
    let left = Rect::from_min_max(rect.min + vec2(0.0, HEAD), pos2(middle, rect.bottom()));
    painter.rect_filled(left, 0.0, theme.panel);
    let line = Stroke::new(1.0, theme.hairline);
    painter.hline(rect.x_range(), rect.top() + HEAD - 0.5, line);
    painter.vline(middle, rect.y_range(), line);
    let language = state.settings.language;
    for (is_left, name) in [(true, texts::IN_FILE), (false, texts::AS_CLEANED)] {
        let x = frame.sizes.points(frame.text_left(is_left));
        painter.text(
            pos2(x, rect.top() + HEAD / 2.0),
            egui::Align2::LEFT_CENTER,
            name.get(language),
            sans(SMALL_POINTS + 0.5),
            theme.weak,
        );
    }
}

impl Compare {
    /// Makes everything anew where the document or the sizes changed.
    fn prepare(&mut self, open: &OpenDocument, sizes: Sizes) {
        let cleaned = &open.document.cleaned;
        let is_same = self.of.as_ref().is_some_and(|of| Arc::ptr_eq(of, cleaned));
        if !is_same {
            let review = cleaned.review(&open.document.imported.text);
            // Of a document that was only cleaned anew the same place of the file stays where it is.
            let kept =
                self.top.as_ref().filter(|(file, _)| Arc::ptr_eq(file, &open.document.imported));
            match kept {
                Some((_, top)) => self.scroll.go_on_at(review.row_of_source(*top)),
                None => self.scroll.start_at(review.row_at(open.position)),
            }
            self.of = Some(Arc::clone(cleaned));
            self.cells = None;
            self.popup = None;
        }
        if self.cells.as_ref().is_none_or(|cells| cells.sizes != sizes) {
            self.cells = Some(Cells::new(open, sizes));
        }
    }

    fn remember_top(&mut self, open: &OpenDocument, placed: &[Placed]) {
        let review = open.document.cleaned.review(&open.document.imported.text);
        let row = placed.first().and_then(|first| review.rows.get(first.index));
        self.top = row.map(|row| (Arc::clone(&open.document.imported), row.source.start));
    }

    /// Carries out what was asked, and follows the wheel.
    fn move_about(
        &mut self,
        ui: &Ui,
        state: &State,
        open: &OpenDocument,
        cells: &mut Cells,
        body: Rect,
        is_under_pointer: bool,
    ) {
        let height = height_of(body, &cells.sizes);
        cells.forget_stale(ui);
        if let Some((number, motion)) =
            state.motion.filter(|(number, _)| *number != self.handled_motion)
        {
            self.handled_motion = number;
            self.scroll.carry_out(ui.ctx(), open, cells, motion, height);
        }
        let wheel = ui.input(|input| input.smooth_scroll_delta.y);
        if wheel != 0.0 && is_under_pointer {
            self.scroll.by(f64::from(-wheel * cells.sizes.pixels_per_point));
        }
    }

    /// A click on something that was taken away or changed shows what can be done with it.
    fn click(
        &mut self,
        ui: &Ui,
        response: &egui::Response,
        frame: &paint::Frame,
        open: &OpenDocument,
        placed: &[Placed],
        out: &mut Outbox,
    ) {
        let Some(pointer) = response.hover_pos() else { return };
        let Some((span, at)) = frame.difference_at(open, placed, pointer) else { return };
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        if response.clicked() {
            self.popup = Popup::of(open, span, at);
            out.push(Command::GoToSource(span));
        }
    }

    fn bar(
        &mut self,
        ui: &Ui,
        cells: &mut Cells,
        body: Rect,
        placed: &[Placed],
        state: &State,
        theme: &Theme,
    ) {
        let Some(first) = placed.first() else { return };
        let top = cells.heights.before(first.index) - first.top;
        let view = height_of(body, &cells.sizes);
        let extent = Extent { top, view, total: cells.heights.total() };
        let name = texts::SCROLL_BAR.get(state.settings.language);
        if let Some(top) = self.bar.ui(ui, body, extent, theme, name) {
            let (index, within) = cells.heights.find(top);
            self.scroll.to(index, -within);
            ui.ctx().request_repaint();
        }
    }
}

/// Says which part of the text is in view, when that changed.
fn report(state: &State, open: &OpenDocument, placed: &[Placed], height: f64, out: &mut Outbox) {
    let review = open.document.cleaned.review(&open.document.imported.text);
    let places = placed.iter().filter_map(|place| {
        let row = review.rows.get(place.index)?;
        Some((place.first_clean(row, 0.0), place.first_clean(row, height)))
    });
    let places: Vec<_> = places.collect();
    let (Some((start, _)), Some((_, end))) = (places.first(), places.last()) else { return };
    let (start, end) = (*start, *end);
    let reading = Span { start, end: end.max(start) };
    if reading != state.visible {
        out.push(Command::Reading(reading));
    }
}

/// Two nodes for each row in view: what stands in the file, and what is shown of it.
fn describe(ui: &Ui, frame: &paint::Frame, open: &OpenDocument, placed: &[Placed]) {
    let document = &open.document;
    let review = document.cleaned.review(&document.imported.text);
    for place in placed {
        let Some(row) = review.rows.get(place.index) else { continue };
        let (left, right) = frame.cells_of(place);
        let clean = row.clean.map(|span| document.cleaned.text.get(span));
        let nodes = [(left, Some(document.imported.text.get(row.source))), (right, clean)];
        for (side, (rect, text)) in nodes.into_iter().enumerate() {
            let Some(text) = text else { continue };
            let id = ui.scope_id().with(("compared", row.source.start.offset, side));
            let response = ui.interact(rect.intersect(frame.body), id, Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Paragraph, true, text));
        }
    }
}

/// A difference under the pointer, with where it is.
type Found = Option<(Span<Source>, Rect)>;

impl paint::Frame {
    fn difference_at(&self, open: &OpenDocument, placed: &[Placed], pointer: Pos2) -> Found {
        let place = placed.iter().find(|place| {
            let (left, right) = self.cells_of(place);
            left.union(right).contains(pointer)
        })?;
        self.difference_in(open, place, pointer)
    }
}
