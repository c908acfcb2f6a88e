//! The text of a document as elements of a page, with its marks, and its notes beside them.
//!
//! Marks lie in one another where they share words, cut where one of them ends: no element overlaps another.

use crate::document::{Block, BlockKind};
use crate::exchange::article::{self, Cutter, Run, is_web_address};
use crate::exchange::page::list::Lists;
use crate::exchange::page::{escaped, paragraphs, tag_labels};
use crate::exchange::{Article, ExportNote};
use crate::text::chars::is_han;
use crate::text::{ColumnSide, Span};

/// Writes one document.
pub(crate) struct ArticleWriter<'a> {
    article: &'a Article,
    notes: &'a [ExportNote],
    cutter: Cutter<'a>,
    /// The further classes of each note's elements.
    class: &'a dyn Fn(&ExportNote) -> String,
    /// What stands before the names of headings, so that those of two documents differ.
    prefix: String,
    /// The headings so far, each with its level, its name and its words.
    headings: Vec<(u8, String, String)>,
    n_numbered: usize,
}

impl<'a> ArticleWriter<'a> {
    /// A writer of an article with the marks of `notes`; `n_before` of those before it have numbers.
    pub(crate) fn new(
        article: &'a Article,
        notes: &'a [ExportNote],
        class: &'a dyn Fn(&ExportNote) -> String,
        prefix: String,
        n_before: usize,
    ) -> Self {
        let cutter = Cutter::new(article, notes);
        Self { article, notes, cutter, class, prefix, headings: Vec::new(), n_numbered: n_before }
    }

    /// All paragraphs.
    pub(crate) fn body(&mut self) -> String {
        let mut html = String::new();
        for group in article::groups(self.article) {
            if group.first().is_some_and(|block| block.is_after_rule) {
                html.push_str("<hr>\n");
            }
            let n_before = self.n_numbered;
            let mut ended = Vec::new();
            let words = self.group(group, &mut ended);
            if ended.is_empty() {
                html.push_str(&words);
                continue;
            }
            let asides = ended.iter().enumerate();
            let asides: String =
                asides.map(|(index, note)| self.aside(*note, n_before + index + 1)).collect();
            html.push_str(&format!("<div class=\"row\">\n{asides}{words}</div>\n"));
        }
        html
    }

    /// The headings that were written, each with its level, its name and its words.
    pub(crate) fn headings(&self) -> &[(u8, String, String)] {
        &self.headings
    }

    /// How many notes have numbers, those of earlier documents too.
    pub(crate) fn n_numbered(&self) -> usize {
        self.n_numbered
    }

    /// The notes of which nothing is seen in the text.
    pub(crate) fn unplaced(&self) -> impl Iterator<Item = &'a ExportNote> + '_ {
        let notes = self.notes.iter().enumerate();
        notes.filter(|(index, _)| !self.cutter.has_place(*index)).map(|(_, note)| note)
    }

    fn group(&mut self, group: &'a [Block], ended: &mut Vec<usize>) -> String {
        let Some(first) = group.first() else { return String::new() };
        match first.kind {
            BlockKind::Title => format!("<h1>{}</h1>\n", self.block(first, ended)),
            BlockKind::Heading(level) => self.heading(first, level, ended),
            BlockKind::Body => format!("<p>{}</p>\n", self.block(first, ended)),
            BlockKind::Caption => {
                format!("<p class=\"caption\">{}</p>\n", self.block(first, ended))
            }
            BlockKind::ListItem => {
                let mut lists = Lists::default();
                for block in group {
                    if self.article.continued.contains(&block.span.start) {
                        let words = self.block(block, ended);
                        lists.paragraph(usize::from(block.depth), &words);
                        continue;
                    }
                    let number = self.article.numbers.get(&block.span.start).copied();
                    lists.item(usize::from(block.depth), number, &self.block(block, ended));
                }
                lists.finish()
            }
            BlockKind::Quote => {
                let paragraphs: String = group
                    .iter()
                    .map(|block| format!("<p>{}</p>\n", self.block(block, ended)))
                    .collect();
                format!("<blockquote>\n{paragraphs}</blockquote>\n")
            }
            BlockKind::Verse => {
                let lines: Vec<_> = group.iter().map(|block| self.block(block, ended)).collect();
                format!("<p class=\"verse\">{}</p>\n", lines.join("<br>\n"))
            }
            BlockKind::Code => self.code(group, ended),
            BlockKind::TableRow => self.table(group, ended),
        }
    }

