//! Notes by a template of the reader's, in the language of Jinja.
//!
//! A template sees the notes and nothing else: no file, no other template, no endless loop.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, Error, ErrorKind};
use serde::Serialize;

use crate::exchange::groups::{groups, section};
use crate::exchange::json::Tag;
use crate::exchange::markdown_text;
use crate::exchange::note_text::{self, Words};
use crate::exchange::obsidian;
use crate::exchange::page;
use crate::exchange::{
    ExportError, ExportFormat, ExportNote, ExportSet, Grouping, Holds, Material, Request, Writer,
    csv, words,
};
use crate::text::{Bilingual, Phrase};

pub(super) const FORMAT: ExportFormat = ExportFormat {
    id: "template",
    name: Bilingual::new("自定模板", "Template of your own"),
    extension: "md",
    holds: Holds::Notes,
    reads: false,
    // What is lost is the template's choice.
    loses: &[],
    write: Writer::MayFail(write),
};

/// A template to begin with.
#[derive(Clone, Copy, Debug)]
pub struct Preset {
    /// Its name on the command line; never changed.
    pub id: &'static str,
    /// Its name.
    pub name: Bilingual,
    /// The template.
    pub text: &'static str,
}

/// The templates to begin with.
pub const PRESETS: &[Preset] = &[
    Preset {
        id: "list",
        name: Bilingual::new("简单列表", "Plain list"),
        text: include_str!("../../assets/templates/list.md.j2"),
    },
    Preset {
        id: "front-matter",
        name: Bilingual::new("带属性的引文", "Properties and quotes"),
        text: include_str!("../../assets/templates/front-matter.md.j2"),
    },
    Preset {
        id: "by-tag",
        name: Bilingual::new("按标签的报告", "Report by tag"),
        text: include_str!("../../assets/templates/by-tag.md.j2"),
    },
    Preset {
        id: "org",
        name: Bilingual::new("Org 大纲", "Org outline"),
        text: include_str!("../../assets/templates/org.j2"),
    },
];

/// The preset with this id.
pub fn preset(id: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.id == id)
}

/// Steps that a template may take for each note, and for itself: enough for any that ends.
const FUEL_A_NOTE: u64 = 20_000;
const FUEL_AT_LEAST: u64 = 5_000_000;

#[derive(Serialize)]
struct Context<'a> {
    documents: Vec<Document<'a>>,
    codebook: Vec<Tag<'a>>,
    library_memo: &'a str,
}

#[derive(Serialize)]
struct Note<'a> {
    id: &'a str,
    quote: &'a str,
    source_quote: &'a str,
    prefix: &'a str,
    suffix: &'a str,
    heading: &'a [String],
    section: String,
    color: &'a str,
    color_name: &'static str,
    tags: &'a [String],
    note: &'a str,
    state: &'a str,
    created: &'a str,
    modified: &'a str,
    start: Option<u32>,
    end: Option<u32>,
}

#[derive(Serialize)]
struct Group<'a> {
    name: String,
    notes: Vec<Note<'a>>,
}

#[derive(Serialize)]
struct Document<'a> {
    title: &'a str,
    file: &'a str,
    author: Option<&'a str>,
    source: Option<&'a str>,
    date: Option<&'a str>,
    url: Option<&'a str>,
    memo: &'a str,
    notes: Vec<Note<'a>>,
    groups: Vec<Group<'a>>,
    sections: Vec<Group<'a>>,
    tags: Vec<Group<'a>>,
}

fn write(material: &Material, request: &Request) -> Result<Vec<u8>, ExportError> {
    let first = PRESETS.first().map(|preset| preset.text).unwrap_or_default();
    let text = if request.template.is_empty() { first } else { &request.template };
    let mut environment = environment();
    let n_notes: usize = material.documents.iter().map(|set| set.notes.len()).sum();
    environment.set_fuel(Some(FUEL_AT_LEAST + FUEL_A_NOTE * n_notes as u64));
    let documents: Vec<_> = material.documents.iter().map(|set| document(set, request)).collect();
    let codebook = material.tags_in_use().map(Tag::from).collect();
    let library_memo = material.memo.as_str();
    let context = Context { documents, codebook, library_memo };
    let rendered = environment.render_named_str("template", text, Serde(context));
    rendered.map(String::into_bytes).map_err(|error| ExportError::Template(wrong(&error)))
}

