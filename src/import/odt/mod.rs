//! Text documents of `OpenDocument`: headings, numbers, lists, tables, notes, readings, links, pictures, formulas; no
//! drawings.

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
use crate::import::stated::Properties;
use crate::import::xml;
use crate::import::{Fault, ImportError, Parsed, Warning};

/// Reads a document, packed or as one file.
pub(super) fn read(bytes: &[u8], _: Option<&str>) -> Result<Parsed, ImportError> {
    parsed(bytes).map_err(ImportError::Faulty)
}

fn parsed(bytes: &[u8]) -> Result<Parsed, Fault> {
    if !crate::import::archive::is_archive(bytes) {
        return written(bytes, Writer::new(Styles::default()))
            .map(|parsed| with_properties(parsed, bytes));
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
    let is_object = |name: &str| name.ends_with("/content.xml");
    let names: Vec<String> =
        archive.names().filter(|name| is_object(name)).map(Cow::into_owned).collect();
    for name in names {
        let signs = archive.part(&name).ok().flatten().and_then(|part| formula::signs(&part));
        let folder = name.trim_end_matches("/content.xml").to_owned();
        writer.formulas.extend(signs.map(|signs| (folder, signs)));
    }
    let mut parsed = written(&archive.needed("content.xml")?, writer)?;
    if let Ok(Some(meta)) = archive.part("meta.xml") {
        parsed = with_properties(parsed, &meta);
    }
    let is_said = !parsed.warnings.is_empty();
    parsed.warnings.extend((is_missing && !is_said).then_some(Warning::Partly(Fault::PartMissing)));
    Ok(parsed)
}

/// A text with what the part of the file says of it that is for that; when the file was made is not when the text was
/// published.
fn with_properties(mut parsed: Parsed, bytes: &[u8]) -> Parsed {
    const END: &[u8] = b"</office:meta>";
    let end = memchr::memmem::find(bytes, END).map_or(0, |at| at + END.len());
    let mut properties = Properties::without_dates();
    // What stands behind is not read, and the file for that not ended.
    xml::read(bytes.get(..end).unwrap_or_default(), &mut properties).unwrap_or_default();
    properties.fields.tell(&mut parsed);
    parsed
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
