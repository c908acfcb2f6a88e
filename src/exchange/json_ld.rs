//! Notes in the W3C's Web Annotation model: both selectors on every passage, so that any reader finds it
//! by its words or by its place. Places are code points, as the model asks.
//!
//! The passages are those of the cleaned text, or of the file where that is what is quoted.

use std::ops::Range;

use serde_json::{Value, json};

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
    loses: &[Aspect::Memos, Aspect::States],
    write: Writer::Sure(write),
};

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

fn write(material: &Material, request: &Request) -> Vec<u8> {
    let documents = material.documents.iter();
    let items: Vec<Value> = documents
        .flat_map(|set| set.notes.iter().map(|note| annotation(set, note, request)))
        .collect();
    let titles: Vec<_> = material.documents.iter().map(|set| set.title.as_str()).collect();
    let collection = json!({
        "@context": CONTEXT,
        "type": "AnnotationCollection",
        "label": titles.join("; "),
        "total": items.len(),
        "first": { "type": "AnnotationPage", "startIndex": 0, "items": items },
    });
    serde_json::to_vec_pretty(&collection).expect("a JSON value can always be written")
}

fn annotation(set: &ExportSet, note: &ExportNote, request: &Request) -> Value {
    let mut annotation = json!({
        "id": name_of(&note.id),
        "type": "Annotation",
        "motivation": motivation(note),
        "created": note.created,
        "modified": note.modified,
        "target": {
            "type": "SpecificResource",
            "source": source(set),
            "styleClass": note.color.id(),
            "selector": selectors(note, request),
        },
    });
    let bodies = bodies(note);
    if !bodies.is_empty() {
        annotation["body"] = Value::Array(bodies);
    }
    annotation
}

fn motivation(note: &ExportNote) -> Value {
    let said = [("commenting", !note.note.is_empty()), ("tagging", !note.tags.is_empty())];
    let further = said.into_iter().filter(|(_, is_so)| *is_so).map(|(name, _)| name);
    match std::iter::once("highlighting").chain(further).collect::<Vec<_>>().as_slice() {
        [only] => json!(only),
        several => json!(several),
    }
}

fn bodies(note: &ExportNote) -> Vec<Value> {
    let body = |value: &str, purpose: &str| json!({ "type": "TextualBody", "value": value, "purpose": purpose, "format": "text/plain" });
    let comment = (!note.note.is_empty()).then(|| body(&note.note, "commenting"));
    comment.into_iter().chain(note.tags.iter().map(|tag| body(tag, "tagging"))).collect()
}

fn selectors(note: &ExportNote, request: &Request) -> Value {
    let quote = json!({
        "type": "TextQuoteSelector",
        "exact": note.quote,
        "prefix": note.prefix,
        "suffix": note.suffix,
    });
    let place = match request.quote {
        QuoteText::Clean => note.clean,
        QuoteText::Source => note.source,
    };
    match place.map(|place| place.chars) {
        Some([start, end]) => {
            json!([quote, { "type": "TextPositionSelector", "start": start, "end": end }])
        }
        None => json!([quote]),
    }
}

/// The article's address, else a name that is the same for the same bytes.
fn source(set: &ExportSet) -> Value {
    let address = set.meta.url.as_deref().filter(|address| is_web_address(address));
    let id = address.map_or_else(|| format!("urn:danhuang:blake3:{}", set.hash), str::to_owned);
    json!({ "id": id, "type": "Text", "schema:name": set.title, "schema:alternateName": set.file_name })
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
