//! What stands above a text between two lines of hyphens, as makers of sites and of notes have it: fields, each with
//! its name, a colon and its value.
//!
//! Only plain values and lists are read; what is set deeper belongs to no field.

use std::ops::Range;

/// How far it may reach, in bytes.
const MOST_BYTES: usize = 16 << 10;
/// The longest name of a field, in bytes.
const MOST_NAME_BYTES: usize = 40;

/// The fields above a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontMatter {
    /// Its lines without their ends, in bytes, the lines of hyphens among them.
    pub lines: Vec<Range<usize>>,
    /// Where the text begins, in bytes.
    pub end: usize,
    fields: Vec<(String, Range<usize>)>,
}

impl FrontMatter {
    /// What stands above `text`, if that begins so.
    pub fn of(text: &str) -> Option<Self> {
        let start = text.len() - text.trim_start_matches('\u{FEFF}').len();
        let head = text.get(start..text.floor_char_boundary(MOST_BYTES.min(text.len())))?;
        let mut found = Self { lines: Vec::new(), end: 0, fields: Vec::new() };
        let mut at = start;
        for line in head.split_inclusive('\n') {
            let words = line.trim_end();
            found.lines.push(at..at + words.len());
            let is_first = at == start;
            let is_edge = words == "---" || !is_first && words == "...";
            if is_first != is_edge {
                found.end = at + line.len();
                // Two lines of hyphens with nothing named between them are rules.
                return (!is_first && !found.fields.is_empty()).then_some(found);
            }
            if !is_first {
                found.fields.extend(field(words, at)?);
            }
            at += line.len();
        }
        None
    }

    /// Where the value of the first of these fields stands that has one, without its quotes, in bytes.
    pub fn field(&self, names: &[&str]) -> Option<Range<usize>> {
        let place = |name: &&str| self.fields.iter().find(|(known, _)| known == name);
        names.iter().find_map(place).map(|(_, place)| place.clone())
    }
}

/// The field of a line: none if it belongs to one above, or has no value; `None` where no such line stands there.
#[expect(clippy::option_option, reason = "a line that is none is not one without a field")]
fn field(line: &str, start: usize) -> Option<Option<(String, Range<usize>)>> {
    let goes_on = line.is_empty() || line.starts_with([' ', '\t', '#']) || line.starts_with("- ");
    if goes_on {
        return Some(None);
    }
    let (name, rest) = line.split_once(':')?;
    let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let is_name = !name.is_empty() && name.len() <= MOST_NAME_BYTES && name.chars().all(is_letter);
    if !is_name || !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return None;
    }
    let bare = rest.trim();
    let quoted = |quote: char| bare.strip_prefix(quote)?.strip_suffix(quote);
    let value = quoted('"').or_else(|| quoted('\'')).unwrap_or(bare);
    let from = start + line.len() - rest.trim_start().len() + usize::from(value.len() < bare.len());
    let has_value = !value.is_empty() && !value.starts_with(['|', '>', '{', '&', '*']);
    Some(has_value.then(|| (name.to_lowercase(), from..from + value.len())))
}

#[cfg(test)]
mod tests {
    use super::FrontMatter;

    #[test]
    fn fields_are_read_and_what_is_none_is_left() {
        let text = "\u{FEFF}---\ntitle: \"老城: 供水\"\ntags:\n  - 供水\n- 管网\nauthor: 周立松  \nurl: https://a.b/c\nempty:\n---\n正文。\n";
        let found = FrontMatter::of(text).unwrap();
        let value = |names: &[&str]| found.field(names).and_then(|place| text.get(place));
        assert_eq!(value(&["title"]), Some("老城: 供水"));
        assert_eq!(value(&["作者", "author"]), Some("周立松"));
        assert_eq!(value(&["url"]), Some("https://a.b/c"));
        assert_eq!((value(&["tags"]), value(&["empty"])), (None, None));
        assert_eq!(text.get(found.end..), Some("正文。\n"));
        assert_eq!(found.lines.len(), 9);
        for text in [
            "",
            "---",
            "---\n---\n正文。\n",
            "---\n他说：不。\n---\n",
            "---\ntitle: a\n",
            "---\nNobody came: it rained.\nShe said: no\n---\n",
            "title: a\n---\n",
            "----\ntitle: a\n----\n",
        ] {
            assert_eq!(FrontMatter::of(text), None, "{text:?}");
        }
    }
}
