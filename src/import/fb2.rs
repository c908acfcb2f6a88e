//! `FictionBook` 2: one XML file with its sections, verses, quotes and notes.

use std::collections::HashMap;

use crate::import::builder::{Builder, Extent};
use crate::import::raised::Raised;
use crate::import::stated::{Fields, full_name};
use crate::import::xml::{self, Element, Handler};
use crate::import::{Fault, ImportError, Parsed, Warning, picture};
use crate::text::HintKind;
use crate::text::Stated;

/// Deepest level of headings.
const MOST_LEVEL: usize = 6;

/// Reads a book.
pub(super) fn read(bytes: &[u8], _: Option<&str>) -> Result<Parsed, ImportError> {
    parsed(bytes).map_err(ImportError::Faulty)
}

fn parsed(bytes: &[u8]) -> Result<Parsed, Fault> {
    let mut writer = Writer::default();
    let is_cut = match xml::read(bytes, &mut writer) {
        // What stands before the break is worth more than a refusal.
        Err(Fault::Damaged) if writer.has_text => true,
        other => other.map(|()| false)?,
    };
    if writer.body == Body::NotYet {
        return Err(Fault::Damaged);
    }
    let mut parsed = writer.builder.finish();
    if let Some(end) = memchr::memmem::find(bytes, b"</description>") {
        let mut description = Description::default();
        // What stands behind is not read, and the file for that not ended.
        xml::read(bytes.get(..end).unwrap_or_default(), &mut description).unwrap_or_default();
        description.fields.tell(&mut parsed);
    }
    parsed.warnings.extend(is_cut.then_some(Warning::Partly(Fault::PartMissing)));
    Ok(parsed)
}

/// The part of the book that is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Body {
    #[default]
    NotYet,
    Text,
    Notes,
}

#[derive(Default)]
struct Writer {
    builder: Builder,
    /// The open elements, each with whether it opened a hint.
    open: Vec<(Box<str>, bool)>,
    n_skipped: usize,
    body: Body,
    has_text: bool,
    /// The numbers of the notes by their identity, in the order in which they are first named.
    notes: HashMap<String, usize>,
    /// The number of the note that begins, until its text does.
    note: Option<usize>,
    /// Whether the open paragraph is an item of a list, which the format has only as a typed sign.
    is_item: bool,
    /// Where the open paragraph begins, if it does with code, and whether other words stand in it.
    code: Option<usize>,
    has_other_words: bool,
    /// The picture whose bytes are being read: its identity, and what came of it.
    binary: Option<(String, String)>,
}

impl Writer {
    fn is_in(&self, name: &str) -> bool {
        self.open.iter().any(|(open, _)| &**open == name)
    }

    /// The level of a heading: the book's title is the highest, sections count from there.
    fn level(&self) -> u8 {
        let n_sections = self.open.iter().filter(|(open, _)| &**open == "section").count();
        (n_sections + 1).min(MOST_LEVEL) as u8
    }

    fn note_number(&mut self, id: &str) -> usize {
        let next = self.notes.len() + 1;
        *self.notes.entry(id.to_owned()).or_insert(next)
    }

    /// What an element makes of its text.
    fn kind(&mut self, name: &str, element: &Element<'_>) -> Option<HintKind> {
        Some(match name {
            // The titles of notes are their numbers.
            "title" if self.body == Body::Notes => {
                self.n_skipped += 1;
                return None;
            }
            "title" => HintKind::Heading(self.level()),
            "subtitle" => HintKind::Heading((self.level() + 1).min(MOST_LEVEL as u8)),
            "cite" | "epigraph" => HintKind::Quote,
            "stanza" => HintKind::Verse,
            "strong" => HintKind::Strong,
            "emphasis" => HintKind::Emphasis,
            "code" => HintKind::Code,
            "a" => {
                let address = element.get("href").unwrap_or_default();
                if element.get("type").as_deref() == Some("note") || address.starts_with('#') {
                    let number = self.note_number(address.trim_start_matches('#'));
                    self.builder.exact(&format!("[{number}]"));
                    self.n_skipped += 1;
                    return None;
                }
                HintKind::Link(address)
            }
            _ => return None,
        })
    }

