//! A file of blocks: a head, then one block a thing, each under a line with its checksum.
//!
//! The whole is one RON file; read block by block, damage to one harms no other.

/// Starts the line above a block: `//@ <identity> <checksum>`.
const MARK: &str = "//@ ";
const INDENT: &str = "        ";

/// A block as it stands in a file.
pub(super) struct Block<'a> {
    /// What its line says of it.
    pub(super) id: &'a str,
    /// Whether it is as the program wrote it.
    pub(super) is_intact: bool,
    /// Its text, without indentation and the comma behind it.
    pub(super) text: String,
    /// All of it as it stands in the file, from its line to its comma.
    pub(super) raw: &'a str,
}

/// The first 16 hexadecimal digits of the BLAKE3 of a block with its identity, white space at the lines' edges left out.
fn checksum(id: &str, text: &str) -> String {
    let mut bytes = String::with_capacity(id.len() + text.len() + 2);
    for line in std::iter::once(id).chain(text.lines().map(str::trim)) {
        bytes.push_str(line);
        bytes.push('\n');
    }
    blake3::hash(bytes.as_bytes()).to_hex().chars().take(16).collect()
}

/// A block as it stands in a file, with its line and its comma.
pub(super) fn framed(id: &str, text: &str) -> String {
    let mut block = format!("{INDENT}{MARK}{id} {}", checksum(id, text));
    for line in text.lines() {
        block.push('\n');
        block.push_str(INDENT);
        block.push_str(line);
    }
    block.push_str(",\n");
    block
}

/// Writes a file: `head` up to the list's opening bracket, then the framed blocks.
pub(super) fn join<B: AsRef<str>>(head: &str, blocks: impl Iterator<Item = B>) -> String {
    let mut file = format!("{head}\n");
    for block in blocks {
        file.push_str(block.as_ref());
    }
    file.push_str("    ],\n)\n");
    file
}

/// Takes a file apart: its head, and its blocks.
pub(super) fn split(file: &str) -> (&str, Vec<Block<'_>>) {
    let (head, pieces) = pieces(file);
    (head, pieces.into_iter().filter_map(block).collect())
}

/// The same without a look at what the blocks hold: their identities, and they as they stand in the file.
pub(super) fn split_raw(file: &str) -> (&str, Vec<(&str, &str)>) {
    let (head, pieces) = pieces(file);
    let raw = |piece| frame(piece).map(|frame| (frame.id, frame.raw));
    (head, pieces.into_iter().filter_map(raw).collect())
}

/// The head, and what stands from each block's line to the next one's.
fn pieces(file: &str) -> (&str, Vec<&str>) {
    let file = file.trim_start_matches('\u{FEFF}');
    let starts: Vec<usize> = marks(file).collect();
    let head = file.get(..starts.first().copied().unwrap_or(file.len())).unwrap_or_default();
    let ends = starts.iter().skip(1).copied().chain([file.len()]);
    let pieces = starts.iter().zip(ends).filter_map(|(start, end)| file.get(*start..end));
    (head, pieces.collect())
}

/// The starts of the lines that head a block.
fn marks(file: &str) -> impl Iterator<Item = usize> {
    file.match_indices(MARK).filter_map(|(at, _)| {
        let before = file.get(..at)?.trim_end_matches([' ', '\t']);
        (before.is_empty() || before.ends_with('\n')).then_some(before.len())
    })
}

/// A block with its line.
struct Frame<'a> {
    id: &'a str,
    checksum: &'a str,
    body: &'a str,
    raw: &'a str,
}

fn frame(piece: &str) -> Option<Frame<'_>> {
    let (line, body) = piece.split_once('\n')?;
    let mut words = line.trim().strip_prefix(MARK)?.split_whitespace();
    let (id, checksum) = (words.next()?, words.next().unwrap_or_default());
    let end = end_of_block(body);
    let raw = piece.get(..piece.len() - body.len() + end)?;
    Some(Frame { id, checksum, body: body.get(..end)?, raw })
}

fn block(piece: &str) -> Option<Block<'_>> {
    let Frame { id, checksum: known, body, raw } = frame(piece)?;
    let text = unindented(body);
    Some(Block { id, is_intact: checksum(id, &text) == known, text, raw })
}

/// Where the block ends: behind the last line that is a lone closing parenthesis of its own depth. What
/// follows is the end of the list.
fn end_of_block(body: &str) -> usize {
    let closing = |line: &str| line.starts_with(INDENT) && line.trim() == "),";
    let mut end = body.len();
    for line in body.split_inclusive('\n').rev() {
        if closing(line) {
            return end;
        }
        end -= line.len();
    }
    body.len()
}

/// The block without its indentation and the comma behind it.
fn unindented(body: &str) -> String {
    let mut text = String::with_capacity(body.len());
    for line in body.lines() {
        text.push_str(line.strip_prefix(INDENT).unwrap_or(line).trim_end());
        text.push('\n');
    }
    text.truncate(text.trim_end().trim_end_matches(',').len());
    text
}
