//! Sets the pieces that are near the view in lines, and keeps them.
//! Where a line breaks and a glyph stands is `typeset`'s business; here its answer is asked for and kept.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use crate::text::{Clean, Pos, Span};
use crate::typeset::table::{self, Column, RowLine};
use crate::typeset::{End, Line, Style};
use crate::ui::reader::borders::Borders;
use crate::ui::reader::ghosts::{self, Insert};
use crate::ui::reader::glyphs::{self, Faced, Strip};
use crate::ui::reader::heights::Heights;
use crate::ui::reader::look::{self, Look, Sizes};
use crate::ui::reader::model::{self, Page, Piece};
use crate::ui::reader::{rows, ruby};

/// Pieces that are kept set; those farthest from the view go first.
const MOST_KEPT: usize = 400;

/// One line of a piece.
#[derive(Clone, Debug)]
pub(crate) struct SetLine {
    /// Where its characters stand; offsets count from the piece's start, x from the column's left.
    pub(crate) line: Line,
    /// Its glyphs.
    pub(crate) strips: Vec<Strip>,
    /// The readings above its characters.
    pub(crate) readings: Vec<Strip>,
    /// How many lines stand above it in its piece, or in its cell of a table.
    pub(crate) level: u32,
    /// Left edge of its cell, in physical pixels from the column's left; 0 where there are no cells.
    pub(crate) left: f32,
}

/// A piece, set.
#[derive(Debug)]
pub(crate) struct SetPiece {
    /// How.
    pub(crate) look: Look,
    /// Space above its first line, in physical pixels.
    pub(crate) gap: f64,
    /// Its lines.
    pub(crate) lines: Vec<SetLine>,
    /// What of it was taken away, in order.
    pub(crate) inserts: Vec<Insert>,
    /// Characters that stand in the place of others, in bytes of its cleaned text.
    pub(crate) changed: Vec<Range<usize>>,
}

impl SetPiece {
    /// Where a place of its cleaned text stands in it as it is shown, in bytes from its start.
    pub(crate) fn shown_offset(&self, clean: usize) -> usize {
        ghosts::shown_range(&self.inserts, clean..clean).start
    }

    /// Where a place of it as it is shown stands in its cleaned text.
    pub(crate) fn clean_offset(&self, shown: usize) -> usize {
        ghosts::clean_offset(&self.inserts, shown)
    }

    /// What a line shows of the cleaned text; `start` is where the piece begins.
    pub(crate) fn clean_span(&self, line: &SetLine, start: usize) -> Span<Clean> {
        let bytes = &line.line.bytes;
        let (from, to) = (self.clean_offset(bytes.start), self.clean_offset(bytes.end));
        Span::new(start + from, start + to.max(from))
    }

    /// How many lines stand one below the other; the cells of a table's row stand side by side.
    pub(crate) fn n_levels(&self) -> u32 {
        self.lines.iter().map(|line| line.level + 1).max().unwrap_or_default()
    }

    /// With the space above it, in physical pixels.
    pub(crate) fn height(&self) -> f64 {
        self.gap + self.look.line_height * f64::from(self.n_levels())
    }

    /// The top of a line, in physical pixels from the piece's top.
    pub(crate) fn line_top(&self, line: usize) -> f64 {
        let level = self.lines.get(line).map_or(0, |line| line.level);
        self.gap + self.look.line_height * f64::from(level)
    }

    /// The line that holds the byte `offset`.
    pub(crate) fn line_of(&self, offset: usize) -> usize {
        let index = self.lines.partition_point(|line| line.line.bytes.end <= offset);
        index.min(self.lines.len().saturating_sub(1))
    }

    /// The line at `y` pixels below the piece's top, in the cell at `x` pixels from the column's left; the nearest
    /// when none is there.
    pub(crate) fn line_at(&self, x: f32, y: f64) -> usize {
        let level = ((y - self.gap) / self.look.line_height).floor().max(0.0) as u32;
        let lefts = self.lines.iter().map(|line| line.left);
        let left = lefts.filter(|left| *left <= x).fold(0.0, f32::max);
        let is_here = |line: &SetLine| (line.left - left).abs() < 0.5 && line.level <= level;
        self.lines.iter().rposition(is_here).unwrap_or_default()
    }
}

/// All that is known of how the page is set: exact near the view, guessed elsewhere.
#[derive(Debug)]
pub(crate) struct Layouts {
    /// The sizes it is set at.
    pub(crate) sizes: Sizes,
    /// Heights of all pieces.
    pub(crate) heights: Heights,
    kept: HashMap<usize, Rc<SetPiece>>,
    /// The columns of the tables that were met, by the table; none if it is too wide for any.
    tables: HashMap<u32, Option<Rc<[Column]>>>,
    borders: Borders,
}

impl Layouts {
    /// Sets nothing yet, and guesses all heights.
    pub(crate) fn new(page: &Page, sizes: Sizes) -> Self {
        let heights = Heights::new(guessed_heights(page, &sizes));
        let borders = Borders::default();
        Self { sizes, heights, kept: HashMap::new(), tables: HashMap::new(), borders }
    }

    /// The piece `index` of the page, set now if it was not.
    pub(crate) fn piece(&mut self, ctx: &egui::Context, page: &Page, index: usize) -> Rc<SetPiece> {
        if let Some(set) = self.kept.get(&index) {
            return Rc::clone(set);
        }
        let columns = self.columns(ctx, page, index);
        let (span, goes_on) = self.borders.shown(page, &self.sizes, index);
        let part = Part { index, span, goes_on, columns: columns.as_deref() };
        let set = Rc::new(set(ctx, page, &self.sizes, &part));
        self.heights.set(index, set.height());
        self.kept.insert(index, Rc::clone(&set));
        set
    }

