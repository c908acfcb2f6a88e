//! The texts that a document's notes were made in, kept beside them; the newest few.
//!
//! They help to find passages again and are no notes: one that cannot be written or read is left out.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::document::{Document, Fingerprint};
use crate::host::library::{Library, LibraryError, at};
use crate::placing::KeptText;
use crate::store::{DocumentRecord, kept_text_from_bytes, kept_text_to_bytes};

/// How many are kept.
const MOST: usize = 3;
/// Characters of the file's hash that name one.
const NAME_CHARS: usize = 16;

impl Library {
    /// Keeps the text of a document that has notes, unless it is kept already, and what its file says that it is known
    /// by.
    pub fn keep_text(&self, document: &Document, path: Option<&Path>) -> Result<(), LibraryError> {
        let Fingerprint { content, text } = &document.fingerprint;
        let Some(record) = self.find(content, Some(text), path)? else { return Ok(()) };
        if let Some(identifier) = document.identifier()
            && !record.identifiers.iter().any(|known| known == identifier)
        {
            let learn =
                |record: &mut DocumentRecord| record.identifiers.push(identifier.to_owned());
            self.teach_record(&record.id, learn)?;
        }
        let folder = self.texts_folder(&record.id);
        let hash = content.get(..NAME_CHARS).unwrap_or(content);
        let file = folder.join(format!("text-{hash}.gz"));
        if self.stat(&file)?.is_some() {
            return Ok(());
        }
        let _lock = self.lock()?;
        self.replace(&file, &kept_text_to_bytes(&KeptText::of(document)))?;
        for (_, old) in self.text_files(&folder).into_iter().skip(MOST) {
            drop(self.vfs().remove(&old));
        }
        Ok(())
    }

    /// The kept texts of a document, newest first.
    pub fn kept_texts(&self, id: &str) -> Vec<KeptText> {
        let files = self.text_files(&self.texts_folder(id));
        let read = |(_, file): (u128, PathBuf)| kept_text_from_bytes(&self.vfs().read(&file).ok()?);
        files.into_iter().filter_map(read).collect()
    }

    /// Copies the kept texts of a document into another library.
    pub(super) fn copy_texts(
        &self,
        id: &str,
        into: &Self,
        new_id: &str,
    ) -> Result<(), LibraryError> {
        for (_, file) in self.text_files(&self.texts_folder(id)) {
            let Some(name) = file.file_name() else { continue };
            let bytes = self.vfs().read(&file).map_err(at(&file))?;
            into.replace(&into.texts_folder(new_id).join(name), &bytes)?;
        }
        Ok(())
    }

    fn texts_folder(&self, id: &str) -> PathBuf {
        self.folder().join(id)
    }

    /// The files of kept texts with when each was written, newest first.
    fn text_files(&self, folder: &Path) -> Vec<(u128, PathBuf)> {
        let is_text = |name: &OsString| {
            let name = name.to_str().unwrap_or_default();
            name.strip_prefix("text-").and_then(|name| name.strip_suffix(".gz")).is_some()
        };
        let names = self.vfs().list(folder).unwrap_or_default();
        let mut files: Vec<(u128, PathBuf)> = names
            .into_iter()
            .filter(is_text)
            .map(|name| folder.join(name))
            .filter_map(|file| Some((self.stat(&file).ok()??.modified_nanos, file)))
            .collect();
        files.sort_unstable_by(|a, b| b.cmp(a));
        files
    }
}
