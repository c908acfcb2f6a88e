//! How well a name fits what was typed: by letters, pinyin, initials, words.

use std::ops::Range;

use memchr::memmem;

use crate::search::{Letters, folded_char};

/// How well a name fits; the first is best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is what was typed.
    Exact,
    /// It begins so.
    Prefix,
    /// Its initials begin so.
    InitialsPrefix,
    /// It holds what was typed.
    Substring,
    /// It holds it in pinyin.
    Pinyin,
    /// It holds each of the words that were typed.
    Words,
    /// Its initials hold the letters in order, with others between.
    InitialsInOrder,
}

/// A name, ready to be compared with what is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    text: String,
    /// Where its own part begins, in bytes of `text`.
    start: usize,
    folded: String,
    /// The same in bytes of `folded`.
    folded_start: usize,
}

impl Name {
    /// Prepares `text`. What counts as its beginning is also `start`, as where a name stands behind a path.
    pub fn new(text: String, start: usize) -> Self {
        let folded = folded(&text);
        let folded_start = folded_offset(&folded, &text, start);
        Self { text, start, folded, folded_start }
    }

    /// As it is shown.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// As it is compared: whatever its case, width and script, character by character.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// The bytes of the text that a stretch of the folded one came from.
    fn original(&self, range: Range<usize>) -> Range<usize> {
        let back = |at| folded_offset(&self.text, &self.folded, at);
        back(range.start)..back(range.end)
    }
}

/// Folding keeps the number of characters.
fn folded(text: &str) -> String {
    text.chars().map(folded_char).collect()
}

/// The byte in `to` before which as many characters stand as before byte `at` of `from`.
fn folded_offset(to: &str, from: &str, at: usize) -> usize {
    let before = from.get(..at).unwrap_or(from);
    to.char_indices().nth(before.chars().count()).map_or(to.len(), |(at, _)| at)
}

/// What was typed, ready to be compared with many names.
pub struct Sought<'a> {
    query: &'a str,
    folded: String,
    finder: memmem::Finder<'static>,
    letters: Option<Letters>,
}

/// What was typed as it is to be compared: trimmed, in lower case, and without the signs by which an input
/// method that is composing parts syllables (fg'sj).
pub fn normal(typed: &str) -> String {
    typed.trim().to_lowercase().replace('\'', "")
}

impl<'a> Sought<'a> {
    /// Prepares `query`, which is [`normal`].
    pub fn new(query: &'a str) -> Self {
        let folded = folded(query);
        let finder = memmem::Finder::new(&folded).into_owned();
        Self { query, folded, finder, letters: Letters::new(query) }
    }

    /// How well `name` fits, with the bytes of it that do; an empty query fits all alike.
    ///
    /// What counts as its beginning is also `start`, as where a name stands behind a path.
    pub fn fit(&self, name: &str, start: usize) -> Option<(Fit, Range<usize>)> {
        self.fit_name(&Name::new(name.to_owned(), start))
    }

    /// The same of a name that was prepared. Whatever fits a query fits what it began with, too.
    pub fn fit_name(&self, name: &Name) -> Option<(Fit, Range<usize>)> {
        if self.query.is_empty() {
            return Some((Fit::Exact, 0..0));
        }
        if let Some((fit, found)) = self.fit_as_written(name) {
            if fit == Fit::Substring
                && let Some(found) = self.initials(name)
            {
                return Some((Fit::InitialsPrefix, found));
            }
            return Some((fit, name.original(found)));
        }
        if let Some(found) = self.initials(name) {
            return Some((Fit::InitialsPrefix, found));
        }
        if let Some(found) = self.letters.as_ref().and_then(|letters| letters.find(&name.text)) {
            return Some((Fit::Pinyin, found));
        }
        if self.query.contains(' ') {
            let holds = |word| name.folded.contains(word);
            let holds_all = self.folded.split_whitespace().all(holds);
            return holds_all.then_some((Fit::Words, 0..0));
        }
        let letters = self.letters.as_ref();
        let is_in_order = letters.is_some_and(|letters| letters.are_initials_in_order(&name.text));
        is_in_order.then_some((Fit::InitialsInOrder, 0..0))
    }

    /// How it fits letter by letter, with the bytes of the folded name.
    fn fit_as_written(&self, name: &Name) -> Option<(Fit, Range<usize>)> {
        let (folded, query) = (name.folded.as_str(), self.folded.as_str());
        let own = folded.get(name.folded_start..).unwrap_or_default();
        if folded == query || own == query {
            return Some((Fit::Exact, folded.len() - own.len()..folded.len()));
        }
        let start = if own.starts_with(query) {
            name.folded_start
        } else {
            self.finder.find(folded.as_bytes())?
        };
        let is_start = start == 0 || start == name.folded_start;
        let fit = if is_start { Fit::Prefix } else { Fit::Substring };
        Some((fit, start..start + query.len()))
    }

    /// The bytes whose initials are what was typed, from the beginning on.
    fn initials(&self, name: &Name) -> Option<Range<usize>> {
        let letters = self.letters.as_ref()?;
        let from = |start: usize| Some(start..letters.end_as_initials(&name.text, start)?);
        from(name.start).or_else(|| from(0))
    }

    /// Whether `text` holds what was typed as it is written, in whatever case, width and script.
    pub fn is_written_in(&self, text: &str) -> bool {
        self.finder.find(folded(text).as_bytes()).is_some()
    }

    /// Whether `text` holds what was typed, by letters, pinyin or initials; for filter fields.
    pub fn is_in(&self, text: &str) -> bool {
        self.query.is_empty()
            || self.is_written_in(text)
            || self.letters.as_ref().is_some_and(|letters| letters.are_in(text))
    }
}
