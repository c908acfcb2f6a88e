//! The bytes of characters in GBK, for repairs of what a tool did to them there.

use encoding_rs::GBK;

/// The two bytes of `c`; none for characters of one byte, of four, or without any.
pub fn bytes_of(c: char) -> Option<[u8; 2]> {
    let mut utf_8 = [0; 4];
    let (bytes, _, has_errors) = GBK.encode(c.encode_utf8(&mut utf_8));
    if has_errors { None } else { <[u8; 2]>::try_from(bytes.as_ref()).ok() }
}

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
