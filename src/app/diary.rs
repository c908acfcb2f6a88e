//! The reading diary: what was marked, written, bookmarked and opened on each day, in every document of the library.
//!
//! It is made of the times that notes have and of the changes that undo knows (`diary_past`), and nothing is kept for
//! it: of a document it knows only when it was read last.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::OnceLock;

use crate::app::diary_past::{self, Kept, PastAct};
use crate::app::note_list::folded_chars;
use crate::app::passage_link::PassageLink;
use crate::app::{Recent, note_text, shown_color};
use crate::notebook::{Annotation, AnnotationId, Bookmark, Codebook, HighlightColor, Timestamp};
use crate::search::Letters;

/// Milliseconds in a day.
pub(super) const DAY: i64 = 24 * 60 * 60 * 1000;

/// A document of the diary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiaryDocument {
    /// What it is called.
    pub title: String,
    /// Where its file was last; none where it comes from the program itself.
    pub path: Option<PathBuf>,
    /// Hash of the bytes of its newest file; empty where that is not known.
    pub content: String,
}

impl DiaryDocument {
    /// The address that leads to it.
    pub fn address(&self) -> String {
        PassageLink::new(&self.content, self.path.as_deref()).to_address()
    }
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DiaryAct {
    /// The document was read; its last time is known.
    Opened,
    /// A passage was marked.
    Marked,
    /// Its tags changed; of several times on a day the last.
    Tagged,
    /// What is written about it changed; likewise.
    Written,
    /// It was changed otherwise, for the last time and on a later day than it was made.
    Changed,
    /// It was removed.
    Deleted,
    /// A place was bookmarked.
    Bookmarked,
}

/// Something that was done.
#[derive(Clone, Debug)]
pub struct DiaryEntry {
    /// When, in milliseconds since 1970-01-01 on the reader's own clock.
    pub local: i64,
    /// In which document, by its place among them.
    pub document: u32,
    /// What.
    pub act: DiaryAct,
    /// To which note.
    pub note: Option<AnnotationId>,
    /// Where the passage begins in the source, in bytes.
    pub at: u32,
    /// The passage, or the first words at a bookmark.
    pub quote: String,
    /// What is written about it.
    pub written: String,
    /// Its tags as paths.
    pub tags: Vec<String>,
    /// The colour it is shown in.
    pub color: HighlightColor,
    /// All its words, folded.
    folded: OnceLock<String>,
}

/// All that was done, the newest day first, on each day document by document.
#[derive(Clone, Debug, Default)]
pub struct Diary {
    /// The documents.
    pub documents: Vec<DiaryDocument>,
    /// What was done.
    pub entries: Vec<DiaryEntry>,
}

/// What of the diary is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiaryFilter {
    /// What is sought in passages, notes, tags and titles.
    pub search: String,
    /// Only this document, by its place among them.
    pub document: Option<u32>,
    /// Only that about which something was written.
    pub is_written: bool,
}

/// How much was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DiaryCounts {
    /// How many passages were marked.
    pub n_marked: usize,
    /// How many had their tags changed.
    pub n_tagged: usize,
    /// About how many of what was marked or changed something is written.
    pub n_written: usize,
    /// How many were removed.
    pub n_deleted: usize,
}

impl DiaryCounts {
    fn add(&mut self, act: DiaryAct, is_newly_written: bool) {
        self.n_marked += usize::from(act == DiaryAct::Marked);
        self.n_tagged += usize::from(act == DiaryAct::Tagged);
        self.n_deleted += usize::from(act == DiaryAct::Deleted);
        self.n_written += usize::from(is_newly_written);
    }
}

/// A day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DiaryDay {
    /// Its number since 1970-01-01.
    pub day: i64,
    /// How much was done.
    pub counts: DiaryCounts,
    /// In how many documents.
    pub n_documents: usize,
}

/// A line of the diary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiaryRow {
    /// A day.
    Day(DiaryDay),
    /// A document, by its place among them, and how much was done in it that day.
    Document(u32, DiaryCounts),
    /// What was done in it, by its place among the entries.
    Entry(u32),
}

impl DiaryEntry {
    /// The number of its day since 1970-01-01.
    pub const fn day(&self) -> i64 {
        self.local.div_euclid(DAY)
    }

