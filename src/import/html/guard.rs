//! What of a page is kept from the tokenizer, which would take too long over it.

use std::borrow::Cow;

use crate::import::html::elements::RAW;
use crate::import::limits::MOST_ATTRIBUTES;

/// Whether a tag's name is this.
fn begins(tag: &[u8], name: &[u8]) -> bool {
    let is_name = tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    is_name
        && !tag.get(name.len()).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}

/// Where the end tag of a raw element stands.
fn raw_end(bytes: &[u8], from: usize, name: &[u8]) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    let ends = memchr::memmem::find_iter(rest, b"</");
    let is_own = |at: &usize| rest.get(at + 2..).is_some_and(|tag| begins(tag, name));
    ends.into_iter().find(is_own).map_or(bytes.len(), |at| from + at)
}

/// The page without the attributes that are more than a tag can have: each is compared with all before it.
pub(super) fn guarded(page: &str) -> Cow<'_, str> {
    let mut cuts: Vec<std::ops::Range<usize>> = Vec::new();
    let bytes = page.as_bytes();
    let mut at = 0;
    while let Some(start) = memchr::memchr(b'<', bytes.get(at..).unwrap_or_default()) {
        let start = at + start;
        at = start + 1;
        let rest = bytes.get(at..).unwrap_or_default();
        if rest.starts_with(b"!--") {
            at = memchr::memmem::find(rest, b"-->").map_or(bytes.len(), |end| at + end);
        } else if rest.first().is_some_and(u8::is_ascii_alphabetic) {
            let (end, cut) = tag_end(bytes, at);
            cuts.extend(cut.map(|cut| cut..end));
            // What stands in a script is no tag, whatever it looks like.
            let raw = RAW.iter().map(|(name, _)| name.as_bytes()).find(|name| begins(rest, name));
            at = raw.map_or(end, |name| raw_end(bytes, end, name));
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

/// Where a tag ends, and where its attributes become too many. A quote opens a value only behind its `=`; anywhere else
/// browsers take it for a letter of a name, and so must this, or half a page would be one value.
fn tag_end(bytes: &[u8], from: usize) -> (usize, Option<usize>) {
    let (mut quote, mut n_words, mut cut) = (None, 0, None);
    let mut was_space = false;
    let mut is_value_due = false;
    for (index, byte) in bytes.iter().enumerate().skip(from) {
        let is_space = byte.is_ascii_whitespace() || *byte == b'/';
        match (quote, byte) {
            (None, b'>') => return (index, cut),
            (None, b'"' | b'\'') if is_value_due => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            (None, _) if was_space && !is_space && !is_value_due => {
                n_words += 1;
                if n_words > MOST_ATTRIBUTES && cut.is_none() {
                    cut = Some(index);
                }
            }
            _ => {}
        }
        is_value_due =
            quote.is_none() && (*byte == b'=' || (is_value_due && byte.is_ascii_whitespace()));
        was_space = is_space;
    }
    (bytes.len(), cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stray_quote_opens_no_value() {
        let page = r#"<script src="a.js" " type="b"></script><p title = "a > b">Text"#;
        assert_eq!(guarded(page), page);
        let page = r#"<script>for(a=1;a<b;a++){c="</p";d<e=">"}</script><!-- <a b=" --><p>Text"#;
        assert_eq!(guarded(page), page);
        let names = (0..=MOST_ATTRIBUTES).map(|n| format!(" a{n} = 'x > y'")).collect::<String>();
        let page = format!("<p{names} b c>Text");
        assert!(guarded(&page).ends_with("'x > y' >Text"), "{}", guarded(&page));
    }
}
