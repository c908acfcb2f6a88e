//! Where the lines of each column begin and end as a rule: by that a full line is told from a paragraph's last.

use std::collections::HashMap;

use crate::import::pdf::lines::Line;

/// Columns that begin this near to each other, on different pages, are one, in points.
const SAME_LEFT: f32 = 15.0;
/// Lines that begin this near to each other begin at one place, in points.
const SAME_START: f32 = 3.0;
/// A column that stands alone takes up this part of its page at least: where no line is as wide all are short, as those
/// of verse are.
const LEAST_WIDE: f32 = 0.4;

/// Says of each line where its column begins and ends; furniture and rows of tables have no say. `alone` says of each column how wide its
/// page is, if no other column stands beside it.
pub(super) fn settle(lines: &mut [Line], furniture: &[bool], alone: &[Option<f32>]) {
    let mut sides: Vec<(Vec<f32>, Vec<f32>)> = vec![Default::default(); alone.len()];
    let lines_of_text = lines
        .iter()
        .zip(furniture)
        .filter(|(line, is_furniture)| !**is_furniture && line.n_cells() == 1);
    for (line, _) in lines_of_text {
        if let Some((lefts, rights)) = sides.get_mut(line.flow) {
            lefts.push(line.left);
            rights.push(line.right);
        }
    }
    let columns: Vec<Column> =
        sides.into_iter().map(|(lefts, rights)| Column::of(lefts, rights)).collect();
    let usual = usual(&columns, alone);
    for line in lines {
        let Some(column) = columns.get(line.flow) else { continue };
        let page = alone.get(line.flow).copied().flatten();
        // Columns of few or short lines end where those of the other pages do.
        let shared = usual.get(&place(column.left)).zip(page).map(|(other, page)| {
            column.right.max(other.right).max(column.left + LEAST_WIDE * page)
        });
        line.column = (column.left, shared.unwrap_or(column.right));
    }
}

#[derive(Clone, Copy)]
struct Column {
    n_lines: usize,
    left: f32,
    right: f32,
}

impl Column {
    fn of(mut lefts: Vec<f32>, mut rights: Vec<f32>) -> Self {
        lefts.sort_by(f32::total_cmp);
        rights.sort_by(f32::total_cmp);
        Self { n_lines: lefts.len(), left: common_left(&lefts), right: common_right(&rights) }
    }
}

/// The longest column of each left side.
fn usual(columns: &[Column], alone: &[Option<f32>]) -> HashMap<i32, Column> {
    let mut usual: HashMap<i32, Column> = HashMap::new();
    for (column, _) in columns.iter().zip(alone).filter(|(_, page)| page.is_some()) {
        let longest = usual.entry(place(column.left)).or_insert(*column);
        if column.n_lines > longest.n_lines {
            *longest = *column;
        }
    }
    usual
}

fn place(left: f32) -> i32 {
    (left / SAME_LEFT).round() as i32
}

/// Where most lines begin: the first place at which more than a fifth of them does.
fn common_left(lefts: &[f32]) -> f32 {
    let n_near = |left: f32| {
        let from = lefts.partition_point(|other| *other < left - SAME_START);
        lefts.partition_point(|other| *other <= left + SAME_START) - from
    };
    let common = lefts.iter().find(|left| n_near(**left) * 5 > lefts.len());
    common.or(lefts.first()).copied().unwrap_or(0.0)
}

/// Where full lines end, without the few that stand out.
fn common_right(rights: &[f32]) -> f32 {
    let at = rights.len().saturating_sub(1 + rights.len() / 12);
    rights.get(at).copied().unwrap_or(0.0)
}
