//! ASCII marks beside Chinese characters become the full-width marks they were.

use std::ops::Range;

use crate::clean::code::{self, Look};
use crate::clean::rules::stops;
use crate::clean::{Evidence, Patch, Rule};
use crate::text::chars::{is_cjk_mark, is_han, is_wide, n_ascii_letters};
use crate::text::lines::lines;
use crate::text::readings::is_reading_letter;
use crate::text::{Bilingual, Sweep};

pub(super) const RULE: Rule = Rule {
    id: "punctuation",
    name: Bilingual::new("标点全角", "Punctuation width"),
    does: Bilingual::new(
        "汉字旁的半角逗号、分号、冒号、问号、叹号、括号改成全角，后面补位的空格一并去掉；全文没有“。”时，句末的“.”也改",
        "makes ASCII commas, colons, semicolons, question and exclamation marks and parentheses beside Chinese characters full-width, with the space that made up for their width; stops too, where the text has no Chinese one",
    ),
    never: Bilingual::new(
        "数字、时间、网址、代码、外文句子里的标点，小数点，人名中的点",
        "marks in numbers, times, addresses, code and Latin sentences, decimal points, points in names",
    ),
    apply,
};

fn apply(text: &str, evidence: &Evidence<'_>, patch: &mut Patch<'_>) {
    if !evidence.is_chinese() {
        return;
    }
    // Where commas are full-width, parentheses around Latin letters are the author's own.
    let n_wide = memchr::memmem::find_iter(text.as_bytes(), "，").count();
    let n_narrow = memchr::memchr_iter(b',', text.as_bytes()).count();
    let has_commas = n_narrow > n_wide;
    let folded = Folded {
        has_commas,
        has_stops: stops::are_chinese(text),
        has_numbers: has_commas && counts_up(text),
    };
    for (range, line) in lines(text).filter(|(_, line)| !is_reference(line)) {
        let marks = marks(line, folded);
        if !marks.is_empty() && is_of_chinese(text, &range, line) {
            widen_line(line, &marks, range.start, folded, patch);
        }
    }
}

/// Which marks of a text were made half-width.
#[derive(Clone, Copy)]
struct Folded {
    has_commas: bool,
    has_stops: bool,
    /// The marks behind the numbers of headings: 一,
    has_numbers: bool,
}

/// Whether lines begin with 一, and 二, one after the other.
fn counts_up(text: &str) -> bool {
    let mut lines = lines(text).map(|(_, line)| line.trim_start());
    lines.any(|line| line.starts_with("一,")) && lines.any(|line| line.starts_with("二,"))
}

/// Whether the marks of a line are those of Chinese sentences: one of a program has marks of its own, and so have
/// Latin sentences in which some Chinese words stand.
fn is_of_chinese(text: &str, range: &Range<usize>, line: &str) -> bool {
    line.contains(|c: char| is_han(c) || is_cjk_mark(c))
        && !is_latin(line)
        && !is_code(text, range, line)
        && !code::is_in_rows(text, range)
}

/// Whether a line has more Latin words than Chinese characters.
fn is_latin(line: &str) -> bool {
    if n_ascii_letters(line) * 4 <= line.len() {
        return false;
    }
    let (mut n_words, mut n_han, mut in_word) = (0, 0, false);
    for c in line.chars() {
        let is_letter = c.is_alphabetic() && !is_wide(c);
        n_words += usize::from(is_letter && !in_word);
        in_word = is_letter || (in_word && matches!(c, '0'..='9' | '\'' | '’' | '-'));
        n_han += usize::from(is_han(c));
    }
    n_words > n_han
}

/// Whether a line is one of a program that only quotes or remarks in Chinese.
fn is_code(text: &str, range: &Range<usize>, line: &str) -> bool {
    match code::look(line.trim()) {
        Look::Text => false,
        Look::Program => true,
        Look::Likely => {
            let around = code::around(text, range);
            let is_indented = line.starts_with(['\t', ' ']);
            around.has_program && (is_indented || around.beside == [true; 2])
        }
    }
}

/// Whether a line is one of a list of references, which have marks of their own: `[2] 韩立. 竹纸[J]. 研究, 2004`.
/// A note that says something in sentences is none.
fn is_reference(line: &str) -> bool {
    let inner = line.trim_start().strip_prefix(['[', '［']);
    let Some((number, words)) = inner.and_then(|inner| inner.split_once([']', '］'])) else {
        return false;
    };
    let has_year = || {
        let digits = words.split(|c: char| !c.is_ascii_digit());
        digits.into_iter().any(|digits| digits.len() == 4 && digits.starts_with(['1', '2']))
    };
    let is_sentence = || words.trim_end().contains('。');
    let is_numbered = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_numbered && (words.contains('[') || (!is_sentence() && (words.contains('.') || has_year())))
}

/// One mark of a line with the characters beside it.
#[derive(Clone, Copy)]
struct Seen {
    at: usize,
    c: char,
    before: char,
    after: char,
    /// The one behind it, where a single space stands between.
    beyond: Option<char>,
}

