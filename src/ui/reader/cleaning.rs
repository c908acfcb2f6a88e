//! What the page shows of the cleaning: where lines were taken away, what was given back, and, where that is
//! wanted, what was taken away itself.

use egui::accesskit::Role;
use egui::{Align2, CursorIcon, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::app::{CleanedView, OpenDocument, State, texts};
use crate::clean::review::Taken;
use crate::clean::{Applied, Cleaned};
use crate::document::BlockKind;
use crate::notebook::LinePattern;
use crate::text::{Clean, Source, Span};
use crate::ui::icons as icon;
use crate::ui::pieces::Popup;
use crate::ui::reader::ghosts;
use crate::ui::reader::look::SIDE_POINTS;
use crate::ui::reader::model::{Page, Piece};
use crate::ui::reader::paint::{self, Frame};
use crate::ui::reader::scroll::Placed;
use crate::ui::reader::underline;
use crate::ui::struck::LineAt;
use crate::ui::theme::{SMALL_POINTS, Theme};
use crate::ui::widgets::{icons, sans};

/// Height of a pill, in points.
const PILL: f32 = 22.0;
/// Space between a line and its pill, in points.
const GAP: f32 = 12.0;
/// Longest preview of what was taken away, in characters.
const PREVIEW: usize = 60;
/// Most pieces in a preview.
const MOST_PREVIEWED: usize = 6;
/// From one stroke of a hatch to the next, in points.
const HATCH: f32 = 7.0;

/// What of the cleaning is on the page.
pub(super) struct Cleaning<'a> {
    pub(super) state: &'a State,
    pub(super) open: &'a OpenDocument,
    pub(super) page: &'a Page,
    pub(super) frame: &'a Frame,
    pub(super) placed: &'a [Placed],
    pub(super) theme: &'a Theme,
}

