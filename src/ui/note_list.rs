//! Which annotations the notes panel shows, in which order and under which headings.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::seek::{self, Sought};
use crate::app::{Place, PlaceState, State, texts};
use crate::notebook::{Annotation, AnnotationId, TagId};
use crate::text::fold::Folded;
use crate::text::{Clean, Span};

/// What the reader wants to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    pub(crate) search: String,
    pub(crate) tags: BTreeSet<TagId>,
    pub(crate) with_note: bool,
    pub(crate) unplaced: bool,
    pub(crate) to_check: bool,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Row {
    /// The section that the cards below belong to.
    Section(String),
    /// An annotation.
    Card(AnnotationId),
}

impl Filter {
    pub(crate) fn is_empty(&self) -> bool {
        self.has_all() && self.search.trim().is_empty()
    }

    /// Whether nothing is left out but what is not sought.
    pub(crate) fn has_all(&self) -> bool {
        self.tags.is_empty() && !self.with_note && !self.unplaced && !self.to_check
    }

    fn fits(&self, state: &State, annotation: &Annotation, place: Option<PlaceState>) -> bool {
        (self.tags.is_empty() || annotation.tags.iter().any(|tag| self.tags.contains(tag)))
            && (!self.with_note || !annotation.note.is_empty())
            && (!self.unplaced || place == Some(PlaceState::Orphan))
            && (!self.to_check || place == Some(PlaceState::Suggested))
            && self.is_found(state, annotation)
    }

    fn is_found(&self, state: &State, annotation: &Annotation) -> bool {
        if self.search.trim().is_empty() {
            return true;
        }
        let typed = seek::normal(&self.search);
        let query = Folded::new(&self.search);
        let holds = |text: &str| Folded::new(text).as_str().contains(query.as_str());
        query.as_str().is_empty()
            || holds(&annotation.excerpt.exact)
            || holds(&annotation.note)
            || annotation
                .tags
                .iter()
                .any(|tag| Sought::new(&typed).is_in(&state.codebook.path(tag)))
    }
}

/// The annotations that fit, in the order of the text, those without a place last.
pub(crate) fn rows(state: &State, filter: &Filter) -> Vec<Row> {
    let Some(open) = &state.open else { return Vec::new() };
    let language = state.settings.language;
    let mut notes: Vec<(bool, bool, Span<Clean>, &Annotation)> = open
        .annotations_with_places()
        .filter(|(note, place)| filter.fits(state, note, place.map(|place| place.state)))
        .map(|(note, place)| {
            let span = place.and_then(|place| place.clean).unwrap_or(note.excerpt.clean);
            (is_unplaced(place), place.is_none(), span, note)
        })
        .collect();
    // Those at one place keep the order of their identities.
    notes.sort_by_key(|(is_unplaced, is_sought, span, _)| (*is_unplaced, *is_sought, *span));
    let mut rows = Vec::with_capacity(notes.len());
    let mut section: Option<&str> = None;
    for (is_unplaced, is_sought, span, note) in notes {
        let name = if is_sought {
            texts::LOCATING.get(language)
        } else if is_unplaced {
            texts::UNPLACED.get(language)
        } else {
            let heading = open.document.heading_above(span);
            heading.map_or(texts::BEFORE_HEADINGS.get(language), |heading| heading.text.as_str())
        };
        if section != Some(name) {
            rows.push(Row::Section(name.to_owned()));
            section = Some(name);
        }
        rows.push(Row::Card(note.id.clone()));
    }
    rows
}

fn is_unplaced(place: Option<&Place>) -> bool {
    place.is_none_or(|place| place.state == PlaceState::Orphan)
}

/// How many annotations are placed so.
pub(crate) fn n_placed(state: &State, placed: PlaceState) -> usize {
    let Some(open) = &state.open else { return 0 };
    let is_so = |place: Option<&Place>| place.is_some_and(|place| place.state == placed);
    open.annotations_with_places().filter(|(_, place)| is_so(*place)).count()
}

/// How many annotations carry each tag, most used first.
pub(crate) fn tag_counts(state: &State) -> Vec<(TagId, usize)> {
    let mut counts: BTreeMap<&TagId, usize> = BTreeMap::new();
    for tag in state
        .open
        .iter()
        .flat_map(|open| open.notebook.annotations.values())
        .flat_map(|note| &note.tags)
    {
        *counts.entry(tag).or_default() += 1;
    }
    let mut counts: Vec<(TagId, usize)> =
        counts.into_iter().map(|(tag, count)| (tag.clone(), count)).collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    counts
}
