//! What stands in a text for a picture that has no words.

use crate::text::chars::is_han;

/// The signs, by the language of the text; of one length, so that nothing moves when that is known.
pub const PICTURE_SIGNS: [&str; 2] = ["〔图〕", "[Picture]"];

/// What stands for a picture without words in such a text.
pub fn picture_sign(text: &str) -> &'static str {
    /// So much of a text shows its language, in characters.
    const LOOKED_AT: usize = 4_000;
    let (mut n_han, mut n_latin) = (0, 0);
    for c in text.chars().take(LOOKED_AT) {
        n_han += usize::from(is_han(c) && c != '图');
        n_latin += usize::from(c.is_ascii_alphabetic());
    }
    PICTURE_SIGNS[usize::from(n_latin > 4 * n_han)]
}
