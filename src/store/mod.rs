//! Row 3: notes and tags as RON text that a person can read, and back, whatever happened to it.
//!
//! It knows no paths and writes nothing: `host::library` does.

mod blocks;
mod bookmarks;
mod hand;
mod index;
mod lines;
mod read;
mod splice;
mod state;
mod v1;
mod write;

use std::collections::{BTreeMap, BTreeSet};

pub use index::{Indexed, index_from_ron, index_to_ron};
pub use lines::{lines_from_ron, lines_to_ron};
pub use read::{codebook_from_ron, head_from_ron, notes_from_ron};
pub use splice::{splice_codebook, splice_notes};
pub use state::{
    StoredLook, StoredReading, StoredRecent, StoredState, state_from_ron, state_to_ron,
};
pub use write::{codebook_to_ron, notes_to_ron, rewrite_notes};

use crate::clean::ScriptChoice;
use crate::notebook::{Codebook, Notebook};

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
    /// The script it is read in.
    pub script: ScriptChoice,
    /// Cleaning rules that are switched off for it.
    pub rules_off: Vec<String>,
    /// Rules that are wanted for it though they are off elsewhere.
    pub rules_on: Vec<String>,
    /// The encoding that the reader chose for it.
    pub encoding: Option<String>,
}

impl DocumentRecord {
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
    /// A block cannot be read; here it is, word for word.
    Unreadable(String),
    /// The file ends before its end: what stood behind is gone.
    CutOff,
    /// A newer program wrote the file.
    Newer(u32),
    /// Two blocks have the same identity; the later is kept.
    Twice(String),
}

impl Problem {
    /// Whether writing the file anew would lose something.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Head | Self::CutOff | Self::Unreadable(_))
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

/// The parts of a file that a rewrite takes over where nothing has changed: escaping text anew costs ten
/// times what copying it does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The intact blocks with their lines of checksum, by identity.
    blocks: BTreeMap<String, String>,
    /// The paths of tags as the blocks name them, by identity.
    tag_paths: BTreeMap<String, String>,
}

/// The tags that notes use, to be kept beside them so that a document's folder is whole by itself.
fn used_tags<'a>(notebook: &Notebook, codebook: &'a Codebook) -> Vec<&'a crate::notebook::Tag> {
    let used: BTreeSet<_> =
        notebook.annotations.values().flat_map(|annotation| &annotation.tags).collect();
    used.into_iter().filter_map(|id| codebook.tags.get(id)).collect()
}
