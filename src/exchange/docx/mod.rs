//! Documents of Word: the article with real headings, lists and tables, marks as highlights, notes as comments.
//!
//! Written as the standard has it (ECMA-376), with nothing that only one program knows.

mod block;
mod numbering;
mod parts;
mod run;

use std::collections::BTreeMap;

use crate::exchange::article::{self, Cutter};
use crate::exchange::docx::numbering::Numbering;
use crate::exchange::{Article, ExportNote, ExportSet, Material, Request, appendix, words};

pub(super) use parts::package;

/// What a document of Word is made of, under way.
#[derive(Default)]
pub(super) struct Parts {
    /// The paragraphs and tables.
    body: String,
    /// The comments.
    comments: String,
    n_comments: usize,
    /// The addresses that are linked to; an address's number is its place.
    links: Vec<String>,
    numbering: Numbering,
}

/// Writes one document behind those that are there.
pub(super) fn add(parts: &mut Parts, set: &ExportSet, notes: &[ExportNote], request: &Request) {
    let Some(article) = &set.article else { return };
    let is_first = parts.body.is_empty();
    let mut writer = Writer {
        parts,
        article,
        notes,
        cutter: Cutter::new(article, notes),
        comments: BTreeMap::new(),
        is_on_new_page: !is_first,
    };
    let has_title =
        article.blocks.iter().any(|block| block.kind == crate::document::BlockKind::Title);
    if !has_title {
        writer.plain("Title", &set.title);
    }
    for group in article::groups(article) {
        writer.group(group);
    }
    writer.unplaced(request);
    if !set.memo.is_empty() {
        writer.plain("Heading1", words::ABOUT_DOCUMENT.get(request.language));
        let lines = run::note_lines(&set.memo);
        lines.for_each(|line| writer.paragraph("Normal", "", &line));
    }
}

/// Writes what was said of tags and of the library behind the documents.
pub(super) fn add_appendix(parts: &mut Parts, material: &Material, request: &Request) {
    for piece in appendix::pieces(material, request) {
        let style = if piece.level == 1 { "Heading1" } else { "Heading2" };
        parts.body.push_str(&block::plain(style, piece.heading));
        for line in piece.texts.into_iter().flat_map(run::note_lines) {
            parts.body.push_str(&block::styled("Normal", "", &line));
        }
    }
}

/// Writes the blocks of one article.
struct Writer<'a, 'p> {
    parts: &'p mut Parts,
    article: &'a Article,
    notes: &'a [ExportNote],
    cutter: Cutter<'a>,
    /// The comments of the notes whose passages have begun.
    comments: BTreeMap<usize, usize>,
    /// Whether the next paragraph begins a page.
    is_on_new_page: bool,
}

impl Writer<'_, '_> {
    /// The notes that stand nowhere in the text, so that none is lost.
    fn unplaced(&mut self, request: &Request) {
        let notes = self.notes;
        let unplaced: Vec<_> =
            notes.iter().enumerate().filter(|(note, _)| !self.cutter.has_place(*note)).collect();
        if unplaced.is_empty() {
            return;
        }
        self.plain("Heading1", words::UNPLACED.get(request.language));
        for (index, note) in unplaced {
            self.passage(index, note);
        }
    }
}

/// A text in which no character is markup, without those that XML cannot hold.
fn escaped(text: &str) -> String {
    crate::exchange::page::escaped(text)
}
