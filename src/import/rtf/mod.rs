//! Rich text: paragraphs with their styles, numbers, lists, tables, links, notes; no pictures.
//!
//! Read in one pass without a tree: groups are a stack, and each character goes where the group says.

mod encodings;
mod reader;
mod tokens;
mod writer;

use crate::import::items;
use crate::import::named;
use crate::import::rtf::reader::Reader;
use crate::import::rtf::tokens::Tokens;
use crate::import::{Fault, ImportError, Parsed, Warning};

/// Reads a document.
pub(super) fn read(bytes: &[u8], _: Option<&str>) -> Result<Parsed, ImportError> {
    parsed(bytes).map_err(ImportError::Faulty)
}

fn parsed(bytes: &[u8]) -> Result<Parsed, Fault> {
    if !bytes.trim_ascii_start().starts_with(b"{\\rtf") {
        return Err(Fault::Damaged);
    }
    let mut reader = Reader::default();
    for token in Tokens::new(bytes) {
        reader.take(token)?;
    }
    let (writer, is_cut) = reader.finish();
    let mut parsed = writer.finish();
    named::lower_below_title(&mut parsed);
    items::lone_items_are_text(&mut parsed);
    parsed.warnings.extend(is_cut.then_some(Warning::Partly(Fault::PartMissing)));
    Ok(parsed)
}
