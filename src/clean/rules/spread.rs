//! Spaces between all characters, as programs that recognise text in pictures put them: 清 早 起 了 雾.

use std::ops::Range;

use crate::clean::{Evidence, Patch, Rule};
use crate::text::Bilingual;
use crate::text::chars::{is_cjk_mark, is_han};
use crate::text::lines::lines;

pub(super) const RULE: Rule = Rule {
    id: "spread",
    name: Bilingual::new("字间空格", "Spread characters"),
    does: Bilingual::new(
        "全文几乎字字之间都有一个空格时，去掉这些空格",
        "takes away the single spaces between characters, if nearly all characters of the text have them",
    ),
    never: Bilingual::new(
        "拉开的标题、“前 言”，逐字注音的行，连着的几个空格",
        "titles that are set wide, lines with readings between them, several spaces in a row",
    ),
    apply,
};

/// Fewest characters of a line that is no title, verse or row of a table.
const LEAST_IN_LINE: usize = 16;

fn apply(text: &str, evidence: &Evidence<'_>, patch: &mut Patch<'_>) {
    if !evidence.is_spaced || !is_spread(text) {
        return;
    }
    let digits = digits(text);
    for (range, line) in lines(text) {
        for gap in gaps(line, digits).filter(|gap| gap.is_single) {
            patch.delete(range.start + gap.range.start..range.start + gap.range.end);
        }
    }
}

/// What stands between two Chinese characters or marks with nothing but spaces between.
struct Gap {
    range: Range<usize>,
    is_single: bool,
}

/// Whether the digits of numbers stand apart as well.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Digits {
    Together,
    Apart,
}

/// How the digits of a spread text stand: 1958 年, or 1 9 5 8 年.
fn digits(text: &str) -> Digits {
    let (mut n_together, mut n_apart) = (0_usize, 0_usize);
    let bytes = text.as_bytes();
    for at in (0..bytes.len()).filter(|at| bytes[*at].is_ascii_digit()) {
        let is_digit = |behind: usize| bytes.get(at + behind).is_some_and(u8::is_ascii_digit);
        n_together += usize::from(is_digit(1));
        n_apart += usize::from(bytes.get(at + 1) == Some(&b' ') && is_digit(2));
    }
    if n_apart > n_together * 10 { Digits::Apart } else { Digits::Together }
}

fn gaps(line: &str, digits: Digits) -> impl Iterator<Item = Gap> {
    let is_apart = digits == Digits::Apart;
    let is_chinese = move |c: char| {
        is_han(c) || is_cjk_mark(c) || c.is_ascii_digit() || (is_apart && matches!(c, '.' | '%'))
    };
    let mut last: Option<(char, usize)> = None;
    line.char_indices().filter(|(_, c)| *c != ' ').filter_map(move |(at, c)| {
        let before = last.replace((c, at + c.len_utf8()));
        let (was, end) = before.filter(|(was, _)| is_chinese(*was) && is_chinese(c))?;
        // Two numbers are parted by their space, where that does not part the digits of one.
        let is_number = !is_apart && was.is_ascii_digit() && c.is_ascii_digit();
        (!is_number).then_some(Gap { range: end..at, is_single: at == end + 1 })
    })
}

/// Whether nearly all characters of the text stand apart, most of them in sentences.
fn is_spread(text: &str) -> bool {
    let (mut n_all, mut n_spread, mut n_in_sentences) = (0_usize, 0_usize, 0_usize);
    for (_, line) in lines(text) {
        let (mut n_gaps, mut n_single) = (0, 0);
        for gap in gaps(line, Digits::Together) {
            n_gaps += 1;
            n_single += usize::from(gap.is_single);
        }
        n_all += n_gaps;
        n_spread += n_single;
        if n_gaps >= LEAST_IN_LINE && line.contains(['，', '。', '、', ',']) {
            n_in_sentences += n_single;
        }
    }
    n_spread * 10 >= n_all * 8 && n_in_sentences * 2 > n_all && n_in_sentences >= 2 * LEAST_IN_LINE
}
