//! What the elements of a page are, whatever stands in them.

use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TokenSinkResult};

use crate::import::html::{MOST_ADDRESS_BYTES, What, attribute};

/// What an element is in a page that says which its notes are: their numbers, themselves, the ways back.
pub(super) fn note_part(tag: &Tag) -> Option<What> {
    let words = ["role", "epub:type", "class"].into_iter().filter_map(|name| attribute(tag, name));
    let is_one_of = |signs: &[&str]| {
        words.clone().any(|words| words.split(' ').any(|word| signs.contains(&word)))
    };
    match tag.name.as_ref() {
        "a" if is_one_of(&["doc-backlink", "footnote-back", "footnote-backref"]) => {
            Some(What::Skipped)
        }
        "a" if is_one_of(&["doc-noteref", "noteref", "footnote-ref", "sdfootnoteanc"]) => {
            Some(What::NoteNumber)
        }
        "section" | "div" | "aside" if is_one_of(&["doc-endnotes", "footnotes"]) => {
            Some(What::Notes)
        }
        _ => None,
    }
}

/// Whether the page itself keeps an element from being seen.
pub(super) fn is_hidden(tag: &Tag) -> bool {
    let style = attribute(tag, "style").unwrap_or_default();
    let is_styled = style.len() < MOST_ADDRESS_BYTES && {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
        style.to_ascii_lowercase().contains("display:none")
    };
    // Beside a picture whose words say the same already.
    let is_said_twice = &*tag.name == "figcaption"
        && attribute(tag, "aria-hidden").is_some_and(|is_so| is_so == "true");
    is_styled || is_said_twice || attribute(tag, "hidden").is_some()
}

pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "img"
            | "input"
            | "meta"
            | "link"
            | "wbr"
            | "col"
            | "area"
            | "base"
            | "embed"
            | "source"
            | "track"
            | "param"
            | "br"
            | "hr"
    )
}

/// Whether an element holds blocks rather than text.
pub(super) fn is_container(name: &str) -> bool {
    matches!(
        name,
        "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "center"
            | "table"
            | "td"
            | "ul"
            | "ol"
            | "dl"
            | "details"
    )
}

/// The level of a heading, by the element's name or by the role that it has for screen readers.
pub(super) fn heading_level(tag: &Tag) -> Option<u8> {
    let level = match tag.name.as_ref() {
        "h1" => 1,
        "h2" => 2,
        "h3" => 3,
        "h4" => 4,
        "h5" => 5,
        "h6" => 6,
        name => {
            let is_told = attribute(tag, "role").is_some_and(|role| role == "heading");
            let level = attribute(tag, "aria-level").and_then(|level| level.parse().ok());
            return (is_told && what(name) == What::Block).then(|| level.unwrap_or(2).clamp(1, 6));
        }
    };
    Some(level)
}

/// Whether within an element the rules of XML hold.
pub(super) fn is_foreign_root(name: &str) -> bool {
    matches!(name, "svg" | "math")
}

pub(super) fn is_of_table(name: &str) -> bool {
    matches!(name, "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th")
}

pub(super) fn what(name: &str) -> What {
    match name {
        "script" | "style" | "noscript" | "template" | "svg" | "iframe" | "object" | "select"
        | "datalist" | "noframes" | "noembed" | "audio" | "video" | "canvas" | "rp" | "title"
        | "textarea"
        // A formula once more, in another language than the one that is shown.
        | "annotation" | "annotation-xml" => What::Skipped,
        "table" => What::Table,
        "tr" => What::Row,
        "td" | "th" => What::Cell,
        "rt" => What::Reading,
        "q" => What::Quoted,
        "pre" | "xmp" | "listing" | "plaintext" => What::Exact,
        "html" | "head" | "body" | "p" | "div" | "section" | "article" | "aside" | "header"
        | "footer" | "main" | "nav" | "address" | "blockquote" | "center" | "details"
        | "summary" | "dialog" | "dl" | "dt" | "dd" | "fieldset" | "legend" | "figure"
        | "figcaption" | "form" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hgroup" | "ul"
        | "ol" | "menu" | "li" | "caption" | "thead" | "tbody" | "tfoot" | "search" | "dir" => {
            What::Block
        }
        _ => What::Inline,
    }
}

/// Elements whose text has no tags but their own end, with how the tokenizer must read it.
pub(super) const RAW: [(&str, RawKind); 8] = [
    ("script", RawKind::ScriptData),
    ("style", RawKind::Rawtext),
    ("xmp", RawKind::Rawtext),
    ("iframe", RawKind::Rawtext),
    ("noembed", RawKind::Rawtext),
    ("noframes", RawKind::Rawtext),
    ("title", RawKind::Rcdata),
    ("textarea", RawKind::Rcdata),
];

/// How the tokenizer must read what stands in the element.
pub(super) fn raw(name: &str) -> TokenSinkResult<()> {
    if name == "plaintext" {
        return TokenSinkResult::Plaintext;
    }
    let kind = RAW.iter().find(|(raw, _)| *raw == name).map(|(_, kind)| *kind);
    kind.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
}
