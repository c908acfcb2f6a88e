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
    let is_part = |c: char| c.is_ascii_digit() || ".,年月日时分秒钟%％‰℃万亿元".contains(c);
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

/// The clause at byte `offset`: what stands between two commas or the like, without the mark that ends it.
pub fn clause_at(text: &str, offset: usize) -> Range<usize> {
    let sentence = sentence_at(text, offset);
    let within = text.get(sentence.clone()).unwrap_or_default();
    let chars: Vec<(usize, char)> = within.char_indices().collect();
    let (mut start, mut end) = (sentence.start, sentence.end);
    for (index, (at, c)) in chars.iter().enumerate() {
        if !parts_clauses(&chars, index) {
            continue;
        }
        let (at, after) = (sentence.start + at, sentence.start + at + c.len_utf8());
        if offset >= after {
            start = after;
        } else {
            end = at.max(start);
            break;
        }
    }
    trimmed(text, start..end)
}

/// Whether the character at `index` parts two clauses; between digits a comma or a colon is part of a figure.
fn parts_clauses(chars: &[(usize, char)], index: usize) -> bool {
    let at = |index: Option<usize>| index.and_then(|index| chars.get(index)).map(|(_, c)| *c);
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    match at(Some(index)) {
        Some('，' | '；' | '：' | '—') => true,
        Some(',' | ';' | ':') => {
            !(is_digit(at(index.checked_sub(1))) && is_digit(at(Some(index + 1))))
        }
        _ => false,
    }
}

/// Marks that come in pairs.
const PAIRS: [(char, char); 13] = [
    ('“', '”'),
    ('‘', '’'),
    ('「', '」'),
    ('『', '』'),
    ('（', '）'),
    ('《', '》'),
    ('〈', '〉'),
    ('【', '】'),
    ('〔', '〕'),
    ('［', '］'),
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
];

/// `range` with the other mark of a pair, where exactly one of the two is in it and the other stands just
/// beside it.
pub fn with_pairs(text: &str, range: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = range;
    // Each turn takes one mark in; a selection that ends in several closes them from the inside out.
    while let Some(inner) = text.get(start..end) {
        let after = text.get(end..).and_then(|rest| rest.chars().next());
        let before = text.get(..start).and_then(|rest| rest.chars().next_back());
        let lacks_closer =
            |pair: &&(char, char)| after == Some(pair.1) && unmatched(inner, **pair).0 == 1;
        let lacks_opener =
            |pair: &&(char, char)| before == Some(pair.0) && unmatched(inner, **pair).1 == 1;
        if let Some((_, close)) = PAIRS.iter().find(lacks_closer) {
            end += close.len_utf8();
        } else if let Some((open, _)) = PAIRS.iter().find(lacks_opener) {
            start -= open.len_utf8();
        } else {
            break;
        }
    }
    start..end
}

/// How many opening and closing marks of a kind stand in `text` without the other.
fn unmatched(text: &str, (open, close): (char, char)) -> (usize, usize) {
    text.chars().fold((0, 0), |(opened, closed), c| match c {
        c if c == open => (opened + 1, closed),
        c if c == close && opened > 0 => (opened - 1, closed),
        c if c == close => (opened, closed + 1),
        _ => (opened, closed),
    })
}

/// The word that begins nearest behind byte `offset`, by where it begins; the text's end if there is none.
pub fn next_word(text: &str, offset: usize) -> usize {
    let mut at = word_at(text, offset).end.max(ceil(text, offset + 1));
    while text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(char::is_whitespace) {
        at = ceil(text, at + 1);
    }
    at
}

/// Where the word that ends nearest before byte `offset` begins; 0 if there is none.
pub fn previous_word(text: &str, offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or_default().trim_end();
    match before.char_indices().next_back() {
        Some((last, _)) => word_at(text, last).start,
        None => 0,
    }
}

fn ceil(text: &str, offset: usize) -> usize {
    text.ceil_char_boundary(offset.min(text.len()))
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
    use super::{clause_at, next_word, previous_word, sentence_at, with_pairs, word_at};

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
            ("投资3|.5亿元用于", "3.5亿元"),
            ("自2020年2|月10日9时起", "2020年2月10日9时"),
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

    #[test]
    fn a_clause_ends_at_a_comma_and_not_in_a_figure() {
        let cases = [
            ("统筹|推进，分类施策。", "统筹推进"),
            ("统筹推进，分类|施策。", "分类施策。"),
            ("共1|2,345人；另有", "共12,345人"),
            ("一：二|，三", "二"),
        ];
        for (text, clause) in cases {
            assert_eq!(chosen(text, clause_at), clause, "{text}");
        }
    }

    #[test]
    fn the_other_mark_of_a_pair_is_taken_in_where_it_is_adjacent() {
        let cases = [
            ("说⟦“集结号⟧”，就", "“集结号”"),
            ("说“⟦集结号”⟧，就", "“集结号”"),
            ("说“⟦集结号⟧”，就", "集结号"),
            ("《⟦论“持久战”》⟧", "《论“持久战”》"),
            ("（⟦一）（二⟧）", "（一）（二）"),
            ("⟦“说《书⟧》”。", "“说《书》”"),
            ("⟦“集⟧结号”", "“集"),
        ];
        for (marked, wanted) in cases {
            let start = marked.find('⟦').unwrap();
            let end = marked.find('⟧').unwrap() - '⟦'.len_utf8();
            let text = marked.replace(['⟦', '⟧'], "");
            let found = with_pairs(&text, start..end);
            assert_eq!(text.get(found).unwrap(), wanted, "{marked}");
        }
    }

    #[test]
    fn steps_by_word_lead_through_all_words_there_and_back() {
        let text = "推进企业复工，增长 98.2%，GDP up.";
        let (mut at, mut stops) = (0, vec![0]);
        while at < text.len() {
            at = next_word(text, at);
            stops.push(at);
        }
        assert_eq!(stops.last(), Some(&text.len()));
        let words: Vec<_> =
            stops.windows(2).map(|pair| text.get(pair[0]..pair[1]).unwrap()).collect();
        assert!(words.contains(&"企业") && words.contains(&"98.2%") && words.contains(&"GDP "));
        for (from, to) in stops.iter().rev().zip(stops.iter().rev().skip(1)) {
            assert_eq!(previous_word(text, *from), *to);
        }
    }
}
