//! What the reader took away or corrected by hand: the last word, after all other rules.

use std::ops::Range;

use crate::clean::{Evidence, Patch, Rule};
use crate::text::Bilingual;

pub(super) const RULE: Rule = Rule {
    id: "hand",
    name: Bilingual::new("亲手改动", "By your own hand"),
    does: Bilingual::new(
        "照你说的去掉不是正文的文字，改正错字",
        "takes away what you said is not the article, and corrects what you corrected",
    ),
    never: Bilingual::new("你没有动过的任何地方", "anything that you did not touch"),
    apply,
};

fn apply(text: &str, evidence: &Evidence<'_>, patch: &mut Patch<'_>) {
    let mut edits: Vec<(Range<usize>, &str)> = Vec::new();
    for (range, with) in &evidence.by_hand {
        let ranges = if with.is_empty() { parts(text, range.clone()) } else { vec![range.clone()] };
        for range in ranges {
            let done = edits.last().map_or(0, |(last, _)| last.end);
            if range.start.max(done) < range.end {
                edits.push((range.start.max(done)..range.end, with));
            }
        }
    }
    take_last_ending(text, &mut edits);
    for (range, with) in edits {
        patch.replace(range, with);
    }
}

/// A stretch cut at the ends of its lines. A line of which nothing else is left goes with its ending,
/// what is left of others stays apart.
fn parts(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = range.start;
    while start < range.end {
        let line = line_start(text, start)..line_end(text, start);
        let part = start..line.end.min(range.end);
        let rest = text.get(part.end..line.end).unwrap_or_default();
        let before = text.get(line.start..part.start).unwrap_or_default();
        if before.trim().is_empty() && rest.trim().is_empty() {
            parts.push(line.clone());
        } else {
            let body = text.get(part.clone()).unwrap_or_default();
            parts.push(part.start..part.start + body.trim_end_matches(['\n', '\r']).len());
        }
        start = line.end;
    }
    parts
}

/// Lines that go from the end of a text which ends without an ending take the one before them along.
fn take_last_ending(text: &str, edits: &mut [(Range<usize>, &str)]) {
    let is_at_end = edits.last().is_some_and(|(last, with)| {
        with.is_empty() && last.end == text.len() && !text.ends_with('\n')
    });
    if !is_at_end {
        return;
    }
    let mut first = edits.len() - 1;
    while first > 0
        && edits[first - 1].1.is_empty()
        && edits[first - 1].0.end == edits[first].0.start
    {
        first -= 1;
    }
    let start = edits[first].0.start;
    if start > 0 && start == line_start(text, start) {
        edits[first].0.start -= 1;
    }
}

/// The end of the line at `at`, its ending included.
fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.find('\n').map_or(text.len(), |ending| at + ending + 1)
}

/// The start of the line at `at`.
fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |ending| ending + 1)
}
