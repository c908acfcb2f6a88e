//! What the changes that undo knows tell of each day: notes that were tagged, written, removed, and those that were
//! made and are gone. They go back as far as undo does; what was undone is not among them.

use std::collections::BTreeMap;

use crate::app::diary::{DAY, DiaryAct};
use crate::notebook::{Annotation, AnnotationId, Change, Diff, Timestamp};
use crate::store::StoredNotes;

/// A document's notes, with what was done in it as far as undo knows.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// Its notes.
    pub notes: StoredNotes,
    /// What was done and not undone, in order.
    pub done: Vec<Change>,
}

/// Something that was done to a note.
pub(super) struct PastAct<'a> {
    pub(super) act: DiaryAct,
    /// The note as it then was.
    pub(super) note: &'a Annotation,
    /// When, in milliseconds on the reader's own clock.
    pub(super) local: i64,
}

/// What was done, by note, day and kind: of several times the last.
pub(super) fn acts<'a>(
    kept: &'a Kept,
    local: &dyn Fn(Timestamp) -> i64,
) -> BTreeMap<(&'a AnnotationId, i64, DiaryAct), PastAct<'a>> {
    let mut acts = BTreeMap::new();
    for change in &kept.done {
        let Change::Annotation(diff) = change else { continue };
        for (act, note, at) in acts_of(diff, &kept.notes) {
            let (made, local) = (local(note.created).div_euclid(DAY), local(at));
            let day = local.div_euclid(DAY);
            // On the day it was made that it was tells enough: its line has its tags and words.
            if made != day || matches!(act, DiaryAct::Marked | DiaryAct::Deleted) {
                acts.insert((&note.id, day, act), PastAct { act, note, local });
            }
        }
    }
    acts
}

/// What one change did, to which note, and when. When a note was removed its document's file knows for a while.
fn acts_of<'a>(
    diff: &'a Diff<Annotation>,
    notes: &StoredNotes,
) -> Vec<(DiaryAct, &'a Annotation, Timestamp)> {
    match (&diff.before, &diff.after) {
        (None, Some(note)) if !notes.notebook.annotations.contains_key(&note.id) => {
            vec![(DiaryAct::Marked, note, note.created)]
        }
        (Some(before), Some(note)) => {
            let tagged = (before.tags != note.tags).then_some(DiaryAct::Tagged);
            let written = (before.note != note.note).then_some(DiaryAct::Written);
            let acts = tagged.into_iter().chain(written);
            acts.map(|act| (act, note, note.modified)).collect()
        }
        (Some(note), None) => {
            let at = notes.record.removed.get(&note.id);
            at.map(|at| (DiaryAct::Deleted, note, *at)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}
