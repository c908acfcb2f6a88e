//! ASCII marks beside Chinese characters become the full-width marks they were.

use std::ops::Range;

use crate::clean::{Evidence, Patch, Rule};
use crate::text::chars::{is_cjk_mark, is_han};
use crate::text::lines::lines;
use crate::text::readings::is_reading_letter;
use crate::text::{Bilingual, Sweep};

pub(super) const RULE: Rule = Rule {
    id: "punctuation",
    name: Bilingual::new("标点全角", "Punctuation width"),
    does: Bilingual::new(
        "汉字旁的半角逗号、分号、冒号、问号、叹号、括号改成全角",
        "makes ASCII commas, colons, semicolons, question and exclamation marks and parentheses beside Chinese characters full-width",
    ),
    never: Bilingual::new(
        "数字、时间、网址、外文词语里的标点，小数点",
        "marks in numbers, times, addresses and Latin phrases, decimal points",
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
    let is_folded = n_narrow > n_wide;
    for (range, line) in lines(text).filter(|(_, line)| !is_reference(line)) {
        widen_line(line, range.start, is_folded, patch);
    }
}

/// Whether a line is one of a list of references, which have marks of their own: `[2] 韩立. 竹纸[J]. 研究, 2004`.
fn is_reference(line: &str) -> bool {
    let inner = line.trim_start().strip_prefix(['[', '［']);
    let number = inner.and_then(|inner| inner.split([']', '］']).next());
    number.is_some_and(|number| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// One mark of a line with the characters beside it.
#[derive(Clone, Copy)]
struct Seen {
    at: usize,
    c: char,
    before: char,
    after: char,
}

/// The marks that have a full-width form.
static MARKS: Sweep<7> = Sweep::new([b',', b';', b':', b'?', b'!', b'(', b')']);

/// The marks of a line in order.
fn marks(line: &str) -> Vec<Seen> {
    let mut marks = Vec::new();
    MARKS.over(line, |at, c| marks.push(seen(line, at, c)));
    marks
}

fn seen(line: &str, at: usize, c: char) -> Seen {
    Seen {
        at,
        c,
        before: line.get(..at).and_then(|before| before.chars().next_back()).unwrap_or('\n'),
        after: line.get(at + 1..).and_then(|after| after.chars().next()).unwrap_or('\n'),
    }
}

fn widen_line(line: &str, start: usize, is_folded: bool, patch: &mut Patch<'_>) {
    let marks = marks(line);
    // A line of a program has no Chinese, and its marks are its own.
    if marks.is_empty() || !line.contains(|c: char| is_han(c) || is_cjk_mark(c)) {
        return;
    }
    let pairs = wide_parentheses(line, &marks, is_folded);
    for seen in marks {
        if let Some(wide) = widened(seen, &pairs) {
            patch.replace(start + seen.at..start + seen.at + 1, wide);
        }
    }
}

/// The full-width form of the mark, if it is to have it.
fn widened(seen: Seen, pairs: &[usize]) -> Option<&'static str> {
    let is_chinese = |c: char| is_han(c) || is_cjk_mark(c);
    let is_beside = is_chinese(seen.before) || is_chinese(seen.after);
    // Behind a pair of parentheses or a percentage the sentence is Chinese still.
    let is_behind =
        matches!(seen.before, ')' | '%' | '"') && (is_chinese(seen.after) || seen.after == '\n');
    match seen.c {
        ',' if is_beside || is_behind => Some("，"),
        ';' if is_beside || is_behind => Some("；"),
        ':' if is_han(seen.before) || (is_beside && seen.before != ' ') => Some("："),
        '?' if is_chinese(seen.before) || is_behind => Some("？"),
        '!' if is_chinese(seen.before) || is_behind => Some("！"),
        '(' if pairs.binary_search(&seen.at).is_ok() => Some("（"),
        ')' if pairs.binary_search(&seen.at).is_ok() => Some("）"),
        _ => None,
    }
}

/// Whether a stretch is nothing but a reading with its tone, which the article itself gives: 重(chóng)新.
fn is_reading(line: &str, range: Range<usize>) -> bool {
    let inner = line.get(range).unwrap_or_default();
    !inner.is_ascii() && inner.chars().all(is_reading_letter)
}

/// A parenthesis that waits for its other half.
struct Open {
    at: usize,
    /// How many Chinese characters stand before it in the line.
    n_han: usize,
    is_wide: bool,
}

/// The places of parentheses that hold Chinese, or stand behind it where marks were folded, both of each pair, in
/// order.
fn wide_parentheses(line: &str, marks: &[Seen], is_folded: bool) -> Vec<usize> {
    let mut open: Vec<Open> = Vec::new();
    let mut wide = Vec::new();
    let (mut n_han, mut counted) = (0, 0);
    let parentheses = marks.iter().copied().filter(|seen| matches!(seen.c, '(' | ')'));
    for Seen { at, c, before, .. } in parentheses {
        n_han +=
            line.get(counted..at).map_or(0, |text| text.chars().filter(|c| is_han(*c)).count());
        counted = at;
        if c == '(' {
            let is_wide = is_folded && (is_han(before) || is_cjk_mark(before));
            open.push(Open { at, n_han, is_wide });
        } else if let Some(pair) = open.pop().filter(|pair| {
            pair.n_han < n_han || (pair.is_wide && !is_reading(line, pair.at + 1..at))
        }) {
            wide.extend([pair.at, at]);
            // What holds Chinese parentheses holds Chinese.
            if let Some(outer) = open.last_mut() {
                outer.is_wide = true;
            }
        }
    }
    wide.sort_unstable();
    wide
}
