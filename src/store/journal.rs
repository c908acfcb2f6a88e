//! The journal of a document: one line for what is changed at once, each with its checksum. Frozen as `v1`
//! is.
//!
//! It holds what `notes.ron` does not have yet. Tags and how a document is cleaned are written at once and
//! do not stand in it.

use serde::{Deserialize, Serialize};

use crate::clean::Meta;
use crate::notebook::{Annotation, Bookmark, Change, Diff, RuleSwitch, Tag};
use crate::store::Problem;
use crate::store::bookmarks::BookmarkEntry;
use crate::store::hand::{MetaEntry, RulingEntry};
use crate::store::v1::{Note, TagEntry, span};
use crate::text::{Source, Span};

/// What a journal says, and what of it cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines<T> {
    /// What its lines say, in order.
    pub read: Vec<T>,
    /// Lines that are not as they were written, word for word.
    pub damaged: Vec<String>,
    /// What stands behind the last whole line: a program was cut off while it wrote.
    pub torn: String,
}

impl<T> Default for Lines<T> {
    fn default() -> Self {
        Self { read: Vec::new(), damaged: Vec::new(), torn: String::new() }
    }
}

impl<T> Lines<T> {
    /// What is wrong with it.
    pub fn problems(&self) -> Vec<Problem> {
        let damaged = self.damaged.iter().cloned().map(Problem::JournalLine);
        damaged.chain((!self.torn.is_empty()).then_some(Problem::JournalTorn)).collect()
    }
}

/// The line of changes that are made at once, all or none; those that the journal does not hold are left out.
pub fn journal_from_changes(changes: &[Change]) -> String {
    let is_held = |change: &&Change| !change.is_of_library() && !matches!(change, Change::Rule(_));
    let entries: Vec<Entry> = changes.iter().filter(is_held).map(Entry::new).collect();
    if entries.is_empty() { String::new() } else { line(&entries) }
}

/// Reads a journal; a line that is damaged costs no other.
pub fn changes_from_journal(text: &str) -> Lines<Change> {
    let changes = |entries: Vec<Entry>| entries.into_iter().map(Entry::change).collect();
    let Lines { read, damaged, torn } = lines::<_, Vec<Change>>(text, changes);
    Lines { read: read.into_iter().flatten().collect(), damaged, torn }
}

/// A line: the checksum of what follows, a space, RON without a line's end in it, a line's end.
pub(super) fn line(entry: &impl Serialize) -> String {
    let text = ron::to_string(entry).expect("plain structs of strings and numbers can be written");
    format!("{} {text}\n", checksum(&text))
}

/// Reads lines. One without its end counts if it is whole: only then was it ever waited for.
pub(super) fn lines<E: serde::de::DeserializeOwned, T>(
    text: &str,
    convert: impl Fn(E) -> Option<T>,
) -> Lines<T> {
    let mut lines = Lines::default();
    for piece in text.split_inclusive('\n') {
        let line = piece.trim_end_matches('\n');
        match parsed(line).and_then(&convert) {
            Some(value) => lines.read.push(value),
            None if !piece.ends_with('\n') => piece.clone_into(&mut lines.torn),
            None if line.is_empty() => {}
            None => lines.damaged.push(line.to_owned()),
        }
    }
    lines
}

fn parsed<E: serde::de::DeserializeOwned>(line: &str) -> Option<E> {
    let (known, text) = line.split_once(' ')?;
    (checksum(text) == known).then(|| ron::from_str(text).ok()).flatten()
}

/// The first 16 hexadecimal digits of the BLAKE3 of a line's text.
fn checksum(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().chars().take(16).collect()
}

/// A change as a line has it, with both sides.
#[derive(Serialize, Deserialize)]
#[expect(clippy::large_enum_variant, reason = "nearly all are of the largest kind")]
pub(super) enum Entry {
    Note { before: Option<Note>, after: Option<Note> },
    Bookmark { before: Option<BookmarkEntry>, after: Option<BookmarkEntry> },
    Tag { before: Option<TagEntry>, after: Option<TagEntry> },
    Kept { before: Option<(u32, u32)>, after: Option<(u32, u32)> },
    Accepted { before: Option<(u32, u32)>, after: Option<(u32, u32)> },
    Rule { id: String, before: (bool, bool), after: (bool, bool) },
    Ruling { before: Option<RulingEntry>, after: Option<RulingEntry> },
    Meta { before: Option<MetaEntry>, after: Option<MetaEntry> },
    Memo { before: Option<String>, after: Option<String> },
    LibraryMemo { before: Option<String>, after: Option<String> },
}

