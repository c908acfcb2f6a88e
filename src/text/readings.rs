//! Whether Latin letters are a reading of a Chinese character.

use pinyin::{Pinyin, ToPinyin, ToPinyinMulti};

use crate::text::chars::is_han;
use crate::text::script;

/// Longest reading, in letters (zhuang, shuang), with room for a tone number.
const MOST_LETTERS: usize = 7;

/// The end of the parentheses that open at byte `open` of `text`, if they hold a reading of `han` and
/// nothing else.
pub fn in_parentheses(text: &str, open: usize, han: char) -> Option<usize> {
    in_parentheses_by(text, open, han, is_reading)
}

fn in_parentheses_by(
    text: &str,
    open: usize,
    han: char,
    is_reading: impl FnOnce(char, &str) -> bool,
) -> Option<usize> {
    if !is_han(han) {
        return None;
    }
    if let Some(letters) = plain_letters(text, open) {
        return is_reading(han, letters).then_some(open + letters.len() + 2);
    }
    let rest = text.get(open..)?;
    let inner = rest.strip_prefix(['(', '（'])?;
    let inner_start = open + rest.len() - inner.len();
    let mut letters_end = 0;
    for (count, (at, c)) in inner.char_indices().enumerate() {
        if c == ')' || c == '）' {
            let is_right = count > 0 && is_reading(han, inner.get(..at)?);
            return is_right.then_some(inner_start + letters_end + c.len_utf8());
        }
        let is_tone_number = || count > 0 && matches!(c, '1'..='5');
        if count >= MOST_LETTERS || !(is_reading_letter(c) || is_tone_number()) {
            return None;
        }
        letters_end = at + c.len_utf8();
    }
    None
}

/// The letters in the parentheses that open at byte `open`, if they are plain small ones, as most are.
fn plain_letters(text: &str, open: usize) -> Option<&str> {
    let inner = text.as_bytes().get(open..)?.strip_prefix(b"(")?;
    let n_letters = inner.iter().take(MOST_LETTERS).take_while(|c| c.is_ascii_lowercase()).count();
    let is_closed = n_letters > 0 && inner.get(n_letters) == Some(&b')');
    text.get(open + 1..open + 1 + n_letters).filter(|_| is_closed)
}

/// What was found out of the last characters and letters: a text has the same readings again and again.
///
/// It has a fixed number of places, so that no text makes it grow.
pub struct Recent(Vec<Option<Asked>>);

/// A character with what parentheses hold, its bytes as one number, and where they end if that is a reading of it,
/// counted from where they open.
type Asked = (char, u64, Option<u8>);

/// Longest letters that are kept, in bytes: six with a tone, or seven.
const MOST_RECENT_BYTES: usize = 8;
/// How many are kept, as a power of two: a text has a few hundred readings.
const RECENT_BITS: u32 = 12;

impl Default for Recent {
    fn default() -> Self {
        Self(vec![None; 1 << RECENT_BITS])
    }
}

impl Recent {
    /// [`in_parentheses`], quicker for readings that were asked for before; those of the Simplified form are
    /// readings as well, see [`is_reading_of_form`].
    pub fn in_parentheses(&mut self, text: &str, open: usize, han: char) -> Option<usize> {
        let find = || in_parentheses_by(text, open, han, is_reading_of_form);
        // What they hold says all, whatever it is.
        let Some(held) = held(text, open) else { return find() };
        let Some(place) = self.0.get_mut(place_of(han, held)) else { return find() };
        if let Some((_, _, known)) = place.filter(|(c, of, _)| (*c, *of) == (han, held)) {
            return known.map(|length| open + usize::from(length));
        }
        let found = find();
        *place = Some((han, held, found.map(|end| (end - open) as u8)));
        found
    }
}

/// What the parentheses hold that open at byte `open`, its bytes as one number, if they are plain and these are few.
fn held(text: &str, open: usize) -> Option<u64> {
    let inner = text.as_bytes().get(open..)?.strip_prefix(b"(")?;
    let mut held = 0;
    for byte in inner.iter().take(MOST_RECENT_BYTES + 1) {
        if *byte == b')' {
            return Some(held);
        }
        held = (held << 8) | u64::from(*byte);
    }
    None
}

/// Where what was asked is kept: the high bits of a product spread best.
fn place_of(han: char, letters: u64) -> usize {
    let mixed = letters ^ (u64::from(han) << 20);
    (mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - RECENT_BITS)) as usize
}

