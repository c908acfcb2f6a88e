//! The library's tags as a table that Taguette and other coders read: path, description, how often it is used.
//!
//! Cells are as they are, since a tag's name is an identity where it is read.

use std::collections::BTreeSet;

use crate::exchange::{Aspect, ExportFormat, Holds, Material, Request, Writer, csv};
use crate::text::Bilingual;

pub(super) const FORMAT: ExportFormat = ExportFormat {
    id: "codebook",
    name: Bilingual::new("标签表 CSV", "Codebook as CSV"),
    extension: "csv",
    holds: Holds::Tags,
    reads: false,
    loses: &[Aspect::Passages],
    write: Writer::Sure(write),
};

fn write(material: &Material, _: &Request) -> Vec<u8> {
    let header = ["tag", "description", "number of highlights", "number of documents"];
    let row = |(path, description): (&str, &str)| {
        let in_document = |set: &&crate::exchange::ExportSet| {
            set.notes.iter().filter(|note| note.tags.iter().any(|tag| tag == path)).count()
        };
        let counts: Vec<_> = material.documents.iter().map(|set| in_document(&set)).collect();
        let n_documents = counts.iter().filter(|count| **count > 0).count();
        let n_notes: usize = counts.iter().sum();
        [path.to_owned(), description.to_owned(), n_notes.to_string(), n_documents.to_string()]
    };
    let known = material.tags.iter().map(|tag| (tag.path.as_str(), tag.description.as_str()));
    let paths: BTreeSet<_> = material.tags.iter().map(|tag| tag.path.as_str()).collect();
    let used = material.documents.iter().flat_map(|set| &set.notes).flat_map(|note| &note.tags);
    let others: BTreeSet<_> = used.map(String::as_str).filter(|tag| !paths.contains(tag)).collect();
    let all = known.chain(others.into_iter().map(|path| (path, "")));
    // Taguette guesses the encoding, and does so rightly by the mark.
    let rows = std::iter::once(header.map(str::to_owned)).chain(all.map(row));
    csv::written("\u{FEFF}", rows)
}
