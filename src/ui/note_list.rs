//! Which annotations the notes panel shows, in which order and under which headings.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::app::seek::{self, Sought};
use crate::app::{OpenDocument, Place, PlaceState, State, texts};
use crate::notebook::{Annotation, AnnotationId, TagId};
use crate::text::fold::Folded;
use crate::text::{Clean, Language, Span};

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
    let all = filter.is_empty().then(|| all_rows(state, open)).flatten();
    if let Some(rows) = all {
        return rows;
    }
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
    notes.sort_by_key(|(is_unplaced, is_sought, span, _)| {
        (*is_unplaced, *is_sought, span.start, Reverse(span.end))
    });
    let mut rows = Rows::with_room(notes.len());
    for (is_unplaced, is_sought, span, note) in notes {
        let name = if is_sought {
            texts::LOCATING.get(language)
        } else if is_unplaced {
            texts::UNPLACED.get(language)
        } else {
            section(open, span, state.settings.language)
        };
        rows.push(name, &note.id);
    }
    rows.rows
}

/// All of them: the marks, which are in order, then what has no place. `None` where something has a place and is
/// not marked, as when nothing of it is to be seen.
fn all_rows(state: &State, open: &OpenDocument) -> Option<Vec<Row>> {
    let language = state.settings.language;
    let n_all = open.notebook.annotations.len();
    let mut rows = Rows::with_room(n_all);
    let headings = &open.document.outline.headings;
    let (mut name, mut next) = ("", 0);
    for (index, mark) in state.marks.iter().enumerate() {
        let is_next =
            headings.get(next).is_some_and(|heading| heading.span.start <= mark.span.start);
        if is_next || index == 0 {
            name = section(open, mark.span, state.settings.language);
            next = headings.partition_point(|heading| heading.span.start <= mark.span.start);
        }
        rows.push(name, &mark.id);
    }
    if state.marks.len() == n_all {
        return Some(rows.rows);
    }
    let (mut unplaced, mut sought) = (Vec::new(), Vec::new());
    for (note, place) in open.annotations_with_places() {
        match place {
            None => sought.push(note),
            Some(place) if place.state == PlaceState::Orphan => unplaced.push(note),
            Some(_) => {}
        }
    }
    if state.marks.len() + unplaced.len() + sought.len() != n_all {
        return None;
    }
    for (notes, name) in [(unplaced, texts::UNPLACED), (sought, texts::LOCATING)] {
        let mut notes: Vec<&Annotation> = notes;
        notes.sort_by_key(|note| (note.excerpt.clean.start, Reverse(note.excerpt.clean.end)));
        notes.into_iter().for_each(|note| rows.push(name.get(language), &note.id));
    }
    Some(rows.rows)
}

/// The name of the section that a passage is in.
fn section(open: &OpenDocument, span: Span<Clean>, language: Language) -> &str {
    let heading = open.document.heading_above(span);
    heading.map_or(texts::BEFORE_HEADINGS.get(language), |heading| heading.text.as_str())
}

/// Cards, each section's under its name.
struct Rows<'a> {
    rows: Vec<Row>,
    section: Option<&'a str>,
}

impl<'a> Rows<'a> {
    fn with_room(n_cards: usize) -> Self {
        Self { rows: Vec::with_capacity(n_cards), section: None }
    }

    fn push(&mut self, section: &'a str, id: &AnnotationId) {
        if self.section != Some(section) {
            self.rows.push(Row::Section(section.to_owned()));
            self.section = Some(section);
        }
        self.rows.push(Row::Card(id.clone()));
    }
}

fn is_unplaced(place: Option<&Place>) -> bool {
    place.is_none_or(|place| place.state == PlaceState::Orphan)
}
