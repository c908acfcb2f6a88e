//! Where egui's fonts are asked: how wide characters are, and a line's glyphs ready to paint.
//! Knows nothing of scrolling or marks.

use std::ops::Range;
use std::sync::Arc;

use egui::epaint::text::FontsView;
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontFamily, FontId, Galley};

use crate::typeset::{self, Annotated, Line, Style};
use crate::ui::reader::look::{Face, Look, Sizes};

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
    /// Its glyphs, without a colour: that is chosen when they are painted.
    pub(crate) galley: Arc<Galley>,
}

/// The glyphs of one line; several strips where a font's width for a character is only guessed.
pub(crate) fn strips(
    fonts: &mut FontsView<'_>,
    sizes: &Sizes,
    look: &Look,
    text: &str,
    faced: &[Faced],
    line: &Line,
) -> Vec<Strip> {
    let mut strips = Vec::new();
    let mut job = unwrapped_job();
    let (mut start, mut pen) = (0.0, 0.0);
    for run in line.runs() {
        if job.is_empty() {
            (start, pen) = (run.x, run.x);
        }
        let mut space = run.x - pen;
        for (bytes, face) in faces_of(faced, run.bytes.clone()) {
            // egui adds the spacing before a section's first glyph too, save at the very start.
            let before_first = if job.is_empty() { 0.0 } else { run.spacing };
            let format = TextFormat {
                extra_letter_spacing: sizes.points(f64::from(run.spacing)),
                ..format(sizes, look, face)
            };
            job.append(
                text.get(bytes).unwrap_or_default(),
                sizes.points(f64::from(space - before_first)),
                format,
            );
            space = run.spacing;
        }
        pen = run.end;
        if run.guess {
            strips.push(Strip {
                x: start,
                galley: fonts.layout_job(std::mem::replace(&mut job, unwrapped_job())),
            });
        }
    }
    if !job.is_empty() {
        strips.push(Strip { x: start, galley: fonts.layout_job(job) });
    }
    if let Some(x) = line.hyphen {
        let face = face_at(faced, line.bytes.end.saturating_sub(1));
        let mut job = unwrapped_job();
        job.append("-", 0.0, format(sizes, look, face));
        strips.push(Strip { x, galley: fonts.layout_job(job) });
    }
    strips
}

fn face_at(faced: &[Faced], offset: usize) -> Face {
    let index = faced.partition_point(|stretch| stretch.bytes.end <= offset);
    faced.get(index).map(|stretch| stretch.face).unwrap_or_default()
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

/// The font of a face at the size of a look.
pub(crate) fn font(sizes: &Sizes, look: &Look, face: Face) -> FontId {
    let family = match face {
        Face::Page | Face::PageSlanted | Face::Taken => FontFamily::Name("page".into()),
        Face::PageBold => FontFamily::Name("page-bold".into()),
        Face::SansBold => FontFamily::Name("sans-bold".into()),
        Face::Code => FontFamily::Monospace,
    };
    let em = if face == Face::Taken { (look.em * TAKEN_SIZE).round() } else { look.em };
    FontId::new(sizes.points(em), family)
}

fn format(sizes: &Sizes, look: &Look, face: Face) -> TextFormat {
    TextFormat {
        font_id: font(sizes, look, face),
        color: Color32::PLACEHOLDER,
        italics: face == Face::PageSlanted,
        // What is smaller than its line stands in the middle of it.
        valign: if face == Face::Taken { egui::Align::Center } else { egui::Align::BOTTOM },
        ..TextFormat::default()
    }
}

fn unwrapped_job() -> LayoutJob {
    LayoutJob { break_on_newline: false, round_output_to_gui: false, ..LayoutJob::default() }
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
    let advances = advances(fonts, sizes, look, text, faced);
    let last = font(sizes, look, face_at(faced, text.len().saturating_sub(1)));
    let hyphen = fonts.glyph_width(&last, '-') / sizes.points(look.em);
    typeset::set_annotated(text, annotated, style, |offset, _| {
        if offset == text.len() {
            return Some(hyphen);
        }
        let index = advances.partition_point(|(at, _)| *at < offset);
        advances.get(index).map(|(_, advance)| *advance)
    })
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
    use super::{Faced, advances};
    use crate::app::Settings;
    use crate::text::{Pos, Span};
    use crate::typeset::metrics;
    use crate::ui::reader::look::{Face, Sizes, look};
    use crate::ui::reader::model::Piece;

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
        let sizes = Sizes::new(&Settings::default(), true, 2.0, 1280.0);
        let piece = Piece::taken(Span::default(), Pos::default(), false);
        let look = look(&sizes, &Piece { taken: None, ..piece });
        for (face, metrics) in [
            (Face::Page, metrics::page()),
            (Face::PageBold, metrics::page_bold()),
            (Face::SansBold, metrics::sans_bold()),
        ] {
            let faced = [Faced { bytes: 0..text.len(), face }];
            let shown = context.fonts_mut(|fonts| advances(fonts, &sizes, &look, text, &faced));
            for ((at, seen), (_, c)) in shown.iter().zip(text.char_indices()) {
                let Some(told) = metrics.advance_in(text, *at, c) else { continue };
                assert!((seen - told).abs() * 36.0 < 0.1, "{c}: {seen} em drawn, {told} told");
            }
        }
    }
}
