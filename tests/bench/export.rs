//! How long the export of 50,000 notes takes, in every format, the full text of 10 MB where a format holds it.

use std::sync::LazyLock;

use danhuang::exchange::{
    Article, ExportFormat, ExportNote, ExportPlace, ExportSet, Material, Request, format,
};
use danhuang::notebook::HighlightColor;
use divan::Bencher;

use crate::Input;

const N_NOTES: usize = 50_000;

static MATERIAL: LazyLock<Material> = LazyLock::new(|| {
    let document = Input::Clean10Mb.document();
    let text = document.cleaned.text.as_str();
    let step = text.len() / N_NOTES;
    let mut n_chars = 0;
    let mut done = 0;
    let mut note = |index: usize| {
        let start = text.floor_char_boundary(index * step);
        let end = text.floor_char_boundary(start + 60);
        n_chars += text.get(done..start).unwrap().chars().count() as u32;
        done = start;
        let quote = text.get(start..end).unwrap();
        let length = quote.chars().count() as u32;
        let place = ExportPlace {
            chars: [n_chars, n_chars + length],
            utf16: [n_chars, n_chars + length],
            bytes: [start as u32, end as u32],
        };
        ExportNote {
            id: format!("01J{index:023}"),
            quote: quote.to_owned(),
            source_quote: quote.to_owned(),
            clean: Some(place),
            source: Some(place),
            state: "placed",
            heading: vec!["第一章".to_owned(), format!("第{}节", index / 100)],
            color: HighlightColor::ALL[index % 8],
            tags: vec![format!("政策/第{}类", index % 20)],
            note: "写了一句，不长也不短，说这里为什么要紧。".to_owned(),
            created: "2026-01-02T03:04:05Z".to_owned(),
            modified: "2026-01-02T03:04:05Z".to_owned(),
            ..ExportNote::default()
        }
    };
    let set = ExportSet {
        title: document.title().to_owned(),
        file_name: document.name.clone(),
        article: Some(Article::of(document)),
        notes: (0..N_NOTES).map(&mut note).collect(),
        ..ExportSet::default()
    };
    Material { documents: vec![set], ..Material::default() }
});

const IDS: [&str; 14] = [
    "marked-markdown",
    "marked-html",
    "marked-docx",
    "markdown",
    "obsidian",
    "html",
    "csv",
    "xlsx",
    "json",
    "ron",
    "jsonld",
    "readwise",
    "anki",
    "template",
];

#[divan::bench(args = IDS, sample_count = 3, sample_size = 1)]
fn fifty_thousand_notes(bencher: Bencher<'_, '_>, id: &str) {
    let format: &ExportFormat = format(id).unwrap();
    let request = Request::default();
    LazyLock::force(&MATERIAL);
    bencher.bench(|| format.written(&MATERIAL, &request).unwrap().len());
}
