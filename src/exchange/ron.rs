//! Notes as RON, the same as in JSON, for programs in Rust.

use ron::ser::PrettyConfig;
use serde::Serialize;

use crate::exchange::json::{Annotation, Document, File};
use crate::exchange::{ExportFormat, Holds, Material, Request, Writer};
use crate::text::Bilingual;

pub(super) const FORMAT: ExportFormat = ExportFormat {
    id: "ron",
    name: Bilingual::new("RON", "RON"),
    extension: "ron",
    holds: Holds::Notes,
    reads: false,
    loses: &[],
    write: Writer::Sure(write),
};

/// How far the items of a list stand behind the struct that has it, in spaces.
const INDENT: &str = "        ";

fn write(material: &Material, _: &Request) -> Vec<u8> {
    let documents = material.documents.iter().map(|set| {
        let annotations = set.notes.iter().map(|note| annotation(&Annotation::from(note)));
        with_items(&pretty(&Document::without_notes(set), true), "annotations", annotations)
    });
    let head = pretty(&File::of(material, Vec::new()), true);
    with_items(&head, "documents", documents).into_bytes()
}

/// One note; to look for what must be escaped, once and quickly, spares RON's writer to do so slowly.
fn annotation(annotation: &Annotation<'_>) -> String {
    let must_escape = !annotation.words().all(|words| words.chars().all(is_plain));
    pretty(annotation, must_escape)
}

/// Whether a character surely stands as it is between quotation marks.
fn is_plain(c: char) -> bool {
    match c {
        '"' | '\\' => false,
        ' '..='~'
        | '\u{2010}'..='\u{2027}'
        | '\u{3001}'..='\u{3029}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30A1}'..='\u{30FF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{FF01}'..='\u{FF5E}' => true,
        _ => false,
    }
}

fn pretty(value: &impl Serialize, must_escape: bool) -> String {
    let look = PrettyConfig::new().new_line("\n").escape_strings(must_escape);
    let text = ron::ser::to_string_pretty(value, look);
    text.expect("strings and numbers can always be written as RON")
}

/// The text of a struct whose last field is an empty list, with the items in it.
fn with_items(text: &str, list: &str, items: impl Iterator<Item = String>) -> String {
    let opening = format!("    {list}: [");
    let at = text.rfind(&opening).map_or(text.len(), |at| at + opening.len());
    let (head, tail) = text.split_at(at);
    let mut whole = head.to_owned();
    for item in items {
        for line in item.lines() {
            whole.push('\n');
            whole.push_str(INDENT);
            whole.push_str(line);
        }
        whole.push(',');
    }
    if whole.len() > head.len() {
        whole.push_str("\n    ");
    }
    whole.push_str(tail);
    whole
}
