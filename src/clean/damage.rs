//! Characters that a tool cut in two when it put readings between their bytes.
//!
//! It sought the GBK bytes of its characters without regard to where characters begin: in 詢如, D483 C8E7,
//! it found 內, 83C8, and put `(nèi)` in the middle of 如. The reading names the byte that was lost: the
//! second of the character that the tool found, whose first is the last byte of what stands before.

use std::ops::Range;
use std::sync::LazyLock;

use crate::text::chars::{is_cjk_mark, is_han, is_wide};
use crate::text::readings::{is_reading, is_reading_letter};
use crate::text::{gbk, script};

/// Longest reading, in letters.
const MOST_LETTERS: usize = 6;
/// Longest run that one lost byte can have shifted, in bytes of GBK.
const MOST_SHIFTED: usize = 4000;
/// What stands for a character that cannot be known.
const UNKNOWN: char = '\u{FFFD}';

/// A place where bytes were lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Damage {
    /// What stands there now.
    pub(crate) range: Range<usize>,
    /// What stood there, with U+FFFD for each character that cannot be known.
    pub(crate) original: String,
}

impl Damage {
    /// Whether all of it could be put back.
    pub(crate) fn is_whole(&self) -> bool {
        !self.original.contains(UNKNOWN)
    }
}

/// Finds damaged places in order. `is_glossed` says whether a character carries a whole reading elsewhere in the
/// text: the tool has a list, and of two that fit, the one it is known to gloss is meant.
pub(crate) fn scan(text: &str, is_glossed: impl Fn(char) -> bool, mut found: impl FnMut(Damage)) {
    let finder = Finder { text, is_glossed };
    let mut done = 0;
    // Every reading is closed by a parenthesis, and these are few.
    for close in memchr::memchr_iter(b')', text.as_bytes()) {
        let Some((at, mark)) = before_reading(text, close).filter(|(at, _)| *at >= done) else {
            continue;
        };
        let damage = if mark == '(' { inside_word(text, at) } else { finder.cut(at) };
        if let Some(damage) = damage {
            done = damage.range.end;
            found(damage);
        }
    }
}

/// What stands before the letters of a reading that is closed at `close`: a mark that swallowed a byte, or a
/// parenthesis, with its place.
fn before_reading(text: &str, close: usize) -> Option<(usize, char)> {
    // Most readings are whole, and without a tone.
    let bytes = text.as_bytes().get(..close)?;
    let plain = bytes.iter().rev().take(MOST_LETTERS).take_while(|c| c.is_ascii_lowercase());
    let at = close.checked_sub(plain.count() + 1)?;
    if at + 1 < close && bytes.get(at) == Some(&b'(') {
        return Some((at, '('));
    }
    let mut before = text.get(..close)?.char_indices().rev().take(MOST_LETTERS + 1);
    let (at, mark) = before.find(|(_, c)| !is_reading_letter(*c))?;
    (at + mark.len_utf8() < close && (mark == '(' || is_lost(mark))).then_some((at, mark))
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
    let mut listed = vec![Vec::new(); 0x100];
    for c in (0..=u32::from(u16::MAX)).filter_map(char::from_u32).filter(|c| is_listed(*c)) {
        if let Some([lead, trail]) = gbk::bytes_of(c) {
            listed[usize::from(lead)].push((trail, c));
        }
    }
    listed
});

/// The listed characters that begin with byte `lead` and are read `letters`, each with its second byte.
fn candidates(lead: u8, letters: &str) -> impl Iterator<Item = (u8, char)> {
    let listed = LISTED.get(usize::from(lead)).map(Vec::as_slice).unwrap_or_default();
    listed.iter().filter(move |(_, c)| is_reading(*c, letters)).copied()
}

struct Finder<'a, F> {
    text: &'a str,
    is_glossed: F,
}

