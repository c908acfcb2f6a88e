//! Headings that a conversion glued to the paragraph before them.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::clean::{Evidence, Patch, Rule};
use crate::text::chars::{has_more_chars, is_closer, is_sentence_end};
use crate::text::lines::{lines_with_text, trimmed};
use crate::text::numbering::{Numbering, numbering, ordinal_value};
use crate::text::{Bilingual, Sweep};

pub(super) const RULE: Rule = Rule {
    id: "glued",
    name: Bilingual::new("粘连的标题", "Glued headings"),
    does: Bilingual::new(
        "把粘在上一段末尾的标题分成单独一行，如“……三分之一。 二、主要做法”，编号前后相连才算；全文丢了换行、只剩“　　”时，按它分段",
        "puts a heading that is glued to the end of a paragraph on a line of its own, if its number continues others; parts paragraphs at their indentations, where these are all that is left of their lines",
    ),
    never: Bilingual::new(
        "句子里的“一、二、三”，没有编号的词语",
        "enumerations inside a sentence, words without a number",
    ),
    apply,
};

/// Longest heading that is split off, in characters.
const MOST_CHARS: usize = 30;

/// How many bytes behind a number are looked at.
const MOST_BYTES: usize = 400;

/// A heading that may be glued.
struct Glued {
    /// The white space before it.
    gap: Range<usize>,
    /// The white space between it and text behind it, if some follows.
    behind: Option<Range<usize>>,
    kind: Numbering,
    value: Option<u32>,
}

/// A text with more lines has not lost their ends.
const MOST_LINES: usize = 3;
/// Fewest paragraphs that stand on one line.
const LEAST_PARAGRAPHS: usize = 4;

