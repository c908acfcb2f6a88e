//! What is on its way to disk: in order, together where it can be, and again when it could not be written.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::app::{Event, SaveRequest, Ticket};
use crate::host::library::{Library, LibraryError, SaveTarget};
use crate::notebook::Change;
use crate::window::EventSink;

/// What was asked to be written, with its ticket, in order.
type Waiting = VecDeque<(Ticket, Arc<SaveRequest>)>;

/// Changes that are not on disk yet. A change leaves the queue only when it is durable, so that one which
/// could not be written is never overtaken by a later one.
#[derive(Clone, Default)]
pub(crate) struct Saving {
    waiting: Arc<Mutex<Waiting>>,
}

impl Saving {
    /// Adds changes at the end.
    pub(crate) fn push(&self, ticket: Ticket, request: SaveRequest) {
        self.queue().push_back((ticket, Arc::new(request)));
    }

    /// Writes what waits; ends with the first failure.
    pub(crate) fn flush(&self, library: &Result<Library, LibraryError>, sink: &EventSink) {
        while let Some(batch) = self.batch() {
            let saved = match library {
                Ok(library) => library.commit(&batch.target, &batch.changes),
                Err(error) => return sink.send(Event::SaveFailed(batch.ticket, error.phrase())),
            };
            if let Err(error) = saved {
                return sink.send(Event::SaveFailed(batch.ticket, error.phrase()));
            }
            self.queue().drain(..batch.n_requests);
            sink.send(Event::Saved(batch.ticket));
        }
    }

    /// What stands first in the queue, with all that follows about the same document.
    fn batch(&self) -> Option<Batch> {
        let requests = self.first_requests();
        let (ticket, last) = requests.last()?;
        // Copied when the queue is free again: a frame may be about to add to it.
        let changes = requests.iter().flat_map(|(_, request)| request.changes.clone()).collect();
        let target = SaveTarget {
            fingerprint: last.fingerprint.clone(),
            path: last.path.clone(),
            title: last.title.clone(),
            options: Some(last.options.clone()),
            encoding: last.encoding.clone(),
            site: last.site.clone(),
        };
        Some(Batch { ticket: *ticket, n_requests: requests.len(), target, changes })
    }

    fn first_requests(&self) -> Vec<(Ticket, Arc<SaveRequest>)> {
        let queue = self.queue();
        let Some((_, first)) = queue.front() else { return Vec::new() };
        let is_same =
            |(_, request): &&(Ticket, Arc<SaveRequest>)| request.fingerprint == first.fingerprint;
        queue.iter().take_while(is_same).cloned().collect()
    }

    fn queue(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Changes that are written at once.
struct Batch {
    /// The last request's.
    ticket: Ticket,
    n_requests: usize,
    target: SaveTarget,
    changes: Vec<Change>,
}
