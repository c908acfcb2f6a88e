//! Row 3: notes and tags as RON text that a person can read, and back, whatever happened to it.
//!
//! It knows no paths and writes nothing: `host::library` does.

mod blocks;
mod bookmarks;
mod codebook_rows;
mod hand;
mod home;
mod index;
mod journal;
mod kept_text;
mod lines;
mod merge;
mod plain;
mod read;
mod splice;
mod state;
mod steps;
mod unknown;
mod v1;
mod write;

use std::collections::{BTreeMap, BTreeSet};

pub use codebook_rows::rows_from_ron;
pub use home::{StoredHome, home_from_ron, home_to_ron};
pub use index::{Indexed, index_from_ron, index_to_ron};
pub use journal::{Lines, changes_from_journal, journal_from_changes};
pub use kept_text::{kept_text_from_bytes, kept_text_to_bytes};
pub use lines::{lines_from_ron, lines_to_ron};
pub use merge::{
    MergeRefusal, Side, merged_file, merged_lines, merged_notes, notes_of_files, tags_in,
};
pub use read::{
    codebook_from_ron, head_from_ron, is_newer, note_in_block, notes_from_ron, notes_in_ron,
    notes_in_ron_by,
};
pub use splice::{Splice, blocks_in, ids_in, splice_codebook, splice_notes};
pub use state::{
    StoredExport, StoredLook, StoredReading, StoredRecent, StoredSplit, StoredState,
    state_from_ron, state_to_ron,
};
pub use steps::{steps_from_text, text_from_steps};
pub use write::{codebook_to_ron, notes_to_ron, rewrite_codebook, rewrite_notes};

use crate::clean::ScriptChoice;
use crate::notebook::{AnnotationId, Change, Codebook, Notebook, Timestamp};

/// The version of the files that this program writes.
pub const SCHEMA: u32 = 1;

/// What a document is known by and how it is cleaned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentRecord {
    /// Its identity: the name of its folder.
    pub id: String,
    /// Its title when it was last marked.
    pub title: String,
    /// Hashes of the bytes of its files, newest last.
    pub contents: Vec<String>,
    /// Hashes of its cleaned texts, newest last.
    pub texts: Vec<String>,
    /// Where its files were, newest last.
    pub paths: Vec<String>,
    /// What its files say that it is known by wherever it is had, newest last.
    pub identifiers: Vec<String>,
    /// The script it is read in.
    pub script: ScriptChoice,
    /// Cleaning rules that are switched off for it.
    pub rules_off: Vec<String>,
    /// Rules that are wanted for it though they are off elsewhere.
    pub rules_on: Vec<String>,
    /// The encoding that the reader chose for it.
    pub encoding: Option<String>,
    /// Whether its notes also stand beside it.
    pub is_beside: bool,
    /// Annotations that were removed, and when, so that an old copy does not bring them back.
    pub removed: BTreeMap<AnnotationId, Timestamp>,
}

/// Which of the records is of a document: the one with this content, else with this text, else whose file was last here.
pub fn place_of(
    records: &[&DocumentRecord],
    content: &str,
    text: Option<&str>,
    path: Option<&str>,
) -> Option<usize> {
    let by =
        |fits: &dyn Fn(&DocumentRecord) -> bool| records.iter().position(|record| fits(record));
    let has = |known: &[String], hash: &str| known.iter().any(|known| known == hash);
    by(&|record| has(&record.contents, content))
        .or_else(|| by(&|record| text.is_some_and(|text| has(&record.texts, text))))
        .or_else(|| {
            by(&|record| {
                path.is_some_and(|path| record.paths.last().is_some_and(|last| last == path))
            })
        })
}

/// How long it is known that an annotation was removed, in milliseconds.
const REMOVED_MILLIS: i64 = 90 * 24 * 60 * 60 * 1000;

impl DocumentRecord {
    /// Notes what changes at `now` removed, and forgets what was removed long ago.
    pub fn note_removed(&mut self, changes: &[Change], now: Timestamp) {
        for change in changes {
            let Change::Annotation(diff) = change else { continue };
            match (diff.either(), &diff.after) {
                (Some(note), None) => drop(self.removed.insert(note.id.clone(), now)),
                (Some(note), Some(_)) => drop(self.removed.remove(&note.id)),
                (None, _) => {}
            }
        }
        self.removed.retain(|_, at| now.0 - at.0 < REMOVED_MILLIS);
    }

