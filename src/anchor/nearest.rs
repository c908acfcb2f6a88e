//! The stretch of a text that is nearest to a quote: how many characters were put in, left out or
//! replaced. Work is the product of the two lengths, so callers give it short texts.

use std::ops::Range;

/// A stretch and how far it is from what was sought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// The stretch, in characters.
    pub stretch: Range<usize>,
    /// Characters put in, left out or replaced.
    pub errors: usize,
}

/// The best end of a stretch so far: what it costs and where it starts.
#[derive(Clone, Copy)]
struct Cell {
    errors: u32,
    start: u32,
}

/// The stretch of `text` with the fewest differences from `quote`; of several the one of the most
/// alike length, then the first.
pub fn nearest(quote: &[char], text: &[char]) -> Nearest {
    let mut best = Nearest { stretch: 0..0, errors: quote.len() };
    let off = |stretch: &Range<usize>| stretch.len().abs_diff(quote.len());
    each_end(quote, text, |end, cell| {
        let (errors, stretch) = (cell.errors as usize, cell.start as usize..end);
        if (errors, off(&stretch)) < (best.errors, off(&best.stretch)) {
            best = Nearest { stretch, errors };
        }
    });
    best
}

/// Calls `each` with every end in `text` and the stretch that is nearest to `quote` of those that end
/// there.
fn each_end(quote: &[char], text: &[char], mut each: impl FnMut(usize, Cell)) {
    let mut column: Vec<Cell> =
        (0..=quote.len()).map(|row| Cell { errors: row as u32, start: 0 }).collect();
    for (at, c) in text.iter().enumerate() {
        let top = Cell { errors: 0, start: at as u32 + 1 };
        let mut diagonal = std::mem::replace(&mut column[0], top);
        let mut above = top;
        for (row, wanted) in quote.iter().enumerate() {
            let left = column[row + 1];
            let replaced = diagonal.errors + u32::from(wanted != c);
            above = if replaced <= left.errors + 1 && replaced <= above.errors + 1 {
                Cell { errors: replaced, start: diagonal.start }
            } else if left.errors <= above.errors {
                Cell { errors: left.errors + 1, start: left.start }
            } else {
                Cell { errors: above.errors + 1, start: above.start }
            };
            diagonal = left;
            column[row + 1] = above;
        }
        each(at + 1, above);
    }
}

/// Longest quote, in characters, whose differences are counted in the bits of one word.
const WORD: usize = 64;

/// Calls `each` with how many differences the stretch has that ends at each place of `text` and is nearest to a
/// quote of at most [`WORD`] characters: what `each_end` says without where it starts, some ten times as fast
/// (Myers, with a column of the table in two words: where it rises by one downwards and where it falls).
fn each_errors(
    quote: &(impl ExactSizeIterator<Item = char> + Clone),
    text: impl Iterator<Item = char>,
    mut each: impl FnMut(u32),
) {
    let mut errors = quote.len() as u32;
    let Some(last) = quote.len().checked_sub(1).map(|row| 1u64 << row) else { return };
    let (mut rises, mut falls) = (u64::MAX, 0u64);
    for c in text {
        let rows = quote.clone().enumerate();
        let same = rows.fold(0, |same, (row, wanted)| same | (u64::from(wanted == c) << row));
        let diagonal = ((same & rises).wrapping_add(rises) ^ rises) | same;
        let more = falls | !(diagonal | rises);
        let fewer = rises & diagonal;
        errors += u32::from(more & last != 0);
        errors -= u32::from(fewer & last != 0);
        let below = same | falls;
        rises = (fewer << 1) | !(below | (more << 1));
        falls = (more << 1) & below;
        each(errors);
    }
}

/// The fewest differences that any stretch of `text` has from `quote`; `None` where that takes as long as
/// [`nearest`].
pub fn fewest_errors(quote: &[char], text: &[char]) -> Option<usize> {
    let mut fewest = quote.len();
    let (quote, text) = (quote.iter().copied(), text.iter().copied());
    let is_short = quote.len() <= WORD;
    is_short.then(|| each_errors(&quote, text, |errors| fewest = fewest.min(errors as usize)))?;
    Some(fewest)
}

/// How much of `quote` the text ends with, from 0 to 1.
pub fn ends_like(quote: &[char], text: &[char]) -> f32 {
    let mut errors = quote.len();
    if quote.len() > WORD {
        each_end(quote, text, |_, cell| errors = cell.errors as usize);
    } else if text.ends_with(quote) {
        errors = 0;
    } else {
        let (quote, text) = (quote.iter().copied(), text.iter().copied());
        each_errors(&quote, text, |now| errors = now as usize);
    }
    share(quote.len(), errors)
}

