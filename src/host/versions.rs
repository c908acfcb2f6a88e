//! Which document a changed file is a version of: what is taken for granted, what is offered, and how either is
//! undone.

use std::path::Path;

use crate::anchor::Sketch;
use crate::document::{Document, Fingerprint};
use crate::host::library::{Library, LibraryError, SaveTarget, known_path};
use crate::placing::KeptText;
use crate::store::DocumentRecord;

/// How much of its text a file must share with a document to be offered as its new version, in percent.
const LIKELY_PERCENT: usize = 60;
/// Most documents of the same name that are compared with.
const MOST_COMPARED: usize = 8;

impl Library {
    /// The document of which a file without notes is likely to be a new version, with how many notes that has:
    /// it has the same title or file name, and most of its text.
    pub fn likely_version(
        &self,
        document: &Document,
        path: Option<&Path>,
    ) -> Result<Option<(DocumentRecord, usize)>, LibraryError> {
        let file_name = path.and_then(Path::file_name);
        let is_called_so = |record: &DocumentRecord| {
            let known = record.paths.last().and_then(|path| Path::new(path).file_name());
            record.title == document.title() || known.is_some() && known == file_name
        };
        let mut candidates: Vec<DocumentRecord> =
            self.records()?.into_iter().filter(is_called_so).collect();
        candidates.truncate(MOST_COMPARED);
        if candidates.is_empty() {
            return Ok(None);
        }
        let now = Sketch::of(document.cleaned.text.as_str());
        let share = |record: &DocumentRecord| {
            let then = |kept: &KeptText| Sketch::of(kept.clean.as_str()).percent_shared(&now);
            self.kept_texts(&record.id).first().map_or(0, then)
        };
        let best = candidates.into_iter().map(|record| (share(&record), record));
        let best = best.max_by_key(|(percent, _)| *percent);
        let Some((_, record)) = best.filter(|(percent, _)| *percent >= LIKELY_PERCENT) else {
            return Ok(None);
        };
        let notes = self.notes_of(&record.id)?;
        let n_notes = notes.map_or(0, |notes| notes.value.notebook.annotations.len());
        Ok((n_notes > 0).then_some((record, n_notes)))
    }

    /// From now on the document with this identity is known by this file too.
    pub fn adopt(&self, id: &str, target: &SaveTarget) -> Result<(), LibraryError> {
        self.teach_record(id, |record| target.teach(record, id.to_owned()))
    }

    /// From now on this file is another document than the one it was taken for; whose notes stay as they are.
    pub fn separate(
        &self,
        fingerprint: &Fingerprint,
        path: Option<&Path>,
    ) -> Result<(), LibraryError> {
        let Some(id) = self.id_of(fingerprint, path)? else { return Ok(()) };
        let path = path.map(known_path);
        self.teach_record(&id, |record| {
            record.contents.retain(|content| *content != fingerprint.content);
            record.texts.retain(|text| *text != fingerprint.text);
            record.paths.retain(|known| Some(known) != path.as_ref());
        })
    }
}