    fn start_shown(&mut self, name: &str, element: &Element<'_>) -> bool {
        match name {
            "p" | "v" | "subtitle" | "text-author" if self.is_in("title") => self.title_line(),
            "p" | "v" | "title" | "subtitle" | "text-author" | "cite" | "epigraph" | "stanza"
            | "poem" | "annotation" | "date" => self.builder.block(),
            "empty-line" => self.builder.rule(),
            "table" => self.builder.open_table(),
            "tr" => self.builder.open_row(),
            "td" | "th" => {
                let span = |key| element.get(key).and_then(|span| span.trim().parse().ok());
                self.builder.open_cell(Extent::new(span("colspan"), span("rowspan")));
            }
            "section" if self.body == Body::Notes => {
                let number = element.get("id").map(|id| self.note_number(&id));
                self.note = number;
            }
            _ => {}
        }
        if name == "p" {
            (self.code, self.has_other_words) = (None, false);
        } else if name == "code" && self.is_in("p") && self.builder.is_at_line_start() {
            self.code = self.builder.begin_code();
        }
        match self.kind(name, element) {
            Some(kind) => {
                self.builder.open(kind);
                true
            }
            None => false,
        }
    }

    /// A picture stands by itself, or among the words of its paragraph.
    fn picture(&mut self, element: &Element<'_>) {
        let id = element.get("href").unwrap_or_default();
        let place = self.builder.gallery.named(id.trim_start_matches('#'));
        let told = ["alt", "title"].into_iter().filter_map(|key| element.get(key));
        let words = told.map(|told| picture::words(&told)).find(|words| !words.is_empty());
        let words = words.unwrap_or_default();
        self.has_text = true;
        if self.builder.is_at_line_start() || !self.is_in("p") {
            self.builder.picture(&words, place);
        } else {
            self.builder.picture_among_words(&words, place);
        }
    }

    /// A paragraph that is code as a whole is a line of it.
    fn end_code(&mut self) {
        let Some(start) = self.code.take().filter(|_| !self.has_other_words) else { return };
        if self.builder.is_at_line_start() {
            self.builder.empty_line_of_code();
        } else {
            self.builder.end_code(start);
        }
    }

    fn end_binary(&mut self) {
        let Some((id, text)) = self.binary.take() else { return };
        if self.builder.gallery.knows(&id)
            && let Some(bytes) = picture::bytes_of_base64(&text)
        {
            self.builder.gallery.fill(&id, bytes);
        }
    }

    /// Whether a text is the book's, not only what stands between its elements. Some programs write text beside the
    /// paragraphs.
    fn is_words(&self, text: &str) -> bool {
        let is_shown = ["p", "v", "subtitle", "text-author", "td", "th", "date"];
        if is_shown.iter().any(|name| self.is_in(name)) {
            return true;
        }
        let holds_no_words = ["body", "poem", "stanza", "table", "tr", "FictionBook"];
        let is_between = self.builder.is_at_line_start()
            || self.open.last().is_none_or(|(open, _)| holds_no_words.contains(&&**open));
        self.body != Body::NotYet && !(is_between && text.trim().is_empty())
    }

    /// The lines of a title are one heading.
    fn title_line(&mut self) {
        if !self.builder.is_at_line_start() {
            self.builder.flowing(" ");
        }
    }
}

impl Handler for Writer {
    fn start(&mut self, name: &str, element: &Element<'_>) {
        if self.n_skipped > 0 {
            self.n_skipped += 1;
            return;
        }
        match name {
            "description" | "stylesheet" => {
                self.n_skipped = 1;
                return;
            }
            "binary" => {
                self.binary = element.get("id").map(|id| (id, String::new()));
                return;
            }
            "image" if self.body != Body::NotYet => self.picture(element),
            "body" => {
                let name = element.get("name").unwrap_or_default();
                let holds_notes = name == "notes" || name == "comments";
                self.body = if holds_notes { Body::Notes } else { Body::Text };
            }
            _ => {}
        }
        let has_hint = self.start_shown(name, element);
        if self.n_skipped == 0 {
            self.open.push((name.into(), has_hint));
        }
    }

