//! Positions and spans that know which text they belong to.
//!
//! An offset counts UTF-8 bytes and stands on a character boundary.
//! Code points, UTF-16 units and graphemes exist only at the edge of the program.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Range;

/// The space of the file as decoded; it never changes.
pub enum Source {}

/// The space of what the reader sees.
pub enum Clean {}

/// A place in the text of space `T`, in UTF-8 bytes from its start.
pub struct Pos<T> {
    /// Bytes from the start of the text.
    pub offset: u32,
    text: PhantomData<fn() -> T>,
}

impl<T> Pos<T> {
    /// The place `offset` bytes after the start.
    ///
    /// Texts are shorter than 4 GiB: import refuses longer files.
    pub fn new(offset: usize) -> Self {
        debug_assert!(u32::try_from(offset).is_ok(), "a text is shorter than 4 GiB");
        Self { offset: offset as u32, text: PhantomData }
    }

    /// The offset as an index, in bytes.
    pub fn index(self) -> usize {
        self.offset as usize
    }
}

/// A stretch of the text of space `T`: start inclusive, end exclusive.
pub struct Span<T> {
    /// The first byte.
    pub start: Pos<T>,
    /// The byte after the last.
    pub end: Pos<T>,
}

impl<T> Span<T> {
    /// The stretch from `start` up to `end`, in bytes.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span starts before it ends");
        Self { start: Pos::new(start), end: Pos::new(end) }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end.index() - self.start.index()
    }

    /// Whether nothing lies in it; an empty span still marks a place.
    pub fn is_empty(self) -> bool {
        self.start.offset == self.end.offset
    }

    /// The same stretch as a range of byte indices.
    pub fn range(self) -> Range<usize> {
        self.start.index()..self.end.index()
    }

    /// Whether `pos` lies in it; the end does not.
    pub fn contains(self, pos: Pos<T>) -> bool {
        self.start <= pos && pos < self.end
    }

    /// Whether all of `other` lies in it.
    pub fn contains_span(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// What the two share, or `None` if that is nothing.
    pub fn intersection(self, other: Self) -> Option<Self> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start < end).then_some(Self { start, end })
    }

    /// The least stretch that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl<T> From<Range<usize>> for Span<T> {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

// Written by hand: a derive would ask the same of `T`, which has no values.
impl<T> Clone for Pos<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Pos<T> {}
impl<T> PartialEq for Pos<T> {
    fn eq(&self, other: &Self) -> bool {
        self.offset == other.offset
    }
}
impl<T> Eq for Pos<T> {}
impl<T> PartialOrd for Pos<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Pos<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.offset.cmp(&other.offset)
    }
}
impl<T> Hash for Pos<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.offset.hash(state);
    }
}
impl<T> fmt::Debug for Pos<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.offset)
    }
}

impl<T> Default for Pos<T> {
    fn default() -> Self {
        Self::new(0)
    }
}
impl<T> Default for Span<T> {
    fn default() -> Self {
        Self::new(0, 0)
    }
}

impl<T> Clone for Span<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Span<T> {}
impl<T> PartialEq for Span<T> {
    fn eq(&self, other: &Self) -> bool {
        self.start == other.start && self.end == other.end
    }
}
impl<T> Eq for Span<T> {}
impl<T> PartialOrd for Span<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
/// By start, then by end.
impl<T> Ord for Span<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.start, self.end).cmp(&(other.start, other.end))
    }
}
impl<T> Hash for Span<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.start.hash(state);
        self.end.hash(state);
    }
}
impl<T> fmt::Debug for Span<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start.offset, self.end.offset)
    }
}