    /// Adds what the document is known by now.
    pub fn learn(&mut self, content: &str, text: &str, path: Option<&str>) {
        push_last(&mut self.contents, content);
        push_last(&mut self.texts, text);
        if let Some(path) = path {
            push_last(&mut self.paths, path);
        }
    }
}

/// Puts `value` last, where it is found at once.
fn push_last(values: &mut Vec<String>, value: &str) {
    values.retain(|other| other != value);
    values.push(value.to_owned());
}

/// The notes of a document as a file has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredNotes {
    /// The document.
    pub record: DocumentRecord,
    /// Its notes.
    pub notebook: Notebook,
}

/// What was wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The head of the file, which says what document it is about, cannot be read.
    Head,
    /// The head reads well but is not as the program wrote it.
    HeadChangedOutside,
    /// A block reads well but is not as the program wrote it.
    ChangedOutside(String),
    /// A block cannot be read, or is damaged though it reads well; here it is, word for word, or its identity.
    Unreadable(String),
    /// The file ends before its end: what stood behind is gone.
    CutOff,
    /// A newer program wrote the file.
    Newer(u32),
    /// Two blocks have the same identity; the later is kept.
    Twice(String),
    /// A line of the journal is not as it was written; here it is, word for word.
    JournalLine(String),
    /// So many notes that the history has are not in the file, though nobody removed them.
    Vanished(usize),
    /// The journal ends within a line: a program was cut off while it wrote.
    JournalTorn,
}

impl Problem {
    /// Whether writing the file anew would lose something.
    pub fn is_damage(&self) -> bool {
        matches!(
            self,
            Self::Head
                | Self::CutOff
                | Self::Unreadable(_)
                | Self::JournalLine(_)
                | Self::Vanished(_)
        )
    }

    /// Whether a newer program wrote the file, which this one then leaves alone.
    pub const fn is_newer(&self) -> bool {
        matches!(self, Self::Newer(_))
    }
}

/// A value with what was wrong with its file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read<T> {
    /// What could be read.
    pub value: T,
    /// What could not.
    pub problems: Vec<Problem>,
    /// How it stands in the file.
    pub written: Written,
}

impl Read<StoredNotes> {
    /// Takes for damage whatever is not as it was written, in a file that nobody wrote since.
    pub fn take_as_damage(&mut self) {
        for problem in &mut self.problems {
            match problem {
                Problem::HeadChangedOutside => *problem = Problem::Head,
                Problem::ChangedOutside(id) => *problem = Problem::Unreadable(std::mem::take(id)),
                _ => {}
            }
        }
        // What such parts have of a newer program's fields may be damaged names of known ones.
        self.written.fields.clear();
        if self.problems.contains(&Problem::Head) {
            self.written.head_fields.clear();
        }
    }
}

/// The parts of a file that a rewrite takes over where nothing has changed: escaping text anew costs ten
/// times what copying it does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The intact blocks with their lines of checksum, by identity.
    blocks: BTreeMap<String, String>,
    /// The paths of tags as the blocks name them, by identity.
    tag_paths: BTreeMap<String, String>,
    /// Fields of the head that are a newer program's.
    head_fields: String,
    /// The same of blocks that are not intact, by identity.
    fields: BTreeMap<String, String>,
}

impl Written {
    /// Takes what a newer program wrote into another file of the same notes, where it wrote nothing here.
    fn take_unknown(&mut self, other: &Self) {
        if self.head_fields.is_empty() {
            self.head_fields.clone_from(&other.head_fields);
        }
        for (id, block) in other.blocks.iter().chain(&other.fields) {
            let known = self.blocks.get(id).or_else(|| self.fields.get(id));
            let has_none = known.is_none_or(|known| unknown_fields_of_note(known).is_empty());
            let fields = unknown_fields_of_note(block);
            if has_none && !fields.is_empty() {
                // Blocks of notes that are the same on both sides are then not taken over as they stand.
                self.blocks.remove(id);
                self.fields.insert(id.clone(), fields);
            }
        }
    }
}

/// The fields of a note's block that a newer program wrote.
fn unknown_fields_of_note(block: &str) -> String {
    unknown::unknown_fields(block, 12, v1::NOTE_FIELDS)
}

/// The tags that notes use, to be kept beside them so that a document's folder is whole by itself.
fn used_tags<'a>(notebook: &Notebook, codebook: &'a Codebook) -> Vec<&'a crate::notebook::Tag> {
    let used: BTreeSet<_> =
        notebook.annotations.values().flat_map(|annotation| &annotation.tags).collect();
    used.into_iter().filter_map(|id| codebook.tags.get(id)).collect()
}
