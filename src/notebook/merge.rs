//! Joins two changes that started from the same annotation, so that neither hand's work is lost.

use crate::notebook::{Annotation, Timestamp};

/// Stands between two notes that were written at the same time.
pub const NOTE_DIVIDER: &str = "\n\n———\n\n";

/// What `ours` and `theirs` made of `base`, together.
///
/// A field that only one of them changed is taken from there. Where both changed it, both notes
/// stay under a divider, tags are added and removed by either, and of the rest ours is taken.
pub fn merged(base: &Annotation, ours: &Annotation, theirs: &Annotation) -> Annotation {
    let mut tags = ours.tags.clone();
    tags.extend(theirs.tags.iter().filter(|tag| !base.tags.contains(*tag)).cloned());
    tags.retain(|tag| theirs.tags.contains(tag) || !base.tags.contains(tag));
    Annotation {
        id: ours.id.clone(),
        anchor: pick(&base.anchor, &ours.anchor, &theirs.anchor),
        excerpt: pick(&base.excerpt, &ours.excerpt, &theirs.excerpt),
        heading_path: pick(&base.heading_path, &ours.heading_path, &theirs.heading_path),
        color: pick(&base.color, &ours.color, &theirs.color),
        tags,
        note: merged_note(&base.note, &ours.note, &theirs.note),
        created: ours.created,
        modified: Timestamp(ours.modified.0.max(theirs.modified.0)),
        revision: ours.revision.max(theirs.revision).saturating_add(1),
    }
}

/// Theirs where ours is as it was.
fn pick<T: PartialEq + Clone>(base: &T, ours: &T, theirs: &T) -> T {
    if ours == base { theirs.clone() } else { ours.clone() }
}

fn merged_note(base: &str, ours: &str, theirs: &str) -> String {
    if theirs == base || ours == theirs {
        return ours.to_owned();
    }
    if ours == base || theirs.contains(ours) {
        return theirs.to_owned();
    }
    if ours.contains(theirs) {
        return ours.to_owned();
    }
    format!("{theirs}{NOTE_DIVIDER}{ours}")
}
