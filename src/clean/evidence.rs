//! What the whole document says, gathered once and given to every rule.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::clean::gloss::{self, GlossEvidence};
use crate::clean::{CleanOptions, ScriptChoice};
use crate::text::radicals;
use crate::text::script::{self, Script};
use crate::text::{Census, Hint, Source};

/// What the rules know beside the text before them.
pub struct Evidence<'a> {
    /// What the document is written in.
    pub script: Script,
    /// How many characters may be converted to Simplified.
    pub(crate) n_convertible: usize,
    /// How many radicals the text has.
    pub(crate) n_radicals: usize,
    /// Whether it has about as many spaces as Chinese characters.
    pub(crate) is_spaced: bool,
    /// The script the reader wants.
    pub choice: ScriptChoice,
    /// Whether readings were put in behind characters, and how.
    pub gloss: GlossEvidence,
    /// The characters that carry a reading, and how often.
    pub(crate) glossed: FxHashMap<char, usize>,
    /// What the format says of the source.
    pub hints: &'a [Hint<Source>],
    /// What the reader changed by hand, in the text before the rule: where, and what is to stand there.
    pub by_hand: Vec<(Range<usize>, String)>,
}

fn count(census: &Census, is_one: impl Fn(char) -> bool) -> usize {
    census.iter().filter(|(c, _)| is_one(*c)).map(|(_, count)| count as usize).sum()
}

impl<'a> Evidence<'a> {
    /// What is known before the text was looked at.
    pub(crate) fn of_the_format(hints: &'a [Hint<Source>], options: &CleanOptions) -> Self {
        let gloss = GlossEvidence::default();
        let by_hand = Vec::new();
        Self {
            script: Script::Other,
            n_convertible: 0,
            n_radicals: 0,
            is_spaced: false,
            choice: options.script,
            gloss,
            glossed: FxHashMap::default(),
            hints,
            by_hand,
        }
    }

    /// Gathers it from the text, decoded as it was meant.
    pub(crate) fn gather(source: &str, hints: &'a [Hint<Source>], options: &CleanOptions) -> Self {
        let census = Census::new(source);
        let tally = gloss::tally(source);
        Self {
            script: script::detect(&census, || script::quoted(source).collect()),
            n_convertible: script::convertible(&census),
            n_radicals: count(&census, radicals::is_radical),
            is_spaced: (census.n_han() * 2 / 3..census.n_han() * 2).contains(&census.count(' ')),
            choice: options.script,
            gloss: gloss::weigh(&tally, &census),
            glossed: tally.glossed,
            hints,
            by_hand: Vec::new(),
        }
    }

    /// Whether the text is Chinese, so that Chinese punctuation is right in it.
    pub(crate) fn is_chinese(&self) -> bool {
        matches!(self.script, Script::Simplified | Script::Traditional | Script::Cantonese)
    }
}
