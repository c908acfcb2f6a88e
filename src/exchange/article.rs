//! A document's text as it is exported: paragraphs cut where a mark or another look of the words begins
//! or ends, so that overlapping marks come out right whatever the format's own nesting.
//!
//! Nothing is escaped here; that is each format's own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::document::{Block, BlockKind, Document, Table};
use crate::exchange::ExportNote;
use crate::text::{Clean, Hint, HintKind, Pos, Span, Text};

/// The text of a document with what its format says of it; cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// The cleaned text.
    pub text: Text<Clean>,
    /// Its paragraphs in order.
    pub blocks: Arc<[Block]>,
    /// Its tables in order.
    pub tables: Arc<[Table]>,
    /// What the format says of its words.
    pub hints: Arc<[Hint<Clean>]>,
    /// The numbers of numbered list items, by where their paragraphs begin.
    pub numbers: Arc<BTreeMap<Pos<Clean>, u32>>,
    /// Where paragraphs of lists begin that go on with the item above.
    pub continued: Arc<BTreeSet<Pos<Clean>>>,
}

impl Article {
    /// The text of a document.
    pub fn of(document: &Document) -> Self {
        Self {
            text: document.cleaned.text.clone(),
            blocks: Arc::clone(&document.blocks),
            tables: Arc::clone(&document.tables),
            hints: Arc::clone(&document.hints),
            numbers: Arc::new(numbers(document)),
            continued: Arc::new(continued(document)),
        }
    }

    /// The table of which a paragraph is a row.
    pub(crate) fn table(&self, row: Span<Clean>) -> Option<&Table> {
        let index = self.tables.partition_point(|table| table.span.end <= row.start);
        self.tables.get(index).filter(|table| table.span.start <= row.start)
    }
}

/// The paragraphs of lists at or before which no item begins.
fn continued(document: &Document) -> BTreeSet<Pos<Clean>> {
    let items = document.hints.iter().filter(|hint| hint.kind == HintKind::ListItem);
    let mut starts = items.map(|hint| hint.span.start).peekable();
    let mut begins_no_item = |block: &&Block| {
        let mut is_begun = false;
        while starts.next_if(|start| *start < block.span.end).is_some() {
            is_begun = true;
        }
        block.kind == BlockKind::ListItem && !is_begun
    };
    let blocks = document.blocks.iter();
    blocks.filter(|block| begins_no_item(block)).map(|block| block.span.start).collect()
}

/// The numbers that the file writes before items; the cleaned text leaves them out as markup.
fn numbers(document: &Document) -> BTreeMap<Pos<Clean>, u32> {
    let source = &document.imported.text;
    let number = |hint: &Hint<crate::text::Source>| {
        let written = source.get(hint.span).trim_start();
        let digits = written.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = written.split_at_checked(digits)?;
        let number = number.parse().ok().filter(|_| rest.starts_with(['.', ')']))?;
        let clean = document.clean_from_source(hint.span);
        let block = document.blocks.partition_point(|block| block.span.end <= clean.start);
        let block = document.blocks.get(block)?;
        // A number that is still seen is text of its own.
        let is_seen = document.cleaned.text.get(block.span).starts_with(written.get(..digits)?);
        (!is_seen).then_some((block.span.start, number))
    };
    let items = document.imported.hints.iter().filter(|hint| hint.kind == HintKind::ListItem);
    items.filter_map(number).collect()
}

/// What words look like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Look<'a> {
    pub(crate) is_strong: bool,
    pub(crate) is_emphasised: bool,
    pub(crate) is_code: bool,
    /// The address they lead to.
    pub(crate) link: Option<&'a str>,
}

/// Words that look alike and stand under the same marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run<'a> {
    pub(crate) text: &'a str,
    pub(crate) look: Look<'a>,
    /// The notes over them, by index, those that began first before the others.
    pub(crate) marks: Vec<usize>,
    /// Those of them that begin here.
    pub(crate) begins: Vec<usize>,
    /// Those of them that end behind these words.
    pub(crate) ends: Vec<usize>,
}

