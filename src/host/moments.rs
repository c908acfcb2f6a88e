//! What changed at each moment of which the history of a document knows, so that a person finds the one that is
//! sought.
//!
//! Copies are compared block by block, and only blocks that differ are read: a long history of many notes would
//! else take minutes.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::app::Moment;
use crate::host::history::KeptThen;
use crate::host::library::Library;
use crate::notebook::{Annotation, AnnotationId, Change, ChangeSum, Diff};
use crate::store;

impl Library {
    /// The moments of a document's history, newest first, each with what changed since the one before. A copy that
    /// is as the moment before it left the notes is none of its own.
    pub fn told_moments(&self, id: &str) -> Vec<Moment> {
        let mut known = Known::default();
        let mut moments = Vec::new();
        for (time, kept) in self.kept_since_ever(id) {
            let sum = match kept {
                KeptThen::Copy(text) => known.take_copy(&text),
                KeptThen::Changes(changes) => known.take_changes(&changes),
            };
            if !sum.is_nothing() || moments.is_empty() {
                moments.push(Moment { time, told: Some((sum, known.n_notes)) });
            }
        }
        moments.reverse();
        moments
    }
}

/// The notes as the history has led to them so far.
#[derive(Default)]
struct Known {
    /// The last copy, and where its blocks stand in it.
    copy: String,
    places: BTreeMap<AnnotationId, Range<usize>>,
    /// What became of notes since.
    since: BTreeMap<AnnotationId, Option<Annotation>>,
    n_notes: usize,
}

impl Known {
    fn take_changes(&mut self, changes: &[Change]) -> ChangeSum {
        let sides: Vec<Change> = changes.iter().map(|change| self.carried_out(change)).collect();
        let sum = ChangeSum::of(&sides);
        self.n_notes = (self.n_notes + sum.n_new).saturating_sub(sum.n_removed);
        sum
    }

    /// A change of a note as it was: what is so already changes nothing.
    fn carried_out(&mut self, change: &Change) -> Change {
        let Change::Annotation(diff) = change else { return change.clone() };
        let Some(id) = diff.either().map(|note| note.id.clone()) else { return change.clone() };
        let (before, after) = (self.note(&id), diff.after.clone());
        self.since.insert(id, after.clone());
        Change::Annotation(Diff { before, after })
    }

    fn take_copy(&mut self, text: &str) -> ChangeSum {
        let text = text.trim_start_matches('\u{FEFF}').to_owned();
        let places: BTreeMap<AnnotationId, Range<usize>> = store::blocks_in(&text).collect();
        let then = std::mem::replace(
            self,
            Self { n_notes: places.len(), copy: text, places, since: BTreeMap::new() },
        );
        let ids: BTreeSet<&AnnotationId> =
            then.places.keys().chain(self.places.keys()).chain(then.since.keys()).collect();
        let changed = ids
            .into_iter()
            .filter(|id| then.since.contains_key(*id) || then.block(id) != self.block(id));
        let change = |id| {
            let (before, after) = (then.note(id), self.note(id));
            // A block that cannot be read does not say that its note was gone.
            let is_read = after.is_some() || !self.places.contains_key(id);
            is_read.then_some(Change::Annotation(Diff { before, after }))
        };
        ChangeSum::of(&changed.filter_map(change).collect::<Vec<_>>())
    }

    fn block(&self, id: &AnnotationId) -> Option<&str> {
        self.copy.get(self.places.get(id)?.clone())
    }

    fn note(&self, id: &AnnotationId) -> Option<Annotation> {
        match self.since.get(id) {
            Some(note) => note.clone(),
            None => store::note_in_block(self.block(id)?),
        }
    }
}
