//! What stands on the page: the document's paragraphs, bounded in length, and how each is to look.
//! Pure data: nothing here is measured with fonts or painted.

use std::ops::Range;
use std::sync::Arc;

use crate::app::OpenDocument;
use crate::clean::{Meta, ReadCharacter};
use crate::document::{Block, BlockKind, Document, Table};
use crate::text::{Clean, Pos, Source, Span, Text};
use crate::typeset::{self, Prose};
use crate::ui::reader::ghosts::{self, Shown};
use crate::ui::reader::glyphs::Faced;
use crate::ui::reader::inline::Inline;
use crate::ui::reader::list::{self, Marker};
use crate::ui::reader::look::Face;
use crate::ui::reader::pictures::{self, Framed};
use crate::ui::reader::rows::{self, RowPlace};

/// The longest piece, in bytes; a longer paragraph goes on in the next piece.
const LONGEST_PIECE: usize = 6_000;
/// The last piece of a paragraph is longer than a line may be, in bytes.
const SHORTEST_PIECE: usize = 900;
/// The bytes of a piece that are looked at to guess its width.
const SAMPLE_BYTES: usize = 240;

/// A paragraph, or a part of a very long one.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Its text, without the line ending.
    pub(crate) span: Span<Clean>,
    /// What it is.
    pub(crate) kind: BlockKind,
    /// How many lists it stands in, and what stands before it there.
    pub(crate) depth: u8,
    pub(crate) marker: Option<Marker>,
    /// Whether a horizontal rule stands above it.
    pub(crate) is_after_rule: bool,
    /// Whether it goes on with the stanza of the piece before.
    pub(crate) is_in_stanza: bool,
    /// How many blank lines part it from the line of code above.
    pub(crate) n_blank: u8,
    /// The picture whose words it is.
    pub(crate) picture: Option<Framed>,
    /// Its place in a table.
    pub(crate) row: Option<RowPlace>,
    /// What it is written in.
    pub(crate) prose: Prose,
    /// Its run-in lead, set bold.
    pub(crate) lead: Option<Span<Clean>>,
    /// Whether it goes on with the paragraph of the piece before.
    pub(crate) is_continued: bool,
    /// Which part of its paragraph it is.
    pub(crate) part: u32,
    /// Whether the line that says where the text comes from stands below it.
    pub(crate) has_source_line: bool,
    /// Whether characters of it carry their readings above them.
    pub(crate) has_readings: bool,
    /// The line of the file that it is, if it was taken away; then its text is empty.
    pub(crate) taken: Option<Span<Source>>,
}

impl Piece {
    /// An ordinary Chinese paragraph, of whatever text.
    pub(crate) fn plain() -> Self {
        Self { taken: None, ..Self::taken(Span::default(), Pos::default(), false) }
    }

    /// A line that was taken away behind `after`.
    pub(crate) fn taken(source: Span<Source>, after: Pos<Clean>, is_continued: bool) -> Self {
        Self {
            span: Span { start: after, end: after },
            kind: BlockKind::Body,
            depth: 0,
            marker: None,
            is_after_rule: false,
            is_in_stanza: false,
            n_blank: 0,
            picture: None,
            row: None,
            prose: Prose::Chinese,
            lead: None,
            is_continued,
            part: 0,
            has_source_line: false,
            has_readings: false,
            taken: Some(source),
        }
    }
}

/// The pieces of one document.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// The cleaned text.
    pub(crate) text: Text<Clean>,
    /// In order; only lines that were taken away are empty.
    pub(crate) pieces: Vec<Piece>,
    /// Whether the text is mostly Chinese and set in the Chinese way.
    pub(crate) is_han: bool,
    /// Where the text comes from: source, date, author; shown below the title.
    pub(crate) source_line: Option<String>,
    /// Words that do not look like those around them.
    pub(crate) inline: Inline,
    blocks: Arc<[Block]>,
    /// The tables in order.
    pub(crate) tables: Arc<[Table]>,
    /// The characters of a primer that carry readings, in order.
    readings: Arc<[ReadCharacter]>,
    /// The document, where what was taken away is shown too.
    ghosts: Option<Document>,
}

