//! Many marks in the order of the text, changed at the cost of those that change: they lie in short pieces,
//! which the list before a change and the one after it share.
//!
//! It knows where marks lie; how they are made is the business of `marks`, how they look that of the page.

use std::cmp::Reverse;
use std::ops::{Index, Range};
use std::sync::Arc;

use crate::app::Mark;
use crate::notebook::{AnnotationId, HighlightColor};
use crate::text::{Clean, Pos, Span};

/// Most marks in a piece.
const MOST: usize = 256;

/// The marks of a document in order of their start; of two that start together the longer comes first, so that
/// the shorter is drawn over it.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    // Invariant: no piece is empty, and each begins where the one before it ends in the order.
    pieces: Arc<Vec<Piece>>,
}

#[derive(Clone, Debug)]
struct Piece {
    marks: Arc<Vec<Mark>>,
    /// How many marks stand in the pieces before it.
    n_before: usize,
    /// The farthest end of its marks.
    own_reach: Pos<Clean>,
    colors: ColorCounts,
    /// The farthest end of its marks and of all before them.
    reach: Pos<Clean>,
}

impl Piece {
    fn new(marks: Vec<Mark>) -> Self {
        let own_reach = farthest(&marks);
        let colors = colors(&marks);
        Self { marks: Arc::new(marks), n_before: 0, own_reach, colors, reach: own_reach }
    }

    fn change<T>(&mut self, change: impl FnOnce(&mut Vec<Mark>) -> T) -> T {
        let answer = change(Arc::make_mut(&mut self.marks));
        self.own_reach = farthest(&self.marks);
        self.colors = colors(&self.marks);
        answer
    }
}

fn farthest(marks: &[Mark]) -> Pos<Clean> {
    marks.iter().map(|mark| mark.span.end).max().unwrap_or_default()
}

/// How many marks there are of each colour, in the order of [`HighlightColor::ALL`].
pub type ColorCounts = [usize; HighlightColor::ALL.len()];

fn colors(marks: &[Mark]) -> ColorCounts {
    let mut counts = ColorCounts::default();
    marks.iter().for_each(|mark| counts[mark.color as usize] += 1);
    counts
}

/// By what marks are ordered.
type Key<'a> = (Pos<Clean>, Reverse<Pos<Clean>>, &'a AnnotationId);

const fn key(span: Span<Clean>, id: &AnnotationId) -> Key<'_> {
    (span.start, Reverse(span.end), id)
}

const fn key_of(mark: &Mark) -> Key<'_> {
    key(mark.span, &mark.id)
}

impl FromIterator<Mark> for Marks {
    fn from_iter<I: IntoIterator<Item = Mark>>(marks: I) -> Self {
        let mut marks: Vec<Mark> = marks.into_iter().collect();
        marks.sort_by(|a, b| key_of(a).cmp(&key_of(b)));
        // Half full, so that a further mark seldom parts a piece.
        let mut pieces = Vec::with_capacity(marks.len() / (MOST / 2) + 1);
        let mut marks = marks.into_iter();
        loop {
            let piece: Vec<Mark> = marks.by_ref().take(MOST / 2).collect();
            if piece.is_empty() {
                break;
            }
            pieces.push(Piece::new(piece));
        }
        Self::counted(pieces)
    }
}

