//! Writes the text with its hints.

use crate::import::Parsed;
use crate::import::builder::{Builder, Extent};
use crate::import::items::{Gap, Label, Written};
use crate::import::raised::Raised;
use crate::import::stated::Fields;
use crate::text::HintKind;
use crate::text::chars::is_wide;

/// Longest text of a label or of a field's instruction that is kept, in bytes.
const MOST_SIDE_BYTES: usize = 4096;

/// How characters look.
#[expect(clippy::struct_excessive_bools, reason = "each is set by itself, and they add up")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) is_strong: bool,
    pub(super) is_emphasis: bool,
    pub(super) is_hidden: bool,
    pub(super) raised: Option<Raised>,
    /// Whether the font is one that code is set in.
    pub(super) is_code: bool,
}

/// What is said of a paragraph before its text and holds until it is reset.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    pub(super) kind: Option<HintKind>,
    /// The level in its list, from 0.
    pub(super) level: usize,
    pub(super) is_in_table: bool,
}

#[derive(Default)]
pub(super) struct Writer {
    builder: Builder,
    pub(super) paragraph: Paragraph,
    has_begun: bool,
    n_hints: usize,
    code: Code,
    /// Bytes of text, and how many of them only their font calls code.
    n_bytes: usize,
    n_code_bytes: usize,
    label: String,
    instruction: String,
    /// The address of the field whose result comes.
    address: Option<String>,
    /// Whether each open result is a link.
    open_links: Vec<bool>,
    table: Table,
    notes: Vec<Parsed>,
    is_note_numbered: bool,
    /// The number of the note that begins, until its text does.
    note: Option<usize>,
    outer: Option<Box<Outer>>,
    /// What the file states of its text.
    pub(super) stated: Fields,
}

/// Whether the open paragraph is a line of code.
#[derive(Default)]
struct Code {
    /// Where it begins.
    start: Option<usize>,
    /// Whether other words stand in it.
    is_mixed: bool,
}

/// How far the open table is.
#[derive(Default)]
struct Table {
    is_open: bool,
    is_row_open: bool,
    is_cell_open: bool,
}

/// What is put aside while a note is read.
struct Outer {
    builder: Builder,
    paragraph: Paragraph,
    has_begun: bool,
    n_hints: usize,
    code: Code,
    table: Table,
    open_links: Vec<bool>,
}

impl Writer {
    /// The text with its notes behind it.
    pub(super) fn finish(mut self) -> Parsed {
        self.end_note();
        self.end_paragraph();
        self.end_table();
        for note in std::mem::take(&mut self.notes) {
            self.builder.append(note);
        }
        // What is typed all of it as code is, is a typewriter's.
        if self.n_code_bytes * 10 > self.n_bytes * 9 {
            self.builder.forget_code();
        }
        let mut parsed = self.builder.finish();
        self.stated.tell(&mut parsed);
        parsed
    }

    pub(super) fn reset_paragraph(&mut self) {
        self.paragraph = Paragraph::default();
    }

    pub(super) fn end_paragraph(&mut self) {
        for _ in 0..std::mem::take(&mut self.n_hints) {
            self.builder.close();
        }
        let code = std::mem::take(&mut self.code);
        if let Some(start) = code.start.filter(|_| !code.is_mixed) {
            self.builder.end_code(start);
        } else if !self.has_begun && self.is_code() {
            self.builder.empty_line_of_code();
        }
        self.has_begun = false;
        self.label.clear();
        self.builder.block();
    }

    pub(super) fn write(&mut self, text: &str, look: Look) {
        let is_code = look.is_code || self.is_code();
        let text = if self.has_begun || is_code { text } else { text.trim_start() };
        if look.is_hidden || text.is_empty() {
            return;
        }
        let text = self.begin_paragraph(text, is_code);
        // Fonts of code have no Chinese characters.
        self.code.is_mixed |= !is_code && !text.chars().all(|c| c.is_whitespace() || is_wide(c));
        self.n_bytes += text.len();
        self.n_code_bytes += if look.is_code && !self.is_code() { text.len() } else { 0 };
        let spaced = is_code.then(|| text.replace('\u{A0}', " "));
        let text = spaced.as_deref().unwrap_or(text);
        let kinds = [
            look.is_code.then_some(HintKind::Code),
            look.is_strong.then_some(HintKind::Strong),
            look.is_emphasis.then_some(HintKind::Emphasis),
        ];
        let last = self.builder.last();
        let text = look.raised.map_or(text.into(), |raised| raised.written(text, last));
        self.builder.within(kinds, |builder| builder.exact(&text));
    }

    /// Whether the style of the paragraph says that it is code.
    fn is_code(&self) -> bool {
        self.paragraph.kind == Some(HintKind::Code)
    }

    /// A picture, which the format has without words; one of another kind, or too large, is a frame.
    pub(super) fn picture(&mut self, bytes: Vec<u8>, look: Look) {
        if look.is_hidden {
            return;
        }
        self.begin_paragraph("", false);
        let place = self.builder.gallery.add(bytes);
        self.builder.picture("", place);
    }

