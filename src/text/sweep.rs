//! Sweeping over a text for the few characters that begin with one of some bytes: much quicker than to look at
//! every character.

/// How many bytes are looked at in one step, most of which have none.
const STEP: usize = 32;

/// The bytes that the characters sought begin with in UTF-8.
pub struct Sweep<const N: usize>([u8; N]);

impl<const N: usize> Sweep<N> {
    /// A sweep for characters that begin with one of these bytes.
    pub const fn new(bytes: [u8; N]) -> Self {
        Self(bytes)
    }

    /// Gives each character of `text` that begins so to `found`, with its place in bytes, in order.
    pub fn over(&self, text: &str, mut found: impl FnMut(usize, char)) {
        let (steps, rest) = text.as_bytes().as_chunks::<STEP>();
        let mut each = |start: usize, bytes: &[u8]| {
            for (at, byte) in bytes.iter().enumerate() {
                if self.0.contains(byte)
                    && let Some(c) = text.get(start + at..).and_then(|rest| rest.chars().next())
                {
                    found(start + at, c);
                }
            }
        };
        for (index, step) in steps.iter().enumerate() {
            if self.is_any_in(step) {
                each(index * STEP, step);
            }
        }
        each(text.len() - rest.len(), rest);
    }

    /// Without a branch a byte, so that the processor looks at many at once.
    fn is_any_in(&self, step: &[u8; STEP]) -> bool {
        let is_any = |sought: &u8| step.iter().fold(0, |any, byte| any | u8::from(byte == sought));
        self.0.iter().any(|sought| is_any(sought) != 0)
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
}
