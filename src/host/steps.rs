//! What can be undone in a document, kept between starts beside its notes.
//!
//! It is not waited for: losing it loses no note.

use std::path::{Path, PathBuf};

use crate::document::Fingerprint;
use crate::host::library::{Library, LibraryError, at};
use crate::notebook::{Change, Codebook, History, MOST_STEPS, Notebook, Step};
use crate::store;

const STEPS: &str = "undo.log";

impl Library {
    fn steps_file(&self, id: &str) -> PathBuf {
        self.folder().join(id).join(STEPS)
    }

    /// Keeps what was done and undone in a document, if it has notes.
    pub fn keep_steps(
        &self,
        fingerprint: &Fingerprint,
        path: Option<&Path>,
        steps: &[Step],
    ) -> Result<(), LibraryError> {
        let _lock = self.lock()?;
        let Some(record) = self.known_by(fingerprint, path)? else { return Ok(()) };
        self.append_steps(&record.id, steps)
    }

    /// The same of the document with this identity.
    pub(super) fn keep_steps_of(&self, id: &str, steps: &[Step]) -> Result<(), LibraryError> {
        let _lock = self.lock()?;
        self.append_steps(id, steps)
    }

    fn append_steps(&self, id: &str, steps: &[Step]) -> Result<(), LibraryError> {
        let file = self.steps_file(id);
        let text = store::text_from_steps(steps);
        let write = || self.vfs().append(&file)?.write(text.as_bytes());
        write().map_err(at(&file))
    }

    /// What was done in a document and not undone, as far as undo knows, in order.
    pub fn done(&self, id: &str) -> Vec<Change> {
        let text = self.read_text(&self.steps_file(id)).ok().flatten().unwrap_or_default();
        let history = History::from_steps(store::steps_from_text(&text).read);
        history.all_steps().take(history.n_done()).flatten().cloned().collect()
    }

    /// What can be undone and done again in a document whose notes are these.
    pub fn history(&self, id: &str, notebook: &Notebook, codebook: &Codebook) -> History {
        let file = self.steps_file(id);
        let text = self.read_text(&file).ok().flatten().unwrap_or_default();
        let lines = store::steps_from_text(&text);
        let (n_steps, is_damaged) = (lines.read.len(), !lines.problems().is_empty());
        // Steps behind one that cannot be read do not say what they lead from.
        let history = History::from_steps(lines.read).fitting(notebook, codebook);
        if n_steps > 2 * MOST_STEPS || is_damaged {
            // It would only grow on.
            let text = store::text_from_steps(&history.steps());
            drop(self.lock().and_then(|_lock| self.replace(&file, text.as_bytes())));
        }
        history
    }
}
