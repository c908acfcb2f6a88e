//! How the two sides of a broken line meet: with a space, as words do, or with nothing between, as what a width cut
//! through does: 12.35%.
//!
//! Which lines go together is not said here.

use std::ops::Range;

use crate::text::chars::{is_cjk_mark, is_hangul, is_wide};

/// Two lines that go together.
#[derive(Clone, Copy)]
pub(super) struct Seam<'a> {
    /// The first, without its line ending.
    pub(super) line: &'a str,
    /// How wide it is, in half-widths, without white space at its end.
    pub(super) width: usize,
    /// The second.
    pub(super) next: &'a str,
}

/// What takes the place of a line ending and what is around it.
pub(super) struct Joint {
    /// How many bytes at the end of the first line go.
    pub(super) n_before: usize,
    /// How many at the beginning of the second.
    pub(super) n_behind: usize,
    /// What stands there instead.
    pub(super) with: &'static str,
}

/// The width at which the lines of a Chinese text were cut, through words and numbers as well; none if they were broken
/// between words, so that lines before a word that did not fit are shorter.
pub(super) fn cut_width<'a>(seams: impl Iterator<Item = Seam<'a>>) -> Option<usize> {
    let (mut widths, mut before_words) = (Vec::new(), Vec::new());
    for seam in seams.filter(|seam| seam.is_chinese()) {
        widths.push(seam.width);
        let begins_word = seam.next.starts_with(|c: char| c.is_ascii_alphanumeric());
        if begins_word && !seam.has_gap() {
            before_words.push(seam.width);
        }
    }
    widths.sort_unstable();
    // One mark may hang behind the end of a line.
    let widest = *widths.get(widths.len().checked_sub(1)? * 19 / 20)?;
    let n_full = before_words.iter().filter(|width| **width >= widest).count();
    (n_full > 0 && n_full * 10 >= before_words.len() * 9).then_some(widest)
}

const fn is_letter(c: char) -> bool {
    !is_wide(c) && (c.is_ascii_alphanumeric() || !c.is_ascii())
}

impl Seam<'_> {
    /// Whether white space shows that the line was not cut through a word.
    fn has_gap(self) -> bool {
        self.line.trim_end_matches('\r').ends_with(char::is_whitespace)
            || self.next.starts_with(char::is_whitespace)
    }

    /// Whether it is of a text that has no spaces to break lines at.
    fn is_chinese(self) -> bool {
        self.line.contains(is_wide) || self.next.contains(is_wide)
    }

    /// How the lines meet, where whole lines of a text are `cut` at a width.
    pub(super) fn joint(self, cut: Option<usize>) -> Joint {
        let (body, behind) = (self.line.trim_end(), self.next.trim_start());
        let mut ends = body.chars().rev();
        let (last, before) = (ends.next().unwrap_or_default(), ends.next().unwrap_or_default());
        let first = behind.chars().next().unwrap_or_default();
        let is_through =
            cut.is_some_and(|widest| self.width >= widest) && !self.has_gap() && self.is_chinese();
        let is_hyphen =
            last == '-' && before.is_alphanumeric() && is_letter(before) && first.is_lowercase();
        let needs_none = is_through
            || [last, first].into_iter().any(needs_no_space)
            || is_closing(first)
            || matches!(last, '(' | '[');
        Joint {
            n_before: self.line.len() - body.len() + usize::from(is_hyphen && !is_through),
            n_behind: self.next.len() - behind.len(),
            with: if needs_none || is_hyphen { "" } else { " " },
        }
    }

    /// What the joint takes away, where the second line starts at `next_start` and the first at `start`.
    pub(super) fn range(self, joint: &Joint, start: usize, next_start: usize) -> Range<usize> {
        start + self.line.len() - joint.n_before..next_start + joint.n_behind
    }
}

const fn needs_no_space(c: char) -> bool {
    (is_wide(c) && !is_hangul(c)) || is_cjk_mark(c)
}

/// Whether a mark stands right behind what it closes.
const fn is_closing(c: char) -> bool {
    matches!(c, ',' | ';' | '!' | '?' | ')' | ']' | '%' | '‰' | '°' | '℃')
}
