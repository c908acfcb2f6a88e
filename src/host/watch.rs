//! Whether another program changed a document's notes or the library's tags since they were last looked at.

use std::path::Path;

use crate::document::Fingerprint;
use crate::host::library::{Library, LibraryError};
use crate::host::vfs::Stat;
use crate::notebook::{Codebook, Notebook};

/// How things stood at the last look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    id: String,
    notes: String,
    journal: Option<Stat>,
    codebook: Option<Stat>,
}

impl Library {
    /// The document's notes and the tags, if anyone but this program changed them since `seen`.
    ///
    /// The first look at a document always gives them: it may have been changed since it was read.
    pub fn changed_outside(
        &self,
        fingerprint: &Fingerprint,
        path: Option<&Path>,
        seen: &mut Seen,
    ) -> Result<Option<(Notebook, Codebook)>, LibraryError> {
        let Some(record) = self.known_by(fingerprint, path)? else { return Ok(None) };
        let now = Seen {
            notes: self.stamp(&record.id)?,
            journal: self.journal_stat(&record.id)?,
            codebook: self.stat(&self.codebook_file())?,
            id: record.id,
        };
        if now == *seen {
            return Ok(None);
        }
        let is_same = now.id == seen.id && now.codebook == seen.codebook;
        let is_file = now.notes == seen.notes || self.left().is_own_file(&now.id, &now.notes);
        let is_journal =
            now.journal == seen.journal || self.left().is_own_journal(&now.id, now.journal);
        let is_ours = is_same && is_file && is_journal;
        *seen = now;
        if is_ours {
            return Ok(None);
        }
        let loaded = self.load(fingerprint, path)?;
        self.left().note_own_file(&seen.id, seen.notes.clone());
        let (codebook, _) = self.codebook()?;
        Ok(loaded.record.map(|_| (loaded.notebook, codebook)))
    }
}
