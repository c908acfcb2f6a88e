//! What was last noted of each annotation of the open document, with its sums, so that a change costs what it
//! changes and not a walk over all there are.
//!
//! It counts; where annotations stand is found out in `marks`.

use rustc_hash::FxHashMap;

use crate::app::{NoteLog, Place, PlaceState};
use crate::notebook::{Annotation, AnnotationId, TagId, Timestamp};
use crate::text::{Clean, Span};

/// The sums over the annotations of the open document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    noted: FxHashMap<AnnotationId, Noted>,
    /// Which changed since all were noted.
    pub(crate) log: NoteLog,
    /// How many have a note.
    pub(crate) n_notes: usize,
    /// How many have a place that waits for a yes.
    pub(crate) n_suggested: usize,
    /// How many have none.
    pub(crate) n_orphans: usize,
    /// Each tag that was ever in use, with how many annotations carry it and when the last of them was changed.
    tags: Vec<(TagId, usize, Timestamp)>,
    numbers: FxHashMap<TagId, u32>,
}

/// What an annotation adds to the sums.
#[derive(Clone, Debug)]
struct Noted {
    /// Where it is marked on the page.
    span: Option<Span<Clean>>,
    state: Option<PlaceState>,
    has_note: bool,
    tags: Box<[u32]>,
}

impl Tally {
    /// Notes what an annotation is now; where it was marked before, if it was.
    pub(crate) fn note(
        &mut self,
        annotation: &Annotation,
        place: Option<&Place>,
        span: Option<Span<Clean>>,
    ) -> Option<Span<Clean>> {
        let before = self.forget(&annotation.id);
        let tags: Box<[u32]> = annotation.tags.iter().map(|tag| self.number(tag)).collect();
        for number in &tags {
            let last = &mut self.tags[*number as usize].2;
            *last = annotation.modified.max(*last);
        }
        let state = place.map(|place| place.state);
        let noted = Noted { span, state, has_note: !annotation.note.is_empty(), tags };
        self.add(&noted);
        self.noted.insert(annotation.id.clone(), noted);
        before
    }

    /// Forgets an annotation; where it was marked, if it was.
    pub(crate) fn forget(&mut self, id: &AnnotationId) -> Option<Span<Clean>> {
        let noted = self.noted.remove(id)?;
        self.n_notes -= usize::from(noted.has_note);
        if let Some(sum) = self.sum_of(noted.state) {
            *sum -= 1;
        }
        for number in &noted.tags {
            self.tags[*number as usize].1 -= 1;
        }
        noted.span
    }

    /// Where an annotation is marked on the page.
    pub(crate) fn span_of(&self, id: &AnnotationId) -> Option<Span<Clean>> {
        self.noted.get(id)?.span
    }

    /// How many annotations there are.
    pub(crate) fn n_annotations(&self) -> usize {
        self.noted.len()
    }

    /// The tags in use, each with how many annotations carry it.
    pub(crate) fn tags(&self) -> impl Iterator<Item = (&TagId, usize)> {
        let in_use = self.tags.iter().filter(|(_, count, _)| *count > 0);
        in_use.map(|(tag, count, _)| (tag, *count))
    }

    /// The tags in use, each with when an annotation that carries it was changed last.
    pub(crate) fn last_uses(&self) -> impl Iterator<Item = (Timestamp, &TagId)> {
        let in_use = self.tags.iter().filter(|(_, count, _)| *count > 0);
        in_use.map(|(tag, _, last)| (*last, tag))
    }

    /// How many annotations carry a tag.
    pub(crate) fn n_with(&self, tag: &TagId) -> usize {
        self.numbers.get(tag).map_or(0, |number| self.tags[*number as usize].1)
    }

    fn add(&mut self, noted: &Noted) {
        self.n_notes += usize::from(noted.has_note);
        if let Some(sum) = self.sum_of(noted.state) {
            *sum += 1;
        }
        for number in &noted.tags {
            self.tags[*number as usize].1 += 1;
        }
    }

    const fn sum_of(&mut self, state: Option<PlaceState>) -> Option<&mut usize> {
        match state {
            Some(PlaceState::Suggested) => Some(&mut self.n_suggested),
            Some(PlaceState::Orphan) => Some(&mut self.n_orphans),
            Some(PlaceState::Placed | PlaceState::Moved) | None => None,
        }
    }

    fn number(&mut self, tag: &TagId) -> u32 {
        if let Some(number) = self.numbers.get(tag) {
            return *number;
        }
        let number = self.tags.len() as u32;
        self.tags.push((tag.clone(), 0, Timestamp::default()));
        self.numbers.insert(tag.clone(), number);
        number
    }
}