    /// Its time of day, such as `14:03`.
    pub fn clock(&self) -> String {
        let minutes = self.local.rem_euclid(DAY) / 60_000;
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    }

    fn of_note(document: u32, note: &Annotation, codebook: &Codebook, local: i64) -> Self {
        let path = |tag| Some(codebook.path(tag)).filter(|path| !path.is_empty());
        Self {
            local,
            document,
            act: DiaryAct::Marked,
            note: Some(note.id.clone()),
            at: note.anchor.span.start.offset,
            quote: note.excerpt.exact.clone(),
            written: note_text::plain(&note.note),
            tags: note.tags.iter().filter_map(path).collect(),
            color: shown_color(note, codebook),
            folded: OnceLock::new(),
        }
    }

    fn of_bookmark(document: u32, mark: &Bookmark, local: i64) -> Self {
        Self {
            act: DiaryAct::Bookmarked,
            at: mark.anchor.span.start.offset,
            quote: mark.excerpt.exact.trim().to_owned(),
            ..Self::opened(document, local)
        }
    }

    fn opened(document: u32, local: i64) -> Self {
        Self {
            local,
            document,
            act: DiaryAct::Opened,
            note: None,
            at: 0,
            quote: String::new(),
            written: String::new(),
            tags: Vec::new(),
            color: HighlightColor::default(),
            folded: OnceLock::new(),
        }
    }

    /// The address that leads to it.
    pub fn address(&self, document: &DiaryDocument) -> String {
        let link = PassageLink::new(&document.content, document.path.as_deref());
        let link = match self.act {
            DiaryAct::Opened => link,
            _ => link.with_passage(self.at, &self.quote),
        };
        PassageLink { note: self.note.clone(), ..link }.to_address()
    }
}

impl Diary {
    /// The diary of documents and their notes, and of what was read lately; `local` gives a moment in milliseconds
    /// on the reader's own clock.
    pub fn new(
        kept: &[Kept],
        recents: &[Recent],
        codebook: &Codebook,
        local: &dyn Fn(Timestamp) -> i64,
    ) -> Self {
        let mut diary = Self::default();
        // A file goes by any of the places where it was.
        let mut places: BTreeMap<PathBuf, u32> = BTreeMap::new();
        for kept in kept {
            let document = diary.documents.len() as u32;
            let paths = kept.notes.record.paths.iter().map(PathBuf::from);
            places.extend(paths.map(|path| (path, document)));
            diary.add(kept, codebook, local);
        }
        for recent in recents {
            let known = places.get(&recent.path).copied();
            let document = known.unwrap_or_else(|| diary.take_document(recent));
            diary.entries.push(DiaryEntry::opened(document, local(recent.read)));
        }
        diary.arrange();
        diary
    }

    fn add(&mut self, kept: &Kept, codebook: &Codebook, local: &dyn Fn(Timestamp) -> i64) {
        let (record, notebook) = (&kept.notes.record, &kept.notes.notebook);
        let document = self.documents.len() as u32;
        self.documents.push(DiaryDocument {
            title: record.title.clone(),
            path: record.paths.last().map(PathBuf::from),
            content: record.contents.last().cloned().unwrap_or_default(),
        });
        let past = diary_past::acts(kept, local);
        for PastAct { act, note, local } in past.values() {
            let entry = DiaryEntry::of_note(document, note, codebook, *local);
            self.entries.push(DiaryEntry { act: *act, ..entry });
        }
        for note in notebook.annotations.values() {
            let made = DiaryEntry::of_note(document, note, codebook, local(note.created));
            let later = local(note.modified);
            let day = later.div_euclid(DAY);
            let is_told = |act| past.contains_key(&(&note.id, day, act));
            if day > made.day() && !is_told(DiaryAct::Tagged) && !is_told(DiaryAct::Written) {
                let changed = DiaryEntry { local: later, act: DiaryAct::Changed, ..made.clone() };
                self.entries.push(changed);
            }
            self.entries.push(made);
        }
        let marks = notebook.bookmarks.values();
        let marked = marks.map(|mark| DiaryEntry::of_bookmark(document, mark, local(mark.created)));
        self.entries.extend(marked);
    }

    /// Takes up a file that was read lately and has no notes.
    fn take_document(&mut self, recent: &Recent) -> u32 {
        self.documents.push(DiaryDocument {
            title: recent.title.clone(),
            path: Some(recent.path.clone()),
            content: String::new(),
        });
        self.documents.len() as u32 - 1
    }

