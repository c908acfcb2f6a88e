//! Line endings and invisible characters.

use crate::clean::{Evidence, Patch, Rule};
use crate::text::chars::is_invisible;
use crate::text::{Bilingual, Sweep};

pub(super) const RULE: Rule = Rule {
    id: "invisible",
    name: Bilingual::new("换行与隐形字符", "Line endings and invisible characters"),
    does: Bilingual::new(
        "统一换行，去掉字节序标记、零宽字符和软连字符，把不换行空格变成普通空格",
        "makes line endings alike, takes away byte order marks, zero-width characters and soft hyphens, and makes no-break spaces plain",
    ),
    never: Bilingual::new("表情符号里的连接符", "joiners inside emoji"),
    apply,
};

fn apply(text: &str, _evidence: &Evidence<'_>, patch: &mut Patch<'_>) {
    MAY_BE.over(text, |at, c| {
        let range = at..at + c.len_utf8();
        match c {
            '\r' if text.as_bytes().get(at + 1) == Some(&b'\n') => patch.delete(range),
            '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => patch.replace(range, "\n"),
            '\u{A0}' => patch.replace(range, " "),
            // A joiner between pictographs is part of them.
            '\u{200D}' if is_behind_picture(text, at) => {}
            c if is_invisible(c) => patch.delete(range),
            _ => {}
        }
    });
}

/// What begins as such characters do.
static MAY_BE: Sweep<5> = Sweep::new([b'\r', 0xC2, 0xE1, 0xE2, 0xEF]);

fn is_behind_picture(text: &str, at: usize) -> bool {
    text.get(..at).and_then(|before| before.chars().next_back()).is_some_and(|c| c > '\u{2190}')
}
