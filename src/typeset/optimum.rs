//! Moves the borders of a stretch's rows so that the whole is strained least (Knuth and Plass, 1981).
//!
//! A line is not made good at the cost of the next: what one character more or less on each line costs is
//! added up over the stretch. The number of rows stays, so counting need not do this. Code is left as it is.

use crate::typeset::breaker::{Breaker, RAGGED_STRAIN, Row, Stop, Stretch, Widths};
use crate::typeset::scan::Break;
use crate::typeset::spacing::{PIXEL, Rules};
use crate::typeset::{End, Kind};

/// What a break costs besides the line's strain, on the scale of [`demerits`].
const HYPHEN_COST: i64 = 2_500;
const JOINT_COST: i64 = 400;
/// What a ragged line costs for each row below it: a hole is seen the less the nearer it is to the paragraph's end.
/// Little beside what another ragged line would cost.
const EARLY_COST: i64 = 1_000_000;

/// A border that some choice of breaks leads to, after as many rows as its layer's index.
#[derive(Clone, Copy)]
struct Node {
    at: usize,
    /// What the rows up to here cost at least.
    cost: i64,
    /// Its place in the layer before.
    before: usize,
    how: Break,
}

/// The same stretch with better borders, or as it was if there are none.
pub(crate) fn relaxed<A: Fn(usize, char) -> Option<f32>>(
    breaker: &Breaker<'_, A>,
    rows: Stretch,
) -> Stretch {
    let kind = breaker.rules.style.kind;
    if rows.len() < 2 || kind == Kind::Code {
        return rows;
    }
    let Some(bound) = cost(breaker, &rows).filter(|cost| *cost > rows.len() as i64 * 2) else {
        return rows;
    };
    let Some(path) = search(breaker, &rows, bound) else { return rows };
    let mut start = rows[0].bytes.start;
    let row = |(node, old): (Node, &Row)| {
        let bytes = start..node.at;
        start = node.at;
        Row { bytes, is_last: old.is_last, is_hyphenated: node.how == Break::Hyphen }
    };
    path.into_iter().zip(&rows).map(row).collect()
}

/// What the rows cost as they are; `None` if a heading's clauses part, which is as good as it gets, or if a
/// row ends where no line may.
fn cost<A: Fn(usize, char) -> Option<f32>>(breaker: &Breaker<'_, A>, rows: &[Row]) -> Option<i64> {
    let mut sum = 0_i64;
    for (row, n_below) in rows.iter().zip((0..rows.len()).rev()) {
        let room = breaker.room(row.bytes.start);
        let mut end = None;
        let stop = breaker.line_ends(row.bytes.start, |at| {
            if at.at == row.bytes.end {
                end = Some(at);
            }
        });
        sum = sum.saturating_add(match (end, stop) {
            (Some(end), _) if end.how == Break::Preferred => return None,
            (Some(end), _) => demerits(breaker.rules, end.widths, room, end.how, n_below),
            (None, Stop::Ended(at, widths)) if at == row.bytes.end => {
                last_demerits(breaker.rules, widths, room)
            }
            _ => return None,
        });
    }
    Some(sum)
}

/// The cheapest borders that cost less than `bound`, the stretch's end as the last of them.
fn search<A: Fn(usize, char) -> Option<f32>>(
    breaker: &Breaker<'_, A>,
    rows: &[Row],
    bound: i64,
) -> Option<Vec<Node>> {
    let (first, last) = (rows.first()?, rows.last()?);
    let start = Node { at: first.bytes.start, cost: 0, before: 0, how: Break::No };
    let mut layers = vec![vec![start]];
    for n_below in (1..rows.len()).rev() {
        let layer = next_layer(breaker, layers.last()?, bound, n_below);
        layers.push(layer);
    }
    let end = last_node(breaker, layers.last()?, last, bound)?;
    let mut path = vec![end];
    for layer in layers.iter().skip(1).rev() {
        let before = path.last()?.before;
        path.push(*layer.get(before)?);
    }
    path.reverse();
    Some(path)
}

