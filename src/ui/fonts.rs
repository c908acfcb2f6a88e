//! The faces of the window: the bundled ones first, so that lines are the same on every machine.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily, FontTweak};

use crate::typeset::bundled;

/// The page's face.
pub const PAGE: &str = "page";
/// The page's bold face.
pub const PAGE_BOLD: &str = "page-bold";
/// The bold face of headings and the interface; its regular is egui's proportional family.
pub const SANS_BOLD: &str = "sans-bold";
/// The icons.
pub const ICONS: &str = "icons";

/// A family by one of the names above.
pub fn family(name: &'static str) -> FontFamily {
    FontFamily::Name(name.into())
}

/// The bundled faces, with egui's own behind them for what they lack.
pub fn definitions() -> FontDefinitions {
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
    let fallbacks = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let chain = |first: &[&str]| -> Vec<String> {
        first.iter().map(|name| (*name).to_owned()).chain(fallbacks.iter().cloned()).collect()
    };
    fonts.families.insert(FontFamily::Proportional, chain(&["sans"]));
    fonts.families.insert(family(PAGE), chain(&["serif", "sans"]));
    fonts.families.insert(family(PAGE_BOLD), chain(&["serif-bold", "sans-bold-face"]));
    fonts.families.insert(family(SANS_BOLD), chain(&["sans-bold-face", "sans"]));
    fonts.families.insert(family(ICONS), chain(&["icon-face"]));
    let monospace = fonts.families.entry(FontFamily::Monospace).or_default();
    monospace.push("sans".to_owned());
    fonts
}
