//! Tables of the text that is written: their rows and cells as hints of it.

use crate::import::builder::{Builder, Gap, OpenTable};
use crate::import::cells;
use crate::text::{ColumnSide, Hint, HintKind, Span};

impl Builder {
    /// Whether a table is open.
    pub(in crate::import) const fn is_in_table(&self) -> bool {
        !self.tables.is_empty()
    }

    pub(in crate::import) fn open_table(&mut self) {
        self.block();
        if let Some(outer) = self.tables.last_mut() {
            outer.is_layout = true;
        }
        self.words_above = None;
        let start = self.text.len();
        self.tables.push(OpenTable {
            start,
            rows: Vec::new(),
            is_layout: false,
            breaks: Vec::new(),
            columns: 0,
            last: 0,
        });
    }

    /// Begins a row; what stands above the first is no part of the table.
    pub(in crate::import) fn open_row(&mut self) {
        self.close_row();
        let start = self.text.len();
        let without_rows = self.tables.last_mut().filter(|table| table.rows.is_empty());
        without_rows.into_iter().for_each(|table| table.start = start);
    }

    /// Ends a row; its columns are counted only then.
    pub(in crate::import) fn close_row(&mut self) {
        self.gap = Gap::None;
        let is_at_start = self.is_at_line_start();
        if let Some(table) = self.tables.last_mut() {
            let columns = std::mem::take(&mut table.columns);
            if columns > 0 {
                table.rows.push(columns);
            }
        }
        if !is_at_start {
            self.text.push('\n');
        }
    }

    /// Begins a cell that takes up so many columns.
    pub(in crate::import) fn open_cell(&mut self, n_columns: usize) {
        let is_at_start = self.is_at_line_start();
        let Some(table) = self.tables.last_mut() else { return };
        let is_first = table.columns == 0;
        table.columns += n_columns.max(1);
        if !is_first && (!is_at_start || matches!(self.gap, Gap::Cell(_))) {
            let before = if let Gap::Cell(n_cells) = self.gap { n_cells } else { 0 };
            self.gap = Gap::Cell(before + table.last);
        }
        table.last = n_columns.max(1);
    }

    /// The first cell of the row stays empty, and the others stay in their columns.
    pub(in crate::import) const fn leave_first_cell(&mut self) {
        self.gap = Gap::Cell(0);
    }

    /// Ends a table; rows of as many cells that stand each on a line are one for the reader too.
    pub(in crate::import) fn close_table(&mut self) {
        self.close_row();
        let Some(table) = self.tables.pop() else { return };
        let n_columns = table.rows.iter().copied().max().unwrap_or(0);
        let n_cells = table.rows.iter().sum();
        let is_framed = table.is_layout || n_columns < 2 || table.rows.len() < 2;
        let are_whole =
            is_framed || cells::join(&mut self.text, table.start, &table.breaks, n_cells);
        let end = self.text.len();
        let written = self.text.get(table.start..end).unwrap_or_default();
        let n_lines = written.lines().count();
        let is_table = !is_framed && are_whole && n_lines >= 2 && n_lines <= table.rows.len();
        if is_table {
            let end = table.start + written.trim_end().len();
            let kind = HintKind::Table(vec![ColumnSide::Left; n_columns]);
            self.hints.push(Hint { span: Span::new(table.start, end), kind });
        }
    }
}
