//! The index of a library: which document is known by what. A cache, rebuilt when it is wrong.

use serde::{Deserialize, Serialize};

use crate::notebook::Notebook;
use crate::store::DocumentRecord;
use crate::store::v1::Doc;
use crate::store::write::pretty;

#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct IndexFile {
    documents: Vec<Doc>,
}

/// The file's text.
pub fn index_to_ron(records: &[DocumentRecord]) -> String {
    let nothing = Notebook::default();
    let documents = records.iter().map(|record| Doc::new(record, &nothing, Vec::new())).collect();
    pretty(&IndexFile { documents })
}

/// Reads the file; nothing when it cannot be.
pub fn index_from_ron(text: &str) -> Vec<DocumentRecord> {
    let file: IndexFile = ron::from_str(text).unwrap_or_default();
    file.documents.iter().map(Doc::record).collect()
}
