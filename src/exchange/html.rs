//! Notes as one page that needs nothing else: reads well, prints well, runs nothing.

use crate::exchange::{ExportFormat, ExportNote, ExportSet, sections, words};
use crate::text::{Bilingual, Language};

pub(super) const FORMAT: ExportFormat = ExportFormat {
    id: "html",
    name: Bilingual::new("网页", "Web page"),
    extension: "html",
    reads: false,
    write,
};

/// The page's style: the program's light and dark, by what the reader's system prefers.
const STYLE: &str = include_str!("../../assets/export.css");

fn write(sets: &[ExportSet], language: Language) -> Vec<u8> {
    let tongue = match language {
        Language::Chinese => "zh-Hans",
        Language::English => "en",
    };
    let title = sets.first().map(|set| escaped(&set.title)).unwrap_or_default();
    let body: String = sets.iter().map(|set| document(set, language)).collect();
    let policy = "default-src 'none'; style-src 'unsafe-inline'";
    format!(
        "<!doctype html>\n<html lang=\"{tongue}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )
    .into_bytes()
}

fn document(set: &ExportSet, language: Language) -> String {
    let mut page = format!(
        "<h1>{}</h1>\n<p class=\"from\">{}: {}</p>\n",
        escaped(&set.title),
        words::FROM.get(language),
        escaped(&set.file_name)
    );
    for (heading, notes) in sections(set, language) {
        page.push_str(&format!("<section>\n<h2>{}</h2>\n", escaped(&heading)));
        page.extend(notes.into_iter().map(passage));
        page.push_str("</section>\n");
    }
    page
}

fn passage(note: &ExportNote) -> String {
    let tags: String =
        note.tags.iter().map(|tag| format!("<span>{}</span>", escaped(tag))).collect();
    let paragraphs = note.note.lines().filter(|line| !line.trim().is_empty());
    let note_text: String = paragraphs.map(|line| format!("<p>{}</p>\n", escaped(line))).collect();
    let tags = if tags.is_empty() { tags } else { format!("<p class=\"tags\">{tags}</p>\n") };
    format!(
        "<article class=\"{}\" id=\"{}\">\n<blockquote><bdi>{}</bdi></blockquote>\n{note_text}{tags}</article>\n",
        note.color,
        escaped(&note.id),
        escaped(&note.quote).replace('\n', "<br>")
    )
}

/// A text in which no character is markup, fit for attributes too.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\0' => {}
            c => escaped.push(c),
        }
    }
    escaped
}