/// How much of `quote` the text begins with, from 0 to 1.
pub fn begins_like(quote: &[char], text: &[char]) -> f32 {
    if quote.len() > WORD {
        let [quote, text] =
            [quote, text].map(|chars| chars.iter().rev().copied().collect::<Vec<_>>());
        return ends_like(&quote, &text);
    }
    let mut errors = quote.len();
    if text.starts_with(quote) {
        errors = 0;
    } else {
        let (quote, text) = (quote.iter().rev().copied(), text.iter().rev().copied());
        each_errors(&quote, text, |now| errors = now as usize);
    }
    share(quote.len(), errors)
}

fn share(length: usize, errors: usize) -> f32 {
    if length == 0 { 0.0 } else { 1.0 - errors as f32 / length as f32 }
}

/// How much of `quote` stands in `text`, from 0 to 1: 1 where all of it does in one piece.
pub fn likeness(quote: &[char], text: &[char]) -> f32 {
    share(quote.len(), nearest(quote, text).errors)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::any;
    use proptest::proptest;

    use super::{begins_like, each_end, ends_like, fewest_errors, likeness, nearest, share};

    fn of(quote: &str, text: &str) -> (String, usize) {
        let text: Vec<char> = text.chars().collect();
        let found = nearest(&quote.chars().collect::<Vec<_>>(), &text);
        (text[found.stretch].iter().collect(), found.errors)
    }

    #[test]
    fn the_nearest_stretch_has_the_fewest_differences() {
        for (quote, text, stretch, errors) in [
            ("数据治理", "关于数据治理的意见", "数据治理", 0),
            ("推进数据治理体系", "关于推进数据综合治理体系的意见", "推进数据综合治理体系", 2),
            // Of two as near, the one of the quote's length.
            ("数据治理", "关于数据综合治理的意见", "数据综合", 2),
            ("数据治理体系", "关于数据治里体系", "数据治里体系", 1),
            ("开工率达到九成", "企业开工率九成以上", "开工率九成", 2),
            ("abc", "", "", 3),
            ("", "abc", "", 0),
        ] {
            assert_eq!(of(quote, text), (stretch.to_owned(), errors), "{quote} in {text}");
        }
    }

    #[test]
    fn context_must_be_adjacent() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        assert!(ends_like(&chars("门口看那块黑板"), &chars("总站在门口看那块黑板")) > 0.99);
        assert!(ends_like(&chars("门口看那块黑板"), &chars("门口看那块黑板看一会儿就走")) < 0.5);
        assert!(begins_like(&chars("上的字"), &chars("上的字已经")) > 0.99);
        assert!(begins_like(&chars("上的字"), &chars("黑板上上的字")) < 0.5);
    }

    #[test]
    fn likeness_of_nothing_is_none() {
        assert!(likeness(&[], &['a']) < f32::EPSILON);
        assert!(likeness(&['a'], &['b']) < f32::EPSILON);
    }

    /// How much of a quote a text ends with, told by the whole table.
    fn ends_by_table(quote: &[char], text: &[char]) -> f32 {
        let mut errors = quote.len();
        each_end(quote, text, |_, cell| errors = cell.errors as usize);
        share(quote.len(), errors)
    }

    proptest! {
        #[test]
        fn counting_in_bits_is_counting_in_the_table(
            quote in vec(0u32..4, 0..90), text in vec(0u32..4, 0..120), cut in any::<bool>(),
        ) {
            let letter = |number: &u32| char::from_u32(0x4E00 + number).unwrap();
            let [mut quote, text] =
                [&quote, &text].map(|numbers| numbers.iter().map(letter).collect::<Vec<_>>());
            if cut {
                quote.truncate(16);
            }
            assert_eq!(ends_like(&quote, &text).to_bits(), ends_by_table(&quote, &text).to_bits());
            let [back, behind] =
                [&quote, &text].map(|chars| chars.iter().rev().copied().collect::<Vec<_>>());
            assert_eq!(begins_like(&quote, &text).to_bits(), ends_by_table(&back, &behind).to_bits());
            let fewest = fewest_errors(&quote, &text);
            assert!(fewest.is_none_or(|fewest| fewest == nearest(&quote, &text).errors));
            assert_eq!(fewest.is_none(), quote.len() > super::WORD);
        }
    }
}
