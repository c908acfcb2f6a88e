//! The last file that was read, with what it says, and the last document that was sought.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::document::Fingerprint;
use crate::store::{DocumentRecord, Read};

/// A record with the stamp of the file it was read from.
type Stamped = (DocumentRecord, String);

/// The document that was sought last: a change follows one of the same document nearly always. Clones share
/// it.
#[derive(Clone, Debug, Default)]
pub(super) struct LastKnown(Arc<Mutex<Option<Sought>>>);

#[derive(Debug)]
struct Sought {
    fingerprint: Fingerprint,
    path: Option<PathBuf>,
    found: Stamped,
}

impl LastKnown {
    /// What was found by these, if it was the last.
    pub(super) fn get(&self, fingerprint: &Fingerprint, path: Option<&Path>) -> Option<Stamped> {
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fits =
            |last: &&Sought| last.fingerprint == *fingerprint && last.path.as_deref() == path;
        last.as_ref().filter(fits).map(|last| last.found.clone())
    }

    /// Forgets it.
    pub(super) fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Puts what is now known of a document in the place of what was, if it was the last.
    pub(super) fn renew(&self, found: Stamped) {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(last) = last.as_mut().filter(|last| last.found.0.id == found.0.id) {
            last.found = found;
        }
    }

    pub(super) fn set(&self, fingerprint: &Fingerprint, path: Option<&Path>, found: Stamped) {
        let (fingerprint, path) = (fingerprint.clone(), path.map(Path::to_path_buf));
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *last = Some(Sought { fingerprint, path, found });
    }
}

/// Parses a file only when its text is another than last time: a change follows a reading of the same
/// file nearly always. Clones share what they remember.
pub(super) struct Memo<T>(Arc<Mutex<Option<Last<T>>>>);

struct Last<T> {
    text: String,
    read: Arc<Read<T>>,
}

impl<T> Memo<T> {
    /// What `text` says.
    pub(super) fn read(&self, text: String, parse: impl FnOnce(&str) -> Read<T>) -> Arc<Read<T>> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(last) = last.as_ref().filter(|last| last.text == text) {
            return Arc::clone(&last.read);
        }
        let read = Arc::new(parse(&text));
        *last = Some(Last { text, read: Arc::clone(&read) });
        read
    }
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(None)))
    }
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> fmt::Debug for Memo<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Memo")
    }
}
