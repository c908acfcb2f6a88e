//! A file of blocks: a head, then one block a thing, each under a line with its checksum.
//!
//! The whole is one RON file; read block by block, damage to one harms no other.

use std::ops::Range;

use memchr::memmem;

/// Starts the line above a block: `//@ <identity> <checksum>`.
const MARK: &str = "//@ ";
/// Starts the first line of a file, which holds the checksum of its head.
const HEAD_MARK: &str = "//# ";
const INDENT: &str = "        ";
/// Begins the last line of a block.
const END: &str = "        ),";

/// A block as it stands in a file.
#[derive(Clone, Copy)]
pub(super) struct Block<'a> {
    /// What its line says of it.
    pub(super) id: &'a str,
    /// Whether it is as the program wrote it.
    pub(super) is_intact: bool,
    /// Its text as it stands there, without the comma behind it.
    pub(super) body: &'a str,
    /// All of it as it stands in the file, from its line to its comma.
    pub(super) raw: &'a str,
}

impl Block<'_> {
    /// Its text without indentation.
    pub(super) fn text(&self) -> String {
        unindented(self.body)
    }
}

/// The first 16 hexadecimal digits of the BLAKE3 of a block with its identity, white space at the lines' edges left out.
fn checksum(id: &str, text: &str) -> String {
    with_checksum(&mut String::new(), id, text, str::to_owned)
}

/// The same, worked out in `room`.
fn with_checksum<T>(room: &mut String, id: &str, text: &str, then: impl Fn(&str) -> T) -> T {
    room.clear();
    // White space is ASCII nearly always, and that is passed over ten times as fast.
    let lines = text.lines().map(|line| line.trim_ascii().trim());
    for line in std::iter::once(id).chain(lines) {
        room.push_str(line);
        room.push('\n');
    }
    then(blake3::hash(room.as_bytes()).to_hex().get(..16).unwrap_or_default())
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

/// What closes a file behind its last block.
pub(super) const CLOSING: &str = "    ],\n)\n";

/// Writes a file: `head` up to the list's opening bracket, then the framed blocks.
pub(super) fn join<B: AsRef<str>>(head: &str, blocks: impl Iterator<Item = B>) -> String {
    let mut file = opening(head);
    blocks.for_each(|block| file.push_str(block.as_ref()));
    file.push_str(CLOSING);
    file
}

/// What a file begins with: the line of its checksum, and `head` up to the list's opening bracket.
pub(super) fn opening(head: &str) -> String {
    let head = head.trim_start_matches(|c| c != '(');
    format!("{HEAD_MARK}{}\n{head}\n", checksum("", head))
}

/// A file taken apart.
pub(super) struct Pieces<'a, B> {
    /// From its beginning to the first block.
    pub(super) head: &'a str,
    /// Whether the head is as the program wrote it; files of the first programs do not say.
    pub(super) is_head_intact: bool,
    /// The blocks.
    pub(super) blocks: Vec<B>,
    /// What stands between and behind the blocks and belongs to none: what damage left.
    pub(super) stray: Vec<&'a str>,
}

/// Takes a file apart: its head, and its blocks.
pub(super) fn split(file: &str) -> Pieces<'_, Block<'_>> {
    let mut room = String::new();
    pieces(file, |frame, _| frame.block(&mut room))
}

/// The same without a look at what the blocks hold: their identities, and they as they stand in the file.
pub(super) fn split_raw(file: &str) -> Pieces<'_, (&str, &str)> {
    pieces(file, |frame, _| (frame.id, frame.raw))
}

/// The same with where they stand in `file`, which begins without a mark of its byte order.
pub(super) fn split_places(file: &str) -> Pieces<'_, (&str, Range<usize>)> {
    pieces(file, |frame, start| (frame.id, start..start + frame.raw.len()))
}

/// The same, each to be looked at later.
pub(super) fn split_framed(file: &str) -> Pieces<'_, Frame<'_>> {
    pieces(file, |frame, _| frame)
}

