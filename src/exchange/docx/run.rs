//! Words with their look, their highlight, and the comments that begin and end at them.

use crate::exchange::ExportNote;
use crate::exchange::article::{Look, Run, is_web_address};
use crate::exchange::docx::{Writer, escaped};
use crate::exchange::note_text::{self, Words};
use crate::notebook::HighlightColor;
use crate::text::chars::is_han;

impl Writer<'_, '_> {
    /// The runs of a paragraph.
    pub(super) fn inline(&mut self, runs: &[Run<'_>]) -> String {
        let mut xml = String::new();
        for run in runs {
            for mark in &run.begins {
                if self.needs_comment(*mark) {
                    let comment = self.comment(*mark);
                    xml.push_str(&format!("<w:commentRangeStart w:id=\"{comment}\"/>"));
                }
            }
            xml.push_str(&self.words(run));
            for mark in &run.ends {
                if let Some(comment) = self.comments.get(mark) {
                    xml.push_str(&comment_end(*comment));
                }
            }
        }
        xml
    }

    fn words(&mut self, run: &Run<'_>) -> String {
        // The mark that began last lies over the others.
        let color = run.marks.last().and_then(|mark| self.notes.get(*mark)).map(|note| note.color);
        let link = run.look.link.filter(|address| is_web_address(address));
        let xml = words(run.text, &properties(run, color, link.is_some()));
        let Some(address) = link else { return xml };
        let links = &mut self.parts.links;
        // A link that a mark cuts comes in several runs.
        if links.last().is_none_or(|last| last != address) {
            links.push(address.to_owned());
        }
        let index = links.len() - 1;
        format!("<w:hyperlink r:id=\"link{index}\">{xml}</w:hyperlink>")
    }

    /// A comment says the tags and the note; where marks share words it also shows whose words are whose.
    fn needs_comment(&self, mark: usize) -> bool {
        self.cutter.overlaps(mark) || self.notes.get(mark).is_some_and(ExportNote::says_something)
    }

    fn comment(&mut self, mark: usize) -> usize {
        let comment = self.parts.n_comments;
        self.parts.n_comments += 1;
        self.comments.insert(mark, comment);
        if let Some(note) = self.notes.get(mark) {
            self.parts.comments.push_str(&comment_text(comment, note));
        }
        comment
    }

    /// A passage that stands nowhere, as a paragraph of its own with its comment.
    pub(super) fn passage(&mut self, index: usize, note: &ExportNote) {
        let comment = self.comment(index);
        let mut xml = format!("<w:commentRangeStart w:id=\"{comment}\"/>");
        let run = Run {
            text: note.quote.trim(),
            look: Look::default(),
            marks: vec![index],
            begins: Vec::new(),
            ends: Vec::new(),
        };
        xml.push_str(&self.words(&run));
        xml.push_str(&comment_end(comment));
        self.paragraph("Quote", "", &xml);
    }
}

/// Words in a run; line ends and tabs are elements.
fn words(text: &str, properties: &str) -> String {
    let mut xml = format!("<w:r>{properties}");
    for (index, line) in text.split('\n').enumerate() {
        xml.push_str(if index == 0 { "" } else { "<w:br/>" });
        for (index, part) in line.split('\t').enumerate() {
            xml.push_str(if index == 0 { "" } else { "<w:tab/>" });
            if !part.is_empty() {
                xml.push_str(&format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(part)));
            }
        }
    }
    xml.push_str("</w:r>");
    xml
}

/// In the order that the standard asks for.
fn properties(run: &Run<'_>, color: Option<HighlightColor>, is_link: bool) -> String {
    let look = run.look;
    let mut xml = String::new();
    if is_link {
        xml.push_str("<w:rStyle w:val=\"Hyperlink\"/>");
    } else if look.is_code {
        xml.push_str("<w:rStyle w:val=\"CodeWords\"/>");
    }
    xml.push_str(if look.is_strong { "<w:b/>" } else { "" });
    let is_dotted = look.is_emphasised && run.text.contains(is_han);
    xml.push_str(if look.is_emphasised && !is_dotted { "<w:i/>" } else { "" });
    if let Some(color) = color {
        xml.push_str(&format!("<w:highlight w:val=\"{}\"/>", highlight(color)));
    }
    // Chinese is emphasised by dots, not slanted.
    xml.push_str(if is_dotted { "<w:em w:val=\"underDot\"/>" } else { "" });
    if xml.is_empty() { xml } else { format!("<w:rPr>{xml}</w:rPr>") }
}

/// The nearest of the sixteen colours that Word highlights with, on which black can be read, each once.
pub(super) const fn highlight(color: HighlightColor) -> &'static str {
    match color {
        HighlightColor::Amber => "yellow",
        HighlightColor::Azure => "cyan",
        HighlightColor::Cinnabar => "red",
        HighlightColor::Jade => "green",
        HighlightColor::Wisteria => "darkCyan",
        HighlightColor::Peach => "magenta",
        HighlightColor::Olive => "darkYellow",
        HighlightColor::Slate => "lightGray",
    }
}

fn comment_end(comment: usize) -> String {
    format!(
        "<w:commentRangeEnd w:id=\"{comment}\"/><w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr>\
         <w:commentReference w:id=\"{comment}\"/></w:r>"
    )
}

/// A paragraph for the tags and one for each line of the note.
fn comment_text(comment: usize, note: &ExportNote) -> String {
    let tags: Vec<_> = note.tags.iter().map(|tag| format!("#{tag}")).collect();
    let tags = (!tags.is_empty()).then(|| words(&tags.join(" "), ""));
    let lines: Vec<String> = tags.into_iter().chain(note_lines(&note.note)).collect();
    // A comment without a paragraph is none.
    let lines = if lines.is_empty() { vec![String::new()] } else { lines };
    let paragraphs: String = lines
        .iter()
        .map(|words| format!("<w:p><w:pPr><w:pStyle w:val=\"CommentText\"/></w:pPr>{words}</w:p>"))
        .collect();
    let date = date(&note.created);
    format!(
        "<w:comment w:id=\"{comment}\" w:author=\"丹黄\" w:initials=\"丹黄\"{date}>{paragraphs}</w:comment>\n"
    )
}

/// The lines of what a reader wrote, each in runs.
pub(super) fn note_lines(note: &str) -> impl Iterator<Item = String> + use<> {
    note_text::lines(note).into_iter().map(|line| line.iter().map(note_words).collect())
}

fn note_words(of_note: &Words) -> String {
    let is_dotted = of_note.is_emphasised && of_note.text.contains(is_han);
    let looks = [
        (of_note.is_code, "<w:rStyle w:val=\"CodeWords\"/>"),
        (of_note.is_strong, "<w:b/>"),
        (of_note.is_emphasised && !is_dotted, "<w:i/>"),
        (of_note.is_struck, "<w:strike/>"),
        (is_dotted, "<w:em w:val=\"underDot\"/>"),
    ];
    let looks: String = looks.iter().filter(|(is_so, _)| *is_so).map(|(_, xml)| *xml).collect();
    let properties = if looks.is_empty() { looks } else { format!("<w:rPr>{looks}</w:rPr>") };
    words(&of_note.text, &properties)
}

/// To the second, as Word has it.
fn date(created: &str) -> String {
    let second = created.get(..19).filter(|second| {
        second.bytes().all(|byte| byte.is_ascii_digit() || b"-T:".contains(&byte))
    });
    second.map(|second| format!(" w:date=\"{second}Z\"")).unwrap_or_default()
}
