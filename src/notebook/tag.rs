//! Tags: a tree by identity, in which a path is only how a tag is shown.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::RangeInclusive;

use crate::notebook::{Change, Diff, HighlightColor};

/// Identity of a tag: a ULID as 26 letters and digits. Never reused.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TagId(pub String);

impl fmt::Display for TagId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The eight patterns of the line under a highlight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinePattern {
    /// One line.
    Solid,
    /// Dashes.
    Dashed,
    /// A wave.
    Wavy,
    /// Dots.
    Dotted,
    /// Two thin lines.
    Double,
    /// A dash and a dot.
    DashDot,
    /// One thick line.
    Thick,
    /// A zig-zag.
    ZigZag,
}

impl LinePattern {
    /// All, in the order in which the colours of the palette have them.
    pub const ALL: [Self; 8] = [
        Self::Solid,
        Self::Dashed,
        Self::Wavy,
        Self::Dotted,
        Self::Double,
        Self::DashDot,
        Self::Thick,
        Self::ZigZag,
    ];

    /// The name in files and on the command line.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Solid => "solid",
            Self::Dashed => "dashed",
            Self::Wavy => "wavy",
            Self::Dotted => "dotted",
            Self::Double => "double",
            Self::DashDot => "dash-dot",
            Self::Thick => "thick",
            Self::ZigZag => "zig-zag",
        }
    }

    /// The pattern with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pattern| pattern.id() == id)
    }
}

/// What became of a tag: nothing is forgotten, so that notes of other documents that carry it are understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// It is in use.
    #[default]
    Live,
    /// It was merged into this tag: what carries it carries that one.
    Merged(TagId),
    /// It was deleted: what carries it is a highlight without it.
    Deleted,
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
    /// What the reader wrote about it; empty when there is nothing.
    pub memo: String,
    /// The pattern of its line, where it is not that of its colour.
    pub pattern: Option<LinePattern>,
    /// What became of it.
    pub standing: Standing,
    /// Counts its changes from 1.
    pub revision: u32,
}

impl Tag {
    /// A new tag in use, without a digit key.
    pub fn new(id: TagId, parent: Option<TagId>, name: String, color: HighlightColor) -> Self {
        Self {
            id,
            parent,
            name,
            color,
            slot: None,
            description: String::new(),
            memo: String::new(),
            pattern: None,
            standing: Standing::Live,
            revision: 1,
        }
    }

    /// Whether it is in use.
    pub fn is_live(&self) -> bool {
        self.standing == Standing::Live
    }

    /// The change that `edit` makes, or none if it changes nothing.
    pub(crate) fn edited(&self, edit: impl FnOnce(&mut Self)) -> Option<Change> {
        let mut after = self.clone();
        edit(&mut after);
        if after == *self {
            return None;
        }
        after.revision = self.revision.saturating_add(1);
        Some(Change::Tag(Diff { before: Some(self.clone()), after: Some(after) }))
    }
}

/// All tags of a library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codebook {
    /// The tags by identity.
    pub tags: BTreeMap<TagId, Tag>,
    /// What the reader wrote about the library as a whole; empty when there is nothing.
    pub memo: String,
}

/// What separates the names in a path that is shown or typed.
pub const PATH_SEPARATOR: char = '/';

/// The digit keys that apply a tag.
pub const SLOTS: RangeInclusive<u8> = 1..=9;

/// Longest name of a tag, in code points.
pub const MAX_NAME_CHARS: usize = 256;

/// Why a tag cannot be called so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TagNameError {
    /// Nothing is left of it, or of one of the names in a path.
    #[error("a tag's name is empty")]
    Empty,
    /// Longer than [`MAX_NAME_CHARS`].
    #[error("a tag's name is longer than {MAX_NAME_CHARS} characters")]
    TooLong,
    /// It holds a character that cannot be seen, or turns the direction of writing.
    #[error("a tag's name holds a control character")]
    Control,
    /// It holds [`PATH_SEPARATOR`].
    #[error("a tag's name holds a slash")]
    Separator,
    /// Another tag beside it is called so.
    #[error("another tag has this name")]
    Taken,
    /// It would stand under itself.
    #[error("a tag cannot stand under itself")]
    Circle,
}

/// The name as it is kept: without white space around it.
pub fn checked_name(name: &str) -> Result<&str, TagNameError> {
    let name = name.trim();
    let is_hidden =
        |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    match name {
        "" => Err(TagNameError::Empty),
        name if name.chars().count() > MAX_NAME_CHARS => Err(TagNameError::TooLong),
        name if name.chars().any(is_hidden) => Err(TagNameError::Control),
        name if name.contains(PATH_SEPARATOR) => Err(TagNameError::Separator),
        name => Ok(name),
    }
}

/// Deepest nesting that a path is followed up, so that a damaged file's cycle ends.
pub(crate) const MAX_DEPTH: usize = 64;

impl Codebook {
    /// The tag's names from the root, joined by `/`; empty if there is no such tag.
    pub fn path(&self, id: &TagId) -> String {
        let mut names = Vec::new();
        let mut next = self.resolved(id).and_then(|id| self.tags.get(id));
        while let Some(tag) = next.filter(|_| names.len() < MAX_DEPTH) {
            names.push(tag.name.as_str());
            next = tag.parent.as_ref().and_then(|parent| self.tags.get(parent));
        }
        names.reverse();
        names.join("/")
    }

    /// Whether there is a tag with this identity that is in use.
    pub fn is_live(&self, id: &TagId) -> bool {
        self.tags.get(id).is_some_and(Tag::is_live)
    }

