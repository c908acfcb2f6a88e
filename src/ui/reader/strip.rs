//! The glyphs of a line, put together from those of its characters and words.
//!
//! What egui takes longest for is planning how a stretch of text is shaped. So each character and each word is shaped
//! but once, all that are new together, and kept; a line is made by putting their glyphs where the setter of lines
//! wants them, by whole pixels: what the texture holds of a glyph stays sharp.
//!
//! It does not know when egui empties that texture: who keeps the shapes lets go of them then.

use std::sync::Arc;

use egui::epaint::Vertex;
use egui::epaint::text::{FontsView, Glyph, Row};
use egui::text::LayoutJob;
use egui::{Align, Color32, Galley, Mesh, Rect, pos2, vec2};
use rustc_hash::FxHashMap;

use crate::ui::reader::glyphs::{self, Inked};
use crate::ui::reader::look::Face;
use crate::ui::reader::model;

/// What keeps two characters from being shaped together. It is an em wide, so that Chinese ones keep standing on
/// whole pixels.
const APART: char = '\u{3000}';

/// A little, in pixels, by which a place in the middle between two pixels is taken for the later, as egui does.
const TIE: f32 = 0.001;

/// More shapes are never kept of one face at one size; all of them are let go together.
const MOST_KEPT: usize = 30_000;

/// What stands by itself in a line: a character, or a word, whose letters stand to each other as their font has it.
pub(super) struct Unit<'a> {
    /// Its characters, in one face.
    pub(super) text: &'a str,
    pub(super) face: Face,
    /// Where its origin goes, in physical pixels from the column's left edge.
    pub(super) place: f32,
}

/// The glyphs of a unit, one for each character, as they stood in the text that it was shaped in.
#[derive(Debug, Default)]
struct Shape {
    glyphs: Box<[Glyph]>,
    /// Where its origin was there, in physical pixels.
    pen: f32,
}

/// The shapes of one face at one size.
#[derive(Debug)]
struct Kept {
    face: Face,
    /// In physical pixels.
    em: u32,
    shapes: FxHashMap<Box<str>, Shape>,
}

/// The characters and words that were shaped, for one number of pixels to a point.
#[derive(Debug, Default)]
pub(crate) struct Shapes {
    kept: Vec<Kept>,
    /// An empty row, of which all others are made: egui has them made by nobody else.
    empty: Option<Galley>,
}

