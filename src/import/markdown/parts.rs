//! Where a long Markdown text can be cut so that its parts, each read by itself, say what the whole does.
//!
//! A border lies behind a line with words and an empty one, and before a line that is not indented and begins with a
//! letter, `#` or a character beyond ASCII: so no list, quote, table, note or indented code goes on behind it, nor does
//! it matter to an item without words what follows. Fenced code and HTML may go on;
//! here it is only guessed whether a border lies in them, and who reads the part before it sees. What is said in one
//! place of the text of all others are the addresses that links are given by name, and notes: a text with these stays
//! whole.

use std::ops::Range;

use memchr::{memchr_iter, memmem};

/// The parts of a text, each of at least so many bytes where there are several.
pub(super) fn parts(text: &str, n_bytes: usize) -> Vec<Range<usize>> {
    if text.len() < 2 * n_bytes || memmem::find(text.as_bytes(), b"]:").is_some() {
        return whole(text);
    }
    let mut parts = Vec::new();
    let mut start = 0;
    while let Some(end) = border(text.as_bytes(), start, n_bytes) {
        parts.push(start..end);
        start = end;
    }
    parts.push(start..text.len());
    parts
}

/// The text as its only part.
fn whole(text: &str) -> Vec<Range<usize>> {
    std::iter::once(0..text.len()).collect()
}

/// The first border from `start + n_bytes` on that leaves as much behind it.
fn border(text: &[u8], start: usize, n_bytes: usize) -> Option<usize> {
    let from = start + n_bytes;
    let mut n_fences = n_fences(text.get(start..from)?);
    let sought = text.get(from..text.len().checked_sub(n_bytes)?)?;
    memchr_iter(b'\n', sought).map(|at| from + at + 1).find(|line| {
        let rest = text.get(*line..).unwrap_or_default();
        n_fences += usize::from(begins_fence(rest));
        n_fences.is_multiple_of(2)
            && is_behind_words(text.get(..*line).unwrap_or_default())
            && rest.first().is_some_and(|byte| begins_block(*byte))
    })
}

/// Lines that begin or end fenced code, as far as that is seen from one line.
fn n_fences(text: &[u8]) -> usize {
    let begins = |end: usize| text.get(end + 1..).is_some_and(begins_fence);
    memchr_iter(b'\n', text).filter(|end| begins(*end)).count() + usize::from(begins_fence(text))
}

fn begins_fence(line: &[u8]) -> bool {
    line.starts_with(b"```") || line.starts_with(b"~~~")
}

/// Whether a text ends in a line with words and an empty one.
fn is_behind_words(text: &[u8]) -> bool {
    let above = text.strip_suffix(b"\n\n").or_else(|| text.strip_suffix(b"\n\r\n"));
    let line = above.map(|above| above.rsplit(|byte| *byte == b'\n').next().unwrap_or_default());
    // One letter alone may be the cross of a box.
    let is_word = |pair: &[u8]| pair.iter().all(u8::is_ascii_alphabetic);
    line.is_some_and(|line| !line.is_ascii() || line.windows(2).any(is_word))
}

