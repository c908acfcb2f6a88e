//! How long the work takes on the founding article and on ten megabytes of varied text.
//!
//! `cargo bench --no-default-features`; a name as argument runs what it names. For people: times on a
//! shared machine are no test.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on says so by failing")]

mod coding;
mod export;
mod find;
mod formats;
mod growth;
mod keep;
mod locate;
mod panel;
mod text;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use danhuang::anchor::{self, Anchor};
use danhuang::clean::CleanOptions;
use danhuang::document::{BlockKind, Document};
use danhuang::import::{self, Imported};
use danhuang::notebook::{
    Annotation, AnnotationId, Codebook, Excerpt, HighlightColor, Notebook, Timestamp,
};
use danhuang::store::{DocumentRecord, StoredNotes, notes_to_ron};
use danhuang::text::{Source, Span, Text};
use danhuang::typeset::{self, Kind, Style, metrics};
use danhuang::{clean, outline, placing};
use divan::Bencher;

/// Shows beside each time how much was held at most.
#[global_allocator]
static ALLOCATOR: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    divan::main();
}

const TEN_MEGABYTES: usize = 10_000_000;

/// What is worked on.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Input {
    Sample,
    Clean10Mb,
    Noisy10Mb,
}

const ALL: [Input; 3] = [Input::Sample, Input::Clean10Mb, Input::Noisy10Mb];
const SET: [Input; 2] = [Input::Sample, Input::Clean10Mb];

impl Input {
    fn source(self) -> &'static str {
        static SOURCES: OnceLock<[String; 3]> = OnceLock::new();
        let make = || [text::sample(), text::clean(TEN_MEGABYTES), text::noisy(TEN_MEGABYTES)];
        &SOURCES.get_or_init(make)[self as usize]
    }

    fn imported(self) -> Imported {
        import::import("text.txt", self.source().as_bytes(), None).unwrap()
    }

    fn document(self) -> &'static Document {
        static DOCUMENTS: [OnceLock<Document>; 3] = [const { OnceLock::new() }; 3];
        let make = || {
            Document::new("text.txt", self.source().as_bytes(), None, &CleanOptions::default())
                .unwrap()
        };
        DOCUMENTS[self as usize].get_or_init(make)
    }

    /// Its paragraphs, each with the style of a page of 36 characters.
    fn paragraphs(self) -> impl Iterator<Item = (&'static str, Style)> {
        let document = self.document();
        document.blocks.iter().map(|block| {
            let kind = match block.kind {
                BlockKind::Title | BlockKind::Heading(_) => Kind::Heading,
                _ => Kind::Body,
            };
            (document.cleaned.text.get(block.span), Style::new(kind, 36, 36 * 36))
        })
    }
}

#[divan::bench(args = ALL, max_time = 5, sample_size = 1)]
fn import_text(bencher: Bencher<'_, '_>, input: Input) {
    let bytes = input.source().as_bytes();
    bencher.bench(|| import::import("text.txt", bytes, None).unwrap());
}

#[divan::bench(args = ALL, max_time = 20, sample_size = 1)]
fn clean_text(bencher: Bencher<'_, '_>, input: Input) {
    let imported = input.imported();
    bencher.bench(|| clean::clean(&imported.text, &imported.hints, &CleanOptions::default()));
}

#[divan::bench(args = ALL, max_time = 5, sample_size = 1)]
fn outline_text(bencher: Bencher<'_, '_>, input: Input) {
    let document = input.document();
    bencher.bench(|| outline::outline(&document.cleaned.text, &document.hints));
}

#[divan::bench(args = SET, max_time = 5, sample_size = 1)]
fn count_lines(bencher: Bencher<'_, '_>, input: Input) {
    let paragraphs: Vec<_> = input.paragraphs().collect();
    let face = metrics::page();
    let count = |(text, style): &(&str, Style)| {
        typeset::count_lines(text, style, |at, c| face.advance_in(text, at, c))
    };
    bencher.bench(|| paragraphs.iter().map(count).sum::<usize>());
}

