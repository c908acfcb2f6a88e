//! `danhuang lines`: the lines as the page would set them.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::clean::CleanOptions;
use crate::cli::document::{self, AnswerFormat};
use crate::cli::output::Output;
use crate::cli::{Common, Failure, json, values};
use crate::document::{Block, BlockKind, Document, Table};
use crate::text::{Clean, CodePoints, HintKind, Span};
use crate::typeset::table::{self, Column, Columns};
use crate::typeset::{self, Align, Annotated, HEADING_SIZES, Kind, Line, Prose, Style, metrics};

#[derive(Debug, Args)]
#[command(after_help = "Example: danhuang lines article.txt --measure 36 --format json")]
pub(crate) struct LinesArguments {
    /// The document; - reads standard input
    file: PathBuf,
    /// Han characters in a full line
    #[arg(long, value_name = "N", value_parser = values::within::<u32, 4, 200>)]
    measure: u32,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t)]
    format: AnswerFormat,
}

/// What `lines` answers.
#[derive(Serialize)]
struct LinesAnswer {
    measure: u32,
    paragraphs: Vec<ParagraphAnswer>,
}

#[derive(Serialize)]
struct ParagraphAnswer {
    clean: json::Places,
    kind: &'static str,
    lines: Vec<LineAnswer>,
}

#[derive(Serialize)]
struct LineAnswer {
    clean: json::Places,
    /// From the column's left edge to the last mark's ink, in em of the paragraph's own type.
    width_em: f64,
    ragged: bool,
}

/// Body text of 18 points on a screen with two pixels a point.
const EM: u32 = 36;

/// Lists and quotes stand this many em to the right, a list within another once more.
const INSET: u32 = 2;
/// However deep a list, so many em are left for its lines.
const LEAST_COLUMN: u32 = 8;
/// Code is set a little smaller: 0.85 em.
const CODE_EM: u32 = 31;
/// The advance of the window's face for code, in em, and the size of code within a line.
const CODE_ADVANCE: f32 = 1233.0 / 2048.0;
const CODE_SIZE: f32 = 32.0 / 36.0;

pub(crate) fn run(
    arguments: &LinesArguments,
    common: &Common,
    output: &Output,
) -> Result<(), Failure> {
    let document = document::read(&arguments.file, common, &CleanOptions::default(), output)?;
    let whole = Prose::of_document(document.cleaned.text.as_str());
    let mut tables = Tables::default();
    let set = document.blocks.iter().map(|block| {
        let own = whole.of_paragraph(document.cleaned.text.get(block.span));
        let style = style(block, arguments.measure, (whole, own));
        let lines = tables.row(&document, block, &style);
        let lines = lines.unwrap_or_else(|| lines_of(&document, block, &style));
        (block, style, lines)
    });
    match arguments.format {
        AnswerFormat::Text => {
            let texts =
                set.map(|(block, _, lines)| text(document.cleaned.text.get(block.span), &lines));
            output.text(&texts.collect::<Vec<_>>().join("\n"))
        }
        AnswerFormat::Json => {
            let counter = CodePoints::new(document.cleaned.text.as_str());
            let paragraphs = set
                .map(|(block, style, lines)| {
                    answer(&counter, block, (&style, inset(block, arguments.measure)), &lines)
                })
                .collect();
            let measure = arguments.measure;
            output.text(&json::to_text(&LinesAnswer { measure, paragraphs })?)
        }
    }
}

