//! A place that the reader wants to come back to.

use crate::anchor::Anchor;
use crate::notebook::{AnnotationId, Excerpt, Timestamp};

/// A bookmark: the beginning of a paragraph or of a line, kept and found again as an annotation's passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bookmark {
    /// Its identity, from the same supply as annotations'.
    pub id: AnnotationId,
    /// Its first words in the source.
    pub anchor: Anchor,
    /// Its first words as they were seen.
    pub excerpt: Excerpt,
    /// When it was made.
    pub created: Timestamp,
}
