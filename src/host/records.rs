//! Which documents a library knows, and by what: from their own files, with an index that saves time.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;

use crate::host::library::{Library, LibraryError, known_path};
use crate::host::vfs::Stat;
use crate::store::{self, DocumentRecord, Indexed};

const INDEX: &str = "index.ron";

impl Library {
    /// The record of the document with this content, else this text, else this path.
    pub fn find(
        &self,
        content: &str,
        text: Option<&str>,
        path: Option<&Path>,
    ) -> Result<Option<DocumentRecord>, LibraryError> {
        let mut records = self.records()?;
        let path = path.map(known_path);
        let place =
            store::place_of(&records.iter().collect::<Vec<_>>(), content, text, path.as_deref());
        Ok(place.map(|place| records.swap_remove(place)))
    }

    /// Every document with notes.
    ///
    /// A folder that cannot be read is an error and not a library without notes: else the next note
    /// would begin a second set beside the first.
    pub fn records(&self) -> Result<Vec<DocumentRecord>, LibraryError> {
        Ok(self.indexed()?.into_iter().map(|known| known.record).collect())
    }

    /// The names of the folders that hold notes, in order.
    pub fn document_ids(&self) -> Result<Vec<String>, LibraryError> {
        let names = match self.vfs().list(self.folder()) {
            Ok(names) => names,
            Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(LibraryError::Io(error, self.folder().to_path_buf())),
        };
        if names.is_empty() {
            self.check_there()?;
        } else {
            self.left().note_there();
        }
        let mut ids = Vec::new();
        for name in names.into_iter().filter_map(|name| name.into_string().ok()) {
            if name.len() != 26 {
                continue;
            }
            // A file that another hand took away is not forgotten: the history has it.
            if self.stat(&self.notes_file(&name))?.is_some() || self.has_history(&name) {
                ids.push(name);
            }
        }
        ids.sort_unstable();
        Ok(ids)
    }

    /// What is at `path`; nothing if there is no such file.
    pub(super) fn stat(&self, path: &Path) -> Result<Option<Stat>, LibraryError> {
        match self.vfs().stat(path) {
            Ok(stat) => Ok(Some(stat)),
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                Ok(None)
            }
            Err(error) => Err(LibraryError::Io(error, path.to_path_buf())),
        }
    }

    /// Every document: from the index where its file is as it was then, else from its file.
    fn indexed(&self) -> Result<Vec<Indexed>, LibraryError> {
        let index = self.read_text(&self.folder().join(INDEX)).ok().flatten();
        self.brought_up(index.map(|text| store::index_from_ron(&text)).unwrap_or_default(), None)
    }

    /// What the index knew, brought up to what the files say; `written` is of a file that was just written
    /// and need not be read.
    fn brought_up(
        &self,
        known: Vec<Indexed>,
        written: Option<&DocumentRecord>,
    ) -> Result<Vec<Indexed>, LibraryError> {
        let mut known: BTreeMap<String, Indexed> =
            known.into_iter().map(|known| (known.record.id.clone(), known)).collect();
        let mut documents = Vec::new();
        for id in self.document_ids()? {
            let stamp = self.stamp(&id)?;
            let known = known.remove(&id);
            match (written, known) {
                (Some(record), _) if record.id == id => {
                    documents.push(Indexed { left: stamp.clone(), stamp, record: record.clone() });
                }
                (_, Some(known)) if known.stamp == stamp => documents.push(known),
                (_, known) => {
                    let left = known.as_ref().map_or_else(String::new, |known| known.left.clone());
                    let record = self.record(&id, known)?;
                    documents.extend(record.map(|record| Indexed { stamp, left, record }));
                }
            }
        }
        Ok(documents)
    }

    /// What the index says of a document, whatever became of its file.
    pub(super) fn last_indexed(&self, id: &str) -> Option<DocumentRecord> {
        let text = self.read_text(&self.folder().join(INDEX)).ok().flatten()?;
        let known = store::index_from_ron(&text).into_iter();
        known.map(|known| known.record).find(|record| record.id == id)
    }

    /// Whether a document's file is as a program of ours left it, by the index.
    pub(super) fn is_as_left(&self, id: &str) -> Result<bool, LibraryError> {
        let index = self.read_text(&self.folder().join(INDEX)).ok().flatten();
        let known = index.map(|text| store::index_from_ron(&text)).unwrap_or_default();
        let stamp = self.stamp(id)?;
        Ok(known.iter().any(|known| known.record.id == id && known.left == stamp))
    }

    /// Tells a document's file from what it is after any writing.
    pub(super) fn stamp(&self, id: &str) -> Result<String, LibraryError> {
        let stat = self.stat(&self.notes_file(id))?.unwrap_or_default();
        Ok(format!("{}-{}-{}", stat.n_bytes, stat.modified_nanos, stat.number))
    }

    /// A document's record, from its notes; its folder's name has the last word on its identity. Where
    /// their head is damaged, what was `known` of it lets its notes be found all the same.
    fn record(
        &self,
        id: &str,
        known: Option<Indexed>,
    ) -> Result<Option<DocumentRecord>, LibraryError> {
        let Some(text) = self.read_text(&self.notes_file(id))? else {
            return Ok(self.kept_in_history(id).map(|stored| stored.record));
        };
        let head = store::head_from_ron(&text).map(|head| head.record);
        let record = head.or_else(|| known.map(|known| known.record)).unwrap_or_default();
        Ok(Some(DocumentRecord { id: id.to_owned(), ..record }))
    }

    /// Writes the index anew where it does not know what the files say; for one who holds the lock.
    ///
    /// It only saves time: what cannot be read or written of it is read from the files the next time.
    pub(super) fn write_index(&self, written: Option<&DocumentRecord>) {
        let file = self.folder().join(INDEX);
        let text = self.read_text(&file).ok().flatten();
        let known = text.map(|text| store::index_from_ron(&text)).unwrap_or_default();
        let Ok(documents) = self.brought_up(known.clone(), written) else { return };
        if known != documents {
            drop(self.replace(&file, store::index_to_ron(&documents).as_bytes()));
        }
    }
}
