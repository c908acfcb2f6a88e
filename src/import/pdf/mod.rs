//! PDF: the text of the pages in the order of reading, put together from where each character stands.
//!
//! Pictures stand where they are drawn, between the lines. No text is guessed that the file does not hold: a scanned
//! page has none.

mod aligned;
mod bookmarks;
mod cells;
mod columns;
mod furniture;
mod glyphs;
mod lines;
mod margins;
mod paragraphs;
mod pictures;
mod pixels;
mod properties;
mod rows;
mod ruled;
mod rules;
mod tagged;
mod write;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use hayro_interpret::InterpreterCache;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use image::metadata::Orientation;
use memchr::memmem;

use crate::import::limits::{
    MOST_PDF_GLYPHS, MOST_PDF_PAGES, MOST_PDF_PIXELS, MOST_PICTURE_PIXELS,
};
use crate::import::pdf::bookmarks::Bookmarks;
use crate::import::pdf::furniture::PageLines;
use crate::import::pdf::lines::Line;
use crate::import::pdf::paragraphs::Usual;
use crate::import::pdf::pictures::{Drawn, Placed};
use crate::import::pdf::tagged::Tags;
use crate::import::{Fault, ImportError, Parsed, Pictures, Warning};
use crate::text::Workers;

/// Characters that a page of text has at least, on the average; fewer stand on scanned ones.
const LEAST_CHARS: usize = 8;

/// Reads a document.
pub(super) fn read(
    bytes: &[u8],
    pictures: Pictures,
    workers: &dyn Workers,
) -> Result<Parsed, ImportError> {
    parsed(bytes, pictures, workers).map_err(ImportError::Faulty)
}

/// Whether a file says that it holds pictures that are not harmless; one that hides it has none that are shown.
pub(super) fn may_hurt(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-")
        && pixels::HURTFUL.iter().any(|name| memmem::find(bytes, name).is_some())
}

fn parsed(bytes: &[u8], unpacked: Pictures, workers: &dyn Workers) -> Result<Parsed, Fault> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Fault::Encrypted,
        LoadPdfError::Invalid => Fault::Damaged,
    })?;
    let mut seen = Seen::of(&pdf, workers);
    seen.refuse()?;
    let usual = Usual::of(&seen.lines);
    let furniture = furniture::furniture(&seen.pages(), usual.size);
    let placed = seen.pictures(&furniture);
    let furniture = furniture.concat();
    let mut lines = std::mem::take(&mut seen.lines);
    margins::settle(&mut lines, &furniture, &seen.alone);
    let places: Vec<usize> = placed.iter().map(|placed| placed.before).collect();
    let paragraphs = paragraphs::paragraphs(lines, &furniture, &places, &usual);
    let pictures = taken(&pdf, &placed, unpacked, workers);
    let mut parsed = write::written(&paragraphs, &usual, &Bookmarks::of(&pdf), pictures);
    properties::fields(&pdf).tell(&mut parsed);
    parsed.decoded.n_undecodable = seen.n_unknown;
    parsed.warnings.extend(seen.warning().map(Warning::Partly));
    Ok(parsed)
}

/// What is shown of the pictures of a text.
struct Taken {
    /// The bytes of each; nothing where only its frame is.
    bytes: Vec<Option<Vec<u8>>>,
    /// Whether they are more than are taken.
    is_cut: bool,
}

/// The pictures of a text, in its order.
fn taken(pdf: &Pdf, placed: &[Placed], unpacked: Pictures, workers: &dyn Workers) -> Taken {
    let mut wanted: BTreeMap<usize, Vec<(u128, Orientation)>> = BTreeMap::new();
    let mut met = HashSet::new();
    let (mut n_pixels, mut is_cut) = (0, false);
    for Placed { page, drawn, .. } in placed {
        if !met.insert(drawn.key) {
            continue;
        }
        let n_more = drawn.n_decoded();
        if drawn.n_pixels > MOST_PICTURE_PIXELS || n_pixels + n_more > MOST_PDF_PIXELS {
            is_cut = true;
        } else {
            n_pixels += n_more;
            wanted.entry(*page).or_default().push((drawn.key, drawn.turn));
        }
    }
    let pages = pdf.pages();
    let pages: Vec<_> =
        wanted.iter().filter_map(|(page, wanted)| Some((pages.get(*page)?, wanted))).collect();
    let taken = workers.each_with(&pages, InterpreterCache::new, |cache, (page, wanted)| {
        pixels::taken(page, cache, wanted, unpacked)
    });
    let taken: HashMap<u128, Option<Vec<u8>>> = taken.into_iter().flatten().collect();
    let bytes = placed.iter().map(|placed| taken.get(&placed.drawn.key).cloned().flatten());
    Taken { bytes: bytes.collect(), is_cut }
}

