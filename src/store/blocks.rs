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
}

/// The first 16 hexadecimal digits of the BLAKE3 of a block with its identity, white space at the lines' edges left out.
fn checksum(id: &str, text: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(id.as_bytes());
    hasher.update(b"\n");
    for line in text.lines() {
        hasher.update(line.trim().as_bytes());
        hasher.update(b"\n");
    }
    hasher.finalize().to_hex().chars().take(16).collect()
}

/// Writes a file: `head` up to the list's opening bracket, then the blocks.
pub(super) fn join(head: &str, blocks: impl Iterator<Item = (String, String)>) -> String {
    let mut file = format!("{head}\n");
    for (id, text) in blocks {
        file.push_str(&format!("{INDENT}{MARK}{id} {}\n", checksum(&id, &text)));
        for line in text.lines() {
            file.push_str(&format!("{INDENT}{line}\n"));
        }
        file.truncate(file.len() - 1);
        file.push_str(",\n");
    }
    file.push_str("    ],\n)\n");
    file
}

/// Takes a file apart: its head, and its blocks.
pub(super) fn split(file: &str) -> (&str, Vec<Block<'_>>) {
    let file = file.trim_start_matches('\u{FEFF}');
    let starts: Vec<usize> = line_starts(file).filter(|at| is_mark(file, *at)).collect();
    let head = file.get(..starts.first().copied().unwrap_or(file.len())).unwrap_or_default();
    let ends = starts.iter().skip(1).copied().chain([file.len()]);
    let blocks = starts.iter().zip(ends).filter_map(|(start, end)| block(file.get(*start..end)?));
    (head, blocks.collect())
}

fn line_starts(file: &str) -> impl Iterator<Item = usize> {
    std::iter::once(0).chain(file.match_indices('\n').map(|(at, _)| at + 1))
}

fn is_mark(file: &str, at: usize) -> bool {
    file.get(at..).is_some_and(|line| line.trim_start_matches([' ', '\t']).starts_with(MARK))
}

/// A block from its line on, up to the next one's.
fn block(text: &str) -> Option<Block<'_>> {
    let (line, body) = text.split_once('\n')?;
    let mut words = line.trim().strip_prefix(MARK)?.split_whitespace();
    let (id, sum) = (words.next()?, words.next().unwrap_or_default());
    let body = without_tail(body);
    Some(Block { id, is_intact: checksum(id, &body) == sum, text: body })
}

/// The block without its indentation, the comma behind it, and the list's end behind the last.
fn without_tail(body: &str) -> String {
    let lines: Vec<&str> = body.lines().map(str::trim_end).collect();
    // The block ends with the last line that is a lone closing parenthesis of its own depth.
    let end = lines.iter().rposition(|line| line.trim() == ")," && line.starts_with(INDENT));
    let lines = end.and_then(|end| lines.get(..=end)).unwrap_or(&lines);
    let text: Vec<&str> =
        lines.iter().map(|line| line.strip_prefix(INDENT).unwrap_or(line)).collect();
    let text = text.join("\n");
    text.trim_end().trim_end_matches(',').to_owned()
}
