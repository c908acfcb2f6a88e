//! Writes the text of a document's parts.

use std::collections::HashMap;

use crate::import::builder::{Builder, Extent};
use crate::import::docx::drawing::Drawing;
use crate::import::docx::numbering::{NumberRef, Numbering};
use crate::import::docx::styles::Styles;
use crate::import::items::{Label, Written};
use crate::import::named;
use crate::import::raised::Raised;
use crate::import::xml::{Element, Handler};
use crate::text::{HintKind, PicturePlace};

/// Writes the text of a part.
pub(super) struct Writer<'a> {
    pub(super) builder: Builder,
    styles: &'a Styles,
    numbering: &'a mut Numbering,
    links: &'a HashMap<String, String>,
    paragraph: Paragraph,
    run: Run,
    /// Elements whose text is not shown: deleted text, second forms of the same picture, earlier properties.
    n_skipped: usize,
    /// The reading of the characters that follow: Word has it before them.
    reading: String,
    is_in_reading: bool,
    is_in_text: bool,
    /// Whether each open link has an address.
    open_links: Vec<bool>,
    /// The paragraphs that the open boxes interrupt, and whether each box is read behind its own.
    boxed: Vec<(Paragraph, bool)>,
    /// The note that begins, until its text does.
    note: Option<String>,
    /// The numbers of the notes by kind and identity, in the order in which they are first named.
    notes: HashMap<(NoteKind, String), usize>,
    pub(super) has_text: bool,
    pub(super) drawing: Drawing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum NoteKind {
    Footnote,
    Endnote,
}

/// What a paragraph says of itself, whatever its style says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Own {
    #[default]
    Nothing,
    Text,
    /// A heading of this level.
    Heading(u8),
}

#[derive(Default)]
struct Paragraph {
    style: Option<String>,
    own: Own,
    number: NumberRef,
    /// Whether it is one: there is text outside of paragraphs too.
    is_open: bool,
    /// Whether its first text came, and with it its hints.
    has_begun: bool,
    is_counted: bool,
    n_hints: usize,
    /// Where it begins, if it is a line of code.
    code: Option<usize>,
}

