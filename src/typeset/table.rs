//! The columns of a table: rows are set in one line each, cells apart by tabs, and then moved into line.
//!
//! A table that is wider than the page has no columns: the cells of a row stand one below the other.

use crate::text::ColumnSide;
use crate::typeset::{Align, Line, Style};

/// How a row is set before its cells are moved: in one line, however long.
#[must_use]
pub fn row_style(style: &Style) -> Style {
    Style { measure: u32::MAX, indent: 0, align: Align::Ragged, ..*style }
}

/// A row of a table that is wider than the page, each cell a line of its own; every byte keeps its place.
#[must_use]
pub fn stacked(row: &str) -> String {
    row.replace('\t', "\n")
}

/// One column, in physical pixels from the table's left edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// Its left edge.
    pub x: f32,
    /// Its width: that of its widest cell.
    pub width: f32,
    /// How its cells stand.
    pub align: ColumnSide,
}

/// Room between two columns, in em.
const GAP: f32 = 1.5;

/// Adds up how wide each column of a table must be.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    widths: Vec<f32>,
}

impl Columns {
    /// Takes in a row that was set in one line.
    pub fn take(&mut self, text: &str, row: &Line) {
        let cells = cells(text, row);
        if cells.len() > self.widths.len() {
            self.widths.resize(cells.len(), 0.0);
        }
        for (width, cell) in self.widths.iter_mut().zip(cells) {
            *width = width.max(cell.right - cell.left);
        }
    }

    /// The columns of a table in a type of `em` pixels; `None` if they are wider than `room` pixels together.
    pub fn fitted(&self, aligns: &[ColumnSide], em: f32, room: f32) -> Option<Vec<Column>> {
        let mut x = 0.0;
        let mut columns = Vec::new();
        for (index, width) in self.widths.iter().enumerate() {
            let align = aligns.get(index).copied().unwrap_or_default();
            let width = width.ceil();
            columns.push(Column { x, width, align });
            x += width + (GAP * em).round();
        }
        let end = columns.last().map_or(0.0, |column| column.x + column.width);
        (end <= room).then_some(columns)
    }
}

/// Moves the cells of a row, set in one line, into their columns.
pub fn align(text: &str, row: &mut Line, columns: &[Column]) {
    for (cell, column) in cells(text, row).into_iter().zip(columns) {
        let free = column.width - (cell.right - cell.left);
        let within = match column.align {
            ColumnSide::Left => 0.0,
            ColumnSide::Center => (free / 2.0).round(),
            ColumnSide::Right => free.round(),
        };
        let by = column.x + within - cell.left;
        for cell in row.cells.get_mut(cell.cells).unwrap_or_default() {
            cell.x += by;
            cell.pen += by;
        }
    }
    close_gaps(text, row);
}

/// Lets each tab reach from the cell before it to the one after.
fn close_gaps(text: &str, row: &mut Line) {
    let mut end = 0.0;
    for index in 0..row.cells.len() {
        let next = row.cells.get(index + 1).map(|next| next.x);
        let cell = &mut row.cells[index];
        if is_tab(text, cell.offset) {
            cell.x = end;
            cell.width = next.map_or(0.0, |next| (next - end).max(0.0));
        }
        end = cell.x + cell.width;
    }
    row.width = end;
}

/// A cell of a row as it was set.
struct Cell {
    cells: std::ops::Range<usize>,
    left: f32,
    right: f32,
}

fn cells(text: &str, row: &Line) -> Vec<Cell> {
    let mut found = Vec::new();
    let mut start = 0;
    let tabs = row.cells.iter().enumerate().filter(|(_, cell)| is_tab(text, cell.offset));
    let ends = tabs.map(|(index, _)| index).chain([row.cells.len()]);
    for end in ends {
        let own = row.cells.get(start..end).unwrap_or_default();
        let edge = row.cells.get(start).map_or(row.width, |cell| cell.x);
        let right = own.last().map_or(edge, |cell| cell.x + cell.width);
        found.push(Cell { cells: start..end, left: edge, right });
        start = end + 1;
    }
    found
}

fn is_tab(text: &str, offset: u32) -> bool {
    text.as_bytes().get(offset as usize) == Some(&b'\t')
}
