//! Traditional characters, proper or machine-made, to the script the reader wants.

use crate::clean::{Evidence, Patch, Rule, ScriptChoice};
use crate::text::Bilingual;
use crate::text::script::{self, Script};

pub(super) const RULE: Rule = Rule {
    id: "script",
    name: Bilingual::new("字形", "Script"),
    does: Bilingual::new(
        "繁体或机器错转的繁体按词转成简体（複工→复工，鬆原→松原）；也可转成规范繁体",
        "turns Traditional, also where a machine chose wrong characters, into Simplified by words, or into proper Traditional",
    ),
    never: Bilingual::new(
        "日文、粤语，简体文章里引用的个别繁体字",
        "Japanese, Cantonese, a few Traditional characters quoted in a Simplified text",
    ),
    apply,
};

fn apply(text: &str, evidence: &Evidence<'_>, patch: &mut Patch<'_>) {
    match (evidence.choice, evidence.script) {
        (ScriptChoice::Simplified, Script::Traditional) => {
            patch.expect(evidence.n_convertible);
            script::to_simplified().convert(text, |at, from, to| put(patch, at, from, to));
        }
        (ScriptChoice::Traditional, Script::Traditional | Script::Simplified) => {
            to_traditional(text, patch);
        }
        _ => {}
    }
}

/// By way of Simplified, since a machine's wrong choices are undone only there.
fn to_traditional(text: &str, patch: &mut Patch<'_>) {
    let simplified = script::to_simplified().converted(text);
    let traditional = script::to_traditional().converted(&simplified);
    for ((at, from), to) in text.char_indices().zip(traditional.chars()) {
        if from != to {
            put(patch, at, from, to);
        }
    }
}

fn put(patch: &mut Patch<'_>, at: usize, from: char, to: char) {
    patch.replace(at..at + from.len_utf8(), to.encode_utf8(&mut [0; 4]));
}
