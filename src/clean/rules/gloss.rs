//! Takes away readings that a machine put in behind characters and words.

use crate::clean::gloss::{Verdict, scan};
use crate::clean::{Evidence, Patch, Rule};
use crate::text::Bilingual;

pub(super) const RULE: Rule = Rule {
    id: "gloss",
    name: Bilingual::new("注音", "Inserted readings"),
    does: Bilingual::new(
        "去掉机器插在字词后的读音，如“企業(ye) ”“國(guó)”“的(de)(de)”“记者(jìzhě)”；读音须与前面的字相符，并由全文证据决定，证据不足时只作建议",
        "takes away readings that a machine put in behind characters and words; each must be a reading of what stands before it, and the whole document decides, else it is only suggested",
    ),
    never: Bilingual::new(
        "(GDP)、(Li Ming)、一(a)、氦(He)、亳(bó)州，讲读音的文章、试卷、字表，全文注音的读物，日文假名",
        "(GDP), (Li Ming), 一(a), 氦(He), 亳(bó)州, texts about readings, examination papers, lists of words, primers in which every character is annotated, kana",
    ),
    apply,
};

fn apply(text: &str, evidence: &Evidence<'_>, patch: &mut Patch<'_>) {
    let found = &evidence.gloss;
    if found.characters == Verdict::Left && found.words == Verdict::Left {
        return;
    }
    if found.is_machine_made() {
        patch.expect(found.count);
    }
    scan(text, |gloss| {
        let space = usize::from(gloss.has_space && found.takes_space);
        let range = gloss.range.start..gloss.range.end + space;
        let is_cut = text.get(range.clone()).is_some_and(|reading| reading.contains('\n'));
        match found.verdict(gloss.n_chars) {
            // The line still ends there: which lines go together is for another rule to say.
            Verdict::MachineMade if is_cut => patch.replace(range, "\n"),
            Verdict::MachineMade => patch.delete(range),
            Verdict::Suspected if !is_cut => patch.suggest(range),
            Verdict::Suspected | Verdict::Left => {}
        }
    });
}
