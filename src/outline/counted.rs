//! Headings that count by a word of their own: 案例一：, 实验二, 第三，, Q1：, Step 2:, 01, 甲、, 壹、, IV.
//!
//! One such line shows nothing: it takes its neighbours in the count, each with something below it.

use std::collections::BTreeMap;

use crate::outline::lines::Line;
use crate::text::chars::is_han;
use crate::text::numbering::{Numbering, is_han_digit, ordinal_value, roman_value};

/// What a line counts by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Count {
    /// A word before the number: 案例 in 案例一：.
    Word(String),
    /// 第一，
    Ordinal,
    /// 第一天, 第二站: the measure.
    Measure(char),
    /// 01, 02
    TwoDigits,
    /// 甲、乙、
    Stem,
    /// 壹、貳、
    Formal,
    /// I. II.
    Roman,
}

/// Longest heading, in characters; of Latin letters twice as many.
const MOST_CHARS: usize = 40;
/// Longest word before a number, in characters.
const MOST_WORD: usize = 4;
/// Longest such word of Latin letters, in bytes.
const MOST_LATIN: usize = 9;

/// The runs of lines that count up from one, two lines at least, each in order.
pub(super) fn find(lines: &[Line<'_>]) -> Vec<Vec<usize>> {
    let mut runs: BTreeMap<Count, Vec<usize>> = BTreeMap::new();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        // Most lines are paragraphs.
        let counted = (line.n_chars <= 2 * MOST_CHARS).then(|| counted(line.text)).flatten();
        let Some((count, value)) = counted else { continue };
        let run = runs.entry(count).or_default();
        if value == 1 {
            found.extend(taken(lines, std::mem::take(run)));
        }
        // A count with a gap is none.
        if value as usize == run.len() + 1 {
            run.push(at);
        }
    }
    found.extend(runs.into_values().filter_map(|run| taken(lines, run)));
    found
}

