//! The readings of a primer, set small above their characters (注音).
//! Only a document that is a primer has any; what was taken away is shown with its text as it is written.

use std::ops::Range;
use std::sync::LazyLock;

use egui::epaint::text::FontsView;
use egui::{Color32, FontFamily, FontId};

use crate::typeset::{Annotated, Ink, Line, READING_GAP, READING_SIZE, metrics};
use crate::ui::reader::glyphs::Strip;
use crate::ui::reader::look::{Look, Sizes};
use crate::ui::reader::model::{Page, Piece};
use crate::ui::widgets::sans;

/// From the top of a character's line of text to the bottom of its reading's, in ems.
const BOTTOM: f64 = 0.25;

/// Whether the page's face has the letters with tone marks.
static IN_PAGE_FACE: LazyLock<bool> = LazyLock::new(|| {
    let letters = "āáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ";
    letters.char_indices().all(|(at, c)| metrics::page().advance_in(letters, at, c).is_some())
});

/// A reading of a piece: the box it makes and where its letters are, in bytes of the piece.
pub(crate) struct Reading {
    letters: Range<usize>,
    width: f32,
}

/// The readings of a piece, with the boxes for the setter of lines.
pub(crate) fn of_piece(
    page: &Page,
    sizes: &Sizes,
    look: &Look,
    piece: &Piece,
) -> (Vec<Annotated>, Vec<Reading>) {
    if look.rise <= 0.0 {
        return (Vec::new(), Vec::new());
    }
    let start = piece.span.start.index();
    let text = page.text_of(piece);
    let pairs = page.readings_of(piece).map(|pair| {
        let letters = pair.reading.start - start..pair.reading.end - start;
        let width = width(sizes, look, text.get(letters.clone()).unwrap_or_default());
        let annotated = Annotated {
            bytes: pair.bytes.start - start..pair.bytes.end - start,
            base_end: pair.base_end - start,
            width: width / look.em as f32 + READING_GAP,
        };
        (annotated, Reading { letters, width })
    });
    pairs.unzip()
}

/// The width of a reading's letters, in physical pixels.
fn width(sizes: &Sizes, look: &Look, letters: &str) -> f32 {
    let face = if *IN_PAGE_FACE { metrics::page() } else { metrics::sans() };
    let ems = letters.char_indices().map(|(at, c)| face.advance_in(letters, at, c).unwrap_or(0.5));
    ems.sum::<f32>() * size(sizes, look) * sizes.pixels_per_point
}

/// The size of a reading's letters, in points.
fn size(sizes: &Sizes, look: &Look) -> f32 {
    sizes.points((look.em * f64::from(READING_SIZE)).round())
}

/// The glyphs of a line's readings, each centred over its character.
pub(crate) fn strips(
    fonts: &mut FontsView<'_>,
    sizes: &Sizes,
    look: &Look,
    text: &str,
    readings: &[Reading],
    line: &Line,
) -> Vec<Strip> {
    let boxes = line.cells.iter().filter(|cell| matches!(cell.ink, Ink::Annotated { .. }));
    let first = readings.partition_point(|reading| reading.letters.start < line.bytes.start);
    let here = boxes.zip(readings.get(first..).unwrap_or_default());
    here.map(|(cell, reading)| {
        let letters = text.get(reading.letters.clone()).unwrap_or_default();
        let x = (cell.x + (cell.width - reading.width) / 2.0).round();
        Strip { x, ..strip(fonts, sizes, look, letters) }
    })
    .collect()
}

/// The top of a reading in a line whose characters' text begins at `top`; physical pixels.
pub(crate) fn top(look: &Look, top: f64, height: f64) -> f64 {
    (top + BOTTOM * look.em - height).round()
}

fn strip(fonts: &mut FontsView<'_>, sizes: &Sizes, look: &Look, letters: &str) -> Strip {
    let points = size(sizes, look);
    let font = if *IN_PAGE_FACE {
        FontId::new(points, FontFamily::Name("page".into()))
    } else {
        sans(points)
    };
    let galley = fonts.layout_no_wrap(letters.to_owned(), font, Color32::PLACEHOLDER);
    Strip { x: 0.0, drop: 0.0, galley }
}
