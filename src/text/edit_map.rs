//! How one text became another: a sorted list of edits, holding no strings.
//!
//! Everything outside the edits is equal in both texts.
//! Edits may touch but not overlap: a run of converted characters stays one edit a character,
//! so that a mark on one of them does not grow over its neighbours.

use crate::text::{Pos, Span};

/// One stretch of `A` that stands as another stretch of `B`; either may be empty, not both.
pub struct Edit<A, B> {
    /// What it was.
    pub from: Span<A>,
    /// What it became.
    pub to: Span<B>,
}

impl<A, B> Clone for Edit<A, B> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<A, B> Copy for Edit<A, B> {}
impl<A, B> PartialEq for Edit<A, B> {
    fn eq(&self, other: &Self) -> bool {
        self.from == other.from && self.to == other.to
    }
}
impl<A, B> Eq for Edit<A, B> {}
impl<A, B> std::fmt::Debug for Edit<A, B> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}→{:?}", self.from, self.to)
    }
}

/// The edits that lead from a text of space `A` to one of space `B`; 16 bytes an edit.
pub struct EditMap<A, B> {
    // Invariant: sorted in both spaces, not overlapping, equal distances between neighbours.
    edits: Vec<Edit<A, B>>,
}

impl<A, B> Clone for EditMap<A, B> {
    fn clone(&self) -> Self {
        Self { edits: self.edits.clone() }
    }
}
impl<A, B> PartialEq for EditMap<A, B> {
    fn eq(&self, other: &Self) -> bool {
        self.edits == other.edits
    }
}
impl<A, B> std::fmt::Debug for EditMap<A, B> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(&self.edits).finish()
    }
}

/// How many edits are looked at one by one before the others are sought by halving.
const NEAR: usize = 8;

impl<A, B> EditMap<A, B> {
    /// The map of a text that was left as it is.
    pub fn identity() -> Self {
        Self { edits: Vec::new() }
    }

    /// The map with these edits, sorted in both spaces and not overlapping.
    pub fn new(edits: Vec<Edit<A, B>>) -> Self {
        debug_assert!(
            is_consistent(&edits),
            "edits are sorted and agree on what lies between them"
        );
        Self { edits }
    }

    /// The edits in order.
    pub fn edits(&self) -> &[Edit<A, B>] {
        &self.edits
    }

    /// The same map read the other way.
    pub fn inverse(&self) -> EditMap<B, A> {
        EditMap { edits: self.edits.iter().map(|e| Edit { from: e.to, to: e.from }).collect() }
    }

    /// Where `span` stands in `B`: all that is left of it and nothing beside it.
    ///
    /// A span that cuts a replaced stretch takes the whole replacement; text put in at its very
    /// edge is left out. A span of which nothing is left gives an empty span at its place.
    pub fn forward(&self, span: Span<A>) -> Span<B> {
        let start = self.edits.partition_point(|e| e.from.end <= span.start);
        let end = self.edits.partition_point(|e| e.from.start < span.end);
        let image_start = map_start(self.edits.get(start), self.before(start), span.start);
        let image_end = map_end(self.before(end), span.end);
        tight(span, image_start, image_end)
    }

    /// What `span` shows of `A`: all of it and nothing beside it, as [`EditMap::forward`] the other way.
    pub fn back(&self, span: Span<B>) -> Span<A> {
        self.back_from(0, span).0
    }

    /// [`EditMap::back`] for spans that come in the order of their starts: much faster for many.
    pub fn back_in_order(&self) -> impl FnMut(Span<B>) -> Span<A> {
        let mut known = 0;
        let is_before = |known: usize, span: Span<B>| {
            self.edits.get(known).is_some_and(|edit| edit.to.end <= span.start)
        };
        move |span| {
            // Most stand behind the next few edits and before the others.
            let near = known + NEAR;
            while known < near && is_before(known, span) {
                known += 1;
            }
            if let Some(image) = self.back_between(known, span) {
                return image;
            }
            let (image, start) = self.back_from(known, span);
            known = start;
            image
        }
    }

    /// The image of a stretch that lies behind the first `known` edits and before the others: most do. At the edge
    /// of an edit a mere place may belong to it, and is left to others.
    fn back_between(&self, known: usize, span: Span<B>) -> Option<Span<A>> {
        let is_place = span.is_empty();
        let is_apart = |end: Pos<B>, start: Pos<B>| end < start || (end == start && !is_place);
        let is_free = self.edits.get(known).is_none_or(|e| is_apart(span.end, e.to.start));
        let before = self
            .before(known)
            .copied()
            .unwrap_or(Edit { from: Span::default(), to: Span::default() });
        let moved = |pos: Pos<B>| {
            let behind = pos.index().checked_sub(before.to.end.index())?;
            Some(before.from.end.index() + behind)
        };
        let is_behind = is_free && (known == 0 || is_apart(before.to.end, span.start));
        is_behind.then_some(Span::new(moved(span.start)?, moved(span.end)?))
    }

