//! One marked passage with its tags and its note.

use std::collections::BTreeSet;
use std::fmt;

use crate::anchor::{self, Anchor};
use crate::notebook::{Change, Diff, TagId};
use crate::text::{Clean, Span, Text};

/// Identity of an annotation: a ULID as 26 letters and digits. Never reused.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnnotationId(pub String);

impl fmt::Display for AnnotationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A moment in UTC, in milliseconds since 1970-01-01.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// As RFC 3339 in UTC, the form of files and of the command line.
    ///
    /// A moment beyond the calendar's years (±9999) shows as its nearest end.
    pub fn to_rfc3339(self) -> String {
        let bounds = (jiff::Timestamp::MIN, jiff::Timestamp::MAX);
        let moment = jiff::Timestamp::from_millisecond(self.0).unwrap_or(if self.0 < 0 {
            bounds.0
        } else {
            bounds.1
        });
        moment.to_string()
    }

    /// The moment that an RFC 3339 text names.
    pub fn from_rfc3339(text: &str) -> Option<Self> {
        text.parse::<jiff::Timestamp>().ok().map(|moment| Self(moment.as_millisecond()))
    }
}

/// The eight highlight colours; each has its ink, fill and line pattern in every theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HighlightColor {
    /// 琥珀
    #[default]
    Amber,
    /// 青蓝
    Azure,
    /// 朱砂
    Cinnabar,
    /// 松石
    Jade,
    /// 藤紫
    Wisteria,
    /// 桃红
    Peach,
    /// 橄榄
    Olive,
    /// 石板
    Slate,
}

impl HighlightColor {
    /// All, in the order of the palette.
    pub const ALL: [Self; 8] = [
        Self::Amber,
        Self::Azure,
        Self::Cinnabar,
        Self::Jade,
        Self::Wisteria,
        Self::Peach,
        Self::Olive,
        Self::Slate,
    ];

    /// The name in files and on the command line.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Amber => "amber",
            Self::Azure => "azure",
            Self::Cinnabar => "cinnabar",
            Self::Jade => "jade",
            Self::Wisteria => "wisteria",
            Self::Peach => "peach",
            Self::Olive => "olive",
            Self::Slate => "slate",
        }
    }

    /// The colour with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|color| color.id() == id)
    }
}

/// What the reader saw when the passage was marked, so that a note can be read without its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// Where it stood in the cleaned text.
    pub clean: Span<Clean>,
    /// The cleaned text of the passage.
    pub exact: String,
    /// Up to 32 code points before it.
    pub prefix: String,
    /// Up to 32 code points after it.
    pub suffix: String,
}

impl Excerpt {
    /// What `text` shows at `clean`, with its context.
    pub fn of(text: &Text<Clean>, clean: Span<Clean>) -> Self {
        let (prefix, suffix) = anchor::context(text, clean);
        Self { clean, exact: text.get(clean).to_owned(), prefix, suffix }
    }
}

/// A marked passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// Its identity.
    pub id: AnnotationId,
    /// Where it stands, in the source.
    pub anchor: Anchor,
    /// What was seen there.
    pub excerpt: Excerpt,
    /// The headings above it, highest first.
    pub heading_path: Vec<String>,
    /// Its own colour; without one its first tag's is shown.
    pub color: Option<HighlightColor>,
    /// Its tags.
    pub tags: BTreeSet<TagId>,
    /// The reader's note; empty when there is none.
    pub note: String,
    /// When it was made.
    pub created: Timestamp,
    /// When it was last changed.
    pub modified: Timestamp,
    /// Counts its changes from 1, so that replaying a journal twice does no harm.
    pub revision: u32,
}

impl Annotation {
    /// The change that `edit` makes at `now`, or none if it changes nothing.
    pub fn edited(&self, now: Timestamp, edit: impl FnOnce(&mut Self)) -> Option<Change> {
        let mut after = self.clone();
        edit(&mut after);
        if after == *self {
            return None;
        }
        after.revision = self.revision.saturating_add(1);
        after.modified = now;
        Some(Change::Annotation(Diff { before: Some(self.clone()), after: Some(after) }))
    }
}
