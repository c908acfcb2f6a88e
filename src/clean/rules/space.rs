//! White space at the edges of lines, and blank lines: a paragraph is a line.

use std::ops::Range;

use crate::clean::code::{self, Look};
use crate::clean::{Evidence, Patch, Rule};
use crate::text::Bilingual;
use crate::text::lines::lines;

pub(super) const RULE: Rule = Rule {
    id: "space",
    name: Bilingual::new("空白", "White space"),
    does: Bilingual::new(
        "去掉行首行尾的空白和空行",
        "takes away white space at the edges of lines, and blank lines",
    ),
    never: Bilingual::new(
        "行中的空格，如“统揽统筹 分类施策”；代码",
        "spaces inside a line, as between two clauses; code",
    ),
    apply,
};

fn apply(text: &str, _evidence: &Evidence<'_>, patch: &mut Patch<'_>) {
    // Where the last line that is not blank ends, its white space left out.
    let mut end = None;
    for (range, line) in lines(text) {
        let body = line.trim();
        if !body.is_empty() {
            let lead = line.len() - line.trim_start().len();
            let lead = if lead > 0 && is_in_program(text, &range, body) { 0 } else { lead };
            between(end, range.start + lead, text, patch);
            end = Some(range.start + line.trim_end().len());
        }
    }
    let end = end.unwrap_or(0);
    if end < text.len() {
        patch.delete(end..text.len());
    }
}

/// Whether a line stands among others of a program, where its indentation means something.
fn is_in_program(text: &str, range: &Range<usize>, body: &str) -> bool {
    let look = code::look(body);
    if look == Look::Text {
        return false;
    }
    let around = code::around(text, range);
    around.has_program || (look == Look::Program && around.beside.contains(&true))
}

/// Leaves one line ending of what stands between two lines, and nothing before the first.
fn between(end: Option<usize>, next: usize, text: &str, patch: &mut Patch<'_>) {
    let from = end.unwrap_or(0);
    let gap = text.get(from..next).unwrap_or_default();
    // Before the first line none stays.
    let Some(kept) = end.and_then(|_| gap.find('\n')) else {
        if end.is_none() && !gap.is_empty() {
            patch.delete(from..next);
        }
        return;
    };
    if kept > 0 {
        patch.delete(from..from + kept);
    }
    if from + kept + 1 < next {
        patch.delete(from + kept + 1..next);
    }
}
