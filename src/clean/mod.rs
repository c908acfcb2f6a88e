//! Row 1: takes away what is not the article's, and can put every character back.

use crate::text::{Clean, EditMap, Hint, Source, Span, Text};

/// Which script the reader wants to see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ScriptChoice {
    /// Simplified, if the document is Chinese in Traditional characters.
    #[default]
    Simplified,
    /// Proper Traditional, by way of Simplified.
    Traditional,
    /// As the file has it.
    Keep,
}

/// What the reader chose for one document's cleaning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CleanOptions {
    /// The script to show.
    pub script: ScriptChoice,
    /// Ids of rules that are switched off.
    pub rules_off: Vec<String>,
    /// Stretches of the source that no edit may touch.
    pub kept: Vec<Span<Source>>,
}

/// A rule's place in the list of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RuleIndex(pub u8);

/// One application of one rule; the strings are read from the texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Which rule.
    pub rule: RuleIndex,
    /// What it changed in the source.
    pub from: Span<Source>,
    /// What stands there now.
    pub to: Span<Clean>,
}

/// A cleaned text and how it came about.
#[derive(Clone, Debug)]
pub struct Cleaned {
    /// What the reader sees: one paragraph a line.
    pub text: Text<Clean>,
    /// From the source to it.
    pub map: EditMap<Source, Clean>,
    /// Every rule's edits, in source order.
    pub log: Vec<Applied>,
}

/// Cleans `source` by the list of rules; never fails.
pub fn clean(source: &Text<Source>, hints: &[Hint<Source>], options: &CleanOptions) -> Cleaned {
    let _ = (hints, options);
    Cleaned { text: Text::new(source.as_str()), map: EditMap::identity(), log: Vec::new() }
}

/// Undoes the cleaning: the source, from the cleaned text and what each edit stood for.
pub fn restore(source: &Text<Source>, cleaned: &Cleaned) -> String {
    let mut text = cleaned.text.as_str().to_owned();
    for edit in cleaned.map.edits().iter().rev() {
        text.replace_range(edit.to.range(), source.get(edit.from));
    }
    text
}
