//! Row 1: bytes in, text out. No file system; odd input gives warnings, not errors.

mod archive;
mod builder;
pub mod confidence;
mod counting;
mod damaged;
mod detect;
mod docx;
mod encoding;
mod epub;
mod fault;
mod fb2;
mod front;
mod gallery;
mod html;
mod items;
pub mod limits;
mod markdown;
mod named;
mod odt;
mod pdf;
mod picture;
mod rtf;
mod subtitles;
mod xml;

use std::borrow::Cow;

pub use fault::Fault;
pub use picture::{Picture, Pixels};

use crate::import::encoding::Decoded;
use crate::text::{Alone, Bilingual, Hint, Source, Text, Workers};

/// A format that documents come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text in any encoding.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// A document of Word since 2007.
    Docx,
    /// A text document of `OpenDocument`, as `LibreOffice` writes it.
    Odt,
    /// Rich text.
    Rtf,
    /// An electronic book.
    Epub,
    /// An electronic book as one XML file, `FictionBook`.
    Fb2,
    /// Pages as they are printed.
    Pdf,
    /// Subtitles, `SubRip` or `WebVTT`.
    Subtitles,
}

impl Format {
    /// Whether its files are text in some encoding, which a person may have to choose.
    pub const fn has_encoding(self) -> bool {
        matches!(self, Self::Text | Self::Markdown | Self::Html | Self::Subtitles)
    }

    /// Its name.
    pub fn name(self) -> Bilingual {
        let known = FORMATS.iter().find(|known| known.format == self);
        known.map_or(Bilingual::new("", ""), |known| known.name)
    }
}

/// What is known of a format.
#[derive(Clone, Copy, Debug)]
pub struct FormatInfo {
    /// The format.
    pub format: Format,
    /// Its name on the command line and in files; never changed.
    pub id: &'static str,
    /// Its name.
    pub name: Bilingual,
    /// The ends of its file names, in lower case, without the dot.
    pub extensions: &'static [&'static str],
    reader: Reader,
}

/// What a format says of a text, and the pictures that it holds.
type Told = (Vec<Hint<Source>>, Vec<Picture>);

/// How a format is read.
#[derive(Clone, Copy, Debug)]
enum Reader {
    /// The source is the decoded file; the format says what stretches of it are.
    Decoded(fn(&str, &dyn Workers) -> Told),
    /// The source is what the parser takes out of the file, given the encoding that was asked for.
    Parsed(fn(&[u8], Option<&str>) -> Result<Parsed, ImportError>),
    /// The same, of a format whose parts can be read at once.
    ParsedInParts(fn(&[u8], Pictures, &dyn Workers) -> Result<Parsed, ImportError>),
}

/// Which pictures of a file are unpacked; those that are not are frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pictures {
    /// All, also those whose bytes do not say how much time and memory they take: only in a process that may die.
    All,
    /// Only those that cannot hurt.
    Harmless,
}

/// What a parser takes out of a file.
struct Parsed {
    /// The file's encoding where it has one; the text is what was taken out of it.
    decoded: Decoded,
    hints: Vec<Hint<Source>>,
    /// The pictures that the hints name.
    pictures: Vec<Picture>,
    warnings: Vec<Warning>,
}

/// All formats that can be read; a file that none claims is read as plain text.
pub const FORMATS: &[FormatInfo] = &[
    FormatInfo {
        format: Format::Text,
        id: "text",
        name: Bilingual::new("纯文本", "Plain text"),
        extensions: &["txt", "text", "log"],
        reader: Reader::Decoded(front::text_hints),
    },
    FormatInfo {
        format: Format::Markdown,
        id: "markdown",
        name: Bilingual::new("Markdown", "Markdown"),
        extensions: &["md", "markdown", "mdown", "mkd"],
        reader: Reader::Decoded(markdown::hints),
    },
    FormatInfo {
        format: Format::Html,
        id: "html",
        name: Bilingual::new("网页", "Web page"),
        extensions: &["html", "htm", "xhtml", "xht", "shtml"],
        reader: Reader::Parsed(html::read),
    },
    FormatInfo {
        format: Format::Docx,
        id: "docx",
        name: Bilingual::new("Word", "Word"),
        extensions: &["docx", "docm", "dotx", "dotm"],
        reader: Reader::Parsed(docx::read),
    },
    FormatInfo {
        format: Format::Odt,
        id: "odt",
        name: Bilingual::new("OpenDocument", "OpenDocument"),
        extensions: &["odt", "ott", "fodt"],
        reader: Reader::Parsed(odt::read),
    },
    FormatInfo {
        format: Format::Rtf,
        id: "rtf",
        name: Bilingual::new("富文本 RTF", "Rich text"),
        extensions: &["rtf"],
        reader: Reader::Parsed(rtf::read),
    },
    FormatInfo {
        format: Format::Epub,
        id: "epub",
        name: Bilingual::new("EPUB", "EPUB"),
        extensions: &["epub"],
        reader: Reader::Parsed(epub::read),
    },
    FormatInfo {
        format: Format::Fb2,
        id: "fb2",
        name: Bilingual::new("FictionBook", "FictionBook"),
        extensions: &["fb2"],
        reader: Reader::Parsed(fb2::read),
    },
    FormatInfo {
        format: Format::Pdf,
        id: "pdf",
        name: Bilingual::new("PDF", "PDF"),
        extensions: &["pdf"],
        reader: Reader::ParsedInParts(pdf::read),
    },
    FormatInfo {
        format: Format::Subtitles,
        id: "subtitles",
        name: Bilingual::new("字幕", "Subtitles"),
        extensions: &["srt", "vtt"],
        reader: Reader::Parsed(subtitles::read),
    },
];