impl<F: Fn(char) -> bool> Finder<'_, F> {
    /// `日?qǐng)?bào)`: the mark at `at` swallowed a byte and the opening parenthesis.
    fn cut(&self, at: usize) -> Option<Damage> {
        let before = self.text.get(..at)?.chars().next_back()?;
        let mark = self.text.get(at..)?.chars().next()?;
        let (letters, close) = closed_reading(self.text, at + mark.len_utf8())?;
        let [_, last] = gbk::bytes_of(before)?;
        candidates(last, letters).next()?;
        if let Some((original, end)) = self.single(last, letters, close) {
            return Some(Damage { range: at..end, original });
        }
        let fits = |lost: u8, next: u8| {
            gbk::char_of([lost, next]).is_some_and(|c| gbk::is_common(c) || is_cjk_mark(c))
        };
        // The first byte behind the lost one may have been an ASCII one, and have come through.
        let letter = self.text.as_bytes().get(close).copied().filter(u8::is_ascii_graphic);
        let letter =
            letter.filter(|next| candidates(last, letters).any(|(lost, _)| fits(lost, *next)));
        let (mut bytes, end) = match letter {
            Some(letter) => (vec![None, Some(letter)], close + 1),
            None => self.shifted(at, close),
        };
        // What is read from the byte that was lost on, must be a usual character.
        let next = bytes.get(1).copied().flatten();
        let fits = |lost: u8| next.is_none_or(|next| fits(lost, next));
        bytes[0] = self.chosen(last, letters, fits);
        let original = text_of(&bytes);
        is_plausible(&original).then_some(Damage { range: at..end, original })
    }

    /// The character between two readings, of which the first names its first byte and the second its other.
    fn single(&self, last: u8, letters: &str, close: usize) -> Option<(String, usize)> {
        let mark = self.text.get(close..)?.chars().next().filter(|c| is_lost(*c))?;
        let (second, end) = closed_reading(self.text, close + mark.len_utf8())?;
        let fitting: Vec<char> = candidates(last, letters)
            .flat_map(|(lost, _)| candidates(lost, second).map(|(_, c)| c))
            .filter(|c| gbk::is_common(*c))
            .collect();
        let one = |found: Vec<char>| found.first().copied().filter(|_| found.len() == 1);
        let known = fitting.iter().copied().filter(|c| (self.is_glossed)(*c)).collect();
        one(fitting).or_else(|| one(known)).map(|c| (c.to_string(), end))
    }

    /// The second byte of the listed character that begins with `lead`, is read `letters` and `fits`, if
    /// there is one only, or only one that the document glosses elsewhere.
    fn chosen(&self, lead: u8, letters: &str, fits: impl Fn(u8) -> bool) -> Option<u8> {
        let fitting: Vec<(u8, char)> =
            candidates(lead, letters).filter(|(trail, _)| fits(*trail)).collect();
        if let [(trail, _)] = fitting.as_slice() {
            return Some(*trail);
        }
        let mut known = fitting.into_iter().filter(|(_, c)| (self.is_glossed)(*c));
        known.next().filter(|_| known.next().is_none()).map(|(trail, _)| trail)
    }

    /// The bytes from the lost one on, and where they end: the characters at `start` are one byte off, up to
    /// the next reading, which names the second byte that was lost there, or the end of the line.
    fn shifted(&self, damage: usize, start: usize) -> (Vec<Option<u8>>, usize) {
        let mut bytes = vec![None];
        let mut at = start;
        while let Some(c) = self.text.get(at..).and_then(|rest| rest.chars().next()) {
            let next = at + c.len_utf8();
            if is_lost(c) {
                if let Some((letters, end)) = closed_reading(self.text, next) {
                    let lead = bytes.last().copied().flatten();
                    bytes.push(lead.and_then(|lead| self.chosen(lead, letters, |_| true)));
                    return (bytes, end);
                }
                if !self.is_shifted_at(next) {
                    bytes.push(self.last_byte(damage, &bytes, next));
                    return (bytes, next);
                }
                bytes.extend([None, None]);
            } else if let Some(end) = self.whole_reading(at, c) {
                at = end;
                continue;
            } else if let Some(pair) = gbk::bytes_of(c).filter(|_| bytes.len() < MOST_SHIFTED) {
                bytes.extend(pair.map(Some));
            } else {
                return self.ended(damage, bytes, at);
            }
            at = next;
        }
        self.ended(damage, bytes, at)
    }

    /// The end of a reading that the tool put where a character begins by the shifted count.
    fn whole_reading(&self, at: usize, c: char) -> Option<usize> {
        let han = self.text.get(..at).filter(|_| c == '(')?.chars().next_back()?;
        let (letters, end) = closed_reading(self.text, at + 1)?;
        is_reading(han, letters).then_some(end)
    }

    /// The bytes of a run that ends before `at` without a mark for its last byte.
    fn ended(
        &self,
        damage: usize,
        mut bytes: Vec<Option<u8>>,
        at: usize,
    ) -> (Vec<Option<u8>>, usize) {
        let letter = self.text.as_bytes().get(at).copied().filter(u8::is_ascii_graphic);
        // The last byte may have been an ASCII one, and have come through.
        let common = |byte: u8| {
            let lead = bytes.last().copied().flatten()?;
            gbk::char_of([lead, byte]).filter(|c| gbk::is_common(*c)).map(|_| byte)
        };
        if let Some(byte) = letter.and_then(common) {
            bytes.push(Some(byte));
            return (bytes, at + 1);
        }
        bytes.push(self.last_byte(damage, &bytes, at));
        (bytes, at)
    }

    /// The byte that was lost before the end of a line: that of a full stop, if nothing else can stand there.
    fn last_byte(&self, damage: usize, bytes: &[Option<u8>], at: usize) -> Option<u8> {
        /// 。 in GBK; with the same first byte ” and 》 may end a line, if they were opened.
        const FULL_STOP: [u8; 2] = [0xA1, 0xA3];
        let is_end = self.text.get(at..)?.chars().next().is_none_or(|c| matches!(c, '\n' | '\r'));
        let is_first = bytes.last() == Some(&Some(FULL_STOP[0]));
        // A line without end is looked back on no further than this.
        let from = self.text.floor_char_boundary(damage.saturating_sub(MOST_SHIFTED));
        let line = self.text.get(from..damage)?.rsplit('\n').next()?;
        let before = text_of(bytes.get(..bytes.len() - 1)?);
        let is_open = has_open_mark(line.chars().chain(before.chars()))
            || !before.chars().next_back().is_some_and(is_han);
        (is_end && is_first && !is_open).then_some(FULL_STOP[1])
    }

    /// Whether the characters at `start` are one byte off, rather than whole again.
    fn is_shifted_at(&self, start: usize) -> bool {
        let rest = self.text.get(start..).unwrap_or_default();
        let next: Vec<char> =
            rest.chars().take_while(|c| gbk::bytes_of(*c).is_some()).take(4).collect();
        let bytes: Vec<Option<u8>> =
            next.iter().filter_map(|c| gbk::bytes_of(*c)).flatten().skip(1).map(Some).collect();
        let usual =
            |text: &str| text.chars().filter(|c| gbk::is_common(*c) || is_cjk_mark(*c)).count();
        let as_they_are: String = next.iter().collect();
        usual(&text_of(bytes.get(..bytes.len().saturating_sub(1)).unwrap_or_default())) + 1
            > usual(&as_they_are)
            && next.len() > 1
    }
}

