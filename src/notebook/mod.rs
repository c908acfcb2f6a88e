//! Row 2: annotations, tags, and every change to them. How they are shown or kept is not known here.

mod annotation;
mod bookmark;
mod change;
mod change_sum;
mod difference;
mod history;
mod merge;
mod merge_tags;
mod replay;
mod tag;
mod tag_tree;

use std::collections::{BTreeMap, BTreeSet};

pub use annotation::{Annotation, AnnotationId, Excerpt, HighlightColor, Timestamp};
pub use bookmark::Bookmark;
pub use change::{Change, Diff, RuleSwitch};
pub use change_sum::ChangeSum;
pub use difference::{difference, tag_difference};
pub use history::{History, MOST_STEPS, Step, Way};
pub use merge::{Clash, ClashField, NOTE_DIVIDER, merged, merged_notebooks};
pub use merge_tags::{merged_codebooks, renamed_codebook, renamed_tags, restore_used, same_names};
pub use replay::{changed, outstanding};
pub use tag::{
    Codebook, LinePattern, MAX_NAME_CHARS, PATH_SEPARATOR, SLOTS, Standing, Tag, TagId,
    TagNameError, checked_name,
};
pub use tag_tree::{TagRow, Taken, path_order};

use crate::clean::ByHand;
use crate::text::{Source, Span};

/// All that the reader added to one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notebook {
    /// The annotations by identity.
    pub annotations: BTreeMap<AnnotationId, Annotation>,
    /// Places to come back to, by identity.
    pub bookmarks: BTreeMap<AnnotationId, Bookmark>,
    /// Stretches of the source that cleaning leaves alone.
    pub kept: BTreeSet<Span<Source>>,
    /// Suggested places of the source that are taken away.
    pub accepted: BTreeSet<Span<Source>>,
    /// What the reader ruled by hand of its text, and of where it comes from.
    pub by_hand: ByHand,
    /// What the reader wrote about the document as a whole; empty when there is nothing.
    pub memo: String,
}
