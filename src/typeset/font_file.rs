//! A face of a font that is not part of the program, as it was read from its file.
//!
//! It is not looked into here: `metrics` reads how wide its characters are, the window draws them.

use std::sync::Arc;

use skrifa::instance::Location;
use skrifa::{FontRef, MetadataProvider, Tag};

/// The axis of weight of variable fonts.
pub const WEIGHT_AXIS: &[u8; 4] = b"wght";

/// One face of a font file.
#[derive(Clone)]
pub struct FontFile {
    /// The whole file.
    pub bytes: Arc<Vec<u8>>,
    /// Which face of a collection.
    pub index: u32,
    /// The weight to take of a variable font, 400 for regular and 700 for bold.
    pub weight: u16,
}

impl FontFile {
    /// The font, if the bytes are one.
    pub(crate) fn font(&self) -> Option<FontRef<'_>> {
        FontRef::from_index(&self.bytes, self.index).ok()
    }

    /// Whether it is a variable font with weights between which to choose.
    pub fn has_weights(&self) -> bool {
        let has = |font: FontRef<'_>| font.axes().get_by_tag(Tag::new(WEIGHT_AXIS)).is_some();
        self.font().is_some_and(has)
    }

    /// Where its weight is among those of its font.
    pub(crate) fn location(&self) -> Location {
        let Some(font) = self.font().filter(|_| self.has_weights()) else {
            return Location::default();
        };
        font.axes().location([(Tag::new(WEIGHT_AXIS), f32::from(self.weight))])
    }
}

impl PartialEq for FontFile {
    fn eq(&self, other: &Self) -> bool {
        let is_same = Arc::ptr_eq(&self.bytes, &other.bytes);
        is_same && (self.index, self.weight) == (other.index, other.weight)
    }
}

impl std::fmt::Debug for FontFile {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { bytes, index, weight } = self;
        write!(formatter, "FontFile({} bytes, face {index}, weight {weight})", bytes.len())
    }
}
