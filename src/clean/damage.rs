//! Characters that a tool cut in two when it put readings between their bytes.
//!
//! It sought the GBK bytes of its characters without regard to where characters begin: in 詢如, D483 C8E7,
//! it found 內, 83C8, and put `(nèi)` in the middle of 如. The reading names the byte that was lost: the
//! second of the character that the tool found, whose first is the last byte of what stands before.

use std::ops::Range;
use std::sync::LazyLock;

use crate::text::chars::is_han;
use crate::text::readings::{is_reading, is_reading_letter};
use crate::text::{gbk, script};

/// Longest reading, in letters.
const MOST_LETTERS: usize = 6;
/// Longest run of characters that one lost byte can have shifted.
const MOST_SHIFTED: usize = 60;

/// A place where bytes were lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Damage {
    /// What stands there now.
    pub(crate) range: Range<usize>,
    /// What stood there; none where that cannot be known.
    pub(crate) original: Option<String>,
}

/// Finds damaged places in order.
pub(crate) fn scan(text: &str, mut found: impl FnMut(Damage)) {
    let mut done = 0;
    for (at, mark) in text.match_indices(['?', '？', '\u{FFFD}', '(']) {
        if at < done {
            continue;
        }
        let damage = if mark == "(" { inside_word(text, at) } else { cut(text, at) };
        if let Some(damage) = damage {
            done = damage.range.end;
            found(damage);
        }
    }
}

/// The letters of a reading and the place behind the parenthesis that closes it, where `text` has them at
/// `start`.
fn closed_reading(text: &str, start: usize) -> Option<(&str, usize)> {
    let rest = text.get(start..)?;
    let end = rest.find(|c| !is_reading_letter(c))?;
    let letters = rest.get(..end)?;
    let is_short = (1..=MOST_LETTERS).contains(&letters.chars().count());
    (is_short && rest.get(end..)?.starts_with(')')).then_some((letters, start + end + 1))
}

/// Whether the tool's list can hold `c`: it holds Traditional characters that Simplified writes otherwise.
fn is_listed(c: char) -> bool {
    is_han(c) && script::to_simplified().character(c) != c
}

/// The listed characters by their first bytes, each with its second.
static LISTED: LazyLock<Vec<Vec<(u8, char)>>> = LazyLock::new(|| {
    let with = |lead: u8| {
        let listed =
            |trail| gbk::char_of([lead, trail]).filter(|c| is_listed(*c)).map(|c| (trail, c));
        (0x40..=0xFE_u8).filter_map(listed).collect()
    };
    (0..=0xFF_u8).map(with).collect()
});

/// The second bytes of the listed characters that begin with byte `lead` and are read `letters`.
fn candidates(lead: u8, letters: &str) -> impl Iterator<Item = u8> {
    let listed = LISTED.get(usize::from(lead)).map(Vec::as_slice).unwrap_or_default();
    listed.iter().filter(move |(_, c)| is_reading(*c, letters)).map(|(trail, _)| *trail)
}

/// `日?qǐng)?bào)`: the mark at `at` swallowed a byte and the opening parenthesis.
fn cut(text: &str, at: usize) -> Option<Damage> {
    let before = text.get(..at)?.chars().next_back()?;
    let mark = text.get(at..)?.chars().next()?;
    let (letters, close) = closed_reading(text, at + mark.len_utf8())?;
    let [_, last] = gbk::bytes_of(before)?;
    let mut originals: Vec<(String, usize)> = Vec::new();
    let mut n_candidates = 0;
    for lost in candidates(last, letters) {
        n_candidates += 1;
        originals.extend(shifted(text, close, lost).filter(|one| !originals.contains(one)));
    }
    match (originals.pop(), originals.is_empty()) {
        (Some((original, end)), true) => Some(Damage { range: at..end, original: Some(original) }),
        _ if n_candidates > 0 => Some(Damage { range: at..close, original: None }),
        _ => None,
    }
}

/// What stood from the lost byte on: the characters behind it are one byte off, up to the next reading, which
/// names the second byte that was lost. Gives the text and where it ends.
fn shifted(text: &str, start: usize, lost: u8) -> Option<(String, usize)> {
    let mut bytes = vec![lost];
    for (at, c) in text.get(start..)?.char_indices().take(MOST_SHIFTED) {
        if let Some(pair) = gbk::bytes_of(c).filter(|_| !matches!(c, '？')) {
            bytes.extend(pair);
            continue;
        }
        // The last byte may have been an ASCII one, and have come through.
        if c.is_ascii_graphic() && c != '?' {
            bytes.push(c as u8);
            let original = gbk::text_of(&bytes).filter(|text| text.chars().all(gbk::is_common));
            return original.map(|original| (original, start + at + 1));
        }
        if !matches!(c, '?' | '？' | '\u{FFFD}') {
            return None;
        }
        let (letters, end) = closed_reading(text, start + at + c.len_utf8())?;
        let mut trails = candidates(*bytes.last()?, letters);
        let trail = trails.next().filter(|_| trails.next().is_none())?;
        bytes.push(trail);
        let original = gbk::text_of(&bytes)?;
        let is_text = original.chars().all(|c| is_han(c) || crate::text::chars::is_cjk_mark(c));
        return is_text.then_some((original, end));
    }
    None
}

/// `款A(yù)pp`: the tool took the last byte of 款 with the A for 預; nothing was lost.
fn inside_word(text: &str, at: usize) -> Option<Damage> {
    let letter = *text.as_bytes().get(at.checked_sub(1)?)?;
    if !letter.is_ascii_alphanumeric() {
        return None;
    }
    let before = text.get(..at - 1)?.chars().next_back().filter(|c| is_han(*c))?;
    let (letters, end) = closed_reading(text, at + 1)?;
    let [_, last] = gbk::bytes_of(before)?;
    let found = gbk::char_of([last, letter])?;
    let is_inserted = is_listed(found) && is_reading(found, letters);
    is_inserted.then(|| Damage { range: at..end, original: Some(String::new()) })
}

#[cfg(test)]
mod tests {
    use super::{Damage, scan};

    fn all(text: &str) -> Vec<Damage> {
        let mut found = Vec::new();
        scan(text, |damage| found.push(damage));
        found
    }

    /// The text with what can be restored put back.
    fn restored(text: &str) -> String {
        let mut restored = text.to_owned();
        for damage in all(text).into_iter().rev() {
            restored.replace_range(damage.range, &damage.original.unwrap_or("※".to_owned()));
        }
        restored
    }

    #[test]
    fn what_a_reading_names_is_put_back() {
        let cases = [
            ("臨江日?qǐng)?bào) 字號", "臨江日報 字號"),
            ("要僱十几?jìng)?gè)采茶工", "要僱十几個采茶工"),
            ("咨詢?nèi)绾纬蔀榇河鹱髡哒埪?lián)系我們", "咨詢如何成為春羽作者請聯系我們"),
            ("這款A(yù)pp很好", "這款App很好"),
        ];
        for (damaged, original) in cases {
            assert_eq!(restored(damaged), original);
        }
    }

    #[test]
    fn what_only_looks_damaged_is_left() {
        for text in ["真的嗎?ok)", "你好?a)", "問題(a)", "(日?hello)", "是?", "圖A(shi)", "日?qǐng"]
        {
            assert_eq!(all(text), [], "{text}");
        }
    }
}
