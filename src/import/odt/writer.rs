//! Writes the text of the content.

use std::collections::HashMap;

use crate::import::Parsed;
use crate::import::builder::{Builder, Extent};
use crate::import::items::{Label, Written};
use crate::import::odt::frame::Frame;
use crate::import::odt::lists::{Counts, ListStyles};
use crate::import::odt::styles::{Look, Styles};
use crate::import::xml::{Element, Handler};
use crate::text::HintKind;

/// Most spaces that one element stands for.
const MOST_SPACES: usize = 200;

/// Writes the text of the content.
pub(super) struct Writer {
    pub(super) builder: Builder,
    styles: Styles,
    /// Elements that are not shown: declarations, deleted text, comments.
    n_skipped: usize,
    is_in_body: bool,
    paragraph: Option<Paragraph>,
    /// The looks of the open spans.
    looks: Vec<Look>,
    lists: Vec<List>,
    /// How far each list has counted, by its identity.
    counts: HashMap<String, Counts>,
    /// How far the lists of each style have counted, for those that go on.
    by_style: HashMap<String, Counts>,
    outline: Counts,
    /// Notes that come behind the text.
    notes: Vec<Parsed>,
    /// The number of the note that begins, until its text does.
    note: Option<usize>,
    /// What the open note interrupts.
    outer: Option<Box<Outer>>,
    /// What the open boxes interrupt.
    boxed: Vec<Boxed>,
    reading: Option<Reading>,
    open_links: Vec<bool>,
    pub(super) has_text: bool,
    pub(super) frames: Vec<Frame>,
    /// The signs of the formulas that stand beside the text, by their folder.
    pub(super) formulas: HashMap<String, String>,
}

/// A paragraph that is open.
#[derive(Default)]
struct Paragraph {
    style: String,
    /// The level of a heading, from 1.
    level: Option<u8>,
    start: Option<u32>,
    is_numbered: bool,
    has_begun: bool,
    n_hints: usize,
    /// Whether it is a line of code, and where that begins if it is put together with others.
    is_code: bool,
    code: Option<usize>,
}

/// A list that is open.
struct List {
    style: Option<String>,
    id: Option<String>,
    counts: Counts,
    /// Whether the item's label is still to be set.
    is_item: bool,
    start: Option<u32>,
}

/// What is put aside while a note is read.
#[derive(Default)]
struct Outer {
    builder: Builder,
    paragraph: Option<Paragraph>,
    looks: Vec<Look>,
    lists: Vec<List>,
}

/// What is put aside while a box is read.
struct Boxed {
    paragraph: Option<Paragraph>,
    looks: Vec<Look>,
    lists: Vec<List>,
    /// Whether the box is read behind the paragraph.
    stands_apart: bool,
}

#[derive(Default)]
struct Reading {
    text: String,
    is_open: bool,
}

impl Writer {
    pub(super) fn new(styles: Styles) -> Self {
        Self {
            builder: Builder::default(),
            styles,
            n_skipped: 0,
            is_in_body: false,
            paragraph: None,
            looks: Vec::new(),
            lists: Vec::new(),
            counts: HashMap::new(),
            by_style: HashMap::new(),
            outline: Counts::default(),
            notes: Vec::new(),
            note: None,
            outer: None,
            boxed: Vec::new(),
            reading: None,
            open_links: Vec::new(),
            has_text: false,
            frames: Vec::new(),
            formulas: HashMap::new(),
        }
    }

    /// The text with its notes behind it.
    pub(super) fn finish(mut self) -> Parsed {
        while !self.boxed.is_empty() {
            self.end_box();
        }
        self.end_note();
        self.end_paragraph();
        for note in std::mem::take(&mut self.notes) {
            self.builder.append(note);
        }
        self.builder.finish()
    }

