//! What a reader wrote, which is Markdown: as Markdown that cannot leave its place in a file, as elements of a page,
//! and as lines of words for formats that know neither.
//!
//! Raw HTML in it is text, and no picture is asked for but by those who read the Markdown.

mod html;
mod lines;
mod markdown;

use pulldown_cmark::{Event, Options, Parser, TextMergeStream};

pub(super) use html::html;
pub(super) use lines::{Words, lines};
pub(crate) use markdown::markdown;

/// What is read of a note: its events, and the names of links that no event tells of, as lines.
fn read(note: &str) -> (Vec<Event<'_>>, Vec<String>) {
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let options = options | Options::ENABLE_WIKILINKS | Options::ENABLE_TABLES;
    let parser = Parser::new_ext(note, options);
    let named = parser.reference_definitions().iter();
    let mut named: Vec<_> =
        named.map(|(name, link)| (link.span.start, format!("[{name}]: {}", link.dest))).collect();
    named.sort();
    let events = TextMergeStream::new(parser).collect();
    (events, named.into_iter().map(|(_, line)| line).collect())
}

/// A piece of a text: words, or an address of the web or of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'a> {
    Words(&'a str),
    Address(&'a str),
}

/// The pieces of a text in order.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    const SCHEMES: [&str; 3] = ["https://", "http://", "danhuang://"];
    let is_part = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '`' | '|');
    let (mut pieces, mut rest) = (Vec::new(), text);
    while let Some(start) = SCHEMES.iter().filter_map(|scheme| rest.find(scheme)).min() {
        let (before, address) = rest.split_at_checked(start).unwrap_or_default();
        let end = address.find(|c| !is_part(c)).unwrap_or(address.len());
        let end = address.get(..end).unwrap_or_default();
        let end = end.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '*', '_']).len();
        let (address, behind) = address.split_at_checked(end).unwrap_or_default();
        pieces.extend((!before.is_empty()).then_some(Piece::Words(before)));
        let is_whole = address.split("://").nth(1).is_some_and(|place| !place.is_empty());
        pieces.push(if is_whole { Piece::Address(address) } else { Piece::Words(address) });
        rest = behind;
        if address.is_empty() {
            break;
        }
    }
    pieces.extend((!rest.is_empty()).then_some(Piece::Words(rest)));
    pieces
}

/// A text in the lines that `\n`, `\r\n` or `\r` end.
fn with_line_feeds(note: &str) -> String {
    note.replace("\r\n", "\n").replace('\r', "\n")
}
