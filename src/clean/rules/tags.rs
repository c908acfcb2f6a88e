//! Tags of web pages and forums that were left in a text: `<br/>`, `<p>`, `<strong>`, `[b]`.
//!
//! It reads no page: a file that is one is read as one. A text about pages keeps its tags.

use crate::clean::rules::bbcode;
use crate::clean::{Evidence, Patch, Rule};
use crate::text::Bilingual;

pub(super) const RULE: Rule = Rule {
    id: "tags",
    name: Bilingual::new("网页标签", "Web tags"),
    does: Bilingual::new(
        "去掉留在文字里的网页和论坛标签，如 <br/>、<p>、[b]…[/b]，该换行的地方换行；全文有三处才算",
        "takes away tags of web pages and forums that were left in the text, as <br/>, <p> and [b]…[/b], and breaks lines where they did; if the text has three of them",
    ),
    never: Bilingual::new(
        "讲网页写法的文章里的标签，代码，上下标",
        "tags in a text about web pages, code, raised and lowered characters",
    ),
    apply,
};

/// Fewest tags.
const LEAST: usize = 3;
/// Longest tag, in bytes.
const MOST_BYTES: usize = 300;

/// Tags that break the line.
const BREAKING: &[&str] = &["br", "p", "div"];
/// Tags that do not.
const WITHIN: &[&str] = &["strong", "b", "em", "i", "u", "span", "font", "center", "o:p"];
/// Tags that only whole pages have, or pieces of code.
const OF_PAGES: &[&str] =
    &["html", "head", "body", "script", "style", "meta", "form", "input", "!doctype"];
/// What stands behind a tag that is spoken of.
const SPEAKING: &[&str] = &["标签", "标记", "元素", "tag", "element"];
/// Words of texts about pages.
const ABOUT_PAGES: &[&str] = &["HTML", "html", "CSS", "标签"];

/// A tag in the text.
struct Tag {
    start: usize,
    end: usize,
    breaks: bool,
}

fn apply(text: &str, _evidence: &Evidence<'_>, patch: &mut Patch<'_>) {
    let mut tags = tags(text).unwrap_or_default();
    let of_forums = bbcode::tags(text).into_iter();
    tags.extend(of_forums.map(|(range, breaks)| Tag {
        start: range.start,
        end: range.end,
        breaks,
    }));
    tags.sort_unstable_by_key(|tag| tag.start);
    // Where the last break ended.
    let mut broken = 0;
    for tag in tags {
        // Beside a line ending it breaks no line, and beside another break none more.
        let before = text.get(broken..tag.start).unwrap_or_default();
        let behind = text.get(tag.end..).unwrap_or_default();
        let is_at_edge = is_at_start(before) || is_at_end(behind);
        let with = if tag.breaks && !is_at_edge { "\n" } else { "" };
        patch.replace(tag.start..tag.end, with);
        if tag.breaks {
            broken = tag.end;
        }
    }
}

fn is_at_start(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\t', '\u{3000}']);
    before.is_empty() || before.ends_with('\n')
}

fn is_at_end(behind: &str) -> bool {
    let behind = behind.trim_start_matches([' ', '\t']);
    behind.is_empty() || behind.starts_with(['\n', '\r'])
}

/// The tags of a text that was a page; none for a text that speaks of tags.
fn tags(text: &str) -> Option<Vec<Tag>> {
    let mut tags = Vec::new();
    for start in memchr::memchr_iter(b'<', text.as_bytes()) {
        let Some(inner) = inner(text, start) else { continue };
        let end = start + inner.len() + 2;
        let inner = inner.trim_start_matches('/');
        let (name, rest) = inner.split_at(inner.find([' ', '/', '\t']).unwrap_or(inner.len()));
        let name = name.to_ascii_lowercase();
        // Of a < b and b > c the rest is no attribute.
        let is_whole = rest.trim_matches([' ', '/', '\t']).is_empty() || rest.contains('=');
        let is_of = |names: &[&str]| is_whole && names.contains(&name.as_str());
        let breaks = is_of(BREAKING);
        if is_of(OF_PAGES) {
            return None;
        }
        if breaks || is_of(WITHIN) {
            if is_spoken_of(text, start, end) {
                return None;
            }
            tags.push(Tag { start, end, breaks });
        }
    }
    let is_about_pages = || {
        let has = |word: &&str| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some();
        ABOUT_PAGES.iter().any(has)
    };
    (tags.len() >= LEAST && !is_about_pages()).then_some(tags)
}

/// What stands between the angle brackets from `start`, in one line.
fn inner(text: &str, start: usize) -> Option<&str> {
    let bytes = text.as_bytes().get(start + 1..)?;
    let length =
        bytes.iter().take(MOST_BYTES).position(|byte| matches!(byte, b'>' | b'<' | b'\n'))?;
    let inner = text.get(start + 1..start + 1 + length)?;
    (bytes.get(length) == Some(&b'>')).then_some(inner)
}

/// Whether the tag is named in a sentence: in quotation marks, between spaces, or before the word for it.
fn is_spoken_of(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    let behind = text.get(end..).unwrap_or_default();
    let is_quoted = before.ends_with(['“', '"', '`', '\'', '「', '‘'])
        && behind.starts_with(['”', '"', '`', '\'', '」', '’']);
    let is_apart =
        before.ends_with(' ') && behind.starts_with([' ', '，', '、', '。']) && !is_at_end(behind);
    is_quoted
        || is_apart
        || SPEAKING.iter().any(|word| behind.trim_start_matches(' ').starts_with(word))
}
