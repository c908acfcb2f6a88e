//! What the head of a page states of its text: `<meta>` in its many vocabularies, the address, data for machines
//! (JSON-LD).

use html5ever::tokenizer::Tag;
use serde_json::Value;

use crate::import::html::{Reader, attribute};
use crate::import::stated::Fields;
use crate::text::Stated;

/// Most data for machines that is looked at, in bytes.
const MOST_DATA_BYTES: usize = 256 << 10;

/// Names of `<meta>`, in lower case, the surest first for each field.
const AUTHORS: &[&str] = &[
    "article:author",
    "author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "parsely-author",
    "sailthru.author",
    "byl",
];
const DATES: &[&str] = &[
    "article:published_time",
    "pubdate",
    "publishdate",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "dc.date",
    "dcterms.created",
    "citation_publication_date",
    "citation_date",
    "parsely-pub-date",
    "sailthru.date",
    "date",
];
const SOURCES: &[&str] = &[
    "contentsource",
    "citation_journal_title",
    "og:site_name",
    "sitename",
    "dc.publisher",
    "dcterms.publisher",
    "application-name",
];
const ADDRESSES: &[&str] = &["og:url"];
const IDENTIFIERS: &[&str] = &["citation_doi", "dc.identifier", "dcterms.identifier"];
const NAMES: &[&str] = &["articletitle", "og:title", "dc.title", "dcterms.title", "citation_title"];

impl Reader<'_, '_> {
    /// Takes what an element of the head states.
    pub(super) fn state(&mut self, tag: &Tag) {
        match tag.name.as_ref() {
            "meta" => state_meta(&mut self.builder.stated, tag),
            "link" => {
                let is_own =
                    attribute(tag, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
                if let Some(address) = attribute(tag, "href").filter(|_| is_own) {
                    self.builder.stated.put(Stated::Address, 0, address);
                }
            }
            "script" => {
                let is_data = attribute(tag, "type")
                    .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"));
                self.data = is_data.then(String::new);
            }
            _ => {}
        }
    }

    /// Keeps data for machines.
    pub(super) fn data(&mut self, text: &str) {
        if let Some(data) = self.data.as_mut().filter(|data| data.len() < MOST_DATA_BYTES) {
            data.push_str(text);
        }
    }

    /// Takes what the data say, which end here.
    pub(super) fn end_data(&mut self) {
        let data = self.data.take().and_then(|data| serde_json::from_str::<Value>(&data).ok());
        if let Some(article) = data.as_ref().and_then(article) {
            state_data(&mut self.builder.stated, article);
        }
    }
}

fn state_meta(stated: &mut Fields, tag: &Tag) {
    let key = ["name", "property", "itemprop"].into_iter().find_map(|key| attribute(tag, key));
    let (Some(key), Some(value)) = (key, attribute(tag, "content")) else { return };
    let key = key.to_ascii_lowercase();
    let rank = |names: &[&str]| names.iter().position(|name| *name == key);
    let fields = [
        (Stated::Author, AUTHORS),
        (Stated::Date, DATES),
        (Stated::Source, SOURCES),
        (Stated::Address, ADDRESSES),
        (Stated::Identifier, IDENTIFIERS),
    ];
    for (field, names) in fields {
        if let Some(rank) = rank(names) {
            stated.put(field, rank + 1, value);
        }
    }
    if rank(NAMES).is_some() {
        stated.name(value);
    }
}

/// The first thing that data speak of which is an article.
fn article(data: &Value) -> Option<&Value> {
    let is_article = |kind: &Value| {
        kind.as_str().is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("Posting"))
    };
    match data {
        Value::Array(all) => all.iter().find_map(article),
        Value::Object(fields) => {
            let kind = fields.get("@type");
            let is_one = kind.is_some_and(|kind| match kind {
                Value::Array(kinds) => kinds.iter().any(is_article),
                kind => is_article(kind),
            });
            if is_one { Some(data) } else { fields.get("@graph").and_then(article) }
        }
        _ => None,
    }
}

fn state_data(stated: &mut Fields, article: &Value) {
    let text = |key: &str| article.get(key).and_then(Value::as_str);
    if let Some(name) = text("headline") {
        stated.name(name);
    }
    if let Some(date) = text("datePublished") {
        stated.put(Stated::Date, 0, date);
    }
    for (key, field) in [("author", Stated::Author), ("publisher", Stated::Source)] {
        let names = article.get(key).map(names).unwrap_or_default();
        // The publisher is said better by the name of the site.
        let rank = if field == Stated::Author { 0 } else { SOURCES.len() };
        stated.put(field, rank, &names.join("、"));
    }
}

/// The names of one or several.
fn names(who: &Value) -> Vec<&str> {
    /// Most authors that are named.
    const MOST_NAMES: usize = 8;

    match who {
        Value::String(name) => vec![name],
        Value::Object(fields) => fields.get("name").and_then(Value::as_str).into_iter().collect(),
        Value::Array(all) => all.iter().take(MOST_NAMES).flat_map(names).collect(),
        _ => Vec::new(),
    }
}
