//! The overview of tags as a PNG file: its boxes and words painted by the processor, with the faces of the window.
//!
//! It needs no window and no frame: whoever writes the file calls it where nobody waits.

use egui::epaint::text::{Fonts, TextOptions};
use egui::epaint::{ColorImage, Mesh};
use egui::{Color32, Pos2, Rect, Vec2, pos2, vec2};

use crate::app::overview::{Anchor, Picture, Shape};
use crate::ui::fonts::{self, PageFaces};
use crate::ui::overview::color_of;
use crate::ui::theme::Theme;
use crate::ui::widgets::sans;

/// Pixels a point: as screens of twice the usual density have, so that print is sharp too.
const SCALE: f32 = 2.0;
/// Pixels a metre, at 72 points an inch.
const PER_METER: u32 = 5_669;
/// Most pixels along one edge.
const MOST_PIXELS: f32 = 30_000.0;

/// The picture as a file, in a theme's colours.
pub fn overview_png(picture: &Picture, theme: &Theme) -> Result<Vec<u8>, png::EncodingError> {
    let size = picture.size.map(|length| (length * SCALE).ceil().clamp(1.0, MOST_PIXELS) as usize);
    let mut canvas = Canvas { size, pixels: vec![theme.card; size[0] * size[1]] };
    let mut fonts = Fonts::new(TextOptions::default(), fonts::definitions(&PageFaces::Serif));
    let mut view = fonts.with_pixels_per_point(SCALE);
    // All words are laid out before any is painted: that is what draws their glyphs.
    let mut laid = Vec::new();
    for shape in &picture.shapes {
        let Shape::Words([x, y], size, anchor, ink, text) = shape else { continue };
        let color = color_of(*ink, theme);
        let galley = view.layout_no_wrap(text.clone(), sans(*size), color);
        let shift = if *anchor == Anchor::End { galley.size().x } else { 0.0 };
        laid.push((pos2(x - shift, y - galley.size().y / 2.0), color, galley));
    }
    let glyphs = view.image();
    for shape in &picture.shapes {
        if let Shape::Box([x, y, width, height], ink, _) = shape {
            let rect = Rect::from_min_size(pos2(*x, *y), vec2(*width, *height));
            canvas.fill(rect, color_of(*ink, theme));
        }
    }
    for (at, color, galley) in laid {
        let at = snapped(at);
        for row in &galley.rows {
            canvas.paint(&row.row.visuals.mesh, at + row.pos.to_vec2(), color, &glyphs);
        }
    }
    canvas.into_png()
}

/// A place in points, on a whole pixel.
fn snapped(at: Pos2) -> Pos2 {
    ((at.to_vec2() * SCALE).round() / SCALE).to_pos2()
}

/// Pixels in rows.
struct Canvas {
    size: [usize; 2],
    pixels: Vec<Color32>,
}

impl Canvas {
    /// Lays a colour over a pixel, as far as it covers it, from 0 to 1.
    fn blend(&mut self, x: usize, y: usize, color: Color32, cover: f32) {
        if x >= self.size[0] {
            return;
        }
        if let Some(pixel) = self.pixels.get_mut(y * self.size[0] + x) {
            *pixel = pixel.lerp_to_gamma(color, cover);
        }
    }

    /// Fills a box, in points; pixels at its edges by the part of them that it covers.
    fn fill(&mut self, rect: Rect, color: Color32) {
        let (min, max) = (rect.min.to_vec2() * SCALE, rect.max.to_vec2() * SCALE);
        let covered = |low: f32, high: f32, at: usize| {
            (high.min(at as f32 + 1.0) - low.max(at as f32)).clamp(0.0, 1.0)
        };
        for y in min.y.max(0.0) as usize..max.y.ceil().max(0.0) as usize {
            let part = covered(min.y, max.y, y);
            for x in min.x.max(0.0) as usize..max.x.ceil().max(0.0) as usize {
                self.blend(x, y, color, part * covered(min.x, max.x, x));
            }
        }
    }

