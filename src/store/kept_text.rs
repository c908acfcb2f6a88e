//! The kept text of a document, compressed: its lengths, the file, what was seen of it, and the edits
//! between the two. It only helps to find passages again, so that one which cannot be read is left out.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use crate::placing::KeptText;
use crate::text::{Edit, EditMap, Span, Text};

const MARK: &str = "danhuang text 1";
/// Most bytes that one is taken for.
const MOST_BYTES: u64 = 2 << 30;

/// A kept text as the bytes of a file.
pub fn kept_text_to_bytes(kept: &KeptText) -> Vec<u8> {
    let (source, clean) = (kept.source.as_str(), kept.clean.as_str());
    let edits = kept.map.edits();
    let mut bytes =
        format!("{MARK} {} {} {}\n", source.len(), clean.len(), edits.len()).into_bytes();
    bytes.extend(source.bytes().chain(clean.bytes()));
    let mut done = 0;
    for edit in edits {
        for number in [edit.from.start.index() - done, edit.from.len(), edit.to.len()] {
            push_number(&mut bytes, number);
        }
        done = edit.from.end.index();
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let written = encoder.write_all(&bytes).and_then(|()| encoder.finish());
    written.expect("a vector takes all that is written")
}

/// The kept text that a file holds, if it is whole.
pub fn kept_text_from_bytes(bytes: &[u8]) -> Option<KeptText> {
    let mut all = Vec::new();
    GzDecoder::new(bytes).take(MOST_BYTES).read_to_end(&mut all).ok()?;
    let end = all.iter().position(|byte| *byte == b'\n')?;
    let head = std::str::from_utf8(all.get(..end)?).ok()?;
    let mut numbers = head.strip_prefix(MARK)?.split_whitespace().map(str::parse::<usize>);
    let mut next = || numbers.next()?.ok();
    let (n_source, n_clean, n_edits) = (next()?, next()?, next()?);
    let rest = all.get(end + 1..)?;
    let (source, rest) = rest.split_at_checked(n_source)?;
    let (clean, mut rest) = rest.split_at_checked(n_clean)?;
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
    let map = EditMap::new(edits(&mut rest, n_edits, [n_source, n_clean])?);
    Some(KeptText { source: Text::new(text(source)?), clean: Text::new(text(clean)?), map })
}

/// The edits, if they stay within texts of these lengths.
fn edits<A, B>(bytes: &mut &[u8], n_edits: usize, lengths: [usize; 2]) -> Option<Vec<Edit<A, B>>> {
    let mut edits = Vec::new();
    let (mut from, mut to) = (0usize, 0usize);
    for _ in 0..n_edits {
        let gap = take_number(bytes)?;
        let (n_from, n_to) = (take_number(bytes)?, take_number(bytes)?);
        (from, to) = (from.checked_add(gap)?, to.checked_add(gap)?);
        let ends = (from.checked_add(n_from)?, to.checked_add(n_to)?);
        if ends.0 > lengths[0] || ends.1 > lengths[1] {
            return None;
        }
        edits.push(Edit { from: Span::new(from, ends.0), to: Span::new(to, ends.1) });
        (from, to) = ends;
    }
    Some(edits)
}

/// Seven bits a byte, the lowest first; the high bit says that more follow.
fn push_number(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        bytes.push((number & 0x7F) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn take_number(bytes: &mut &[u8]) -> Option<usize> {
    let mut number = 0usize;
    for shift in (0..35).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= usize::from(first & 0x7F) << shift;
        if first & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}
