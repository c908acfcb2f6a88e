//! Row 2: where the notes of a document stand in the file as it is now.
//!
//! An anchor stands in the source. A file that changed may have lost its noise, or come in the
//! other script: then the words that the reader saw are sought in the cleaned text. A false place
//! is worse than none: a note without a place is shown with its quote and repaired by a click.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::anchor::{self, Anchor};
use crate::document::Document;
use crate::notebook::{Annotation, AnnotationId, Bookmark, Excerpt, Notebook, Timestamp};
use crate::text::fold::Folded;
use crate::text::{Clean, Source, Span};

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

/// Shortest quote, in characters, that its own words place; a shorter one needs its context.
const SURE_CHARS: usize = 8;
/// How much of its context a short quote needs, of 1.
const SURE_CONTEXT: f32 = 0.5;
/// How far the best of several hits must lead.
const LEAD: f32 = 0.05;
/// How many folded characters of context are compared on each side.
const COMPARED: usize = 24;

/// Places all notes and bookmarks of a document, by their identities.
pub fn place_all(document: &Document, notebook: &Notebook) -> BTreeMap<AnnotationId, Place> {
    let placer = Placer { document, source: OnceCell::new(), clean: OnceCell::new() };
    let notes = notebook.annotations.iter().map(|(id, note)| (id, &note.anchor, &note.excerpt));
    let bookmarks = notebook.bookmarks.iter().map(|(id, mark)| (id, &mark.anchor, &mark.excerpt));
    let place =
        |(id, anchor, excerpt): (&AnnotationId, _, _)| (id.clone(), placer.place(anchor, excerpt));
    notes.chain(bookmarks).map(place).collect()
}

/// Folds the texts of a document once, and only if a note needs it.
struct Placer<'a> {
    document: &'a Document,
    source: OnceCell<Folded>,
    clean: OnceCell<Folded>,
}

impl Placer<'_> {
    fn place(&self, anchor: &Anchor, excerpt: &Excerpt) -> Place {
        self.at_anchor(anchor)
            .or_else(|| self.in_clean(excerpt))
            .or_else(|| self.in_source(anchor))
            .unwrap_or(ORPHAN)
    }

    /// At its stored place, where the quote and one side of its context are as they were.
    fn at_anchor(&self, anchor: &Anchor) -> Option<Place> {
        let source = &self.document.imported.text;
        if anchor.exact.is_empty() || source.get(anchor.span) != anchor.exact {
            return None;
        }
        let chars = source.as_str();
        let before = chars.get(..anchor.span.start.index())?;
        let after = chars.get(anchor.span.end.index()..)?;
        let is_same = before.ends_with(&anchor.prefix) || after.starts_with(&anchor.suffix);
        is_same.then(|| self.found(PlaceState::Placed, anchor.span))
    }

    /// By the words that the reader saw, in the cleaned text.
    fn in_clean(&self, excerpt: &Excerpt) -> Option<Place> {
        let text = self.clean.get_or_init(|| Folded::new(self.document.cleaned.text.as_str()));
        let (state, clean) = best(
            text,
            [&excerpt.exact, &excerpt.prefix, &excerpt.suffix],
            excerpt.clean.start.index(),
        )?;
        Some(Place {
            state,
            source: Some(self.document.source_from_clean(clean)),
            clean: Some(clean),
        })
    }

    /// By the words of the source, where cleaning now hides or changes them.
    fn in_source(&self, anchor: &Anchor) -> Option<Place> {
        let text = self.source.get_or_init(|| Folded::new(self.document.imported.text.as_str()));
        let (state, source) =
            best(text, [&anchor.exact, &anchor.prefix, &anchor.suffix], anchor.span.start.index())?;
        Some(self.found(state, source))
    }

    fn found(&self, state: PlaceState, source: Span<Source>) -> Place {
        Place { state, source: Some(source), clean: Some(self.document.clean_from_source(source)) }
    }
}

/// The best place of a quote in a folded text: `words` are the quote, what stood before it and
/// what stood after it; `near` is where it stood, in bytes.
fn best<T>(text: &Folded, words: [&str; 3], near: usize) -> Option<(PlaceState, Span<T>)> {
    let [quote, prefix, suffix] = words.map(|words| Folded::new(words).as_str().to_owned());
    if quote.is_empty() {
        return None;
    }
    let mut hits: Vec<(f32, usize)> = text
        .as_str()
        .match_indices(&quote)
        .map(|(at, _)| (context(text.as_str(), at, &quote, &prefix, &suffix), at))
        .collect();
    hits.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.abs_diff(near).cmp(&b.1.abs_diff(near))));
    let (score, at) = *hits.first()?;
    let leads = hits.get(1).is_none_or(|second| score - second.0 >= LEAD);
    let is_sure = quote.chars().count() >= SURE_CHARS && hits.len() == 1 || score >= SURE_CONTEXT;
    let state = if leads && is_sure { PlaceState::Moved } else { PlaceState::Suggested };
    Some((state, text.original(at, at + quote.len())))
}

/// How much of a quote's context stands around a hit, from 0 to 1: the larger share of its sides
/// counts most, since a passage keeps one neighbour when its other is cut.
fn context(text: &str, at: usize, quote: &str, prefix: &str, suffix: &str) -> f32 {
    let before = text.get(..at).unwrap_or_default().chars().rev();
    let after = text.get(at + quote.len()..).unwrap_or_default().chars();
    let share = |same: usize, of: &str| same as f32 / of.chars().count().clamp(1, COMPARED) as f32;
    let before = share(
        before.zip(prefix.chars().rev()).take(COMPARED).take_while(|(a, b)| a == b).count(),
        prefix,
    );
    let after =
        share(after.zip(suffix.chars()).take(COMPARED).take_while(|(a, b)| a == b).count(), suffix);
    before.max(after) * 0.75 + before.min(after) * 0.25
}