    /// The same, where the first `known` edits are known to end at or before the span's start; with how many do.
    fn back_from(&self, known: usize, span: Span<B>) -> (Span<A>, usize) {
        let start = self.first_from(known, |e| e.to.end <= span.start);
        let mut end = self.first_from(start, |e| e.to.start < span.end);
        // At a mere place edits that leave nothing end there and do not start before it.
        while self.before(end).is_some_and(|e| e.to.start >= span.end) {
            end -= 1;
        }
        let flip = |e: &Edit<A, B>| Edit { from: e.to, to: e.from };
        let (at, before) = (self.edits.get(start).map(flip), self.before(start).map(flip));
        let image_start = map_start(at.as_ref(), before.as_ref(), span.start);
        let image_end = map_end(self.before(end).map(flip).as_ref(), span.end);
        (tight(span, image_start, image_end), start)
    }

    /// The first edit from `known` on that is not `past`, sought nearby first.
    fn first_from(&self, known: usize, past: impl Fn(&Edit<A, B>) -> bool) -> usize {
        let rest = self.edits.get(known..).unwrap_or_default();
        let mut reach = 1;
        while rest.get(reach).is_some_and(&past) {
            reach *= 2;
        }
        let near = rest.get(..(reach + 1).min(rest.len())).unwrap_or_default();
        known + near.partition_point(past)
    }

    fn before(&self, index: usize) -> Option<&Edit<A, B>> {
        index.checked_sub(1).and_then(|i| self.edits.get(i))
    }

    /// The edits that touch or meet `span`, in order.
    pub fn edits_within(&self, span: Span<A>) -> &[Edit<A, B>] {
        let start = self.edits.partition_point(|e| e.from.end < span.start);
        let end = self.edits.partition_point(|e| e.from.start <= span.end);
        self.edits.get(start..end.max(start)).unwrap_or_default()
    }
}

impl<A, B> EditMap<A, B> {
    /// This map, then `next`: one map from the first text to the last, in the room that `next` takes up, since
    /// of a long text there may be millions of edits.
    ///
    /// Edits that share a byte of the middle text become one; edits that only touch stay apart.
    #[must_use]
    pub fn then<C>(&self, next: EditMap<B, C>) -> EditMap<A, C> {
        let n_next = next.edits.len();
        let (first_shift, second_shift) = (self.shift(), next.shift());
        // What is still to be read has places of the middle text where places of the first one belong.
        let unread = |e: Edit<B, C>| Edit { from: retyped(e.from), to: e.to };
        let mut edits: Vec<Edit<A, C>> = next.edits.into_iter().map(unread).collect();
        let mut merge = Merge { first: &self.edits, n_second: n_next, first_shift, second_shift };
        let mut written = n_next + self.edits.len();
        edits.reserve_exact(self.edits.len());
        edits.resize(written, Edit { from: Span::default(), to: Span::default() });
        // Backwards, so that nothing is overwritten before it is read.
        while let Some(edit) = merge.last_cluster(&edits) {
            if !(edit.from.is_empty() && edit.to.is_empty()) {
                written -= 1;
                edits[written] = edit;
            }
        }
        edits.drain(..written);
        EditMap::new(edits)
    }

    /// How many bytes longer all edits made the text: as far as the last of them moved what is behind it.
    fn shift(&self) -> i64 {
        self.edits.last().map_or(0, |e| i64::from(e.to.end.offset) - i64::from(e.from.end.offset))
    }

    /// Gives back room that is not used.
    pub fn shrink(&mut self) {
        self.edits.shrink_to_fit();
    }
}

fn retyped<A, B>(span: Span<A>) -> Span<B> {
    Span::new(span.start.index(), span.end.index())
}

/// Walks two maps from their ends; the second stands at the head of the list that is written.
struct Merge<'a, A, B> {
    first: &'a [Edit<A, B>],
    n_second: usize,
    first_shift: i64,
    second_shift: i64,
}

