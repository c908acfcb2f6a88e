//! Writes the text that a parser takes out of a file: each block on a line of its own, with hints.

mod tables;

use std::ops::Range;

use crate::import::code::Pieces;
use crate::import::encoding::Decoded;
use crate::import::gallery::Gallery;
use crate::import::limits::{MOST_COLUMNS, MOST_SPANNED_ROWS};
use crate::import::stated::Fields;
use crate::import::{Fault, Parsed, Warning};
use crate::text::chars::{is_cjk_mark, is_hangul, is_wide};
use crate::text::{Hint, HintKind, PICTURE_SIGNS, PicturePlace, Source, Span, picture_sign};

/// A text that is being written.
#[derive(Default)]
pub(super) struct Builder {
    text: String,
    hints: Vec<Hint<Source>>,
    /// Kinds that are open, with where each began.
    open: Vec<(HintKind, usize)>,
    /// White space that is written only if text follows on its line.
    gap: Gap,
    /// Tables that are open.
    tables: Vec<OpenTable>,
    /// The pictures.
    pub(super) gallery: Gallery,
    /// The words of the picture that stands on the line above.
    words_above: Option<Range<usize>>,
    /// Where the text of an item begins, behind its mark or number, while nothing of it is written.
    begun: Option<usize>,
    /// What the open boxes interrupt.
    around: Vec<Self>,
    /// What boxes held that come behind the open block.
    boxes: Vec<Self>,
    /// What the file calls itself.
    pub(super) name: String,
    /// What else the file states.
    pub(super) stated: Fields,
    /// The paragraphs of code.
    pub(super) code: Pieces,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Gap {
    #[default]
    None,
    Space,
    /// A line ending in the file, which is nothing between Chinese characters.
    Line,
    /// The border of two cells.
    Cell(usize),
    /// The end of a block in a cell.
    Block,
}

struct OpenTable {
    start: usize,
    /// Columns of each row.
    rows: Vec<usize>,
    /// Whether a cell holds more than a line, or a table another.
    is_layout: bool,
    /// Where a block within a cell ended and another follows, in bytes.
    breaks: Vec<usize>,
    columns: usize,
    /// Columns of the cell that is open.
    last: usize,
    /// Where the open row begins, in bytes, and how many columns of it are empty before its first text.
    row: (usize, usize),
    /// The rows that begin with empty columns: where, and how many there are.
    leads: Vec<(usize, usize)>,
    /// Of each column how many rows, the open one included, a cell reaches over that began in it.
    held: Vec<usize>,
    /// Whether a row is open.
    is_in_row: bool,
}

/// How many columns and rows a cell takes up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Extent {
    pub(super) n_columns: usize,
    pub(super) n_rows: usize,
}

impl Extent {
    /// What nearly every cell takes up.
    pub(super) const ONE: Self = Self { n_columns: 1, n_rows: 1 };

    /// What is said of a cell, nothing where nothing is; within what a table may have.
    pub(super) fn new(n_columns: Option<usize>, n_rows: Option<usize>) -> Self {
        // None at all means: to the end of its part of the table.
        let n_rows = n_rows.map_or(1, |n| if n == 0 { MOST_SPANNED_ROWS } else { n });
        Self {
            n_columns: n_columns.unwrap_or(1).clamp(1, MOST_COLUMNS),
            n_rows: n_rows.min(MOST_SPANNED_ROWS),
        }
    }
}

/// Whether a line ending between two characters means nothing: both are Chinese, one at least no mark that Western
/// texts have as well.
fn are_unspaced(last: char, next: char) -> bool {
    let is_chinese = |c: char| (is_wide(c) && !is_hangul(c)) || is_cjk_mark(c);
    is_chinese(last) && is_chinese(next) && (is_wide(last) || is_wide(next))
}

impl Builder {
    /// What is written and what is said of it, for those who judge it as a whole.
    pub(super) fn written(&mut self) -> (&str, &mut Vec<Hint<Source>>) {
        (&self.text, &mut self.hints)
    }

    /// The text that is written.
    pub(super) fn so_far(&self) -> &str {
        &self.text
    }

