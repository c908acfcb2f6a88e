//! Exports, each read back by a reader of its format that is not ours, with text that tries to break out of it.

mod foreign;
mod laws;
mod marked;
mod note_text;
mod notes;
mod read;
pub(crate) mod tables;
mod templates;

use danhuang::app::{self, ExportSource};
use danhuang::clean::{CleanOptions, rules};
use danhuang::document::{Document, content_hash};
use danhuang::exchange::{ExportNote, ExportSet, Material, Request, format};
use danhuang::import::{self, Imported};
use danhuang::notebook::{AnnotationId, Codebook, HighlightColor, Notebook, Timestamp};
use danhuang::placing;
use danhuang::text::{Span, Text};

/// Text that is markup, a formula or a quote in one format or another.
const HOSTILE: [&str; 17] = [
    "平常的一句话，没有什么。",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "=HYPERLINK(\"http://a.b\")",
    "@SUM(A1)",
    "a,b;\"c\"",
    "# 不是标题",
    "1. 不是列表",
    "- 不是列表",
    "**不粗** _不斜_ [不是](链接) `不是` ~~不删~~ &amp; &#35; ![图](a) [^1]: 注",
    "---",
    "=== 下划线 ==不是划线==",
    "尾\\",
    "😀𠮷e\u{301}\u{200d}",
    "{{ 7 * 7 }} {% raw %}",
    "%%注释%% ^块 $x$",
    "+1 ]]> --> </w:t>",
];

/// A note that says `text` wherever it says something.
fn hostile(index: usize, text: &str) -> ExportNote {
    ExportNote {
        id: format!("01J{index:023}"),
        quote: text.to_owned(),
        source_quote: format!("{text}(dang)"),
        state: "placed",
        heading: vec!["第一章".to_owned(), text.to_owned()],
        tags: vec!["政策/复工".to_owned()],
        note: text.to_owned(),
        created: "2026-01-02T03:04:05Z".to_owned(),
        modified: "2026-01-02T03:04:05Z".to_owned(),
        ..ExportNote::default()
    }
}

fn hostile_set() -> ExportSet {
    ExportSet {
        title: "题目 <b> & *星*".to_owned(),
        file_name: "a_b.txt".to_owned(),
        notes: HOSTILE.iter().enumerate().map(|(index, text)| hostile(index, text)).collect(),
        ..ExportSet::default()
    }
}

fn of(set: ExportSet) -> Material {
    Material { documents: vec![set], ..Material::default() }
}

fn bytes(id: &str, material: &Material, request: &Request) -> Vec<u8> {
    format(id).unwrap().written(material, request).unwrap()
}

fn written(id: &str, set: ExportSet) -> String {
    String::from_utf8(bytes(id, &of(set), &Request::default())).unwrap()
}

/// A document that is marked as a reader would.
struct Desk {
    document: Document,
    notebook: Notebook,
    codebook: Codebook,
}

impl Desk {
    fn new(name: &str, text: &str) -> Self {
        let options = CleanOptions::default();
        Self {
            document: Document::new(name, text.as_bytes(), None, &options).unwrap(),
            notebook: Notebook::default(),
            codebook: Codebook::default(),
        }
    }

    /// A text that stays as it is.
    fn plain(text: &str) -> Self {
        let rules_off = rules().iter().map(|rule| rule.id.to_owned()).collect();
        let options = CleanOptions { rules_off, ..CleanOptions::default() };
        // Any characters, also those by which a file is known to be no text.
        let empty = import::import("a.txt", b"a", None).unwrap();
        let imported = Imported { text: Text::new(text), ..empty };
        Self {
            document: Document::of("a.txt", content_hash(text.as_bytes()), imported, &options),
            notebook: Notebook::default(),
            codebook: Codebook::default(),
        }
    }

    /// Marks the first place of a quote.
    fn mark(&mut self, quote: &str, tags: &[&str], note: &str, color: HighlightColor) {
        let text = self.document.cleaned.text.as_str();
        let start = text.find(quote).unwrap_or_else(|| panic!("{quote} is not in\n{text}"));
        self.mark_span(Span::new(start, start + quote.len()), tags, note, color);
    }

    fn mark_span(
        &mut self,
        span: Span<danhuang::text::Clean>,
        tags: &[&str],
        note: &str,
        color: HighlightColor,
    ) {
        let id = AnnotationId(format!("01J{:023}", self.notebook.annotations.len()));
        let now = Timestamp(1_700_000_000_000);
        let mut one = placing::annotation_on(&self.document, span, id.clone(), now);
        for tag in tags {
            let mut n_tags = self.codebook.tags.len();
            let new_id = || {
                n_tags += 1;
                format!("01T{n_tags:023}")
            };
            let (tag, changes) = self.codebook.make(tag, new_id).unwrap();
            for change in &changes {
                change.apply(&mut self.notebook, &mut self.codebook);
            }
            one.tags.insert(tag);
        }
        note.clone_into(&mut one.note);
        one.color = Some(color);
        self.notebook.annotations.insert(id, one);
    }

    fn source(&self) -> ExportSource {
        ExportSource {
            document: self.document.clone(),
            notebook: self.notebook.clone().into(),
            places: placing::place_all(&self.document, &self.notebook, &[]).into(),
        }
    }

    fn written_with(&self, id: &str, request: &Request) -> app::Written {
        app::written(format(id).unwrap(), &[self.source()], &self.codebook, request).unwrap()
    }

    fn written(&self, id: &str) -> Vec<u8> {
        self.written_with(id, &Request::default()).bytes
    }

    /// The notes as they are exported, in order.
    fn notes(&self) -> Vec<ExportNote> {
        let source = self.source();
        app::set_of(&source.document, &source.notebook, &self.codebook, &source.places).notes
    }
}

/// A document with everything that a format may have to hold.
const TIDES: &str = include_str!("../../data/exchange/tides.md");

/// The same, marked: marks that overlap, lie in one another, touch, and stand in every kind of block.
fn tides() -> Desk {
    let mut desk = Desk::new("潮汐与堤坝.md", TIDES);
    let (amber, azure, jade) = (HighlightColor::Amber, HighlightColor::Azure, HighlightColor::Jade);
    desk.mark("河口的水位，枯水期低", &["政策/复工"], "第一行\n第二行", amber);
    desk.mark("枯水期低，丰水期高", &["数据"], "", azure);
    desk.mark("丰水期", &["数据", "带 空格"], "在两处之内", jade);
    desk.mark("两岸的人", &[], "", HighlightColor::Peach);
    desk.mark("早已习惯", &[], "", HighlightColor::Slate);
    desk.mark("加粗的字和着重", &[], "跨过两种字样", azure);
    desk.mark("水位</b>", &["代码"], "", HighlightColor::Wisteria);
    desk.mark("3.2", &["数据"], "表里的数", HighlightColor::Cinnabar);
    desk.mark("😀 和 𠮷", &[], "两个单元的字", HighlightColor::Olive);
    desk.mark("再看流速", &[], "清单里", amber);
    desk.mark("又一句。\n二、代码", &["跨段"], "", jade);
    desk.mark("二、代码", &["标题"], "", amber);
    desk
}
