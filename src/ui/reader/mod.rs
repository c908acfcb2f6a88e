//! The page: lays out the visible paragraphs, paints them, and selects in them.

mod ask;
pub(crate) mod bar;
mod borders;
mod caret;
mod cleaning;
mod count;
mod described;
#[cfg(test)]
mod drawn;
pub(crate) mod ghosts;
pub(crate) mod glyphs;
mod handles;
pub(crate) mod heights;
mod inline;
pub(crate) mod layout;
pub(crate) mod links;
mod list;
pub(crate) mod look;
mod marks;
pub(crate) mod model;
mod ornaments;
mod paint;
mod pictures;
mod places;
mod point;
mod prepare;
mod rows;
mod ruby;
mod scroll;
mod select;
mod standing;
pub(crate) mod strip;
mod ticks;
mod told;
pub(crate) mod underline;

use std::sync::Arc;

use egui::accesskit::Role;
use egui::text::LayoutJob;
use egui::{Galley, Rect, Sense, Ui};

use crate::app::{CleanedView, Command, Find, OpenDocument, State, texts};
use crate::notebook::AnnotationId;
use crate::text::{Clean, Pos, Source, Span};
use crate::ui::Outbox;
use crate::ui::pieces::{Popup, popup_ui};
use crate::ui::reader::bar::{Bar, Extent};
use crate::ui::reader::caret::Side;
use crate::ui::reader::cleaning::Cleaning;
use crate::ui::reader::described::Described;
use crate::ui::reader::handles::Reshape;
use crate::ui::reader::layout::Layouts;
use crate::ui::reader::links::LinkCard;
use crate::ui::reader::look::{SIDE_POINTS, Sizes};
use crate::ui::reader::marks::Marks;
use crate::ui::reader::model::Page;
use crate::ui::reader::paint::{Frame, Overlay};
use crate::ui::reader::pictures::Pictures;
use crate::ui::reader::point::Resting;
use crate::ui::reader::prepare::{Prepared, Ready, Wish};
use crate::ui::reader::scroll::{Placed, Scroll, Setter};
use crate::ui::reader::select::{Clicks, Drag};
use crate::ui::reader::standing::Standing;
use crate::ui::reader::ticks::Shown;
use crate::ui::selection_bar;
use crate::ui::theme::Theme;
use crate::ui::work::Job;

/// Most marks that are taken apart within a frame.
const MOST_AT_ONCE: usize = 1_000;

/// What the page keeps between frames.
#[derive(Default)]
pub struct Reader {
    prepared: Prepared,
    scroll: Scroll,
    marks: Marks,
    bar: Bar,
    drag: Option<Drag>,
    clicks: Clicks,
    /// The end of a mark that is being dragged.
    reshape: Option<Reshape>,
    handled_step: u64,
    /// Where the last step by lines led, and the x that it kept to, in physical pixels.
    goal: Option<(Pos<Clean>, f64)>,
    /// What the pointer rests on.
    resting: Option<Resting>,
    handled_motion: u64,
    standing: Standing,
    reading: Span<Clean>,
    selected_boxes: Vec<Rect>,
    active_boxes: Vec<Rect>,
    paragraph_boxes: Vec<Rect>,
    /// Room that is kept free on the right of the text, in points.
    pub(crate) kept: f32,
    /// Where the lines of the text end, in points.
    pub(crate) text_right: f32,
    /// The first visible line of each passage with a note, in points.
    pub(crate) note_lines: Vec<(AnnotationId, Rect)>,
    asked_at: Option<egui::Pos2>,
    source_line_box: Option<Rect>,
    probe: Option<Arc<Galley>>,
    /// The boxes of pills, which the page itself leaves alone.
    pills: Vec<Rect>,
    /// The boxes of what was taken away, where that is shown.
    taken: Vec<(Rect, Span<Source>)>,
    pictures: Pictures,
    described: Described,
    popup: Option<Popup>,
    link: Option<LinkCard>,
}

impl Reader {
    /// Whether a selection is being dragged.
    pub fn is_dragging(&self) -> bool {
        self.drag.is_some_and(|drag| drag.is_moving) || self.reshape.is_some()
    }

    /// Whether the page is there and all its lines are counted.
    pub fn is_counted(&self) -> bool {
        self.prepared.is_counted()
    }

    /// The visible lines of the selection on the screen, in points.
    pub fn selected_boxes(&self) -> &[Rect] {
        &self.selected_boxes
    }

