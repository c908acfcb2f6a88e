//! How wide a piece's characters are, as the font files say: what its lines are set by, and counted by where no
//! font of the window's may be asked. That both read the same table is why counting is exact.
//!
//! It knows the bundled faces and the installed one that the page is set in; of a character that none of them has it
//! says nothing.

use std::sync::OnceLock;

use crate::app::PageFont;
use crate::typeset::metrics::{self, Face as Metrics, Widths};
use crate::ui::reader::glyphs::{self, Faced};
use crate::ui::reader::look::{Face, Look};

/// The widths of one piece.
pub(crate) struct Told<'a> {
    text: &'a str,
    // Invariant: in order, the last ends with the text; never empty.
    stretches: Vec<Stretch>,
    hyphen: Option<f32>,
}

/// A part of a piece in one face.
#[derive(Clone, Copy)]
struct Stretch {
    end: usize,
    /// The installed face, which goes before the others.
    installed: Option<&'static Metrics>,
    chain: &'static [&'static Metrics],
    /// Its size, in ems of the piece.
    size: f32,
}

impl Stretch {
    #[inline]
    fn advance(&self, text: &str, offset: usize, c: char) -> Option<f32> {
        let own = self.installed.and_then(|face| face.advance_in(text, offset, c));
        let told = || self.chain.iter().find_map(|face| face.advance_in(text, offset, c));
        Some(own.or_else(told)? * self.size)
    }
}

impl<'a> Told<'a> {
    /// The widths of `text`, of which each stretch stands in its own face.
    pub(crate) fn new(look: &Look, text: &'a str, faced: &[Faced]) -> Self {
        let stretch = |face: Face, end: usize| Stretch {
            end,
            installed: look.widths.and_then(|widths| installed(face, widths)),
            chain: chain(face, look),
            size: (glyphs::em_of(look, face) / look.em) as f32,
        };
        let mut stretches: Vec<Stretch> =
            faced.iter().map(|faced| stretch(faced.face, faced.bytes.end)).collect();
        if stretches.is_empty() {
            stretches.push(stretch(look.face, text.len()));
        }
        // The hyphen of a parted word is the last stretch's.
        let hyphen = stretches.last().and_then(|last| last.advance("-", 0, '-'));
        Self { text, stretches, hyphen }
    }

    fn stretch_at(&self, offset: usize) -> Option<&Stretch> {
        if let [only] = self.stretches.as_slice() {
            return Some(only);
        }
        self.stretches.get(self.stretches.partition_point(|stretch| stretch.end <= offset))
    }

    /// The advance of the character at `offset`, in ems of the piece; at the text's end that of a hyphen.
    #[inline]
    pub(crate) fn advance(&self, offset: usize, c: char) -> Option<f32> {
        if offset >= self.text.len() {
            return self.hyphen;
        }
        let stretch = self.stretch_at(offset)?;
        // Nothing is kerned with a letter of another face.
        stretch.advance(self.text.get(..stretch.end).unwrap_or(self.text), offset, c)
    }

    /// Whether every character that is seen is known.
    pub(crate) fn is_whole(&self) -> bool {
        let mut chars = self.text.char_indices();
        chars.all(|(offset, c)| c.is_control() || self.advance(offset, c).is_some())
    }
}

/// The installed face that the window asks first.
const fn installed(face: Face, widths: Widths) -> Option<&'static Metrics> {
    match face {
        Face::Page | Face::PageSlanted | Face::Raised | Face::Taken => Some(widths.regular),
        Face::PageBold => widths.bold,
        Face::PageMarks | Face::SansBold | Face::SansSlanted | Face::Code => None,
    }
}

/// The bundled faces that the window asks for a character, in their order.
fn chain(face: Face, look: &Look) -> &'static [&'static Metrics] {
    static CHAINS: OnceLock<[Vec<&'static Metrics>; 6]> = OnceLock::new();
    let [page, bold, heading, strong, words, sans] = CHAINS.get_or_init(|| {
        [
            vec![metrics::page(), metrics::sans()],
            vec![metrics::page_bold(), metrics::sans_bold()],
            vec![metrics::sans_bold(), metrics::sans()],
            vec![metrics::sans_bold(), metrics::page_bold(), metrics::sans()],
            code().into_iter().chain([metrics::sans()]).collect(),
            vec![metrics::sans()],
        ]
    });
    let is_sans = look.font == PageFont::Sans;
    // Strong words of a family without a bold are in 黑体.
    let is_light = look.widths.is_some_and(|widths| widths.bold.is_none());
    match face {
        Face::Page | Face::PageSlanted | Face::Raised | Face::Taken if is_sans => sans,
        Face::Page | Face::PageSlanted | Face::Raised | Face::Taken | Face::PageMarks => page,
        Face::PageBold if is_sans || is_light => strong,
        Face::PageBold => bold,
        Face::SansBold | Face::SansSlanted => heading,
        Face::Code => words,
    }
}

/// The face of code.
fn code() -> Option<&'static Metrics> {
    static FACE: OnceLock<Option<Metrics>> = OnceLock::new();
    FACE.get_or_init(|| Metrics::new(epaint_default_fonts::HACK_REGULAR)).as_ref()
}
