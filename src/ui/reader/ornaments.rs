//! What a line carries besides its glyphs and marks: marks of lists, rules, dots of emphasis, grounds of code.
//! Decides nothing: what is where comes from the page and its layout.

use egui::{Color32, FontFamily, FontId, Painter, Pos2, Rect, Stroke, Vec2, pos2, vec2};

use crate::document::BlockKind;
use crate::typeset::Ink;
use crate::ui::reader::list::Marker;
use crate::ui::reader::model::Page;
use crate::ui::reader::paint::{Frame, Row};
use crate::ui::theme::Theme;

/// From the middle of a line down to its dots, and their radius, in em: below the characters, within the line.
const DOT_BELOW: f32 = 0.68;
const DOT_RADIUS: f32 = 0.075;
/// From a table's text to its outer rules, in em.
const TABLE_SPACE: f64 = 0.15;
/// Rounding of a word of code's ground, in points.
const CODE_RADIUS: u8 = 3;
/// From an item's text to its mark, and the size of that, in em.
const MARKER_GAP: f32 = 0.45;
const BULLET_RADIUS: f32 = 0.12;

/// What lies under a whole line: the ground of code, the bar beside a quotation.
pub(crate) fn ground(painter: &Painter, frame: &Frame, row: &Row<'_>, theme: &Theme) {
    match row.piece.kind {
        BlockKind::Code => {
            let full = (-(row.look.left as f32), (frame.sizes.measure - row.look.left) as f32);
            let mut rect = frame.rect_of(row.look, row.top, full);
            if row.is_first && row.piece.n_blank > 0 {
                rect.min.y -= frame.sizes.points(row.set.gap);
            }
            painter.rect_filled(rect, 0.0, theme.panel);
        }
        BlockKind::Quote => {
            let rect = frame.rect_of(row.look, row.top, (0.0, 0.0));
            let x = rect.left() - frame.sizes.points(frame.sizes.em);
            painter.rect_filled(
                Rect::from_min_size(pos2(x, rect.top()), vec2(3.0, rect.height())),
                0.0,
                theme.hairline,
            );
        }
        _ => {}
    }
}

/// What lies under the glyphs.
pub(crate) fn below(painter: &Painter, frame: &Frame, page: &Page, row: &Row<'_>, theme: &Theme) {
    if row.is_first && row.piece.is_after_rule {
        rule(painter, frame, row, theme);
    }
    table_rules(painter, frame, row, theme);
    if row.piece.kind == BlockKind::Code || row.piece.taken.is_some() {
        return;
    }
    for span in page.inline.code_in(row.span) {
        let rect = row.extent(span).and_then(|extent| row.fill_rect(frame, extent));
        if let Some(rect) = rect {
            painter.rect_filled(rect.expand2(vec2(2.0, -1.0)), CODE_RADIUS, theme.panel);
        }
    }
}

/// A third of the column, in the middle of the space above the line.
fn rule(painter: &Painter, frame: &Frame, row: &Row<'_>, theme: &Theme) {
    let measure = frame.sizes.measure;
    let left = frame.left + measure / 3.0;
    let x = frame.sizes.points(left)..=frame.sizes.points(left + measure / 3.0);
    let y = frame.sizes.points(frame.top + row.top - f64::midpoint(row.set.gap, row.set.room));
    painter.hline(x, painter.round_to_pixel_center(y), Stroke::new(1.0, theme.edge));
}

/// The three rules of a table: above its header, below it, and below the last row.
fn table_rules(painter: &Painter, frame: &Frame, row: &Row<'_>, theme: &Theme) {
    let Some(place) = row.piece.row else { return };
    let full = (0.0, (frame.sizes.measure - row.look.left) as f32);
    let rect = frame.rect_of(row.look, row.top, full);
    let line = |y: f32, width: f32| {
        let y = painter.round_to_pixel_center(y);
        painter.hline(rect.x_range(), y, Stroke::new(width, theme.edge));
    };
    let is_last_line = row.line.level + 1 == row.set.n_levels();
    let is_first_line = row.line.level == 0;
    let space = frame.sizes.points(TABLE_SPACE * row.look.em);
    if place.is_header && is_first_line {
        line(rect.top() - space, 1.5);
    }
    if place.is_header && is_last_line {
        line(rect.bottom() + space / 2.0, 1.0);
    }
    if is_last_line && row.set.n_levels() > 1 && !place.is_header && !place.is_last {
        line(rect.bottom() + space, 0.5);
    }
    if place.is_last && is_last_line {
        line(rect.bottom() + space, 1.5);
    }
}

/// What stands beside and below the glyphs.
pub(crate) fn above(painter: &Painter, frame: &Frame, page: &Page, row: &Row<'_>, theme: &Theme) {
    if let Some(marker) = row.piece.marker.filter(|_| row.is_first && !page.shows_taken()) {
        mark_item(painter, frame, row, marker, theme.weak);
    }
    if row.piece.taken.is_none() {
        dots(painter, frame, page, row, theme.text);
    }
}

/// A dot under each emphasised character, marks left out (GB/T 15834, 着重号).
fn dots(painter: &Painter, frame: &Frame, page: &Page, row: &Row<'_>, color: Color32) {
    let em = frame.sizes.points(row.look.em);
    for span in page.inline.dotted_in(row.span) {
        let range = row.local(span.start)..row.local(span.end);
        let cells = row.line.line.cells.iter();
        let here = cells.filter(|cell| range.contains(&(cell.offset as usize)));
        for cell in here.filter(|cell| matches!(cell.ink, Ink::Han | Ink::Annotated { .. })) {
            let rect = frame.rect_of(row.look, row.top, (cell.x, cell.x + cell.width));
            let middle = rect.center() + vec2(0.0, frame.sizes.points(row.look.rise) / 2.0);
            let at = middle + vec2(0.0, DOT_BELOW * em);
            painter.circle_filled(at, DOT_RADIUS * em, color);
        }
    }
}

/// What stands before an item of a list, at the height of its first line.
fn mark_item(painter: &Painter, frame: &Frame, row: &Row<'_>, marker: Marker, color: Color32) {
    let em = frame.sizes.points(row.look.em);
    let text = frame.rect_of(row.look, row.top, (0.0, 0.0));
    let right = pos2(text.left() - MARKER_GAP * em, text.center().y);
    match marker {
        Marker::Bullet => {
            let at = right - vec2(2.0 * BULLET_RADIUS * em, -0.06 * em);
            bullet(painter, at, BULLET_RADIUS * em, row.piece.depth, color);
        }
        Marker::Number(number) => {
            let font = FontId::new(em, FontFamily::Name("page".into()));
            let galley = painter.layout_no_wrap(format!("{number}."), font, color);
            let top = row.text_top(f64::from(galley.size().y * frame.sizes.pixels_per_point));
            let y = frame.sizes.points(frame.top + top);
            painter.galley(pos2(right.x - galley.size().x, y), galley, color);
        }
    }
}

/// A dot, a ring or a square, by how deep the list is.
fn bullet(painter: &Painter, at: Pos2, radius: f32, depth: u8, color: Color32) {
    match depth {
        0 | 1 => {
            painter.circle_filled(at, radius, color);
        }
        2 => {
            painter.circle_stroke(at, radius, Stroke::new(1.0, color));
        }
        _ => {
            painter.rect_filled(Rect::from_center_size(at, Vec2::splat(1.8 * radius)), 0.0, color);
        }
    }
}