    /// The marks that the pointer rests on, for the card that tells of them.
    pub(crate) fn resting(&self) -> Option<&Resting> {
        self.resting.as_ref()
    }

    /// The same, for the card.
    pub(crate) fn resting_mut(&mut self) -> Option<&mut Resting> {
        self.resting.as_mut()
    }

    /// Where the pointer asked for what can be said of the selection.
    pub fn asked_at(&self) -> Option<egui::Pos2> {
        self.asked_at
    }

    /// The line that says where the text comes from on the screen, in points, if it is in view.
    pub fn source_line_box(&self) -> Option<Rect> {
        self.source_line_box
    }

    /// The visible lines of the active mark on the screen, in points.
    pub fn active_boxes(&self) -> &[Rect] {
        &self.active_boxes
    }

    /// The visible lines of what a tag or a note would be on, in points: of the selection, of the active mark, or of
    /// the paragraph that keys act on.
    pub(crate) fn target_boxes(&self, state: &State) -> &[Rect] {
        if state.selection.is_some() {
            &self.selected_boxes
        } else if state.active.is_some() {
            &self.active_boxes
        } else {
            &self.paragraph_boxes
        }
    }
}

impl Reader {
    /// Looks at what the reader of the other half shows, so that nothing is worked out twice.
    pub(crate) fn look_beside(&mut self, other: &Self) {
        self.prepared.look_beside(&other.prepared);
    }

    /// There is no other half.
    pub(crate) fn look_nowhere(&mut self) {
        self.prepared.look_nowhere();
    }

    /// Steps by lines that another reader took are taken.
    pub(crate) const fn skip_steps_of(&mut self, other: &Self) {
        self.handled_step = other.handled_step;
    }
}

/// Shows the page of the open document in all of the room that is left.
pub fn reader_ui(ui: &mut Ui, state: &State, reader: &mut Reader, theme: &Theme, out: &mut Outbox) {
    let rect = ui.available_rect_before_wrap();
    ui.painter().rect_filled(rect, 0.0, theme.page);
    let Some(open) = &state.open else { return };
    let response = ui.interact(rect, ui.scope_id().with("page"), Sense::click_and_drag());
    name_page(ui, &response, state);
    let Some((page, mut layouts)) = reader.prepared(ui, open, state, rect, out) else { return };
    let mut work =
        Work { ui, state, open, reader, page: &page, layouts: &mut layouts, rect, theme };
    work.frame(&response, out);
    reader.prepared.put_back(page, layouts);
    popup_ui(ui, state, &mut reader.popup, theme, out);
    links::card_ui(ui, &mut reader.link, state.settings.language, theme);
}

fn name_page(ui: &Ui, response: &egui::Response, state: &State) {
    let name = texts::PAGE.get(state.settings.language);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Document);
        node.set_label(name);
    });
}

impl Reader {
    /// The page and its layouts, made anew where the document, the sizes or the glyphs changed; nothing while
    /// the page of a long document is being made.
    fn prepared(
        &mut self,
        ui: &Ui,
        open: &OpenDocument,
        state: &State,
        rect: Rect,
        out: &mut Outbox,
    ) -> Option<(Arc<Page>, Layouts)> {
        let (scale, zoom) = (ui.ctx().pixels_per_point(), ui.ctx().zoom_factor());
        let look = state.drawn_look();
        let fonts = state.fonts.clone();
        // The usual side is a part of what is kept.
        let width = rect.width() - (self.kept - SIDE_POINTS).max(0.0);
        let sizes = move |is_han| Sizes::new(&look, is_han, scale, zoom, width).in_font(&fonts);
        let shows_taken = state.cleaned_view == CleanedView::Ghost;
        let wish = Wish { open, shows_taken, sizes };
        let (page, mut layouts) = match self.prepared.take(ui.ctx(), &wish, out) {
            Ready::NotYet => return None,
            Ready::Same(page, layouts) => (page, layouts),
            Ready::New(page, layouts) => {
                (self.drag, self.popup, self.link) = (None, None, None);
                let below = self.standing.below(open);
                self.scroll.start_at(open.position, below * f64::from(scale));
                (page, layouts)
            }
        };
        if self.are_glyphs_stale(ui) {
            layouts.forget_glyphs();
        }
        Some((page, layouts))
    }

