//! Byte offsets as code points, for the edge of the program.

/// Bytes between two noted places.
const STEP: usize = 1024;

/// Counts code points of one text; a question costs at most a thousand bytes of counting.
pub struct CodePoints<'a> {
    text: &'a str,
    /// How many code points start before each multiple of [`STEP`] bytes.
    before: Vec<u32>,
    /// How many of these take two units of UTF-16.
    pairs_before: Vec<u32>,
}

impl<'a> CodePoints<'a> {
    /// Prepares the answers for `text`.
    pub fn new(text: &'a str) -> Self {
        let counted = |count: fn(&[u8]) -> u32| {
            let mut so_far = 0;
            let before = text.as_bytes().chunks(STEP).map(|chunk| {
                let before = so_far;
                so_far += count(chunk);
                before
            });
            before.collect()
        };
        Self { text, before: counted(starts), pairs_before: counted(pairs) }
    }

    /// How many UTF-16 units stand before the byte offset `offset`.
    pub fn utf16_at(&self, offset: usize) -> u32 {
        let step = (offset / STEP).min(self.pairs_before.len().saturating_sub(1));
        let rest = self.text.as_bytes().get(step * STEP..offset).unwrap_or_default();
        self.at(offset) + self.pairs_before.get(step).copied().unwrap_or_default() + pairs(rest)
    }

    /// How many code points stand before the byte offset `offset`.
    pub fn at(&self, offset: usize) -> u32 {
        let step = (offset / STEP).min(self.before.len().saturating_sub(1));
        let rest = self.text.as_bytes().get(step * STEP..offset).unwrap_or_default();
        self.before.get(step).copied().unwrap_or_default() + starts(rest)
    }

    /// The byte offset of the code point number `index`; the text's length if there are fewer.
    pub fn offset(&self, index: u32) -> usize {
        let step = self.before.partition_point(|before| *before <= index).saturating_sub(1);
        let start = self.text.ceil_char_boundary(step * STEP);
        let skipped = index - self.at(start).min(index);
        let rest = self.text.get(start..).unwrap_or_default();
        rest.char_indices().nth(skipped as usize).map_or(self.text.len(), |(at, _)| start + at)
    }
}

/// How many code points start in these bytes.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u32
}

/// How many code points beyond the Basic Multilingual Plane start in these bytes.
fn pairs(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| **byte >= 0xF0).count() as u32
}
