//! Joins what two hands made of the same notes, so that neither's work is lost.
//!
//! What only one of them changed is taken from there. Of two texts both stay; where only one value can
//! be, the later is taken and the other is told. A note that one removed and the other changed stays.
//! The sides may be exchanged, and joining again changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::clean::{ByHand, Meta};
use crate::notebook::{Annotation, AnnotationId, Bookmark, HighlightColor, Notebook, Timestamp};

/// Stands between two notes that were written at the same time.
pub const NOTE_DIVIDER: &str = "\n\n———\n\n";

/// Something that both sides changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clash {
    /// Whose: the identity of a note or a tag; empty for the document.
    pub id: String,
    /// What a person knows it by: its quote or its name.
    pub words: String,
    /// What of it.
    pub field: ClashField,
    /// What was taken.
    pub taken: String,
    /// What was not, word for word; empty where both are kept.
    pub other: String,
}

/// What of a note or a tag both sides changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClashField {
    /// The words of a note; both are kept.
    Note,
    /// The colour of a note or a tag.
    Color,
    /// The passage that a note is on.
    Place,
    /// One removed it, the other changed it; it is kept.
    Removed,
    /// The name of a tag.
    Name,
    /// What a tag stands under.
    Parent,
    /// The digit key of a tag.
    Key,
    /// What a tag means.
    Description,
    /// Author, publication, date or address of the document.
    Meta,
}

/// Which side's value is taken where only one can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Later {
    Ours,
    Theirs,
}

/// What both sides make of one value, and whether both changed it.
pub(super) struct Picked<T> {
    pub(super) value: T,
    /// The value that was not taken.
    pub(super) other: Option<T>,
}

pub(super) fn pick<T: PartialEq + Clone>(
    base: Option<&T>,
    ours: &T,
    theirs: &T,
    later: Later,
) -> Picked<T> {
    let taken = |value: &T| Picked { value: value.clone(), other: None };
    if ours == theirs || base == Some(theirs) {
        return taken(ours);
    }
    if base == Some(ours) {
        return taken(theirs);
    }
    let (value, other) = match later {
        Later::Ours => (ours, theirs),
        Later::Theirs => (theirs, ours),
    };
    Picked { value: value.clone(), other: Some(other.clone()) }
}

/// What `ours` and `theirs` made of a note, together; without a `base` both may have changed anything.
pub fn merged(
    base: Option<&Annotation>,
    ours: &Annotation,
    theirs: &Annotation,
    clashes: &mut Vec<Clash>,
) -> Annotation {
    let rank = |note: &Annotation| (note.modified, note.revision, note.anchor.span, note.color);
    let is_ours = (rank(ours), &ours.note) >= (rank(theirs), &theirs.note);
    let later = if is_ours { Later::Ours } else { Later::Theirs };
    let mut clash = |field, taken: String, other: String| {
        let words = ours.excerpt.exact.clone().min(theirs.excerpt.exact.clone());
        clashes.push(Clash { id: ours.id.0.clone(), words, field, taken, other });
    };
    let place =
        |note: &Annotation| (note.anchor.clone(), note.excerpt.clone(), note.heading_path.clone());
    let placed = pick(base.map(place).as_ref(), &place(ours), &place(theirs), later);
    if let Some(other) = placed.other.filter(|other| other.0.exact != placed.value.0.exact) {
        clash(ClashField::Place, placed.value.1.exact.clone(), other.1.exact);
    }
    let color = picked_color(base, ours, theirs, later);
    if let Some(other) = color.other {
        let id = |color: Option<HighlightColor>| color.map_or("–", HighlightColor::id).to_owned();
        clash(ClashField::Color, id(color.value), id(other));
    }
    let note = merged_note(base.map(|base| base.note.as_str()), ours, theirs, later);
    if note != ours.note && note != theirs.note {
        clash(ClashField::Note, note.clone(), String::new());
    }
    let created = pick(base.map(|base| &base.created), &ours.created, &theirs.created, later);
    let (anchor, excerpt, heading_path) = placed.value;
    let together = Annotation {
        id: ours.id.clone(),
        anchor,
        excerpt,
        heading_path,
        color: color.value,
        tags: merged_set(base.map(|base| &base.tags), &ours.tags, &theirs.tags),
        note,
        created: created.other.map_or(created.value, |other| created.value.min(other)),
        modified: Timestamp(ours.modified.0.max(theirs.modified.0)),
        revision: ours.revision.max(theirs.revision).saturating_add(1),
    };
    unless_same(together, ours, theirs, later)
}

