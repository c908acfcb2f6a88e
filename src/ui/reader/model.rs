//! What stands on the page: the document's paragraphs, bounded in length, and how each is to look.
//! Pure data: nothing here is measured with fonts or painted.

use std::ops::Range;
use std::sync::Arc;

use crate::app::{OpenDocument, Settings};
use crate::clean::{Meta, ReadCharacter};
use crate::document::{Block, BlockKind, Document};
use crate::text::{Clean, Hint, HintKind, Pos, Source, Span, Text};
use crate::typeset::{Align, Hanging, Kind, Prose, Style};
use crate::ui::reader::ghosts::{self, Shown};
use crate::ui::reader::glyphs::Faced;

/// The longest piece, in bytes; a longer paragraph goes on in the next piece.
const LONGEST_PIECE: usize = 6_000;
/// The bytes of a piece that are looked at to guess its width.
const SAMPLE_BYTES: usize = 240;

/// A paragraph, or a part of a very long one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Its text, without the line ending.
    pub(crate) span: Span<Clean>,
    /// What it is.
    pub(crate) kind: BlockKind,
    /// What it is written in.
    pub(crate) prose: Prose,
    /// Its run-in lead, set bold.
    pub(crate) lead: Option<Span<Clean>>,
    /// Whether it goes on with the paragraph of the piece before.
    pub(crate) is_continued: bool,
    /// Whether the line that says where the text comes from stands below it.
    pub(crate) has_source_line: bool,
    /// Whether characters of it carry their readings above them.
    pub(crate) has_readings: bool,
    /// The line of the file that it is, if it was taken away; then its text is empty.
    pub(crate) taken: Option<Span<Source>>,
}

