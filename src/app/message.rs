//! What comes into the program.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::app::autocode::{Autocode, HitUnit, LibraryHits};
use crate::app::caret::Step;
use crate::app::diary::Diary;
use crate::app::library_notes::{LibraryNotes, NoteScope};
use crate::app::{
    Action, CleanedView, Counted, DrawnMarks, ExportChoice, FileIs, FontFamily, FontName,
    JoinPreview, LoadedFont, LongDone, MadeMarks, MemoOf, Memory, Moment, Notice, OpenDocument,
    PathPurpose, Phrase, Popover, Preview, Settings, Unwritten, Version, VersionAnswer,
};
use crate::clean::{Meta, Ruling, RulingKind};
use crate::document::Stage;
use crate::notebook::{
    AnnotationId, Codebook, HighlightColor, LinePattern, Notebook, TagId, Timestamp, Way,
};
use crate::search::{Hits, PatternProblem};
use crate::text::{Clean, Pos, Source, Span};

/// Identities for what a message makes: each is a ULID, one after the other from a random first.
#[derive(Clone, Copy, Debug)]
pub struct Ids {
    next: u128,
}

impl Ids {
    /// Starts from `seed`, a random ULID as a number.
    pub const fn new(seed: u128) -> Self {
        Self { next: seed }
    }

    /// The next identity, 26 letters and digits.
    pub fn take(&mut self) -> String {
        let id = ulid::Ulid(self.next).to_string();
        self.next = self.next.wrapping_add(1);
        id
    }
}

/// Something that happened, with the time and the identities it may use.
#[derive(Clone, Debug)]
pub struct Message {
    /// When.
    pub now: Timestamp,
    /// Identities for what it makes.
    pub ids: Ids,
    /// What.
    pub what: What,
}

/// The two kinds of happenings.
#[derive(Clone, Debug)]
pub enum What {
    /// The person wants something.
    Command(Command),
    /// The outside answers.
    Event(Event),
}

/// Names one job, so that an answer which came too late is known as such.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(pub u64);

