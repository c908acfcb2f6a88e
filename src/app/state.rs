//! All that the program knows while it runs; views read it, only `update` writes it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::app::autocode::{FarStep, LibrarySeek};
use crate::app::caret::LineStep;
use crate::app::diary::Diary;
use crate::app::library_notes::{LibraryNotes, NoteScope};
use crate::app::mark_task::Redrawing;
use crate::app::note_list::NoteIndex;
use crate::app::passage_link::PassageLink;
use crate::app::tag_search::TagNames;
use crate::app::tally::Tally;
use crate::app::{
    BookmarkPlace, Departure, DocumentKey, DrawnMarks, ExportCard, Find, Fonts, Half, JoinPreview,
    LentKeys, LoadFailure, LongStep, Marker, Marks, MemoEditor, MemoOf, Moment, Notice, OnDisk,
    Phrase, Popover, Reading, Recent, SeenNotes, Settings, Shared, Split, SplitMemory, Tab, Ticket,
    TourStep, TypedPath, Unwritten, Version, WayPoint,
};
use crate::clean::{CleanOptions, Ruling};
use crate::document::{Document, Stage};
use crate::notebook::{
    Annotation, AnnotationId, Codebook, HighlightColor, History, LinePattern, Notebook, TagId,
    Timestamp,
};
use crate::placing::{Place, Places};
use crate::search::Query;
use crate::text::{Clean, Pos, Source, Span};

/// Where a document came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A file of the person's.
    File(PathBuf),
    /// The founding article in the program.
    Sample,
    /// The guide in the program.
    Guide,
}

impl Origin {
    /// The file, if it is one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Sample | Self::Guide => None,
        }
    }
}

/// A document with its notes.
#[derive(Clone, Debug)]
pub struct OpenDocument {
    /// Where it came from.
    pub origin: Origin,
    /// The document.
    pub document: Document,
    /// How it was cleaned.
    pub options: CleanOptions,
    /// Its notes.
    pub notebook: Shared<Notebook>,
    /// The library's tags as they were when it was read.
    pub codebook: Codebook,
    /// What can be undone of what was done before.
    pub history: History,
    /// Where each note stands.
    pub places: Shared<Places>,
    /// Where reading stopped last time.
    pub position: Pos<Clean>,
    /// Why nothing can be written, if so.
    pub read_only: Option<Phrase>,
    /// What was odd about the file or its notes.
    pub notices: Vec<Notice>,
    /// In how many places the files of its notes are damaged.
    pub n_damaged: usize,
}

impl OpenDocument {
    /// Whether it was read from these bytes, by their hash.
    pub fn has_content(&self, content: &str) -> bool {
        self.document.fingerprint.content == content
    }

    /// What it is known by in the library.
    pub fn key(&self) -> DocumentKey {
        let path = self.origin.path().map(Path::to_path_buf);
        DocumentKey { fingerprint: self.document.fingerprint.clone(), path }
    }
}

/// What the notes of the open document were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recall {
    /// The moments of which something is known, newest first.
    pub moments: Vec<Moment>,
    /// The one that is shown, or will be when it is read.
    pub chosen: Option<Timestamp>,
    /// The notes then that are not so now, in order of their places.
    pub notes: Arc<[Recalled]>,
    /// How many there were then.
    pub n_notes: usize,
}

/// A note as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recalled {
    /// What it was.
    pub note: Annotation,
    /// What became of it.
    pub was: Was,
}

/// What became of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Was {
    /// It is gone.
    Removed,
    /// Other words are written on it.
    Written,
    /// It carries other tags.
    Tagged,
    /// It has another colour.
    Colored,
}

/// A search for passages that is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locating {
    /// Which.
    pub ticket: Ticket,
    /// How many notes and bookmarks it has done.
    pub n_done: usize,
    /// Of how many.
    pub n_all: usize,
}

impl OpenDocument {
    /// The annotations with their places, in the order of their identities. Both lists are walked once: to look
    /// up each place by itself takes long where there are many.
    pub fn annotations_with_places(&self) -> impl Iterator<Item = (&Annotation, Option<&Place>)> {
        let mut places = self.places.iter().peekable();
        self.notebook.annotations.iter().map(move |(id, annotation)| {
            while places.next_if(|(other, _)| *other < id).is_some() {}
            let place = places.next_if(|(other, _)| *other == id);
            (annotation, place.map(|(_, place)| place))
        })
    }
}

