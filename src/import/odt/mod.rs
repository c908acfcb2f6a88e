//! Text documents of `OpenDocument`: headings, numbers, lists, tables, notes, readings, links, pictures, formulas; no drawings.

mod formula;
mod frame;
mod lists;
mod styles;
mod writer;

use std::borrow::Cow;

use crate::import::archive::Archive;
use crate::import::items;
use crate::import::named;
use crate::import::odt::styles::Styles;
use crate::import::odt::writer::Writer;
use crate::import::xml;
use crate::import::{Fault, ImportError, Parsed, Warning};

/// Reads a document, packed or as one file.
pub(super) fn read(bytes: &[u8], _: Option<&str>) -> Result<Parsed, ImportError> {
    parsed(bytes).map_err(ImportError::Faulty)
}

fn parsed(bytes: &[u8]) -> Result<Parsed, Fault> {
    if !crate::import::archive::is_archive(bytes) {
        return written(bytes, Writer::new(Styles::default()));
    }
    let mut archive = Archive::open(bytes)?;
    if is_locked(&mut archive)? {
        return Err(Fault::Encrypted);
    }
    let mut styles = Styles::default();
    let is_missing = match archive.part("styles.xml") {
        Ok(Some(part)) => match xml::read(&part, &mut styles) {
            Err(Fault::Damaged) => true,
            other => other.map(|()| false)?,
        },
        Ok(None) => false,
        Err(Fault::Damaged) => true,
        Err(fault) => return Err(fault),
    };
    let mut writer = Writer::new(styles);
    let is_picture = |name: &str| name.starts_with("Pictures/") || name.starts_with("media/");
    let names: Vec<String> =
        archive.names().filter(|name| is_picture(name)).map(Cow::into_owned).collect();
    for name in names {
        let found = archive.part(&name);
        writer.builder.gallery.take(&name, found);
    }
    writer.formulas = formula::formulas(&mut archive);
    let mut parsed = written(&archive.needed("content.xml")?, writer)?;
    let is_said = !parsed.warnings.is_empty();
    parsed.warnings.extend((is_missing && !is_said).then_some(Warning::Partly(Fault::PartMissing)));
    Ok(parsed)
}

/// Whether a password locks the parts.
fn is_locked(archive: &mut Archive<'_>) -> Result<bool, Fault> {
    let manifest = archive.part("META-INF/manifest.xml")?.unwrap_or_default();
    Ok(memchr::memmem::find(&manifest, b"encryption-data").is_some())
}

/// The text of the content, whose own styles come before it.
fn written(content: &[u8], mut writer: Writer) -> Result<Parsed, Fault> {
    let is_cut = match xml::read(content, &mut writer) {
        // What stands before the break is worth more than a refusal.
        Err(Fault::Damaged) if writer.has_text => true,
        other => other.map(|()| false)?,
    };
    let mut parsed = writer.finish();
    named::lower_below_title(&mut parsed);
    items::lone_items_are_text(&mut parsed);
    parsed.warnings.extend(is_cut.then_some(Warning::Partly(Fault::PartMissing)));
    Ok(parsed)
}
