//! The printed list of contents of a book: headings with the numbers of their pages.

use std::collections::HashMap;
use std::ops::Range;

use crate::clean::{Evidence, Patch, Rule};
use crate::text::Bilingual;
use crate::text::lines::lines_with_text;

pub(super) const RULE: Rule = Rule {
    id: "contents",
    name: Bilingual::new("印刷目录", "Printed contents"),
    does: Bilingual::new(
        "去掉带页码的目录，正文里要有同样的标题；侧栏另有目录",
        "takes away a list of contents with page numbers, if its headings stand in the text as well",
    ),
    never: Bilingual::new("没有页码的目录，表格", "contents without page numbers, tables"),
    apply,
};

/// Fewest entries of a list of contents.
const LEAST_ENTRIES: usize = 3;

fn apply(text: &str, _evidence: &Evidence<'_>, patch: &mut Patch<'_>) {
    let lines: Vec<_> = lines_with_text(text).collect();
    let mut last: Option<HashMap<String, usize>> = None;
    let mut at = 0;
    while at < lines.len() {
        let entries: Vec<&str> = lines.iter().skip(at).map_while(|(_, line)| entry(line)).collect();
        let end = at + entries.len();
        let mut stand_below = || {
            let last = last.get_or_insert_with(|| last_places(&lines));
            let is_below =
                |entry: &&&str| last.get(&squashed(entry)).is_some_and(|place| *place >= end);
            entries.iter().filter(is_below).count() * 2 >= entries.len()
        };
        if entries.len() >= LEAST_ENTRIES && stand_below() {
            let has_title = at.checked_sub(1).is_some_and(|above| is_title(lines[above].1));
            for (range, _) in lines.iter().take(end).skip(at - usize::from(has_title)) {
                patch.delete(range.clone());
            }
        }
        at = end.max(at + 1);
    }
}

/// Where each line stands last, by its signs without white space.
fn last_places(lines: &[(Range<usize>, &str)]) -> HashMap<String, usize> {
    lines.iter().enumerate().map(|(index, (_, line))| (squashed(line), index)).collect()
}

/// The heading of `第一章 绪论……1` or `2.1 窑址<tab>3`.
fn entry(line: &str) -> Option<&str> {
    let name = line.trim_end_matches(|c: char| c.is_ascii_digit() || "ivxIVX".contains(c));
    let is_leader = |c: char| c.is_whitespace() || "…．.·-—".contains(c);
    let heading = name.trim_end_matches(is_leader);
    let leader = name.get(heading.len()..)?;
    let is_wide = leader.contains('\t') || leader.chars().count() >= 2;
    (name.len() < line.len() && is_wide && !heading.is_empty()).then_some(heading)
}

fn is_title(line: &str) -> bool {
    ["目录", "目錄", "目次", "contents", "tableofcontents"]
        .contains(&squashed(line).to_lowercase().as_str())
}

fn squashed(line: &str) -> String {
    line.chars().filter(|c| !c.is_whitespace()).collect()
}
