//! Finding by pinyin: each letter of the query is itself, or part of a reading; of a reading stand all
//! letters, the first one, or zh, ch, sh; the last may be unfinished, as it is while it is typed.

use std::ops::Range;
use std::sync::LazyLock;

use pinyin::{ToPinyin, ToPinyinMulti};

use crate::search::folded::{folded_char, is_ignored};
use crate::search::{Ended, Found};
use crate::text::chars::is_han;

/// Most letters that a query may have: places in it are kept as bits.
const MOST_LETTERS: usize = 63;

/// A query of letters, perhaps with other characters between.
#[derive(Debug)]
pub(super) struct Sought {
    chars: Vec<char>,
}

/// Letters to be found in many short texts, as pinyin or as they are.
#[derive(Debug)]
pub struct Letters(Sought);

impl Letters {
    /// Takes what was typed, if it has letters that may stand for readings.
    pub fn new(typed: &str) -> Option<Self> {
        Sought::new(typed).map(Self)
    }

    /// Whether they stand in `text`.
    pub fn are_in(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// Where they stand first in `text`, in bytes.
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        let first = self.0.chars.first().copied()?;
        let mut starts = text.char_indices().filter(|(_, c)| may_begin(first, *c));
        starts.find_map(|(start, _)| Some(start..self.0.end_at(text, start)?))
    }

    /// Where they end in `text` if they are what its characters from `start` on begin with, in bytes.
    pub fn end_as_initials(&self, text: &str, start: usize) -> Option<usize> {
        let mut letters = self.0.chars.iter();
        let mut end = start;
        for (at, c) in text.get(start..)?.char_indices().filter(|(_, c)| !is_ignored(*c)) {
            match letters.next() {
                Some(letter) if may_begin(*letter, c) => end = start + at + c.len_utf8(),
                Some(_) => return None,
                None => break,
            }
        }
        letters.next().is_none().then_some(end)
    }

    /// Whether they are what characters of `text` begin with, in order and with others between; of a Latin
    /// word only its first letter is one.
    pub fn are_initials_in_order(&self, text: &str) -> bool {
        let mut letters = self.0.chars.iter().peekable();
        let mut is_in_word = false;
        for c in text.chars() {
            let is_letter = c.is_alphanumeric() && !is_han(c);
            let is_initial = !(is_in_word && is_letter);
            is_in_word = is_letter;
            if letters.peek().is_some_and(|letter| is_initial && may_begin(**letter, c)) {
                letters.next();
            }
        }
        letters.peek().is_none()
    }
}

/// Whether a query that begins with `first` may begin at `c`.
fn may_begin(first: char, c: char) -> bool {
    folded_char(c) == first || INITIALS.get(c as usize).is_some_and(|all| all & bit_of(first) != 0)
}

/// For each character of the Basic Multilingual Plane the letters that its readings begin with, a bit
/// each, a the lowest.
static INITIALS: LazyLock<Box<[u32]>> =
    LazyLock::new(|| (0..0x1_0000).map(|code| char::from_u32(code).map_or(0, initials)).collect());

fn initials(c: char) -> u32 {
    let mut letters = 0;
    if is_han(c) {
        for_each_reading(c, |reading| letters |= reading.chars().next().map_or(0, bit_of));
    }
    letters
}

const fn bit_of(letter: char) -> u32 {
    if letter.is_ascii_lowercase() { 1 << (letter as u32 - 'a' as u32) } else { 0 }
}

impl Sought {
    /// Takes a query that has letters in it and is not too long for this.
    pub(super) fn new(query: &str) -> Option<Self> {
        // An input method that is composing shows its syllables apart: qi'ye.
        let chars = query.chars().filter(|c| !is_ignored(*c) && *c != '\'');
        let chars: Vec<char> = chars.map(folded_char).collect();
        let has_letters = chars.iter().any(char::is_ascii_lowercase);
        (has_letters && chars.len() <= MOST_LETTERS).then_some(Self { chars })
    }

    /// Finds it in `text`.
    pub(super) fn search(&self, text: &str, found: &mut Found<'_>) -> Option<Ended> {
        let first = *self.chars.first()?;
        let mut done = 0;
        for (start, c) in text.char_indices() {
            if start < done || !may_begin(first, c) {
                continue;
            }
            let end = self.end_at(text, start);
            done = end.unwrap_or(done);
            if let Some(ended) = found.try_at(start, end) {
                return Some(ended);
            }
        }
        None
    }

    /// Where the query ends in `text` if it stands at `start`, in bytes.
    fn end_at(&self, text: &str, start: usize) -> Option<usize> {
        // Bit n: the first n characters of the query are used up.
        let mut places = 1_u64;
        for (at, c) in text.get(start..)?.char_indices() {
            if is_ignored(c) {
                continue;
            }
            places = self.step(c, places);
            if places == 0 {
                return None;
            }
            if places >> self.chars.len() & 1 == 1 {
                return Some(start + at + c.len_utf8());
            }
        }
        None
    }

    /// How far the query may be used up behind `c`, if before it as far as `places` say.
    fn step(&self, c: char, places: u64) -> u64 {
        let mut next = 0;
        let folded = folded_char(c);
        for (place, wanted) in self.chars.iter().enumerate() {
            if places >> place & 1 == 1 && *wanted == folded {
                next |= 1 << (place + 1);
            }
        }
        if is_han(c) {
            for_each_reading(c, |reading| next |= self.step_by(reading, places));
        }
        next
    }

    fn step_by(&self, reading: &str, places: u64) -> u64 {
        let mut next = 0;
        for place in (0..self.chars.len()).filter(|place| places >> place & 1 == 1) {
            let rest = self.chars.get(place..).unwrap_or_default();
            let n_equal =
                reading.chars().zip(rest).take_while(|(a, b)| is_typed_as(*a, **b)).count();
            let n_letters = reading.chars().count();
            let has_two = reading.get(1..2) == Some("h");
            let is_last = n_equal == rest.len();
            let stops = [(1, true), (2, has_two), (n_letters, true), (n_equal, is_last)];
            for (used, _) in stops.into_iter().filter(|(used, holds)| *holds && *used <= n_equal) {
                // What is used up at all, is used up by at least one letter.
                next |= u64::from(used > 0) << (place + used);
            }
        }
        next
    }
}

/// ü is typed as v, or as u by who does not know better.
const fn is_typed_as(letter: char, typed: char) -> bool {
    letter == typed || letter == 'ü' && matches!(typed, 'v' | 'u')
}

fn for_each_reading(c: char, mut take: impl FnMut(&str)) {
    match c.to_pinyin_multi() {
        Some(readings) => readings.into_iter().for_each(|reading| take(reading.plain())),
        None => {
            if let Some(reading) = c.to_pinyin() {
                take(reading.plain());
            }
        }
    }
}