/// No colour of its own gives way to one.
fn picked_color(
    base: Option<&Annotation>,
    ours: &Annotation,
    theirs: &Annotation,
    later: Later,
) -> Picked<Option<HighlightColor>> {
    match (base, ours.color, theirs.color) {
        (None, Some(_), None) => Picked { value: ours.color, other: None },
        (None, None, Some(_)) => Picked { value: theirs.color, other: None },
        _ => pick(base.map(|base| &base.color), &ours.color, &theirs.color, later),
    }
}

/// One of the sides as it is where it says all, so that joining what is joined changes nothing.
fn unless_same(
    together: Annotation,
    ours: &Annotation,
    theirs: &Annotation,
    later: Later,
) -> Annotation {
    let is_like = |side: &Annotation| {
        let Annotation { modified, revision, .. } = *side;
        Annotation { modified, revision, ..together.clone() } == *side
    };
    let sides = match later {
        Later::Ours => [ours, theirs],
        Later::Theirs => [theirs, ours],
    };
    sides.into_iter().find(|side| is_like(side)).cloned().unwrap_or(together)
}

/// The changed words; of both, each part once, the earlier side's first.
fn merged_note(base: Option<&str>, ours: &Annotation, theirs: &Annotation, later: Later) -> String {
    merged_words(base, &ours.note, &theirs.note, later)
}

/// The same for any words.
fn merged_words(base: Option<&str>, ours: &str, theirs: &str, later: Later) -> String {
    let picked = pick(base.as_ref(), &ours, &theirs, later);
    let Some(earlier) = picked.other else { return picked.value.to_owned() };
    let holds = |all: &str, words: &str| words.split(NOTE_DIVIDER).all(|part| all.contains(part));
    if holds(picked.value, earlier) {
        return picked.value.to_owned();
    }
    if holds(earlier, picked.value) {
        return (*earlier).to_owned();
    }
    // A part that stands within a longer one of the other side says nothing of its own.
    let later: Vec<&str> = picked.value.split(NOTE_DIVIDER).collect();
    let says_more = |part: &&str| !picked.value.contains(*part) || later.contains(part);
    let mut parts: Vec<&str> = earlier.split(NOTE_DIVIDER).filter(says_more).collect();
    parts.extend(later.iter().filter(|part| !earlier.contains(**part)));
    parts.join(NOTE_DIVIDER)
}

/// What is in either, less what one took out.
pub(super) fn merged_set<T: Ord + Clone>(
    base: Option<&BTreeSet<T>>,
    ours: &BTreeSet<T>,
    theirs: &BTreeSet<T>,
) -> BTreeSet<T> {
    let was = |value: &T| base.is_some_and(|base| base.contains(value));
    let stays = |value: &&T| !was(value) || ours.contains(*value) && theirs.contains(*value);
    ours.union(theirs).filter(stays).cloned().collect()
}

/// The values of either; those that both have made into one by `join`, and those that one has and the
/// other removed left out unless they changed, which `removed` hears.
pub(super) fn merged_map<K: Ord + Clone, V: PartialEq + Clone>(
    base: &BTreeMap<K, V>,
    ours: &BTreeMap<K, V>,
    theirs: &BTreeMap<K, V>,
    mut join: impl FnMut(Option<&V>, &V, &V) -> V,
    mut removed: impl FnMut(&V),
) -> BTreeMap<K, V> {
    let mut together = BTreeMap::new();
    let keys: BTreeSet<&K> = ours.keys().chain(theirs.keys()).collect();
    for key in keys {
        let base = base.get(key);
        let value = match (ours.get(key), theirs.get(key)) {
            (Some(ours), Some(theirs)) if ours == theirs => ours.clone(),
            (Some(ours), Some(theirs)) => join(base, ours, theirs),
            (Some(one), None) | (None, Some(one)) if base != Some(one) => {
                if base.is_some() {
                    removed(one);
                }
                one.clone()
            }
            _ => continue,
        };
        together.insert(key.clone(), value);
    }
    together
}