impl Marks {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.pieces.last().map_or(0, |piece| piece.n_before + piece.marks.len())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Whether both are the same list: then nothing was changed since.
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.pieces, &other.pieces)
    }

    /// The mark at this place of the list.
    pub fn get(&self, index: usize) -> Option<&Mark> {
        let piece = self.pieces.partition_point(|piece| piece.n_before <= index);
        let piece = self.pieces.get(piece.checked_sub(1)?)?;
        piece.marks.get(index - piece.n_before)
    }

    /// All in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Mark> {
        self.pieces.iter().flat_map(|piece| piece.marks.iter())
    }

    /// How many begin before `pos`.
    pub fn n_before(&self, pos: Pos<Clean>) -> usize {
        let starts_before =
            |piece: &Piece| piece.marks.first().is_some_and(|mark| mark.span.start < pos);
        let piece = self.pieces.partition_point(starts_before);
        let Some(piece) = piece.checked_sub(1).and_then(|at| self.pieces.get(at)) else { return 0 };
        piece.n_before + piece.marks.partition_point(|mark| mark.span.start < pos)
    }

    /// The colours of the marks at these places of the list.
    pub fn colors(&self, range: Range<usize>) -> ColorCounts {
        let mut counts = ColorCounts::default();
        let first =
            self.pieces.partition_point(|piece| piece.n_before + piece.marks.len() <= range.start);
        let pieces = self.pieces.iter().skip(first);
        for piece in pieces.take_while(|piece| piece.n_before < range.end) {
            let own = range.start.saturating_sub(piece.n_before)
                ..(range.end - piece.n_before).min(piece.marks.len());
            let part = if own.len() == piece.marks.len() {
                piece.colors
            } else {
                colors(piece.marks.get(own).unwrap_or_default())
            };
            counts.iter_mut().zip(part).for_each(|(sum, count)| *sum += count);
        }
        counts
    }

    /// The place in the list of the annotation that is marked there.
    pub fn index_of(&self, span: Span<Clean>, id: &AnnotationId) -> Option<usize> {
        let (piece, at) = find(&self.pieces, span, id).ok()?;
        self.pieces.get(piece).map(|piece| piece.n_before + at)
    }

    /// The marks that share something with `span`, each with its place in the list.
    pub fn in_span(&self, span: Span<Clean>) -> impl Iterator<Item = (usize, &Mark)> {
        let first = self.pieces.partition_point(|piece| piece.reach <= span.start);
        let pieces = self.pieces.iter().skip(first);
        let pieces = pieces.take_while(move |piece| {
            piece.marks.first().is_some_and(|mark| mark.span.start < span.end)
        });
        let pieces = pieces.filter(move |piece| piece.own_reach > span.start);
        let marks = pieces.flat_map(|piece| {
            piece.marks.iter().enumerate().map(|(at, mark)| (piece.n_before + at, mark))
        });
        marks
            .take_while(move |(_, mark)| mark.span.start < span.end)
            .filter(move |(_, mark)| mark.span.overlaps(span))
    }

    /// The list without the marks that are named and with those that are new.
    #[must_use]
    pub(crate) fn changed<'a>(
        &self,
        gone: impl IntoIterator<Item = (Span<Clean>, &'a AnnotationId)>,
        new: impl IntoIterator<Item = Mark>,
    ) -> Self {
        let mut pieces = (*self.pieces).clone();
        for (span, id) in gone {
            if let Ok((piece, at)) = find(&pieces, span, id) {
                pieces[piece].change(|marks| drop(marks.remove(at)));
                if pieces[piece].marks.is_empty() {
                    pieces.remove(piece);
                }
            }
        }
        new.into_iter().for_each(|mark| insert(&mut pieces, mark));
        Self::counted(pieces)
    }

    /// The list of pieces of which only the sums may be wrong.
    fn counted(mut pieces: Vec<Piece>) -> Self {
        let (mut n_before, mut reach) = (0, Pos::default());
        for piece in &mut pieces {
            reach = reach.max(piece.own_reach);
            (piece.n_before, piece.reach) = (n_before, reach);
            n_before += piece.marks.len();
        }
        Self { pieces: Arc::new(pieces) }
    }
}

/// The piece and the place in it where a mark is, or where it would be put in.
fn find(
    pieces: &[Piece],
    span: Span<Clean>,
    id: &AnnotationId,
) -> Result<(usize, usize), (usize, usize)> {
    let sought = key(span, id);
    let starts_before =
        |piece: &Piece| piece.marks.first().is_some_and(|mark| key_of(mark) <= sought);
    let piece = pieces.partition_point(starts_before).saturating_sub(1);
    let marks = pieces.get(piece).map_or(&[][..], |piece| piece.marks.as_slice());
    let found = marks.binary_search_by(|mark| key_of(mark).cmp(&sought));
    found.map(|at| (piece, at)).map_err(|at| (piece, at))
}

