//! A change carries both sides, so that its inverse is a swap and no command needs inverse code.

use std::collections::BTreeSet;

use crate::clean::{Meta, Ruling};
use crate::notebook::{Annotation, Bookmark, Codebook, Notebook, Tag};
use crate::text::{Source, Span};

/// A value before and after; `None` is "not there".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diff<T> {
    /// What it was.
    pub before: Option<T>,
    /// What it became.
    pub after: Option<T>,
}

impl<T> Diff<T> {
    /// The way back.
    #[must_use]
    pub fn inverse(self) -> Self {
        Self { before: self.after, after: self.before }
    }

    /// The value on whichever side there is one, the newer first.
    pub fn either(&self) -> Option<&T> {
        self.after.as_ref().or(self.before.as_ref())
    }
}

impl Diff<Tag> {
    /// Whether the tag is called, ordered and drawn as before: only what is written about it changed.
    pub fn is_of_words(&self) -> bool {
        let (Some(before), Some(after)) = (&self.before, &self.after) else { return false };
        let bare = |tag: &Tag| Tag {
            description: String::new(),
            memo: String::new(),
            revision: 0,
            ..tag.clone()
        };
        bare(before) == bare(after)
    }
}

/// One change to what is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// An annotation of the document was made, changed or removed.
    Annotation(Diff<Annotation>),
    /// A bookmark of the document was made or removed.
    Bookmark(Diff<Bookmark>),
    /// A tag of the library was made, changed or removed.
    Tag(Diff<Tag>),
    /// A stretch of the source was given back, or is cleaned again.
    Kept(Diff<Span<Source>>),
    /// A suggested place of the source is taken away, or no longer.
    Accepted(Diff<Span<Source>>),
    /// A cleaning rule was switched for the document; kept with how it is cleaned, not among the notes.
    Rule(RuleSwitch),
    /// The reader ruled something by hand, or took it back.
    Ruling(Diff<Ruling>),
    /// The reader said where the text comes from; both sides are there.
    Meta(Diff<Meta>),
    /// What is written about the document as a whole became this; both sides are there.
    Memo(Diff<String>),
    /// What is written about the library as a whole became this; both sides are there.
    LibraryMemo(Diff<String>),
}

/// Whether a cleaning rule runs: in the open document, and in those opened from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSwitch {
    /// The rule.
    pub id: String,
    /// Here and elsewhere, before.
    pub before: (bool, bool),
    /// Here and elsewhere, after.
    pub after: (bool, bool),
}

impl Change {
    /// The way back.
    #[must_use]
    pub fn inverse(self) -> Self {
        match self {
            Self::Annotation(diff) => Self::Annotation(diff.inverse()),
            Self::Bookmark(diff) => Self::Bookmark(diff.inverse()),
            Self::Tag(diff) => Self::Tag(diff.inverse()),
            Self::Kept(diff) => Self::Kept(diff.inverse()),
            Self::Accepted(diff) => Self::Accepted(diff.inverse()),
            Self::Rule(RuleSwitch { id, before, after }) => {
                Self::Rule(RuleSwitch { id, before: after, after: before })
            }
            Self::Ruling(diff) => Self::Ruling(diff.inverse()),
            Self::Meta(diff) => Self::Meta(diff.inverse()),
            Self::Memo(diff) => Self::Memo(diff.inverse()),
            Self::LibraryMemo(diff) => Self::LibraryMemo(diff.inverse()),
        }
    }

    /// Whether it changes how the document is cleaned, so that it has to be cleaned again.
    pub const fn is_of_cleaning(&self) -> bool {
        match self {
            Self::Annotation(_)
            | Self::Bookmark(_)
            | Self::Tag(_)
            | Self::Memo(_)
            | Self::LibraryMemo(_) => false,
            Self::Kept(_) | Self::Accepted(_) | Self::Rule(_) | Self::Ruling(_) | Self::Meta(_) => {
                true
            }
        }
    }

    /// Whether it is about the library and no document: its tags, or what is written about it.
    pub const fn is_of_library(&self) -> bool {
        matches!(self, Self::Tag(_) | Self::LibraryMemo(_))
    }

