//! Row 2: everything derived from one file. Immutable, cheap to clone, built by a job.

mod block;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::sync::Arc;

pub use block::{Block, BlockKind, Table};

use crate::clean::{self, CleanOptions, Cleaned, PlacedRuling, ReadCharacter, RulingKind};
use crate::import::{self, ImportError, Imported};
use crate::outline::{self, Heading, LineIs, Outline, RuledLine};
use crate::search::{self, Query};
use crate::text::{Clean, Hint, HintKind, Length, Source, Span, Stated, Sweep, Text};

/// What the bytes and the text hash to; how a moved or renamed file finds its notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// BLAKE3 of the file's bytes, as 64 hexadecimal digits.
    pub content: String,
    /// BLAKE3 of the cleaned text without white space, as 64 hexadecimal digits.
    pub text: String,
}

/// What a file's bytes hash to, as [`Fingerprint::content`].
pub fn content_hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// What opening a document is at; in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The file is read and its text taken out.
    #[default]
    Reading,
    /// It is cleaned.
    Cleaning,
    /// Its headings are sought.
    Headings,
    /// Its notes are read.
    Notes,
}

impl Stage {
    /// All, in order.
    pub const ALL: [Self; 4] = [Self::Reading, Self::Cleaning, Self::Headings, Self::Notes];
}

/// Everything derived from one file.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file name it was read under.
    pub name: String,
    /// The hashes it is known by.
    pub fingerprint: Fingerprint,
    /// The decoded file.
    pub imported: Arc<Imported>,
    /// What the reader sees of it.
    pub cleaned: Arc<Cleaned>,
    /// The format's hints in the cleaned text.
    pub hints: Arc<[Hint<Clean>]>,
    /// Title, headings, leads.
    pub outline: Arc<Outline>,
    /// The paragraphs in order.
    pub blocks: Arc<[Block]>,
    /// The tables in order.
    pub tables: Arc<[Table]>,
    /// The characters of a primer with their readings, in order; empty for any other text.
    pub readings: Arc<[ReadCharacter]>,
    /// How much there is to read; a primer's readings are not read.
    pub length: Length,
}

/// What stands between pieces that are sought in together; no query goes across it.
const BARRIER: char = '\u{FFFC}';

