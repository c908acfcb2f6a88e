//! Finding by pinyin: each letter of the query is itself, or part of a reading; of a reading stand all
//! letters, the first one, or zh, ch, sh; the last may be unfinished, as it is while it is typed.

use std::ops::Range;

use crate::search::folded::{folded_char, is_ignored};
use crate::search::sounds::{Sounds, bits_of, sounds};
use crate::search::{Ended, Found};
use crate::text::chars::is_han;

/// Most letters that a query may have: places in it are kept as bits.
const MOST_LETTERS: usize = 63;

/// The letters of the longest reading: zhuang.
const LONGEST: usize = 6;
/// Nothing of the query is used up.
const START: u64 = 1;

/// The letters that a text has or that readings in it begin with, by which most texts are known not to hold a query.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FirstLetters(u32);

impl FirstLetters {
    /// Those of `text`.
    pub fn of(text: &str) -> Self {
        let sounds = sounds();
        let letters = |c: char| sounds.initials_of(c) | bits_of(std::iter::once(folded_char(c)));
        Self(text.chars().map(letters).fold(0, std::ops::BitOr::bitor))
    }

    /// These and those of another text.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Letters to be found in many short texts, as pinyin or as they are.
#[derive(Debug)]
pub struct Letters(Sought);

impl Letters {
    /// Takes what was typed, if it has letters that may stand for readings.
    pub fn new(typed: &str) -> Option<Self> {
        Sought::new(typed).map(Self)
    }

    /// Whether they may stand in a text with these: most letters are nowhere in a reading but at its beginning.
    pub const fn may_be_in(&self, letters: FirstLetters) -> bool {
        self.0.needed & !letters.0 == 0
    }

    /// Whether they stand in `text`.
    pub fn are_in(&self, text: &str) -> bool {
        self.0.is_in(text)
    }

    /// Where they stand first in `text`, in bytes.
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        let mut starts = text.char_indices().filter(|(_, c)| self.0.step(*c, START) != 0);
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

/// Whether `letter` is `c`, or a reading of it begins with it.
fn may_begin(letter: char, c: char) -> bool {
    folded_char(c) == letter || sounds().may_begin(letter, c)
}

/// For each number of letters, from one on, the places in a query at which a character may use up so many.
type Steps = [u64; LONGEST];

/// A query of letters, perhaps with other characters between.
#[derive(Debug)]
pub(super) struct Sought {
    chars: Vec<char>,
    sounds: &'static Sounds,
    /// The steps of each set of readings, by their places in `steps`, each with the longest; the first are of those
    /// that fit nowhere.
    by_set: Vec<u16>,
    steps: Vec<(Steps, u32)>,
    /// Where each letter of ASCII stands in the query, and whether there are no other characters in it.
    ascii: [u64; 128],
    is_ascii: bool,
    /// The letters of the query that may only be the first of a reading, a bit each.
    needed: u32,
}

impl Sought {
    /// Takes a query that has letters in it and is not too long for this.
    pub(super) fn new(query: &str) -> Option<Self> {
        // An input method that is composing shows its syllables apart: qi'ye.
        let chars = query.chars().filter(|c| !is_ignored(*c) && *c != '\'');
        let chars: Vec<char> = chars.map(folded_char).collect();
        let has_letters = chars.iter().any(char::is_ascii_lowercase);
        (has_letters && chars.len() <= MOST_LETTERS).then(|| Self::of_chars(chars))
    }

    fn of_chars(chars: Vec<char>) -> Self {
        let sounds = sounds();
        let of_readings: Vec<Steps> =
            sounds.readings.iter().map(|reading| steps_by(reading, &chars)).collect();
        let mut steps = vec![(Steps::default(), 0)];
        let of_set = |set: &Vec<u16>| {
            let mut all = Steps::default();
            for one in set.iter().filter_map(|at| of_readings.get(*at as usize)) {
                all.iter_mut().zip(one).for_each(|(all, one)| *all |= one);
            }
            let Some(longest) = all.iter().rposition(|places| *places != 0) else { return 0 };
            steps.push((all, longest as u32 + 1));
            (steps.len() - 1) as u16
        };
        let by_set = sounds.sets.iter().map(of_set).collect();
        let mut ascii = [0; 128];
        for (place, c) in chars.iter().enumerate() {
            if let Some(places) = ascii.get_mut(*c as usize) {
                *places |= 1 << place;
            }
        }
        let is_ascii = chars.iter().all(char::is_ascii);
        let needed = bits_of(chars.iter().copied()) & !sounds.inner;
        Self { chars, sounds, by_set, steps, ascii, is_ascii, needed }
    }

