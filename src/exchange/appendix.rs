//! What was written about the tags in use and about the library, for formats that are read from top to bottom: it
//! stands at the end. Where there is nothing, nothing is written.

use crate::exchange::markdown::paragraphs as markdown_paragraphs;
use crate::exchange::markdown_text;
use crate::exchange::page::{escaped, paragraphs as html_paragraphs};
use crate::exchange::{ExportTag, Material, Request, words};

/// A piece of it: a heading's level, its words, and what stands below it.
pub(super) struct Piece<'a> {
    pub(super) level: u8,
    pub(super) heading: &'a str,
    /// A text each, of a line or more.
    pub(super) texts: Vec<&'a str>,
}

/// The pieces, in order.
pub(super) fn pieces<'a>(material: &'a Material, request: &Request) -> Vec<Piece<'a>> {
    let piece = |level, heading, texts: &[&'a str]| {
        let texts = texts.iter().copied().filter(|text| !text.is_empty()).collect();
        Piece { level, heading, texts }
    };
    let language = request.language;
    let tags = material.tags_in_use().filter(|tag| tag.says_something());
    let tag = |tag: &'a ExportTag| piece(2, &tag.path, &[&tag.description, &tag.memo]);
    let mut pieces: Vec<Piece<'_>> = tags.map(tag).collect();
    if !pieces.is_empty() {
        pieces.insert(0, piece(1, words::TAGS.get(language), &[]));
    }
    if !material.memo.is_empty() {
        pieces.push(piece(1, words::ABOUT_LIBRARY.get(language), &[&material.memo]));
    }
    pieces
}

/// All of it as Markdown.
pub(super) fn markdown(material: &Material, request: &Request) -> String {
    let piece = |Piece { level, heading, texts }: Piece<'_>| {
        let signs = "#".repeat(level.into());
        let texts: String = texts.into_iter().map(markdown_paragraphs).collect();
        format!("\n{signs} {}\n{texts}", markdown_text::escaped(heading))
    };
    pieces(material, request).into_iter().map(piece).collect()
}

/// All of it as elements of a page.
pub(super) fn html(material: &Material, request: &Request) -> String {
    let piece = |Piece { level, heading, texts }: Piece<'_>| {
        let element = level + 1;
        let texts: String = texts.into_iter().map(html_paragraphs).collect();
        format!("<h{element}>{}</h{element}>\n{texts}", escaped(heading))
    };
    pieces(material, request).into_iter().map(piece).collect()
}