#[expect(clippy::struct_excessive_bools, reason = "each is set by itself, and they add up")]
#[derive(Default)]
struct Run {
    is_strong: bool,
    is_emphasis: bool,
    is_hidden: bool,
    raised: Option<Raised>,
    is_code: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        styles: &'a Styles,
        numbering: &'a mut Numbering,
        links: &'a HashMap<String, String>,
    ) -> Self {
        Self {
            builder: Builder::default(),
            styles,
            numbering,
            links,
            paragraph: Paragraph::default(),
            run: Run::default(),
            n_skipped: 0,
            reading: String::new(),
            is_in_reading: false,
            is_in_text: false,
            open_links: Vec::new(),
            boxed: Vec::new(),
            note: None,
            notes: HashMap::new(),
            has_text: false,
            drawing: Drawing::default(),
        }
    }

    /// A picture, if the element is one.
    fn draw(&mut self, name: &str, element: &Element<'_>) {
        if self.n_skipped > 0 {
            return;
        }
        let Some(shown) = self.drawing.start(name, element) else { return };
        let gallery = &mut self.builder.gallery;
        let known = shown.id.filter(|id| gallery.knows(id));
        let place = known.map_or(PicturePlace::Elsewhere, |id| gallery.named(&id));
        self.begin_paragraph();
        self.has_text = true;
        if shown.is_small && !self.builder.is_at_line_start() {
            self.builder.picture_among_words(&shown.words, place);
        } else {
            self.builder.picture(&shown.words, place);
        }
    }

    fn start_box(&mut self) {
        let stands_apart = self.builder.begin_box();
        let mut paragraph = std::mem::take(&mut self.paragraph);
        if !stands_apart {
            (0..std::mem::take(&mut paragraph.n_hints)).for_each(|_| self.builder.close());
            paragraph.code.take().into_iter().for_each(|start| self.builder.end_code(start));
            paragraph.has_begun = false;
            self.builder.block();
        }
        self.boxed.push((paragraph, stands_apart));
    }

    fn end_box(&mut self) {
        let Some((paragraph, stands_apart)) = self.boxed.pop() else { return };
        self.end_paragraph();
        if stands_apart {
            self.builder.end_box();
        }
        self.paragraph = paragraph;
    }

    /// Ends what a break of the part left open.
    pub(super) fn end_all(&mut self) {
        while !self.boxed.is_empty() {
            self.end_box();
        }
        self.end_paragraph();
        self.n_skipped = 0;
        self.is_in_reading = false;
        self.reading.clear();
        self.is_in_text = false;
        self.open_links.clear();
        self.run = Run::default();
    }

    fn end_paragraph(&mut self) {
        // A number without text counts as well.
        drop(self.label());
        let is_code = self.is_code();
        let paragraph = std::mem::take(&mut self.paragraph);
        (0..paragraph.n_hints).for_each(|_| self.builder.close());
        if let Some(start) = paragraph.code {
            self.builder.end_code(start);
        } else if is_code && !paragraph.has_begun {
            self.builder.empty_line_of_code();
        }
        self.builder.block();
    }

    /// Whether the open paragraph is a line of code.
    fn is_code(&self) -> bool {
        let kind = || self.styles.kind(self.paragraph.style.as_deref());
        self.paragraph.is_open && kind() == Some(HintKind::Code)
    }

    /// The number of the open paragraph, once.
    fn label(&mut self) -> Option<Label> {
        if !self.paragraph.is_open || std::mem::replace(&mut self.paragraph.is_counted, true) {
            return None;
        }
        let style = self.paragraph.style.as_deref();
        let number = self.styles.number(style, &self.paragraph.number);
        self.numbering.next(&number, self.styles.with_parents(style))
    }

    fn begin_paragraph(&mut self) {
        if self.paragraph.has_begun {
            return;
        }
        self.paragraph.has_begun = true;
        let label = self.label();
        let own = self.paragraph.own;
        let of_style = self.styles.kind(self.paragraph.style.as_deref());
        let kind = match (own, of_style) {
            (_, Some(HintKind::Caption)) => Some(HintKind::Caption),
            (Own::Heading(level), _) => Some(HintKind::Heading(level)),
            (Own::Text, Some(HintKind::Heading(_))) => None,
            (_, of_style) => of_style,
        };
        let is_heading = matches!(kind, Some(HintKind::Heading(_) | HintKind::Caption));
        if kind == Some(HintKind::Code) && label.is_none() {
            self.paragraph.code = self.builder.begin_code();
        }
        if let Some(kind) = kind.filter(|_| self.paragraph.code.is_none()) {
            self.builder.open(kind);
            self.paragraph.n_hints += 1;
        }
        match label.and_then(|label| label.written(is_heading)) {
            Some(Written::Item(level, mark)) => self.item(level, &mark),
            Some(Written::Text(number)) => self.builder.exact(&number),
            None => {}
        }
        if let Some(note) = self.note.take() {
            self.builder.exact(&format!("[{note}] "));
        }
    }

    /// Begins an item; one of a list within others stands in all of them.
    fn item(&mut self, level: usize, mark: &str) {
        for _ in 0..=level {
            self.builder.open(HintKind::ListItem);
        }
        self.paragraph.n_hints += level + 1;
        self.builder.mark(mark);
    }

    fn write(&mut self, text: &str) {
        // A note begins with its number, whatever gap the file has there.
        let is_note_start = self.note.is_some() && !self.paragraph.has_begun;
        let text = if is_note_start { text.trim_start() } else { text };
        if self.n_skipped > 0 || self.run.is_hidden || text.is_empty() {
            return;
        }
        self.begin_paragraph();
        self.has_text = true;
        let kinds = [
            self.run.is_code.then_some(HintKind::Code),
            self.run.is_strong.then_some(HintKind::Strong),
            self.run.is_emphasis.then_some(HintKind::Emphasis),
        ];
        let last = self.builder.last();
        let text = self.run.raised.map_or(text.into(), |raised| raised.written(text, last));
        self.builder.within(kinds, |builder| builder.exact(&text));
    }

    fn property(&mut self, name: &str, element: &Element<'_>) {
        if self.n_skipped > 0 {
            return;
        }
        let value = || element.get("val").unwrap_or_default();
        let is_on = || !matches!(value().as_str(), "0" | "false" | "off" | "none");
        match name {
            "rStyle" => self.run.is_code = self.styles.is_code(&value()),
            "pStyle" => self.paragraph.style = Some(value()),
            "outlineLvl" => {
                let level = named::outline_level(&value());
                self.paragraph.own = level.map_or(Own::Text, Own::Heading);
            }
            "numId" => self.paragraph.number.list = Some(value()),
            "ilvl" => self.paragraph.number.level = value().parse().ok(),
            "b" => self.run.is_strong = is_on(),
            "i" | "em" => self.run.is_emphasis = is_on(),
            "vertAlign" => {
                self.run.raised = match value().as_str() {
                    "superscript" => Some(Raised::Up),
                    "subscript" => Some(Raised::Down),
                    _ => None,
                };
            }
            "vanish" => self.run.is_hidden = is_on(),
            _ => {}
        }
    }

    /// The number of a note: they count up in the order in which the text names them.
    fn note_number(&mut self, kind: NoteKind, element: &Element<'_>) -> Option<usize> {
        let next = self.notes.len() + 1;
        Some(*self.notes.entry((kind, element.get("id")?)).or_insert(next))
    }

    fn note_mark(&mut self, kind: NoteKind, element: &Element<'_>) {
        if self.n_skipped > 0 {
            return;
        }
        if let Some(number) = self.note_number(kind, element) {
            self.write(&format!("[{number}]"));
        }
    }

    fn start_note(&mut self, kind: NoteKind, element: &Element<'_>) {
        // Separators above the notes have kinds of their own.
        if element.get("type").is_some_and(|kind| kind != "normal") {
            self.n_skipped += 1;
        } else {
            self.note = self.note_number(kind, element).map(|number| number.to_string());
        }
    }

    fn start_link(&mut self, element: &Element<'_>) {
        let address = element.get("id").and_then(|id| self.links.get(&id)).cloned();
        self.begin_paragraph();
        self.open_links.push(address.is_some());
        address.into_iter().for_each(|to| self.builder.open(HintKind::Link(to)));
    }
}

