//! Whether Latin letters are a reading of a Chinese character.

use pinyin::{Pinyin, ToPinyin, ToPinyinMulti};

use crate::text::chars::is_han;

/// Longest reading, in letters (zhuang, shuang), with room for a tone number.
const MOST_LETTERS: usize = 7;

/// The end of the parentheses that open at byte `open` of `text`, if they hold a reading of `han` and
/// nothing else.
pub fn in_parentheses(text: &str, open: usize, han: char) -> Option<usize> {
    let rest = text.get(open..)?;
    let inner = rest.strip_prefix(['(', '（'])?;
    if !is_han(han) {
        return None;
    }
    let inner_start = open + rest.len() - inner.len();
    let mut letters_end = 0;
    for (count, (at, c)) in inner.char_indices().enumerate() {
        if c == ')' || c == '）' {
            let is_right = count > 0 && is_reading(han, inner.get(..at)?);
            return is_right.then_some(inner_start + letters_end + c.len_utf8());
        }
        let is_tone_number = count > 0 && matches!(c, '1'..='5');
        if count >= MOST_LETTERS || !(is_reading_letter(c) || is_tone_number) {
            return None;
        }
        letters_end = at + c.len_utf8();
    }
    None
}

/// Whether `letters` (lower case, with or without tone marks or a tone number) are one of the
/// readings of `han`. Without a tone any tone fits; ü, v and u are alike.
pub fn is_reading(han: char, letters: &str) -> bool {
    let letters = letters.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_toned = letters.chars().any(|c| !c.is_ascii() && c != 'ü');
    let fits = |reading: Pinyin| {
        let known = if is_toned { reading.with_tone() } else { reading.plain() };
        same_letters(known, letters)
    };
    let all = han.to_pinyin_multi().into_iter().flatten().any(fits);
    all || han.to_pinyin().is_some_and(fits)
}

fn same_letters(known: &str, written: &str) -> bool {
    known.chars().map(folded).eq(written.chars().map(folded))
}

/// Folds the spellings of ü, keeping its tone.
const fn folded(c: char) -> char {
    match c {
        'ü' | 'v' => 'u',
        'ǖ' => 'ū',
        'ǘ' => 'ú',
        'ǚ' | 'ŭ' => 'ǔ',
        'ǜ' => 'ù',
        'ɡ' => 'g',
        'ă' => 'ǎ',
        'ĕ' => 'ě',
        'ĭ' => 'ǐ',
        'ŏ' => 'ǒ',
        c => c,
    }
}

/// Whether `c` can stand in a reading.
pub const fn is_reading_letter(c: char) -> bool {
    matches!(
        c,
        'a'..='z'
            | 'ü'
            | 'ā'
            | 'á'
            | 'ǎ'
            | 'à'
            | 'ă'
            | 'ē'
            | 'é'
            | 'ě'
            | 'è'
            | 'ĕ'
            | 'ê'
            | 'ī'
            | 'í'
            | 'ǐ'
            | 'ì'
            | 'ĭ'
            | 'ō'
            | 'ó'
            | 'ǒ'
            | 'ò'
            | 'ŏ'
            | 'ū'
            | 'ú'
            | 'ǔ'
            | 'ù'
            | 'ŭ'
            | 'ǖ'
            | 'ǘ'
            | 'ǚ'
            | 'ǜ'
            | 'ń'
            | 'ň'
            | 'ǹ'
            | 'ḿ'
            | 'ɡ'
    )
}
