//! A note's block just as this program writes it, read by hand: a library with very many notes opens five
//! times as fast so.
//!
//! It reads nothing else: a block with other fields, another order or an editor's hand in it is `None`, and
//! left to RON's own parser.

use std::str::FromStr;

use memchr::memchr2;

use crate::store::v1::{Note, NoteTag, Passage};

/// The note of a block's text, if it is as this program writes it.
pub(super) fn note_from_plain(text: &str) -> Option<Note> {
    let mut reader = Reader { rest: text };
    let mut color = None;
    reader.sign("(")?;
    let note = Note {
        id: reader.field("id", Reader::string)?,
        quote: reader.field("quote", Reader::string)?,
        note: reader.field("note", Reader::string)?,
        tags: reader.field("tags", |reader| reader.list(tag))?,
        color: {
            reader.field("color", |reader| reader.option(&mut color))?;
            color
        },
        headings: reader.field("headings", |reader| reader.list(Reader::string))?,
        seen: reader.field("seen", passage)?,
        source: reader.field("source", passage)?,
        created: reader.field("created", Reader::string)?,
        modified: reader.field("modified", Reader::string)?,
        revision: reader.field("revision", Reader::number)?,
    };
    reader.sign(")")?;
    reader.rest.trim_start().is_empty().then_some(note)
}

fn tag(reader: &mut Reader<'_>) -> Option<NoteTag> {
    reader.sign("(")?;
    let id = reader.field("id", Reader::string)?;
    let path = reader.field("path", Reader::string)?;
    reader.sign(")")?;
    Some(NoteTag { id, path })
}

fn passage(reader: &mut Reader<'_>) -> Option<Passage> {
    reader.sign("(")?;
    let start = reader.field("start", Reader::number)?;
    let end = reader.field("end", Reader::number)?;
    let mut exact = None;
    if reader.rest.trim_ascii_start().starts_with("exact") {
        reader.field("exact", |reader| reader.option(&mut exact))?;
    }
    let before = reader.field("before", Reader::string)?;
    let after = reader.field("after", Reader::string)?;
    reader.sign(")")?;
    Some(Passage { start, end, exact, before, after })
}

/// What is left to read; white space before anything is passed over.
struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn sign(&mut self, sign: &str) -> Option<()> {
        self.rest = self.rest.trim_ascii_start().strip_prefix(sign)?;
        Some(())
    }

    /// `name: value,`
    fn field<T>(&mut self, name: &str, value: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        self.sign(name)?;
        self.sign(":")?;
        let value = value(self)?;
        self.sign(",")?;
        Some(value)
    }

    fn list<T>(&mut self, value: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.sign("[")?;
        let mut values = Vec::new();
        while self.sign("]").is_none() {
            values.push(value(self)?);
            self.sign(",")?;
        }
        Some(values)
    }

    /// Reads what there may be into `value`.
    fn option(&mut self, value: &mut Option<String>) -> Option<()> {
        if self.sign("None").is_some() {
            return Some(());
        }
        self.sign("Some(")?;
        *value = Some(self.string()?);
        self.sign(")")
    }

    fn number<T: FromStr>(&mut self) -> Option<T> {
        let rest = self.rest.trim_ascii_start();
        let end = rest.bytes().position(|byte| !byte.is_ascii_digit())?;
        let (digits, rest) = rest.split_at_checked(end)?;
        // A zero before digits is a number of another kind.
        let is_plain = digits == "0" || !digits.starts_with('0');
        self.rest = rest;
        is_plain.then(|| digits.parse().ok()).flatten()
    }

    fn string(&mut self) -> Option<String> {
        let whole = self.rest.trim_ascii_start();
        let inside = whole.strip_prefix('"')?;
        let mut at = 0;
        let mut has_escapes = false;
        loop {
            at += memchr2(b'"', b'\\', inside.as_bytes().get(at..)?)?;
            if inside.as_bytes().get(at) == Some(&b'"') {
                break;
            }
            // Whatever is escaped, its first byte ends nothing.
            has_escapes = true;
            at += 2;
        }
        let (words, rest) = inside.split_at_checked(at)?;
        self.rest = rest.strip_prefix('"')?;
        if !has_escapes {
            return Some(words.to_owned());
        }
        ron::from_str(whole.get(..at + 2)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::note_from_plain;
    use crate::store::v1::Note;

    const BLOCK: &str = r#"(
            id: "01J00000000000000000000000",
            quote: "“丹黄”\\ \"甲乙\"\u{202e}\n二",
            note: "",
            tags: [
                (
                    id: "01J0000000000000000000TAG1",
                    path: "政策/补贴",
                ),
            ],
            color: Some("amber"),
            headings: ["一", "二",],
            seen: (
                start: 0,
                end: 31,
                before: "",
                after: "）",
            ),
            source: (
                start: 4294967295,
                end: 4294967295,
                exact: Some("原文"),
                before: "",
                after: "",
            ),
            created: "1970-01-01T00:00:00Z",
            modified: "1970-01-01T00:00:00Z",
            revision: 7,
        )"#;

    #[test]
    fn a_block_is_read_as_rons_own_parser_reads_it() {
        let (plain, parsed) = (note_from_plain(BLOCK).unwrap(), ron::from_str(BLOCK).unwrap());
        let text = |note: &Note| crate::store::write::pretty(note);
        assert_eq!(text(&plain), text(&parsed));
        assert!(plain.quote.contains("\\ \"甲乙\"\u{202e}\n"));
    }

    #[test]
    fn anything_else_is_left_to_it() {
        for (from, to) in [
            ("revision: 7,", "revision: 7, stars: 3,"),
            ("revision: 7,", "revision: 007,"),
            ("revision: 7,", "revision: 7"),
            ("note: \"\",", "/* 手写 */ note: \"\","),
            ("Some(\"amber\")", "\"amber\""),
            ("start: 4294967295", "start: 4294967296"),
            ("\\\\ ", "\\q "),
            ("after: \"）\"", "after: \"）"),
        ] {
            assert!(BLOCK.contains(from), "{from}");
            assert!(note_from_plain(&BLOCK.replacen(from, to, 1)).is_none(), "{to}");
        }
    }
}
