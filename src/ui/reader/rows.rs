//! Tables on the page: which piece is which row, and the columns that the rows of one share.
//! What was taken away is shown without columns: it has none.

use std::rc::Rc;

use egui::epaint::text::FontsView;

use crate::document::{BlockKind, Document, Table};
use crate::typeset::table::{self, Column, Columns, RowLine};
use crate::typeset::{Line, Style};
use crate::ui::reader::glyphs::{self, Faced};
use crate::ui::reader::look::{self, Look, Sizes};
use crate::ui::reader::model::{Page, Piece};

/// The place of a piece in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RowPlace {
    /// Which of the document's tables.
    pub(crate) table: u32,
    /// Whether it is the first row, which names the columns.
    pub(crate) is_header: bool,
    /// Whether it is the last row.
    pub(crate) is_last: bool,
}

/// Says of each row of a table where it stands in it.
pub(crate) fn mark(pieces: &mut [Piece], document: &Document) {
    for (index, table) in document.tables.iter().enumerate() {
        let first = pieces.partition_point(|piece| piece.span.end <= table.span.start);
        let rows = pieces.iter_mut().skip(first);
        for piece in rows.take_while(|piece| piece.span.start < table.span.end) {
            if piece.kind == BlockKind::TableRow && !piece.is_continued {
                piece.row = Some(RowPlace {
                    table: index as u32,
                    is_header: table.is_header(piece.span),
                    is_last: table.is_last(piece.span),
                });
            }
        }
    }
}

/// The columns of a table, whose rows `lines` sets; `None` if it is wider than the page.
pub(crate) fn columns(
    page: &Page,
    sizes: &Sizes,
    table: &Table,
    mut lines: impl FnMut(&Look, &str, &[Faced]) -> Vec<Line>,
) -> Option<Rc<[Column]>> {
    let first = page.pieces.partition_point(|piece| piece.span.end <= table.span.start);
    let rows = page.pieces.iter().skip(first);
    let (mut columns, mut room, mut em) = (Columns::default(), 0.0, 0.0);
    for piece in rows.take_while(|piece| piece.span.start < table.span.end) {
        let (look, text) = (look::look(sizes, piece), page.text_of(piece));
        (room, em) = ((sizes.measure - look.left) as f32, look.em as f32);
        for line in lines(&look, text, &page.faced(piece, look.face)) {
            columns.take(text, &line);
        }
    }
    columns.fitted(&table.columns, em, room).map(Rc::from)
}

/// A row in the columns of its table.
pub(crate) fn set(
    sizes: &Sizes,
    look: &Look,
    (text, faced): (&str, &[Faced]),
    columns: &[Column],
    mut lines: impl FnMut(&Style, &str, &[Faced]) -> Vec<Line>,
) -> Vec<RowLine> {
    let style = table::row_style(&look.style(sizes));
    let Some(row) = lines(&style, text, faced).into_iter().next() else {
        return Vec::new();
    };
    table::placed(text, row, columns, |bytes, measure| {
        let style = Style { measure, ..table::row_style(&look.style(sizes)) };
        let cell = text.get(bytes.clone()).unwrap_or_default();
        lines(&style, cell, &glyphs::faced_part(faced, &bytes))
    })
}

/// How many lines stand one below the other in [`set`]'s row, without asking the window's fonts.
pub(crate) fn n_told_lines(
    sizes: &Sizes,
    look: &Look,
    row: (&str, &[Faced]),
    columns: &[Column],
) -> usize {
    let told =
        |style: &Style, text: &str, faced: &[Faced]| glyphs::told_lines((look, style), text, faced);
    let lines = set(sizes, look, row, columns, told);
    lines.iter().map(|line| line.level as usize + 1).max().unwrap_or_default()
}

/// A row in one line, before its cells are moved.
pub(crate) fn lines(
    fonts: &mut FontsView<'_>,
    sizes: &Sizes,
    look: &Look,
    text: &str,
    faced: &[Faced],
) -> Vec<Line> {
    let style = table::row_style(&look.style(sizes));
    glyphs::lines(fonts, sizes, (look, &style), text, faced, &[])
}

/// [`lines`] without asking the window's fonts.
pub(crate) fn told_lines(sizes: &Sizes, look: &Look, text: &str, faced: &[Faced]) -> Vec<Line> {
    glyphs::told_lines((look, &table::row_style(&look.style(sizes))), text, faced)
}