impl Seen {
    /// What the sentence goes on with.
    fn next(self) -> char {
        self.beyond.unwrap_or(self.after)
    }
}

/// The marks that have a full-width form.
static MARKS: Sweep<7> = Sweep::new([b',', b';', b':', b'?', b'!', b'(', b')']);
/// With the stop, which mostly is a point.
static MARKS_AND_STOPS: Sweep<8> = Sweep::new([b',', b';', b':', b'?', b'!', b'(', b')', b'.']);

/// The marks of a line in order.
fn marks(line: &str, folded: Folded) -> Vec<Seen> {
    let mut marks = Vec::new();
    if folded.has_stops {
        MARKS_AND_STOPS.over(line, |at, c| marks.push(seen(line, at, c)));
    } else {
        MARKS.over(line, |at, c| marks.push(seen(line, at, c)));
    }
    marks
}

fn seen(line: &str, at: usize, c: char) -> Seen {
    let mut behind = line.get(at + 1..).unwrap_or_default().chars();
    let after = behind.next().unwrap_or('\n');
    let beyond = behind.next().filter(|next| after == ' ' && !next.is_whitespace());
    let before = line.get(..at).and_then(|before| before.chars().next_back()).unwrap_or('\n');
    Seen { at, c, before, after, beyond }
}

fn widen_line(line: &str, marks: &[Seen], start: usize, folded: Folded, patch: &mut Patch<'_>) {
    let are_wide = wide_parentheses(line, marks, folded.has_commas);
    for (seen, is_wide) in marks.iter().zip(are_wide) {
        let Some(wide) = widened(line, *seen, is_wide, folded) else { continue };
        // A half-width mark and the space behind it are as wide as the mark was.
        let takes_space = seen.beyond.is_some() && !matches!(seen.c, '(' | ')');
        patch.replace(start + seen.at..start + seen.at + 1 + usize::from(takes_space), wide);
    }
}

/// The full-width form of the mark, if it is to have it; of a parenthesis `is_wide` says that.
fn widened(line: &str, seen: Seen, is_wide: bool, folded: Folded) -> Option<&'static str> {
    let is_chinese = |c: char| is_han(c) || is_cjk_mark(c);
    let is_beside = is_chinese(seen.before) || is_chinese(seen.after);
    // Behind a pair of brackets or a percentage the sentence is Chinese still.
    let is_behind = matches!(seen.before, ')' | ']' | '%' | '"')
        && (is_chinese(seen.next()) || seen.after == '\n');
    match seen.c {
        ',' if folded.has_numbers && is_number(line, seen.at) => Some("、"),
        ',' if is_beside || is_behind => Some("，"),
        ';' if is_beside || is_behind => Some("；"),
        ':' if is_han(seen.before) || (is_beside && seen.before != ' ') => Some("："),
        '?' if is_chinese(seen.before) || is_behind => Some("？"),
        '!' if is_chinese(seen.before) || is_behind => Some("！"),
        '(' if is_wide => Some("（"),
        ')' if is_wide => Some("）"),
        '.' if folded.has_stops && stops::is_stop(line, seen.at) => Some("。"),
        _ => None,
    }
}

/// Whether nothing but a number stands before `at` in a line.
fn is_number(line: &str, at: usize) -> bool {
    line.get(..at).is_some_and(stops::is_number)
}

/// Whether a stretch is nothing but a reading with its tone, which the article itself gives: 重(chóng)新.
fn is_reading(line: &str, range: Range<usize>) -> bool {
    let inner = line.get(range).unwrap_or_default();
    !inner.is_ascii() && inner.chars().all(is_reading_letter)
}

/// A parenthesis that waits for its other half.
struct Open {
    /// Which mark of the line it is.
    index: usize,
    at: usize,
    /// How many Chinese characters stand before it in the line.
    n_han: usize,
    is_wide: bool,
}

/// Which marks are parentheses that hold Chinese, or stand behind it where marks were folded: both of each pair.
fn wide_parentheses(line: &str, marks: &[Seen], is_folded: bool) -> Vec<bool> {
    let mut open: Vec<Open> = Vec::new();
    let mut wide = vec![false; marks.len()];
    let (mut n_han, mut counted) = (0, 0);
    let parentheses = marks.iter().enumerate().filter(|(_, seen)| matches!(seen.c, '(' | ')'));
    for (index, &Seen { at, c, before, .. }) in parentheses {
        n_han +=
            line.get(counted..at).map_or(0, |text| text.chars().filter(|c| is_han(*c)).count());
        counted = at;
        if c == '(' {
            let is_wide = is_folded && (is_han(before) || is_cjk_mark(before));
            open.push(Open { index, at, n_han, is_wide });
        } else if let Some(pair) = open.pop().filter(|pair| {
            pair.n_han < n_han || (pair.is_wide && !is_reading(line, pair.at + 1..at))
        }) {
            wide[pair.index] = true;
            wide[index] = true;
            // What holds Chinese parentheses holds Chinese.
            if let Some(outer) = open.last_mut() {
                outer.is_wide = true;
            }
        }
    }
    wide
}
