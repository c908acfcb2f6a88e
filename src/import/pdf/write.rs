//! Writes the paragraphs of a PDF with their hints.

use std::collections::HashSet;
use std::ops::Range;

use crate::import::Parsed;
use crate::import::builder::{Builder, Extent};
use crate::import::named;
use crate::import::pdf::Taken;
use crate::import::pdf::bookmarks::Bookmarks;
use crate::import::pdf::lines::{Line, needs_space};
use crate::import::pdf::paragraphs::{BULLETS, Kind, Look, Paragraph, Usual};
use crate::import::raised::Raised;
use crate::text::{HintKind, PicturePlace};

/// Levels of headings that are told apart.
const MOST_LEVELS: usize = 6;
/// Characters of the longest heading that a bookmark names.
const MOST_BOOKMARK_CHARS: usize = 200;
/// Characters of the longest caption.
const MOST_CAPTION_CHARS: usize = 300;
/// Signs of hyphens at the ends of lines.
const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{AD}'];

/// The text of the paragraphs, with the bytes of their pictures, as far as these are shown.
pub(super) fn written(
    paragraphs: &[Paragraph],
    usual: &Usual,
    bookmarks: &Bookmarks,
    pictures: Taken,
) -> Parsed {
    let mut writer = Writer {
        builder: Builder::default(),
        usual,
        bookmarks,
        levels: levels(paragraphs, usual),
        hyphened: hyphened(paragraphs),
        notes: notes(paragraphs),
        pictures: pictures.bytes,
    };
    writer.builder.gallery.has_left_out = pictures.is_cut;
    let mut above = None;
    let mut rest = paragraphs;
    while let Some((paragraph, behind)) = rest.split_first() {
        let n_rows = rest.iter().take_while(|other| other.kind == Kind::Row).count();
        if let Some((rows, behind)) = rest.split_at_checked(n_rows).filter(|_| n_rows > 1) {
            writer.table(rows);
            above = rows.last();
            rest = behind;
            continue;
        }
        match paragraph.kind {
            Kind::Picture(number) => writer.picture(number),
            Kind::Body if is_caption(paragraph, [above, behind.first()]) => {
                writer.caption(paragraph);
            }
            _ => writer.paragraph(paragraph, behind.first()),
        }
        above = Some(paragraph);
        rest = behind;
    }
    writer.builder.finish()
}

struct Writer<'a> {
    builder: Builder,
    usual: &'a Usual,
    bookmarks: &'a Bookmarks,
    levels: Vec<Look>,
    /// Words that have a hyphen inside of lines too.
    hyphened: HashSet<String>,
    /// The numbers of notes that the text names.
    notes: HashSet<String>,
    pictures: Vec<Option<Vec<u8>>>,
}

/// Whether a paragraph is numbered as a picture's or a table's words are, and stands beside one.
fn is_caption(paragraph: &Paragraph, beside: [Option<&Paragraph>; 2]) -> bool {
    let is_shown = |other: &Paragraph| matches!(other.kind, Kind::Picture(_) | Kind::Row);
    let first = paragraph.lines.first();
    beside.into_iter().flatten().any(is_shown)
        && paragraph.n_chars() <= MOST_CAPTION_CHARS
        && first.is_some_and(|line| named::is_numbered_caption(&line.text))
}

/// Whether a paragraph is the red head of an office's paper, which its number stands below: larger than its title, and
/// none.
fn is_letterhead(paragraph: &Paragraph, next: Option<&Paragraph>) -> bool {
    let text = |paragraph: &Paragraph| -> String {
        let chars = paragraph.lines.iter().flat_map(|line| line.text.chars());
        chars.filter(|c| !c.is_whitespace()).take(MOST_BOOKMARK_CHARS).collect()
    };
    let is_number =
        |text: String| text.ends_with('号') && text.contains(['〔', '［', '[', '【', '（', '(']);
    text(paragraph).ends_with("文件") && next.is_some_and(|next| is_number(text(next)))
}

/// The looks of headings, the highest first.
fn levels(paragraphs: &[Paragraph], usual: &Usual) -> Vec<Look> {
    let mut looks: Vec<Look> = Vec::new();
    let heads = paragraphs.iter().enumerate().filter_map(|(at, paragraph)| {
        let is_letterhead = is_letterhead(paragraph, paragraphs.get(at + 1));
        if is_letterhead { None } else { paragraph.may_head(usual) }
    });
    for look in heads {
        if level(&looks, look).is_none() {
            looks.push(look);
        }
    }
    looks.sort_by_key(|look| match look {
        Look::Large(size) => -size,
        Look::Bold => 0,
    });
    looks
}