/// The borders one row further, each with the cheapest way to it, in order.
fn next_layer<A: Fn(usize, char) -> Option<f32>>(
    breaker: &Breaker<'_, A>,
    layer: &[Node],
    bound: i64,
    n_below: usize,
) -> Vec<Node> {
    let mut next: Vec<Node> = Vec::new();
    for (before, node) in layer.iter().enumerate() {
        let room = breaker.room(node.at);
        breaker.line_ends(node.at, |end| {
            let cost = demerits(breaker.rules, end.widths, room, end.how, n_below);
            let cost = cost.saturating_add(node.cost);
            if cost >= bound {
                return;
            }
            let found = Node { at: end.at, cost, before, how: end.how };
            match next.binary_search_by_key(&end.at, |node| node.at) {
                Ok(index) if cost < next[index].cost => next[index] = found,
                Ok(_) => {}
                Err(index) => next.insert(index, found),
            }
        });
    }
    next
}

/// The stretch's end, by the cheapest last row that is neither too long nor a lone character.
fn last_node<A: Fn(usize, char) -> Option<f32>>(
    breaker: &Breaker<'_, A>,
    layer: &[Node],
    last: &Row,
    bound: i64,
) -> Option<Node> {
    let ways = layer.iter().enumerate().filter_map(|(before, node)| {
        let room = breaker.room(node.at);
        let mut end = None;
        let stop = breaker.line_ends(node.at, |at| {
            if at.at == last.bytes.end {
                end = Some(at);
            }
        });
        let (cost, how) = match (end, stop) {
            (Some(end), _) => (demerits(breaker.rules, end.widths, room, end.how, 0), end.how),
            (None, Stop::Ended(at, widths)) if at == last.bytes.end => {
                (last_demerits(breaker.rules, widths, room), Break::No)
            }
            _ => return None,
        };
        let is_lone = last.is_last && breaker.is_lone(node.at);
        let cost = cost.saturating_add(node.cost);
        (!is_lone && cost < bound).then_some(Node { at: last.bytes.end, cost, before, how })
    });
    ways.min_by_key(|node| node.cost)
}

/// What a line costs: its strain's cube on a scale of a hundred, squared, as in TeX; for one that is not
/// justified, the square of what it lacks. `n_below` rows follow.
fn demerits(rules: &Rules, widths: Widths, room: i32, how: Break, n_below: usize) -> i64 {
    let widths = widths.hung(room);
    let strain = widths.strain(room);
    let bad = if rules.justifies() {
        (strain * strain / 1000).saturating_mul(strain) / 10_000
    } else {
        lack(rules, &widths, room)
    };
    let is_ragged = rules.justifies() && strain >= RAGGED_STRAIN;
    let early = if is_ragged { EARLY_COST * n_below as i64 } else { 0 };
    let cost = match how {
        Break::Hyphen => HYPHEN_COST,
        Break::Joint => JOINT_COST,
        Break::No | Break::Yes | Break::Preferred => 0,
    };
    (1 + bad).saturating_mul(1 + bad).saturating_add(cost + early)
}

/// The last line may be short, save that of a heading, whose lines are to be alike.
fn last_demerits(rules: &Rules, widths: Widths, room: i32) -> i64 {
    let bad = match rules.style.kind {
        Kind::Heading => lack(rules, &widths, room),
        _ if rules.style.end == End::Row => return demerits(rules, widths, room, Break::No, 0),
        _ if widths.hung(room).natural <= room => 0,
        _ => return demerits(rules, widths, room, Break::No, 0),
    };
    (1 + bad).saturating_mul(1 + bad)
}

/// What a line lacks, squared; a tenth of the column counts 10.
fn lack(rules: &Rules, widths: &Widths, room: i32) -> i64 {
    let share =
        i64::from((room - widths.natural).max(0)) * 1000 / i64::from(rules.measure.max(PIXEL));
    share * share / 1000
}