    /// Paints the glyphs of a row that stands at `at`, in points: each is a box of the picture of all glyphs.
    fn paint(&mut self, mesh: &Mesh, at: Pos2, color: Color32, glyphs: &ColorImage) {
        for corners in mesh.vertices.chunks_exact(4) {
            let bounds = |of: fn(&egui::epaint::Vertex) -> Pos2| {
                Rect::from_points(&corners.iter().map(of).collect::<Vec<_>>())
            };
            let (place, texels) = (bounds(|corner| corner.pos), bounds(|corner| corner.uv));
            let start = (at.to_vec2() + place.min.to_vec2()) * SCALE;
            self.copy(start.round(), texels, color, glyphs);
        }
    }

    /// Copies a glyph, pixel by pixel, to where it starts.
    fn copy(&mut self, start: Vec2, texels: Rect, color: Color32, glyphs: &ColorImage) {
        let [width, height] = [texels.width(), texels.height()].map(|edge| edge.round() as usize);
        let (left, top) = (texels.left().round() as usize, texels.top().round() as usize);
        for dy in 0..height {
            for dx in 0..width {
                let texel = glyphs.pixels.get((top + dy) * glyphs.size[0] + left + dx);
                let (x, y) = (start.x + dx as f32, start.y + dy as f32);
                if let Some(texel) = texel.filter(|texel| texel.a() > 0 && x >= 0.0 && y >= 0.0) {
                    self.blend(x as usize, y as usize, color, f32::from(texel.a()) / 255.0);
                }
            }
        }
    }

    fn into_png(self) -> Result<Vec<u8>, png::EncodingError> {
        let mut file = Vec::new();
        let [width, height] = self.size.map(|edge| edge as u32);
        let mut encoder = png::Encoder::new(&mut file, width, height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_pixel_dims(Some(png::PixelDimensions {
            xppu: PER_METER,
            yppu: PER_METER,
            unit: png::Unit::Meter,
        }));
        let bytes: Vec<u8> =
            self.pixels.iter().flat_map(|pixel| [pixel.r(), pixel.g(), pixel.b()]).collect();
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&bytes)?;
        writer.finish()?;
        Ok(file)
    }
}

#[cfg(test)]
mod tests {
    use super::overview_png;
    use crate::app::ThemeName;
    use crate::app::overview::{Anchor, Ink, Picture, Shape};
    use crate::notebook::HighlightColor;
    use crate::ui::theme::theme;

    #[test]
    fn boxes_and_words_stand_in_the_file_where_the_picture_has_them_in_every_theme() {
        let ink = Ink::Mark(HighlightColor::Peach);
        let words =
            |x: f32, anchor| Shape::Words([x, 30.0], 13.0, anchor, Ink::Text, "复工".into());
        let picture = Picture {
            size: [120.0, 60.0],
            shapes: vec![
                Shape::Box([0.0, 0.0, 120.0, 60.0], Ink::Ground, None),
                Shape::Box([10.0, 4.0, 20.0, 8.0], ink, None),
                words(10.0, Anchor::Start),
                words(110.0, Anchor::End),
            ],
        };
        for name in [ThemeName::Light, ThemeName::Dark] {
            let theme = theme(name);
            let file = overview_png(&picture, theme).unwrap();
            let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
            let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
            reader.next_frame(&mut bytes).unwrap();
            assert_eq!((reader.info().width, reader.info().height), (240, 120));
            let at = |x: usize, y: usize| -> [u8; 3] {
                let start = (y * 240 + x) * 3;
                bytes[start..start + 3].try_into().unwrap()
            };
            let rgb = |color: egui::Color32| [color.r(), color.g(), color.b()];
            assert_eq!(at(40, 16), rgb(theme.highlight(HighlightColor::Peach).ink));
            assert_eq!(at(120, 110), rgb(theme.card));
            // Words of two characters at either end are drawn, and nothing between them.
            let is_drawn = |from: usize, to: usize| {
                (44..76).any(|y| (from..to).any(|x| at(x, y) != rgb(theme.card)))
            };
            assert!(is_drawn(20, 46) && is_drawn(46, 72) && is_drawn(170, 218));
            assert!(!is_drawn(78, 160));
        }
    }
}
