//! The types of version 1 for bookmarks. Frozen as `v1` is.

use serde::{Deserialize, Serialize};

use crate::notebook::{AnnotationId, Bookmark, Timestamp};
use crate::store::v1::{Passage, checked_id};

/// A bookmark as a person reads it: its first words, and where they are.
#[derive(Serialize, Deserialize, Clone)]
pub(super) struct BookmarkEntry {
    id: String,
    quote: String,
    seen: Passage,
    source: Passage,
    #[serde(default)]
    created: String,
}

impl BookmarkEntry {
    pub(super) fn new(bookmark: &Bookmark) -> Self {
        let (anchor, excerpt) = (&bookmark.anchor, &bookmark.excerpt);
        Self {
            id: bookmark.id.0.clone(),
            quote: excerpt.exact.clone(),
            seen: Passage::seen(excerpt),
            source: Passage::source(anchor, excerpt),
            created: bookmark.created.to_rfc3339(),
        }
    }

    /// The bookmark, unless a place ends before it starts or the identity is none.
    pub(super) fn bookmark(self) -> Option<Bookmark> {
        Some(Bookmark {
            id: AnnotationId(checked_id(self.id)?),
            anchor: self.source.anchor(&self.quote)?,
            excerpt: self.seen.excerpt(self.quote)?,
            created: Timestamp::from_rfc3339(&self.created).unwrap_or_default(),
        })
    }
}
