//! Where the scroll bar shows headings, marks, bookmarks and hits: each part of the whole height seeks one of a kind
//! that begins in it, so that a million of them cost no more than a thousand.
//!
//! It works out places only; how they look is the bar's business.

use std::sync::Arc;

use crate::app::{BookmarkPlace, Marks};
use crate::notebook::HighlightColor;
use crate::outline::{Heading, Outline};
use crate::text::{Clean, Pos, Span};
use crate::ui::reader::layout::Layouts;
use crate::ui::reader::model::Page;

/// Parts of the whole height that are told apart: about the pixels of a high screen.
const N_PARTS: usize = 1_200;
/// Where there are more headings than this, only those of the higher levels are shown: a ladder says nothing.
const MOST_HEADINGS: usize = 80;

/// Ticks of headings stand at least so many parts apart: two that touch look like a fault.
const HEADING_GAP: f64 = 9.0;

/// What a tick stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tick {
    /// A heading.
    Heading,
    /// A marked passage in its colour.
    Mark(HighlightColor),
    /// A bookmark.
    Bookmark,
    /// A hit of the find.
    Hit,
}

/// What is to be shown on the bar.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shown {
    /// The headings.
    pub(crate) outline: Arc<Outline>,
    /// The marked passages in order.
    pub(crate) marks: Marks,
    /// The bookmarks, those without a place last.
    pub(crate) bookmarks: Arc<[BookmarkPlace]>,
    /// The hits in order.
    pub(crate) hits: Arc<[Span<Clean>]>,
    /// How often the heights of the page became other ones.
    pub(crate) n_counts: u64,
}

impl Shown {
    /// Whether both are the same lists of the same page.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.outline, &other.outline)
            && self.marks.is(&other.marks)
            && Arc::ptr_eq(&self.bookmarks, &other.bookmarks)
            && Arc::ptr_eq(&self.hits, &other.hits)
            && self.n_counts == other.n_counts
    }
}

/// The ticks as parts of the whole height, those of a kind in order; later kinds are drawn over earlier ones.
pub(crate) fn ticks(page: &Page, layouts: &Layouts, shown: &Shown) -> Vec<(f64, Tick)> {
    let starts = part_starts(page, layouts);
    let mut ticks = Vec::new();
    let places = headings(&shown.outline);
    ticks.extend(one_a_part(&starts, &places).map(|(part, _)| (part, Tick::Heading)));
    keep_apart(&mut ticks);
    let mut add = |places: &dyn Places, tick: &dyn Fn(usize) -> Tick| {
        ticks.extend(one_a_part(&starts, places).map(|(part, index)| (part, tick(index))));
    };
    add(&shown.marks, &|index| Tick::Mark(shown.marks[index].color));
    add(&&*shown.hits, &|_| Tick::Hit);
    let n_placed = shown.bookmarks.partition_point(|bookmark| bookmark.pos.is_some());
    add(&shown.bookmarks.get(..n_placed).unwrap_or_default(), &|_| Tick::Bookmark);
    ticks
}

/// Leaves out what stands too near to the one before.
fn keep_apart(ticks: &mut Vec<(f64, Tick)>) {
    let mut last = f64::NEG_INFINITY;
    ticks.retain(|(part, _)| {
        let is_apart = part - last >= HEADING_GAP / N_PARTS as f64;
        if is_apart {
            last = *part;
        }
        is_apart
    });
}

/// Places in the order of the text.
trait Places {
    /// How many begin before `pos`.
    fn n_before(&self, pos: Pos<Clean>) -> usize;
    /// How many there are.
    fn n(&self) -> usize;
}

impl Places for Marks {
    fn n_before(&self, pos: Pos<Clean>) -> usize {
        self.n_before(pos)
    }
    fn n(&self) -> usize {
        self.len()
    }
}

impl Places for &[Span<Clean>] {
    fn n_before(&self, pos: Pos<Clean>) -> usize {
        self.partition_point(|span| span.start < pos)
    }
    fn n(&self) -> usize {
        self.len()
    }
}

