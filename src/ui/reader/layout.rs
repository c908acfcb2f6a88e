//! Sets the pieces that are near the view in lines, and keeps them.
//! Where a line breaks and a glyph stands is `typeset`'s business; here its answer is asked for and kept.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::rc::Rc;

use crate::text::{Clean, Pos, Span};
use crate::typeset::table::{self, Column, RowLine};
use crate::typeset::{End, Line, Style};
use crate::ui::reader::borders::Borders;
use crate::ui::reader::ghosts::{self, Insert, Shown};
use crate::ui::reader::glyphs::{self, Faced, Inked, Strip};
use crate::ui::reader::heights::Heights;
use crate::ui::reader::look::{self, Look, Sizes};
use crate::ui::reader::model::{Page, Piece};
use crate::ui::reader::strip::Shapes;
use crate::ui::reader::{pictures, rows, ruby};

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
    /// How much of that its picture takes.
    pub(crate) room: f64,
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

/// All that is known of how the page is set: exact near the view and where all was counted, guessed elsewhere.
#[derive(Debug)]
pub(crate) struct Layouts {
    /// The sizes it is set at.
    pub(crate) sizes: Sizes,
    /// Heights of all pieces.
    pub(crate) heights: Heights,
    kept: BTreeMap<usize, Rc<SetPiece>>,
    parts: Parts,
    shapes: Shapes,
}

impl Layouts {
    /// Sets nothing yet.
    pub(crate) fn new(sizes: Sizes, heights: Heights) -> Self {
        let (parts, shapes) = (Parts::default(), Shapes::default());
        Self { sizes, heights, kept: BTreeMap::new(), parts, shapes }
    }

    /// Sets all anew at other sizes; until it is counted, the whole is as much higher or lower as its text
    /// would be without end.
    pub(crate) fn resized(self, sizes: Sizes) -> Self {
        let lines = |sizes: &Sizes| sizes.line_height * sizes.em / sizes.measure;
        let times = lines(&sizes) / lines(&self.sizes);
        let is_as_fine = sizes.pixels_per_point.total_cmp(&self.sizes.pixels_per_point).is_eq();
        let shapes = if is_as_fine { self.shapes } else { Shapes::default() };
        Self { shapes, ..Self::new(sizes, self.heights.scaled(times)) }
    }

    /// Takes the heights that were counted. What is set knows better, where a font drew another width than told.
    pub(crate) fn take_heights(&mut self, heights: Heights) {
        self.heights = heights;
        for (index, set) in &self.kept {
            self.heights.set(*index, set.height());
        }
    }

    /// The piece `index` of the page, set now if it was not.
    pub(crate) fn piece(&mut self, ctx: &egui::Context, page: &Page, index: usize) -> Rc<SetPiece> {
        if let Some(set) = self.kept.get(&index) {
            return Rc::clone(set);
        }
        let sizes = self.sizes;
        let part = self.parts.part(page, &sizes, index, |look, text, faced| {
            ctx.fonts_mut(|fonts| rows::lines(fonts, &sizes, look, text, faced))
        });
        let set = Rc::new(set((ctx, &mut self.shapes), page, &sizes, &part));
        self.heights.set(index, set.height());
        self.kept.insert(index, Rc::clone(&set));
        set
    }

    /// Lets go of the pieces farthest from `index` when too many are kept: a few at a time, as they come.
    pub(crate) fn trim(&mut self, index: usize) {
        while self.kept.len() > MOST_KEPT {
            let apart = |piece: Option<(&usize, &Rc<SetPiece>)>| {
                piece.map_or(0, |(piece, _)| piece.abs_diff(index))
            };
            if apart(self.kept.first_key_value()) > apart(self.kept.last_key_value()) {
                self.kept.pop_first();
            } else {
                self.kept.pop_last();
            }
        }
    }

    /// Lets go of all, since their glyphs are no longer in the texture; the heights stay right.
    pub(crate) fn forget_glyphs(&mut self) {
        self.kept.clear();
        self.shapes = Shapes::default();
    }
}

/// What must be known of other pieces to set one.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    /// The columns of the tables that were met, by the table; none if it is too wide for any.
    tables: HashMap<u32, Option<Rc<[Column]>>>,
    borders: Borders,
}

impl Parts {
    /// What is to be set of piece `index`; `lines` sets the rows of tables.
    pub(crate) fn part(
        &mut self,
        page: &Page,
        sizes: &Sizes,
        index: usize,
        lines: impl FnMut(&Look, &str, &[Faced]) -> Vec<Line>,
    ) -> Part {
        let row = page.pieces.get(index).and_then(|piece| piece.row);
        let row = row.filter(|_| !page.shows_taken());
        let table = row.and_then(|row| Some((row.table, page.tables.get(row.table as usize)?)));
        let columns = table.and_then(|(number, table)| {
            let known = self.tables.entry(number);
            known.or_insert_with(|| rows::columns(page, sizes, table, lines)).clone()
        });
        let (span, goes_on) = self.borders.shown(page, sizes, index);
        Part { index, span, goes_on, columns }
    }
}

/// What is set of a piece, and in which columns.
pub(crate) struct Part {
    index: usize,
    /// A little more or less than the piece, so that it ends between two rows.
    span: Span<Clean>,
    /// Whether the last row is full, as those before it.
    goes_on: bool,
    columns: Option<Rc<[Column]>>,
}

