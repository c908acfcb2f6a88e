//! The encoding of Eastern text in which a few bytes are broken or lost.
//!
//! The detector takes one broken place for the proof of another encoding, and would have all the rest shown as accents;
//! and behind a lost byte the bytes pair otherwise up to the end of the line. So it is shown what is whole: where the
//! next characters are usual ones only if a byte is left out, that byte is left out.
//!
//! It finds the encoding; decoding, and telling what could not be, is done as for any other text.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GBK, SHIFT_JIS};

use crate::import::confidence::{SURE_PERCENT, is_usual, percent};

/// Those in which a character takes two bytes, and letters one.
const ENCODINGS: [&Encoding; 5] = [GBK, BIG5, SHIFT_JIS, EUC_JP, EUC_KR];
/// How many bytes are looked at.
const SHOWN: usize = 1 << 16;
/// So many characters ahead are looked at to tell how bytes pair.
const AHEAD: usize = 4;
/// With fewer whole characters to each broken place it may as well be another encoding.
const FEWEST_WHOLE: usize = 8;
/// How many of the whole ones must be usual, in percent.
const LEAST_USUAL: usize = 70;

/// The encoding by which `bytes` are such text, if there is one; `detect` says of whole bytes what they look like.
pub(super) fn guess(
    bytes: &[u8],
    detect: impl Fn(&[u8]) -> &'static Encoding,
) -> Option<&'static Encoding> {
    let shown = bytes.get(..SHOWN).unwrap_or(bytes);
    let likely = ENCODINGS.into_iter().filter_map(|encoding| {
        let whole = Whole::new(&Units::new(encoding, shown));
        let is_likely = whole.is_text() && detect(&whole.bytes) == encoding;
        is_likely.then_some((whole.n_faults(), encoding))
    });
    likely.min_by_key(|(n_faults, _)| *n_faults).map(|(_, encoding)| encoding)
}

/// Whether `bytes` are surely such text in this encoding, with nothing broken.
pub(super) fn is_whole(bytes: &[u8], encoding: &'static Encoding) -> bool {
    if !ENCODINGS.contains(&encoding) {
        return false;
    }
    let shown = bytes.get(..SHOWN).unwrap_or(bytes);
    let mut text = String::with_capacity(3 * shown.len());
    let mut decoder = encoding.new_decoder_without_bom_handling();
    // What is cut off at the end is not broken.
    let (_, _, is_broken) = decoder.decode_to_string(shown, &mut text, shown.len() == bytes.len());
    !is_broken && percent(&text, encoding) >= SURE_PERCENT
}

/// A character that begins at a byte.
#[derive(Clone, Copy)]
struct Unit {
    /// In bytes.
    length: usize,
    is_usual: bool,
}

/// What would begin at each byte.
struct Units<'a> {
    bytes: &'a [u8],
    units: Vec<Option<Unit>>,
}

impl<'a> Units<'a> {
    fn new(encoding: &'static Encoding, bytes: &'a [u8]) -> Self {
        let units = (0..bytes.len()).map(|at| unit(encoding, bytes.get(at..).unwrap_or_default()));
        Self { bytes, units: units.collect() }
    }

    fn is_ascii(&self, at: usize) -> bool {
        self.bytes.get(at).is_some_and(u8::is_ascii)
    }

    /// How many of the next characters are usual, if one begins at `at`; what is ASCII ends all doubt.
    fn n_usual(&self, mut at: usize) -> usize {
        for n in 0..AHEAD {
            match self.units.get(at) {
                None => return AHEAD,
                Some(_) if n > 0 && self.is_ascii(at) => return AHEAD,
                Some(Some(unit)) if unit.is_usual => at += unit.length,
                Some(_) => return n,
            }
        }
        AHEAD
    }

    /// Whether the bytes from `at` on pair better without the first.
    fn is_off(&self, at: usize) -> bool {
        let here = self.n_usual(at);
        here < AHEAD && self.n_usual(at + 1) > here + 1
    }
}

/// The character at the start of `bytes`; some have four bytes in GB18030, some one in
/// `Shift_JIS`.
fn unit(encoding: &'static Encoding, bytes: &[u8]) -> Option<Unit> {
    if bytes.first()?.is_ascii() {
        return Some(Unit { length: 1, is_usual: true });
    }
    [2, 4, 1].into_iter().find_map(|length| {
        let own =
            encoding.decode_without_bom_handling_and_without_replacement(bytes.get(..length)?);
        let own = own?;
        let mut chars = own.chars();
        let c = chars.next().filter(|_| chars.next().is_none())?;
        Some(Unit { length, is_usual: is_usual(c) })
    })
}

/// What is left without the broken places.
#[derive(Default)]
struct Whole {
    bytes: Vec<u8>,
    /// Characters beyond ASCII, and how many of them are usual.
    n_whole: usize,
    n_usual: usize,
    n_broken: usize,
}

impl Whole {
    fn new(units: &Units<'_>) -> Self {
        let mut whole = Self::default();
        let mut at = 0;
        while let Some(unit) = units.units.get(at) {
            let length = match unit {
                Some(unit) if units.is_ascii(at) || !units.is_off(at) => {
                    let own = units.bytes.get(at..at + unit.length).unwrap_or_default();
                    whole.bytes.extend(own);
                    whole.n_whole += usize::from(!units.is_ascii(at));
                    whole.n_usual += usize::from(!units.is_ascii(at) && unit.is_usual);
                    unit.length
                }
                _ => {
                    whole.n_broken += 1;
                    1
                }
            };
            at += length;
        }
        whole
    }

    /// What speaks against the encoding.
    fn n_faults(&self) -> usize {
        self.n_broken + self.n_whole - self.n_usual
    }

    fn is_text(&self) -> bool {
        self.n_whole > 0
            && self.n_whole >= self.n_broken * FEWEST_WHOLE
            && self.n_usual * 100 >= self.n_whole * LEAST_USUAL
    }
}
