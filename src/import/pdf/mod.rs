//! PDF: the text of the pages in the order of reading, put together from where each character stands.
//!
//! Pictures are not read, nor is text guessed that the file does not hold: a scanned page has none.

mod bookmarks;
mod columns;
mod furniture;
mod glyphs;
mod lines;
mod margins;
mod paragraphs;
mod radicals;
mod rows;
mod write;

use hayro_interpret::InterpreterCache;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};

use crate::import::limits::{MOST_PDF_GLYPHS, MOST_PDF_PAGES};
use crate::import::pdf::bookmarks::Bookmarks;
use crate::import::pdf::furniture::PageLines;
use crate::import::pdf::lines::Line;
use crate::import::pdf::paragraphs::Usual;
use crate::import::{Fault, ImportError, Parsed, Warning};

/// Characters that a page of text has at least, on the average; fewer stand on scanned ones.
const LEAST_CHARS: usize = 8;

/// Reads a document.
pub(super) fn read(bytes: &[u8], _: Option<&str>) -> Result<Parsed, ImportError> {
    parsed(bytes).map_err(ImportError::Faulty)
}

fn parsed(bytes: &[u8]) -> Result<Parsed, Fault> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Fault::Encrypted,
        LoadPdfError::Invalid => Fault::Damaged,
    })?;
    let seen = Seen::of(&pdf);
    seen.refuse()?;
    let mut lines: Vec<Line> =
        seen.pages.iter().flat_map(|page| page.lines.iter().cloned()).collect();
    let usual = Usual::of(&lines);
    let furniture = furniture::furniture(&seen.pages, usual.size).concat();
    margins::settle(&mut lines, &furniture, &seen.is_beside);
    let paragraphs = paragraphs::paragraphs(lines, &furniture, &usual);
    let mut parsed = write::written(&paragraphs, &usual, &Bookmarks::of(&pdf));
    parsed.decoded.n_undecodable = seen.n_unknown;
    parsed.warnings.extend(seen.warning().map(Warning::Partly));
    Ok(parsed)
}

/// What was seen of a document.
#[derive(Default)]
struct Seen {
    pages: Vec<PageLines>,
    /// Whether another column stands beside each, by their number.
    is_beside: Vec<bool>,
    n_chars: usize,
    /// Glyphs of which the file does not say what they are.
    n_unknown: usize,
    /// Pages that show a picture and no text.
    n_scanned: usize,
    is_cut: bool,
}

impl Seen {
    fn of(pdf: &Pdf) -> Self {
        let cache = InterpreterCache::new();
        let mut seen = Self::default();
        for (index, page) in pdf.pages().iter().enumerate() {
            if index >= MOST_PDF_PAGES || seen.n_chars >= MOST_PDF_GLYPHS {
                seen.is_cut = true;
                break;
            }
            seen.take(glyphs::shown(page, &cache));
        }
        seen
    }

    fn take(&mut self, shows: glyphs::Shows) {
        self.n_chars += shows.glyphs.len();
        self.n_unknown += shows.n_unknown;
        let is_scanned = shows.n_pictures > 0 && shows.glyphs.len() < LEAST_CHARS;
        self.n_scanned += usize::from(is_scanned);
        let mut lines = Vec::new();
        for flow in columns::flows(rows::rows(shows.glyphs)) {
            lines.extend(lines::lines(&flow, self.is_beside.len()));
            self.is_beside.push(flow.is_beside);
        }
        self.pages.push(PageLines { height: shows.height, lines });
    }

    /// What keeps the whole document from being read.
    fn refuse(&self) -> Result<(), Fault> {
        if self.n_chars < self.pages.len() * LEAST_CHARS && self.n_scanned * 2 > self.pages.len() {
            return Err(Fault::Scanned);
        }
        if self.n_unknown > self.n_chars {
            return Err(Fault::Unreadable);
        }
        Ok(())
    }

    /// What of it is missing.
    fn warning(&self) -> Option<Fault> {
        if self.is_cut {
            return Some(Fault::Cut);
        }
        (self.n_scanned > 0).then_some(Fault::SomeScanned)
    }
}
