//! What a PDF states of its text outside of it: its title and its author; of a file that publishers made also when and
//! where it came out, and what the text is known by.
//!
//! When the file was made says nothing of that, and is not read.

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Dict, Stream};

use crate::import::pdf::bookmarks::decoded;
use crate::import::stated::Fields;
use crate::import::xml::{self, Element, Handler};
use crate::text::Stated;

/// Longest description in XML that is read, in bytes as the file holds it.
const MOST_BYTES: usize = 256 << 10;
/// Names of authors that are read.
const MOST_NAMES: usize = 20;

/// What a document states.
pub(super) fn fields(pdf: &Pdf) -> Fields {
    let mut fields = Fields::default();
    let metadata = pdf.metadata();
    if let Some(title) = &metadata.title {
        fields.name(&decoded(title));
    }
    if let Some(author) = &metadata.author {
        fields.put(Stated::Author, 0, &decoded(author));
    }
    let xref = pdf.xref();
    let described = xref
        .get::<Dict<'_>>(xref.root_id())
        .and_then(|catalog| catalog.get::<Stream<'_>>("Metadata"))
        .filter(|stream| stream.raw_data().len() <= MOST_BYTES);
    if let Some(bytes) = described.and_then(|stream| stream.decoded().ok()) {
        let mut description = Description::default();
        // What stands before a fault counts.
        xml::read(&bytes, &mut description).unwrap_or_default();
        description.tell(&mut fields);
    }
    fields
}

/// The description of a document in XML: fields, most with their values as items of a list.
#[derive(Default)]
struct Description {
    field: Option<&'static str>,
    text: String,
    title: String,
    authors: Vec<String>,
    date: String,
    source: String,
    /// What it is known by: the number of an article, what the library calls it, what its programs do.
    identifiers: [String; 3],
}

/// The fields that are read, by their names without a prefix.
const FIELDS: [&str; 10] = [
    "title",
    "creator",
    "date",
    "publicationDate",
    "coverDate",
    "publicationName",
    "publisher",
    "doi",
    "identifier",
    DOCUMENT_ID,
];
/// What programs call a document in all its versions; some write it as an attribute.
const DOCUMENT_ID: &str = "DocumentID";

impl Description {
    fn end_value(&mut self) {
        let value = std::mem::take(&mut self.text).trim().to_owned();
        if value.is_empty() {
            return;
        }
        let first = match self.field {
            Some("creator") => {
                if self.authors.len() < MOST_NAMES {
                    self.authors.push(value);
                }
                return;
            }
            Some("title") => &mut self.title,
            Some("date" | "publicationDate" | "coverDate") => &mut self.date,
            Some("publicationName" | "publisher") => &mut self.source,
            Some("doi") => &mut self.identifiers[0],
            Some("identifier") => &mut self.identifiers[1],
            Some(DOCUMENT_ID) => &mut self.identifiers[2],
            _ => return,
        };
        if first.is_empty() {
            *first = value;
        }
    }

    fn tell(self, fields: &mut Fields) {
        fields.name(&self.title);
        fields.put(Stated::Author, 1, &self.authors.join(", "));
        fields.put(Stated::Date, 0, &self.date);
        fields.put(Stated::Source, 0, &self.source);
        for (rank, identifier) in self.identifiers.iter().enumerate() {
            fields.put(Stated::Identifier, rank, identifier);
        }
    }
}

impl Handler for Description {
    fn start(&mut self, name: &str, element: &Element<'_>) {
        if let Some(id) = element.get(DOCUMENT_ID).filter(|_| name == "Description") {
            self.identifiers[2] = id;
        }
        if let Some(field) = FIELDS.into_iter().find(|field| *field == name) {
            self.field = Some(field);
        }
        self.text.clear();
    }

    fn end(&mut self, name: &str) {
        self.end_value();
        if self.field == Some(name) {
            self.field = None;
        }
    }

    fn text(&mut self, text: &str) {
        if self.field.is_some() && self.text.len() < MOST_BYTES {
            self.text.push_str(text);
        }
    }
}
