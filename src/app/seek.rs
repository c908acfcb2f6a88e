//! How well a name fits what was typed: by letters, pinyin, initials, words.

use std::ops::Range;

use ib_pinyin::matcher::PinyinMatcher;
use ib_pinyin::pinyin::PinyinNotation;
use pinyin::ToPinyin;

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

/// What was typed, ready to be compared with many names.
pub struct Sought<'a> {
    query: &'a str,
    initials: PinyinMatcher<'a>,
    pinyin: PinyinMatcher<'a>,
}

/// What was typed as it is to be compared: trimmed, in lower case, and without the signs by which an input
/// method that is composing parts syllables (fg'sj).
pub fn normal(typed: &str) -> String {
    typed.trim().to_lowercase().replace('\'', "")
}

impl<'a> Sought<'a> {
    /// Prepares `query`, which is [`normal`].
    pub fn new(query: &'a str) -> Self {
        let build = |notations| PinyinMatcher::builder(query).pinyin_notations(notations).build();
        Self {
            query,
            initials: build(PinyinNotation::AsciiFirstLetter),
            pinyin: build(PinyinNotation::Ascii | PinyinNotation::AsciiFirstLetter),
        }
    }

    /// How well `name` fits, with the bytes of it that do; an empty query fits all alike.
    ///
    /// What counts as its beginning is also `start`, as where a name stands behind a path.
    pub fn fit(&self, name: &str, start: usize) -> Option<(Fit, Range<usize>)> {
        if self.query.is_empty() {
            return Some((Fit::Exact, 0..0));
        }
        let lower = name.to_lowercase();
        if lower == self.query || lower.get(start..) == Some(self.query) {
            return Some((Fit::Exact, start..name.len()));
        }
        let is_start = |at| at == 0 || at == start;
        if let Some(at) = lower.find(self.query).filter(|_| lower.len() == name.len()) {
            let fit = if is_start(at) { Fit::Prefix } else { Fit::Substring };
            return Some((fit, at..at + self.query.len()));
        }
        let initials = self.initials.find(name).filter(|found| is_start(found.start()));
        if let Some(found) = initials {
            return Some((Fit::InitialsPrefix, found.start()..found.end()));
        }
        if let Some(found) = self.pinyin.find(name) {
            return Some((Fit::Pinyin, found.start()..found.end()));
        }
        if self.query.contains(' ') {
            let holds = |word| lower.contains(word);
            return self.query.split_whitespace().all(holds).then_some((Fit::Words, 0..0));
        }
        has_initials_in_order(name, self.query).then_some((Fit::InitialsInOrder, 0..0))
    }

    /// Whether `text` holds what was typed as it is written, in whatever case.
    pub fn is_written_in(&self, text: &str) -> bool {
        text.to_lowercase().contains(self.query)
    }

    /// Whether `text` holds what was typed, by letters, pinyin or initials; for filter fields.
    pub fn is_in(&self, text: &str) -> bool {
        self.query.is_empty()
            || text.to_lowercase().contains(self.query)
            || self.pinyin.is_match(text)
    }
}

/// Whether the letters of `query` are initials of `name` in order, with others between.
fn has_initials_in_order(name: &str, query: &str) -> bool {
    let mut letters = query.chars().peekable();
    let mut is_in_word = false;
    for c in name.chars() {
        let initial = match c.to_pinyin().and_then(|reading| reading.plain().chars().next()) {
            Some(initial) => Some(initial),
            // Of a Latin word only the first letter.
            None => c.to_lowercase().next().filter(|_| !(is_in_word && c.is_alphanumeric())),
        };
        is_in_word = c.is_alphanumeric() && c.to_pinyin().is_none();
        if initial.is_some() && initial == letters.peek().copied() {
            letters.next();
        }
    }
    letters.peek().is_none()
}
