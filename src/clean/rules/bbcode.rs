//! Tags of forums that were left in a text: `[b]`, `[color=red]`, `[/url]`.
//!
//! Only those that come in pairs are tags: `a[i]` of a program is none.

use std::ops::Range;

/// The names of tags, those first that a line ends at.
const NAMES: [&str; 14] = [
    "p",
    "quote",
    "align",
    "indent",
    "b",
    "i",
    "u",
    "s",
    "color",
    "backcolor",
    "size",
    "font",
    "url",
    "email",
];
/// How many of them end a line.
const N_BREAKING: usize = 4;
/// Longest tag, in bytes.
const MOST_BYTES: usize = 300;
/// Fewest pairs.
const LEAST_PAIRS: usize = 2;
/// Words of texts about them.
const ABOUT_TAGS: &[&str] = &["BBCode", "bbcode", "BBcode", "UBB", "标签", "標籤", "[code"];

/// A tag in the text, and whether a line ends there.
pub(super) type ForumTag = (Range<usize>, bool);

/// The tags of forums in `text`, in order; none for a text that speaks of them.
pub(super) fn tags(text: &str) -> Vec<ForumTag> {
    let mut open: [Vec<Range<usize>>; NAMES.len()] = Default::default();
    let mut tags: Vec<ForumTag> = Vec::new();
    for start in memchr::memchr_iter(b'[', text.as_bytes()) {
        let Some((name, is_end, range)) = tag_at(text, start) else { continue };
        let waiting = &mut open[name];
        if !is_end {
            waiting.push(range);
        } else if let Some(first) = waiting.pop() {
            tags.extend([first, range].map(|range| (range, name < N_BREAKING)));
        }
    }
    let speaks_of_them = || {
        ABOUT_TAGS
            .iter()
            .any(|word| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some())
    };
    if tags.len() < LEAST_PAIRS * 2 || speaks_of_them() {
        return Vec::new();
    }
    tags.sort_unstable_by_key(|(range, _)| range.start);
    tags
}

/// The name's place in the list, whether it is an end, and the place of the tag that opens at `start`.
fn tag_at(text: &str, start: usize) -> Option<(usize, bool, Range<usize>)> {
    let bytes = text.as_bytes().get(start + 1..)?;
    let length =
        bytes.iter().take(MOST_BYTES).position(|byte| matches!(byte, b']' | b'[' | b'\n'))?;
    if bytes.get(length) != Some(&b']') {
        return None;
    }
    let inner = text.get(start + 1..start + 1 + length)?;
    let (is_end, inner) = match inner.strip_prefix('/') {
        Some(inner) => (true, inner),
        None => (false, inner),
    };
    let name = inner.split('=').next().unwrap_or_default();
    let is_whole = !is_end || name.len() == inner.len();
    let known = NAMES.iter().position(|known| name.eq_ignore_ascii_case(known));
    Some((known.filter(|_| is_whole)?, is_end, start..start + length + 2))
}