const fn is_lost(c: char) -> bool {
    matches!(c, '?' | '？' | UNKNOWN)
}

/// The characters of pairs of bytes; those with a byte that is not known are not known.
fn text_of(bytes: &[Option<u8>]) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    let character = |[lead, trail]: &[Option<u8>; 2]| gbk::char_of([(*lead)?, (*trail)?]);
    pairs.iter().map(|pair| character(pair).unwrap_or(UNKNOWN)).collect()
}

/// Whether most of a text is known, nothing in it is odd, and most of its characters are common.
fn is_plausible(text: &str) -> bool {
    let (mut n_all, mut n_unknown, mut n_common) = (0, 0, 0);
    for c in text.chars() {
        n_all += 1;
        n_unknown += usize::from(c == UNKNOWN);
        n_common += usize::from(gbk::is_common(c) || is_cjk_mark(c));
        if c != UNKNOWN && !is_wide(c) && !is_cjk_mark(c) {
            return false;
        }
    }
    n_unknown * 2 <= n_all && n_common * 10 >= (n_all - n_unknown) * 8
}

/// Whether a quotation or title was opened and not closed.
fn has_open_mark(text: impl Iterator<Item = char>) -> bool {
    let depth = text.fold(0, |depth, c| match c {
        '“' | '《' | '（' | '「' | '‘' | '【' => depth + 1,
        '”' | '》' | '）' | '」' | '’' | '】' => (depth - 1).max(0),
        _ => depth,
    });
    depth > 0
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
    is_inserted.then(|| Damage { range: at..end, original: String::new() })
}

#[cfg(test)]
mod tests {
    use super::{Damage, scan};

    fn all(text: &str) -> Vec<Damage> {
        let mut found = Vec::new();
        scan(text, |_| false, |damage| found.push(damage));
        found
    }

    /// The text with what can be restored put back.
    fn restored(text: &str) -> String {
        let mut restored = text.to_owned();
        for damage in all(text).into_iter().rev() {
            restored.replace_range(damage.range, &damage.original);
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
