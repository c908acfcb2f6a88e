//! What the state says of marks and tags: the marker in hand, marks that lie upon each other, how often tags are used.

use crate::app::{Mark, State};
use crate::notebook::{HighlightColor, TagId};

/// What the armed marker puts on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Marker {
    /// A tag, in its colour.
    Tag(TagId),
    /// Nothing but a colour.
    Color(HighlightColor),
}

impl State {
    /// The active mark and those that lie upon it, in order; empty where no mark is active.
    pub fn stack(&self) -> Vec<&Mark> {
        let index = self.active.as_ref().and_then(|id| self.mark_index(id));
        let Some(active) = index.and_then(|index| self.marks.get(index)) else {
            return Vec::new();
        };
        self.marks.in_span(active.span).map(|(_, mark)| mark).collect()
    }
}
