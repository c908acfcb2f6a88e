//! Brings a journal's changes onto notes that may have some, all or none of them already.
//!
//! Doing it twice is doing it once, and nothing that another hand wrote meanwhile is written over.

use std::collections::{BTreeMap, BTreeSet};

use crate::notebook::{Annotation, AnnotationId, Change, Diff, NOTE_DIVIDER, merged};

/// The changes that bring notes, of which `current` tells each annotation, to where `journal` leads.
///
/// Where an annotation is as the journal left it at any moment, it gets what came after that moment; where
/// it is something else, it was changed elsewhere, and both hands' work is joined.
pub fn outstanding(
    journal: &[Change],
    current: impl Fn(&AnnotationId) -> Option<Annotation>,
) -> Vec<Change> {
    let mut others = Vec::new();
    let mut chains: BTreeMap<&AnnotationId, Vec<&Diff<Annotation>>> = BTreeMap::new();
    for change in journal {
        match change {
            Change::Annotation(diff) => {
                if let Some(note) = diff.either() {
                    chains.entry(&note.id).or_default().push(diff);
                }
            }
            // Of these the last one holds, however often they are carried out.
            other => others.push(other.clone()),
        }
    }
    for (id, chain) in chains {
        let before = current(id);
        let after = replayed(&chain, before.as_ref());
        if after != before {
            others.push(Change::Annotation(Diff { before, after }));
        }
    }
    others
}

/// What an annotation is after a journal's changes of it.
fn replayed(chain: &[&Diff<Annotation>], current: Option<&Annotation>) -> Option<Annotation> {
    let mut state = chain.first().and_then(|diff| diff.before.clone());
    let first = state.clone();
    let mut is_one_of_them = state.as_ref() == current;
    for diff in chain {
        state = changed(state, diff);
        is_one_of_them |= state.as_ref() == current;
    }
    if is_one_of_them {
        return state;
    }
    changed(current.cloned(), &Diff { before: first, after: state })
}

/// An annotation after a change that was made of what `diff` says it was.
pub fn changed(state: Option<Annotation>, diff: &Diff<Annotation>) -> Option<Annotation> {
    if state == diff.before || state == diff.after {
        return diff.after.clone();
    }
    match (&diff.before, &diff.after, state) {
        // What it was changed from is lost: whoever changed it had seen more than is left.
        (Some(before), Some(after), Some(state)) if before.revision > state.revision => {
            Some(after.clone())
        }
        (Some(before), Some(after), Some(state)) => Some(joined(before, after, &state)),
        (None, Some(after), Some(state)) => {
            let tags = BTreeSet::new();
            let nothing = Annotation { note: String::new(), color: None, tags, ..state.clone() };
            Some(joined(&nothing, after, &state))
        }
        // Removed by one hand and changed by the other: it stays.
        (_, None, state) => state,
        (_, Some(after), None) => Some(after.clone()),
    }
}

/// What two hands made of the same annotation. Where a note was joined before and one hand writes on, not
/// knowing it, its new words take the place of its old in what was joined.
fn joined(base: &Annotation, ours: &Annotation, theirs: &Annotation) -> Annotation {
    // Nothing is lost by it that would have to be told: both notes stay, and the history has the rest.
    let mut both = merged(Some(base), ours, theirs, &mut Vec::new());
    if let Some(note) = woven(&base.note, &ours.note, &theirs.note) {
        both.note = note;
    }
    both
}

fn woven(base: &str, ours: &str, theirs: &str) -> Option<String> {
    if let Some(before) = theirs.strip_suffix(base).filter(|rest| rest.ends_with(NOTE_DIVIDER)) {
        return Some(format!("{before}{ours}"));
    }
    let behind = theirs.strip_prefix(base).filter(|rest| rest.starts_with(NOTE_DIVIDER));
    behind.map(|behind| format!("{ours}{behind}"))
}