    fn start_paragraph(&mut self, name: &str, element: &Element<'_>) {
        self.end_paragraph();
        let level = element.get("outline-level").and_then(|level| level.parse::<u8>().ok());
        let is_heading = name == "h";
        let is_plain = element.get("is-list-header").is_some_and(|is_so| is_so == "true");
        let style = element.get("style-name").unwrap_or_default();
        self.paragraph = Some(Paragraph {
            is_code: !is_heading && self.styles.kind(&style) == Some(HintKind::Code),
            style,
            level: is_heading.then(|| level.unwrap_or(1).clamp(1, 9)),
            start: element
                .get("restart-numbering")
                .and(element.get("start-value"))
                .and_then(|start| start.parse().ok()),
            is_numbered: !is_plain,
            ..Paragraph::default()
        });
    }

    fn end_paragraph(&mut self) {
        // A number without text counts as well.
        drop(self.label());
        let paragraph = self.paragraph.take().unwrap_or_default();
        (0..paragraph.n_hints).for_each(|_| self.builder.close());
        if let Some(start) = paragraph.code {
            self.builder.end_code(start);
        } else if paragraph.is_code && !paragraph.has_begun {
            self.builder.empty_line_of_code();
        }
        self.looks.clear();
        self.builder.block();
    }

    /// The number of the open paragraph, once.
    fn label(&mut self) -> Option<Label> {
        let paragraph = self.paragraph.as_mut()?;
        let is_first = std::mem::take(&mut paragraph.is_numbered);
        let own = self.styles.list(&paragraph.style);
        let depth = self.lists.len();
        if let Some(list) = self.lists.last_mut() {
            if !is_first || !std::mem::take(&mut list.is_item) {
                return None;
            }
            let style = list.style.as_deref().or(own).unwrap_or_default();
            let start = list.start.take().or(paragraph.start);
            let counts = &mut list.counts;
            return self.styles.lists.next(style, depth - 1, start, counts);
        }
        let level = usize::from(paragraph.level?) - 1;
        if !is_first || own == Some("") {
            return None;
        }
        let style = own.unwrap_or(ListStyles::OUTLINE);
        self.styles.lists.next(style, level, paragraph.start, &mut self.outline)
    }

    /// Whether what comes now is written.
    pub(super) fn is_written(&self) -> bool {
        let is_hidden = self.looks.last().is_some_and(|look| look.is_hidden);
        self.n_skipped == 0 && self.is_in_body && !is_hidden
    }

    pub(super) fn begin_paragraph(&mut self) {
        if self.paragraph.as_ref().is_some_and(|paragraph| !paragraph.has_begun) {
            self.open_hints();
            if let Some(note) = self.note.take() {
                self.builder.exact(&format!("[{note}] "));
            }
        }
    }

    fn open_hints(&mut self) {
        let label = self.label();
        let Some(paragraph) = self.paragraph.as_mut() else { return };
        paragraph.has_begun = true;
        let kind = self.styles.kind(&paragraph.style);
        let is_caption = kind == Some(HintKind::Caption);
        let level = paragraph.level.filter(|_| !is_caption);
        let kind = level.map(HintKind::Heading).or(kind);
        let is_heading = level.is_some() || is_caption;
        if paragraph.is_code && label.is_none() {
            paragraph.code = self.builder.begin_code();
        }
        if let Some(kind) = kind.filter(|_| paragraph.code.is_none()) {
            self.builder.open(kind);
            paragraph.n_hints += 1;
        }
        match label.and_then(|label| label.written(is_heading)) {
            Some(Written::Item(level, mark)) => {
                for _ in 0..=level {
                    self.builder.open(HintKind::ListItem);
                }
                paragraph.n_hints += level + 1;
                self.builder.mark(&mark);
            }
            Some(Written::Text(number)) => self.builder.exact(&number),
            None => {}
        }
    }

    fn start_list(&mut self, element: &Element<'_>) {
        let above = self.lists.last();
        let style = element.get("style-name").or_else(|| above.and_then(|list| list.style.clone()));
        let goes_on = element.get("continue-numbering").is_some_and(|is_so| is_so == "true");
        let counts = match (element.get("continue-list"), above) {
            (Some(id), _) => self.counts.get(&id).copied(),
            (None, Some(above)) => Some(above.counts),
            (None, None) if goes_on => {
                style.as_ref().and_then(|style| self.by_style.get(style)).copied()
            }
            _ => None,
        };
        let id = element.get("id");
        self.lists.push(List {
            style,
            id,
            counts: counts.unwrap_or_default(),
            is_item: false,
            start: None,
        });
    }