/// The level of a look, from 1; sizes that hardly differ are one.
fn level(looks: &[Look], look: Look) -> Option<u8> {
    let is_like = |other: &Look| match (*other, look) {
        (Look::Large(a), Look::Large(b)) => (a - b).abs() * 25 <= a.max(b),
        (Look::Bold, Look::Bold) => true,
        _ => false,
    };
    let at = looks.iter().position(is_like)?;
    Some((at.min(MOST_LEVELS - 1) + 1) as u8)
}

/// Words with a hyphen inside of lines: `well-known` keeps its hyphen where a line ends behind it too.
fn hyphened(paragraphs: &[Paragraph]) -> HashSet<String> {
    let lines = paragraphs.iter().flat_map(|paragraph| &paragraph.lines);
    let words =
        lines.flat_map(|line| line.text.split(|c: char| !(c.is_alphanumeric() || c == '-')));
    let is_inside = |word: &&str| word.trim_matches('-').contains('-');
    words.filter(is_inside).map(|word| word.trim_matches('-').to_lowercase()).collect()
}

/// Numbers that are raised in the text and stand before notes.
fn notes(paragraphs: &[Paragraph]) -> HashSet<String> {
    let (notes, others): (Vec<_>, Vec<_>) =
        paragraphs.iter().partition(|paragraph| paragraph.kind == Kind::Note);
    let raised = |line: &Line| -> Vec<String> {
        let texts = line.raised.iter().filter(|(_, way)| *way == Raised::Up);
        let texts = texts.filter_map(|(range, _)| line.text.get(range.clone()));
        texts.map(|text| text.trim().to_owned()).collect()
    };
    let named: HashSet<String> =
        others.iter().flat_map(|paragraph| paragraph.lines.iter().flat_map(raised)).collect();
    let numbers = notes.iter().filter_map(|note| note.lines.first()).map(|line| digits(&line.text));
    numbers.filter(|number| named.contains(*number)).map(str::to_owned).collect()
}

