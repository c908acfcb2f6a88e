//! How wide the characters of a face are, read from its file.
//!
//! No layout engine: a character has the glyph and the advance that the font names, and Latin pairs their
//! kerning. The bundled faces hold no other feature, so this is what a shaper makes of them.

use std::sync::OnceLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use crate::typeset::FontFile;
use crate::typeset::bundled;
use crate::typeset::classes::{N_FINAL, classify};
use crate::typeset::kern::Kern;

/// The advances of one face.
pub struct Face {
    units_per_em: f32,
    /// By code point, in font units; [`MISSING`] where the face has no glyph.
    advances: Vec<u16>,
    kern: Kern,
}

const MISSING: u16 = u16::MAX;

impl Face {
    /// Reads the advances of a font file; `None` if it is no font.
    pub fn new(bytes: &'static [u8]) -> Option<Self> {
        let font = FontRef::new(bytes).ok()?;
        Some(Self::read(&font, LocationRef::default(), Kern::new(font.clone())))
    }

    /// The same of a font that is not part of the program, which may have other features than these: what
    /// they do to the widths of characters is not known here.
    pub fn of_file(file: &FontFile) -> Option<Self> {
        let (font, location) = (file.font()?, file.location());
        Some(Self::read(&font, LocationRef::from(&location), Kern::of_file(file)))
    }

    fn read(font: &FontRef<'_>, location: LocationRef<'_>, kern: Kern) -> Self {
        let metrics = font.glyph_metrics(Size::unscaled(), location);
        let mut advances = Vec::new();
        for (code, glyph) in font.charmap().mappings() {
            let index = code as usize;
            if index >= advances.len() {
                advances.resize(index + 1, MISSING);
            }
            advances[index] = metrics.advance_width(glyph).map_or(MISSING, |width| width as u16);
        }
        let units_per_em = f32::from(font.metrics(Size::unscaled(), location).units_per_em);
        Self { units_per_em, advances, kern }
    }

    /// The advance of a character by itself, in em; `None` if the face lacks it.
    #[inline]
    pub fn advance(&self, c: char) -> Option<f32> {
        let units = self.advances.get(c as usize).copied().filter(|units| *units != MISSING)?;
        Some(f32::from(units) / self.units_per_em)
    }

    /// The advance of the character at `offset` (bytes) of `text`, in em, kerned with the one after it:
    /// what [`crate::typeset::set`] asks for.
    #[inline]
    pub fn advance_in(&self, text: &str, offset: usize, c: char) -> Option<f32> {
        let alone = self.advance(c)?;
        // Han and its marks are not kerned, and most text is Han.
        if c >= '\u{2000}' {
            return Some(alone);
        }
        let next = text.get(offset + c.len_utf8()..).and_then(|rest| rest.chars().next());
        let Some(next) = next.filter(|next| is_kerned(c) && is_kerned(*next)) else {
            return Some(alone);
        };
        Some(alone + f32::from(self.kern.units(c, next)) / self.units_per_em)
    }
}

/// The widths of an installed family. A program reads few of them, and keeps each as long as it runs, so that what
/// sets lines can hold on to them as to the bundled ones.
#[derive(Clone, Copy)]
pub struct Widths {
    /// Of the face of the text.
    pub regular: &'static Face,
    /// Of the face of strong words, if the family has one.
    pub bold: Option<&'static Face>,
}

impl Widths {
    /// Reads them; `None` if the text's is no font.
    pub fn of_files(regular: &FontFile, bold: Option<&FontFile>) -> Option<Self> {
        let read = |file: &FontFile| -> Option<&'static Face> {
            Some(Box::leak(Box::new(Face::of_file(file)?)))
        };
        Some(Self { regular: read(regular)?, bold: bold.and_then(read) })
    }
}

impl PartialEq for Widths {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.regular, other.regular)
    }
}

impl std::fmt::Debug for Widths {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Widths")
    }
}

/// Whether a character is drawn as part of a word.
fn is_kerned(c: char) -> bool {
    let class = classify(c);
    c < '\u{2000}' && !class.is_blank() && ((class as usize) < N_FINAL || c.is_ascii())
}

/// The page's face.
pub fn page() -> &'static Face {
    static FACE: OnceLock<Face> = OnceLock::new();
    FACE.get_or_init(|| bundled_face(bundled::PAGE))
}

/// The page's bold face.
pub fn page_bold() -> &'static Face {
    static FACE: OnceLock<Face> = OnceLock::new();
    FACE.get_or_init(|| bundled_face(bundled::PAGE_BOLD))
}

/// The face of the interface, which has what the page's lacks.
pub fn sans() -> &'static Face {
    static FACE: OnceLock<Face> = OnceLock::new();
    FACE.get_or_init(|| bundled_face(bundled::SANS))
}

/// The face of headings.
pub fn sans_bold() -> &'static Face {
    static FACE: OnceLock<Face> = OnceLock::new();
    FACE.get_or_init(|| bundled_face(bundled::SANS_BOLD))
}

fn bundled_face(bytes: &'static [u8]) -> Face {
    Face::new(bytes).expect("the bundled fonts are fonts: a test reads each of them")
}