    fn heading(&mut self, block: &Block, level: u8, ended: &mut Vec<usize>) -> String {
        let name = format!("{}h{}", self.prefix, self.headings.len() + 1);
        let words = self.article.text.get(block.span).trim();
        self.headings.push((level, name.clone(), words.to_owned()));
        let element = (level + 1).min(6);
        format!("<h{element} id=\"{name}\">{}</h{element}>\n", self.block(block, ended))
    }

    fn block(&mut self, block: &Block, ended: &mut Vec<usize>) -> String {
        let runs = self.cutter.cut(block.span);
        self.inline(&runs, ended).trim().to_owned()
    }

    /// The lines of code with the line ends between them as they are.
    fn code(&mut self, group: &'a [Block], ended: &mut Vec<usize>) -> String {
        let mut html = String::new();
        let mut end = group.first().map(|block| block.span.start);
        for block in group {
            let between = Span { start: end.unwrap_or(block.span.start), end: block.span.start };
            html.push_str(&escaped(self.article.text.get(between)));
            let mut runs = self.cutter.cut(block.span);
            runs.iter_mut().for_each(|run| run.look.is_code = false);
            html.push_str(&self.inline(&runs, ended));
            end = Some(block.span.end);
        }
        format!("<pre><code>{html}</code></pre>\n")
    }

    fn table(&mut self, group: &'a [Block], ended: &mut Vec<usize>) -> String {
        let table = group.first().and_then(|block| self.article.table(block.span));
        let mut html = String::from("<table>\n");
        for block in group {
            let is_header = table.is_some_and(|table| table.is_header(block.span));
            let name = if is_header { "th" } else { "td" };
            let cells = self.cutter.cells(block.span);
            let mut row = String::new();
            for (column, cell) in cells.iter().enumerate() {
                let side = table.and_then(|table| table.columns.get(column)).copied();
                let class = match side.unwrap_or_default() {
                    ColumnSide::Left => "",
                    ColumnSide::Center => " class=\"center\"",
                    ColumnSide::Right => " class=\"right\"",
                };
                let words = self.inline(cell, ended);
                row.push_str(&format!("<{name}{class}>{}</{name}>", words.trim()));
            }
            let row = format!("<tr>{row}</tr>\n");
            html.push_str(&if is_header { format!("<thead>\n{row}</thead>\n") } else { row });
        }
        html.push_str("</table>\n");
        html
    }

    fn inline(&mut self, runs: &[Run<'_>], ended: &mut Vec<usize>) -> String {
        let mut html = String::new();
        for run in runs {
            html.push_str(&self.marked(run));
            for mark in &run.ends {
                let Some(note) = self.notes.get(*mark).filter(|note| note.says_something()) else {
                    continue;
                };
                self.n_numbered += 1;
                ended.push(*mark);
                html.push_str(&format!(
                    "<sup><a href=\"#n-{}\">{}</a></sup>",
                    escaped(&note.id),
                    self.n_numbered
                ));
            }
        }
        html
    }

    /// Words with the marks over them, the one that began last innermost.
    fn marked(&self, run: &Run<'_>) -> String {
        let mut html = looking(run);
        for mark in run.marks.iter().rev() {
            let Some(note) = self.notes.get(*mark) else { continue };
            let name = if run.begins.contains(mark) {
                format!(" id=\"m-{}\"", escaped(&note.id))
            } else {
                String::new()
            };
            let (color, class) = (note.color.id(), (self.class)(note));
            let id = escaped(&note.id);
            html = format!("<mark class=\"{color}{class}\" data-note=\"{id}\"{name}>{html}</mark>");
        }
        html
    }

    fn aside(&self, note: usize, number: usize) -> String {
        let Some(note) = self.notes.get(note) else { return String::new() };
        let (id, color, class) = (escaped(&note.id), note.color.id(), (self.class)(note));
        format!(
            "<aside class=\"{color}{class}\" id=\"n-{id}\"><a class=\"n\" href=\"#m-{id}\">{number}</a>\n{}{}</aside>\n",
            tag_labels(&note.tags),
            paragraphs(&note.note)
        )
    }
}

/// Words as they look, without marks.
fn looking(run: &Run<'_>) -> String {
    let look = run.look;
    let mut html = escaped(run.text);
    if look.is_code {
        html = format!("<code>{html}</code>");
    }
    if look.is_emphasised {
        // Chinese is emphasised by dots, not slanted.
        let class = if run.text.contains(is_han) { " class=\"dots\"" } else { "" };
        html = format!("<em{class}>{html}</em>");
    }
    if look.is_strong {
        html = format!("<strong>{html}</strong>");
    }
    match look.link.filter(|address| is_web_address(address)) {
        Some(address) => {
            format!("<a href=\"{}\" rel=\"noreferrer\">{html}</a>", escaped(address))
        }
        None => html,
    }
}
