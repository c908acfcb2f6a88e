//! The list of rules, in the order in which they run. A rule is one file here and one line below.

mod boilerplate;
mod damage;
mod gloss;
mod invisible;
mod markup;
mod punctuation;
mod script;
mod space;

use crate::clean::Rule;

/// All rules, in order.
pub(crate) const RULES: &[Rule] = &[
    markup::RULE,
    invisible::RULE,
    damage::RULE,
    gloss::RULE,
    boilerplate::RULE,
    script::RULE,
    punctuation::RULE,
    space::RULE,
];
