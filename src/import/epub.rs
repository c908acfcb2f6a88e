//! Electronic books, EPUB 2 and 3: the chapters in the order of the spine, each read as a page.

use std::collections::HashMap;

use crate::import::archive::Archive;
use crate::import::builder::Builder;
use crate::import::gallery::Gallery;
use crate::import::html::{self, Syntax};
use crate::import::stated::Properties;
use crate::import::xml::{self, Element, Handler};
use crate::import::{Fault, ImportError, Parsed, Warning, encoding, picture};
use crate::text::PicturePlace;

/// Reads a book.
pub(super) fn read(bytes: &[u8], _: Option<&str>) -> Result<Parsed, ImportError> {
    parsed(bytes).map_err(ImportError::Faulty)
}

fn parsed(bytes: &[u8]) -> Result<Parsed, Fault> {
    let mut archive = Archive::open(bytes)?;
    let locked = locked(&mut archive)?;
    let mut container = Container::default();
    xml::read(&archive.needed("META-INF/container.xml")?, &mut container)?;
    let package_name = inside("", &container.0.ok_or(Fault::Damaged)?)?;
    let mut package = Package::default();
    let written = archive.needed(&package_name)?;
    xml::read(&written, &mut package)?;
    let mut properties = Properties::default();
    xml::read(&written, &mut properties)?;
    let folder = package_name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut builder = Builder::default();
    let (mut n_read, mut n_missing) = (0, 0);
    for id in &package.spine {
        let Some(address) = package.pages.get(id) else { continue };
        let name = inside(folder, address)?;
        if locked.contains(&name) {
            return Err(Fault::Encrypted);
        }
        match archive.part(&name) {
            Ok(Some(page)) => {
                n_read += 1;
                let page = encoding::decode(&page, None).map_err(|_| Fault::Damaged)?;
                let cover = package.cover().filter(|_| n_read == 1);
                let cover = cover.and_then(|cover| inside(folder, cover).ok());
                let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
                let mut find = |gallery: &mut Gallery, address: &str| {
                    picture_of_page(&mut archive, gallery, folder, address, cover.as_deref())
                };
                html::write(&page.text, Syntax::Xhtml, &mut builder, &mut find);
            }
            Ok(None) | Err(Fault::Damaged) => n_missing += 1,
            Err(fault) => return Err(fault),
        }
    }
    if n_read == 0 {
        return Err(Fault::Damaged);
    }
    // The names of its pages are those of chapters.
    builder.name.clear();
    let mut parsed = builder.finish();
    properties.fields.tell(&mut parsed);
    parsed.warnings.extend((n_missing > 0).then_some(Warning::Partly(Fault::PartMissing)));
    Ok(parsed)
}

/// A picture of a page in `folder`. The cover on the first page is no part of the text.
fn picture_of_page(
    archive: &mut Archive<'_>,
    gallery: &mut Gallery,
    folder: &str,
    address: &str,
    cover: Option<&str>,
) -> Option<PicturePlace> {
    if let Some(bytes) = picture::bytes_of_address(address) {
        return Some(gallery.add(bytes));
    }
    // What leads out of the book is not looked for, and neither is what is locked or packed too tightly.
    let Ok(name) = inside(folder, address) else { return Some(PicturePlace::Elsewhere) };
    if cover == Some(name.as_str()) {
        return None;
    }
    if !gallery.knows(&name) {
        gallery.take(&name, archive.part(&name));
    }
    Some(gallery.named(&name))
}

/// The parts that rights management locks; fonts may be, for they are not read.
fn locked(archive: &mut Archive<'_>) -> Result<Vec<String>, Fault> {
    let mut locked = Locked::default();
    if let Some(part) = archive.part("META-INF/encryption.xml")? {
        xml::read(&part, &mut locked)?;
    }
    Ok(locked.0)
}

/// The name of the part that `address` means in `folder`; one that leads out of the book is refused.
fn inside(folder: &str, address: &str) -> Result<String, Fault> {
    let address = unescaped(address.split('#').next().unwrap_or_default());
    let is_foreign = address.starts_with('/') || address.contains([':', '\\', '\0']);
    if is_foreign {
        return Err(Fault::Escapes);
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop().ok_or(Fault::Escapes)?),
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}

/// An address without its `%XX`.
fn unescaped(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((byte, behind)) = rest.split_first() {
        let digits = behind.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let code = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        rest = behind;
        let code = code.filter(|_| *byte == b'%');
        bytes.push(code.unwrap_or(*byte));
        if code.is_some() {
            rest = behind.get(2..).unwrap_or_default();
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Where the package stands.
#[derive(Default)]
struct Container(Option<String>);

impl Handler for Container {
    fn start(&mut self, name: &str, element: &Element<'_>) {
        if name == "rootfile" && self.0.is_none() {
            self.0 = element.get("full-path");
        }
    }

    fn end(&mut self, _: &str) {}

    fn text(&mut self, _: &str) {}
}

#[derive(Default)]
struct Package {
    /// The addresses of the pages by their identity.
    pages: HashMap<String, String>,
    /// Identities in the order of reading.
    spine: Vec<String>,
    /// The addresses of the pictures by their identity.
    pictures: HashMap<String, String>,
    /// The identity of the one that is the cover.
    cover: Option<String>,
}

impl Package {
    /// The address of the cover.
    fn cover(&self) -> Option<&str> {
        self.pictures.get(self.cover.as_ref()?).map(String::as_str)
    }
}

impl Handler for Package {
    fn start(&mut self, name: &str, element: &Element<'_>) {
        match name {
            "item" => {
                let kind = element.get("media-type").unwrap_or_default();
                let properties = element.get("properties").unwrap_or_default();
                let has_property = |name| properties.split(' ').any(|one| one == name);
                let is_contents = has_property("nav");
                let pair = element.get("id").zip(element.get("href"));
                if kind.contains("html") && !is_contents {
                    self.pages.extend(pair);
                } else if kind.starts_with("image/") {
                    if has_property("cover-image") {
                        self.cover = element.get("id");
                    }
                    self.pictures.extend(pair);
                }
            }
            "meta" if element.get("name").as_deref() == Some("cover") => {
                self.cover = element.get("content").or(self.cover.take());
            }
            "itemref" => self.spine.extend(element.get("idref")),
            _ => {}
        }
    }

    fn end(&mut self, _: &str) {}

    fn text(&mut self, _: &str) {}
}

/// The names of the parts that are locked.
#[derive(Default)]
struct Locked(Vec<String>);

impl Handler for Locked {
    fn start(&mut self, name: &str, element: &Element<'_>) {
        if name == "CipherReference" {
            self.0.extend(element.get("URI").map(|address| unescaped(&address)));
        }
    }

    fn end(&mut self, _: &str) {}

    fn text(&mut self, _: &str) {}
}
