//! Documents of Word: paragraphs with their styles, lists, tables, links, notes; no pictures.

use std::collections::HashMap;

use crate::import::archive::Archive;
use crate::import::builder::Builder;
use crate::import::xml::{self, Element, Handler};
use crate::import::{Fault, ImportError, Parsed, Warning};
use crate::text::HintKind;

const DOCUMENT: &str = "word/document.xml";

/// Reads a document.
pub(super) fn read(bytes: &[u8], _: Option<&str>) -> Result<Parsed, ImportError> {
    parsed(bytes).map_err(ImportError::Faulty)
}

fn parsed(bytes: &[u8]) -> Result<Parsed, Fault> {
    let mut archive = Archive::open(bytes)?;
    let mut styles = Styles::default();
    let mut missing = told(&mut archive, "word/styles.xml", &mut styles)?;
    let mut links = Links::default();
    missing |= told(&mut archive, "word/_rels/document.xml.rels", &mut links)?;
    let mut writer = Writer::new(&styles, &links);
    let document = archive.needed(DOCUMENT)?;
    if let Err(fault) = xml::read(&document, &mut writer) {
        // What stands before the break is worth more than a refusal.
        if fault != Fault::Damaged || !writer.has_text {
            return Err(fault);
        }
        missing = true;
    }
    writer.end_all();
    for part in ["word/footnotes.xml", "word/endnotes.xml"] {
        missing |= told(&mut archive, part, &mut writer)?;
        writer.end_all();
    }
    let mut parsed = writer.builder.finish();
    lower_below_title(&mut parsed);
    parsed.warnings.extend(missing.then_some(Warning::Partly(Fault::PartMissing)));
    Ok(parsed)
}

/// A title stands above the headings, which count from 1 beside it.
fn lower_below_title(parsed: &mut Parsed) {
    let has_title = parsed.hints.iter().any(|hint| hint.kind == HintKind::Heading(TITLE));
    for hint in parsed.hints.iter_mut().filter(|_| has_title) {
        if let HintKind::Heading(level) = &mut hint.kind {
            *level += 1;
        }
    }
}

/// Reads a part that a document may lack; says whether it is there and damaged.
fn told(archive: &mut Archive<'_>, name: &str, handler: &mut impl Handler) -> Result<bool, Fault> {
    match archive.part(name) {
        Ok(None) => Ok(false),
        Ok(Some(part)) => match xml::read(&part, handler) {
            Err(Fault::Damaged) => Ok(true),
            other => other.map(|()| false),
        },
        Err(Fault::Damaged) => Ok(true),
        Err(fault) => Err(fault),
    }
}

/// What the paragraphs of each style are.
#[derive(Default)]
struct Styles {
    kinds: HashMap<String, HintKind>,
    parents: HashMap<String, String>,
    style: String,
}

impl Styles {
    /// What a style, or what it is based on, makes of a paragraph.
    fn kind(&self, style: &str) -> Option<HintKind> {
        let mut style = style;
        for _ in 0..10 {
            if let Some(kind) = self.kinds.get(style) {
                return Some(kind.clone());
            }
            style = self.parents.get(style)?;
        }
        None
    }
}

impl Handler for Styles {
    fn start(&mut self, name: &str, element: &Element<'_>) {
        let value = || element.get("val").unwrap_or_default();
        match name {
            "style" => self.style = element.get("styleId").unwrap_or_default(),
            "basedOn" => drop(self.parents.insert(self.style.clone(), value())),
            "name" => {
                if let Some(kind) = named_kind(&value()) {
                    self.kinds.insert(self.style.clone(), kind);
                }
            }
            "outlineLvl" => {
                if let Some(level) = outline_level(&value()) {
                    let kind = HintKind::Heading(level);
                    self.kinds.entry(self.style.clone()).or_insert(kind);
                }
            }
            "numId" if value() != "0" => {
                self.kinds.entry(self.style.clone()).or_insert(HintKind::ListItem);
            }
            _ => {}
        }
    }

