//! What opens over the page, and what a path is asked for.

use crate::app::overview::Picture;
use crate::text::Phrase;

/// What a typed path is for, where no file dialog can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathPurpose {
    /// A document to open.
    Open,
    /// Where to write the notes, in the format with this id.
    Export(&'static str),
    /// Where to write the whole library.
    BackUp,
    /// A file with a whole library to restore.
    Restore,
    /// A library to join.
    Join,
    /// A folder to keep the library in.
    MoveLibrary,
    /// A folder to write to what the library cannot take.
    SaveElsewhere,
    /// A file with a codebook to take in.
    Codebook,
    /// A folder whose files are marked with the library's.
    CodeFolder,
    /// Where to write the overview of tags.
    Overview,
    /// Where to write the reading diary.
    Diary,
}

impl PathPurpose {
    /// The card that asks for the path: the box to type it in stands in its place and gives it back.
    pub const fn asked_from(self) -> Option<Popover> {
        match self {
            Self::Codebook => Some(Popover::Tags),
            Self::CodeFolder => Some(Popover::Autocode),
            Self::Open
            | Self::Export(_)
            | Self::BackUp
            | Self::Restore
            | Self::Join
            | Self::MoveLibrary
            | Self::SaveElsewhere
            | Self::Overview
            | Self::Diary => None,
        }
    }
}

/// What was typed where no file dialog can be had, so that it can be put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedPath {
    /// What for.
    pub purpose: PathPurpose,
    /// The path, or the name that is proposed.
    pub path: String,
    /// Why it did not do.
    pub why: Option<Phrase>,
}

/// What is to be written to a file when it is known to which.
#[derive(Clone, Debug, PartialEq)]
pub enum Unwritten {
    /// A text.
    Text(String),
    /// The overview of tags, as pixels.
    Picture(Box<Picture>),
}

/// Something small that opens over the page; at most one does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Popover {
    /// Size, line height, measure, theme.
    Look,
    /// All settings.
    Settings,
    /// What the program is and what is in it.
    About,
    /// The faces that the page can be set in.
    Fonts,
    /// The themes.
    Theme,
    /// The encodings that the file may be in.
    Encoding,
    /// What can be ruled of the selection.
    Rulings,
    /// The selection, to be typed anew.
    Correct,
    /// Where the document comes from, and what was ruled of it.
    Info,
    /// The formats that notes are written in.
    Export,
    /// Less common actions.
    More,
    /// All keys.
    Keys,
    /// A field to seek commands and places in, and what it begins with.
    Palette(Seeking),
    /// A field for a paragraph's number or a percentage.
    GoTo,
    /// The bookmarks.
    Bookmarks,
    /// What the notes were.
    History,
    /// What joining another library would change.
    Join,
    /// The library's tags.
    Tags,
    /// Marking all hits.
    Autocode,
    /// What can be undone and done again.
    Steps,
    /// The document's tags at a glance.
    Overview,
    /// What was done on each day.
    Diary,
    /// A box to type a path in.
    TypePath(PathPurpose),
}

/// What a palette is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seeking {
    /// Commands.
    Commands,
    /// Headings, notes, bookmarks, documents.
    Anywhere,
}
