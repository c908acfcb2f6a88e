//! Where egui's fonts are asked: how wide characters are, and a line's glyphs ready to paint.
//! Knows nothing of scrolling or marks.

use std::ops::Range;
use std::sync::Arc;

use egui::epaint::text::FontsView;
use egui::text::TextFormat;
use egui::{Align, Color32, FontFamily, FontId, Galley};

use crate::typeset::{self, Annotated, Cell, Ink, Line, RAISED_SIZE, Style};
use crate::ui::reader::look::{Face, Look, Sizes};
use crate::ui::reader::strip::{Shapes, Unit, unwrapped_job};
use crate::ui::reader::told::Told;

/// A stretch of a piece in one face; the faces of a piece cover it without gaps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Faced {
    /// Bytes of the piece.
    pub(crate) bytes: Range<usize>,
    /// Its face.
    pub(crate) face: Face,
}

/// A stretch of a line's glyphs.
#[derive(Clone, Debug)]
pub(crate) struct Strip {
    /// Where it begins, in physical pixels from the column's left edge.
    pub(crate) x: f32,
    /// How much lower than in the middle of its line it stands, in physical pixels.
    pub(crate) drop: f32,
    /// Its glyphs, without a colour: that is chosen when they are painted.
    pub(crate) galley: Arc<Galley>,
}

/// A text with how its characters look.
#[derive(Clone, Copy)]
pub(crate) struct Inked<'a> {
    pub(crate) sizes: &'a Sizes,
    pub(crate) look: &'a Look,
    pub(crate) text: &'a str,
    pub(crate) faced: &'a [Faced],
}

impl Inked<'_> {
    /// The size of a face in it, in whole physical pixels.
    pub(super) fn em(&self, face: Face) -> u32 {
        em_of(self.look, face) as u32
    }

    /// How egui is to draw a face in it.
    pub(super) fn format(&self, face: Face) -> TextFormat {
        format(self.sizes, self.look, face)
    }
}

/// The glyphs of each of a text's lines; several strips where words stand on another baseline than their line's.
pub(crate) fn strips<'a>(
    fonts: &mut FontsView<'_>,
    shapes: &mut Shapes,
    inked: &Inked<'a>,
    lines: impl Iterator<Item = &'a Line>,
) -> Vec<Vec<Strip>> {
    let lines: Vec<Vec<Unit<'_>>> = lines.map(|line| units(inked, line)).collect();
    let scale = Unit { text: "x", face: inked.look.face, place: 0.0 };
    shapes.learn(fonts, inked, lines.iter().flatten().chain([&scale]));
    let strips = |units: &Vec<Unit<'_>>| {
        let alike = |one: &Unit<'_>, other: &Unit<'_>| {
            Stands::of(one.face, inked.look) == Stands::of(other.face, inked.look)
        };
        units.chunk_by(alike).filter_map(|units| strip(shapes, inked, units, &scale)).collect()
    };
    lines.iter().map(strips).collect()
}

/// What of a line stands by itself, from left to right.
fn units<'a>(inked: &Inked<'a>, line: &Line) -> Vec<Unit<'a>> {
    let mut units: Vec<Unit<'a>> = Vec::with_capacity(line.cells.len());
    let mut start = 0;
    let mut before: Option<&Cell> = None;
    for (index, cell) in line.cells.iter().enumerate() {
        let goes_on = before.is_some_and(|before| cell.goes_on_with(before));
        before = Some(cell);
        if cell.ink == Ink::Blank {
            continue;
        }
        let bytes = drawn_bytes(line, index, cell);
        let face = face_at(inked.faced, bytes.start);
        let text = inked.text.get(bytes.clone()).unwrap_or_default();
        match units.last_mut() {
            Some(word) if goes_on && word.face == face && !are_joined(word.text, text) => {
                word.text = inked.text.get(start..bytes.end).unwrap_or_default();
            }
            _ => {
                start = bytes.start;
                units.push(Unit { text, face, place: cell.pen });
            }
        }
    }
    // The hyphen that a parted word gets at the end of its line.
    let face = face_at(inked.faced, line.bytes.end.saturating_sub(1));
    units.extend(line.hyphen.map(|place| Unit { text: "-", face, place }));
    units
}

/// Signs that fonts draw as one where two stand beside each other; here each has a box of its own.
const JOINED: [char; 6] = ['—', '―', '⸺', '…', '⋯', '-'];

fn are_joined(before: &str, text: &str) -> bool {
    before.ends_with(JOINED) && text.starts_with(JOINED)
}

