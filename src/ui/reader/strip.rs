//! Glyphs that are shaped at once and then moved to where the setter of lines put them.
//!
//! What egui takes longest for is planning how a stretch is shaped, and a line has about ten stretches between which
//! the space is another. So a line is shaped as if all stood close, and its glyphs are moved by whole pixels: what
//! the texture holds of a glyph stays sharp.

use std::sync::Arc;

use egui::epaint::text::FontsView;
use egui::text::{LayoutJob, TextFormat};
use egui::{Galley, vec2};

use crate::typeset::Ink;
use crate::ui::reader::look::Face;

/// Signs that fonts draw as one where two stand beside each other; here each has a box of its own.
const JOINED: [char; 6] = ['—', '―', '⸺', '…', '⋯', '-'];

/// A little, in pixels, by which a place in the middle between two pixels is taken for the later, as egui does.
const TIE: f32 = 0.001;

/// Glyphs that are gathered to be shaped at once.
pub(super) struct Gathered {
    job: LayoutJob,
    /// What is to be in the next section, and its face.
    text: String,
    face: Option<Face>,
    /// Whether that is letters: shaped together with Chinese characters they would be kerned by other rules.
    is_word: bool,
    /// Of each character where its glyph's origin goes, in physical pixels from the first one's; none for one that
    /// stands to the one before as it was shaped.
    places: Vec<Option<f32>>,
}

impl Gathered {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self {
            job: unwrapped_job(),
            text: String::new(),
            face: None,
            is_word: false,
            places: Vec::new(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Keeps what comes next from being shaped together with what is there.
    pub(super) fn space(&mut self) {
        if !self.text.is_empty() {
            self.text.push(' ');
            self.places.push(None);
        }
    }

    /// Adds characters of one face; the first goes to `place`, or behind what is there.
    pub(super) fn push(
        &mut self,
        (text, ink): (&str, Ink),
        face: Face,
        place: Option<f32>,
        format: impl Fn(Face) -> TextFormat,
    ) {
        let is_word = ink == Ink::Word;
        let is_joined = text.starts_with(JOINED) && self.text.ends_with(JOINED);
        if self.face != Some(face) || self.is_word != is_word || is_joined {
            self.close(&format);
            (self.face, self.is_word) = (Some(face), is_word);
        }
        self.text.push_str(text);
        let rest = text.chars().skip(1).map(|_| None);
        self.places.extend([place].into_iter().chain(rest));
    }

    fn close(&mut self, format: impl Fn(Face) -> TextFormat) {
        if let Some(face) = self.face.filter(|_| !self.text.is_empty()) {
            self.job.append(&self.text, 0.0, format(face));
            self.text.clear();
        }
    }

    /// The glyphs in their places.
    pub(super) fn laid(
        mut self,
        fonts: &mut FontsView<'_>,
        format: impl Fn(Face) -> TextFormat,
    ) -> Arc<Galley> {
        self.close(format);
        moved(fonts.layout_job(self.job), &self.places)
    }
}

/// A job that breaks no line and rounds nothing.
pub(super) fn unwrapped_job() -> LayoutJob {
    LayoutJob { break_on_newline: false, round_output_to_gui: false, ..LayoutJob::default() }
}

/// The glyphs, each moved to its place; egui gives one for each character.
fn moved(shaped: Arc<Galley>, places: &[Option<f32>]) -> Arc<Galley> {
    let scale = shaped.pixels_per_point;
    let mut galley = Arc::unwrap_or_clone(shaped);
    let Some(placed) = galley.rows.first_mut() else { return Arc::new(galley) };
    let row = Arc::make_mut(&mut placed.row);
    let (mut pen, mut shift) = (0.0, 0.0);
    for (glyph, place) in row.glyphs.iter_mut().zip(places) {
        if let Some(place) = place {
            shift = (place - pen - TIE).round();
        }
        pen += glyph.advance_width * scale;
        glyph.pos.x += shift / scale;
        if glyph.uv_rect.is_nothing() {
            continue;
        }
        let first = glyph.first_vertex as usize;
        let corners = row.visuals.mesh.vertices.iter_mut().skip(first).take(4);
        corners.for_each(|corner| corner.pos.x += shift / scale);
    }
    row.size.x = (pen + shift) / scale;
    row.visuals.mesh_bounds = row.visuals.mesh.calc_bounds();
    galley.mesh_bounds = row.visuals.mesh_bounds.translate(placed.pos.to_vec2());
    let size = vec2(row.size.x, galley.rect.height());
    galley.rect = egui::Rect::from_min_size(galley.rect.min, size);
    Arc::new(galley)
}
