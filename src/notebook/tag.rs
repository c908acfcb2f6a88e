//! Tags: a tree by identity, in which a path is only how a tag is shown.

use std::collections::BTreeMap;
use std::fmt;

use crate::notebook::HighlightColor;

/// Identity of a tag: a ULID as 26 letters and digits. Never reused.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TagId(pub String);

impl fmt::Display for TagId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One tag of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its identity.
    pub id: TagId,
    /// The tag it stands under.
    pub parent: Option<TagId>,
    /// Its own name, without those above it.
    pub name: String,
    /// The colour of highlights that carry it first.
    pub color: HighlightColor,
    /// The digit key, 1–9, that applies it.
    pub slot: Option<u8>,
    /// What it means.
    pub description: String,
    /// Counts its changes from 1.
    pub revision: u32,
}

/// All tags of a library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codebook {
    /// The tags by identity.
    pub tags: BTreeMap<TagId, Tag>,
}

/// What separates the names in a path that is shown or typed.
pub const PATH_SEPARATOR: char = '/';

/// Deepest nesting that a path is followed up, so that a damaged file's cycle ends.
const MAX_DEPTH: usize = 64;

impl Codebook {
    /// The tag's names from the root, joined by `/`; empty if there is no such tag.
    pub fn path(&self, id: &TagId) -> String {
        let mut names = Vec::new();
        let mut next = self.tags.get(id);
        while let Some(tag) = next.filter(|_| names.len() < MAX_DEPTH) {
            names.push(tag.name.as_str());
            next = tag.parent.as_ref().and_then(|parent| self.tags.get(parent));
        }
        names.reverse();
        names.join("/")
    }

    /// The tag that is shown as `path`.
    pub fn find(&self, path: &str) -> Option<&Tag> {
        self.tags.values().find(|tag| self.path(&tag.id) == path)
    }

    /// The tag whose digit key is `slot`.
    pub fn in_slot(&self, slot: u8) -> Option<&Tag> {
        self.tags.values().find(|tag| tag.slot == Some(slot))
    }

    /// The first colour of the palette that the fewest tags use.
    pub fn least_used_color(&self) -> HighlightColor {
        let uses =
            |color: HighlightColor| self.tags.values().filter(|tag| tag.color == color).count();
        HighlightColor::ALL.into_iter().min_by_key(|color| uses(*color)).unwrap_or_default()
    }
}
