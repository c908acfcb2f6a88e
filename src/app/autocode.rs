//! Marking all hits of a find at once, here and in the library's other documents: which stretches that would
//! be. Carrying it out is `handle::autocode`'s, reading the other documents the host's.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::app::{DocumentKey, Phrase, State, Ticket};
use crate::document::Document;
use crate::notebook::{Annotation, Change};
use crate::search::Query;
use crate::text::{Clean, Span, units};

/// How much around a hit is marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum HitUnit {
    /// The hit itself.
    #[default]
    Hit,
    /// The sentence it stands in.
    Sentence,
    /// The paragraph it stands in.
    Paragraph,
}

/// Where hits are marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum HitScope {
    /// In all of the document.
    #[default]
    Document,
    /// In the section that is read.
    Section,
    /// In the document and in all others of the library.
    Library,
}

/// What is to be marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Autocode {
    /// The tag, by its path; it is made if it is missing.
    pub tag: String,
    /// How much around each hit.
    pub unit: HitUnit,
    /// Where.
    pub scope: HitScope,
    /// Stretches that are left out.
    pub left_out: Vec<Span<Clean>>,
    /// Stretches of other documents that are left out: the document by its place among those that were found,
    /// and the stretch by its place in it.
    pub left_out_elsewhere: BTreeSet<(usize, usize)>,
}

/// What is sought in the library's other documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LibraryQuery {
    /// What, and how.
    pub query: Query,
    /// How much around each hit is to be marked.
    pub unit: HitUnit,
    /// The hash of the shown document's file, which is left out.
    pub shown: String,
    /// That file.
    pub shown_path: Option<PathBuf>,
    /// Files that were opened with this library, with the names they go by; they may have no notes.
    pub opened: Vec<(String, PathBuf)>,
    /// A folder whose files are meant, too.
    pub folder: Option<PathBuf>,
}

/// A stretch of another document that is to be marked.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The mark that is there, or a new one without identity and times.
    pub note: Annotation,
    /// Whether it is new.
    pub is_new: bool,
}

/// What was found in another document.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentHits {
    /// The document.
    pub key: DocumentKey,
    /// Its title.
    pub title: String,
    /// What is to be marked, in the order of the text.
    pub drafts: Vec<Draft>,
}

/// What was found in the library's other documents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LibraryHits {
    /// The documents in which anything was.
    pub documents: Vec<DocumentHits>,
    /// How many were read.
    pub n_read: usize,
    /// Those that could not be read: their titles, and why.
    pub unread: Vec<(String, Phrase)>,
    /// Whether there are more stretches than [`MOST_ELSEWHERE`], which are left out.
    pub is_cut: bool,
}

/// Most stretches of other documents that are marked at once.
pub const MOST_ELSEWHERE: usize = 20_000;

/// The seeking in the library's other documents.
#[derive(Clone, Debug)]
pub struct LibrarySeek {
    /// The request.
    pub ticket: Ticket,
    /// What was asked for.
    pub asked: LibraryQuery,
    /// How many documents were read, and of how many.
    pub n_read: (usize, usize),
    /// What was found, when all were read.
    pub found: Option<Arc<LibraryHits>>,
}

/// A step that also changed documents that were not shown.
#[derive(Clone, Debug, PartialEq)]
pub struct FarStep {
    /// The hash of the document that was.
    pub content: String,
    /// What changed in it; may be nothing.
    pub step: Arc<[Change]>,
    /// How many steps could be undone in it then.
    pub n_done: usize,
    /// What changed in the others.
    pub others: Arc<[Elsewhere]>,
    /// Whether it is undone.
    pub is_undone: bool,
}

/// Changes of a document that is not shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Elsewhere {
    /// The document.
    pub key: DocumentKey,
    /// Its title.
    pub title: String,
    /// What changes.
    pub changes: Vec<Change>,
}

/// The stretches that the hits of the find lead to in the shown document, in order, each once.
pub fn stretches(state: &State, unit: HitUnit, scope: HitScope) -> Vec<Span<Clean>> {
    let (Some(open), Some(find)) = (&state.open, &state.find) else { return Vec::new() };
    let within = match scope {
        HitScope::Document | HitScope::Library => Span::new(0, open.document.cleaned.text.len()),
        HitScope::Section => section(state),
    };
    let first = find.hits.partition_point(|hit| hit.start < within.start);
    let last = find.hits.partition_point(|hit| hit.start < within.end).max(first);
    stretches_in(&open.document, find.hits.get(first..last).unwrap_or_default(), unit)
}

/// The stretches that these hits lead to, which are in order.
pub fn stretches_in(document: &Document, hits: &[Span<Clean>], unit: HitUnit) -> Vec<Span<Clean>> {
    let blocks = &document.blocks;
    let mut stretches: Vec<Span<Clean>> = Vec::new();
    // Hits of one paragraph follow each other: its sentences are cut once.
    let mut cut: Option<(usize, Vec<Span<Clean>>)> = None;
    for hit in hits {
        let index = blocks.partition_point(|block| block.span.start <= hit.start).saturating_sub(1);
        let stretch = match unit {
            HitUnit::Hit => *hit,
            HitUnit::Paragraph => crate::app::caret::trimmed_block(document, index),
            HitUnit::Sentence => {
                if cut.as_ref().is_none_or(|(of, _)| *of != index) {
                    cut = Some((index, sentences(document, index)));
                }
                let sentences = cut.as_ref().map(|(_, spans)| spans.as_slice()).unwrap_or_default();
                let holds = |span: &&Span<Clean>| span.contains(hit.start);
                sentences.iter().find(holds).copied().unwrap_or(*hit)
            }
        };
        if !stretch.is_empty() && stretches.last() != Some(&stretch) {
            stretches.push(stretch);
        }
    }
    stretches
}

fn sentences(document: &Document, index: usize) -> Vec<Span<Clean>> {
    let Some(block) = document.blocks.get(index) else { return Vec::new() };
    let start = block.span.start.index();
    let ranges = units::sentences(document.cleaned.text.get(block.span)).into_iter();
    ranges.map(|range| Span::new(start + range.start, start + range.end)).collect()
}

/// The section that is read: from the heading above the eye to the next of any level.
fn section(state: &State) -> Span<Clean> {
    let Some(open) = &state.open else { return Span::default() };
    let headings = &open.document.outline.headings;
    let length = open.document.cleaned.text.len();
    let start = |index: usize| headings.get(index).map(|heading| heading.span.start.index());
    match state.active_heading() {
        Some(index) => Span::new(start(index).unwrap_or(0), start(index + 1).unwrap_or(length)),
        None => Span::new(0, start(0).unwrap_or(length)),
    }
}
