//! Row 2: where the notes of a document stand in the file as it is now.
//!
//! An anchor stands in the source. A file that changed may have lost its noise, or come in the
//! other script: then the words that the reader saw are sought in the cleaned text. A false place
//! is worse than none: a note without a place is shown with its quote and repaired by a click.

mod between;
mod kept;
mod locate;
mod passage;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use crate::anchor::{self, Anchor};
use crate::document::Document;
use crate::notebook::{Annotation, AnnotationId, Bookmark, Excerpt, Notebook, Timestamp};
use crate::text::{Clean, Source, Span};

pub use kept::KeptText;
pub use locate::locate;

/// How sure it is that a note stands where it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceState {
    /// At its stored place.
    Placed,
    /// Found elsewhere.
    Moved,
    /// A likely place that waits for a yes.
    Suggested,
    /// Nowhere.
    Orphan,
}

impl PlaceState {
    /// Its name in answers and exports.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Placed => "placed",
            Self::Moved => "moved",
            Self::Suggested => "suggested",
            Self::Orphan => "orphan",
        }
    }
}

/// Where a note stands in the document as it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// How sure that is.
    pub state: PlaceState,
    /// In the source; `None` for an orphan.
    pub source: Option<Span<Source>>,
    /// In the cleaned text; `None` for an orphan.
    pub clean: Option<Span<Clean>>,
}

/// A note that stands nowhere.
pub const ORPHAN: Place = Place { state: PlaceState::Orphan, source: None, clean: None };

/// A new annotation on a stretch of the cleaned text.
pub fn annotation_on(
    document: &Document,
    span: Span<Clean>,
    id: AnnotationId,
    now: Timestamp,
) -> Annotation {
    let source = document.source_from_clean(span);
    Annotation {
        id,
        anchor: anchor::describe(&document.imported.text, source),
        excerpt: Excerpt::of(&document.cleaned.text, span),
        heading_path: document.heading_path(span),
        color: None,
        tags: BTreeSet::new(),
        note: String::new(),
        created: now,
        modified: now,
        revision: 1,
    }
}

/// Most characters of a paragraph that a bookmark knows it by.
const BOOKMARK_CHARS: usize = 24;

/// A new bookmark at the beginning of a stretch of the cleaned text.
pub fn bookmark_on(
    document: &Document,
    span: Span<Clean>,
    id: AnnotationId,
    now: Timestamp,
) -> Bookmark {
    let words = document.cleaned.text.get(span);
    let length = words.chars().take(BOOKMARK_CHARS).map(char::len_utf8).sum::<usize>();
    let first = Span::new(span.start.index(), span.start.index() + length);
    let source = document.source_from_clean(first);
    Bookmark {
        id,
        anchor: anchor::describe(&document.imported.text, source),
        excerpt: Excerpt::of(&document.cleaned.text, first),
        created: now,
    }
}

/// Where the notes and bookmarks of a document stand, by their identities.
pub type Places = BTreeMap<AnnotationId, Place>;

/// The places of all that stand where they were marked; what needs seeking is left out.
pub fn place_standing(document: &Document, notebook: &Notebook) -> Places {
    let notes = notebook.annotations.iter().map(|(id, note)| (id, &note.anchor));
    let bookmarks = notebook.bookmarks.iter().map(|(id, mark)| (id, &mark.anchor));
    let standing = |(id, anchor): (&AnnotationId, &Anchor)| {
        let stands = kept::stands(&document.imported.text, anchor);
        stands.then(|| (id.clone(), place_in_source(document, PlaceState::Placed, anchor.span)))
    };
    notes.chain(bookmarks).filter_map(standing).collect()
}

/// Those notes and bookmarks that have no place among `places`.
pub fn without_place(notebook: &Notebook, places: &Places) -> Vec<AnnotationId> {
    let ids = notebook.annotations.keys().chain(notebook.bookmarks.keys());
    ids.filter(|id| !places.contains_key(*id)).cloned().collect()
}

/// Hears what was found so far, which it may take, and how many are done; says whether to go on.
pub type Report<'a> = dyn FnMut(&mut Places, usize) -> ControlFlow<()> + 'a;

/// Places all notes and bookmarks of a document.
pub fn place_all(document: &Document, notebook: &Notebook, kept: &[KeptText]) -> Places {
    let mut places = place_standing(document, notebook);
    let lost = without_place(notebook, &places);
    let go_on = &mut |_: &mut Places, _| ControlFlow::Continue(());
    places.extend(locate(document, notebook, &lost, kept, go_on));
    places
}

/// A note put at a place of the document, if there is one; where nothing is seen of it, what was seen
/// stays.
pub fn put_at(document: &Document, note: &Annotation, place: Place) -> Option<Annotation> {
    let anchor = anchor::describe(&document.imported.text, place.source?);
    let seen = place.clean.filter(|span| !span.is_empty());
    let excerpt = seen.map(|span| Excerpt::of(&document.cleaned.text, span));
    let heading_path = seen.map(|span| document.heading_path(span));
    Some(Annotation {
        anchor,
        excerpt: excerpt.unwrap_or_else(|| note.excerpt.clone()),
        heading_path: heading_path.unwrap_or_else(|| note.heading_path.clone()),
        ..note.clone()
    })
}

/// The same places after the document was cleaned otherwise: in the source nothing moved. What had
/// none is left out: it may be seen now.
pub fn recleaned(document: &Document, places: &Places) -> Places {
    let carried = |(id, place): (&AnnotationId, &Place)| {
        Some((id.clone(), place_in_source(document, place.state, place.source?)))
    };
    places.iter().filter_map(carried).collect()
}

fn place_in_source(document: &Document, state: PlaceState, source: Span<Source>) -> Place {
    Place { state, source: Some(source), clean: Some(document.clean_from_source(source)) }
}
