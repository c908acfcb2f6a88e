//! Commas and emoji that a machine put before punctuation marks.

use std::ops::Range;

use crate::clean::{Evidence, Patch, Rule};
use crate::text::chars::is_emoji;
use crate::text::{Bilingual, Sweep};

pub(super) const RULE: Rule = Rule {
    id: "marks",
    name: Bilingual::new("标点前的杂字", "Junk before marks"),
    does: Bilingual::new(
        "去掉机器插在标点前的逗号（“，，”“，。”）和表情；全文里有五处、且占标点的一成才算",
        "takes away commas (，， ，。) and emoji that a machine put before marks, if the text has five of them and a tenth of its marks",
    ),
    never: Bilingual::new(
        "偶尔重复的标点，作者自己用的表情",
        "a doubled mark here and there, emoji of the author's",
    ),
    apply,
};

/// Fewest of a kind.
const LEAST: usize = 5;
/// Of how many marks one must have the junk; those of enumerations, which hardly ever have it, do not count.
const ONE_IN: usize = 10;

fn apply(text: &str, _evidence: &Evidence<'_>, patch: &mut Patch<'_>) {
    let mut n_marks = 0;
    let mut found: Vec<(Junk, Range<usize>)> = Vec::new();
    scan(text, |junk| match junk {
        Some(junk) => found.push(junk),
        None => n_marks += 1,
    });
    let is_many = |kind: Junk| {
        let count = found.iter().filter(|(other, _)| *other == kind).count();
        count >= LEAST && count * ONE_IN >= n_marks
    };
    let (commas, emoji) = (is_many(Junk::Comma), is_many(Junk::Emoji));
    for (kind, range) in found {
        if matches!(kind, Junk::Comma if commas) || matches!(kind, Junk::Emoji if emoji) {
            patch.delete(range);
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Junk {
    Comma,
    Emoji,
}

/// Calls `seen` with each junk before a mark, and with nothing for each mark that counts.
fn scan(text: &str, mut seen: impl FnMut(Option<(Junk, Range<usize>)>)) {
    // The last emoji in a row, and the last comma.
    let (mut emoji, mut comma) = (0..0, 0..0);
    MAY_BE.over(text, |at, c| {
        let end = at + c.len_utf8();
        if is_emoji(c) {
            let is_first = emoji.end < at || emoji.is_empty();
            emoji = if is_first { at } else { emoji.start }..end;
        } else if is_clause_mark(c) {
            if emoji.end == at && !emoji.is_empty() {
                seen(Some((Junk::Emoji, emoji.clone())));
            } else if comma.end == at && !comma.is_empty() {
                seen(Some((Junk::Comma, comma.clone())));
            }
            if c != '、' {
                seen(None);
            }
            if matches!(c, ',' | '，') {
                comma = at..end;
            }
        }
    });
}

/// What begins as clause marks and emoji do; hardly any other character of Chinese text does.
static MAY_BE: Sweep<9> = Sweep::new([b',', b';', b':', b'?', b'!', 0xE2, 0xE3, 0xEF, 0xF0]);

const fn is_clause_mark(c: char) -> bool {
    matches!(c, ',' | '，' | '。' | '、' | '；' | '：' | '？' | '！' | ';' | ':' | '?' | '!')
}
