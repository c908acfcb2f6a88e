//! Commas and emoji that a machine put before punctuation marks.

use std::ops::Range;

use crate::clean::{Evidence, Patch, Rule};
use crate::text::Bilingual;
use crate::text::chars::is_emoji;

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
/// Of how many marks one must have the junk.
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

/// Calls `seen` with each junk before a mark, and with nothing for each mark.
fn scan(text: &str, mut seen: impl FnMut(Option<(Junk, Range<usize>)>)) {
    let mut emoji_start = None;
    let mut comma = None;
    for (at, c) in text.char_indices() {
        if c < ' ' {
            (emoji_start, comma) = (None, None);
            continue;
        }
        if is_emoji(c) {
            emoji_start = emoji_start.or(Some(at));
            continue;
        }
        if is_clause_mark(c) {
            if let Some(start) = emoji_start {
                seen(Some((Junk::Emoji, start..at)));
            } else if let Some(start) = comma {
                seen(Some((Junk::Comma, start..at)));
            }
            seen(None);
        }
        emoji_start = None;
        comma = matches!(c, ',' | '，').then_some(at);
    }
}

const fn is_clause_mark(c: char) -> bool {
    matches!(c, ',' | '，' | '。' | '、' | '；' | '：' | '？' | '！' | ';' | ':' | '?' | '!')
}
