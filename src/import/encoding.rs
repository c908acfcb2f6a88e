//! Bytes to text: the mark, the pattern of zeros, UTF-8, then what the bytes look like.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::import::{ImportError, confidence, damaged};

/// How many bytes the detector is shown: it learns no more from the rest of a long file.
const SHOWN: usize = 1 << 20;

/// A decoded file.
pub(super) struct Decoded {
    pub(super) text: String,
    /// WHATWG name, or `UTF-32LE`/`UTF-32BE`, which the standard lacks.
    pub(super) encoding: &'static str,
    /// How many U+FFFD the decoding put in.
    pub(super) n_undecodable: usize,
    /// How sure the encoding is, in percent.
    pub(super) confidence: u8,
}

/// An encoding of more than one byte a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wide {
    Utf16Le,
    Utf16Be,
    Utf32Le,
    Utf32Be,
}

/// Whether an encoding has this name.
pub fn is_encoding(name: &str) -> bool {
    Encoding::for_label(name.as_bytes()).is_some()
}

pub(super) fn decode<'a>(
    bytes: impl Into<Cow<'a, [u8]>>,
    label: Option<&str>,
) -> Result<Decoded, ImportError> {
    let bytes = bytes.into();
    if let Some(label) = label {
        let encoding = Encoding::for_label(label.as_bytes());
        let encoding = encoding.ok_or_else(|| ImportError::UnknownEncoding(label.to_owned()))?;
        return Ok(by(encoding, &bytes));
    }
    match wide(&bytes) {
        Some(Wide::Utf16Le) => return Ok(by(UTF_16LE, &bytes)),
        Some(Wide::Utf16Be) => return Ok(by(UTF_16BE, &bytes)),
        Some(Wide::Utf32Le) => return Ok(utf_32(&bytes, "UTF-32LE", u32::from_le_bytes)),
        Some(Wide::Utf32Be) => return Ok(utf_32(&bytes, "UTF-32BE", u32::from_be_bytes)),
        None => {}
    }
    let bytes = match utf_8(bytes) {
        Ok(text) => {
            return Ok(Decoded { text, encoding: UTF_8.name(), n_undecodable: 0, confidence: 100 });
        }
        Err(bytes) => bytes,
    };
    let encoding = guess(&bytes);
    let decoded = by(encoding, &bytes);
    if encoding == UTF_8 {
        return Ok(decoded);
    }
    let n_broken = decoded.n_undecodable * 1000 > decoded.text.chars().count();
    let percent = confidence::percent(&decoded.text, encoding);
    Ok(Decoded { confidence: if n_broken { percent.min(60) } else { percent }, ..decoded })
}

/// The text where the bytes are UTF-8, without a copy of bytes that were given away; else the bytes.
fn utf_8(bytes: Cow<'_, [u8]>) -> Result<String, Cow<'_, [u8]>> {
    match bytes {
        // The standard library looks at them several times as slowly, but a copy would take up the room once more.
        Cow::Owned(bytes) => {
            String::from_utf8(bytes).map_err(|error| Cow::Owned(error.into_bytes()))
        }
        Cow::Borrowed(bytes) => {
            simdutf8::basic::from_utf8(bytes).map(str::to_owned).map_err(|_| Cow::Borrowed(bytes))
        }
    }
}

/// Whether the bytes are UTF-8.
pub(super) fn is_utf_8(bytes: &[u8]) -> bool {
    simdutf8::basic::from_utf8(bytes).is_ok()
}

/// UTF-8 where the bytes are valid or nearly so, else what they look like, a few broken ones left out.
fn guess(bytes: &[u8]) -> &'static Encoding {
    if is_nearly_utf_8(bytes) {
        return UTF_8;
    }
    let shown = bytes.get(..SHOWN).unwrap_or(bytes);
    let whole = detected(shown, shown.len() == bytes.len());
    // Looking for broken places takes longer than all else, and most texts have none.
    if damaged::is_whole(bytes, whole) {
        return whole;
    }
    damaged::guess(bytes, |bytes| detected(bytes, true)).unwrap_or(whole)
}

/// What the detector says, of all bytes or of the first ones.
fn detected(bytes: &[u8], is_all: bool) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, is_all);
    detector.guess(None, Utf8Detection::Allow)
}

/// Whether the bytes are UTF-8 but for a few broken places: those of characters beyond ASCII outnumber the
/// broken ones by far, which in another encoding hardly happens.
fn is_nearly_utf_8(bytes: &[u8]) -> bool {
    let (mut n_valid, mut n_broken) = (0, 0);
    for chunk in bytes.get(..SHOWN).unwrap_or(bytes).utf8_chunks() {
        n_valid += chunk.valid().bytes().filter(|byte| !byte.is_ascii()).count();
        n_broken += chunk.invalid().len();
    }
    // The last sequence may be cut where we stopped looking.
    let n_cut = if bytes.len() > SHOWN { char::MAX_LEN_UTF8 } else { 0 };
    n_broken <= n_cut || n_valid >= n_broken * 2
}

/// Decodes and counts what could not be. A mark at the start stays in the text, as all else does.
fn by(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, has_errors) = encoding.decode_without_bom_handling(bytes);
    let n_undecodable = if has_errors { text.matches('\u{FFFD}').count() } else { 0 };
    Decoded { text: text.into_owned(), encoding: encoding.name(), n_undecodable, confidence: 100 }
}

