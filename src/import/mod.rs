//! Row 1: bytes in, text out. No file system; odd input gives warnings, not errors.

use crate::text::{Hint, Source, Text};

/// A format that documents come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text in any encoding.
    Text,
    /// Markdown.
    Markdown,
}

/// A file as text, with what its format says of it.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The format it was read as.
    pub format: Format,
    /// WHATWG name of the encoding of the bytes.
    pub encoding: &'static str,
    /// The decoded file (plain text, Markdown) or the text the parser took out.
    pub text: Text<Source>,
    /// What the format says of stretches of it, in order.
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
    /// The bytes are no document.
    #[error("not a document: {0}")]
    NotADocument(&'static str),
    /// No encoding has this name.
    #[error("no encoding is called {0}")]
    UnknownEncoding(String),
    /// Longer than [`crate::text::Pos`] can say.
    #[error("larger than 1 GB")]
    TooLarge,
}

/// Reads a file's bytes; `name` is its file name, `encoding` a WHATWG label that overrides the detection.
pub fn import(name: &str, bytes: &[u8], encoding: Option<&str>) -> Result<Imported, ImportError> {
    let _ = (name, encoding);
    Ok(Imported {
        format: Format::Text,
        encoding: "UTF-8",
        text: Text::new(String::from_utf8_lossy(bytes).into_owned()),
        hints: Vec::new(),
        warnings: Vec::new(),
    })
}
