//! What the library knows of a document before its notes are read: how it is to be cleaned, what was
//! ruled of it by hand, and which lines the reader ruled on anywhere.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use crate::clean::CleanOptions;
use crate::clean::Ruling;
use crate::document::{Document, Stage, content_hash};
use crate::host::child;
use crate::host::commit;
use crate::host::library::{Library, LibraryError, text_of};
use crate::import::ImportError;
use crate::notebook::Change;
use crate::ruling::{KnownLines, Site};
use crate::store::{self, Problem};
use crate::text::Phrase;

const LINES: &str = "lines.ron";

/// How a document was read and cleaned last.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// How it was cleaned.
    pub options: CleanOptions,
    /// The encoding that the reader chose for it.
    pub encoding: Option<String>,
}

impl Library {
    /// How the document with this content, else this text, else this path was cleaned last; `None` of one
    /// that is not known.
    pub fn options(&self, content: &str, text: Option<&str>, path: Option<&Path>) -> Option<Known> {
        let record = self.find(content, text, path).ok().flatten()?;
        let read = self.file_with_journal(&record.id).ok().flatten();
        let head = read.and_then(|(bytes, journal)| {
            let head = store::head_from_ron(&text_of(&bytes))?;
            Some(commit::with_journal(head, &journal.read))
        });
        let head = head.unwrap_or_default();
        // A place says nothing of a file with other bytes; a ruling knows its own words.
        let is_same = record.contents.iter().any(|known| known == content);
        let kept = head.notebook.kept.into_iter().filter(|_| is_same);
        let accepted = head.notebook.accepted.into_iter().filter(|_| is_same);
        let options = CleanOptions {
            script: record.script,
            rules_off: record.rules_off,
            rules_on: record.rules_on,
            kept: kept.collect(),
            accepted: accepted.collect(),
            by_hand: head.notebook.by_hand,
        };
        Some(Known { options, encoding: record.encoding })
    }

    /// Reads a document; `choose` makes the options of those it is known with, if it is known. Without an
    /// `encoding` it is read in the one that was chosen for it. `tell` hears what it is at.
    pub fn document(
        &self,
        name: &str,
        bytes: Cow<'_, [u8]>,
        encoding: Option<&str>,
        path: Option<&Path>,
        choose: impl Fn(Option<CleanOptions>) -> CleanOptions,
        tell: &dyn Fn(Stage),
    ) -> Result<(Document, CleanOptions), ImportError> {
        let content = content_hash(&bytes);
        let known = self.options(&content, None, path);
        let is_known = known.is_some();
        let (options, chosen) = known.map(|known| (known.options, known.encoding)).unzip();
        let (options, chosen) = (choose(options), chosen.flatten());
        let imported = child::import(name, bytes, encoding.or(chosen.as_deref()))?;
        let document = Document::of_told(name, content.clone(), imported, &options, tell);
        let by_text = || self.options(&content, Some(&document.fingerprint.text), path);
        match by_text().filter(|_| !is_known) {
            Some(known) => {
                let options = choose(Some(known.options));
                Ok((document.recleaned_told(&options, tell), options))
            }
            None => Ok((document, options)),
        }
    }

    /// The lines on which the reader ruled; none if the file cannot be read.
    pub fn known_lines(&self) -> KnownLines {
        let text = self.read_text(&self.lines_file()).ok().flatten();
        text.and_then(|text| store::lines_from_ron(&text)).unwrap_or_default()
    }

    /// What is wrong with the file of these lines, in words; `repairs` puts a damaged one aside.
    pub fn check_lines(&self, repairs: bool) -> Result<Option<Phrase>, LibraryError> {
        let file = self.lines_file();
        let read = self.read_text(&file)?.map(|text| store::lines_from_ron(&text));
        if !matches!(read, Some(None)) {
            return Ok(None);
        }
        if repairs {
            let _lock = self.lock()?;
            self.keep_damaged(&file, &[Problem::Head])?;
            self.replace(&file, store::lines_to_ron(&KnownLines::default()).as_bytes())?;
        }
        let shown = file.display();
        Ok(Some(Phrase::new(
            format!("记住的行读不出来，旧文件会另存一份：{shown}"),
            format!("the remembered lines cannot be read; the old file is kept aside: {shown}"),
        )))
    }

    /// Where the lines are.
    pub fn lines_file(&self) -> PathBuf {
        self.folder().join(LINES)
    }

    /// Takes in what was ruled; for one who holds the lock.
    ///
    /// What is lost here is an offer and no word of the reader's: a failure is no reason to write notes
    /// a second time.
    pub(super) fn learn_lines(&self, changes: &[Change], site: &Site) {
        if changes.iter().any(|change| matches!(change, Change::Ruling(_))) {
            drop(self.change_lines(|known| known.learn(changes, site)));
        }
    }

    /// Notes that offered rulings are not wanted in the document with this content.
    pub fn decline_lines(&self, content: &str, offered: &[Ruling]) -> Result<(), LibraryError> {
        let _lock = self.lock()?;
        self.change_lines(|known| {
            known.decline(content, offered);
            true
        })
    }

    fn change_lines(
        &self,
        change: impl FnOnce(&mut KnownLines) -> bool,
    ) -> Result<(), LibraryError> {
        let file = self.lines_file();
        let text = self.read_text(&file)?;
        let read = text.as_deref().map(store::lines_from_ron);
        if matches!(read, Some(None)) {
            self.keep_damaged(&file, &[Problem::Head])?;
        }
        let mut known = read.flatten().unwrap_or_default();
        if !change(&mut known) {
            return Ok(());
        }
        self.replace(&file, store::lines_to_ron(&known).as_bytes())
    }
}