    fn end_list(&mut self) {
        self.end_paragraph();
        let Some(list) = self.lists.pop() else { return };
        if let Some(above) = self.lists.last_mut() {
            above.counts = list.counts;
        }
        self.by_style.extend(list.style.map(|style| (style, list.counts)));
        self.counts.extend(list.id.map(|id| (id, list.counts)));
    }

    /// A note is written apart, behind the text; its number stays in its place.
    fn start_note(&mut self) {
        if self.outer.is_some() {
            return;
        }
        let number = self.notes.len() + 1;
        self.write(&format!("[{number}]"));
        let outer = Outer {
            builder: std::mem::take(&mut self.builder),
            paragraph: self.paragraph.take(),
            looks: std::mem::take(&mut self.looks),
            lists: std::mem::take(&mut self.lists),
        };
        self.outer = Some(Box::new(outer));
        self.note = Some(number);
    }

    fn end_note(&mut self) {
        let Some(outer) = self.outer.take() else { return };
        self.end_paragraph();
        let note = std::mem::replace(&mut self.builder, outer.builder);
        self.notes.push(note.finish());
        self.paragraph = outer.paragraph;
        self.looks = outer.looks;
        self.lists = outer.lists;
    }

    fn start_box(&mut self) {
        let stands_apart = self.builder.begin_box();
        let mut paragraph = self.paragraph.take();
        if let Some(paragraph) = paragraph.as_mut().filter(|_| !stands_apart) {
            (0..std::mem::take(&mut paragraph.n_hints)).for_each(|_| self.builder.close());
            paragraph.code.take().into_iter().for_each(|start| self.builder.end_code(start));
            paragraph.has_begun = false;
            self.builder.block();
        }
        let (looks, lists) = (std::mem::take(&mut self.looks), std::mem::take(&mut self.lists));
        self.boxed.push(Boxed { paragraph, looks, lists, stands_apart });
    }

    fn end_box(&mut self) {
        let Some(boxed) = self.boxed.pop() else { return };
        self.end_paragraph();
        if boxed.stands_apart {
            self.builder.end_box();
        }
        (self.paragraph, self.looks, self.lists) = (boxed.paragraph, boxed.looks, boxed.lists);
    }

    fn write(&mut self, text: &str) {
        self.written(text, Builder::exact);
    }

    pub(super) fn written(&mut self, text: &str, write: fn(&mut Builder, &str)) {
        let look = self.looks.last().copied().unwrap_or_default();
        if self.n_skipped > 0 || !self.is_in_body || text.is_empty() || look.is_hidden {
            return;
        }
        if let Some(reading) = self.reading.as_mut().filter(|reading| reading.is_open) {
            reading.text.push_str(text.trim());
            return;
        }
        if self.paragraph.is_none() {
            return;
        }
        // White space before the first word begins nothing, but in code.
        let begins_nothing = |open: &Paragraph| !open.has_begun && !open.is_code;
        if text.trim().is_empty() && self.paragraph.as_ref().is_some_and(begins_nothing) {
            return;
        }
        self.begin_paragraph();
        self.has_text = true;
        let kinds = [
            look.is_code.then_some(HintKind::Code),
            look.is_strong.then_some(HintKind::Strong),
            look.is_emphasis.then_some(HintKind::Emphasis),
        ];
        let last = self.builder.last();
        let text = look.raised.map_or(text.into(), |raised| raised.written(text, last));
        self.builder.within(kinds, |builder| write(builder, &text));
    }

    fn start_span(&mut self, element: &Element<'_>) {
        let look = self.styles.look(&element.get("style-name").unwrap_or_default());
        let outer = self.looks.last().copied().unwrap_or_default();
        self.looks.push(Look {
            is_strong: look.is_strong || outer.is_strong,
            is_emphasis: look.is_emphasis || outer.is_emphasis,
            is_hidden: look.is_hidden || outer.is_hidden,
            raised: look.raised.or(outer.raised),
            is_code: look.is_code || outer.is_code,
        });
    }

