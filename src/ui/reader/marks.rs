//! The marked passages as the page needs them: which lie in a stretch, and in which lane each
//! one's underline runs. A lane is worked out when it is first seen.

use std::cell::RefCell;
use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::app::{self, Mark};
use crate::text::{Clean, Pos, Span};

/// Underlines that fit between two lines of text.
pub(crate) const LANES: u8 = 3;
/// Marks that lie upon each other deeper than this all run in the outermost lane.
const DEEPEST: usize = 32;

/// The marks of the open document.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    list: app::Marks,
    /// The lanes that were worked out, by the marks' places in the list; 0 is the nearest to the text.
    lanes: RefCell<FxHashMap<usize, u8>>,
}

impl Marks {
    /// Takes a list, if it is a new one; the one before is the answer.
    pub(crate) fn take(&mut self, marks: &app::Marks) -> Option<app::Marks> {
        if self.list.is(marks) {
            return None;
        }
        self.lanes.get_mut().clear();
        Some(std::mem::replace(&mut self.list, marks.clone()))
    }

    /// The marks that share something with `span`, each with its lane.
    pub(crate) fn in_span(&self, span: Span<Clean>) -> impl Iterator<Item = (&Mark, u8)> {
        let lane = |(index, mark)| (mark, self.lane(index, mark, 0));
        self.list.in_span(span).map(lane)
    }

    /// The marks at `pos`, the shortest first.
    pub(crate) fn at(&self, pos: Pos<Clean>) -> Vec<&Mark> {
        let here = Span { start: pos, end: Pos::new(pos.index() + 1) };
        let mut marks: Vec<&Mark> = self.list.in_span(here).map(|(_, mark)| mark).collect();
        marks.sort_by_key(|mark| mark.span.len());
        marks
    }

    /// The lane nearest to the text that no shorter mark over the same words has.
    fn lane(&self, index: usize, mark: &Mark, depth: usize) -> u8 {
        if let Some(lane) = self.lanes.borrow().get(&index) {
            return *lane;
        }
        if depth == DEEPEST {
            return LANES - 1;
        }
        let size = |index: usize, mark: &Mark| (mark.span.len(), Reverse(mark.span.start), index);
        let own = size(index, mark);
        let mut taken = 0_u8;
        for (other, shorter) in self.list.in_span(mark.span) {
            if size(other, shorter) < own {
                taken |= 1 << self.lane(other, shorter, depth + 1);
            }
            // Only the outermost is left.
            if taken.trailing_ones() >= u32::from(LANES - 1) {
                break;
            }
        }
        let lane = (taken.trailing_ones() as u8).min(LANES - 1);
        self.lanes.borrow_mut().insert(index, lane);
        lane
    }
}

#[cfg(test)]
mod tests {
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
        marks.take(&spans.iter().enumerate().map(mark).collect());
        marks
    }

    #[test]
    fn the_longer_of_two_overlapping_marks_runs_in_the_outer_lane() {
        let marks = marks(&[(0, 90), (3, 12), (9, 30), (40, 50), (100, 110), (105, 120)]);
        let lanes: Vec<u8> = marks.in_span(Span::new(0, 200)).map(|(_, lane)| lane).collect();
        assert_eq!(lanes, [2, 0, 1, 0, 0, 1]);
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
