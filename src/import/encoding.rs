//! Bytes to text: the mark, the pattern of zeros, UTF-8, then what the bytes look like.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::import::ImportError;

/// How many bytes the detector is shown: it learns no more from the rest of a long file.
const SHOWN: usize = 1 << 20;

/// A decoded file.
pub(super) struct Decoded {
    pub(super) text: String,
    /// WHATWG name, or `UTF-32LE`/`UTF-32BE`, which the standard lacks.
    pub(super) encoding: &'static str,
    /// How many U+FFFD the decoding put in.
    pub(super) n_undecodable: usize,
}

/// An encoding of more than one byte a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wide {
    Utf16Le,
    Utf16Be,
    Utf32Le,
    Utf32Be,
}

pub(super) fn decode(bytes: &[u8], label: Option<&str>) -> Result<Decoded, ImportError> {
    if let Some(label) = label {
        let encoding = Encoding::for_label(label.as_bytes());
        let encoding = encoding.ok_or_else(|| ImportError::UnknownEncoding(label.to_owned()))?;
        return Ok(by(encoding, bytes));
    }
    match wide(bytes) {
        Some(Wide::Utf16Le) => return Ok(by(UTF_16LE, bytes)),
        Some(Wide::Utf16Be) => return Ok(by(UTF_16BE, bytes)),
        Some(Wide::Utf32Le) => return Ok(utf_32(bytes, "UTF-32LE", u32::from_le_bytes)),
        Some(Wide::Utf32Be) => return Ok(utf_32(bytes, "UTF-32BE", u32::from_be_bytes)),
        None => {}
    }
    Ok(by(guess(bytes), bytes))
}

/// UTF-8 where the bytes are valid or nearly so, else what the detector says.
fn guess(bytes: &[u8]) -> &'static Encoding {
    if is_nearly_utf_8(bytes) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let shown = bytes.get(..SHOWN).unwrap_or(bytes);
    detector.feed(shown, shown.len() == bytes.len());
    detector.guess(None, Utf8Detection::Allow)
}

/// Whether the bytes are UTF-8 but for a few broken places: valid sequences beyond ASCII outnumber
/// the invalid ones by far, which in another encoding hardly happens.
fn is_nearly_utf_8(bytes: &[u8]) -> bool {
    let (mut n_valid, mut n_broken) = (0, 0);
    let mut was_broken = false;
    for chunk in bytes.get(..SHOWN).unwrap_or(bytes).utf8_chunks() {
        n_valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        // Broken bytes side by side are one broken place.
        let is_new_place = !was_broken || !chunk.valid().is_empty();
        was_broken = !chunk.invalid().is_empty();
        n_broken += usize::from(was_broken && is_new_place);
    }
    // The last sequence may be cut where we stopped looking.
    n_broken <= usize::from(bytes.len() > SHOWN) || n_valid >= n_broken * 2
}

/// Decodes and counts what could not be. A mark at the start stays in the text, as all else does.
fn by(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, has_errors) = encoding.decode_without_bom_handling(bytes);
    let n_undecodable = if has_errors { text.matches('\u{FFFD}').count() } else { 0 };
    Decoded { text: text.into_owned(), encoding: encoding.name(), n_undecodable }
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
    Decoded { text, encoding, n_undecodable }
}

/// UTF-16 or UTF-32, by the mark or by where the zeros stand.
pub(super) fn wide(bytes: &[u8]) -> Option<Wide> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] => return Some(Wide::Utf32Le),
        [0, 0, 0xFE, 0xFF, ..] => return Some(Wide::Utf32Be),
        [0xFF, 0xFE, ..] => return Some(Wide::Utf16Le),
        [0xFE, 0xFF, ..] => return Some(Wide::Utf16Be),
        _ => {}
    }
    let head = bytes.get(..4096.min(bytes.len() / 4 * 4))?;
    if head.len() < 8 {
        return None;
    }
    let zeros =
        |place: usize| head.iter().skip(place).step_by(4).filter(|byte| **byte == 0).count();
    let (quarter, zeros) = (head.len() / 4, [zeros(0), zeros(1), zeros(2), zeros(3)]);
    // Line ends, spaces and digits have a zero byte even in Chinese UTF-16; a single-byte text has none.
    let some = quarter.div_ceil(20);
    match zeros {
        [0, _, c, d] if c == quarter && d == quarter => Some(Wide::Utf32Le),
        [a, b, _, 0] if a == quarter && b == quarter => Some(Wide::Utf32Be),
        [0, b, 0, d] if b + d >= some => {
            is_text_16(bytes, u16::from_le_bytes).then_some(Wide::Utf16Le)
        }
        [a, 0, c, 0] if a + c >= some => {
            is_text_16(bytes, u16::from_be_bytes).then_some(Wide::Utf16Be)
        }
        _ => None,
    }
}

/// Whether the units are text: letters, Chinese, marks, and no stray surrogates or controls.
fn is_text_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> bool {
    let units = bytes.chunks_exact(2).take(2048).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units)
        .all(|c| c.is_ok_and(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t' | '\u{c}')))
}