/// The indentations of paragraphs that stand behind each other on one line, which lost its ends.
fn indentations(lines: &[(Range<usize>, &str)], text: &str) -> Vec<Range<usize>> {
    const INDENTATION: &str = "\u{3000}\u{3000}";
    if lines.len() > MOST_LINES {
        return Vec::new();
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut n_behind_sentences = 0;
    for (range, line) in lines {
        let start = trimmed(text, range).start;
        for at in memchr::memmem::find_iter(line.as_bytes(), INDENTATION) {
            let (from, to) = (start + at, start + at + INDENTATION.len());
            if let Some(last) = found.last_mut().filter(|last| last.end == from) {
                last.end = to;
            } else {
                let before = line.get(..at).unwrap_or_default().trim_end_matches(is_closer);
                n_behind_sentences += usize::from(before.ends_with(is_sentence_end));
                found.push(from..to);
            }
        }
    }
    let are_paragraphs = found.len() >= LEAST_PARAGRAPHS && n_behind_sentences * 2 >= found.len();
    if are_paragraphs { found } else { Vec::new() }
}

fn apply(text: &str, _evidence: &Evidence<'_>, patch: &mut Patch<'_>) {
    let lines: Vec<_> = lines_with_text(text).collect();
    let indentations = indentations(&lines, text);
    if !indentations.is_empty() {
        indentations.into_iter().for_each(|range| patch.replace(range, "\n"));
        return;
    }
    let mut own: BTreeSet<(Numbering, u32)> = BTreeSet::new();
    let mut found: Vec<Glued> = Vec::new();
    let mut numbers: Vec<(Range<usize>, u32)> = Vec::new();
    for (index, (range, line)) in lines.iter().enumerate() {
        let start = trimmed(text, range).start;
        if let Some((kind, _)) = numbering(line) {
            own.extend(ordinal_value(line).map(|value| (kind, value)));
        }
        found.extend(glued_in(line, start));
        numbers
            .extend(lines.get(index + 1).and_then(|next| number_before(text, line, start, next)));
    }
    let mut edits = split_off(&found, &own);
    edits.extend(moved_down(&numbers));
    edits.sort_by_key(|(range, _)| range.start);
    for (range, with) in edits {
        patch.replace(range, &with);
    }
}

/// The headings that continue others, each with the line ending to put before it.
fn split_off(found: &[Glued], own: &BTreeSet<(Numbering, u32)>) -> Vec<(Range<usize>, String)> {
    let glued = found.iter().filter_map(|heading| Some((heading.kind, heading.value?)));
    let known: BTreeSet<(Numbering, u32)> = own.iter().copied().chain(glued).collect();
    let is_known = |kind: Numbering, value: u32| known.contains(&(kind, value));
    let mut edits = Vec::new();
    for heading in found {
        let Some(value) = heading.value else { continue };
        let continues = value > 1 && is_known(heading.kind, value - 1);
        let is_first = value == 1 && is_known(heading.kind, 2);
        if continues || is_first {
            edits.push((heading.gap.clone(), "\n".to_owned()));
            edits.extend(heading.behind.clone().map(|gap| (gap, "\n".to_owned())));
        }
    }
    edits
}

/// The headings behind sentences of a line that starts at `start`.
fn glued_in(line: &str, start: usize) -> Vec<Glued> {
    let mut found = Vec::new();
    MAY_END.over(line, |at, c| {
        if is_sentence_end(c) {
            found.extend(glued_at(line, at + c.len_utf8(), start));
        }
    });
    found
}

/// What begins as the ends of sentences do.
static MAY_END: Sweep<5> = Sweep::new([b'!', b'?', 0xE2, 0xE3, 0xEF]);

fn glued_at(line: &str, end: usize, start: usize) -> Option<Glued> {
    let rest = line.get(end..)?;
    let heading = rest.trim_start();
    let from = end + (rest.len() - heading.len());
    let (kind, length) = numbering(heading)?;
    let is_marked = matches!(
        kind,
        Numbering::Han | Numbering::HanInParentheses | Numbering::Chapter | Numbering::Section
    );
    let words = heading.get(length..).filter(|words| is_marked && !words.is_empty())?;
    // A name without end is none.
    let words = words
        .get(..words.floor_char_boundary(MOST_BYTES))
        .filter(|part| part.len() < words.len())
        .unwrap_or(words);
    let stop = words.find([' ', '\u{3000}']).unwrap_or(words.len());
    let name = words.get(..stop)?;
    let is_name = !name.is_empty()
        && name.chars().count() <= MOST_CHARS
        && !name.contains(|c: char| is_sentence_end(c) || "，,：:、".contains(c));
    let behind = words.get(stop..)?;
    let text = behind.trim_start();
    let gap_end = start + from + length + stop + (behind.len() - text.len());
    let behind = (!text.is_empty()).then_some(start + from + length + stop..gap_end);
    // Two clauses of a heading stand side by side as well: text behind it is long.
    let is_text = behind.is_none() || has_more_chars(text, MOST_CHARS);
    (is_name && is_text).then(|| Glued {
        gap: start + end..start + from,
        behind,
        kind,
        value: ordinal_value(heading),
    })
}

/// `……方案。 1` above `现状和问题`: the number belongs to the heading below.
fn number_before(
    text: &str,
    line: &str,
    start: usize,
    next: &(Range<usize>, &str),
) -> Option<(Range<usize>, u32)> {
    let digits = line.bytes().rev().take_while(u8::is_ascii_digit).count();
    let body = line.get(..line.len() - digits).filter(|_| (1..=2).contains(&digits))?;
    let value = line.get(body.len()..)?.parse().ok()?;
    let sentence = body.trim_end();
    let is_heading = next.1.chars().count() <= MOST_CHARS
        && !next.1.contains(|c: char| is_sentence_end(c) || "，,：:".contains(c))
        && numbering(next.1).is_none();
    let is_glued = sentence.len() < body.len() && sentence.ends_with(is_sentence_end) && is_heading;
    let below = trimmed(text, &next.0).start;
    is_glued.then_some((start + sentence.len()..below, value))
}

/// The numbers that count up from line to line, each put before the heading below it.
fn moved_down(numbers: &[(Range<usize>, u32)]) -> Vec<(Range<usize>, String)> {
    let is_counted = numbers.len() >= 2
        && numbers.windows(2).all(|pair| pair[1].1 == pair[0].1 + 1)
        && numbers.first().is_some_and(|(_, value)| *value <= 2);
    let edit = |(range, value): &(Range<usize>, u32)| (range.clone(), format!("\n{value} "));
    if is_counted { numbers.iter().map(edit).collect() } else { Vec::new() }
}
