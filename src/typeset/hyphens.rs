//! Where English words may be parted at the end of a line.
//!
//! The patterns are Liang's, by way of `hypher`; which texts are English is decided by whoever makes the style.

use std::ops::Range;

use hypher::Lang;

use crate::typeset::classes::Class;
use crate::typeset::scan::{Atom, guess};
use crate::typeset::spacing::Rules;
use crate::typeset::style::Hyphens;

/// A shorter word is never parted.
const SHORTEST: usize = 6;
/// So many letters stay before the hyphen, and go after it, at least (Chicago Manual of Style, 7.38).
const LEAST_BEFORE: usize = 2;
const LEAST_AFTER: usize = 3;
/// A word is looked at when so little room is left, in em; few words are longer.
const NEAR_END: i32 = 12;

/// Reads the words near the end of one line.
pub(crate) struct Hyphenator<'a> {
    text: &'a str,
    /// `None` if words are not parted.
    hyphen: Option<i32>,
    near: i32,
    word: Range<usize>,
    places: Vec<usize>,
}

impl<'a> Hyphenator<'a> {
    #[inline]
    pub(crate) fn new<A: Fn(usize, char) -> Option<f32>>(
        text: &'a str,
        rules: &Rules,
        advance: &A,
    ) -> Self {
        let hyphen = match rules.style.hyphens {
            Hyphens::Off => None,
            Hyphens::English => Some(width(text, rules, advance)),
        };
        Self { text, hyphen, near: NEAR_END * rules.em, word: 0..0, places: Vec::new() }
    }

    /// The width of the hyphen, in 1/64 pixel, if the word may be parted before `atom` and `room` is near its end.
    #[inline]
    pub(crate) fn width_before(&mut self, atom: &Atom, room: i32) -> Option<i32> {
        let hyphen = self.hyphen?;
        if atom.class != Class::Letter || room > self.near {
            return None;
        }
        if !self.word.contains(&atom.start) {
            self.read(atom.start);
        }
        self.places.contains(&atom.start).then_some(hyphen)
    }

    /// Takes the word around `at`.
    fn read(&mut self, at: usize) {
        let (before, after) = self.text.split_at(at);
        let length = |c: char| c.is_alphabetic().then_some(c.len_utf8());
        let start = at - before.chars().rev().map_while(length).sum::<usize>();
        let end = at + after.chars().map_while(length).sum::<usize>();
        self.word = start..end.max(at + 1);
        self.places.clear();
        let word = self.text.get(start..end).unwrap_or_default();
        if word.len() >= SHORTEST && word.is_ascii() && !is_name(word) {
            let syllables = hypher::hyphenate(word, Lang::English);
            let ends = syllables.scan(0, |at, syllable| {
                *at += syllable.len();
                Some(*at)
            });
            let is_place = |at: &usize| *at >= LEAST_BEFORE && word.len() - at >= LEAST_AFTER;
            self.places.extend(ends.filter(is_place).map(|at| start + at));
        }
    }
}

/// Whether a word is written in capitals, as names and short forms are.
fn is_name(word: &str) -> bool {
    word.bytes().skip(1).any(|byte| byte.is_ascii_uppercase())
}

/// The width of a hyphen, in 1/64 pixel. It stands in no text, so it is asked for at the paragraph's end.
pub(crate) fn width<A: Fn(usize, char) -> Option<f32>>(
    text: &str,
    rules: &Rules,
    advance: &A,
) -> i32 {
    let em = advance(text.len(), '-').unwrap_or_else(|| guess(Class::Letter, '-'));
    (em.clamp(0.0, 1.0) * rules.em as f32).round() as i32
}