impl Document {
    /// Reads, cleans and outlines a file; `encoding` overrides the detection. Bytes that are given away become
    /// the text where they can.
    pub fn new<'a>(
        name: &str,
        bytes: impl Into<Cow<'a, [u8]>>,
        encoding: Option<&str>,
        options: &CleanOptions,
    ) -> Result<Self, ImportError> {
        let bytes = bytes.into();
        let content = content_hash(&bytes);
        Ok(Self::of(name, content, import::import(name, bytes, encoding)?, options))
    }

    /// Cleans and outlines a file that was read, whose bytes hash to `content`.
    pub fn of(name: &str, content: String, imported: Imported, options: &CleanOptions) -> Self {
        Self::of_told(name, content, imported, options, &|_| ())
    }

    /// The same; `tell` hears what it is at.
    pub fn of_told(
        name: &str,
        content: String,
        imported: Imported,
        options: &CleanOptions,
        tell: &dyn Fn(Stage),
    ) -> Self {
        Self::from_imported(name, content, Arc::new(imported), options, tell)
    }

    /// The same file cleaned with other options. It is known by what it was: a list of hashes that grew
    /// with every word of the reader's would say nothing.
    #[must_use]
    pub fn recleaned(&self, options: &CleanOptions) -> Self {
        self.recleaned_told(options, &|_| ())
    }

    /// The same; `tell` hears what it is at.
    #[must_use]
    pub fn recleaned_told(&self, options: &CleanOptions, tell: &dyn Fn(Stage)) -> Self {
        let (content, imported) = (self.fingerprint.content.clone(), Arc::clone(&self.imported));
        let cleaned = Self::from_imported(&self.name, content, imported, options, tell);
        Self { fingerprint: self.fingerprint.clone(), ..cleaned }
    }

    fn from_imported(
        name: &str,
        content: String,
        imported: Arc<Imported>,
        options: &CleanOptions,
        tell: &dyn Fn(Stage),
    ) -> Self {
        tell(Stage::Cleaning);
        let cleaned = clean::clean(&imported.text, &imported.hints, options);
        tell(Stage::Headings);
        let hints = shown_hints(&imported, &cleaned);
        let ruled = ruled_lines(&cleaned, |title| {
            outline::is_one_of_several(&cleaned.text, &hints, title)
                && !names(&imported).any(|name| outline::is_in_name(name, cleaned.text.get(title)))
        });
        let ruled = outline::with_title_of_name(ruled, &cleaned.text, names(&imported));
        let outline = outline::ruled_outline(&cleaned.text, &hints, &ruled);
        let blocks = block::blocks(&cleaned, &outline, &hints);
        let tables = block::tables(&hints, &blocks);
        let readings = if cleaned.is_primer {
            clean::read_characters(cleaned.text.as_str())
        } else {
            Vec::new()
        };
        let text = hash_without_space(cleaned.text.as_str());
        let length = length(cleaned.text.as_str(), &readings);
        Self {
            name: name.to_owned(),
            fingerprint: Fingerprint { content, text },
            imported,
            cleaned: Arc::new(cleaned),
            hints: hints.into(),
            outline: Arc::new(outline),
            blocks: blocks.into(),
            tables: tables.into(),
            readings: readings.into(),
            length,
        }
    }

    /// Where `query` stands in what was taken away, in order; nothing when it is no longer wanted, or is no query.
    pub fn find_taken(
        &self,
        query: &Query,
        is_wanted: &dyn Fn() -> bool,
    ) -> Option<Vec<Span<Source>>> {
        let source = &self.imported.text;
        let review = self.cleaned.review(source);
        let pieces = review.taken_pieces.iter();
        let mut pieces: Vec<Span<Source>> =
            pieces.filter_map(|index| Some(self.cleaned.log.get(*index as usize)?.from)).collect();
        pieces.sort_unstable();
        let (mut joined, mut starts) = (String::new(), Vec::with_capacity(pieces.len()));
        for piece in &pieces {
            starts.push(joined.len());
            joined.push_str(source.get(*piece));
            // No hit goes from one piece to the next.
            joined.push(BARRIER);
        }
        let hits = search::search(&Text::new(joined), query, is_wanted).ok()?;
        let in_source = |hit: Span<Clean>| {
            let index =
                starts.partition_point(|start| *start <= hit.start.index()).checked_sub(1)?;
            let (piece, start) = (pieces.get(index)?, starts.get(index)?);
            let from = piece.start.index() + hit.start.index() - start;
            Some(Span::new(from, (from + hit.len()).min(piece.end.index())))
        };
        Some(hits.spans.into_iter().filter_map(in_source).collect())
    }

    /// Where a stretch of the cleaned text stands in the source.
    pub fn source_from_clean(&self, span: Span<Clean>) -> Span<Source> {
        self.cleaned.map.back(span)
    }

    /// What the reader sees of a stretch of the source.
    pub fn clean_from_source(&self, span: Span<Source>) -> Span<Clean> {
        self.cleaned.map.forward(span)
    }

    /// The table that holds `span`, if it stands in one.
    pub fn table_at(&self, span: Span<Clean>) -> Option<&Table> {
        let index = self.tables.partition_point(|table| table.span.end <= span.start);
        self.tables.get(index).filter(|table| table.span.start <= span.start)
    }

    /// The heading under which `span` stands.
    pub fn heading_above(&self, span: Span<Clean>) -> Option<&Heading> {
        self.outline.headings.get(self.n_headings_before(span).checked_sub(1)?)
    }

    /// How many headings begin at or before `span`.
    pub fn n_headings_before(&self, span: Span<Clean>) -> usize {
        self.outline.headings.partition_point(|heading| heading.span.start <= span.start)
    }

    /// The headings above `span`, highest level first.
    pub fn heading_path(&self, span: Span<Clean>) -> Vec<String> {
        let before = self.outline.headings.iter().take(self.n_headings_before(span));
        let mut path: Vec<&Heading> = Vec::new();
        // From the nearest up: each that is above all so far. Nothing is above the first level.
        for heading in before.rev() {
            let level = path.last().map_or(u8::MAX, |below| below.level);
            if level <= 1 {
                break;
            }
            if heading.level < level {
                path.push(heading);
            }
        }
        path.into_iter().rev().map(|heading| heading.text.clone()).collect()
    }

    /// What the file says it is known by wherever it is had, if it says that.
    pub fn identifier(&self) -> Option<&str> {
        self.imported.hints.iter().find_map(|hint| match &hint.kind {
            HintKind::Stated(Stated::Identifier, value) => Some(value.as_str()),
            _ => None,
        })
    }

    /// The title it shows, else the file's name without its extension.
    pub fn title(&self) -> &str {
        let stem = self.name.rsplit_once('.').map_or(self.name.as_str(), |(stem, _)| stem);
        self.outline.title.as_ref().map_or(stem, |title| title.text.as_str())
    }
}

