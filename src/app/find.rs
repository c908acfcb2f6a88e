//! What the find bar and its list know.

use std::ops::Range;
use std::sync::Arc;

use crate::app::Ticket;
use crate::outline::Outline;
use crate::search::{PatternProblem, Query};
use crate::text::{Clean, Pos, Source, Span};

/// The find bar.
#[derive(Clone, Debug, Default)]
pub struct Find {
    /// What is sought, and how.
    pub query: Query,
    /// Where it was found, in order; while another search is under way, what the one before it found.
    pub hits: Arc<[Span<Clean>]>,
    /// The hits by the heading they stand under.
    pub groups: Arc<[HitGroup]>,
    /// Whether there are more hits than are kept.
    pub is_cut: bool,
    /// Where it stands in what was taken away, in order.
    pub taken: Arc<[Span<Source>]>,
    /// What is wrong with the regular expression.
    pub problem: Option<PatternProblem>,
    /// The hit that is shown.
    pub current: usize,
    /// The search that is under way, if any.
    pub ticket: Option<Ticket>,
    /// Where hits are counted from: where reading was, or the hit that was gone to last.
    pub from: Pos<Clean>,
    /// Whether the way back to where reading was is noted.
    pub has_left_trail: bool,
}

impl Find {
    /// The hit that is shown.
    pub fn current_hit(&self) -> Option<Span<Clean>> {
        self.hits.get(self.current).copied()
    }

    /// Whether nothing is sought.
    pub fn is_empty(&self) -> bool {
        self.query.text.trim().is_empty()
    }
}

/// The hits under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HitGroup {
    /// The heading, by its place in the outline; `None` above the first.
    pub heading: Option<usize>,
    /// Which hits.
    pub hits: Range<usize>,
}

/// Groups hits, which are in order, by the heading they stand under.
pub(crate) fn groups(hits: &[Span<Clean>], outline: &Outline) -> Arc<[HitGroup]> {
    let headings = &outline.headings;
    let mut groups = Vec::new();
    let mut start = 0;
    while let Some(hit) = hits.get(start) {
        let below = headings.partition_point(|heading| heading.span.start <= hit.start);
        let next = headings.get(below).map(|heading| heading.span.start);
        let rest = hits.get(start..).unwrap_or_default();
        let count = next.map_or(rest.len(), |next| rest.partition_point(|hit| hit.start < next));
        groups.push(HitGroup { heading: below.checked_sub(1), hits: start..start + count });
        start += count;
    }
    groups.into()
}
