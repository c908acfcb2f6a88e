//! Seeking passages on a thread of its own; a newer search ends an older one.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::app::{Event, LocateRequest, Located, Ticket};
use crate::document::Document;
use crate::host::library::Library;
use crate::notebook::{Annotation, AnnotationId, Bookmark, Notebook};
use crate::placing::{self, KeptText, Places};
use crate::window::EventSink;

/// Which search is wanted.
#[derive(Clone, Default)]
pub(crate) struct Locator {
    newest: Arc<AtomicU64>,
}

impl Locator {
    /// From now on only the search with this ticket is wanted.
    pub(crate) fn want(&self, ticket: Ticket) {
        self.newest.store(ticket.0, Ordering::Relaxed);
    }

    /// Seeks, and sends what is found; the answer is the last of it.
    pub(crate) fn locate(
        &self,
        ticket: Ticket,
        request: &LocateRequest,
        library: Option<&Library>,
        sink: &EventSink,
    ) -> Event {
        let LocateRequest { document, path, lost } = request;
        let kept = library.map(|library| kept_texts(library, document, path.as_deref()));
        let cleaned = &document.cleaned;
        let report = &mut |places: &mut Places, n_done| {
            let (cleaned, places) = (Arc::clone(cleaned), std::mem::take(places));
            sink.send(Event::Located(ticket, Box::new(Located { cleaned, places, n_done })));
            let is_wanted = self.newest.load(Ordering::Relaxed) == ticket.0;
            if is_wanted { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        let ids: Vec<AnnotationId> =
            lost.annotations.keys().chain(lost.bookmarks.keys()).cloned().collect();
        let places = placing::locate(document, lost, &ids, &kept.unwrap_or_default(), report);
        let cleaned = Arc::clone(cleaned);
        Event::Located(ticket, Box::new(Located { cleaned, places, n_done: ids.len() }))
    }
}

/// The texts that the document's notes were made in, as far as they are kept.
fn kept_texts(library: &Library, document: &Document, path: Option<&Path>) -> Vec<KeptText> {
    let fingerprint = &document.fingerprint;
    let record = library.find(&fingerprint.content, Some(&fingerprint.text), path);
    record.ok().flatten().map(|record| library.kept_texts(&record.id)).unwrap_or_default()
}

/// The notes and bookmarks that have no place.
pub(crate) fn without_place(notebook: &Notebook, places: &Places) -> Notebook {
    let note = |(id, note): (&AnnotationId, &Annotation)| {
        (!places.contains_key(id)).then(|| (id.clone(), note.clone()))
    };
    let mark = |(id, mark): (&AnnotationId, &Bookmark)| {
        (!places.contains_key(id)).then(|| (id.clone(), mark.clone()))
    };
    Notebook {
        annotations: notebook.annotations.iter().filter_map(note).collect(),
        bookmarks: notebook.bookmarks.iter().filter_map(mark).collect(),
        ..Notebook::default()
    }
}
