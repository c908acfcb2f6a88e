//! The bookmarks of a document: what its author's program called a heading.

use std::collections::HashMap;

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{self, Dict};

/// Bookmarks that are read.
const MOST: usize = 10_000;
/// Levels of bookmarks.
const MOST_LEVELS: u8 = 9;

/// The level of each heading, from 1, by its text without white space.
#[derive(Default)]
pub(super) struct Bookmarks(HashMap<String, u8>);

impl Bookmarks {
    pub(super) fn of(pdf: &Pdf) -> Self {
        let xref = pdf.xref();
        let catalog = xref.get::<Dict<'_>>(xref.root_id());
        let first = catalog
            .and_then(|catalog| catalog.get::<Dict<'_>>("Outlines"))
            .and_then(|outlines| outlines.get::<Dict<'_>>("First"));
        let mut bookmarks = Self::default();
        // Entries that wait, with their levels: one may lead in a circle.
        let mut waiting: Vec<(Dict<'_>, u8)> = first.map(|first| (first, 1)).into_iter().collect();
        for _ in 0..MOST {
            let Some((entry, level)) = waiting.pop() else { break };
            if let Some(title) = entry.get::<object::String<'_>>("Title") {
                bookmarks.0.entry(bare(&decoded(title.as_bytes()))).or_insert(level);
            }
            waiting.extend(entry.get::<Dict<'_>>("Next").map(|next| (next, level)));
            let child = entry.get::<Dict<'_>>("First").filter(|_| level < MOST_LEVELS);
            waiting.extend(child.map(|child| (child, level + 1)));
        }
        bookmarks
    }

    /// The level of the heading that reads so.
    pub(super) fn level(&self, text: &str) -> Option<u8> {
        if self.0.is_empty() { None } else { self.0.get(&bare(text)).copied() }
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\0').collect()
}

/// Texts are in UTF-16 or UTF-8 with a mark, else nearly in Latin-1; Chinese programs of old wrote them as they had
/// them.
pub(super) fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, ..] => encoding_rs::UTF_16BE.decode(bytes).0.into_owned(),
        [0xFF, 0xFE, ..] => encoding_rs::UTF_16LE.decode(bytes).0.into_owned(),
        [0xEF, 0xBB, 0xBF, ..] => encoding_rs::UTF_8.decode(bytes).0.into_owned(),
        bytes if !bytes.is_ascii() && is_chinese(bytes) => {
            encoding_rs::GBK.decode_without_bom_handling(bytes).0.into_owned()
        }
        bytes => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
        },
    }
}

/// Whether all that is no ASCII stands in pairs as the everyday characters of GBK do: two pairs at least, which accents
/// hardly make.
fn is_chinese(bytes: &[u8]) -> bool {
    let mut n_pairs = 0;
    let mut rest = bytes;
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        if first.is_ascii() {
            continue;
        }
        let Some((second, behind)) = rest.split_first() else { return false };
        if !(0xA1..=0xF7).contains(first) || *second < 0xA1 {
            return false;
        }
        n_pairs += 1;
        rest = behind;
    }
    n_pairs >= 2 && std::str::from_utf8(bytes).is_err()
}