/// A note's place without the white space at its edges.
#[derive(Clone, Copy, Debug)]
struct MarkPlace {
    note: usize,
    span: Span<Clean>,
}

/// Cuts an article into runs, its stretches asked for in order.
pub(crate) struct Cutter<'a> {
    article: &'a Article,
    /// By start, the longer before the shorter.
    places: Vec<MarkPlace>,
    next_place: usize,
    open: Vec<MarkPlace>,
    /// What words look like, by start.
    looks: Vec<(Span<Clean>, Look<'a>)>,
    next_look: usize,
    open_looks: Vec<(Span<Clean>, Look<'a>)>,
    /// Whether each note shares words with another.
    overlaps: Vec<bool>,
    has_place: Vec<bool>,
}

impl<'a> Cutter<'a> {
    pub(crate) fn new(article: &'a Article, notes: &[ExportNote]) -> Self {
        let place = |(note, one): (usize, &ExportNote)| {
            let span = seen(article, one.span()?)?;
            Some(MarkPlace { note, span })
        };
        let mut places: Vec<_> = notes.iter().enumerate().filter_map(place).collect();
        places.sort_by_key(|place| (place.span.start, std::cmp::Reverse(place.span.end)));
        let mut has_place = vec![false; notes.len()];
        for place in &places {
            if let Some(has_place) = has_place.get_mut(place.note) {
                *has_place = true;
            }
        }
        let overlaps = overlapping(&places, notes.len());
        Self {
            article,
            places,
            next_place: 0,
            open: Vec::new(),
            looks: looks(article),
            next_look: 0,
            open_looks: Vec::new(),
            overlaps,
            has_place,
        }
    }

    /// Whether a note shares words with another.
    pub(crate) fn overlaps(&self, note: usize) -> bool {
        self.overlaps.get(note).copied().unwrap_or_default()
    }

    /// Whether any of a note's passage is seen in the article.
    pub(crate) fn has_place(&self, note: usize) -> bool {
        self.has_place.get(note).copied().unwrap_or_default()
    }

    /// The runs of a paragraph, or of a cell of one.
    pub(crate) fn cut(&mut self, span: Span<Clean>) -> Vec<Run<'a>> {
        let mut runs = Vec::new();
        let mut at = span.start;
        while at < span.end {
            self.enter(at);
            let end = self.next_edge(span.end);
            runs.push(self.run(Span { start: at, end }));
            at = end;
        }
        runs
    }

    /// The cells of a row, each in runs.
    pub(crate) fn cells(&mut self, row: Span<Clean>) -> Vec<Vec<Run<'a>>> {
        let mut start = row.start.index();
        let cells = self.article.text.get(row).split('\t');
        cells
            .map(|cell| {
                let span = Span::new(start, start + cell.len());
                start += cell.len() + 1;
                self.cut(span)
            })
            .collect()
    }

    /// Opens what has begun at `at`, and closes what has ended.
    fn enter(&mut self, at: Pos<Clean>) {
        while let Some(place) = self.places.get(self.next_place).filter(|one| one.span.start <= at)
        {
            self.open.push(*place);
            self.next_place += 1;
        }
        while let Some(look) = self.looks.get(self.next_look).filter(|(span, _)| span.start <= at) {
            self.open_looks.push(*look);
            self.next_look += 1;
        }
        self.open.retain(|place| place.span.end > at);
        self.open_looks.retain(|(span, _)| span.end > at);
    }

    /// Where the next mark or look begins or one that is open ends, `end` at the latest.
    fn next_edge(&self, end: Pos<Clean>) -> Pos<Clean> {
        let ends = self.open.iter().map(|place| place.span.end);
        let look_ends = self.open_looks.iter().map(|(span, _)| span.end);
        let next = self.places.get(self.next_place).map(|place| place.span.start);
        let next_look = self.looks.get(self.next_look).map(|(span, _)| span.start);
        ends.chain(look_ends).chain(next).chain(next_look).min().unwrap_or(end).min(end)
    }

    /// What stands between two edges.
    fn run(&self, span: Span<Clean>) -> Run<'a> {
        let mut look = Look::default();
        for (_, one) in &self.open_looks {
            look.is_strong |= one.is_strong;
            look.is_emphasised |= one.is_emphasised;
            look.is_code |= one.is_code;
            look.link = look.link.or(one.link);
        }
        let those = |is_met: &dyn Fn(&MarkPlace) -> bool| {
            self.open.iter().filter(|place| is_met(place)).map(|place| place.note).collect()
        };
        Run {
            text: self.article.text.get(span),
            look,
            marks: those(&|_| true),
            begins: those(&|place| place.span.start == span.start),
            ends: those(&|place| place.span.end == span.end),
        }
    }
}

