//! Row 3: notes and texts in the formats that other tools read. A format is one file here and one line in
//! the list; what several of them share stands beside them. Paths, dialogs and disks are not known here.

mod appendix;
mod article;
pub mod cite;
pub mod codebook_rows;
mod groups;
mod loss;
mod material;
mod request;
mod words;

mod docx;
mod markdown_text;
mod note_text;
mod page;
mod table;

mod anki;
mod article_docx;
mod article_html;
mod article_markdown;
mod article_text;
mod codebook;
mod csv;
mod html;
mod json;
mod json_ld;
mod markdown;
mod marked_docx;
mod marked_html;
mod marked_markdown;
mod obsidian;
mod readwise;
mod ron;
pub mod template;
mod xlsx;

pub use article::Article;
pub use loss::{Aspect, loss_report};
pub(crate) use markdown::paragraphs as markdown_paragraphs;
pub(crate) use markdown_text::{escaped as markdown_escaped, hashtag as markdown_hashtag};
pub use material::{ExportNote, ExportPlace, ExportSet, ExportTag, Material};
pub(crate) use page::escaped as escaped_markup;
pub use request::{Filter, Grouping, QuoteText, Request, Rows, Written};
pub use words::color_name;

use crate::text::{Bilingual, Phrase};

/// What a format is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// The full text with the marks in it.
    Marked,
    /// The notes alone.
    Notes,
    /// The cleaned article alone.
    Article,
    /// The tags alone.
    Tags,
}

impl Holds {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Marked, Self::Notes, Self::Article, Self::Tags];

    /// Whether the text of the document is needed.
    pub const fn needs_article(self) -> bool {
        matches!(self, Self::Marked | Self::Article)
    }
}

/// A format that can be written.
#[derive(Clone, Copy)]
pub struct ExportFormat {
    /// Its name on the command line; never changed.
    pub id: &'static str,
    /// Its name.
    pub name: Bilingual,
    /// The end of its files' names, without the dot.
    pub extension: &'static str,
    /// What it is about.
    pub holds: Holds,
    /// Whether it can be read back.
    pub reads: bool,
    /// What it cannot hold.
    pub loses: &'static [Aspect],
    /// Writes one or more documents.
    write: Writer,
}

/// How a format writes documents.
#[derive(Clone, Copy)]
enum Writer {
    /// Whatever they are.
    Sure(fn(&Material, &Request) -> Vec<u8>),
    /// Unless there is too much of them, or the request is wrong.
    MayFail(fn(&Material, &Request) -> Result<Vec<u8>, ExportError>),
}

impl ExportFormat {
    /// Writes one or more documents, whose notes are those that are wanted.
    pub fn written(&self, material: &Material, request: &Request) -> Result<Vec<u8>, ExportError> {
        match self.write {
            Writer::Sure(write) => Ok(write(material, request)),
            Writer::MayFail(write) => write(material, request),
        }
    }

    /// Whether it follows a template of the reader's, which may be broken.
    pub fn has_template(&self) -> bool {
        self.id == template::FORMAT.id
    }

    /// Whether what it writes is text that can be looked at and copied.
    pub fn is_text(&self) -> bool {
        !["docx", "xlsx"].contains(&self.extension)
    }
}

/// Why nothing could be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// The template cannot be followed.
    #[error("the template cannot be followed: {0:?}")]
    Template(Phrase),
    /// There is more than the format can hold.
    #[error("the format cannot hold as much: {0:?}")]
    TooMuch(Phrase),
}

impl ExportError {
    /// What is wrong, in words.
    pub fn phrase(&self) -> &Phrase {
        match self {
            Self::Template(phrase) | Self::TooMuch(phrase) => phrase,
        }
    }
}

/// All formats, in the order in which they are offered.
pub const FORMATS: &[ExportFormat] = &[
    marked_markdown::FORMAT,
    marked_html::FORMAT,
    marked_docx::FORMAT,
    markdown::FORMAT,
    obsidian::FORMAT,
    html::FORMAT,
    csv::FORMAT,
    xlsx::FORMAT,
    json::FORMAT,
    ron::FORMAT,
    json_ld::FORMAT,
    readwise::FORMAT,
    anki::FORMAT,
    template::FORMAT,
    article_text::FORMAT,
    article_markdown::FORMAT,
    article_html::FORMAT,
    article_docx::FORMAT,
    codebook::FORMAT,
];

/// The format with this id.
pub fn format(id: &str) -> Option<&'static ExportFormat> {
    FORMATS.iter().find(|format| format.id == id)
}
