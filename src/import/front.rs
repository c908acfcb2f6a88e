//! The fields above a text: marks, but for a title that the text does not have otherwise.

use memchr::memmem;

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
    let has_title = body.starts_with("# ") || memmem::find(body.as_bytes(), b"\n# ").is_some();
    let title = found.field(&["title", "标题", "题目"]).filter(|_| !has_title);
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
    hints.sort_by_key(|hint| (hint.span.start, std::cmp::Reverse(hint.span.end)));
    (hints, found.end)
}