fn pieces<'a, B>(file: &'a str, mut make: impl FnMut(Frame<'a>, usize) -> B) -> Pieces<'a, B> {
    let file = file.trim_start_matches('\u{FEFF}');
    let starts: Vec<usize> = marks(file).collect();
    let head = file.get(..starts.first().copied().unwrap_or(file.len())).unwrap_or_default();
    let ends = starts.iter().skip(1).copied().chain([file.len()]);
    let (mut blocks, mut stray) = (Vec::with_capacity(starts.len()), Vec::new());
    for (start, end) in starts.iter().zip(ends) {
        let Some(piece) = file.get(*start..end) else { continue };
        let frame = frame(piece);
        stray.push(frame.as_ref().map_or(piece, |frame| frame.behind));
        blocks.extend(frame.map(|frame| make(frame, *start)));
    }
    if let Some(last) = stray.last_mut() {
        *last = without_end(last);
    }
    stray.retain(|piece| !piece.trim().is_empty());
    Pieces { head, is_head_intact: is_head_intact(head), blocks, stray }
}

/// What stands before the end of the list and of the file.
fn without_end(text: &str) -> &str {
    let inside = text.trim_end().strip_suffix(')').unwrap_or(text).trim_end();
    inside.strip_suffix("],").unwrap_or(inside)
}

/// A head up to its list's opening bracket, and what stands behind that.
pub(super) fn bare_head(head: &str) -> (&str, &str) {
    let opening = |line: &str| {
        let line = line.trim_end();
        line.starts_with("    ")
            && !line.starts_with("     ")
            && line.ends_with(": [")
            && ["annotations", "tags"].contains(&line.trim_start().trim_end_matches(": ["))
    };
    let mut end = 0;
    for line in head.split_inclusive('\n') {
        end += line.len();
        if opening(line) {
            break;
        }
    }
    head.split_at_checked(end).unwrap_or((head, ""))
}

/// Whether a head is as its first line says; one without that line is of a time when there was none.
fn is_head_intact(head: &str) -> bool {
    let Some((line, rest)) = head.split_once('\n') else { return true };
    match line.trim_end().strip_prefix(HEAD_MARK) {
        Some(known) => {
            let (bare, behind) = bare_head(rest);
            checksum("", bare.trim_end()) == known && without_end(behind).trim().is_empty()
        }
        None => line.trim_end() == "(",
    }
}

/// The starts of the lines that head a block. Damage may have put one behind the rest of another line; in a
/// note's own words none can stand, since a line does not end within them.
fn marks(file: &str) -> impl Iterator<Item = usize> {
    memmem::find_iter(file.as_bytes(), MARK).filter_map(|at| {
        let before = file.get(..at)?.trim_end_matches([' ', '\t']);
        let is_alone = before.is_empty() || before.ends_with('\n');
        (is_alone || is_mark(file.get(at..)?.lines().next()?)).then_some(before.len())
    })
}

/// Whether a line is a block's, to the letter.
fn is_mark(line: &str) -> bool {
    let mut words = line.trim_end().get(MARK.len()..).unwrap_or_default().split(' ');
    let is_word = |word: Option<&str>, length: usize| {
        word.is_some_and(|word| {
            word.len() == length && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
    };
    is_word(words.next(), 26) && is_word(words.next(), 16) && words.next().is_none()
}

/// A block with its line, not yet looked at.
pub(super) struct Frame<'a> {
    id: &'a str,
    checksum: &'a str,
    body: &'a str,
    raw: &'a str,
    /// What stands between it and the next.
    behind: &'a str,
}

fn frame(piece: &str) -> Option<Frame<'_>> {
    let (line, body) = piece.split_once('\n')?;
    let mut words = line.trim().strip_prefix(MARK)?.split_whitespace();
    let (id, checksum) = (words.next()?, words.next().unwrap_or_default());
    let end = end_of_block(body);
    let raw = piece.get(..piece.len() - body.len() + end)?;
    Some(Frame { id, checksum, body: body.get(..end)?, raw, behind: body.get(end..)? })
}

impl<'a> Frame<'a> {
    /// The block, its checksum worked out in `room`.
    pub(super) fn block(&self, room: &mut String) -> Block<'a> {
        let Frame { id, checksum: known, body, raw, .. } = *self;
        let written = body.trim_end();
        // The comma is in no checksum; without it the file is no RON any more.
        let bare = written.strip_suffix(',');
        let body = bare.unwrap_or(written);
        let is_intact =
            bare.is_some() && with_checksum(room, id, body, |checksum| checksum == known);
        Block { id, is_intact, body, raw }
    }
}

/// Where the block ends: behind the first lone closing parenthesis of its own depth, so that the next block,
/// should its line be damaged, takes no part in this one. Where an editor moved the lines, behind the last.
fn end_of_block(body: &str) -> usize {
    let mut ends = memmem::find_iter(body.as_bytes(), END).filter_map(|at| {
        let is_line = body.get(..at)?.ends_with('\n') || at == 0;
        let behind = body.get(at + END.len()..)?;
        let (rest, end) = behind
            .split_once('\n')
            .map_or((behind, body.len()), |(rest, _)| (rest, at + END.len() + rest.len() + 1));
        (is_line && rest.trim_end().is_empty()).then_some(end)
    });
    if let Some(end) = ends.next() {
        return end;
    }
    let mut end = body.len();
    for line in body.split_inclusive('\n').rev() {
        if line.starts_with(INDENT) && line.trim() == ")," {
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
