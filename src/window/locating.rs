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
        let send = |places: Places, n_done| {
            let located = Located { cleaned: Arc::clone(cleaned), places, n_done };
            sink.send(Event::Located(ticket, Box::new(located)));
        };
        let mut n_before = 0;
        let report = &mut |places: &mut Places, n_done| {
            send(last_part(places, |part| send(part, n_before)), n_done);
            n_before = n_done;
            let is_wanted = self.newest.load(Ordering::Relaxed) == ticket.0;
            if is_wanted { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        let ids: Vec<AnnotationId> =
            lost.annotations.keys().chain(lost.bookmarks.keys()).cloned().collect();
        let mut places = placing::locate(document, lost, &ids, &kept.unwrap_or_default(), report);
        let places = last_part(&mut places, |part| send(part, n_before));
        let cleaned = Arc::clone(cleaned);
        Event::Located(ticket, Box::new(Located { cleaned, places, n_done: ids.len() }))
    }
}

/// Most places that are handed over at once: taking them in is to be no more than a part of a frame.
const MOST_AT_ONCE: usize = 1_000;

/// Hands out parts of the places until what is left is one.
fn last_part(places: &mut Places, mut hand_out: impl FnMut(Places)) -> Places {
    let mut places = std::mem::take(places);
    while places.len() > MOST_AT_ONCE {
        let Some(next) = places.keys().nth(MOST_AT_ONCE).cloned() else { break };
        let rest = places.split_off(&next);
        hand_out(std::mem::replace(&mut places, rest));
    }
    places
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
