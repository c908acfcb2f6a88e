//! Notes as Markdown: a heading a group, a block quote a passage.

use crate::exchange::appendix;
use crate::exchange::groups::groups;
use crate::exchange::markdown_text::{escaped, escaped_paragraph, hashtags, text_lines};
use crate::exchange::note_text;
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
    (documents.join("\n") + &appendix::markdown(material, request)).into_bytes()
}

fn document(set: &ExportSet, request: &Request) -> String {
    let mut text = head(set, request);
    for group in groups(set, request) {
        text.push_str(&format!("\n## {}\n", escaped(&group.name)));
        text.extend(group.notes.into_iter().map(passage));
    }
    text
}

/// The document's title and file, and what was written about it.
pub(super) fn head(set: &ExportSet, request: &Request) -> String {
    let from = words::FROM.get(request.language);
    let colon = words::colon(request.language);
    let title = escaped(&set.title);
    format!("# {title}\n\n{from}{colon}{}\n{}", escaped(&set.file_name), memo(set))
}

/// What was written about the document.
pub(super) fn memo(set: &ExportSet) -> String {
    if set.memo.is_empty() { String::new() } else { paragraphs(&set.memo) }
}

/// What the reader wrote, which is Markdown.
pub(crate) fn paragraphs(words: &str) -> String {
    let lines = note_text::markdown(words);
    if lines.is_empty() { String::new() } else { format!("\n{}\n", lines.join("\n")) }
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
    text.push_str(&paragraphs(&note.note));
    text
}