/// What of a cluster stands in its line.
fn drawn_bytes(line: &Line, index: usize, cell: &Cell) -> Range<usize> {
    let start = cell.offset as usize;
    let end = line.cells.get(index + 1).map_or(line.bytes.end, |next| next.offset as usize);
    match cell.ink {
        Ink::Annotated { base } => start..start + usize::from(base),
        _ => start..end,
    }
}

/// How glyphs stand to the line's baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    /// In the line's own face, or one like it.
    OnLine,
    /// In another face, to be brought to the same baseline.
    Lowered,
    /// Above it, as marks of notes do.
    Raised,
}

/// How far marks of notes stand above the baseline, in ems.
const RAISE: f64 = 0.36;

impl Stands {
    fn of(face: Face, look: &Look) -> Self {
        match face {
            Face::Raised => Self::Raised,
            Face::Code if look.face != Face::Code => Self::Lowered,
            _ => Self::OnLine,
        }
    }
}

/// The glyphs of units that stand alike; `scale` is a letter of the line's own face.
fn strip(
    shapes: &Shapes,
    inked: &Inked<'_>,
    units: &[Unit<'_>],
    scale: &Unit<'_>,
) -> Option<Strip> {
    let first = units.first()?;
    let galley = shapes.laid(inked, units, first.place)?;
    // By how much they must be lowered to stand on the page's baseline, in physical pixels.
    let drop = || {
        let page = shapes.laid(inked, std::slice::from_ref(scale), 0.0);
        let apart = page.map_or(0.0, |page| below_middle(&page) - below_middle(&galley));
        apart * inked.sizes.pixels_per_point
    };
    let drop = match Stands::of(first.face, inked.look) {
        Stands::OnLine => 0.0,
        Stands::Lowered => drop(),
        Stands::Raised => drop() - (inked.look.em * RAISE).round() as f32,
    };
    Some(Strip { x: first.place, drop, galley })
}

/// How far the baseline is below a galley's middle, in points.
fn below_middle(galley: &Galley) -> f32 {
    let glyph = galley.rows.first().and_then(|row| row.glyphs.first());
    glyph.map_or(0.0, |glyph| glyph.pos.y - galley.size().y / 2.0)
}

/// The marks that both scripts share: in a Latin font they are as narrow as its letters.
const SHARED_MARKS: &str = "“”‘’—…·";

/// The same faces with the shared marks of a Chinese text in a face that has them as Chinese does.
pub(crate) fn with_chinese_marks(text: &str, faced: Vec<Faced>) -> Vec<Faced> {
    let mut cut = Vec::new();
    for Faced { bytes, face } in faced {
        if face != Face::Page {
            cut.push(Faced { bytes, face });
            continue;
        }
        let stretch = text.get(bytes.clone()).unwrap_or_default();
        for (at, c) in stretch.char_indices() {
            let own = if SHARED_MARKS.contains(c) { Face::PageMarks } else { Face::Page };
            let (start, end) = (bytes.start + at, bytes.start + at + c.len_utf8());
            match cut.last_mut().filter(|last: &&mut Faced| last.face == own) {
                Some(last) => last.bytes.end = end,
                None => cut.push(Faced { bytes: start..end, face: own }),
            }
        }
    }
    cut
}

fn face_at(faced: &[Faced], offset: usize) -> Face {
    let index = faced.partition_point(|stretch| stretch.bytes.end <= offset);
    faced.get(index).map(|stretch| stretch.face).unwrap_or_default()
}

/// The faces of a part of a text, counted from its start.
pub(crate) fn faced_part(faced: &[Faced], bytes: &Range<usize>) -> Vec<Faced> {
    let part = |(own, face): (Range<usize>, Face)| Faced {
        bytes: own.start - bytes.start..own.end - bytes.start,
        face,
    };
    faces_of(faced, bytes.clone()).map(part).collect()
}

/// `bytes` cut where the face changes.
fn faces_of(
    faced: &[Faced],
    bytes: Range<usize>,
) -> impl Iterator<Item = (Range<usize>, Face)> + '_ {
    let first = faced.partition_point(|stretch| stretch.bytes.end <= bytes.start);
    let touched = faced.iter().skip(first).take_while({
        let end = bytes.end;
        move |stretch| stretch.bytes.start < end
    });
    touched.map(move |stretch| {
        (stretch.bytes.start.max(bytes.start)..stretch.bytes.end.min(bytes.end), stretch.face)
    })
}

/// Size of what was taken away inside a line, in the line's ems.
const TAKEN_SIZE: f64 = 0.8;

