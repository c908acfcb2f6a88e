//! Entities of web pages that were left in the text: `&nbsp;`, `&ldquo;`, `&#20013;`.

use crate::clean::{Evidence, Patch, Rule};
use crate::text::Bilingual;

pub(super) const RULE: Rule = Rule {
    id: "entities",
    name: Bilingual::new("网页实体", "Web entities"),
    does: Bilingual::new(
        "把留在文字里的网页实体还原，如 &nbsp;、&ldquo;、&#20013;",
        "turns entities of web pages that were left in the text into the characters they stand for: &nbsp;, &ldquo;, &#20013;",
    ),
    never: Bilingual::new("没有分号的 & 字，代码", "an & without a semicolon, code"),
    apply,
};

/// Longest entity, in bytes.
const MOST_BYTES: usize = 12;

fn apply(text: &str, _evidence: &Evidence<'_>, patch: &mut Patch<'_>) {
    let mut done = 0;
    for at in memchr::memchr_iter(b'&', text.as_bytes()) {
        if at < done {
            continue;
        }
        let Some((end, with)) = entity(text, at) else { continue };
        patch.replace_by(at..end, with);
        done = end;
    }
}

/// The end of the entity at `at`, and its character. What was escaped twice (`&amp;nbsp;`) is one entity.
fn entity(text: &str, at: usize) -> Option<(usize, char)> {
    let end = text.as_bytes().get(at..)?.iter().take(MOST_BYTES).position(|byte| *byte == b';')?;
    let (end, name) = (at + end + 1, text.get(at + 1..at + end)?);
    let c = character(name)?;
    let inner = text.get(end..).filter(|_| c == '&').and_then(|rest| {
        let inner = rest.bytes().take(MOST_BYTES).position(|byte| byte == b';')?;
        Some((end + inner + 1, character(rest.get(..inner)?)?))
    });
    Some(inner.unwrap_or((end, c)))
}

/// The character of an entity; a space that must not break is plain in running text.
fn character(name: &str) -> Option<char> {
    let c = named(name).or_else(|| numbered(name))?;
    Some(if c == '\u{A0}' { ' ' } else { c })
}

/// `#20013` or `#x4E2D`.
fn numbered(name: &str) -> Option<char> {
    let digits = name.strip_prefix('#')?;
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => digits.parse().ok()?,
    };
    char::from_u32(code).filter(|c| !c.is_control())
}

/// The entities that texts have: those of HTML 4 for marks, spaces and signs.
fn named(name: &str) -> Option<char> {
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c)
}

const NAMES: &[(&str, char)] = &[
    ("nbsp", '\u{A0}'),
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("hellip", '…'),
    ("middot", '·'),
    ("bull", '•'),
    ("ensp", ' '),
    ("emsp", '\u{3000}'),
    ("thinsp", ' '),
    ("times", '×'),
    ("divide", '÷'),
    ("plusmn", '±'),
    ("deg", '°'),
    ("permil", '‰'),
    ("yen", '¥'),
    ("pound", '£'),
    ("euro", '€'),
    ("cent", '¢'),
    ("sect", '§'),
    ("para", '¶'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("rarr", '→'),
    ("larr", '←'),
    ("uarr", '↑'),
    ("darr", '↓'),
    ("frac12", '½'),
    ("sup2", '²'),
    ("sup3", '³'),
    ("micro", 'µ'),
    ("le", '≤'),
    ("ge", '≥'),
    ("ne", '≠'),
];