    /// Brings the entries into order: on a day the document that was first at hand comes first.
    fn arrange(&mut self) {
        let mut first: BTreeMap<(i64, u32), i64> = BTreeMap::new();
        for entry in &self.entries {
            let known = first.entry((entry.day(), entry.document)).or_insert(entry.local);
            *known = entry.local.min(*known);
        }
        self.entries.sort_by_cached_key(|entry| {
            let began = first.get(&(entry.day(), entry.document)).copied().unwrap_or_default();
            (Reverse(entry.day()), began, entry.document, entry.local, entry.act, entry.at)
        });
    }

    /// The document of an entry.
    pub fn document(&self, entry: &DiaryEntry) -> Option<&DiaryDocument> {
        self.documents.get(entry.document as usize)
    }

    /// The lines that a filter lets through; `None` when `is_wanted` says that nobody waits for them.
    pub fn rows(
        &self,
        filter: &DiaryFilter,
        is_wanted: &dyn Fn() -> bool,
    ) -> Option<Vec<DiaryRow>> {
        let folded: String = folded_chars(&filter.search).collect();
        let letters = Letters::new(&filter.search);
        let mut lines = Lines::default();
        for (at, entry) in self.entries.iter().enumerate() {
            if at % 1024 == 0 && !is_wanted() {
                return None;
            }
            let is_meant = filter.document.is_none_or(|document| document == entry.document)
                && (!filter.is_written || !entry.written.is_empty())
                && (folded.is_empty() || self.is_found(entry, &folded, letters.as_ref()));
            if is_meant {
                lines.add(at, entry);
            }
        }
        Some(lines.rows)
    }

    fn is_found(&self, entry: &DiaryEntry, folded: &str, letters: Option<&Letters>) -> bool {
        let title = self.document(entry).map_or("", |document| &document.title);
        let words = entry.folded.get_or_init(|| {
            let mut words = String::new();
            let tags = entry.tags.iter().map(String::as_str);
            for text in [&*entry.quote, &*entry.written, title].into_iter().chain(tags) {
                words.extend(folded_chars(text));
                words.push('\n');
            }
            words
        });
        memchr::memmem::find(words.as_bytes(), folded.as_bytes()).is_some()
            || letters.is_some_and(|letters| {
                letters.are_in(&entry.quote)
                    || letters.are_in(&entry.written)
                    || letters.are_in(title)
                    || entry.tags.iter().any(|tag| letters.are_in(tag))
            })
    }
}

/// Lines being put together.
#[derive(Default)]
struct Lines {
    rows: Vec<DiaryRow>,
    /// The line of the day that is under way and that day; the line of the document that is, and the document.
    head: Option<(usize, i64)>,
    document: Option<(usize, u32)>,
    /// The notes of this document and day about which something is written.
    written: BTreeSet<AnnotationId>,
}

impl Lines {
    fn add(&mut self, at: usize, entry: &DiaryEntry) {
        let day = entry.day();
        if self.head.is_none_or(|(_, known)| known != day) {
            (self.head, self.document) = (Some((self.rows.len(), day)), None);
            self.rows.push(DiaryRow::Day(DiaryDay { day, ..DiaryDay::default() }));
        }
        let is_new = self.document.is_none_or(|(_, known)| known != entry.document);
        if is_new {
            self.written.clear();
            self.document = Some((self.rows.len(), entry.document));
            self.rows.push(DiaryRow::Document(entry.document, DiaryCounts::default()));
        }
        self.rows.push(DiaryRow::Entry(at as u32));
        let note = entry.note.clone().filter(|_| !entry.written.is_empty());
        let note = note.filter(|_| entry.act != DiaryAct::Deleted);
        let is_newly_written = note.is_some_and(|note| self.written.insert(note));
        let line = self.document.and_then(|(line, _)| self.rows.get_mut(line));
        if let Some(DiaryRow::Document(_, counts)) = line {
            counts.add(entry.act, is_newly_written);
        }
        let head = self.head.and_then(|(head, _)| self.rows.get_mut(head));
        if let Some(DiaryRow::Day(day)) = head {
            day.n_documents += usize::from(is_new);
            day.counts.add(entry.act, is_newly_written);
        }
    }
}
