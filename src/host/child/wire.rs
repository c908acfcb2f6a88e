//! What goes through the pipes: a line of JSON, then bytes as they are.
//!
//! An answer is checked like any foreign data: spans must lie on the text, names must be known.

use encoding_rs::Encoding;
use serde::{Deserialize, Serialize};

use crate::import::{FORMATS, Fault, ImportError, Imported, Picture, Warning};
use crate::text::{ColumnSide, Hint, HintKind, PagePart, PicturePlace, Source, Span, Stated, Text};

/// What is asked.
#[derive(Serialize, Deserialize)]
pub(super) struct Request {
    pub(super) name: String,
    pub(super) encoding: Option<String>,
    /// Whether pictures are unpacked that may hurt.
    pub(super) takes_all: bool,
}

#[derive(Serialize, Deserialize)]
enum Answer {
    Imported(Header),
    Fault(usize),
    UnknownEncoding(String),
    TooLarge,
    NotADocument(usize),
}

#[derive(Serialize, Deserialize)]
struct Header {
    format: String,
    encoding: String,
    confidence: u8,
    sample: Vec<u8>,
    hints: Vec<(usize, usize, Kind)>,
    undecodable: usize,
    is_empty: bool,
    faults: Vec<usize>,
    /// How many bytes the text has; behind it stand those of the pictures.
    n_text_bytes: usize,
    /// Of each picture its bytes, its width, its height.
    pictures: Vec<(usize, u32, u32)>,
}

#[derive(Serialize, Deserialize)]
enum Kind {
    Heading(u8),
    ListItem,
    Quote,
    Code,
    Strong,
    Emphasis,
    Link(String),
    Verse,
    Rule,
    Table(usize),
    Picture(Option<u32>),
    Caption,
    Markup,
    Replaced(String),
    Part(usize),
    Name(String),
    Stated(usize, String),
}

/// A line of JSON with what follows it.
fn joined(line: &impl Serialize, rest: &[u8]) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(line).unwrap_or_default();
    bytes.push(b'\n');
    bytes.extend_from_slice(rest);
    bytes
}

fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = memchr::memchr(b'\n', bytes)?;
    Some((bytes.get(..end)?, bytes.get(end + 1..)?))
}

pub(super) fn request(line: &Request, bytes: &[u8]) -> Vec<u8> {
    joined(line, bytes)
}

pub(super) fn read_request(request: &[u8]) -> Option<(Request, &[u8])> {
    let (line, bytes) = split(request)?;
    Some((serde_json::from_slice(line).ok()?, bytes))
}

pub(super) fn answer(imported: &Result<Imported, ImportError>) -> Vec<u8> {
    match imported {
        Ok(imported) => {
            let header = Answer::Imported(header(imported));
            let mut answer = joined(&header, imported.text.as_str().as_bytes());
            imported.pictures.iter().for_each(|picture| answer.extend_from_slice(&picture.bytes));
            answer
        }
        Err(error) => joined(&refusal(error), &[]),
    }
}

fn refusal(error: &ImportError) -> Answer {
    match error {
        ImportError::Faulty(fault) => Answer::Fault(number(&Fault::ALL, fault)),
        ImportError::UnknownEncoding(name) => Answer::UnknownEncoding(name.clone()),
        ImportError::TooLarge => Answer::TooLarge,
        ImportError::NotADocument(kind) => {
            let known = crate::import::foreign_kinds().position(|known| known == *kind);
            known.map_or(Answer::Fault(number(&Fault::ALL, &Fault::Damaged)), Answer::NotADocument)
        }
    }
}

/// The place of one among all of its kind, by which it is sent.
fn number<T: PartialEq>(all: &[T], one: &T) -> usize {
    all.iter().position(|other| other == one).unwrap_or_default()
}

fn header(imported: &Imported) -> Header {
    let mut header = Header {
        format: imported.format.info().id.to_owned(),
        encoding: imported.encoding.to_owned(),
        confidence: imported.confidence,
        sample: imported.sample.clone(),
        hints: imported.hints.iter().map(sent).collect(),
        undecodable: 0,
        is_empty: false,
        faults: Vec::new(),
        n_text_bytes: imported.text.as_str().len(),
        pictures: imported
            .pictures
            .iter()
            .map(|picture| (picture.bytes.len(), picture.width, picture.height))
            .collect(),
    };
    for warning in &imported.warnings {
        match warning {
            Warning::Empty => header.is_empty = true,
            Warning::Undecodable(count) => header.undecodable = *count,
            Warning::Partly(fault) => header.faults.push(number(&Fault::ALL, fault)),
        }
    }
    header
}