/// Whether a line that begins so begins a block that is in no other.
const fn begins_block(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'#' || !byte.is_ascii()
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use proptest::collection::vec;
    use proptest::prelude::{ProptestConfig, Strategy, prop_assert, prop_assert_eq, proptest};
    use proptest::sample::select;

    use super::{parts, whole};
    use crate::import::markdown::hints_of;
    use crate::text::{Alone, Hint, HintKind, PicturePlace, Source};

    const PIECES: &[&str] = &[
        "# 一节",
        "湖边的**书店**开了。",
        "well *known* `a",
        "b` <b>c</b>",
        "```",
        "~~~",
        "~~~~",
        "``` rust",
        "    indented",
        "\tindented",
        "- 一项",
        "  - 二项",
        "1. one",
        "2) two",
        "-",
        "*",
        "> quoted",
        ">",
        "> ```",
        "- ```",
        "  ```",
        "<!-- open",
        "close -->",
        "<script>",
        "</script>",
        "<div>",
        "</div>",
        "<pre>",
        "</pre>",
        "<?php",
        "?>",
        "<![CDATA[",
        "]]>",
        "| a | b |",
        "|---|:-:|",
        "a | b",
        "--- | ---",
        "1 | 2 | 3",
        "===",
        "---",
        "***",
        "[a][b]",
        "[b]",
        "![p](data:image/gif;base64,R0lGODlhAQABAAAAACw=)",
        "![](x.png)",
        "[^1]",
        "a  ",
        "b\\",
        "”",
        "“啊",
        "\u{3000}\u{3000}第一段",
        "\u{a0}",
        "- [ ] todo",
        "&amp; \\* &#0;",
        "a\u{0}b",
        "<a",
        "href='x'>",
        "  x",
        "***bold",
        "em* and**",
        "~~gone~~",
        "http://a.b",
        "\u{feff}",
        "\r",
        "#",
        "####### seven",
        "[b]: /x",
        "[^1]: note",
    ];
    const GAPS: &[&str] =
        &["\n", "\n\n", "\n\n", "\n\n\n", "\r\n", "\r\n\r\n", "\n \n", "\n\t\n", " "];

    fn text() -> impl Strategy<Value = String> {
        // Names that are said elsewhere keep a text whole, so most do without.
        let pieces = select(&PIECES[..PIECES.len() - 2]);
        let pieces = vec((pieces, select(GAPS)), 0..40);
        let named = proptest::option::weighted(0.1, select(&PIECES[PIECES.len() - 2..]));
        (pieces, named).prop_map(|(pieces, named)| {
            let text: String = pieces.into_iter().flat_map(|(piece, gap)| [piece, gap]).collect();
            text + named.unwrap_or_default()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

        #[test]
        fn the_parts_of_a_text_say_what_the_whole_says(text in text(), n_bytes in 1_usize..40) {
            let cut = parts(&text, n_bytes);
            prop_assert_eq!(cut.iter().map(|part| text.get(part.clone()).unwrap()).collect::<String>(), text.as_str());
            let told = hints_of(&text, &whole(&text), &Alone);
            prop_assert!(told.0.is_sorted_by_key(|hint| (hint.span.start, Reverse(hint.span.end))));
            prop_assert_eq!(hints_of(&text, &cut, &Alone), told);
        }
    }

    #[test]
    fn an_item_without_words_is_not_parted_from_what_follows() {
        for text in ["a\n\n-\n\n# b\n\nc", "a\n\n- [ ]\n\nb", "a\n\n> 1.\n\n\nb\n\nc"] {
            let cut = parts(text, 1);
            assert_eq!(hints_of(text, &cut, &Alone), hints_of(text, &whole(text), &Alone));
        }
    }

    #[test]
    fn what_is_known_only_at_the_end_of_a_long_paragraph_stands_at_its_start() {
        let pixel =
            "![](data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7)";
        let text = format!("a {}{pixel} b  \nc\n\n{pixel}", "*b* ".repeat(100));
        let (hints, pictures) = hints_of(&text, &whole(&text), &Alone);
        let verse = hints.iter().position(|hint| hint.kind == HintKind::Verse);
        let shown =
            |hint: &&Hint<Source>| matches!(hint.kind, HintKind::Picture(PicturePlace::Inside(0)));
        assert_eq!((verse, hints.iter().filter(shown).count(), pictures.len()), (Some(0), 2, 1));
        assert!(hints.is_sorted_by_key(|hint| (hint.span.start, Reverse(hint.span.end))));
    }

    #[test]
    fn a_long_text_is_cut_but_not_in_its_code_nor_where_names_lead_elsewhere() {
        let section = "## 一节\n\n一段。\n\n```\ncode\n\nmore\n```\n\n- 一项\n\n  其二\n\n";
        let text = section.repeat(100);
        let cut = parts(&text, 200);
        assert!(cut.len() > 20);
        assert!(cut.iter().all(|part| !text.get(part.clone()).unwrap().starts_with("more")));
        assert_eq!(parts(&(text + "[b]: /x"), 200).len(), 1);
    }
}
