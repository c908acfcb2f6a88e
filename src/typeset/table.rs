//! The columns of a table: rows are set in one line each, cells apart by tabs, and then moved into line.
//!
//! Where that is wider than the page, the wider columns give way and their cells have several lines. A table with
//! too many columns for that has none: the cells of a row stand one below the other.

use std::ops::Range;

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
    /// Its width: that of its widest cell, or what there is room for.
    pub width: f32,
    /// How its cells stand.
    pub align: ColumnSide,
}

/// A line of a row.
#[derive(Clone, Debug)]
pub struct RowLine {
    /// The line, where it stands in the table.
    pub line: Line,
    /// How many lines stand above it in its cell.
    pub level: u32,
    /// Left edge of its column, in physical pixels from the table's left edge.
    pub left: f32,
}

/// Room between two columns, in em.
const GAP: f32 = 1.5;
/// No column gives way below this, in em.
const LEAST_WIDTH: f32 = 4.0;

/// Adds up how wide each column of a table must be.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// The widest cell of each column.
    widths: Vec<f32>,
    /// The longest word of each column, which is not to be cut.
    words: Vec<f32>,
}

impl Columns {
    /// Takes in a row that was set in one line.
    pub fn take(&mut self, text: &str, row: &Line) {
        let cells = cells(text, row);
        if cells.len() > self.widths.len() {
            self.widths.resize(cells.len(), 0.0);
            self.words.resize(cells.len(), 0.0);
        }
        for (index, cell) in cells.into_iter().enumerate() {
            self.widths[index] = self.widths[index].max(cell.right - cell.left);
            self.words[index] = self.words[index].max(longest_word(text, row, cell.cells));
        }
    }

    /// The columns of a table in a type of `em` pixels; `None` if there are too many for `room` pixels.
    pub fn fitted(&self, aligns: &[ColumnSide], em: f32, room: f32) -> Option<Vec<Column>> {
        let gap = (GAP * em).round();
        let gaps = gap * self.widths.len().saturating_sub(1) as f32;
        let wishes: Vec<f32> = self.widths.iter().map(|width| width.ceil()).collect();
        let least = |(word, wish): (&f32, &f32)| word.ceil().max(LEAST_WIDTH * em).min(*wish);
        let least: Vec<f32> = self.words.iter().zip(&wishes).map(least).collect();
        let widths = shared(&wishes, &least, room - gaps)?;
        let mut x = 0.0;
        let mut columns = Vec::new();
        for (index, width) in widths.into_iter().enumerate() {
            let align = aligns.get(index).copied().unwrap_or_default();
            columns.push(Column { x, width, align });
            x += width + gap;
        }
        Some(columns)
    }
}

/// The longest stretch of letters and figures of a cell, in physical pixels.
fn longest_word(text: &str, row: &Line, cells: Range<usize>) -> f32 {
    let (mut longest, mut start) = (0.0_f32, None);
    for cell in row.cells.get(cells).unwrap_or_default() {
        let first = text.as_bytes().get(cell.offset as usize);
        if first.is_some_and(u8::is_ascii_graphic) {
            let from = *start.get_or_insert(cell.x);
            longest = longest.max(cell.x + cell.width - from);
        } else {
            start = None;
        }
    }
    longest
}

/// Shares `room` among columns: those that want little get it, the others as much as each other, and none less
/// than its least. `None` where even that is too much.
fn shared(wishes: &[f32], least: &[f32], room: f32) -> Option<Vec<f32>> {
    /// Steps of halving, after which the level is exact to a pixel.
    const STEPS: u32 = 24;
    if least.iter().sum::<f32>() > room {
        return None;
    }
    let widths = |level: f32| -> Vec<f32> {
        let width = |(wish, least): (&f32, &f32)| wish.min(level.max(*least)).floor();
        wishes.iter().zip(least).map(width).collect()
    };
    let (mut low, mut high) = (0.0, wishes.iter().copied().fold(0.0, f32::max));
    if widths(high).iter().sum::<f32>() <= room {
        return Some(widths(high));
    }
    for _ in 0..STEPS {
        let level = f32::midpoint(low, high);
        if widths(level).iter().sum::<f32>() <= room { low = level } else { high = level }
    }
    Some(widths(low))
}

/// A row in its columns. `row` is the row in one line, `set` sets a part of its text, whose bytes it is given, in
/// lines of this measure that count from that part.
pub fn placed(
    text: &str,
    mut row: Line,
    columns: &[Column],
    set: impl FnMut(Range<usize>, u32) -> Vec<Line>,
) -> Vec<RowLine> {
    let fits = |(cell, column): (Cell, &Column)| cell.right - cell.left <= column.width + 0.5;
    if cells(text, &row).into_iter().zip(columns).all(fits) {
        align(text, &mut row, columns);
        return vec![RowLine { line: row, level: 0, left: 0.0 }];
    }
    wrapped(text, columns, set)
}

/// The lines of a row, cell by cell.
fn wrapped(
    text: &str,
    columns: &[Column],
    mut set: impl FnMut(Range<usize>, u32) -> Vec<Line>,
) -> Vec<RowLine> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (index, cell) in text.split('\t').enumerate() {
        let Some(column) = columns.get(index) else { break };
        let bytes = start..start + cell.len();
        // The tab belongs to the cell before it.
        start = (bytes.end + 1).min(text.len());
        let mut own = set(bytes.clone(), column.width as u32);
        if let Some(last) = own.last_mut() {
            last.bytes.end += start - bytes.end;
        }
        for (level, mut line) in own.into_iter().enumerate() {
            shift(&mut line, bytes.start, column);
            lines.push(RowLine { line, level: level as u32, left: column.x });
        }
    }
    lines
}

/// Moves a line of a cell into its column, and lets it count from the row's start.
fn shift(line: &mut Line, start: usize, column: &Column) {
    let by = column.x + within(column, line.width);
    line.bytes = line.bytes.start + start..line.bytes.end + start;
    for cell in &mut line.cells {
        cell.offset += start as u32;
        cell.x += by;
        cell.pen += by;
    }
    line.width += by;
    line.natural_width += by;
    line.hyphen = line.hyphen.map(|x| x + by);
}

/// How far what is `width` wide stands from its column's left edge.
fn within(column: &Column, width: f32) -> f32 {
    let free = column.width - width;
    match column.align {
        ColumnSide::Left => 0.0,
        ColumnSide::Center => (free / 2.0).round(),
        ColumnSide::Right => free.round(),
    }
}

/// Moves the cells of a row, set in one line, into their columns.
fn align(text: &str, row: &mut Line, columns: &[Column]) {
    for (cell, column) in cells(text, row).into_iter().zip(columns) {
        let by = column.x + within(column, cell.right - cell.left) - cell.left;
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
    cells: Range<usize>,
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
