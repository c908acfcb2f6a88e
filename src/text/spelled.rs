//! Readings in brackets behind a character or a word, in the ways that machines write them: 企业(qǐyè),
//! `水( shui )`, `水[shuǐ]`, `水(Shuǐ)`, `(huang2hou4)`, also cut by the end of a line.
//!
//! It says what could be a reading, not whether the author wrote it.

use std::iter::Rev;
use std::str::Chars;

use crate::text::chars::is_han;
use crate::text::readings::{is_reading_letter, readings_of, without_reading};

/// Longest reading with its brackets, in bytes: four syllables with tones and spaces have 32.
const MOST_BYTES: usize = 64;
/// Longest word that is read, in characters.
const MOST_CHARS: usize = 8;

/// What brackets hold that is a reading of what stands before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spelled {
    /// Behind the closing bracket, in bytes.
    pub end: usize,
    /// How many of the last characters are read, a syllable each.
    pub n_chars: usize,
}

/// Reads brackets; it keeps the room for the letters.
#[derive(Default)]
pub struct Speller(String);

impl Speller {
    /// What the bracket that opens at byte `open` holds, if all of it reads the end of `before`.
    pub fn read(&mut self, before: &str, text: &str, open: usize) -> Option<Spelled> {
        let letters = &mut self.0;
        letters.clear();
        let inner = text.get(open..)?.strip_prefix(['(', '（', '['])?;
        let start = text.len() - inner.len();
        let (mut n_breaks, mut has_capital) = (0, false);
        for (at, c) in inner.char_indices() {
            if at > MOST_BYTES {
                return None;
            }
            match c {
                ')' | '）' | ']' => {
                    let n_chars = n_read(before, letters)?;
                    // A person's name has capitals, 李明(Li Ming); (a) at the start of a line is a list's.
                    let is_other = has_capital && n_chars > 1 || n_breaks > 0 && letters.len() < 2;
                    let end = start + at + c.len_utf8();
                    return (!is_other).then_some(Spelled { end, n_chars });
                }
                ' ' | '-' | '\'' | '’' => letters.push(' '),
                '\r' => {}
                '\n' if n_breaks == 0 => n_breaks += 1,
                '1'..='5' if letters.ends_with(is_reading_letter) => letters.push(c),
                c if is_reading_letter(c) => letters.push(c),
                c => {
                    has_capital = true;
                    letters.push(small_of_first(c, letters)?);
                }
            }
        }
        None
    }
}

/// The stretch from the last `n_chars` Chinese characters of `before` on.
pub fn last_characters(before: &str, n_chars: usize) -> &str {
    let mut han = before.char_indices().rev().filter(|(_, c)| is_han(*c));
    let start = han.nth(n_chars.saturating_sub(1)).map_or(before.len(), |(at, _)| at);
    before.get(start..).unwrap_or_default()
}

/// The small letter of the capital that a reading begins with.
fn small_of_first(c: char, letters: &str) -> Option<char> {
    let mut small = c.to_lowercase();
    let first = small.next().filter(|c| is_reading_letter(*c) && letters.trim().is_empty());
    first.filter(|_| small.next().is_none() && c.is_uppercase())
}

/// How many characters at the end of `before` the letters read, all of them, a syllable each.
fn n_read(before: &str, letters: &str) -> Option<usize> {
    (!letters.trim().is_empty()).then_some(())?;
    Search { tried: [0; MOST_CHARS + 1] }.n_read_back(before.chars().rev(), letters, 0)
}

/// What was tried in vain: for each number of characters, a bit for each number of bytes left. So characters with
/// many readings cost no more than others.
struct Search {
    tried: [u128; MOST_CHARS + 1],
}

impl Search {
    fn n_read_back(
        &mut self,
        mut before: Rev<Chars<'_>>,
        letters: &str,
        n_done: usize,
    ) -> Option<usize> {
        let letters = letters.trim_end_matches(' ');
        if letters.trim_start().is_empty() {
            return Some(n_done);
        }
        let tried = self.tried.get_mut(n_done).filter(|_| n_done < MOST_CHARS)?;
        let state = 1_u128.checked_shl(letters.len() as u32)?;
        (*tried & state == 0).then(|| *tried |= state)?;
        // A line may end within a word.
        let han = before.find(|c| !matches!(c, '\r' | '\n')).filter(|c| is_han(*c))?;
        let syllables = letters.strip_suffix(|c: char| c.is_ascii_digit()).unwrap_or(letters);
        readings_of(han).find_map(|reading| {
            let known = [reading.with_tone(), reading.plain()];
            known.into_iter().find_map(|known| {
                let left = without_reading(syllables, known)?;
                self.n_read_back(before.clone(), left, n_done + 1)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Spelled, Speller};

    fn n_chars(text: &str) -> Option<usize> {
        let open = text.find(['(', '（', '[']).unwrap_or_default();
        let before = text.get(..open).unwrap_or_default().trim_end();
        let read = Speller::default().read(before, text, open);
        read.map(|Spelled { end, n_chars }| {
            assert_eq!(end, text.len(), "{text}");
            n_chars
        })
    }

    #[test]
    fn readings_are_told_however_they_are_written() {
        let cases = [
            ("国有企业(qǐyè)", 2),
            ("老城区(lǎo chéng qū)", 3),
            ("皇后(huang2hou4)", 2),
            ("衣服（yīfu）", 2),
            ("西安(xi'an)", 2),
            ("供水( shui )", 1),
            ("供水[shuǐ]", 1),
            ("供水(Shuǐ)", 1),
            ("頭髮(tóufà)", 2),
            ("頭發(tóufà)", 2),
            ("超過(g\nuò)", 1),
            ("老城\n区(lǎochéngqū)", 3),
            ("女儿(nǚ'ér)", 2),
        ];
        for (text, n) in cases {
            assert_eq!(n_chars(text), Some(n), "{text}");
        }
    }

    #[test]
    fn characters_with_many_readings_cost_no_more_than_others() {
        let text = format!("{}({})", "啊".repeat(9), "a".repeat(60));
        for _ in 0..10_000 {
            assert_eq!(n_chars(&text), None);
        }
    }

    #[test]
    fn what_is_no_reading_is_not_told() {
        let texts = [
            "总值(GDP)",
            "李明(Li Ming)",
            "一(a)",
            "氦(He)",
            "模型(model)",
            "企业(yèqǐ)",
            "企业()",
            "企业( )",
            "企业(qǐ，yè)",
            "企业(qǐyè",
            "阿(\na)",
            "业(qǐyè)",
            "水(SHUI)",
            "水(1)",
        ];
        for text in texts {
            assert_eq!(n_chars(text), None, "{text}");
        }
    }
}
