//! What changes did to a document's notes, in counts by which a person tells one moment from another.

use std::collections::{BTreeMap, BTreeSet};

use crate::notebook::{Annotation, AnnotationId, Change, Diff, TagId};

/// What changes did, all together: what was made and removed again is not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeSum {
    /// Annotations that are new.
    pub n_new: usize,
    /// That were removed.
    pub n_removed: usize,
    /// On which other words are written, new ones among them.
    pub n_written: usize,
    /// That were there and carry other tags.
    pub n_tagged: usize,
    /// That were there and have another colour or stand elsewhere, and nothing else.
    pub n_other: usize,
    /// The tags that were put on.
    pub tags: BTreeSet<TagId>,
    /// Whether anything else of the document changed: bookmarks, what is written about it, what was ruled by hand.
    pub is_of_document: bool,
}

impl ChangeSum {
    /// What these changes did, one after the other.
    pub fn of(changes: &[Change]) -> Self {
        let mut sum = Self::default();
        let mut sides: BTreeMap<&AnnotationId, Diff<&Annotation>> = BTreeMap::new();
        for change in changes {
            let Change::Annotation(diff) = change else {
                sum.is_of_document |= !change.is_of_library();
                continue;
            };
            let Some(note) = diff.either() else { continue };
            let (before, after) = (diff.before.as_ref(), diff.after.as_ref());
            sides.entry(&note.id).or_insert(Diff { before, after }).after = after;
        }
        sides.values().for_each(|diff| sum.add(diff));
        sum
    }

    fn add(&mut self, diff: &Diff<&Annotation>) {
        match (diff.before, diff.after) {
            (None, Some(after)) => {
                self.n_new += 1;
                self.n_written += usize::from(!after.note.is_empty());
                self.tags.extend(after.tags.iter().cloned());
            }
            (Some(_), None) => self.n_removed += 1,
            (Some(before), Some(after)) => {
                let is_written = before.note != after.note;
                let is_tagged = before.tags != after.tags;
                let is_other =
                    (before.color, before.anchor.span) != (after.color, after.anchor.span);
                self.n_written += usize::from(is_written);
                self.n_tagged += usize::from(is_tagged);
                self.n_other += usize::from(is_other && !is_written && !is_tagged);
                self.tags.extend(after.tags.difference(&before.tags).cloned());
            }
            (None, None) => {}
        }
    }

    /// Whether they left everything as it was.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}
