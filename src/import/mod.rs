//! Row 1: bytes in, text out. No file system; odd input gives warnings, not errors.

pub mod confidence;
mod detect;
mod encoding;
mod markdown;

use crate::text::{Bilingual, Hint, Source, Text};

/// A format that documents come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text in any encoding.
    Text,
    /// Markdown.
    Markdown,
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
}

/// All formats that can be read; a file that none claims is read as plain text.
pub const FORMATS: &[FormatInfo] = &[
    FormatInfo {
        format: Format::Text,
        id: "text",
        name: Bilingual::new("纯文本", "Plain text"),
        extensions: &["txt", "text", "log"],
    },
    FormatInfo {
        format: Format::Markdown,
        id: "markdown",
        name: Bilingual::new("Markdown", "Markdown"),
        extensions: &["md", "markdown", "mdown", "mkd"],
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
}

/// The largest file that is read, in bytes.
pub const MOST_BYTES: u64 = 1 << 30;

/// Reads a file's bytes; `name` is its file name, `encoding` a WHATWG label that overrides the
/// detection.
pub fn import(name: &str, bytes: &[u8], encoding: Option<&str>) -> Result<Imported, ImportError> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(ImportError::TooLarge);
    }
    if let Some(kind) = detect::foreign(bytes) {
        return Err(ImportError::NotADocument(kind));
    }
    let decoded = encoding::decode(bytes, encoding)?;
    let mut warnings = Vec::new();
    if decoded.text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}').is_empty() {
        warnings.push(Warning::Empty);
    }
    if decoded.n_undecodable > 0 {
        warnings.push(Warning::Undecodable(decoded.n_undecodable));
    }
    let format = detect::format(name);
    let hints = match format {
        Format::Text => Vec::new(),
        Format::Markdown => markdown::hints(&decoded.text),
    };
    Ok(Imported {
        format,
        encoding: decoded.encoding,
        confidence: decoded.confidence,
        is_chosen: encoding.is_some(),
        sample: confidence::sample(bytes),
        text: Text::new(decoded.text),
        hints,
        warnings,
    })
}
