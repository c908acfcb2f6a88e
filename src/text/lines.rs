//! The lines of a text with their places.

use std::ops::Range;

/// Each line of `text`: its place with its line ending, in bytes, and what it says without that.
///
/// A `\r` before the line feed stays with the line. A text that ends in a line feed has no empty line behind it.
pub fn lines(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut feeds = memchr::memchr_iter(b'\n', text.as_bytes());
    let mut start = 0;
    std::iter::from_fn(move || {
        let from = start;
        let (body_end, end) = match feeds.next() {
            Some(feed) => (feed, feed + 1),
            None if from < text.len() => (text.len(), text.len()),
            None => return None,
        };
        start = end;
        Some((from..end, text.get(from..body_end).unwrap_or_default()))
    })
}

/// The lines that are not blank, each with what it says, white space at its edges left out.
pub fn lines_with_text(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    lines(text).map(|(range, line)| (range, line.trim())).filter(|(_, body)| !body.is_empty())
}

/// A stretch of `text`, in bytes, without the white space at its edges.
pub fn trimmed(text: &str, range: &Range<usize>) -> Range<usize> {
    let words = text.get(range.clone()).unwrap_or_default();
    let start = range.start + (words.len() - words.trim_start().len());
    start..start + words.trim().len()
}
