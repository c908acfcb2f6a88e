//! Line endings and invisible characters.

use crate::clean::{Evidence, Patch, Rule};
use crate::text::Bilingual;
use crate::text::chars::is_invisible;
use crate::text::lines::lines;

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
    for (range, _) in lines(text) {
        let line = text.get(range.clone()).unwrap_or_default();
        if may_have_any(line.as_bytes()) {
            apply_to(line, range.start, patch);
        }
    }
}

/// Whether a line has bytes with which such characters begin in UTF-8: a sweep over bytes is much faster.
fn may_have_any(line: &[u8]) -> bool {
    memchr::memchr3(b'\r', 0xC2, 0xE2, line).is_some()
        || memchr::memchr(0xE1, line).is_some()
        || memchr::memmem::find(line, "\u{FEFF}".as_bytes()).is_some()
}

fn apply_to(line: &str, start: usize, patch: &mut Patch<'_>) {
    let mut before = '\0';
    for (at, c) in line.char_indices() {
        let range = start + at..start + at + c.len_utf8();
        match c {
            '\r' if line.as_bytes().get(at + 1) == Some(&b'\n') => patch.delete(range),
            '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => patch.replace(range, "\n"),
            '\u{A0}' => patch.replace(range, " "),
            // A joiner between pictographs is part of them.
            '\u{200D}' if before > '\u{2190}' => {}
            c if is_invisible(c) => patch.delete(range),
            _ => {}
        }
        before = c;
    }
}
