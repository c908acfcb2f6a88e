//! Web pages: the text that a browser would show, in order, with what the page says of it.
//!
//! Read from the tokens of html5ever without building its tree, which takes quadratic time on hostile nesting:
//! a stack of open elements is all that the order of text needs. Taking the article out of the page is no
//! business of this file.

mod elements;
mod guard;
mod layout;
mod parts;
mod pictures;
mod stated;

use std::cell::RefCell;
use std::collections::HashSet;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use crate::import::builder::{Builder, Extent};
use crate::import::encoding::{self, Decoded};
use crate::import::gallery::Gallery;
use crate::import::html::elements::{
    heading_level, is_container, is_foreign_root, is_hidden, is_of_table, is_void, note_part, raw,
    what,
};
use crate::import::html::guard::guarded;
use crate::import::limits::MOST_HTML_DEPTH;
use crate::import::raised::Raised;
use crate::import::{ImportError, Parsed, picture};
use crate::text::{HintKind, PagePart, PicturePlace};

/// Reads a page.
pub(super) fn read(bytes: &[u8], label: Option<&str>) -> Result<Parsed, ImportError> {
    let decoded = decoded(bytes, label)?;
    let mut builder = Builder::default();
    write(&decoded.text, Syntax::Html, &mut builder, &mut |gallery, address| {
        Some(picture_in_page(gallery, address))
    });
    let parsed = builder.finish();
    Ok(Parsed { decoded: Decoded { text: parsed.decoded.text, ..decoded }, ..parsed })
}

/// In which syntax a page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    /// As browsers read it.
    Html,
    /// XML, where any element may close itself.
    Xhtml,
}

/// Finds a picture by its address; nothing if it is not to be shown at all.
pub(super) type FindPicture<'a> = dyn FnMut(&mut Gallery, &str) -> Option<PicturePlace> + 'a;

/// A page by itself holds only the pictures that are written in their addresses.
fn picture_in_page(gallery: &mut Gallery, address: &str) -> PicturePlace {
    let bytes = picture::bytes_of_address(address);
    bytes.map_or(PicturePlace::Elsewhere, |bytes| gallery.add(bytes))
}

/// Writes what a page shows.
pub(super) fn write(
    page: &str,
    syntax: Syntax,
    builder: &mut Builder,
    find_picture: &mut FindPicture<'_>,
) {
    let page = page.trim_start_matches('\u{FEFF}');
    let first = builder.written().1.len();
    let reader = Reader {
        builder: std::mem::take(builder),
        open: Vec::new(),
        n_skipped: 0,
        n_exact: 0,
        n_notes: 0,
        n_titles: 0,
        n_foreign: 0,
        data: None,
        words_of_pictures: HashSet::new(),
        syntax,
        find_picture,
    };
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(&guarded(page)));
    let tokenizer = Tokenizer::new(Sink(RefCell::new(reader)), TokenizerOpts::default());
    while !input.is_empty() {
        // The sink runs no scripts, so nothing but the end of the input stops it.
        drop(tokenizer.feed(&input));
    }
    tokenizer.end();
    let mut reader = tokenizer.sink.0.into_inner();
    reader.close_from(0);
    reader.builder.block();
    *builder = reader.builder;
    let (text, hints) = builder.written();
    layout::drop_columns(text, hints, first);
}

/// The encoding that was asked for; else UTF-8 where the bytes are that, for saved pages keep the old
/// declaration; else what the page declares; else what the bytes look like.
fn decoded(bytes: &[u8], label: Option<&str>) -> Result<Decoded, ImportError> {
    let is_marked = encoding::wide(bytes).is_some() || encoding::is_utf_8(bytes);
    if label.is_some() || is_marked {
        return encoding::decode(bytes, label);
    }
    let declared = declared(bytes).and_then(|name| encoding::decode(bytes, Some(&name)).ok());
    match declared {
        Some(declared) if declared.n_undecodable == 0 => Ok(declared),
        Some(declared) => {
            let guessed = encoding::decode(bytes, None)?;
            let is_better = guessed.n_undecodable < declared.n_undecodable;
            Ok(if is_better { guessed } else { declared })
        }
        None => encoding::decode(bytes, None),
    }
}

