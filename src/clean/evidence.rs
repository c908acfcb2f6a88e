//! What the whole document says, gathered once and given to every rule.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::clean::gloss::{self, GlossEvidence, Glossed};
use crate::clean::{CleanOptions, ScriptChoice};
use crate::text::chars::is_wide;
use crate::text::radicals;
use crate::text::script::{self, Script};
use crate::text::{Census, Hint, Source};

/// What the rules know beside the text before them.
pub struct Evidence<'a> {
    /// What the document is written in.
    pub script: Script,
    /// How many characters may be converted to Simplified.
    pub(crate) n_convertible: usize,
    /// How many radicals the text has, and doubles of ideographs.
    pub(crate) n_radicals: usize,
    /// Whether it has about as many spaces as Chinese characters.
    pub(crate) is_spaced: bool,
    /// The script the reader wants.
    pub choice: ScriptChoice,
    /// Whether readings were put in behind characters, and how.
    pub gloss: GlossEvidence,
    /// The single characters that carry a reading.
    pub(crate) glossed: FxHashMap<char, Glossed>,
    /// What the format says of the source.
    pub hints: &'a [Hint<Source>],
    /// What the reader changed by hand, in the text before the rule: where, and what is to stand there.
    pub by_hand: Vec<(Range<usize>, String)>,
    /// The stanzas of the text before the rule that joins lines, in order.
    pub(crate) stanzas: Vec<Range<usize>>,
    /// The tables of the text before the rule that takes white space away, in order, as the format names them.
    pub(crate) tables: Vec<Range<usize>>,
    /// The readings that were taken out of the text before the rule, in order, where its lines are short.
    pub(crate) taken_readings: Vec<TakenReading>,
}

/// A reading, or the part of one in one line, that stood in the text until it was taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TakenReading {
    /// Where it stood, in bytes of the text as it now is.
    pub(crate) at: usize,
    /// How many characters it had.
    pub(crate) n_chars: usize,
    /// How many of them take the room of two.
    pub(crate) n_wide: usize,
}

impl TakenReading {
    pub(crate) fn new(at: usize, text: &str) -> Self {
        let n_wide = text.chars().filter(|c| is_wide(*c)).count();
        Self { at, n_chars: text.chars().count(), n_wide }
    }
}

fn count(census: &Census, is_one: impl Fn(char) -> bool) -> usize {
    census.iter().filter(|(c, _)| is_one(*c)).map(|(_, count)| count as usize).sum()
}

impl<'a> Evidence<'a> {
    /// What is known before the text was looked at.
    pub(crate) fn of_the_format(hints: &'a [Hint<Source>], options: &CleanOptions) -> Self {
        let gloss = GlossEvidence::default();
        let (by_hand, stanzas, tables) = (Vec::new(), Vec::new(), Vec::new());
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
            stanzas,
            tables,
            taken_readings: Vec::new(),
        }
    }

    /// Gathers it from the text, decoded as it was meant.
    pub(crate) fn gather(source: &str, hints: &'a [Hint<Source>], options: &CleanOptions) -> Self {
        let census = Census::new(source);
        let tally = gloss::tally(source);
        Self {
            script: script::detect(&census, || script::quoted(source).collect()),
            n_convertible: script::convertible(&census),
            n_radicals: count(&census, |c| {
                radicals::is_radical(c) || radicals::is_compatibility(c)
            }),
            is_spaced: (census.n_han() * 2 / 3..census.n_han() * 2).contains(&census.count(' ')),
            choice: options.script,
            gloss: gloss::weigh(source, &tally, &census),
            glossed: tally.characters.types,
            hints,
            by_hand: Vec::new(),
            stanzas: Vec::new(),
            tables: Vec::new(),
            taken_readings: Vec::new(),
        }
    }

    /// Whether the text is Chinese, so that Chinese punctuation is right in it.
    pub(crate) fn is_chinese(&self) -> bool {
        matches!(self.script, Script::Simplified | Script::Traditional | Script::Cantonese)
    }
}