/// How the page sets a kind of paragraph.
fn style(block: &Block, measure: u32, (whole, own): (Prose, Prose)) -> Style {
    let column = measure * EM;
    let inset = EM * inset(block, measure);
    let [title, first, second, below] = HEADING_SIZES.map(|size| EM * size / 18);
    let style = match block.kind {
        BlockKind::Title => Style::new(Kind::Heading, title, column),
        BlockKind::Heading(1) => Style::new(Kind::Heading, first, column),
        BlockKind::Heading(2) => Style::new(Kind::Heading, second, column),
        BlockKind::Heading(_) => Style::new(Kind::Heading, below, column),
        BlockKind::Body => Style::new(Kind::Body, EM, column),
        BlockKind::TableRow | BlockKind::Caption => Style::new(Kind::List, EM, column),
        BlockKind::Verse => {
            Style { align: Align::Ragged, ..Style::new(Kind::List, EM, column - inset) }
        }
        BlockKind::ListItem => Style::new(Kind::List, EM, column - inset),
        BlockKind::Quote => Style::new(Kind::Quote, EM, column - inset),
        BlockKind::Code => Style::new(Kind::Code, CODE_EM, column - EM),
    };
    let (own, is_own_wide) = (style.in_prose(own), own.is_wide());
    // Indent and alignment are the document's, marks and hyphens the paragraph's.
    if whole.is_wide() {
        let indent = if is_own_wide { own.indent } else { style.indent };
        Style { indent, align: style.align, ..own }
    } else {
        Style { indent: 0, align: Align::Ragged, ..own }
    }
}

/// The columns of the table that was met last.
#[derive(Default)]
struct Tables {
    span: Span<Clean>,
    columns: Option<Vec<Column>>,
}

impl Tables {
    /// A row of a table in its columns; `None` for what is none, or is in a table wider than the page.
    fn row(&mut self, document: &Document, block: &Block, style: &Style) -> Option<Vec<Line>> {
        if block.kind != BlockKind::TableRow {
            return None;
        }
        let table = document.table_at(block.span)?;
        if self.span != table.span {
            *self = Self { span: table.span, columns: columns(document, table, style) };
        }
        let columns = self.columns.as_ref()?;
        let row = lines_of(document, block, &table::row_style(style)).into_iter().next()?;
        let text = document.cleaned.text.get(block.span);
        let start = block.span.start.index();
        let placed = table::placed(text, row, columns, |bytes, measure| {
            let cell = Span::new(start + bytes.start, start + bytes.end);
            lines_in(document, block, cell, &Style { measure, ..table::row_style(style) })
        });
        Some(placed.into_iter().map(|placed| placed.line).collect())
    }
}

fn columns(document: &Document, table: &Table, style: &Style) -> Option<Vec<Column>> {
    let mut columns = Columns::default();
    let (style, room) = (table::row_style(style), style.measure as f32);
    let first = document.blocks.partition_point(|block| block.span.end <= table.span.start);
    let rows = document.blocks.iter().skip(first);
    for row in rows.take_while(|row| row.span.start < table.span.end) {
        let text = document.cleaned.text.get(row.span);
        for line in lines_of(document, row, &style) {
            columns.take(text, &line);
        }
    }
    columns.fitted(&table.columns, style.em as f32, room)
}

/// How far a paragraph stands to the right, in em.
fn inset(block: &Block, measure: u32) -> u32 {
    let wanted = match block.kind {
        BlockKind::ListItem => INSET * u32::from(block.depth.max(1)),
        BlockKind::Quote | BlockKind::Verse => INSET,
        BlockKind::Code => 1,
        BlockKind::Title
        | BlockKind::Heading(_)
        | BlockKind::Body
        | BlockKind::TableRow
        | BlockKind::Caption => 0,
    };
    wanted.min(measure.saturating_sub(LEAST_COLUMN).max(INSET))
}

fn lines_of(document: &Document, block: &Block, style: &Style) -> Vec<Line> {
    lines_in(document, block, block.span, style)
}

