//! Classes of characters that several layers must agree on.

/// Whether `c` is a Chinese character: the unified blocks with their extensions, the
/// compatibility ideographs, and 〇.
pub const fn is_han(c: char) -> bool {
    matches!(c,
        '\u{4E00}'..='\u{9FFF}'
        | '\u{3400}'..='\u{4DBF}'
        | '〇'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}')
}

/// Whether `text` has more than `n` characters; of a long one they are not counted, since each has one to four bytes.
pub fn has_more_chars(text: &str, n: usize) -> bool {
    text.len() > n && (text.len() > 4 * n || text.chars().nth(n).is_some())
}

/// How many characters of the block of most Chinese ones, U+4E00 to U+9FFF, `text` begins with, the character behind
/// them, and the text behind that: what counts characters walks over the common ones in great steps.
pub fn past_common_han(text: &str) -> (usize, Option<char>, &str) {
    // Each has three bytes, of which the first two tell the block.
    let is_one = |of: &&[u8; 3]| matches!(of, [0xE4, 0xB8..=0xBF, _] | [0xE5..=0xE9, ..]);
    let n_han = text.as_bytes().as_chunks().0.iter().take_while(is_one).count();
    let mut behind = text.get(3 * n_han..).unwrap_or_default().chars();
    (n_han, behind.next(), behind.as_str())
}

/// Whether `c` is hiragana or katakana, the sign of Japanese.
pub const fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{FF66}'..='\u{FF9D}')
}

/// Whether `c` is a Korean syllable or letter; Korean parts its words by spaces.
pub const fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115F}' | '\u{3131}'..='\u{318E}' | '\u{AC00}'..='\u{D7A3}')
}

/// Whether `c` takes the room of two Latin letters: classes W and F of Unicode's annex 11, emoji apart.
pub const fn is_wide(c: char) -> bool {
    // Most are of one block, and need no more looking at.
    matches!(c, '\u{4E00}'..='\u{9FFF}')
        || is_hangul(c)
        || matches!(c,
            '\u{2E80}'..='\u{303E}' | '\u{3041}'..='\u{33FF}' | '\u{3400}'..='\u{4DBF}' | '\u{A000}'..='\u{A4CF}'
            | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF01}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}'
            | '\u{20000}'..='\u{3FFFD}')
}

/// Whether `c` is a full-width or Chinese punctuation mark.
pub const fn is_cjk_mark(c: char) -> bool {
    matches!(c,
        '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301F}'
        | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF65}'
        | '“' | '”' | '‘' | '’' | '…' | '—' | '·')
}

/// Whether `c` is invisible and takes no room: marks of byte order and of direction, joiners, soft hyphens, selectors
/// of forms.
pub const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{FEFF}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2064}' | '\u{206A}'..='\u{206F}' | '\u{00AD}'
        | '\u{180E}' | '\u{034F}' | '\u{FE0E}' | '\u{FE0F}' | '\u{FFF9}'..='\u{FFFB}')
        || is_direction(c)
}

/// Whether `c` sets the direction of the text beside it, which matters where some of it runs from right to left.
pub const fn is_direction(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{061C}')
}

/// Whether `c` is of a script that runs from right to left.
pub const fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}')
}

/// Whether `c` is a pictograph, or what joins and varies them.
pub const fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{2B50}' | '\u{2B55}' | '\u{231A}' | '\u{231B}'
        | '\u{23E9}'..='\u{23FA}' | '\u{FE0F}' | '\u{200D}')
}

/// How many ASCII letters `text` has.
pub fn n_ascii_letters(text: &str) -> usize {
    // A byte holds what so many bytes come to, and so many of them are counted at once.
    let few = |bytes: &[u8]| {
        bytes.iter().fold(0, |n: u8, byte| n.wrapping_add(byte.is_ascii_alphabetic().into()))
    };
    text.as_bytes().chunks(u8::MAX.into()).map(|bytes| usize::from(few(bytes))).sum()
}

/// Whether `c` ends a sentence.
pub const fn is_sentence_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '…' | '!' | '?' | '；')
}

/// Whether `c` may stand behind a sentence's end and still belong to it.
pub const fn is_closer(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '》' | '】')
}

#[cfg(test)]
mod tests {
    use super::{has_more_chars, past_common_han};

    #[test]
    fn a_text_has_as_many_characters_as_are_counted() {
        for text in ["", "a", "中文", "a中𠮷é", "𠮷𠮷𠮷"] {
            for n in 0..6 {
                assert_eq!(has_more_chars(text, n), text.chars().count() > n, "{text} {n}");
            }
        }
    }

    #[test]
    fn common_characters_are_passed_and_no_other() {
        assert_eq!(past_common_han(""), (0, None, ""));
        assert_eq!(past_common_han("一二，三"), (2, Some('，'), "三"));
        assert_eq!(past_common_han("\u{9FFF}\u{4DFF}"), (1, Some('\u{4DFF}'), ""));
        assert_eq!(past_common_han("\u{4E00}\u{A000}"), (1, Some('\u{A000}'), ""));
        assert_eq!(past_common_han("é中"), (0, Some('é'), "中"));
    }
}