/// What a person can want.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// An action of the command table.
    Do(Action),
    /// Open these files; the first is shown.
    OpenPaths(Vec<PathBuf>),
    /// Make a document of this text, which was pasted.
    OpenText(String),
    /// Show the document in this tab.
    SwitchTab(usize),
    /// Close this tab.
    CloseTab(usize),
    /// Take a file off the list of recent ones.
    ForgetRecent(PathBuf),
    /// The selection is now this; `None` when there is none.
    Select(Option<Span<Clean>>),
    /// Mark this stretch with the marker in hand.
    MarkArmed(Span<Clean>),
    /// The pointer put the caret here.
    PlaceCaret(Pos<Clean>),
    /// A step by lines led here.
    Stepped(Step, Pos<Clean>),
    /// Put an annotation on this stretch of the text instead.
    Reshape(AnnotationId, Span<Clean>),
    /// Make this annotation the one that keys act on; `None` for none.
    Activate(Option<AnnotationId>),
    /// Make it active and bring it into view.
    GoToNote(AnnotationId),
    /// Bring this place to the top of the page.
    GoTo(Pos<Clean>),
    /// The page now shows this much of the text.
    Reading(Span<Clean>),
    /// List the notes of this scope.
    ListNotesOf(NoteScope),
    /// Choose these notes of the list, and no others.
    ChooseNotes(Arc<BTreeSet<AnnotationId>>),
    /// Do this to all that are chosen; one undoable step.
    DoToChosen(ManyAct),
    /// Offer the formats in which these notes can be written.
    ExportOnly(Arc<BTreeSet<AnnotationId>>),
    /// Put these notes on the clipboard as Markdown.
    CopyNotes(Arc<BTreeSet<AnnotationId>>),
    /// Undo, or do again, until so many steps are done.
    GoToStep(usize),
    /// Go where a link in a note leads: the address of a passage, or a name.
    FollowLink(String),
    /// Write the overview to a file: this is it, as SVG or as pixels.
    SaveOverview(Unwritten),
    /// Put these lines of the diary on the clipboard.
    CopyDiary(String),
    /// Write them to a file.
    SaveDiary(String),
    /// The half without the keyboard does.
    ReadingBeside(Span<Clean>),
    /// Give the first half this part of the room, in hundredths.
    SetShare(u8),
    /// Change an annotation's colour.
    Recolor(AnnotationId, HighlightColor),
    /// Put this tag on an annotation, or take it off.
    ToggleTag(AnnotationId, TagId),
    /// Remove an annotation.
    RemoveNote(AnnotationId),
    /// Put an annotation that lost its passage on the selection.
    PlaceHere(AnnotationId),
    /// The annotation stands where it is suggested.
    AcceptPlace(AnnotationId),
    /// It does not; keep it without a place.
    RefusePlace(AnnotationId),
    /// Open the note of an annotation for writing.
    EditNote(AnnotationId),
    /// The note being written now reads so.
    NoteTyped(String),
    /// Change a tag of the library.
    EditTag(TagId, TagEdit),
    /// Make a tag with this path.
    NewTag(String),
    /// Make these tags one with the last.
    MergeTags(Vec<TagId>, TagId),
    /// Seek in the library's other documents what is sought here, to mark so much around each hit.
    SeekElsewhere(HitUnit),
    /// Wait no longer for that.
    StopSeekingElsewhere,
    /// Ask for a folder whose files are meant, too.
    AskForCodeFolder,
    /// Mean the library's documents alone.
    ForgetCodeFolder,
    /// Mark all hits of the find so.
    MarkHits(Autocode),
    /// Ask for a file with a codebook to take in.
    AskForCodebook,
    /// Open the tag manager to write about a tag or the library.
    ShowMemo(MemoOf),
    /// Begin to write about something.
    WriteMemo(MemoOf),
    /// What is being written about it now reads so.
    MemoTyped(String),
    /// That is written.
    EndMemo,
    /// Choose an existing tag in the picker.
    PickTag(TagId),
    /// Make the tag that was typed in the picker, and choose it.
    PickNewTag(String),
    /// What is sought now reads so.
    FindTyped(String),
    /// Go to the place that was typed: a paragraph's number, or a percentage.
    GoToTyped(String),
    /// Remove a bookmark.
    RemoveBookmark(AnnotationId),
    /// Show the next hit in what was taken away, and what was taken away with it.
    GoToTakenHit,
    /// Show this hit of the find.
    GoToHit(usize),
    /// Take these settings; where the open document has a look of its own, the page's become that one.
    SetSettings(Settings),
    /// Give the open document a look of its own, or have it look as all do.
    KeepOwnLook(bool),
    /// Show or close a popover.
    SetPopover(Option<Popover>),
    /// Take these choices of the card of exports.
    SetExport(Box<ExportChoice>),
    /// Write the export that is chosen.
    Export,
    /// Put the export that is chosen on the clipboard.
    CopyExport,
    /// The answer to [`Popover::TypePath`].
    PathTyped(PathPurpose, String),
    /// Clean the open document in another script.
    SetScript(crate::clean::ScriptChoice),
    /// Switch a cleaning rule on or off for the open document, by its id.
    SetRule(&'static str, bool),
    /// Give these stretches of the source back as they were.
    Keep(Vec<Span<Source>>),
    /// Let the cleaning have this stretch again.
    KeepNoMore(Span<Source>),
    /// Give all that was cleaned back, or clean all again.
    RestoreAll(bool),
    /// Have a cleaning rule off, or on, in every document, by its id.
    AlwaysKeep(&'static str, bool),
    /// Carry out these suggestions.
    Accept(Vec<Span<Source>>),
    /// Show the cleaned text so.
    SetCleanedView(CleanedView),
    /// Show a place of the file, whatever became of it.
    GoToSource(Span<Source>),
    /// The reader has seen that the cleaning took much away.
    CleaningSeen,
    /// Read the open file again in this encoding.
    ReopenAs(&'static str),
    /// Read the open file again, since another program wrote it.
    ReadAgain,
    /// The reader knows that another program wrote it.
    RewritingSeen,
    /// Say this of stretches of the source, which the cleaning may have taken away.
    Judge(Vec<Span<Source>>, RulingKind),
    /// Close the tab of a file that is not where it was.
    CloseLost(PathBuf),
    /// The window became so narrow that panels come and go by themselves, or is no longer.
    SetNarrow(bool),
    /// Take back what was ruled by hand.
    TakeBack(Ruling),
    /// The selection should read so.
    Correct(String),
    /// Where the text comes from, where that is other than the file says.
    SetMeta(Meta),
    /// The answer to the offer to rule here as elsewhere.
    AnswerOffer(OfferAnswer),
    /// Show what the notes were at this moment.
    ShowMoment(Timestamp),
    /// Make these annotations what they were at the moment that is shown.
    BringBack(Vec<AnnotationId>),
    /// Mend the open document's damaged files, and bring back what damage cost.
    MendNotes,
    /// The reader has seen that its files are damaged.
    DamageSeen,
    /// What the file that is shown is.
    AnswerVersion(VersionAnswer),
    /// Join the library that was looked at.
    AcceptJoin,
    /// Look at what joining the library that was restored into this folder would change.
    JoinRestored(PathBuf),
    /// Have the library that was restored into this folder opened in the place of this one, from now on.
    UseRestored(PathBuf),
    /// Show the next step of the tour, or end it.
    GoOnWithTour,
    /// Wait no longer for the document that is being read.
    CancelLoading,
    /// Take the start card away.
    HideStartCard,
    /// Take a notice away.
    Dismiss(usize),
}

/// A change of a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TagEdit {
    /// Call it so.
    Name(String),
    /// Give it this colour.
    Color(HighlightColor),
    /// Give its line this pattern, or that of its colour.
    Pattern(Option<LinePattern>),
    /// Put it on this digit key, or on none.
    Slot(Option<u8>),
    /// Say what it means.
    Description(String),
    /// Put it under this tag, or at the top.
    Parent(Option<TagId>),
    /// The same by a path; the tag is made if it is missing.
    ParentPath(String),
    /// Make it one with this tag.
    MergeInto(TagId),
    /// Give these annotations a tag of this name instead.
    Split(String, Vec<AnnotationId>),
    /// Delete it; what it marked stays marked.
    Delete,
}

/// What can be done to many notes at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ManyAct {
    /// Put this tag on all, or take it off where all have it.
    Tag(TagId),
    /// Show all in this colour.
    Recolor(HighlightColor),
    /// Make one of those that touch, or that only white space parts.
    Merge,
    /// Remove all.
    Remove,
}

