//! The cleaned article as plain text, one paragraph a line.

use crate::exchange::{Aspect, ExportFormat, Holds, Material, Request, Writer};
use crate::text::Bilingual;

pub(super) const FORMAT: ExportFormat = ExportFormat {
    id: "article-text",
    name: Bilingual::new("正文纯文本", "Article as plain text"),
    extension: "txt",
    holds: Holds::Article,
    reads: false,
    loses: &[Aspect::Looks, Aspect::Links, Aspect::Tables, Aspect::Pictures],
    write: Writer::Sure(write),
};

fn write(material: &Material, _: &Request) -> Vec<u8> {
    let articles = material.documents.iter().filter_map(|set| set.article.as_ref());
    let texts = articles.map(|article| {
        let text = article.text.as_str();
        if text.is_empty() || text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") }
    });
    texts.collect::<Vec<_>>().join("\n").into_bytes()
}
