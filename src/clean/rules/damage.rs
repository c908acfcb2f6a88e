//! Puts back characters that a tool cut in two.

use crate::clean::{Evidence, Patch, Rule, damage};
use crate::text::Bilingual;

pub(super) const RULE: Rule = Rule {
    id: "damage",
    name: Bilingual::new("断字修复", "Cut characters"),
    does: Bilingual::new(
        "修复插读音的程序从中间截断的字，如“日?qǐng)?bào)”原是“日報”；读音指明了丢失的字节才修，修不出的字标作替换符 U+FFFD",
        "puts back characters that a tool cut in two when it put readings in, as 日報 for 日?qǐng)?bào); only where the reading names the lost byte; a character that cannot be known becomes U+FFFD",
    ),
    never: Bilingual::new("普通的问号和括号", "ordinary question marks and parentheses"),
    apply,
};

fn apply(text: &str, evidence: &Evidence<'_>, patch: &mut Patch<'_>) {
    // A tool that cut characters left whole readings elsewhere.
    if evidence.gloss.count == 0 {
        return;
    }
    damage::scan(
        text,
        |c| evidence.glossed.contains_key(&c),
        |damage| {
            if !damage.is_whole() {
                patch.point_out(damage.range.clone());
            }
            patch.replace(damage.range, &damage.original);
        },
    );
}