/// What a reader says to an offer to rule here as elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferAnswer {
    /// Yes.
    Take,
    /// Show me the next of the lines.
    Look,
    /// No, and not again in this document.
    Decline,
}

/// What the outside answers.
#[derive(Clone, Debug)]
pub enum Event {
    /// The library was opened: its tags and what was read lately.
    Started(Box<Started>),
    /// A file dialog was closed; `None` when nothing was chosen.
    PathPicked(PathPurpose, Option<PathBuf>),
    /// No file dialog could be had.
    NoDialog(PathPurpose),
    /// Another start of the program had these files to open, or none.
    Forwarded(Vec<PathBuf>),
    /// Files were dropped on the window.
    Dropped(Vec<PathBuf>),
    /// A document is ready.
    Loaded(Ticket, Box<OpenDocument>),
    /// Where the words of a find stand in what was taken away.
    FoundTaken(Ticket, Vec<Span<Source>>),
    /// What its reading, or its cleaning anew, is at.
    Stage(Ticket, Stage),
    /// A document cannot be shown.
    LoadFailed(Ticket, LoadFailure),
    /// The same document, cleaned with other options.
    Recleaned(Ticket, Box<OpenDocument>),
    /// Passages that were found so far.
    Located(Ticket, Box<Located>),
    /// The search for passages broke.
    LocateFailed(Ticket, Phrase),
    /// The clipboard had time enough to answer.
    PasteDue,
    /// Changes are on disk.
    Saved(Ticket),
    /// Changes could not be written; they are kept and tried again.
    SaveFailed(Ticket, Phrase),
    /// It is time to try again to write what could not be written.
    SaveDue,
    /// It is time to bring the journal into the notes' file, unless the person is at work.
    SettleDue,
    /// It is time to write what is to be remembered.
    RememberDue,
    /// The notes of the document with this content and the tags, as another program left them; read when
    /// this was the newest request to write.
    ChangedOutside(String, Ticket, Box<(Notebook, Codebook)>),
    /// The marks of a document that is about to be there.
    MarksMade(Ticket, Box<DrawnMarks>),
    /// The marks of a document that is there, made anew.
    MarksRemade(Ticket, Box<MadeMarks>),
    /// They could not be made.
    MarksFailed(Ticket, Phrase),
    /// What concerned very many notes is done.
    CarriedOut(Ticket, Box<LongDone>),
    /// It could not be done.
    CarryOutFailed(Ticket, Phrase),
    /// How the file of the document with this content is now.
    Rewritten(String, FileIs),
    /// The moments of which the history of the document with this content knows.
    MomentsRead(String, Vec<Moment>),
    /// Its notes at one of them.
    NotesRecalled(String, Timestamp, Box<Notebook>),
    /// Its damaged files were mended: its notes, and how many of them came back from the history.
    Mended(String, Box<Notebook>, usize),
    /// What the library says of the file with this content.
    VersionFound(String, Version),
    /// It knows the file with this content as the reader says; what there is to say of that.
    VersionSettled(String, Option<Version>),
    /// What joining another library would change, or why it cannot be.
    JoinPreviewed(Result<Box<JoinPreview>, Phrase>),
    /// Another library was joined: the tags, and how many documents and notes changed.
    Joined(Box<Codebook>, (usize, usize)),
    /// The system's theme is now a dark one, or a light one.
    SystemTheme(bool),
    /// The families of fonts that are installed.
    FontsListed(Arc<[FontFamily]>),
    /// A family is ready; `None` if it cannot be had.
    FontLoaded(FontName, Option<Box<LoadedFont>>),
    /// Lines of the document with this content that were ruled on elsewhere.
    Offered(String, Vec<Ruling>),
    /// The find is done, or the pattern is none.
    Found(Ticket, Result<Hits, PatternProblem>),
    /// So many of the library's other documents were read, and of how many.
    ReadElsewhere(Ticket, (usize, usize)),
    /// What was found in them.
    FoundElsewhere(Ticket, Box<LibraryHits>),
    /// So many documents that are not open were changed, with so many notes; that way; and
    /// those that could not be, and why.
    ChangedElsewhere((usize, usize), Way, Vec<(String, Phrase)>),
    /// How many notes of the library carry each tag.
    TagsCounted(BTreeMap<TagId, usize>),
    /// What was done on each day.
    DiaryRead(Box<Diary>),
    /// The notes of all documents that the library knows, or why they cannot be read.
    LibraryNotesRead(Ticket, Result<Box<LibraryNotes>, Phrase>),
    /// A file with a codebook was read: its name and its text.
    CodebookRead(String, String),
    /// An export is written; what its format does not hold.
    ExportDone(PathBuf, Option<Phrase>),
    /// An export that goes to the clipboard.
    ExportCopied(String),
    /// The choices on the card of exports rest.
    PreviewDue(Ticket),
    /// What an export would be, or why it cannot be.
    Previewed(Ticket, Box<Result<Preview, Phrase>>),
    /// What it would hold and what not, of all documents.
    ExportCounted(Ticket, Option<Box<Counted>>),
    /// A window of another library is being opened, in the place of this one.
    LibraryTaken,
    /// Something the person must know.
    Notice(Notice),
}

/// What was found of the passages that are sought.
#[derive(Clone, Debug)]
pub struct Located {
    /// The cleaned text that they were sought in.
    pub cleaned: Arc<crate::clean::Cleaned>,
    /// Where they stand.
    pub places: crate::placing::Places,
    /// How many are done, all reports together.
    pub n_done: usize,
}

/// What the program starts with.
#[derive(Clone, Debug, Default)]
pub struct Started {
    /// What was remembered.
    pub memory: Memory,
    /// The library's tags.
    pub codebook: Codebook,
    /// Whether the program was never used with this library before.
    pub is_first: bool,
    /// The library's folder.
    pub library: Option<PathBuf>,
    /// Files named on the command line.
    pub files: Vec<PathBuf>,
    /// What went wrong while the library was opened.
    pub notices: Vec<Notice>,
}

/// Why a document cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadFailure {
    /// The file.
    pub path: PathBuf,
    /// Why, in words, and what can be done.
    pub why: Phrase,
}