    /// Text whose white space means nothing but a gap.
    pub(super) fn flowing(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\n' | '\r' if matches!(self.gap, Gap::None | Gap::Space) => self.gap = Gap::Line,
                ' ' | '\t' | '\u{C}' if self.gap == Gap::None => self.gap = Gap::Space,
                ' ' | '\t' | '\u{C}' | '\n' | '\r' => {}
                c => self.push(c),
            }
        }
    }

    /// Text that stands as it is, line endings as line breaks.
    pub(super) fn exact(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\r' => {}
                '\n' => self.text.push('\n'),
                c => self.push(c),
            }
        }
    }

    /// The same of text without line endings.
    pub(super) fn run(&mut self, text: &str) {
        let mut chars = text.chars();
        match chars.next() {
            Some(first) if !text.contains('\0') => {
                self.push(first);
                self.text.push_str(chars.as_str());
            }
            _ => text.chars().for_each(|c| self.push(c)),
        }
    }

    /// One character of text, behind the gap that is due.
    pub(super) fn push(&mut self, c: char) {
        // What is no text at all must not reach the page.
        if c == '\0' {
            return;
        }
        let last = self.text.chars().next_back();
        let starts_line = last.is_none_or(|last| last == '\n');
        match self.gap {
            Gap::Space if !starts_line && !matches!(last, Some('\t' | ' ')) => self.text.push(' '),
            Gap::Line
                if !starts_line
                    && !matches!(last, Some('\t' | ' '))
                    && !last.is_some_and(|last| are_unspaced(last, c)) =>
            {
                self.text.push(' ');
            }
            _ => {}
        }
        self.settle();
        self.text.push(c);
    }

    /// Takes back the line that is open where it is what the words of the picture above it say already.
    fn say_once(&mut self) {
        let Some(above) = self.words_above.take() else { return };
        let is_caption = self.open.iter().any(|(kind, _)| *kind == HintKind::Caption);
        let (start, words) = (above.end + 1, self.text.get(above.clone()).unwrap_or_default());
        if is_caption && words == PICTURE_SIGNS[0] {
            self.take_for_words(&above);
        } else if self.text.get(start..).is_some_and(|line| line.trim() == words) {
            self.text.truncate(start);
            drop(self.hints_behind(start));
            self.open.iter_mut().for_each(|(_, open)| *open = (*open).min(start));
        }
    }

    /// Takes off the hints that end behind a place: the last ones.
    pub(super) fn hints_behind(&mut self, at: usize) -> Vec<Hint<Source>> {
        let last = self.hints.iter().rposition(|hint| hint.span.end.index() <= at);
        self.hints.split_off(last.map_or(0, |last| last + 1))
    }

    /// The open line takes the place of the sign above it.
    fn take_for_words(&mut self, sign: &Range<usize>) {
        let n_bytes = sign.len() + 1;
        self.text.replace_range(sign.start..=sign.end, "");
        let end = self.text.trim_end().len();
        let moved = |at: usize| if at > sign.end { at - n_bytes } else { at.min(sign.start) };
        for mut hint in self.hints_behind(sign.start) {
            let range = hint.span.range();
            if range == *sign && matches!(hint.kind, HintKind::Picture(_)) {
                hint.span = Span::new(sign.start, end);
            } else {
                hint.span = Span::new(moved(range.start), moved(range.end));
            }
            self.hints.extend((!hint.span.is_empty()).then_some(hint));
        }
        self.open.iter_mut().for_each(|(_, open)| *open = moved(*open));
    }

    /// Ends the line of the block before, if it has one; in a cell only if another block follows.
    pub(super) fn block(&mut self) {
        self.end_line();
        if self.is_at_line_start() {
            for held in std::mem::take(&mut self.boxes) {
                self.put(&held.text, held.hints);
            }
        }
    }

    /// The same within an item, whose text begins behind its mark or number.
    pub(super) fn inner_block(&mut self) {
        if !self.is_behind_mark() {
            self.block();
        }
    }

    /// The text of an item begins here.
    pub(super) fn begin_item(&mut self) {
        self.begun = Some(self.text.len());
    }

    fn is_behind_mark(&self) -> bool {
        self.begun == Some(self.text.len())
    }

    fn end_line(&mut self) {
        if !self.is_at_line_start() {
            self.say_once();
        }
        if self.is_at_line_start() || matches!(self.gap, Gap::Cell(_)) {
            return;
        }
        if self.tables.last().is_some_and(|table| table.columns > 0) {
            self.gap = Gap::Block;
        } else {
            self.gap = Gap::None;
            self.text.push('\n');
        }
    }

    /// What is written until [`Self::end_box`] stands in a box beside the open block, and is read behind it; says
    /// whether it does, which it does not in a table, or where nothing of the block is written yet.
    pub(super) fn begin_box(&mut self) -> bool {
        let stands_apart = !self.is_at_line_start() && self.tables.is_empty();
        if stands_apart {
            let gallery = std::mem::take(&mut self.gallery);
            let around = std::mem::replace(self, Self { gallery, ..Self::default() });
            self.around.push(around);
        }
        stands_apart
    }

    /// Ends a box that stands apart.
    pub(super) fn end_box(&mut self) {
        self.close_all();
        let Some(around) = self.around.pop() else { return };
        let mut held = std::mem::replace(self, around);
        self.gallery = std::mem::take(&mut held.gallery);
        self.boxes.push(held);
    }

    /// Ends all that is open.
    fn close_all(&mut self) {
        while !self.tables.is_empty() {
            self.close_table();
        }
        while !self.open.is_empty() {
            self.close();
        }
        self.hints.extend(self.code.hints());
        self.block();
    }

    /// Puts a text that is written already behind all that is.
    fn put(&mut self, text: &str, hints: Vec<Hint<Source>>) {
        let offset = self.text.len();
        self.text.push_str(text);
        self.hints.extend(hints.into_iter().map(|hint| Hint {
            span: Span::new(offset + hint.span.start.index(), offset + hint.span.end.index()),
            kind: hint.kind,
        }));
    }

    /// Writes the border or the line ending that is due.
    fn settle(&mut self) {
        match std::mem::take(&mut self.gap) {
            Gap::Cell(n_cells) => self.text.extend(std::iter::repeat_n('\t', n_cells)),
            Gap::Block => {
                let n_around = self.tables.len().saturating_sub(1);
                self.tables.iter_mut().take(n_around).for_each(|table| table.is_layout = true);
                let at = self.text.len();
                if let Some(table) = self.tables.last_mut() {
                    table.breaks.push(at);
                }
                self.text.push('\n');
            }
            Gap::None | Gap::Space | Gap::Line => {}
        }
    }

    /// A heading follows, which stands on a line of its own also where another cell is on it.
    pub(super) fn heading(&mut self) {
        if !self.is_at_line_start() {
            self.tables.iter_mut().for_each(|table| table.is_layout = true);
            self.gap = Gap::Block;
            self.settle();
        }
    }

    /// A line break within a block.
    pub(super) fn line_break(&mut self) {
        self.gap = Gap::None;
        let at = self.text.len();
        if let Some(table) = self.tables.last_mut().filter(|table| table.columns > 0) {
            table.breaks.push(at);
        }
        self.text.push('\n');
    }

    /// A break between two blocks that the format draws as a line.
    pub(super) fn rule(&mut self) {
        self.block();
        let at = self.text.len();
        self.hints.push(Hint { span: Span::new(at, at), kind: HintKind::Rule });
    }

    /// Marks that are not text, as those of Markdown: the page draws its own.
    pub(super) fn mark(&mut self, mark: &str) {
        self.settle();
        let start = self.text.len();
        self.text.push_str(mark);
        self.hints.push(Hint { span: Span::new(start, self.text.len()), kind: HintKind::Markup });
        self.begin_item();
    }

    /// The words that stand for a picture, or a sign: on a line of their own, but within a cell of a table.
    pub(super) fn picture(&mut self, words: &str, place: PicturePlace) {
        let is_in_cell = self.tables.last().is_some_and(|table| table.columns > 0);
        if !is_in_cell {
            self.inner_block();
        }
        self.words_above = None;
        let start = self.text.len();
        self.picture_among_words(words, place);
        if !is_in_cell {
            let end = self.text.len();
            self.block();
            self.words_above = Some(start..end);
        }
    }

    /// The same among the words of its line.
    pub(super) fn picture_among_words(&mut self, words: &str, place: PicturePlace) {
        self.open(HintKind::Picture(place));
        if words.is_empty() {
            self.exact(PICTURE_SIGNS[0]);
        } else {
            self.flowing(words);
        }
        self.close();
    }

    /// The signs of pictures in the language of the text.
    fn say_signs(&mut self) {
        let sign = picture_sign(&self.text);
        for hint in self.hints.iter().filter(|hint| matches!(hint.kind, HintKind::Picture(_))) {
            let range = hint.span.range();
            if self.text.get(range.clone()) == Some(PICTURE_SIGNS[0]) {
                self.text.replace_range(range, sign);
            }
        }
    }

    /// What follows is of this kind, until [`Self::close`].
    pub(super) fn open(&mut self, kind: HintKind) {
        // A gap before a word belongs outside of it.
        if !self.is_at_line_start() && matches!(self.gap, Gap::Space) {
            self.gap = Gap::None;
            self.text.push(' ');
        }
        self.open.push((kind, self.text.len()));
    }

    /// What `write` writes is of these kinds, as far as there are any.
    pub(super) fn within(&mut self, kinds: [Option<HintKind>; 3], write: impl FnOnce(&mut Self)) {
        let n_kinds = kinds.iter().flatten().count();
        kinds.into_iter().flatten().for_each(|kind| self.open(kind));
        write(self);
        (0..n_kinds).for_each(|_| self.close());
    }

    /// Ends what was opened last.
    pub(super) fn close(&mut self) {
        self.close_below(0);
    }

    /// Ends what was opened before the last `n_later`, which stay open.
    pub(super) fn close_below(&mut self, n_later: usize) {
        let Some(index) = self.open.len().checked_sub(n_later + 1) else { return };
        let is_caption = self.open.get(index).is_some_and(|(kind, _)| *kind == HintKind::Caption);
        if is_caption && !self.is_at_line_start() {
            self.say_once();
        }
        let (kind, start) = self.open.remove(index);
        if kind == HintKind::Code && self.goes_on_with_code(start) {
            return;
        }
        let written = self.text.get(start..).unwrap_or_default();
        let end = start + written.trim_end().len();
        let start = start + (written.len() - written.trim_start().len());
        if start < end {
            self.hints.push(Hint { span: Span::new(start, end), kind });
        }
    }

    /// Writes what was taken out of another part, behind all that is written.
    pub(super) fn append(&mut self, part: Parsed) {
        self.block();
        let places: Vec<PicturePlace> =
            part.pictures.into_iter().map(|picture| self.gallery.hang(picture)).collect();
        let mut hints = part.hints;
        for hint in &mut hints {
            if let HintKind::Picture(PicturePlace::Inside(number)) = hint.kind {
                let place = places.get(number as usize).copied();
                hint.kind = HintKind::Picture(place.unwrap_or(PicturePlace::Elsewhere));
            }
        }
        self.put(&part.decoded.text, hints);
    }

    /// The last character that is written.
    pub(super) fn last(&self) -> Option<char> {
        self.text.chars().next_back()
    }

    /// Whether nothing stands on the line yet.
    pub(super) fn is_at_line_start(&self) -> bool {
        self.text.is_empty() || self.text.ends_with('\n')
    }

    /// The text with its hints in order.
    pub(super) fn finish(mut self) -> Parsed {
        while !self.around.is_empty() {
            self.end_box();
        }
        self.close_all();
        self.say_signs();
        let name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        if !name.is_empty() {
            self.hints.push(Hint { span: Span::new(0, 0), kind: HintKind::Name(name) });
        }
        self.hints.extend(self.stated.into_hints());
        self.hints.sort_by_key(|hint| (hint.span.start, std::cmp::Reverse(hint.span.end)));
        let has_left_out = self.gallery.has_left_out;
        let warnings = has_left_out.then_some(Warning::Partly(Fault::PicturesLeftOut));
        let pictures = self.gallery.finish(&mut self.hints);
        let decoded =
            Decoded { text: self.text, encoding: "UTF-8", n_undecodable: 0, confidence: 100 };
        let warnings = warnings.into_iter().collect();
        Parsed { decoded, hints: self.hints, pictures, warnings }
    }
}
