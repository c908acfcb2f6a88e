//! Row 1: where words stand in a text: folded, exactly, by pinyin, or by a regular expression.
//! Pure and stateless: nothing is kept of a text between two searches, so it costs no memory.

mod folded;
mod pattern;
mod pinyin;
mod sounds;

use std::ops::Range;

pub use folded::{folded_char, is_ignored};
pub use pattern::{PatternProblem, PatternWhy};
pub use pinyin::{FirstLetters, Letters};

use crate::text::{Clean, Span, Text, words};

/// Makes the tables that comparing needs, which takes some milliseconds: else the first to seek waits for them.
pub fn make_ready() {
    folded_char('一');
    if let Some(letters) = Letters::new("y") {
        letters.are_in("一");
    }
}

/// What is sought, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What was typed.
    pub text: String,
    /// How it is meant.
    pub switches: Switches,
}

/// How a query is meant. Without any, differences that a reader does not mean are folded: width, case,
/// Traditional and Simplified, white space and line breaks, readings in parentheses.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Switches {
    /// Character by character as typed.
    pub is_exact: bool,
    /// Only what no word goes on across.
    pub is_whole_word: bool,
    /// The query is a regular expression; it ignores case unless exact.
    pub is_regex: bool,
    /// Letters of the query also stand for pinyin, whole or its initials.
    pub is_pinyin: bool,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hits {
    /// Where, in order, without overlaps, none empty.
    pub spans: Vec<Span<Clean>>,
    /// Whether there are more than [`MOST_HITS`].
    pub is_cut: bool,
}

/// Most hits that are kept, 8 bytes each.
pub const MOST_HITS: usize = 1_000_000;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchError {
    /// The regular expression is none.
    Pattern(PatternProblem),
    /// It was no longer wanted.
    Cancelled,
}

/// How many hits or candidates pass between two looks at whether the search is still wanted.
const LOOK_EVERY: usize = 4_096;

/// Finds `query` in `text`; `is_wanted` is asked now and then whether to go on.
pub fn search(
    text: &Text<Clean>,
    query: &Query,
    is_wanted: &dyn Fn() -> bool,
) -> Result<Hits, SearchError> {
    let mut found = Found { text: text.as_str(), query, is_wanted, n_looked: 0, hits: Vec::new() };
    let switches = query.switches;
    let ended = if switches.is_regex {
        pattern::search(text.as_str(), &query.text, switches.is_exact, &mut found)
            .map_err(SearchError::Pattern)?
    } else if switches.is_exact {
        exact(text.as_str(), &query.text, &mut found)
    } else if let Some(sought) = pinyin::Sought::new(&query.text).filter(|_| switches.is_pinyin) {
        sought.search(text.as_str(), &mut found)
    } else {
        folded::Sought::new(&query.text).search(text.as_str(), &mut found)
    };
    match ended {
        Some(Ended::Unwanted) => Err(SearchError::Cancelled),
        Some(Ended::Full) => Ok(Hits { spans: found.hits, is_cut: true }),
        None => Ok(Hits { spans: found.hits, is_cut: false }),
    }
}

fn exact(text: &str, query: &str, found: &mut Found<'_>) -> Option<Ended> {
    if query.is_empty() {
        return None;
    }
    memchr::memmem::find_iter(text.as_bytes(), query.as_bytes())
        .find_map(|at| found.take(at..at + query.len()))
}

/// Why a search ends before the text does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ended {
    /// Nobody waits for it.
    Unwanted,
    /// There are too many hits.
    Full,
}

/// Where a search puts what it finds.
struct Found<'a> {
    text: &'a str,
    query: &'a Query,
    is_wanted: &'a dyn Fn() -> bool,
    n_looked: usize,
    hits: Vec<Span<Clean>>,
}

impl Found<'_> {
    /// Takes a hit.
    fn take(&mut self, range: Range<usize>) -> Option<Ended> {
        let is_hit = !range.is_empty()
            && (!self.query.switches.is_whole_word || words::are_whole(self.text, &range));
        if is_hit {
            if self.hits.len() == MOST_HITS {
                return Some(Ended::Full);
            }
            self.hits.push(range.into());
        }
        self.look()
    }

    /// Takes the hit from `start` to `end`, if one ends there.
    fn try_at(&mut self, start: usize, end: Option<usize>) -> Option<Ended> {
        match end {
            Some(end) => self.take(start..end),
            None => self.look(),
        }
    }

    /// Says now and then whether the search is still wanted.
    fn look(&mut self) -> Option<Ended> {
        self.n_looked += 1;
        (self.n_looked.is_multiple_of(LOOK_EVERY) && !(self.is_wanted)()).then_some(Ended::Unwanted)
    }
}