    fn end(&mut self, name: &str) {
        if self.n_skipped > 0 {
            self.n_skipped -= 1;
            return;
        }
        if name == "binary" {
            self.end_binary();
            return;
        }
        let has_hint = self.open.pop().is_some_and(|(_, has_hint)| has_hint);
        let ends_item = name == "p" && std::mem::take(&mut self.is_item);
        if has_hint || ends_item {
            self.builder.close();
        }
        if name == "p" {
            self.end_code();
        }
        match name {
            "p" | "v" | "subtitle" | "text-author" if self.is_in("title") => {}
            "p" | "v" | "title" | "subtitle" | "text-author" | "cite" | "epigraph" | "stanza"
            | "date" | "section" => self.builder.block(),
            "table" => self.builder.close_table(),
            "tr" => self.builder.close_row(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((_, binary)) = &mut self.binary {
            binary.push_str(text);
            return;
        }
        if self.n_skipped > 0 || !self.is_words(text) {
            return;
        }
        if let Some(note) = self.note.take_if(|_| !text.trim().is_empty()) {
            self.builder.exact(&format!("[{note}] "));
        }
        self.has_text |= !text.trim().is_empty();
        if self.is_in("code") && self.is_in("p") {
            self.builder.exact(&text.replace(['\r', '\n'], " "));
            return;
        }
        self.has_other_words |= !text.trim().is_empty();
        let typed =
            text.strip_prefix('•').map(str::trim_start).filter(|_| self.builder.is_at_line_start());
        if typed.is_some() && !self.is_item {
            self.is_item = true;
            self.builder.open(HintKind::ListItem);
            self.builder.mark("- ");
        }
        let raised = self.open.last().and_then(|(name, _)| Raised::of_element(name));
        let text = typed.unwrap_or(text);
        let last = self.builder.last();
        let text = raised.map_or(text.into(), |raised| raised.written(text, last));
        self.builder.flowing(&text);
    }
}

/// What the book says of itself above its text.
#[derive(Default)]
struct Description {
    fields: Fields,
    open: Vec<String>,
    text: String,
    /// The parts of the name of the author that is open: first, middle, last, and the one that is no real one.
    author: [String; 4],
}

impl Description {
    fn end_author(&mut self) {
        let [first, middle, last, nickname] = std::mem::take(&mut self.author);
        let name = full_name(&first, &middle, &last);
        self.fields.put(Stated::Author, 0, if name.is_empty() { &nickname } else { &name });
    }
}

impl Handler for Description {
    fn start(&mut self, name: &str, _: &Element<'_>) {
        self.open.push(name.to_owned());
        self.text.clear();
    }

    fn end(&mut self, name: &str) {
        self.open.pop();
        let text = std::mem::take(&mut self.text);
        let is_in = |part: &str| self.open.iter().any(|open| open == part);
        let parts = ["first-name", "middle-name", "last-name", "nickname"];
        let part = parts.iter().position(|part| *part == name);
        if is_in("publish-info") && name == "publisher" {
            self.fields.put(Stated::Source, 0, &text);
        }
        // The number of the printed book goes before that of the file, which its later versions keep.
        if is_in("publish-info") && name == "isbn" {
            self.fields.put(Stated::Identifier, 0, &text);
        }
        if is_in("document-info") && name == "id" {
            self.fields.put(Stated::Identifier, 1, &text);
        }
        // Translators and who made the file have names as well.
        if !is_in("title-info") {
            return;
        }
        match (name, part) {
            ("author", _) => self.end_author(),
            ("book-title", _) => self.fields.name(&text),
            ("date", _) => self.fields.put(Stated::Date, 0, &text),
            (_, Some(part)) if is_in("author") => self.author[part] = text,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }
}
