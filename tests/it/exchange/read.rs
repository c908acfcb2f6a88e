//! Readers of what was exported, none of them ours: Markdown, pages, documents of Word, workbooks.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag as HtmlTag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer,
    TokenizerOpts,
};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use quick_xml::events::Event as XmlEvent;

/// A text without white space, which formats may set otherwise.
pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What a reader finds in a full text with marks.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// All words of the text itself.
    pub(super) text: String,
    /// The words under each mark, by its name in the format, in order of their beginnings.
    pub(super) marks: Vec<(String, String)>,
    /// The lines that stand with each mark, its tags first if it has any.
    pub(super) notes: BTreeMap<String, Vec<String>>,
    /// What each mark looks like.
    pub(super) colors: BTreeMap<String, Vec<String>>,
}

impl Found {
    pub(super) fn mark(&self, name: &str) -> String {
        let words = self.marks.iter().filter(|(mark, _)| mark == name);
        words.map(|(_, words)| words.as_str()).collect()
    }

    fn add(&mut self, mark: &str, words: &str) {
        match self.marks.iter_mut().find(|(known, _)| known == mark) {
            Some((_, known)) => known.push_str(words),
            None => self.marks.push((mark.to_owned(), words.to_owned())),
        }
    }
}

/// Markdown: what stands between `==`, in order, as marks without names; footnotes by their labels.
pub(super) fn markdown(text: &str) -> Found {
    let options = Options::ENABLE_FOOTNOTES | Options::ENABLE_TABLES;
    let mut found = Found::default();
    let (mut footnote, mut is_marked) = (None::<String>, false);
    let mut n_marks = 0;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => footnote = Some(label.to_string()),
            Event::End(TagEnd::FootnoteDefinition) => footnote = None,
            Event::Start(Tag::Paragraph) => {
                if let Some(label) = &footnote {
                    found.notes.entry(label.clone()).or_default().push(String::new());
                }
            }
            Event::Text(words) | Event::Code(words) => match &footnote {
                Some(label) => {
                    found.notes.get_mut(label).unwrap().last_mut().unwrap().push_str(&words);
                }
                // An equals sign of the text itself comes alone, since it is escaped.
                None => {
                    for (index, part) in words.split("==").enumerate() {
                        if index > 0 {
                            is_marked = !is_marked;
                            n_marks += usize::from(is_marked);
                        }
                        found.text.push_str(part);
                        if is_marked {
                            found.add(&n_marks.to_string(), part);
                        }
                    }
                }
            },
            Event::HardBreak | Event::SoftBreak => {
                if let Some(label) = &footnote {
                    found.notes.get_mut(label).unwrap().last_mut().unwrap().push('\n');
                }
            }
            Event::FootnoteReference(label) => {
                assert!(footnote.is_none(), "a footnote refers to another");
                found.colors.entry(label.to_string()).or_default().push(found.text.clone());
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                let is_ours = ["strong>", "em>"].iter().any(|end| html.ends_with(end));
                assert!(is_ours, "raw HTML: {html}");
            }
            _ => {}
        }
    }
    assert!(!is_marked, "a mark has no end in\n{text}");
    found
}

#[derive(Default)]
struct PageReader {
    found: Found,
    /// The open elements, each with the note it belongs to.
    open: Vec<(String, Option<String>)>,
    names: Vec<String>,
}

/// The line that says where a document comes from is not the document's.
const FROM: &str = "from";

struct PageSink(RefCell<PageReader>);

impl TokenSink for PageSink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut reader = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => reader.tag(&tag),
            Token::CharacterTokens(text) => reader.text(&text),
            Token::ParseError(error) => panic!("the page is not well formed: {error}"),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl PageReader {
    fn tag(&mut self, tag: &HtmlTag) {
        let name = tag.name.to_string();
        if tag.kind == TagKind::EndTag {
            let (open, _) = self.open.pop().expect("an element ends that did not begin");
            assert_eq!(open, name, "elements overlap");
            return;
        }
        let value = |key: &str| {
            let attribute = tag.attrs.iter().find(|attribute| &*attribute.name.local == key);
            attribute.map(|attribute| attribute.value.to_string())
        };
        for attribute in &tag.attrs {
            assert!(!attribute.name.local.starts_with("on"), "{attribute:?} would run");
        }
        self.names.push(name.clone());
        if ["meta", "br", "hr", "input"].contains(&name.as_str()) {
            return;
        }
        let note = value("data-note").or_else(|| {
            let id = value("id").filter(|_| name == "aside")?;
            id.strip_prefix("n-").map(str::to_owned)
        });
        let is_from = value("class").is_some_and(|class| class == "from");
        let note = if is_from { Some(FROM.to_owned()) } else { note };
        if let (Some(note), true) = (&note, name == "mark") {
            let class = value("class").unwrap_or_default();
            self.found.colors.entry(note.clone()).or_default().push(class);
        }
        self.open.push((name, note));
    }

    fn text(&mut self, text: &str) {
        let names: Vec<_> = self.open.iter().map(|(name, _)| name.as_str()).collect();
        let is_in = |name: &str| names.contains(&name);
        if is_in("aside") {
            let note = self.open.iter().find_map(|(_, note)| note.clone()).unwrap();
            if is_in("p") && !text.trim().is_empty() {
                self.found.notes.entry(note).or_default().push(text.to_owned());
            }
        } else if is_in("main") && !is_in("sup") && !is_in("nav") && !names.contains(&"article") {
            let marks: Vec<_> = self.open.iter().filter_map(|(_, note)| note.clone()).collect();
            if marks.iter().any(|mark| mark == FROM) {
                return;
            }
            self.found.text.push_str(text);
            for mark in marks {
                self.found.add(&mark, text);
            }
        }
    }
}

