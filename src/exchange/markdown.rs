//! Notes as Markdown: a heading a group, a block quote a passage.

use crate::exchange::groups::groups;
use crate::exchange::markdown_text::{escaped, escaped_paragraph, hashtags, text_lines};
use crate::exchange::{
    Aspect, ExportFormat, ExportNote, ExportSet, Holds, Material, Request, Writer, words,
};
use crate::text::Bilingual;

pub(super) const FORMAT: ExportFormat = ExportFormat {
    id: "markdown",
    name: Bilingual::new("Markdown", "Markdown"),
    extension: "md",
    holds: Holds::Notes,
    reads: false,
    loses: &[
        Aspect::Colors,
        Aspect::Places,
        Aspect::States,
        Aspect::SourceTexts,
        Aspect::Times,
        Aspect::Ids,
        Aspect::SpacesInTags,
        Aspect::Controls,
    ],
    write: Writer::Sure(write),
};

fn write(material: &Material, request: &Request) -> Vec<u8> {
    let documents: Vec<_> = material.documents.iter().map(|set| document(set, request)).collect();
    documents.join("\n").into_bytes()
}

fn document(set: &ExportSet, request: &Request) -> String {
    let mut text = head(set, request);
    for group in groups(set, request) {
        text.push_str(&format!("\n## {}\n", escaped(&group.name)));
        text.extend(group.notes.into_iter().map(passage));
    }
    text
}

/// The document's title and file.
pub(super) fn head(set: &ExportSet, request: &Request) -> String {
    let from = words::FROM.get(request.language);
    let colon = words::colon(request.language);
    format!("# {}\n\n{from}{colon}{}\n", escaped(&set.title), escaped(&set.file_name))
}

/// A passage with its tags and what was written about it.
pub(super) fn passage(note: &ExportNote) -> String {
    let mut text = String::from("\n");
    for line in text_lines(&note.quote) {
        text.push_str(&format!("> {}\n", escaped_paragraph(line)));
    }
    if !note.tags.is_empty() {
        text.push_str(&format!("\n{}\n", hashtags(note)));
    }
    for line in text_lines(&note.note) {
        let line = escaped_paragraph(line.trim_end());
        text.push_str(&if line.is_empty() { "\n".to_owned() } else { format!("\n{line}\n") });
    }
    text
}