/// The charset that the page's head declares.
fn declared(bytes: &[u8]) -> Option<String> {
    /// Further than browsers look, since saved pages have notes of the saver above it.
    const LOOKED_AT: usize = 8192;
    const KEY: &str = "charset=";
    let head = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let at = head.find(KEY)? + KEY.len();
    let value = head.get(at..)?.trim_start_matches(['"', '\'', ' ']);
    let name: String = value
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
        .collect();
    (!name.is_empty()).then_some(name)
}

struct Sink<'a, 'f>(RefCell<Reader<'a, 'f>>);

impl TokenSink for Sink<'_, '_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut reader = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return reader.start(&tag),
            Token::TagToken(tag) => reader.end(&tag.name),
            Token::CharacterTokens(text) => reader.text(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

struct Reader<'a, 'f> {
    builder: Builder,
    open: Vec<Open>,
    /// How many open elements are not shown.
    n_skipped: usize,
    /// How many open elements keep their white space.
    n_exact: usize,
    /// How many open elements hold notes.
    n_notes: usize,
    /// How many titles began: the first is the page's.
    n_titles: usize,
    /// How many open elements are drawings or formulas, where any element may close itself.
    n_foreign: usize,
    /// The data for machines that are open.
    data: Option<String>,
    /// What was said of the pictures so far.
    words_of_pictures: HashSet<String>,
    syntax: Syntax,
    find_picture: &'a mut FindPicture<'f>,
}

/// An open element.
struct Open {
    name: Box<str>,
    what: What,
    n_hints: usize,
    /// Items that an ordered list has had; nothing for other elements.
    n_items: Option<usize>,
}

/// What an element does with its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Skipped,
    Block,
    Exact,
    Table,
    Row,
    Cell,
    Reading,
    Quoted,
    /// The number of a note.
    NoteNumber,
    /// The notes of the page.
    Notes,
    Inline,
}

impl Reader<'_, '_> {
    fn text(&mut self, text: &str) {
        if self.n_skipped > 0 {
            self.data(text);
            self.name(text);
        } else if self.n_exact > 0 {
            self.builder.exact(text);
        } else {
            let last = self.builder.last();
            let text = self.raised().map_or(text.into(), |raised| raised.written(text, last));
            self.builder.flowing(&text);
        }
    }

    /// Where the open elements put their text; the number of a note has marks of its own.
    fn raised(&self) -> Option<Raised> {
        let inline = self.open.iter().rev().take_while(|open| open.what == What::Inline);
        inline.take(MOST_RAISED).find_map(|open| Raised::of_element(&open.name))
    }

