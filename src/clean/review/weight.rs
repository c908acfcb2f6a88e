//! How much a cleaning took away, and whether a person should look at it.

use crate::clean::patch::meets;
use crate::clean::review::{RuleKind, applied, n_shown};
use crate::clean::{Cleaned, RuleIndex, rules};
use crate::text::chars::has_more_chars;
use crate::text::numbering::{Numbering, numbering};
use crate::text::{Source, Text};

/// A larger share of the text than this, in thousandths, is looked at.
const MUCH: usize = 150;
/// Fewer characters than these are never much.
const LEAST_CHARS: usize = 60;
/// Letters of an article that is surely one: of a page with fewer left it is told how much went.
const LEAST_KEPT: usize = 200;
/// Longest line that may be a heading, in characters.
const HEADING_CHARS: usize = 30;

/// How much was taken away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weight {
    /// Characters of the file that can be seen.
    pub n_chars: usize,
    /// How many of them were taken away.
    pub n_taken: usize,
    /// How many of those are letters and Chinese characters that stood in words and lines, not in readings that a
    /// machine put in.
    pub n_words: usize,
    /// Whether a line that looks like a heading was taken away.
    pub takes_heading: bool,
}

impl Weight {
    pub(super) fn new(source: &Text<Source>, cleaned: &Cleaned, taken: &[u32]) -> Self {
        let mut weight = Self { n_chars: n_shown(source.as_str()), ..Self::default() };
        for edit in cleaned.map.edits() {
            let (before, after) = (source.get(edit.from), cleaned.text.get(edit.to));
            weight.n_taken += n_shown(before).saturating_sub(n_shown(after));
        }
        let glosses = rules().iter().position(|rule| rule.kind() == RuleKind::Glosses);
        let glosses = glosses.map_or(0..0, |index| cleaned.log.of(RuleIndex(index as u8)));
        let mut kept = cleaned.text.as_str().chars().filter(|c| c.is_alphanumeric());
        let is_page = kept.nth(LEAST_KEPT - 1).is_some();
        for index in taken {
            let Some(piece) = applied(cleaned, *index) else { continue };
            let (from, rule) = (piece.from, piece.rule.rule());
            // The headings of a printed list of contents stand in the text as well; and nobody has to be told
            // what they took away themselves.
            if rule.id == "contents" || rule.is_by_hand() {
                continue;
            }
            // Nor is anybody surprised that most of a saved page is its site's.
            if is_page && meets(&cleaned.site, &from.range(), |line| line.range()) {
                continue;
            }
            let line = source.get(from);
            let glosses = cleaned.log.within(cleaned.log.behind(glosses.clone(), from.start));
            let inside = glosses.map(|gloss| gloss.from).take_while(|gloss| gloss.end <= from.end);
            let readings: usize = inside.map(|gloss| letters(source.get(gloss))).sum();
            weight.n_words += letters(line).saturating_sub(readings);
            // What comes again and again stays where it stands first.
            weight.takes_heading |= rule.id != "repeats" && is_heading(line.trim());
        }
        weight
    }

    /// How much of the text was taken away, in thousandths.
    pub fn per_mille(&self) -> usize {
        self.n_taken * 1000 / self.n_chars.max(1)
    }

    /// Whether so much was taken away, or such a thing, that a person should look at it. Readings that a machine
    /// put in and white space do not count: a page is full of them and none is missed.
    pub fn is_unusual(&self) -> bool {
        let is_much =
            self.n_words >= LEAST_CHARS && self.n_words * 1000 > self.n_chars.max(1) * MUCH;
        is_much || self.takes_heading
    }
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// A short line that is numbered as chapters are.
fn is_heading(line: &str) -> bool {
    let is_short = !has_more_chars(line, HEADING_CHARS);
    is_short && numbering(line).is_some_and(|(kind, _)| kind <= Numbering::HanInParentheses)
}
