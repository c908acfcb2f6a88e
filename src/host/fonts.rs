//! The fonts that are installed on this computer: listed by family, and read.
//!
//! Every call looks at the disk anew and may take a second; no frame calls it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use fontdb::{Database, FaceInfo, Language, Source, Stretch, Style};

use crate::app::{FontFamily, FontName, LoadedFont};
use crate::typeset::FontFile;
use crate::typeset::metrics::Widths;

/// The weights of regular and bold faces.
const REGULAR: u16 = 400;
const BOLD: u16 = 700;
/// The lightest face that is bold beside a regular one.
const LEAST_BOLD: u16 = 600;
/// A character that every Chinese font has.
const COMMON_HAN: char = '的';

/// All families, those with a Chinese name first.
pub fn families() -> Vec<FontFamily> {
    let mut database = Database::new();
    database.load_system_fonts();
    families_of(&database)
}

/// Reads the family called `name`, if it is installed and a font.
pub fn load(name: FontName) -> Option<LoadedFont> {
    let mut database = Database::new();
    database.load_system_fonts();
    load_from(&database, name)
}

/// The same where the fonts of a folder are those that are installed.
pub fn load_in(folder: &Path, name: FontName) -> Option<LoadedFont> {
    let mut database = Database::new();
    database.load_fonts_dir(folder);
    load_from(&database, name)
}

/// The families of a folder.
pub fn families_in(folder: &Path) -> Vec<FontFamily> {
    let mut database = Database::new();
    database.load_fonts_dir(folder);
    families_of(&database)
}

fn families_of(database: &Database) -> Vec<FontFamily> {
    let mut found: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    for face in database.faces() {
        // A name that begins with a dot is the system's own.
        let Some((name, _)) = face.families.first().filter(|(name, _)| !name.starts_with('.'))
        else {
            continue;
        };
        let chinese = face.families.iter().find(|(_, language)| is_chinese(*language));
        let known = found.entry(name).or_default();
        *known = known.or(chinese.map(|(name, _)| name.as_str()));
    }
    let family = |(name, chinese): (&str, Option<&str>)| {
        Some(FontFamily { name: FontName::new(name)?, chinese: chinese.map(str::to_owned) })
    };
    let mut families: Vec<FontFamily> = found.into_iter().filter_map(family).collect();
    families.sort_by_key(|family| family.chinese.is_none());
    families
}

fn is_chinese(language: Language) -> bool {
    language.primary_language() == "Chinese"
}

fn load_from(database: &Database, name: FontName) -> Option<LoadedFont> {
    let is_called = |face: &&FaceInfo| face.families.iter().any(|(own, _)| own == name.as_str());
    let faces: Vec<&FaceInfo> = database.faces().filter(is_called).collect();
    let regular = read(nearest(&faces, REGULAR)?, REGULAR)?;
    let heavy: Vec<&FaceInfo> =
        faces.iter().copied().filter(|face| face.weight.0 >= LEAST_BOLD).collect();
    let bold = if regular.has_weights() {
        Some(FontFile { weight: BOLD, ..regular.clone() })
    } else {
        nearest(&heavy, BOLD).and_then(|face| read(face, BOLD))
    };
    let widths = Widths::of_files(&regular, bold.as_ref())?;
    let has_han = widths.regular.advance(COMMON_HAN).is_some();
    Some(LoadedFont { name, regular, bold, widths, has_han })
}

/// The upright face of usual width whose weight is nearest.
fn nearest<'a>(faces: &[&'a FaceInfo], weight: u16) -> Option<&'a FaceInfo> {
    let oddness = |face: &&FaceInfo| {
        let is_upright = face.style == Style::Normal;
        let is_usual = face.stretch == Stretch::Normal;
        (!is_upright, !is_usual, face.weight.0.abs_diff(weight))
    };
    faces.iter().copied().min_by_key(oddness)
}

fn read(face: &FaceInfo, weight: u16) -> Option<FontFile> {
    let (Source::File(path) | Source::SharedFile(path, _)) = &face.source else { return None };
    let bytes = std::fs::read(path).ok()?;
    Some(FontFile { bytes: Arc::new(bytes), index: face.index, weight })
}
