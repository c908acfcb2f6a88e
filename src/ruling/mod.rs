//! Row 2: what the reader rules by hand of a document: rulings made of a selection, the changes that
//! carry them out, and lines known from other documents. Nothing is applied here.

mod changes;
mod lines;

pub use changes::{changes, open, taken_back, undoing};
pub use lines::{KnownLine, KnownLines, Said, Site, offers};

use crate::clean::{Ruling, RulingKind, line_parts};
use crate::document::Document;
use crate::text::{Clean, Source, Span, Text};

/// The rulings that say `kind` of a stretch of the cleaned text.
///
/// Noise is ruled a line at a time, so that each line is known again by itself. Headings and titles are
/// ruled of whole lines; a title of the first only.
pub fn on_selection(document: &Document, span: Span<Clean>, kind: &RulingKind) -> Vec<Ruling> {
    let text = &document.cleaned.text;
    let parts = line_parts(text, span);
    let stretches: Vec<Span<Clean>> = match kind {
        RulingKind::Noise | RulingKind::Article => parts,
        RulingKind::Text(_) => vec![whole_edits(document, span)],
        RulingKind::Heading(_) | RulingKind::NoHeading => {
            parts.into_iter().map(|part| line_at(text, part)).collect()
        }
        RulingKind::Title => parts.into_iter().take(1).map(|part| line_at(text, part)).collect(),
    };
    stretches.into_iter().filter_map(|stretch| ruling(document, stretch, kind)).collect()
}

/// The rulings that say `kind` of a stretch of the source, which the cleaning may have taken away.
pub fn on_source(document: &Document, span: Span<Source>, kind: &RulingKind) -> Vec<Ruling> {
    let source = &document.imported.text;
    let ruling = |part: Span<Source>| {
        let quote = source.get(part).to_owned();
        let line = source.get(line_at(source, part)).to_owned();
        Ruling { span: part, kind: kind.clone(), seen: quote.clone(), quote, line }
    };
    line_parts(source, span).into_iter().map(ruling).collect()
}

/// A stretch that may be corrected: where it cuts something that an edit put there, with all of that.
pub fn whole_edits(document: &Document, span: Span<Clean>) -> Span<Clean> {
    let whole = document.clean_from_source(document.source_from_clean(span));
    if whole.is_empty() { span } else { whole.cover(span) }
}

/// The line in which a stretch begins, up to the end of the line in which it ends, without white space
/// at its ends.
pub fn line_at<T>(text: &Text<T>, span: Span<T>) -> Span<T> {
    let chars = text.as_str();
    let before = chars.get(..span.start.index()).unwrap_or_default();
    let after = chars.get(span.end.index()..).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |ending| ending + 1);
    let end = after.find('\n').map_or(chars.len(), |ending| span.end.index() + ending);
    let line = chars.get(start..end).unwrap_or_default();
    let body = line.trim();
    let from = start + (line.len() - line.trim_start().len());
    Span::new(from, from + body.len())
}

/// One ruling; none of what has nothing in the source.
fn ruling(document: &Document, span: Span<Clean>, kind: &RulingKind) -> Option<Ruling> {
    let text = &document.cleaned.text;
    let source = document.source_from_clean(span);
    let quote = document.imported.text.get(source).to_owned();
    (!quote.is_empty()).then(|| Ruling {
        span: source,
        kind: kind.clone(),
        quote,
        seen: text.get(span).to_owned(),
        line: text.get(line_at(text, span)).to_owned(),
    })
}