/// Whether `letters` (lower case, with or without tone marks or a tone number) are one of the
/// readings of `han`. Without a tone any tone fits; ü, v and u are alike.
pub fn is_reading(han: char, letters: &str) -> bool {
    let letters = letters.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_toned = letters.chars().any(|c| !c.is_ascii() && c != 'ü');
    let fits = |reading: Pinyin| {
        let known = if is_toned { reading.with_tone() } else { reading.plain() };
        same_letters(known, letters)
    };
    readings_of_written(han).any(fits)
}

/// The readings of `han` as it is written, the usual one last.
fn readings_of_written(han: char) -> impl Iterator<Item = Pinyin> {
    han.to_pinyin_multi().into_iter().flatten().chain(han.to_pinyin())
}

/// The readings of `han`, and of the Simplified character that it may have been picked for.
pub(crate) fn readings_of(han: char) -> impl Iterator<Item = Pinyin> {
    let simplified = Some(script::to_simplified().character(han)).filter(|c| *c != han);
    readings_of_written(han).chain(simplified.into_iter().flat_map(readings_of_written))
}

/// Whether two characters can be read alike, tone and all: one may have been typed for the other.
pub fn sound_alike(one: char, other: char) -> bool {
    let read = |han| readings_of_written(han).map(Pinyin::with_tone);
    read(one).any(|one| read(other).any(|other| one == other))
}

/// What is left of `letters` before the reading `known`, if they end with it.
pub(crate) fn without_reading<'a>(letters: &'a str, known: &str) -> Option<&'a str> {
    let mut left = letters.char_indices().rev();
    let mut start = letters.len();
    for c in known.chars().rev() {
        let (at, written) = left.next()?;
        (folded(c) == folded(written)).then_some(())?;
        start = at;
    }
    letters.get(..start)
}

/// Whether `letters` are a reading of `han`, or of the Simplified character that a machine may have picked `han`
/// for: it read 头发 as it was, and wrote 頭發(fà).
pub fn is_reading_of_form(han: char, letters: &str) -> bool {
    let simplified = script::to_simplified().character(han);
    is_reading(han, letters) || (simplified != han && is_reading(simplified, letters))
}

/// Whether `letters` are the reading that `han`, or its Simplified form, has where nothing says otherwise.
pub fn is_usual_reading(han: char, letters: &str) -> bool {
    let letters = letters.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_usual = |c: char| {
        c.to_pinyin().is_some_and(|usual| {
            same_letters(usual.with_tone(), letters) || same_letters(usual.plain(), letters)
        })
    };
    is_usual(han) || is_usual(script::to_simplified().character(han))
}

fn same_letters(known: &str, written: &str) -> bool {
    known.chars().map(folded).eq(written.chars().map(folded))
}

/// Folds the spellings of ü, keeping its tone.
const fn folded(c: char) -> char {
    match c {
        'ü' | 'v' => 'u',
        'ǖ' => 'ū',
        'ǘ' => 'ú',
        'ǚ' | 'ŭ' => 'ǔ',
        'ǜ' => 'ù',
        'ɡ' => 'g',
        'ă' => 'ǎ',
        'ĕ' => 'ě',
        'ĭ' => 'ǐ',
        'ŏ' => 'ǒ',
        c => c,
    }
}

/// Whether `c` can stand in a reading.
pub const fn is_reading_letter(c: char) -> bool {
    // Most are without a tone, and the first test spares them the others.
    c.is_ascii_lowercase() || (!c.is_ascii() && is_toned_letter(c))
}

const fn is_toned_letter(c: char) -> bool {
    matches!(
        c,
        'ü' | 'ā'
            | 'á'
            | 'ǎ'
            | 'à'
            | 'ă'
            | 'ē'
            | 'é'
            | 'ě'
            | 'è'
            | 'ĕ'
            | 'ê'
            | 'ī'
            | 'í'
            | 'ǐ'
            | 'ì'
            | 'ĭ'
            | 'ō'
            | 'ó'
            | 'ǒ'
            | 'ò'
            | 'ŏ'
            | 'ū'
            | 'ú'
            | 'ǔ'
            | 'ù'
            | 'ŭ'
            | 'ǖ'
            | 'ǘ'
            | 'ǚ'
            | 'ǜ'
            | 'ń'
            | 'ň'
            | 'ǹ'
            | 'ḿ'
            | 'ɡ'
    )
}
