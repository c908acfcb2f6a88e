//! The cleaned article as a document of Word; no marks.

use crate::exchange::docx::{self, Parts};
use crate::exchange::{Aspect, ExportError, ExportFormat, Holds, Material, Request, Writer};
use crate::text::Bilingual;

pub(super) const FORMAT: ExportFormat = ExportFormat {
    id: "article-docx",
    name: Bilingual::new("正文 Word", "Article for Word"),
    extension: "docx",
    holds: Holds::Article,
    reads: false,
    loses: &[Aspect::Pictures, Aspect::OddLinks, Aspect::Controls],
    write: Writer::MayFail(write),
};

fn write(material: &Material, request: &Request) -> Result<Vec<u8>, ExportError> {
    let mut parts = Parts::default();
    for set in &material.documents {
        docx::add(&mut parts, set, &[], request);
    }
    docx::package(&parts, material)
}
