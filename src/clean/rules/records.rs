//! Lines that stand by themselves though those around them are of one width: items, options, records, names with
//! their values.

use crate::text::chars::{is_han, is_wide};
use crate::text::numbering::numbering;

/// What items begin with.
const BULLETS: &[char] = &[
    '#', '-', '*', '•', '●', '>', '◆', '■', '□', '▲', '★', '☆', '◇', '▪', '▶', '➤', '✓', '☐', '☑',
    '☒', '※',
];

/// Longest name before a value, in characters.
const MOST_NAME_CHARS: usize = 6;

/// Whether `next` does not go on with what the line above it says.
pub(super) fn begins_item(line: &str, next: &str) -> bool {
    let next = next.trim();
    let is_minus = next.strip_prefix('-').is_some_and(|rest| rest.starts_with(is_digit))
        && line.trim_end().ends_with(|c: char| is_digit(c) || is_han(c));
    numbering(next).is_some()
        || (next.starts_with(BULLETS) && !is_minus)
        || begins_record(next)
        || begins_option(line, next)
        || ends_with_gap(line)
        || are_fields(line, next)
        || ends_with_address(line)
}

const fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Whether a line begins with a day in figures, as each of a record does: `2024-05-18 09:26:31 …`.
fn begins_record(line: &str) -> bool {
    let mut parts = line.split(['-', '/']);
    let is_number = |part: Option<&str>, most: usize| {
        part.is_some_and(|part| {
            (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    let (year, month) = (parts.next(), parts.next());
    is_number(year, 4)
        && year.is_some_and(|year| year.len() == 4)
        && is_number(month, 2)
        && parts.next().is_some_and(|day| day.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a line begins with the letter of an option: `A．寒喧`.
fn begins_option(line: &str, next: &str) -> bool {
    let mut chars = next.chars();
    let is_label = chars.next().is_some_and(|c| matches!(c, 'A'..='H' | 'Ａ'..='Ｈ'));
    let mark = chars.next().unwrap_or_default();
    let of = chars.find(|c| !c.is_whitespace()).unwrap_or_default();
    is_label
        && match mark {
            '．' => true,
            // Of A、B、C the letters are no labels.
            '、' => !of.is_ascii_alphabetic() && !line.trim_end().ends_with('、'),
            '.' => is_wide(of) || matches!(of, '“' | '《' | '（'),
            _ => false,
        }
}

/// Whether a line ends with the room for an answer: `（　　）`.
fn ends_with_gap(line: &str) -> bool {
    let line = line.trim_end().trim_end_matches(['。', '.']);
    line.strip_suffix(['）', ')']).is_some_and(|inner| {
        let head = inner.trim_end();
        head.len() < inner.len() && head.ends_with(['（', '('])
    })
}

/// Whether both lines begin with names of values, or the second has several: `单价：3.00元　金额：54.00元`.
fn are_fields(line: &str, next: &str) -> bool {
    if !begins_field(next) {
        return false;
    }
    let n_fields = || next.split_whitespace().filter(|part| begins_field(part)).count();
    begins_field(line.trim_start()) || n_fields() > 1
}

/// Whether a name and a colon stand at the beginning.
fn begins_field(text: &str) -> bool {
    /// What sentences say before a colon.
    const OF_SENTENCES: &[char] =
        &['说', '說', '道', '问', '問', '曰', '是', '有', '下', '括', '为', '為', '到', '即'];
    let mut n_chars = 0;
    let mut last = None;
    for (at, c) in text.char_indices() {
        match c {
            '：' | ':' => {
                let value = text.get(at + c.len_utf8()..).unwrap_or_default();
                let is_named = last.is_some_and(|last| !OF_SENTENCES.contains(&last));
                return n_chars > 1 && is_named && !value.starts_with("//");
            }
            c if is_wide(c) || c.is_ascii_alphabetic() => (n_chars, last) = (n_chars + 1, Some(c)),
            _ => return false,
        }
        if n_chars > MOST_NAME_CHARS {
            return false;
        }
    }
    false
}

/// Whether an address ends a line: what follows would make another of it.
fn ends_with_address(line: &str) -> bool {
    let last = line.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    last.starts_with("http://") || last.starts_with("https://")
}