/// Size of code inside a line, in the line's ems: its face is a large one.
const CODE_SIZE: f64 = 0.9;

/// The size of a face in a piece's text, in physical pixels.
pub(crate) fn em_of(look: &Look, face: Face) -> f64 {
    match face {
        Face::Taken => (look.em * TAKEN_SIZE).round(),
        Face::Raised => (look.em * f64::from(RAISED_SIZE)).round(),
        Face::Code if look.face != Face::Code => (look.em * CODE_SIZE).round(),
        _ => look.em,
    }
}

/// The font of a face at the size of a look.
pub(crate) fn font(sizes: &Sizes, look: &Look, face: Face) -> FontId {
    let family = match face {
        Face::Page | Face::PageSlanted | Face::Raised | Face::Taken => {
            FontFamily::Name("page".into())
        }
        Face::PageMarks => FontFamily::Name("page-marks".into()),
        Face::PageBold => FontFamily::Name("page-bold".into()),
        Face::SansBold | Face::SansSlanted => FontFamily::Name("sans-bold".into()),
        Face::Code => FontFamily::Monospace,
    };
    FontId::new(sizes.points(em_of(look, face)), family)
}

fn format(sizes: &Sizes, look: &Look, face: Face) -> TextFormat {
    TextFormat {
        font_id: font(sizes, look, face),
        color: Color32::PLACEHOLDER,
        italics: is_slanted(face),
        valign: valign(face),
        ..TextFormat::default()
    }
}

/// Whether a face is drawn slanted.
pub(super) fn is_slanted(face: Face) -> bool {
    matches!(face, Face::PageSlanted | Face::SansSlanted)
}

/// Where a face stands in a line that is higher than it.
pub(super) fn valign(face: Face) -> Align {
    // What is smaller than its line stands in the middle of it.
    if face == Face::Taken { Align::Center } else { Align::BOTTOM }
}

/// Sets a piece's text in lines.
pub(crate) fn lines(
    fonts: &mut FontsView<'_>,
    sizes: &Sizes,
    (look, style): (&Look, &Style),
    text: &str,
    faced: &[Faced],
    annotated: &[Annotated],
) -> Vec<Line> {
    let told = Told::new(look, text, faced);
    if told.is_whole() {
        return typeset::set_annotated(text, annotated, style, |at, c| told.advance(at, c));
    }
    let drawn = advances(fonts, sizes, look, text, faced);
    typeset::set_annotated(text, annotated, style, |offset, c| {
        told.advance(offset, c).or_else(|| {
            let index = drawn.partition_point(|(at, _)| *at < offset);
            drawn.get(index).map(|(_, advance)| *advance)
        })
    })
}

/// How many lines [`lines`] gives, without asking the window's fonts: a character that the bundled ones lack
/// counts as wide as its like.
pub(crate) fn count(
    (look, style): (&Look, &Style),
    text: &str,
    faced: &[Faced],
    annotated: &[Annotated],
) -> usize {
    let told = Told::new(look, text, faced);
    typeset::count_annotated_lines(text, annotated, style, |at, c| told.advance(at, c))
}

/// [`lines`] of a text without annotations as far as they can be known without asking the window's fonts.
pub(crate) fn told_lines((look, style): (&Look, &Style), text: &str, faced: &[Faced]) -> Vec<Line> {
    let told = Told::new(look, text, faced);
    typeset::set(text, style, |at, c| told.advance(at, c))
}