    /// Begins a paragraph with its first text, which may hold the sign of an item; gives what is left.
    fn begin_paragraph<'t>(&mut self, text: &'t str, is_code: bool) -> &'t str {
        if std::mem::replace(&mut self.has_begun, true) {
            return text;
        }
        if self.paragraph.is_in_table {
            self.begin_cell();
        } else {
            self.end_table();
        }
        let typed = text.strip_prefix(['•', '·', '▪']).map(str::trim_start);
        let label = std::mem::take(&mut self.label);
        let label = match label.trim() {
            "" => typed.map(|_| Label::Bullet(self.paragraph.level)),
            label => labelled(label, self.paragraph.level),
        };
        let kind = self.paragraph.kind.clone();
        let is_heading = matches!(kind, Some(HintKind::Heading(_)));
        if is_code && !is_heading && label.is_none() && self.note.is_none() {
            self.code.start = self.builder.begin_code();
        }
        let is_told = kind == Some(HintKind::Code) && self.code.start.is_some();
        kind.filter(|_| !is_told).into_iter().for_each(|kind| self.open(kind));
        match label.and_then(|label| label.written(is_heading)) {
            Some(Written::Item(level, mark)) => self.item(level, &mark),
            Some(Written::Text(number)) => self.builder.exact(&number),
            None => {}
        }
        if let Some(note) = self.note.take() {
            self.builder.exact(&format!("[{note}] "));
        }
        typed.unwrap_or(text)
    }

    fn open(&mut self, kind: HintKind) {
        self.builder.open(kind);
        self.n_hints += 1;
    }

    fn item(&mut self, level: usize, mark: &str) {
        for _ in 0..=level {
            self.open(HintKind::ListItem);
        }
        self.builder.mark(mark);
    }

    pub(super) fn label(&mut self, text: &str) {
        if self.label.len() + text.len() <= MOST_SIDE_BYTES {
            self.label.push_str(text);
        }
    }

    /// The label stays until the paragraph begins.
    pub(super) fn end_label(&mut self) {
        let kept = self.label.trim().to_owned();
        self.label = kept;
    }

    pub(super) fn instruction(&mut self, text: &str) {
        if self.instruction.len() + text.len() <= MOST_SIDE_BYTES {
            self.instruction.push_str(text);
        }
    }

    /// What a field does is known: a link has its address.
    pub(super) fn end_instruction(&mut self) {
        let instruction = std::mem::take(&mut self.instruction);
        let address = instruction.trim().strip_prefix("HYPERLINK").map(str::trim);
        // An address behind \l leads to a place in the document.
        let address = address.filter(|address| !address.starts_with("\\l"));
        let quoted = address.and_then(|address| address.strip_prefix('"')?.split('"').next());
        let plain = || address?.split_whitespace().next();
        self.address = quoted.or_else(plain).map(str::to_owned);
    }

    pub(super) fn start_result(&mut self) {
        let address = self.address.take();
        self.open_links.push(address.is_some());
        if let Some(address) = address {
            if !self.has_begun {
                self.begin_paragraph("", self.is_code());
            }
            self.builder.open(HintKind::Link(address));
        }
    }

    pub(super) fn end_result(&mut self) {
        if self.open_links.pop() == Some(true) {
            self.builder.close();
        }
    }

    /// The number of the note that comes next stands in the text.
    pub(super) fn note_number(&mut self) {
        if self.outer.is_none() && !self.is_note_numbered {
            self.is_note_numbered = true;
            self.write(&format!("[{}]", self.notes.len() + 1), Look::default());
        }
    }

    /// A note is written apart, behind the text.
    pub(super) fn start_note(&mut self) {
        if self.outer.is_some() {
            return;
        }
        self.note_number();
        self.is_note_numbered = false;
        self.note = Some(self.notes.len() + 1);
        self.outer = Some(Box::new(Outer {
            builder: std::mem::take(&mut self.builder),
            paragraph: std::mem::take(&mut self.paragraph),
            has_begun: std::mem::take(&mut self.has_begun),
            n_hints: std::mem::take(&mut self.n_hints),
            code: std::mem::take(&mut self.code),
            table: std::mem::take(&mut self.table),
            open_links: std::mem::take(&mut self.open_links),
        }));
    }

    pub(super) fn end_note(&mut self) {
        let Some(outer) = self.outer.take() else { return };
        self.end_paragraph();
        self.end_table();
        self.note = None;
        let note = std::mem::replace(&mut self.builder, outer.builder);
        self.notes.push(note.finish());
        self.paragraph = outer.paragraph;
        self.has_begun = outer.has_begun;
        self.n_hints = outer.n_hints;
        self.code = outer.code;
        self.table = outer.table;
        self.open_links = outer.open_links;
    }

    fn begin_cell(&mut self) {
        if !std::mem::replace(&mut self.table.is_open, true) {
            self.builder.open_table();
        }
        if !std::mem::replace(&mut self.table.is_row_open, true) {
            self.builder.open_row();
        }
        if !std::mem::replace(&mut self.table.is_cell_open, true) {
            self.builder.open_cell(Extent::ONE);
        }
    }

    pub(super) fn end_cell(&mut self) {
        self.end_paragraph();
        self.begin_cell();
        self.table.is_cell_open = false;
    }

    pub(super) fn end_row(&mut self) {
        self.end_paragraph();
        if self.table.is_open {
            self.builder.close_row();
        }
        self.table.is_row_open = false;
        self.table.is_cell_open = false;
    }

    fn end_table(&mut self) {
        if std::mem::take(&mut self.table).is_open {
            self.builder.close_table();
        }
    }
}

/// What a written label is: a sign of one or two characters is a bullet.
fn labelled(label: &str, level: usize) -> Option<Label> {
    let is_sign = label.chars().count() <= 2 && !label.chars().any(is_counted);
    if is_sign { Some(Label::Bullet(level)) } else { Label::of_number(label, level, Gap::Space) }
}

/// Whether a character says a number: letters and digits do, circled ones too; signs of symbol fonts do not.
fn is_counted(c: char) -> bool {
    (c.is_alphanumeric() && c != 'o' && c != 'l' && c != 'n' && c != '·')
        || matches!(c, '①'..='⓿' | '㊀'..='㊿')
}
