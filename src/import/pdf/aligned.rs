//! Tables without lines: rows whose cells stand below each other, with an empty strip between them all the way down.
//!
//! Only what cannot be chance is taken: prose has its gaps here and there, lists and forms their own signs.

use crate::import::pdf::glyphs::Glyph;
use crate::import::pdf::lines::is_unspaced;
use crate::import::pdf::paragraphs::BULLETS;
use crate::import::pdf::rows::{Row, WORD_GAP, median};
use crate::text::chars::is_wide;

/// Two characters with no space between them are this far apart, in ems, only where something else begins.
const GAP: f32 = 0.2;
/// The same between a Chinese character and a Latin one, which programs set apart.
const MIXED_GAP: f32 = 0.45;
/// A strip this wide parts columns also where there are only two, in ems.
const BROAD: f32 = 1.0;
/// Fewest rows with two cells; of two columns beside a narrow strip there must be more.
const LEAST_ROWS: usize = 3;
const LEAST_NARROW_ROWS: usize = 4;
/// Rows further apart than this do not belong together, in ems.
const APART: f32 = 3.5;
/// Places this near are one, in points.
const SAME_PLACE: f32 = 1.2;
/// Which part of a column's cells must stand in line.
const IN_LINE: f32 = 0.55;
/// A line this near above or below another stands beside it in another cell, in ems.
const BESIDE: f32 = 0.85;
/// Cells this near to each other in height are on one line, in ems.
const SAME_LINE: f32 = 0.5;
/// Lines of one cell are at most this far apart, in ems.
const SAME_CELL: f32 = 1.9;
/// So few Latin letters do not say whether words are parted by spaces.
const FEW_LETTERS: usize = 40;
/// Characters of a cell on the average, at most: more are columns of prose.
const MOST_CHARS: usize = 40;

/// Puts the rows of tables together, cell by cell.
pub(super) fn join(rows: &mut Vec<Row>) {
    let mut lines = lines_of(rows, GAP);
    if are_whole(&lines) {
        return;
    }
    // Where no spaces are written a gap without one says nothing.
    if !has_spaces(rows) {
        lines = lines_of(rows, WORD_GAP);
        if are_whole(&lines) {
            return;
        }
    }
    let mut at = 0;
    let mut found: Vec<(usize, usize, Vec<Row>)> = Vec::new();
    while at < lines.len() {
        let free = found.last().map_or(0, |(_, end, _)| *end);
        match Block::at(&lines, at, free).and_then(|block| Some((block.table(rows)?, block))) {
            Some((table, block)) => {
                at = block.end;
                found.push((block.start, block.end, table));
            }
            None => at += 1,
        }
    }
    for (start, end, table) in found.into_iter().rev() {
        drop(rows.splice(start..end, table));
    }
}

/// The rows as gaps part them, which are at least so wide where no space is written.
fn lines_of(rows: &[Row], least: f32) -> Vec<Line> {
    rows.iter().map(|row| Line::of(row, least)).collect()
}

/// Whether too few lines are parted for a table.
fn are_whole(lines: &[Line]) -> bool {
    lines.iter().filter(|line| line.chunks.len() > 1).count() < LEAST_ROWS
}

/// Whether words are parted by spaces, not by gaps alone.
fn has_spaces(rows: &[Row]) -> bool {
    let glyphs = || rows.iter().flat_map(|row| &row.glyphs);
    let n_letters = glyphs().filter(|glyph| glyph.c.is_ascii_alphabetic()).count();
    let n_spaces = glyphs().filter(|glyph| glyph.c.is_whitespace()).count();
    n_letters < FEW_LETTERS || n_spaces * 20 >= n_letters
}

/// A row as it is parted by gaps.
struct Line {
    base: f32,
    size: f32,
    /// The stretches between the gaps, from the left.
    chunks: Vec<(f32, f32)>,
}

impl Line {
    /// A row of a table that is known already has none.
    fn of(row: &Row, least: f32) -> Self {
        let mut chunks: Vec<(f32, f32)> = Vec::new();
        let mut last: Option<&Glyph> = None;
        let mut is_spaced = false;
        for glyph in &row.glyphs {
            if glyph.c.is_whitespace() {
                is_spaced = true;
                continue;
            }
            let parts = last.is_none_or(|last| {
                let gap =
                    (glyph.left - chunks.last().map_or(last.right, |chunk| chunk.1)) / row.size;
                gap >= least
                    && gap >= if is_spaced { WORD_GAP } else { gap_between(last.c, glyph.c, least) }
            });
            match chunks.last_mut().filter(|_| !parts) {
                Some(chunk) => chunk.1 = chunk.1.max(glyph.right),
                None => chunks.push((glyph.left, glyph.right)),
            }
            (last, is_spaced) = (Some(glyph), false);
        }
        Self { base: row.base, size: row.size, chunks }
    }
}

fn gap_between(last: char, next: char, least: f32) -> f32 {
    if is_unspaced(last) == is_unspaced(next) || !(last.is_alphanumeric() && next.is_alphanumeric())
    {
        least
    } else {
        least.max(MIXED_GAP)
    }
}