/// The run if all of its lines can be headings and each has text below it.
fn taken(lines: &[Line<'_>], run: Vec<usize>) -> Option<Vec<usize>> {
    /// Fewest characters of text below a heading of a count.
    const LEAST_BELOW: usize = 10;

    let ends = run.iter().skip(1).copied().chain([lines.len()]);
    let has_text = |(at, end): (&usize, usize)| {
        let below = lines.get(at + 1..end).unwrap_or_default();
        below.iter().map(|line| line.n_chars).sum::<usize>() >= LEAST_BELOW
    };
    let are_headings = run.len() >= 2
        && run.iter().all(|at| may_head(&lines[*at]))
        && run.iter().zip(ends).all(has_text);
    are_headings.then_some(run)
}

/// Where the lines of the runs stand among the kinds of numbering of the `chosen` headings: above those that stand
/// between them, below 一、 and a heading right above the first else.
pub(super) fn ranks(
    lines: &[Line<'_>],
    chosen: &[usize],
    runs: &[Vec<usize>],
) -> BTreeMap<usize, Numbering> {
    let is_counted = |at: usize| runs.iter().any(|run| run.contains(&at));
    let others = || chosen.iter().copied().filter(|at| !is_counted(*at));
    let is_han = |at: usize| matches!(lines[at].numbering, Some((Numbering::Han, _)));
    let rank = |run: &[usize]| {
        let (first, last) = (run.first().copied()?, run.last().copied()?);
        let is_above = |at: usize| at < first && !is_han(at);
        if others().any(|at| (first..last).contains(&at)) && !others().any(is_above) {
            return Some(Numbering::Section);
        }
        let is_right_above = |at: usize| at + 1 == first && lines[at].numbering.is_none();
        others()
            .any(|at| (at < first && is_han(at)) || is_right_above(at))
            .then_some(Numbering::HanInParentheses)
    };
    let ranked = runs.iter().filter_map(|run| Some((run, rank(run)?)));
    ranked.flat_map(|(run, rank)| run.iter().map(move |at| (*at, rank))).collect()
}

/// Whether the line is short and goes on nowhere; it may ask.
fn may_head(line: &Line<'_>) -> bool {
    let most = if line.text.contains(is_han) { MOST_CHARS } else { 2 * MOST_CHARS };
    let name = line.text.trim_end_matches(['？', '?', '！', '!', '”', '」']);
    line.ruled.is_none()
        && !line.is_set_apart()
        && line.n_chars <= most
        && !line.text.contains('\t')
        && !line.text.ends_with(['。', '；', '，', '、', ';', ',', '.', '：', ':'])
        && !name.contains(['。', '；', '？', '！'])
}

/// What a line counts by, and its number; it has a name behind that, or is such a word alone.
fn counted(line: &str) -> Option<(Count, u32)> {
    let (count, value, rest) = ordinal(line)
        .or_else(|| two_digits(line))
        .or_else(|| sign(line))
        .or_else(|| roman(line))
        .or_else(|| word(line))?;
    let has_name = rest.contains(char::is_alphabetic);
    let may_be_bare = matches!(count, Count::Word(_) | Count::Measure(_)) && rest.is_empty();
    (has_name || may_be_bare).then_some((count, value))
}

/// What is behind the mark that parts a number from a name: a colon, a stop, a space.
fn behind_mark(rest: &str) -> Option<&str> {
    if rest.is_empty() {
        return Some(rest);
    }
    let bare =
        rest.trim_start_matches(['：', ':', '、', '，', '．', '.', ' ', '\u{3000}', '|', '｜']);
    (bare.len() < rest.len()).then_some(bare)
}

/// 第一，要认清形势; 第二天 白水镇
fn ordinal(line: &str) -> Option<(Count, u32, &str)> {
    const MEASURES: [char; 14] =
        ['天', '日', '站', '步', '招', '问', '季', '期', '集', '场', '幕', '件', '点', '类'];

    let rest = line.strip_prefix('第')?;
    let (value, rest) = number(rest)?;
    let measure = rest.chars().next().filter(|c| MEASURES.contains(c));
    if let Some(measure) = measure {
        let rest = behind_mark(rest.get(measure.len_utf8()..)?)?;
        return Some((Count::Measure(measure), value, rest));
    }
    let rest = rest.strip_prefix(['，', '、', ',', '：', ':'])?;
    Some((Count::Ordinal, value, rest))
}

/// 01 缘起
fn two_digits(line: &str) -> Option<(Count, u32, &str)> {
    let digits = line.get(..2).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    let rest = behind_mark(line.get(2..)?)?;
    // Behind a colon it is the time of day; a number above nine follows one that is written so.
    let is_time = rest.starts_with(|c: char| c.is_ascii_digit());
    (!is_time).then(|| digits.parse().ok()).flatten().map(|value| (Count::TwoDigits, value, rest))
}

/// 甲、总论; 壹、計畫緣起
fn sign(line: &str) -> Option<(Count, u32, &str)> {
    const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
    /// As they are written in either script.
    const FORMAL: [&str; 10] =
        ["壹", "贰貳", "叁參参叄", "肆", "伍", "陆陸", "柒", "捌", "玖", "拾"];

    let first = line.chars().next()?;
    let rest = line.get(first.len_utf8()..)?.strip_prefix(['、', '．', '.', '：'])?;
    let stem = STEMS.chars().position(|stem| stem == first);
    let formal = || FORMAL.iter().position(|signs| signs.contains(first));
    let (count, at) =
        stem.map(|at| (Count::Stem, at)).or_else(|| formal().map(|at| (Count::Formal, at)))?;
    Some((count, at as u32 + 1, rest.trim_start()))
}

/// IV. Results
fn roman(line: &str) -> Option<(Count, u32, &str)> {
    let (digits, rest) = line.split_once(['.', '、', '．'])?;
    Some((Count::Roman, roman_value(digits)?, rest.trim_start()))
}

/// 案例一：, 实验二, Q1：, Step 2:
fn word(line: &str) -> Option<(Count, u32, &str)> {
    let at = line.find(is_digit)?;
    let (word, rest) = line.split_at(at);
    let word = word.trim_end();
    let is_word = if word.is_ascii() {
        (1..=MOST_LATIN).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_alphabetic())
    } else {
        (2..=MOST_WORD).contains(&word.chars().count()) && word.chars().all(is_han)
    };
    if !is_word {
        return None;
    }
    // 图1 and 表二 are captions; 附件1 is what is added.
    let folded = word.to_lowercase();
    let is_other = ["图", "表", "附", "注", "第", "星期", "周", "figure", "fig", "table"]
        .iter()
        .any(|other| folded.starts_with(other));
    let (value, rest) = number(rest).filter(|_| !is_other)?;
    Some((Count::Word(word.to_owned()), value, behind_mark(rest)?))
}

/// The number in front, up to 99, and what is behind it.
fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c| !is_digit(c)).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    Some((ordinal_value(digits)?, rest))
}

const fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || is_han_digit(c)
}