/// What was seen of a document.
#[derive(Default)]
struct Seen {
    /// The lines of all pages.
    lines: Vec<Line>,
    /// Of each page its height, in points, and which lines are its own.
    pages: Vec<(f32, Range<usize>)>,
    /// The pictures that each page draws.
    drawn: Vec<Vec<Drawn>>,
    /// The width of the page for each column that stands alone, by their number; nothing beside another.
    alone: Vec<Option<f32>>,
    n_chars: usize,
    /// Glyphs of which the file does not say what they are.
    n_unknown: usize,
    /// Pages that show a picture and no text.
    n_scanned: usize,
    is_cut: bool,
}

/// What one page shows, put into lines.
struct PageSeen {
    /// Its width and height, in points.
    size: (f32, f32),
    /// The lines of each column, and whether another stands beside it.
    flows: Vec<(Vec<Line>, bool)>,
    n_chars: usize,
    n_unknown: usize,
    is_scanned: bool,
    drawn: Vec<Drawn>,
}

impl PageSeen {
    fn of(mut shows: glyphs::Shows, tags: &Tags) -> Self {
        let n_chars = shows.glyphs.len();
        // Lines show empty cells too, and cells of several rows, which tags may leave out.
        let mut tables = ruled::tables(&shows.rules, &mut shows.glyphs);
        tables.extend(tags.tables(&mut shows.glyphs));
        let mut rows = rows::rows(shows.glyphs);
        if !tables.is_empty() {
            rows.extend(tables);
            rows.sort_by(|a, b| a.base.total_cmp(&b.base));
        }
        let mut flows = columns::flows(rows);
        flows.iter_mut().for_each(|flow| aligned::join(&mut flow.rows));
        let is_scanned = shows.n_pictures > 0 && n_chars < LEAST_CHARS;
        Self {
            size: shows.size,
            flows: flows.iter().map(|flow| (lines::lines(flow), flow.is_beside)).collect(),
            n_chars,
            n_unknown: shows.n_unknown,
            is_scanned,
            // What a scanned page shows is its text.
            drawn: if is_scanned { Vec::new() } else { shows.drawn },
        }
    }
}

impl Seen {
    fn of<'p>(pdf: &'p Pdf, workers: &dyn Workers) -> Self {
        let pages = pdf.pages();
        let mut seen = Self { is_cut: pages.len() > MOST_PDF_PAGES, ..Self::default() };
        let pages: Vec<_> = pages.iter().take(MOST_PDF_PAGES).collect();
        let tags = Tags::of(pdf);
        let seen_of = |page: &'p Page<'p>, cache: &InterpreterCache<'p>| {
            let own = tags.page(page.raw().obj_id());
            PageSeen::of(glyphs::shown(page, cache, own), &tags)
        };
        let n_chars = AtomicUsize::new(0);
        // What an interpreter knows of fonts cannot go from one worker to another.
        let read = workers.each_with(&pages, InterpreterCache::new, |cache, page| {
            let is_enough = n_chars.load(Ordering::Relaxed) >= MOST_PDF_GLYPHS;
            let page = (!is_enough).then(|| seen_of(page, cache))?;
            n_chars.fetch_add(page.n_chars, Ordering::Relaxed);
            Some(page)
        });
        for (page, read) in pages.into_iter().zip(read) {
            if seen.n_chars >= MOST_PDF_GLYPHS {
                seen.is_cut = true;
                break;
            }
            // A later page may have been the one too many: then this one is still due.
            let again = || seen_of(page, &InterpreterCache::new());
            seen.take(read.unwrap_or_else(again));
        }
        seen
    }

    fn take(&mut self, page: PageSeen) {
        self.n_chars += page.n_chars;
        self.n_unknown += page.n_unknown;
        self.n_scanned += usize::from(page.is_scanned);
        let start = self.lines.len();
        for (lines, is_beside) in page.flows {
            let flow = self.alone.len();
            self.lines.extend(lines.into_iter().map(|line| Line { flow, ..line }));
            self.alone.push((!is_beside).then_some(page.size.0));
        }
        self.pages.push((page.size.1, start..self.lines.len()));
        self.drawn.push(page.drawn);
    }

    fn pages(&self) -> Vec<PageLines<'_>> {
        let lines = |range: &Range<usize>| self.lines.get(range.clone()).unwrap_or_default();
        let pages = self.pages.iter();
        pages.map(|(height, range)| PageLines { height: *height, lines: lines(range) }).collect()
    }

    /// The pictures of the text, in its order.
    fn pictures(&self, furniture: &[Vec<bool>]) -> Vec<Placed> {
        let pages = self.drawn.iter().zip(self.pages());
        let pages: Vec<_> = pages.map(|(drawn, page)| (drawn.as_slice(), page.lines)).collect();
        pictures::placed(&pages, furniture)
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
