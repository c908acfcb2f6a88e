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
        "行中的空格，如“统揽统筹 分类施策”；表格行首的空单元格；代码",
        "spaces inside a line, as between two clauses; the empty cells that a table's row begins with; code",
    ),
    apply,
};

fn apply(text: &str, evidence: &Evidence<'_>, patch: &mut Patch<'_>) {
    let mut tables = evidence.tables.iter().peekable();
    // Where the last line that is not blank ends, its white space left out.
    let mut end = None;
    for (range, line) in lines(text) {
        let body = line.trim();
        if !body.is_empty() {
            while tables.next_if(|table| table.end <= range.start).is_some() {}
            let is_row = tables.peek().is_some_and(|table| table.start < range.end);
            // The borders of the empty cells that a row begins with stay.
            let is_taken = |c: char| c.is_whitespace() && !(is_row && c == '\t');
            let lead = line.len() - line.trim_start_matches(is_taken).len();
            let lead = if lead > 0 && is_in_program(text, &range, body) { 0 } else { lead };
            between(end, range.start + lead, text, patch);
            if is_row {
                empty_cells(range.start + lead, text, patch);
            }
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

/// Leaves only the borders of the empty cells that begin at `start`.
fn empty_cells(start: usize, text: &str, patch: &mut Patch<'_>) {
    let cells = text.get(start..).unwrap_or_default();
    let blanks = cells.char_indices().take_while(|(_, c)| c.is_whitespace());
    for (at, c) in blanks.filter(|(_, c)| *c != '\t') {
        patch.delete(start + at..start + at + c.len_utf8());
    }
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
