//! What a format says of words inside a paragraph: strong, emphasised, code, links.
//! Pure data, worked out once for a document.

use crate::document::{BlockKind, Document};
use crate::text::{Clean, Hint, HintKind, Pos, Span, Text};
use crate::ui::reader::look::Face;
use crate::ui::reader::model::is_wide;

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    /// Its words.
    pub(crate) span: Span<Clean>,
    /// Its address as written.
    pub(crate) address: String,
}

/// The words of a document that do not look like those around them; each list is in order, without overlaps.
#[derive(Clone, Debug, Default)]
pub(crate) struct Inline {
    /// In a face of their own.
    faces: Vec<(Span<Clean>, Face)>,
    /// Chinese with a dot under each character.
    dotted: Vec<Span<Clean>>,
    /// Code within a paragraph.
    code: Vec<Span<Clean>>,
    links: Vec<Link>,
}

impl Inline {
    /// Reads a document's hints.
    pub(crate) fn new(document: &Document) -> Self {
        let (hints, text) = (&document.hints, &document.cleaned.text);
        let strong = spans(hints, &HintKind::Strong);
        let emphasis = spans(hints, &HintKind::Emphasis);
        let blocks = &document.blocks;
        let is_inline = |span: &Span<Clean>| {
            let block = blocks.partition_point(|block| block.span.end <= span.start);
            blocks.get(block).is_some_and(|block| block.kind != BlockKind::Code)
        };
        let code: Vec<_> = spans(hints, &HintKind::Code).into_iter().filter(is_inline).collect();
        let slanted = emphasis.iter().flat_map(|span| by_script(text, *span));
        let mut dotted = Vec::new();
        let mut faces: Vec<(Span<Clean>, Face)> = Vec::new();
        for (span, is_chinese) in slanted {
            if is_chinese {
                dotted.push(span);
            } else {
                faces.push((span, Face::PageSlanted));
            }
        }
        faces.extend(strong.into_iter().map(|span| (span, Face::PageBold)));
        faces.extend(code.iter().map(|span| (*span, Face::Code)));
        faces.sort_by_key(|(span, _)| *span);
        Self { faces: apart(faces), dotted, code, links: links(hints) }
    }

    /// The stretches of `span` in a face of their own.
    pub(crate) fn faces_in(
        &self,
        span: Span<Clean>,
    ) -> impl Iterator<Item = (Span<Clean>, Face)> + '_ {
        let first = self.faces.partition_point(|(face, _)| face.end <= span.start);
        let faces =
            self.faces.iter().skip(first).take_while(move |(face, _)| face.start < span.end);
        faces.filter_map(move |(face, is)| Some((face.intersection(span)?, *is)))
    }

    /// The stretches of `span` with dots below.
    pub(crate) fn dotted_in(&self, span: Span<Clean>) -> impl Iterator<Item = Span<Clean>> + '_ {
        within(&self.dotted, span)
    }

    /// The code in `span`.
    pub(crate) fn code_in(&self, span: Span<Clean>) -> impl Iterator<Item = Span<Clean>> + '_ {
        within(&self.code, span)
    }

    /// The links that touch `span`.
    pub(crate) fn links_in(&self, span: Span<Clean>) -> impl Iterator<Item = &Link> {
        let first = self.links.partition_point(|link| link.span.end <= span.start);
        self.links.iter().skip(first).take_while(move |link| link.span.start < span.end)
    }
}

fn within(spans: &[Span<Clean>], span: Span<Clean>) -> impl Iterator<Item = Span<Clean>> + '_ {
    let first = spans.partition_point(|one| one.end <= span.start);
    let met = spans.iter().skip(first).take_while(move |one| one.start < span.end);
    met.filter_map(move |one| one.intersection(span))
}

/// The stretches of a kind, those that touch joined.
fn spans(hints: &[Hint<Clean>], kind: &HintKind) -> Vec<Span<Clean>> {
    let spans = hints.iter().filter(|hint| hint.kind == *kind).map(|hint| hint.span);
    let mut spans: Vec<_> = spans.filter(|span| !span.is_empty()).collect();
    spans.sort();
    spans.dedup_by(|next, span| {
        let meets = next.start <= span.end;
        if meets {
            *span = span.cover(*next);
        }
        meets
    });
    spans
}

fn links(hints: &[Hint<Clean>]) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    for hint in hints.iter().filter(|hint| !hint.span.is_empty()) {
        let HintKind::Link(address) = &hint.kind else { continue };
        if links.last().is_none_or(|last| last.span.end <= hint.span.start) {
            links.push(Link { span: hint.span, address: address.clone() });
        }
    }
    links
}

/// Cuts a stretch where Chinese and another script meet; whether each part is Chinese.
fn by_script(text: &Text<Clean>, span: Span<Clean>) -> Vec<(Span<Clean>, bool)> {
    let mut parts: Vec<(Span<Clean>, bool)> = Vec::new();
    for (offset, c) in text.get(span).char_indices() {
        let at = span.start.index() + offset;
        let one = Span::new(at, at + c.len_utf8());
        match parts.last_mut().filter(|(_, is_chinese)| *is_chinese == is_wide(c)) {
            Some((part, _)) => part.end = one.end,
            None => parts.push((one, is_wide(c))),
        }
    }
    parts
}

/// Where two overlap, the one that starts first keeps the place.
fn apart(faces: Vec<(Span<Clean>, Face)>) -> Vec<(Span<Clean>, Face)> {
    let mut end = Pos::new(0);
    let cut = faces.into_iter().filter_map(|(span, face)| {
        let span = Span { start: span.start.max(end), end: span.end };
        if span.start >= span.end {
            return None;
        }
        end = span.end;
        Some((span, face))
    });
    cut.collect()
}
