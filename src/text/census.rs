//! How often each character stands in a text, counted once for all who ask.

use crate::text::chars::is_han;

/// Characters of the Basic Multilingual Plane.
const PLANE: usize = 0x1_0000;

/// The count of each character of a text.
pub struct Census {
    /// By code; of the Basic Multilingual Plane.
    counts: Box<[u32]>,
    /// Chinese characters beyond it.
    n_rare_han: u32,
}

impl Census {
    /// Counts the characters of `text`.
    pub fn new(text: &str) -> Self {
        let mut census = Self { counts: vec![0; PLANE].into(), n_rare_han: 0 };
        for c in text.chars() {
            match census.counts.get_mut(c as usize) {
                Some(count) => *count += 1,
                None => census.n_rare_han += u32::from(is_han(c)),
            }
        }
        census
    }

    /// How often `c` stands in the text; 0 for characters beyond the Basic Multilingual Plane.
    pub fn count(&self, c: char) -> u32 {
        self.counts.get(c as usize).copied().unwrap_or_default()
    }

    /// How many Chinese characters the text has.
    pub fn n_han(&self) -> u32 {
        let common = self.iter().filter(|(c, _)| is_han(*c)).map(|(_, count)| count).sum::<u32>();
        common + self.n_rare_han
    }

    /// The characters that occur, by code, with their counts.
    pub fn iter(&self) -> impl Iterator<Item = (char, u32)> {
        let occurring = self.counts.iter().enumerate().filter(|(_, count)| **count > 0);
        occurring.filter_map(|(code, count)| Some((char::from_u32(code as u32)?, *count)))
    }
}
