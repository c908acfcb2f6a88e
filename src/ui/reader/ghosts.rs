//! What was taken away, put back into the page's text in its place: which stretches of a shown piece are the
//! cleaned text's and which are not. Pure: nothing here is measured or painted.

use std::borrow::Cow;
use std::ops::Range;

use crate::clean::review::{Plain, Review, Row, Sight, sight};
use crate::document::Document;
use crate::text::{Clean, Pos, Source, Span};
use crate::ui::reader::glyphs::Faced;
use crate::ui::reader::look::Face;
use crate::ui::reader::model::{Page, Piece};

/// A stretch of a shown piece that was taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Insert {
    /// Where it stood, in bytes of the piece's cleaned text.
    pub(crate) at: usize,
    /// Its bytes in the piece as it is shown.
    pub(crate) shown: Range<usize>,
    /// What it is in the file.
    pub(crate) source: Span<Source>,
}

/// A piece with what was taken away.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shown {
    /// The whole text.
    pub(crate) text: String,
    /// What of it was taken away, in order.
    pub(crate) inserts: Vec<Insert>,
    /// Characters that stand in the place of others for more than their script or width, in bytes of the cleaned
    /// text from the piece's start.
    pub(crate) changed: Vec<Range<usize>>,
}

/// A text of the same length in bytes without what cannot be drawn.
pub(crate) fn displayed(text: &str) -> Cow<'_, str> {
    let is_odd = |c: char| c.is_control() || crate::text::chars::is_invisible(c);
    if !text.contains(is_odd) {
        return Cow::Borrowed(text);
    }
    let shown = text.chars().map(|c| match (is_odd(c), c.len_utf8()) {
        (true, 1) => ' ',
        (true, 2) => '·',
        (true, 3) => '•',
        _ => c,
    });
    Cow::Owned(shown.collect())
}

/// The lines that were taken away, as pieces among the others; all in the order of the text.
pub(crate) fn with_lines(pieces: Vec<Piece>, review: &Review) -> Vec<Piece> {
    let mut all = Vec::with_capacity(pieces.len());
    let mut pieces = pieces.into_iter().peekable();
    for row in &review.rows {
        if row.clean.is_none() {
            while let Some(piece) = pieces.next_if(|piece| piece.span.end <= row.before) {
                all.push(piece);
            }
            all.push(Piece::taken(row.source, row.before, row.is_continued));
        }
    }
    all.extend(pieces);
    all
}

/// A piece with what was taken away inside it.
pub(crate) fn shown(document: &Document, page: &Page, index: usize) -> Shown {
    let piece = &page.pieces[index];
    let (source, clean) = (&document.imported.text, &document.cleaned.text);
    if let Some(taken) = piece.taken {
        let text = displayed(source.get(taken)).into_owned();
        let whole = Insert { at: 0, shown: 0..text.len(), source: taken };
        return Shown { text, inserts: vec![whole], changed: Vec::new() };
    }
    let within = source_of(document, page, index);
    let mut shown = Shown::default();
    let plain = Plain::new(clean.get(piece.span), piece.span.start.index());
    let (start, mut done) = (piece.span.start.index(), piece.span.start.index());
    for edit in document.cleaned.map.edits_within(within) {
        // What only touches the paragraph may be long, and is not its own.
        if !edit.from.overlaps(within) && edit.to.is_empty() {
            continue;
        }
        let at = edit.to.start.index().clamp(done, piece.span.end.index());
        match sight(source, clean, edit) {
            Sight::Changed => {
                if !plain.is(source, clean, edit) {
                    shown.changed.push(at - start..edit.to.end.index().max(at) - start);
                }
            }
            Sight::Taken => {
                let Some(from) = edit.from.intersection(within) else { continue };
                let words = source.get(from);
                let from_start = from.start.index() + words.len() - words.trim_start().len();
                let words = words.trim();
                if words.is_empty() {
                    continue;
                }
                shown.text.push_str(clean.get(Span::new(done, at)));
                done = at;
                let shown_start = shown.text.len();
                shown.text.push_str(&displayed(words));
                shown.inserts.push(Insert {
                    at: at - start,
                    shown: shown_start..shown.text.len(),
                    source: Span::new(from_start, from_start + words.len()),
                });
            }
            Sight::Nothing => {}
        }
    }
    shown.text.push_str(clean.get(Span { start: Pos::new(done), end: piece.span.end }));
    shown
}

