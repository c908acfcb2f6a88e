//! Notes as Markdown: a heading a section, a block quote a passage.

use crate::exchange::{ExportFormat, ExportNote, ExportSet, sections, words};
use crate::text::{Bilingual, Language};

pub(super) const FORMAT: ExportFormat = ExportFormat {
    id: "markdown",
    name: Bilingual::new("Markdown", "Markdown"),
    extension: "md",
    reads: false,
    write,
};

fn write(sets: &[ExportSet], language: Language) -> Vec<u8> {
    sets.iter().map(|set| document(set, language)).collect::<Vec<_>>().join("\n").into_bytes()
}

fn document(set: &ExportSet, language: Language) -> String {
    let mut text = format!(
        "# {}\n\n{}: {}\n",
        escaped(&set.title),
        words::FROM.get(language),
        escaped(&set.file_name)
    );
    for (heading, notes) in sections(set, language) {
        text.push_str(&format!("\n## {}\n", escaped(&heading)));
        for note in notes {
            text.push_str(&passage(note));
        }
    }
    text
}

fn passage(note: &ExportNote) -> String {
    let mut text = String::from("\n");
    for line in note.quote.lines() {
        text.push_str(&format!("> {}\n", escaped_paragraph(line)));
    }
    if !note.tags.is_empty() {
        let tags: Vec<_> = note
            .tags
            .iter()
            .map(|tag| format!("#{}", escaped(&tag.replace(char::is_whitespace, "_"))))
            .collect();
        text.push_str(&format!("\n{}\n", tags.join(" ")));
    }
    for line in note.note.lines() {
        let line = escaped_paragraph(line.trim_end());
        text.push_str(&if line.is_empty() { "\n".to_owned() } else { format!("\n{line}\n") });
    }
    text
}

/// A text in which no character is markup.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' | '=' => {
                escaped.extend(['\\', c]);
            }
            '\n' | '\r' => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A paragraph in which no character is markup, nor its start a list, a heading or a rule.
pub fn escaped_paragraph(text: &str) -> String {
    let text = escaped(text.trim_start());
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let behind = text.get(digits..).unwrap_or_default();
    if text.starts_with(['#', '+', '-', ':']) {
        return format!("\\{text}");
    }
    if digits > 0 && behind.starts_with(['.', ')']) {
        let (number, rest) = text.split_at_checked(digits).unwrap_or_default();
        return format!("{number}\\{rest}");
    }
    text
}