/// What is not shown: deleted text, second forms of what stands before, properties as they were.
fn is_skipped(name: &str) -> bool {
    matches!(name, "del" | "moveFrom" | "Fallback" | "pPrChange" | "rPrChange" | "numberingChange")
}

impl Handler for Writer<'_> {
    fn start(&mut self, name: &str, element: &Element<'_>) {
        match name {
            "footnote" => self.start_note(NoteKind::Footnote, element),
            "endnote" => self.start_note(NoteKind::Endnote, element),
            _ if is_skipped(name) => self.n_skipped += 1,
            _ if self.n_skipped > 0 => {}
            "p" => {
                self.end_paragraph();
                self.paragraph.is_open = true;
            }
            "r" => self.run = Run::default(),
            "t" => self.is_in_text = true,
            "tab" if self.paragraph.has_begun || self.is_code() => self.write("\t"),
            "br" | "cr" => self.write("\n"),
            "noBreakHyphen" => self.write("\u{2011}"),
            "footnoteReference" => self.note_mark(NoteKind::Footnote, element),
            "endnoteReference" => self.note_mark(NoteKind::Endnote, element),
            "rt" => self.is_in_reading = true,
            "hyperlink" => self.start_link(element),
            "drawing" | "pict" | "extent" | "docPr" | "blip" | "imagedata" => {
                self.draw(name, element);
            }
            "txbxContent" => self.start_box(),
            "tbl" => {
                self.end_paragraph();
                self.builder.open_table();
            }
            "tr" => self.builder.open_row(),
            "tc" => self.builder.open_cell(Extent::ONE),
            _ => self.property(name, element),
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "footnote" | "endnote" => self.n_skipped = 0,
            _ if is_skipped(name) => self.n_skipped = self.n_skipped.saturating_sub(1),
            _ if self.n_skipped > 0 => {}
            "p" => self.end_paragraph(),
            "t" => self.is_in_text = false,
            "rt" => self.is_in_reading = false,
            "rubyBase" if !self.reading.is_empty() => {
                let reading = std::mem::take(&mut self.reading);
                self.write(&format!("({reading})"));
            }
            "hyperlink" if self.open_links.pop() == Some(true) => self.builder.close(),
            "txbxContent" => self.end_box(),
            "tbl" => self.builder.close_table(),
            "tr" => self.builder.close_row(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.is_in_text && self.is_in_reading {
            self.reading.push_str(text);
        } else if self.is_in_text {
            self.write(text);
        }
    }
}
