//! The log in the order of the source: of a long noisy text it has millions of edits, so each takes up a byte.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::ops::Range;

use crate::clean::{Log, RuleIndex, rules};

/// How many edits stand between two places whose counts are kept.
const STRETCH: usize = 256;

/// The log's indices in the order of the source.
#[derive(Clone, Debug, Default)]
pub struct ByPlace {
    /// Whose turn it is: which of the rules that made edits made each.
    turns: Vec<u8>,
    /// The next edit of each rule where a stretch begins, rule after rule.
    marks: Vec<u32>,
    n_rules: usize,
}

impl ByPlace {
    pub(super) fn of(log: &Log) -> Self {
        let runs = (0..rules().len()).map(|index| log.of(RuleIndex(index as u8)));
        let runs: Vec<Range<usize>> = runs.filter(|run| !run.is_empty()).collect();
        let mut next: Vec<u32> = runs.iter().map(|run| run.start as u32).collect();
        let head = |rule: usize, at: usize| {
            let from = (at < runs[rule].end).then(|| log.get(at))??.from;
            Some(Reverse((from, at, rule)))
        };
        let mut heads: BinaryHeap<_> =
            (0..runs.len()).filter_map(|rule| head(rule, runs[rule].start)).collect();
        let mut turns = Vec::with_capacity(log.len());
        let mut marks = Vec::with_capacity((log.len() / STRETCH + 1) * runs.len());
        while let Some(mut first) = heads.peek_mut() {
            let Reverse((_, at, rule)) = *first;
            if turns.len() % STRETCH == 0 {
                marks.extend_from_slice(&next);
            }
            turns.push(rule as u8);
            next[rule] = at as u32 + 1;
            match head(rule, at + 1) {
                Some(after) => *first = after,
                None => drop(PeekMut::pop(first)),
            }
        }
        Self { turns, marks, n_rules: runs.len() }
    }

    /// How many edits there are.
    pub fn len(&self) -> usize {
        self.turns.len()
    }

    /// Whether nothing was changed.
    pub fn is_empty(&self) -> bool {
        self.turns.is_empty()
    }

    /// The index in the log of one of them.
    pub fn get(&self, at: usize) -> Option<u32> {
        let rule = *self.turns.get(at)?;
        let stretch = at / STRETCH;
        let first = self.marks.get(stretch * self.n_rules + usize::from(rule))?;
        let before = self.turns.get(stretch * STRETCH..at)?.iter().filter(|turn| **turn == rule);
        Some(first + before.count() as u32)
    }

    /// All, in order.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        let mut next: Vec<u32> = self.marks.iter().take(self.n_rules).copied().collect();
        self.turns.iter().filter_map(move |rule| {
            let next = next.get_mut(usize::from(*rule))?;
            *next += 1;
            Some(*next - 1)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::ByPlace;
    use crate::clean::{Log, RuleIndex};
    use crate::text::Span;

    #[test]
    fn edits_of_several_rules_come_in_the_order_of_the_source() {
        let mut log = Log::default();
        let spread = |step: usize, n: usize| (0..n).map(|at| at * step).collect::<Vec<_>>();
        for (rule, starts) in
            [(0, spread(7, 300)), (1, vec![]), (2, spread(3, 900)), (5, vec![9, 2000])]
        {
            let spans: Vec<_> =
                starts.into_iter().map(|start| Span::new(start, start + 2)).collect();
            log.add(RuleIndex(rule), spans.into_iter());
        }
        let mut sorted: Vec<u32> = (0..log.len() as u32).collect();
        sorted.sort_by_key(|index| (log.get(*index as usize).map(|edit| edit.from), *index));
        let by_place = ByPlace::of(&log);
        assert_eq!(by_place.iter().collect::<Vec<_>>(), sorted);
        let one_by_one: Vec<_> = (0..by_place.len()).filter_map(|at| by_place.get(at)).collect();
        assert_eq!(one_by_one, sorted);
        assert_eq!(by_place.get(by_place.len()), None);
        assert!(ByPlace::of(&Log::default()).is_empty());
    }
}
