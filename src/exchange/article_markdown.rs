//! The cleaned article as Markdown: headings by level, lists, tables, links; no marks.

use crate::exchange::markdown_text::{self, escaped};
use crate::exchange::{Aspect, ExportFormat, ExportSet, Holds, Material, Request, Writer};
use crate::text::Bilingual;

pub(super) const FORMAT: ExportFormat = ExportFormat {
    id: "article-markdown",
    name: Bilingual::new("正文 Markdown", "Article as Markdown"),
    extension: "md",
    holds: Holds::Article,
    reads: false,
    loses: &[Aspect::Pictures, Aspect::OddLinks, Aspect::Controls],
    write: Writer::Sure(write),
};

fn write(material: &Material, _: &Request) -> Vec<u8> {
    let documents: Vec<_> = material.documents.iter().map(document).collect();
    documents.join("\n").into_bytes()
}

fn document(set: &ExportSet) -> String {
    let body = set.article.as_ref().map(|article| markdown_text::body(article, &[], 0).text);
    let body = body.unwrap_or_else(|| format!("# {}", escaped(&set.title)));
    if body.is_empty() { body } else { format!("{body}\n") }
}