    /// Whether egui emptied the texture of glyphs: then it lays out a text it had kept anew.
    fn are_glyphs_stale(&mut self, ui: &Ui) -> bool {
        let job = LayoutJob::simple_singleline(
            "中".to_owned(),
            egui::FontId::default(),
            egui::Color32::PLACEHOLDER,
        );
        let probe = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let is_same = self.probe.as_ref().is_some_and(|old| Arc::ptr_eq(old, &probe));
        self.probe = Some(probe);
        !is_same
    }
}

/// One frame of the page.
struct Work<'a> {
    ui: &'a mut Ui,
    state: &'a State,
    open: &'a OpenDocument,
    reader: &'a mut Reader,
    page: &'a Page,
    layouts: &'a mut Layouts,
    rect: Rect,
    theme: &'a Theme,
}

impl Work<'_> {
    fn frame(&mut self, response: &egui::Response, out: &mut Outbox) {
        let frame = Frame::new(self.rect, self.layouts.sizes, self.reader.kept);
        self.reader.text_right = frame.sizes.points(frame.left + frame.sizes.measure);
        let now = self.ui.input(|input| input.time);
        self.scroll(response, now);
        let placed = self.place(now);
        self.point(response, &frame, &placed, now, out);
        self.step_lines(&frame, &placed, now, out);
        let drawn = (&self.open.document.imported, self.page, &self.layouts.sizes);
        self.reader.pictures.prepare(self.ui.ctx(), drawn, &placed, out);
        self.paint(&frame, &placed, out);
        self.handles(&frame, &placed);
        self.cleaning(&frame, &placed);
        self.bar(&placed, now);
        self.report(&placed, out);
        self.describe(response, &frame, &placed, out);
        if let Some(card) = links::links_ui(self.ui, &frame, self.page, &placed) {
            self.reader.link = Some(card);
        }
        self.source_line(&frame, &placed, out);
        if self.reader.scroll.is_gliding() {
            self.ui.ctx().request_repaint();
        }
    }

    fn height_pixels(&self) -> f64 {
        f64::from(self.rect.height() * self.layouts.sizes.pixels_per_point)
    }

    /// Runs `act` with what moves the page.
    fn with_setter<T>(&mut self, act: impl FnOnce(&mut Scroll, &mut Setter<'_>) -> T) -> T {
        let height = self.height_pixels();
        let sizes = self.layouts.sizes;
        let (ctx, document) = (self.ui.ctx(), &self.open.document);
        let mut setter =
            Setter { ctx, page: self.page, document, layouts: self.layouts, sizes, height };
        act(&mut self.reader.scroll, &mut setter)
    }

    /// Carries out what was asked of the page, and follows the wheel and a drag beyond the edge.
    fn scroll(&mut self, response: &egui::Response, now: f64) {
        if self.page.pieces.is_empty() {
            return;
        }
        if let Some((number, motion)) =
            self.state.motion.filter(|(number, _)| *number != self.reader.handled_motion)
        {
            self.reader.handled_motion = number;
            let glides = !self.state.settings.reduces_motion;
            self.with_setter(|scroll, setter| scroll.carry_out(setter, motion, now, glides));
        }
        let scale = self.layouts.sizes.pixels_per_point;
        let wheel = self.ui.input(|input| input.smooth_scroll_delta.y);
        let is_here =
            response.contains_pointer() || selection_bar::is_under_pointer(self.ui, self.rect);
        if wheel != 0.0 && is_here {
            self.with_setter(|scroll, setter| scroll.by(setter, f64::from(-wheel * scale), now));
        }
        if self.reader.is_dragging()
            && let Some(pointer) = self.ui.input(|input| input.pointer.latest_pos())
        {
            let speed = select::edge_speed(pointer.y - self.rect.top(), self.rect.height());
            let seconds = f64::from(self.ui.input(|input| input.stable_dt)).min(0.1);
            if speed != 0.0 {
                let pixels = speed * seconds * self.layouts.sizes.line_height;
                self.with_setter(|scroll, setter| scroll.by(setter, pixels, now));
                self.ui.ctx().request_repaint();
            }
        }
    }

    fn place(&mut self, now: f64) -> Vec<Placed> {
        let placed = self.with_setter(|scroll, setter| scroll.placed(setter, now));
        if let Some(first) = placed.first() {
            self.layouts.trim(first.index);
        }
        placed
    }

    fn paint(&mut self, frame: &Frame, placed: &[Placed], out: &mut Outbox) {
        let state = self.state;
        let marks_before = self.reader.marks.take(&state.marks);
        let no_hits = Arc::default();
        let hits = state.find.as_ref().map_or(&no_hits, |find| &find.hits);
        let shown = Shown {
            outline: Arc::clone(&self.open.document.outline),
            marks: state.marks.clone(),
            bookmarks: Arc::clone(&state.bookmarks),
            hits: Arc::clone(hits),
            n_counts: self.reader.prepared.n_counts(),
        };
        let shown_before = self.reader.bar.set_ticks(self.page, self.layouts, shown);
        // Of very many marks nobody but the page may hold the old ones by now.
        if let Some(before) = marks_before.filter(|before| before.len() > MOST_AT_ONCE) {
            out.work(Job::dropping((before, shown_before)));
        }
        let overlay = Overlay {
            marks: &self.reader.marks,
            reshaped: self.reader.reshape.as_ref().map(|reshape| &reshape.mark),
            caret: state.caret.map(|pos| (pos, Side::of(state))),
            active: state.active.as_ref(),
            selection: state.selection,
            hits,
            current_hit: state.find.as_ref().and_then(Find::current_hit),
        };
        let painter = self.ui.painter().with_clip_rect(self.rect);
        self.reader.pictures.paint(&painter, frame, self.page, placed, self.theme);
        paint::paint(&painter, frame, self.page, placed, &overlay, self.theme);
        places::paint(&painter, frame, self.page, placed, (state, self.open), self.theme);
        let boxes = |span: Option<Span<Clean>>| {
            span.map(|span| paint::boxes(frame, self.page, placed, span)).unwrap_or_default()
        };
        let reshaped = self.reader.reshape.as_ref().map(|reshape| reshape.mark.span);
        let active = state.active.as_ref().and_then(|id| self.open.places.get(id)?.clean);
        let active = reshaped.or(active);
        self.reader.active_boxes = boxes(active.filter(|span| !span.is_empty()));
        self.reader.selected_boxes = boxes(state.selection);
        let paragraph = state.paragraph.and_then(|index| self.open.document.blocks.get(index));
        self.reader.paragraph_boxes = boxes(paragraph.map(|block| block.span));
        let noted = (&self.reader.marks, self.reader.reading, state.editor.as_ref());
        self.reader.note_lines = paint::note_lines(frame, self.page, placed, noted);
    }

    /// Shows what the page tells of the cleaning.
    fn cleaning(&mut self, frame: &Frame, placed: &[Placed]) {
        let cleaning = Cleaning {
            state: self.state,
            open: self.open,
            page: self.page,
            frame,
            placed,
            theme: self.theme,
        };
        let painter = self.ui.painter().with_clip_rect(self.rect);
        let taken = cleaning.taken_boxes();
        if self.state.cleaned_view == CleanedView::Ghost {
            cleaning.paint_ghosts(&painter, &taken);
        } else {
            cleaning.paint_looked_at(&painter);
        }
        cleaning.paint_given_back(&painter);
        let (pills, popup) = cleaning.pills(self.ui);
        if popup.is_some() {
            self.reader.popup = popup;
        }
        (self.reader.pills, self.reader.taken) = (pills, taken);
    }

    fn bar(&mut self, placed: &[Placed], now: f64) {
        let Some(first) = placed.first() else { return };
        let view = self.height_pixels();
        let top = self.layouts.heights.before(first.index) - first.top;
        let extent = Extent { top, view, total: self.layouts.heights.total() };
        let name = texts::SCROLL_BAR.get(self.state.settings.language);
        let moved = self.reader.bar.ui(self.ui, self.rect, extent, self.theme, name);
        let Some(top) = moved else { return };
        let (index, within) = self.layouts.heights.find(top);
        self.with_setter(|scroll, setter| {
            scroll.to(setter, index);
            scroll.by(setter, within, now);
        });
        self.ui.ctx().request_repaint();
    }

    /// Says which part of the text is in view, when that changed.
    fn report(&mut self, placed: &[Placed], out: &mut Outbox) {
        let height = self.height_pixels();
        let mut lines = scroll::lines(self.page, placed)
            .filter(|line| line.top >= -0.5 && line.bottom <= height + 0.5)
            .filter(|line| !line.span.is_empty());
        let Some(first) = lines.next() else { return };
        let scale = f64::from(self.layouts.sizes.pixels_per_point);
        self.reader.standing.take(self.open, first.span.start, first.top / scale);
        let last = lines.last().unwrap_or(first);
        let reading = Span { start: first.span.start, end: last.span.end };
        if reading != self.reader.reading || reading != self.state.visible {
            self.reader.reading = reading;
            out.push(Command::Reading(reading));
        }
    }
}
