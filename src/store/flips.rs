//! What a text becomes by single bits that turned over, as where a disk, a memory or a copy fails.

/// Whether `text` is what was `written` but for single bits, one of a byte.
pub fn is_flipped(text: &str, written: &str) -> bool {
    let mut others = flips(text, written).peekable();
    text.len() == written.len()
        && others.peek().is_some()
        && others.all(|(byte, written)| (byte ^ written).is_power_of_two())
}

/// Whether that is so, and one of the bits is of a character that is not ASCII.
///
/// One bit makes `3` of `1`, which a hand may mean; of a Chinese character it makes one that nobody took it for.
pub fn is_flipped_beyond_ascii(text: &str, written: &str) -> bool {
    is_flipped(text, written)
        && flips(text, written).any(|(byte, written)| !byte.is_ascii() || !written.is_ascii())
}

/// The bytes that are others than was written.
fn flips(text: &str, written: &str) -> impl Iterator<Item = (u8, u8)> {
    text.bytes().zip(written.bytes()).filter(|(byte, written)| byte != written)
}
