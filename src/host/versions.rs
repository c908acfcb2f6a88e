//! Which document a changed file is a version of: what is taken for granted, what is offered, and how either is
//! undone.

use std::path::Path;

use crate::anchor::Sketch;
use crate::document::{Document, Fingerprint};
use crate::host::library::{Library, LibraryError, SaveTarget, known_path};
use crate::notebook::{Change, Notebook, difference};
use crate::placing::KeptText;
use crate::store::DocumentRecord;

/// How much of its text a file must share with a document to be offered as its new version, in percent.
const LIKELY_PERCENT: usize = 60;
/// How much is enough where both files say that they are known by the same: a number may be anybody's.
const IDENTIFIED_PERCENT: usize = 20;
/// Most documents of the same name that are compared with.
const MOST_COMPARED: usize = 8;

impl Library {
    /// The document of which a file without notes is likely to be a new version, with how many notes that has:
    /// it has the same title or file name, and most of its text; or it says that it is known by the same, and has some
    /// of its text.
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
        let identifier = document.identifier();
        let is_identified = |record: &DocumentRecord| {
            identifier.is_some_and(|own| record.identifiers.iter().any(|known| known == own))
        };
        let is_candidate = |record: &DocumentRecord| is_identified(record) || is_called_so(record);
        let mut candidates: Vec<DocumentRecord> =
            self.records()?.into_iter().filter(is_candidate).collect();
        candidates.truncate(MOST_COMPARED);
        if candidates.is_empty() {
            return Ok(None);
        }
        let now = Sketch::of(document.cleaned.text.as_str());
        let share = |record: &DocumentRecord| {
            let then = |kept: &KeptText| Sketch::of(kept.clean.as_str()).percent_shared(&now);
            self.kept_texts(&record.id).first().map_or(0, then)
        };
        let least = |record: &DocumentRecord| {
            if is_identified(record) { IDENTIFIED_PERCENT } else { LIKELY_PERCENT }
        };
        let likely = candidates.into_iter().map(|record| (share(&record), record));
        let likely = likely.filter(|(percent, record)| *percent >= least(record));
        let Some((_, record)) = likely.max_by_key(|(percent, _)| *percent) else {
            return Ok(None);
        };
        let notes = self.notes_of(&record.id)?;
        let n_notes = notes.map_or(0, |notes| notes.value.notebook.annotations.len());
        Ok((n_notes > 0).then_some((record, n_notes)))
    }

    /// From now on the document with this identity is known by this file too. What was marked in it as a document of
    /// its own goes along.
    pub fn adopt(&self, id: &str, target: &SaveTarget) -> Result<(), LibraryError> {
        let (fingerprint, path) = (&target.fingerprint, target.path.as_deref());
        let own = self.id_of(fingerprint, path)?.filter(|own| own != id);
        let notes = own.as_ref().map(|own| self.notes_of(own)).transpose()?.flatten();
        let taken: Vec<Change> =
            notes.map(|read| taken_along(&read.value.notebook)).unwrap_or_default();
        // For a moment they are in both; so none is lost, whenever this ends.
        self.append_to(id, &taken)?;
        if let Some(own) = &own {
            self.forget_file(own, fingerprint, path)?;
        }
        self.teach_record(id, |record| target.teach(record, id.to_owned()))?;
        let removed: Vec<Change> = taken.into_iter().map(Change::inverse).collect();
        match own {
            Some(own) if !removed.is_empty() => {
                self.append_to(&own, &removed)?;
                self.settle(&own).map(drop)
            }
            _ => Ok(()),
        }
    }

    /// From now on this file is another document than the one it was taken for, whose notes stay as they are: that
    /// one, and how many they are. `None` where it has no other version that they could stay with.
    pub fn separate(
        &self,
        fingerprint: &Fingerprint,
        path: Option<&Path>,
    ) -> Result<Option<(DocumentRecord, usize)>, LibraryError> {
        let found = self.find(&fingerprint.content, Some(&fingerprint.text), path)?;
        let is_other = |content: &String| *content != fingerprint.content;
        let Some(record) = found.filter(|record| record.contents.iter().any(is_other)) else {
            return Ok(None);
        };
        self.forget_file(&record.id, fingerprint, path)?;
        let notes = self.notes_of(&record.id)?;
        let n_notes = notes.map_or(0, |notes| notes.value.notebook.annotations.len());
        Ok(Some((record, n_notes)))
    }

    /// The document with this identity is not known by this file any more.
    fn forget_file(
        &self,
        id: &str,
        fingerprint: &Fingerprint,
        path: Option<&Path>,
    ) -> Result<(), LibraryError> {
        let path = path.map(known_path);
        self.teach_record(id, |record| {
            record.contents.retain(|content| *content != fingerprint.content);
            record.texts.retain(|text| *text != fingerprint.text);
            record.paths.retain(|known| Some(known) != path.as_ref());
        })
    }

    fn append_to(&self, id: &str, changes: &[Change]) -> Result<(), LibraryError> {
        let _lock = self.lock()?;
        self.append(id, changes)
    }
}

/// What goes along when two documents turn out to be one: the notes and bookmarks of the one.
fn taken_along(notebook: &Notebook) -> Vec<Change> {
    let is_note = |change: &Change| matches!(change, Change::Annotation(_) | Change::Bookmark(_));
    difference(&Notebook::default(), notebook).into_iter().filter(is_note).collect()
}