/// A page: the words under each `mark`, what stands in each `aside`; and the names of all its elements.
pub(super) fn page(page: &str) -> (Found, Vec<String>) {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(page));
    let sink = PageSink(RefCell::new(PageReader::default()));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    drop(tokenizer.feed(&input));
    tokenizer.end();
    let reader = tokenizer.sink.0.into_inner();
    assert!(reader.open.is_empty(), "elements without end: {:?}", reader.open);
    (reader.found, reader.names)
}

/// A part of an archive.
pub(super) fn part(archive: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Hears the elements of XML: names without prefixes, attributes, and the text between them.
pub(super) fn xml(text: &str, mut hear: impl FnMut(Xml<'_>)) {
    let mut reader = quick_xml::Reader::from_str(text);
    let attributes = |start: &quick_xml::events::BytesStart<'_>| {
        let one = |attribute: quick_xml::events::attributes::Attribute<'_>| {
            let name = attribute.key.local_name().as_ref().to_owned();
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap();
            (name, value.into_owned())
        };
        start.attributes().map(|attribute| one(attribute.unwrap())).collect::<BTreeMap<_, _>>()
    };
    loop {
        match reader.read_event().unwrap() {
            XmlEvent::Start(start) => {
                hear(Xml::Start(start.local_name().as_ref(), attributes(&start)));
            }
            XmlEvent::Empty(start) => {
                hear(Xml::Start(start.local_name().as_ref(), attributes(&start)));
                hear(Xml::End(start.local_name().as_ref()));
            }
            XmlEvent::End(end) => hear(Xml::End(end.local_name().as_ref())),
            XmlEvent::Text(text) => hear(Xml::Text(&text)),
            XmlEvent::GeneralRef(reference) => {
                let c = reference.resolve_char_ref().unwrap();
                let known = quick_xml::escape::resolve_predefined_entity(&reference);
                match c {
                    Some(c) => hear(Xml::Text(c.encode_utf8(&mut [0; 4]))),
                    None => hear(Xml::Text(known.unwrap())),
                }
            }
            XmlEvent::Eof => return,
            _ => {}
        }
    }
}

/// What stands in XML.
pub(super) enum Xml<'a> {
    Start(&'a str, BTreeMap<String, String>),
    End(&'a str),
    Text(&'a str),
}

/// A document of Word: the words between the ends of each comment's range, the lines of the comments, the
/// highlights of the words; styles in order.
pub(super) fn docx(archive: &[u8]) -> (Found, Vec<String>) {
    let mut found = Found::default();
    let mut styles = Vec::new();
    let (mut open, mut highlight, mut is_text) = (Vec::<String>::new(), String::new(), false);
    xml(&part(archive, "word/document.xml"), |event| match event {
        Xml::Start("commentRangeStart", attributes) => open.push(attributes["id"].clone()),
        Xml::Start("commentRangeEnd", attributes) => open.retain(|id| *id != attributes["id"]),
        Xml::Start("r", _) => highlight.clear(),
        Xml::Start("highlight", attributes) => highlight.clone_from(&attributes["val"]),
        Xml::Start("pStyle", attributes) => styles.push(attributes["val"].clone()),
        Xml::Start("t", _) => is_text = true,
        Xml::End("t") => is_text = false,
        Xml::End("p") => found.text.push('\n'),
        Xml::Text(text) if is_text => {
            found.text.push_str(text);
            for id in &open {
                found.colors.entry(id.clone()).or_default().push(highlight.clone());
                found.add(id, text);
            }
        }
        _ => {}
    });
    assert!(open.is_empty(), "comments without end: {open:?}");
    let (mut comment, mut is_text) = (String::new(), false);
    xml(&part(archive, "word/comments.xml"), |event| match event {
        Xml::Start("comment", attributes) => comment.clone_from(&attributes["id"]),
        Xml::Start("p", _) => {
            found.notes.entry(comment.clone()).or_default().push(String::new());
        }
        Xml::Start("t", _) => is_text = true,
        Xml::End("t") => is_text = false,
        Xml::Text(text) if is_text => {
            found.notes.get_mut(&comment).unwrap().last_mut().unwrap().push_str(text);
        }
        _ => {}
    });
    (found, styles)
}
