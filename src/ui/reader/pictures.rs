//! Pictures on the page, each above its words in a frame. How high one is follows from its head alone, so that
//! nothing moves when it is drawn; those in view are decoded where no frame waits for them.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Color32, ColorImage, Painter, Rect, Stroke, StrokeKind, TextureHandle, TextureOptions};
use egui::{pos2, vec2};

use crate::document::{BlockKind, Document};
use crate::import::Imported;
use crate::text::PicturePlace;
use crate::ui::Outbox;
use crate::ui::reader::look::Sizes;
use crate::ui::reader::model::{Page, Piece};
use crate::ui::reader::paint::Frame;
use crate::ui::reader::scroll::Placed;
use crate::ui::theme::Theme;
use crate::ui::work::Pending;

/// From the frame to what is in it, in ems.
const INSIDE: f64 = 0.6;
/// From a picture to its words, in ems.
const ABOVE_WORDS: f64 = 0.5;
/// The highest picture, in lines' lengths: one of a full page is as wide as the text.
const HIGHEST: f64 = 1.4;
/// Rounding of the frame, in points.
const RADIUS: u8 = 4;
/// Pictures that are kept beyond those in view.
const MOST_KEPT: usize = 12;

/// A picture of which a piece is the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framed {
    /// One of the file's, with its width and height in its own pixels.
    Inside(u32, [u32; 2]),
    /// One that is not there.
    Elsewhere,
}

/// Says of each piece whether it is the words of a picture.
pub(crate) fn mark(pieces: &mut [Piece], document: &Document) {
    for block in document.blocks.iter() {
        let Some(place) = block.picture else { continue };
        let index = pieces.partition_point(|piece| piece.span.start < block.span.start);
        let Some(piece) = pieces.get_mut(index) else { continue };
        piece.picture = Some(match place {
            PicturePlace::Elsewhere => Framed::Elsewhere,
            PicturePlace::Inside(number) => {
                let picture = document.imported.pictures.get(number as usize);
                picture.map_or(Framed::Elsewhere, |picture| {
                    Framed::Inside(number, [picture.width, picture.height])
                })
            }
        });
    }
}

/// Space between the frame and what is in it, in physical pixels.
pub(crate) fn inside(sizes: &Sizes) -> f64 {
    (INSIDE * sizes.em).round()
}

/// How much room a piece's picture takes above its words, the frame's edge included, in physical pixels.
pub(crate) fn room(sizes: &Sizes, piece: &Piece) -> f64 {
    match piece.picture {
        None => 0.0,
        Some(Framed::Elsewhere) => inside(sizes),
        Some(Framed::Inside(_, own)) => {
            inside(sizes) + shown_size(sizes, own)[1] + (ABOVE_WORDS * sizes.em).round()
        }
    }
}

/// Width and height at which a picture is shown, in physical pixels: a pixel of its own is a point, unless it is
/// then wider than the text or too high.
fn shown_size(sizes: &Sizes, own: [u32; 2]) -> [f64; 2] {
    let [width, height] = own.map(|side| f64::from(side) * f64::from(sizes.pixels_per_point));
    let across = sizes.measure - 2.0 * inside(sizes);
    let scale = (across / width).min(HIGHEST * sizes.measure / height).min(1.0);
    [width, height].map(|side| (side * scale).round().max(1.0))
}

/// A picture that is drawn, or is being decoded.
#[derive(Default)]
struct Drawn {
    size: [u32; 2],
    coming: Option<Pending<Option<ColorImage>>>,
    texture: Option<TextureHandle>,
}

/// The pictures that are drawn, by their number in the file.
#[derive(Default)]
pub(crate) struct Pictures {
    imported: Option<Arc<Imported>>,
    drawn: BTreeMap<u32, Drawn>,
}

impl Pictures {
    /// Has the pictures in view decoded, and takes those that are.
    pub(crate) fn prepare(
        &mut self,
        ctx: &egui::Context,
        (imported, page, sizes): (&Arc<Imported>, &Page, &Sizes),
        placed: &[Placed],
        out: &mut Outbox,
    ) {
        if !self.imported.as_ref().is_some_and(|known| Arc::ptr_eq(known, imported)) {
            *self = Self { imported: Some(Arc::clone(imported)), drawn: BTreeMap::new() };
        }
        let most = ctx.input(|input| input.max_texture_side) as f64;
        let wanted: BTreeMap<u32, [u32; 2]> = placed
            .iter()
            .filter_map(|place| match page.pieces.get(place.index)?.picture? {
                Framed::Inside(number, own) => {
                    Some((number, shown_size(sizes, own).map(|side| side.min(most) as u32)))
                }
                Framed::Elsewhere => None,
            })
            .collect();
        for (number, size) in &wanted {
            let drawn = self.drawn.entry(*number).or_default();
            if drawn.size != *size {
                drawn.size = *size;
                drawn.coming = Some(decoded(ctx, imported, *number, *size, out));
            }
            if let Some(found) = drawn.coming.as_ref().and_then(Pending::take) {
                drawn.coming = None;
                let name = format!("picture {number}");
                drawn.texture =
                    found.map(|image| ctx.load_texture(name, image, TextureOptions::LINEAR));
            }
        }
        if self.drawn.len() > wanted.len() + MOST_KEPT {
            self.drawn.retain(|number, _| wanted.contains_key(number));
        }
    }

