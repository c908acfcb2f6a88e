//! How characters are read, by the sets of readings that they share: a query is compared with each set once,
//! and then with any text at the cost of looking up its characters.
//!
//! It does not know what may be typed for a reading; that is `pinyin`'s to say.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use pinyin::{ToPinyin, ToPinyinMulti};
use rustc_hash::FxHashMap;

use crate::text::chars::is_han;

/// Characters of the Basic Multilingual Plane.
const PLANE: u32 = 0x1_0000;
/// The planes of rare Chinese characters.
const BEYOND: std::ops::Range<u32> = 0x2_0000..0x3_2400;

/// Which characters are read alike, and how.
#[derive(Debug)]
pub(super) struct Sounds {
    /// The set of each character of the plane, and of those beyond it that have one; 0 is that of all that are not
    /// read.
    plane: Box<[u16]>,
    beyond: FxHashMap<char, u16>,
    /// All readings, without tones.
    pub(super) readings: Vec<&'static str>,
    /// The readings of each set, by their places among all.
    pub(super) sets: Vec<Vec<u16>>,
    /// The letters that they begin with, a bit each, a the lowest.
    initials: Vec<u32>,
    /// The letters that stand behind the first of any reading, and what is typed for ü.
    pub(super) inner: u32,
}

/// The only ones: 150 kB, made when they are first asked for.
pub(super) fn sounds() -> &'static Sounds {
    static SOUNDS: LazyLock<Sounds> = LazyLock::new(Sounds::new);
    &SOUNDS
}

impl Sounds {
    fn new() -> Self {
        let mut sounds = Self {
            plane: Box::default(),
            beyond: FxHashMap::default(),
            readings: Vec::new(),
            sets: vec![Vec::new()],
            initials: vec![0],
            inner: bit_of('u') | bit_of('v'),
        };
        let mut places = BTreeMap::new();
        let mut known = BTreeMap::from([(Vec::new(), 0)]);
        let mut set = |code: u32| {
            let read = char::from_u32(code).map(readings_of).unwrap_or_default();
            let read = read.into_iter().map(|reading| {
                *places.entry(reading).or_insert_with(|| sounds.take_reading(reading))
            });
            let mut read: Vec<u16> = read.collect();
            read.sort_unstable();
            read.dedup();
            *known.entry(read).or_insert_with_key(|read| sounds.take_set(read))
        };
        let plane = (0..PLANE).map(&mut set).collect();
        let beyond = BEYOND.filter_map(|code| Some((char::from_u32(code)?, set(code))));
        let beyond = beyond.filter(|(_, set)| *set != 0).collect();
        Self { plane, beyond, ..sounds }
    }

    fn take_reading(&mut self, reading: &'static str) -> u16 {
        self.inner |= bits_of(reading.chars().skip(1));
        self.readings.push(reading);
        (self.readings.len() - 1) as u16
    }

    fn take_set(&mut self, read: &[u16]) -> u16 {
        let first = |at: &u16| self.readings.get(*at as usize)?.chars().next();
        self.initials.push(bits_of(read.iter().filter_map(first)));
        self.sets.push(read.to_vec());
        (self.sets.len() - 1) as u16
    }

    /// The set of a character's readings, by its place; 0 where it has none.
    pub(super) fn set_of(&self, c: char) -> usize {
        match self.plane.get(c as usize) {
            Some(set) => *set as usize,
            None => self.beyond.get(&c).copied().unwrap_or(0) as usize,
        }
    }

    /// The letters that readings of `c` begin with, a bit each.
    pub(super) fn initials_of(&self, c: char) -> u32 {
        self.initials.get(self.set_of(c)).copied().unwrap_or(0)
    }

    /// Whether a reading of `c` begins with this letter.
    pub(super) fn may_begin(&self, letter: char, c: char) -> bool {
        self.initials_of(c) & bit_of(letter) != 0
    }
}

/// The letters that are in these, a bit each.
pub(super) fn bits_of(letters: impl Iterator<Item = char>) -> u32 {
    letters.fold(0, |bits, c| bits | bit_of(c))
}

const fn bit_of(letter: char) -> u32 {
    if letter.is_ascii_lowercase() { 1 << (letter as u32 - 'a' as u32) } else { 0 }
}

fn readings_of(c: char) -> Vec<&'static str> {
    if !is_han(c) {
        return Vec::new();
    }
    match c.to_pinyin_multi() {
        Some(readings) => readings.into_iter().map(pinyin::Pinyin::plain).collect(),
        None => c.to_pinyin().map(pinyin::Pinyin::plain).into_iter().collect(),
    }
}
