//! The marks of a format whose source is its text: `**`, `#`, `](…)`, `&amp;`.

use crate::clean::{Evidence, Patch, Rule};
use crate::text::{Bilingual, HintKind};

pub(super) const RULE: Rule = Rule {
    id: "markup",
    name: Bilingual::new("格式标记", "Markup"),
    does: Bilingual::new(
        "去掉 Markdown 的标记，还原转义和实体，接上段内换行",
        "takes away Markdown's marks, resolves escapes and entities, and joins lines of a paragraph",
    ),
    never: Bilingual::new("代码里的字符", "characters of code"),
    apply,
};

/// It runs first, so that the hints' places are those of the text.
fn apply(_text: &str, evidence: &Evidence<'_>, patch: &mut Patch<'_>) {
    let mut done = 0;
    for hint in evidence.hints {
        let range = hint.span.range();
        if range.start < done {
            continue;
        }
        match &hint.kind {
            HintKind::Markup => patch.delete(range.clone()),
            HintKind::Replaced(with) => patch.replace(range.clone(), with),
            _ => continue,
        }
        done = range.end;
    }
}
