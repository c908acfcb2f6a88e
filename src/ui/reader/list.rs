//! What stands before the items of a list. The format's marks are no text, so they are read from the file.

use std::borrow::Cow;

use crate::document::{BlockKind, Document};
use crate::text::Span;
use crate::ui::reader::model::Piece;

/// What stands before an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marker {
    /// A dot, a ring or a square, by its depth.
    Bullet,
    /// Its number.
    Number(u32),
}

impl Marker {
    /// An item's text for those who hear it.
    pub(crate) fn said(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Bullet => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(format!("{number}. {text}")),
        }
    }
}

/// Says of each item what stands before it.
pub(crate) fn mark(pieces: &mut [Piece], document: &Document) {
    let (clean, source) = (&document.cleaned.text, &document.imported.text);
    let is_item = |piece: &&mut Piece| piece.kind == BlockKind::ListItem && !piece.is_continued;
    for piece in pieces.iter_mut().filter(is_item) {
        let Some(first) = clean.get(piece.span).chars().next() else { continue };
        let start = piece.span.start.index();
        let at = document.source_from_clean(Span::new(start, start + first.len_utf8())).end.index();
        let before = source.as_str().get(..at).unwrap_or_default();
        let line = before.rfind('\n').map_or(0, |end| end + 1);
        piece.marker = before.get(line..).and_then(marker);
    }
}

/// The mark that a line of Markdown starts with.
fn marker(line: &str) -> Option<Marker> {
    let line = line.trim_start_matches([' ', '\t', '>']);
    let n_digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at_checked(n_digits)?;
    let (mark, rest) = match rest.strip_prefix(['.', ')']) {
        Some(rest) if n_digits > 0 => (Marker::Number(number.parse().ok()?), rest),
        _ => (Marker::Bullet, rest.strip_prefix(['-', '*', '+'])?),
    };
    let rest = rest.strip_prefix([' ', '\t'])?.trim_start();
    // A box is text, and takes the mark's place.
    let is_task = matches!(rest.get(..3), Some("[ ]" | "[x]" | "[X]"));
    (!is_task).then_some(mark)
}

#[cfg(test)]
mod tests {
    use super::{Marker, marker};

    #[test]
    fn the_marks_of_markdown_are_known() {
        let cases = [
            ("- 甲", Some(Marker::Bullet)),
            ("  * **甲", Some(Marker::Bullet)),
            ("> 12. 甲", Some(Marker::Number(12))),
            ("3) 甲", Some(Marker::Number(3))),
            ("- [x] 甲", None),
            ("1. [ ] 甲", None),
            ("第二段", None),
            ("-甲", None),
            ("2020", None),
        ];
        for (line, wanted) in cases {
            assert_eq!(marker(line), wanted, "{line}");
        }
    }
}
