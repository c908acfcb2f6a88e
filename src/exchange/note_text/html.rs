//! A note as elements of a page; what it says of HTML is text.

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use crate::exchange::article::is_web_address;
use crate::exchange::note_text::{Piece, pieces, read, with_line_feeds};
use crate::exchange::page::escaped;
use crate::text::chars::is_han;

/// The elements of a note.
pub(in crate::exchange) fn html(note: &str) -> String {
    let note = with_line_feeds(note);
    let (events, named) = read(&note);
    let mut writer = Writer { is_emphasis_chinese: chinese_emphases(&events), ..Writer::default() };
    events.into_iter().for_each(|event| writer.take(event));
    let named: String = named.iter().map(|line| format!("<p>{}</p>\n", escaped(line))).collect();
    writer.html + &named
}

/// Whether each emphasis, in order of their beginnings, holds Chinese: that is emphasised by dots, not slanted.
fn chinese_emphases(events: &[Event<'_>]) -> Vec<bool> {
    let (mut all, mut open) = (Vec::new(), Vec::new());
    for event in events {
        match event {
            Event::Start(Tag::Emphasis) => {
                open.push(all.len());
                all.push(false);
            }
            Event::End(TagEnd::Emphasis) => drop(open.pop()),
            Event::Text(text) if text.contains(is_han) => open.iter().for_each(|one| {
                if let Some(one) = all.get_mut(*one) {
                    *one = true;
                }
            }),
            _ => {}
        }
    }
    all.reverse();
    all
}

#[derive(Default)]
struct Writer {
    html: String,
    /// Of the emphases to come, the next one last.
    is_emphasis_chinese: Vec<bool>,
    /// What ends each open link.
    links: Vec<&'static str>,
    is_code: bool,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.is_code || !self.links.is_empty() => self.text(&text),
            Event::Text(text) => pieces(&text).into_iter().for_each(|piece| self.piece(piece)),
            Event::Code(code) => self.html.push_str(&format!("<code>{}</code>", escaped(&code))),
            Event::Html(html) | Event::InlineHtml(html) => {
                let is_line = html.ends_with('\n');
                self.text(html.trim_end_matches('\n'));
                self.html.push_str(if is_line { "<br>" } else { "" });
            }
            Event::SoftBreak | Event::HardBreak => self.html.push_str("<br>"),
            Event::Rule => self.html.push_str("<hr>\n"),
            Event::TaskListMarker(is_done) => {
                self.html.push_str(if is_done { "☑ " } else { "☐ " });
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        self.html.push_str(&escaped(text));
    }

    fn piece(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Address(address) if is_web_address(address) => {
                self.begin_link(address);
                self.text(address);
                self.html.push_str("</a>");
            }
            Piece::Address(words) | Piece::Words(words) => self.text(words),
        }
    }

    fn begin_link(&mut self, address: &str) {
        self.html.push_str(&format!("<a href=\"{}\" rel=\"noreferrer\">", escaped(address)));
    }

    fn start(&mut self, tag: Tag<'_>) {
        let element = match tag {
            Tag::Paragraph | Tag::HtmlBlock => "<p>",
            // A heading of the page's own would hold what follows the note.
            Tag::Heading { .. } => "<p><strong>",
            Tag::BlockQuote(_) => "<blockquote>\n",
            Tag::CodeBlock(_) => {
                self.is_code = true;
                "<pre><code>"
            }
            Tag::List(None) => "<ul>\n",
            Tag::List(Some(first)) => {
                return self.html.push_str(&format!("<ol start=\"{first}\">\n"));
            }
            Tag::Item => "<li>",
            Tag::Table(_) => "<table>\n",
            Tag::TableHead | Tag::TableRow => "<tr>",
            Tag::TableCell => "<td>",
            Tag::Strong => "<strong>",
            Tag::Emphasis if self.is_emphasis_chinese.pop() == Some(true) => "<em class=\"dots\">",
            Tag::Emphasis => "<em>",
            Tag::Strikethrough => "<del>",
            Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. } => {
                return self.link(link_type, &dest_url);
            }
            _ => "",
        };
        self.html.push_str(element);
    }

    fn link(&mut self, kind: LinkType, address: &CowStr<'_>) {
        let leads = !matches!(kind, LinkType::WikiLink { .. }) && is_web_address(address);
        if leads {
            self.begin_link(address);
        }
        self.links.push(if leads { "</a>" } else { "" });
    }

    fn end(&mut self, tag: TagEnd) {
        let element = match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => "</p>\n",
            TagEnd::Heading(_) => "</strong></p>\n",
            TagEnd::BlockQuote(_) => "</blockquote>\n",
            TagEnd::CodeBlock => {
                self.is_code = false;
                "</code></pre>\n"
            }
            TagEnd::List(true) => "</ol>\n",
            TagEnd::List(false) => "</ul>\n",
            TagEnd::Item => "</li>\n",
            TagEnd::Table => "</table>\n",
            TagEnd::TableHead | TagEnd::TableRow => "</tr>\n",
            TagEnd::TableCell => "</td>",
            TagEnd::Strong => "</strong>",
            TagEnd::Emphasis => "</em>",
            TagEnd::Strikethrough => "</del>",
            TagEnd::Link | TagEnd::Image => self.links.pop().unwrap_or_default(),
            _ => "",
        };
        self.html.push_str(element);
    }
}