#[divan::bench(args = SET, max_time = 5, sample_size = 1)]
fn set_lines(bencher: Bencher<'_, '_>, input: Input) {
    let paragraphs: Vec<_> = input.paragraphs().collect();
    let face = metrics::page();
    let set = |(text, style): &(&str, Style)| {
        typeset::set(text, style, |at, c| face.advance_in(text, at, c)).len()
    };
    bencher.bench(|| paragraphs.iter().map(set).sum::<usize>());
}

/// One stretch of a paragraph without end: the most that is ever set at once.
#[divan::bench]
fn set_stretch(bencher: Bencher<'_, '_>) {
    let paragraphs: String = Input::Sample.paragraphs().map(|(text, _)| text).collect();
    let text = paragraphs.get(..paragraphs.floor_char_boundary(6_000)).unwrap_or_default();
    let style = Style::new(Kind::Body, 36, 36 * 36);
    let face = metrics::page();
    bencher.bench(|| typeset::set(text, &style, |at, c| face.advance_in(text, at, c)));
}

const N_NOTES: usize = 1_000;

/// Passages spread over a source.
fn anchors(source: &Text<Source>) -> Vec<Anchor> {
    let place = |index: usize| {
        let start = source.floor(source.len() / N_NOTES * index);
        let end = source.floor(start.index() + 60);
        anchor::describe(source, Span { start, end })
    };
    (0..N_NOTES).map(place).collect()
}

/// A notebook with a passage marked in each of many places.
fn notebook(document: &Document) -> Notebook {
    let annotations =
        anchors(&document.imported.text).into_iter().enumerate().map(|(index, anchor)| {
            let id = AnnotationId(format!("01J000000000000000000{index:05}"));
            (id.clone(), annotation(document, id, anchor))
        });
    Notebook { annotations: annotations.collect(), ..Notebook::default() }
}

#[divan::bench(args = ALL, max_time = 5, sample_size = 1)]
fn place_1000_unmoved(bencher: Bencher<'_, '_>, input: Input) {
    let notebook = notebook(input.document());
    bencher.bench(|| placing::place_all(input.document(), &notebook, &[]));
}

/// The file has changed: a line stands before it, and every note has to be sought.
#[divan::bench(args = ALL, max_time = 10, sample_size = 1)]
fn place_10_moved(bencher: Bencher<'_, '_>, input: Input) {
    let mut notebook = notebook(input.document());
    let mut index = 0;
    notebook.annotations.retain(|_, _| {
        index += 1;
        index % (N_NOTES / 10) == 0
    });
    let moved = format!("编者按：本文有改动。\n{}", input.source());
    let options = CleanOptions::default();
    let document = Document::new("text.txt", moved.as_bytes(), None, &options).unwrap();
    bencher.bench(|| placing::place_all(&document, &notebook, &[]));
}

#[divan::bench(max_time = 5, sample_size = 1)]
fn save_1000_notes(bencher: Bencher<'_, '_>) {
    let document = Input::Sample.document();
    let stored = StoredNotes { record: DocumentRecord::default(), notebook: notebook(document) };
    bencher.bench(|| notes_to_ron(&stored, &Codebook::default()));
}

fn annotation(document: &Document, id: AnnotationId, anchor: Anchor) -> Annotation {
    let clean = document.clean_from_source(anchor.span);
    Annotation {
        id,
        excerpt: Excerpt::of(&document.cleaned.text, clean),
        heading_path: document.heading_path(clean),
        anchor,
        color: Some(HighlightColor::Amber),
        tags: BTreeSet::new(),
        note: "口径与上文不一，待查。".to_owned(),
        created: Timestamp(1_700_000_000_000),
        modified: Timestamp(1_700_000_000_000),
        revision: 1,
    }
}
