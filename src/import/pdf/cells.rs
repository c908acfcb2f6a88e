//! The cells of a table that was found, whatever showed it: their glyphs, and the rows that become of them.

use std::collections::{BTreeMap, HashSet};

use crate::import::pdf::glyphs::Glyph;
use crate::import::pdf::rows::{self, Row};

/// Most characters of a cell, and of one on the average: what holds more is the frame of a page.
const MOST_IN_CELL: usize = 600;
const MOST_ON_AVERAGE: usize = 90;

/// The glyphs of each cell, by its row and column; those are known by their number on the page.
#[derive(Default)]
pub(super) struct Cells(BTreeMap<usize, BTreeMap<usize, Vec<usize>>>);

impl Cells {
    /// Puts a glyph into a cell.
    pub(super) fn put(&mut self, row: usize, column: usize, glyph: usize) {
        self.0.entry(row).or_default().entry(column).or_default().push(glyph);
    }

    /// Whether it is a table by what stands in it: two cells at least in so many rows, and no whole texts.
    fn is_table(&self, least_rows: usize) -> bool {
        let filled: Vec<usize> = self.0.values().map(BTreeMap::len).collect();
        let n_cells: usize = filled.iter().sum();
        let n_rows = filled.iter().filter(|n| **n > 1).count();
        let sizes = || self.0.values().flat_map(BTreeMap::values).map(Vec::len);
        n_rows >= least_rows
            && sizes().all(|n| n <= MOST_IN_CELL)
            && sizes().sum::<usize>() <= MOST_ON_AVERAGE * n_cells
    }
}

/// The rows of a table of so many columns and at least so many rows on the page, whose glyphs are taken out of those of the page; none, and nothing taken,
/// where it is no table.
pub(super) fn taken(
    cells: Cells,
    n_columns: usize,
    least_rows: usize,
    glyphs: &mut Vec<Glyph>,
) -> Option<Vec<Row>> {
    if !cells.is_table(least_rows) {
        return None;
    }
    let mut gone: HashSet<usize> = HashSet::new();
    let mut of_cell = |numbers: &Vec<usize>| {
        gone.extend(numbers);
        rows::rows(numbers.iter().filter_map(|number| glyphs.get(*number).copied()).collect())
    };
    let mut of_row = |cells: BTreeMap<usize, Vec<usize>>| {
        let mut row = vec![Vec::new(); n_columns];
        for (column, numbers) in cells {
            if let Some(cell) = row.get_mut(column) {
                *cell = of_cell(&numbers);
            }
        }
        Row::of_cells(row)
    };
    let rows: Vec<Row> = cells.0.into_values().filter_map(&mut of_row).collect();
    let mut number = 0;
    glyphs.retain(|_| {
        number += 1;
        !gone.contains(&(number - 1))
    });
    Some(rows)
}
