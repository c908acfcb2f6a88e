//! The marked passages as the page needs them: which lie in a stretch, and in which lane each
//! one's underline runs. Worked out once for each new list of marks.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::app::Mark;
use crate::text::{Clean, Pos, Span};

/// Underlines that fit between two lines of text.
pub(crate) const LANES: u8 = 3;

/// The marks of the open document.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// In order of their start.
    marks: Arc<[Mark]>,
    /// The lane of each, 0 the nearest to the text.
    lanes: Vec<u8>,
    /// For each mark the farthest end of it and all before it.
    reach: Vec<Pos<Clean>>,
}

impl Marks {
    /// Takes a list, if it is a new one.
    pub(crate) fn take(&mut self, marks: &Arc<[Mark]>) {
        if Arc::ptr_eq(&self.marks, marks) {
            return;
        }
        self.marks = Arc::clone(marks);
        self.lanes = lanes(marks);
        let mut reach = Pos::default();
        self.reach = marks
            .iter()
            .map(|mark| {
                reach = reach.max(mark.span.end);
                reach
            })
            .collect();
    }

    /// The marks that share something with `span`, each with its lane.
    pub(crate) fn in_span(&self, span: Span<Clean>) -> impl Iterator<Item = (&Mark, u8)> {
        let first = self.reach.partition_point(|reach| *reach <= span.start);
        let marks = self.marks.iter().zip(self.lanes.iter().copied()).skip(first);
        marks
            .take_while(move |(mark, _)| mark.span.start < span.end)
            .filter(move |(mark, _)| mark.span.overlaps(span))
    }

    /// The marks at `pos`, the shortest first.
    pub(crate) fn at(&self, pos: Pos<Clean>) -> Vec<&Mark> {
        let here = Span { start: pos, end: Pos::new(pos.index() + 1) };
        let mut marks: Vec<&Mark> = self.in_span(here).map(|(mark, _)| mark).collect();
        marks.sort_by_key(|mark| mark.span.len());
        marks
    }
}

/// Gives each mark the lane nearest to the text that no shorter mark over the same words has.
fn lanes(marks: &[Mark]) -> Vec<u8> {
    let mut lanes = vec![0; marks.len()];
    let mut start = 0;
    // Marks that touch nothing of each other, not even by way of a third, do not matter to each other.
    while start < marks.len() {
        let mut reach = marks[start].span.end;
        let mut end = start + 1;
        while let Some(mark) = marks.get(end).filter(|mark| mark.span.start < reach) {
            reach = reach.max(mark.span.end);
            end += 1;
        }
        share_lanes(&marks[start..end], &mut lanes[start..end]);
        start = end;
    }
    lanes
}

fn share_lanes(marks: &[Mark], lanes: &mut [u8]) {
    let mut order: Vec<usize> = (0..marks.len()).collect();
    order.sort_by_key(|index| (marks[*index].span.len(), Reverse(marks[*index].span.start)));
    for (place, &index) in order.iter().enumerate() {
        let shorter = order.iter().take(place);
        let taken = shorter
            .filter(|other| marks[**other].span.overlaps(marks[index].span))
            .fold(0_u8, |taken, other| taken | 1 << lanes[*other]);
        lanes[index] = (taken.trailing_ones() as u8).min(LANES - 1);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Marks;
    use crate::app::Mark;
    use crate::notebook::{AnnotationId, HighlightColor};
    use crate::text::{Pos, Span};

    fn marks(spans: &[(usize, usize)]) -> Marks {
        let mark = |(index, (start, end)): (usize, &(usize, usize))| Mark {
            id: AnnotationId(index.to_string()),
            span: Span::new(*start, *end),
            color: HighlightColor::Amber,
            pattern: None,
            has_note: false,
            is_suggested: false,
        };
        let mut marks = Marks::default();
        let list: Arc<[Mark]> = spans.iter().enumerate().map(mark).collect();
        marks.take(&list);
        marks
    }

    #[test]
    fn the_longer_of_two_overlapping_marks_runs_in_the_outer_lane() {
        let marks = marks(&[(0, 90), (3, 12), (9, 30), (40, 50), (100, 110), (105, 120)]);
        assert_eq!(marks.lanes, [2, 0, 1, 0, 0, 1]);
    }

    #[test]
    fn a_long_mark_that_began_far_above_is_found() {
        let marks = marks(&[(0, 500), (10, 20), (300, 310), (490, 495)]);
        let found: Vec<_> =
            marks.in_span(Span::new(305, 400)).map(|(mark, _)| mark.id.0.as_str()).collect();
        assert_eq!(found, ["0", "2"]);
        let here: Vec<_> =
            marks.at(Pos::new(15)).into_iter().map(|mark| mark.id.0.as_str()).collect();
        assert_eq!(here, ["1", "0"]);
    }
}
