//! Tables of the text that is written: their rows and cells as hints of it.

use crate::import::builder::{Builder, Extent, Gap, OpenTable};
use crate::import::cells;
use crate::import::limits::MOST_COLUMNS;
use crate::text::{ColumnSide, Hint, HintKind, Span};

impl OpenTable {
    /// Whether a cell of a row above reaches into the next column.
    fn is_held(&self) -> bool {
        self.held.get(self.columns).is_some_and(|n_rows| *n_rows > 0)
    }
}

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
            row: (start, 0),
            leads: Vec::new(),
            held: Vec::new(),
            is_in_row: false,
        });
    }

    /// Begins a row; what stands above the first is no part of the table.
    pub(in crate::import) fn open_row(&mut self) {
        self.close_row();
        let start = self.text.len();
        if let Some(table) = self.tables.last_mut() {
            table.row = (start, 0);
            table.is_in_row = true;
            if table.rows.is_empty() {
                table.start = start;
            }
        }
    }

    /// Ends a row; its columns are counted only then.
    pub(in crate::import) fn close_row(&mut self) {
        self.gap = Gap::None;
        let is_at_start = self.is_at_line_start();
        let end = self.text.len();
        if let Some(table) = self.tables.last_mut() {
            if std::mem::take(&mut table.is_in_row) {
                table.held.iter_mut().for_each(|n_rows| *n_rows = n_rows.saturating_sub(1));
            }
            let columns = std::mem::take(&mut table.columns);
            if columns > 0 {
                table.rows.push(columns);
            }
            let (start, n_empty) = std::mem::replace(&mut table.row, (end, 0));
            // A lone paragraph beside a menu that reaches down is no row.
            let row = self.text.get(start..end).unwrap_or_default();
            let is_paragraph = !row.contains('\t') && row.chars().count() > cells::MOST_OF_ONE;
            if n_empty > 0 && start < end && !is_paragraph {
                table.leads.push((start, n_empty));
            }
        }
        if !is_at_start {
            self.text.push('\n');
        }
    }

    /// Begins a part of the table; no cell above reaches into it.
    pub(in crate::import) fn open_row_group(&mut self) {
        self.tables.last_mut().into_iter().for_each(|table| table.held.clear());
    }

    /// Begins a cell, in the first column that no cell of a row above reaches into.
    pub(in crate::import) fn open_cell(&mut self, extent: Extent) {
        self.tables.last_mut().into_iter().for_each(|table| table.is_in_row = true);
        while self.tables.last().is_some_and(OpenTable::is_held) {
            self.open_column(1);
        }
        let Some(table) = self.tables.last_mut().filter(|_| extent.n_rows > 1) else {
            return self.open_column(extent.n_columns);
        };
        let place = table.columns..table.columns + extent.n_columns;
        if place.end <= MOST_COLUMNS {
            table.held.resize(table.held.len().max(place.end), 0);
            table.held[place].fill(extent.n_rows);
        }
        self.open_column(extent.n_columns);
    }

    /// Begins what takes up so many columns from the next on.
    fn open_column(&mut self, n_columns: usize) {
        let is_at_start = self.is_at_line_start();
        let end = self.text.len();
        let Some(table) = self.tables.last_mut() else { return };
        let is_first = table.columns == 0;
        if !is_first && (!is_at_start || matches!(self.gap, Gap::Cell(_))) {
            let before = if let Gap::Cell(n_cells) = self.gap { n_cells } else { 0 };
            self.gap = Gap::Cell(before + table.last);
        } else if table.row.0 == end {
            table.row.1 = table.columns;
        }
        table.columns += n_columns.max(1);
        table.last = n_columns.max(1);
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
            self.put_leads(table.start, &table.leads);
            let written = self.text.get(table.start..).unwrap_or_default();
            let end = table.start + written.trim_end().len();
            let kind = HintKind::Table(vec![ColumnSide::Left; n_columns]);
            self.hints.push(Hint { span: Span::new(table.start, end), kind });
        }
    }

    /// Writes the borders of the empty cells that rows begin with. It is known only now that what begins at `start` is a
    /// table: before the text of a page's frame they would be mere white space.
    fn put_leads(&mut self, start: usize, leads: &[(usize, usize)]) {
        if leads.is_empty() {
            return;
        }
        let written = self.text.split_off(start);
        let (mut at, mut n_put) = (start, 0);
        // Where each stands, and how many tabs are written up to it.
        let mut put: Vec<(usize, usize)> = Vec::with_capacity(leads.len());
        for (place, n_columns) in leads {
            self.text.push_str(written.get(at - start..place - start).unwrap_or_default());
            self.text.extend(std::iter::repeat_n('\t', *n_columns));
            (at, n_put) = (*place, n_put + n_columns);
            put.push((*place, n_put));
        }
        self.text.push_str(written.get(at - start..).unwrap_or_default());
        let moved = |at: usize, n_before: usize| {
            at + n_before.checked_sub(1).and_then(|last| put.get(last)).map_or(0, |put| put.1)
        };
        let start_of = |at: usize| moved(at, put.partition_point(|(place, _)| *place <= at));
        let end_of = |at: usize| moved(at, put.partition_point(|(place, _)| *place < at));
        for mut hint in self.hints_behind(start) {
            let range = hint.span.range();
            hint.span = Span::new(start_of(range.start), end_of(range.end));
            self.hints.push(hint);
        }
        self.open.iter_mut().for_each(|(_, open)| *open = start_of(*open));
    }
}