    /// The columns of the table that a piece is a row of.
    fn columns(&mut self, ctx: &egui::Context, page: &Page, index: usize) -> Option<Rc<[Column]>> {
        let row = page.pieces.get(index)?.row.filter(|_| !page.shows_taken())?;
        let table = page.tables.get(row.table as usize)?;
        let sizes = self.sizes;
        let known = self
            .tables
            .entry(row.table)
            .or_insert_with(|| ctx.fonts_mut(|fonts| rows::columns(fonts, page, &sizes, table)));
        known.clone()
    }

    /// Lets go of pieces far from `index` when too many are kept.
    pub(crate) fn trim(&mut self, index: usize) {
        if self.kept.len() > MOST_KEPT {
            self.kept.retain(|piece, _| piece.abs_diff(index) < MOST_KEPT / 4);
        }
    }

    /// Lets go of all, since their glyphs are no longer in the texture; the heights stay right.
    pub(crate) fn forget_glyphs(&mut self) {
        self.kept.clear();
    }
}

/// What is set of a piece, and in which columns.
struct Part<'a> {
    index: usize,
    /// A little more or less than the piece, so that it ends between two rows.
    span: Span<Clean>,
    /// Whether the last row is full, as those before it.
    goes_on: bool,
    columns: Option<&'a [Column]>,
}

fn set(ctx: &egui::Context, page: &Page, sizes: &Sizes, part: &Part<'_>) -> SetPiece {
    let nominal = &page.pieces[part.index];
    let piece = &Piece { span: part.span, ..*nominal };
    let before = part.index.checked_sub(1).map(|index| &page.pieces[index]);
    let look = look::look(sizes, piece);
    let shown = page.shown(part.index);
    let mut faced = page.faced(piece, look.face);
    if let Some(shown) = &shown {
        let is_line = piece.taken.is_some();
        faced = if is_line {
            vec![Faced { bytes: 0..shown.text.len(), face: look.face }]
        } else {
            ghosts::faced(&faced, &shown.inserts)
        };
    }
    let text = shown.as_ref().map_or_else(|| page.text_of(piece), |shown| &shown.text);
    if sizes.lacks_han && piece.prose.is_wide() {
        faced = glyphs::with_chinese_marks(text, faced);
    }
    let stacked = (piece.row.is_some() && part.columns.is_none() && shown.is_none())
        .then(|| table::stacked(text));
    let text = stacked.as_deref().unwrap_or(text);
    let mut lines: Vec<SetLine> = ctx.fonts_mut(|fonts| {
        let (annotated, readings) = ruby::of_piece(fonts, page, sizes, &look, piece);
        let lines = if let Some(columns) = part.columns {
            rows::set(fonts, sizes, &look, (text, &faced), columns)
        } else {
            let end = if part.goes_on { End::Row } else { End::Paragraph };
            let style = Style { end, ..look.style(sizes) };
            let lines = glyphs::lines(fonts, sizes, (&look, &style), text, &faced, &annotated);
            let numbered = lines.into_iter().enumerate();
            numbered.map(|(at, line)| RowLine { line, level: at as u32, left: 0.0 }).collect()
        };
        let with_strips = lines.into_iter().map(|RowLine { line, level, left }| SetLine {
            strips: glyphs::strips(fonts, sizes, &look, text, &faced, &line),
            readings: ruby::strips(fonts, sizes, &look, text, &readings, &line),
            line,
            level,
            left,
        });
        with_strips.collect()
    });
    shift(&mut lines, offset_in(nominal, part.span.start));
    let gap = look::gap_above(sizes, before, piece);
    let (inserts, changed) = shown.map(|shown| (shown.inserts, shown.changed)).unwrap_or_default();
    SetPiece { look, gap, lines, inserts, changed }
}

/// Lets offsets count from where the piece was cut, whatever is shown of it.
fn shift(lines: &mut [SetLine], by: usize) {
    if by == 0 {
        return;
    }
    for SetLine { line, .. } in lines {
        line.bytes = line.bytes.start + by..line.bytes.end + by;
        line.cells.iter_mut().for_each(|cell| cell.offset += by as u32);
    }
}

fn guessed_heights(page: &Page, sizes: &Sizes) -> Vec<f64> {
    let mut before = None;
    let mut height = |piece: &Piece| {
        let look = look::look(sizes, piece);
        let mut ems = model::guessed_width(page.text_of(piece));
        if look.rise > 0.0 {
            // What stands above takes no room beside.
            let lifted = page.readings_of(piece).map(|pair| pair.bytes.end - pair.base_end);
            ems *= 1.0 - lifted.sum::<usize>() as f64 / page.text_of(piece).len().max(1) as f64;
        }
        let width = ems * look.em + look.indent;
        let lines = (width / (sizes.measure - look.left).max(look.em)).ceil().max(1.0);
        let height = look::gap_above(sizes, before.as_ref(), piece) + lines * look.line_height;
        before = Some(*piece);
        height
    };
    page.pieces.iter().map(&mut height).collect()
}

/// A place within a piece.
pub(crate) fn offset_in(piece: &Piece, pos: Pos<Clean>) -> usize {
    pos.index().saturating_sub(piece.span.start.index())
}