/// The shaped width of each character by its first byte, in em.
fn advances(
    fonts: &mut FontsView<'_>,
    sizes: &Sizes,
    look: &Look,
    text: &str,
    faced: &[Faced],
) -> Vec<(usize, f32)> {
    let mut job = unwrapped_job();
    for stretch in faced {
        job.append(
            text.get(stretch.bytes.clone()).unwrap_or_default(),
            0.0,
            format(sizes, look, stretch.face),
        );
    }
    let em = sizes.points(look.em);
    let galley = fonts.layout_job(job);
    // egui gives one glyph for each character, those without a shape of their own included.
    let glyphs = galley.rows.iter().flat_map(|row| &row.glyphs);
    text.char_indices()
        .zip(glyphs)
        .map(|((offset, _), glyph)| (offset, glyph.advance_width / em))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Faced, Inked, Strip, advances};
    use crate::app::PageLook;
    use crate::text::{Pos, Span};
    use crate::typeset::{Ink, Line};
    use crate::ui::reader::look::{Face, Sizes, look};
    use crate::ui::reader::model::Piece;
    use crate::ui::reader::strip::Shapes;
    use crate::ui::reader::told::Told;

    /// Every glyph is painted where the setter of lines put its character: a Chinese one to the pixel, a letter's
    /// ink within one.
    #[test]
    fn glyphs_stand_where_their_characters_were_set() {
        let context = egui::Context::default();
        crate::ui::install(&context);
        let mixed = include_str!("../../../tests/data/typeset/mixed.txt");
        let mut n_checked = 0;
        for (points, scale, measure) in [(18, 1.0, 700.0), (17, 1.25, 430.0), (20, 2.0, 1280.0)] {
            context.set_pixels_per_point(scale);
            for _ in 0..2 {
                context.run_ui(egui::RawInput::default(), |_| {}).drop_without_applying_deltas();
            }
            let look = PageLook { size_points: points, ..PageLook::default() };
            let sizes = Sizes::new(&look, true, scale, 1.0, measure);
            let piece = Piece::plain();
            let look = crate::ui::reader::look::look(&sizes, &piece);
            let mut shapes = Shapes::default();
            for text in mixed.lines().filter(|text| !text.is_empty()) {
                let faced = [Faced { bytes: 0..text.len(), face: Face::Page }];
                let style = look.style(&sizes);
                let inked = Inked { sizes: &sizes, look: &look, text, faced: &faced };
                context.fonts_mut(|fonts| {
                    let lines = super::lines(fonts, &sizes, (&look, &style), text, &faced, &[]);
                    let strips = super::strips(fonts, &mut shapes, &inked, lines.iter());
                    for (line, strips) in lines.iter().zip(&strips) {
                        n_checked += check_line(text, line, strips);
                    }
                });
            }
        }
        assert!(n_checked > 3_000, "{n_checked}");
    }

    fn check_line(text: &str, line: &Line, strips: &[Strip]) -> usize {
        let scale = |strip: &Strip| strip.galley.pixels_per_point;
        let drawn = strips.iter().flat_map(|strip| {
            let glyphs = strip.galley.rows.iter().flat_map(|row| &row.glyphs);
            let glyphs = glyphs.filter(|glyph| glyph.chr != ' ' && glyph.advance_width > 0.0);
            glyphs.map(|glyph| (glyph.chr, strip.x + glyph.pos.x * scale(strip)))
        });
        let cells = line.cells.iter().filter(|cell| cell.ink != Ink::Blank);
        let mut n_checked = 0;
        for (cell, (c, x)) in cells.zip(drawn) {
            let rest = text.get(cell.offset as usize..).unwrap();
            assert!(rest.starts_with(c), "{c} in {text}");
            let apart = x - cell.pen;
            // A word is moved by whole pixels, and what the texture holds of a letter stands up to 7/8 of one
            // farther right than its glyph.
            let is_right =
                if cell.ink == Ink::Han { apart.abs() < 0.01 } else { apart.abs() < 1.4 };
            assert!(is_right, "{c} in {text}: {apart} pixels apart");
            n_checked += 1;
        }
        n_checked
    }

    /// What `danhuang lines` reads from the font files is what the window draws.
    #[test]
    fn characters_are_as_wide_as_the_setter_is_told_without_a_window() {
        let text =
            "推动GDP增长3.5%，“引号”（一）——……AVATAR To fly, Wave. 《书》·①々ー～—$ fi office";
        let context = egui::Context::default();
        crate::ui::install(&context);
        context
            .run_ui(egui::RawInput::default(), |ui| {
                for scale in [1.0, 2.0] {
                    ui.ctx().set_pixels_per_point(scale);
                }
            })
            .drop_without_applying_deltas();
        let sizes = Sizes::new(&PageLook::default(), true, 2.0, 1.0, 1280.0);
        let piece = Piece::taken(Span::default(), Pos::default(), false);
        let look = look(&sizes, &Piece { taken: None, ..piece });
        for face in [Face::Page, Face::PageBold, Face::SansBold, Face::Code, Face::Taken] {
            let faced = [Faced { bytes: 0..text.len(), face }];
            let shown = context.fonts_mut(|fonts| advances(fonts, &sizes, &look, text, &faced));
            let told = Told::new(&look, text, &faced);
            for ((at, seen), (_, c)) in shown.iter().zip(text.char_indices()) {
                let Some(told) = told.advance(*at, c) else { continue };
                let apart = (seen - told).abs() * 36.0;
                assert!(apart < 0.1, "{c} in {face:?}: {seen} em drawn, {told} told");
            }
        }
    }
}