/// What a file calls itself.
fn names(imported: &Imported) -> impl Iterator<Item = &str> {
    imported.hints.iter().filter_map(|hint| match &hint.kind {
        HintKind::Name(name) => Some(name.as_str()),
        _ => None,
    })
}

/// What the reader says of lines, in the cleaned text; and the title of a page, if that is no section's.
fn ruled_lines(cleaned: &Cleaned, is_sections: impl Fn(Span<Clean>) -> bool) -> Vec<RuledLine> {
    let mut lines = lines_of_rulings(cleaned);
    let title = cleaned.title.map(|title| cleaned.map.forward(title));
    let is_free = |title: &Span<Clean>| {
        let is_other = |line: &RuledLine| line.is != LineIs::Title && !line.span.overlaps(*title);
        !title.is_empty() && lines.iter().all(is_other)
    };
    let title = title
        .filter(|title| is_free(title) && !is_sections(*title))
        .map(|span| RuledLine { span, is: LineIs::Title });
    lines.extend(title);
    lines
}

fn lines_of_rulings(cleaned: &Cleaned) -> Vec<RuledLine> {
    let line = |placed: &PlacedRuling| {
        let is = match placed.ruling.kind {
            RulingKind::Heading(level) => LineIs::Heading(level),
            RulingKind::NoHeading => LineIs::Plain,
            RulingKind::Title => LineIs::Title,
            RulingKind::Noise | RulingKind::Article | RulingKind::Text(_) => return None,
        };
        let span = cleaned.map.forward(placed.span);
        (!span.is_empty()).then_some(RuledLine { span, is })
    };
    cleaned.rulings.iter().filter_map(line).collect()
}

fn carried(hint: &Hint<Source>, cleaned: &Cleaned) -> Hint<Clean> {
    Hint { span: cleaned.map.forward(hint.span), kind: hint.kind.clone() }
}

/// How much of a text is read.
fn length(text: &str, readings: &[ReadCharacter]) -> Length {
    readings.iter().fold(Length::of(text), |length, character| {
        let reading = text.get(character.base_end..character.bytes.end);
        length.without(Length::of(reading.unwrap_or_default()))
    })
}

/// BLAKE3 of a text without its white space, as hexadecimal digits.
fn hash_without_space(text: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut done = 0;
    // Many words at once, for which hashing is much quicker.
    let mut words = String::with_capacity(HASHED_AT_ONCE);
    let mut add = |word: &str, is_last: bool| {
        words.push_str(word);
        if is_last || words.len() >= HASHED_AT_ONCE {
            hasher.update(words.as_bytes());
            words.clear();
        }
    };
    MAY_BE_SPACE.over(text, |at, c| {
        if c.is_whitespace() {
            add(text.get(done..at).unwrap_or_default(), false);
            done = at + c.len_utf8();
        }
    });
    add(text.get(done..).unwrap_or_default(), true);
    hasher.finalize().to_hex().to_string()
}

/// How much of a text is hashed at once, in bytes.
const HASHED_AT_ONCE: usize = 1 << 16;

/// What begins as white space does.
static MAY_BE_SPACE: Sweep<10> =
    Sweep::new([b'\t', b'\n', 0x0B, 0x0C, b'\r', b' ', 0xC2, 0xE1, 0xE2, 0xE3]);

/// The hints of what the page shows, with verse that only the cleaning found; what is not shown, only that asks.
fn shown_hints(imported: &Imported, cleaned: &Cleaned) -> Vec<Hint<Clean>> {
    let is_shown = |hint: &&Hint<Source>| {
        !matches!(hint.kind, HintKind::Part(_) | HintKind::Name(_) | HintKind::Stated(..))
    };
    let shown = imported.hints.iter().filter(is_shown);
    let mut hints: Vec<_> = shown.map(|hint| carried(hint, cleaned)).collect();
    if !cleaned.stanzas.is_empty() {
        let stanza = |span: &Span<Source>| Hint { span: *span, kind: HintKind::Verse };
        hints.extend(cleaned.stanzas.iter().map(|span| carried(&stanza(span), cleaned)));
        hints.sort_by_key(|hint| (hint.span.start, Reverse(hint.span.end)));
    }
    hints
}
