//! The index of a library: which document is known by what. A cache, rebuilt where it is wrong.

use serde::{Deserialize, Serialize};

use crate::notebook::Notebook;
use crate::store::DocumentRecord;
use crate::store::v1::Doc;
use crate::store::write::pretty;

/// What a document's file said of it when it was as its stamp says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Indexed {
    /// Tells a file that was written since from one that was not.
    pub stamp: String,
    /// The stamp it had when a program of ours last wrote it; empty where none did.
    pub left: String,
    /// What the document is known by.
    pub record: DocumentRecord,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct IndexFile {
    documents: Vec<Entry>,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct Entry {
    stamp: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    left: String,
    doc: Doc,
}

/// The file's text.
pub fn index_to_ron(documents: &[Indexed]) -> String {
    let nothing = Notebook::default();
    let entry = |known: &Indexed| Entry {
        stamp: known.stamp.clone(),
        left: known.left.clone(),
        doc: Doc::new(&known.record, &nothing, Vec::new()),
    };
    pretty(&IndexFile { documents: documents.iter().map(entry).collect() })
}

/// Reads the file; nothing when it cannot be.
pub fn index_from_ron(text: &str) -> Vec<Indexed> {
    let file: IndexFile = ron::from_str(text).unwrap_or_default();
    let known = |entry: &Entry| Indexed {
        stamp: entry.stamp.clone(),
        left: entry.left.clone(),
        record: entry.doc.record(),
    };
    file.documents.iter().map(known).collect()
}
