//! XML as documents hold it: bounded in depth, without entities of its own.

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::import::limits::MOST_XML_DEPTH;
use crate::import::{Fault, encoding};

/// What a parser of XML is told, in order.
pub(super) trait Handler {
    /// An element begins.
    fn start(&mut self, name: &str, element: &Element<'_>);
    /// An element ends.
    fn end(&mut self, name: &str);
    /// Text.
    fn text(&mut self, text: &str);
}

/// The start of an element.
pub(super) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// The value of an attribute, whatever prefix its name has.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let found = attributes.with_checks(false).flatten().find(|attribute| {
            let key = attribute.key.0;
            key.rsplit_once(':').map_or(key, |(_, local)| local) == name
        })?;
        Some(
            found
                .normalized_value(XmlVersion::Implicit1_0)
                .map_or_else(|_| found.value.to_string(), String::from),
        )
    }
}

/// Reads a part and tells `handler` of it; what came before a break is told all the same.
pub(super) fn read(bytes: &[u8], handler: &mut impl Handler) -> Result<(), Fault> {
    let decoded = encoding::decode(bytes, declared(bytes).as_deref())
        .or_else(|_| encoding::decode(bytes, None))
        .map_err(|_| Fault::Damaged)?;
    let mut reader = Reader::from_str(decoded.text.trim_start_matches('\u{FEFF}'));
    let mut depth = 0;
    loop {
        match reader.read_event().map_err(|_| Fault::Damaged)? {
            Event::Start(start) => {
                depth += 1;
                if depth > MOST_XML_DEPTH {
                    return Err(Fault::TooDeep);
                }
                let name = start.local_name().as_ref().to_owned();
                handler.start(&name, &Element(start));
            }
            Event::Empty(start) => {
                let name = start.local_name().as_ref().to_owned();
                handler.start(&name, &Element(start));
                handler.end(&name);
            }
            Event::End(end) => {
                depth -= 1;
                handler.end(end.local_name().as_ref());
            }
            Event::Text(text) => handler.text(&text),
            Event::CData(text) => handler.text(&text),
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().map_err(|_| Fault::Damaged)?;
                if let Some(c) = character {
                    handler.text(c.encode_utf8(&mut [0; 4]));
                } else {
                    let known = resolve_predefined_entity(&reference).ok_or(Fault::Entities)?;
                    handler.text(known);
                }
            }
            Event::DocType(declared) if declared.contains("<!ENTITY") => {
                return Err(Fault::Entities);
            }
            Event::Eof if depth > 0 => return Err(Fault::Damaged),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

/// The encoding that the first line declares, unless the bytes are UTF-8 or wider.
fn declared(bytes: &[u8]) -> Option<String> {
    const KEY: &str = "encoding=";
    if encoding::wide(bytes).is_some() || encoding::is_utf_8(bytes) {
        return None;
    }
    let head = String::from_utf8_lossy(bytes.get(..200).unwrap_or(bytes)).into_owned();
    let value = head.get(head.find(KEY)? + KEY.len()..)?.get(1..)?;
    value.split(['"', '\'']).next().map(str::to_owned)
}
