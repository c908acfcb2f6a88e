//! Readings that a machine put in behind characters: 企業(ye), 國(guó), 的(de)(de).
//!
//! A single candidate proves nothing: a dictionary writes 亳(bó)州 too. The document decides, by
//! how many candidates are true readings, and by whether a glossed character always is.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::text::Census;
use crate::text::chars::is_han;
use crate::text::readings::Recent;

/// A text with fewer readings is not called a primer: three in a row may be one name.
const FEWEST_OF_A_PRIMER: usize = 8;

/// A character with true readings of it in parentheses behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Gloss {
    /// The parentheses with all copies of the reading.
    pub(crate) range: Range<usize>,
    /// How many copies there are.
    pub(crate) copies: usize,
    /// Whether one space follows.
    pub(crate) has_space: bool,
}

/// What the document shows of inserted readings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one finding of its own")]
pub struct GlossEvidence {
    /// How many characters carry a true reading.
    pub count: usize,
    /// Whether they are the work of a machine and are to be taken away.
    pub is_machine_made: bool,
    /// Whether there are too few to be sure: they are only suggested.
    pub is_suspected: bool,
    /// Whether nearly every character of a passage carries its reading: a primer, whose readings are the point.
    pub is_primer: bool,
    /// Whether the space behind a reading came with it.
    pub takes_space: bool,
}

/// Finds the glosses of `text` in order and gives each to `found`, with its character.
pub(crate) fn scan(text: &str, mut found: impl FnMut(char, Gloss)) {
    let bytes = text.as_bytes();
    let mut recent = Recent::default();
    let mut done = 0;
    for open in parentheses(text) {
        if open < done {
            continue;
        }
        let Some(han) =
            text.get(..open).and_then(|before| before.chars().next_back()).filter(|c| is_han(*c))
        else {
            continue;
        };
        let (mut end, mut copies) = (open, 0);
        while let Some(inner_end) = recent.in_parentheses(text, end, han) {
            end = inner_end;
            copies += 1;
        }
        if copies > 0 {
            let has_space = bytes.get(end) == Some(&b' ');
            found(han, Gloss { range: open..end, copies, has_space });
            done = end;
        }
    }
}

/// The opening parentheses of `text`.
fn parentheses(text: &str) -> impl Iterator<Item = usize> {
    let (mut narrow, mut wide) = (
        memchr::memchr_iter(b'(', text.as_bytes()).peekable(),
        memchr::memmem::find_iter(text.as_bytes(), "（").peekable(),
    );
    std::iter::from_fn(move || {
        let is_narrow = match (narrow.peek(), wide.peek()) {
            (Some(narrow), Some(wide)) => narrow < wide,
            (narrow, _) => narrow.is_some(),
        };
        if is_narrow { narrow.next() } else { wide.next() }
    })
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

/// The characters of a primer's `text` that carry one reading each, in order.
pub fn read_characters(text: &str) -> Vec<ReadCharacter> {
    let mut pairs = Vec::new();
    scan(text, |han, gloss| {
        let Range { start, end } = gloss.range;
        let inner = text.get(start..end).unwrap_or_default();
        let trimmed = inner.trim_start_matches(['(', '（']);
        let from = start + inner.len() - trimmed.len();
        let reading = from..from + trimmed.trim_end_matches([')', '）']).len();
        if gloss.copies == 1 {
            pairs.push(ReadCharacter {
                bytes: start - han.len_utf8()..end,
                base_end: start,
                reading,
            });
        }
    });
    pairs
}

/// The glosses of a whole document, counted.
#[derive(Default)]
pub(crate) struct Tally {
    /// The characters that carry a reading, and how often.
    pub(crate) glossed: FxHashMap<char, usize>,
    count: usize,
    /// Those with a space behind.
    n_spaced: usize,
    /// Those with the reading twice or more.
    n_repeated: usize,
    /// Those that stand right behind another with nothing but the character between.
    n_adjacent: usize,
    /// Those without a tone and in plain parentheses.
    n_plain: usize,
}

/// Counts the glosses of `text`.
pub(crate) fn tally(text: &str) -> Tally {
    let mut tally = Tally::default();
    let mut end = 0;
    scan(text, |han, gloss| {
        tally.n_adjacent += usize::from(end > 0 && gloss.range.start == end + han.len_utf8());
        end = gloss.range.end + usize::from(gloss.has_space);
        *tally.glossed.entry(han).or_default() += 1;
        tally.count += 1;
        let is_plain = text.get(gloss.range.clone()).is_some_and(str::is_ascii);
        tally.n_plain += usize::from(is_plain);
        tally.n_spaced += usize::from(gloss.has_space);
        tally.n_repeated += usize::from(gloss.copies > 1);
    });
    tally
}

/// Weighs the glosses of a whole document.
///
/// The gate was found on real pages: on in 30 of 30 glossed ones, off in 56 of 56 others.
pub(crate) fn weigh(tally: &Tally, census: &Census) -> GlossEvidence {
    let Tally { glossed, count, .. } = tally;
    let count = *count;
    if count < 3 {
        return GlossEvidence { count, ..GlossEvidence::default() };
    }
    let n_han = census.n_han() as usize;
    let n_all = |c: char| census.count(c) as usize;
    let always = glossed.iter().filter(|(han, count)| n_all(**han) <= **count).count();
    let is_consistent = always * 10 >= glossed.len() * 9;
    // Nearly every character of a passage: a primer, whose readings are the point. Machines leave most alone.
    let is_primer = count * 3 > n_han * 2 || tally.n_adjacent * 4 > count * 3;
    let is_dense = count * 1000 >= n_han * 15;
    // Who writes readings for people gives their tones.
    let is_toneless = count >= 12 && glossed.len() >= 10 && tally.n_plain == count;
    // Nobody parts a word with a space behind its reading: where every one has it, few kinds of characters will do.
    let is_spaced = tally.n_spaced == count && tally.n_plain == count && always == glossed.len();
    let is_machine_made = count >= 8
        && glossed.len() >= if is_spaced { 3 } else { 6 }
        && is_dense
        && !is_primer
        && (is_consistent || tally.n_repeated >= 2 || is_toneless);
    GlossEvidence {
        count,
        is_machine_made,
        is_suspected: !is_machine_made && !is_primer,
        is_primer: is_primer && count >= FEWEST_OF_A_PRIMER,
        takes_space: tally.n_spaced * 10 >= count * 8,
    }
}
