//! The fields above a text: marks, but for a title that the text does not have otherwise.

use crate::import::Picture;
use crate::text::{FrontMatter, Hint, HintKind, Source, Span, Workers};

/// The hints of a plain text.
pub(super) fn text_hints(text: &str, _: &dyn Workers) -> (Vec<Hint<Source>>, Vec<Picture>) {
    (hints(text).0, Vec::new())
}

/// The hints of the fields above a text, in order, and where the text begins, in bytes.
pub(super) fn hints(text: &str) -> (Vec<Hint<Source>>, usize) {
    let Some(found) = FrontMatter::of(text) else { return (Vec::new(), 0) };
    let body = text.get(found.end..).unwrap_or_default();
    let title = found.field(&["title", "标题", "题目"]);
    let name = title.as_ref().and_then(|title| text.get(title.clone())).unwrap_or_default();
    let title = title.clone().filter(|_| !shows(body, name));
    let mut hints = Vec::new();
    let mut mark = |from: usize, to: usize| {
        if from < to {
            hints.push(Hint { span: Span::new(from, to), kind: HintKind::Markup });
        }
    };
    for line in &found.lines {
        match title.as_ref().filter(|title| line.contains(&title.start)) {
            Some(title) => {
                mark(line.start, title.start);
                mark(title.end, line.end);
            }
            None => mark(line.start, line.end),
        }
    }
    hints.extend(
        title.map(|title| Hint {
            span: Span::new(title.start, title.end),
            kind: HintKind::Heading(1),
        }),
    );
    if !name.is_empty() {
        hints.push(Hint { span: Span::new(0, 0), kind: HintKind::Name(name.to_owned()) });
    }
    hints.sort_by_key(|hint| (hint.span.start, std::cmp::Reverse(hint.span.end)));
    (hints, found.end)
}

/// Whether one of the highest headings of a text says what its title does; of several none is the title else.
fn shows(body: &str, title: &str) -> bool {
    let bare = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let title = bare(title);
    let mut highest = body.lines().filter_map(|line| line.strip_prefix("# ")).map(bare);
    let (first, second) = (highest.next(), highest.next());
    let is_like = |words: &String| words.contains(&title) || title.contains(words.as_str());
    // A single one is the title as the author has it, whatever the field says.
    first.as_ref().is_some_and(|first| is_like(first) || second.is_none())
}