/// What of the file a piece stands for, with what stood on the same line.
fn source_of(document: &Document, page: &Page, index: usize) -> Span<Source> {
    let piece = &page.pieces[index];
    let review = document.cleaned.review(&document.imported.text);
    let span = document.source_from_clean(piece.span);
    let row = |pos: Pos<Clean>| -> Option<&Row> { review.rows.get(review.row_at(pos)) };
    let start = match row(piece.span.start) {
        Some(row) if !piece.is_continued => row.source.start.min(span.start),
        _ => span.start,
    };
    let goes_on = page.pieces.get(index + 1).is_some_and(|next| next.is_continued);
    let last = Pos::new(piece.span.end.index().saturating_sub(1));
    let end = match row(last) {
        Some(row) if !goes_on => row.source.end.max(span.end),
        _ => span.end,
    };
    Span { start, end }
}

/// The faces of a piece with those of what was taken away between them.
pub(crate) fn faced(faced: &[Faced], inserts: &[Insert]) -> Vec<Faced> {
    let mut all = Vec::new();
    let mut inserts = inserts.iter().peekable();
    let mut shift = 0;
    for stretch in faced {
        let mut at = stretch.bytes.start;
        while let Some(insert) = inserts.next_if(|insert| insert.at < stretch.bytes.end) {
            push(&mut all, at + shift..insert.at + shift, stretch.face);
            push(&mut all, insert.shown.clone(), Face::Taken);
            at = insert.at;
            shift += insert.shown.len();
        }
        push(&mut all, at + shift..stretch.bytes.end + shift, stretch.face);
    }
    inserts.for_each(|insert| push(&mut all, insert.shown.clone(), Face::Taken));
    all
}

fn push(all: &mut Vec<Faced>, bytes: Range<usize>, face: Face) {
    if !bytes.is_empty() {
        all.push(Faced { bytes, face });
    }
}

/// Where a stretch of a piece's cleaned text stands in the piece as it is shown.
pub(crate) fn shown_range(inserts: &[Insert], clean: Range<usize>) -> Range<usize> {
    let before = |n: usize| inserts.get(..n).unwrap_or_default();
    let shift = |n: usize| before(n).iter().map(|insert| insert.shown.len()).sum::<usize>();
    let first = inserts.partition_point(|insert| insert.at <= clean.start);
    let last = inserts.partition_point(|insert| insert.at < clean.end);
    clean.start + shift(first)..clean.end + shift(last.max(first))
}

/// Where a place of a piece as it is shown stands in its cleaned text.
pub(crate) fn clean_offset(inserts: &[Insert], shown: usize) -> usize {
    let passed = inserts.partition_point(|insert| insert.shown.end <= shown);
    let shift: usize = inserts.iter().take(passed).map(|insert| insert.shown.len()).sum();
    match inserts.get(passed).filter(|insert| insert.shown.start < shown) {
        Some(inside) => inside.at,
        None => shown - shift,
    }
}

#[cfg(test)]
mod tests {
    use super::{Insert, clean_offset, shown_range};
    use crate::text::Span;

    /// `ab[12]cd[3]`: the bracketed was taken away.
    fn inserts() -> Vec<Insert> {
        let insert = |at, shown| Insert { at, shown, source: Span::default() };
        vec![insert(2, 2..4), insert(4, 6..7)]
    }

    #[test]
    fn stretches_of_the_cleaned_text_are_found_around_what_was_taken_away() {
        let inserts = inserts();
        assert_eq!(shown_range(&inserts, 0..2), 0..2);
        assert_eq!(shown_range(&inserts, 2..4), 4..6);
        assert_eq!(shown_range(&inserts, 1..3), 1..5);
        assert_eq!(shown_range(&inserts, 0..4), 0..6);
    }

    #[test]
    fn a_place_in_what_was_taken_away_is_where_it_stood() {
        let inserts = inserts();
        let places: Vec<usize> = (0..=7).map(|shown| clean_offset(&inserts, shown)).collect();
        assert_eq!(places, [0, 1, 2, 2, 2, 3, 4, 4]);
    }
}