impl<A, B> Merge<'_, A, B> {
    /// The last group of edits that share bytes of the middle text, as one edit.
    fn last_cluster<C>(&mut self, second: &[Edit<A, C>]) -> Option<Edit<A, C>> {
        if let Some(edit) = self.take_lone_second(second).or_else(|| self.take_lone_first(second)) {
            return Some(edit);
        }
        let (first_end, second_end) = (self.first_shift, self.second_shift);
        let mut middle = self.take_last(second, None)?;
        while let Some(more) = self.take_last(second, Some(middle)) {
            middle = middle.cover(more);
        }
        let (start, end) = (i64::from(middle.start.offset), i64::from(middle.end.offset));
        Some(Edit {
            from: Span::new((start - self.first_shift) as usize, (end - first_end) as usize),
            to: Span::new((start + self.second_shift) as usize, (end + second_end) as usize),
        })
    }

    /// Takes the last edit of the second map if the first has none that shares a byte with it or stands behind it: most
    /// edits of a long text are such.
    fn take_lone_second<C>(&mut self, second: &[Edit<A, C>]) -> Option<Edit<A, C>> {
        let edit = second.get(self.n_second.checked_sub(1)?)?;
        let is_lone =
            self.first.last().is_none_or(|last| last.to.end.offset <= edit.from.start.offset);
        let moved = |pos: Pos<A>| (i64::from(pos.offset) - self.first_shift) as usize;
        let from = is_lone.then(|| Span::new(moved(edit.from.start), moved(edit.from.end)))?;
        self.n_second -= 1;
        self.second_shift -= shift(edit);
        Some(Edit { from, to: edit.to })
    }

    /// Takes the last edit of the first map if the second has none that shares a byte with it, or stands behind it.
    fn take_lone_first<C>(&mut self, second: &[Edit<A, C>]) -> Option<Edit<A, C>> {
        let (edit, rest) = self.first.split_last()?;
        let next = self.n_second.checked_sub(1).and_then(|at| second.get(at));
        let is_lone = next.is_none_or(|next| next.from.end.offset <= edit.to.start.offset);
        let moved = |pos: Pos<B>| (i64::from(pos.offset) + self.second_shift) as usize;
        let to = is_lone.then(|| Span::new(moved(edit.to.start), moved(edit.to.end)))?;
        self.first = rest;
        self.first_shift -= shift(edit);
        Some(Edit { from: edit.from, to })
    }

    /// Takes the last edit of either map; where there is a `cluster`, only one that meets it.
    fn take_last<C>(&mut self, second: &[Edit<A, C>], cluster: Option<Span<B>>) -> Option<Span<B>> {
        let meets = |span: &Span<B>| cluster.is_none_or(|c| span.end > c.start);
        let last = self.first.last().filter(|e| meets(&e.to));
        let next = self.n_second.checked_sub(1).and_then(|at| second.get(at));
        let next =
            next.map(|e| (retyped::<A, B>(e.from), shift(e))).filter(|(span, _)| meets(span));
        match (last, next) {
            (Some(a), Some((b, _))) if a.to > b => self.take_first(),
            (Some(_), None) => self.take_first(),
            (_, Some((b, by))) => {
                self.n_second -= 1;
                self.second_shift -= by;
                Some(b)
            }
            (None, None) => None,
        }
    }

    fn take_first(&mut self) -> Option<Span<B>> {
        let (last, rest) = self.first.split_last()?;
        self.first = rest;
        self.first_shift -= shift(last);
        Some(last.to)
    }
}

/// The start of the image: the last place of `B` that `pos` can mean.
/// `at` is the first edit that ends after `pos`, `before` the one in front of it.
fn map_start<A, B>(at: Option<&Edit<A, B>>, before: Option<&Edit<A, B>>, pos: Pos<A>) -> Pos<B> {
    match (at, before) {
        (Some(e), _) if e.from.start <= pos => e.to.start,
        (_, Some(e)) => Pos::new(e.to.end.index() + (pos.index() - e.from.end.index())),
        (_, None) => Pos::new(pos.index()),
    }
}

/// The end of the image: the first place of `B` that `pos` can mean.
/// `at` is the last edit that starts before `pos`.
fn map_end<A, B>(at: Option<&Edit<A, B>>, pos: Pos<A>) -> Pos<B> {
    match at {
        Some(e) if pos <= e.from.end => e.to.end,
        Some(e) => Pos::new(e.to.end.index() + (pos.index() - e.from.end.index())),
        None => Pos::new(pos.index()),
    }
}

fn tight<A, B>(span: Span<A>, start: Pos<B>, end: Pos<B>) -> Span<B> {
    // A mere place stays one; and where text was put in or taken out its two images cross.
    if span.is_empty() || end < start {
        Span { start: start.min(end), end: start.min(end) }
    } else {
        Span { start, end }
    }
}

/// How many bytes longer the edit made the text.
fn shift<A, B>(edit: &Edit<A, B>) -> i64 {
    edit.to.len() as i64 - edit.from.len() as i64
}

fn is_consistent<A, B>(edits: &[Edit<A, B>]) -> bool {
    let first = edits.first().is_none_or(|e| e.from.start.offset == e.to.start.offset);
    first
        && edits.windows(2).all(|pair| {
            let [a, b] = pair else { return true };
            a.from.end <= b.from.start
                && a.to.end <= b.to.start
                && b.from.start.index() - a.from.end.index()
                    == b.to.start.index() - a.to.end.index()
        })
}
