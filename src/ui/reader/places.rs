//! What the page's left margin shows: the paragraph that keys act on, and bookmarks.

use egui::{Align2, Painter, Rect, pos2, vec2};

use crate::app::{OpenDocument, State};
use crate::text::{Clean, Pos, Span};
use crate::ui::icons;
use crate::ui::reader::model::Page;
use crate::ui::reader::paint::{Frame, boxes};
use crate::ui::reader::scroll::Placed;
use crate::ui::theme::Theme;
use crate::ui::widgets;

/// Width of the bar, in points, and how far it stands from the text.
const BAR: f32 = 3.0;
const BAR_GAP: f32 = 12.0;
/// Size of a bookmark, in points, and how far its middle stands from the text.
const SIGN: f32 = 15.0;
const SIGN_GAP: f32 = 26.0;

/// How much of a bookmarked paragraph is looked at for its first line, in bytes.
const FIRST_BYTES: usize = 48;

/// Paints them for the pieces in view.
pub(crate) fn paint(
    painter: &Painter,
    frame: &Frame,
    page: &Page,
    placed: &[Placed],
    (state, open): (&State, &OpenDocument),
    theme: &Theme,
) {
    let left = frame.sizes.points(frame.left);
    let paragraph = state.paragraph.and_then(|index| open.document.blocks.get(index));
    let lines = paragraph.map(|block| boxes(frame, page, placed, block.span)).unwrap_or_default();
    if let Some(whole) = lines.into_iter().reduce(Rect::union) {
        let size = vec2(BAR, whole.height());
        let bar = Rect::from_min_size(pos2(left - BAR_GAP, whole.top()), size);
        painter.rect_filled(bar, BAR / 2.0, theme.accent);
    }
    for bookmark in state.bookmarks.iter() {
        let line = bookmark.pos.and_then(|pos| line_at(frame, page, placed, pos));
        let Some(line) = line else { continue };
        let middle = pos2((left - SIGN_GAP).max(frame.rect.left() + SIGN), line.center().y);
        let font = widgets::icons(SIGN);
        painter.text(middle, Align2::CENTER_CENTER, icons::BOOKMARK, font, theme.accent);
    }
}

/// The box of the line on which a place stands, if that is in view.
fn line_at(frame: &Frame, page: &Page, placed: &[Placed], pos: Pos<Clean>) -> Option<Rect> {
    let first = page.pieces.get(placed.first()?.index)?.span.start;
    let last = page.pieces.get(placed.last()?.index)?.span.end;
    if pos < first || last < pos {
        return None;
    }
    // Its first characters, since an indent takes up no room on the page.
    let end = page.text.floor(pos.index() + FIRST_BYTES);
    let first = Span { start: pos, end: end.max(pos) };
    boxes(frame, page, placed, first).into_iter().next()
}
