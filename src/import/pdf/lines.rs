//! Rows to lines: the text of each with its look, and how far it runs in its column.

use std::ops::Range;

use crate::import::pdf::columns::Flow;
use crate::import::pdf::glyphs::Glyph;
use crate::import::pdf::rows::{Row, median};
use crate::import::raised::Raised;
use crate::text::chars::{is_hangul, is_wide};

/// Gaps from this width on part words, in ems.
const SPACE: f32 = 0.17;
/// The same beside a Chinese character, which lines stretch more.
const WIDE_SPACE: f32 = 0.6;
/// Gaps from this width on part cells, in ems.
const CELL: f32 = 1.6;

/// A line of text on a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// Its column, counted through the document.
    pub(super) flow: usize,
    /// Cells of a row are apart by tabs.
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) base: f32,
    pub(super) size: f32,
    pub(super) is_bold: bool,
    /// Bold stretches of the text.
    pub(super) strong: Vec<Range<usize>>,
    /// Stretches that are set above or below the line.
    pub(super) raised: Vec<(Range<usize>, Raised)>,
    /// How wide its first word is, which the line before had no room for.
    pub(super) first_word: f32,
    /// Where the lines of the column begin and end as a rule.
    pub(super) column: (f32, f32),
}

impl Line {
    pub(super) fn n_cells(&self) -> usize {
        self.text.split('\t').count()
    }

    /// The room that the line leaves at its end.
    pub(super) fn room(&self) -> f32 {
        self.column.1 - self.right
    }

    /// What stands above the line at its start.
    pub(super) fn raised_start(&self) -> Option<&Range<usize>> {
        let (range, way) = self.raised.first()?;
        (range.start == 0 && *way == Raised::Up).then_some(range)
    }

    /// How far the line begins behind the others of its column.
    pub(super) fn indent(&self) -> f32 {
        self.left - self.column.0
    }
}

/// The lines of a column, without its number and its margins.
pub(super) fn lines(flow: &Flow) -> Vec<Line> {
    flow.rows.iter().map(line).collect()
}

fn line(row: &Row) -> Line {
    if !row.cells.is_empty() {
        return line_of_cells(row);
    }
    let mut line = Line {
        left: row.left(),
        right: row.right(),
        base: row.base,
        size: median(
            row.glyphs.iter().filter(|glyph| glyph.raised.is_none()).map(|glyph| glyph.size),
        ),
        ..Line::default()
    };
    let mut last: Option<&Glyph> = None;
    for glyph in &row.glyphs {
        if let Some(last) = last {
            line.gap(last, glyph);
        }
        if glyph.c.is_whitespace() {
            line.space();
            continue;
        }
        line.push(glyph);
        last = Some(glyph);
    }
    let trimmed = line.text.trim_end().len();
    line.text.truncate(trimmed);
    line.is_bold = line.is_mostly_bold();
    line.first_word = first_word(row, line.size);
    line
}

/// The cells of a table's row in one line; what stands in several lines of a cell is joined.
fn line_of_cells(row: &Row) -> Line {
    let (left, right) = (row.left(), row.right());
    let mut whole = Line { left, right, base: row.base, size: row.size, ..Line::default() };
    for (index, cell) in row.cells.iter().enumerate() {
        if index > 0 {
            whole.text.push('\t');
        }
        let start = whole.text.len();
        for line in cell.iter().map(line) {
            let above = whole.text.get(start..).unwrap_or_default();
            if needs_space(above, &line.text) {
                whole.text.push(' ');
            }
            whole.append(&line);
        }
    }
    whole.is_bold = whole.is_mostly_bold();
    whole
}

/// Whether a space parts two lines that are joined.
pub(super) fn needs_space(above: &str, below: &str) -> bool {
    let (Some(last), Some(first)) = (above.chars().next_back(), below.chars().next()) else {
        return false;
    };
    !(is_unspaced(last) || is_unspaced(first))
}

impl Line {
    fn is_mostly_bold(&self) -> bool {
        let n_bold: usize = self.strong.iter().map(ExactSizeIterator::len).sum();
        n_bold * 10 >= self.text.len() * 9
    }

    /// Puts a line behind it; wide gaps in it are no borders of cells.
    fn append(&mut self, other: &Self) {
        let at = self.text.len();
        let moved = |range: &Range<usize>| range.start + at..range.end + at;
        self.text.extend(other.text.chars().map(|c| if c == '\t' { ' ' } else { c }));
        self.strong.extend(other.strong.iter().map(moved));
        self.raised.extend(other.raised.iter().map(|(range, way)| (moved(range), *way)));
    }

    /// White space as wide as the room between two glyphs.
    fn gap(&mut self, last: &Glyph, next: &Glyph) {
        let gap = next.left - last.right;
        let em = last.size.max(next.size);
        if gap <= SPACE * em {
            return;
        }
        let are_wide = is_unspaced(last.c) || is_unspaced(next.c);
        if gap > CELL * em {
            let kept = self.text.trim_end().len();
            self.text.truncate(kept);
            self.text.push('\t');
        } else if gap > if are_wide { WIDE_SPACE } else { SPACE } * em {
            self.space();
        }
    }

    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\t']) {
            self.text.push(' ');
        }
    }

    fn push(&mut self, glyph: &Glyph) {
        let start = self.text.len();
        self.text.push(glyph.c);
        let end = self.text.len();
        if glyph.is_bold {
            match self.strong.last_mut() {
                Some(last) if start - last.end <= 1 => last.end = end,
                _ => self.strong.push(start..end),
            }
        }
        if let Some(way) = glyph.raised {
            match self.raised.last_mut() {
                Some((last, other)) if start - last.end <= 1 && *other == way => last.end = end,
                _ => self.raised.push((start..end, way)),
            }
        }
    }
}

/// Whether no space stands beside the character where lines or stretches meet.
pub(super) fn is_unspaced(c: char) -> bool {
    is_wide(c) && !is_hangul(c)
}

/// How wide the stretch is that could not be parted from the start of the line: a word, or a Chinese character with
/// the marks that must not begin a line.
fn first_word(row: &Row, size: f32) -> f32 {
    let start = row.left();
    let mut end = start;
    let starts_wide = row.glyphs.first().is_some_and(|glyph| is_unspaced(glyph.c));
    for (index, glyph) in row.glyphs.iter().enumerate() {
        let goes_on = if starts_wide {
            index == 0
                || matches!(
                    glyph.c,
                    '，' | '。' | '、' | '；' | '：' | '？' | '！' | '”' | '’' | '）' | '》'
                )
        } else {
            !glyph.c.is_whitespace() && !is_unspaced(glyph.c) && glyph.left - end <= SPACE * size
        };
        if !goes_on {
            break;
        }
        end = glyph.right.max(end);
    }
    end - start
}
