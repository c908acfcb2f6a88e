//! What the program asks of the outside.

use std::any::Any;
use std::path::PathBuf;
use std::sync::Arc;

use crate::app::autocode::{Elsewhere, LibraryQuery};
use crate::app::overview::Picture;
use crate::app::{
    Event, ExportTask, FontName, LongTask, MarkTask, Memory, OpenDocument, PathPurpose, Recent,
    ThemeName, Ticket,
};
use crate::clean::{CleanOptions, Ruling};
use crate::document::{Document, Fingerprint};
use crate::notebook::{Change, Codebook, Notebook, Step, Timestamp, Way};
use crate::ruling::{Said, Site};
use crate::search::Query;
use crate::text::{Clean, Language, Text};

/// Notes and bookmarks to be found in a document.
#[derive(Clone, Debug)]
pub struct LocateRequest {
    /// The document.
    pub document: Document,
    /// Its file, unless it comes from the program itself.
    pub path: Option<PathBuf>,
    /// What is sought.
    pub lost: Notebook,
}

/// What the program asks of the outside.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Ask for a path with a file dialog; `name` is proposed when a file is to be written.
    PickPath(PathPurpose, String),
    /// Read, clean and outline a file, and find its notes.
    Load(Ticket, Load),
    /// Clean the document again with the options it now has; its notes are not with it.
    Reclean(Ticket, Box<OpenDocument>),
    /// Make the marks of a document anew.
    MakeMarks(Ticket, Box<MarkTask>),
    /// Do what concerns very many notes.
    CarryOut(Ticket, Box<LongTask>),
    /// Let go of what takes long to take apart.
    LetGo(Arc<dyn Any + Send + Sync>),
    /// Seek passages in a document.
    Locate(Ticket, Box<LocateRequest>),
    /// Write changes to the library, after those that wait already.
    Save(Ticket, Box<SaveRequest>),
    /// Seek lines in the document that were ruled on elsewhere.
    SeekKnownLines(Box<(Document, Said)>),
    /// Remember that these offers are not wanted in the document with this content.
    DeclineLines(String, Vec<Ruling>),
    /// Keep what was done and undone in the document with these hashes and this file.
    KeepSteps(DocumentKey, Vec<Step>),
    /// Try again to write what waits.
    SaveAgain,
    /// Look once more whether another program changed the notes.
    LookAgain,
    /// Read of which moments the document's history knows.
    ReadMoments(DocumentKey),
    /// Read its notes at one of them.
    Recall(DocumentKey, Timestamp),
    /// Mend its damaged files.
    Mend(DocumentKey),
    /// Write the whole library to a file; one that is there is replaced only if so said.
    BackUp(PathBuf, bool),
    /// Restore a library from a file, beside the one that is open.
    Restore(PathBuf),
    /// Open a window of the library in this folder, which is the person's from now on; the answer is
    /// [`Event::LibraryTaken`] or a notice.
    UseLibrary(PathBuf),
    /// From now on the file is a document of its own.
    Separate(DocumentKey),
    /// From now on it is a version, with this title, of the document with this identity.
    Adopt(DocumentKey, String, String),
    /// Keep a document's notes beside its file too, or no longer.
    ToggleBeside(DocumentKey),
    /// Say what joining the library there would change, with the document that is shown.
    PreviewJoin(PathBuf, Option<DocumentKey>),
    /// Join it; what changes of the document that is shown came before.
    Join(PathBuf, Option<DocumentKey>),
    /// Write these notes into a new library in this folder.
    SaveElsewhere(PathBuf, Vec<SaveRequest>),
    /// Have the library move to a folder at the next start; the answer is a notice.
    MoveLibrary(PathBuf),
    /// Count how many notes of the library carry each of these tags.
    CountTags(Box<Codebook>),
    /// Put together what was done on each day, with these tags and what was read lately.
    ReadDiary(Box<Codebook>, Vec<Recent>),
    /// Read the notes of all documents.
    ReadLibraryNotes(Ticket),
    /// Read a file with a codebook.
    ReadCodebook(PathBuf),
    /// Bring the journals into the notes' files; the changes in them are safe already.
    Settle,
    /// Send this event so many milliseconds from now.
    Remind(u64, Box<Event>),
    /// Remember this, in a moment.
    Remember(Box<Memory>),
    /// Write what is to be remembered.
    RememberNow,
    /// List the families of fonts that are installed.
    ListFonts,
    /// Read an installed family.
    LoadFont(FontName),
    /// Seek words in the open document's cleaned text; a search that is under way is no longer wanted.
    Find(Ticket, Text<Clean>, Query),
    /// Seek in the library's other documents what is to be marked there; another such search is no longer wanted.
    SeekElsewhere(Ticket, Box<LibraryQuery>),
    /// Nobody waits for such a search any more.
    StopSeekingElsewhere,
    /// Change documents that are not open, or undo that, or do it again.
    ChangeElsewhere(Vec<Elsewhere>, Way),
    /// Seek the same words in what was taken away of the document.
    FindTaken(Ticket, Box<Document>, Query),
    /// Write the notes of the open document to a file, in the format with this id; a file that is there
    /// already is replaced only if so said.
    Export(PathBuf, &'static str, bool),
    /// Write this text to a file; one that is there already is replaced only if so said.
    WriteText(PathBuf, String, bool),
    /// Write a picture to a file as pixels, in this theme; the same holds of one that is there.
    WritePicture(PathBuf, Box<Picture>, ThemeName, bool),
    /// Make the beginning of what an export would be.
    PreviewExport(Ticket, Box<ExportTask>),
    /// Count what an export of all documents would hold and what not.
    CountExport(Ticket, Box<ExportTask>),
    /// Make an export that goes to the clipboard.
    CopyExport(Box<ExportTask>),
    /// Ask for the text on the clipboard; it comes as [`crate::app::Command::OpenText`].
    AskForPaste,
    /// Put a text on the clipboard.
    Copy(String),
    /// Show this in the window's title bar.
    Title(String),
    /// Leave full screen or go there.
    ToggleFullScreen,
    /// Bring the window to the front.
    Raise,
    /// Close the window when everything is saved.
    Quit,
}

/// What a document is known by in the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentKey {
    /// Its hashes.
    pub fingerprint: Fingerprint,
    /// Its file, unless it comes from the program itself.
    pub path: Option<PathBuf>,
}

/// Which document to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Load {
    /// A file of the person's.
    File(PathBuf),
    /// The same, in the encoding with this name.
    FileAs(PathBuf, &'static str),
    /// A text that was pasted; it is kept as a file of the library.
    Pasted(String),
    /// The founding article, from the program itself.
    Sample,
    /// The guide in the language of the interface, from the program itself.
    Guide(Language),
}

/// Changes to write, and to what.
#[derive(Clone, Debug)]
pub struct SaveRequest {
    /// The hashes that the document is known by.
    pub fingerprint: Fingerprint,
    /// Its file, unless it comes from the program itself.
    pub path: Option<PathBuf>,
    /// Its title.
    pub title: String,
    /// How it is cleaned.
    pub options: CleanOptions,
    /// The encoding that the reader chose, if so.
    pub encoding: Option<String>,
    /// Where it comes from.
    pub site: Site,
    /// What changed, in order.
    pub changes: Vec<Change>,
}
