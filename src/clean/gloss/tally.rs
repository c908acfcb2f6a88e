//! The glosses of a whole document, counted, characters and words apart.

use std::hash::Hash;
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::clean::gloss::scan::{Gloss, scan};
use crate::text::chars::is_han;

/// Most different words that are told apart: no text has so many, and a made one shall not fill the memory.
const MOST_WORDS: usize = 20_000;

/// What is known of one character or word with its readings.
#[derive(Clone, Debug, Default)]
pub(crate) struct Glossed {
    /// How often it carries one.
    pub(crate) count: usize,
    /// The first of them with its brackets, in bytes.
    pub(crate) reading: Range<usize>,
}

/// The glosses of one kind.
#[derive(Default)]
pub(crate) struct Kind<T> {
    /// By what is read.
    pub(crate) types: FxHashMap<T, Glossed>,
    /// How many there are.
    pub(crate) count: usize,
    /// How many characters they read.
    pub(crate) n_chars: usize,
    /// Those with a space behind.
    pub(crate) n_spaced: usize,
    /// Those with the reading twice or more.
    pub(crate) n_repeated: usize,
    /// Those without a tone and in plain parentheses.
    pub(crate) n_plain: usize,
    /// Those with another reading than the first of their character or word.
    pub(crate) n_varied: usize,
    /// Those that stand by themselves, with no text before the character nor behind the reading.
    pub(crate) n_alone: usize,
}

impl<T: Hash + Eq> Kind<T> {
    fn add(&mut self, text: &str, of: T, gloss: &Gloss) {
        let reading = text.get(gloss.open..gloss.range.end).unwrap_or_default();
        let known = self
            .types
            .entry(of)
            .or_insert_with(|| Glossed { count: 0, reading: gloss.open..gloss.range.end });
        known.count += 1;
        let first = text.get(known.reading.clone()).unwrap_or_default();
        self.n_varied +=
            usize::from(gloss.copies == 1 && first != reading && is_other(first, reading));
        self.count += 1;
        self.n_chars += gloss.n_chars;
        self.n_spaced += usize::from(gloss.has_space);
        self.n_repeated += usize::from(gloss.copies > 1);
        let is_plain = |byte: u8| byte.is_ascii() && !byte.is_ascii_digit();
        self.n_plain += usize::from(reading.bytes().all(is_plain));
        self.n_alone += usize::from(is_alone(text, gloss));
    }
}

/// Whether two readings differ in more than the ends of lines and copies.
fn is_other(first: &str, reading: &str) -> bool {
    letters(first).ne(letters(reading))
}

/// The letters of the first copy of a reading.
fn letters(reading: &str) -> impl Iterator<Item = char> {
    let first = reading.split([')', '）', ']']).next().unwrap_or_default();
    first.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

fn is_alone(text: &str, gloss: &Gloss) -> bool {
    let before = text.get(..gloss.base.start).and_then(|before| before.chars().next_back());
    if before.is_some_and(is_han) {
        return false;
    }
    let after = text.get(gloss.range.end..).unwrap_or_default();
    !after.strip_prefix(' ').unwrap_or(after).starts_with(is_han)
}

/// The glosses of a whole document, counted.
#[derive(Default)]
pub(crate) struct Tally<'a> {
    /// Those of single characters.
    pub(crate) characters: Kind<char>,
    /// Those of words.
    pub(crate) words: Kind<&'a str>,
    /// Those that stand right behind another with nothing but what they read between.
    pub(crate) n_adjacent: usize,
    /// Plain letters in all of them.
    pub(crate) n_letters: usize,
}

impl Tally<'_> {
    /// How many glosses there are.
    pub(crate) fn count(&self) -> usize {
        self.characters.count + self.words.count
    }
}

/// Counts the glosses of `text`.
pub(crate) fn tally(text: &str) -> Tally<'_> {
    let mut tally = Tally::default();
    let mut end = 0;
    scan(text, |gloss| {
        tally.n_adjacent += usize::from(end > 0 && gloss.base.start == end);
        end = gloss.range.end + usize::from(gloss.has_space);
        let inner = text.as_bytes().get(gloss.range.clone()).unwrap_or_default();
        tally.n_letters += inner.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
        let base = text.get(gloss.base.clone()).unwrap_or_default();
        if gloss.n_chars == 1 {
            tally.characters.add(text, base.chars().next().unwrap_or_default(), &gloss);
        } else if tally.words.types.len() < MOST_WORDS || tally.words.types.contains_key(base) {
            tally.words.add(text, base, &gloss);
        }
    });
    tally
}