impl Format {
    /// What is known of it.
    pub fn info(self) -> &'static FormatInfo {
        let info = FORMATS.iter().find(|info| info.format == self);
        info.expect("every format has its line in the list, as a test shows")
    }
}

/// A file as text, with what its format says of it.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The format it was read as.
    pub format: Format,
    /// WHATWG name of the encoding of the bytes.
    pub encoding: &'static str,
    /// How sure that is, in percent.
    pub confidence: u8,
    /// Whether the reader chose it.
    pub is_chosen: bool,
    /// Its first bytes that are more than ASCII, to be shown in other encodings.
    pub sample: Vec<u8>,
    /// The decoded file.
    pub text: Text<Source>,
    /// What the format says of stretches of it, in order of their start.
    pub hints: Vec<Hint<Source>>,
    /// The pictures that it holds, in the order in which they are met.
    pub pictures: Vec<Picture>,
    /// What was odd.
    pub warnings: Vec<Warning>,
}

/// Something odd that did not keep the file from being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The file holds no text.
    Empty,
    /// This many places could not be decoded and show U+FFFD.
    Undecodable(usize),
    /// Only a part of the file is shown, for this reason.
    Partly(Fault),
}

/// Why there is nothing to show.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// The bytes are something else than a document that can be read.
    #[error("{}", .0.en)]
    NotADocument(Bilingual),
    /// No encoding has this name.
    #[error("no encoding is called {0}")]
    UnknownEncoding(String),
    /// Larger than [`MOST_BYTES`].
    #[error("larger than 1 GB")]
    TooLarge,
    /// It is of a format that is read, but cannot be.
    #[error("{}", .0.sentence().en)]
    Faulty(Fault),
}

/// The largest file that is read, in bytes.
pub const MOST_BYTES: u64 = 1 << 30;

/// What files are that are no documents to read: the sentences of [`ImportError::NotADocument`].
pub fn foreign_kinds() -> impl Iterator<Item = Bilingual> {
    archive::other_kinds().chain(detect::kinds())
}

/// Whether a pasted text is the source of a page.
pub fn is_markup(text: &str) -> bool {
    detect::is_markup(text)
}

/// Whether reading the file means more than decoding it: such a parser belongs in a process of its own.
pub fn is_parsed(name: &str, bytes: &[u8]) -> bool {
    detect::foreign(name, bytes).is_none()
        && (archive::is_archive(bytes)
            || !matches!(detect::format(name, bytes).info().reader, Reader::Decoded(_)))
}

/// A plain file's text, in whatever encoding it is; for lists and tables that are no documents.
pub fn text_of(bytes: &[u8]) -> String {
    encoding::decode(bytes, None).map(|decoded| decoded.text).unwrap_or_default()
}

/// Reads a file's bytes; `name` is its file name, `encoding` a WHATWG label that overrides the
/// detection. Bytes that are given away become the text where they can: a long one is not copied. Of pictures only
/// the harmless ones are unpacked.
pub fn import<'a>(
    name: &str,
    bytes: impl Into<Cow<'a, [u8]>>,
    encoding: Option<&str>,
) -> Result<Imported, ImportError> {
    import_by(name, bytes, encoding, Pictures::Harmless, &Alone)
}

/// Whether a file holds pictures that are not harmless.
pub fn may_hurt(bytes: &[u8]) -> bool {
    pdf::may_hurt(bytes)
}

/// The same, what can be read at once being read by `workers`; what is read does not depend on them.
pub fn import_by<'a>(
    name: &str,
    bytes: impl Into<Cow<'a, [u8]>>,
    encoding: Option<&str>,
    pictures: Pictures,
    workers: &dyn Workers,
) -> Result<Imported, ImportError> {
    let bytes = bytes.into();
    if bytes.len() as u64 > MOST_BYTES {
        return Err(ImportError::TooLarge);
    }
    if let Some(kind) = detect::foreign(name, &bytes) {
        return Err(ImportError::NotADocument(kind));
    }
    let format = if archive::is_archive(&bytes) {
        match archive::holds(&bytes)? {
            archive::Holds::Format(format) => format,
            archive::Holds::Document(name, bytes) => {
                return import_by(&name, bytes, encoding, pictures, workers);
            }
        }
    } else {
        detect::format(name, &bytes)
    };
    let has_encoding = format.has_encoding();
    let sample = if has_encoding { confidence::sample(&bytes) } else { Vec::new() };
    let parsed = match format.info().reader {
        Reader::Decoded(hints) => {
            let decoded = encoding::decode(bytes, encoding)?;
            let (hints, pictures) = hints(&decoded.text, workers);
            Parsed { decoded, hints, pictures, warnings: Vec::new() }
        }
        Reader::Parsed(read) => read(&bytes, encoding)?,
        Reader::ParsedInParts(read) => read(&bytes, pictures, workers)?,
    };
    Ok(imported(format, parsed, sample, encoding.is_some()))
}

fn imported(format: Format, parsed: Parsed, sample: Vec<u8>, is_chosen: bool) -> Imported {
    let Parsed { decoded, hints, pictures, warnings: others } = parsed;
    let mut warnings = Vec::new();
    if decoded.text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}').is_empty() {
        warnings.push(Warning::Empty);
    }
    if decoded.n_undecodable > 0 {
        warnings.push(Warning::Undecodable(decoded.n_undecodable));
    }
    warnings.extend(others);
    Imported {
        format,
        encoding: decoded.encoding,
        confidence: decoded.confidence,
        is_chosen,
        sample,
        text: Text::new(decoded.text),
        hints,
        pictures,
        warnings,
    }
}