/// What of a passage is seen: without white space at its edges, which stands between paragraphs.
fn seen(article: &Article, span: Span<Clean>) -> Option<Span<Clean>> {
    let words = article.text.get(span);
    let start = span.start.index() + (words.len() - words.trim_start().len());
    let trimmed = words.trim();
    (!trimmed.is_empty()).then(|| Span::new(start, start + trimmed.len()))
}

fn overlapping(places: &[MarkPlace], n_notes: usize) -> Vec<bool> {
    let mut overlaps = vec![false; n_notes];
    let mut mark = |note: usize| {
        if let Some(overlap) = overlaps.get_mut(note) {
            *overlap = true;
        }
    };
    let mut farthest: Option<MarkPlace> = None;
    for place in places {
        if let Some(before) = farthest.filter(|before| before.span.end > place.span.start) {
            mark(before.note);
            mark(place.note);
        }
        if farthest.is_none_or(|before| before.span.end < place.span.end) {
            farthest = Some(*place);
        }
    }
    overlaps
}

/// What the format says words look like, and the leads of paragraphs, by start.
fn looks(article: &Article) -> Vec<(Span<Clean>, Look<'_>)> {
    let plain = Look::default();
    let of_hint = |hint: &'_ Hint<Clean>| match &hint.kind {
        HintKind::Strong => Some(Look { is_strong: true, ..plain }),
        HintKind::Emphasis => Some(Look { is_emphasised: true, ..plain }),
        HintKind::Code => Some(Look { is_code: true, ..plain }),
        _ => None,
    };
    let links = article.hints.iter().filter_map(|hint| match &hint.kind {
        HintKind::Link(address) => Some((hint.span, Look { link: Some(address), ..plain })),
        _ => None,
    });
    let hints = article.hints.iter().filter_map(|hint| Some((hint.span, of_hint(hint)?)));
    let strong = |lead| (lead, Look { is_strong: true, ..plain });
    let leads = article.blocks.iter().filter_map(|block| block.lead).map(strong);
    let mut looks: Vec<_> = hints.chain(links).chain(leads).collect();
    looks.retain(|(span, _)| !span.is_empty());
    looks.sort_by_key(|(span, _)| *span);
    looks
}

/// Whether an address may be written into a page or a document: nothing that runs, nothing of this machine.
pub(crate) fn is_web_address(address: &str) -> bool {
    let scheme = address.split(':').next().unwrap_or_default().to_ascii_lowercase();
    ["http", "https", "mailto"].contains(&scheme.as_str())
}

/// Stretches of paragraphs that belong together: the lines of a piece of code or of a stanza, the rows of
/// a table, the items of lists, the paragraphs of a quotation; anything else stands alone.
pub(crate) fn groups(article: &Article) -> impl Iterator<Item = &[Block]> {
    article.blocks.chunk_by(|above, below| goes_on(article, above, below))
}

fn goes_on(article: &Article, above: &Block, below: &Block) -> bool {
    let is_alike = above.kind == below.kind && !below.is_after_rule;
    is_alike
        && match below.kind {
            BlockKind::Code | BlockKind::ListItem | BlockKind::Quote => true,
            BlockKind::Verse => below.is_in_stanza,
            BlockKind::TableRow => article.table(below.span) == article.table(above.span),
            BlockKind::Title | BlockKind::Heading(_) | BlockKind::Body | BlockKind::Caption => {
                false
            }
        }
}
