//! The full text with the marks in it, as a document of Word: highlights, and comments with tags and notes.

use crate::exchange::docx::{self, Parts};
use crate::exchange::{Aspect, ExportError, ExportFormat, Holds, Material, Request, Writer};
use crate::text::Bilingual;

pub(super) const FORMAT: ExportFormat = ExportFormat {
    id: "marked-docx",
    name: Bilingual::new("全文带划线 Word", "Full text with marks for Word"),
    extension: "docx",
    holds: Holds::Marked,
    reads: false,
    loses: &[Aspect::ExactColors, Aspect::Pictures, Aspect::OddLinks, Aspect::Controls],
    write: Writer::MayFail(write),
};

fn write(material: &Material, request: &Request) -> Result<Vec<u8>, ExportError> {
    let mut parts = Parts::default();
    for set in &material.documents {
        docx::add(&mut parts, set, &set.notes, request);
    }
    docx::add_appendix(&mut parts, material, request);
    docx::package(&parts, material)
}