impl Piece {
    /// A line that was taken away behind `after`.
    pub(crate) fn taken(source: Span<Source>, after: Pos<Clean>, is_continued: bool) -> Self {
        Self {
            span: Span { start: after, end: after },
            kind: BlockKind::Body,
            prose: Prose::Chinese,
            lead: None,
            is_continued,
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
    /// What the format says is strong, in order, without overlaps.
    strong: Vec<Span<Clean>>,
    blocks: Arc<[Block]>,
    /// The characters of a primer that carry readings, in order.
    readings: Arc<[ReadCharacter]>,
    /// The document, where what was taken away is shown too.
    ghosts: Option<Document>,
}

impl Page {
    /// The page of an open document.
    pub(crate) fn new(open: &OpenDocument, shows_taken: bool) -> Self {
        let text = open.document.cleaned.text.clone();
        let blocks = Arc::clone(&open.document.blocks);
        let prose = Prose::of_document(text.as_str());
        let mut pieces: Vec<Piece> =
            blocks.iter().flat_map(|block| pieces_of(&text, block, prose)).collect();
        let source_line = source_line(&open.document.cleaned.meta);
        let title = pieces.iter_mut().rfind(|piece| piece.kind == BlockKind::Title);
        if let Some(title) = title.filter(|_| source_line.is_some()) {
            title.has_source_line = true;
        }
        let is_han = prose == Prose::Chinese;
        let ghosts = shows_taken.then(|| open.document.clone());
        if shows_taken {
            let review = open.document.cleaned.review(&open.document.imported.text);
            pieces = ghosts::with_lines(pieces, review);
        }
        let strong = strong(&open.document.hints);
        let readings = Arc::clone(&open.document.readings);
        let mut page = Self { text, pieces, is_han, source_line, strong, blocks, readings, ghosts };
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

    /// A piece's faces: bold for its lead and where the format says strong, `face` elsewhere.
    pub(crate) fn faced(&self, piece: &Piece, face: Face) -> Vec<Faced> {
        let first = self.strong.partition_point(|strong| strong.end <= piece.span.start);
        let strong =
            self.strong.iter().skip(first).take_while(|strong| strong.start < piece.span.end);
        let bold = piece.lead.iter().chain(strong).filter_map(|span| span.intersection(piece.span));
        let mut faced = Vec::new();
        let mut at = piece.span.start.index();
        if face == Face::Page {
            for span in bold {
                let (start, end) = (span.start.index().max(at), span.end.index());
                if start < end {
                    faced.push((at..start, face));
                    faced.push((start..end, Face::PageBold));
                    at = end;
                }
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

    /// The cleaned text of a piece, or the line of the file that it is.
    pub(crate) fn text_of(&self, piece: &Piece) -> &str {
        match (piece.taken, &self.ghosts) {
            (Some(taken), Some(document)) => document.imported.text.get(taken),
            _ => self.text.get(piece.span),
        }
    }
}

/// What the lines around the title said, in one line.
fn source_line(meta: &Meta) -> Option<String> {
    let parts = [&meta.source, &meta.date, &meta.author, &meta.url];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

fn strong(hints: &[Hint<Clean>]) -> Vec<Span<Clean>> {
    let spans = hints.iter().filter(|hint| hint.kind == HintKind::Strong).map(|hint| hint.span);
    let mut spans: Vec<_> = spans.filter(|span| !span.is_empty()).collect();
    spans.sort();
    spans.dedup_by(|next, span| {
        let meets = next.start <= span.end;
        if meets {
            *span = span.cover(*next);
        }
        meets
    });
    spans
}

fn pieces_of(text: &Text<Clean>, block: &Block, document: Prose) -> Vec<Piece> {
    let prose = document.of_paragraph(text.get(block.span));
    let piece = |span, is_continued| Piece {
        span,
        kind: block.kind,
        prose,
        lead: block.lead,
        is_continued,
        has_source_line: false,
        has_readings: false,
        taken: None,
    };
    let mut pieces = Vec::new();
    let mut rest = block.span;
    while rest.len() > LONGEST_PIECE {
        let cut = rest.start.index() + cut_at(text.get(rest));
        let head = Span { start: rest.start, end: Pos::new(cut) };
        pieces.push(piece(head, !pieces.is_empty()));
        rest.start = head.end;
    }
    pieces.push(piece(rest, !pieces.is_empty()));
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

/// Sizes of the page in physical pixels; layouts are kept as long as it stays the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sizes {
    /// Physical pixels in a point.
    pub(crate) pixels_per_point: f32,
    /// The text size: a whole number of pixels, so that Chinese characters stand evenly.
    pub(crate) em: f64,
    /// The length of a full line: a whole number of ems.
    pub(crate) measure: f64,
    /// From one baseline to the next.
    pub(crate) line_height: f64,
    /// Whether full lines end flush.
    pub(crate) is_justified: bool,
    /// Whether paragraphs are indented.
    pub(crate) is_han: bool,
    /// Whether a primer's readings stand above their characters.
    pub(crate) lifts_readings: bool,
    /// Whether commas and full stops may stand outside the column.
    pub(crate) hanging: Hanging,
}

/// A text in a Latin script has shorter lines, and closer ones, than a Chinese one at the same settings:
/// 66 letters, about 33 em, and 1.55 em from line to line, where a Chinese one has 36 em and 1.75.
const LATIN_MEASURE: f64 = 33.0 / 36.0;
const LATIN_LINE_HEIGHT: f64 = 1.55 / 1.75;

/// Space kept free on either side of the text, in points: room for marks of notes and the scroll bar.
pub(crate) const SIDE_POINTS: f32 = 28.0;
/// The shortest line, in ems, however narrow the window.
const SHORTEST_MEASURE: f64 = 8.0;

impl Sizes {
    /// The sizes for a page this many points wide.
    pub(crate) fn new(
        settings: &Settings,
        is_han: bool,
        pixels_per_point: f32,
        width_points: f32,
    ) -> Self {
        let scale = f64::from(pixels_per_point);
        let room = f64::from(width_points - 2.0 * SIDE_POINTS) * scale;
        let em = (f64::from(settings.size_points) * scale).round();
        let (measure_share, line_share) =
            if is_han { (1.0, 1.0) } else { (LATIN_MEASURE, LATIN_LINE_HEIGHT) };
        let longest = (f64::from(settings.measure) * measure_share).round().max(SHORTEST_MEASURE);
        let fitting = (room / em).floor().clamp(SHORTEST_MEASURE, longest);
        let line_height = f64::from(settings.line_height_percent) * line_share / 100.0;
        Self {
            pixels_per_point,
            em,
            measure: fitting * em,
            line_height: (em * line_height).round(),
            is_justified: if is_han { settings.is_justified } else { settings.is_latin_justified },
            is_han,
            lifts_readings: settings.lifts_readings,
            hanging: if settings.hangs_marks { Hanging::On } else { Hanging::Off },
        }
    }

    /// Whole pixels for a number of points.
    pub(crate) fn pixels(&self, points: f64) -> f64 {
        (points * f64::from(self.pixels_per_point)).round()
    }

    /// Points for a number of pixels.
    pub(crate) fn points(&self, pixels: f64) -> f32 {
        (pixels / f64::from(self.pixels_per_point)) as f32
    }
}

/// The face of a run of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Face {
    /// The page's face.
    #[default]
    Page,
    /// Its bold.
    PageBold,
    /// The bold of headings.
    SansBold,
    /// Code.
    Code,
    /// What was taken away: smaller, so that what stays moves less.
    Taken,
}

/// How a kind of paragraph is set; lengths in physical pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Look {
    /// Its face.
    pub(crate) face: Face,
    /// Text size.
    pub(crate) em: f64,
    /// From one baseline to the next.
    pub(crate) line_height: f64,
    /// Space above, at least.
    pub(crate) above: f64,
    /// Space below, at least.
    pub(crate) below: f64,
    /// Space left of all lines.
    pub(crate) left: f64,
    /// Further space left of the first line.
    pub(crate) indent: f64,
    /// Room above the characters of a line for their readings; part of the line height.
    pub(crate) rise: f64,
    /// Whether full lines end flush.
    pub(crate) is_justified: bool,
    /// What it is to the setter of lines.
    pub(crate) kind: Kind,
    /// What it is written in.
    pub(crate) prose: Prose,
}

impl Look {
    /// What the setter of lines is told.
    pub(crate) fn style(&self, sizes: &Sizes) -> Style {
        let style = Style::new(self.kind, self.em as u32, (sizes.measure - self.left) as u32);
        let align = if self.is_justified { style.align } else { Align::Ragged };
        let hanging = sizes.hanging;
        let indent = (self.indent / self.em) as u32;
        Style { indent, align, hanging, ..style.in_prose(self.prose) }
    }
}

/// Size of lines that were taken away, in the page's ems.
const TAKEN_SIZE: f64 = 0.85;
/// Line height of headings, in ems.
const HEADING_LINE: f64 = 1.35;

/// Room for readings above their characters, in ems.
const RISE: f64 = 0.45;

/// How a paragraph is set at these sizes.
pub(crate) fn look(sizes: &Sizes, piece: &Piece) -> Look {
    let look = plain_look(sizes, piece);
    if !(piece.has_readings && sizes.lifts_readings) || look.kind == Kind::Code {
        return look;
    }
    let rise = (look.em * RISE).round();
    Look { rise, line_height: look.line_height + rise, ..look }
}

/// How a kind of paragraph is set, readings left out.
fn plain_look(sizes: &Sizes, piece: &Piece) -> Look {
    let em = sizes.em;
    let gap = if sizes.is_han { 0.5 } else { 1.0 };
    let body = Look {
        face: Face::Page,
        em,
        line_height: sizes.line_height,
        above: (gap * em).round(),
        below: (gap * em).round(),
        left: 0.0,
        indent: 0.0,
        rise: 0.0,
        is_justified: sizes.is_justified,
        kind: Kind::Body,
        prose: piece.prose,
    };
    if piece.taken.is_some() {
        let em = (em * TAKEN_SIZE).round();
        let above = if piece.is_continued { 0.0 } else { (0.25 * em).round() };
        return Look {
            face: Face::Page,
            em,
            line_height: (em * 1.6).round(),
            above,
            below: (0.25 * em).round(),
            left: (4.0 * em).round(),
            is_justified: false,
            kind: Kind::List,
            ..body
        };
    }
    if piece.is_continued {
        return Look { above: 0.0, ..body };
    }
    match piece.kind {
        BlockKind::Title => heading(&body, 28.0, 0.4, 0.8),
        BlockKind::Heading(1) => heading(&body, 22.0, 1.5, 0.6),
        BlockKind::Heading(2) => heading(&body, 19.0, 1.3, 0.5),
        BlockKind::Heading(_) => heading(&body, 18.0, 1.1, 0.4),
        BlockKind::Body => Look { indent: if sizes.is_han { 2.0 * em } else { 0.0 }, ..body },
        BlockKind::ListItem => Look {
            kind: Kind::List,
            left: 2.0 * em,
            above: (0.2 * em).round(),
            below: (0.2 * em).round(),
            ..body
        },
        BlockKind::Quote => Look { kind: Kind::Quote, left: 2.0 * em, ..body },
        BlockKind::Code => Look {
            kind: Kind::Code,
            face: Face::Code,
            em: (em * 0.85).round(),
            line_height: (em * 1.5).round(),
            left: em,
            above: 0.0,
            below: 0.0,
            is_justified: false,
            ..body
        },
    }
}

/// A heading of a size given for body text of 18 points; spaces in its own ems.
fn heading(body: &Look, size: f64, above: f64, below: f64) -> Look {
    let em = (body.em * size / 18.0).round();
    Look {
        kind: Kind::Heading,
        face: Face::SansBold,
        em,
        line_height: (em * HEADING_LINE).round(),
        above: (em * above).round(),
        below: (em * below).round(),
        is_justified: false,
        ..*body
    }
}

/// The space between a piece and the one above it, in physical pixels.
///
/// The larger of the two wishes counts; the first piece keeps the page's top margin instead.
pub(crate) fn gap_above(sizes: &Sizes, before: Option<&Piece>, piece: &Piece) -> f64 {
    let Some(before) = before else { return sizes.pixels(TOP_POINTS) };
    if piece.is_continued {
        return 0.0;
    }
    let is_code = |piece: &Piece| piece.kind == BlockKind::Code;
    let source_line = if before.has_source_line { sizes.pixels(SOURCE_LINE_POINTS) } else { 0.0 };
    source_line
        + match (is_code(before), is_code(piece)) {
            (true, true) => 0.0,
            (true, false) | (false, true) => {
                look(sizes, before).below.max(look(sizes, piece).above).max(sizes.em)
            }
            (false, false) => look(sizes, before).below.max(look(sizes, piece).above),
        }
}

/// Space that the line of where the text comes from takes below the title, in points.
pub(crate) const SOURCE_LINE_POINTS: f64 = 26.0;
/// Space above the first paragraph, in points.
const TOP_POINTS: f64 = 40.0;