/// The lines of a part of a paragraph, counted from where the part begins.
fn lines_in(document: &Document, block: &Block, part: Span<Clean>, style: &Style) -> Vec<Line> {
    let text = document.cleaned.text.get(part);
    let is_stacked = block.kind == BlockKind::TableRow && *style != table::row_style(style);
    let stacked = is_stacked.then(|| table::stacked(text));
    let text = stacked.as_deref().unwrap_or(text);
    let start = part.start.index();
    let strong = document.hints.iter().filter(|hint| hint.kind == HintKind::Strong);
    let bold: Vec<_> = strong
        .map(|hint| hint.span)
        .chain(block.lead)
        .filter(|span| span.overlaps(block.span))
        .map(Span::range)
        .collect();
    let is_header = block.kind == BlockKind::TableRow
        && document.table_at(block.span).is_some_and(|table| table.is_header(block.span));
    let face = |offset: usize| match style.kind {
        Kind::Heading => metrics::sans_bold(),
        _ if is_header => metrics::page_bold(),
        _ if bold.iter().any(|range| range.contains(&(start + offset))) => metrics::page_bold(),
        _ => metrics::page(),
    };
    let spans = |kind: HintKind| {
        let spans = document.hints.iter().filter(move |hint| hint.kind == kind);
        spans.map(|hint| hint.span.range())
    };
    let code: Vec<_> = spans(HintKind::Code)
        .filter(|range| range.start < block.span.end.index() && range.end > start)
        .collect();
    let is_code = |offset: usize| code.iter().any(|range| range.contains(&(start + offset)));
    let raised = if style.kind == Kind::Code { Vec::new() } else { typeset::raised_marks(text) };
    let advance = |offset: usize, c: char| {
        if c.is_ascii() && style.kind != Kind::Heading && is_code(offset) {
            let is_word = style.kind != Kind::Code;
            return Some(if is_word { CODE_ADVANCE * CODE_SIZE } else { CODE_ADVANCE });
        }
        let is_raised = raised.iter().any(|mark| mark.contains(&offset));
        let size = if is_raised { typeset::RAISED_SIZE } else { 1.0 };
        face(offset).advance_in(text, offset, c).map(|advance| advance * size)
    };
    // In a cell readings stay as they are written.
    let is_whole = part == block.span;
    let annotated = if is_whole { annotated(document, block, advance) } else { Vec::new() };
    typeset::set_annotated(text, &annotated, style, advance)
}

/// The characters of a primer's paragraph: their readings stand above them.
fn annotated(
    document: &Document,
    block: &Block,
    advance: impl Fn(usize, char) -> Option<f32>,
) -> Vec<Annotated> {
    let (start, end) = (block.span.start.index(), block.span.end.index());
    let text = document.cleaned.text.get(block.span);
    let first = document.readings.partition_point(|pair| pair.bytes.start < start);
    let own = document.readings.iter().skip(first).take_while(|pair| pair.bytes.end <= end);
    let width = |letters: std::ops::Range<usize>| -> f32 {
        let shown = text.get(letters.clone()).unwrap_or_default().char_indices();
        shown.filter_map(|(at, c)| advance(letters.start + at, c)).sum()
    };
    own.map(|pair| Annotated {
        bytes: pair.bytes.start - start..pair.bytes.end - start,
        base_end: pair.base_end - start,
        width: width(pair.reading.start - start..pair.reading.end - start) * typeset::READING_SIZE
            + typeset::READING_GAP,
    })
    .collect()
}

/// One line of the page a line.
fn text(paragraph: &str, lines: &[Line]) -> String {
    let lines = lines.iter().map(|line| paragraph.get(line.bytes.clone()).unwrap_or_default());
    lines.flat_map(|line| [line.trim_end(), "\n"]).collect()
}

fn answer(
    counter: &CodePoints<'_>,
    block: &Block,
    (style, inset): (&Style, u32),
    lines: &[Line],
) -> ParagraphAnswer {
    let start = block.span.start.index();
    let lines = lines.iter().map(|line| LineAnswer {
        clean: [counter.at(start + line.bytes.start), counter.at(start + line.bytes.end)],
        width_em: thousandths(
            (f64::from(line.width) + f64::from(inset * EM)) / f64::from(style.em),
        ),
        ragged: line.ragged,
    });
    ParagraphAnswer {
        clean: [counter.at(start), counter.at(block.span.end.index())],
        kind: name(block.kind),
        lines: lines.collect(),
    }
}

fn thousandths(em: f64) -> f64 {
    (em * 1000.0).round() / 1000.0
}

fn name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Title => "title",
        BlockKind::Heading(_) => "heading",
        BlockKind::Body => "body",
        BlockKind::ListItem => "list",
        BlockKind::Quote => "quote",
        BlockKind::Code => "code",
        BlockKind::TableRow => "table",
        BlockKind::Verse => "verse",
        BlockKind::Caption => "caption",
    }
}
