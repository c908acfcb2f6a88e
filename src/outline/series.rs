//! Headings that show themselves by standing in a series: 一、二、三、 each alone on its line, 问题： and 答复：,
//! 【注释】 and 【译文】.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use crate::outline::lines::Line;
use crate::text::chars::{is_han, is_kana};
use crate::text::numbering::{Numbering, ordinal_value};

/// Longest line of a series, in characters.
const MOST_CHARS: usize = 40;

/// Adds the lines of each series, and those that are `counted`, to those that were `chosen` for themselves, in order;
/// says which they are.
pub(super) fn add(
    lines: &[Line<'_>],
    chosen: &mut Vec<usize>,
    counted: impl Iterator<Item = usize>,
) -> BTreeSet<usize> {
    let mut found: BTreeSet<usize> = counted.collect();
    found.extend(numbered(lines, chosen));
    found.extend(labels(lines, is_colon_label));
    found.extend(labels(lines, is_framed_label));
    found.extend(marked(lines));
    found.extend(quoted(lines));
    found.extend(questions(lines, chosen));
    chosen.extend(&found);
    chosen.sort_unstable();
    chosen.dedup();
    found
}

/// Lines numbered 一、, （一） or 1. that count up from one with text between them, two of them where one is known for a
/// heading; of those with digits half are.
fn numbered(lines: &[Line<'_>], chosen: &[usize]) -> Vec<usize> {
    let is_chosen = |at: &&usize| chosen.binary_search(at).is_ok();
    let mut found = Vec::new();
    let kinds = [(Numbering::Han, 3), (Numbering::HanInParentheses, 2), (Numbering::Decimal(1), 3)];
    for (kind, least) in kinds {
        let may_take = |run: &[usize]| {
            let n_chosen = run.iter().filter(is_chosen).count();
            match kind {
                Numbering::Decimal(_) => run.len() >= least && n_chosen * 2 >= run.len(),
                _ => run.len() >= if n_chosen > 0 { 2 } else { least },
            }
        };
        let mut run: Vec<usize> = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            // A higher number ends the count of a lower one.
            let is_above = line.numbering.is_some_and(|(other, _)| other < kind);
            let value = of_kind(line, kind);
            let follows = value.is_some_and(|value| value as usize == run.len() + 1);
            if is_above || (value.is_some() && !follows) {
                take(lines, &mut run, &may_take, &mut found);
            }
            if follows || (run.is_empty() && value == Some(1)) {
                run.push(at);
            }
        }
        take(lines, &mut run, &may_take, &mut found);
    }
    found
}

/// The number of a line of this kind that holds its number and a name.
fn of_kind(line: &Line<'_>, kind: Numbering) -> Option<u32> {
    line.numbering.filter(|(other, _)| *other == kind).and_then(|_| ordinal_value(line.text))
}

/// Takes a run for headings if each of its lines is short and has text of its own below it.
fn take(
    lines: &[Line<'_>],
    run: &mut Vec<usize>,
    may_take: &impl Fn(&[usize]) -> bool,
    found: &mut Vec<usize>,
) {
    let run = std::mem::take(run);
    if may_take(&run)
        && are_apart(&run, lines.len())
        && run.iter().all(|at| may_be_in_series(&lines[*at]))
    {
        found.extend(run);
    }
}

/// Whether something stands below each of these lines before the next of them, or before the `end`.
fn are_apart(places: &[usize], end: usize) -> bool {
    let next = places.iter().skip(1).copied().chain([end]);
    places.iter().zip(next).all(|(at, next)| next > at + 1)
}

/// Whether a numbered line is short and goes on nowhere: one may end with a closing quotation mark, or as a request.
fn may_be_in_series(line: &Line<'_>) -> bool {
    let rest = line.numbering.and_then(|(_, length)| line.text.get(length..)).unwrap_or_default();
    let n_stops = rest.chars().filter(|c| "。；！？".contains(*c)).count();
    line.ruled.is_none()
        && !line.is_set_apart()
        && line.n_chars <= MOST_CHARS
        && rest.contains(char::is_alphabetic)
        && !rest.ends_with(['；', '，', '、', ';', ','])
        && n_stops <= 1
        && (n_stops == 0 || rest.ends_with(['。', '？', '！']))
}

/// Short labels, each of them once and with a paragraph below: two of them at least.
fn labels(lines: &[Line<'_>], is_label: fn(&Line<'_>) -> bool) -> Vec<usize> {
    let is_free = |line: &Line<'_>| line.ruled.is_none() && !line.is_set_apart();
    let all: Vec<usize> =
        (1..lines.len()).filter(|at| is_free(&lines[*at]) && is_label(&lines[*at])).collect();
    let names: HashSet<&str> = all.iter().map(|at| lines[*at].text).collect();
    // Who speaks is named again and again.
    if names.len() < all.len() {
        return Vec::new();
    }
    let next = all.iter().skip(1).copied().chain([lines.len()]);
    let has_text = |below: Range<usize>| {
        lines.get(below).unwrap_or_default().iter().any(|line| line.n_chars >= 12)
    };
    let found = all.iter().copied().zip(next).filter(|(at, next)| has_text(at + 1..*next));
    let found: Vec<usize> = found.map(|(at, _)| at).collect();
    if found.len() >= 2 && found.len() == all.len() { found } else { Vec::new() }
}

/// `缘起：`, and no address of those who are spoken to.
fn is_colon_label(line: &Line<'_>) -> bool {
    /// Longest label, in characters, its colon included.
    const MOST_LABEL: usize = 7;
    const ADDRESSES: [&str; 18] = [
        "各位", "尊敬", "亲爱", "先生", "女士", "同志", "主席", "领导", "老师", "同学", "朋友",
        "代表", "委员", "您好", "你好", "诸位", "附件", "说明",
    ];
    let label = line.text.strip_suffix(['：', ':']).unwrap_or_default().trim_end();
    line.n_chars <= MOST_LABEL
        && label.chars().count() >= 2
        && label.chars().all(is_han)
        && !ADDRESSES.iter().any(|address| label.contains(address))
}

/// `【注释】`, `====== 路线 ======`: a name between marks and nothing else.
fn is_framed_label(line: &Line<'_>) -> bool {
    /// Longest name, in characters.
    const MOST_NAME: usize = 16;

    let in_brackets = line.text.strip_prefix('【').and_then(|rest| rest.strip_suffix('】'));
    let is_mark =
        |c: char| matches!(c, '=' | '＝' | '~' | '～' | '─' | '━' | '◆' | '■' | '★' | '※');
    let between_marks = line
        .text
        .strip_prefix(is_mark)
        .and_then(|rest| rest.strip_suffix(is_mark))
        .map(|rest| rest.trim_matches(is_mark).trim());
    in_brackets.or(between_marks).is_some_and(|name| {
        (1..=MOST_NAME).contains(&name.chars().count())
            && name.contains(char::is_alphabetic)
            && !name.contains(['】', '【', '。', '，'])
    })
}

/// Short lines that begin with the same mark, each with text of its own below: `■ 本月推荐`. Items of a list stand side
/// by side.
fn marked(lines: &[Line<'_>]) -> Vec<usize> {
    const MARKS: [char; 13] = ['■', '□', '◆', '◇', '★', '☆', '◎', '▌', '●', '○', '▲', '✔', '✅'];
    /// From which of them on a paragraph stands below each: these mark items more often.
    const LEAST_SURE: usize = 8;
    /// Longest name, in characters.
    const MOST_NAME: usize = 20;
    /// Shortest paragraph, in characters.
    const LEAST_TEXT: usize = 20;

    // Each line is asked for its first character once, not for every mark.
    let mut places: [Vec<usize>; MARKS.len()] = Default::default();
    for (at, line) in lines.iter().enumerate() {
        let first = line.text.chars().next();
        if let Some(mark) = MARKS.iter().position(|mark| Some(*mark) == first) {
            places[mark].push(at);
        }
    }
    let mut found = Vec::new();
    for (at, (mark, all)) in MARKS.into_iter().zip(places).enumerate() {
        let is_sure = at < LEAST_SURE;
        let is_long =
            |at: &&usize| lines.get(**at + 1).is_some_and(|next| next.n_chars >= LEAST_TEXT);
        let is_named = |line: &Line<'_>| {
            let name = line.text.strip_prefix(mark).map(str::trim).unwrap_or_default();
            (2..=MOST_NAME).contains(&name.chars().count())
                && !name.ends_with(['。', '；', '，', '：', '.', ';', ',', ':'])
                && line.ruled.is_none()
        };
        if all.len() >= 2
            && are_apart(&all, lines.len())
            && all.iter().all(|at| is_named(&lines[*at]))
            && (is_sure || all.iter().filter(is_long).count() * 3 >= all.len() * 2)
        {
            found.extend(all);
        }
    }
    found
}

/// Words that somebody said, alone on a line between paragraphs: “浇下去就不能停”. What is said in a story ends as a
/// sentence does.
fn quoted(lines: &[Line<'_>]) -> Vec<usize> {
    /// Longest heading, in characters, its quotation marks included.
    const MOST_QUOTED: usize = 22;

    let is_quoted = |line: &Line<'_>| {
        let inner =
            line.text.strip_prefix(['“', '「']).and_then(|rest| rest.strip_suffix(['”', '」']));
        inner.is_some_and(|inner| {
            line.n_chars <= MOST_QUOTED
                && inner.chars().nth(1).is_some()
                // What Japanese say has no stop.
                && !inner.contains(is_kana)
                && !inner.contains(['“', '”', '「', '」', '。', '；', '…', '—'])
                && !inner.ends_with(['，', '！', '？', '～', '.', ',', '!', '?'])
        }) && line.ruled.is_none()
            && !line.is_set_apart()
    };
    let is_between = |at: &usize| {
        let below = lines.get(at + 1);
        (*at == 1 || lines[at - 1].ends_sentence())
            && below.is_some_and(|next| next.is_body() || next.ends_sentence())
    };
    let found: Vec<usize> =
        (1..lines.len()).filter(|at| is_quoted(&lines[*at]) && is_between(at)).collect();
    if found.len() >= 2 { found } else { Vec::new() }
}

/// Short questions, where most lines of their kind are known for headings.
fn questions(lines: &[Line<'_>], chosen: &[usize]) -> Vec<usize> {
    /// Longest question, in characters.
    const MOST_QUESTION: usize = 30;
    const LEAST_KNOWN: usize = 2;

    let is_question = |line: &Line<'_>| {
        line.ruled.is_none()
            && !line.is_set_apart()
            && line.numbering.is_none()
            && line.n_chars <= MOST_QUESTION
            && line.text.ends_with(['？', '?'])
            && !line.text.contains(['“', '「', '。', '：', ':', '！'])
    };
    let all: Vec<usize> = (1..lines.len()).filter(|at| is_question(&lines[*at])).collect();
    let n_known = all.iter().filter(|at| chosen.binary_search(at).is_ok()).count();
    let is_kind =
        n_known >= LEAST_KNOWN && n_known * 2 >= all.len() && are_apart(&all, lines.len());
    if is_kind { all } else { Vec::new() }
}
