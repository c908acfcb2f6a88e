//! The cleaned article as one page that needs nothing else; no marks.

use crate::exchange::page::{ArticleWriter, Head, from_line, page};
use crate::exchange::{Aspect, ExportFormat, Holds, Material, Request, Writer};
use crate::text::Bilingual;

pub(super) const FORMAT: ExportFormat = ExportFormat {
    id: "article-html",
    name: Bilingual::new("正文网页", "Article as a web page"),
    extension: "html",
    holds: Holds::Article,
    reads: false,
    loses: &[Aspect::Pictures, Aspect::OddLinks, Aspect::Controls],
    write: Writer::Sure(write),
};

fn write(material: &Material, request: &Request) -> Vec<u8> {
    let mut body = String::new();
    for (index, set) in material.documents.iter().enumerate() {
        let Some(article) = &set.article else { continue };
        let no_class = |_: &_| String::new();
        let mut writer = ArticleWriter::new(article, &[], &no_class, format!("d{index}-"), 0);
        let text = writer.body();
        body.push_str(&format!("<main>\n{text}{}</main>\n", from_line(set, request)));
    }
    let title = material.documents.first().map(|set| set.title.as_str()).unwrap_or_default();
    page(&Head { title, style: "", class: "" }, &body, request)
}
