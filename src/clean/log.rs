//! What each rule changed, in six bytes an edit: a long noisy text has millions of them.

use std::ops::Range;

use crate::clean::{Applied, RuleIndex};
use crate::text::{Pos, Source, Span};

/// Every rule's edits: rule after rule, each in the order of the source.
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// Where each edit starts in the source, in bytes.
    starts: Vec<u32>,
    /// How long it is, in bytes; [`LONG`] for one that stands in `long`.
    lengths: Vec<u16>,
    /// The places in the log of edits too long for two bytes, with their lengths; in order.
    long: Vec<(usize, usize)>,
    /// The rules that made edits, each with where its edits end.
    runs: Vec<(RuleIndex, usize)>,
}

/// The length of an edit too long for two bytes.
const LONG: u16 = u16::MAX;

impl Log {
    /// How many edits there are.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether nothing was changed.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The edit at a place in the log.
    pub fn get(&self, index: usize) -> Option<Applied> {
        let from = self.span(index)?;
        let run = self.runs.partition_point(|(_, end)| *end <= index);
        Some(Applied { rule: self.runs.get(run)?.0, from })
    }

    /// All edits.
    pub fn iter(&self) -> impl Iterator<Item = Applied> {
        self.within(0..self.len())
    }

    /// The edits at some places in the log.
    pub fn within(&self, range: Range<usize>) -> impl Iterator<Item = Applied> {
        range.filter_map(|index| self.get(index))
    }

    /// Where a rule's edits stand.
    pub fn of(&self, rule: RuleIndex) -> Range<usize> {
        let run = self.runs.iter().position(|(other, _)| *other == rule);
        let Some(run) = run else { return 0..0 };
        let start = run.checked_sub(1).map_or(0, |before| self.runs[before].1);
        start..self.runs[run].1
    }

    /// The edits of a rule that end behind `pos`, by where they stand; `range` is the rule's.
    pub fn behind(&self, range: Range<usize>, pos: Pos<Source>) -> Range<usize> {
        let (mut first, mut end) = (range.start, range.end);
        while first < end {
            let middle = usize::midpoint(first, end);
            if self.span(middle).is_some_and(|span| span.end <= pos) {
                first = middle + 1;
            } else {
                end = middle;
            }
        }
        first..range.end
    }

    /// Adds the edits of the next rule, in order.
    pub(super) fn add(
        &mut self,
        rule: RuleIndex,
        spans: impl ExactSizeIterator<Item = Span<Source>>,
    ) {
        self.starts.reserve_exact(spans.len());
        self.lengths.reserve_exact(spans.len());
        for span in spans {
            let length = u16::try_from(span.len()).ok().filter(|length| *length != LONG);
            if length.is_none() {
                self.long.push((self.starts.len(), span.len()));
            }
            self.starts.push(span.start.offset);
            self.lengths.push(length.unwrap_or(LONG));
        }
        if self.runs.last().map_or(0, |(_, end)| *end) < self.len() {
            self.runs.push((rule, self.len()));
        }
    }

    fn span(&self, index: usize) -> Option<Span<Source>> {
        let start = *self.starts.get(index)? as usize;
        let length = match *self.lengths.get(index)? {
            LONG => self
                .long
                .binary_search_by_key(&index, |(at, _)| *at)
                .ok()
                .map(|at| self.long[at].1)?,
            length => usize::from(length),
        };
        Some(Span::new(start, start + length))
    }
}
