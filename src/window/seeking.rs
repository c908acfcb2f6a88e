//! The thread that seeks: only the newest search is carried to its end.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::app::{Event, Notice, Ticket, Weight};
use crate::document::Document;
use crate::host::jobs::{self, Worker};
use crate::search::{self, Query, SearchError};
use crate::text::{Clean, Text};
use crate::window::EventSink;
use crate::window::recovery::broken;

/// Carries out searches one after the other; while a person types, each makes those before it unwanted.
pub(crate) struct Seeker {
    worker: Worker<()>,
    newest: Arc<AtomicU64>,
    sink: EventSink,
}

impl Seeker {
    /// Starts the thread.
    pub(crate) fn start(sink: EventSink) -> std::io::Result<Self> {
        let worker = Worker::start("find", || ())?;
        Ok(Self { worker, newest: Arc::default(), sink })
    }

    /// Seeks `query` in `text`; the answer is [`Event::Found`], and none if another search is begun first.
    pub(crate) fn find(&self, ticket: Ticket, text: Text<Clean>, query: Query) {
        self.newest.store(ticket.0, Ordering::Relaxed);
        let (newest, sink) = (Arc::clone(&self.newest), self.sink.clone());
        self.worker.run(move |()| {
            let is_wanted = || newest.load(Ordering::Relaxed) == ticket.0;
            if !is_wanted() {
                return;
            }
            let found = match jobs::guarded(|| search::search(&text, &query, &is_wanted)) {
                Ok(Ok(hits)) => Ok(hits),
                Ok(Err(SearchError::Pattern(problem))) => Err(problem),
                Ok(Err(SearchError::Cancelled)) => return,
                Err(panicked) => {
                    return sink
                        .send(Event::Notice(Notice::new(Weight::Error, broken(&panicked.0))));
                }
            };
            sink.send(Event::Found(ticket, found));
        });
    }
}

impl Seeker {
    /// Seeks `query` in what was taken away of a document; the answer is [`Event::FoundTaken`].
    pub(crate) fn find_taken(&self, ticket: Ticket, document: Document, query: Query) {
        let (newest, sink) = (Arc::clone(&self.newest), self.sink.clone());
        self.worker.run(move |()| {
            let is_wanted = || newest.load(Ordering::Relaxed) == ticket.0;
            // What goes wrong here the search in the text has told.
            if let Ok(Some(taken)) = jobs::guarded(|| document.find_taken(&query, &is_wanted)) {
                sink.send(Event::FoundTaken(ticket, taken));
            }
        });
    }
}

impl Drop for Seeker {
    fn drop(&mut self) {
        // The worker ends when its jobs are done: the one that is under way is no longer wanted.
        self.newest.store(u64::MAX, Ordering::Relaxed);
    }
}
