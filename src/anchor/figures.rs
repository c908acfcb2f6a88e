//! Whether two passages differ in their figures: numbers in any writing, names of days and months, labels such
//! as the A of Table A. Passages that do are two passages, however alike their other words are.
//!
//! A figure that was put in or left out says nothing: words are rewritten so.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};

use crate::anchor::names::{chinese_name, english};
use crate::anchor::number::{decimal, han, is_han_number, times, zeros};
use crate::text::fold::{folded_char, is_ignored, narrow};

/// A piece of a text; all figures are alike, so that the words around them say which became which.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Piece {
    Char(char),
    Word(String),
    Figure,
}

/// A piece, with what a figure says.
pub(super) struct Token {
    pub(super) piece: Piece,
    value: String,
}

/// A passage in the text around it, by which a figure that it cuts is known whole.
#[derive(Clone, Debug)]
pub struct Cut<'a> {
    /// The passage and what stands around it.
    pub text: &'a str,
    /// The bytes of the passage.
    pub passage: Range<usize>,
}

/// Whether a figure of one passage stands in the other as another.
pub fn differ_in_figures(one: &Cut<'_>, other: &Cut<'_>) -> bool {
    let [one, other] = [one, other].map(tokens);
    if values(&one).eq(values(&other)) || values(&one).chain(values(&other)).next().is_none() {
        return false;
    }
    let mut input: InternedInput<Option<&Piece>> = InternedInput::default();
    input.update_before(one.iter().map(|token| Some(&token.piece)));
    input.update_after(other.iter().map(|token| Some(&token.piece)));
    let diff = Diff::compute(Algorithm::Myers, &input);
    let (mut at, mut to) = (0, 0);
    for hunk in diff.hunks() {
        let (from, end) = (hunk.before.start as usize, hunk.before.end as usize);
        let (other_from, other_end) = (hunk.after.start as usize, hunk.after.end as usize);
        let is_same = values(&one[at..from]).eq(values(&other[to..other_from]));
        if !is_same || is_replaced(&one[from..end], &other[other_from..other_end]) {
            return true;
        }
        (at, to) = (end, other_end);
    }
    !values(&one[at..]).eq(values(&other[to..]))
}

/// Whether two passages have as many figures, and one of them is another.
pub fn differ_in_one_figure(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|text| tokens(&Cut { text, passage: 0..text.len() }));
    let n_other = values(&one).zip(values(&other)).filter(|(one, other)| one != other).count();
    values(&one).count() == values(&other).count() && n_other == 1
}

/// Whether the passage begins or ends with what may be part of a figure.
pub fn may_cut_figure(folded: &[char]) -> bool {
    let is_part = |c: &char| c.is_ascii_alphanumeric() || is_han_number(*c);
    folded.first().is_some_and(is_part) || folded.last().is_some_and(is_part)
}

/// Whether figures stand in both, and are others.
fn is_replaced(gone: &[Token], come: &[Token]) -> bool {
    let has_any = |tokens: &[Token]| values(tokens).next().is_some();
    has_any(gone) && has_any(come) && !values(gone).eq(values(come))
}

fn values(tokens: &[Token]) -> impl Iterator<Item = &str> {
    let figures = tokens.iter().filter(|token| token.piece == Piece::Figure);
    figures.map(|token| token.value.as_str())
}

/// The pieces of a passage, those whole that it cuts.
pub(super) fn tokens(cut: &Cut<'_>) -> Vec<Token> {
    let all = cut.text.char_indices();
    let chars: Vec<(usize, char)> =
        all.filter(|(_, c)| c.is_whitespace() || !is_ignored(*c)).collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some((start, c)) = chars.get(at).copied() {
        if c.is_whitespace() {
            at += 1;
            continue;
        }
        let (token, length) = token(&chars[at..], c);
        at += length;
        let end = chars.get(at).map_or(cut.text.len(), |(byte, _)| *byte);
        if start < cut.passage.end && cut.passage.start < end {
            tokens.push(token);
        }
    }
    tokens
}

/// The piece that a text begins with, and how many characters it takes.
fn token(chars: &[(usize, char)], first: char) -> (Token, usize) {
    let figure =
        western(chars).or_else(|| chinese(chars)).or_else(|| sign(first).map(|value| (value, 1)));
    if let Some((value, length)) = figure {
        return (Token { piece: Piece::Figure, value }, length);
    }
    let letters = chars.iter().map(|(_, c)| narrow(*c)).take_while(char::is_ascii_alphabetic);
    let word: String = letters.collect();
    let length = word.len();
    let other = |piece| Token { piece, value: String::new() };
    match english(&word) {
        Some(value) => (Token { piece: Piece::Figure, value }, length),
        None if length > 0 => (other(Piece::Word(word.to_ascii_lowercase())), length),
        None => (other(Piece::Char(folded_char(first))), 1),
    }
}

/// A number that is one sign.
fn sign(c: char) -> Option<String> {
    match c {
        '①'..='⑳' => Some((c as u32 - '①' as u32 + 1).to_string()),
        '⑴'..='⒇' => Some((c as u32 - '⑴' as u32 + 1).to_string()),
        '㈠'..='㈩' => Some((c as u32 - '㈠' as u32 + 1).to_string()),
        'Ⅰ'..='Ⅻ' => Some(c.to_string()),
        _ => None,
    }
}

