//! The page in two halves: two places of one document, or two documents beside each other.
//!
//! What the half with the keyboard shows stands in the state itself, so that every action means that half. Of the
//! other half only what it has for itself stands here; a document of its own is in its tab.

use std::sync::Arc;

use crate::app::{
    BookmarkPlace, CleanedView, Find, Mark, Marks, Motion, OpenDocument, Parked, Shared, State,
    Tab, WayPoint,
};
use crate::notebook::{Codebook, History, Notebook};
use crate::text::{Clean, Pos, Source, Span};

/// The part of the room that the first half can take, in hundredths.
pub const SHARE_RANGE: std::ops::RangeInclusive<u8> = 25..=75;

/// One of the two halves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Half {
    /// On the left, or above.
    #[default]
    First,
    /// On the right, or below.
    Second,
}

impl Half {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }
}

/// The page, where it is split.
#[derive(Clone, Debug)]
pub struct Split {
    /// The part of the room that the first half takes, in hundredths.
    pub share: u8,
    /// The last movement that was asked of the other half.
    pub(crate) motion: Option<(u64, Motion)>,
    /// How the other half shows the same document; `None` while it shows another, whose tab is [`Tab::Beside`].
    pub(crate) sight: Option<Box<Sight>>,
}

/// What a half has of a document for itself.
#[derive(Clone, Debug, Default)]
pub struct Sight {
    pub(crate) back: Vec<WayPoint>,
    pub(crate) forward: Vec<WayPoint>,
    pub(crate) find: Option<Find>,
    pub(crate) paragraph: Option<usize>,
    pub(crate) visible: Span<Clean>,
    pub(crate) cleaned_view: CleanedView,
}

/// How the page is split, as it is remembered between starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SplitMemory {
    /// The half that has the keyboard.
    pub half: Half,
    /// The part of the room that the first half takes, in hundredths.
    pub share: u8,
    /// What the other half shows.
    pub other: OtherHalf,
}

/// What the half without the keyboard shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherHalf {
    /// The same document from this place on.
    Place(Pos<Clean>),
    /// The document in this one of the remembered tabs.
    Tab(usize),
}

/// How the split is to be remembered; `None` where the page is whole or the other document is no file.
pub(crate) fn remembered(state: &State) -> Option<SplitMemory> {
    let split = state.split.as_ref()?;
    let other = if let Some(sight) = &split.sight {
        OtherHalf::Place(sight.visible.start)
    } else {
        let is_file = |tab: &&Tab| tab.origin(state).is_some_and(|from| from.path().is_some());
        let mut files = state.tabs.iter().filter(is_file);
        OtherHalf::Tab(files.position(|tab| matches!(tab, Tab::Beside(_)))?)
    };
    Some(SplitMemory { half: state.half, share: split.share, other })
}

/// What of a document a view needs that only shows it.
struct Seen<'a> {
    open: &'a OpenDocument,
    marks: &'a Marks,
    bookmarks: &'a Arc<[BookmarkPlace]>,
    given_back: &'a Arc<[Span<Source>]>,
    find: &'a Option<Find>,
    paragraph: Option<usize>,
    visible: Span<Clean>,
    cleaned_view: CleanedView,
}

impl State {
    /// What the half without the keyboard shows, as the state would be if it had the keyboard, as far as the page
    /// needs it: nothing is selected there, and of the notes only those in view are known.
    pub fn other_half(&self) -> Option<Self> {
        let split = self.split.as_ref()?;
        let seen = match &split.sight {
            Some(sight) => Seen {
                open: self.open.as_ref()?,
                marks: &self.marks,
                bookmarks: &self.bookmarks,
                given_back: &self.given_back,
                find: &sight.find,
                paragraph: sight.paragraph,
                visible: sight.visible,
                cleaned_view: sight.cleaned_view,
            },
            None => Seen::parked(self.tabs.iter().find_map(Tab::beside)?),
        };
        Some(self.with(&seen, split.motion))
    }

    fn with(&self, seen: &Seen<'_>, motion: Option<(u64, Motion)>) -> Self {
        let content = &seen.open.document.fingerprint.content;
        let reading = self.readings.iter().find(|reading| reading.content == *content);
        let open = seen.sheet();
        // Names of tags are wanted only where a note is in view.
        let has_notes = !open.notebook.annotations.is_empty();
        Self {
            settings: self.settings,
            fonts: self.fonts.clone(),
            system_is_dark: self.system_is_dark,
            is_started: self.is_started,
            codebook: if has_notes { self.codebook.clone() } else { Codebook::default() },
            readings: reading.cloned().into_iter().collect(),
            open: Some(open),
            marks: seen.marks.clone(),
            bookmarks: Arc::clone(seen.bookmarks),
            given_back: Arc::clone(seen.given_back),
            find: seen.find.clone(),
            paragraph: seen.paragraph,
            visible: seen.visible,
            cleaned_view: seen.cleaned_view,
            motion,
            now: self.now,
            ..Self::default()
        }
    }
}

impl<'a> Seen<'a> {
    fn parked(parked: &'a Parked) -> Self {
        Self {
            open: &parked.open,
            marks: &parked.drawn.marks,
            bookmarks: &parked.bookmarks,
            given_back: &parked.given_back,
            find: &parked.find,
            paragraph: parked.paragraph,
            visible: parked.visible,
            cleaned_view: parked.cleaned_view,
        }
    }

    /// The document with the notes in view: to copy them all in every frame would take long where there are many.
    fn sheet(&self) -> OpenDocument {
        let in_view = self.marks.in_span(self.visible).map(|(_, mark)| mark);
        let notes = &self.open.notebook.annotations;
        let note = |mark: &Mark| Some((mark.id.clone(), notes.get(&mark.id)?.clone()));
        OpenDocument {
            origin: self.open.origin.clone(),
            document: self.open.document.clone(),
            options: self.open.options.clone(),
            notebook: Notebook {
                annotations: in_view.filter_map(note).collect(),
                ..Notebook::default()
            }
            .into(),
            codebook: Codebook::default(),
            history: History::default(),
            places: Shared::default(),
            position: self.visible.start,
            read_only: None,
            notices: Vec::new(),
            n_damaged: 0,
        }
    }
}
