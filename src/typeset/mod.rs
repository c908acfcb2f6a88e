//! Row 1: sets a paragraph in lines like a well-made Chinese book. Advances in, line boxes out.
//!
//! It opens no font file, shapes nothing and draws nothing.

mod line;
mod style;

pub use line::{Cell, Ink, Line, Run, line_of, rects};
pub use style::{Align, Autospace, Kind, Marks, Squeeze, Style};

/// Sets a paragraph: at least one line, every byte in exactly one.
///
/// `advance` gives the advance, in em, of the character at a byte offset of the paragraph; it may
/// depend on the offset (another face) and on what follows (kerning).
pub fn set(text: &str, style: &Style, advance: impl Fn(usize, char) -> f32) -> Vec<Line> {
    let em = style.em as f32;
    let (mut lines, mut cells, mut start, mut x) = (Vec::new(), Vec::new(), 0, 0.0);
    for (offset, c) in text.char_indices() {
        let width = (advance(offset, c) * em).round();
        if x + width > style.measure as f32 && !cells.is_empty() {
            lines.push(line(start..offset, std::mem::take(&mut cells), x));
            (start, x) = (offset, 0.0);
        }
        cells.push(Cell {
            offset: offset as u32,
            x,
            width,
            pen: x,
            advance: width,
            ink: Ink::Single,
        });
        x += width;
    }
    lines.push(line(start..text.len(), cells, x));
    lines
}

fn line(bytes: std::ops::Range<usize>, cells: Vec<Cell>, width: f32) -> Line {
    Line { bytes, natural_width: width, width, ragged: false, cells }
}