/// A passage as the page draws it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The annotation.
    pub id: AnnotationId,
    /// Where it stands.
    pub span: Span<Clean>,
    /// Its colour as shown.
    pub color: HighlightColor,
    /// The pattern of its line, where it is not that of its colour.
    pub pattern: Option<LinePattern>,
    /// Whether it has a note.
    pub has_note: bool,
    /// Whether its place waits for a yes.
    pub is_suggested: bool,
}

/// The note that is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteEditor {
    /// Whose note.
    pub id: AnnotationId,
    /// The annotation as it was when writing began: one undo step leads back there.
    pub before: Annotation,
}

/// The tag picker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picker {
    /// The digit key that the chosen tag is also given.
    pub slot: Option<u8>,
}

/// What was ruled elsewhere of lines that stand here too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The rulings that are offered.
    pub rulings: Vec<Ruling>,
    /// The one that is shown next.
    pub next: usize,
}

/// Where a motion brings its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// To the top of the page.
    Top,
    /// Into the page's upper third, unless it is in view already.
    IntoView,
}

/// How the cleaned text is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CleanedView {
    /// By itself.
    #[default]
    Page,
    /// With what was taken away in its place.
    Ghost,
    /// Beside the file.
    Compare,
}

/// A movement that only the page can carry out, since it alone knows its lines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Motion {
    /// Bring a place there.
    Jump(Pos<Clean>, Align),
    /// Pages down (positive) or up.
    Pages(i32),
    /// Lines down (positive) or up.
    Lines(i32),
    /// To a place of the file, which may have been taken away.
    Source(Span<Source>),
    /// To the start of the text.
    Start,
    /// To its end.
    End,
}

/// Whether what was changed is on disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SaveState {
    /// Nothing was changed yet.
    #[default]
    Unchanged,
    /// On its way; the newest request.
    Saving(Ticket),
    /// On disk since.
    Saved(Timestamp),
    /// Not on disk, for this reason.
    Failed(Phrase),
}

/// How far the end of the program is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quitting {
    /// Nobody wants it.
    #[default]
    No,
    /// It waits until everything is on disk.
    WhenSaved,
    /// Something could not be written; the person was told, and may quit all the same.
    Asked,
    /// The window may close.
    Yes,
}

