//! The order of reading: columns one behind the other, what spans them between.

use std::ops::Range;

use crate::import::pdf::rows::{Row, median};

/// Into how many strips a page is cut to seek the gap between columns.
const N_STRIPS: usize = 240;
/// Columns beside each other, and regions one below the other, at most.
const MOST_CUTS: usize = 8;
/// A gap between columns is at least this wide, in ems.
const LEAST_GAP: f32 = 0.8;
/// A column is at least this wide, in ems.
const LEAST_WIDTH: f32 = 7.0;
/// Fewest rows of a column.
const LEAST_ROWS: usize = 3;
/// A row is full from this part of its column's width on.
const FULL: f32 = 0.75;

/// Rows that are read one after the other, in one column.
pub(super) struct Flow {
    pub(super) rows: Vec<Row>,
    /// Whether another column stands beside it.
    pub(super) is_beside: bool,
}

/// Puts the rows of a page into the order of reading.
pub(super) fn flows(rows: Vec<Row>) -> Vec<Flow> {
    let mut flows = Vec::new();
    put(rows, MOST_CUTS, false, &mut flows);
    flows
}

fn put(rows: Vec<Row>, n_cuts: usize, is_beside: bool, flows: &mut Vec<Flow>) {
    if rows.is_empty() {
        return;
    }
    let Some(gutter) = gutter(&rows).filter(|_| n_cuts > 0) else {
        flows.push(Flow { rows, is_beside });
        return;
    };
    let mut above = rows;
    let below = above.split_off(gutter.rows.end);
    let beside = above.split_off(gutter.rows.start);
    put(above, n_cuts - 1, is_beside, flows);
    let (left, right): (Vec<_>, Vec<_>) =
        beside.into_iter().map(|row| row.split(gutter.at)).unzip();
    put(left.into_iter().flatten().collect(), n_cuts - 1, true, flows);
    put(right.into_iter().flatten().collect(), n_cuts - 1, true, flows);
    put(below, n_cuts - 1, is_beside, flows);
}

/// An empty strip between two columns.
struct Gutter {
    at: f32,
    rows: Range<usize>,
}

/// The longest gap between two columns that stand beside each other.
fn gutter(rows: &[Row]) -> Option<Gutter> {
    let left = rows.iter().map(Row::left).fold(f32::MAX, f32::min);
    let right = rows.iter().map(Row::right).fold(f32::MIN, f32::max);
    let strip = (right - left) / N_STRIPS as f32;
    let mut found: Vec<(usize, Gutter)> = Vec::new();
    for index in 1..N_STRIPS {
        let at = left + strip * index as f32;
        found.extend(runs(rows, at).map(|(n_rows, rows)| (n_rows, Gutter { at, rows })));
    }
    found.sort_by_key(|(n_rows, _)| std::cmp::Reverse(*n_rows));
    let mut judged: Vec<&Range<usize>> = Vec::new();
    for (_, gutter) in &found {
        // Strips beside each other have the same rows.
        if judged.contains(&&gutter.rows) && judged.len() > MOST_JUDGED {
            continue;
        }
        judged.push(&gutter.rows);
        if judged.len() > MOST_JUDGED * 8 {
            return None;
        }
        if let Some(at) = middle(rows, gutter) {
            return Some(Gutter { at, rows: gutter.rows.clone() });
        }
    }
    None
}

/// Gaps that are looked at closely.
const MOST_JUDGED: usize = 30;

/// Stretches of rows of which none covers `at`, with how many rows the shorter side has.
fn runs(rows: &[Row], at: f32) -> impl Iterator<Item = (usize, Range<usize>)> {
    let mut found = Vec::new();
    let (mut start, mut n_left, mut n_right) = (0, 0, 0);
    for (index, row) in rows.iter().enumerate() {
        if row.words.iter().any(|word| word.0 < at && at < word.1) {
            found.push((n_left.min(n_right), start..index));
            (start, n_left, n_right) = (index + 1, 0, 0);
        } else {
            n_left += usize::from(row.left() < at);
            n_right += usize::from(row.right() > at);
        }
    }
    found.push((n_left.min(n_right), start..rows.len()));
    found.into_iter().filter(|(n_rows, _)| *n_rows >= LEAST_ROWS)
}

/// The middle of a gap if the rows on both sides of it are columns of text.
fn middle(rows: &[Row], gutter: &Gutter) -> Option<f32> {
    let rows = rows.get(gutter.rows.clone())?;
    let side = |is_left: bool| {
        rows.iter().filter_map(move |row| {
            let mut words = row.words.iter().filter(|word| (word.0 < gutter.at) == is_left);
            let first = words.next()?;
            Some((first.0, words.next_back().unwrap_or(first).1, row.base))
        })
    };
    let (left, right) = (Column::of(side(true))?, Column::of(side(false))?);
    let em = median(rows.iter().map(|row| row.size));
    let gap = right.left - left.right;
    let overlap = left.bottom.min(right.bottom) - left.top.max(right.top);
    let is_gap = gap >= LEAST_GAP * em && overlap >= 2.0 * em;
    (is_gap && left.is_text(em) && right.is_text(em)).then_some(left.right + gap / 2.0)
}

struct Column {
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
    n_rows: usize,
    n_full: usize,
}

impl Column {
    fn of(rows: impl Iterator<Item = (f32, f32, f32)> + Clone) -> Option<Self> {
        let left = rows.clone().map(|row| row.0).reduce(f32::min)?;
        let right = rows.clone().map(|row| row.1).reduce(f32::max)?;
        let top = rows.clone().map(|row| row.2).reduce(f32::min)?;
        let bottom = rows.clone().map(|row| row.2).reduce(f32::max)?;
        let n_full = rows.clone().filter(|row| row.1 - row.0 >= FULL * (right - left)).count();
        Some(Self { left, right, top, bottom, n_rows: rows.count(), n_full })
    }

    /// Whether most rows fill the width, as those of text do and those of tables do not.
    fn is_text(&self, em: f32) -> bool {
        self.right - self.left >= LEAST_WIDTH * em && self.n_full * 2 >= self.n_rows
    }
}