impl Entry {
    pub(super) fn new(change: &Change) -> Self {
        match change {
            Change::Annotation(diff) => {
                // Paths of tags are for people who read notes.ron.
                let (before, after) =
                    sides(diff, |note: &Annotation| Note::new(note, |_| String::new()));
                Self::Note { before, after }
            }
            Change::Bookmark(diff) => {
                let (before, after) = sides(diff, |mark: &Bookmark| BookmarkEntry::new(mark));
                Self::Bookmark { before, after }
            }
            Change::Tag(diff) => {
                let (before, after) = sides(diff, |tag: &Tag| TagEntry::new(tag));
                Self::Tag { before, after }
            }
            Change::Kept(diff) => {
                let (before, after) = sides(diff, |span| place(*span));
                Self::Kept { before, after }
            }
            Change::Accepted(diff) => {
                let (before, after) = sides(diff, |span| place(*span));
                Self::Accepted { before, after }
            }
            Change::Rule(RuleSwitch { id, before, after }) => {
                Self::Rule { id: id.clone(), before: *before, after: *after }
            }
            Change::Ruling(diff) => {
                let (before, after) = sides(diff, RulingEntry::new);
                Self::Ruling { before, after }
            }
            Change::Meta(diff) => {
                let (before, after) = sides(diff, |meta: &Meta| MetaEntry::new(meta));
                Self::Meta { before, after }
            }
            Change::Memo(diff) => {
                let (before, after) = sides(diff, String::clone);
                Self::Memo { before, after }
            }
            Change::LibraryMemo(diff) => {
                let (before, after) = sides(diff, String::clone);
                Self::LibraryMemo { before, after }
            }
        }
    }

    /// The change, unless a part of it means nothing.
    pub(super) fn change(self) -> Option<Change> {
        Some(match self {
            Self::Note { before, after } => {
                Change::Annotation(diff(before, after, Note::annotation)?)
            }
            Self::Bookmark { before, after } => {
                Change::Bookmark(diff(before, after, BookmarkEntry::bookmark)?)
            }
            Self::Tag { before, after } => Change::Tag(diff(before, after, TagEntry::tag)?),
            Self::Kept { before, after } => Change::Kept(diff(before, after, unplaced)?),
            Self::Accepted { before, after } => Change::Accepted(diff(before, after, unplaced)?),
            Self::Rule { id, before, after } => Change::Rule(RuleSwitch { id, before, after }),
            Self::Ruling { before, after } => {
                Change::Ruling(diff(before, after, |ruling| ruling.ruling())?)
            }
            Self::Meta { before, after } => {
                Change::Meta(diff(before, after, |meta| Some(meta.meta()))?)
            }
            Self::Memo { before, after } => Change::Memo(diff(before, after, Some)?),
            Self::LibraryMemo { before, after } => Change::LibraryMemo(diff(before, after, Some)?),
        })
    }
}

fn sides<T, E>(diff: &Diff<T>, entry: impl Fn(&T) -> E) -> (Option<E>, Option<E>) {
    (diff.before.as_ref().map(&entry), diff.after.as_ref().map(&entry))
}

/// Both sides read; none if one that is there cannot be.
fn diff<E, T>(
    before: Option<E>,
    after: Option<E>,
    read: impl Fn(E) -> Option<T>,
) -> Option<Diff<T>> {
    let side = |entry: Option<E>| match entry {
        Some(entry) => read(entry).map(Some),
        None => Some(None),
    };
    Some(Diff { before: side(before)?, after: side(after)? })
}

const fn place(span: Span<Source>) -> (u32, u32) {
    (span.start.offset, span.end.offset)
}

fn unplaced((start, end): (u32, u32)) -> Option<Span<Source>> {
    span(start, end)
}
