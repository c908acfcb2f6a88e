//! Parts of an essay or a chapter that have a number and no name: `一`, `2`, `03`, `IV`, `（五）` alone on a line.

use crate::outline::lines::Line;
use crate::text::numbering::{Numbering, ordinal_value, roman_value};

/// How such a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Han,
    HanInParentheses,
    Digits,
    Roman,
}

impl Style {
    const ALL: [Self; 4] = [Self::Han, Self::HanInParentheses, Self::Digits, Self::Roman];

    /// Where among numbered headings it stands.
    const fn rank(self) -> Numbering {
        match self {
            Self::Han | Self::Roman => Numbering::Han,
            Self::HanInParentheses => Numbering::HanInParentheses,
            Self::Digits => Numbering::Decimal(1),
        }
    }

    /// The value of a line that is such a number and nothing else.
    fn value(self, line: &str) -> Option<u32> {
        match self {
            Self::Han => is_all(line, is_han_digit).then(|| ordinal_value(line)).flatten(),
            Self::HanInParentheses => {
                let inner = line.strip_prefix(['（', '('])?.strip_suffix(['）', ')'])?;
                Self::Han.value(inner)
            }
            Self::Digits => {
                is_all(line, |c| c.is_ascii_digit()).then(|| line.parse().ok()).flatten()
            }
            Self::Roman => roman_value(line),
        }
    }
}

/// Longest number, in bytes.
const MOST_BYTES: usize = 15;

fn is_all(line: &str, is_digit: fn(char) -> bool) -> bool {
    !line.is_empty() && line.len() <= MOST_BYTES && line.chars().all(is_digit)
}

const fn is_han_digit(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// Notes the lines that are numbers alone and count up from one, each with text below it.
pub(super) fn mark(lines: &mut [Line<'_>]) {
    for style in Style::ALL {
        let numbers = lines.iter().enumerate().filter(|(_, line)| !line.is_set_apart());
        let found: Vec<(usize, u32)> = numbers
            .filter_map(|(index, line)| Some((index, style.value(line.text)?)))
            .filter(|(index, _)| has_text_below(lines, *index))
            .collect();
        for index in counted(&found) {
            let line = &mut lines[index];
            line.numbering = Some((style.rank(), line.text.len()));
            line.is_part = true;
        }
    }
}

/// The places of the numbers that follow on each other from one; a chapter may begin anew.
fn counted(found: &[(usize, u32)]) -> Vec<usize> {
    let mut counted = Vec::new();
    let mut last = 0;
    for (at, (index, value)) in found.iter().enumerate() {
        let begins = *value == 1 && found.get(at + 1).is_some_and(|(_, next)| *next == 2);
        if begins || (last > 0 && *value == last + 1) {
            counted.push(*index);
            last = *value;
        }
    }
    counted
}

/// Whether a paragraph or a few lines of one stand below, and no further number.
fn has_text_below(lines: &[Line<'_>], index: usize) -> bool {
    /// Fewest characters of text between two numbers.
    const LEAST_CHARS: usize = 30;

    let is_number =
        |line: &&Line<'_>| Style::ALL.iter().all(|style| style.value(line.text).is_none());
    let below = lines.iter().skip(index + 1).take(8).take_while(is_number);
    below.map(|line| line.n_chars).sum::<usize>() >= LEAST_CHARS
}
