//! Looks now and then whether another program changed the notes that are shown, or their file: on a thread of its own, and
//! the window wakes only if so.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use crate::app::{DocumentKey, Event, Ticket};
use crate::host::jobs;
use crate::host::library::Library;
use crate::host::rewritten::Look;
use crate::host::watch::Seen;
use crate::window::EventSink;

/// Between two looks.
const PAUSE: Duration = Duration::from_secs(2);

/// What is looked at.
#[derive(Debug, Default)]
struct Watched {
    key: Option<DocumentKey>,
    /// The newest request to write: what is read before another one says nothing of what that changes.
    last_save: Ticket,
    seen: Seen,
    /// The document's own file.
    file: Look,
}

/// The looker; it ends when this is dropped.
#[derive(Clone, Debug, Default)]
pub(crate) struct Watcher(Arc<Mutex<Watched>>);

impl Watcher {
    /// Begins to look.
    pub(crate) fn start(&self, library: Library, sink: EventSink) {
        let watched = Arc::downgrade(&self.0);
        let look = move || {
            while look_again(&watched, &library, &sink) {
                jobs::pause(PAUSE);
            }
        };
        // Without a thread for it notes of other programs are seen when the document is opened again.
        drop(jobs::spawn("watch", look, drop));
    }

    /// Looks at this document from now on.
    pub(crate) fn watch(&self, key: Option<DocumentKey>, last_save: Ticket) {
        let mut watched = self.watched();
        watched.last_save = last_save;
        if watched.key != key {
            *watched = Watched { key, last_save, ..Watched::default() };
        }
    }

    /// Forgets what was seen, so that the next look tells how things are.
    pub(crate) fn forget(&self) {
        self.watched().seen = Seen::default();
    }

    fn watched(&self) -> MutexGuard<'_, Watched> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One look; whether there will be another.
fn look_again(watched: &Weak<Mutex<Watched>>, library: &Library, sink: &EventSink) -> bool {
    let Some(watcher) = watched.upgrade().map(Watcher) else { return false };
    let (key, last_save, mut seen, mut file) = {
        let watched = watcher.watched();
        (watched.key.clone(), watched.last_save, watched.seen.clone(), watched.file.clone())
    };
    let Some(key) = key else { return true };
    let content = &key.fingerprint.content;
    let rewritten = key.path.as_deref().and_then(|path| file.again(path, content));
    // A library that cannot be read now may be there again at the next look.
    let changed = library.changed_outside(&key.fingerprint, key.path.as_deref(), &mut seen);
    let mut watched = watcher.watched();
    if watched.key.as_ref() == Some(&key) {
        (watched.seen, watched.file) = (seen, file);
        if let Some(file) = rewritten {
            sink.send(Event::Rewritten(key.fingerprint.content.clone(), file));
        }
        if let Ok(Some(read)) = changed {
            let content = key.fingerprint.content;
            sink.send(Event::ChangedOutside(content, last_save, Box::new(read)));
        }
    }
    true
}