impl Cleaning<'_> {
    fn line<'a>(&self, place: &'a Placed, index: usize) -> LineAt<'a> {
        LineAt {
            line: &place.set.lines[index],
            start: 0,
            look: &place.set.look,
            left: self.frame.left,
            top: self.frame.top + place.line_top(index).round(),
            sizes: self.frame.sizes,
        }
    }

    /// The stretches in view that were taken away, with their boxes.
    pub(super) fn taken_boxes(&self) -> Vec<(Rect, Span<Source>)> {
        let mut boxes = Vec::new();
        for place in self.placed.iter().filter(|place| !place.set.inserts.is_empty()) {
            for index in 0..place.set.lines.len() {
                let line = self.line(place, index);
                for insert in &place.set.inserts {
                    boxes.extend(line.fill(insert.shown.clone()).map(|rect| (rect, insert.source)));
                }
            }
        }
        boxes
    }

    /// Hatches what was taken away, names the kind of whole lines, and marks changed characters.
    pub(super) fn paint_ghosts(&self, painter: &egui::Painter, boxes: &[(Rect, Span<Source>)]) {
        for (rect, source) in boxes {
            hatch(painter, *rect, self.theme);
            if self.state.difference.is_some_and(|looked_at| looked_at.overlaps(*source)) {
                let stroke = Stroke::new(2.0, self.theme.accent);
                painter.rect_stroke(rect.expand(1.5), 4.0, stroke, StrokeKind::Outside);
            }
        }
        for place in self.placed {
            let Some(piece) = self.page.pieces.get(place.index) else { continue };
            if let Some(source) = piece.taken.filter(|_| !piece.is_continued) {
                self.tag(painter, place, source);
            }
            for index in 0..place.set.lines.len() {
                let line = self.line(place, index);
                for bytes in &place.set.changed {
                    let shown = ghosts::shown_range(&place.set.inserts, bytes.clone());
                    if let Some(rect) = line.fill(shown) {
                        underline::paint(
                            painter,
                            Some(LinePattern::Dotted),
                            rect,
                            0,
                            self.theme.ok,
                        );
                    }
                }
            }
        }
    }

    /// What kind of line was taken away, in front of it.
    fn tag(&self, painter: &egui::Painter, place: &Placed, source: Span<Source>) {
        let document = &self.open.document;
        let review = document.cleaned.review(&document.imported.text);
        let rule = review.rule_of(&document.cleaned, source).map_or("", |rule| rule.rule().id);
        let tag = texts::line_tag(rule, document.imported.text.get(source));
        let (theme, sizes) = (self.theme, self.frame.sizes);
        let words = tag.get(self.state.settings.language).to_owned();
        let galley = painter.layout_no_wrap(words, sans(SMALL_POINTS - 1.0), theme.weak);
        let left = sizes.points(self.frame.left + place.set.look.left) - 10.0;
        let middle =
            sizes.points(self.frame.top + place.line_top(0) + place.set.look.line_height / 2.0);
        let size = galley.size() + vec2(12.0, 4.0);
        let rect = Rect::from_min_size(pos2(left - size.x, middle - size.y / 2.0), size);
        let edge = Stroke::new(1.0, theme.hairline);
        painter.rect(rect, 4.0, theme.panel, edge, StrokeKind::Inside);
        painter.galley(rect.center() - galley.size() / 2.0, galley, theme.weak);
    }

    /// Shows the place that is looked at: a frame round what stands there, a stroke where nothing is left.
    pub(super) fn paint_looked_at(&self, painter: &egui::Painter) {
        let Some(source) = self.state.difference else { return };
        let clean = self.open.document.clean_from_source(source);
        let stroke = Stroke::new(2.0, self.theme.accent);
        if !clean.is_empty() {
            for rect in paint::boxes(self.frame, self.page, self.placed, clean) {
                painter.rect_stroke(rect.expand(1.5), 4.0, stroke, StrokeKind::Outside);
            }
            return;
        }
        let text = self.open.document.cleaned.text.as_str();
        let before = text.get(..clean.start.index()).and_then(|head| head.chars().next_back());
        let width = before.filter(|c| *c != '\n').map_or(0, char::len_utf8);
        let last = Span::new(clean.start.index() - width, clean.start.index());
        if let Some(rect) = paint::boxes(self.frame, self.page, self.placed, last).last() {
            painter.vline(rect.right() + 1.0, rect.y_range(), stroke);
        }
    }

    /// A small sign behind what was given back since the document was opened.
    pub(super) fn paint_given_back(&self, painter: &egui::Painter) {
        for span in self.state.given_back.iter() {
            let clean: Span<Clean> = self.open.document.clean_from_source(*span);
            let boxes = paint::boxes(self.frame, self.page, self.placed, clean);
            for rect in &boxes {
                underline::paint(painter, None, *rect, 0, self.theme.accent);
            }
            if let Some(last) = boxes.last() {
                let at = pos2(last.right() + 1.0, last.top() - 1.0);
                let color = self.theme.accent;
                painter.text(at, Align2::LEFT_CENTER, icon::UNDO, icons(11.0), color);
            }
        }
    }

    /// Shows where lines or words were taken away: behind the paragraph, or beside it where its last line is full.
    /// Gives the boxes, and the card of a pill that was clicked.
    pub(super) fn pills(&self, ui: &Ui) -> (Vec<Rect>, Option<Popup>) {
        let (mut boxes, mut popup) = (Vec::new(), None);
        let is_shown =
            self.state.cleaned_view == CleanedView::Page && self.state.settings.shows_pills;
        let review = self.open.document.cleaned.review(&self.open.document.imported.text);
        if !is_shown || review.taken.is_empty() {
            return (boxes, popup);
        }
        for place in self.placed {
            let Some(piece) = self.page.pieces.get(place.index) else { continue };
            for (taken, is_above) in taken_around(&review.taken, place.index, piece) {
                let count = taken.pieces.len();
                let words = texts::pill(self.state.settings.language, count);
                let (rect, words) = self.pill_place(ui, place, is_above, words);
                if !self.frame.rect.intersects(rect) {
                    continue;
                }
                let pieces = pieces(&self.open.document.cleaned, &review.taken_pieces, &taken);
                if self.pill(ui, rect, &words, &taken, &pieces) {
                    popup = Popup::about(pieces, rect);
                }
                boxes.push(rect);
            }
        }
        (boxes, popup)
    }

    /// Where a pill stands, and what it says there.
    fn pill_place(&self, ui: &Ui, place: &Placed, is_above: bool, words: String) -> (Rect, String) {
        let (sizes, set) = (self.frame.sizes, &place.set);
        let width = ui
            .painter()
            .layout_no_wrap(words.clone(), sans(SMALL_POINTS), self.theme.weak)
            .size()
            .x
            + 18.0;
        let left = sizes.points(self.frame.left + set.look.left);
        if is_above {
            let y = sizes.points(self.frame.top + place.top + set.gap) - PILL - 4.0;
            return (Rect::from_min_size(pos2(left, y), vec2(width, PILL)), words);
        }
        let last = set.lines.len().saturating_sub(1);
        let end = set.lines.last().map_or(0.0, |line| line.line.width);
        let middle =
            sizes.points(self.frame.top + place.line_top(last) + set.look.line_height / 2.0);
        let x = left + sizes.points(f64::from(end)) + GAP;
        let right = sizes.points(self.frame.left + sizes.measure) + SIDE_POINTS / 2.0;
        if x + width <= right {
            let corner = pos2(x, middle - PILL / 2.0);
            return (Rect::from_min_size(corner, vec2(width, PILL)), words);
        }
        let margin = pos2(sizes.points(self.frame.left) - SIDE_POINTS / 2.0 - 1.0, middle);
        (Rect::from_center_size(margin, vec2(24.0, 24.0)), "⋯".to_owned())
    }

    /// Draws a pill; whether it was clicked.
    fn pill(&self, ui: &Ui, rect: Rect, words: &str, taken: &Taken, pieces: &[Applied]) -> bool {
        let theme = self.theme;
        let id = ui.scope_id().with(("pill", taken.after.offset, taken.pieces.start));
        let response = ui.interact(rect.intersect(self.frame.rect), id, Sense::click());
        let name = texts::pill(self.state.settings.language, taken.pieces.len());
        response.widget_info(move || WidgetInfo::labeled(Role::Button, true, &name));
        let painter = ui.painter().with_clip_rect(self.frame.rect);
        let is_lit = response.hovered() || response.has_focus();
        if words.chars().count() > 1 {
            let edge = if response.has_focus() {
                Stroke::new(2.0, theme.accent)
            } else {
                Stroke::new(1.0, if is_lit { theme.edge } else { theme.hairline })
            };
            painter.rect(rect, PILL / 2.0, theme.page, edge, StrokeKind::Inside);
        }
        let color = if is_lit { theme.accent } else { theme.weak };
        let center = rect.center();
        painter.text(center, Align2::CENTER_CENTER, words, sans(SMALL_POINTS), color);
        let response = response.on_hover_cursor(CursorIcon::PointingHand);
        let preview = self.preview(pieces);
        if response.has_focus() && !response.hovered() {
            response.show_tooltip_text(&preview);
        }
        response.on_hover_text(preview).clicked()
    }

    /// What was taken away, a line each.
    fn preview(&self, pieces: &[Applied]) -> String {
        let document = &self.open.document;
        let mut lines: Vec<String> = pieces
            .iter()
            .take(MOST_PREVIEWED)
            .map(|piece| {
                let text = document.imported.text.get(piece.from).trim();
                let tag = texts::line_tag(piece.rule.rule().id, text);
                let short: String = text.chars().take(PREVIEW).collect();
                let rest = if text.chars().nth(PREVIEW).is_some() { "…" } else { "" };
                format!("{}　{short}{rest}", tag.get(self.state.settings.language))
            })
            .collect();
        if pieces.len() > MOST_PREVIEWED {
            lines.push("⋯".to_owned());
        }
        lines.join("\n")
    }
}