/// Lines that have an empty strip in common.
struct Block {
    start: usize,
    end: usize,
    size: f32,
    /// The strips, from the left.
    strips: Vec<(f32, f32)>,
}

impl Block {
    /// The longest block that begins with this line, and with the one above it, from `free` on, if that stands beside it.
    fn at(lines: &[Line], at: usize, free: usize) -> Option<Self> {
        let first = lines.get(at).filter(|line| line.chunks.len() > 1)?;
        let least = GAP * 0.9 * first.size;
        let n_strips = |ink: &[(f32, f32)]| strips(ink, least).count();
        let (mut ink, mut end) = (first.chunks.clone(), at + 1);
        for (line, above) in lines.iter().skip(at + 1).zip(lines.iter().skip(at)) {
            let joined = covered(&ink, &line.chunks);
            let is_torn = n_strips(&joined) < n_strips(&ink) && end - at >= LEAST_ROWS;
            let is_apart = line.base - above.base > APART * first.size;
            if line.chunks.is_empty() || n_strips(&joined) == 0 || is_torn || is_apart {
                break;
            }
            (ink, end) = (joined, end + 1);
        }
        let mut start = at;
        // The first line of a cell may stand above the others of its row.
        let above = at.checked_sub(1).filter(|above| *above >= free);
        if let Some(above) = above.and_then(|above| lines.get(above)) {
            let joined = covered(&ink, &above.chunks);
            let is_behind = above.chunks.first().zip(ink.first()).is_some_and(|(a, b)| a.0 > b.1);
            let is_beside = first.base - above.base < BESIDE * first.size;
            if is_behind && is_beside && n_strips(&joined) == n_strips(&ink) {
                (ink, start) = (joined, at - 1);
            }
        }
        let strips: Vec<_> = strips(&ink, least).collect();
        let end = end_of(lines.get(start..end)?, &strips) + start;
        (end - start >= LEAST_ROWS).then_some(Self { start, end, size: first.size, strips })
    }

    /// In which column a place lies.
    fn column(&self, x: f32) -> usize {
        self.strips.iter().take_while(|strip| f32::midpoint(strip.0, strip.1) < x).count()
    }

    /// The rows of the table; none where the evidence is weak.
    fn table(&self, rows: &[Row]) -> Option<Vec<Row>> {
        let rows = rows.get(self.start..self.end)?;
        let mut lines = merged(rows.iter().map(|row| self.cells(row)));
        if !self.is_sure(&lines) {
            return None;
        }
        let n_columns = self.strips.len() + 1;
        let mut table: Vec<Vec<Vec<Row>>> = Vec::new();
        for group in groups(&lines) {
            let mut cells = vec![Vec::new(); n_columns];
            for line in lines.get_mut(group).into_iter().flatten() {
                for (cell, own) in cells.iter_mut().zip(line) {
                    cell.extend(own.take());
                }
            }
            table.push(cells);
        }
        Some(table.into_iter().filter_map(Row::of_cells).collect())
    }

    /// The cells of a line, one for each column.
    fn cells(&self, row: &Row) -> Vec<Option<Row>> {
        let mut cells: Vec<Vec<Glyph>> = vec![Vec::new(); self.strips.len() + 1];
        for glyph in &row.glyphs {
            if let Some(cell) = cells.get_mut(self.column(f32::midpoint(glyph.left, glyph.right))) {
                cell.push(*glyph);
            }
        }
        cells.into_iter().map(Row::new).collect()
    }

    /// Whether what stands in the columns shows a table.
    fn is_sure(&self, lines: &[Vec<Option<Row>>]) -> bool {
        let n_full = lines.iter().filter(|cells| cells.iter().flatten().count() > 1).count();
        let is_broad = self.strips.iter().any(|strip| strip.1 - strip.0 >= BROAD * self.size);
        let is_narrow = self.strips.len() == 1 && !is_broad;
        if n_full < if is_narrow { LEAST_NARROW_ROWS } else { LEAST_ROWS } {
            return false;
        }
        let column = |at: usize| lines.iter().filter_map(move |cells| cells.get(at)?.as_ref());
        let n_labels = column(0).filter(|cell| is_label(cell)).count();
        if n_labels * 2 > column(0).count() {
            return false;
        }
        let cells = || lines.iter().flatten().flatten();
        let n_chars: usize = cells().map(|cell| cell.glyphs.len()).sum();
        n_chars <= MOST_CHARS * cells().count()
            && (1..=self.strips.len()).all(|at| is_in_line(&column(at)))
    }
}

/// Where a block ends: a short line below it is no row of it, unless it goes on with a cell.
fn end_of(lines: &[Line], strips: &[(f32, f32)]) -> usize {
    let is_stray = |pair: &[Line]| match pair {
        [above, line] => {
            let is_first =
                |chunk: &(f32, f32)| strips.first().is_some_and(|strip| chunk.0 < strip.1);
            let is_far = line.base - above.base > SAME_CELL * line.size;
            line.chunks.len() < 2 && (is_far || line.chunks.first().is_some_and(is_first))
        }
        _ => false,
    };
    let mut end = lines.len();
    while end > 1 && lines.get(end - 2..end).is_some_and(is_stray) {
        end -= 1;
    }
    end
}