fn sent(hint: &Hint<Source>) -> (usize, usize, Kind) {
    let kind = match &hint.kind {
        HintKind::Heading(level) => Kind::Heading(*level),
        HintKind::ListItem => Kind::ListItem,
        HintKind::Quote => Kind::Quote,
        HintKind::Code => Kind::Code,
        HintKind::Strong => Kind::Strong,
        HintKind::Emphasis => Kind::Emphasis,
        HintKind::Link(address) => Kind::Link(address.clone()),
        HintKind::Verse => Kind::Verse,
        HintKind::Rule => Kind::Rule,
        HintKind::Table(columns) => Kind::Table(columns.len()),
        HintKind::Picture(PicturePlace::Inside(number)) => Kind::Picture(Some(*number)),
        HintKind::Picture(PicturePlace::Elsewhere) => Kind::Picture(None),
        HintKind::Caption => Kind::Caption,
        HintKind::Markup => Kind::Markup,
        HintKind::Replaced(with) => Kind::Replaced(with.clone()),
        HintKind::Part(part) => Kind::Part(number(&PagePart::ALL, part)),
        HintKind::Name(name) => Kind::Name(name.clone()),
        HintKind::Stated(field, value) => Kind::Stated(number(&Stated::ALL, field), value.clone()),
    };
    (hint.span.start.index(), hint.span.end.index(), kind)
}

fn received(kind: Kind) -> HintKind {
    match kind {
        Kind::Heading(level) => HintKind::Heading(level.clamp(1, 9)),
        Kind::ListItem => HintKind::ListItem,
        Kind::Quote => HintKind::Quote,
        Kind::Code => HintKind::Code,
        Kind::Strong => HintKind::Strong,
        Kind::Emphasis => HintKind::Emphasis,
        Kind::Link(address) => HintKind::Link(address),
        Kind::Verse => HintKind::Verse,
        Kind::Rule => HintKind::Rule,
        // No parser that runs here knows how a column stands.
        Kind::Table(n) => HintKind::Table(vec![ColumnSide::Left; n.min(MOST_COLUMNS)]),
        Kind::Picture(number) => {
            HintKind::Picture(number.map_or(PicturePlace::Elsewhere, PicturePlace::Inside))
        }
        Kind::Caption => HintKind::Caption,
        Kind::Markup => HintKind::Markup,
        Kind::Replaced(with) => HintKind::Replaced(with),
        Kind::Part(number) => {
            HintKind::Part(PagePart::ALL.get(number).copied().unwrap_or_default())
        }
        Kind::Name(name) => HintKind::Name(name),
        Kind::Stated(field, value) => {
            let field = Stated::ALL.get(field).copied().unwrap_or(Stated::Source);
            HintKind::Stated(field, value)
        }
    }
}

/// Most columns of a table that an answer can name.
const MOST_COLUMNS: usize = 10_000;

/// What an answer says; nothing if it is none.
pub(super) fn read_answer(bytes: &[u8]) -> Option<Result<Imported, ImportError>> {
    let (line, text) = split(bytes)?;
    let fault = |index: usize| Fault::ALL.get(index).copied();
    Some(match serde_json::from_slice(line).ok()? {
        Answer::Imported(header) => Ok(imported(header, text)?),
        Answer::Fault(index) => Err(ImportError::Faulty(fault(index)?)),
        Answer::UnknownEncoding(name) => Err(ImportError::UnknownEncoding(name)),
        Answer::TooLarge => Err(ImportError::TooLarge),
        Answer::NotADocument(index) => {
            Err(ImportError::NotADocument(crate::import::foreign_kinds().nth(index)?))
        }
    })
}

/// The pictures of an answer, whose bytes are all of `bytes`.
fn pictures(sizes: &[(usize, u32, u32)], mut bytes: &[u8]) -> Option<Vec<Picture>> {
    let mut picture = |(n_bytes, width, height): &(usize, u32, u32)| {
        let (own, rest) = bytes.split_at_checked(*n_bytes)?;
        bytes = rest;
        Picture::checked(own.to_vec(), *width, *height).ok()
    };
    sizes.iter().map(&mut picture).collect()
}

fn imported(header: Header, rest: &[u8]) -> Option<Imported> {
    let (text, rest) = rest.split_at_checked(header.n_text_bytes)?;
    let text = std::str::from_utf8(text).ok()?;
    let pictures = pictures(&header.pictures, rest)?;
    let hint = |(start, end, kind): (usize, usize, Kind)| {
        text.get(start..end)?;
        let is_known = match kind {
            Kind::Picture(Some(number)) => (number as usize) < pictures.len(),
            _ => true,
        };
        if !is_known {
            return None;
        }
        Some(Hint { span: Span::new(start, end), kind: received(kind) })
    };
    let mut warnings = Vec::new();
    warnings.extend(header.is_empty.then_some(Warning::Empty));
    warnings.extend((header.undecodable > 0).then_some(Warning::Undecodable(header.undecodable)));
    for index in header.faults {
        warnings.push(Warning::Partly(*Fault::ALL.get(index)?));
    }
    Some(Imported {
        format: FORMATS.iter().find(|info| info.id == header.format)?.format,
        encoding: encoding_name(&header.encoding)?,
        confidence: header.confidence,
        is_chosen: false,
        sample: header.sample,
        hints: header.hints.into_iter().map(hint).collect::<Option<_>>()?,
        pictures,
        text: Text::new(text.to_owned()),
        warnings,
    })
}

fn encoding_name(name: &str) -> Option<&'static str> {
    match name {
        "UTF-32LE" => Some("UTF-32LE"),
        "UTF-32BE" => Some("UTF-32BE"),
        _ => Encoding::for_label(name.as_bytes()).map(Encoding::name),
    }
}