impl Shapes {
    /// Has all of these shaped that are not known, at once.
    pub(super) fn learn<'a>(
        &mut self,
        fonts: &mut FontsView<'_>,
        inked: &Inked<'_>,
        units: impl Iterator<Item = &'a Unit<'a>>,
    ) {
        self.empty.get_or_insert_with(|| empty_row(fonts));
        if self.kept.iter().any(|kept| kept.shapes.len() > MOST_KEPT) {
            self.kept.clear();
        }
        let mut unknown: Vec<(usize, bool, &str)> = Vec::new();
        for unit in units {
            let index = self.index_of(inked, unit.face);
            let shapes = &mut self.kept[index].shapes;
            if !shapes.contains_key(unit.text) {
                shapes.insert(unit.text.into(), Shape::default());
                unknown.push((index, !is_wide(unit.text), unit.text));
            }
        }
        // Behind a word nothing stands on a whole pixel, so words come last.
        unknown.sort_by_key(|(index, is_word, _)| (*index, *is_word));
        if !unknown.is_empty() {
            self.shape(fonts, inked, &unknown);
        }
    }

    fn shape(
        &mut self,
        fonts: &mut FontsView<'_>,
        inked: &Inked<'_>,
        unknown: &[(usize, bool, &str)],
    ) {
        let mut job = unwrapped_job();
        for of_face in unknown.chunk_by(|(one, ..), (other, ..)| one == other) {
            let text = of_face.iter().flat_map(|(.., text)| text.chars().chain([APART]));
            let face = of_face.first().map_or(Face::Page, |(index, ..)| self.kept[*index].face);
            job.append(&text.collect::<String>(), 0.0, inked.format(face));
        }
        let galley = fonts.layout_job(job);
        let mut glyphs = galley.rows.iter().flat_map(|row| &row.glyphs);
        let mut pen = 0.0;
        for (index, _, text) in unknown {
            // egui gives one glyph for each character.
            let own: Box<[Glyph]> = glyphs.by_ref().take(text.chars().count()).copied().collect();
            let advances = own.iter().chain(glyphs.next()).map(|glyph| glyph.advance_width);
            let width = advances.sum::<f32>() * galley.pixels_per_point;
            self.kept[*index].shapes.insert((*text).into(), Shape { glyphs: own, pen });
            pen += width;
        }
    }

    /// Where the shapes of a face are kept.
    fn index_of(&mut self, inked: &Inked<'_>, face: Face) -> usize {
        let em = inked.em(face);
        let index = self.kept.iter().position(|kept| kept.face == face && kept.em == em);
        index.unwrap_or_else(|| {
            self.kept.push(Kept { face, em, shapes: FxHashMap::default() });
            self.kept.len() - 1
        })
    }

    fn shape_of(&self, inked: &Inked<'_>, unit: &Unit<'_>) -> Option<&Shape> {
        let em = inked.em(unit.face);
        let kept = self.kept.iter().find(|kept| kept.face == unit.face && kept.em == em)?;
        kept.shapes.get(unit.text)
    }

    /// The glyphs of units that were learnt, in their places; x counts from `left`, in physical pixels.
    pub(super) fn laid(
        &self,
        inked: &Inked<'_>,
        units: &[Unit<'_>],
        left: f32,
    ) -> Option<Arc<Galley>> {
        let mut galley = self.empty.clone()?;
        let scale = galley.pixels_per_point;
        let shaped = units.iter().filter_map(|unit| Some((unit, self.shape_of(inked, unit)?)));
        let shaped: Vec<(&Unit<'_>, &Shape)> = shaped.collect();
        let all = || shaped.iter().flat_map(|(_, shape)| &shape.glyphs);
        let height = all().map(|glyph| glyph.line_height).fold(0.0, f32::max);
        let n_glyphs = all().count();
        let placed = galley.rows.first_mut()?;
        let row = Arc::make_mut(&mut placed.row);
        row.size = vec2(0.0, (height * scale).round() / scale);
        row.glyphs.reserve_exact(n_glyphs);
        row.visuals.mesh.reserve_vertices(4 * n_glyphs);
        row.visuals.mesh.reserve_triangles(2 * n_glyphs);
        for (unit, shape) in shaped {
            let shift = (unit.place - left - shape.pen - TIE).round() / scale;
            let (valign, is_slanted) = (glyphs::valign(unit.face), glyphs::is_slanted(unit.face));
            for mut glyph in shape.glyphs.iter().copied() {
                let below = below_top(&glyph, row.size.y, valign);
                glyph.pos = pos2(glyph.pos.x + shift, (below * scale).round() / scale);
                push(row, glyph, scale, is_slanted);
            }
        }
        row.visuals.glyph_vertex_range = 0..row.visuals.mesh.vertices.len();
        galley.num_vertices = row.visuals.mesh.vertices.len();
        galley.num_indices = row.visuals.mesh.indices.len();
        galley.mesh_bounds = row.visuals.mesh_bounds.translate(placed.pos.to_vec2());
        galley.rect = Rect::from_min_size(galley.rect.min, row.size);
        Some(Arc::new(galley))
    }
}

/// Whether it is one character of Chinese, or a mark as wide.
fn is_wide(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(model::is_wide) && chars.next().is_none()
}

/// How far a glyph's baseline is below the top of a row so high, in points; as egui has it.
fn below_top(glyph: &Glyph, height: f32, valign: Align) -> f32 {
    glyph.font_face_ascent
        + valign.to_factor() * (height - glyph.line_height)
        + 0.5 * (glyph.line_height - glyph.font_height)
        + 0.5 * (glyph.font_height - glyph.font_face_height)
}

/// Puts a glyph at the end of a row.
fn push(row: &mut Row, mut glyph: Glyph, scale: f32, is_slanted: bool) {
    let (mesh, uv_rect) = (&mut row.visuals.mesh, glyph.uv_rect);
    glyph.first_vertex = mesh.vertices.len() as u32;
    row.size.x = row.size.x.max(glyph.max_x());
    row.glyphs.push(glyph);
    if uv_rect.is_nothing() {
        return;
    }
    let at = glyph.pos + uv_rect.offset;
    let at = pos2((at.x * scale).round() / scale, (at.y * scale).round() / scale);
    let rect = Rect::from_min_size(at, uv_rect.size);
    let [min, max] = [uv_rect.min, uv_rect.max].map(|[x, y]| pos2(f32::from(x), f32::from(y)));
    add(mesh, rect, Rect::from_min_max(min, max), is_slanted);
    let reach = if is_slanted { rect.height() * SLANT } else { 0.0 };
    row.visuals.mesh_bounds |= rect.with_max_x(rect.right() + reach);
}

/// How far the top of a slanted glyph leans over, in its heights.
const SLANT: f32 = 0.25;

fn add(mesh: &mut Mesh, rect: Rect, uv: Rect, is_slanted: bool) {
    if !is_slanted {
        return mesh.add_rect_with_uv(rect, uv, Color32::PLACEHOLDER);
    }
    let first = mesh.vertices.len() as u32;
    mesh.add_triangle(first, first + 1, first + 2);
    mesh.add_triangle(first + 2, first + 1, first + 3);
    let lean = vec2(rect.height() * SLANT, 0.0);
    let corners = [
        (rect.left_top() + lean, uv.left_top()),
        (rect.right_top() + lean, uv.right_top()),
        (rect.left_bottom(), uv.left_bottom()),
        (rect.right_bottom(), uv.right_bottom()),
    ];
    let corner = |(pos, uv)| Vertex { pos, uv, color: Color32::PLACEHOLDER };
    mesh.vertices.extend(corners.map(corner));
}

/// A row without glyphs that egui takes for one with some.
fn empty_row(fonts: &mut FontsView<'_>) -> Galley {
    let mut job = unwrapped_job();
    job.append(" ", 0.0, egui::TextFormat::default());
    let mut galley = Arc::unwrap_or_clone(fonts.layout_job(job));
    if let Some(placed) = galley.rows.first_mut() {
        let row = Arc::make_mut(&mut placed.row);
        row.glyphs.clear();
        row.visuals = egui::epaint::text::RowVisuals::default();
    }
    galley
}

/// A job that breaks no line and rounds nothing.
pub(super) fn unwrapped_job() -> LayoutJob {
    LayoutJob { break_on_newline: false, round_output_to_gui: false, ..LayoutJob::default() }
}
