//! The paragraphs of a cleaned text, each with what it is, and its tables.
//!
//! What a paragraph looks like, the page knows.

use crate::clean::Cleaned;
use crate::outline::Outline;
use crate::text::{Clean, ColumnSide, Hint, HintKind, PicturePlace, Span, lines};

/// What a paragraph is, as the page sets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The title.
    Title,
    /// A heading and its level, 1 the highest.
    Heading(u8),
    /// Ordinary text.
    Body,
    /// One item of a list.
    ListItem,
    /// A quoted paragraph.
    Quote,
    /// A line of code.
    Code,
    /// A row of a table, cells apart by tabs.
    TableRow,
    /// A line of verse.
    Verse,
    /// What is said of a picture or a table.
    Caption,
}

/// A table: rows one below the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its rows.
    pub span: Span<Clean>,
    /// How the cells of each column stand.
    pub columns: Vec<ColumnSide>,
}

impl Table {
    /// Whether a row is the first, which names the columns.
    pub fn is_header(&self, row: Span<Clean>) -> bool {
        row.start <= self.span.start
    }

    /// Whether a row is the last.
    pub fn is_last(&self, row: Span<Clean>) -> bool {
        row.end >= self.span.end
    }
}

/// One paragraph of the cleaned text: a line that is not blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// The line without its line ending.
    pub span: Span<Clean>,
    /// What it is.
    pub kind: BlockKind,
    /// Its run-in lead, set bold.
    pub lead: Option<Span<Clean>>,
    /// How many lists it stands in, one within another; 0 outside of any.
    pub depth: u8,
    /// Whether a horizontal rule stands above it.
    pub is_after_rule: bool,
    /// Whether it goes on with the stanza of the paragraph above.
    pub is_in_stanza: bool,
    /// The picture whose words it is, if it is nothing else.
    pub picture: Option<PicturePlace>,
}

/// Cuts the cleaned text into its paragraphs and says what each is.
pub(super) fn blocks(cleaned: &Cleaned, outline: &Outline, hints: &[Hint<Clean>]) -> Vec<Block> {
    let text = cleaned.text.as_str();
    let mut blocks = Vec::new();
    for (range, line) in lines::lines(text) {
        if !line.trim().is_empty() {
            let span = Span::new(range.start, range.start + line.len());
            let kind = BlockKind::Body;
            let (is_after_rule, is_in_stanza) = (false, false);
            let (lead, depth, picture) = (None, 0, None);
            blocks.push(Block { span, kind, lead, depth, is_after_rule, is_in_stanza, picture });
        }
    }
    classify(&mut blocks, outline, hints);
    blocks
}

fn classify(blocks: &mut [Block], outline: &Outline, hints: &[Hint<Clean>]) {
    for hint in hints {
        let kind = match hint.kind {
            HintKind::ListItem => BlockKind::ListItem,
            HintKind::Quote => BlockKind::Quote,
            // A word of code inside a paragraph does not make the paragraph code.
            HintKind::Code => BlockKind::Code,
            HintKind::Table(_) => BlockKind::TableRow,
            HintKind::Verse => BlockKind::Verse,
            HintKind::Caption => BlockKind::Caption,
            HintKind::Rule => {
                let below = blocks.partition_point(|block| block.span.start < hint.span.start);
                if let Some(block) = blocks.get_mut(below) {
                    block.is_after_rule = true;
                }
                continue;
            }
            HintKind::Picture(place) => {
                let is_whole = |block: &&mut Block| hint.span.contains_span(block.span);
                if let Some(block) = block_at(blocks, hint.span).filter(is_whole) {
                    block.picture = Some(place);
                }
                continue;
            }
            HintKind::Heading(_)
            | HintKind::Strong
            | HintKind::Emphasis
            | HintKind::Link(_)
            | HintKind::Markup
            | HintKind::Replaced(_)
            | HintKind::Part(_)
            | HintKind::Name(_)
            | HintKind::Stated(..) => {
                continue;
            }
        };
        let first = blocks.partition_point(|block| block.span.end <= hint.span.start);
        for block in
            blocks.iter_mut().skip(first).take_while(|block| block.span.start < hint.span.end)
        {
            let is_whole = kind != BlockKind::Code || hint.span.contains_span(block.span);
            // What is said of a picture in a cell is in its row.
            let is_in_row = kind == BlockKind::Caption && block.kind == BlockKind::TableRow;
            if is_whole && !is_in_row {
                block.kind = kind;
            }
            // Each line of a stanza but its first goes on with it.
            block.is_in_stanza = kind == BlockKind::Verse && block.span.start > hint.span.start;
            if kind == BlockKind::ListItem {
                block.depth = block.depth.saturating_add(1);
            }
        }
    }
    for heading in &outline.headings {
        if let Some(block) = block_at(blocks, heading.span) {
            block.kind = BlockKind::Heading(heading.level);
        }
    }
    if let Some(block) = outline.title.as_ref().and_then(|title| block_at(blocks, title.span)) {
        block.kind = BlockKind::Title;
    }
    for lead in &outline.leads {
        if let Some(block) = block_at(blocks, lead.span) {
            block.lead = Some(lead.span);
        }
    }
}

/// The tables that the format names, in order.
pub(super) fn tables(hints: &[Hint<Clean>], blocks: &[Block]) -> Vec<Table> {
    let table = |hint: &Hint<Clean>| {
        let HintKind::Table(columns) = &hint.kind else { return None };
        let first = blocks.partition_point(|block| block.span.end <= hint.span.start);
        let end = blocks.partition_point(|block| block.span.start < hint.span.end);
        let (first, last) = (blocks.get(first)?, blocks.get(first..end)?.last()?);
        let span = Span { start: first.span.start, end: last.span.end };
        Some(Table { span, columns: columns.clone() })
    };
    hints.iter().filter_map(table).collect()
}

/// The block in which `span` starts.
fn block_at(blocks: &mut [Block], span: Span<Clean>) -> Option<&mut Block> {
    let index = blocks.partition_point(|block| block.span.end <= span.start);
    blocks.get_mut(index)
}
