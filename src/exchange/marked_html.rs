//! The full text with the marks in it, as one page that needs nothing else: contents, a choice of tags,
//! notes beside their passages on a wide screen and below them on a narrow one and on paper.
//!
//! Nothing runs in it: what is chosen is known by style alone.

use std::collections::BTreeMap;

use crate::exchange::appendix;
use crate::exchange::material::paths_to;
use crate::exchange::page::{
    ArticleWriter, Head, escaped, from_line, page, paragraphs, tag_labels,
};
use crate::exchange::{
    Aspect, ExportFormat, ExportNote, ExportSet, Holds, Material, Request, Writer, words,
};
use crate::notebook::path_order;
use crate::text::Bilingual;

pub(super) const FORMAT: ExportFormat = ExportFormat {
    id: "marked-html",
    name: Bilingual::new("全文带划线网页", "Full text with marks as a web page"),
    extension: "html",
    holds: Holds::Marked,
    reads: false,
    loses: &[Aspect::Times, Aspect::Pictures, Aspect::OddLinks, Aspect::Controls],
    write: Writer::Sure(write),
};

/// The class of notes without tags.
const UNTAGGED: &str = "u";

/// The tags in use and those above them, each with the class of what carries it.
type Classes<'a> = BTreeMap<&'a str, String>;

fn write(material: &Material, request: &Request) -> Vec<u8> {
    let classes = classes(material);
    let has_untagged =
        material.documents.iter().flat_map(|set| &set.notes).any(|note| note.tags.is_empty());
    let class = |note: &ExportNote| class_of(note, &classes);
    let (mut body, mut n_before) = (String::new(), 0);
    for (index, set) in material.documents.iter().enumerate() {
        let Some(article) = &set.article else { continue };
        let prefix = format!("d{index}-");
        let mut writer = ArticleWriter::new(article, &set.notes, &class, prefix, n_before);
        let text = with_from(&writer.body(), set, request);
        n_before = writer.n_numbered();
        let contents = contents(&writer, request);
        let rest = unplaced(&writer, request);
        body.push_str(&format!("<main>\n{contents}{text}{rest}</main>\n"));
    }
    let boxes = filter(&classes, has_untagged, request);
    let title = material.documents.first().map(|set| set.title.as_str()).unwrap_or_default();
    let style = filter_style(&classes, has_untagged);
    let head = Head { title, style: &style, class: "beside" };
    let appendix = appendix::html(material, request);
    let appendix =
        if appendix.is_empty() { appendix } else { format!("<main>\n{appendix}</main>\n") };
    page(&head, &format!("{boxes}{body}{appendix}"), request)
}

/// The article behind the line that says where it comes from and what was written about it, which stand below the
/// title.
fn with_from(text: &str, set: &ExportSet, request: &Request) -> String {
    let from = format!("{}{}", from_line(set, request), paragraphs(&set.memo));
    match text.split_once("</h1>\n") {
        Some((title, rest)) if text.starts_with("<h1>") => format!("{title}</h1>\n{from}{rest}"),
        _ => format!("<h1>{}</h1>\n{from}{text}", escaped(&set.title)),
    }
}

fn classes(material: &Material) -> Classes<'_> {
    let mut classes = Classes::new();
    for tag in material.documents.iter().flat_map(|set| &set.notes).flat_map(|note| &note.tags) {
        for path in paths_to(tag) {
            classes.entry(path).or_default();
        }
    }
    for (index, class) in classes.values_mut().enumerate() {
        *class = format!("t{index}");
    }
    classes
}

fn class_of(note: &ExportNote, classes: &Classes<'_>) -> String {
    if note.tags.is_empty() {
        return format!(" {UNTAGGED}");
    }
    let mut names: Vec<_> = note
        .tags
        .iter()
        .flat_map(|tag| paths_to(tag))
        .filter_map(|path| classes.get(path))
        .map(|class| format!(" {class}"))
        .collect();
    names.sort();
    names.dedup();
    names.concat()
}

/// A box to tick for each tag; none where there is nothing to choose.
fn filter(classes: &Classes<'_>, has_untagged: bool, request: &Request) -> String {
    if classes.is_empty() {
        return String::new();
    }
    let untagged = has_untagged
        .then(|| (words::UNTAGGED.get(request.language).to_owned(), UNTAGGED.to_owned()));
    let mut all: Vec<_> =
        classes.iter().map(|(tag, class)| ((*tag).to_owned(), class.clone())).collect();
    all.sort_by_cached_key(|(tag, _)| path_order(tag));
    let boxes: String = all
        .into_iter()
        .chain(untagged)
        .map(|(tag, class)| {
            let tag = escaped(&tag);
            format!("<label><input type=\"checkbox\" id=\"f-{class}\"> {tag}</label>\n")
        })
        .collect();
    let label = words::FILTER.get(request.language);
    format!("<div class=\"filter\">\n<b>{label}</b>\n{boxes}</div>\n")
}

/// What a ticked box brings back.
fn filter_style(classes: &Classes<'_>, has_untagged: bool) -> String {
    let untagged = has_untagged.then_some(UNTAGGED);
    let all = classes.values().map(String::as_str).chain(untagged);
    all.map(|class| {
        format!(
            "body:has(#f-{class}:checked) mark.{class} {{ background: var(--fill); text-decoration-color: var(--ink); }}\n\
             body:has(#f-{class}:checked) aside.{class} {{ display: block; }}\n"
        )
    })
    .collect()
}

fn contents(writer: &ArticleWriter<'_>, request: &Request) -> String {
    if writer.headings().is_empty() {
        return String::new();
    }
    let line = |(level, name, words): &(u8, String, String)| {
        format!("<li class=\"l{level}\"><a href=\"#{name}\">{}</a></li>\n", escaped(words))
    };
    let lines: String = writer.headings().iter().map(line).collect();
    let label = words::CONTENTS.get(request.language);
    format!(
        "<nav>\n<details open><summary>{label}</summary>\n<ol>\n{lines}</ol></details>\n</nav>\n"
    )
}

/// The notes that stand nowhere in the text, so that none is lost.
fn unplaced(writer: &ArticleWriter<'_>, request: &Request) -> String {
    let cards: String = writer.unplaced().map(card).collect();
    if cards.is_empty() {
        return cards;
    }
    format!("<h2>{}</h2>\n{cards}", words::UNPLACED.get(request.language))
}

/// A passage with its tags and what was written about it, alone.
fn card(note: &ExportNote) -> String {
    card_with(note, &format!(" id=\"{}\"", escaped(&note.id)))
}

/// The same with these further attributes.
pub(super) fn card_with(note: &ExportNote, attributes: &str) -> String {
    let quote: Vec<_> = note.quote.split('\n').map(escaped).collect();
    format!(
        "<article class=\"card {}\"{attributes}>\n<blockquote><bdi>{}</bdi></blockquote>\n{}{}</article>\n",
        note.color.id(),
        quote.join("<br>"),
        paragraphs(&note.note),
        tag_labels(&note.tags),
    )
}