impl Page {
    /// The page of a document.
    pub(crate) fn new(document: &Document, shows_taken: bool) -> Self {
        let text = document.cleaned.text.clone();
        let blocks = Arc::clone(&document.blocks);
        let prose = Prose::of_document(text.as_str());
        let mut pieces: Vec<Piece> =
            blocks.iter().flat_map(|block| pieces_of(&text, block, prose)).collect();
        mark_blank_lines(&mut pieces, &text);
        list::mark(&mut pieces, document);
        rows::mark(&mut pieces, document);
        pictures::mark(&mut pieces, document);
        let source_line = source_line(&document.cleaned.meta);
        let title = pieces.iter_mut().rfind(|piece| piece.kind == BlockKind::Title);
        if let Some(title) = title.filter(|_| source_line.is_some()) {
            title.has_source_line = true;
        }
        let is_han = prose.is_wide();
        let ghosts = shows_taken.then(|| document.clone());
        if shows_taken {
            let review = document.cleaned.review(&document.imported.text);
            pieces = ghosts::with_lines(pieces, review);
        }
        let inline = Inline::new(document);
        let readings = Arc::clone(&document.readings);
        let tables = Arc::clone(&document.tables);
        let mut page =
            Self { text, pieces, is_han, source_line, inline, blocks, tables, readings, ghosts };
        page.mark_readings();
        page
    }

    /// Says of each piece whether it has readings. Among what was taken away all is shown as written.
    fn mark_readings(&mut self) {
        if self.readings.is_empty() || self.ghosts.is_some() {
            return;
        }
        for index in 0..self.pieces.len() {
            let piece = self.pieces[index];
            let has_readings = self.readings_of(&piece).next().is_some();
            self.pieces[index].has_readings = has_readings;
        }
    }

    /// The characters of a piece that carry readings, in order.
    pub(crate) fn readings_of(&self, piece: &Piece) -> impl Iterator<Item = &ReadCharacter> {
        let (start, end) = (piece.span.start.index(), piece.span.end.index());
        let first = self.readings.partition_point(|pair| pair.bytes.start < start);
        self.readings.iter().skip(first).take_while(move |pair| pair.bytes.end <= end)
    }

    /// Whether it is still the page of this document.
    pub(crate) fn is_of(&self, open: &OpenDocument, shows_taken: bool) -> bool {
        Arc::ptr_eq(&self.blocks, &open.document.blocks) && self.ghosts.is_some() == shows_taken
    }

    /// Whether what was taken away is shown too.
    pub(crate) fn shows_taken(&self) -> bool {
        self.ghosts.is_some()
    }

    /// Piece `index` with what was taken away, if that is shown.
    pub(crate) fn shown(&self, index: usize) -> Option<Shown> {
        self.ghosts.as_ref().map(|document| ghosts::shown(document, self, index))
    }

    /// The piece that is a line taken away, if one is shown that holds a place of the file.
    pub(crate) fn taken_piece(&self, pos: Pos<Source>) -> Option<usize> {
        self.ghosts.as_ref()?;
        let holds = |piece: &Piece| piece.taken.is_some_and(|taken| taken.contains(pos));
        self.pieces.iter().position(holds)
    }

    /// The piece that holds `pos`, or the one after it when it stands between two.
    pub(crate) fn piece_at(&self, pos: Pos<Clean>) -> usize {
        let index = self.pieces.partition_point(|piece| piece.span.end <= pos);
        index.min(self.pieces.len().saturating_sub(1))
    }

    /// A piece's faces: bold for its lead, those of words that have their own, `face` elsewhere.
    pub(crate) fn faced(&self, piece: &Piece, face: Face) -> Vec<Faced> {
        let mut own: Vec<_> = piece
            .lead
            .iter()
            .filter(|_| face == Face::Page)
            .map(|lead| (*lead, Face::PageBold))
            .collect();
        if face != Face::Code {
            let inline = self.inline.faces_in(piece.span);
            own.extend(inline.filter_map(|(span, own)| Some((span, within(face, own)?))));
            own.extend(self.raised_in(piece).map(|span| (span, Face::Raised)));
            own.sort_by_key(|(span, _)| *span);
        }
        let mut faced = Vec::new();
        let mut at = piece.span.start.index();
        for (span, own) in own {
            let (start, end) = (span.start.index().max(at), span.end.index());
            if start < end {
                faced.push((at..start, face));
                faced.push((start..end, own));
                at = end;
            }
        }
        faced.push((at..piece.span.end.index(), face));
        let start = piece.span.start.index();
        let relative = |(bytes, face): (Range<usize>, Face)| Faced {
            bytes: bytes.start - start..bytes.end - start,
            face,
        };
        faced.into_iter().filter(|(bytes, _)| !bytes.is_empty()).map(relative).collect()
    }

