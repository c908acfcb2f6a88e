//! Notes as one page that needs nothing else: reads well, prints well, runs nothing.

use std::collections::BTreeSet;

use crate::exchange::appendix;
use crate::exchange::groups::groups;
use crate::exchange::marked_html::card_with;
use crate::exchange::page::{Head, escaped, from_line, page, paragraphs};
use crate::exchange::{Aspect, ExportFormat, ExportSet, Holds, Material, Request, Writer};
use crate::text::Bilingual;

pub(super) const FORMAT: ExportFormat = ExportFormat {
    id: "html",
    name: Bilingual::new("网页", "Web page"),
    extension: "html",
    holds: Holds::Notes,
    reads: false,
    loses: &[Aspect::Places, Aspect::States, Aspect::SourceTexts, Aspect::Times, Aspect::Controls],
    write: Writer::Sure(write),
};

fn write(material: &Material, request: &Request) -> Vec<u8> {
    let title = material.documents.first().map(|set| set.title.as_str()).unwrap_or_default();
    let body: String = material.documents.iter().map(|set| document(set, request)).collect();
    let body = body + &appendix::html(material, request);
    page(&Head { title, style: "", class: "" }, &body, request)
}

fn document(set: &ExportSet, request: &Request) -> String {
    let title = escaped(&set.title);
    let (from, memo) = (from_line(set, request), paragraphs(&set.memo));
    let mut page = format!("<h1>{title}</h1>\n{from}{memo}");
    let mut named = BTreeSet::new();
    for group in groups(set, request) {
        page.push_str(&format!("<section>\n<h2>{}</h2>\n", escaped(&group.name)));
        for note in group.notes {
            // A note with several tags stands under each, and has its name once.
            let name = format!(" id=\"{}\"", escaped(&note.id));
            let is_first = named.insert(note.id.as_str());
            page.push_str(&card_with(note, if is_first { &name } else { "" }));
        }
        page.push_str("</section>\n");
    }
    page
}