    /// Finds it in `text`.
    pub(super) fn search(&self, text: &str, found: &mut Found<'_>) -> Option<Ended> {
        let mut done = 0;
        for (start, c) in text.char_indices() {
            if start < done || self.step(c, START) == 0 {
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

    /// Whether it stands in `text`: all places where it may begin are gone through together.
    fn is_in(&self, text: &str) -> bool {
        let mut places = 0;
        text.chars().any(|c| {
            let set = self.sounds.set_of(c);
            // What is read is not ignored.
            if set != 0 || !is_ignored(c) {
                places = self.step_in(set, c, places | START);
            }
            self.is_used_up(places)
        })
    }

    /// Where the query ends in `text` if it stands at `start`, in bytes.
    fn end_at(&self, text: &str, start: usize) -> Option<usize> {
        let mut places = START;
        for (at, c) in text.get(start..)?.char_indices() {
            if is_ignored(c) {
                continue;
            }
            places = self.step(c, places);
            if places == 0 {
                return None;
            }
            if self.is_used_up(places) {
                return Some(start + at + c.len_utf8());
            }
        }
        None
    }

    /// Whether all of the query is used up.
    fn is_used_up(&self, places: u64) -> bool {
        places >> self.chars.len() & 1 == 1
    }

    /// How far the query may be used up behind `c`, if before it as far as `places` say: bit n stands for its first
    /// n characters.
    fn step(&self, c: char, places: u64) -> u64 {
        self.step_in(self.sounds.set_of(c), c, places)
    }

    /// The same where the set of readings of `c` is known.
    fn step_in(&self, set: usize, c: char, places: u64) -> u64 {
        let mut next = 0;
        if let Some((steps, longest)) =
            self.by_set.get(set).and_then(|at| self.steps.get(*at as usize))
        {
            for (from, used) in steps.iter().zip(1..=*longest) {
                next |= (places & from) << used;
            }
        }
        // What is read is no letter.
        if set == 0 || !self.is_ascii {
            next |= (places & self.places_of(folded_char(c))) << 1;
        }
        next
    }

    /// Where a character stands in the query.
    fn places_of(&self, folded: char) -> u64 {
        if let Some(places) = self.ascii.get(folded as usize) {
            return *places;
        }
        let bit = |(place, c): (usize, &char)| u64::from(*c == folded) << place;
        self.chars.iter().enumerate().map(bit).fold(0, std::ops::BitOr::bitor)
    }
}

/// How many letters of a query may stand for a reading, at each of its places.
fn steps_by(reading: &str, chars: &[char]) -> Steps {
    let mut steps = Steps::default();
    let n_letters = reading.chars().count();
    let has_two = reading.get(1..2) == Some("h");
    for place in 0..chars.len() {
        let rest = chars.get(place..).unwrap_or_default();
        let n_equal = reading.chars().zip(rest).take_while(|(a, b)| is_typed_as(*a, **b)).count();
        let is_last = n_equal == rest.len();
        let stops = [(1, true), (2, has_two), (n_letters, true), (n_equal, is_last)];
        for (used, _) in stops.into_iter().filter(|(used, holds)| *holds && *used <= n_equal) {
            // What is used up at all, is used up by at least one letter.
            if let Some(places) = used.checked_sub(1).and_then(|at| steps.get_mut(at)) {
                *places |= 1 << place;
            }
        }
    }
    steps
}

/// ü is typed as v, or as u by who does not know better.
const fn is_typed_as(letter: char, typed: char) -> bool {
    letter == typed || letter == 'ü' && matches!(typed, 'v' | 'u')
}
