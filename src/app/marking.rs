//! What the state says of marks and tags: the marker in hand, marks that lie upon each other, how often tags are used.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::app::note_list::NoteIndex;
use crate::app::tag_search::TagNames;
use crate::app::{Mark, NoteLog, SeenNotes, State};
use crate::notebook::{AnnotationId, HighlightColor, TagId};

/// What the armed marker puts on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Marker {
    /// A tag, in its colour.
    Tag(TagId),
    /// Nothing but a colour.
    Color(HighlightColor),
}

impl State {
    /// Counts of the open document: passages, notes, tags in use.
    pub fn counts(&self) -> (usize, usize, usize) {
        (self.tally.n_annotations(), self.tally.n_notes, self.tally.tags().count())
    }

    /// Which annotations of the open document changed lately.
    pub fn note_log(&self) -> &NoteLog {
        &self.tally.log
    }

    /// How many annotations of the open document carry each tag that is in use.
    pub fn tag_counts(&self) -> BTreeMap<TagId, usize> {
        self.tally.tags().map(|(tag, count)| (tag.clone(), count)).collect()
    }

    /// How many annotations of the open document carry this tag.
    pub fn n_with_tag(&self, tag: &TagId) -> usize {
        self.tally.n_with(tag)
    }

    /// The index of the shown document's notes that came with it, and up to where the changes are in it.
    pub fn first_index(&self) -> Option<(&SeenNotes, &Arc<NoteIndex>)> {
        self.first_index.as_ref().map(|(seen, index)| (seen, index))
    }

    /// The names of the library's tags, ready to be sought; made when they are first wanted after a change.
    pub fn tag_names(&self) -> &Arc<TagNames> {
        self.tag_names.get_or_init(|| Arc::new(TagNames::of(&self.codebook)))
    }

    /// How many annotations of the open document have a place that waits for a yes, and how many have none.
    pub fn n_unsure(&self) -> (usize, usize) {
        (self.tally.n_suggested, self.tally.n_orphans)
    }

    /// The place among the marks of an annotation that is marked on the page.
    pub fn mark_index(&self, id: &AnnotationId) -> Option<usize> {
        self.marks.index_of(self.tally.span_of(id)?, id)
    }

    /// The active mark and those that lie upon it, in order; empty where no mark is active.
    pub fn stack(&self) -> Vec<&Mark> {
        let index = self.active.as_ref().and_then(|id| self.mark_index(id));
        let Some(active) = index.and_then(|index| self.marks.get(index)) else {
            return Vec::new();
        };
        self.marks.in_span(active.span).map(|(_, mark)| mark).collect()
    }
}
