//! Seeking in the library's other documents on a thread of its own; a newer search ends an older one.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::app::autocode::{Elsewhere, LibraryQuery};
use crate::app::{Event, Ticket};
use crate::host::coding;
use crate::host::library::Library;
use crate::notebook::Way;
use crate::window::EventSink;
use crate::window::recovery::answered;

/// Which search is wanted.
#[derive(Clone, Default)]
pub(crate) struct Coder {
    newest: Arc<AtomicU64>,
}

impl Coder {
    /// From now on only the search with this ticket is wanted.
    pub(crate) fn want(&self, ticket: Ticket) {
        self.newest.store(ticket.0, Ordering::Relaxed);
    }

    /// Seeks; how far it is comes before the answer.
    pub(crate) fn seek(
        &self,
        ticket: Ticket,
        wish: &LibraryQuery,
        library: &Library,
        sink: &EventSink,
    ) -> Event {
        let is_wanted = || self.newest.load(Ordering::Relaxed) == ticket.0;
        let tell = |n_read| sink.send(Event::ReadElsewhere(ticket, n_read));
        answered(coding::seek(library, wish, &is_wanted, &tell), |found| {
            Event::FoundElsewhere(ticket, Box::new(found.unwrap_or_default()))
        })
    }
}

/// Changes documents that are not open.
pub(crate) fn change(library: &Library, others: &[Elsewhere], way: Way) -> Event {
    let changed = coding::change(library, others, way);
    Event::ChangedElsewhere((changed.n_documents, changed.n_notes), way, changed.failed)
}
