//! Edits made by hand, from `tests/data/anchor/by_hand.txt`.

use std::path::Path;

use crate::anchoring::{Belief, Case, document, only};

fn read(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/anchor");
    std::fs::read_to_string(folder.join(format!("{name}.txt"))).unwrap()
}

pub(super) fn cases() -> Vec<Case> {
    let file = read("by_hand");
    file.split("\n== ").skip(1).flat_map(cases_of).collect()
}

/// The cases of one edited document.
fn cases_of(part: &str) -> Vec<Case> {
    let mut lines = part.lines();
    let (kind, name) = lines.next().unwrap().split_once(" | ").unwrap();
    let old = read(name);
    let mut new = old.clone();
    let mut marks: Vec<(String, String)> = Vec::new();
    for line in lines.filter(|line| !line.is_empty()) {
        let (verb, rest) = line.split_once(' ').unwrap();
        let rest = rest.replace("\\n", "\n").replace('␣', " ");
        let two = || rest.split_once(" > ").unwrap_or_else(|| panic!("{line}"));
        match verb {
            "replace" => new = replaced(&new, two().0, two().1),
            "cut" => new = replaced(&new, &rest, ""),
            "line" => new = with_line_moved(&new, two().0, two().1),
            "mark" => marks.push((rest, String::new())),
            "want" => marks.last_mut().unwrap().1 = rest,
            _ => panic!("{line}"),
        }
    }
    let (old, new) = (document(name, &old), document(name, &new));
    let case = |(mark, want): (String, String)| {
        let (want, belief) = match want.strip_prefix("likely ") {
            Some(want) => (want, Belief::Doubted),
            None => (want.as_str(), Belief::Due),
        };
        Case {
            kind: kind.to_owned(),
            name: format!("{name} by hand"),
            mark: only(&old, &mark).unwrap_or_else(|| panic!("{name} has one “{mark}”")),
            want: wanted(&new, &mark, want),
            belief,
            old: old.clone(),
            new: new.clone(),
        }
    };
    marks.into_iter().map(case).collect()
}

fn replaced(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "“{from}” stands once");
    text.replace(from, to)
}

/// The line that begins with `moved` behind the one that begins with `behind`.
fn with_line_moved(text: &str, moved: &str, behind: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let at = |lines: &[&str], start: &str| {
        lines.iter().position(|line| line.starts_with(start)).unwrap_or_else(|| panic!("{start}"))
    };
    let line = lines.remove(at(&lines, moved));
    let to = if behind == "^" { 0 } else { at(&lines, behind) + 1 };
    lines.insert(to, line);
    lines.join("\n") + "\n"
}

fn wanted(
    new: &danhuang::document::Document,
    mark: &str,
    want: &str,
) -> Option<danhuang::text::Span<danhuang::text::Clean>> {
    if want == "none" {
        return None;
    }
    let want = if want == "same" { mark } else { want };
    let Some((before, rest)) = want.split_once('‹') else {
        return Some(only(new, want).unwrap_or_else(|| panic!("one “{want}”")));
    };
    let (words, after) = rest.split_once('›').unwrap();
    let all = only(new, &format!("{before}{words}{after}")).unwrap_or_else(|| panic!("{want}"));
    let start = all.start.index() + before.len();
    Some((start..start + words.len()).into())
}
