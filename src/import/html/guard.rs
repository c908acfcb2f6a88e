//! What of a page is kept from the tokenizer, which would take too long over it.

use std::borrow::Cow;

use crate::import::limits::MOST_ATTRIBUTES;

/// The page without the attributes that are more than a tag can have: each is compared with all before it.
pub(super) fn guarded(page: &str) -> Cow<'_, str> {
    let mut cuts: Vec<std::ops::Range<usize>> = Vec::new();
    let bytes = page.as_bytes();
    let mut at = 0;
    while let Some(start) = memchr::memchr(b'<', bytes.get(at..).unwrap_or_default()) {
        let start = at + start;
        at = start + 1;
        if bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            let (end, cut) = tag_end(bytes, at);
            cuts.extend(cut.map(|cut| cut..end));
            at = end;
        }
    }
    if cuts.is_empty() {
        return Cow::Borrowed(page);
    }
    let mut kept = String::with_capacity(page.len());
    let mut from = 0;
    for cut in cuts {
        kept.push_str(page.get(from..cut.start).unwrap_or_default());
        from = cut.end;
    }
    kept.push_str(page.get(from..).unwrap_or_default());
    Cow::Owned(kept)
}

/// Where a tag ends, and where its attributes become too many.
fn tag_end(bytes: &[u8], from: usize) -> (usize, Option<usize>) {
    let (mut quote, mut n_words, mut cut) = (None, 0, None);
    let mut was_space = false;
    for (index, byte) in bytes.iter().enumerate().skip(from) {
        let is_space = byte.is_ascii_whitespace() || *byte == b'/';
        match (quote, byte) {
            (None, b'>') => return (index, cut),
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            (None, _) if was_space && !is_space => {
                n_words += 1;
                if n_words > MOST_ATTRIBUTES && cut.is_none() {
                    cut = Some(index);
                }
            }
            _ => {}
        }
        was_space = is_space;
    }
    (bytes.len(), cut)
}
