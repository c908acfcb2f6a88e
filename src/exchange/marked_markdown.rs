//! The full text with the marks in it, as Markdown: `==marked==`, tags and notes in footnotes.

use crate::exchange::appendix;
use crate::exchange::markdown::{paragraphs, passage};
use crate::exchange::markdown_text::{self, Body, escaped, hashtags, text_lines};
use crate::exchange::note_text;
use crate::exchange::{
    Aspect, ExportFormat, ExportNote, ExportSet, Holds, Material, Request, Writer, words,
};
use crate::text::{Bilingual, Language};

pub(super) const FORMAT: ExportFormat = ExportFormat {
    id: "marked-markdown",
    name: Bilingual::new("全文带划线 Markdown", "Full text with marks as Markdown"),
    extension: "md",
    holds: Holds::Marked,
    reads: false,
    loses: &[
        Aspect::Colors,
        Aspect::MarksInCode,
        Aspect::Times,
        Aspect::SpacesInTags,
        Aspect::Pictures,
        Aspect::OddLinks,
        Aspect::Controls,
    ],
    write: Writer::Sure(write),
};

fn write(material: &Material, request: &Request) -> Vec<u8> {
    let mut n_footnotes = 0;
    let document = |set| document(set, request, &mut n_footnotes);
    let documents: Vec<_> = material.documents.iter().map(document).collect();
    (documents.join("\n") + &appendix::markdown(material, request)).into_bytes()
}

fn document(set: &ExportSet, request: &Request, n_footnotes: &mut usize) -> String {
    let Some(article) = &set.article else { return String::new() };
    let Body { text, footnotes, unplaced } = markdown_text::body(article, &set.notes, *n_footnotes);
    let mut text = format!("{text}\n");
    if !set.memo.is_empty() {
        let about = escaped(words::ABOUT_DOCUMENT.get(request.language));
        text.push_str(&format!("\n## {about}\n{}", paragraphs(&set.memo)));
    }
    for (index, note) in footnotes.iter().filter_map(|note| set.notes.get(*note)).enumerate() {
        text.push_str(&footnote(*n_footnotes + index + 1, note, request.language));
    }
    *n_footnotes += footnotes.len();
    if !unplaced.is_empty() {
        text.push_str(&format!("\n## {}\n", escaped(words::UNPLACED.get(request.language))));
        text.extend(unplaced.iter().filter_map(|note| set.notes.get(*note)).map(passage));
    }
    text
}

/// The passage, its tags, and what was written about it. Its lines stand four in, so that they belong to it.
fn footnote(number: usize, note: &ExportNote, language: Language) -> String {
    let quote = text_lines(&note.quote).map(|line| escaped(line.trim())).collect::<Vec<_>>();
    let quote = words::quoted(&quote.join("\\\n    "), language);
    let tags = if note.tags.is_empty() { String::new() } else { format!(" {}", hashtags(note)) };
    let mut text = format!("\n[^{number}]: {quote}{tags}\n");
    text.push_str(if note.note.is_empty() { "" } else { "\n" });
    for line in note_text::markdown(&note.note) {
        text.push_str(format!("    {line}").trim_end());
        text.push('\n');
    }
    text
}
