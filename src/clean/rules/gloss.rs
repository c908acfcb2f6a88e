//! Takes away readings that a machine put in behind characters.

use crate::clean::{Evidence, Patch, Rule, gloss};
use crate::text::Bilingual;

pub(super) const RULE: Rule = Rule {
    id: "gloss",
    name: Bilingual::new("注音", "Inserted readings"),
    does: Bilingual::new(
        "去掉机器插在字后的读音，如“企業(ye) ”“國(guó)”“的(de)(de)”；读音须与前一字相符，并由全文证据决定，证据不足时只作建议",
        "takes away readings that a machine put in behind characters; each must be a reading of its character, and the whole document decides, else it is only suggested",
    ),
    never: Bilingual::new(
        "(GDP)、(Li Ming)、一(a)、氦(He)、亳(bó)州，全文注音的读物，日文假名",
        "(GDP), (Li Ming), 一(a), 氦(He), 亳(bó)州, primers in which every character is annotated, kana",
    ),
    apply,
};

fn apply(text: &str, evidence: &Evidence<'_>, patch: &mut Patch<'_>) {
    if !(evidence.gloss.is_machine_made || evidence.gloss.is_suspected) {
        return;
    }
    if evidence.gloss.is_machine_made {
        patch.expect(evidence.gloss.count);
    }
    gloss::scan(text, |_, found| {
        let space = usize::from(found.has_space && evidence.gloss.takes_space);
        let range = found.range.start..found.range.end + space;
        if evidence.gloss.is_machine_made {
            patch.delete(range);
        } else {
            patch.suggest(range);
        }
    });
}