    /// The marks of notes in a piece.
    fn raised_in(&self, piece: &Piece) -> impl Iterator<Item = Span<Clean>> + use<> {
        let start = piece.span.start.index();
        let marks = typeset::raised_marks(self.text.get(piece.span));
        marks.into_iter().map(move |mark| Span::new(start + mark.start, start + mark.end))
    }

    /// The cleaned text of a piece, or the line of the file that it is.
    pub(crate) fn text_of(&self, piece: &Piece) -> &str {
        match (piece.taken, &self.ghosts) {
            (Some(taken), Some(document)) => document.imported.text.get(taken),
            _ => self.text.get(piece.span),
        }
    }
}

/// The face of words that have their own within one of this face; none where that makes no difference.
fn within(face: Face, own: Face) -> Option<Face> {
    match (face, own) {
        (Face::SansBold, Face::PageSlanted) => Some(Face::SansSlanted),
        (Face::Page, own) => Some(own),
        (_, Face::Code) => Some(Face::Code),
        _ => None,
    }
}

/// What the lines around the title said, in one line.
fn source_line(meta: &Meta) -> Option<String> {
    let parts = [&meta.source, &meta.date, &meta.author, &meta.url];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// Says of each line of code how many blank ones stand above it.
fn mark_blank_lines(pieces: &mut [Piece], text: &Text<Clean>) {
    let is_code = |piece: &Piece| piece.kind == BlockKind::Code;
    for index in 1..pieces.len() {
        let (above, below) = (pieces[index - 1], &mut pieces[index]);
        if is_code(&above) && is_code(below) {
            let between = Span { start: above.span.end, end: below.span.start };
            let n_ends = memchr::memchr_iter(b'\n', text.get(between).as_bytes()).count();
            below.n_blank = u8::try_from(n_ends.saturating_sub(1)).unwrap_or(u8::MAX);
        }
    }
}

fn pieces_of(text: &Text<Clean>, block: &Block, document: Prose) -> Vec<Piece> {
    let prose = document.of_paragraph(text.get(block.span));
    let piece = |span, part: u32| Piece {
        span,
        kind: block.kind,
        depth: block.depth,
        marker: None,
        is_after_rule: block.is_after_rule && part == 0,
        is_in_stanza: block.is_in_stanza,
        n_blank: 0,
        picture: None,
        row: None,
        prose,
        lead: block.lead,
        is_continued: part > 0,
        part,
        has_source_line: false,
        has_readings: false,
        taken: None,
    };
    let mut pieces = Vec::new();
    let mut rest = block.span;
    while rest.len() > LONGEST_PIECE + SHORTEST_PIECE {
        let cut = rest.start.index() + cut_at(text.get(rest));
        let head = Span { start: rest.start, end: Pos::new(cut) };
        pieces.push(piece(head, pieces.len() as u32));
        rest.start = head.end;
    }
    pieces.push(piece(rest, pieces.len() as u32));
    pieces
}

/// Where a text that is too long is best cut: after a sentence, else anywhere.
fn cut_at(text: &str) -> usize {
    let end = text.floor_char_boundary(LONGEST_PIECE);
    let head = text.get(..end).unwrap_or_default();
    let is_end = |c: char| "。！？”』".contains(c);
    // A closing mark behind the stop stays with its sentence.
    let stop = head.rfind(is_end).map(|at| {
        at + head.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
    });
    stop.filter(|stop| *stop > LONGEST_PIECE / 2 && *stop < text.len()).unwrap_or(end)
}

/// Whether a character is about an em wide.
pub(crate) fn is_wide(c: char) -> bool {
    c >= '\u{2e80}' || "“”‘’—…·".contains(c)
}

/// The width of a piece in hundredths of an em, guessed from its beginning.
pub(crate) fn guessed_width(text: &str) -> f64 {
    let sample = text.get(..text.floor_char_boundary(SAMPLE_BYTES)).unwrap_or_default();
    if sample.is_empty() {
        return 0.0;
    }
    let ems: f64 = sample.chars().map(|c| if is_wide(c) { 1.0 } else { 0.5 }).sum();
    ems * text.len() as f64 / sample.len() as f64
}
