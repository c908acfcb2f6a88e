//! Notes in the W3C's Web Annotation model: both selectors on every passage, so that any reader finds it
//! by its words or by its place. Places are code points, as the model asks.
//!
//! The passages are those of the cleaned text, or of the file where that is what is quoted.

use std::ops::Range;

use serde::Serialize;

use crate::exchange::article::is_web_address;
use crate::exchange::{
    Aspect, ExportFormat, ExportNote, ExportSet, Holds, Material, QuoteText, Request, Writer,
};
use crate::text::Bilingual;

pub(super) const FORMAT: ExportFormat = ExportFormat {
    id: "jsonld",
    name: Bilingual::new("W3C 网络标注 JSON-LD", "W3C Web Annotations (JSON-LD)"),
    extension: "jsonld",
    holds: Holds::Notes,
    reads: false,
    loses: &[Aspect::Memos, Aspect::TagMemos, Aspect::LibraryMemo, Aspect::States],
    write: Writer::Sure(write),
};

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

#[derive(Serialize)]
#[serde(tag = "type", rename = "AnnotationCollection")]
struct Collection<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    label: String,
    total: usize,
    first: Page<'a>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "AnnotationPage", rename_all = "camelCase")]
struct Page<'a> {
    start_index: usize,
    items: Vec<Annotation<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "type")]
struct Annotation<'a> {
    id: String,
    motivation: Motivation,
    created: &'a str,
    modified: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    body: Vec<Body<'a>>,
    target: Target<'a>,
}

/// One word alone, or a list.
#[derive(Serialize)]
#[serde(untagged)]
enum Motivation {
    One(&'static str),
    Several(Vec<&'static str>),
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "TextualBody")]
struct Body<'a> {
    value: &'a str,
    purpose: &'static str,
    format: &'static str,
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "SpecificResource", rename_all = "camelCase")]
struct Target<'a> {
    source: &'a Resource<'a>,
    style_class: &'static str,
    selector: Vec<Selector<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "Text")]
struct Resource<'a> {
    id: String,
    #[serde(rename = "schema:name")]
    name: &'a str,
    #[serde(rename = "schema:alternateName")]
    file_name: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "type")]
enum Selector<'a> {
    #[serde(rename = "TextQuoteSelector")]
    Quote { exact: &'a str, prefix: &'a str, suffix: &'a str },
    #[serde(rename = "TextPositionSelector")]
    Place { start: u32, end: u32 },
}

fn write(material: &Material, request: &Request) -> Vec<u8> {
    let resources: Vec<_> = material.documents.iter().map(resource).collect();
    let sets = material.documents.iter().zip(&resources);
    let items: Vec<_> = sets
        .flat_map(|(set, resource)| {
            set.notes.iter().map(|note| annotation(resource, note, request))
        })
        .collect();
    let titles: Vec<_> = material.documents.iter().map(|set| set.title.as_str()).collect();
    let collection = Collection {
        context: CONTEXT,
        label: titles.join("; "),
        total: items.len(),
        first: Page { start_index: 0, items },
    };
    serde_json::to_vec_pretty(&collection)
        .expect("strings and numbers can always be written as JSON")
}

fn annotation<'a>(
    resource: &'a Resource<'a>,
    note: &'a ExportNote,
    request: &Request,
) -> Annotation<'a> {
    Annotation {
        id: name_of(&note.id),
        motivation: motivation(note),
        created: &note.created,
        modified: &note.modified,
        body: bodies(note),
        target: Target {
            source: resource,
            style_class: note.color.id(),
            selector: selectors(note, request),
        },
    }
}

fn motivation(note: &ExportNote) -> Motivation {
    let said = [("commenting", !note.note.is_empty()), ("tagging", !note.tags.is_empty())];
    let further = said.into_iter().filter(|(_, is_so)| *is_so).map(|(name, _)| name);
    let all: Vec<_> = std::iter::once("highlighting").chain(further).collect();
    match all.as_slice() {
        [only] => Motivation::One(only),
        _ => Motivation::Several(all),
    }
}

fn bodies(note: &ExportNote) -> Vec<Body<'_>> {
    let body = |value, purpose| Body { value, purpose, format: "text/plain" };
    let comment = (!note.note.is_empty()).then(|| body(note.note.as_str(), "commenting"));
    comment.into_iter().chain(note.tags.iter().map(|tag| body(tag, "tagging"))).collect()
}

fn selectors<'a>(note: &'a ExportNote, request: &Request) -> Vec<Selector<'a>> {
    let quote = Selector::Quote { exact: &note.quote, prefix: &note.prefix, suffix: &note.suffix };
    let place = match request.quote {
        QuoteText::Clean => note.clean,
        QuoteText::Source => note.source,
    };
    let place = place.map(|place| Selector::Place { start: place.chars[0], end: place.chars[1] });
    std::iter::once(quote).chain(place).collect()
}

/// The article's address, else a name that is the same for the same bytes.
fn resource(set: &ExportSet) -> Resource<'_> {
    let address = set.meta.url.as_deref().filter(|address| is_web_address(address));
    let id = address.map_or_else(|| format!("urn:danhuang:blake3:{}", set.hash), str::to_owned);
    Resource { id, name: &set.title, file_name: &set.file_name }
}

/// An identity as an IRI: a ULID is 128 bits, as a UUID is.
fn name_of(id: &str) -> String {
    if let Ok(ulid) = ulid::Ulid::from_string(id) {
        let digits = format!("{:032x}", ulid.0);
        let part = |range: Range<usize>| digits.get(range).unwrap_or_default();
        let parts = [part(0..8), part(8..12), part(12..16), part(16..20), part(20..32)];
        return format!("urn:uuid:{}", parts.join("-"));
    }
    let safe = |byte: u8| match byte {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    format!("urn:danhuang:{}", id.bytes().map(safe).collect::<String>())
}