fn utf_32(bytes: &[u8], encoding: &'static str, unit: fn([u8; 4]) -> u32) -> Decoded {
    let mut n_undecodable = 0;
    let text = bytes.chunks(4).map(|chunk| {
        let code = <[u8; 4]>::try_from(chunk).ok().map(unit);
        code.and_then(char::from_u32).unwrap_or_else(|| {
            n_undecodable += 1;
            '\u{FFFD}'
        })
    });
    let text = text.collect();
    Decoded { text, encoding, n_undecodable, confidence: 100 }
}

/// How many bytes are looked at to tell wide encodings, a multiple of four.
const WIDE_SHOWN: usize = 4096;

/// UTF-16 or UTF-32, by the mark, else because the bytes read as text that way and no other.
pub(super) fn wide(bytes: &[u8]) -> Option<Wide> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] => Some(Wide::Utf32Le),
        [0, 0, 0xFE, 0xFF, ..] => Some(Wide::Utf32Be),
        [0xFF, 0xFE, ..] => Some(Wide::Utf16Le),
        [0xFE, 0xFF, ..] => Some(Wide::Utf16Be),
        _ => without_mark(bytes.get(..WIDE_SHOWN).unwrap_or(bytes)),
    }
}

fn without_mark(head: &[u8]) -> Option<Wide> {
    let has_zeros = head.contains(&0);
    if has_zeros && is_text_32(head, u32::from_le_bytes) {
        return Some(Wide::Utf32Le);
    }
    if has_zeros && is_text_32(head, u32::from_be_bytes) {
        return Some(Wide::Utf32Be);
    }
    let (little, big) =
        (Units::read(head, u16::from_le_bytes), Units::read(head, u16::from_be_bytes));
    let (wide, best) =
        if little.score() >= big.score() { (Wide::Utf16Le, little) } else { (Wide::Utf16Be, big) };
    // Without a zero there is no line end, space or digit: such bytes may be text of any encoding,
    // so nearly all must be Chinese, and its marks among it.
    let is_sure = if has_zeros {
        best.score() >= 0.5 && !has_stray_zeros(head)
    } else {
        best.score() >= 0.97 && best.n_chinese_marks > 0 && is_no_utf_8(head)
    };
    is_sure.then_some(wide)
}

/// Whether a sequence is broken, not only cut at the end.
fn is_no_utf_8(head: &[u8]) -> bool {
    std::str::from_utf8(head).is_err_and(|error| error.error_len().is_some())
}

/// Whether the bytes are UTF-8 into which a few zeros came. UTF-16 whose bytes could be UTF-8 is ASCII nearly
/// throughout, and half of it zeros.
fn has_stray_zeros(head: &[u8]) -> bool {
    let n_zeros = memchr::memchr_iter(0, head).count();
    n_zeros * 8 < head.len() && (!is_no_utf_8(head) || is_nearly_utf_8(head))
}

fn is_text_32(head: &[u8], unit: fn([u8; 4]) -> u32) -> bool {
    let units = head.as_chunks::<4>().0;
    let mut chars = units.iter().map(|bytes| char::from_u32(unit(*bytes)));
    !units.is_empty() && chars.all(|c| c.is_some_and(is_text_char))
}

/// No control but those that lay out text.
fn is_text_char(c: char) -> bool {
    !c.is_control() || matches!(c, '\n' | '\r' | '\t' | '\u{c}')
}

/// What bytes read as UTF-16 look like.
#[derive(Default)]
struct Units {
    n_all: usize,
    n_ascii: usize,
    /// Letters of common scripts and Chinese marks.
    n_common: usize,
    n_chinese_marks: usize,
    /// Stray surrogates and controls, which no text has.
    n_foreign: usize,
}

impl Units {
    fn read(head: &[u8], unit: fn([u8; 2]) -> u16) -> Self {
        let units = head.as_chunks::<2>().0.iter().map(|bytes| unit(*bytes));
        let mut read = Self::default();
        // The last character may be cut in half where we stopped looking.
        let mut chars = char::decode_utf16(units).peekable();
        while let Some(c) = chars.next() {
            match c {
                Ok(c) => read.count(c),
                Err(_) if chars.peek().is_none() && head.len() == WIDE_SHOWN => {}
                Err(_) => read.n_foreign += 1,
            }
        }
        read
    }

    fn count(&mut self, c: char) {
        self.n_all += 1;
        match c {
            c if !is_text_char(c) => self.n_foreign += 1,
            '\0'..='\x7F' => self.n_ascii += 1,
            '，' | '。' | '、' => {
                self.n_chinese_marks += 1;
                self.n_common += 1;
            }
            '\u{80}'..='\u{1FFF}' if c.is_alphabetic() => self.n_common += 1,
            '\u{2010}'..='\u{2027}'
            | '\u{3000}'..='\u{30FF}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{AC00}'..='\u{D7A3}'
            | '\u{FF00}'..='\u{FFEF}'
            | '\u{20000}'..='\u{3FFFF}' => self.n_common += 1,
            _ => {}
        }
    }

    /// How likely this is text, from 0. ASCII counts double: with its bytes swapped it would pass
    /// for Chinese, while Chinese swapped passes for nothing.
    fn score(&self) -> f32 {
        if self.n_foreign > 0 || self.n_all == 0 {
            return 0.0;
        }
        (self.n_ascii * 2 + self.n_common) as f32 / self.n_all as f32
    }
}