    fn end(&mut self, _: &str) {}

    fn text(&mut self, _: &str) {}
}

/// The level of a title until it is known whether there is one.
const TITLE: u8 = 0;

/// What Word's own styles are, by their names in any case: `heading 1`, 标题 1, `Title`, `Quote`.
fn named_kind(name: &str) -> Option<HintKind> {
    let name = name.to_lowercase();
    let name = name.trim();
    if matches!(name, "title" | "标题") {
        return Some(HintKind::Heading(TITLE));
    }
    if matches!(name, "quote" | "intense quote" | "引用" | "明显引用") {
        return Some(HintKind::Quote);
    }
    let number = name.strip_prefix("heading").or_else(|| name.strip_prefix("标题"))?;
    let level = number.trim().parse().ok().filter(|level| (1..=9).contains(level));
    level.map(HintKind::Heading)
}

fn is_no_item(kind: &HintKind) -> bool {
    *kind != HintKind::ListItem
}

/// Word counts levels from 0; 9 is body text.
fn outline_level(value: &str) -> Option<u8> {
    value.parse::<u8>().ok().filter(|level| *level < 9).map(|level| level + 1)
}

/// The addresses of links by their identity.
#[derive(Default)]
struct Links(HashMap<String, String>);

impl Handler for Links {
    fn start(&mut self, name: &str, element: &Element<'_>) {
        let is_outside = element.get("TargetMode").is_some_and(|mode| mode == "External");
        if name == "Relationship" && is_outside {
            let pair = element.get("Id").zip(element.get("Target"));
            self.0.extend(pair);
        }
    }

    fn end(&mut self, _: &str) {}

    fn text(&mut self, _: &str) {}
}

/// Writes the text of a part.
struct Writer<'a> {
    builder: Builder,
    styles: &'a Styles,
    links: &'a Links,
    paragraph: Paragraph,
    run: Run,
    /// Elements whose text is not shown: deleted text, second forms of the same picture.
    n_skipped: usize,
    /// The reading of the characters that follow: Word has it before them.
    reading: String,
    is_in_reading: bool,
    is_in_text: bool,
    /// Whether each open link has an address.
    open_links: Vec<bool>,
    /// The number of the note that begins, until its text does.
    note: Option<String>,
    has_text: bool,
}

#[derive(Default)]
struct Paragraph {
    kind: Option<HintKind>,
    /// Whether its first text came, and with it its hints.
    has_begun: bool,
    n_hints: usize,
}

#[derive(Default)]
struct Run {
    is_strong: bool,
    is_emphasis: bool,
    is_hidden: bool,
}

impl<'a> Writer<'a> {
    fn new(styles: &'a Styles, links: &'a Links) -> Self {
        Self {
            builder: Builder::default(),
            styles,
            links,
            paragraph: Paragraph::default(),
            run: Run::default(),
            n_skipped: 0,
            reading: String::new(),
            is_in_reading: false,
            is_in_text: false,
            open_links: Vec::new(),
            note: None,
            has_text: false,
        }
    }

    /// Ends what a break of the part left open.
    fn end_all(&mut self) {
        self.end_paragraph();
        self.n_skipped = 0;
        self.is_in_reading = false;
        self.reading.clear();
        self.is_in_text = false;
        self.open_links.clear();
        self.run = Run::default();
    }

    fn end_paragraph(&mut self) {
        for _ in 0..std::mem::take(&mut self.paragraph).n_hints {
            self.builder.close();
        }
        self.builder.block();
    }

    fn begin_paragraph(&mut self) {
        if self.paragraph.has_begun {
            return;
        }
        self.paragraph.has_begun = true;
        if let Some(kind) = self.paragraph.kind.clone() {
            let is_item = kind == HintKind::ListItem;
            self.builder.open(kind);
            self.paragraph.n_hints += 1;
            if is_item {
                self.builder.mark("- ");
            }
        }
        if let Some(note) = self.note.take() {
            self.builder.exact(&format!("[{note}] "));
        }
    }