impl Part {
    /// The piece as it is set.
    fn piece(&self, page: &Page) -> Piece {
        Piece { span: self.span, ..page.pieces[self.index] }
    }

    /// The space above it, in physical pixels.
    fn gap(&self, page: &Page, sizes: &Sizes, piece: &Piece) -> f64 {
        let before = self.index.checked_sub(1).map(|index| &page.pieces[index]);
        look::gap_above(sizes, before, piece)
    }

    fn style(&self, sizes: &Sizes, look: &Look) -> Style {
        let end = if self.goes_on { End::Row } else { End::Paragraph };
        Style { end, ..look.style(sizes) }
    }

    /// How high it is with the space above it, in physical pixels, without setting it.
    pub(crate) fn height(&self, page: &Page, sizes: &Sizes) -> f64 {
        let piece = &self.piece(page);
        let look = look::look(sizes, piece);
        let shown = page.shown(self.index);
        let faced = faced(page, sizes, piece, &look, shown.as_ref());
        let text = text_of(page, piece, self, shown.as_ref());
        let (annotated, _) = ruby::of_piece(page, sizes, &look, piece);
        let n_lines = match &self.columns {
            Some(columns) => rows::n_told_lines(sizes, &look, (&text, &faced), columns),
            None => glyphs::count((&look, &self.style(sizes, &look)), &text, &faced, &annotated),
        };
        self.gap(page, sizes, piece) + look.line_height * n_lines as f64
    }
}

fn set(
    (ctx, shapes): (&egui::Context, &mut Shapes),
    page: &Page,
    sizes: &Sizes,
    part: &Part,
) -> SetPiece {
    let piece = &part.piece(page);
    let look = look::look(sizes, piece);
    let shown = page.shown(part.index);
    let faced = faced(page, sizes, piece, &look, shown.as_ref());
    let text = &*text_of(page, piece, part, shown.as_ref());
    let (annotated, readings) = ruby::of_piece(page, sizes, &look, piece);
    let mut lines: Vec<SetLine> = ctx.fonts_mut(|fonts| {
        let lines = if let Some(columns) = &part.columns {
            rows::set(sizes, &look, (text, &faced), columns, |style, text, faced| {
                glyphs::lines(fonts, sizes, (&look, style), text, faced, &[])
            })
        } else {
            let style = part.style(sizes, &look);
            let lines = glyphs::lines(fonts, sizes, (&look, &style), text, &faced, &annotated);
            let numbered = centred(lines, &style, piece).into_iter().enumerate();
            numbered.map(|(at, line)| RowLine { line, level: at as u32, left: 0.0 }).collect()
        };
        let inked = Inked { sizes, look: &look, text, faced: &faced };
        let strips = glyphs::strips(fonts, shapes, &inked, lines.iter().map(|row| &row.line));
        let with_strips = lines.into_iter().zip(strips).map(|(row, strips)| {
            let RowLine { line, level, left } = row;
            let readings = ruby::strips(fonts, sizes, &look, text, &readings, &line);
            SetLine { line, strips, readings, level, left }
        });
        with_strips.collect()
    });
    shift(&mut lines, offset_in(&page.pieces[part.index], part.span.start));
    let gap = part.gap(page, sizes, piece);
    let (inserts, changed) = shown.map(|shown| (shown.inserts, shown.changed)).unwrap_or_default();
    let room = pictures::room(sizes, piece);
    SetPiece { look, gap, room, lines, inserts, changed }
}

/// The words of a picture stand in its middle, if they are one line.
fn centred(mut lines: Vec<Line>, style: &Style, piece: &Piece) -> Vec<Line> {
    let [line] = lines.as_mut_slice() else { return lines };
    if look::is_centred(piece) {
        let free = (style.measure as f32 - line.width) / 2.0;
        line.move_by(free.max(0.0).round());
    }
    lines
}

/// The faces of a piece as it is shown.
fn faced(
    page: &Page,
    sizes: &Sizes,
    piece: &Piece,
    look: &Look,
    shown: Option<&Shown>,
) -> Vec<Faced> {
    let faced = match shown {
        Some(shown) if piece.taken.is_some() => {
            vec![Faced { bytes: 0..shown.text.len(), face: look.face }]
        }
        Some(shown) => ghosts::faced(&page.faced(piece, look.face), &shown.inserts),
        None => page.faced(piece, look.face),
    };
    if sizes.lacks_han && piece.prose.is_wide() {
        let text = shown.map_or_else(|| page.text_of(piece), |shown| &shown.text);
        glyphs::with_chinese_marks(text, faced)
    } else {
        faced
    }
}

/// The text of a piece as it is shown.
fn text_of<'a>(
    page: &'a Page,
    piece: &Piece,
    part: &Part,
    shown: Option<&'a Shown>,
) -> Cow<'a, str> {
    match shown {
        Some(shown) => Cow::Borrowed(&shown.text),
        None if piece.row.is_some() && part.columns.is_none() => {
            Cow::Owned(table::stacked(page.text_of(piece)))
        }
        None => Cow::Borrowed(page.text_of(piece)),
    }
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

/// A place within a piece.
pub(crate) fn offset_in(piece: &Piece, pos: Pos<Clean>) -> usize {
    pos.index().saturating_sub(piece.span.start.index())
}
