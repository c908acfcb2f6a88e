//! Line endings and invisible characters.

use std::ops::Range;

use crate::clean::{Evidence, Patch, Rule};
use crate::text::chars::{
    is_cjk_mark, is_direction, is_emoji, is_han, is_invisible, is_right_to_left,
};
use crate::text::{Bilingual, Sweep};

pub(super) const RULE: Rule = Rule {
    id: "invisible",
    name: Bilingual::new("换行与隐形字符", "Line endings and invisible characters"),
    does: Bilingual::new(
        "统一换行，去掉字节序标记、零宽字符、方向标记、控制字符和软连字符，把不换行空格变成普通空格",
        "makes line endings alike, takes away byte order marks, zero-width characters, marks of direction, control characters and soft hyphens, and makes no-break spaces plain",
    ),
    never: Bilingual::new(
        "表情符号和印度、阿拉伯文字里的连接符，有从右向左文字的段落里的方向标记",
        "joiners inside emoji and in Indic and Arabic words, marks of direction in paragraphs that have text from right to left",
    ),
    apply,
};

fn apply(text: &str, _evidence: &Evidence<'_>, patch: &mut Patch<'_>) {
    let mut last = Paragraph::default();
    let annotates = || memchr::memmem::find(text.as_bytes(), "\u{FFFA}".as_bytes()).is_some();
    let mut annotated = None;
    MAY_BE.over(text, |at, c| {
        let range = at..at + c.len_utf8();
        match c {
            '\n' | '\t' | '\u{B}' | '\u{C}' => {}
            '\r' if text.as_bytes().get(at + 1) == Some(&b'\n') => patch.delete(range),
            '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => patch.replace(range, "\n"),
            '\u{A0}' => patch.replace(range, " "),
            '\u{200C}' | '\u{200D}' if is_joining(text, &range) => {}
            '\u{FE0E}' | '\u{FE0F}' if !is_selecting_nothing(text, at) => {}
            // What stands between them is read beside the words, and would be read in them.
            '\u{FFF9}'..='\u{FFFB}' if *annotated.get_or_insert_with(annotates) => {}
            c if is_direction(c) && last.at(text, at).runs_left => {}
            c if is_invisible(c) || c.is_control() => patch.delete(range),
            _ => {}
        }
    });
}

/// What begins as such characters do.
static MAY_BE: Sweep<7> = Sweep::new([0xC2, 0xCD, 0xD8, 0xE1, 0xE2, 0xEF, 0x7F]).with_controls();

/// The paragraph that was looked at last.
#[derive(Default)]
struct Paragraph {
    end: usize,
    /// Whether something in it runs from right to left.
    runs_left: bool,
}

impl Paragraph {
    /// The paragraph around `at`, which is not before the last one.
    fn at(&mut self, text: &str, at: usize) -> &Self {
        if at >= self.end {
            let start =
                text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |feed| feed + 1);
            self.end = text
                .get(at..)
                .and_then(|rest| rest.find('\n'))
                .map_or(text.len(), |feed| at + feed + 1);
            self.runs_left =
                text.get(start..self.end).is_some_and(|line| line.contains(is_right_to_left));
        }
        self
    }
}

fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// Whether a joiner stands between pictographs, or in a word of a script whose letters it shapes.
fn is_joining(text: &str, range: &Range<usize>) -> bool {
    let beside =
        [before(text, range.start), text.get(range.end..).and_then(|rest| rest.chars().next())];
    let shapes = |c: char| matches!(c, '\u{0600}'..='\u{0DFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{18AF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}');
    beside.iter().any(|c| c.is_some_and(shapes))
        || beside.iter().all(|c| c.is_some_and(|c| is_picture(c) && c != '\u{200D}'))
}

/// Whether `c` is of a pictograph: the sexes and arrows that joiners put behind people are older than emoji.
fn is_picture(c: char) -> bool {
    is_emoji(c) || matches!(c, '\u{2190}'..='\u{2BFF}')
}

/// Whether what selects the form of a character stands behind one that has no other.
fn is_selecting_nothing(text: &str, at: usize) -> bool {
    before(text, at).is_none_or(|c| {
        is_han(c)
            || is_cjk_mark(c)
            || is_invisible(c)
            || c.is_ascii_alphabetic()
            || c.is_whitespace()
    })
}
