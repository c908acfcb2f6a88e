//! The bytes of characters in GBK, for repairs of what a tool did to them there.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use encoding_rs::GBK;

use crate::text::chars::is_han;
use crate::text::script;

/// The two bytes of `c`; none for characters of one byte, of four, or without any.
pub fn bytes_of(c: char) -> Option<[u8; 2]> {
    BYTES.get(c as usize).copied().filter(|bytes| *bytes != [0, 0])
}

/// The two bytes of each character of the Basic Multilingual Plane, by code; zeros for those without.
///
/// Made from the pairs of bytes that there are, which is far less work than to encode each character.
static BYTES: LazyLock<Vec<[u8; 2]>> = LazyLock::new(|| {
    let mut bytes = vec![[0; 2]; 0x1_0000];
    for lead in 0x81..=0xFE {
        // A line each, since what is no character may come out as two.
        let pairs: Vec<u8> = TRAILS.flat_map(|trail| [lead, trail, b'\n']).collect();
        let (decoded, _) = GBK.decode_without_bom_handling(&pairs);
        for (trail, line) in TRAILS.zip(decoded.lines()) {
            let mut chars = line.chars();
            let one = chars.next().filter(|c| chars.next().is_none() && *c != '\u{FFFD}');
            // Of two pairs for one character the first is written; the euro has a byte of its own.
            let one = one.filter(|c| *c != '€').and_then(|c| bytes.get_mut(c as usize));
            if let Some(of) = one.filter(|of| **of == [0, 0]) {
                *of = [lead, trail];
            }
        }
    }
    bytes
});

/// The second bytes of characters.
const TRAILS: RangeInclusive<u8> = 0x40..=0xFE;

/// The character of two bytes.
pub fn char_of(bytes: [u8; 2]) -> Option<char> {
    let text = GBK.decode_without_bom_handling_and_without_replacement(&bytes)?;
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// The text of bytes that are nothing but characters of two bytes.
pub fn text_of(bytes: &[u8]) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if rest.is_empty() { pairs.iter().map(|pair| char_of(*pair)).collect() } else { None }
}

/// The common characters, those that GB 2312 has on its first level, in either script; by code.
static COMMON: LazyLock<Vec<bool>> = LazyLock::new(|| {
    let is_common = |code: u32| {
        let c = char::from_u32(code).filter(|c| is_han(*c))?;
        let [lead, trail] = bytes_of(script::to_simplified().character(c))?;
        Some((0xB0..=0xD7).contains(&lead) && trail >= 0xA1)
    };
    (0..0x1_0000).map(|code| is_common(code).unwrap_or_default()).collect()
});

/// Whether `c` is one of the 3,755 most common Chinese characters, in either script.
pub fn is_common(c: char) -> bool {
    COMMON.get(c as usize).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use encoding_rs::GBK;

    use super::bytes_of;

    #[test]
    fn the_bytes_of_a_character_are_those_that_it_is_encoded_in() {
        let is_private = |c: &char| ('\u{E000}'..='\u{F8FF}').contains(c);
        for c in (0..0x1_0000).filter_map(char::from_u32).filter(|c| !is_private(c)) {
            let text = c.to_string();
            let (bytes, _, has_errors) = GBK.encode(&text);
            let encoded = <[u8; 2]>::try_from(bytes.as_ref()).ok().filter(|_| !has_errors);
            assert_eq!(bytes_of(c), encoded, "{c}");
        }
    }
}
