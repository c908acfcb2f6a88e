//! The fonts that are installed on this computer, as far as the page can be set in them. Reads no file.

use std::sync::Arc;

use crate::app::{FontName, PageFont};
use crate::text::Language;
use crate::typeset::FontFile;
use crate::typeset::metrics::Widths;

/// A family of fonts that is installed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontFamily {
    /// The name it is asked for by.
    pub name: FontName,
    /// Its name in Chinese, if it has one.
    pub chinese: Option<String>,
}

impl FontFamily {
    /// What it is called in a language.
    pub fn shown(&self, language: Language) -> &str {
        let chinese = self.chinese.as_deref().filter(|_| language == Language::Chinese);
        chinese.unwrap_or_else(|| self.name.as_str())
    }
}

/// An installed family, read and ready to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadedFont {
    /// Its name.
    pub name: FontName,
    /// The face of the text.
    pub regular: FontFile,
    /// The face of strong words, if the family has one.
    pub bold: Option<FontFile>,
    /// How wide its characters are.
    pub widths: Widths,
    /// Whether it has Chinese characters.
    pub has_han: bool,
}

/// What is known of the installed fonts.
#[derive(Clone, Debug, Default)]
pub struct Fonts {
    /// The families, sorted; `None` until they are listed.
    pub families: Option<Arc<[FontFamily]>>,
    /// The family that is ready.
    pub loaded: Option<Arc<LoadedFont>>,
    /// The family that was asked for last.
    pub(crate) asked: Option<FontName>,
    /// Whether the list was asked for.
    pub(crate) is_listing: bool,
}

impl Fonts {
    /// The family of a face, if it is ready.
    pub fn ready(&self, font: PageFont) -> Option<&Arc<LoadedFont>> {
        let name = font.installed()?;
        self.loaded.as_ref().filter(|loaded| loaded.name == name)
    }

    /// The face that can be drawn where this one is wanted.
    pub fn drawn(&self, font: PageFont) -> PageFont {
        let is_ready = font.installed().is_none() || self.ready(font).is_some();
        if is_ready { font } else { PageFont::default() }
    }

    /// What a face is called.
    pub fn name_of(&self, font: PageFont, language: Language) -> String {
        let Some(name) = font.installed() else {
            let bundled = match font {
                PageFont::Sans => crate::app::texts::BUNDLED_SANS,
                PageFont::Serif | PageFont::Installed(_) => crate::app::texts::BUNDLED_SERIF,
            };
            return bundled.get(language).to_owned();
        };
        let families = self.families.iter().flat_map(|families| families.iter());
        let family = families.into_iter().find(|family| family.name == name);
        family.map_or_else(|| name.as_str().to_owned(), |family| family.shown(language).to_owned())
    }
}
