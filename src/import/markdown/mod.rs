//! What Markdown says of stretches of its source: headings, lists, quotes, code, emphasis, links,
//! and which characters are only marks.

mod parts;
mod raw;

use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::import::gallery::Gallery;
use crate::import::markdown::raw::Html;
use crate::import::raised::Raised;
use crate::import::{Picture, front, picture};
use crate::text::{ColumnSide, Hint, HintKind, PicturePlace, Source, Span, Workers, picture_sign};

/// The hints of a Markdown text in order of their start, and the pictures that are written in it. A long text is read
/// in parts, which say the same as the whole.
pub(super) fn hints(text: &str, workers: &dyn Workers) -> (Vec<Hint<Source>>, Vec<Picture>) {
    let (mut fields, from) = front::hints(text);
    let mut parts = parts::parts(text, PART_BYTES);
    parts.iter_mut().take(1).for_each(|part| part.start = from);
    let (hints, pictures) = hints_of(text, &parts, workers);
    fields.extend(hints);
    (fields, pictures)
}

/// A text is read in parts of about this size.
const PART_BYTES: usize = 64 << 10;

fn hints_of(
    text: &str,
    parts: &[Range<usize>],
    workers: &dyn Workers,
) -> (Vec<Hint<Source>>, Vec<Picture>) {
    let read = workers.each(parts, |part| Collector::read(text, part.clone()));
    let mut gathered = Gathered::default();
    for (part, told) in parts.iter().zip(read) {
        let is_last = part.end == text.len();
        if told.is_open && !is_last {
            // What began here may go on behind the border, and so may whatever follows.
            gathered.take(Collector::read(text, part.start..text.len()));
            break;
        }
        gathered.take(told);
    }
    gathered.finish()
}

/// What was said of the parts so far.
#[derive(Default)]
struct Gathered {
    hints: Vec<Hint<Source>>,
    gallery: Gallery,
}

impl Gathered {
    fn take(&mut self, told: Told) {
        let mut hints = told.hints;
        if !told.pictures.is_empty() {
            self.hang(told.pictures, &mut hints);
        }
        if self.hints.is_empty() {
            self.hints = hints;
        } else {
            self.hints.append(&mut hints);
        }
    }

    /// Hangs the pictures of a part, whose hints count them from its own first.
    fn hang(&mut self, pictures: Vec<Vec<u8>>, hints: &mut [Hint<Source>]) {
        let places: Vec<_> = pictures.into_iter().map(|bytes| self.gallery.add(bytes)).collect();
        for hint in hints {
            let HintKind::Picture(PicturePlace::Inside(number)) = hint.kind else { continue };
            let place = places.get(number as usize).copied();
            hint.kind = HintKind::Picture(place.unwrap_or(PicturePlace::Elsewhere));
        }
    }

    fn finish(mut self) -> (Vec<Hint<Source>>, Vec<Picture>) {
        // Each part's are in order, and nearly always the parts themselves.
        if !self.hints.is_sorted_by_key(order) {
            self.hints.sort_by_key(order);
        }
        let pictures = self.gallery.finish(&mut self.hints);
        (self.hints, pictures)
    }
}

/// By start, what holds another before it.
const fn order(hint: &Hint<Source>) -> u64 {
    (hint.span.start.offset as u64) << 32 | (u32::MAX - hint.span.end.offset) as u64
}

/// What a part says.
struct Told {
    /// In order, where no hint had to go far.
    hints: Vec<Hint<Source>>,
    /// The pictures that are written in it, as its hints count them.
    pictures: Vec<Vec<u8>>,
    /// Whether its last block is not ended: fenced code, HTML.
    is_open: bool,
}

struct Collector<'a> {
    text: &'a str,
    hints: Vec<Hint<Source>>,
    /// Where the last shown text ends; what lies between it and the next is markup.
    shown: usize,
    is_in_code: bool,
    /// Where the first line of the paragraph starts, if it has broken lines.
    verse: Option<usize>,
    pictures: Vec<Vec<u8>>,
    /// Up to where was shown what stands before the open picture.
    picture: Option<usize>,
    /// Where the last picture ended.
    picture_end: Option<usize>,
    html: Html,
    /// Whether no cell of the open row of a table is read yet.
    starts_row: bool,
    is_in_table: bool,
    /// Where the tag that stands right before puts its text.
    raised: Option<Raised>,
    /// Where the last cell ended.
    cell_end: Option<usize>,
}

