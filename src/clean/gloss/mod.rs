//! Readings that a machine put in behind characters and words: 企業(ye), 國(guó), 的(de)(de), 记者(jìzhě).
//!
//! A single candidate proves nothing: a dictionary writes 亳(bó)州 too. The document decides: by what is read,
//! by whether it is read wherever it stands, and by what the text says of itself.

mod scan;
mod tally;
mod weigh;

use std::ops::Range;

pub(crate) use scan::scan;
pub(crate) use tally::{Glossed, tally};
pub(crate) use weigh::weigh;

/// What the document shows of one kind of readings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verdict {
    /// There are none, or they are the point of the text.
    #[default]
    Left,
    /// There are too few to be sure, or a person may have written them: they are only suggested.
    Suspected,
    /// They are the work of a machine and are to be taken away.
    MachineMade,
}

/// What the document shows of inserted readings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GlossEvidence {
    /// How many characters and words carry a true reading.
    pub count: usize,
    /// What is to be done with those behind single characters.
    pub characters: Verdict,
    /// What is to be done with those behind words.
    pub words: Verdict,
    /// Whether nearly every character of a passage carries its reading: a primer, whose readings are the point.
    pub is_primer: bool,
    /// Whether the space behind a reading came with it.
    pub takes_space: bool,
}

impl GlossEvidence {
    /// What is to be done with the reading of so many characters.
    pub(crate) const fn verdict(&self, n_chars: usize) -> Verdict {
        if n_chars == 1 { self.characters } else { self.words }
    }

    /// Whether readings are to be taken away.
    pub(crate) fn is_machine_made(&self) -> bool {
        [self.characters, self.words].contains(&Verdict::MachineMade)
    }
}

/// A character and the parentheses behind it with its reading, in bytes of the text they were found in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadCharacter {
    /// The character and its reading with the parentheses.
    pub bytes: Range<usize>,
    /// Where the character ends and the parentheses begin.
    pub base_end: usize,
    /// The reading without its parentheses.
    pub reading: Range<usize>,
}

/// The characters of a primer's `text` that carry one reading each right behind them, in order.
pub fn read_characters(text: &str) -> Vec<ReadCharacter> {
    let mut pairs = Vec::new();
    scan(text, |gloss| {
        let inner = text.get(gloss.range.clone()).unwrap_or_default();
        let trimmed = inner.trim_start_matches(['(', '（', '[']);
        let from = gloss.range.start + inner.len() - trimmed.len();
        let letters = trimmed.trim_end_matches([')', '）', ']']);
        let is_plain = gloss.open == gloss.base.end && !letters.contains(char::is_whitespace);
        if gloss.copies == 1 && gloss.n_chars == 1 && is_plain {
            pairs.push(ReadCharacter {
                bytes: gloss.base.start..gloss.range.end,
                base_end: gloss.base.end,
                reading: from..from + letters.len(),
            });
        }
    });
    pairs
}