impl Places for &[BookmarkPlace] {
    fn n_before(&self, pos: Pos<Clean>) -> usize {
        self.partition_point(|bookmark| bookmark.pos.is_some_and(|at| at < pos))
    }
    fn n(&self) -> usize {
        self.len()
    }
}

impl Places for Vec<Pos<Clean>> {
    fn n_before(&self, pos: Pos<Clean>) -> usize {
        self.partition_point(|at| *at < pos)
    }
    fn n(&self) -> usize {
        self.len()
    }
}

/// The headings down to the level at which they become too many; none where the highest is too many already.
fn headings(outline: &Outline) -> Vec<Pos<Clean>> {
    let mut counts = [0; u8::MAX as usize + 1];
    for heading in &outline.headings {
        counts[usize::from(heading.level)] += 1;
    }
    let mut sum = 0;
    let n_levels = counts.iter().take_while(|count| {
        sum += **count;
        sum <= MOST_HEADINGS
    });
    let n_levels = n_levels.count();
    let is_shown = |heading: &&Heading| usize::from(heading.level) < n_levels;
    outline.headings.iter().filter(is_shown).map(|heading| heading.span.start).collect()
}

/// The place of the text at which each part of the whole height begins.
fn part_starts(page: &Page, layouts: &Layouts) -> Vec<Pos<Clean>> {
    let total = layouts.heights.total();
    let start = |part: usize| {
        let (index, within) = layouts.heights.find(total * part as f64 / N_PARTS as f64);
        let span = page.pieces.get(index).map(|piece| piece.span).unwrap_or_default();
        let share = within / layouts.heights.get(index).max(1.0);
        Pos::new(span.start.index() + (span.len() as f64 * share.min(1.0)) as usize)
    };
    (0..N_PARTS).map(start).collect()
}

/// The middle of each part in which one of the places is, and which is the first there.
fn one_a_part(starts: &[Pos<Clean>], places: &dyn Places) -> impl Iterator<Item = (f64, usize)> {
    let parts = if places.n() == 0 { 0 } else { starts.len() };
    let ends = (1..=parts).map(|part| match starts.get(part) {
        Some(end) => places.n_before(*end),
        None => places.n(),
    });
    let mut first = 0;
    let found = ends.enumerate().filter_map(move |(part, end)| {
        let (index, end) = (first, end.max(first));
        first = end;
        (index < end).then_some(((part as f64 + 0.5) / N_PARTS as f64, index))
    });
    found.collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::{N_PARTS, Tick, keep_apart, one_a_part};
    use crate::text::{Clean, Pos, Span};

    #[test]
    fn headings_that_stand_close_have_one_tick() {
        let part = |part: f64| (part / N_PARTS as f64, Tick::Heading);
        let mut ticks = [0.5, 1.5, 9.4, 9.5, 12.0, 30.0].map(part).to_vec();
        keep_apart(&mut ticks);
        assert_eq!(ticks, [0.5, 9.5, 30.0].map(part));
    }

    #[test]
    fn each_part_shows_the_first_place_that_begins_in_it() {
        let starts: Vec<Pos<Clean>> = (0..N_PARTS).map(|part| Pos::new(part * 10)).collect();
        let spans = [(0, 4), (9, 12), (10, 11), (35, 90), (11_999, 12_000), (20_000, 20_001)];
        let spans: Vec<Span<Clean>> = spans.iter().map(|(a, b)| Span::new(*a, *b)).collect();
        let found: Vec<(usize, usize)> = one_a_part(&starts, &spans.as_slice())
            .map(|(part, index)| ((part * N_PARTS as f64) as usize, index))
            .collect();
        assert_eq!(found, [(0, 0), (1, 2), (3, 3), (N_PARTS - 1, 4)]);
        let none: &[Span<Clean>] = &[];
        assert_eq!(one_a_part(&starts, &none).count(), 0);
    }
}
