//! Tables whose cells are parted by lines that the page draws.
//!
//! What is only framed, or stands in two boxes beside each other, is no table; a page may be laid out in ruled boxes.

use std::collections::BTreeMap;

use crate::import::pdf::cells::{self, Cells};
use crate::import::pdf::glyphs::Glyph;
use crate::import::pdf::rows::Row;
use crate::import::pdf::rules::{Rule, Rules};

/// Lines this near are one, and lines this near to each other meet, in points.
const NEAR: f32 = 2.5;
/// Tables of one page, at most.
const MOST_TABLES: usize = 100;
/// Lines across times lines down, beyond which a page shows a drawing.
const MOST_CROSSINGS: usize = 40_000;
/// Columns, and rows, of the largest table.
const MOST_LINES: usize = 300;

/// Takes the glyphs of ruled tables out of those of a page and makes rows of them.
pub(super) fn tables(rules: &Rules, glyphs: &mut Vec<Glyph>) -> Vec<Row> {
    let (across, down) = (joined(&rules.across), joined(&rules.down));
    let is_drawing = across.len() * down.len() > MOST_CROSSINGS;
    if across.len() < 3 || down.is_empty() || is_drawing {
        return Vec::new();
    }
    let grids = groups(&across, &down).into_iter().take(MOST_TABLES);
    grids.filter_map(|(across, down)| Grid::of(&across, &down)?.taken(glyphs)).flatten().collect()
}

/// Rules that lie on one another, or go on where another ends, as one.
fn joined(rules: &[Rule]) -> Vec<Rule> {
    let mut rules = rules.to_vec();
    rules.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut joined: Vec<Rule> = Vec::new();
    let mut same = 0;
    for rule in rules {
        // Of those on one line each goes on only with those that reach it.
        while joined.get(same).is_some_and(|first| rule.at - first.at > NEAR) {
            same += 1;
        }
        let meets =
            |other: &&mut Rule| rule.from <= other.to + NEAR && rule.to >= other.from - NEAR;
        match joined.iter_mut().skip(same).find(meets) {
            Some(other) => {
                other.from = other.from.min(rule.from);
                other.to = other.to.max(rule.to);
            }
            None => joined.push(rule),
        }
    }
    joined
}

fn do_meet(across: &Rule, down: &Rule) -> bool {
    (down.from - NEAR..=down.to + NEAR).contains(&across.at)
        && (across.from - NEAR..=across.to + NEAR).contains(&down.at)
}

/// The rules that hang together by meeting each other.
fn groups(across: &[Rule], down: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let mut groups: Vec<(Vec<Rule>, Vec<Rule>)> = Vec::new();
    for rule in down {
        let met: Vec<Rule> = across.iter().filter(|other| do_meet(other, rule)).copied().collect();
        let (hangs, mut others): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(own, _)| met.iter().any(|rule| own.contains(rule)));
        let mut group = (met, vec![*rule]);
        for (own, downs) in hangs {
            group.0.extend(own);
            group.1.extend(downs);
        }
        group.0.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
        group.0.dedup();
        others.push(group);
        groups = others;
    }
    groups
}

/// The fields between the lines of a table.
struct Grid {
    /// The lines that run down, from the left, and those across, from the top.
    x: Vec<f32>,
    y: Vec<f32>,
    across: Vec<Rule>,
    down: Vec<Rule>,
}

/// Places that lie near each other as one, in order.
fn places(mut places: Vec<f32>) -> Vec<f32> {
    places.sort_by(f32::total_cmp);
    places.dedup_by(|later, earlier| *later - *earlier <= NEAR);
    places
}

impl Grid {
    fn of(across: &[Rule], down: &[Rule]) -> Option<Self> {
        // A table may be open at its sides, or above and below.
        let ends = |rules: &[Rule]| {
            let from = rules.iter().map(|rule| rule.from).reduce(f32::min);
            let to = rules.iter().map(|rule| rule.to).reduce(f32::max);
            [from, to].into_iter().flatten().collect::<Vec<_>>()
        };
        let at = |rules: &[Rule]| rules.iter().map(|rule| rule.at).collect::<Vec<_>>();
        let x = places([at(down), ends(across)].concat());
        let y = places([at(across), ends(down)].concat());
        let is_grid = |lines: &[f32]| (3..=MOST_LINES).contains(&lines.len());
        let grid = Self { x, y, across: across.to_vec(), down: down.to_vec() };
        (is_grid(&grid.x) && is_grid(&grid.y)).then_some(grid)
    }

    /// The field in which a place lies: its row and its column.
    fn field(&self, x: f32, y: f32) -> Option<(usize, usize)> {
        let between = |lines: &[f32], place: f32| {
            let n_before = lines.partition_point(|line| *line <= place);
            (n_before > 0 && n_before < lines.len()).then(|| n_before - 1)
        };
        between(&self.y, y).zip(between(&self.x, x))
    }

    /// The field at the upper left of those that no line parts from this one.
    fn first(&self, (mut row, mut column): (usize, usize)) -> (usize, usize) {
        let middle = |lines: &[f32], at: usize| {
            lines.get(at).zip(lines.get(at + 1)).map_or(0.0, |(a, b)| f32::midpoint(*a, *b))
        };
        let parts = |rules: &[Rule], at: f32, place: f32| {
            rules
                .iter()
                .any(|rule| (rule.at - at).abs() <= NEAR && rule.from <= place && rule.to >= place)
        };
        while column > 0
            && !parts(&self.down, self.x.get(column).copied().unwrap_or(0.0), middle(&self.y, row))
        {
            column -= 1;
        }
        while row > 0
            && !parts(
                &self.across,
                self.y.get(row).copied().unwrap_or(0.0),
                middle(&self.x, column),
            )
        {
            row -= 1;
        }
        (row, column)
    }

    /// The rows of the table, whose glyphs are taken out; none where it is something else.
    fn taken(&self, glyphs: &mut Vec<Glyph>) -> Option<Vec<Row>> {
        let mut firsts: BTreeMap<(usize, usize), (usize, usize)> = BTreeMap::new();
        let mut place = |glyph: &Glyph| {
            let x = f32::midpoint(glyph.left, glyph.right);
            let field = self.field(x, glyph.base - glyph.size * 0.3)?;
            Some(*firsts.entry(field).or_insert_with(|| self.first(field)))
        };
        let mut cells = Cells::default();
        for (index, glyph) in glyphs.iter().enumerate() {
            if let Some((row, column)) = place(glyph) {
                cells.put(row, column, index);
            }
        }
        cells::taken(cells, self.x.len() - 1, 2, glyphs)
    }
}
