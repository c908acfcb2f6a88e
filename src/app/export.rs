//! What an export of a document's notes holds.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::State;
use crate::document::Document;
use crate::exchange::{self, ExportNote, ExportSet};
use crate::notebook::{
    Annotation, AnnotationId, Codebook, HighlightColor, LinePattern, Notebook, Tag,
};
use crate::placing::{ORPHAN, Place, PlaceState};
use crate::text::CodePoints;

/// The file name's end for the format with this id.
pub(crate) fn extension(format: &str) -> &'static str {
    exchange::format(format).map_or("txt", |format| format.extension)
}

/// The notes of the open document that are to be exported, ready to be written.
pub fn export_set(state: &State) -> Option<ExportSet> {
    let open = state.open.as_ref()?;
    let only = state.exports_only.as_deref();
    Some(match only {
        Some(ids) => set_of_notes(state, ids)?,
        None => set_of(&open.document, &open.notebook, &state.codebook, &open.places),
    })
}

/// Of the open document's notes those with these identities, ready to be written.
pub(crate) fn set_of_notes(state: &State, ids: &BTreeSet<AnnotationId>) -> Option<ExportSet> {
    let open = state.open.as_ref()?;
    let note = |id: &AnnotationId| Some((id.clone(), open.notebook.annotations.get(id)?.clone()));
    let annotations = ids.iter().filter_map(note).collect();
    let notebook = Notebook { annotations, ..Notebook::default() };
    Some(set_of(&open.document, &notebook, &state.codebook, &open.places))
}

/// The notes of a document in its order, those without a place last.
pub fn set_of(
    document: &Document,
    notebook: &Notebook,
    codebook: &Codebook,
    places: &BTreeMap<AnnotationId, Place>,
) -> ExportSet {
    let place = |annotation: &Annotation| places.get(&annotation.id).copied().unwrap_or(ORPHAN);
    let mut annotations: Vec<(Place, &Annotation)> =
        notebook.annotations.values().map(|note| (place(note), note)).collect();
    annotations.sort_by_key(|(place, note)| {
        (
            place.state == PlaceState::Orphan,
            place.source.unwrap_or(note.anchor.span),
            note.id.clone(),
        )
    });
    let counter = Counter {
        source: CodePoints::new(document.imported.text.as_str()),
        clean: CodePoints::new(document.cleaned.text.as_str()),
    };
    let notes = annotations
        .into_iter()
        .map(|(place, note)| export_note(document, codebook, &counter, place, note));
    ExportSet {
        title: document.title().to_owned(),
        file_name: document.name.clone(),
        notes: notes.collect(),
    }
}

struct Counter<'a> {
    source: CodePoints<'a>,
    clean: CodePoints<'a>,
}

fn export_note(
    document: &Document,
    codebook: &Codebook,
    counter: &Counter<'_>,
    place: Place,
    note: &Annotation,
) -> ExportNote {
    let clean = place.clean.filter(|span| !span.is_empty());
    let shown = clean.map(|span| document.cleaned.text.get(span).to_owned());
    let heading =
        clean.map_or_else(|| note.heading_path.clone(), |span| document.heading_path(span));
    ExportNote {
        id: note.id.0.clone(),
        quote: shown.unwrap_or_else(|| note.excerpt.exact.clone()),
        source_quote: place.source.map_or_else(
            || note.anchor.exact.clone(),
            |span| document.imported.text.get(span).to_owned(),
        ),
        prefix: note.excerpt.prefix.clone(),
        suffix: note.excerpt.suffix.clone(),
        clean: place
            .clean
            .map(|span| [counter.clean.at(span.start.index()), counter.clean.at(span.end.index())]),
        source: place.source.map(|span| {
            [counter.source.at(span.start.index()), counter.source.at(span.end.index())]
        }),
        state: place.state.id(),
        heading,
        color: shown_color(note, codebook).id(),
        tags: note
            .tags
            .iter()
            .map(|tag| codebook.path(tag))
            .filter(|path| !path.is_empty())
            .collect(),
        note: note.note.clone(),
        created: note.created.to_rfc3339(),
        modified: note.modified.to_rfc3339(),
    }
}

/// The colour an annotation is shown in: its own, else its first tag's, by slot and then by name.
pub fn shown_color(annotation: &Annotation, codebook: &Codebook) -> HighlightColor {
    let of_tag = || first_tag(annotation, codebook).map(|tag| tag.color);
    annotation.color.or_else(of_tag).unwrap_or_default()
}

/// The pattern of the line under an annotation, where it is not that of its colour: its first tag's.
pub fn shown_pattern(annotation: &Annotation, codebook: &Codebook) -> Option<LinePattern> {
    if annotation.color.is_some() {
        return None;
    }
    first_tag(annotation, codebook)?.pattern
}

/// The tag that an annotation looks like: the first by slot, then by name.
fn first_tag<'a>(annotation: &Annotation, codebook: &'a Codebook) -> Option<&'a Tag> {
    let tags = annotation.tags.iter().filter_map(|id| codebook.tags.get(codebook.resolved(id)?));
    tags.min_by_key(|tag| (tag.slot.unwrap_or(u8::MAX), &tag.name))
}
