//! Sweeping over a text for the few characters that begin with one of some bytes: much quicker than to look at
//! every character.

use wide::u8x32;

/// How many bytes are looked at in one step, most of which have none.
const STEP: usize = 32;

/// The bytes that the characters sought begin with in UTF-8.
pub struct Sweep<const N: usize> {
    bytes: [u8; N],
    /// Whether the control characters of ASCII are sought, but for line feeds and tabs.
    has_controls: bool,
}

impl<const N: usize> Sweep<N> {
    /// A sweep for characters that begin with one of these bytes.
    pub const fn new(bytes: [u8; N]) -> Self {
        Self { bytes, has_controls: false }
    }

    /// One that finds the control characters up to U+001F as well, but for line feeds and tabs.
    #[must_use]
    pub const fn with_controls(self) -> Self {
        Self { has_controls: true, ..self }
    }

    /// Gives each character of `text` that begins so to `found`, with its place in bytes, in order.
    pub fn over(&self, text: &str, mut found: impl FnMut(usize, char)) {
        let (steps, rest) = text.as_bytes().as_chunks::<STEP>();
        let mut each = |start: usize, step: [u8; STEP]| {
            let mut begins = self.beginnings(step);
            while begins != 0 {
                let at = start + begins.trailing_zeros() as usize;
                begins &= begins - 1;
                if let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
                    found(at, c);
                }
            }
        };
        for (index, step) in steps.iter().enumerate() {
            each(index * STEP, *step);
        }
        let mut last = [b'\n'; STEP];
        last[..rest.len()].copy_from_slice(rest);
        each(steps.len() * STEP, last);
    }

    /// Which bytes of a step are sought, the first in the lowest bit.
    fn beginnings(&self, step: [u8; STEP]) -> u32 {
        let step = u8x32::from(step);
        let is = |sought: &u8| step.simd_eq(u8x32::splat(*sought));
        let found = self.bytes.iter().map(is).fold(u8x32::ZERO, |any, one| any | one);
        if !self.has_controls {
            return found.to_bitmask();
        }
        let is_white = step.simd_eq(u8x32::splat(b'\n')) | step.simd_eq(u8x32::splat(b'\t'));
        (found | (step.simd_lt(u8x32::splat(b' ')) & !is_white)).to_bitmask()
    }
}

#[cfg(test)]
mod tests {
    use super::Sweep;

    #[test]
    fn every_character_that_begins_so_is_found_in_its_place() {
        let sweep = Sweep::new([b',', 0xE3, 0xF0]);
        let text = "，一, 二、".repeat(50) + "😀。" + &"三".repeat(40) + ",";
        let mut found = Vec::new();
        sweep.over(&text, |at, c| found.push((at, c)));
        let sought = |c: &char| matches!(c, ',' | '、' | '。' | '😀');
        let expected: Vec<_> = text.char_indices().filter(|(_, c)| sought(c)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn control_characters_are_found_on_demand() {
        let text = "一\n二\t三\u{1}四\r五".to_owned() + &"六".repeat(30) + "\u{1F}";
        let mut found = Vec::new();
        Sweep::new([b'\r']).with_controls().over(&text, |_, c| found.push(c));
        assert_eq!(found, ['\u{1}', '\r', '\u{1F}']);
    }
}