    /// Draws the pictures in view with their frames.
    pub(crate) fn paint(
        &self,
        painter: &Painter,
        frame: &Frame,
        page: &Page,
        placed: &[Placed],
        theme: &Theme,
    ) {
        for place in placed {
            let Some(piece) = page.pieces.get(place.index) else { continue };
            let Some(framed) = piece.picture else { continue };
            let top = place.top + place.set.gap - place.set.room;
            if !matches!(piece.kind, BlockKind::Title | BlockKind::Heading(_)) {
                let bottom = place.bottom() + inside(&frame.sizes);
                let rect = rect_of(frame, [0.0, top], [frame.sizes.measure, bottom - top]);
                painter.rect_stroke(
                    rect,
                    RADIUS,
                    Stroke::new(1.0, theme.hairline),
                    StrokeKind::Inside,
                );
            }
            let Framed::Inside(number, own) = framed else { continue };
            let size = shown_size(&frame.sizes, own);
            let left = ((frame.sizes.measure - size[0]) / 2.0).round();
            let rect = rect_of(frame, [left, top + inside(&frame.sizes)], size);
            let texture = self.drawn.get(&number).and_then(|drawn| drawn.texture.as_ref());
            match texture {
                Some(texture) => {
                    let whole = Rect::from_min_size(pos2(0.0, 0.0), vec2(1.0, 1.0));
                    painter.image(texture.id(), rect, whole, Color32::WHITE);
                }
                None => drop(painter.rect_filled(rect, 0.0, theme.panel)),
            }
        }
    }
}

/// A box of the page, given in physical pixels from the column's left and the view's top.
fn rect_of(frame: &Frame, [x, y]: [f64; 2], [width, height]: [f64; 2]) -> Rect {
    let points = |pixels: f64| frame.sizes.points(pixels);
    let min = pos2(points(frame.left + x), points(frame.top + y.round()));
    Rect::from_min_size(min, vec2(points(width), points(height)))
}

fn decoded(
    ctx: &egui::Context,
    imported: &Arc<Imported>,
    number: u32,
    [width, height]: [u32; 2],
    out: &mut Outbox,
) -> Pending<Option<ColorImage>> {
    let imported = Arc::clone(imported);
    Pending::start(ctx, out, move |_| {
        let pixels = imported.pictures.get(number as usize)?.pixels(width, height);
        Some(pixels.map(|pixels| {
            let size = [pixels.width as usize, pixels.height as usize];
            ColorImage::from_rgba_unmultiplied(size, &pixels.rgba)
        }))
    })
}

#[cfg(test)]
mod tests {
    use crate::app::PageLook;
    use crate::clean::CleanOptions;
    use crate::document::Document;
    use crate::ui::reader::count;
    use crate::ui::reader::layout::Layouts;
    use crate::ui::reader::look::Sizes;
    use crate::ui::reader::model::Page;

    /// Free room on the left and the right of each line of a picture's words, in pixels.
    fn room_beside(words: &str) -> Vec<(f32, f32)> {
        let context = egui::Context::default();
        crate::ui::install(&context);
        context.run_ui(egui::RawInput::default(), |_| {}).drop_without_applying_deltas();
        let text = format!("一段正文。\n\n![{words}](a.png)\n\n又一段。\n");
        let document =
            Document::new("a.md", text.as_bytes(), None, &CleanOptions::default()).unwrap();
        let page = Page::new(&document, false);
        let sizes = Sizes::new(&PageLook::default(), page.is_han, 1.0, 1.0, 1280.0);
        let mut layouts = Layouts::new(sizes, count::guessed(&page, &sizes));
        let index = page.pieces.iter().position(|piece| piece.picture.is_some()).unwrap();
        let set = layouts.piece(&context, &page, index);
        let full = (sizes.measure - set.look.left - set.look.right) as f32;
        let beside = |line: &crate::ui::reader::layout::SetLine| {
            (line.line.cells[0].x, full - line.line.width)
        };
        set.lines.iter().map(beside).collect()
    }

    #[test]
    fn short_words_of_a_picture_stand_in_its_middle_and_long_ones_at_the_left() {
        let short = room_beside("书店门前的湖");
        assert!(
            matches!(short[..], [(left, right)] if left > 100.0 && (left - right).abs() <= 1.0)
        );
        let long = room_beside(&"书店门前的湖，和湖边的长椅。".repeat(8));
        assert!(long.len() > 1 && long.iter().all(|(left, _)| *left == 0.0), "{long:?}");
    }
}
