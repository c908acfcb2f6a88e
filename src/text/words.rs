//! Where words begin and end: by the Unicode rules, and in Chinese by a dictionary.

use std::ops::Range;
use std::sync::LazyLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

/// Most bytes on either side that are looked at to find the words of a place.
const REACH: usize = 120;

static WORDS: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// The bytes of `text` at which words begin or end, growing, with its start and its end.
pub fn breaks(text: &str) -> impl Iterator<Item = usize> {
    WORDS.segment_str(text)
}

/// Whether `range` of `text` begins where a word begins and ends where one ends.
///
/// Words are cut within the clause that `range` stands in, so that the answer does not depend on how long
/// the text is.
pub fn are_whole(text: &str, range: &Range<usize>) -> bool {
    let floor = text.floor_char_boundary(range.start.saturating_sub(REACH));
    let ceiling = text.ceil_char_boundary(range.end.saturating_add(REACH).min(text.len()));
    let before = text.get(floor..range.start).unwrap_or_default();
    let start = before.rfind(is_divider).map_or(floor, |at| floor + at);
    let after = text.get(range.end..ceiling).unwrap_or_default();
    let end = after.find(is_divider).map_or(ceiling, |at| range.end + at);
    let (mut begins, mut ends) = (range.start == start, range.end == end);
    for at in breaks(text.get(start..end).unwrap_or_default()) {
        begins |= start + at == range.start;
        ends |= start + at == range.end;
    }
    begins && ends
}

/// Whether no word goes on across `c`.
fn is_divider(c: char) -> bool {
    c.is_whitespace() || crate::text::chars::is_cjk_mark(c)
}

#[cfg(test)]
mod tests {
    use super::are_whole;

    #[test]
    fn a_stretch_is_whole_if_no_word_goes_on_across_its_ends() {
        let cases = [
            ("推进⟦企业⟧复工复产", true),
            ("推进企⟦业复⟧工复产", false),
            ("a ⟦cat⟧, a dog", true),
            ("con⟦cat⟧enate", false),
            ("第⟦cat⟧章", true),
            ("⟦中国⟧", true),
            ("增长⟦98.2⟧%", true),
        ];
        for (marked, is_whole) in cases {
            let start = marked.find('⟦').unwrap();
            let end = marked.find('⟧').unwrap() - '⟦'.len_utf8();
            let text = marked.replace(['⟦', '⟧'], "");
            assert_eq!(are_whole(&text, &(start..end)), is_whole, "{marked}");
        }
    }
}