    fn start_shown(&mut self, name: &str, element: &Element<'_>) {
        let number = |key: &str| element.get(key).and_then(|n| n.parse::<usize>().ok());
        match name {
            "p" | "h" => self.start_paragraph(name, element),
            "span" => self.start_span(element),
            "s" => self.write(&" ".repeat(number("c").unwrap_or(1).min(MOST_SPACES))),
            "tab" => self.write("\t"),
            "line-break" => self.write("\n"),
            "list" => self.start_list(element),
            "list-item" => {
                if let Some(list) = self.lists.last_mut() {
                    list.is_item = true;
                    list.start = element.get("start-value").and_then(|start| start.parse().ok());
                }
            }
            "note" => self.start_note(),
            "text-box" => self.start_box(),
            "ruby" => self.reading = Some(Reading::default()),
            "ruby-text" => {
                self.reading.iter_mut().for_each(|reading| reading.is_open = true);
            }
            "a" => {
                let address = element.get("href").filter(|address| !address.starts_with('#'));
                self.begin_paragraph();
                self.open_links.push(address.is_some());
                address.into_iter().for_each(|to| self.builder.open(HintKind::Link(to)));
            }
            "table" => {
                self.end_paragraph();
                self.builder.open_table();
            }
            "table-row" => self.builder.open_row(),
            "table-cell" => {
                let n_rows = number("number-rows-spanned");
                self.builder.open_cell(Extent::new(number("number-columns-spanned"), n_rows));
            }
            _ => {}
        }
    }
}

/// What is no text of the document.
fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "tracked-changes"
            | "annotation"
            | "note-citation"
            | "forms"
            | "sequence-decls"
            | "variable-decls"
            | "user-field-decls"
            | "title"
            | "desc"
            | "number"
            | "script"
            | "binary-data"
            | "meta"
            | "settings"
    )
}

impl Handler for Writer {
    fn start(&mut self, name: &str, element: &Element<'_>) {
        let is_of_frame = self.n_skipped == 0 && self.start_in_frame(name, element);
        if is_of_frame {
            // Words and bytes of a picture, which are written at its end.
        } else if self.n_skipped > 0 || is_skipped(name) {
            self.n_skipped += 1;
        } else if self.is_in_body {
            self.start_shown(name, element);
        } else if name == "body" {
            self.is_in_body = true;
        } else {
            self.styles.start(name, element);
        }
    }

    fn end(&mut self, name: &str) {
        if self.n_skipped > 0 {
            self.n_skipped -= 1;
            return;
        }
        if self.end_in_frame(name) {
            return;
        }
        if !self.is_in_body {
            self.styles.end(name);
            return;
        }
        match name {
            "body" => self.is_in_body = false,
            "p" | "h" => self.end_paragraph(),
            "span" => drop(self.looks.pop()),
            "frame" => self.end_frame(),
            "list" => self.end_list(),
            "note" => self.end_note(),
            "text-box" => self.end_box(),
            "ruby-text" => self.reading.iter_mut().for_each(|reading| reading.is_open = false),
            "ruby" => {
                if let Some(reading) =
                    self.reading.take().filter(|reading| !reading.text.is_empty())
                {
                    self.write(&format!("({})", reading.text));
                }
            }
            "a" if self.open_links.pop() == Some(true) => self.builder.close(),
            "table" => self.builder.close_table(),
            "table-row" => self.builder.close_row(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.n_skipped == 0 && self.text_in_frame(text) {
            return;
        }
        // A single space at the start of a line of code is one.
        let is_code = |open: &Paragraph| open.is_code && open.has_begun;
        let is_within = self.paragraph.as_ref().is_some_and(is_code);
        if is_within && text.starts_with(' ') && self.builder.is_at_line_start() {
            self.write(" ");
        }
        self.written(text, Builder::flowing);
    }
}
