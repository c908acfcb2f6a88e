//! What an export holds: the notes of documents, gathered and narrowed, in a format.

use crate::anchor;
use crate::app::Shared;
use crate::document::Document;
use crate::exchange::{
    self, Article, ExportFormat, ExportNote, ExportPlace, ExportSet, ExportTag, Material, Request,
};
use crate::notebook::{
    Annotation, Codebook, HighlightColor, LinePattern, Notebook, Tag, path_order,
};
use crate::placing::{ORPHAN, Place, PlaceState, Places};
use crate::text::{CodePoints, Phrase, Span, Text};

/// A document with all that an export needs of it.
#[derive(Clone, Debug)]
pub struct ExportSource {
    /// The document, cleaned as it is to be exported.
    pub document: Document,
    /// Its notes.
    pub notebook: Shared<Notebook>,
    /// Where they stand in it.
    pub places: Shared<Places>,
}

/// What came of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many notes are in it.
    pub n_notes: usize,
    /// What the format could not hold.
    pub loss: Option<Phrase>,
}

/// What an export would hold, and what not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// How many documents are in it.
    pub n_documents: usize,
    /// How many notes.
    pub n_notes: usize,
    /// What the format could not hold.
    pub loss: Option<Phrase>,
}

impl Counted {
    fn of(format: &ExportFormat, material: &Material) -> Self {
        Self {
            n_documents: material.documents.len(),
            n_notes: material.documents.iter().map(|set| set.notes.len()).sum(),
            loss: exchange::loss_report(format, material),
        }
    }
}

/// Writes the wanted notes of documents in a format.
pub fn written(
    format: &ExportFormat,
    sources: &[ExportSource],
    codebook: &Codebook,
    request: &Request,
) -> Result<Written, Phrase> {
    material_written(format, material(format, sources, codebook), request)
}

/// What writing them would come to, without writing them.
pub(crate) fn counted(
    format: &ExportFormat,
    sources: &[ExportSource],
    codebook: &Codebook,
    request: &Request,
) -> Counted {
    Counted::of(format, &narrowed(format, material(format, sources, codebook), request))
}

/// All that a format may want of documents.
fn material(format: &ExportFormat, sources: &[ExportSource], codebook: &Codebook) -> Material {
    let set = |source: &ExportSource| {
        let ExportSource { document, notebook, places } = source;
        let mut set = set_of(document, notebook, codebook, places);
        set.article = format.holds.needs_article().then(|| Article::of(document));
        set
    };
    let documents = sources.iter().map(set).collect();
    Material { documents, tags: tags(codebook), memo: codebook.memo.clone() }
}

/// Writes the wanted notes of what was gathered.
pub fn material_written(
    format: &ExportFormat,
    material: Material,
    request: &Request,
) -> Result<Written, Phrase> {
    let material = narrowed(format, material, request);
    let bytes = format.written(&material, request).map_err(|error| error.phrase().clone())?;
    let Counted { n_notes, loss, .. } = Counted::of(format, &material);
    Ok(Written { bytes, n_notes, loss })
}

/// What of it is wanted.
fn narrowed(format: &ExportFormat, mut material: Material, request: &Request) -> Material {
    material.documents.iter_mut().for_each(|set| request.narrow(set));
    if format.holds == exchange::Holds::Article {
        material.documents.iter_mut().for_each(|set| {
            set.notes.clear();
            set.memo.clear();
        });
    }
    // What is said of the library belongs to no choice of notes by hand, and to no mere article.
    if format.holds == exchange::Holds::Article || request.filter.ids.is_some() {
        material.memo.clear();
    }
    if format.holds != exchange::Holds::Tags && request.filter.ids.is_some() {
        material.tags.clear();
    }
    material
}

/// The tags of the library by path.
pub fn tags(codebook: &Codebook) -> Vec<ExportTag> {
    let tag = |tag: &Tag| ExportTag {
        path: codebook.path(&tag.id),
        description: tag.description.clone(),
        memo: tag.memo.clone(),
        color: tag.color,
    };
    let mut tags: Vec<_> = codebook.live().map(tag).collect();
    tags.sort_by_cached_key(|tag| path_order(&tag.path));
    tags
}

/// The notes of a document in its order, those without a place last.
pub fn set_of(
    document: &Document,
    notebook: &Notebook,
    codebook: &Codebook,
    places: &Places,
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
        hash: document.fingerprint.content.clone(),
        meta: document.cleaned.meta.clone(),
        memo: notebook.memo.clone(),
        article: None,
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
    let excerpt = &note.excerpt;
    let [quote, prefix, suffix] = with_context(&document.cleaned.text, clean)
        .unwrap_or_else(|| [&excerpt.exact, &excerpt.prefix, &excerpt.suffix].map(String::clone));
    let anchor = &note.anchor;
    let [source_quote, source_prefix, source_suffix] =
        with_context(&document.imported.text, place.source)
            .unwrap_or_else(|| [&anchor.exact, &anchor.prefix, &anchor.suffix].map(String::clone));
    let heading =
        clean.map_or_else(|| note.heading_path.clone(), |span| document.heading_path(span));
    ExportNote {
        id: note.id.0.clone(),
        quote,
        source_quote,
        prefix,
        suffix,
        source_prefix,
        source_suffix,
        clean: place.clean.map(|span| place_of(&counter.clean, span)),
        source: place.source.map(|span| place_of(&counter.source, span)),
        state: place.state.id(),
        heading,
        color: shown_color(note, codebook),
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

/// A passage with what stands before and behind it.
fn with_context<T>(text: &Text<T>, span: Option<Span<T>>) -> Option<[String; 3]> {
    let (prefix, suffix) = anchor::context(text, span?);
    Some([text.get(span?).to_owned(), prefix, suffix])
}

fn place_of<T>(counter: &CodePoints<'_>, span: Span<T>) -> ExportPlace {
    let (start, end) = (span.start, span.end);
    ExportPlace {
        chars: [counter.at(start.index()), counter.at(end.index())],
        utf16: [counter.utf16_at(start.index()), counter.utf16_at(end.index())],
        bytes: [start.offset, end.offset],
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
pub(crate) fn first_tag<'a>(annotation: &Annotation, codebook: &'a Codebook) -> Option<&'a Tag> {
    let tags = annotation.tags.iter().filter_map(|id| codebook.tags.get(codebook.resolved(id)?));
    tags.min_by_key(|tag| (tag.slot.unwrap_or(u8::MAX), &tag.name))
}
