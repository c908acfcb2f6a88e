//! Lines of the site around the article: navigation, source lines, footers.

use std::ops::Range;

use crate::clean::page::{self, Line, LineKind, Page, Told};
use crate::clean::{Evidence, Patch, Rule};
use crate::text::Bilingual;
use crate::text::lines::trimmed;

pub(super) const RULE: Rule = Rule {
    id: "boilerplate",
    name: Bilingual::new("网站杂项", "Site furniture"),
    does: Bilingual::new(
        "去掉正文前后的导航、来源行、分享、推荐阅读、版权和备案",
        "takes away navigation, source lines, sharing, related reading, copyright and registration lines around the article",
    ),
    never: Bilingual::new(
        "句子里出现的这些词；落款和日期",
        "these words inside a sentence; signatures and dates",
    ),
    apply,
};

fn apply(text: &str, _evidence: &Evidence<'_>, patch: &mut Patch<'_>) {
    let told = |line: &Range<usize>| {
        if patch.protects(line) {
            Some(Told::Article)
        } else if patch.is_title(line) {
            Some(Told::Title)
        } else {
            patch.is_on_site(line).then_some(Told::Site)
        }
    };
    let Page { lines, title } = page::classify(text, told, patch.has_text());
    if let Some(title) = title.and_then(|title| lines.get(title)) {
        patch.note_title(trimmed(text, &title.range));
    }
    for Line { range, kind } in lines {
        match kind {
            LineKind::Article => {}
            LineKind::Furniture => patch.delete(range),
            LineKind::Source => patch.delete_source_line(range),
        }
    }
}