    /// Whether things are as it says they were before it.
    pub fn starts_from(&self, notebook: &Notebook, codebook: &Codebook) -> bool {
        match self {
            Self::Annotation(diff) => {
                let now = diff.either().and_then(|note| notebook.annotations.get(&note.id));
                now == diff.before.as_ref()
            }
            Self::Bookmark(diff) => {
                let now = diff.either().and_then(|mark| notebook.bookmarks.get(&mark.id));
                now == diff.before.as_ref()
            }
            Self::Tag(diff) => {
                let now = diff.either().and_then(|tag| codebook.tags.get(&tag.id));
                now == diff.before.as_ref()
            }
            Self::Kept(diff) => set_starts_from(diff, &notebook.kept),
            Self::Accepted(diff) => set_starts_from(diff, &notebook.accepted),
            Self::Rule(_) => true,
            Self::Ruling(diff) => set_starts_from(diff, &notebook.by_hand.rulings),
            Self::Meta(diff) => {
                diff.before.as_ref().is_none_or(|before| *before == notebook.by_hand.meta)
            }
            Self::Memo(diff) => diff.before.as_ref().is_none_or(|before| *before == notebook.memo),
            Self::LibraryMemo(diff) => {
                diff.before.as_ref().is_none_or(|before| *before == codebook.memo)
            }
        }
    }

    /// Carries it out.
    pub fn apply(&self, notebook: &mut Notebook, codebook: &mut Codebook) {
        match self {
            Self::Annotation(diff) => apply_annotation(diff, notebook),
            Self::Bookmark(diff) => apply_bookmark(diff, notebook),
            Self::Tag(diff) => apply_tag(diff, codebook),
            Self::Kept(diff) => apply_to_set(diff, &mut notebook.kept),
            Self::Accepted(diff) => apply_to_set(diff, &mut notebook.accepted),
            Self::Rule(_) => {}
            Self::Ruling(diff) => apply_to_set(diff, &mut notebook.by_hand.rulings),
            Self::Meta(diff) => notebook.by_hand.meta = diff.after.clone().unwrap_or_default(),
            Self::Memo(diff) => notebook.memo = diff.after.clone().unwrap_or_default(),
            Self::LibraryMemo(diff) => codebook.memo = diff.after.clone().unwrap_or_default(),
        }
    }
}

fn apply_annotation(diff: &Diff<Annotation>, notebook: &mut Notebook) {
    match (&diff.before, &diff.after) {
        (_, Some(after)) => {
            notebook.annotations.insert(after.id.clone(), after.clone());
        }
        (Some(before), None) => {
            notebook.annotations.remove(&before.id);
        }
        (None, None) => {}
    }
}

fn apply_bookmark(diff: &Diff<Bookmark>, notebook: &mut Notebook) {
    if let Some(before) = &diff.before {
        notebook.bookmarks.remove(&before.id);
    }
    if let Some(after) = &diff.after {
        notebook.bookmarks.insert(after.id.clone(), after.clone());
    }
}

fn apply_tag(diff: &Diff<Tag>, codebook: &mut Codebook) {
    match (&diff.before, &diff.after) {
        (_, Some(after)) => {
            codebook.tags.insert(after.id.clone(), after.clone());
        }
        (Some(before), None) => {
            codebook.tags.remove(&before.id);
        }
        (None, None) => {}
    }
}

fn apply_to_set<T: Ord + Clone>(diff: &Diff<T>, set: &mut BTreeSet<T>) {
    if let Some(before) = &diff.before {
        set.remove(before);
    }
    if let Some(after) = &diff.after {
        set.insert(after.clone());
    }
}

fn set_starts_from<T: Ord>(diff: &Diff<T>, set: &BTreeSet<T>) -> bool {
    let is_new = diff.after != diff.before;
    diff.before.as_ref().is_none_or(|before| set.contains(before))
        && diff.after.as_ref().is_none_or(|after| !is_new || !set.contains(after))
}