    /// The tags in use, in the order of their identities.
    pub fn live(&self) -> impl Iterator<Item = &Tag> {
        self.tags.values().filter(|tag| tag.is_live())
    }

    /// The tag that `id` means: itself, or the one that it was merged into; none if it was deleted or is not
    /// known. Where the other is lost from a damaged file it means itself, so that no note loses its tag.
    pub fn resolved<'a>(&'a self, id: &'a TagId) -> Option<&'a TagId> {
        self.tags.get(id)?;
        let mut next = id;
        for _ in 0..MAX_DEPTH {
            match self.tags.get(next).map(|tag| &tag.standing) {
                Some(Standing::Live) => return Some(next),
                Some(Standing::Merged(into)) => next = into,
                Some(Standing::Deleted) => return None,
                None => break,
            }
        }
        Some(id)
    }

    /// A tag and those above it, itself first; empty if there is no such tag.
    pub fn line_up(&self, id: &TagId) -> Vec<TagId> {
        let mut line = Vec::new();
        let mut next = self.tags.get(id);
        while let Some(tag) = next.filter(|_| line.len() < MAX_DEPTH) {
            line.push(tag.id.clone());
            next = tag.parent.as_ref().and_then(|parent| self.tags.get(parent));
        }
        line
    }

    /// The tag that is shown as `path`; white space around its names does not count.
    pub fn find(&self, path: &str) -> Option<&Tag> {
        let mut found: Option<&Tag> = None;
        for name in path.split(PATH_SEPARATOR) {
            found = Some(self.child(found.map(|tag| &tag.id), name.trim())?);
        }
        found
    }

    /// The tag called `name` under `parent`; the older one, should there be two.
    pub(crate) fn child(&self, parent: Option<&TagId>, name: &str) -> Option<&Tag> {
        self.live().find(|tag| tag.parent.as_ref() == parent && tag.name == name)
    }

    /// The tags that a library begins with, in the first slots.
    ///
    /// Their identities are fixed, so that libraries that began apart agree on them.
    pub fn starting() -> Self {
        let names = [
            ("要点", HighlightColor::Amber),
            ("数据", HighlightColor::Azure),
            ("问题", HighlightColor::Cinnabar),
        ];
        let mut codebook = Self::default();
        for (slot, (name, color)) in (1..).zip(names) {
            let id = TagId(format!("0000000000000000000000000{slot}"));
            let tag =
                Tag { slot: Some(slot), ..Tag::new(id.clone(), None, name.to_owned(), color) };
            codebook.tags.insert(id, tag);
        }
        codebook
    }

    /// The tag shown as `path`, with the changes that make it and those above it where they are
    /// missing; `new_id` gives identities.
    pub fn make(
        &self,
        path: &str,
        mut new_id: impl FnMut() -> String,
    ) -> Result<(TagId, Vec<Change>), TagNameError> {
        let names = path.split(PATH_SEPARATOR).map(checked_name).collect::<Result<Vec<_>, _>>()?;
        let (mut codebook, mut changes, mut parent) = (self.clone(), Vec::new(), None);
        for name in names {
            if let Some(known) = codebook.child(parent.as_ref(), name) {
                parent = Some(known.id.clone());
                continue;
            }
            let (id, color) = (TagId(new_id()), codebook.least_used_color());
            let tag = Tag::new(id.clone(), parent, name.to_owned(), color);
            codebook.tags.insert(id.clone(), tag.clone());
            changes.push(Change::Tag(Diff { before: None, after: Some(tag) }));
            parent = Some(id);
        }
        parent.map(|id| (id, changes)).ok_or(TagNameError::Empty)
    }

    /// The change that calls a tag `name`, or none if it is called so or there is no such tag.
    pub fn rename(&self, id: &TagId, name: &str) -> Result<Option<Change>, TagNameError> {
        let name = checked_name(name)?;
        let Some(tag) = self.tags.get(id) else { return Ok(None) };
        if self.child(tag.parent.as_ref(), name).is_some_and(|other| other.id != *id) {
            return Err(TagNameError::Taken);
        }
        Ok(tag.edited(|tag| name.clone_into(&mut tag.name)))
    }

    /// The change that gives a tag a colour, or none if it has it or there is no such tag.
    pub fn recolor(&self, id: &TagId, color: HighlightColor) -> Option<Change> {
        self.tags.get(id)?.edited(|tag| tag.color = color)
    }

    /// The changes that put a tag on a digit key, or on none; the tag that had the key loses it.
    pub fn set_slot(&self, id: &TagId, slot: Option<u8>) -> Vec<Change> {
        let slot = slot.filter(|slot| SLOTS.contains(slot));
        let Some(tag) = self.tags.get(id) else { return Vec::new() };
        let others = self
            .tags
            .values()
            .filter(|other| other.id != *id && slot.is_some() && other.slot == slot);
        let freed = others.filter_map(|other| other.edited(|other| other.slot = None));
        freed.chain(tag.edited(|tag| tag.slot = slot)).collect()
    }

    /// The tag whose digit key is `slot`.
    pub fn in_slot(&self, slot: u8) -> Option<&Tag> {
        self.live().find(|tag| tag.slot == Some(slot))
    }

    /// The first colour of the palette that the fewest tags use.
    pub fn least_used_color(&self) -> HighlightColor {
        let uses = |color: HighlightColor| self.live().filter(|tag| tag.color == color).count();
        HighlightColor::ALL.into_iter().min_by_key(|color| uses(*color)).unwrap_or_default()
    }
}
