//! Finding what a reader means: the query and the text are compared character by character in their
//! folded forms, and what lies between them without meaning anything is passed over.

use aho_corasick::AhoCorasick;

use crate::search::{Ended, Found};
use crate::text::chars::{is_han, is_hangul, is_kana};
pub use crate::text::fold::{folded_char, is_ignored};
use crate::text::{fold, readings};

/// A query as it is compared.
pub(super) struct Sought {
    /// The folded characters.
    chars: Vec<Wanted>,
}

#[derive(Clone, Copy, Debug)]
struct Wanted {
    folded: char,
    /// Whether white space must stand before it, or must not; it does not matter where words are not
    /// parted by it.
    space: Space,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Space {
    Any,
    Needed,
    Unwanted,
}

impl Sought {
    /// Folds a query; a reading in parentheses behind its character is passed over here too.
    pub(super) fn new(query: &str) -> Self {
        let mut chars: Vec<Wanted> = Vec::new();
        let (mut at, mut last, mut has_space) = (0, None, false);
        while let Some(c) = query.get(at..).and_then(|rest| rest.chars().next()) {
            if let Some(end) = last.and_then(|han| readings::in_parentheses(query, at, han)) {
                at = end;
                continue;
            }
            at += c.len_utf8();
            if is_ignored(c) {
                has_space |= c.is_whitespace();
                continue;
            }
            let parts_words = last.is_some_and(is_spaced) && is_spaced(c);
            let space = match (parts_words, has_space) {
                (false, _) => Space::Any,
                (true, true) => Space::Needed,
                (true, false) => Space::Unwanted,
            };
            chars.push(Wanted { folded: folded_char(c), space });
            (last, has_space) = (Some(c), false);
        }
        Self { chars }
    }

    /// Finds it in `text`.
    pub(super) fn search(&self, text: &str, found: &mut Found<'_>) -> Option<Ended> {
        let first = self.chars.first()?.folded;
        let starts = AhoCorasick::new(writings(first)).ok()?;
        let mut done = 0;
        for start in starts.find_iter(text) {
            let start = start.start();
            let end = (start >= done).then(|| self.end_at(text, start)).flatten();
            done = end.unwrap_or(done);
            if let Some(ended) = found.try_at(start, end) {
                return Some(ended);
            }
        }
        None
    }

    /// Where the query ends in `text` if it stands at `start`, in bytes.
    fn end_at(&self, text: &str, start: usize) -> Option<usize> {
        let (mut at, mut last) = (start, None);
        for (index, wanted) in self.chars.iter().enumerate() {
            let mut has_space = false;
            loop {
                let c = text.get(at..)?.chars().next()?;
                if folded_char(c) == wanted.folded && wanted.fits(has_space) {
                    at += c.len_utf8();
                    last = Some(c);
                    break;
                }
                if index > 0 && is_ignored(c) {
                    has_space |= c.is_whitespace();
                    at += c.len_utf8();
                } else {
                    at = readings::in_parentheses(text, at, last?)?;
                }
            }
        }
        Some(at)
    }
}

impl Wanted {
    fn fits(self, has_space: bool) -> bool {
        match self.space {
            Space::Any => true,
            Space::Needed => has_space,
            Space::Unwanted => !has_space,
        }
    }
}

/// Whether words of this script are parted by white space.
fn is_spaced(c: char) -> bool {
    (c.is_alphanumeric() && !is_han(c) && !is_kana(c)) || is_hangul(c)
}

/// All characters that are compared as `folded`.
fn writings(folded: char) -> Vec<String> {
    let mut writings = vec![folded.to_string()];
    writings.extend(fold::writings(folded).map(String::from));
    // Beyond the plane only case is folded: Deseret, Adlam and the like.
    writings
}