/// A number in Western digits, with a Chinese unit behind it: 3万.
fn western(chars: &[(usize, char)]) -> Option<(String, usize)> {
    let is_digit = |at: usize| chars.get(at).is_some_and(|(_, c)| narrow(*c).is_ascii_digit());
    if !is_digit(0) {
        return None;
    }
    let n_digits = |from: usize| (from..chars.len()).take_while(|at| is_digit(*at)).count();
    let mut digits = String::new();
    let mut length = 0;
    loop {
        let n = n_digits(length);
        digits.extend(chars.get(length..length + n)?.iter().map(|(_, c)| narrow(*c)));
        length += n;
        match chars.get(length).map(|(_, c)| *c) {
            Some(',') if n_digits(length + 1) == 3 && !digits.contains('.') => length += 1,
            Some('.' | '．') if n_digits(length + 1) > 0 && !digits.contains('.') => {
                digits.push('.');
                length += 1;
            }
            _ => break,
        }
    }
    let mut value = decimal(&digits)?;
    while let Some(unit) =
        chars.get(length).map(|(_, c)| folded_char(*c)).filter(|c| zeros(*c).is_some())
    {
        value = times(&value, unit);
        length += 1;
    }
    Some((value, length))
}

/// A Chinese number, or a name.
fn chinese(chars: &[(usize, char)]) -> Option<(String, usize)> {
    let folded = |at: usize| chars.get(at).map(|(_, c)| folded_char(*c));
    if let Some(named) = chinese_name(folded) {
        return Some(named);
    }
    let digits: Vec<char> =
        (0..chars.len()).map_while(folded).take_while(|c| is_han_number(*c)).collect();
    (!digits.is_empty()).then(|| (han(&digits), digits.len()))
}

#[cfg(test)]
mod tests {
    use super::{Cut, differ_in_figures};

    fn differ(one: &str, other: &str) -> bool {
        let [from, other_from] = [one, other].map(|text| text.find('|').unwrap_or_default());
        let [one, other] = [one, other].map(|text| text.replacen('|', "", 1));
        let ours = Cut { text: &one, passage: from..one.len() };
        let theirs = Cut { text: &other, passage: other_from..other.len() };
        assert_eq!(differ_in_figures(&ours, &theirs), differ_in_figures(&theirs, &ours));
        differ_in_figures(&ours, &theirs)
    }

    #[test]
    fn other_figures_make_another_passage() {
        for (one, other) in [
            ("2月1日，新增3例", "2月2日，新增6例"),
            ("2月1日，新增3例", "2月2日，新增1例"),
            ("第三条 违者罚款", "第四条 违者罚款"),
            ("第三条", "第十三条"),
            ("每斤三元五角", "每斤３元八角"),
            ("二〇一九年", "二〇二〇年"),
            ("增长百分之五", "增长百分之七"),
            ("上涨2.5%", "上涨25%"),
            ("周一上午开会", "周日上午开会"),
            ("星期一下午", "星期一上午"),
            ("去年的收成", "今年的收成"),
            ("甲组领先", "乙组领先"),
            ("①号仓库", "②号仓库"),
            ("张三 85 90 78", "张三 90 78 66"),
            ("open until eight", "open until seven"),
            ("On 3 March", "On 3 April"),
            ("on Mon, noon", "on Tue, noon"),
            ("Table A lists", "Table B lists"),
            ("Chapter II tells", "Chapter III tells"),
            ("the first round", "the second round"),
            ("5,300 books", "6,300 books"),
            ("夜间一次", "夜间两次"),
        ] {
            assert!(differ(one, other), "{one} / {other}");
        }
    }

    #[test]
    fn the_same_figures_may_be_written_otherwise_and_words_around_them_change() {
        for (one, other) in [
            ("四十二米", "４２ 米"),
            ("二〇二〇年", "2020年"),
            ("三百万元", "300万元"),
            ("企業一萬兩千家", "企业12000家"),
            ("1,054 處", "1054处"),
            ("3.50元", "3.5元"),
            ("02月", "2月"),
            ("住了一个夏天", "住了整个夏天"),
            ("從前卸一船木材要三天三夜", "从前卸一整船木材要三天三夜"),
            ("它有一次，花去六百万元", "它花去了六百万元"),
            ("the weight of often", "the height of attention"),
            ("seven families", "some seven families"),
            ("天亮以前", "天黑以前"),
        ] {
            assert!(!differ(one, other), "{one} / {other}");
        }
    }

    #[test]
    fn a_figure_that_is_cut_is_known_whole() {
        for (one, other, is_other) in [
            ("2月|1日，晴", "2月1|1日，晴", true),
            ("一万|三千人", "二万|三千人", true),
            ("four|teen days", "six|teen days", true),
            ("周|日开放", "每|日开放", false),
            ("2月|1日，晴", "3月|1日，晴", false),
        ] {
            assert_eq!(differ(one, other), is_other, "{one} / {other}");
        }
    }
}
