//! Radicals that stand in the place of characters, as text copied from PDF files has them: ⽔ for 水.

use crate::clean::{Evidence, Patch, Rule};
use crate::text::chars::is_han;
use crate::text::radicals::{ideograph, is_compatibility, is_radical, unified};
use crate::text::script::{self, Script};
use crate::text::{Bilingual, Sweep};

pub(super) const RULE: Rule = Rule {
    id: "radicals",
    name: Bilingual::new("部首字还原", "Radicals"),
    does: Bilingual::new(
        "从 PDF 复制来的文字里，把混在词句中的部首字符换成看起来一样的汉字，如“⽔”换成“水”；把兼容汉字换成通用的同一个字",
        "puts characters in the place of the radicals that look like them and stand in words, as text copied from PDF files has them: 水 for ⽔; and the usual ideographs in the place of their doubles for other character sets",
    ),
    never: Bilingual::new(
        "单独列出的部首，“⽔部”，日文里的字",
        "radicals that stand alone, and names of them (⽔部), characters of Japanese",
    ),
    apply,
};

/// What may stand behind a radical that is spoken of.
const NAMES: &str = "部旁字头底首偏（(";

fn apply(text: &str, evidence: &Evidence<'_>, patch: &mut Patch<'_>) {
    if evidence.n_radicals == 0 {
        return;
    }
    let mut doubles = Vec::new();
    let mut in_words = Vec::new();
    let mut n_alone = 0;
    MAY_BE.over(text, |at, c| {
        if is_compatibility(c) && unified(c) != c && !is_quoted(text, at, c) {
            doubles.push((at, c, unified(c)));
        } else if is_radical(c) && ideograph(c) != c {
            if is_in_word(text, at, c) { in_words.push((at, c)) } else { n_alone += 1 }
        }
    });
    // A text that is full of lone radicals is about them.
    if n_alone * 2 > in_words.len() {
        in_words.clear();
    }
    // Names of Japanese persons are written with these on purpose.
    if evidence.script == Script::Japanese {
        doubles.clear();
    }
    let is_simplified = evidence.script == Script::Simplified;
    let mut edits = doubles;
    edits.extend(in_words.into_iter().map(|(at, c)| {
        let character = ideograph(c);
        // Of a radical with two forms fonts name the old one for both.
        let simplified = || script::to_simplified().character(character);
        (at, c, if is_simplified { simplified() } else { character })
    }));
    edits.sort_unstable();
    for (at, c, character) in edits {
        patch.replace_by(at..at + c.len_utf8(), character);
    }
}

/// Whether a text speaks of the character.
fn is_quoted(text: &str, at: usize, c: char) -> bool {
    text.get(..at).is_some_and(|before| before.ends_with(['“', '‘', '「', '"', '\'']))
        && text
            .get(at + c.len_utf8()..)
            .is_some_and(|behind| behind.starts_with(['”', '’', '」', '"', '\'']))
}

/// What radicals and doubles begin with.
static MAY_BE: Sweep<2> = Sweep::new([0xE2, 0xEF]);

/// Whether a radical stands right beside another character, as in a word.
fn is_in_word(text: &str, at: usize, c: char) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let after = text.get(at + c.len_utf8()..).and_then(|after| after.chars().next());
    let is_word = |c: Option<char>| c.is_some_and(|c| is_han(c) || is_radical(c));
    (is_word(before) || is_word(after)) && !after.is_some_and(|c| NAMES.contains(c))
}
