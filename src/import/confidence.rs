//! How sure it is that bytes were read in the right encoding, and how they would read in others.

use encoding_rs::Encoding;

use crate::text::chars::{is_cjk_mark, is_han, is_kana};
use crate::text::gbk::is_common;

/// Confidence, in percent, below which a person is asked to look.
pub const SURE_PERCENT: u8 = 90;

/// The encodings that a person may choose from, by their WHATWG names, the likeliest for Chinese first.
pub const CHOICES: &[&str] = &[
    "UTF-8",
    "gb18030",
    "Big5",
    "UTF-16LE",
    "UTF-16BE",
    "Shift_JIS",
    "EUC-JP",
    "ISO-2022-JP",
    "EUC-KR",
    "windows-1252",
    "windows-1251",
    "KOI8-R",
];

/// How much of a file is looked at, in bytes of its text.
const LOOKED_AT: usize = 300_000;
/// Fewer characters beyond ASCII than these prove little; a Western text has few.
const FEW: usize = 12;
const FEW_ACCENTS: usize = 4;
/// Longest line that is kept to be shown in other encodings, in bytes.
const SAMPLE_BYTES: usize = 240;

/// How sure it is that `text` was decoded as it was meant, in percent, where the encoding was guessed.
///
/// A wrong guess among the encodings of the East gives rare characters, and a guess of a Western one where there
/// were others gives a text of little else than accents.
pub(super) fn percent(text: &str, encoding: &'static Encoding) -> u8 {
    let head = text.get(..text.floor_char_boundary(LOOKED_AT)).unwrap_or(text);
    let beyond: Vec<char> = head.chars().filter(|c| !c.is_ascii()).collect();
    if beyond.is_empty() {
        return 100;
    }
    let n_usual = if is_eastern(encoding) {
        beyond.iter().filter(|c| is_usual(**c)).count()
    } else {
        // In a Western word accents stand alone between plain letters.
        let n_plain = head.chars().filter(char::is_ascii_alphabetic).count();
        let n_letters = beyond.iter().filter(|c| c.is_alphabetic()).count();
        if is_latin(encoding) { n_letters.min(n_plain / 3) } else { n_letters }
    };
    let percent = (n_usual * 100 / beyond.len()) as u8;
    let few = if is_latin(encoding) { FEW_ACCENTS } else { FEW };
    if beyond.len() < few { percent.min(70) } else { percent.min(99) }
}

fn is_eastern(encoding: &'static Encoding) -> bool {
    ["GBK", "gb18030", "Big5", "Shift_JIS", "EUC-JP", "ISO-2022-JP", "EUC-KR"]
        .contains(&encoding.name())
}

fn is_latin(encoding: &'static Encoding) -> bool {
    ["windows-1252", "windows-1250", "windows-1254", "windows-1257", "ISO-8859-2", "ISO-8859-4"]
        .contains(&encoding.name())
}

/// Whether a character beyond ASCII is one that text of the East has often.
pub(super) fn is_usual(c: char) -> bool {
    if is_han(c) {
        return is_common(c);
    }
    let is_hangul = matches!(c, '\u{AC00}'..='\u{D7A3}');
    is_hangul
        || is_kana(c)
        || is_cjk_mark(c)
        || matches!(c, '\u{3000}' | 'ー' | '０'..='９' | 'Ａ'..='ｚ')
}

/// The first line of a file that is more than ASCII, to be shown in other encodings.
pub(super) fn sample(bytes: &[u8]) -> Vec<u8> {
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let before = bytes.get(..first).unwrap_or_default();
    let line = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    // A wide encoding has its line ends elsewhere; the start of a file is always whole.
    let has_zeros = bytes.iter().take(SAMPLE_BYTES).any(|byte| *byte == 0);
    let start = if has_zeros { 0 } else { line.max(first.saturating_sub(SAMPLE_BYTES / 2)) };
    bytes.get(start..bytes.len().min(start + SAMPLE_BYTES)).unwrap_or_default().to_vec()
}

/// How a sample reads in an encoding, by its name: one line of it.
pub fn preview(sample: &[u8], encoding: &str) -> String {
    let Some(encoding) = Encoding::for_label(encoding.as_bytes()) else { return String::new() };
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let line = text.trim_start_matches(['\u{FEFF}', '\n', '\r']).lines().next().unwrap_or_default();
    let shown = line.chars().filter(|c| !c.is_control()).take(40);
    shown.map(|c| if c == '\u{FFFD}' { '□' } else { c }).collect()
}
