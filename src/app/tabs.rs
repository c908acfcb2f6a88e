//! The documents that are open: one is shown, others are put by as they were left, or wait to be read.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::{
    BookmarkPlace, CleanedView, DrawnMarks, Find, Offer, OpenDocument, Origin, State, Ticket,
    Version, WayPoint,
};
use crate::notebook::History;
use crate::text::{Clean, Source, Span};

/// The library's folder of pasted texts.
pub(crate) const PASTED: &str = "pasted";

/// A document in its tab.
#[derive(Clone, Debug)]
pub enum Tab {
    /// The one that is shown; all about it stands in the state itself.
    Shown,
    /// Put by as it was left.
    Parked(Box<Parked>),
    /// The same, and shown in the half without the keyboard.
    Beside(Box<Parked>),
    /// Open when the program ended, or opened together with another: read when it is first wanted.
    Waiting(PathBuf),
}

/// What is known of a document that is put by, so that it comes back as it was left.
#[derive(Clone, Debug)]
pub struct Parked {
    pub(crate) open: OpenDocument,
    pub(crate) drawn: DrawnMarks,
    /// The making of its marks anew that is under way.
    pub(crate) redrawing: Option<Ticket>,
    pub(crate) bookmarks: Arc<[BookmarkPlace]>,
    pub(crate) history: History,
    pub(crate) back: Vec<WayPoint>,
    pub(crate) forward: Vec<WayPoint>,
    pub(crate) find: Option<Find>,
    pub(crate) offer: Option<Offer>,
    pub(crate) paragraph: Option<usize>,
    pub(crate) visible: Span<Clean>,
    pub(crate) cleaned_view: CleanedView,
    pub(crate) given_back: Arc<[Span<Source>]>,
    pub(crate) warns_of_cleaning: bool,
    /// What the library said of its file, if that was not answered yet.
    pub(crate) version: Option<Version>,
    /// Whether it was being cleaned anew, which is done when it comes back.
    pub(crate) needs_cleaning: bool,
}

impl Tab {
    /// Where its document came from.
    pub fn origin<'a>(&'a self, state: &'a State) -> Option<Origin> {
        match self {
            Self::Shown => state.open.as_ref().map(|open| open.origin.clone()),
            Self::Parked(parked) | Self::Beside(parked) => Some(parked.open.origin.clone()),
            Self::Waiting(path) => Some(Origin::File(path.clone())),
        }
    }

    /// What it is called.
    pub fn name(&self, state: &State) -> String {
        match self {
            Self::Shown => state.open.as_ref().map(|open| open.document.name.clone()),
            Self::Parked(parked) | Self::Beside(parked) => Some(parked.open.document.name.clone()),
            Self::Waiting(path) => Some(file_name(path)),
        }
        .unwrap_or_default()
    }

    /// The document, if it is shown in the half without the keyboard.
    pub(crate) const fn beside(&self) -> Option<&Parked> {
        match self {
            Self::Beside(parked) => Some(parked),
            Self::Shown | Self::Parked(_) | Self::Waiting(_) => None,
        }
    }

    /// The same, to be changed.
    pub(crate) const fn beside_mut(&mut self) -> Option<&mut Parked> {
        match self {
            Self::Beside(parked) => Some(parked),
            Self::Shown | Self::Parked(_) | Self::Waiting(_) => None,
        }
    }
}

/// A file's name without its folders; of one that keeps a pasted text without the signs that tell it from others.
pub(crate) fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let is_kept = path.parent().is_some_and(|folder| folder.ends_with(PASTED));
    let words = name.rsplit_once('.').and_then(|(stem, end)| {
        let (words, digits) = stem.rsplit_once('-')?;
        let is_hash = digits.len() == 8 && digits.bytes().all(|c| c.is_ascii_hexdigit());
        is_hash.then(|| format!("{words}.{end}"))
    });
    words.filter(|_| is_kept).unwrap_or(name)
}

/// The files in tabs, to be opened again at the next start, and which of them is shown.
pub(crate) fn remembered(state: &State) -> (Vec<PathBuf>, usize) {
    let mut paths = Vec::new();
    let mut shown = 0;
    for tab in &state.tabs {
        let Some(Origin::File(path)) = tab.origin(state) else { continue };
        if matches!(tab, Tab::Shown) {
            shown = paths.len();
        }
        paths.push(path);
    }
    (paths, shown)
}
