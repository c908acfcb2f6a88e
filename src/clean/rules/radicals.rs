//! Radicals that stand in the place of characters, as text copied from PDF files has them: ⽔ for 水.

use crate::clean::{Evidence, Patch, Rule};
use crate::text::chars::is_han;
use crate::text::radicals::{ideograph, is_radical};
use crate::text::script::{self, Script};
use crate::text::{Bilingual, Sweep};

pub(super) const RULE: Rule = Rule {
    id: "radicals",
    name: Bilingual::new("部首字还原", "Radicals"),
    does: Bilingual::new(
        "从 PDF 复制来的文字里，把混在词句中的部首字符换成看起来一样的汉字，如“⽔”换成“水”",
        "puts characters in the place of the radicals that look like them and stand in words, as text copied from PDF files has them: 水 for ⽔",
    ),
    never: Bilingual::new(
        "单独列出的部首，“⽔部”",
        "radicals that stand alone, and names of them (⽔部)",
    ),
    apply,
};

/// What may stand behind a radical that is spoken of.
const NAMES: &str = "部旁字头底首偏（(";

fn apply(text: &str, evidence: &Evidence<'_>, patch: &mut Patch<'_>) {
    if evidence.n_radicals == 0 {
        return;
    }
    let mut in_words = Vec::new();
    let mut n_alone = 0;
    MAY_BE.over(text, |at, c| {
        if is_radical(c) && ideograph(c) != c {
            if is_in_word(text, at, c) { in_words.push((at, c)) } else { n_alone += 1 }
        }
    });
    // A text that is full of lone radicals is about them.
    if n_alone * 2 > in_words.len() {
        return;
    }
    let is_simplified = evidence.script == Script::Simplified;
    for (at, c) in in_words {
        let character = ideograph(c);
        // Of a radical with two forms fonts name the old one for both.
        let character =
            if is_simplified { script::to_simplified().character(character) } else { character };
        patch.replace_by(at..at + c.len_utf8(), character);
    }
}

/// What radicals begin with.
static MAY_BE: Sweep<1> = Sweep::new([0xE2]);

/// Whether a radical stands right beside another character, as in a word.
fn is_in_word(text: &str, at: usize, c: char) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let after = text.get(at + c.len_utf8()..).and_then(|after| after.chars().next());
    let is_word = |c: Option<char>| c.is_some_and(|c| is_han(c) || is_radical(c));
    (is_word(before) || is_word(after)) && !after.is_some_and(|c| NAMES.contains(c))
}