    /// Keeps what stands in the page's own title.
    fn name(&mut self, text: &str) {
        let is_title =
            self.n_skipped == 1 && self.open.last().is_some_and(|open| &*open.name == "title");
        let room = MOST_NAME_BYTES.saturating_sub(self.builder.name.len());
        if is_title && self.n_titles == 1 {
            self.builder.name.push_str(text.get(..text.floor_char_boundary(room)).unwrap_or(text));
        }
    }

    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = tag.name.as_ref();
        if self.syntax == Syntax::Html {
            self.state(tag);
        }
        self.close_implied(name);
        if self.n_skipped == 0 && self.void(name, tag) {
            return TokenSinkResult::Continue;
        }
        if name == "image" && self.is_drawn_alone() {
            self.picture(tag);
        }
        let is_foreign = self.n_foreign > 0;
        let closes_itself = tag.self_closing && (is_foreign || self.syntax == Syntax::Xhtml);
        if closes_itself || is_void(name) || self.open.len() >= MOST_HTML_DEPTH {
            return TokenSinkResult::Continue;
        }
        let shown = note_part(tag).unwrap_or_else(|| what(name));
        let what = if is_hidden(tag) { What::Skipped } else { shown };
        let is_shown = self.n_skipped == 0 && what != What::Skipped;
        let n_hints = if is_shown { self.enter(tag, what) } else { 0 };
        self.n_skipped += usize::from(what == What::Skipped);
        self.n_exact += usize::from(what == What::Exact);
        self.n_notes += usize::from(what == What::Notes);
        self.n_titles += usize::from(name == "title");
        self.n_foreign += usize::from(is_foreign_root(name));
        let n_items = matches!(name, "ol" | "ul").then_some(0);
        self.open.push(Open { name: name.into(), what, n_hints, n_items });
        // What is raw in a page is not so in a drawing.
        if is_foreign { TokenSinkResult::Continue } else { raw(name) }
    }

    /// Elements that hold nothing.
    fn void(&mut self, name: &str, tag: &Tag) -> bool {
        match name {
            "img" => self.picture(tag),
            "br" => self.builder.line_break(),
            "hr" => self.builder.rule(),
            "input" if self.is_task(tag) => {
                let is_done = attribute(tag, "checked").is_some();
                self.builder.flowing(if is_done { "☑ " } else { "☐ " });
            }
            _ => return false,
        }
        true
    }

    /// Whether a box to be ticked says of an item of a list whether it is done.
    fn is_task(&self, tag: &Tag) -> bool {
        let is_box =
            attribute(tag, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"));
        let is_open = |name: &str| self.open.iter().any(|open| &*open.name == name);
        is_box && is_open("li") && !is_open("form")
    }

    /// Begins an element and says how many hints it opened.
    fn enter(&mut self, tag: &Tag, what: What) -> usize {
        self.begin(tag, what);
        self.open_part(tag, what) + self.open_kind(tag)
    }

    /// Says what the page's author calls a block; of a page alone, for books have no site around them.
    fn open_part(&mut self, tag: &Tag, what: What) -> usize {
        let is_button = &*tag.name == "button";
        let is_block = matches!(what, What::Block | What::Table | What::Cell);
        if !(is_block || is_button) || self.syntax == Syntax::Xhtml {
            return 0;
        }
        let is_quoted = self.open.iter().any(|open| &*open.name == "blockquote");
        let part = match parts::part(tag) {
            // At the foot of a quotation its source stands.
            PagePart::Footer if is_quoted => PagePart::Plain,
            part => part,
        };
        let is_told = part != PagePart::Plain || is_container(tag.name.as_ref());
        if is_told {
            self.builder.open(HintKind::Part(part));
        }
        usize::from(is_told)
    }

    fn begin(&mut self, tag: &Tag, what: What) {
        match what {
            // An item without words has a line of its own.
            What::Block if &*tag.name == "li" => self.builder.block(),
            What::Block | What::Exact | What::Notes => {
                self.builder.inner_block();
                if matches!(&*tag.name, "thead" | "tbody" | "tfoot") {
                    self.builder.open_row_group();
                }
                if heading_level(tag).is_some() {
                    self.builder.heading();
                }
            }
            What::Table => self.builder.open_table(),
            What::Row => self.builder.open_row(),
            What::Cell => {
                let span = |name| attribute(tag, name).and_then(|span| span.trim().parse().ok());
                self.builder.open_cell(Extent::new(span("colspan"), span("rowspan")));
            }
            What::Reading => self.builder.push('('),
            What::Quoted => self.builder.push('“'),
            What::NoteNumber => self.builder.push('['),
            What::Skipped | What::Inline => {}
        }
    }

    /// Opens the hint for what the element is, if there is one.
    fn open_kind(&mut self, tag: &Tag) -> usize {
        let name = tag.name.as_ref();
        if let Some(level) = heading_level(tag) {
            self.builder.open(HintKind::Heading(level));
            return 1;
        }
        let kind = match name {
            "blockquote" => HintKind::Quote,
            "pre" | "code" | "kbd" | "samp" | "tt" => HintKind::Code,
            "b" | "strong" => HintKind::Strong,
            "i" | "em" | "cite" | "dfn" | "var" => HintKind::Emphasis,
            "li" if self.n_notes > 0 => {
                let number = self.item_number();
                self.builder.exact(&format!("[{number}] "));
                self.builder.begin_item();
                return 0;
            }
            "li" => HintKind::ListItem,
            "figcaption" | "caption" => HintKind::Caption,
            "a" => match attribute(tag, "href").filter(|href| href.len() <= MOST_ADDRESS_BYTES) {
                Some(href) => HintKind::Link(href.trim().to_owned()),
                None => return 0,
            },
            _ => return 0,
        };
        self.builder.open(kind);
        if name == "li" {
            self.item();
        }
        1
    }

    /// The mark of a list's item, which the page draws in its own way.
    fn item(&mut self) {
        let number = self.item_number();
        let list = self.open.iter().rev().find(|open| open.n_items.is_some());
        let is_ordered = list.is_some_and(|list| &*list.name == "ol");
        self.builder.mark(&if is_ordered { format!("{number}. ") } else { "- ".to_owned() });
    }

    /// Counts an item in its list.
    fn item_number(&mut self) -> usize {
        let list = self.open.iter_mut().rev().find_map(|open| open.n_items.as_mut());
        list.map_or(1, |n_items| {
            *n_items += 1;
            *n_items
        })
    }

    fn end(&mut self, name: &str) {
        let borders: &[&str] = if is_of_table(name) { &["table"] } else { &["td", "th", "table"] };
        match self.innermost(&[name], borders) {
            Some(index) if self.is_across_blocks(index) => self.close_alone(index),
            Some(index) => self.close_from(index),
            None if name == "p" && self.n_skipped == 0 => self.builder.block(),
            None if name == "br" && self.n_skipped == 0 => self.builder.line_break(),
            None => {}
        }
    }

    /// Whether the end of an inline element stands within a block that began inside of it.
    fn is_across_blocks(&self, index: usize) -> bool {
        let mut open = self.open.iter().skip(index);
        open.next().is_some_and(|open| open.what == What::Inline)
            && open.any(|open| !matches!(open.what, What::Inline | What::Skipped))
    }

    /// Closes an inline element and leaves open what began inside of it.
    fn close_alone(&mut self, index: usize) {
        let closed = self.open.remove(index);
        let n_later = self.open.iter().skip(index).map(|open| open.n_hints).sum();
        for _ in 0..closed.n_hints {
            self.builder.close_below(n_later);
        }
    }

    /// The innermost open element of these names that is not outside of one of `borders`.
    fn innermost(&self, names: &[&str], borders: &[&str]) -> Option<usize> {
        for (index, open) in self.open.iter().enumerate().rev() {
            if names.contains(&&*open.name) {
                return Some(index);
            }
            if borders.contains(&&*open.name) {
                return None;
            }
        }
        None
    }

    /// Closes what the start of `name` ends without saying so.
    fn close_implied(&mut self, name: &str) {
        let (names, borders): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol", "menu", "td", "th", "table"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl", "td", "th", "table"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tr" => (&["tr"], &["table"]),
            "tbody" | "thead" | "tfoot" => (&["tbody", "thead", "tfoot", "caption"], &["table"]),
            "rt" | "rp" => (&["rt", "rp"], &["ruby"]),
            // No link stands in another: one that nobody closed ends where the next begins.
            "a" => (&["a"], &["td", "th", "table"]),
            _ if matches!(what(name), What::Block | What::Exact | What::Table) || name == "hr" => {
                (&["p"], &["td", "th", "table", "button", "li", "div", "blockquote"])
            }
            _ => return,
        };
        match self.innermost(names, borders) {
            Some(index) if self.is_across_blocks(index) => self.close_alone(index),
            Some(index) => self.close_from(index),
            None => {}
        }
    }

    /// Closes the element at `index` and all within it.
    fn close_from(&mut self, index: usize) {
        while self.open.len() > index {
            let Some(open) = self.open.pop() else { return };
            if &*open.name == "script" {
                self.end_data();
            }
            self.n_skipped -= usize::from(open.what == What::Skipped);
            self.n_exact -= usize::from(open.what == What::Exact);
            self.n_notes -= usize::from(open.what == What::Notes);
            self.n_foreign -= usize::from(is_foreign_root(&open.name));
            if self.n_skipped > 0 || open.what == What::Skipped {
                continue;
            }
            for _ in 0..open.n_hints {
                self.builder.close();
            }
            match open.what {
                What::Block if &*open.name == "li" => self.builder.block(),
                What::Block | What::Exact | What::Notes => self.builder.inner_block(),
                What::NoteNumber => self.builder.push(']'),
                What::Table => self.builder.close_table(),
                What::Row => self.builder.close_row(),
                What::Reading => self.builder.push(')'),
                What::Quoted => self.builder.push('”'),
                What::Cell | What::Skipped | What::Inline => {}
            }
        }
    }
}

/// Among how many open elements within each other one is sought that raises its text.
const MOST_RAISED: usize = 4;
/// Longest address of a link that is kept, in bytes.
const MOST_ADDRESS_BYTES: usize = 2048;
/// Longest name of a page that is kept, in bytes.
const MOST_NAME_BYTES: usize = 600;

fn attribute<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    let found = tag.attrs.iter().find(|attribute| &*attribute.name.local == name);
    found.map(|attribute| &*attribute.value)
}
