//! A note as Markdown again: the same blocks and looks, every one of them ended, and no character of its words markup.
//!
//! A heading becomes a bold line, since it would hold what follows the note too.

use pulldown_cmark::{Alignment, CodeBlockKind, Event, LinkType, Tag, TagEnd};

use crate::exchange::article::is_web_address;
use crate::exchange::markdown_text::{
    address_text, code_between_quotes, escaped, with_plain_start,
};
use crate::exchange::note_text::{Piece, pieces, read, with_line_feeds};

/// The lines of a note, to be set where they belong.
pub(crate) fn markdown(note: &str) -> Vec<String> {
    let note = with_line_feeds(note);
    let (events, named) = read(&note);
    let mut writer = Writer::default();
    events.into_iter().for_each(|event| writer.take(event));
    for line in named {
        writer.words(&line);
        writer.end_block();
    }
    writer.end_block();
    writer.lines
}

/// What a block stands in.
enum Container {
    Quote,
    /// An item with its mark, and whether that is written.
    Item(String, bool),
}

#[expect(clippy::struct_excessive_bools, reason = "each is set by itself, and they add up")]
#[derive(Default)]
struct Writer {
    lines: Vec<String>,
    /// The line that is being written.
    line: String,
    inside: Vec<Container>,
    /// For each list around, the number of its next item if it counts.
    lists: Vec<Option<u64>>,
    /// What ends each open link.
    links: Vec<String>,
    /// Whether the words of a link are its name, which is written already.
    is_named: bool,
    code: Option<(String, String)>,
    columns: Vec<Alignment>,
    is_in_table: bool,
    is_heading: bool,
    /// Whether a line break follows if words do, and an empty line if a block does.
    breaks: bool,
    needs_gap: bool,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some((_, code)) => code.push_str(&text),
                None => self.words(&text),
            },
            Event::Code(code) => {
                self.begin();
                let code =
                    if self.is_in_table { code.replace('|', "\\|") } else { code.to_string() };
                code_between_quotes(&mut self.line, &code);
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                self.words(html.trim_end_matches('\n'));
                self.breaks |= html.ends_with('\n');
            }
            Event::SoftBreak | Event::HardBreak => self.breaks = true,
            Event::Rule => {
                self.gap();
                self.push_line("* * *");
                self.needs_gap = true;
            }
            Event::TaskListMarker(is_done) => {
                self.begin();
                self.line.push_str(if is_done { "[x] " } else { "[ ] " });
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { .. } => {
                self.sign("**");
                self.is_heading = true;
            }
            Tag::BlockQuote(_) => {
                self.gap();
                self.inside.push(Container::Quote);
            }
            Tag::CodeBlock(kind) => {
                self.gap();
                let info = if let CodeBlockKind::Fenced(info) = &kind { info.as_ref() } else { "" };
                let name = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '+');
                self.code = Some((info.chars().take_while(name).collect(), String::new()));
            }
            Tag::List(first) => {
                if self.lists.is_empty() {
                    self.gap();
                }
                self.lists.push(first);
            }
            Tag::Item => self.item(),
            Tag::Table(columns) => {
                self.gap();
                (self.columns, self.is_in_table) = (columns, true);
            }
            Tag::TableCell => self.line.push_str("| "),
            Tag::Strong => self.strong(),
            Tag::Emphasis => self.sign("*"),
            Tag::Strikethrough => self.sign("~~"),
            Tag::Link { link_type: LinkType::WikiLink { has_pothole }, dest_url, .. } => {
                self.named_link(&dest_url, has_pothole);
            }
            Tag::Link { dest_url, .. } => self.link("[", &dest_url),
            Tag::Image { dest_url, .. } => self.link("![", &dest_url),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.end_block(),
            TagEnd::Heading(_) => {
                self.line.push_str("**");
                self.is_heading = false;
                self.end_block();
            }
            TagEnd::BlockQuote(_) => {
                self.end_block();
                self.inside.pop();
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::List(_) => {
                self.lists.pop();
                self.needs_gap = true;
            }
            TagEnd::Item => {
                self.flush();
                if let Some(Container::Item(_, false)) = self.inside.last() {
                    self.push_line("");
                }
                self.inside.pop();
            }
            TagEnd::TableCell => self.line.push(' '),
            TagEnd::TableHead => {
                self.end_row();
                let side = |column: &Alignment| match column {
                    Alignment::Center => "| :-: ",
                    Alignment::Right => "| --: ",
                    Alignment::None | Alignment::Left => "| --- ",
                };
                let sides: String = self.columns.iter().map(side).collect();
                self.push_line(&format!("{sides}|"));
            }
            TagEnd::TableRow => self.end_row(),
            TagEnd::Table => (self.is_in_table, self.needs_gap) = (false, true),
            TagEnd::Strong => self.strong(),
            TagEnd::Emphasis => self.line.push('*'),
            TagEnd::Strikethrough => self.line.push_str("~~"),
            TagEnd::Link | TagEnd::Image => {
                let end = self.links.pop().unwrap_or_default();
                self.line.push_str(&end);
                self.is_named = false;
            }
            _ => {}
        }
    }

    /// What is written behind this stands in the line that is open, or in a new one.
    fn begin(&mut self) {
        if std::mem::take(&mut self.breaks) && !self.line.is_empty() {
            if self.is_heading || self.is_in_table {
                self.line.push(' ');
                return;
            }
            let end = self.line.trim_end().len();
            self.line.truncate(end);
            self.line.push('\\');
            self.flush();
        } else if self.line.is_empty() {
            self.gap();
        }
    }

    fn sign(&mut self, sign: &str) {
        self.begin();
        self.line.push_str(sign);
    }

    /// A heading is bold by itself.
    fn strong(&mut self) {
        if !self.is_heading {
            self.sign("**");
        }
    }

    fn words(&mut self, text: &str) {
        if self.is_named || text.is_empty() {
            return;
        }
        self.begin();
        let pieces = if self.links.is_empty() { pieces(text) } else { vec![Piece::Words(text)] };
        for piece in pieces {
            match piece {
                Piece::Words(words) => {
                    // Behind the name of a link a bracket would begin an address.
                    let is_address = self.line.ends_with(']') && words.starts_with('(');
                    self.line.push_str(if is_address { "\\" } else { "" });
                    self.line.push_str(&with_tags(&escaped(words)));
                }
                Piece::Address(address) => self.line.push_str(&format!("<{address}>")),
            }
        }
    }

    /// `[[name]]`, if its name is one that nothing else can be made of.
    fn named_link(&mut self, name: &str, has_words: bool) {
        self.begin();
        let is_plain = !name.contains(['<', '>', '`', '\\', '&', '$', '*', '%', '[', ']', '|']);
        if !is_plain {
            self.line.push_str(&format!("\\[\\[{}", escaped(name)));
            self.links.push("\\]\\]".to_owned());
        } else {
            self.line.push_str(&format!("[[{name}"));
            self.links.push("]]".to_owned());
        }
        if has_words {
            self.line.push_str(if self.is_in_table { "\\|" } else { "|" });
        }
        self.is_named = !has_words;
    }

    /// A link or a picture; one that might run something shows its address.
    fn link(&mut self, sign: &str, address: &str) {
        let has_scheme = address.split(['/', '?', '#']).next().is_some_and(|one| one.contains(':'));
        let is_known = is_web_address(address) || address.starts_with("danhuang:");
        if is_known || !has_scheme {
            self.sign(sign);
            self.links.push(format!("](<{}>)", address_text(address)));
        } else {
            self.begin();
            self.links.push(format!(" ({})", escaped(address)));
        }
    }

    fn item(&mut self) {
        self.flush();
        self.needs_gap = false;
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "- ".to_owned(),
        };
        self.inside.push(Container::Item(mark, false));
    }

    fn end_code(&mut self) {
        let Some((name, code)) = self.code.take() else { return };
        let runs = code.split(|c| c != '`').map(str::len);
        let fence = "`".repeat(runs.max().unwrap_or_default().max(2) + 1);
        self.push_line(&format!("{fence}{name}"));
        code.lines().for_each(|line| self.push_line(line));
        self.push_line(&fence);
        self.needs_gap = true;
    }

    fn end_row(&mut self) {
        self.line.push('|');
        self.flush();
    }

    fn end_block(&mut self) {
        self.flush();
        self.breaks = false;
        self.needs_gap = true;
    }

    /// Ends the line that is open.
    fn flush(&mut self) {
        let line = with_plain_start(std::mem::take(&mut self.line).trim().to_owned());
        if !line.is_empty() {
            self.push_line(&line);
        }
    }

    /// An empty line between blocks.
    fn gap(&mut self) {
        self.flush();
        if std::mem::take(&mut self.needs_gap) && !self.lines.is_empty() {
            let is_begun = |one: &&Container| !matches!(one, Container::Item(_, false));
            let begun = self.inside.iter().take_while(is_begun);
            let before: String = begun.map(before_line).collect();
            self.lines.push(before.trim_end().to_owned());
        }
    }

    fn push_line(&mut self, words: &str) {
        let before: String = self.inside.iter().map(before_line).collect();
        for one in &mut self.inside {
            if let Container::Item(_, is_begun) = one {
                *is_begun = true;
            }
        }
        self.lines.push(format!("{before}{words}").trim_end().to_owned());
    }
}

/// What stands before a line in a container.
fn before_line(container: &Container) -> String {
    match container {
        Container::Quote => "> ".to_owned(),
        Container::Item(mark, false) => mark.clone(),
        Container::Item(mark, true) => " ".repeat(mark.len()),
    }
}

/// The sign of a tag is no markup before a letter, and a tag only without a stroke before it.
fn with_tags(escaped: &str) -> String {
    let mut parts = escaped.split("\\#");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_tag = part.starts_with(char::is_alphanumeric) && !text.ends_with(['\\', '#']);
        text.push_str(if is_tag { "#" } else { "\\#" });
        text.push_str(part);
    }
    text
}
