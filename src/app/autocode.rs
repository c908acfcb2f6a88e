//! Marking all hits of a find at once: which stretches that would be. Carrying it out is `handle::autocode`'s.

use crate::app::State;
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

/// In what part of the document hits are marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum HitScope {
    /// All of it.
    #[default]
    Document,
    /// The section that is read.
    Section,
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
}

/// The stretches that the hits of the find lead to, in order, each once.
pub fn stretches(state: &State, unit: HitUnit, scope: HitScope) -> Vec<Span<Clean>> {
    let (Some(open), Some(find)) = (&state.open, &state.find) else { return Vec::new() };
    let within = match scope {
        HitScope::Document => Span::new(0, open.document.cleaned.text.len()),
        HitScope::Section => section(state),
    };
    let first = find.hits.partition_point(|hit| hit.start < within.start);
    let hits = find.hits.iter().skip(first).take_while(|hit| hit.start < within.end);
    let blocks = &open.document.blocks;
    let mut stretches: Vec<Span<Clean>> = Vec::new();
    // Hits of one paragraph follow each other: its sentences are cut once.
    let mut cut: Option<(usize, Vec<Span<Clean>>)> = None;
    for hit in hits {
        let index = blocks.partition_point(|block| block.span.start <= hit.start).saturating_sub(1);
        let stretch = match unit {
            HitUnit::Hit => *hit,
            HitUnit::Paragraph => crate::app::caret::trimmed_block(open, index),
            HitUnit::Sentence => {
                if cut.as_ref().is_none_or(|(of, _)| *of != index) {
                    cut = Some((index, sentences(state, index)));
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

fn sentences(state: &State, index: usize) -> Vec<Span<Clean>> {
    let Some(open) = &state.open else { return Vec::new() };
    let Some(block) = open.document.blocks.get(index) else { return Vec::new() };
    let start = block.span.start.index();
    let ranges = units::sentences(open.document.cleaned.text.get(block.span)).into_iter();
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
