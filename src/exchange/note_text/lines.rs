//! A note as lines of words without the signs of Markdown, for formats that have looks but no Markdown.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use crate::exchange::note_text::{read, with_line_feeds};

/// Words of a note that look alike.
#[expect(clippy::struct_excessive_bools, reason = "each is set by itself, and they add up")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::exchange) struct Words {
    pub(in crate::exchange) text: String,
    pub(in crate::exchange) is_strong: bool,
    pub(in crate::exchange) is_emphasised: bool,
    pub(in crate::exchange) is_code: bool,
    pub(in crate::exchange) is_struck: bool,
}

/// A line of a note.
pub(in crate::exchange) type Line = Vec<Words>;

/// The lines of a note that hold something.
pub(in crate::exchange) fn lines(note: &str) -> Vec<Line> {
    let note = with_line_feeds(note);
    let (events, named) = read(&note);
    let mut writer = Writer::default();
    events.into_iter().for_each(|event| writer.take(event));
    for line in named {
        writer.end_line();
        writer.push(&line);
    }
    writer.end_line();
    writer.lines
}

#[derive(Default)]
struct Writer {
    lines: Vec<Line>,
    line: Line,
    look: Words,
    lists: Vec<Option<u64>>,
    /// The address that stands behind each open link, if one does, and where the words of the link begin.
    links: Vec<Option<String>>,
    is_code: bool,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.is_code => {
                for line in text.lines() {
                    self.push(line);
                    self.end_line();
                }
            }
            Event::Text(text) => self.push(&text),
            Event::Code(code) => {
                self.look.is_code = true;
                self.push(&code);
                self.look.is_code = false;
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                self.push(html.trim_end_matches('\n'));
                if html.ends_with('\n') {
                    self.end_line();
                }
            }
            Event::SoftBreak | Event::HardBreak => self.end_line(),
            Event::Rule => {
                self.end_line();
                self.push("———");
                self.end_line();
            }
            Event::TaskListMarker(is_done) => self.push(if is_done { "☑ " } else { "☐ " }),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { .. } => {
                self.end_line();
                self.look.is_strong = true;
            }
            Tag::CodeBlock(_) => {
                self.end_line();
                (self.is_code, self.look.is_code) = (true, true);
            }
            Tag::List(first) => {
                self.end_line();
                self.lists.push(first);
            }
            Tag::Item => self.item(),
            Tag::TableCell if !self.line.is_empty() => self.push("\t"),
            Tag::Strong => self.look.is_strong = true,
            Tag::Emphasis => self.look.is_emphasised = true,
            Tag::Strikethrough => self.look.is_struck = true,
            Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. } => {
                let is_shown = matches!(
                    link_type,
                    LinkType::WikiLink { .. } | LinkType::Autolink | LinkType::Email
                );
                self.links.push((!is_shown).then(|| dest_url.to_string()));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.look.is_strong = false,
            TagEnd::Emphasis => self.look.is_emphasised = false,
            TagEnd::Strikethrough => self.look.is_struck = false,
            TagEnd::Link | TagEnd::Image => {
                if let Some(address) = self.links.pop().flatten().filter(|one| !one.is_empty()) {
                    self.push(&format!(" ({address})"));
                }
            }
            TagEnd::TableCell => {}
            TagEnd::Heading(_) => {
                self.end_line();
                self.look.is_strong = false;
            }
            TagEnd::CodeBlock => {
                self.end_line();
                (self.is_code, self.look.is_code) = (false, false);
            }
            TagEnd::List(_) => {
                self.end_line();
                self.lists.pop();
            }
            _ => self.end_line(),
        }
    }

    fn item(&mut self) {
        self.end_line();
        let depth = self.lists.len().saturating_sub(1).min(6);
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "• ".to_owned(),
        };
        self.push(&format!("{}{mark}", "\u{2003}".repeat(depth)));
    }

    fn push(&mut self, text: &str) {
        let look = Words { text: String::new(), ..self.look.clone() };
        match self.line.last_mut() {
            Some(last) if (Words { text: String::new(), ..last.clone() }) == look => {
                last.text.push_str(text);
            }
            _ => self.line.push(Words { text: text.to_owned(), ..look }),
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if line.iter().any(|words| !words.text.trim().is_empty()) {
            self.lines.push(line);
        }
    }
}
