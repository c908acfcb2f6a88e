//! Row 1: sets a paragraph in lines like a well-made Chinese book. Advances in, line boxes out.
//!
//! It opens no font file but to read advances, shapes nothing and draws nothing.

mod breaker;
pub mod bundled;
mod classes;
mod fit;
mod font_file;
mod hyphens;
mod kern;
mod line;
pub mod metrics;
mod optimum;
mod raised;
mod scan;
mod spacing;
mod style;
pub mod table;
mod words;

use std::ops::Range;

use breaker::Breaker;
use spacing::Rules;

pub use font_file::{FontFile, WEIGHT_AXIS};
pub use line::{Cell, Ink, Line, line_of, rects};
pub use raised::{RAISED_SIZE, raised_marks};
pub use spacing::HAN_GAP_MAX;
pub use style::{
    Align, Autospace, End, HEADING_SIZES, Hanging, Hyphens, Kind, Marks, Prose, Squeeze, Style,
    is_english, is_mostly_han,
};

/// A character with an annotation, such as its reading, that is set small above it.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotated {
    /// The character and its annotation, in bytes of the paragraph.
    pub bytes: Range<usize>,
    /// Where the character ends; what follows of `bytes` has no width of its own in the line.
    pub base_end: usize,
    /// How wide the annotation is, in em of the paragraph. A box narrower than this grows to it.
    pub width: f32,
}

/// Size of a reading above its character, in ems of that.
pub const READING_SIZE: f32 = 0.5;
/// Room between two readings that touch, in ems of the character.
pub const READING_GAP: f32 = 0.12;

/// As [`set`], with annotated characters, which are in order and do not overlap.
pub fn set_annotated<A: Fn(usize, char) -> Option<f32>>(
    text: &str,
    annotated: &[Annotated],
    style: &Style,
    advance: A,
) -> Vec<Line> {
    let rules = Rules::new(style);
    let breaker = Breaker { text, rules: &rules, annotated, advance: &advance };
    breaker.set(0).flat_map(|stretch| fit::fit(&breaker, stretch)).collect()
}

/// The number of lines that [`set_annotated`] gives, without making them.
pub fn count_annotated_lines<A: Fn(usize, char) -> Option<f32>>(
    text: &str,
    annotated: &[Annotated],
    style: &Style,
    advance: A,
) -> usize {
    let rules = Rules::new(style);
    let breaker = Breaker { text, rules: &rules, annotated, advance: &advance };
    breaker.counted(0).map(|stretch| stretch.len()).sum()
}

/// Sets a paragraph: at least one line, every byte in exactly one.
///
/// `advance` gives the advance, in em, of the character at a byte offset of the paragraph, or `None`
/// if the face lacks it. It may depend on the offset (another face) and on what follows (kerning). The hyphen
/// that a parted word gets is asked for at the paragraph's end.
pub fn set<A: Fn(usize, char) -> Option<f32>>(text: &str, style: &Style, advance: A) -> Vec<Line> {
    set_block(text, &(0..text.len()), style, advance)
}

/// Sets only the lines that start in `bytes`, a range that [`blocks`] gave.
pub fn set_block<A: Fn(usize, char) -> Option<f32>>(
    text: &str,
    bytes: &Range<usize>,
    style: &Style,
    advance: A,
) -> Vec<Line> {
    let rules = Rules::new(style);
    let breaker = Breaker { text, rules: &rules, annotated: &[], advance: &advance };
    let stretches = breaker.set(bytes.start);
    let start = |stretch: &breaker::Stretch| stretch.first().map(|row| row.bytes.start);
    stretches
        .take_while(|stretch| start(stretch) < Some(bytes.end.max(1)))
        .flat_map(|stretch| fit::fit(&breaker, stretch))
        .collect()
}

/// The number of lines that [`set`] gives, without making them.
pub fn count_lines<A: Fn(usize, char) -> Option<f32>>(
    text: &str,
    style: &Style,
    advance: A,
) -> usize {
    count_annotated_lines(text, &[], style, advance)
}

/// The first border between two rows of a text at or after byte `from`, for those who set a paragraph in
/// parts: each part from one border to the next, with [`End::Row`]. Not within a word.
pub fn row_border<A: Fn(usize, char) -> Option<f32>>(
    text: &str,
    from: usize,
    style: &Style,
    advance: A,
) -> usize {
    let rules = Rules::new(style);
    let breaker = Breaker { text, rules: &rules, annotated: &[], advance: &advance };
    let mut rows = breaker.counted(0).flatten();
    let border = rows.find(|row| row.bytes.end >= from && !row.is_hyphenated);
    border.map_or(text.len(), |row| row.bytes.end)
}

/// A part of a paragraph that can be set by itself: it ends where a line does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its bytes in the paragraph.
    pub bytes: Range<usize>,
    /// How many lines it holds.
    pub n_lines: usize,
}

/// Cuts a paragraph of any length into blocks of about two thousand characters, for [`set_block`].
pub fn blocks<A: Fn(usize, char) -> Option<f32>>(
    text: &str,
    style: &Style,
    advance: A,
) -> Vec<Block> {
    let rules = Rules::new(style);
    let breaker = Breaker { text, rules: &rules, annotated: &[], advance: &advance };
    let mut blocks: Vec<Block> = Vec::new();
    for stretch in breaker.counted(0) {
        let (Some(first), Some(last)) = (stretch.first(), stretch.last()) else { continue };
        let (bytes, n_lines) = (first.bytes.start..last.bytes.end, stretch.len());
        match blocks.last_mut().filter(|block| block.bytes.len() < breaker::STRETCH_BYTES) {
            Some(block) => (block.bytes.end, block.n_lines) = (bytes.end, block.n_lines + n_lines),
            None => blocks.push(Block { bytes, n_lines }),
        }
    }
    blocks
}
