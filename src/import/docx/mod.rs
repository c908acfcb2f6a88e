//! Documents of Word: paragraphs with their styles and numbers, lists, tables, links, notes, pictures; no drawings.

mod drawing;
mod numbering;
mod styles;
mod writer;

use std::collections::HashMap;

use crate::import::archive::Archive;
use crate::import::docx::drawing::Drawing;
use crate::import::docx::numbering::Numbering;
use crate::import::docx::styles::Styles;
use crate::import::docx::writer::Writer;
use crate::import::items;
use crate::import::named;
use crate::import::stated::Properties;
use crate::import::xml::{self, Element, Handler};
use crate::import::{Fault, ImportError, Parsed, Warning};

const DOCUMENT: &str = "word/document.xml";

/// Reads a document.
pub(super) fn read(bytes: &[u8], _: Option<&str>) -> Result<Parsed, ImportError> {
    parsed(bytes).map_err(ImportError::Faulty)
}

fn parsed(bytes: &[u8]) -> Result<Parsed, Fault> {
    let mut archive = Archive::open(bytes)?;
    let mut styles = Styles::default();
    let mut missing = told(&mut archive, "word/styles.xml", &mut styles)?;
    let mut numbering = Numbering::default();
    missing |= told(&mut archive, "word/numbering.xml", &mut numbering)?;
    let mut links = Links::default();
    missing |= told(&mut archive, "word/_rels/document.xml.rels", &mut links)?;
    let mut writer = Writer::new(&styles, &mut numbering, &links.outside);
    for (id, target) in &links.pictures {
        writer.builder.gallery.take(id, archive.part(target));
    }
    let document = archive.needed(DOCUMENT)?;
    if let Err(fault) = xml::read(&document, &mut writer) {
        // What stands before the break is worth more than a refusal.
        if fault != Fault::Damaged || !writer.has_text {
            return Err(fault);
        }
        missing = true;
    }
    writer.end_all();
    // The notes have relations of their own.
    writer.drawing = Drawing::without_relations();
    for part in ["word/footnotes.xml", "word/endnotes.xml"] {
        missing |= told(&mut archive, part, &mut writer)?;
        writer.end_all();
    }
    let mut properties = Properties::without_dates();
    // Of what is damaged there nothing of the text is lost.
    told(&mut archive, "docProps/core.xml", &mut properties).unwrap_or_default();
    let mut parsed = writer.builder.finish();
    properties.fields.tell(&mut parsed);
    named::lower_below_title(&mut parsed);
    items::lone_items_are_text(&mut parsed);
    parsed.warnings.extend(missing.then_some(Warning::Partly(Fault::PartMissing)));
    Ok(parsed)
}

/// Reads a part that a document may lack; says whether it is there and damaged.
fn told(archive: &mut Archive<'_>, name: &str, handler: &mut impl Handler) -> Result<bool, Fault> {
    match archive.part(name) {
        Ok(None) => Ok(false),
        Ok(Some(part)) => match xml::read(&part, handler) {
            Err(Fault::Damaged) => Ok(true),
            other => other.map(|()| false),
        },
        Err(Fault::Damaged) => Ok(true),
        Err(fault) => Err(fault),
    }
}

/// What the document names outside of its text.
#[derive(Default)]
struct Links {
    /// The addresses of links by their identity.
    outside: HashMap<String, String>,
    /// The identities of pictures with the parts that hold them, in order.
    pictures: Vec<(String, String)>,
}

impl Handler for Links {
    fn start(&mut self, name: &str, element: &Element<'_>) {
        let is_outside = element.get("TargetMode").is_some_and(|mode| mode == "External");
        if name != "Relationship" {
            return;
        }
        let pair = element.get("Id").zip(element.get("Target"));
        if is_outside {
            self.outside.extend(pair);
        } else if element.get("Type").is_some_and(|kind| kind.ends_with("/image")) {
            let part = |target: String| match target.strip_prefix('/') {
                Some(target) => target.to_owned(),
                None => format!("word/{}", target.trim_start_matches("./")),
            };
            self.pictures.extend(pair.map(|(id, target)| (id, part(target))));
        }
    }

    fn end(&mut self, _: &str) {}

    fn text(&mut self, _: &str) {}
}