/// Whether a template is well formed, which can be told before there is anything to write.
pub fn check(text: &str) -> Result<(), Phrase> {
    let checked = environment().template_from_named_str("template", text).map(|_| ());
    checked.map_err(|error| wrong(&error))
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    // A block that has a line of its own leaves none behind.
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
    environment.set_syntax(syntax.build().expect("the usual delimiters are well formed"));
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    environment.add_filter("markdown", |text: String| markdown_text::escaped_paragraph(&text));
    environment.add_filter("note", |text: String| note_text::markdown(&text).join("\n"));
    environment.add_filter("org", |text: String| org_lines(&text));
    environment.add_filter("hashtag", |text: String| markdown_text::hashtag(&text));
    environment.add_filter("html", |text: String| page::escaped(&text));
    environment.add_filter("csv", |text: String| csv::quoted(&text));
    environment.add_filter("yaml", |text: String| obsidian::quoted(&text));
    environment.add_filter("quote", |text: String| {
        let lines = markdown_text::text_lines(&text);
        let lines = lines.map(|line| format!("> {}", markdown_text::escaped_paragraph(line)));
        lines.collect::<Vec<_>>().join("\n")
    });
    environment.add_filter("one_line", |text: String| {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    });
    environment
}

/// What a reader wrote as lines of Org that stand in, without the signs of Markdown; none begins anything of Org's own.
fn org_lines(note: &str) -> String {
    let line = |words: Vec<Words>| {
        let words: String = words.into_iter().map(|words| words.text).collect();
        let is_sign = words.starts_with(['*', '#', ':', '|']);
        format!("  {}{words}", if is_sign { "\u{200B}" } else { "" })
    };
    note_text::lines(note).into_iter().map(line).collect::<Vec<_>>().join("\n")
}

fn document<'a>(set: &'a ExportSet, request: &Request) -> Document<'a> {
    let grouped = |grouping: Grouping| {
        let request = Request { grouping, ..request.clone() };
        groups(set, &request)
            .into_iter()
            .map(|group| Group {
                name: group.name,
                notes: group.notes.into_iter().map(|one| note(one, &request)).collect(),
            })
            .collect()
    };
    let meta = &set.meta;
    Document {
        title: &set.title,
        file: &set.file_name,
        author: meta.author.as_deref(),
        source: meta.source.as_deref(),
        date: meta.date.as_deref(),
        url: meta.url.as_deref(),
        memo: &set.memo,
        notes: set.notes.iter().map(|one| note(one, request)).collect(),
        groups: grouped(request.grouping),
        sections: grouped(Grouping::Section),
        tags: grouped(Grouping::Tag),
    }
}

fn note<'a>(note: &'a ExportNote, request: &Request) -> Note<'a> {
    let place = note.clean.map(|place| place.chars);
    Note {
        id: &note.id,
        quote: &note.quote,
        source_quote: &note.source_quote,
        prefix: &note.prefix,
        suffix: &note.suffix,
        heading: &note.heading,
        section: section(note, request.language),
        color: note.color.id(),
        color_name: words::color_name(note.color).get(request.language),
        tags: &note.tags,
        note: &note.note,
        state: note.state,
        created: &note.created,
        modified: &note.modified,
        start: place.map(|[start, _]| start),
        end: place.map(|[_, end]| end),
    }
}

/// What is wrong with a template, and where.
fn wrong(error: &Error) -> Phrase {
    let line = error.line().unwrap_or(1);
    let detail = error.detail().unwrap_or_default();
    let (zh, en) = match error.kind() {
        ErrorKind::SyntaxError => ("语法有误", "it is not well formed"),
        ErrorKind::OutOfFuel => ("循环太多", "it goes on for too long"),
        ErrorKind::UnknownFilter => ("没有这个过滤器", "there is no such filter"),
        ErrorKind::UnknownFunction => ("没有这个函数", "there is no such function"),
        ErrorKind::UndefinedError => ("用到的值没有定义", "it uses a value that is not there"),
        _ => ("无法照办", "it cannot be followed"),
    };
    let behind = if detail.is_empty() { String::new() } else { format!(" ({detail})") };
    Phrase::new(
        format!("模板第 {line} 行：{zh}{behind}"),
        format!("line {line} of the template: {en}{behind}"),
    )
}