/// What two hands made of one document's notes, and what both of them changed; without a common
/// beginning `base` is empty.
pub fn merged_notebooks(
    base: &Notebook,
    ours: &Notebook,
    theirs: &Notebook,
) -> (Notebook, Vec<Clash>) {
    let (mut clashes, mut removed) = (Vec::new(), Vec::new());
    let annotations = merged_map(
        &base.annotations,
        &ours.annotations,
        &theirs.annotations,
        |base, ours, theirs| merged(base, ours, theirs, &mut clashes),
        |note| {
            let (id, words) = (note.id.0.clone(), note.excerpt.exact.clone());
            let (taken, other) = (note.note.clone(), String::new());
            removed.push(Clash { id, words, field: ClashField::Removed, taken, other });
        },
    );
    clashes.extend(removed);
    let meta = [&base.by_hand.meta, &ours.by_hand.meta, &theirs.by_hand.meta];
    let rulings = [base, ours, theirs].map(|side| &side.by_hand.rulings);
    let by_hand = ByHand {
        rulings: merged_set(Some(rulings[0]), rulings[1], rulings[2]),
        meta: merged_meta(meta, &mut clashes),
    };
    let notebook = Notebook {
        annotations,
        bookmarks: merged_bookmarks(base, ours, theirs),
        kept: merged_set(Some(&base.kept), &ours.kept, &theirs.kept),
        accepted: merged_set(Some(&base.accepted), &ours.accepted, &theirs.accepted),
        by_hand,
        memo: merged_memo(&base.memo, &ours.memo, &theirs.memo),
    };
    (notebook, clashes)
}

/// What was written about a document, a tag or the library; of two that differ both stay, the same whoever joins.
pub(super) fn merged_memo(base: &str, ours: &str, theirs: &str) -> String {
    let later =
        if (ours.len(), ours) >= (theirs.len(), theirs) { Later::Ours } else { Later::Theirs };
    merged_words(Some(base), ours, theirs, later)
}

/// The bookmarks of both, less those that one removed.
fn merged_bookmarks(
    base: &Notebook,
    ours: &Notebook,
    theirs: &Notebook,
) -> BTreeMap<AnnotationId, Bookmark> {
    let newer = |_: Option<&Bookmark>, ours: &Bookmark, theirs: &Bookmark| {
        let rank = |mark: &Bookmark| (mark.created, mark.anchor.span, mark.anchor.exact.clone());
        if rank(ours) >= rank(theirs) { ours.clone() } else { theirs.clone() }
    };
    merged_map(&base.bookmarks, &ours.bookmarks, &theirs.bookmarks, newer, |_| {})
}

/// Where the text comes from, field by field; of two that differ the longer is taken.
fn merged_meta([base, ours, theirs]: [&Meta; 3], clashes: &mut Vec<Clash>) -> Meta {
    let mut field = |of: fn(&Meta) -> &Option<String>| {
        let length = |meta: &Meta| of(meta).as_ref().map(|words| (words.len(), words.clone()));
        let later = if length(ours) >= length(theirs) { Later::Ours } else { Later::Theirs };
        let picked = pick(Some(of(base)), of(ours), of(theirs), later);
        if let Some(other) = picked.other {
            let words = |value: &Option<String>| value.clone().unwrap_or_default();
            clashes.push(Clash {
                id: String::new(),
                words: String::new(),
                field: ClashField::Meta,
                taken: words(&picked.value),
                other: words(&other),
            });
        }
        picked.value
    };
    Meta {
        author: field(|meta| &meta.author),
        source: field(|meta| &meta.source),
        date: field(|meta| &meta.date),
        url: field(|meta| &meta.url),
    }
}
