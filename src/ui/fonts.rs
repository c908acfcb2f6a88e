//! The faces of the window: the bundled ones first, so that lines are the same on every machine.

use std::sync::Arc;

use egui::epaint::text::VariationCoords;
use egui::{FontData, FontDefinitions, FontFamily, FontTweak};

use crate::app::{LoadedFont, PageFont, State};
use crate::typeset::{FontFile, WEIGHT_AXIS, bundled};

/// The page's face.
pub const PAGE: &str = "page";
/// The page's bold face.
pub const PAGE_BOLD: &str = "page-bold";
/// The face of marks that Chinese shares with other scripts, where the page's has no Chinese.
pub const PAGE_MARKS: &str = "page-marks";
/// The bold face of headings and the interface; its regular is egui's proportional family.
pub const SANS_BOLD: &str = "sans-bold";
/// The icons.
pub const ICONS: &str = "icons";

/// A family by one of the names above.
pub fn family(name: &'static str) -> FontFamily {
    FontFamily::Name(name.into())
}

/// The faces of the page.
#[derive(Clone, Debug, PartialEq)]
pub enum PageFaces {
    /// The bundled 宋体.
    Serif,
    /// The bundled 黑体.
    Sans,
    /// An installed family, before the bundled ones.
    Installed(Arc<LoadedFont>),
}

impl PageFaces {
    /// The faces of the page as it can be drawn now.
    pub fn new(state: &State) -> Self {
        let font = state.page_look().font;
        match (font, state.fonts.ready(font)) {
            (_, Some(loaded)) => Self::Installed(Arc::clone(loaded)),
            (PageFont::Sans, None) => Self::Sans,
            (PageFont::Serif | PageFont::Installed(_), None) => Self::Serif,
        }
    }
}

/// The bundled faces and those of the page, with egui's own behind them for what they lack.
pub fn definitions(page: &PageFaces) -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let faces = [
        ("serif", bundled::PAGE),
        ("serif-bold", bundled::PAGE_BOLD),
        ("sans", bundled::SANS),
        ("sans-bold-face", bundled::SANS_BOLD),
        ("icon-face", bundled::ICONS),
    ];
    for (name, bytes) in faces {
        // Hinting costs three times the work for a Chinese glyph and gains nothing at these sizes.
        let tweak = FontTweak { hinting: Some(false), ..FontTweak::default() };
        fonts
            .font_data
            .insert(name.to_owned(), Arc::new(FontData::from_static(bytes).tweak(tweak)));
    }
    if let PageFaces::Installed(loaded) = page {
        insert_installed(&mut fonts, loaded);
    }
    let fallbacks = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let chain = |first: &[&str]| -> Vec<String> {
        first.iter().map(|name| (*name).to_owned()).chain(fallbacks.iter().cloned()).collect()
    };
    fonts.families.insert(FontFamily::Proportional, chain(&["sans"]));
    let (text, strong): (&[&str], &[&str]) = match page {
        PageFaces::Sans => (&["sans", "serif"], &["sans-bold-face", "serif-bold"]),
        PageFaces::Serif => (&["serif", "sans"], &["serif-bold", "sans-bold-face"]),
        PageFaces::Installed(loaded) => installed_chains(loaded),
    };
    fonts.families.insert(family(PAGE), chain(text));
    fonts.families.insert(family(PAGE_BOLD), chain(strong));
    fonts.families.insert(family(PAGE_MARKS), chain(&["serif", "sans"]));
    fonts.families.insert(family(SANS_BOLD), chain(&["sans-bold-face", "sans"]));
    fonts.families.insert(family(ICONS), chain(&["icon-face"]));
    let monospace = fonts.families.entry(FontFamily::Monospace).or_default();
    monospace.push("sans".to_owned());
    fonts
}

/// An installed family has the bundled faces behind it. Without a bold of its own its strong words are in 黑体, as
/// books in 楷体 or 仿宋 have them.
const fn installed_chains(
    loaded: &LoadedFont,
) -> (&'static [&'static str], &'static [&'static str]) {
    let strong: &[&str] = if loaded.bold.is_some() {
        &["installed-bold", "serif-bold", "sans-bold-face"]
    } else {
        &["sans-bold-face", "serif-bold"]
    };
    (&["installed", "serif", "sans"], strong)
}

fn insert_installed(fonts: &mut FontDefinitions, loaded: &LoadedFont) {
    let mut insert = |name: &str, file: &FontFile| {
        let mut tweak = FontTweak { hinting: Some(false), ..FontTweak::default() };
        if file.has_weights() {
            tweak.coords = VariationCoords::new([(WEIGHT_AXIS, f32::from(file.weight))]);
        }
        let data = FontData::from_blob(Arc::clone(&file.bytes) as _, file.index).tweak(tweak);
        fonts.font_data.insert(name.to_owned(), Arc::new(data));
    };
    insert("installed", &loaded.regular);
    if let Some(bold) = &loaded.bold {
        insert("installed-bold", bold);
    }
}
