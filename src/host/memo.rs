//! The last file that was read, with what it says.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crate::store::Read;

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
