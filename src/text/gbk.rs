//! The bytes of characters in GBK, for repairs of what a tool did to them there.

use std::sync::LazyLock;

use encoding_rs::GBK;

use crate::text::chars::is_han;
use crate::text::script;

/// The two bytes of `c`; none for characters of one byte, of four, or without any.
pub fn bytes_of(c: char) -> Option<[u8; 2]> {
    BYTES.get(c as usize).copied().filter(|bytes| *bytes != [0, 0])
}

/// The two bytes of each character of the Basic Multilingual Plane, by code; zeros for those without.
static BYTES: LazyLock<Vec<[u8; 2]>> = LazyLock::new(|| {
    let encoded = |c: char| {
        let mut utf_8 = [0; 4];
        let (bytes, _, has_errors) = GBK.encode(c.encode_utf8(&mut utf_8));
        if has_errors { None } else { <[u8; 2]>::try_from(bytes.as_ref()).ok() }
    };
    (0..0x1_0000).map(|code| char::from_u32(code).and_then(encoded).unwrap_or_default()).collect()
});

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
