//! Notes for Obsidian: a callout a passage, its name below it, so that links to it hold after the next export.

use crate::exchange::appendix;
use crate::exchange::groups::{groups, section};
use crate::exchange::markdown::memo;
use crate::exchange::markdown_text::{escaped, escaped_paragraph, hashtags, text_lines};
use crate::exchange::note_text;
use crate::exchange::{
    Aspect, ExportFormat, ExportNote, ExportSet, Holds, Material, Request, Writer,
};
use crate::text::Bilingual;

pub(super) const FORMAT: ExportFormat = ExportFormat {
    id: "obsidian",
    name: Bilingual::new("Obsidian 标注块", "Obsidian callouts"),
    extension: "md",
    holds: Holds::Notes,
    reads: false,
    loses: &[
        Aspect::Places,
        Aspect::States,
        Aspect::SourceTexts,
        Aspect::SpacesInTags,
        Aspect::Controls,
    ],
    write: Writer::Sure(write),
};

fn write(material: &Material, request: &Request) -> Vec<u8> {
    let documents: Vec<_> = material.documents.iter().map(|set| document(set, request)).collect();
    (documents.join("\n") + &appendix::markdown(material, request)).into_bytes()
}

fn document(set: &ExportSet, request: &Request) -> String {
    let mut text = format!("{}\n# {}\n", properties(set), escaped(&set.title));
    text.push_str(&memo(set));
    for group in groups(set, request) {
        text.push_str(&format!("\n## {}\n", escaped(&group.name)));
        for note in group.notes {
            text.push_str(&callout(note, request));
        }
    }
    text
}

/// What Obsidian shows as the file's properties; every value a text in quotes.
fn properties(set: &ExportSet) -> String {
    let meta = &set.meta;
    let pairs = [
        ("title", Some(set.title.as_str())),
        ("file", Some(set.file_name.as_str())),
        ("author", meta.author.as_deref()),
        ("source", meta.source.as_deref()),
        ("date", meta.date.as_deref()),
        ("url", meta.url.as_deref()),
    ];
    let lines: String = pairs
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}: {}\n", quoted(value?))))
        .collect();
    format!("---\n{lines}---\n")
}

/// A text of YAML, which takes those of JSON.
pub(super) fn quoted(text: &str) -> String {
    // JSON leaves these as they are, YAML takes them for ends of lines.
    let text = serde_json::Value::from(text).to_string();
    text.replace('\u{85}', "\\u0085")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
        .replace('\u{feff}', "\\ufeff")
}

fn callout(note: &ExportNote, request: &Request) -> String {
    let name = section(note, request.language);
    let mut text = format!("\n> [!quote]+ {}\n", escaped(&name));
    for line in text_lines(&note.quote) {
        text.push_str(&format!("> {}\n", escaped_paragraph(line)));
    }
    if !note.tags.is_empty() {
        text.push_str(&format!(">\n> {}\n", hashtags(note)));
    }
    text.push_str(if note.note.is_empty() { "" } else { ">\n" });
    for line in note_text::markdown(&note.note) {
        text.push_str(format!("> {line}").trim_end());
        text.push('\n');
    }
    let id: String = note.id.chars().filter(char::is_ascii_alphanumeric).collect();
    // The name of a block stands alone between empty lines.
    format!("{text}\n^{id}\n")
}
