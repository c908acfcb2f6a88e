//! The list of rules, in the order in which they run. A rule is one file here and one line below.

mod bbcode;
mod boilerplate;
mod contents;
mod damage;
mod entities;
mod gloss;
mod glued;
mod hand;
mod invisible;
mod marks;
mod markup;
mod mojibake;
mod punctuation;
mod radicals;
mod records;
mod repeats;
mod script;
mod seam;
mod space;
mod spread;
mod stops;
mod stray;
mod tags;
mod wrap;

use crate::clean::Rule;

/// How many rules at the head of the list only undo what a format or a wrong decoding did to the text.
pub(crate) const N_DECODING: usize = 5;

/// The id of the rule that converts the script.
pub(crate) const SCRIPT_ID: &str = script::RULE.id;

/// The id of the rule that takes readings away.
pub(crate) const GLOSS_ID: &str = gloss::RULE.id;

/// The id of the rule that joins broken lines.
pub(crate) const WRAP_ID: &str = wrap::RULE.id;

/// The id of the rule that takes away white space.
pub(crate) const SPACE_ID: &str = space::RULE.id;

/// The id of the rule that carries out what the reader ruled.
pub(crate) const HAND_ID: &str = hand::RULE.id;

/// All rules, in order.
pub(crate) const RULES: &[Rule] = &[
    markup::RULE,
    // Before what takes invisible characters away: to mojibake they are bytes.
    mojibake::RULE,
    invisible::RULE,
    entities::RULE,
    tags::RULE,
    radicals::RULE,
    // Before all that read words.
    spread::RULE,
    damage::RULE,
    gloss::RULE,
    // Before the rules that read lines: the junk would hide what they look for.
    marks::RULE,
    repeats::RULE,
    contents::RULE,
    boilerplate::RULE,
    wrap::RULE,
    glued::RULE,
    punctuation::RULE,
    space::RULE,
    // Last of these, since it makes the most edits: no later rule has to carry them on.
    script::RULE,
    // But the reader has the last word.
    hand::RULE,
];
