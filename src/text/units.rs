//! Words and sentences of a paragraph, for clicks that select more than a character.
//! Pure: one paragraph's text in, byte ranges in it out.

use std::ops::Range;

use crate::text::words;

/// The bytes on either side of a click that are looked at for its word.
const WORD_REACH: usize = 600;
/// The longest bracketed remark, in characters, in which a full stop does not end the sentence.
const REMARK_CHARS: usize = 30;

/// The word at byte `offset`: a dictionary word, a Latin word, or a figure with its units such as
/// `3月31日`.
pub fn word_at(text: &str, offset: usize) -> Range<usize> {
    let start = text.floor_char_boundary(offset.saturating_sub(WORD_REACH));
    let end = text.ceil_char_boundary(offset.saturating_add(WORD_REACH).min(text.len()));
    let near = text.get(start..end).unwrap_or_default();
    let offset = near.floor_char_boundary(offset - start);
    let word = figure_at(near, offset).unwrap_or_else(|| dictionary_word(near, offset));
    start + word.start..start + word.end
}

fn dictionary_word(text: &str, offset: usize) -> Range<usize> {
    let mut start = 0;
    for end in words::breaks(text) {
        if end > offset {
            return start..end;
        }
        start = end;
    }
    start..text.len()
}

/// A date, an amount or a share: digits with the signs and units that belong to them.
fn figure_at(text: &str, offset: usize) -> Option<Range<usize>> {
    let is_part = |c: char| c.is_ascii_digit() || ".,年月日时分秒%％".contains(c);
    let mut end = offset;
    end +=
        text.get(offset..)?.chars().take_while(|c| is_part(*c)).map(char::len_utf8).sum::<usize>();
    let before = text.get(..offset)?.chars().rev().take_while(|c| is_part(*c));
    let start = offset - before.map(char::len_utf8).sum::<usize>();
    let figure = text.get(start..end)?;
    // What leads up to the first digit, or is mere punctuation at the end, belongs to other words.
    let lead = figure.find(|c: char| c.is_ascii_digit())?;
    let tail = figure.len() - figure.trim_end_matches(['.', ',']).len();
    let figure = start + lead..end - tail;
    figure.contains(&offset).then_some(figure)
}

/// The sentence at byte `offset`, with its closing marks and without white space around it.
pub fn sentence_at(text: &str, offset: usize) -> Range<usize> {
    let mut start = 0;
    for end in sentence_ends(text) {
        if end > offset {
            return trimmed(text, start..end);
        }
        start = end;
    }
    trimmed(text, start..text.len())
}

/// All sentences of a paragraph in order, without the white space around them; none is empty.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let ends = sentence_ends(text).into_iter().chain([text.len()]);
    let ranges = ends.map(|end| trimmed(text, std::mem::replace(&mut start, end)..end));
    ranges.filter(|range| !range.is_empty()).collect()
}

/// `range` without the white space at its ends.
pub fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = text.get(range.clone()).unwrap_or_default();
    let start = range.start + inner.len() - inner.trim_start().len();
    let end = range.end - (inner.len() - inner.trim_end().len());
    if start < end { start..end } else { range.start..range.start }
}

/// Where the sentences of a paragraph end, in bytes.
fn sentence_ends(text: &str) -> Vec<usize> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut ends = Vec::new();
    let mut index = 0;
    while index < chars.len() {
        if let Some(close) = remark_end(&chars, index) {
            index = close + 1;
            continue;
        }
        if !ends_sentence(&chars, index) {
            index += 1;
            continue;
        }
        while chars.get(index).is_some_and(|(_, c)| is_stop(*c) || is_closer(*c)) {
            index += 1;
        }
        ends.push(chars.get(index).map_or(text.len(), |(offset, _)| *offset));
    }
    ends
}

/// The index of the bracket that closes a short remark opened at `index`.
fn remark_end(chars: &[(usize, char)], index: usize) -> Option<usize> {
    let closer = match chars.get(index)?.1 {
        '《' => '》',
        '（' => '）',
        '(' => ')',
        _ => return None,
    };
    let mut near = chars.iter().skip(index + 1).take(REMARK_CHARS + 1);
    near.position(|(_, c)| *c == closer).map(|length| index + 1 + length)
}

fn ends_sentence(chars: &[(usize, char)], index: usize) -> bool {
    let at = |index: usize| chars.get(index).map(|(_, c)| *c);
    match at(index) {
        Some('。' | '！' | '？' | '；' | '!' | '?') => true,
        Some('…') => at(index + 1) == Some('…') || index.checked_sub(1).and_then(at) == Some('…'),
        // A dot ends a sentence only before white space or the end, and not after a short form.
        Some('.') => {
            at(index + 1).is_none_or(|c| c.is_whitespace() || is_closer(c))
                && !is_short_form(chars, index)
        }
        _ => false,
    }
}

/// Whether the dot at `index` follows one capital letter or one of the usual short forms.
fn is_short_form(chars: &[(usize, char)], index: usize) -> bool {
    let before = chars.iter().take(index).rev().map(|(_, c)| *c);
    let mut word: Vec<char> = before.take_while(char::is_ascii_alphabetic).collect();
    word.reverse();
    let word = String::from_iter(word);
    word.len() == 1
        || ["No", "Mr", "Mrs", "Dr", "vs", "etc", "Fig", "Vol", "pp"].contains(&word.as_str())
}

fn is_stop(c: char) -> bool {
    "。！？；…!?.".contains(c)
}

fn is_closer(c: char) -> bool {
    "”’」』）》】〉〕)]\"'".contains(c)
}

#[cfg(test)]
mod tests {
    use super::{sentence_at, word_at};

    /// The part of `text` (with `|` before the clicked character) that `cut` chooses.
    fn chosen(text: &str, cut: fn(&str, usize) -> std::ops::Range<usize>) -> String {
        let offset = text.find('|').unwrap();
        let text = text.replace('|', "");
        text.get(cut(&text, offset)).unwrap().to_owned()
    }

    #[test]
    fn a_double_click_takes_the_word() {
        let cases = [
            ("吉林省推进企|业复工复产", "企业"),
            ("截至3月3|1日前完成", "3月31日"),
            ("增长98.|2%，其中", "98.2%"),
            ("推动GD|P增长", "GDP"),
            ("共1|2个，", "12"),
            ("今|年以来", "今年"),
            ("今年|以来", "以来"),
        ];
        for (text, word) in cases {
            assert_eq!(chosen(text, word_at), word, "{text}");
        }
    }

    #[test]
    fn a_triple_click_takes_the_sentence() {
        let cases = [
            ("先是一句。他说：“好|的！”然后走了。", "他说：“好的！”"),
            ("《你好。世界》是|书。后面", "《你好。世界》是书。"),
            ("增长3.5%，No. 1 |is it. Next one.", "增长3.5%，No. 1 is it."),
            ("省略……后|面", "后面"),
            ("　　开头|没有句号", "开头没有句号"),
        ];
        for (text, sentence) in cases {
            assert_eq!(chosen(text, sentence_at), sentence, "{text}");
        }
    }
}
