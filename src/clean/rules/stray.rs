//! Single characters that were decoded once as windows-1252 in a text that else is right: `isnâ€™t`, `cafÃ©`, `20Â°C`.
//!
//! Two letters of a language may come to the same bytes, so those of two bytes are believed where hardly any other
//! accented letter stands in the lines.

use std::ops::Range;

use crate::clean::rules::mojibake::{Suspect, western_byte};
use crate::text::chars::is_han;

/// How many of them stand for each other accented letter at least.
const LEAST_EACH: usize = 4;

/// Bytes of UTF-8 that were read as characters of their own.
struct Stray {
    range: Range<usize>,
    c: char,
    /// Whether nobody writes the characters that stand there.
    is_sure: bool,
}

/// The stray characters of some lines with what they were, in order; what stands in `done` is left out.
pub(super) fn characters(
    suspects: &[Suspect<'_>],
    done: &[(Range<usize>, String)],
) -> Vec<(Range<usize>, String)> {
    let (mut strays, mut n_others) = (Vec::new(), 0);
    let mut done = done.iter().map(|(range, _)| range).peekable();
    let mut end = 0;
    for Suspect { start, line, .. } in suspects {
        let opens = line.contains("â€œ");
        for (at, c) in line.char_indices().filter(|(_, c)| matches!(c, '\u{C0}'..='\u{17F}')) {
            while done.next_if(|range| range.end <= start + at).is_some() {}
            if start + at < end || done.peek().is_some_and(|range| range.start <= start + at) {
                continue;
            }
            match stray(line, at, opens) {
                Some(stray) => {
                    end = start + stray.range.end;
                    strays.push(Stray { range: start + at..end, ..stray });
                }
                None => n_others += usize::from(c != 'â'),
            }
        }
    }
    let is_believed = n_others * LEAST_EACH <= strays.len();
    let believed = strays.into_iter().filter(|stray| stray.is_sure || is_believed);
    let mut joined: Vec<(Range<usize>, String)> = Vec::new();
    for Stray { range, c, .. } in believed {
        match joined.last_mut().filter(|(last, _)| last.end == range.start) {
            Some((last, text)) => {
                last.end = range.end;
                text.push(c);
            }
            None => joined.push((range, c.to_string())),
        }
    }
    joined.into_iter().map(|(range, text)| (range, decoded_again(text))).collect()
}

/// What was decoded wrongly more than once is so still: Ã¢â‚¬â„¢ became â€™, which is ’.
fn decoded_again(mut text: String) -> String {
    loop {
        let (mut again, mut at) = (String::new(), 0);
        while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            let stray = stray(&text, at, false);
            again.push(stray.as_ref().map_or(c, |stray| stray.c));
            at = stray.map_or(at + c.len_utf8(), |stray| stray.range.end);
        }
        if again.len() == text.len() {
            return text;
        }
        text = again;
    }
}

/// The stray character at `at` of a line, of which some opens a quotation or not.
fn stray(line: &str, at: usize, opens: bool) -> Option<Stray> {
    let mut behind = line.get(at..)?.chars();
    let first = behind.next()?;
    let (second, third) = (behind.next().unwrap_or(' '), behind.next().unwrap_or(' '));
    let of = |n_chars: usize, c: char, is_sure: bool| {
        let length =
            [first, second, third].iter().take(n_chars).map(|c| c.len_utf8()).sum::<usize>();
        Some(Stray { range: at..at + length, c, is_sure })
    };
    if first == 'â' {
        return match decoded(&[first, second, third]) {
            Some(c @ ('\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{203A}' | '€' | '™')) => {
                of(3, c, true)
            }
            // The last byte of a closing quotation mark has no character in windows-1252, and was often lost.
            None if second == '€' && opens => of(2, '”', true),
            _ => None,
        };
    }
    let c = matches!(first, 'Â'..='Å').then(|| decoded(&[first, second])).flatten()?;
    let mut before = line.get(..at)?.chars().rev();
    let (before, first_before) = (before.next().unwrap_or(' '), before.next().unwrap_or(' '));
    let is_in_capitals = before.is_uppercase() && first_before.is_uppercase() && c.is_lowercase();
    // What closes a phrase stands behind a letter of its own.
    let is_end = matches!(second, '‘'..='”' | '–' | '—' | '…' | '›' | '»')
        && !third.is_alphabetic()
        && before != '¬';
    // What is decoded only in part would be decoded further the next time.
    let is_part =
        is_lead(before) || (is_lead(c) && western_byte(third).is_some_and(|byte| byte < 0xC0));
    let is_sign = first == 'Â' && ('¡'..='¿').contains(&c);
    let is_sure = is_sign && (before.is_ascii_digit() || before.is_whitespace() || is_han(before));
    if is_in_capitals || is_end || is_part {
        None
    } else {
        of(2, c, is_sure && c != '«' && c != '»')
    }
}

/// Whether `c` is what the first byte of a character is read as.
const fn is_lead(c: char) -> bool {
    matches!(c, 'Â'..='Å' | 'â')
}

/// The one character that some others are the bytes of.
fn decoded(chars: &[char]) -> Option<char> {
    let bytes: Option<Vec<u8>> = chars.iter().map(|c| western_byte(*c)).collect();
    let bytes = bytes?;
    let mut decoded = std::str::from_utf8(&bytes).ok()?.chars();
    decoded.next().filter(|c| !c.is_control() && decoded.next().is_none())
}
