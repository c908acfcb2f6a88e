//! Traditional characters, proper or machine-made, to the script the reader wants.

use std::ops::Range;

use crate::clean::{Evidence, Patch, Rule, ScriptChoice};
use crate::text::Bilingual;
use crate::text::script::{self, Script};

pub(super) const RULE: Rule = Rule {
    id: "script",
    name: Bilingual::new("字形", "Script"),
    does: Bilingual::new(
        "繁体或机器错转的繁体按词转成简体（複工→复工，鬆原→松原）；也可转成规范繁体",
        "turns Traditional, also where a machine chose wrong characters, into Simplified by words, or into proper Traditional",
    ),
    never: Bilingual::new(
        "日文、粤语，外文文章里的汉字，简体文章里引用的个别繁体字，对照着讲的一对字（“後”与“后”）",
        "Japanese, Cantonese, Chinese words of an article in another language, a few Traditional characters quoted in a Simplified text, two forms that are compared (“後” and “后”)",
    ),
    apply,
};

fn apply(text: &str, evidence: &Evidence<'_>, patch: &mut Patch<'_>) {
    let is_simplified = evidence.choice == ScriptChoice::Simplified;
    if is_simplified && evidence.script == Script::Traditional {
        patch.expect(evidence.n_convertible);
    }
    let mut compared = Compared::default();
    let put = |at: usize, from: char, to: char| {
        let range = at..at + from.len_utf8();
        let to = if from == '參' && is_number(text, &range) { '叁' } else { to };
        if !compared.is_one(text, &range, to) {
            patch.replace_by(range, to);
        }
    };
    match (evidence.choice, evidence.script) {
        (ScriptChoice::Simplified, Script::Traditional) => {
            script::to_simplified().convert(text, put);
        }
        (ScriptChoice::Traditional, Script::Traditional | Script::Simplified) => {
            to_traditional(text, put);
        }
        _ => {}
    }
}

/// Whether a character begins a line as its number: 參、經費.
fn is_number(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).unwrap_or_default();
    let behind = text.get(range.end..).unwrap_or_default();
    (before.is_empty() || before.ends_with('\n')) && behind.starts_with(['、', '．', '.'])
}

/// By way of Simplified, since a machine's wrong choices are undone only there.
fn to_traditional(text: &str, mut put: impl FnMut(usize, char, char)) {
    let simplified = script::to_simplified().converted(text);
    let traditional = script::to_traditional().converted(&simplified);
    for ((at, from), to) in text.char_indices().zip(traditional.chars()) {
        if from != to {
            put(at, from, to);
        }
    }
}

/// The single characters in quotation marks of one line, of which both forms stand there: “後” and “后”.
#[derive(Default)]
struct Compared {
    /// Where the line ends.
    end: usize,
    quoted: Vec<char>,
}

impl Compared {
    /// Whether the character at `range` is quoted alone, in a line that quotes the one it would become as well.
    fn is_one(&mut self, text: &str, range: &Range<usize>, to: char) -> bool {
        // The marks begin so, and few characters of Chinese do.
        if !matches!(text.as_bytes().get(range.end), Some(0xE2 | 0xE3)) {
            return false;
        }
        let behind = text.get(range.end..).unwrap_or_default();
        if !behind.starts_with(['”', '」', '’']) {
            return false;
        }
        let before = text.get(..range.start).unwrap_or_default();
        if !before.ends_with(['“', '「', '‘']) {
            return false;
        }
        if range.start >= self.end {
            let start = before.rfind('\n').map_or(0, |feed| feed + 1);
            self.end = behind.find('\n').map_or(text.len(), |feed| range.end + feed);
            self.quoted = script::quoted(text.get(start..self.end).unwrap_or_default()).collect();
            self.quoted.sort_unstable();
        }
        self.quoted.binary_search(&to).is_ok()
    }
}
