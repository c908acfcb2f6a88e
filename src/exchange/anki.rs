//! Notes as cards of Anki, in its text format: the identity first, so that importing again updates.
//!
//! A card asks for the passage's tags and note and shows the passage; both sides are HTML without markup of theirs.

use crate::exchange::page::escaped;
use crate::exchange::{
    Aspect, ExportFormat, ExportNote, ExportSet, Holds, Material, Request, Writer, csv,
};
use crate::text::Bilingual;

pub(super) const FORMAT: ExportFormat = ExportFormat {
    id: "anki",
    name: Bilingual::new("Anki 卡片", "Anki cards"),
    extension: "txt",
    holds: Holds::Notes,
    reads: false,
    loses: &[
        Aspect::Memos,
        Aspect::TagMemos,
        Aspect::LibraryMemo,
        Aspect::Colors,
        Aspect::Places,
        Aspect::States,
        Aspect::SourceTexts,
        Aspect::Times,
        Aspect::SpacesInTags,
        Aspect::Controls,
    ],
    write: Writer::Sure(write),
};

/// What Anki must know before the first line.
const HEAD: &str = "#separator:tab\n#html:true\n#guid column:1\n#tags column:5\n#columns:id\tquote\tnote\tsource\ttags\n";

fn write(material: &Material, _: &Request) -> Vec<u8> {
    let mut text = HEAD.to_owned();
    for set in &material.documents {
        text.extend(set.notes.iter().map(|note| card(set, note)));
    }
    text.into_bytes()
}

fn card(set: &ExportSet, note: &ExportNote) -> String {
    let source: Vec<_> =
        std::iter::once(&set.title).chain(&note.heading).map(|part| field(part)).collect();
    // Anki's own tags are a tree by two colons.
    let tag = |tag: &String| {
        let tag = tag.replace(|c: char| c.is_whitespace() || c == '"', "_");
        field(&tag.replace('/', "::"))
    };
    let tags: Vec<_> = note.tags.iter().map(tag).collect();
    let fields = [
        field(&note.id),
        field(&note.quote),
        field(&note.note),
        source.join(" › "),
        csv::safe(&tags.join(" ")),
    ];
    format!("{}\n", fields.join("\t"))
}

/// A field in one line: line ends are elements, tabs are four spaces wide.
fn field(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    // A line that begins with this sign would be one of Anki's own; what is escaped may hold it.
    let text = text.split('#').map(escaped).collect::<Vec<_>>().join("&#35;");
    let text = text.replace('\n', "<br>").replace('\t', "&emsp;");
    // As an entity it is the same to Anki, and nothing that a spreadsheet runs.
    match text.chars().next().filter(|_| csv::is_run(&text)) {
        Some(first) => {
            format!("&#{};{}", first as u32, text.get(first.len_utf8()..).unwrap_or_default())
        }
        None => text,
    }
}
