//! The library apart from any one document: changing its tags, how many notes carry each, all its notes.

use std::collections::BTreeMap;

use crate::host::library::{Library, LibraryError};
use crate::notebook::{Change, Codebook, TagId};
use crate::store::StoredNotes;

impl Library {
    /// Makes changes of tags durable; when this returns they are.
    pub fn commit_codebook(&self, changes: &[Change]) -> Result<(), LibraryError> {
        let _lock = self.lock()?;
        self.commit_tags(changes).map(drop)
    }

    /// The notes of every document of the library.
    pub fn all_notes(&self) -> Result<Vec<StoredNotes>, LibraryError> {
        let mut all = Vec::new();
        for id in self.document_ids()? {
            all.extend(self.notes_of(&id)?.map(|read| read.value));
        }
        Ok(all)
    }

    /// How many annotations of the whole library carry each tag; what carries a merged tag carries the other.
    pub fn tag_counts(&self, codebook: &Codebook) -> Result<BTreeMap<TagId, usize>, LibraryError> {
        let mut counts = BTreeMap::new();
        for id in self.document_ids()? {
            let Some(read) = self.notes_of(&id)? else { continue };
            for tag in read.value.notebook.annotations.values().flat_map(|note| &note.tags) {
                if let Some(tag) = codebook.resolved(tag) {
                    *counts.entry(tag.clone()).or_default() += 1;
                }
            }
        }
        Ok(counts)
    }
}