/// All that the program knows.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Clone, Debug, Default)]
pub struct State {
    /// The look.
    pub settings: Settings,
    /// The installed fonts.
    pub fonts: Fonts,
    /// Whether the system's theme is a dark one.
    pub system_is_dark: bool,
    /// The document that is shown.
    pub open: Option<OpenDocument>,
    /// The open documents in the order of their tabs; one is shown, or none while the start page is.
    pub tabs: Vec<Tab>,
    /// The half of the page that has the keyboard; that of a page that is whole says nothing.
    pub half: Half,
    /// How the page is split, if it is.
    pub split: Option<Split>,
    /// How it is to be split again when the first document is there, and the file of the half with the keyboard.
    pub(crate) split_wanted: Option<(SplitMemory, Option<PathBuf>)>,
    /// The place among the tabs at which the next document comes in.
    pub next_tab: usize,
    /// The file that was asked for last, as it was named.
    pub wanted: Option<PathBuf>,
    /// The cleaning anew of the shown document that is under way.
    pub recleaning: Option<Ticket>,
    /// The making of the marks anew that is under way.
    pub(crate) redrawing: Option<Redrawing>,
    /// The search for passages that is under way.
    pub locating: Option<Locating>,
    /// What is done to very many notes and is under way.
    pub long_step: Option<LongStep>,
    /// The library's tags.
    pub codebook: Codebook,
    /// Their names, ready to be sought; whatever changes the tags empties it.
    pub(crate) tag_names: OnceLock<Arc<TagNames>>,
    /// What can be undone.
    pub history: History,
    /// The open document's passages in order of their start; a new list after each change.
    pub marks: Marks,
    /// The sums over the open document's annotations.
    pub(crate) tally: Shared<Tally>,
    /// What is selected.
    pub selection: Option<Span<Clean>>,
    /// How the selection grew: what it was, and what it became, the last step at the end.
    pub(crate) grown: Vec<(Span<Clean>, Span<Clean>)>,
    /// The caret between two characters, while the page is browsed with one.
    pub caret: Option<Pos<Clean>>,
    /// Whether it stands behind the last character of a line rather than before the first of the next, which is the
    /// same place of the text.
    pub caret_ends_line: bool,
    /// Where the pointer was last on the text: from there Shift and a click select, and there a caret begins.
    pub clicked: Option<Pos<Clean>>,
    /// The passage that was selected, marked or undone last, until one is elsewhere; an empty one is yet to come.
    pub(crate) left_off: Option<Span<Clean>>,
    /// The last step by lines that was asked of the page.
    pub line_step: Option<LineStep>,
    /// The marker in hand: each drag is then a finished mark.
    pub marker: Option<Marker>,
    /// The annotation that keys act on.
    pub active: Option<AnnotationId>,
    /// The notes of the list that are chosen: what is done is done to all of them.
    pub chosen: Arc<BTreeSet<AnnotationId>>,
    /// How often a note was gone to, so that the page can flash its passage.
    pub jumps: u64,
    /// The path that was typed last, until it led to something.
    pub typed_path: Option<TypedPath>,
    /// What is to be written to a file when it is known to which.
    pub unwritten: Option<Unwritten>,
    /// The link that a document is being opened for.
    pub awaited_link: Option<PassageLink>,
    /// The annotation whose bar beside the text was sent away.
    pub quiet: Option<AnnotationId>,
    /// The note that is being written.
    pub editor: Option<NoteEditor>,
    /// What is being written about the document, a tag or the library.
    pub memo: Option<MemoEditor>,
    /// What the tag manager was opened to be written about; none where it was opened for its own sake.
    pub managed: Option<MemoOf>,
    /// The tag picker, when open.
    pub picker: Option<Picker>,
    /// The find bar, when open.
    pub find: Option<Find>,
    /// How often the find bar was asked for, so that its field takes the keyboard.
    pub find_asks: u64,
    /// The seeking in the library's other documents of what is to be marked.
    pub library_seek: Option<LibrarySeek>,
    /// A folder whose files are sought through, too.
    pub code_folder: Option<PathBuf>,
    /// The last steps that also changed other documents.
    pub(crate) far_steps: Vec<FarStep>,
    /// In how many documents in tabs, and how many of their notes, such a step changed, until the others are told.
    pub(crate) far_changed: (usize, usize),
    /// The search in what was taken away whose answer is wanted.
    pub(crate) seeks_taken: Option<Ticket>,
    /// What was sought last, and how.
    pub last_query: Query,
    /// Whether the list of hits is not wanted.
    pub hides_hits: bool,
    /// What was done on each day, while that is looked at and as soon as it is known.
    pub diary: Option<Arc<Diary>>,
    /// Which notes the panel lists.
    pub note_scope: NoteScope,
    /// Those of the library, while they are listed and as soon as they are read.
    pub library_notes: Option<Arc<LibraryNotes>>,
    /// The reading of them that is under way or done, and which document was shown.
    pub(crate) library_asked: Option<(Ticket, String)>,
    /// The open document's bookmarks in order; a new list after each change.
    pub bookmarks: Arc<[BookmarkPlace]>,
    /// The paragraph that keys act on, by its place among the blocks, when nothing is selected or active.
    pub paragraph: Option<usize>,
    /// Whether the window is so narrow that a panel is shown only while it is wanted, whatever is wanted of a wide
    /// one.
    pub is_narrow: bool,
    /// How often contents and notes were toggled in such a window.
    pub narrow_toggles: (u64, u64),
    /// Whether nothing but the page is shown.
    pub is_focused: bool,
    /// How often the search among the notes was asked for.
    pub note_searches: u64,
    /// How often the keyboard was asked to go on to the next region, less how often to the one before.
    pub region_steps: i64,
    /// Where a ruling was undone or done again: that is shown when the document is cleaned anew.
    pub undone_at: Option<Span<Source>>,
    /// What the notes were, while that is looked at.
    pub recall: Option<Recall>,
    /// What the library says of the file that is shown, until the reader answers.
    pub version: Option<Version>,
    /// What is to be said of the file with this content once it is read again, since the reader said what it is.
    pub(crate) settled: Option<(String, Version)>,
    /// Contents of files that the reader said are documents of their own.
    pub(crate) other_versions: Vec<String>,
    /// What joining another library would change, while that is looked at.
    pub join: Option<JoinPreview>,
    /// Whether a change by another program waits until ours is on disk.
    pub missed_outside: bool,
    /// Rulings offered for the open document.
    pub offer: Option<Offer>,
    /// The card of exports.
    pub export: ExportCard,
    /// The popover, when one is open.
    pub popover: Option<Popover>,
    /// Digit keys that are lent to tags without one of their own.
    pub(crate) lent: LentKeys,
    /// Those that are remembered.
    pub(crate) lent_before: LentKeys,
    /// The tags that the last tagging put on.
    pub last_tags: Vec<TagId>,
    /// How many notes of other documents carry each tag, as counted when the tags were last managed.
    pub tag_counts_elsewhere: BTreeMap<TagId, usize>,
    /// Bars above the page.
    pub notices: Vec<Notice>,
    /// Whether changes are on disk.
    pub save: SaveState,
    /// The newest request to write.
    pub last_save: Ticket,
    /// Whether a time is set to try again to write.
    pub waits_to_save_again: bool,
    /// Since when the journal holds changes that the notes' file does not have.
    pub unsettled_since: Option<Timestamp>,
    /// Whether the program is about to end.
    pub quitting: Quitting,
    /// The library's folder; none until it is known.
    pub library: Option<PathBuf>,
    /// Documents read lately, newest first.
    pub recents: Vec<Recent>,
    /// Where reading stopped in each document, newest first.
    pub readings: Vec<Reading>,
    /// Whether the library was opened.
    pub is_started: bool,
    /// Whether the text on the clipboard was asked for and is to be a document.
    pub awaits_paste: bool,
    /// Whether the start card stands above the sample.
    pub shows_start_card: bool,
    /// Where the tour through the sample is, if it is under way.
    pub tour: Option<TourStep>,
    /// The document that is being read, with the name to show.
    pub loading: Option<(Ticket, String, Timestamp)>,
    /// What that is at.
    pub stage: Stage,
    /// The file that could not be shown.
    pub failure: Option<LoadFailure>,
    /// How much of the text the page shows.
    pub visible: Span<Clean>,
    /// How the cleaned text is shown.
    pub cleaned_view: CleanedView,
    /// Whether the list of what was cleaned stands in the place of the notes.
    pub shows_cleaned: bool,
    /// Whether the encoding of the document that is being read is to be remembered.
    pub saves_encoding: bool,
    /// The difference between file and cleaned text that is looked at.
    pub difference: Option<Span<Source>>,
    /// What was given back since the document was opened.
    pub given_back: Arc<[Span<Source>]>,
    /// Whether the bar stands that the cleaning took much away.
    pub warns_of_cleaning: bool,
    /// The marks of the document that is being read, made before it is there.
    pub made_marks: Option<(Ticket, DrawnMarks)>,
    /// The index of the shown document's notes as it was opened, and what was noted of changes by then.
    pub(crate) first_index: Option<(SeenNotes, Arc<NoteIndex>)>,
    /// The file on the disk beside what is shown of it.
    pub on_disk: OnDisk,
    /// The last movement asked of the page, with a number that grows with each.
    pub motion: Option<(u64, Motion)>,
    /// Places to go back to, newest last.
    pub back: Vec<WayPoint>,
    /// Places to go forward to, newest last.
    pub forward: Vec<WayPoint>,
    /// The document that was left for one that may still be read.
    pub(crate) departure: Option<Departure>,
    /// When the last message came.
    pub now: Timestamp,
    /// The last ticket given out.
    pub last_ticket: Ticket,
}

impl State {
    /// The next ticket.
    pub fn ticket(&mut self) -> Ticket {
        self.last_ticket = Ticket(self.last_ticket.0 + 1);
        self.last_ticket
    }

    /// The annotation with this identity.
    pub fn annotation(&self, id: &AnnotationId) -> Option<&Annotation> {
        self.open.as_ref()?.notebook.annotations.get(id)
    }

    /// The annotation that keys act on.
    pub fn active_annotation(&self) -> Option<&Annotation> {
        self.annotation(self.active.as_ref()?)
    }

    /// The colour an annotation is shown in: its own, else that of its first tag in a slot or by name.
    pub fn color_of(&self, annotation: &Annotation) -> HighlightColor {
        crate::app::shown_color(annotation, &self.codebook)
    }
}