fn insert(pieces: &mut Vec<Piece>, mark: Mark) {
    let (Ok((piece, at)) | Err((piece, at))) = find(pieces, mark.span, &mark.id);
    let Some(there) = pieces.get_mut(piece) else { return pieces.push(Piece::new(vec![mark])) };
    there.change(|marks| marks.insert(at, mark));
    if there.marks.len() > MOST {
        let behind = there.change(|marks| marks.split_off(MOST / 2));
        pieces.insert(piece + 1, Piece::new(behind));
    }
}

impl Index<usize> for Marks {
    type Output = Mark;

    fn index(&self, index: usize) -> &Mark {
        self.get(index).expect("whoever asks for a place knows how many there are")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::{Mark, Marks, key_of};
    use crate::notebook::{AnnotationId, HighlightColor};
    use crate::text::{Pos, Span};

    fn mark(id: u16, start: usize, length: usize) -> Mark {
        Mark {
            id: AnnotationId(format!("{id:04}")),
            span: Span::new(start, start + length),
            color: HighlightColor::Amber,
            pattern: None,
            has_note: false,
            is_suggested: false,
        }
    }

    fn check(list: &Marks, plain: &[Mark]) {
        assert_eq!(list.len(), plain.len());
        assert!(list.iter().eq(plain));
        for at in [0, 1, 90, 500, 999, 1_500] {
            let pos = Pos::new(at);
            assert_eq!(list.n_before(pos), plain.iter().filter(|m| m.span.start < pos).count());
            let span = Span::new(at, at + 40);
            let found: Vec<usize> = list.in_span(span).map(|(index, _)| index).collect();
            let wanted = plain.iter().enumerate().filter(|(_, mark)| mark.span.overlaps(span));
            assert_eq!(found, wanted.map(|(index, _)| index).collect::<Vec<_>>());
        }
        for (index, mark) in plain.iter().enumerate() {
            assert_eq!(list.get(index), Some(mark));
            assert_eq!(list.index_of(mark.span, &mark.id), Some(index));
        }
        assert_eq!(list.get(plain.len()), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn a_list_that_was_changed_is_the_list_made_anew(
            first in prop::collection::vec((0..1_000_usize, 1..60_usize), 0..700),
            steps in prop::collection::vec((0..900_u16, 0..1_000_usize, 0..400_usize), 0..400),
        ) {
            let numbered = (0_u16..).zip(first).map(|(id, (start, length))| mark(id, start, length));
            let mut plain: BTreeMap<AnnotationId, Mark> =
                numbered.map(|mark| (mark.id.clone(), mark)).collect();
            let mut list: Marks = plain.values().cloned().collect();
            let before = list.clone();
            let was: Vec<Mark> = list.iter().cloned().collect();
            // A length of none takes the mark away; several changes come at once.
            for step in steps.chunks(7) {
                let step: BTreeMap<u16, _> = step.iter().map(|(id, a, b)| (*id, (*a, *b))).collect();
                let id = |id: &u16| AnnotationId(format!("{id:04}"));
                let gone: Vec<Mark> = step.keys().filter_map(|n| plain.remove(&id(n))).collect();
                let new = step.iter().filter(|(_, (_, length))| *length > 0);
                let new: Vec<Mark> = new.map(|(id, (a, b))| mark(*id, *a, *b)).collect();
                list = list.changed(gone.iter().map(|mark| (mark.span, &mark.id)), new.clone());
                plain.extend(new.into_iter().map(|mark| (mark.id.clone(), mark)));
            }
            let mut sorted: Vec<Mark> = plain.into_values().collect();
            sorted.sort_by(|a, b| key_of(a).cmp(&key_of(b)));
            check(&list, &sorted);
            check(&before, &was);
        }
    }
}