/// The number that a text starts with.
fn digits(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

impl Writer<'_> {
    fn picture(&mut self, number: usize) {
        let bytes = self.pictures.get_mut(number).and_then(Option::take);
        let place = bytes.map(|bytes| self.builder.gallery.add(bytes));
        self.builder.picture("", place.unwrap_or(PicturePlace::Elsewhere));
    }

    /// What is said of the picture or the table beside it.
    fn caption(&mut self, paragraph: &Paragraph) {
        self.builder.block();
        self.builder.open(HintKind::Caption);
        self.lines(paragraph, false);
        self.builder.close();
        self.builder.block();
    }

    fn paragraph(&mut self, paragraph: &Paragraph, next: Option<&Paragraph>) {
        self.builder.block();
        if paragraph.kind == Kind::Furniture {
            for line in &paragraph.lines {
                self.builder.mark(&format!("{}\n", line.text));
            }
            return;
        }
        let heading = self.heading(paragraph).filter(|_| !is_letterhead(paragraph, next));
        match (heading, paragraph.kind) {
            (Some(level), _) => self.builder.open(HintKind::Heading(level)),
            (None, Kind::Item) => {
                self.builder.open(HintKind::ListItem);
                self.builder.mark("- ");
            }
            _ => {}
        }
        self.lines(paragraph, heading.is_some());
        if heading.is_some() || paragraph.kind == Kind::Item {
            self.builder.close();
        }
        self.builder.block();
    }

    /// The level of a heading: what the bookmarks say, else what its look says.
    fn heading(&self, paragraph: &Paragraph) -> Option<u8> {
        let is_text = matches!(paragraph.kind, Kind::Body | Kind::Row);
        let named = || {
            let text: String = paragraph.lines.iter().map(|line| line.text.as_str()).collect();
            self.bookmarks.level(&text)
        };
        let named = (is_text && paragraph.n_chars() <= MOST_BOOKMARK_CHARS).then(named).flatten();
        named.or_else(|| level(&self.levels, paragraph.may_head(self.usual)?))
    }

    fn lines(&mut self, paragraph: &Paragraph, is_heading: bool) {
        let mut from = self.note_number(paragraph);
        let mut lines = paragraph.lines.iter().peekable();
        while let Some(line) = lines.next() {
            match lines.peek() {
                Some(next) if self.is_parted(line, next) => {
                    let kept = line.text.trim_end_matches(HYPHENS).len();
                    self.run(line, from..kept, is_heading);
                    self.builder.mark(line.text.get(kept..).unwrap_or_default());
                }
                next => {
                    self.run(line, from..line.text.len(), is_heading);
                    let has_gap = next.is_some_and(|next| needs_space(&line.text, &next.text));
                    if has_gap && !line.text.ends_with(HYPHENS) {
                        self.builder.exact(" ");
                    }
                }
            }
            from = 0;
        }
    }

    /// Writes the number of a note and says where its text starts.
    fn note_number(&mut self, paragraph: &Paragraph) -> usize {
        let Some(line) = paragraph.lines.first().filter(|_| paragraph.kind == Kind::Note) else {
            return 0;
        };
        let number = digits(&line.text);
        if !self.notes.contains(number) {
            return 0;
        }
        self.builder.exact(&format!("[{number}] "));
        let rest = line.text.get(number.len()..).unwrap_or_default();
        line.text.len() - rest.trim_start().len()
    }

    /// Whether the line ends with a hyphen that is there only because it ends.
    fn is_parted(&self, line: &Line, next: &Line) -> bool {
        let Some(stem) = line.text.strip_suffix(HYPHENS) else { return false };
        let before = stem.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let behind = next.text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let is_word = before.chars().next_back().is_some_and(char::is_lowercase)
            && behind.chars().next().is_some_and(char::is_lowercase);
        is_word && !self.hyphened.contains(&format!("{before}-{behind}").to_lowercase())
    }

    /// Writes a stretch of a line without the sign that it begins with as an item.
    fn run(&mut self, line: &Line, range: Range<usize>, is_heading: bool) {
        let text = line.text.get(range.clone()).unwrap_or_default();
        let bare = text.trim_start_matches(BULLETS).trim_start();
        self.stretch(line, range.end - bare.len()..range.end, is_heading);
    }

    /// Writes a stretch of a line with its bold stretches.
    fn stretch(&mut self, line: &Line, range: Range<usize>, is_heading: bool) {
        let mut at = range.start;
        let strong: &[_] = if is_heading { &[] } else { &line.strong };
        let is_within = |one: &&Range<usize>| one.start >= range.start && one.end <= range.end;
        for strong in strong.iter().filter(is_within) {
            self.piece(line, at..strong.start);
            self.builder.open(HintKind::Strong);
            self.piece(line, strong.clone());
            self.builder.close();
            at = strong.end;
        }
        self.piece(line, at..range.end);
    }

    /// Writes a stretch of a line; the raised numbers of notes stand in brackets, other figures stay raised or lowered.
    fn piece(&mut self, line: &Line, range: Range<usize>) {
        let mut at = range.start;
        for (raised, way) in &line.raised {
            let (start, end) = (raised.start.max(at), raised.end.min(range.end));
            let Some(text) = line.text.get(start..end).filter(|text| !text.is_empty()) else {
                continue;
            };
            self.plain(line, at..start);
            if *way == Raised::Up && self.notes.contains(text.trim()) {
                self.builder.exact(&format!("[{}]", text.trim()));
            } else {
                let before = self.builder.last();
                self.builder.exact(&way.written(text, before));
            }
            at = end;
        }
        self.plain(line, at..range.end);
    }

    fn plain(&mut self, line: &Line, range: Range<usize>) {
        for (index, part) in line.text.get(range).unwrap_or_default().split('\t').enumerate() {
            if index > 0 {
                self.builder.push(' ');
            }
            self.builder.run(part);
        }
    }

    /// Rows with cells, one below the other.
    fn table(&mut self, rows: &[Paragraph]) {
        self.builder.open_table();
        for line in rows.iter().flat_map(|row| &row.lines) {
            self.builder.open_row();
            let mut end = 0;
            for cell in line.text.split('\t') {
                self.builder.open_cell(Extent::ONE);
                let start = end + cell.len() - cell.trim_start().len();
                self.stretch(line, start..end + cell.trim_end().len(), false);
                end += cell.len() + 1;
            }
            self.builder.close_row();
        }
        self.builder.close_table();
    }
}