/// What was taken away before the whole text, if this is its first piece, and behind a piece; whether it stands
/// above. Around a title both are told at once: two counts there say no more than one.
fn taken_around(
    taken: &[Taken],
    index: usize,
    piece: &Piece,
) -> impl Iterator<Item = (Taken, bool)> + use<> {
    let above = taken.first().filter(|first| index == 0 && first.after.index() == 0);
    let behind = taken.binary_search_by_key(&piece.span.end, |taken| taken.after);
    let behind = behind.ok().and_then(|at| taken.get(at));
    let both = match (above, behind) {
        (Some(above), Some(behind)) if piece.kind == BlockKind::Title => {
            let pieces = above.pieces.start..behind.pieces.end;
            [None, Some((Taken { after: behind.after, pieces }, false))]
        }
        (above, behind) => {
            [above.map(|taken| (taken.clone(), true)), behind.map(|taken| (taken.clone(), false))]
        }
    };
    both.into_iter().flatten()
}

/// The edits of a pill.
fn pieces(cleaned: &Cleaned, all: &[u32], taken: &Taken) -> Vec<Applied> {
    let some = all.get(taken.pieces.clone()).unwrap_or_default();
    some.iter().filter_map(|index| cleaned.log.get(*index as usize)).collect()
}

/// Faint strokes over a box.
fn hatch(painter: &egui::Painter, rect: Rect, theme: &Theme) {
    let painter = painter.with_clip_rect(rect.intersect(painter.clip_rect()));
    let stroke = Stroke::new(1.0, theme.error.gamma_multiply(0.16));
    let (height, mut x) = (rect.height(), rect.left() - rect.height());
    while x < rect.right() {
        painter.line_segment([pos2(x, rect.bottom()), pos2(x + height, rect.top())], stroke);
        x += HATCH;
    }
}
