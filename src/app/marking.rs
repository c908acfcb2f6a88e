//! What the state says of marks and tags: the marker in hand, marks that lie upon each other, how often tags are used.

use std::collections::BTreeMap;

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
    /// How many annotations of the open document carry each tag.
    pub fn tag_counts(&self) -> BTreeMap<TagId, usize> {
        let mut counts = BTreeMap::new();
        let notes = self.open.iter().flat_map(|open| open.notebook.annotations.values());
        for tag in notes.flat_map(|note| &note.tags) {
            *counts.entry(tag.clone()).or_default() += 1;
        }
        counts
    }

    /// The active mark and those that lie upon it, in order; empty where no mark is active.
    pub fn stack(&self) -> Vec<&Mark> {
        let active = self.active.as_ref();
        let Some(span) =
            self.marks.iter().find(|mark| Some(&mark.id) == active).map(|mark| mark.span)
        else {
            return Vec::new();
        };
        self.marks.iter().filter(|mark| mark.span.overlaps(span)).collect()
    }
}