impl<'a> Collector<'a> {
    fn read(text: &'a str, part: Range<usize>) -> Told {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_TASKLISTS;
        let mut collector = Self {
            text,
            hints: Vec::new(),
            shown: part.start,
            is_in_code: false,
            verse: None,
            pictures: Vec::new(),
            picture: None,
            picture_end: None,
            html: Html::default(),
            starts_row: false,
            is_in_table: false,
            raised: None,
            cell_end: None,
        };
        let (mut is_open, mut depth) = (false, 0_usize);
        let written = text.get(part.clone()).unwrap_or_default();
        for (event, range) in Parser::new_ext(written, options).into_offset_iter() {
            match &event {
                Event::Start(tag) => {
                    if depth == 0 {
                        is_open = range.end == written.len() && ends_only_where_it_is_ended(tag);
                    }
                    depth += 1;
                }
                Event::End(_) => depth -= 1,
                _ => {}
            }
            collector.take(&event, part.start + range.start, part.start + range.end);
        }
        collector.markup_up_to(part.end);
        Told { hints: collector.hints, pictures: collector.pictures, is_open }
    }

    fn take(&mut self, event: &Event<'_>, start: usize, end: usize) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => self.is_in_code = true,
            Event::End(TagEnd::CodeBlock) => self.is_in_code = false,
            Event::Text(_) if self.is_in_code => self.code_block(start, end),
            Event::Start(Tag::TableCell) => self.cell(start),
            Event::Start(Tag::TableHead | Tag::TableRow) => self.starts_row = true,
            Event::Start(Tag::FootnoteDefinition(label)) => self.note(label, start),
            Event::Start(Tag::Paragraph) => self.verse = None,
            Event::Start(Tag::Image { dest_url, .. }) => self.start_picture(dest_url, start, end),
            Event::End(TagEnd::Image) => self.end_picture(start, end),
            Event::Start(tag) => self.block(tag, start, end),
            Event::Code(_) => self.code(start, end),
            Event::TaskListMarker(is_done) => self.task(*is_done, start, end),
            Event::Text(shown) => {
                let last = self.text.get(..start).and_then(|text| text.strip_suffix('>'));
                let before = last.and_then(|text| text.rsplit_once('<')?.0.chars().next_back());
                let raised = self.raised.map(|raised| raised.written(shown, before));
                self.show(raised.as_deref().unwrap_or(shown), start, end);
            }
            Event::SoftBreak => self.line_break(start, end),
            Event::HardBreak => self.hard_break(start, end),
            Event::End(TagEnd::Paragraph) => {
                if let Some(from) = self.verse.take() {
                    self.push(HintKind::Verse, from, end);
                }
            }
            Event::Html(_) => self.html(start, end),
            Event::End(TagEnd::HtmlBlock) => self.end_html(),
            Event::InlineHtml(tag) => {
                let name = tag.trim_matches(['<', '>']);
                self.raised = Raised::of_element(&name.to_ascii_lowercase());
                self.inline_html(start, end);
            }
            Event::End(TagEnd::TableCell) => self.cell_end = Some(end),
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => self.rest_of_row(end),
            Event::End(TagEnd::Table) => self.is_in_table = false,
            Event::FootnoteReference(label) => self.show(&format!("[{label}]"), start, end),
            Event::Rule => self.push(HintKind::Rule, start, end),
            _ => {}
        }
    }

    /// Whether an item is done.
    fn task(&mut self, is_done: bool, start: usize, end: usize) {
        let is_parted = self.text.get(start..end).is_some_and(|mark| mark.ends_with([' ', '\t']));
        let sign = if is_done { "☑" } else { "☐" };
        self.show(&format!("{sign}{}", if is_parted { " " } else { "" }), start, end);
    }

    fn block(&mut self, tag: &Tag<'_>, start: usize, end: usize) {
        self.is_in_table |= matches!(tag, Tag::Table(_));
        let kind = match tag {
            Tag::Heading { level, .. } => HintKind::Heading(*level as u8),
            Tag::Item => HintKind::ListItem,
            Tag::BlockQuote(_) => HintKind::Quote,
            Tag::Strong => HintKind::Strong,
            Tag::Emphasis => HintKind::Emphasis,
            Tag::Table(columns) => HintKind::Table(columns.iter().copied().map(side).collect()),
            Tag::Link { dest_url, .. } => HintKind::Link(dest_url.to_string()),
            _ => return,
        };
        self.push(kind, start, end);
    }

    fn start_picture(&mut self, address: &str, start: usize, end: usize) {
        let place = picture::bytes_of_address(address).map_or(PicturePlace::Elsewhere, |bytes| {
            self.pictures.push(bytes);
            PicturePlace::Inside(self.pictures.len() as u32 - 1)
        });
        self.push(HintKind::Picture(place), start, end);
        self.picture = Some(self.shown);
    }

    /// A sign stands for a picture without words.
    fn end_picture(&mut self, start: usize, end: usize) {
        let has_words = self.picture.take().is_none_or(|shown| self.shown > shown.max(start));
        if !has_words {
            self.show(picture_sign(self.text), start, end);
        }
        self.picture_end = Some(end);
    }

    /// Between two cells of a row stands one tab; bars would make the row look like a menu.
    fn cell(&mut self, start: usize) {
        let Some(gap) = self.text.get(self.shown..start) else { return };
        let cell = self.text.get(start..).unwrap_or_default();
        let start = start + cell.len() - cell.trim_start_matches(' ').len();
        // The first of its row may have no text.
        if std::mem::take(&mut self.starts_row) {
            self.markup_up_to(start);
            return;
        }
        if gap.contains('\n') || !gap.contains('|') {
            return;
        }
        self.push(HintKind::Replaced("\t".to_owned()), self.shown, start);
        self.shown = start;
    }

    /// The number of a footnote, before its text.
    fn note(&mut self, label: &str, start: usize) {
        let definition = self.text.get(start..).unwrap_or_default();
        let mark = format!("[^{label}]:");
        if definition.starts_with(&mark) {
            let rest = definition.get(mark.len()..).unwrap_or_default();
            let gap = rest.len() - rest.trim_start_matches(' ').len();
            self.show(&format!("[{label}] "), start, start + mark.len() + gap);
        }
    }

    /// Puts a hint where it belongs among the last ones: marks are known only when the text behind them is.
    fn push(&mut self, kind: HintKind, start: usize, end: usize) {
        /// What belongs further to the front waits for the sorting of all, so that no text makes this slow.
        const LOOKED_AT: usize = 16;
        let hint = Hint { span: Span::new(start, end), kind };
        let is_behind = |other: &Hint<Source>| order(other) > order(&hint);
        if !self.hints.last().is_some_and(is_behind) {
            self.hints.push(hint);
            return;
        }
        let last = self.hints.iter().rev().take(LOOKED_AT);
        let n_behind = last.take_while(|other| is_behind(other)).count();
        self.hints.insert(self.hints.len() - n_behind, hint);
    }

    /// Text that stands in the source as it is shown; an entity or an escape does not.
    fn show(&mut self, shown: &str, start: usize, end: usize) {
        self.reach(start);
        if self.text.get(start..end) == Some(shown) {
            self.shown = end;
        } else {
            self.shown = self.shown.max(start);
            self.push(HintKind::Replaced(shown.to_owned()), start, end);
            self.shown = end;
        }
    }

    /// Whether a picture ends or begins at the end of a line: it stays on a line of its own.
    fn is_beside_picture(&self, start: usize, end: usize) -> bool {
        let next = self.text.get(end..).unwrap_or_default().trim_start_matches([' ', '>']);
        next.starts_with("![") || self.picture_end == Some(start)
    }

    /// A line break inside a paragraph: none between Chinese characters, else a space.
    fn line_break(&mut self, start: usize, end: usize) {
        self.markup_up_to(start);
        if self.takes_break() || self.is_beside_picture(start, end) {
            self.shown = end;
            return;
        }
        let next = self
            .text
            .get(end..)
            .and_then(|rest| rest.trim_start_matches([' ', '>']).chars().next());
        let before =
            self.text.get(..start).and_then(|before| before.trim_end().chars().next_back());
        let is_wide = |c: Option<char>| c.is_some_and(|c| c >= '\u{2E80}');
        let is_shared =
            |c: Option<char>| c.is_some_and(|c| matches!(c, '”' | '’' | '“' | '‘' | '…' | '—'));
        // A mark of both scripts is of the script that the text around it is in.
        let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic());
        let is_chinese_mark =
            is_shared(before) && !is_latin(next) && !is_latin(self.before_marks(start))
                || is_shared(next) && !is_latin(before);
        let with = if is_wide(before) || is_wide(next) || is_chinese_mark { "" } else { " " };
        self.push(HintKind::Replaced(with.to_owned()), start, end);
        self.shown = end;
    }

    /// The paragraph has lines that are broken on purpose.
    fn begin_verse(&mut self, at: usize) {
        let before = self.text.get(..at).and_then(|before| before.rfind('\n'));
        self.verse.get_or_insert(before.map_or(0, |at| at + 1));
    }

    /// A line that is broken on purpose ends there on the page too; only the marks that broke it are taken.
    fn hard_break(&mut self, start: usize, end: usize) {
        self.begin_verse(start);
        self.markup_up_to(start);
        let marks = self.text.get(start..end).unwrap_or_default();
        let length = marks
            .trim_end_matches(['\n', '\r', ' ', '\t', '>'])
            .len()
            .max(marks.find(['\n', '\r']).unwrap_or(marks.len()));
        if length > 0 {
            self.push(HintKind::Markup, start, start + length);
        }
        self.shown = end;
    }

    /// The last character before the marks that end at `start`.
    fn before_marks(&self, start: usize) -> Option<char> {
        let before = self.text.get(..start)?.trim_end();
        before.trim_end_matches(['”', '’', '“', '‘', '…', '—']).chars().next_back()
    }

    fn code_block(&mut self, start: usize, end: usize) {
        self.markup_up_to(start);
        self.push(HintKind::Code, start, end);
        self.shown = end;
    }

    /// Code within a line; it may run over the ends of lines, which its words as the parser gives them do not have.
    fn code(&mut self, start: usize, end: usize) {
        let all = self.text.get(start..end).unwrap_or_default();
        let n_quotes = all.len() - all.trim_start_matches('`').len();
        let Some(inner) = all.len().checked_sub(n_quotes).and_then(|to| all.get(n_quotes..to))
        else {
            return;
        };
        // One space at each end only parts the code from its quotes.
        let is_space = |c: char| matches!(c, ' ' | '\n' | '\r');
        let is_parted = inner.starts_with(is_space) && inner.ends_with(is_space);
        let space = usize::from(is_parted && !inner.trim().is_empty());
        let (from, to) = (start + n_quotes + space, end - n_quotes - space);
        self.reach(from);
        self.shown = to;
        self.push(HintKind::Code, from, to);
    }

    /// What lies between the last shown text and `start`, line endings left out, is markup.
    fn markup_up_to(&mut self, start: usize) {
        if start <= self.shown {
            return;
        }
        let Some(gap) = self.text.get(self.shown..start) else { return };
        let mut line = self.shown;
        for (at, byte) in (self.shown..start).zip(gap.bytes()) {
            if byte == b'\n' {
                self.marks(line, at);
                line = at + 1;
            }
        }
        self.marks(line, start);
        self.shown = start;
    }

    /// What is markup of a line, if it is more than white space.
    fn marks(&mut self, start: usize, end: usize) {
        let marks = self.text.get(start..end).unwrap_or_default().trim_end_matches('\r');
        if !marks.trim_start().is_empty() {
            self.push(HintKind::Markup, start, start + marks.len());
        }
    }
}

/// Whether an empty line ends no block of this kind.
const fn ends_only_where_it_is_ended(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::CodeBlock(CodeBlockKind::Fenced(_)) | Tag::HtmlBlock)
}

const fn side(alignment: Alignment) -> ColumnSide {
    match alignment {
        Alignment::None | Alignment::Left => ColumnSide::Left,
        Alignment::Center => ColumnSide::Center,
        Alignment::Right => ColumnSide::Right,
    }
}
