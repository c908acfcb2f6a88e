//! Where readings stand in brackets behind characters and words.

use std::ops::Range;

use crate::text::Sweep;
use crate::text::chars::is_han;
use crate::text::readings::Recent;
use crate::text::spelled::{Spelled, Speller, last_characters};

/// A character or a word with a true reading of it in brackets behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Gloss {
    /// The characters that are read.
    pub(crate) base: Range<usize>,
    /// Where the first bracket opens.
    pub(crate) open: usize,
    /// What came with the reading: the space before it, the brackets, all copies.
    pub(crate) range: Range<usize>,
    /// How many copies there are.
    pub(crate) copies: usize,
    /// How many characters are read.
    pub(crate) n_chars: usize,
    /// Whether one space follows.
    pub(crate) has_space: bool,
}

/// Finds the glosses of `text` in order and gives each to `found`.
pub(crate) fn scan(text: &str, mut found: impl FnMut(Gloss)) {
    let mut finder = Finder { text, recent: Recent::default(), speller: Speller::default() };
    let mut done = 0;
    MAY_OPEN.over(text, |open, c| {
        if open >= done
            && matches!(c, '(' | '[' | '（')
            && let Some(gloss) = finder.at(open)
        {
            done = gloss.range.end;
            found(gloss);
        }
    });
}

/// What the opening brackets that readings stand in begin with.
static MAY_OPEN: Sweep<3> = Sweep::new([b'(', b'[', 0xEF]);

struct Finder<'a> {
    text: &'a str,
    recent: Recent,
    speller: Speller,
}

impl Finder<'_> {
    /// The gloss of which the first bracket opens at `open`.
    fn at(&mut self, open: usize) -> Option<Gloss> {
        let before = before_gap(self.text.get(..open)?);
        let han = before.chars().next_back().filter(|c| is_han(*c))?;
        let Spelled { mut end, n_chars } = self.read(before, open, han)?;
        let copy = self.text.get(open..end)?;
        let mut copies = 1;
        // Behind most of them no bracket opens.
        let opens = |at: usize| self.text.as_bytes().get(at) == copy.as_bytes().first();
        while opens(end) && self.text.get(end..).is_some_and(|rest| rest.starts_with(copy)) {
            end += copy.len();
            copies += 1;
        }
        let n_bytes = match n_chars {
            1 => han.len_utf8(),
            _ => last_characters(before, n_chars).len(),
        };
        let base = before.len() - n_bytes..before.len();
        let has_space = self.text.as_bytes().get(end) == Some(&b' ');
        Some(Gloss { range: base.end..end, base, open, copies, n_chars, has_space })
    }

    fn read(&mut self, before: &str, open: usize, han: char) -> Option<Spelled> {
        // Most stand right behind their character, and nearly all of these were asked for before.
        let plain = || self.recent.in_parentheses(self.text, open, han);
        match (before.len() == open).then(plain).flatten() {
            Some(end) => Some(Spelled { end, n_chars: 1 }),
            None => self.speller.read(before, self.text, open),
        }
    }
}

/// What stands before a bracket, without the one space or end of a line that parts them.
fn before_gap(before: &str) -> &str {
    // Most stand right behind their character.
    if !matches!(before.as_bytes().last(), Some(b' ' | b'\n')) {
        return before;
    }
    match before.strip_suffix('\n') {
        Some(line) => line.strip_suffix('\r').unwrap_or(line),
        None => before.strip_suffix(' ').unwrap_or(before),
    }
}