/// What is covered by either of two lists of stretches.
fn covered(ink: &[(f32, f32)], more: &[(f32, f32)]) -> Vec<(f32, f32)> {
    let mut all = [ink, more].concat();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut covered: Vec<(f32, f32)> = Vec::new();
    for (left, right) in all {
        match covered.last_mut() {
            Some(last) if left <= last.1 => last.1 = last.1.max(right),
            _ => covered.push((left, right)),
        }
    }
    covered
}

/// The gaps between stretches that are at least so wide.
fn strips(ink: &[(f32, f32)], least: f32) -> impl Iterator<Item = (f32, f32)> {
    let gaps = ink.windows(2).filter_map(|pair| match pair {
        [a, b] => Some((a.1, b.0)),
        _ => None,
    });
    gaps.filter(move |gap| gap.1 - gap.0 >= least)
}

/// Whether most cells of a column begin, end, or have their middles at one place.
fn is_in_line<'r>(cells: &(impl Iterator<Item = &'r Row> + Clone)) -> bool {
    let n_cells = cells.clone().count();
    let sides: [fn(&Row) -> f32; 3] =
        [Row::left, Row::right, |row| f32::midpoint(row.left(), row.right())];
    n_cells >= LEAST_ROWS.min(2)
        && sides.into_iter().any(|side| {
            let usual = median(cells.clone().map(side));
            let n_near =
                cells.clone().filter(|cell| (side(cell) - usual).abs() <= SAME_PLACE).count();
            n_near as f32 >= IN_LINE * n_cells as f32
        })
}

/// Whether a cell is the sign or the number of an item, or names what stands behind it.
fn is_label(cell: &Row) -> bool {
    let text: String = cell.glyphs.iter().map(|glyph| glyph.c).collect();
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    let is_number = bare.chars().count() <= 3 && !bare.chars().any(is_named);
    text.starts_with(BULLETS) || text.ends_with([':', '：', '、']) || is_number
}

/// Whether a character is more than a number of an item.
fn is_named(c: char) -> bool {
    let is_numeral = "一二三四五六七八九十".contains(c) || c.is_numeric();
    !is_numeral && (is_wide(c) || !c.is_ascii_alphabetic())
}

/// The cells of lines, of which those on one line are put together: characters of two fonts may stand a little apart.
fn merged(all: impl Iterator<Item = Vec<Option<Row>>>) -> Vec<Vec<Option<Row>>> {
    let place = |cells: &[Option<Row>]| {
        cells.iter().flatten().next().map_or((0.0, 0.0), |row| (row.base, row.size))
    };
    let mut lines: Vec<Vec<Option<Row>>> = Vec::new();
    for cells in all {
        let (base, size) = place(&cells);
        let is_same = |last: &&mut Vec<Option<Row>>| {
            (place(last).0 - base).abs() < SAME_LINE * size
                && last.iter().zip(&cells).all(|(own, other)| own.is_none() || other.is_none())
        };
        match lines.last_mut().filter(is_same) {
            Some(last) => {
                for (own, other) in last.iter_mut().zip(cells) {
                    *own = own.take().or(other);
                }
            }
            None => lines.push(cells),
        }
    }
    lines
}

/// Which lines make up each row: those with a first cell or several cells, and the further lines of their cells, which
/// stand below them or, where cells are set in the middle of the row, on both sides.
fn groups(lines: &[Vec<Option<Row>>]) -> Vec<std::ops::Range<usize>> {
    let base = |at: usize| {
        lines.get(at).and_then(|cells| cells.iter().flatten().next()).map_or(0.0, |row| row.base)
    };
    let size = lines.iter().flatten().flatten().next().map_or(10.0, |row| row.size);
    let is_key = |at: &usize| {
        lines.get(*at).is_some_and(|cells| {
            cells.first().is_some_and(Option::is_some) || cells.iter().flatten().count() > 1
        })
    };
    let keys: Vec<usize> = (0..lines.len()).filter(is_key).collect();
    let nearest = |at: usize| {
        keys.iter()
            .copied()
            .min_by(|a, b| (base(*a) - base(at)).abs().total_cmp(&(base(*b) - base(at)).abs()))
    };
    let is_beside =
        |at: usize| nearest(at).is_some_and(|key| (base(key) - base(at)).abs() < BESIDE * size);
    let are_middle = (0..lines.len()).filter(|at| !is_key(at)).any(is_beside);
    let mut starts: Vec<usize> = Vec::new();
    let mut owner = None;
    for at in 0..lines.len() {
        let own = if are_middle {
            nearest(at)
        } else if is_key(&at) || base(at) - base(at.saturating_sub(1)) > SAME_CELL * size {
            Some(at)
        } else {
            owner
        };
        if own != owner || owner.is_none() {
            starts.push(at);
            owner = own;
        }
    }
    let ends = starts.iter().copied().skip(1).chain([lines.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}
