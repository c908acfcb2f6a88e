//! ASCII marks beside Chinese characters become the full-width marks they were.

use crate::clean::{Evidence, Patch, Rule};
use crate::text::Bilingual;
use crate::text::chars::{is_cjk_mark, is_han};

pub(super) const RULE: Rule = Rule {
    id: "punctuation",
    name: Bilingual::new("标点全角", "Punctuation width"),
    does: Bilingual::new(
        "汉字旁的半角逗号、分号、冒号、问号、叹号、括号改成全角",
        "makes ASCII commas, colons, semicolons, question and exclamation marks and parentheses beside Chinese characters full-width",
    ),
    never: Bilingual::new(
        "数字、时间、网址、外文词语里的标点，小数点",
        "marks in numbers, times, addresses and Latin phrases, decimal points",
    ),
    apply,
};

fn apply(text: &str, evidence: &Evidence<'_>, patch: &mut Patch<'_>) {
    if !evidence.is_chinese() {
        return;
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.bytes().any(|byte| matches!(byte, b',' | b';' | b':' | b'?' | b'!' | b'(' | b')')) {
            widen_line(line, start, patch);
        }
        start += line.len();
    }
}

/// One character of a line with those beside it.
#[derive(Clone, Copy)]
struct Seen {
    at: usize,
    c: char,
    before: char,
    after: char,
}

fn widen_line(line: &str, start: usize, patch: &mut Patch<'_>) {
    let pairs = wide_parentheses(line);
    let mut chars = line.char_indices().peekable();
    let mut before = '\n';
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map_or('\n', |(_, c)| *c);
        let seen = Seen { at, c, before, after };
        if let Some(wide) = widened(seen, &pairs) {
            patch.replace(start + at..start + at + 1, wide);
        }
        before = c;
    }
}

/// The full-width form of the mark, if it is to have it.
fn widened(seen: Seen, pairs: &[usize]) -> Option<&'static str> {
    let is_chinese = |c: char| is_han(c) || is_cjk_mark(c);
    let is_beside = is_chinese(seen.before) || is_chinese(seen.after);
    // Behind a pair of parentheses or a percentage the sentence is Chinese still.
    let is_behind =
        matches!(seen.before, ')' | '%' | '"') && (is_chinese(seen.after) || seen.after == '\n');
    match seen.c {
        ',' if is_beside || is_behind => Some("，"),
        ';' if is_beside || is_behind => Some("；"),
        ':' if is_han(seen.before) || (is_beside && seen.before != ' ') => Some("："),
        '?' if is_chinese(seen.before) || is_behind => Some("？"),
        '!' if is_chinese(seen.before) || is_behind => Some("！"),
        '(' if pairs.binary_search(&seen.at).is_ok() => Some("（"),
        ')' if pairs.binary_search(&seen.at).is_ok() => Some("）"),
        _ => None,
    }
}

/// The places of parentheses that hold Chinese or stand behind it, both of each pair, in order.
fn wide_parentheses(line: &str) -> Vec<usize> {
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut wide = Vec::new();
    let mut before = '\n';
    for (at, c) in line.char_indices() {
        match c {
            '(' => open.push((at, is_han(before) || is_cjk_mark(before))),
            ')' => close(&mut open, at, &mut wide),
            c if is_han(c) => {
                if let Some(inner) = open.last_mut() {
                    inner.1 = true;
                }
            }
            _ => {}
        }
        before = c;
    }
    wide.sort_unstable();
    wide
}

fn close(open: &mut Vec<(usize, bool)>, at: usize, wide: &mut Vec<usize>) {
    if let Some((start, true)) = open.pop() {
        wide.extend([start, at]);
        // What holds Chinese parentheses holds Chinese.
        if let Some(outer) = open.last_mut() {
            outer.1 = true;
        }
    }
}