    fn write(&mut self, text: &str) {
        if self.n_skipped > 0 || self.run.is_hidden || text.is_empty() {
            return;
        }
        self.begin_paragraph();
        self.has_text = true;
        let kinds = [
            self.run.is_strong.then_some(HintKind::Strong),
            self.run.is_emphasis.then_some(HintKind::Emphasis),
        ];
        let kinds: Vec<HintKind> = kinds.into_iter().flatten().collect();
        let n_kinds = kinds.len();
        kinds.into_iter().for_each(|kind| self.builder.open(kind));
        self.builder.exact(text);
        (0..n_kinds).for_each(|_| self.builder.close());
    }

    fn property(&mut self, name: &str, element: &Element<'_>) {
        let value = || element.get("val").unwrap_or_default();
        let is_on = || !matches!(value().as_str(), "0" | "false" | "off" | "none");
        match name {
            "pStyle" => self.paragraph.kind = self.styles.kind(&value()),
            "outlineLvl" => {
                let level = outline_level(&value()).map(HintKind::Heading);
                self.paragraph.kind = level.or(self.paragraph.kind.take());
            }
            // A numbered heading stays a heading.
            "numId" if value() != "0" => {
                self.paragraph.kind.get_or_insert(HintKind::ListItem);
            }
            "numId" => self.paragraph.kind = self.paragraph.kind.take().filter(is_no_item),
            "b" => self.run.is_strong = is_on(),
            "i" | "em" => self.run.is_emphasis = is_on(),
            "vanish" => self.run.is_hidden = is_on(),
            _ => {}
        }
    }

    fn note_mark(&mut self, element: &Element<'_>) {
        if let Some(id) = element.get("id") {
            self.write(&format!("[{id}]"));
        }
    }
}

impl Handler for Writer<'_> {
    fn start(&mut self, name: &str, element: &Element<'_>) {
        match name {
            // Separators above the notes have kinds of their own.
            "footnote" | "endnote" if element.get("type").is_some_and(|kind| kind != "normal") => {
                self.n_skipped += 1;
            }
            "footnote" | "endnote" => self.note = element.get("id"),
            "del" | "moveFrom" | "Fallback" => self.n_skipped += 1,
            "p" => self.end_paragraph(),
            "r" => self.run = Run::default(),
            "t" => self.is_in_text = true,
            "tab" if self.paragraph.has_begun => self.write("\t"),
            "br" | "cr" => self.write("\n"),
            "noBreakHyphen" => self.write("\u{2011}"),
            "footnoteReference" | "endnoteReference" => self.note_mark(element),
            "rt" => self.is_in_reading = true,
            "hyperlink" => {
                let address = element.get("id").and_then(|id| self.links.0.get(&id)).cloned();
                self.begin_paragraph();
                self.open_links.push(address.is_some());
                address.into_iter().for_each(|to| self.builder.open(HintKind::Link(to)));
            }
            "tbl" => {
                self.end_paragraph();
                self.builder.open_table();
            }
            "tr" => self.builder.open_row(),
            "tc" => self.builder.open_cell(1),
            _ => self.property(name, element),
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "footnote" | "endnote" => self.n_skipped = 0,
            "del" | "moveFrom" | "Fallback" => self.n_skipped = self.n_skipped.saturating_sub(1),
            "p" => {
                for _ in 0..std::mem::take(&mut self.paragraph).n_hints {
                    self.builder.close();
                }
                self.builder.block();
            }
            "t" => self.is_in_text = false,
            "rt" => self.is_in_reading = false,
            "rubyBase" if !self.reading.is_empty() => {
                let reading = std::mem::take(&mut self.reading);
                self.write(&format!("({reading})"));
            }
            "hyperlink" if self.open_links.pop() == Some(true) => self.builder.close(),
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
